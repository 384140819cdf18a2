#include "people/unasked.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static void make_place(char *place, const char *network, const char *channel)
{
	snprintf(place, UNASKED_PLACE, "%s %s", network, channel);
}

void unasked_heard(struct unasked *unasked, const char *network, const char *channel,
	const char *nick, struct moment now)
{
	struct unasked_heard *it = &unasked->heard[0];
	char place[UNASKED_PLACE];

	make_place(place, network, channel);
	for (size_t i = 0; i < UNASKED_HEARD; i++) {
		struct unasked_heard *one = &unasked->heard[i];

		if (strcmp(one->place, place) == 0 && strcasecmp(one->nick, nick) == 0) {
			it = one;
			break;
		}
		if (*it->place && (!*one->place || one->ms < it->ms))
			it = one; /* a free one or the oldest */
	}
	strcpy(it->place, place);
	snprintf(it->nick, sizeof it->nick, "%s", nick);
	it->ms = now.ms;
}

/* What nicks are made of (RFC 2812 §2.3.1), and bytes of other alphabets. */
static bool is_of_nick(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= '}') || c == '-' || (c & 0x80);
}

/* Whether the word of that length in the line is the nick. */
static bool holds_word(const char *line, const char *nick)
{
	size_t length = strlen(nick);

	for (const char *at = line; *at;) {
		size_t word = 0;

		while (is_of_nick(at[word]))
			word++;
		if (word == length && strncasecmp(at, nick, length) == 0)
			return true;
		at += word ? word : 1;
	}
	return false;
}

bool unasked_names_somebody(const struct unasked *unasked, const char *network,
	const char *channel, const char *line, const char *speaker, struct moment now)
{
	char place[UNASKED_PLACE];

	make_place(place, network, channel);
	for (size_t i = 0; i < UNASKED_HEARD; i++) {
		const struct unasked_heard *it = &unasked->heard[i];

		if (*it->place && now.ms - it->ms <= UNASKED_HEARD_MS &&
			strcmp(it->place, place) == 0 && strcasecmp(it->nick, speaker) != 0 &&
			holds_word(line, it->nick))
			return true;
	}
	return false;
}

bool unasked_may_tell(struct unasked *unasked, const char *network, const char *channel,
	const char *fact, struct moment now)
{
	struct unasked_spoken *free_one = &unasked->spoken[0];
	char place[UNASKED_PLACE];

	make_place(place, network, channel);
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
