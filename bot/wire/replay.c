#include "wire/replay.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const history_types[] = {"chathistory", "draft/chathistory", "znc.in/playback"};

static bool is_history_type(const char *type)
{
	for (size_t i = 0; i < sizeof history_types / sizeof *history_types; i++)
		if (strcmp(type, history_types[i]) == 0)
			return true;
	return false;
}

static size_t find_batch(const struct replay *replay, const char *reference)
{
	size_t i = 0;

	while (i < replay->count && strcmp(replay->open[i], reference) != 0)
		i++;
	return i;
}

static void close_replay(struct replay *replay, size_t at)
{
	memmove(replay->open[at], replay->open[at + 1],
		(replay->count - at - 1) * sizeof *replay->open);
	replay->count--;
}

static void open_replay(struct replay *replay, const char *reference)
{
	if (strlen(reference) >= REPLAY_REFERENCE || find_batch(replay, reference) < replay->count)
		return;
	if (replay->count == REPLAY_BATCHES)
		close_replay(replay, 0);
	strcpy(replay->open[replay->count++], reference);
}

/* Reads the line's server-time (ircv3.net/specs/extensions/server-time: ISO 8601, UTC). */
static bool time_of(const struct line *line, int64_t *unix_time)
{
	char text[32];
	struct tm tm = {0};
	int end = 0;

	if (!line_tag(line, "time", text, sizeof text) ||
		sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d%n", &tm.tm_year, &tm.tm_mon, &tm.tm_mday,
			&tm.tm_hour, &tm.tm_min, &tm.tm_sec, &end) != 6 ||
		(text[end] != '.' && text[end] != 'Z'))
		return false;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	*unix_time = timegm(&tm);
	return true;
}

/* Whether the line is an old message. */
static bool is_old(struct replay *replay, const struct line *line, bool joins, struct timestamp now)
{
	struct server_clock *clock = &replay->clock;
	bool is_message = strcmp(line->command, "PRIVMSG") == 0 ||
			  strcmp(line->command, "NOTICE") == 0 ||
			  strcmp(line->command, "TAGMSG") == 0;
	bool expected = now.ms < replay->history_until_ms;
	int64_t said, age;

	if (line->numeric == 1 || joins)
		replay->history_until_ms = now.ms + REPLAY_AFTER_JOIN_MS;
	if (!time_of(line, &said))
		return false;
	if (line->numeric == 1 || strcmp(line->command, "PONG") == 0 ||
		(!clock->known && !is_message))
		server_clock_set(clock, said, now.ms);
	else if (!clock->known)
		server_clock_set(clock, now.unix, now.ms); /* ours will have to do */
	age = is_message && expected ? server_clock_age(clock, said, now.ms)
				     : server_clock_handle(clock, said, now.ms);
	if (!is_message || age <= (expected ? REPLAY_OLD_S : SERVER_CLOCK_FAR_S))
		return false;
	replay->old++;
	replay->age_s = age;
	replay->doubtful = !expected;
	return true;
}

bool replay_mark(struct replay *replay, const struct line *line, bool joins, struct timestamp now)
{
	char reference[REPLAY_REFERENCE];
	bool inside = line_tag(line, "batch", reference, sizeof reference) &&
		      find_batch(replay, reference) < replay->count;

	replay->doubtful = false;
	if (!inside)
		inside = is_old(replay, line, joins, now);

	if (strcmp(line->command, "BATCH") != 0 || line->count == 0)
		return inside;
	const char *name = line->params[0];

	if (name[0] == '+' && (inside || (line->count > 1 && is_history_type(line->params[1]))))
		open_replay(replay, name + 1);
	if (name[0] == '-') {
		size_t at = find_batch(replay, name + 1);

		if (at < replay->count)
			close_replay(replay, at);
	}
	return inside;
}
