#include "ask/verify.h"

#include "ask/answer.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "fact/scope.h"
#include "pattern/pattern.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 1024 };

struct verification {
	const struct index *index;
	check_report *report;
	void *context;
	struct verify_found found;
	const struct profile *asked; /* the fact and the question on which patterns are tried */
	const struct known *known;
	struct tally *tallies; /* by pattern, in the order of facts */
	size_t *first_tally;   /* by position */
	struct own_match *matches;
	size_t match_count, match_room;
};

/* A pattern's matches, over the questions of all facts. */
struct tally {
	bool own;     /* matches a question of its fact */
	bool decides; /* without it, one of these would be answered differently */
	const struct profile *other;
	const struct known *question; /* the first one of another fact that it matches */
};

/* A pattern that matches a question of its own fact. */
struct own_match {
	size_t tally;
	const char *regex;
	const struct profile *profile;
	const struct known *known;
};

static void report_as(struct verification *it, const struct fact *fact, const char *kind,
	const char *format, va_list args) __attribute__((format(printf, 4, 0)));

static void report_as(struct verification *it, const struct fact *fact, const char *kind,
	const char *format, va_list args)
{
	char text[1200], line[1600];
	int length = snprintf(text, sizeof text, "%s", kind);

	vsnprintf(text + length, sizeof text - (size_t)length, format, args);
	if (*fact->file)
		snprintf(
			line, sizeof line, "%s:%d: %s: %s", fact->file, fact->line, fact->id, text);
	else
		snprintf(line, sizeof line, "%s: %s", fact->id, text);
	it->report(it->context, line);
}

static void complain_about(struct verification *it, const struct fact *fact, const char *format,
	...) __attribute__((format(printf, 3, 4)));

static void complain_about(
	struct verification *it, const struct fact *fact, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	report_as(it, fact, "", format, args);
	va_end(args);
	it->found.complaints++;
}

static void warn_of(struct verification *it, const struct fact *fact, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void warn_of(struct verification *it, const struct fact *fact, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	report_as(it, fact, "warning: ", format, args);
	va_end(args);
	it->found.warnings++;
}

static void note_verified(void *context, int slot, const char *regex)
{
	struct verification *it = context;
	int at = index_by_slot(it->index, slot);
	const struct fact *fact = it->index->profiles[at].fact;
	size_t i = 0;

	while (fact->patterns[i] != regex)
		i++;
	struct tally *tally = &it->tallies[it->first_tally[at] + i];

	if (it->asked == &it->index->profiles[at]) {
		tally->own = true;
		GROW(it->matches, it->match_count, it->match_room);
		it->matches[it->match_count++] =
			(struct own_match){it->first_tally[at] + i, regex, it->asked, it->known};
	} else if (!tally->other) {
		tally->other = it->asked;
		tally->question = it->known;
	}
}

/* Matches all patterns against all questions. */
static void match_patterns(struct verification *it)
{
	const struct index *index = it->index;
	size_t count = 0;

	it->first_tally = must_alloc((index->count + 1) * sizeof *it->first_tally);
	for (size_t i = 0; i < index->count; i++) {
		it->first_tally[i] = count;
		count += index->profiles[i].fact->pattern_count;
	}
	it->tallies = must_alloc((count + 1) * sizeof *it->tallies);
	for (size_t i = 0; i < index->count; i++)
		for (size_t k = 0; k < index->profiles[i].answered_count; k++) {
			char folded[FOLDED_MAX];

			it->asked = &index->profiles[i];
			it->known = &it->asked->known[k];
			text_fold(index_question(it->asked, it->known), folded, sizeof folded);
			patterns_match(index->patterns, folded, NULL, note_verified, it);
		}
}

/* Tries each pattern on the questions of its fact: answers each question as if it were new, with
 * the pattern and without it. */
static void try_patterns(struct verification *it)
{
	struct answer *answers = must_alloc(2 * sizeof *answers); /* large */

	for (size_t i = 0; i < it->match_count; i++) {
		const struct own_match *match = &it->matches[i];
		struct tally *tally = &it->tallies[match->tally];
		char folded[FOLDED_MAX];

		if (tally->decides)
			continue;
		text_fold(index_question(match->profile, match->known), folded, sizeof folded);
		answer_without(it->index, folded, match->known, NULL, &answers[0]);
		answer_without(it->index, folded, match->known, match->regex, &answers[1]);
		tally->decides = answers[0].decision != answers[1].decision ||
				 answers[0].fact != answers[1].fact;
	}
	free(answers);
}

/* Writes the text of a regex that consists only of letters, digits and spaces between anchors and
 * non-words; false for any other regex. */
static bool spelled_out(const char *regex, char *out, size_t size)
{
	static const char *const silent[] = {"^", "$", "\\b", "\\W*", "\\W+", "\\W?", NULL};
	struct buf buf = buf_over(out, size);

	while (*regex) {
		size_t length = text_begins_with_one_of(regex, silent);

		if (length > 0) {
			regex += length;
			continue;
		}
		if (!isalnum((unsigned char)*regex) && *regex != ' ')
			return false;
		buf_put(&buf, regex++, 1);
	}
	return buf_length(&buf) > 0;
}

/* The fact's question that the pattern repeats, ignoring both ends of it; or NULL. */
static const char *copied_by(const struct fact *fact, const char *regex)
{
	char literals[FOLDED_MAX];
	uint64_t hash = spelled_out(regex, literals, sizeof literals) ? words_hash(literals) : 0;

	for (size_t i = 0; hash && i < fact->question_count; i++) {
		char folded[FOLDED_MAX];

		text_fold(fact->questions[i].text, folded, sizeof folded);
		if (words_hash(folded) == hash)
			return fact->questions[i].text;
	}
	return NULL;
}

static void verify_pattern(struct verification *it, const struct fact *fact, const char *regex,
	const struct tally *tally)
{
	struct error err;
	char literals[1024];

	if (!pattern_check(regex, &err)) {
		complain_about(it, fact, "%s", err.text);
		return;
	}
	pattern_literals(regex, literals, sizeof literals);
	if (!*literals)
		complain_about(it, fact,
			"pattern /%s/ requires no word, so it is tried on every line", regex);
	if (tally->other)
		complain_about(it, fact, "pattern /%s/ matches \"%s\", a question of %s", regex,
			index_question(tally->other, tally->question), tally->other->fact->id);
	if (!tally->own)
		complain_about(it, fact, "pattern /%s/ matches none of its questions", regex);
	const char *copied = copied_by(fact, regex);

	if (copied)
		warn_of(it, fact, "pattern /%s/ only repeats its question \"%s\"", regex, copied);
	else if (tally->own && !tally->decides)
		warn_of(it, fact, "pattern /%s/ decides none of its questions", regex);
}

static void verify_question(
	struct verification *it, const struct profile *profile, const struct known *known)
{
	struct answer answer;
	const char *text = index_question(profile, known);
	char folded[FOLDED_MAX];
	bool near_miss = known->kind == QUESTION_NOT;

	text_fold(text, folded, sizeof folded);
	answer_decide(it->index, folded, false, &answer);
	if (near_miss && answer.fact == profile->fact)
		complain_about(it, profile->fact, "near miss \"%s\" is answered with it", text);
	if (!near_miss && answer.fact != profile->fact)
		complain_about(it, profile->fact, "question \"%s\" is %s%s", text,
			answer.fact ? "answered with " : "not answered",
			answer.fact ? answer.fact->id : "");
}

struct verify_found verify_index(const struct index *index, check_report *report, void *context,
	verify_step *step, void *step_context)
{
	struct verification it = {.index = index, .report = report, .context = context};

	match_patterns(&it);
	try_patterns(&it);
	for (size_t i = 0; i < index->count && step(step_context, i, index->count); i++) {
		const struct profile *profile = &index->profiles[i];

		if (index->view && index->view->count > 0 && profile->fact->channel_count == 0)
			continue;
		for (size_t k = 0; k < profile->fact->pattern_count; k++)
			verify_pattern(&it, profile->fact, profile->fact->patterns[k],
				&it.tallies[it.first_tally[i] + k]);
		for (size_t k = 0; k < profile->known_count; k++)
			verify_question(&it, profile, &profile->known[k]);
	}
	free(it.tallies);
	free(it.first_tally);
	free(it.matches);
	return it.found;
}
