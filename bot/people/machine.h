#ifndef TONLE_PEOPLE_MACHINE_H
#define TONLE_PEOPLE_MACHINE_H

#include "config/config.h"
#include "base/casemap.h"
#include "wire/event.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Recognises services, bouncers and other bots, whose lines are never answered: a bot that answers
 * them fills the channel, the outbox and the moderators' list with what no person asked. Pure.
 */

/*
 * Why the source of the line is not a person, in words for the log ("services", "its nick is a
 * bot's" …), or NULL. marked: the server marks it as a bot (WHO). The configuration's not_people
 * adds to the rules; who matches its people is a person whatever the rules say.
 */
const char *machine_why(
	const struct event *e, const struct config_network *config, enum casemap map, bool marked);

/* The machines of one network that were logged, so that each is logged once. Starts as {0}; beyond
 * MACHINE_LOGGED the oldest is forgotten. */
enum { MACHINE_LOGGED = 16, MACHINE_NICK = 64 };
struct machine_log {
	char nicks[MACHINE_LOGGED][MACHINE_NICK]; /* folded */
	size_t next;
};

/* True the first time. */
bool machine_is_new(struct machine_log *log, const char *nick, enum casemap map);

#endif
