#include "loop.h"

#include "base/arena.h"
#include "base/log.h"
#include "wire/session.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

enum { NEVER = -1, EXIT_CANNOT = 2 };

struct loop {
	const struct loop_hooks *hooks;
	const struct config *config;
	struct served {
		struct network *network;
		const struct config *origin; /* the configuration that it borrows from */
		bool quitting;               /* to be freed when it is IDLE */
	} * list;
	size_t count, room;
	struct pollfd *fds; /* the signals, then the networks */
	int signals;
	unsigned asked_to_end;         /* SIGTERM and SIGINT received */
	const struct config **retired; /* replaced, perhaps still borrowed */
	size_t retired_count, retired_room;
};

static bool reload_requested; /* static, since signals are per process */

void loop_reload(void)
{
	reload_requested = true;
}

struct timestamp loop_now(void)
{
	struct timespec monotonic, real;

	clock_gettime(CLOCK_MONOTONIC, &monotonic);
	clock_gettime(CLOCK_REALTIME, &real);
	return (struct timestamp){
		.ms = (int64_t)monotonic.tv_sec * 1000 + monotonic.tv_nsec / 1000000,
		.unix = real.tv_sec,
	};
}

/* For jitter, not for secrets. */
static uint32_t random_seed(void)
{
	uint32_t seed = 0;

	if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed)
		seed = (uint32_t)getpid();
	return seed;
}

/* --- signals ---------------------------------------------------------------------------------- */

static sigset_t our_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGHUP);
	return set;
}

/* Makes signals readable from l->signals; sets *before to the mask to restore. */
static bool open_signals(struct loop *l, sigset_t *before)
{
	sigset_t set = our_signals();

	signal(SIGPIPE, SIG_IGN); /* libircclient sends without MSG_NOSIGNAL, OpenSSL writes */
	sigprocmask(SIG_BLOCK, &set, before);
	l->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (l->signals < 0)
		log_error("loop", "no signalfd: %s", strerror(errno));
	return l->signals >= 0;
}

static void quit_networks(struct loop *l, struct timestamp now)
{
	for (size_t i = 0; i < l->count; i++)
		network_quit(l->list[i].network, "shutting down", now);
}

static void act_on_signals(struct loop *l, struct timestamp now)
{
	struct signalfd_siginfo info;

	while (read(l->signals, &info, sizeof info) == sizeof info) {
		if (info.ssi_signo != SIGHUP) {
			log_info("loop", "shutting down (signal %u)", info.ssi_signo);
			if (l->asked_to_end++ == 0)
				quit_networks(l, now);
		} else if (l->hooks->reload) {
			loop_reload();
		} else {
			log_info("loop", "SIGHUP: nothing to reload");
		}
	}
}

/* --- turns ------------------------------------------------------------------------------------ */

/* Runs the tick, then every network's turn, which sends what the tick has queued. Returns the
 * milliseconds until the next timer. */
static int64_t turn(struct loop *l)
{
	log_tick(loop_now().ms);
	int64_t wait = l->hooks->tick ? l->hooks->tick(l->hooks->bot, loop_now()) : NEVER;

	for (size_t i = 0; i < l->count; i++)
		wait = timestamp_sooner(wait, network_turn(l->list[i].network, loop_now()));
	return wait;
}

/* Waits, then handles the signals and watched descriptors that are ready. The next turn handles the
 * networks. */
static void wait_for(struct loop *l, int64_t wait)
{
	enum { MOST_MS = 60 * 1000 };
	size_t count = 0, watched;

	l->fds[count++] = (struct pollfd){.fd = l->signals, .events = POLLIN};
	for (size_t i = 0; i < l->count; i++)
		count += network_poll(l->list[i].network, l->fds + count);
	watched = l->hooks->watch ? l->hooks->watch(l->hooks->bot, l->fds + count) : 0;
	if (wait < 0 || wait > MOST_MS)
		wait = MOST_MS;
	if (reload_requested)
		wait = 0;
	poll(l->fds, count + watched, (int)wait);
	if (l->fds[0].revents)
		act_on_signals(l, loop_now());
	if (l->hooks->watch)
		l->hooks->ready(l->hooks->bot, l->fds + count, watched, loop_now());
}

static bool all_idle(const struct loop *l)
{
	for (size_t i = 0; i < l->count; i++)
		if (network_state(l->list[i].network) != NETWORK_IDLE)
			return false;
	return true;
}

/* --- networks --------------------------------------------------------------------------------- */

static bool is_network_served(const struct loop *l, const char *name)
{
	for (size_t i = 0; i < l->count; i++)
		if (strcmp(network_config(l->list[i].network)->name, name) == 0)
			return true;
	return false;
}

/* Starts the networks of the configuration that are not served yet. */
static void start_missing(struct loop *l)
{
	struct error err;

	for (size_t i = 0; i < l->config->network_count; i++) {
		const struct config_network *c = &l->config->networks[i];

		if (is_network_served(l, c->name))
			continue;
		GROW(l->list, l->count, l->room);
		struct served *new = &l->list[l->count++];
		*new = (struct served){.origin = l->config,
			.network = network_new(c, l->hooks->hear, l->hooks->bot, random_seed())};
		log_info(c->name, "connecting to %s port %d", c->server, c->port);
		if (!network_start(new->network, loop_now(), &err))
			log_error(c->name, "%s", err.text);
	}
	l->fds = must_grow(
		l->fds, (1 + LOOP_WATCH_MAX + l->count * NETWORK_POLL_MAX) * sizeof *l->fds);
}

/* Applies the new configuration to the network, or quits it. */
static void reconfigure(struct served *served, const struct config *config, struct timestamp now)
{
	const struct config_network *before = network_config(served->network);
	const struct config_network *after = config_network(config, before->name);

	if (after && config_same_connection(before, after)) {
		network_configure(served->network, after, now);
		return;
	}
	log_info(before->name,
		after ? "connection settings changed, reconnecting" : "no longer configured");
	network_quit(served->network, "reconfigured", now);
	served->quitting = true;
}

/* Frees the networks that have quit. */
static void free_quit_networks(struct loop *l)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->count; i++) {
		struct served *it = &l->list[i];

		if (!it->quitting || network_state(it->network) != NETWORK_IDLE) {
			l->list[kept++] = *it;
			continue;
		}
		if (l->hooks->gone)
			l->hooks->gone(l->hooks->bot, network_config(it->network)->name);
		network_free(it->network);
	}
	l->count = kept;
}

static bool is_borrowed(const struct loop *l, const struct config *config)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->list[i].origin == config)
			return true;
	return false;
}

static void release_retired(struct loop *l)
{
	size_t kept = 0;

	for (size_t i = 0; i < l->retired_count; i++) {
		const struct config *config = l->retired[i];

		if (is_borrowed(l, config))
			l->retired[kept++] = config;
		else if (l->hooks->release)
			l->hooks->release(l->hooks->bot, config);
	}
	l->retired_count = kept;
}

static void reload_config(struct loop *l, struct timestamp now)
{
	const struct config *config = l->hooks->reload(l->hooks->bot, now);

	reload_requested = false;
	if (!config)
		return;
	for (size_t i = 0; i < l->count; i++)
		if (!l->list[i].quitting)
			reconfigure(&l->list[i], config, now);
	GROW(l->retired, l->retired_count, l->retired_room);
	l->retired[l->retired_count++] = l->config;
	l->config = config;
}

/* Continues a reload as far as possible. */
static void continue_reload(struct loop *l, struct timestamp now)
{
	if (reload_requested)
		reload_config(l, now);
	if (l->retired_count == 0)
		return;
	free_quit_networks(l);
	start_missing(l);
	release_retired(l);
}

static void serve_networks(struct loop *l)
{
	while (l->asked_to_end < 2 && !(l->asked_to_end > 0 && all_idle(l))) {
		int64_t wait = turn(l);

		if (l->asked_to_end == 0 || !all_idle(l))
			wait_for(l, wait);
		if (l->asked_to_end == 0)
			continue_reload(l, loop_now());
	}
}

/* --- start and end ---------------------------------------------------------------------------- */

static bool check_before_start(const struct config *config, struct error *err)
{
	if (config->network_count == 0)
		return error_set(
			err, "%s: no network; expected at least one under networks:", config->path);
	for (size_t i = 0; i < config->network_count; i++)
		if (!network_check(&config->networks[i], err))
			return false;
	return session_self_test(err);
}

int loop_run(const struct config *config, const struct loop_hooks *hooks)
{
	struct loop l = {.hooks = hooks, .config = config};
	struct error err;
	sigset_t before;

	if (!check_before_start(config, &err)) {
		log_error("loop", "%s", err.text);
		return EXIT_CANNOT;
	}
	if (!open_signals(&l, &before))
		return EXIT_CANNOT;
	start_missing(&l);
	serve_networks(&l);
	for (size_t i = 0; i < l.count; i++)
		network_free(l.list[i].network);
	free(l.list);
	free(l.retired);
	free(l.fds);
	close(l.signals);
	sigprocmask(SIG_SETMASK, &before, NULL);
	return 0;
}
