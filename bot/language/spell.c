#include "language/spell.h"

#include "base/region.h"

#include <stdlib.h>
#include <string.h>

int spell_distance(const char *a, const char *b, int most)
{
	size_t n = strlen(a), m = strlen(b);
	int rows[3][SPELL_LONGEST + 1];

	if (n > SPELL_LONGEST || m > SPELL_LONGEST || n > m + (size_t)most || m > n + (size_t)most)
		return most + 1;
	for (size_t j = 0; j <= m; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= n; i++) {
		int *row = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];
		int least = row[0] = (int)i;

		for (size_t j = 1; j <= m; j++) {
			int best = above[j - 1] + (a[i - 1] != b[j - 1]);

			if (above[j] + 1 < best)
				best = above[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
				higher[j - 2] + 1 < best)
				best = higher[j - 2] + 1;
			row[j] = best;
			if (best < least)
				least = best;
		}
		if (least > most)
			return most + 1;
	}
	return rows[n % 3][m];
}

int spell_allowed(size_t length)
{
	return length < 5 ? 0 : length < 9 ? 1 : 2;
}

static uint32_t letters_of(const char *word)
{
	uint32_t letters = 0;

	for (; *word; word++)
		letters |= UINT32_C(1) << ((unsigned char)*word & 31);
	return letters;
}

void spell_add(struct spell_index *index, const char *word, int value)
{
	size_t length = strlen(word);

	if (length == 0 || length > SPELL_LONGEST)
		return;
	struct spell_bucket *bucket = &index->buckets[(unsigned char)*word % SPELL_FIRSTS][length];

	REGION_GROW(bucket->entries, bucket->count, bucket->room);
	bucket->entries[bucket->count++] =
		(struct spell_entry){.word = word, .letters = letters_of(word), .value = value};
}

void spell_free(struct spell_index *index)
{
	for (size_t first = 0; first < SPELL_FIRSTS; first++)
		for (size_t length = 0; length <= SPELL_LONGEST; length++)
			region_release(index->buckets[first][length].entries);
	memset(index, 0, sizeof *index);
}

static bool has_more_bits(uint32_t bits, int than)
{
	for (; bits && than > 0; than--)
		bits &= bits - 1;
	return bits != 0;
}

void spell_each(const struct spell_index *index, const char *word, int most,
	int (*each)(void *context, const char *other, int value, int distance), void *context)
{
	size_t length = strlen(word), span = (size_t)most;
	uint32_t letters = letters_of(word);

	for (size_t other = length > span ? length - span : 1;
		other <= length + span && other <= SPELL_LONGEST; other++) {
		const struct spell_bucket *bucket =
			&index->buckets[(unsigned char)*word % SPELL_FIRSTS][other];

		for (unsigned i = 0; i < bucket->count; i++) {
			const struct spell_entry *entry = &bucket->entries[i];

			/* an edit changes at most two letters of the set */
			if (*entry->word != *word ||
				has_more_bits(letters ^ entry->letters, 2 * most))
				continue;
			int distance = spell_distance(word, entry->word, most);
			if (distance <= most)
				most = each(context, entry->word, entry->value, distance);
		}
	}
}

static int improve_guess(void *context, const char *other, int value, int distance)
{
	struct spell_guess *guess = context;

	(void)other;
	if (distance == guess->distance && guess->value >= 0)
		guess->tie |= guess->value != value;
	else
		*guess = (struct spell_guess){.value = value, .distance = distance};
	return guess->distance;
}

void spell_guess(const struct spell_index *index, const char *word, struct spell_guess *guess)
{
	spell_each(index, word, guess->distance, improve_guess, guess);
}
