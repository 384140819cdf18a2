#ifndef TONLE_FACT_SOURCETEXT_H
#define TONLE_FACT_SOURCETEXT_H

#include "base/arena.h"
#include "base/error.h"
#include "fact/fact.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A copy of a source's text, which is not part of the project. Its paragraphs are the blocks
 * between blank lines, numbered from 1, each with its white space folded to single spaces and
 * trimmed. The register (struct paragraph in a source) has the SHA-256 of each.
 */
struct sourcetext {
	struct arena arena; /* holds the paragraphs */
	const char *path;
	const char *const *paragraphs; /* number n is paragraphs[n - 1] */
	size_t count;
};

/* Reads it; the caller frees it. On failure (the file cannot be read, or holds a NUL) it is empty.
 */
bool sourcetext_read(const char *path, struct sourcetext *text, struct error *err);
void sourcetext_free(struct sourcetext *text);

/* Whether paragraph `number` stands in the copy as the register says; the fault names what differs.
 */
bool sourcetext_agrees(
	const struct sourcetext *text, const struct paragraph *paragraph, struct error *err);

#endif
