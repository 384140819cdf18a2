#include "talk/ambient.h"

#include <stdio.h>
#include <string.h>

/* Characters of nicks (RFC 2812 §2.3.1), and bytes of other alphabets. */
static bool is_nick_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= '}') || c == '-' || (c & 0x80);
}

bool ambient_mentions_nick(const char *line, ambient_is_here *is_here, void *context)
{
	while (*line) {
		char nick[AMBIENT_NAME];
		size_t length = 0;

		while (is_nick_char(line[length]))
			length++;
		if (length > 0 && length < sizeof nick) {
			memcpy(nick, line, length);
			nick[length] = '\0';
			if (is_here(context, nick))
				return true;
		}
		line += length ? length : 1;
	}
	return false;
}

/* True, and notes the fact as told, if it was not told there within fact_ms, nor any fact within
 * rival_ms. */
static bool count_told(struct ambient *ambient, const char *place, const char *fact,
	struct timestamp now, int64_t fact_ms, int64_t rival_ms)
{
	struct ambient_told *oldest = &ambient->told[0];

	for (size_t i = 0; i < AMBIENT_TOLD; i++) {
		struct ambient_told *it = &ambient->told[i];
		int64_t passed = now.ms - it->ms;

		if (strcmp(it->place, place) == 0 &&
			(passed < rival_ms || (passed < fact_ms && strncmp(it->fact, fact,
									   AMBIENT_NAME - 1) == 0)))
			return false;
		if (*oldest->place && (!*it->place || it->ms < oldest->ms))
			oldest = it;
	}
	strcpy(oldest->place, place);
	snprintf(oldest->fact, sizeof oldest->fact, "%s", fact);
	oldest->ms = now.ms;
	return true;
}

bool ambient_may_tell(struct ambient *ambient, const char *network, const char *channel,
	const char *fact, struct timestamp now)
{
	char place[AMBIENT_PLACE];

	snprintf(place, sizeof place, "%s %s", network, channel);
	return count_told(ambient, place, fact, now, AMBIENT_FACT_MS, AMBIENT_CHANNEL_MS);
}

bool ambient_was_told(struct ambient *ambient, const char *network, const char *channel,
	const char *fact, struct timestamp now, int64_t within_ms)
{
	char place[AMBIENT_PLACE];

	snprintf(place, sizeof place, "%s %s", network, channel);
	return !count_told(ambient, place, fact, now, within_ms, 0);
}
