#ifndef TONLE_FACT_SCOPE_H
#define TONLE_FACT_SCOPE_H

#include "base/casemap.h"
#include "fact/fact.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Which channels have a fact. A fact without `channels` belongs to all; a fact with `channels`
 * exists only in those: "#school" is that channel on every network, "libera/#school" is the channel
 * on one. An invalid name matches no channel, so that its fact is not shown. Pure functions.
 */

/* The channels whose facts are visible: one channel; in private, all channels shared with the
 * person; or none, which shows only facts that belong to all. */
enum { SCOPE_NAME = 128, SCOPE_CHANNELS = 16 };
struct view {
	bool everything;          /* shows all facts, whatever their channels */
	char network[SCOPE_NAME]; /* "": any, for the command line */
	enum casemap casemap;     /* of the network */
	size_t count;
	char channels[SCOPE_CHANNELS][SCOPE_NAME]; /* as on the wire, of the network */
};

/* Whether it is the name of a channel, with or without a network. Spaces, commas and control
 * characters are not allowed. */
bool scope_is_name(const char *name);

/* Adds a channel to the view; ignores one that is too long or does not fit. */
void scope_add(struct view *view, const char *channel);

/* Sets the view to the channel of that name, "libera/#school" or "#school"; to no channel for "";
 * to everything for "all". False if it is none of these; the view then has no channel. */
bool scope_read(const char *name, struct view *view);

/* Whether the name, as a fact has it, is that channel of that network ("": of any). */
bool scope_is(const char *name, const char *network, const char *channel, enum casemap casemap);

/* Whether the view shows the fact. */
bool scope_shows(const struct view *view, const struct fact *fact);

/* Whether some channel may have both facts. */
bool scope_overlap(const struct fact *a, const struct fact *b);

/* Extends a key that must be unique in each channel by the fact's channels, so that facts of other
 * channels may have it, too. In the arena, or the key itself. */
const char *scope_key(struct arena *arena, const struct fact *fact, const char *key);

/* Whether both views show the same facts, whatever the facts are. */
bool scope_same(const struct view *a, const struct view *b);

/* Removes the facts that the view does not show, and the sources that only they cite. Returns the
 * number of facts removed. */
size_t scope_narrow(const struct view *view, struct factset *set);

#endif
