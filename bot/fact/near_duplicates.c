#include "fact/near_duplicates.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED = 2048, WORDS_MAX = 256 /* of one text; the rest is ignored */ };

struct word {
	int number; /* in the vocabulary */
	bool is_number;
};

/* The distinct words of one text, the rarest first. */
struct bag {
	struct word *words;
	size_t count;
};

struct posting {
	size_t text;
	int before; /* the previous posting of the same word, or -1 */
};

struct corpus {
	struct arena arena;
	struct map vocabulary;
	size_t *uses; /* by word: the number of texts that have it */
	size_t uses_room;
	struct bag *bags;
	int *last; /* by word: its last posting, or -1 */
	struct posting *postings;
	size_t posting_count, posting_room;
};

static int number_of(struct corpus *corpus, const char *word, size_t length)
{
	const char *copy = arena_copy(&corpus->arena, word, length);
	int number = map_get(&corpus->vocabulary, copy);

	if (number >= 0)
		return number;
	number = (int)corpus->vocabulary.count;
	GROW(corpus->uses, corpus->vocabulary.count, corpus->uses_room);
	corpus->uses[number] = 0;
	map_put(&corpus->vocabulary, copy, number);
	return number;
}

static void add_word(struct corpus *corpus, struct bag *bag, const char *word, size_t length)
{
	int number = number_of(corpus, word, length);

	for (size_t i = 0; i < bag->count; i++)
		if (bag->words[i].number == number)
			return;
	if (bag->count == WORDS_MAX)
		return;
	bag->words[bag->count++] =
		(struct word){.number = number, .is_number = strcspn(word, "0123456789") < length};
	corpus->uses[number]++;
}

static struct bag bag_of(struct corpus *corpus, const char *text)
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
			add_word(corpus, &bag, start, (size_t)(at - start));
		else
			text_next(&at, end);
	}
	bag.words = arena_alloc(&corpus->arena, bag.count * sizeof *words);
	/* cppcheck-suppress uninitvar ; add_word has filled bag.count of them */
	memcpy(bag.words, words, bag.count * sizeof *words);
	return bag;
}

static int compare_by_use(const void *a, const void *b, void *uses)
{
	const struct word *one = a, *other = b;
	size_t one_uses = ((size_t *)uses)[one->number];
	size_t other_uses = ((size_t *)uses)[other->number];

	if (one_uses != other_uses)
		return one_uses < other_uses ? -1 : 1;
	return one->number - other->number;
}

/* The Jaccard similarity of two sorted bags; 0 if their numbers differ. */
static double bag_overlap(const struct corpus *corpus, const struct bag *a, const struct bag *b)
{
	size_t shared = 0, i = 0, j = 0;

	while (i < a->count || j < b->count) {
		int order = i == a->count ? 1
			    : j == b->count
				    ? -1
				    : compare_by_use(&a->words[i], &b->words[j], corpus->uses);

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
 * Prefix filtering: two bags of similarity t or more, sorted alike, share a word among the first
 * n - ceil(t n) + 1 of each. With rare words first, few candidates remain.
 */
static size_t prefix(const struct bag *bag, double least)
{
	return bag->count ? bag->count - (size_t)ceil(least * (double)bag->count) + 1 : 0;
}

static void post(struct corpus *corpus, int word, size_t text)
{
	GROW(corpus->postings, corpus->posting_count, corpus->posting_room);
	corpus->postings[corpus->posting_count] =
		(struct posting){.text = text, .before = corpus->last[word]};
	corpus->last[word] = (int)corpus->posting_count++;
}

static void compare_all(struct corpus *corpus, size_t count, double least,
	near_duplicates_found *found, void *context)
{
	size_t *looked = must_alloc(count * sizeof *looked); /* 1 + the text last compared with */

	for (size_t text = 0; text < count; text++) {
		const struct bag *bag = &corpus->bags[text];
		size_t few = prefix(bag, least);

		for (size_t i = 0; i < few; i++)
			for (int at = corpus->last[bag->words[i].number]; at >= 0;
				at = corpus->postings[at].before) {
				size_t other = corpus->postings[at].text;

				if (looked[other] == text + 1)
					continue;
				looked[other] = text + 1;
				double part = bag_overlap(corpus, bag, &corpus->bags[other]);
				if (part >= least)
					found(context, other, text, part);
			}
		for (size_t i = 0; i < few; i++)
			post(corpus, bag->words[i].number, text);
	}
	free(looked);
}

static void read_bags(struct corpus *corpus, const char *const *texts, size_t count)
{
	corpus->bags = must_alloc((count + 1) * sizeof *corpus->bags);
	for (size_t i = 0; i < count; i++)
		corpus->bags[i] = bag_of(corpus, texts[i]);
}

static void sort_bag(struct corpus *corpus, struct bag *bag)
{
	qsort_r(bag->words, bag->count, sizeof(struct word), compare_by_use, corpus->uses);
}

static void free_corpus(struct corpus *corpus)
{
	free(corpus->last);
	free(corpus->bags);
	free(corpus->postings);
	free(corpus->uses);
	map_free(&corpus->vocabulary);
	arena_free(&corpus->arena);
}

void near_duplicates_find(const char *const *texts, size_t count, double least,
	near_duplicates_found *found, void *context)
{
	struct corpus corpus = {0};

	read_bags(&corpus, texts, count);
	for (size_t i = 0; i < count; i++)
		sort_bag(&corpus, &corpus.bags[i]);
	corpus.last = must_alloc(corpus.vocabulary.count * sizeof *corpus.last);
	for (size_t i = 0; i < corpus.vocabulary.count; i++)
		corpus.last[i] = -1;
	compare_all(&corpus, count, least, found, context);
	free_corpus(&corpus);
}

/* --- the text most similar to one ------------------------------------------------------------- */

/* The distinct words of the text with which all others are compared. */
struct sought {
	char folded[FOLDED];
	struct sought_word {
		const char *start;
		size_t length;
		uint32_t hash;
		size_t met; /* 1 + the last text that has it */
		bool is_number;
	} words[WORDS_MAX];
	size_t count, numbers;
};

/* The next word in [*at, end), or NULL. Advances *at past it. */
static const char *next_bag_word(const char **at, const char *end, size_t *length)
{
	const char *start = NULL;

	while (*at < end) {
		const char *here = *at;
		bool is_word = text_is_word(text_next(at, end));

		if (is_word && !start)
			start = here;
		if (!is_word && start) {
			*length = (size_t)(here - start);
			return start;
		}
	}
	*length = start ? (size_t)(end - start) : 0;
	return start;
}

static bool has_digit(const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (word[i] >= '0' && word[i] <= '9')
			return true;
	return false;
}

static struct sought_word *find_word(struct sought *sought, const char *word, size_t length)
{
	uint32_t hash = hash_bytes(HASH_EMPTY, word, length);

	for (size_t i = 0; i < sought->count; i++) {
		struct sought_word *it = &sought->words[i];

		if (it->hash == hash && it->length == length &&
			memcmp(it->start, word, length) == 0)
			return it;
	}
	return NULL;
}

static void read_sought(struct sought *sought, const char *text)
{
	const char *at = sought->folded, *word;
	const char *end = at + text_fold(text, sought->folded, sizeof sought->folded);
	size_t length;

	sought->count = sought->numbers = 0;
	while ((word = next_bag_word(&at, end, &length)) && sought->count < WORDS_MAX) {
		if (find_word(sought, word, length))
			continue;
		struct sought_word *it = &sought->words[sought->count++];

		*it = (struct sought_word){.start = word,
			.length = length,
			.hash = hash_bytes(HASH_EMPTY, word, length),
			.is_number = has_digit(word, length)};
		sought->numbers += it->is_number;
	}
}

/* A text that is being compared, word by word. */
struct comparison {
	struct sought *sought;
	size_t text;                /* its number */
	uint32_t others[WORDS_MAX]; /* the hashes of its words that the other text lacks */
	size_t other_count, shared, numbers;
};

/* Adds a word. False if the similarity can no longer reach `least`. */
static bool take_word(struct comparison *it, const char *word, size_t length, double least)
{
	struct sought_word *known = find_word(it->sought, word, length);
	uint32_t hash = hash_bytes(HASH_EMPTY, word, length);
	size_t i = 0;

	if (known) {
		it->shared += known->met != it->text + 1;
		it->numbers += known->met != it->text + 1 && known->is_number;
		known->met = it->text + 1;
		return true;
	}
	while (i < it->other_count && it->others[i] != hash)
		i++;
	if (i < it->other_count)
		return true;
	it->others[it->other_count++] = hash;
	return !has_digit(word, length) && it->other_count < WORDS_MAX &&
	       (double)it->sought->count >= least * (double)(it->sought->count + it->other_count);
}

/* Adds the words of a text without folding it, in lower case. False if the similarity cannot reach
 * `least`. Sets *plain to false if the text must be folded first: it is not ASCII, or has
 * abbreviations
 * ("U.S."). */
static bool take_plain_words(struct comparison *it, const char *text, double least, bool *plain)
{
	char word[64];
	size_t length = 0;

	*plain = true;
	for (;; text++) {
		char c = *text;

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 'a' - 'A');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
			word[length++] = c;
			*plain = length < sizeof word;
		} else {
			*plain = (unsigned char)c < 0x80 && !(c == '.' && length == 1);
			if (*plain && length > 0 && !take_word(it, word, length, least))
				return false;
			length = 0;
		}
		if (!*plain || !c)
			return true;
	}
}

static bool take_words(struct comparison *it, const char *text, double least)
{
	char folded[FOLDED];
	const char *at = folded, *end = folded + text_fold(text, folded, sizeof folded), *word;
	size_t length;

	while ((word = next_bag_word(&at, end, &length)))
		if (!take_word(it, word, length, least))
			return false;
	return true;
}

/* The similarity to the text of that number; 0 if it does not reach `least`. */
static double bag_likeness(struct sought *sought, const char *text, size_t number, double least)
{
	struct comparison it;
	bool plain;

	it.sought = sought;
	it.text = number;
	it.other_count = it.shared = it.numbers = 0;
	if (!take_plain_words(&it, text, least, &plain))
		return 0;
	if (!plain) {
		for (size_t i = 0; i < sought->count; i++)
			sought->words[i].met = 0;
		it.other_count = it.shared = it.numbers = 0;
		if (!take_words(&it, text, least))
			return 0;
	}
	size_t all = sought->count + it.other_count;

	return all > 0 && it.numbers == sought->numbers ? (double)it.shared / (double)all : 0;
}

int near_duplicates_nearest(const char *const *texts, size_t count, const char *text, double least)
{
	struct sought *sought = must_alloc(sizeof *sought);
	int nearest = -1;

	read_sought(sought, text);
	for (size_t i = 0; i < count; i++) {
		double part = bag_likeness(sought, texts[i], i, least);

		if (part > 0 && part >= least) {
			nearest = (int)i;
			least = part;
		}
	}
	free(sought);
	return nearest;
}

/* --- sketches --------------------------------------------------------------------------------- */

struct sketch near_duplicates_sketch(const char *text)
{
	struct sought *sought = must_alloc(sizeof *sought);
	struct sketch sketch = {.words = 0};

	read_sought(sought, text);
	for (size_t i = 0; i < sought->count; i++)
		sketch.bits[sought->words[i].hash / 64 % 4] |= UINT64_C(1)
							       << sought->words[i].hash % 64;
	sketch.words = (unsigned)sought->count;
	free(sought);
	return sketch;
}

/* A bit that only the text has stands for a word that only it has; at most a share of 1 - least of
 * its words may be missing from the other. */
bool near_duplicates_possible(const struct sketch *text, const struct sketch *other, double least)
{
	int missing = 0;

	for (size_t i = 0; i < sizeof text->bits / sizeof *text->bits; i++)
		missing += __builtin_popcountll(text->bits[i] & ~other->bits[i]);
	return (double)missing <= (1 - least) * (double)text->words;
}
