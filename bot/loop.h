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

	/* Called in every turn, before the networks; returns the milliseconds after which to call
	 * it again at the latest, -1 for never. May be NULL. */
	int64_t (*tick)(struct bot *bot, struct timestamp now);

	/*
	 * SIGHUP or loop_reload(): reads the configuration again and returns it, or NULL to keep
	 * the current one, after reporting the error. New networks are then started, removed ones
	 * quit, those whose connection settings changed quit and reconnect, the others stay
	 * connected. May be NULL: SIGHUP is then only logged.
	 */
	const struct config *(*reload)(struct bot *bot, struct timestamp now);

	/* The configuration was replaced and nothing borrows from it any more. */
	void (*release)(struct bot *bot, const struct config *config);

	/* Descriptors besides the networks' that end the wait for the next turn: fills fds, with
	 * room for LOOP_WATCH_MAX, and returns how many. May be NULL. */
	size_t (*watch)(struct bot *bot, struct pollfd *fds);

	/* After each wait, with what is ready of those. Set where watch is. */
	void (*ready)(struct bot *bot, const struct pollfd *fds, size_t count,
		struct timestamp now);

	/* The network is about to be freed. */
	void (*gone)(struct bot *bot, const char *network);
};

/* The time now. */
struct timestamp loop_now(void);

/*
 * Serves all networks of the configuration until SIGTERM or SIGINT, then quits them (3 s at most; a
 * second signal ends at once). Ignores SIGPIPE from here on. Returns an exit status: 0 after a
 * signal, 2 if it cannot start (no network, an invalid one, libircclient not as expected), with the
 * error logged. config and hooks are borrowed.
 */
int loop_run(const struct config *config, const struct loop_hooks *hooks);

/* As SIGHUP: the loop reloads the configuration after the current turn. Needs the reload hook. */
void loop_reload(void);

#endif
