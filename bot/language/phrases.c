#include "language/phrases.h"

#include "base/hash.h"
#include "base/region.h"

#include <stdlib.h>
#include <string.h>

/* Extends the hash of a phrase by that of its next word. */
static uint32_t extend_hash(uint32_t hash, uint32_t word)
{
	return (hash ^ word) * UINT32_C(0x9e3779b1);
}

static size_t place_of_hash(uint32_t hash, size_t table_size)
{
	return (hash ^ hash >> 15) & (table_size - 1);
}

/* The first phrase in the place of that hash of all words. */
static int *newest_of(const struct phrases *phrases, uint32_t hash)
{
	return &phrases->newest[place_of_hash(hash, phrases->table_size)];
}

/* The lengths of phrases whose first two words have that hash. */
static unsigned char *lengths_of(const struct phrases *phrases, uint32_t hash)
{
	return &phrases->lengths[place_of_hash(hash, PHRASE_SPARSE * phrases->table_size)];
}

static void put_phrase(struct phrases *phrases, size_t i)
{
	struct phrase *phrase = &phrases->list[i];
	uint32_t hash = extend_hash(hash_text(phrase->words[0]), hash_text(phrase->words[1]));

	*lengths_of(phrases, hash) |= (unsigned char)(1 << (phrase->count - 1));
	for (size_t k = 2; k < phrase->count; k++)
		hash = extend_hash(hash, hash_text(phrase->words[k]));
	int *newest = newest_of(phrases, hash);
	phrase->hash = hash;
	phrase->next = *newest;
	*newest = (int)i;
}

static void grow_tables(struct phrases *phrases)
{
	size_t size = phrases->table_size ? 2 * phrases->table_size : 64;

	phrases->table_size = size;
	phrases->newest = region_grow(phrases->newest, size * sizeof *phrases->newest);
	phrases->lengths = region_grow(phrases->lengths, PHRASE_SPARSE * size);
	memset(phrases->newest, -1, size * sizeof *phrases->newest);
	memset(phrases->lengths, 0, PHRASE_SPARSE * size);
	for (size_t i = 0; i < phrases->count; i++)
		put_phrase(phrases, i);
}

void phrases_add(struct phrases *phrases, const struct phrase *phrase)
{
	REGION_GROW(phrases->list, phrases->count, phrases->room);
	phrases->list[phrases->count++] = *phrase;
	if (2 * phrases->count > phrases->table_size)
		grow_tables(phrases);
	else
		put_phrase(phrases, phrases->count - 1);
}

void phrases_free(struct phrases *phrases)
{
	region_release(phrases->list);
	region_release(phrases->newest);
	region_release(phrases->lengths);
	*phrases = (struct phrases){0};
}

/* Words of a text as names are compared, or as expressions are. */
struct reading {
	const struct stemmed_words *text;
	size_t at;
	bool name;
};

static const char *word_of(const struct reading *reading, size_t k)
{
	return reading->name ? reading->text->words.list[reading->at + k].text
			     : reading->text->stems[reading->at + k];
}

static uint32_t hash_of(const struct reading *reading, size_t k)
{
	return reading->name ? reading->text->words.list[reading->at + k].hash
			     : reading->text->stem_hashes[reading->at + k];
}

static bool is_here(const struct phrase *phrase, const struct reading *reading, uint32_t hash,
	size_t length)
{
	if (phrase->hash != hash || phrase->name != reading->name || phrase->count != length)
		return false;
	for (size_t k = 0; k < length; k++)
		if (strcmp(word_of(reading, k), phrase->words[k]) != 0)
			return false;
	return true;
}

/* The newest phrase of so many words, whose first two have that hash; NULL if there is none. */
static const struct phrase *find_long(
	const struct phrases *phrases, const struct reading *reading, uint32_t hash, size_t length)
{
	for (size_t k = 2; k < length; k++)
		hash = extend_hash(hash, hash_of(reading, k));
	int i = *newest_of(phrases, hash);
	while (i >= 0 && !is_here(&phrases->list[i], reading, hash, length))
		i = phrases->list[i].next;
	return i < 0 ? NULL : &phrases->list[i];
}

size_t phrases_find(const struct phrases *phrases, const struct stemmed_words *text, size_t at,
	size_t end, int *term_id)
{
	struct reading reading = {text, at, true};
	size_t best = 0, most = end - at < PHRASE_WORDS ? end - at : PHRASE_WORDS;

	for (int name = 1; name >= 0 && phrases->count > 0 && most > 1; name--) {
		reading.name = name;
		uint32_t hash = extend_hash(hash_of(&reading, 0), hash_of(&reading, 1));
		unsigned lengths = *lengths_of(phrases, hash);

		for (size_t length = most; lengths && length > 1 && length > best; length--) {
			const struct phrase *phrase =
				lengths >> (length - 1) & 1
					? find_long(phrases, &reading, hash, length)
					: NULL;

			if (!phrase)
				continue;
			best = length;
			*term_id = phrase->term_id;
		}
	}
	return best;
}
