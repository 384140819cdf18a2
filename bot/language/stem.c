#include "language/stem.h"

#include "base/hash.h"
#include "base/region.h"

#include <libstemmer.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE_SLOTS = 16384, CACHE_WORD = 24 };

struct stemmer {
	struct sb_stemmer *snowball; /* NULL until a word is not in the cache */
	struct {
		char word[CACHE_WORD], stem[CACHE_WORD];
	} cache[CACHE_SLOTS]; /* by the word's hash; a newer word replaces an older one */
};

struct stemmer *stem_new(void)
{
	return region_alloc(sizeof(struct stemmer));
}

void stem_free(struct stemmer *stemmer)
{
	if (!stemmer)
		return;
	stem_pack(stemmer);
	region_release(stemmer);
}

void stem_pack(struct stemmer *stemmer)
{
	sb_stemmer_delete(stemmer->snowball);
	stemmer->snowball = NULL;
}

/* hash: of the word */
static void stem_word(
	struct stemmer *stemmer, const char *word, uint32_t hash, char stem[WORD_SIZE])
{
	size_t length = strlen(word), slot = (hash ^ hash >> 16) % CACHE_SLOTS;

	if (length < CACHE_WORD && strcmp(stemmer->cache[slot].word, word) == 0) {
		strcpy(stem, stemmer->cache[slot].stem);
		return;
	}
	if (!stemmer->snowball)
		stemmer->snowball = sb_stemmer_new("english", NULL);
	const sb_symbol *found =
		sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word, (int)length);
	snprintf(stem, WORD_SIZE, "%s", (const char *)found);
	if (length < CACHE_WORD && strlen(stem) < CACHE_WORD && *word) {
		strcpy(stemmer->cache[slot].word, word);
		strcpy(stemmer->cache[slot].stem, stem);
	}
}

void stem_words(struct stemmer *stemmer, struct stemmed_words *text)
{
	for (size_t i = 0; i < text->words.count; i++) {
		const struct word *word = &text->words.list[i];

		stem_word(stemmer, word->text, word->hash, text->stems[i]);
		text->stem_hashes[i] = hash_text(text->stems[i]);
	}
}
