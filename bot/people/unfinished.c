#include "people/unfinished.h"

#include <stdio.h>
#include <string.h>

static void forget_unfinished(struct unfinished_line *line)
{
	if (line->used)
		event_release(&line->event);
	*line = (struct unfinished_line){0};
}

void unfinished_free(struct unfinished *u)
{
	for (size_t i = 0; i < UNFINISHED_MOST; i++)
		forget_unfinished(&u->lines[i]);
	forget_unfinished(&u->given);
}

bool unfinished_is_cut(const char *text)
{
	static const char *const ends[] = {".", "?", "!", "។", "？", "。", "؟", NULL};
	size_t length = strlen(text);

	for (size_t i = 0; length >= UNFINISHED_LONG && ends[i]; i++)
		if (strcmp(text + length - strlen(ends[i]), ends[i]) == 0)
			return false;
	return length >= UNFINISHED_LONG;
}

static bool is_too_old(const struct unfinished_line *line, struct timestamp now)
{
	return now.ms - line->since_ms >= (line->is_call ? UNFINISHED_CALL_MS : UNFINISHED_CUT_MS);
}

bool unfinished_add(struct unfinished *u, const struct event *e, bool is_call, struct timestamp now)
{
	for (size_t i = 0; i < UNFINISHED_MOST; i++) {
		struct unfinished_line *line = &u->lines[i];

		if (line->used && line->is_call && is_too_old(line, now))
			forget_unfinished(line);
		if (line->used)
			continue;
		if (strlen(e->text) >= UNFINISHED_TEXT)
			return false;
		event_keep(&line->event, e);
		snprintf(line->account, sizeof line->account, "%s", e->account);
		line->since_ms = now.ms;
		line->is_call = is_call;
		line->used = true;
		return true;
	}
	return false;
}

/* Moves the line to u->given and returns its event. */
static struct event *give_unfinished(struct unfinished *u, struct unfinished_line *line)
{
	forget_unfinished(&u->given);
	u->given = *line;
	*line = (struct unfinished_line){0};
	u->given.event.account = u->given.account;
	return &u->given.event;
}

const struct event *unfinished_join(
	struct unfinished *u, const struct event *e, enum casemap map, struct timestamp now)
{
	for (size_t i = 0; i < UNFINISHED_MOST; i++) {
		struct unfinished_line *line = &u->lines[i];

		if (!line->used || !casemap_same(map, line->event.nick, e->nick) ||
			!casemap_same(map, line->event.target, e->target))
			continue;
		if (line->is_call && is_too_old(line, now)) {
			forget_unfinished(line);
			return NULL;
		}
		snprintf(u->text, sizeof u->text, "%s %s", line->event.text, e->text);
		u->joins_call = line->is_call;
		forget_unfinished(line);
		u->joined = *e;
		u->joined.text = u->text;
		return &u->joined;
	}
	return NULL;
}

const struct event *unfinished_due(struct unfinished *u, struct timestamp now, int64_t *wait)
{
	*wait = -1;
	for (size_t i = 0; i < UNFINISHED_MOST; i++) {
		struct unfinished_line *line = &u->lines[i];

		if (!line->used || line->is_call)
			continue;
		if (is_too_old(line, now))
			return give_unfinished(u, line);
		*wait = timestamp_sooner(*wait, line->since_ms + UNFINISHED_CUT_MS - now.ms);
	}
	return NULL;
}
