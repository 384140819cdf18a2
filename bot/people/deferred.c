#include "people/deferred.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

static void forget_deferred(struct deferred_line *line)
{
	if (line->used)
		event_release(&line->event);
	*line = (struct deferred_line){0};
}

void deferred_free(struct deferred *d)
{
	for (size_t i = 0; i < DEFERRED_MOST; i++)
		forget_deferred(&d->lines[i]);
	forget_deferred(&d->given);
}

/* The person's line, or NULL. */
static struct deferred_line *find_line(struct deferred *d, const char *nick, enum casemap map)
{
	for (size_t i = 0; i < DEFERRED_MOST; i++)
		if (d->lines[i].used && casemap_same(map, d->lines[i].event.nick, nick))
			return &d->lines[i];
	return NULL;
}

static struct deferred_line *find_free_line(struct deferred *d)
{
	for (size_t i = 0; i < DEFERRED_MOST; i++)
		if (!d->lines[i].used)
			return &d->lines[i];
	return NULL;
}

bool deferred_add(struct deferred *d, const struct event *e, enum casemap map, struct timestamp now,
	struct outbox *out)
{
	char whois[160];
	struct buf to = BUF(whois);
	struct deferred_line *line = find_line(d, e->nick, map) ? NULL : find_free_line(d);

	if (!line || !buf_add(&to, "WHOIS %s", e->nick) || !outbox_raw(out, URGENCY_REPLY, whois))
		return false;
	event_keep(&line->event, e);
	line->since_ms = now.ms;
	line->used = true;
	return true;
}

static const struct event *give_deferred(struct deferred *d, struct deferred_line *line)
{
	forget_deferred(&d->given);
	d->given = *line;
	*line = (struct deferred_line){0};
	d->given.event.account = d->given.account;
	return &d->given.event;
}

const struct event *deferred_handle(struct deferred *d, const struct event *e, enum casemap map)
{
	bool numeric = e->kind == EVENT_NUMERIC && e->count > 1;
	struct deferred_line *line = NULL;

	forget_deferred(&d->given);
	if (numeric || e->kind == EVENT_NICK || e->kind == EVENT_QUIT)
		line = find_line(d, numeric ? e->params[1] : e->nick, map);
	if (e->kind == EVENT_WELCOME)
		deferred_free(d);
	else if (line && (e->kind == EVENT_NICK || e->kind == EVENT_QUIT))
		forget_deferred(line);
	else if (line && e->numeric == 311 && e->count > 3)
		line->same = strcmp(e->params[2], line->event.user) == 0 &&
			     strcmp(e->params[3], line->event.host) == 0;
	else if (line && e->numeric == 330 && e->count > 2 &&
		 strlen(e->params[2]) < sizeof line->account)
		strcpy(line->account, e->params[2]);
	else if (line && e->numeric == 318 && line->same)
		return give_deferred(d, line);
	else if (line && e->numeric == 318)
		forget_deferred(line); /* gone, or another person by now */
	return NULL;
}

const struct event *deferred_expired(struct deferred *d, struct timestamp now, int64_t *wait)
{
	*wait = -1;
	for (size_t i = 0; i < DEFERRED_MOST; i++) {
		struct deferred_line *line = &d->lines[i];
		int64_t left = line->since_ms + DEFERRED_MS - now.ms;

		if (!line->used)
			continue;
		if (left <= 0) {
			*line->account = '\0'; /* WHOIS has not said whether that is all */
			return give_deferred(d, line);
		}
		*wait = timestamp_sooner(*wait, left);
	}
	return NULL;
}
