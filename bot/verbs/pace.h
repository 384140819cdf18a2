#ifndef TONLE_VERBS_PACE_H
#define TONLE_VERBS_PACE_H

#include "bot.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stdint.h>

/* How much one asker gets: people/limit.h with the configuration's limits. */

/* A number for the asker, whatever nick they have. */
uint64_t pace_key(const struct asker *asker);

/* A number for the asker's host, whoever is there: that of a bridge for all behind it. */
uint64_t pace_host(const struct asker *asker);

/* Charges a line. False if it is too much; the asker is then told by NOTICE, at most once a minute.
 */
bool pace_allows(struct bot *bot, const struct asker *asker);

/* Whether an unanswered question of the asker may be put on the moderators' list; and whether they
 * are somebody else than those who have asked what has that gist. */
bool pace_may_note(struct bot *bot, const struct asker *asker);
bool pace_is_other(struct bot *bot, const struct asker *asker, const char *gist);

#endif
