#ifndef TONLE_NET_CHANNELS_H
#define TONLE_NET_CHANNELS_H

#include "base/timestamp.h"
#include "config/config.h"
#include "net/diagnostics.h"
#include "wire/backoff.h"
#include "wire/casemap.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The channels that we are to be in on one network, and whether we are: JOIN, again with back-off
 * after a refusal or a kick, and whether what we say there is let through. Pure. Part of presence.
 */
struct wanted_channel {
	char *channel, *key; /* key "" for none */
	enum { CHANNEL_OUT, CHANNEL_ASKED, CHANNEL_IN } state;
	int64_t due_ms;        /* when to ask (or to give up waiting for the answer); -1: never */
	int64_t since_ms;      /* of the state */
	int64_t mute_until_ms; /* what we say there is refused; until then it is not tried */
	int told;              /* the refusal that was last remarked on; 0: none */
	struct backoff backoff;
};

struct channels {
	struct wanted_channel *list;
	size_t count;
	enum casemap casemap; /* how names compare; presence keeps it current */
	uint32_t seed;
};

/* Starts as {0} with a seed. */
void channels_free(struct channels *p);

/* The channels to be in from now on (copied). Those that are new are joined at once when `welcome`,
 * those no longer there parted; the others stay as they are. */
void channels_configure(struct channels *p, const struct config_channel *channels, size_t count,
	bool welcome, struct timestamp now, struct outbox *out);

/* A new connection: we are nowhere, and ask for nothing until channels_open(). */
void channels_reset(struct channels *p);

/* We may join now: all are asked for. */
void channels_open(struct channels *p, struct timestamp now);

/* Whether the numeric refuses a JOIN (or, in a channel where we are, what we said). */
bool channels_is_refusal(int numeric);

/* That numeric came for the channel; text is the server's own. */
void channels_refused(struct channels *p, const char *channel, int numeric, const char *text,
	struct timestamp now, struct diagnostics *diagnostics);

/* We came in. False when the channel is none of ours: a forward, or an operator's doing. */
bool channels_joined(struct channels *p, const char *channel, struct timestamp now);

/* We left, or were kicked out: to be tried again. Returns the milliseconds until then; -1 when the
 * channel is none of ours. */
int64_t channels_left(struct channels *p, const char *channel, struct timestamp now);

/* Somebody invites us: asked for at once, but not more often than every 30 s. */
void channels_invited(struct channels *p, const char *channel, struct timestamp now);

/* What we say there is refused: not tried for five minutes, or until a mode changes there. */
void channels_muted(struct channels *p, const char *channel, const char *text, struct timestamp now,
	struct diagnostics *diagnostics);
void channels_mode(struct channels *p, const char *channel);

/* Logged in to services now: those that wanted that (477) are asked for at once. */
void channels_identified(struct channels *p, struct timestamp now);

/* The place of that name, or NULL. */
const struct wanted_channel *channels_find(const struct channels *p, const char *channel);

/* Asks for what is due; milliseconds until the next thing is, -1 if nothing will be. */
int64_t channels_tick(struct channels *p, struct timestamp now, struct outbox *out);

#endif
