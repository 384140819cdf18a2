#include "talk/ambient.h"

#include <stdio.h>
#include <string.h>

/* What nicks are made of (RFC 2812 §2.3.1), and bytes of other alphabets. */
static bool is_of_nick(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= '}') || c == '-' || (c & 0x80);
}

bool ambient_names_somebody(const char *line, ambient_is_here *is_here, void *context)
{
	while (*line) {
		char nick[AMBIENT_NAME];
		size_t length = 0;

		while (is_of_nick(line[length]))
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

bool ambient_may_tell(struct ambient *ambient, const char *network, const char *channel,
	const char *fact, struct timestamp now)
{
	struct ambient_spoken *free_one = &ambient->spoken[0];
	char place[AMBIENT_PLACE];

	snprintf(place, sizeof place, "%s %s", network, channel);
	for (size_t i = 0; i < AMBIENT_SPOKEN; i++) {
		struct ambient_spoken *it = &ambient->spoken[i];
		int64_t passed = now.ms - it->ms;

		if (strcmp(it->place, place) == 0 &&
			(passed < AMBIENT_CHANNEL_MS ||
				(passed < AMBIENT_FACT_MS && strcmp(it->fact, fact) == 0)))
			return false;
		if (*free_one->place && (!*it->place || it->ms < free_one->ms))
			free_one = it;
	}
	strcpy(free_one->place, place);
	snprintf(free_one->fact, sizeof free_one->fact, "%s", fact);
	free_one->ms = now.ms;
	return true;
}
