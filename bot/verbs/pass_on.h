#ifndef TONLE_VERBS_PASS_ON_H
#define TONLE_VERBS_PASS_ON_H

#include "bot.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/* Answers that somebody asks for somebody else. */
enum { PASS_ON_WAIT_MS = 60 * 1000 }; /* one to each person in a minute */

/*
 * Whether the asker may have that person told something: both share the channel it is said in (in
 * private any channel), and the person has not asked for quiet and is no bot. privately: for them
 * alone, which must not be too often. Else *why becomes the reason, a sentence.
 */
bool pass_on_may(struct bot *bot, struct bot_network *kept, const struct asker *asker,
	const char *nick, bool privately, struct error *why);

/* Counts that the person was told something alone. */
void pass_on_count(struct bot *bot, const struct asker *asker, const char *nick);

#endif
