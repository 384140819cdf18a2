#include "study/judge.h"

#include "base/text.h"
#include "base/when.h"
#include "language/spell.h"
#include "language/words.h"
#include "pattern/pattern.h"

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
	key->alias = thing_alias(index, lexicon_label(index->lexicon, terms.list[0].term_id));
	return thing_kind_of(key->alias, &kind) && kind == key->kind;
}

static bool overlap(const struct date_span *a, const struct date_span *b)
{
	return a->first <= b->last && b->first <= a->last;
}

bool judge_same(const struct key *a, const struct key *b)
{
	if (a->kind != b->kind)
		return false;
	if (a->kind == THING_DATE)
		return overlap(&a->date, &b->date);
	return a->kind == THING_NUMBER ? a->number == b->number : a->alias == b->alias;
}

/* --- what is always rejected ------------------------------------------------------------------ */

/* a denial, two answers at once, a question */
static const char rejected_regex[] =
	"\\b(?:not|never|neither|nor|isn'?t|wasn'?t|weren'?t|don'?t|didn'?t|except|or)\\b|"
	"^(?:who|whom|whose|what|when|where|why|how|which|did|does|do|tell|was it true)\\b";
static struct pattern *rejected;

static bool is_rejected(const char *folded)
{
	struct error err;

	if (!rejected)
		rejected = pattern_new(rejected_regex, &err);
	if (!rejected) { /* a mistake in the pattern above: every test would stop here */
		fprintf(stderr, "error judge: %s\n", err.text);
		abort();
	}
	return pattern_matches(rejected, folded);
}

void judge_free(void)
{
	pattern_free(rejected);
	rejected = NULL;
}

/* --- figures ---------------------------------------------------------------------------------- */

/* Reads "23/10/1991" or "1991/10/23", also with '-' or '.'. */
static bool read_slashed(const char *text, struct date_span *span)
{
	int a, b, c, end = 0;
	char iso[48];

	if (sscanf(text, "%4d%*1[-./]%2d%*1[-./]%4d%n", &a, &b, &c, &end) != 3 ||
		text[end] != '\0' || a < 1 || b < 1 || c < 1)
		return false;
	if (a < 1000) { /* the day first */
		int day = a;

		a = c;
		c = day;
	}
	snprintf(iso, sizeof iso, "%04d-%02d-%02d", a, b, c);
	return date_read(iso, span);
}

static bool accepts_figure(const struct key *key, const char *folded)
{
	struct things things = {0};
	struct date_span span;
	struct when when;
	bool found = false;

	if (key->kind == THING_DATE && read_slashed(folded, &span))
		return overlap(&span, &key->date);
	if (key->kind == THING_DATE && when_read(folded, &when) && !when.day)
		return overlap(&when.span, &key->date);
	thing_find_figures(folded, &things);
	for (size_t i = 0; i < things.count; i++) {
		const struct thing *it = &things.list[i];
		bool right;

		if (key->kind == THING_NUMBER)
			/* a bare four-digit number is parsed as a year */
			right = it->kind == THING_NUMBER
					? it->number == key->number
					: it->length == 4 && it->date.first / 10000 == key->number;
		else if (it->kind == THING_DATE)
			right = overlap(&it->date, &key->date);
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
	       thing_kind_of(
		       thing_alias(index, lexicon_label(index->lexicon, term->term_id)), &kind);
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

/* The distance of the text from the closest alias; most + 1 if all are farther. */
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

bool judge_accepts(const struct index *index, const struct key *key, const char *said)
{
	char folded[SAID];
	struct words words;

	text_fold(said, folded, sizeof folded);
	size_t length = strlen(folded);
	while (length > 0 && strchr("?!. ", folded[length - 1]))
		folded[--length] = '\0';
	words_split(folded, &words);
	if (words.count == 0 || words.count > WORDS_MOST || is_rejected(folded))
		return false;
	return key->alias ? accepts_name(index, key, folded) : accepts_figure(key, folded);
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
