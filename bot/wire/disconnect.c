#include "wire/disconnect.h"

#include "wire/backoff.h"

#include <string.h>

enum { BANNED_MS = 1800 * 1000, KILLED_MS = 60 * 1000, YOU_ARE_BANNED = 465 };

static void add_reason(struct disconnect *d, int64_t demand_ms, const char *who, const char *text)
{
	if (demand_ms > d->demand_ms)
		d->demand_ms = demand_ms;
	struct error before = d->err;

	error_set(
		&d->err, "%.200s%s%s: %.300s", before.text, before.text[0] ? "; " : "", who, text);
}

bool disconnect_handle(
	struct disconnect *d, const struct line *line, const char *own_nick, enum casemap map)
{
	const char *text = line->count > 0 ? line->params[line->count - 1] : "";
	bool error = strcmp(line->command, "ERROR") == 0;

	if (error)
		add_reason(d, backoff_demanded_ms(text), "the server said", text);
	else if (line->numeric == YOU_ARE_BANNED)
		add_reason(d, BANNED_MS, "we are banned here (465)", text);
	else if (strcmp(line->command, "KILL") == 0 && line->count > 0 &&
		 casemap_same(map, line->params[0], own_nick))
		add_reason(d, KILLED_MS, "killed by an operator", text);
	return error;
}
