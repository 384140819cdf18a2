#ifndef TONLE_VERBS_LATER_H
#define TONLE_VERBS_LATER_H

#include "background.h"
#include "base/arena.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A verb whose work takes longer than the loop may stand still: `work` runs in the background, with
 * connections of its own (background.h), then `finish` composes the reply, which is sent to whoever
 * asked. Where no loop is served both run at once, and the reply is the verb's.
 *
 * A verb with more to hold begins its own struct with this one.
 */
struct later {
	struct job job;
	void (*work)(struct later *it);
	enum manner (*finish)(struct bot *bot, struct later *it, struct reply *out);
	void (*release)(struct later *it); /* frees what is not in the arena; may be NULL */
	struct asker asker;                /* a copy */
	const char *database;              /* path of the fact base */
	struct view view;                  /* from where they look at it */
	struct arena arena;
	bool good;        /* set by `work`: whether it went well, */
	struct error err; /* and if not, the reason */
};

/* A blank one of size bytes, for this asker. later_run() takes it over. */
struct later *later_new(const struct bot *bot, const struct asker *asker, size_t size);

/* Starts it. Returns how to send what is in out: nothing yet, where it goes on in the background.
 * `finish` may start another one and return its manner. */
enum manner later_run(struct bot *bot, struct later *it, struct reply *out);

#endif
