#ifndef TONLE_PEOPLE_PRESENCE_H
#define TONLE_PEOPLE_PRESENCE_H

#include "base/event.h"
#include "base/moment.h"
#include "wire/casemap.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What we know about ourselves on one network: our nick, the prefix that others see, which
 * channels we are in, what the server's ISUPPORT says. Pure: events come in, lines to send go
 * to the outbox, nothing else happens. One struct presence a network; reset at each connection.
 */
struct presence;

/* nicks: the wanted nick, then fallbacks ("tonle", "tonle_", …). channels: what to be in.
 * All copied. seed makes jitter and nick suffixes repeatable in tests. */
struct presence *presence_new(const char *network, const char *nick, const char *const *channels,
	size_t channel_count, uint32_t seed);
void presence_free(struct presence *p);

/* A new connection: nothing is known, we are in no channel; the wanted nick is tried first. */
void presence_reset(struct presence *p);

/* Learns from the event and queues what keeps us in place: the next nick on 432/433/436/437, JOIN
 * after 001, JOIN again after KICK or 471–477 with back-off. */
void presence_hear(
	struct presence *p, const struct event *e, struct moment now, struct outbox *out);

/* Does what is due (retries); returns milliseconds until the next thing is due, -1 if none. */
int64_t presence_tick(struct presence *p, struct moment now, struct outbox *out);

/* Our nick as the server knows it, exactly; the wanted one before registration. */
const char *presence_nick(const struct presence *p);

/* Whether the two nicks or channels are the same under the server's CASEMAPPING (rfc1459 until 005
 * says otherwise). */
bool presence_same(const struct presence *p, const char *a, const char *b);

/* The server's CASEMAPPING. */
enum casemap presence_casemap(const struct presence *p);

/* Whether target is a channel (CHANTYPES, after a STATUSMSG prefix); gives the channel's name
 * without that prefix, else NULL. Borrowed from target. */
const char *presence_channel(const struct presence *p, const char *target);

bool presence_in(const struct presence *p, const char *channel);

#endif
