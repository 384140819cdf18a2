#ifndef TONLE_KEEP_ANKI_H
#define TONLE_KEEP_ANKI_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A flash card with one front and one back. */
struct anki_note {
	const char *guid;         /* identifies the note when Anki imports it again */
	const char *deck;         /* its full name: "Subject::Topic" */
	const char *front, *back; /* HTML */
	const char *tags;         /* with spaces between */
};

/*
 * Writes an Anki package (.apkg): a ZIP archive of a collection of schema 11, which every Anki
 * since 2012 reads, with one card for each note. changed: seconds since 1970; an import updates the
 * notes that Anki has with an earlier time. The same notes and time give the same bytes. Running
 * out of memory ends the program. The caller checks ferror(out).
 */
void anki_write(FILE *out, const struct anki_note *notes, size_t count, int64_t changed);

#endif
