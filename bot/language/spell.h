#ifndef TONLE_LANGUAGE_SPELL_H
#define TONLE_LANGUAGE_SPELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The optimal string alignment distance of two words of at most 32 bytes: the number of edits,
 * where a swap of neighbours is one. Returns some number above `most` if the distance is greater,
 * or if a word is longer than 32 bytes. */
int spell_distance(const char *a, const char *b, int most);

/* How many edits a misspelt word of that length may have: none below 5 letters, where most edits
 * make another word; one below 9; else two. */
int spell_allowed(size_t length);

/* The words to which misspellings are corrected, each with a value, by first byte and length. Start
 * with {0}; the words are borrowed. */
enum { SPELL_LONGEST = 32, SPELL_FIRSTS = 64 };
struct spell_index {
	struct spell_bucket {
		struct spell_entry {
			const char *word;
			uint32_t letters; /* the set of its bytes, modulo 32 */
			int value;
		} * entries;
		unsigned count, room;
	} buckets[SPELL_FIRSTS][SPELL_LONGEST + 1];
};

void spell_add(struct spell_index *index, const char *word, int value);
void spell_free(struct spell_index *index);

/* The word nearest to a misspelt one. Start with {.value = -1, .distance = allowed edits}. */
struct spell_guess {
	int value; /* -1: no word is near enough */
	int distance;
	bool tie; /* a word with another value is as near */
};

/* Improves the guess with the words of the index that have the same first byte, which is seldom
 * mistyped. */
void spell_guess(const struct spell_index *index, const char *word, struct spell_guess *guess);

/* Calls `each` with every word of the index that has the same first byte and is at most so many
 * edits away, and with its value. `each` returns how many edits later words may be away. */
void spell_each(const struct spell_index *index, const char *word, int most,
	int (*each)(void *context, const char *other, int value, int distance), void *context);

#endif
