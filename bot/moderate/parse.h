#ifndef TONLE_MODERATE_PARSE_H
#define TONLE_MODERATE_PARSE_H

#include "base/arena.h"
#include "base/error.h"
#include "pattern/pattern.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Parses what moderators write after a verb. Pure; returned strings are in the arena. An error says
 * what was expected and what was found.
 */

/* The next word; *text moves to the word after it. "" at the end. */
const char *parse_word(struct arena *arena, const char **text);

/* "r3" at *text gives 3 and moves *text past it; anything else gives 0. */
int parse_ordinal(const char **text);

/* The same, where nothing but a revision can stand: "3" gives 3, too. */
int parse_revision(const char **text);

/* Whether the word looks like the id of a fact: a-z, 0-9 and at least one '-'. Distinguishes
 * "forget hun-sen-age" from "forget it". */
bool parse_looks_like_id(const char *text, size_t length);

/*
 * The parts of `add`: `<sentence> [@ <citation>]… [? <question>]…`. Citations begin with " @ ",
 * questions with " ? ".
 */
enum { PARSE_PARTS = 8 };
struct parsed_add {
	const char *sentence;
	const char *citations[PARSE_PARTS], *questions[PARSE_PARTS];
	size_t citation_count, question_count;
};
bool parse_add(struct arena *arena, const char *text, struct parsed_add *add, struct error *err);

/* Parses `s/regex/replacement/flags`. Any punctuation mark can replace '/'; '\' puts it into a
 * part. Flags are g and i. */
bool parse_substitution(struct arena *arena, const char *text, struct substitution *substitution,
	struct error *err);

/* Parses `/regex/`: everything between the first and the last slash. */
bool parse_regex(struct arena *arena, const char *text, const char **regex, struct error *err);

/* Makes an id of the sentence's first five content words: "hun-sen-leads-government"; "fact" if it
 * has no word in Latin script. number > 1 is appended. */
const char *parse_id(struct arena *arena, const char *sentence, int number);

/* Whether a text may be stored: UTF-8, no control characters, not blank, at most `most` bytes. */
bool parse_text(const char *what, const char *text, size_t most, struct error *err);

#endif
