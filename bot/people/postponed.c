#include "people/postponed.h"

#include <stdio.h>
#include <string.h>

void postponed_free(struct postponed *p)
{
	for (size_t i = 0; i < p->count; i++)
		event_release(&p->lines[i].event);
	event_release(&p->given.event);
	*p = (struct postponed){0};
}

bool postponed_add(
	struct postponed *p, const struct event *e, const char *account, struct timestamp now)
{
	if (p->count == POSTPONED_MOST)
		return false;
	struct postponed_line *line = &p->lines[p->count++];

	event_keep(&line->event, e);
	snprintf(line->account, sizeof line->account, "%s", account);
	line->since_ms = now.ms;
	return true;
}

bool postponed_has(const struct postponed *p, const char *nick, enum casemap map)
{
	for (size_t i = 0; i < p->count; i++)
		if (casemap_same(map, p->lines[i].event.nick, nick))
			return true;
	return false;
}

const struct event *postponed_due(
	struct postponed *p, bool locked, struct timestamp now, int64_t *wait)
{
	*wait = -1;
	if (p->count == 0)
		return NULL;
	if (locked && now.ms - p->lines[0].since_ms < POSTPONED_MS) {
		*wait = POSTPONED_LOOK_MS;
		return NULL;
	}
	event_release(&p->given.event);
	p->given = p->lines[0];
	p->given.event.account = p->given.account;
	p->count--;
	memmove(p->lines, p->lines + 1, p->count * sizeof *p->lines);
	return &p->given.event;
}
