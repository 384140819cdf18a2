#ifndef TONLE_STUDY_CLAUSE_H
#define TONLE_STUDY_CLAUSE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Shortens a statement with a gap ("____") in place to at most `most` bytes. Removes what follows
 * the clause with the gap, then text in parentheses. The result is a complete sentence. False if it
 * cannot be made short enough; the text is then undefined. Pure.
 */
bool clause_shorten(char *text, size_t most);

#endif
