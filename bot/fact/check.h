#ifndef TONLE_FACT_CHECK_H
#define TONLE_FACT_CHECK_H

#include "base/arena.h"
#include "fact/fact.h"
#include "fact/near_duplicates.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	CHECK_SAYS_WORDS_MIN = 3, /* fewer are no statement */
	CHECK_SAYS_MAX = 300, /* bytes of a statement, which fits one IRC line with its citations */
	CHECK_SAYS_SHORT = 170, /* characters of a statement that needs no short form */
	CHECK_BRIEF_MAX = 120, /* characters of a short form */
	CHECK_QUOTE_WORDS = 12, /* of one quote, to stay within fair quotation */
	CHECK_QUESTIONS_MIN = 6,
	CHECK_NOTS_MIN = 2
};

/* The share of their words at which two statements of the same numbers are better one. */
#define CHECK_TWINS 0.5

/* A complaint: "file:line: …", or "id: …" for a fact from the database. Borrowed for the call. */
typedef void check_report(void *context, const char *complaint);

/*
 * Checks what can be checked without answering questions: each fact has enough questions and near
 * misses, none of them twice or in another fact; a statement that fits one line and is not much the
 * same as another (CHECK_TWINS); a short form that it bears out, where it is long; a date where it
 * has a year; one overview for a name; no topic or fact to `see` twice; what only shows when facts
 * are read together (check_together.h); citations of known sources and paragraphs, with quotes
 * where the register does not say why not; no "x or y" among the questions answered with yes or no.
 * Returns the number of complaints.
 */
size_t check_facts(const struct factset *set, check_report *report, void *context);

/*
 * What must not be served, whatever else is wrong: a statement that is none (fewer than
 * CHECK_SAYS_WORDS_MIN words), is too long or has characters that turn the text around; the same
 * topic, or fact to `see`, twice; a citation without a place, of a paragraph that is not in the
 * register, or with a quote that does not stand there or is too long; and, unless `insist`, a
 * statement that its citations do not bear (bearing_holds). `known` has facts, sources and names
 * that are there already: they may be cited and named, and a statement that is there is not judged
 * again. Returns the number of complaints.
 */
size_t check_served(const struct factset *set, const struct factset *known, bool insist,
	check_report *report, void *context);

/* Finds the facts whose statements are near-duplicates (0.85). */
void check_near_duplicates(const struct factset *set, near_duplicates_found *found, void *context);

/* The key by which questions are compared: the folded words with single spaces; "" if there are
 * none. In the arena. */
const char *check_question_key(struct arena *arena, const char *question);

/*
 * Why the fact's short form cannot be used: it has over CHECK_BRIEF_MAX characters, or a number
 * or a capitalised word (but for the first) that neither the statement nor the date has. NULL if it
 * can, or if there is none. In the arena.
 */
const char *check_brief(struct arena *arena, const struct fact *fact);

/* The number of words between spaces, and of characters. */
size_t check_words(const char *text);
size_t check_characters(const char *text);

/* Compares a source with a copy of its text: each paragraph must have the SHA-256 in the register,
 * and each quote must be in its paragraph. Returns the number of complaints. */
size_t check_source_text(const struct factset *set, const char *source, const char *path,
	check_report *report, void *context);

#endif
