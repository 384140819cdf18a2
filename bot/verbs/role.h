#ifndef TONLE_VERBS_ROLE_H
#define TONLE_VERBS_ROLE_H

#include "bot.h"
#include "people/roles.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * Roles of people as the bot knows them: the database's, and that somebody who was ignored by
 * account stays ignored after a log-out, or with another account that has no role, while their
 * user@host is the same (people/ignored.h).
 */

/* The asker as roles are given to them; borrowed from the asker. */
struct person role_asker(const struct asker *asker);

/* The person's role on the network; an error is logged. */
enum role role_of_person(struct bot *bot, struct bot_network *kept, const struct person *person,
	struct timestamp now);

/* Whether whoever has the nick is ignored, as far as the roster knows them; false for a stranger.
 */
bool role_is_ignored(
	struct bot *bot, struct bot_network *kept, const char *nick, struct timestamp now);

/* Whether the event's source is ignored. */
bool role_source_ignored(struct bot *bot, struct bot_network *kept, const struct event *e,
	enum casemap map, struct timestamp now);

/* Whether anybody has been heard with the account on the network, is there with it now, or has left
 * a trace in the database under it. */
bool role_account_known(struct bot *bot, const char *network, const char *account);

/* Call it before the roster hears the event: remembers the host of somebody ignored who logs out or
 * quits. */
void role_before(struct bot *bot, struct bot_network *kept, const struct event *e, enum casemap map,
	struct timestamp now);

#endif
