#include "study/judge.h"

#include "base/text.h"
#include "base/when.h"
#include "language/spell.h"
#include "language/words.h"
#include "pattern/pattern_table.h"
#include "study/attempt.h"
#include "study/quantity.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAID = 256, WORDS_MOST = 12, LEAK_WORDS = 4, SURNAME_LEAST = 4 };

bool judge_key(const struct index *index, enum thing_kind kind, const char *answer, struct key *key)
{
	struct things things = {0};

	*key = (struct key){.kind = kind};
	if (kind == THING_DATE || kind == THING_NUMBER) {
		thing_find_figures(answer, &things);
		if (things.count != 1 || things.list[0].kind != kind)
			return false;
		key->date = things.list[0].date;
		key->number = things.list[0].number;
		return kind == THING_NUMBER || key->date.first > 0;
	}
	char folded[SAID];
	struct terms terms;

	text_fold(answer, folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	if (terms.count < 1 || terms.list[0].term_id < 0 || terms.list[0].guessed)
		return false;
	key->alias = index_name(index, terms.list[0].term_id);
	return thing_kind_of(key->alias, &kind) && kind == key->kind;
}

static bool spans_overlap(const struct date_span *a, const struct date_span *b)
{
	return a->first <= b->last && b->first <= a->last;
}

bool judge_same(const struct key *a, const struct key *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == THING_DATE)
		return spans_overlap(&a->date, &b->date);
	return a->kind == THING_NUMBER ? a->number == b->number : a->alias == b->alias;
}

/* --- what is always rejected ------------------------------------------------------------------ */

/* Patterns of a denial, of two answers at once, and of a question. */
static const struct pattern_row rejected_rows[] = {
	{"a denial, a choice or a question",
		"\\b(?:not|never|neither|nor|isn'?t|wasn'?t|weren'?t|don'?t|didn'?t|except|"
		"or)\\b|"
		"^(?:who|whom|whose|what|when|where|why|how|which|did|does|do|tell|"
		"was it true)\\b"},
};
static struct pattern_table rejected = PATTERN_TABLE("no answer", rejected_rows);

static bool is_rejected(const char *folded)
{
	return pattern_table_first(&rejected, folded) >= 0;
}

/* --- figures ---------------------------------------------------------------------------------- */

/* Whether year, month and day are a date that overlaps the span. */
static bool is_date_in(int year, int month, int day, const struct date_span *span)
{
	struct date_span date;
	char iso[48];

	if (year < 100) /* in the century that fits */
		year += span->first / 10000 / 100 * 100;
	snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, day);
	return year > 0 && month > 0 && day > 0 && date_read(iso, &date) &&
	       spans_overlap(&date, span);
}

/* Whether "23/10/1991", "10/23/91" or "1991-10-23" is in the span, with day and month in either
 * order if both are valid. Sets *is_date if the text has that form. */
static bool accepts_slashed(const char *text, const struct date_span *span, bool *is_date)
{
	int a, b, c, end = 0;

	*is_date = sscanf(text, "%4d%*1[-./ ]%2d%*1[-./ ]%4d%n", &a, &b, &c, &end) == 3 &&
		   text[end] == '\0' && a >= 0 && b > 0 && c >= 0;
	if (!*is_date)
		return false;
	if (a > 31)
		return is_date_in(a, b, c, span) || is_date_in(a, c, b, span);
	return is_date_in(c, b, a, span) || is_date_in(c, a, b, span);
}

/* Whether the text has a year, the name of a month and a day, in any order, and is in the span. */
static bool accepts_shuffled(const char *folded, const struct date_span *span)
{
	char year[8] = "", month[16] = "", day[8] = "", text[40];
	struct words words;
	struct when when;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++) {
		const char *word = words.list[i].text;
		size_t digits = strspn(word, "0123456789");

		if (digits == 4 && !word[4] && !*year)
			memcpy(year, word, 5);
		else if ((digits == 1 || digits == 2) && strlen(word) <= digits + 2 && !*day)
			snprintf(day, sizeof day, "%.*s", (int)digits, word);
		else if (digits == 0 && strlen(word) >= 3 && strlen(word) < sizeof month && !*month)
			strcpy(month, word);
		else
			return false;
	}
	snprintf(text, sizeof text, "%s %s %s", day, month, year);
	return *year && *month && *day && when_read(text, &when) && !when.day &&
	       spans_overlap(&when.span, span);
}

/* The number rounded to `digits` significant digits. */
static double rounded(double number, int digits)
{
	char text[32];

	snprintf(text, sizeof text, "%.*e", digits - 1, number);
	return strtod(text, NULL);
}

static bool is_same_number(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fabs(b);
}

static int significant_digits(double number)
{
	int digits = 1;

	while (digits < 15 && !is_same_number(rounded(number, digits), number))
		digits++;
	return digits;
}

/* Whether the number is the right one. If nobody knows the right one to the last digit (85.74 or
 * 181,035), two significant digits are enough: 86, 180,000. */
static bool is_right_number(double right, double number)
{
	enum { KNOWN = 3, ENOUGH = 2 };
	int digits = significant_digits(number);

	return is_same_number(number, right) ||
	       (significant_digits(right) > KNOWN && digits >= ENOUGH &&
		       is_same_number(number, rounded(right, digits)));
}

static bool accepts_figure(const struct key *key, const char *folded)
{
	struct things things = {0};
	struct when when;
	bool found = false, slashed = false;

	if (key->kind == THING_DATE && accepts_slashed(folded, &key->date, &slashed))
		return true;
	if (slashed)
		return false;
	if (key->kind == THING_DATE && accepts_shuffled(folded, &key->date))
		return true;
	if (key->kind == THING_DATE && when_read(folded, &when) && !when.day)
		return spans_overlap(&when.span, &key->date);
	thing_find_figures(folded, &things);
	for (size_t i = 0; i < things.count; i++) {
		const struct thing *it = &things.list[i];
		bool right;

		if (key->kind == THING_NUMBER)
			/* a bare four-digit number is parsed as a year */
			right = it->kind == THING_NUMBER
					? is_right_number(key->number, it->number)
					: it->length == 4 && it->date.first / 10000 == key->number;
		else if (it->kind == THING_DATE)
			right = spans_overlap(&it->date, &key->date);
		else
			right = false;
		if (!right)
			return false;
		found = true;
	}
	return found;
}

/* --- names ------------------------------------------------------------------------------------ */

static bool is_name(const struct index *index, const struct term *term)
{
	enum thing_kind kind;

	return term->name && term->term_id >= 0 &&
	       thing_kind_of(index_name(index, term->term_id), &kind);
}

/* Whether another person's name contains the word. */
static bool others_have(const struct index *index, const struct alias *alias, const char *word)
{
	for (size_t i = 0; i < index->set.alias_count; i++) {
		const struct alias *other = &index->set.aliases[i];

		if (other == alias || !fact_is_person(other))
			continue;
		for (size_t k = 0; k < other->name_count; k++) {
			char folded[SAID];
			struct words words;

			text_fold(other->names[k], folded, sizeof folded);
			words_split(folded, &words);
			for (size_t w = 0; w < words.count; w++)
				if (strcmp(words.list[w].text, word) == 0)
					return true;
		}
	}
	return false;
}

/* Whether the words contain the person's surname, the last word of the id ("cruz" of ted-cruz). */
static bool is_surname(
	const struct index *index, const struct alias *alias, const struct words *words)
{
	const char *dash = strrchr(alias->id, '-'), *surname = dash ? dash + 1 : alias->id;

	if (!fact_is_person(alias) || strlen(surname) < SURNAME_LEAST)
		return false;
	for (size_t i = 0; i < words->count; i++)
		if (strcmp(words->list[i].text, surname) == 0)
			return !others_have(index, alias, surname);
	return false;
}

/* The edit distance of the text from the closest alias; most + 1 if all are farther away. */
static int distance_to(const struct alias *alias, const char *folded, int most)
{
	int best = most + 1;

	for (size_t k = 0; k < alias->name_count; k++) {
		char alias_name[SAID];

		text_fold(alias->names[k], alias_name, sizeof alias_name);
		int distance = *alias_name == *folded ? spell_distance(folded, alias_name, most)
						      : most + 1;
		if (distance < best)
			best = distance;
	}
	return best;
}

/* Whether another name is as close to the whole text. */
static bool other_is_as_close(
	const struct index *index, const struct alias *alias, const char *folded, int most)
{
	int own = distance_to(alias, folded, most);

	for (size_t i = 0; i < index->set.alias_count; i++) {
		const struct alias *other = &index->set.aliases[i];
		int limit = own < most ? own : most;

		if (other != alias && other->kind == ALIAS_NAME &&
			distance_to(other, folded, limit) <= limit)
			return true;
	}
	return false;
}

/* Whether the whole text is a misspelling of this name and of no other. */
static bool is_misspelt(const struct index *index, const struct alias *alias, const char *folded)
{
	int most = spell_allowed(strlen(folded));

	return most > 0 && distance_to(alias, folded, most) <= most &&
	       !other_is_as_close(index, alias, folded, most);
}

static bool accepts_name(const struct index *index, const struct key *key, const char *folded)
{
	struct terms terms;
	struct words words;
	bool found = false, other = false, guessed = false;

	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		if (!is_name(index, &terms.list[i]))
			continue;
		bool same = strcmp(lexicon_label(index->lexicon, terms.list[i].term_id),
				    key->alias->id) == 0;
		found |= same;
		other |= !same;
		guessed |= terms.list[i].guessed;
	}
	if (guessed && other_is_as_close(index, key->alias, folded, spell_allowed(strlen(folded))))
		return false;
	if (found || other)
		return found && !other;
	words_split(folded, &words);
	return is_surname(index, key->alias, &words) || is_misspelt(index, key->alias, folded);
}

/* Whether the figures are accepted as written, in other countries' notation, or after separating
 * what is written together. */
static bool accepts_figures(const struct key *key, const char *folded)
{
	char other[SAID];

	if (key->kind == THING_DATE && !strpbrk(folded, "0123456789")) /* no year */
		return false;
	if (accepts_figure(key, folded))
		return true;
	snprintf(other, sizeof other, "%s", folded);
	if (attempt_spread(other, sizeof other) && accepts_figure(key, other))
		return true;
	return attempt_regroup(folded, other, sizeof other) && accepts_figure(key, other);
}

static bool accepts_folded(const struct index *index, const struct key *key, const char *folded)
{
	struct words words;

	words_split(folded, &words);
	if (words.count == 0 || words.count > WORDS_MOST)
		return false;
	return (key->alias ? accepts_name(index, key, folded) : accepts_figures(key, folded)) &&
	       !is_rejected(folded);
}

/* Whether the word before a colon or comma may be a nick rather than part of the answer.
 */
static bool may_be_nick(const struct index *index, const char *folded, const char *rest)
{
	char word[SAID];
	struct terms terms;
	struct quantity quantity;
	struct date_span span;

	snprintf(word, sizeof word, "%.*s", (int)strcspn(folded, ":, "), folded);
	if (rest - folded < 2 || quantity_read(word, &quantity) || date_read(word, &span))
		return false;
	lexicon_terms(index->lexicon, word, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++)
		if (is_name(index, &terms.list[i]))
			return false;
	return true;
}

bool judge_accepts(const struct index *index, const struct key *key, const char *said)
{
	char folded[SAID];

	attempt_fold(said, folded, sizeof folded);
	if (accepts_folded(index, key, folded))
		return true;
	const char *rest = attempt_after_address(folded);
	return rest && may_be_nick(index, folded, rest) && accepts_folded(index, key, rest);
}

bool judge_leaks(const struct index *index, const struct key *key, const char *text)
{
	static const char spaces[] = " ,;:()\"[]";

	for (text += strspn(text, spaces); *text; text += strspn(text, spaces)) {
		const char *end = text;
		char run[SAID];

		for (int i = 0; i < LEAK_WORDS && *end; i++) {
			end += strcspn(end, spaces);
			snprintf(run, sizeof run, "%.*s", (int)(end - text), text);
			if (judge_accepts(index, key, run))
				return true;
			end += strspn(end, " ,");
			if (*end && strchr(spaces, *end))
				break;
		}
		text += strcspn(text, spaces);
	}
	return false;
}
