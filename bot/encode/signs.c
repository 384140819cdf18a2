#include "encode/signs.h"

#include <string.h>

void signs_of(const int8_t n[ENCODER_SIZE], uint64_t signs[SIGNS_WORDS])
{
	memset(signs, 0, SIGNS_WORDS * sizeof *signs);
	for (size_t i = 0; i < ENCODER_SIZE; i++)
		signs[i / 64] |= (uint64_t)(n[i] < 0) << i % 64;
}

static inline __attribute__((always_inline)) void compare(
	const uint64_t *query, const uint64_t *signs, size_t count, uint16_t *differences)
{
	for (size_t v = 0; v < count; v++) {
		int sum = 0;

		for (size_t i = 0; i < SIGNS_WORDS; i++)
			sum += __builtin_popcountll(query[i] ^ signs[v * SIGNS_WORDS + i]);
		differences[v] = (uint16_t)sum;
	}
}

#ifdef __x86_64__

/* Every x86-64 processor since 2008 has the instruction, but compilers may not assume it. */
__attribute__((target("popcnt"))) static void compare_popcnt(
	const uint64_t *query, const uint64_t *signs, size_t count, uint16_t *differences)
{
	compare(query, signs, count, differences);
}

#endif

void signs_compare(const uint64_t query[SIGNS_WORDS], const uint64_t *signs, size_t count,
	uint16_t *differences)
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("popcnt")) {
		compare_popcnt(query, signs, count, differences);
		return;
	}
#endif
	compare(query, signs, count, differences);
}

size_t signs_fewest(const uint16_t *differences, size_t count, int *places, size_t most)
{
	size_t with[ENCODER_SIZE + 1] = {0}; /* places with so many differences */
	size_t limit = 0, below = 0, found = 0;

	for (size_t i = 0; i < count; i++)
		if (differences[i] <= ENCODER_SIZE)
			with[differences[i]]++;
	while (limit < ENCODER_SIZE && below + with[limit] < most)
		below += with[limit++];
	size_t at_limit = most - below; /* room for those with so many differences */

	for (size_t i = 0; i < count && found < most; i++) {
		if (differences[i] > limit || (differences[i] == limit && at_limit == 0))
			continue;
		at_limit -= differences[i] == limit;
		places[found++] = (int)i;
	}
	return found;
}
