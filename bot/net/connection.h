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
 * One connection from CAP LS to QUIT. Received lines pass through link, parser and session
 * (libircclient) and are delivered as events; lines to send come from the outbox, at its pace.
 * Answers PING and detects a dead connection. network.c makes one for each transport.
 */
struct connection;

/* Called for each event; see network.h for what it may do. */
typedef void connection_deliver(void *context, const struct event *event, struct timestamp now);

/* An STS policy was announced over TLS. */
typedef void connection_policy(void *context, const struct sts_value *policy, struct timestamp now);

/* Dependencies, borrowed for the connection's lifetime. */
struct connection_setup {
	const struct config_network *config;
	const char *host; /* to which we are connected */
	bool secure;      /* by TLS */
	struct presence *presence;
	struct outbox *outbox;
	uint32_t *seed;
	bool watched; /* send PINGs, and give up if one is not answered */
	connection_deliver *deliver;
	connection_policy *policy; /* may be NULL */
	void *context;
};

/* Counted over all connections of a network. */
struct connection_counts {
	uint64_t heard;   /* lines received */
	uint64_t refused; /* lines that framer, parser or sanitizer kept from libircclient */
	uint64_t said;    /* lines sent */
	uint64_t old;     /* messages dropped as history because of their time */
	int64_t lag_ms;   /* round trip of the last watchdog PING; -1 if unknown */
};

/* Takes ownership of the transport. counts is borrowed and added to. The caller frees. */
struct connection *connection_new(const struct connection_setup *setup, struct transport *transport,
	struct connection_counts *counts, struct timestamp now);
void connection_free(struct connection *c);

/* The transport, owned by the connection: to poll it or feed it. */
struct transport *connection_transport(const struct connection *c);

/* True while bytes wait to be written (poll for POLLOUT). */
bool connection_unsent(const struct connection *c);

/*
 * Resets presence and outbox, attaches libircclient and sends CAP LS; from now on lines are
 * received and PING is answered. Holds NICK and USER back until the server has answered CAP LS
 * (registration.h), and the outbox until CAP END. False with the error if libircclient cannot be
 * attached or a password cannot be read.
 */
bool connection_begin(struct connection *c, struct timestamp now, struct error *err);

/* True once negotiation is complete (CAP END was sent), so that only the welcome is missing. */
bool connection_negotiated(const struct connection *c);

/* The port at which STS demands TLS; 0 if it does not. */
int connection_upgrade_port(const struct connection *c);

/* One turn: receives at most 64 lines or 64 KiB, and sends what the pace allows. Does nothing
 * before connection_begin(). True if there may be more to read. */
bool connection_turn(struct connection *c, struct timestamp now);

/* Sends what the pace allows before the turn ends. deliver() may call it. */
void connection_send(struct connection *c);

/* Milliseconds until connection_turn() has something to do even if nothing arrives; -1: never. */
int64_t connection_wait_ms(const struct connection *c, struct timestamp now);

/* Sends the QUIT line ahead of the queue. Afterwards only PONG is sent and input is ignored. */
void connection_quit(struct connection *c, const char *line, struct timestamp now);

/* Whether the capability is enabled. */
bool connection_has(const struct connection *c, enum cap_name cap);

/* The reason for the disconnect, or NULL while connected; and for how many milliseconds at least
 * the server asked us to stay away (0: it did not). */
const char *connection_error(const struct connection *c);
int64_t connection_demand_ms(const struct connection *c);

/* The server's name as in its welcome; "server" before. */
const char *connection_server(const struct connection *c);

#endif
