#include "ask/profile.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/text.h"
#include "language/words.h"

#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 1024, PLACES_MAX = 65535 };

/* Numbers distinct values in order of appearance: an open-addressing hash table. */
struct numbering {
	struct numbered {
		uint32_t value;
		int place; /* + 1; 0: free */
	} * table;
	size_t room;
	uint32_t *values;
	size_t count, value_room;
};

/* A profile under construction; places are those of the numberings. */
struct draft {
	struct numbering terms, pairs;
	struct mention *mentions; /* by place */
	size_t mention_count, mention_room;
	unsigned short *places;
	size_t place_count, place_room;
	struct known *known;
};

static struct numbered *entry_of(const struct numbering *numbering, uint32_t value)
{
	size_t at = (value * 0x9e3779b1u >> 8) & (numbering->room - 1);

	while (numbering->table[at].place && numbering->table[at].value != value)
		at = (at + 1) & (numbering->room - 1);
	return &numbering->table[at];
}

static size_t place_of_value(struct numbering *numbering, uint32_t value)
{
	if (2 * (numbering->count + 1) > numbering->room) {
		numbering->room = numbering->room ? 2 * numbering->room : 256;
		free(numbering->table);
		numbering->table = must_alloc(numbering->room * sizeof *numbering->table);
		for (size_t i = 0; i < numbering->count; i++)
			*entry_of(numbering, numbering->values[i]) =
				(struct numbered){numbering->values[i], (int)i + 1};
	}
	struct numbered *entry = entry_of(numbering, value);

	if (!entry->place) {
		GROW(numbering->values, numbering->count, numbering->value_room);
		numbering->values[numbering->count++] = value;
		*entry = (struct numbered){value, (int)numbering->count};
	}
	return (size_t)entry->place - 1;
}

static struct mention *mention_of(struct draft *draft, int term_id)
{
	size_t place = place_of_value(&draft->terms, (uint32_t)term_id);

	if (place == draft->mention_count) {
		GROW(draft->mentions, draft->mention_count, draft->mention_room);
		draft->mentions[draft->mention_count++] = (struct mention){.term_id = term_id};
	}
	return &draft->mentions[place];
}

/* Adds the place to the question's places, if it is not there yet. */
static void put_place(struct draft *draft, size_t from, size_t place)
{
	for (size_t i = from; i < draft->place_count; i++)
		if (draft->places[i] == place)
			return;
	if (place > PLACES_MAX)
		return;
	GROW(draft->places, draft->place_count, draft->place_room);
	draft->places[draft->place_count++] = (unsigned short)place;
}

static void read_known_question(struct index *index, const struct question *question, size_t number,
	struct draft *draft, struct known *known)
{
	char folded[FOLDED_MAX];
	struct terms terms;
	uint32_t pairs[SKIP_BIGRAMS_MAX];

	text_fold(question->text, folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_LEARN, &terms);
	size_t pair_count = skip_bigrams_read(terms.codes, terms.code_count, pairs);
	*known = (struct known){.hash = words_hash(folded),
		.first = (uint32_t)draft->place_count,
		.number = (unsigned short)number,
		.bigrams = (unsigned char)pair_count,
		.kind = question->kind,
		.type = question_type(folded)};
	for (size_t i = 0; i < terms.count; i++) {
		struct mention *mention = mention_of(draft, terms.list[i].term_id);

		if (question->kind == QUESTION_NO)
			mention->denied++;
		else if (question->kind != QUESTION_NOT)
			mention->questions++;
		put_place(draft, known->first, (size_t)(mention - draft->mentions));
	}
	size_t end = draft->place_count;
	known->term_count = (unsigned char)(end - known->first);
	for (size_t i = 0; i < pair_count; i++) {
		put_place(draft, end, place_of_value(&draft->pairs, pairs[i]));
		if (i < (pair_count + 1) / 2)
			known->adjacent = (unsigned char)(draft->place_count - end);
	}
	known->pair_count = (unsigned char)(draft->place_count - end);
}

/* Sets what a statement can supply: a date, a duration, a count. A day of a month is not a count.
 */
static void note_supplies(const char *folded, struct profile *profile)
{
	static const char *const counts[] = {"dozen", "dozens", "hundred", "hundreds", "thousand",
		"thousands", "million", "millions", "billion", "half", "once", "twice", "several",
		"quarter", "third", "second", "first", "largest", "all", "few", "fewer", "most",
		NULL};
	static const char *const spans[] = {"year", "years", "month", "months", "week", "weeks",
		"day", "days", "decade", "decades", "century", "long", "since", "until", NULL};
	struct words words;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.list[i];
		bool next_to_month = (i > 0 && date_is_month(words.list[i - 1].text)) ||
				     (i + 1 < words.count && date_is_month(words.list[i + 1].text));

		bool number = word->kind == WORD_NUMBER;

		if ((number && words_is_year(word->text)) || date_is_month(word->text))
			profile->has_date = true;
		else if (number && !next_to_month)
			profile->has_count = true;
		profile->has_count |= text_is_one_of(word->text, counts);
		profile->has_duration |= text_is_one_of(word->text, spans);
	}
	profile->has_duration |= profile->has_count && profile->has_date;
}

static unsigned char stated_as(const struct term *term)
{
	return (unsigned char)((term->name ? STATED_NAME : 0) | (term->light ? STATED_LIGHT : 0) |
			       (term->number ? STATED_NUMBER : 0) |
			       (term->number && words_is_year(term->text) ? STATED_YEAR : 0));
}

static void read_statement(
	struct index *index, const struct fact *fact, struct draft *draft, struct profile *profile)
{
	const char *const texts[] = {fact->says, fact->when, fact->heading};
	char folded[FOLDED_MAX];
	struct terms terms;

	for (size_t t = 0; t < 3 && texts[t]; t++) {
		text_fold(texts[t], folded, sizeof folded);
		lexicon_terms(index->lexicon, folded, LEXICON_LEARN, &terms);
		for (size_t i = 0; i < terms.count; i++) {
			struct mention *mention = mention_of(draft, terms.list[i].term_id);

			mention->says = 1;
			if (texts[t] != fact->says)
				continue;
			mention->at = (unsigned short)(1 + terms.list[i].at);
			mention->stated = stated_as(&terms.list[i]);
		}
		if (texts[t] != fact->heading)
			note_supplies(folded, profile);
	}
}

static bool is_of_near_misses(const struct mention *mention)
{
	return !mention->questions && !mention->denied && !mention->says;
}

static int compare_by_kind(const void *a, const void *b)
{
	const struct mention *x = a, *y = b;
	int by_kind = is_of_near_misses(x) - is_of_near_misses(y);

	return by_kind ? by_kind : x->term_id - y->term_id;
}

/* Sorts the mentions and updates the questions' places. */
static void sort_mentions(struct draft *draft, size_t known_count)
{
	unsigned short *moved = must_alloc((draft->mention_count + 1) * sizeof *moved);

	if (draft->mention_count > 0)
		qsort(draft->mentions, draft->mention_count, sizeof *draft->mentions,
			compare_by_kind);
	for (size_t i = 0; i < draft->mention_count; i++)
		moved[place_of_value(&draft->terms, (uint32_t)draft->mentions[i].term_id)] =
			(unsigned short)i;
	for (size_t k = 0; k < known_count; k++) {
		unsigned short *places = draft->places + draft->known[k].first;

		for (size_t i = 0; i < draft->known[k].term_count; i++)
			places[i] = moved[places[i]];
	}
	free(moved);
}

static int compare_pairs(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

/* The same for the pairs. */
static void sort_pairs(struct draft *draft, size_t known_count)
{
	size_t count = draft->pairs.count;
	uint32_t *sorted = draft->pairs.values;
	unsigned short *moved = must_alloc((count + 1) * sizeof *moved);

	if (count > 0)
		qsort(sorted, count, sizeof *sorted, compare_pairs);
	for (size_t i = 0; i < count; i++)
		moved[entry_of(&draft->pairs, sorted[i])->place - 1] = (unsigned short)i;
	for (size_t k = 0; k < known_count; k++) {
		const struct known *known = &draft->known[k];
		unsigned short *places = draft->places + known->first + known->term_count;

		for (size_t i = 0; i < known->pair_count; i++)
			places[i] = moved[places[i]];
	}
	free(moved);
}

static void *copy(char **at, const void *from, size_t bytes)
{
	void *to = *at;

	if (bytes > 0)
		memcpy(to, from, bytes);
	*at += bytes;
	return to;
}

/* Copies the profile into one block, with its parts in the order of their alignment. */
static void keep_block(struct index *index, const struct draft *draft, struct profile *out)
{
	size_t known = out->known_count * sizeof *out->known;
	size_t mentions = draft->mention_count * sizeof *out->mentions;
	size_t pairs = draft->pairs.count * sizeof *out->pairs;
	size_t places = draft->place_count * sizeof *out->places;
	char *at = arena_alloc(&index->arena, known + mentions + pairs + places + 1);

	out->known = copy(&at, draft->known, known);
	out->mentions = copy(&at, draft->mentions, mentions);
	out->pairs = copy(&at, draft->pairs.values, pairs);
	out->places = copy(&at, draft->places, places);
	out->pair_count = draft->pairs.count;
}

void profile_read(struct index *index, const struct fact *fact, struct profile *out)
{
	struct draft draft = {
		.known = must_alloc((fact->question_count + 1) * sizeof *draft.known)};

	*out = (struct profile){.fact = fact, .number = fact->number, .slot = out->slot};
	if (!date_read(fact->when, &out->when))
		out->when = (struct date_span){0, 0};
	for (int near_miss = 0; near_miss < 2; near_miss++)
		for (size_t i = 0; i < fact->question_count && i < PLACES_MAX; i++)
			if ((fact->questions[i].kind == QUESTION_NOT) == (near_miss == 1))
				read_known_question(index, &fact->questions[i], i, &draft,
					&draft.known[out->known_count++]);
	for (size_t i = 0; i < out->known_count; i++)
		if (draft.known[i].kind != QUESTION_NOT) {
			out->answered_count++;
			out->types[draft.known[i].type]++;
		}
	read_statement(index, fact, &draft, out);
	sort_mentions(&draft, out->known_count);
	sort_pairs(&draft, out->known_count);
	out->term_count = draft.mention_count;
	while (out->mention_count < out->term_count &&
		!is_of_near_misses(&draft.mentions[out->mention_count]))
		out->mention_count++;
	keep_block(index, &draft, out);
	free(draft.terms.table);
	free(draft.terms.values);
	free(draft.pairs.table);
	free(draft.pairs.values);
	free(draft.mentions);
	free(draft.places);
	free(draft.known);
}

size_t profile_place(const struct profile *profiles, size_t count, int64_t number)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (profiles[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool profile_has(const struct profile *profile, int term_id)
{
	const struct mention *mention = index_mention(profile, term_id);

	return mention && (mention->says || mention->questions > 0);
}

struct search {
	const struct profile *profile;
	bool found;
};

static void look_for(void *context, int term_id)
{
	struct search *search = context;

	search->found = search->found || profile_has(search->profile, term_id);
}

bool profile_has_related(const struct profile *profile, const struct lexicon *lexicon, int term_id)
{
	struct search search = {.profile = profile};

	if (term_id < 0)
		return false;
	look_for(&search, term_id);
	lexicon_each_related(lexicon, term_id, look_for, &search);
	return search.found;
}
