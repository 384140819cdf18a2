#ifndef TONLE_LOOP_H
#define TONLE_LOOP_H

#include "base/timestamp.h"
#include "config/config.h"
#include "net/network.h"

#include <poll.h>
#include <stddef.h>
#include <stdint.h>

enum { LOOP_WATCH_MAX = 8 };

/* One poll() for all networks, timers and signals. */
struct loop_hooks {
	struct bot *bot;       /* passed to each hook */
	network_handler *hear; /* every event of every network */

	/* Called in every turn, before the networks. Returns the milliseconds until it must be
	 * called again, -1 for never. May be NULL. */
	int64_t (*tick)(struct bot *bot, struct timestamp now);

	/*
	 * Called for SIGHUP or loop_reload(). Reads the configuration again and returns it, or
	 * reports the error and returns NULL to keep the current one. The loop then starts new
	 * networks, quits removed ones, and reconnects those whose connection settings changed; the
	 * others stay connected. May be NULL: SIGHUP is then only logged.
	 */
	const struct config *(*reload)(struct bot *bot, struct timestamp now);

	/* Called when a configuration was replaced and nothing borrows from it any more. */
	void (*release)(struct bot *bot, const struct config *config);

	/* Writes further descriptors to poll into fds, which has room for LOOP_WATCH_MAX, and
	 * returns their number. May be NULL. */
	size_t (*watch)(struct bot *bot, struct pollfd *fds);

	/* Called after each poll() with the results for those. Required if watch is set. */
	void (*ready)(
		struct bot *bot, const struct pollfd *fds, size_t count, struct timestamp now);

	/* Called before a network is freed. */
	void (*gone)(struct bot *bot, const char *network);
};

/* The time now. */
struct timestamp loop_now(void);

/*
 * Serves all networks of the configuration until SIGTERM or SIGINT, then quits them, which takes at
 * most 3 s (a second signal ends it at once). Ignores SIGPIPE from here on. Returns an exit status:
 * 0 after a signal; 2, with the error logged, if it cannot start (no network, an invalid one, an
 * unexpected libircclient). Borrows config and hooks.
 */
int loop_run(const struct config *config, const struct loop_hooks *hooks);

/* Like SIGHUP: the loop reloads the configuration after the current turn. Needs the reload hook. */
void loop_reload(void);

#endif
