#ifndef TONLE_FACT_SCOPE_H
#define TONLE_FACT_SCOPE_H

#include "base/casemap.h"
#include "fact/fact.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Which facts belong where. A fact without `channels` belongs to all; one with them is there only
 * in those: "#school" is that channel on every network, "libera/#school" that of one. A name that
 * cannot be read matches no channel, so that its fact is not shown. Pure.
 */

/* Where facts are looked at from: a channel; in private, those that are shared with a person; or
 * nowhere, from where what belongs to all is seen. */
enum { SCOPE_NAME = 128, SCOPE_CHANNELS = 16 };
struct view {
	bool everything;          /* sees all facts, wherever they belong */
	char network[SCOPE_NAME]; /* "": any, for the command line */
	enum casemap casemap;     /* of the network */
	size_t count;
	char channels[SCOPE_CHANNELS][SCOPE_NAME]; /* as on the wire, of the network */
};

/* Whether it names a channel, perhaps of one network; space, comma and control characters are in
 * none. */
bool scope_is_name(const char *name);

/* Adds a channel to the view; one too long or too many is left out. */
void scope_add(struct view *view, const char *channel);

/* The view from the channel of that name, "libera/#school" or "#school"; from nowhere for "", of
 * everything for "all". False if it is none of these; *view is then from nowhere. */
bool scope_read(const char *name, struct view *view);

/* Whether the name, as a fact has it, is that channel of that network ("": of any). */
bool scope_is(const char *name, const char *network, const char *channel, enum casemap casemap);

/* Whether the fact is there for who looks from there. */
bool scope_sees(const struct view *view, const struct fact *fact);

/* Whether there may be a place where both facts are there. */
bool scope_meet(const struct fact *a, const struct fact *b);

/* The key of what only one fact of a place may have: with the fact's channels, so that others may
 * be elsewhere. In the arena, or the key itself. */
const char *scope_key(struct arena *arena, const struct fact *fact, const char *key);

/* Whether both see the same, whatever the facts. */
bool scope_same(const struct view *a, const struct view *b);

/* Takes the facts out of the set that are not seen from there, and the sources that only those
 * cite; how many facts. */
size_t scope_narrow(const struct view *view, struct factset *set);

#endif
