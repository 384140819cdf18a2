#ifndef TONLE_VERBS_PACE_H
#define TONLE_VERBS_PACE_H

#include "bot.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stdint.h>

/* Applies people/limit.h with the configured limits to one asker. */

/* A number that identifies the asker, whatever their nick. */
uint64_t pace_key(const struct asker *asker);

/* A number that identifies the asker's host; people behind a bridge have the bridge's. */
uint64_t pace_host(const struct asker *asker);

/* Charges a line. False if it is too much; the asker is then told by NOTICE, at most once a minute.
 */
bool pace_allows(struct bot *bot, const struct asker *asker);

/* Whether an unanswered question of the asker may go on the moderators' list; and whether they are
 * a different person from those who asked a question with that gist before. */
bool pace_may_note(struct bot *bot, const struct asker *asker);
bool pace_is_other(struct bot *bot, const struct asker *asker, const char *gist);

#endif
