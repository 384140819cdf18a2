#ifndef TONLE_PEOPLE_MACHINE_H
#define TONLE_PEOPLE_MACHINE_H

#include "config/config.h"
#include "base/casemap.h"
#include "wire/event.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Recognises services, bouncers and other bots, whose lines are never answered: answers to them
 * would fill the channel, the outbox and the moderators' list with things that no person asked.
 * Pure.
 */

/*
 * Why the source of the line is not a person, as text for the log ("services", "its nick is a
 * bot's" …), or NULL if it is one. marked: the server marks it as a bot (WHO). The configuration's
 * not_people adds to the rules; a source that matches its people is always a person.
 */
const char *machine_why(
	const struct event *e, const struct config_network *config, enum casemap map, bool marked);

/* The machines of one network that were logged, so that each is logged once. Starts as {0}; beyond
 * MACHINE_LOGGED, the oldest is forgotten. */
enum { MACHINE_LOGGED = 16, MACHINE_NICK = 64 };
struct machine_log {
	char nicks[MACHINE_LOGGED][MACHINE_NICK]; /* folded */
	size_t next;
};

/* True for a nick that was not logged yet. */
bool machine_is_new(struct machine_log *log, const char *nick, enum casemap map);

#endif
