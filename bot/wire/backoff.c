#include "wire/backoff.h"

#include <stddef.h>
#include <string.h>

uint32_t backoff_random(uint32_t *seed)
{
	uint32_t x = *seed ? *seed : 0x746f6e6c; /* 0 is a fixed point */

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return *seed = x;
}

int64_t backoff_next(struct backoff *b, uint32_t *seed)
{
	int64_t wait = b->next_ms > 0 ? b->next_ms : b->least_ms;

	b->next_ms = wait * 2 < b->most_ms ? wait * 2 : b->most_ms;
	return wait + (int64_t)(backoff_random(seed) % (uint32_t)(wait / 4 + 1));
}

void backoff_reset(struct backoff *b)
{
	b->next_ms = 0;
}

int64_t backoff_demanded_ms(const char *error)
{
	/* Wording of ircd-hybrid and relatives, InspIRCd, UnrealIRCd, ngIRCd, Solanum. */
	static const struct {
		const char *word;
		int64_t seconds;
	} demands[] = {
		{"banned", 1800},
		{"k-line", 1800},
		{"g-line", 1800},
		{"z-line", 1800},
		{"d-line", 1800},
		{"gline", 1800},
		{"kline", 1800},
		{"akill", 1800},
		{"throttl", 120},
		{"too fast", 120},
		{"too many", 120},
		{"excess flood", 120},
		{"sendq", 120},
		{"killed", 60},
	};

	for (size_t i = 0; i < sizeof demands / sizeof *demands; i++)
		if (strcasestr(error, demands[i].word))
			return demands[i].seconds * 1000;
	return 0;
}
