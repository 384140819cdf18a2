#ifndef TONLE_MODERATE_PARSE_H
#define TONLE_MODERATE_PARSE_H

#include "base/arena.h"
#include "base/error.h"
#include "fact/fact.h"
#include "pattern/pattern.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What moderators write behind a verb, taken apart. Pure; strings that are given back lie in the
 * arena. A fault says what was expected and what was found.
 */

/* The next word of *text, which is moved to the one behind it; "" at the end. */
const char *parse_word(struct arena *arena, const char **text);

/* "r3" at *text gives 3 and moves *text past it; otherwise 0. */
int parse_ordinal(const char **text);

/* Whether the word looks like the id of a fact: a-z, 0-9 and at least one '-'. Tells "forget
 * hun-sen-age" from "forget it". */
bool parse_looks_like_id(const char *text, size_t length);

/* What stands between quotation marks at *text, which is moved past it; "" if nothing does. */
const char *parse_quotation(struct arena *arena, const char **text);

/* `<source> [¶n | §n | locator] ["quote"] [for what it supports]`. A '§' or '¶' gives the paragraph
 * and leaves the mark in the locator ("§4"), for sources that have no register of paragraphs. */
bool parse_citation(
	struct arena *arena, const char *text, struct citation *citation, struct error *err);

/*
 * `<sentence> [@ <citation>]… [? <question>]…`: the parts of `add`. Citations begin with " @ ",
 * questions with " ? ".
 */
enum { PARSE_PARTS = 8 };
struct parsed_add {
	const char *sentence;
	const char *citations[PARSE_PARTS], *questions[PARSE_PARTS];
	size_t citation_count, question_count;
};
bool parse_add(struct arena *arena, const char *text, struct parsed_add *add, struct error *err);

/* `s/regex/replacement/flags`, with any punctuation mark for '/', which '\' takes into a part;
 * flags are g and i. */
bool parse_substitution(struct arena *arena, const char *text, struct substitution *substitution,
	struct error *err);

/* `/regex/`: what stands between the first and the last slash. */
bool parse_regex(struct arena *arena, const char *text, const char **regex, struct error *err);

/* An id made of the sentence's weightiest words, at most five: "hun-sen-leads-government". "fact"
 * if there is no word in Latin script. number > 1 is put behind it. */
const char *parse_id(struct arena *arena, const char *sentence, int number);

/* Whether a text may be kept: UTF-8, without control characters, not blank, at most so many bytes.
 */
bool parse_text(const char *what, const char *text, size_t most, struct error *err);

#endif
