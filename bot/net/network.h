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
 * One network: its connection (wire/), our presence on it and its outbox. It connects, registers,
 * keeps the connection alive, reconnects when it breaks, and quits:
 *
 *	IDLE -> DIALLING -> SECURING -> NEGOTIATING -> REGISTERING -> UP -> QUITTING -> IDLE
 *	          ^------------------ WAITING (back-off) <-- any failure --'
 *
 * Received lines: framer -> parser -> session (libircclient) -> struct event -> handler(). Lines to
 * send: outbox -> session -> output. A socket and memory take exactly the same path.
 *
 * Nothing here blocks, reads a clock or ends the program. Nothing a server sends can make a call
 * fail: errors are logged, and the network waits and reconnects.
 */
struct network;
struct bot; /* passed through to handler() */

/*
 * Called once for each event, in the order of the lines, before the next line is read. Its first
 * act must be presence_handle(network_presence(n), event, now, network_outbox(n)), which answers
 * 433, joins the channels and tracks our nick. The event is borrowed for the call. It may queue
 * lines for this network (outbox_say, outbox_raw), and call the accessors and network_quit() but no
 * other network_* function.
 */
typedef void network_handler(
	struct bot *bot, struct network *network, const struct event *event, struct timestamp now);

enum network_state {
	NETWORK_IDLE,        /* not started, or after network_quit() */
	NETWORK_DIALLING,    /* looking the name up, connecting */
	NETWORK_SECURING,    /* TLS handshake */
	NETWORK_NEGOTIATING, /* capabilities and login, until CAP END */
	NETWORK_REGISTERING, /* NICK and USER have been sent; until 001 */
	NETWORK_UP,
	NETWORK_QUITTING, /* QUIT has been sent; until the server closes, 3 s at most */
	NETWORK_WAITING,  /* back-off before the next attempt */
	NETWORK_STATE_COUNT
};

/* A network, IDLE. config and bot are borrowed. seed makes jitter, nick suffixes and PING tokens
 * repeatable in tests. The caller frees with network_free(), which closes the connection without
 * QUIT. */
struct network *network_new(const struct config_network *config, network_handler *heard,
	struct bot *bot, uint32_t seed);
void network_free(struct network *n);

/* Whether the configuration is usable: files, keys, pins and mechanisms are valid. Does not
 * connect; the error says what to change. */
bool network_check(const struct config_network *config, struct error *err);

/* --- over TCP, for the loop ------------------------------------------------------------------- */

/* Starts to connect. False with the error if network_check() fails; it stays IDLE. */
bool network_start(struct network *n, struct timestamp now, struct error *err);

enum { NETWORK_POLL_MAX = 8 }; /* descriptors that one network waits for */

/* Fills fds (room for NETWORK_POLL_MAX) with what to wait for; returns how many. */
size_t network_poll(const struct network *n, struct pollfd *fds);

/*
 * One turn: receives (64 KiB or 64 lines at most, so that no network starves another), sends, and
 * does what is due. Call it after every poll(), whatever became ready. Returns the milliseconds
 * after which it wants to be called again: 0 if there is more to read, -1 to wait for a descriptor.
 */
int64_t network_turn(struct network *n, struct timestamp now);

/* Applies a reloaded configuration of the same connection (config_same_connection()): channels,
 * pace and nickserv. It is borrowed, in addition to the first one, until the next call. Joins and
 * parts channels at once. */
void network_configure(
	struct network *n, const struct config_network *config, struct timestamp now);

/* Sends QUIT with the reason ahead of the queue; the network ends in IDLE for good, at once if it
 * is not registered. Keep calling network_turn() until network_state() is NETWORK_IDLE. */
void network_quit(struct network *n, const char *reason, struct timestamp now);

/* --- in memory, for `tonle talk`, `tonle console` and tests ----------------------------------- */

/*
 * Opens the network in memory instead of over a socket. All else is the same, including
 * registration: CAP LS is sent first, NICK and USER once it is answered; the other end must send
 * 001 and echo our JOINs. False with the error if libircclient cannot be attached. After
 * network_feed_end() the state is WAITING, after network_quit() IDLE; what was sent before can
 * still be fetched. Opening it again makes a new connection.
 */
bool network_open_memory(struct network *n, struct timestamp now, struct error *err);

/* Feeds bytes from the other end, in pieces of any size; lines end in CRLF or LF. On return all
 * complete lines have been handled and what the pace allows has been sent. To let time pass, call
 * network_turn(n, later). */
void network_feed(struct network *n, const char *bytes, size_t length, struct timestamp now);

/* Takes up to size bytes sent so far (whole lines with CRLF); returns how many. */
size_t network_fetch(struct network *n, char *into, size_t size);

/* The other end closes (end of file). */
void network_feed_end(struct network *n, struct timestamp now);

/* --- accessors -------------------------------------------------------------------------------- */

/* The current configuration. */
const struct config_network *network_config(const struct network *n);
struct presence *network_presence(struct network *n);
struct outbox *network_outbox(struct network *n);

/* Sends what is in the outbox, as far as the pace allows, and not only when the handler has
 * returned: an answer need not wait for what is written down after it. */
void network_send(struct network *n);
enum network_state network_state(const struct network *n);

/* Whether the capability is enabled. */
bool network_has(const struct network *n, enum cap_name cap);

/* Whether it was opened in memory: a script or a terminal, without a server. */
bool network_in_memory(const struct network *n);
const char *network_state_name(enum network_state state);

/* Counters since network_new(). */
struct network_counts {
	uint64_t heard;   /* lines received */
	uint64_t refused; /* lines that framer, parser or sanitizer kept from libircclient */
	uint64_t said;    /* lines sent */
	uint64_t dials;   /* connection attempts started */
	uint64_t welcomes;
	int64_t lag_ms; /* round trip of the last watchdog PING, -1 if unknown */
};
struct network_counts network_counts(const struct network *n);

#endif
