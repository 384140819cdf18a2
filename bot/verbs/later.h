#ifndef TONLE_VERBS_LATER_H
#define TONLE_VERBS_LATER_H

#include "background.h"
#include "base/arena.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A verb whose work takes too long for the event loop. `work` runs in the background, with its own
 * connections (background.h); then `finish` writes the reply, which is sent to the asker. Without a
 * loop both run at once, and the verb returns the reply.
 *
 * Its lane is LANE_SHORT unless the verb sets another. A verb that needs more fields begins its own
 * struct with this one.
 */
struct later {
	struct job job;
	void (*work)(struct later *it);
	enum manner (*finish)(struct bot *bot, struct later *it, struct reply *out);
	void (*release)(struct later *it); /* frees what is not in the arena; may be NULL */
	struct asker asker;                /* a copy */
	const char *database;              /* path of the fact base */
	struct view view;                  /* which facts they may see */
	struct arena arena;
	bool good;        /* set by `work`: whether it succeeded, */
	struct error err; /* and if not, the reason */
};

/* A blank one of size bytes, for this asker. later_run() takes ownership. */
struct later *later_new(const struct bot *bot, const struct asker *asker, size_t size);

/* Starts it. Returns how to send what is in out, which is still empty if the work continues in the
 * background. `finish` may start another one and return its manner. */
enum manner later_run(struct bot *bot, struct later *it, struct reply *out);

#endif
