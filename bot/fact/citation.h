#ifndef TONLE_FACT_CITATION_H
#define TONLE_FACT_CITATION_H

#include "base/arena.h"
#include "base/error.h"
#include "fact/fact.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Citations as people write them, in a moderator's `add` and in a cell of a table. Pure functions;
 * returned strings are in the arena.
 */

/* Parses `<source> [¶n | §n | locator] ["quote"] [for what it supports]`. '§' or '¶' sets the
 * paragraph and also stays in the locator, for sources without a register of paragraphs. The error
 * says what was expected and what was found. */
bool citation_parse(
	struct arena *arena, const char *text, struct citation *citation, struct error *err);

/* Decides where a parsed citation keeps its paragraph: in the number if the source has a register
 * of paragraphs, else in the locator. Does nothing if the locator does not contain '§' or '¶'. */
void citation_place(struct arena *arena, struct citation *citation, const struct source *source);

/* The length in bytes of the quotation mark at text, opening or closing; 0 if there is none. */
size_t citation_quotation_mark(const char *text);

/* The quotation at *text, or "" if there is none. Advances *text past it and the blanks after it.
 */
const char *citation_quotation(struct arena *arena, const char **text);

#endif
