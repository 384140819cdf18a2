#ifndef TONLE_NET_PRESENCE_H
#define TONLE_NET_PRESENCE_H

#include "base/timestamp.h"
#include "config/config.h"
#include "net/diagnostics.h"
#include "wire/casemap.h"
#include "wire/event.h"
#include "wire/isupport.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What we know about ourselves on one network: our nick, the prefix that others see, which
 * channels we are in, whether we are logged in to services, what the server's ISUPPORT says. Pure:
 * events come in, lines to send go to the outbox, what is worth logging is handed out as remarks.
 * One struct presence a network; reset at each connection.
 */
struct presence;

/* For the network of that configuration: its nick, its channels, its services. All copied. seed
 * makes jitter and nick suffixes repeatable in tests. */
struct presence *presence_new(const struct config_network *config, uint32_t seed);
void presence_free(struct presence *p);

/* The configuration has changed (not its nick): channels that are new are joined, others parted. */
void presence_configure(struct presence *p, const struct config_network *config,
	struct timestamp now, struct outbox *out);

/* The password for NickServ, said at the next welcome; copied, and wiped once it was said. NULL
 * for none. Give it before each connection. */
void presence_password(struct presence *p, const char *password);

/* A new connection: nothing is known, we are in no channel; the wanted nick is tried first. */
void presence_reset(struct presence *p);

/* Learns from the event and queues what keeps us in place: the next nick when one is refused, the
 * wanted one when it is free, bot mode, IDENTIFY and JOIN after the welcome, JOIN again after a
 * kick or a refusal with back-off. */
void presence_hear(
	struct presence *p, const struct event *e, struct timestamp now, struct outbox *out);

/* Does what is due (retries); returns milliseconds until the next thing is due, -1 if none. */
int64_t presence_tick(struct presence *p, struct timestamp now, struct outbox *out);

/* The next line to log, valid until the next presence_ call; NULL when there is none. */
const struct diagnostic *presence_diagnostic(struct presence *p);

/* Our nick as the server knows it, exactly; the wanted one before registration. */
const char *presence_nick(const struct presence *p);

/* Whether the two nicks or channels are the same under the server's CASEMAPPING (rfc1459 until 005
 * says otherwise). */
bool presence_same(const struct presence *p, const char *a, const char *b);

/* The server's CASEMAPPING, and all else that it says of itself. */
enum casemap presence_casemap(const struct presence *p);
const struct isupport *presence_isupport(const struct presence *p);

/* Whether target is a channel (CHANTYPES, after a STATUSMSG prefix); gives the channel's name
 * without that prefix, else NULL. Borrowed from target. */
const char *presence_channel(const struct presence *p, const char *target);

bool presence_in(const struct presence *p, const char *channel);

/* Whether what we say there is let through, as far as is known: not for a while after the server
 * has refused it (+m, +q, a ban). */
bool presence_may_speak(const struct presence *p, const char *channel, struct timestamp now);

#endif
