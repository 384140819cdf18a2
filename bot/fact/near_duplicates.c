#include "fact/near_duplicates.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED = 2048, WORDS_MAX = 256 /* of one text; the rest is not looked at */ };

struct word {
	int number; /* what the vocabulary calls it */
	bool is_number;
};

/* The different words of one text, the rarest first. */
struct bag {
	struct word *words;
	size_t count;
};

struct posting {
	size_t text;
	int before; /* the posting of the same word before this one, or -1 */
};

struct near_duplicates {
	struct arena arena;
	struct map vocabulary;
	size_t *uses; /* by word: in how many texts it stands */
	size_t uses_room;
	struct bag *bags;
	int *last; /* by word: its newest posting, or -1 */
	struct posting *postings;
	size_t posting_count, posting_room;
};

static int number_of(struct near_duplicates *near_duplicates, const char *word, size_t length)
{
	const char *copy = arena_copy(&near_duplicates->arena, word, length);
	int number = map_get(&near_duplicates->vocabulary, copy);

	if (number >= 0)
		return number;
	number = (int)near_duplicates->vocabulary.count;
	GROW(near_duplicates->uses, near_duplicates->vocabulary.count, near_duplicates->uses_room);
	near_duplicates->uses[number] = 0;
	map_put(&near_duplicates->vocabulary, copy, number);
	return number;
}

static void add_word(
	struct near_duplicates *near_duplicates, struct bag *bag, const char *word, size_t length)
{
	int number = number_of(near_duplicates, word, length);

	for (size_t i = 0; i < bag->count; i++)
		if (bag->words[i].number == number)
			return;
	if (bag->count == WORDS_MAX)
		return;
	bag->words[bag->count++] =
		(struct word){.number = number, .is_number = strcspn(word, "0123456789") < length};
	near_duplicates->uses[number]++;
}

static struct bag bag_of(struct near_duplicates *near_duplicates, const char *text)
{
	char folded[FOLDED];
	struct word words[WORDS_MAX];
	struct bag bag = {.words = words};
	const char *at = folded, *end = folded + text_fold(text, folded, sizeof folded);

	while (at < end) {
		const char *start = at;

		while (at < end) {
			const char *here = at;

			if (!text_is_word(text_next(&at, end))) {
				at = here;
				break;
			}
		}
		if (at > start)
			add_word(near_duplicates, &bag, start, (size_t)(at - start));
		else
			text_next(&at, end);
	}
	bag.words = arena_alloc(&near_duplicates->arena, bag.count * sizeof *words);
	/* cppcheck-suppress uninitvar ; add_word has filled bag.count of them */
	memcpy(bag.words, words, bag.count * sizeof *words);
	return bag;
}

static int compare_words(const void *a, const void *b, void *uses)
{
	const struct word *one = a, *other = b;
	size_t one_uses = ((size_t *)uses)[one->number];
	size_t other_uses = ((size_t *)uses)[other->number];

	if (one_uses != other_uses)
		return one_uses < other_uses ? -1 : 1;
	return one->number - other->number;
}

/* The part of the words that both share; 0 if their numbers differ. Both are in the same order. */
static double overlap(
	const struct near_duplicates *near_duplicates, const struct bag *a, const struct bag *b)
{
	size_t shared = 0, i = 0, j = 0;

	while (i < a->count || j < b->count) {
		int order = i == a->count   ? 1
			    : j == b->count ? -1
					    : compare_words(&a->words[i], &b->words[j],
						      near_duplicates->uses);

		if ((order < 0 && a->words[i].is_number) || (order > 0 && b->words[j].is_number))
			return 0;
		shared += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	size_t all = a->count + b->count - shared;
	return all ? (double)shared / (double)all : 0;
}

/*
 * Two texts that share the part t of their words share one of the first n - ceil(t n) + 1 of each,
 * in any order that is the same for both: with rare words first, few candidates remain.
 */
static size_t prefix(const struct bag *bag, double least)
{
	return bag->count ? bag->count - (size_t)ceil(least * (double)bag->count) + 1 : 0;
}

static void post(struct near_duplicates *near_duplicates, int word, size_t text)
{
	GROW(near_duplicates->postings, near_duplicates->posting_count,
		near_duplicates->posting_room);
	near_duplicates->postings[near_duplicates->posting_count] =
		(struct posting){.text = text, .before = near_duplicates->last[word]};
	near_duplicates->last[word] = (int)near_duplicates->posting_count++;
}

static void compare_all(struct near_duplicates *near_duplicates, size_t count, double least,
	near_duplicates_found *found, void *context)
{
	size_t *looked = must_alloc(count * sizeof *looked); /* 1 + the text last compared with */

	for (size_t text = 0; text < count; text++) {
		const struct bag *bag = &near_duplicates->bags[text];
		size_t few = prefix(bag, least);

		for (size_t i = 0; i < few; i++)
			for (int at = near_duplicates->last[bag->words[i].number]; at >= 0;
				at = near_duplicates->postings[at].before) {
				size_t other = near_duplicates->postings[at].text;

				if (looked[other] == text + 1)
					continue;
				looked[other] = text + 1;
				double part = overlap(
					near_duplicates, bag, &near_duplicates->bags[other]);
				if (part >= least)
					found(context, other, text, part);
			}
		for (size_t i = 0; i < few; i++)
			post(near_duplicates, bag->words[i].number, text);
	}
	free(looked);
}

static void gather_bags(
	struct near_duplicates *near_duplicates, const char *const *texts, size_t count)
{
	near_duplicates->bags = must_alloc((count + 1) * sizeof *near_duplicates->bags);
	for (size_t i = 0; i < count; i++)
		near_duplicates->bags[i] = bag_of(near_duplicates, texts[i]);
}

static void sort_bag(struct near_duplicates *near_duplicates, struct bag *bag)
{
	qsort_r(bag->words, bag->count, sizeof(struct word), compare_words, near_duplicates->uses);
}

static void free_twins(struct near_duplicates *near_duplicates)
{
	free(near_duplicates->last);
	free(near_duplicates->bags);
	free(near_duplicates->postings);
	free(near_duplicates->uses);
	map_free(&near_duplicates->vocabulary);
	arena_free(&near_duplicates->arena);
}

void near_duplicates_find(const char *const *texts, size_t count, double least,
	near_duplicates_found *found, void *context)
{
	struct near_duplicates near_duplicates = {0};

	gather_bags(&near_duplicates, texts, count);
	for (size_t i = 0; i < count; i++)
		sort_bag(&near_duplicates, &near_duplicates.bags[i]);
	near_duplicates.last =
		must_alloc(near_duplicates.vocabulary.count * sizeof *near_duplicates.last);
	for (size_t i = 0; i < near_duplicates.vocabulary.count; i++)
		near_duplicates.last[i] = -1;
	compare_all(&near_duplicates, count, least, found, context);
	free_twins(&near_duplicates);
}

int near_duplicates_nearest(const char *const *texts, size_t count, const char *text, double least)
{
	struct near_duplicates near_duplicates = {0};
	int nearest = -1;

	gather_bags(&near_duplicates, texts, count);
	struct bag bag = bag_of(&near_duplicates, text);
	sort_bag(&near_duplicates, &bag);
	for (size_t i = 0; i < count; i++) {
		sort_bag(&near_duplicates, &near_duplicates.bags[i]);
		double part = overlap(&near_duplicates, &bag, &near_duplicates.bags[i]);

		if (part >= least) {
			nearest = (int)i;
			least = part;
		}
	}
	free_twins(&near_duplicates);
	return nearest;
}
