#include "talk/ambient.h"

#include <stdio.h>
#include <string.h>

/* Characters of nicks (RFC 2812 §2.3.1), and bytes of other alphabets. */
static bool is_nick_char(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= '}') || c == '-' || (c & 0x80);
}

bool ambient_names_somebody(const char *line, ambient_is_here *is_here, void *context)
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

bool ambient_may_tell(struct ambient *ambient, const char *network, const char *channel,
	const char *fact, struct timestamp now)
{
	struct ambient_told *oldest = &ambient->told[0];
	char place[AMBIENT_PLACE];

	snprintf(place, sizeof place, "%s %s", network, channel);
	for (size_t i = 0; i < AMBIENT_TOLD; i++) {
		struct ambient_told *it = &ambient->told[i];
		int64_t passed = now.ms - it->ms;

		if (strcmp(it->place, place) == 0 &&
			(passed < AMBIENT_CHANNEL_MS ||
				(passed < AMBIENT_FACT_MS && strcmp(it->fact, fact) == 0)))
			return false;
		if (*oldest->place && (!*it->place || it->ms < oldest->ms))
			oldest = it;
	}
	strcpy(oldest->place, place);
	snprintf(oldest->fact, sizeof oldest->fact, "%s", fact);
	oldest->ms = now.ms;
	return true;
}
