#ifndef TONLE_NET_CHANNELS_H
#define TONLE_NET_CHANNELS_H

#include "base/timestamp.h"
#include "config/config.h"
#include "net/diagnostics.h"
#include "wire/backoff.h"
#include "base/casemap.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The configured channels of one network and whether we are in them. Sends JOIN, retries it with
 * back-off after a refusal or a kick, and tracks whether a channel lets us speak. Pure. Part of
 * presence.
 */
struct channel {
	char *name, *key; /* key "" for none */
	enum { CHANNEL_OUT, CHANNEL_JOINING, CHANNEL_IN } state;
	int64_t due_ms;         /* when to JOIN, or to give up waiting for the answer; -1: never */
	int64_t since_ms;       /* of the state */
	int64_t muted_until_ms; /* the channel refuses our messages; do not try until then */
	int logged;             /* the refusal last logged; 0: none */
	struct backoff backoff;
};

struct channels {
	struct channel *list;
	size_t count;
	enum casemap casemap; /* kept current by presence */
	uint32_t seed;
	int64_t left_ms; /* when the current span of CHANNELS_LEAVE_MS began */
	int left;        /* PARTs of channels that are not configured, in that span */
};

/* At most so many channels that are not configured are left within such a span, so that nobody can
 * fill our queue by putting us into thousands. The others are left when a line from them
 * arrives. */
enum { CHANNELS_LEAVE = 8, CHANNELS_LEAVE_MS = 10 * 1000 };

/* Starts as {0} with a seed. */
void channels_free(struct channels *c);

/* Sets the channels (copied). Parts removed ones and, if welcome (we are registered), joins new
 * ones at once; the others keep their state. */
void channels_configure(struct channels *c, const struct config_channel *channels, size_t count,
	bool welcome, struct timestamp now, struct outbox *out);

/* A new connection: we are in no channel and join none until channels_open(). */
void channels_reset(struct channels *c);

/* Joins all channels. */
void channels_open(struct channels *c, struct timestamp now);

/* Whether the numeric refuses a JOIN (or, in a channel we are in, a message). */
bool channels_is_refusal(int numeric);

/* Takes such a numeric, received for the channel; text is the server's. */
void channels_refused(struct channels *c, const char *channel, int numeric, const char *text,
	struct timestamp now, struct diagnostics *diagnostics);

/* We joined. False if the channel is not configured: a channel forward or an operator put us
 * there. */
bool channels_joined(struct channels *c, const char *channel, struct timestamp now);

/* We are in a channel that is not configured: sends PART, at most CHANNELS_LEAVE times in
 * CHANNELS_LEAVE_MS. again: something was said there, so a PART may be on its way; sends one only
 * if it is the first in the span. False if none was sent. */
bool channels_leave(struct channels *c, const char *channel, bool again, struct timestamp now,
	struct outbox *out);

/* We left or were kicked. Returns the milliseconds until the next JOIN; -1 if the channel is not
 * configured. */
int64_t channels_left(struct channels *c, const char *channel, struct timestamp now);

/* We were invited: joins at once, but at most every 30 s. */
void channels_invited(struct channels *c, const char *channel, struct timestamp now);

/* The channel refuses our messages: we do not try for five minutes, or until a mode changes
 * there. */
void channels_muted(struct channels *c, const char *channel, const char *text, struct timestamp now,
	struct diagnostics *diagnostics);
void channels_mode(struct channels *c, const char *channel);

/* We are logged in to services: joins the channels that required it (477). */
void channels_identified(struct channels *c, struct timestamp now);

/* The channel of that name, or NULL. */
const struct channel *channels_find(const struct channels *c, const char *channel);

/* Sends the JOINs that are due. Returns the milliseconds until the next, -1 if none. */
int64_t channels_tick(struct channels *c, struct timestamp now, struct outbox *out);

#endif
