#ifndef TONLE_DOCUMENT_SENTENCE_H
#define TONLE_DOCUMENT_SENTENCE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Sentences of a paragraph on one line. A full stop does not end one after an abbreviation ("Gen.",
 * "No. 5", "p. 12"), an initial or a chain of them ("J. Smith", "H. R. 1", "U.S. Senate"), in a
 * number, or before a word in lower case; "U.S." ends one if the next word begins sentences ("The",
 * "In", "However"). Closing quotation marks and brackets belong to the sentence before them, and no
 * sentence ends within quotation marks that open and close inside the paragraph unless they close
 * there. Pure.
 */

/* The length of the first sentence of the text, without the space after it; 0 at the end. */
size_t sentence_length(const char *text);

/* Where a quotation opens that does not close in the text; NULL if there is none. */
const char *sentence_open_quotation(const char *text);

/* Why the sentence cannot stand alone as a statement, a literal; NULL if it can. */
const char *sentence_unusable(const char *sentence);

/* The word at the head of a sentence that points back to another ("It", "He", "These", "However"),
 * copied to out; false if there is none. */
bool sentence_leans(const char *sentence, char *out, size_t size);

/* Whether the sentence holds a condition that governs what follows it ("if", "unless", "provided",
 * "only when"): a list after it must be read as a whole. */
bool sentence_is_condition(const char *sentence);

#endif
