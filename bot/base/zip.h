#ifndef TONLE_BASE_ZIP_H
#define TONLE_BASE_ZIP_H

#include <stddef.h>
#include <stdio.h>

/* A file of an archive. */
struct zip_entry {
	const char *name;
	const void *bytes;
	size_t size; /* all sizes together are below 4 GB */
};

/* Writes a ZIP archive (PKWARE's APPNOTE.TXT) of at most 65535 files. They are stored uncompressed
 * and dated 1980-01-01, so that the same files give the same bytes. The caller checks ferror(out).
 */
void zip_write(FILE *out, const struct zip_entry *entries, size_t count);

#endif
