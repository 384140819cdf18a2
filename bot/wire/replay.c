#include "wire/replay.h"

#include <string.h>

static const char *const history_types[] = {"chathistory", "draft/chathistory", "znc.in/playback"};

static bool is_history_type(const char *type)
{
	for (size_t i = 0; i < sizeof history_types / sizeof *history_types; i++)
		if (strcmp(type, history_types[i]) == 0)
			return true;
	return false;
}

static size_t find(const struct replay *replay, const char *reference)
{
	size_t i = 0;

	while (i < replay->count && strcmp(replay->open[i], reference) != 0)
		i++;
	return i;
}

static void close_at(struct replay *replay, size_t at)
{
	memmove(replay->open[at], replay->open[at + 1],
		(replay->count - at - 1) * sizeof *replay->open);
	replay->count--;
}

static void open_batch(struct replay *replay, const char *reference)
{
	if (strlen(reference) >= REPLAY_REFERENCE || find(replay, reference) < replay->count)
		return;
	if (replay->count == REPLAY_BATCHES)
		close_at(replay, 0);
	strcpy(replay->open[replay->count++], reference);
}

bool replay_mark(struct replay *replay, const struct line *line)
{
	char reference[REPLAY_REFERENCE];
	bool inside = line_tag(line, "batch", reference, sizeof reference) &&
		      find(replay, reference) < replay->count;

	if (strcmp(line->command, "BATCH") != 0 || line->count == 0)
		return inside;
	const char *name = line->params[0];

	if (name[0] == '+' && (inside || (line->count > 1 && is_history_type(line->params[1]))))
		open_batch(replay, name + 1);
	if (name[0] == '-') {
		size_t at = find(replay, name + 1);

		if (at < replay->count)
			close_at(replay, at);
	}
	return inside;
}
