#ifndef TONLE_VERBS_AMBIENT_SWITCH_H
#define TONLE_VERBS_AMBIENT_SWITCH_H

#include "bot.h"
#include "keep/store_people.h"
#include "verbs/command.h"

#include <stdbool.h>

/* Answers to what nobody has put to us: `ambient` in the configuration and as a verb. What was set
 * is kept in memory, since it is asked for with every line. */

/* Reads what was set, if that is not known. */
void ambient_switch_read(struct bot *bot);

/* What a moderator has set for the asker's channel, or NULL. */
const struct store_ambient *ambient_switch_of(struct bot *bot, const struct asker *asker);

/* Whether they are on there: as it was set, else as the configuration has it. */
bool ambient_switch_is_on(struct bot *bot, const struct asker *asker);

/* Sets it. False with the reason if it cannot be saved. */
bool ambient_switch_put(struct bot *bot, const struct asker *asker, bool answers,
	const char *author, struct error *err);

#endif
