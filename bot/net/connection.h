#ifndef TONLE_NET_CONNECTION_H
#define TONLE_NET_CONNECTION_H

#include "base/error.h"
#include "base/timestamp.h"
#include "config/config.h"
#include "net/presence.h"
#include "wire/cap.h"
#include "wire/event.h"
#include "wire/outbox.h"
#include "wire/sts.h"
#include "wire/transport.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * What is said and heard over one connection, from CAP LS to QUIT: lines come in through link,
 * parser and session and are heard as events; lines go out from the outbox, at its pace.
 * Negotiates, answers PING, watches for silence. One per connection; network.c makes and drops
 * them.
 */
struct connection;

/* Called for each event; see network.h for what it may do. */
typedef void connection_heard(void *context, const struct event *event, struct timestamp now);

/* An STS policy has been announced over TLS. */
typedef void connection_policy(void *context, const struct sts_value *policy, struct timestamp now);

/* What it works with; all borrowed as long as the conversation lives. */
struct connection_setup {
	const struct config_network *config;
	const char *host; /* that we are connected to */
	bool secure;      /* by TLS */
	struct presence *presence;
	struct outbox *outbox;
	uint32_t *seed;
	bool watched; /* PING after a long silence, and an end when that is not answered */
	connection_heard *heard;
	connection_policy *policy; /* may be NULL */
	void *context;
};

/* Counted over all conversations of a network. */
struct connection_counts {
	uint64_t heard;   /* lines heard */
	uint64_t refused; /* lines that framer, parser or canon kept from libircclient */
	uint64_t said;    /* lines sent */
	int64_t lag_ms;   /* round trip of the last watchdog PING; -1 if unknown */
};

/* Over the transport, which it owns from now on. counts is added to; borrowed. */
struct connection *connection_new(const struct connection_setup *setup, struct transport *transport,
	struct connection_counts *counts, struct timestamp now);
void connection_free(struct connection *c);

/* The transport: to open, to poll, to feed. */
struct transport *connection_transport(const struct connection *c);

/* Whether bytes wait to be written (poll for POLLOUT). */
bool connection_unsent(const struct connection *c);

/*
 * Attaches libircclient and says CAP LS: from now on lines are heard and PING is answered.
 * libircclient's NICK and USER are held back until the server has answered that (wire/negotiate.h),
 * and nothing leaves the outbox until CAP END. Presence and outbox begin anew. False with the
 * reason when libircclient cannot be attached or a password cannot be read.
 */
bool connection_begin(struct connection *c, struct timestamp now, struct error *err);

/* Whether all is settled, down to CAP END: what remains is the welcome. */
bool connection_settled(const struct connection *c);

/* The port to come back to by TLS, because STS forbids plain text; 0: it does not. */
int connection_upgrade_port(const struct connection *c);

/* One turn: hears (64 lines or 64 KiB at most), says what the pace allows. Before
 * connection_begin() it does nothing. True if there may be more to read. */
bool connection_turn(struct connection *c, struct timestamp now);

/* Milliseconds until connection_turn() has something to do by itself; -1: never. */
int64_t connection_wait_ms(const struct connection *c, struct timestamp now);

/* Says the line (QUIT) ahead of all that waits; from then on nothing is heard or said but PONG. */
void connection_leave(struct connection *c, const char *line, struct timestamp now);

/* Whether the capability is on. */
bool connection_has(const struct connection *c, enum cap_name cap);

/* Why the conversation is over, NULL while it is not; and how long the server asked us to stay
 * away at least, in milliseconds (0: it did not). */
const char *connection_over(const struct connection *c);
int64_t connection_demand_ms(const struct connection *c);

/* The server's name, once it has welcomed us. */
const char *connection_server(const struct connection *c);

#endif
