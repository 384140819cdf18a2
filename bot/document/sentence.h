#ifndef TONLE_DOCUMENT_SENTENCE_H
#define TONLE_DOCUMENT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Splits a paragraph, which is one line, into sentences. A full stop does not end a sentence after
 * an abbreviation ("Gen.", "No. 5", "p. 12") or initials ("J. Smith", "H. R. 1", "U.S. Senate"), in
 * a number, or before a word in lower case. "U.S." ends a sentence if the next word often begins
 * one
 * ("The", "In", "However"). Closing quotation marks and brackets belong to the sentence before
 * them. A sentence does not end inside quotation marks, unless they close there or never close in
 * the paragraph. Pure functions.
 */

/* The length of the first sentence of the text, without the space after it; 0 at the end. */
size_t sentence_length(const char *text);

/* The opening mark of a quotation that does not close in the text; NULL if there is none. */
const char *sentence_open_quotation(const char *text);

/* Why the sentence cannot be used as a statement, a literal; NULL if it can. */
const char *sentence_unusable(const char *sentence);

/* Copies the first word of a sentence to out if it refers to an earlier sentence ("It", "He",
 * "These", "However"); false if it does not. */
bool sentence_refers_back(const char *sentence, char *out, size_t size);

/* Whether the sentence states a condition for what follows it ("if", "unless", "provided", "only
 * when"), so that a list after it must not be split. */
bool sentence_is_condition(const char *sentence);

#endif
