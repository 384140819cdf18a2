#ifndef TONLE_FACT_SOURCETEXT_H
#define TONLE_FACT_SOURCETEXT_H

#include "base/arena.h"
#include "base/error.h"
#include "fact/fact.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A private copy of a source's text. Paragraphs are separated by blank lines and numbered from 1;
 * their white space is collapsed to single spaces and trimmed. The register (struct paragraph) has
 * the SHA-256 of each.
 */
struct sourcetext {
	struct arena arena; /* holds the paragraphs */
	const char *path;
	const char *const *paragraphs; /* paragraph n is paragraphs[n - 1] */
	size_t count;
};

/* Reads a copy, which the caller frees. False with the reason if the file cannot be read or
 * contains a NUL; *text is then empty. */
bool sourcetext_read(const char *path, struct sourcetext *text, struct error *err);
void sourcetext_free(struct sourcetext *text);

/* Whether the copy's paragraph of that number has the SHA-256 of the register; if not, the error
 * says what differs. */
bool sourcetext_agrees(
	const struct sourcetext *text, const struct paragraph *paragraph, struct error *err);

#endif
