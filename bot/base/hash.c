#include "base/hash.h"

#include <string.h>

uint32_t hash_bytes(uint32_t hash, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * UINT32_C(16777619);
	return hash;
}

uint32_t hash_text(const char *text)
{
	return hash_bytes(HASH_EMPTY, text, strlen(text));
}

enum { LANES = 8 };

static inline void hash_lanes(uint64_t sums[LANES], const uint64_t words[LANES])
{
	for (int i = 0; i < LANES; i++) {
		uint64_t sum = sums[i] ^ words[i];

		sums[i] = (sum << 29 | sum >> 35) * UINT64_C(0x9e3779b97f4a7c15);
	}
}

/* Eight independent sums, so that the processor can compute them in parallel. Each step is
 * invertible for a given word, so one changed word always changes its sum. Whole blocks are copied
 * with a constant size, which costs no call. */
uint64_t hash_block(const void *bytes, size_t length)
{
	uint64_t sums[LANES] = {1, 2, 3, 4, 5, 6, 7, 8}, words[LANES], hash = length;
	const unsigned char *at = bytes;

	for (; length >= sizeof words; length -= sizeof words, at += sizeof words) {
		memcpy(words, at, sizeof words);
		hash_lanes(sums, words);
	}
	if (length > 0) {
		memset(words, 0, sizeof words);
		memcpy(words, at, length);
		hash_lanes(sums, words);
	}
	for (int i = 0; i < LANES; i++) {
		hash += sums[i];
		hash = hash_next_random(&hash);
	}
	return hash;
}

uint64_t hash_next_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}
