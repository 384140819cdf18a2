#ifndef TONLE_STUDY_CLAUSE_H
#define TONLE_STUDY_CLAUSE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Shortens a statement with a gap ("____") in place to at most `most` bytes: what follows the gap's
 * clause goes, then asides in parentheses. What stays is a whole sentence. False, with the text in
 * any state, if it cannot be that short. Pure.
 */
bool clause_shorten(char *text, size_t most);

#endif
