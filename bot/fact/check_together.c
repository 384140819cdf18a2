#include "fact/check_together.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/map.h"
#include "base/text.h"
#include "fact/tokens.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FOLDED = 2048,
	LETTERS = 48,   /* of an abbreviation, with its end */
	MATCHED = 3,    /* words that a question shares with a statement that answers it */
	ALIKE = 5,      /* words that a quote shares with a statement of the same thing */
	COMMON_MIN = 50 /* a word in fewer statements is never too common to be significant */
};

/* --- which statements have a word ------------------------------------------------------------- */

struct uses {
	size_t *facts; /* positions, ascending */
	size_t count, room;
};

struct reading {
	const struct factset *set;
	check_found *found;
	void *context;
	struct arena arena;
	struct map words; /* to their places in uses */
	struct uses *uses;
	size_t uses_room;
	double *scores;  /* by fact: the weight of the text's words that its statement has */
	size_t *shared;  /* by fact: how many */
	size_t *touched; /* the facts that have any */
	size_t touched_count;
	struct tokens tokens; /* of the text read now */
};

static void add_use(struct reading *it, const char *word, size_t fact)
{
	int at = map_get(&it->words, word);

	if (at < 0) {
		at = (int)it->words.count;
		GROW(it->uses, it->words.count, it->uses_room);
		it->uses[at] = (struct uses){0};
		map_put(&it->words, arena_string(&it->arena, word), at);
	}
	struct uses *uses = &it->uses[at];
	if (uses->count > 0 && uses->facts[uses->count - 1] == fact)
		return;
	GROW(uses->facts, uses->count, uses->room);
	uses->facts[uses->count++] = fact;
}

/* Scores each statement by the weight of the text's words that it has. Words of many statements do
 * not count; numbers count only with `numbers`. Returns the weight of all words. */
static double score(struct reading *it, const struct tokens *tokens, bool numbers)
{
	size_t facts = it->set->fact_count;
	double all = 0, common = fmax(COMMON_MIN, (double)facts / 20);

	for (size_t i = 0; i < it->touched_count; i++)
		it->shared[it->touched[i]] = 0;
	it->touched_count = 0;
	for (size_t i = 0; i < tokens->count; i++) {
		int at = map_get(&it->words, tokens->list[i].text);
		const struct uses *uses = at >= 0 ? &it->uses[at] : NULL;
		size_t count = uses ? uses->count : 0;

		if ((double)count > common || (tokens->list[i].number && !numbers))
			continue;
		double weight = log(((double)facts + 1) / ((double)count + 0.5));
		all += weight;
		for (size_t k = 0; k < count; k++) {
			size_t fact = uses->facts[k];

			if (it->shared[fact]++ == 0) {
				it->scores[fact] = 0;
				it->touched[it->touched_count++] = fact;
			}
			it->scores[fact] += weight;
		}
	}
	return all;
}

/* --- contradictions --------------------------------------------------------------------------- */

/* The first year of the text; 0 if it has none, or if a year of it is in the others or the date. */
static int other_year(
	const struct tokens *text, const struct tokens *others, const struct date_span *span)
{
	int first = 0;

	for (size_t i = 0; i < text->count; i++) {
		int year = tokens_year(&text->list[i]);

		if (year && (tokens_have(others, text->list[i].text) ||
				    (year >= span->first / 10000 && year <= span->last / 10000)))
			return 0;
		if (year && !first)
			first = year;
	}
	return first;
}

static int first_year(const struct tokens *tokens)
{
	const struct date_span none = {0};
	const struct tokens *nothing = &(const struct tokens){.count = 0};

	return other_year(tokens, nothing, &none);
}

/* A number of the quote that the statement does not have, although it has another number before the
 * same word. */
static const struct token *other_number(const struct tokens *quote, const struct tokens *says)
{
	for (size_t i = 0; i + 1 < quote->count; i++) {
		const struct token *number = &quote->list[i];

		if (!number->number || tokens_year(number) || number[1].number ||
			tokens_have(says, number->text))
			continue;
		for (size_t k = 0; k + 1 < says->count; k++)
			if (says->list[k].number && !tokens_year(&says->list[k]) &&
				strcmp(says->list[k + 1].text, number[1].text) == 0)
				return number;
	}
	return NULL;
}

/* Whether the quote has a month that the statement does not have, so that it is about another time.
 */
static bool has_other_month(const struct tokens *quote, const struct tokens *says)
{
	for (int month = 1; month <= 12; month++) {
		struct tokens name;

		tokens_read(date_month(month), &name);
		if (tokens_have(quote, name.list[0].text) && !tokens_have(says, name.list[0].text))
			return true;
	}
	return false;
}

static void compare_with(struct reading *it, const struct fact *fact, const struct tokens *quote,
	const struct citation *citation)
{
	struct date_span span = {0};
	struct tokens says;
	char text[512];

	tokens_read(fact->says, &says);
	if (has_other_month(quote, &says))
		return;
	date_read(fact->when, &span);
	int year = first_year(&says) ? other_year(quote, &says, &span) : 0;
	const struct token *number = year ? NULL : other_number(quote, &says);
	if (year)
		snprintf(text, sizeof text, "says %d, but %s has %d: \"%.200s\"", first_year(&says),
			citation->source, year, citation->quote);
	else if (number)
		snprintf(text, sizeof text, "contradicts %s: \"%.200s\"", citation->source,
			citation->quote);
	if (year || number)
		it->found(it->context, fact, 0, text);
}

static void check_contradictions(struct reading *it, struct map *seen)
{
	for (size_t f = 0; f < it->set->fact_count; f++)
		for (size_t i = 0; i < it->set->facts[f].citation_count; i++) {
			const struct citation *citation = &it->set->facts[f].citations[i];

			if (!*citation->quote || map_get(seen, citation->quote) >= 0)
				continue;
			map_put(seen, citation->quote, 1);
			tokens_read(citation->quote, &it->tokens);
			double all = score(it, &it->tokens, false);
			for (size_t k = 0; k < it->touched_count; k++) {
				size_t at = it->touched[k];

				if (it->shared[at] >= ALIKE && it->scores[at] >= 0.8 * all)
					compare_with(
						it, &it->set->facts[at], &it->tokens, citation);
			}
		}
}

/* --- questions that another fact answers ------------------------------------------------------ */

static void check_question(struct reading *it, size_t fact, const struct question *question)
{
	char text[512];
	size_t best = fact;

	tokens_read(question->text, &it->tokens);
	double all = score(it, &it->tokens, true);
	double own = it->shared[fact] ? it->scores[fact] : 0;
	for (size_t i = 0; i < it->touched_count; i++) {
		size_t at = it->touched[i];

		if (at != fact && it->shared[at] >= MATCHED &&
			(best == fact || it->scores[at] > it->scores[best]))
			best = at;
	}
	if (best == fact || it->scores[best] < 0.99 * all || own > 0.4 * all)
		return;
	snprintf(text, sizeof text, "the question \"%.200s\" is answered better by %s",
		question->text, it->set->facts[best].id);
	it->found(it->context, &it->set->facts[fact], question->line, text);
}

static void check_shared_questions(struct reading *it)
{
	for (size_t f = 0; f < it->set->fact_count; f++)
		for (size_t i = 0; i < it->set->facts[f].question_count; i++)
			if (it->set->facts[f].questions[i].kind != QUESTION_NOT)
				check_question(it, f, &it->set->facts[f].questions[i]);
}

/* --- abbreviations ---------------------------------------------------------------------------- */

/* Whether consecutive words, ignoring those in lower case, have these initials. */
static bool has_initials(const char *text, const char *letters)
{
	size_t count = strlen(letters), run = 0;

	for (const char *at = text; *at; at++) {
		bool begins = isalpha((unsigned char)*at) &&
			      (at == text || !isalnum((unsigned char)at[-1])) &&
			      !(at > text && at[-1] == '\'');

		if (!begins || (islower((unsigned char)*at) && run > 0))
			continue;
		run = *at == letters[run] && islower((unsigned char)at[1]) ? run + 1
		      : *at == letters[0] && islower((unsigned char)at[1]) ? 1
									   : 0;
		if (run == count)
			return true;
	}
	return false;
}

static bool has_in_brackets(const char *text, const char *letters)
{
	size_t length = strlen(letters);

	for (const char *at = text; (at = strchr(at, '(')); at++)
		if (strncmp(at + 1, letters, length) == 0 &&
			(at[length + 1] == ')' || strncmp(at + length + 1, "s)", 2) == 0))
			return true;
	return false;
}

/* Whether the letters are a form of a name, and the text has another form of it with at least two
 * words. */
static bool has_other_form(const struct factset *set, const char *text, const char *letters)
{
	for (size_t i = 0; i < set->alias_count; i++) {
		const struct alias *alias = &set->aliases[i];
		bool meant = false;

		for (size_t k = 0; k < alias->name_count; k++)
			meant |= alias->kind == ALIAS_NAME && strcmp(alias->names[k], letters) == 0;
		for (size_t k = 0; meant && k < alias->name_count; k++)
			if (strchr(alias->names[k], ' ') && strstr(text, alias->names[k]))
				return true;
	}
	return false;
}

static bool shares_topic(const struct fact *a, const struct fact *b)
{
	for (size_t i = 0; i <= a->topic_count; i++)
		if (fact_is_on(b, i == 0 ? a->topic : a->topics[i - 1]))
			return true;
	return false;
}

static bool is_spelled_out(const struct factset *set, const struct fact *fact, const char *letters)
{
	for (size_t i = 0; i < set->fact_count; i++) {
		const struct fact *other = &set->facts[i];

		if (shares_topic(fact, other) && (has_in_brackets(other->says, letters) ||
							 has_initials(other->says, letters) ||
							 has_other_form(set, other->says, letters)))
			return true;
	}
	return false;
}

static void check_abbreviations(struct reading *it, const struct fact *fact)
{
	char letters[LETTERS], text[LETTERS + 80];

	for (const char *at = fact->says; *at; at++) {
		size_t length = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		bool whole = length >= 3 && length < LETTERS && !isalnum((unsigned char)at[length]);

		if (whole && (at == fact->says || !isalnum((unsigned char)at[-1]))) {
			snprintf(letters, sizeof letters, "%.*s", (int)length, at);
			snprintf(text, sizeof text,
				"no statement of its topics says what %s stands for", letters);
			if (!is_spelled_out(it->set, fact, letters))
				it->found(it->context, fact, 0, text);
		}
		at += length > 0 ? length - 1 : 0;
	}
}

/* --- names without an overview ---------------------------------------------------------------- */

/* Whether the folded text has the folded form as a whole word, or before "'s". */
static bool has_form(const char *text, const char *form)
{
	size_t length = strlen(form);

	for (const char *at = text; (at = strstr(at, form)); at++)
		if ((at == text || !isalnum((unsigned char)at[-1])) &&
			!isalnum((unsigned char)at[length]))
			return true;
	return false;
}

/* Adds the facts whose statements have that form, found by its rarest word, to `named`, each once.
 */
static void note_named(struct reading *it, const char *form, size_t stamp, size_t *named,
	size_t *count, const struct fact **first)
{
	char folded[FOLDED], says[FOLDED];
	struct tokens words;
	const struct uses *least = NULL;

	text_fold(form, folded, sizeof folded);
	tokens_read(form, &words);
	for (size_t i = 0; i < words.count; i++) {
		int at = map_get(&it->words, words.list[i].text);

		if (at < 0)
			return;
		if (!least || it->uses[at].count < least->count)
			least = &it->uses[at];
	}
	for (size_t i = 0; least && i < least->count; i++) {
		size_t fact = least->facts[i];

		if (named[fact] == stamp)
			continue;
		text_fold(it->set->facts[fact].says, says, sizeof says);
		if (!has_form(says, folded))
			continue;
		named[fact] = stamp;
		if (++*count == 1)
			*first = &it->set->facts[fact];
	}
}

static bool has_topic(const struct factset *set, const char *id)
{
	for (size_t i = 0; i < set->fact_count; i++)
		if (fact_is_on(&set->facts[i], id))
			return true;
	return false;
}

static bool has_overview(const struct factset *set, const char *id)
{
	for (size_t i = 0; i < set->fact_count; i++)
		if (strcmp(set->facts[i].about, id) == 0)
			return true;
	return false;
}

static void check_overviews(struct reading *it)
{
	size_t *named = must_alloc((it->set->fact_count + 1) * sizeof *named);
	char text[256];

	memset(named, 0, (it->set->fact_count + 1) * sizeof *named);
	for (size_t i = 0; i < it->set->alias_count; i++) {
		const struct alias *alias = &it->set->aliases[i];
		const struct fact *first = NULL;
		size_t count = 0;
		bool somebody = fact_is_person(alias) || strcmp(alias->sort, "group") == 0;

		if (alias->kind != ALIAS_NAME || strcmp(alias->sort, "place") == 0 ||
			has_overview(it->set, alias->id) ||
			(!somebody && !has_topic(it->set, alias->id)))
			continue;
		for (size_t k = 0; k < alias->name_count; k++)
			note_named(it, alias->names[k], i + 1, named, &count, &first);
		if (count < CHECK_MENTIONS)
			continue;
		snprintf(text, sizeof text,
			"%zu facts mention %s, but none is its overview (`about: %s`)", count,
			alias->names[0], alias->id);
		it->found(it->context, first, 0, text);
	}
	free(named);
}

/* --- facts to read with a fact ---------------------------------------------------------------- */

static void check_see(struct reading *it)
{
	struct map ids = {0};
	char text[160];

	for (size_t f = 0; f < it->set->fact_count; f++)
		map_put(&ids, it->set->facts[f].id, (int)f);
	for (size_t f = 0; f < it->set->fact_count; f++) {
		const struct fact *fact = &it->set->facts[f];

		for (size_t i = 0; i < fact->see_count; i++) {
			const char *id = fact->see[i];
			int at = map_get(&ids, id);

			if (at == (int)f)
				it->found(it->context, fact, 0, "see: the fact refers to itself");
			if (at >= 0 || factset_fact(it->set, id))
				continue;
			snprintf(text, sizeof text, "see: there is no fact \"%.80s\"", id);
			it->found(it->context, fact, 0, text);
		}
	}
	map_free(&ids);
}

/* ---------------------------------------------------------------------------------------------- */

void check_together(const struct factset *set, check_found *found, void *context)
{
	struct reading it = {.set = set, .found = found, .context = context};
	size_t facts = set->fact_count + 1;
	struct map seen = {0};

	it.scores = must_alloc(facts * sizeof *it.scores);
	it.shared = must_alloc(facts * sizeof *it.shared);
	it.touched = must_alloc(facts * sizeof *it.touched);
	memset(it.shared, 0, facts * sizeof *it.shared);
	for (size_t f = 0; f < set->fact_count; f++) {
		tokens_read(set->facts[f].says, &it.tokens);
		for (size_t i = 0; i < it.tokens.count; i++)
			add_use(&it, it.tokens.list[i].text, f);
	}
	check_contradictions(&it, &seen);
	check_shared_questions(&it);
	check_overviews(&it);
	check_see(&it);
	for (size_t f = 0; f < set->fact_count; f++)
		check_abbreviations(&it, &set->facts[f]);

	for (size_t i = 0; i < it.words.count; i++)
		free(it.uses[i].facts);
	free(it.uses);
	free(it.scores);
	free(it.shared);
	free(it.touched);
	map_free(&it.words);
	map_free(&seen);
	arena_free(&it.arena);
}
