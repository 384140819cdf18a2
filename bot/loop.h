#ifndef TONLE_LOOP_H
#define TONLE_LOOP_H

#include "base/config.h"
#include "base/moment.h"
#include "network.h"

#include <stdint.h>

/*
 * One poll() for all networks, timers and signals. With main, the only reader of the clocks.
 */
struct loop_hooks {
	struct bot *bot;     /* handed to each hook */
	network_heard *hear; /* every event of every network */

	/* Called at every turn, before the networks have theirs; returns the milliseconds after
	 * which it wants to be called again at the latest, -1 for never. May be NULL. */
	int64_t (*tick)(struct bot *bot, struct moment now);

	/* SIGHUP. May be NULL: then it is only logged. */
	void (*reload)(struct bot *bot, struct moment now);
};

/* The clocks, now. */
struct moment loop_now(void);

/*
 * Serves all networks of the configuration until SIGTERM or SIGINT, then QUITs them (3 s at most;
 * a second signal does not wait). SIGPIPE is ignored from here on. Returns an exit status: 0 after
 * a signal, 2 when it cannot start (no network configured, one not sound, libircclient not as
 * expected); the reason is logged. config and hooks are borrowed.
 */
int loop_run(const struct config *config, const struct loop_hooks *hooks);

#endif
