#ifndef TONLE_VERBS_AMBIENT_SWITCH_H
#define TONLE_VERBS_AMBIENT_SWITCH_H

#include "bot.h"
#include "keep/store_people.h"
#include "verbs/command.h"

#include <stdbool.h>

/* Switches answers to lines that are not addressed to us: `ambient` in the configuration and as a
 * verb. The settings are kept in memory, since every line needs them. */

/* Reads the settings if they are not in memory. */
void ambient_switch_read(struct bot *bot);

/* The moderators' setting for the asker's channel, or NULL. */
const struct store_ambient *ambient_switch_of(struct bot *bot, const struct asker *asker);

/* Whether such answers are on in the asker's channel: by the moderators' setting, else by the
 * configuration. */
bool ambient_switch_is_on(struct bot *bot, const struct asker *asker);

/* Sets it. False with the reason if it cannot be saved. */
bool ambient_switch_put(struct bot *bot, const struct asker *asker, bool answers,
	const char *author, struct error *err);

#endif
