#ifndef TONLE_VERBS_ROLE_H
#define TONLE_VERBS_ROLE_H

#include "bot.h"
#include "people/roles.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * Roles of people: those in the database; in addition, a person who was ignored by account stays
 * ignored after logging out, or with another account without a role, as long as their user@host is
 * the same (people/ignored.h).
 */

/* The asker as a person, for looking up roles; borrowed from the asker. */
struct person role_asker(const struct asker *asker);

/* The person's role on the network; an error is logged. */
enum role role_of_person(struct bot *bot, struct bot_network *net, const struct person *person,
	struct timestamp now);

/* Whether the person with the nick is ignored, as far as the roster knows them; false for an
 * unknown nick. */
bool role_is_ignored(
	struct bot *bot, struct bot_network *net, const char *nick, struct timestamp now);

/* Whether the event's source is ignored. */
bool role_source_ignored(struct bot *bot, struct bot_network *net, const struct event *e,
	enum casemap map, struct timestamp now);

/* Whether the account is known on the network: a person with it has spoken or is present, or the
 * database knows it. */
bool role_account_known(struct bot *bot, const char *network, const char *account);

/* Remembers the host of an ignored person who logs out or quits. Call it before the roster hears
 * the event. */
void role_before(struct bot *bot, struct bot_network *net, const struct event *e, enum casemap map,
	struct timestamp now);

#endif
