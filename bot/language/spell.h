#ifndef TONLE_LANGUAGE_SPELL_H
#define TONLE_LANGUAGE_SPELL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The optimal string alignment distance of two words of at most 32 bytes: edits, a swap of
 * neighbours counting as one. Gives more than `most` if it is more, or if a word is longer. */
int spell_distance(const char *a, const char *b, int most);

/* How many edits a misspelt word of that length may have: none below 5 letters, where most edits
 * make another word, one below 9, else two. */
int spell_allowed(size_t length);

/* Words to correct misspellings to, each with a value, by first byte and length. Starts as {0}; the
 * words are borrowed. */
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

/* The word nearest to a misspelt one; starts as {.value = -1, .distance = most edits allowed}. */
struct spell_guess {
	int value; /* -1: none is near enough */
	int distance;
	bool tie; /* a word of another value is as near */
};

/* Improves the guess by the index's words with the same first byte: that one is seldom mistyped. */
void spell_guess(const struct spell_index *index, const char *word, struct spell_guess *guess);

#endif
