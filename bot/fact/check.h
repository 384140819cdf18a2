#ifndef TONLE_FACT_CHECK_H
#define TONLE_FACT_CHECK_H

#include "base/arena.h"
#include "fact/fact.h"
#include "fact/near_duplicates.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	CHECK_SAYS_WORDS_MIN = 3, /* fewer words are not a statement */
	CHECK_SAYS_MAX = 300, /* bytes of a statement, which fits one IRC line with its citations */
	CHECK_SAYS_SHORT = 115, /* characters of a statement that needs no short form */
	CHECK_BRIEF_MAX = 120,  /* characters of a short form */
	CHECK_QUOTE_WORDS = 12, /* of one quote, to stay within fair quotation */
	CHECK_QUESTIONS_MIN = 6,
	CHECK_NOTS_MIN = 2
};

/* Two statements with the same numbers and this share of common words should be one. */
#define CHECK_TWINS 0.5

/* A complaint: "file:line: …", or "id: …" for a fact from the database. Borrowed for the call. */
typedef void check_report(void *context, const char *complaint);

/*
 * Checks that need no questions answered. Complains about
 * - too few questions or near misses, and one that is there twice or in another fact;
 * - a statement that does not fit one line or is nearly the same as another (CHECK_TWINS);
 * - a long statement without a short form, and a short form that the statement does not support;
 * - a year in the statement without a date, and two overviews of one name;
 * - a topic or a fact to `see` that is listed twice;
 * - an unknown source or paragraph, and a missing quote, unless the source says why;
 * - "x or y" in a question answered with yes or no;
 * - what check_together.h finds.
 * Returns the number of complaints.
 */
size_t check_facts(const struct factset *set, check_report *report, void *context);

/*
 * The faults for which a fact must not be served: a statement that has fewer than
 * CHECK_SAYS_WORDS_MIN words, is too long or contains bidi controls; a topic or a fact to `see`
 * that is listed twice; a citation without a place, of a paragraph that is not in the register, or
 * with a quote that is not in its paragraph or is too long; and, unless `insist`, a statement that
 * its citations do not support (support_holds). `known` has the facts, sources and names that exist
 * already: they may be cited and named, and a statement that exists is not checked again. Returns
 * the number of complaints.
 */
size_t check_served(const struct factset *set, const struct factset *known, bool insist,
	check_report *report, void *context);

/* Finds the facts whose statements are near-duplicates (similarity 0.85 or more). */
void check_near_duplicates(const struct factset *set, near_duplicates_found *found, void *context);

/* The key for comparing questions: the folded words with single spaces, "" if there are none. In
 * the arena. */
const char *check_question_key(struct arena *arena, const char *question);

/*
 * Why the fact's short form cannot be used: it has over CHECK_BRIEF_MAX characters, or it has a
 * number or a capitalised word (other than the first) that is in neither the statement nor the
 * date. NULL if it can be used, or if there is none. In the arena.
 */
const char *check_brief(struct arena *arena, const struct fact *fact);

/* Why the short form does not fit the statement after an edit: it has a word that the statement had
 * before the edit and does not have now. NULL if it fits, or if there is none. In the arena. */
const char *check_brief_outlived(
	struct arena *arena, const char *brief, const char *before, const char *now);

/* The number of characters in a UTF-8 text. */
size_t check_characters(const char *text);

/* Compares a source with a copy of its text: each paragraph must have the SHA-256 in the register,
 * and each quote must be in its paragraph. Returns the number of complaints. */
size_t check_source_text(const struct factset *set, const char *source, const char *path,
	check_report *report, void *context);

#endif
