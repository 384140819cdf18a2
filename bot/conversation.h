#ifndef TONLE_CONVERSATION_H
#define TONLE_CONVERSATION_H

#include "base/config.h"
#include "base/event.h"
#include "base/fault.h"
#include "base/moment.h"
#include "people/presence.h"
#include "wire/cap.h"
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
struct conversation;

/* Called for each event; see network.h for what it may do. */
typedef void conversation_heard(void *context, const struct event *event, struct moment now);

/* An STS policy has been announced over TLS. */
typedef void conversation_policy(void *context, const struct sts_value *policy, struct moment now);

/* What it works with; all borrowed as long as the conversation lives. */
struct conversation_setup {
	const struct config_network *config;
	const char *host; /* that we are connected to */
	bool secure;      /* by TLS */
	struct presence *presence;
	struct outbox *outbox;
	uint32_t *seed;
	bool watched; /* PING after a long silence, and an end when that is not answered */
	conversation_heard *heard;
	conversation_policy *policy; /* may be NULL */
	void *context;
};

/* Counted over all conversations of a network. */
struct conversation_counts {
	uint64_t heard;   /* lines heard */
	uint64_t refused; /* lines that framer, parser or canon kept from libircclient */
	uint64_t said;    /* lines sent */
	int64_t lag_ms;   /* round trip of the last watchdog PING; -1 if unknown */
};

/* Over the transport, which it owns from now on. counts is added to; borrowed. */
struct conversation *conversation_new(const struct conversation_setup *setup,
	struct transport *transport, struct conversation_counts *counts, struct moment now);
void conversation_free(struct conversation *c);

/* The transport: to open, to poll, to feed. */
struct transport *conversation_transport(const struct conversation *c);

/* Whether bytes wait to be written (poll for POLLOUT). */
bool conversation_unsent(const struct conversation *c);

/*
 * Attaches libircclient and says CAP LS: from now on lines are heard and PING is answered.
 * libircclient's NICK and USER are held back until the server has answered that (wire/negotiate.h),
 * and nothing leaves the outbox until CAP END. Presence and outbox begin anew. False with the
 * reason when libircclient cannot be attached or a password cannot be read.
 */
bool conversation_begin(struct conversation *c, struct moment now, struct fault *why);

/* Whether all is settled, down to CAP END: what remains is the welcome. */
bool conversation_settled(const struct conversation *c);

/* The port to come back to by TLS, because STS forbids plain text; 0: it does not. */
int conversation_upgrade_port(const struct conversation *c);

/* One turn: hears (64 lines or 64 KiB at most), says what the pace allows. Before
 * conversation_begin() it does nothing. True if there may be more to read. */
bool conversation_turn(struct conversation *c, struct moment now);

/* Milliseconds until conversation_turn() has something to do by itself; -1: never. */
int64_t conversation_wait_ms(const struct conversation *c, struct moment now);

/* Says the line (QUIT) ahead of all that waits; from then on nothing is heard or said but PONG. */
void conversation_leave(struct conversation *c, const char *line, struct moment now);

/* Whether the capability is on. */
bool conversation_has(const struct conversation *c, enum cap_name cap);

/* Why the conversation is over, NULL while it is not; and how long the server asked us to stay
 * away at least, in milliseconds (0: it did not). */
const char *conversation_over(const struct conversation *c);
int64_t conversation_demand_ms(const struct conversation *c);

/* The server's name, once it has welcomed us. */
const char *conversation_server(const struct conversation *c);

#endif
