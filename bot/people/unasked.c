#include "people/unasked.h"

#include <stdio.h>
#include <string.h>

/* What nicks are made of (RFC 2812 §2.3.1), and bytes of other alphabets. */
static bool is_of_nick(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= '}') || c == '-' || (c & 0x80);
}

bool unasked_names_somebody(const char *line, unasked_is_here *is_here, void *context)
{
	while (*line) {
		char nick[UNASKED_NAME];
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

bool unasked_may_tell(struct unasked *unasked, const char *network, const char *channel,
	const char *fact, struct moment now)
{
	struct unasked_spoken *free_one = &unasked->spoken[0];
	char place[UNASKED_PLACE];

	snprintf(place, sizeof place, "%s %s", network, channel);
	for (size_t i = 0; i < UNASKED_SPOKEN; i++) {
		struct unasked_spoken *it = &unasked->spoken[i];
		int64_t passed = now.ms - it->ms;

		if (strcmp(it->place, place) == 0 &&
			(passed < UNASKED_CHANNEL_MS ||
				(passed < UNASKED_FACT_MS && strcmp(it->fact, fact) == 0)))
			return false;
		if (*free_one->place && (!*it->place || it->ms < free_one->ms))
			free_one = it;
	}
	strcpy(free_one->place, place);
	snprintf(free_one->fact, sizeof free_one->fact, "%s", fact);
	free_one->ms = now.ms;
	return true;
}
