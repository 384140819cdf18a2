#include "ask/index.h"

#include "base/arena.h"
#include "base/text.h"
#include "language/words.h"

#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 1024 };

/* Mentions being gathered for one fact. */
struct mention_list {
	struct mention *list;
	size_t count, room;
};

static struct mention *gather(struct mention_list *mention_list, int term_id)
{
	for (size_t i = 0; i < mention_list->count; i++)
		if (mention_list->list[i].term_id == term_id)
			return &mention_list->list[i];
	GROW(mention_list->list, mention_list->count, mention_list->room);
	mention_list->list[mention_list->count] = (struct mention){.term_id = term_id};
	return &mention_list->list[mention_list->count++];
}

static int compare_mentions(const void *a, const void *b)
{
	return ((const struct mention *)a)->term_id - ((const struct mention *)b)->term_id;
}

const struct mention *index_mention(const struct profile *profile, int term_id)
{
	struct mention key = {.term_id = term_id};

	if (term_id < 0 || profile->mention_count == 0)
		return NULL;
	return bsearch(
		&key, profile->mentions, profile->mention_count, sizeof key, compare_mentions);
}

/* by 1: how the question is worded counts; by -1: no longer. */
static void teach_near_misses(struct index *index, const struct known *known, int by)
{
	const struct near_miss_text text = {.term_ids = known->term_ids,
		.count = known->count,
		.codes = known->codes,
		.code_count = known->code_count,
		.type = known->type};

	near_miss_learn(index->near_miss_model, &text, known->kind == QUESTION_NOT, by);
}

static void learn_question(struct index *index, struct profile *profile, struct known *known,
	const struct question *question, struct mention_list *mention_list)
{
	char folded[FOLDED_MAX];
	struct terms terms;

	text_fold(question->text, folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_LEARN, &terms);
	int *term_ids = arena_alloc(&index->arena, (terms.count + 1) * sizeof *term_ids);
	for (size_t i = 0; i < terms.count; i++) {
		term_ids[i] = terms.list[i].term_id;
		if (question->kind == QUESTION_NO)
			gather(mention_list, term_ids[i])->denied++;
		else if (question->kind != QUESTION_NOT)
			gather(mention_list, term_ids[i])->questions++;
	}
	uint32_t *codes = arena_alloc(&index->arena, (terms.code_count + 1) * sizeof *codes);
	memcpy(codes, terms.codes, terms.code_count * sizeof *codes);
	*known = (struct known){.kind = question->kind,
		.type = question_type(folded),
		.text = question->text,
		.term_ids = term_ids,
		.count = (unsigned short)terms.count,
		.codes = codes,
		.code_count = (unsigned short)terms.code_count};
	teach_near_misses(index, known, 1);
	profile->known_count++;
	if (question->kind != QUESTION_NOT) {
		profile->answered_count++;
		profile->types[known->type]++;
	}
}

static bool is_among(const char *word, const char *const *list)
{
	while (*list && strcmp(word, *list) != 0)
		list++;
	return *list != NULL;
}

static bool is_year(const struct word *word)
{
	return word->kind == WORD_NUMBER && strlen(word->text) == 4 &&
	       (word->text[0] == '1' || word->text[0] == '2');
}

/* What a statement can supply: a date, a length of time, a count. Days of a month are no count. */
static void note_supplies(const char *folded, struct profile *profile)
{
	static const char *const counts[] = {"dozen", "dozens", "hundred", "hundreds", "thousand",
		"thousands", "million", "millions", "billion", "half", "once", "twice", "several",
		"quarter", "third", "second", "first", "largest", "all", "few", "fewer", "most",
		NULL};
	static const char *const months[] = {"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december", NULL};
	static const char *const spans[] = {"year", "years", "month", "months", "week", "weeks",
		"day", "days", "decade", "decades", "century", "long", "since", "until", NULL};
	struct words words;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.list[i];
		bool month_beside =
			(i > 0 && is_among(words.list[i - 1].text, months)) ||
			(i + 1 < words.count && is_among(words.list[i + 1].text, months));

		if (is_year(word) || is_among(word->text, months))
			profile->has_date = true;
		else if (word->kind == WORD_NUMBER && !month_beside)
			profile->has_count = true;
		profile->has_count |= is_among(word->text, counts);
		profile->has_duration |= is_among(word->text, spans);
	}
	profile->has_duration |= profile->has_count && profile->has_date;
}

static void learn_statement(
	struct index *index, struct profile *profile, struct mention_list *mention_list)
{
	char folded[FOLDED_MAX];
	struct terms terms;
	const char *const texts[] = {profile->fact->says, profile->fact->when};

	for (size_t t = 0; t < 2; t++) {
		text_fold(texts[t], folded, sizeof folded);
		lexicon_terms(index->lexicon, folded, LEXICON_LEARN, &terms);
		for (size_t i = 0; i < terms.count; i++)
			gather(mention_list, terms.list[i].term_id)->says = 1;
		note_supplies(folded, profile);
	}
}

static void learn_fact(struct index *index, const struct fact *fact, size_t at)
{
	struct profile *profile = &index->profiles[at];
	struct mention_list mention_list = {0};
	struct known *known =
		arena_alloc(&index->arena, (fact->question_count + 1) * sizeof *known);

	*profile = (struct profile){.fact = fact};
	profile->known = known;
	for (int nots = 0; nots < 2; nots++)
		for (size_t i = 0; i < fact->question_count; i++)
			if ((fact->questions[i].kind == QUESTION_NOT) == (nots == 1))
				learn_question(index, profile, known++, &fact->questions[i],
					&mention_list);
	learn_statement(index, profile, &mention_list);

	struct mention *mentions =
		arena_alloc(&index->arena, (mention_list.count + 1) * sizeof *mentions);
	if (mention_list.count > 0)
		memcpy(mentions, mention_list.list, mention_list.count * sizeof *mentions);
	qsort(mentions, mention_list.count, sizeof *mentions, compare_mentions);
	profile->mentions = mentions;
	profile->mention_count = mention_list.count;
	for (size_t i = 0; i < mention_list.count; i++)
		lexicon_count(index->lexicon, mentions[i].term_id, 1);
	for (size_t i = 0; i < fact->pattern_count; i++)
		patterns_add(index->patterns, fact->patterns[i], (int)at);
	free(mention_list.list);
}

struct index *index_of(struct factset *set)
{
	struct index *index = must_alloc(sizeof *index);

	index->set = *set;
	*set = (struct factset){0};
	index->lexicon = lexicon_new(&index->set);
	index->near_miss_model = near_miss_new();
	index->patterns = patterns_new();
	index->count = index->set.fact_count;
	index->room = index->count + 16;
	index->profiles = must_alloc(index->room * sizeof *index->profiles);
	for (size_t i = 0; i < index->count; i++)
		learn_fact(index, &index->set.facts[i], i);
	lexicon_counted(index->lexicon, index->count);
	index->fresh = index->arena.used;
	return index;
}

struct index *index_new(struct store *store, struct error *err)
{
	struct factset set = {0};

	return store_load(store, &set, err) ? index_of(&set) : NULL;
}

void index_free(struct index *index)
{
	if (!index)
		return;
	patterns_free(index->patterns);
	near_miss_free(index->near_miss_model);
	lexicon_free(index->lexicon);
	free(index->profiles);
	factset_free(&index->set);
	arena_free(&index->arena);
	free(index);
}

static int compare_number(const void *key, const void *row)
{
	int64_t a = *(const int64_t *)key, b = ((const struct profile *)row)->fact->number;

	return a < b ? -1 : a > b;
}

int index_by_number(const struct index *index, int64_t number)
{
	const struct profile *found = bsearch(
		&number, index->profiles, index->count, sizeof *index->profiles, compare_number);

	return found ? (int)(found - index->profiles) : -1;
}

int index_by_id(const struct index *index, const char *id)
{
	for (size_t i = 0; i < index->count; i++)
		if (strcmp(index->profiles[i].fact->id, id) == 0)
			return (int)i;
	return -1;
}

/* --- one fact changed ------------------------------------------------------------------------- */

/* The place of the fact with that number, or where it belongs. */
static size_t place_of(const struct index *index, int64_t number)
{
	size_t low = 0, high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (index->profiles[middle].fact->number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Takes what the fact at that place has brought out of the counts and the patterns. */
static void unlearn(struct index *index, size_t at)
{
	const struct profile *profile = &index->profiles[at];

	for (size_t i = 0; i < profile->mention_count; i++)
		lexicon_count(index->lexicon, profile->mentions[i].term_id, -1);
	for (size_t i = 0; i < profile->known_count; i++)
		teach_near_misses(index, &profile->known[i], -1);
	patterns_drop(index->patterns, (int)at);
}

void index_put(struct index *index, const struct fact *fact)
{
	size_t at = place_of(index, fact->number);
	struct fact *copy = arena_alloc(&index->arena, sizeof *copy);

	*copy = fact_copy(&index->arena, fact);
	if (at < index->count && index->profiles[at].fact->number == fact->number) {
		unlearn(index, at);
	} else {
		GROW(index->profiles, index->count, index->room);
		memmove(index->profiles + at + 1, index->profiles + at,
			(index->count - at) * sizeof *index->profiles);
		index->count++;
		patterns_shift(index->patterns, (int)at, 1);
	}
	learn_fact(index, copy, at);
	lexicon_counted(index->lexicon, index->count);
}

bool index_is_worn(const struct index *index)
{
	return index->arena.used > 2 * index->fresh + (4u << 20);
}

void index_drop(struct index *index, int64_t number)
{
	size_t at = place_of(index, number);

	if (at == index->count || index->profiles[at].fact->number != number)
		return;
	unlearn(index, at);
	index->count--;
	memmove(index->profiles + at, index->profiles + at + 1,
		(index->count - at) * sizeof *index->profiles);
	patterns_shift(index->patterns, (int)at + 1, -1);
	lexicon_counted(index->lexicon, index->count);
}
