#ifndef TONLE_NET_NETWORK_H
#define TONLE_NET_NETWORK_H

#include "base/error.h"
#include "base/timestamp.h"
#include "config/config.h"
#include "net/presence.h"
#include "wire/cap.h"
#include "wire/event.h"
#include "wire/outbox.h"

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * One network's life: its connection (wire/), our presence on it and its outbox. It dials,
 * registers, keeps the connection alive, comes back when it breaks, and says farewell:
 *
 *	IDLE -> DIALLING -> SECURING -> NEGOTIATING -> REGISTERING -> UP -> QUITTING -> IDLE
 *	          ^------------------ WAITING (back-off) <-- any failure --'
 *
 * It stands above people/ and wire/ because it joins them: every line that comes in goes
 * framer -> parser -> session (libircclient) -> struct event -> heard(); every line that goes out
 * goes outbox -> session -> output. A socket and memory take exactly the same way.
 *
 * Nothing here blocks, reads a clock or ends the program. Nothing a server sends can make a call
 * fail: what goes wrong is logged, and the network waits and dials again.
 */
struct network;
struct bot; /* whatever heard() works on; only handed through */

/*
 * Called once for each event, in the order of the lines, before the next line is read. Its first
 * act must be presence_hear(network_presence(n), event, now, network_outbox(n)): it is what
 * answers 433, joins the channels and keeps our nick known. All strings of the event are borrowed
 * for the call. It may queue lines for this network (outbox_say, outbox_raw): no network_* function
 * but the accessors may be called from inside it, and network_quit().
 */
typedef void network_handler(
	struct bot *bot, struct network *network, const struct event *event, struct timestamp now);

enum network_state {
	NETWORK_IDLE,        /* not started, or ended by network_quit() */
	NETWORK_DIALLING,    /* looking up the name, connecting */
	NETWORK_SECURING,    /* the transport's handshake: TLS */
	NETWORK_NEGOTIATING, /* capabilities and login, until CAP END */
	NETWORK_REGISTERING, /* NICK and USER are out; until 001 */
	NETWORK_UP,
	NETWORK_QUITTING, /* QUIT is out; until the server closes, 3 s at most */
	NETWORK_WAITING,  /* back-off before the next attempt */
	NETWORK_STATE_COUNT
};

/*
 * A network, IDLE. config (and bot) are borrowed and must outlive it. seed makes jitter, nick
 * suffixes and PING tokens repeatable in tests. The caller frees with network_free(), which
 * closes whatever is open without a word to the server.
 */
struct network *network_new(const struct config_network *config, network_handler *heard,
	struct bot *bot, uint32_t seed);
void network_free(struct network *n);

/* Whether the network can be served as configured: files, keys, pins and mechanisms are sound. It
 * connects to nothing; why says what to change. */
bool network_check(const struct config_network *config, struct error *err);

/* --- over TCP: what the loop does ----------------------------------------------------------- */

/* Begins to dial. False, with the reason, if network_check() refuses; the state stays IDLE. */
bool network_start(struct network *n, struct timestamp now, struct error *err);

enum { NETWORK_POLL_MAX = 8 }; /* the most descriptors one network ever waits for */

/* Fills fds (room for NETWORK_POLL_MAX) with what to wait for; returns how many. */
size_t network_poll(const struct network *n, struct pollfd *fds);

/*
 * One turn: reads (64 KiB or 64 lines at most, so that no network starves another), hears, sends,
 * does what is due. Call it after every poll(), whatever became ready. Returns the milliseconds
 * after which it wants to be called again (0: at once, there is more to read), -1 for "when a
 * descriptor is ready".
 */
int64_t network_turn(struct network *n, struct timestamp now);

/* The configuration has changed, but not the connection (config_same_connection()): channels, pace
 * and nickserv count as they are in this one, which is borrowed beside the first until the next.
 * Channels are joined and parted at once. */
void network_configure(
	struct network *n, const struct config_network *config, struct timestamp now);

/* Sends QUIT with the reason ahead of all that waits and ends in IDLE for good; at once if there is
 * nobody to tell. Keep calling network_turn() until network_state() is NETWORK_IDLE. */
void network_quit(struct network *n, const char *reason, struct timestamp now);

/* --- over memory: what `tonle talk`, `tonle console` and the tests do ------------------------- */

/*
 * Opens the network over memory instead of a socket: the same way from the first byte to the last,
 * registration included (CAP LS comes out first, NICK and USER when it is answered; the far end
 * must send 001 before the bot thinks itself welcome, and echo its JOINs). False, with the reason,
 * when libircclient cannot be attached. After network_hang_up() the state is WAITING, after
 * network_quit() IDLE; what was said can still be fetched. Opening it again is a new connection.
 */
bool network_open_memory(struct network *n, struct timestamp now, struct error *err);

/*
 * Bytes from the far end, in pieces of any size; lines end in CRLF or LF. All complete lines are
 * heard before it returns, and whatever the pace allows has been said. With a scripted clock call
 * network_turn(n, later) to let time pass.
 */
void network_feed(struct network *n, const char *bytes, size_t length, struct timestamp now);

/* Takes up to size bytes said so far (whole lines with CRLF); returns how many, 0 if none. */
size_t network_fetch(struct network *n, char *into, size_t size);

/* The far end is gone (end of file). */
void network_hang_up(struct network *n, struct timestamp now);

/* --- accessors -------------------------------------------------------------------------------- */

/* The present configuration. */
const struct config_network *network_config(const struct network *n);
struct presence *network_presence(struct network *n);
struct outbox *network_outbox(struct network *n);
enum network_state network_state(const struct network *n);

/* Whether the capability is on. */
bool network_has(const struct network *n, enum cap_name cap);

/* Whether it was opened over memory: a script or a terminal, with no server behind it to ask. */
bool network_in_memory(const struct network *n);
const char *network_state_name(enum network_state state);

/* What was counted since network_new(): for `status` and the tests. */
struct network_counts {
	uint64_t heard;   /* lines heard */
	uint64_t refused; /* lines that the parser, the framer or canon kept from libircclient */
	uint64_t said;    /* lines sent */
	uint64_t dials;   /* connection attempts begun */
	uint64_t welcomes;
	int64_t lag_ms; /* round trip of the last watchdog PING, -1 if unknown */
};
struct network_counts network_counts(const struct network *n);

#endif
