#ifndef TONLE_PEOPLE_PLACES_H
#define TONLE_PEOPLE_PLACES_H

#include "base/config.h"
#include "base/moment.h"
#include "people/remark.h"
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
struct place {
	char *channel, *key; /* key "" for none */
	enum { PLACE_OUT, PLACE_ASKED, PLACE_IN } state;
	int64_t due_ms;        /* when to ask (or to give up waiting for the answer); -1: never */
	int64_t since_ms;      /* of the state */
	int64_t mute_until_ms; /* what we say there is refused; until then it is not tried */
	int told;              /* the refusal that was last remarked on; 0: none */
	struct backoff backoff;
};

struct places {
	struct place *list;
	size_t count;
	enum casemap casemap; /* how names compare; presence keeps it current */
	uint32_t seed;
};

/* Starts as {0} with a seed. */
void places_free(struct places *p);

/* The channels to be in from now on (copied). Those that are new are joined at once when `welcome`,
 * those no longer there parted; the others stay as they are. */
void places_configure(struct places *p, const struct config_channel *channels, size_t count,
	bool welcome, struct moment now, struct outbox *out);

/* A new connection: we are nowhere, and ask for nothing until places_open(). */
void places_reset(struct places *p);

/* We may join now: all are asked for. */
void places_open(struct places *p, struct moment now);

/* Whether the numeric refuses a JOIN (or, in a channel where we are, what we said). */
bool places_is_refusal(int numeric);

/* That numeric came for the channel; text is the server's own. */
void places_refused(struct places *p, const char *channel, int numeric, const char *text,
	struct moment now, struct remarks *remarks);

/* We came in. False when the channel is none of ours: a forward, or an operator's doing. */
bool places_joined(struct places *p, const char *channel, struct moment now);

/* We left, or were kicked out: to be tried again. Returns the milliseconds until then; -1 when the
 * channel is none of ours. */
int64_t places_left(struct places *p, const char *channel, struct moment now);

/* Somebody invites us: asked for at once, but not more often than every 30 s. */
void places_invited(struct places *p, const char *channel, struct moment now);

/* What we say there is refused: not tried for five minutes, or until a mode changes there. */
void places_muted(struct places *p, const char *channel, const char *text, struct moment now,
	struct remarks *remarks);
void places_mode(struct places *p, const char *channel);

/* Logged in to services now: those that wanted that (477) are asked for at once. */
void places_identified(struct places *p, struct moment now);

/* The place of that name, or NULL. */
const struct place *places_find(const struct places *p, const char *channel);

/* Asks for what is due; milliseconds until the next thing is, -1 if nothing will be. */
int64_t places_tick(struct places *p, struct moment now, struct outbox *out);

#endif
