#ifndef TONLE_VERBS_PASS_ON_H
#define TONLE_VERBS_PASS_ON_H

#include "bot.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/* Answers that one person requests for another. */
enum { PASS_ON_WAIT_MS = 60 * 1000 }; /* at most one to each person a minute */

/*
 * Whether the asker may have that person told something: both must be in the channel where it is
 * said (in private, in any common channel), and the person must not be a bot or have asked for
 * quiet. privately: it is sent to them alone, which must not happen too often. If false, *why is
 * the reason, a sentence.
 */
bool pass_on_may(struct bot *bot, struct bot_network *net, const struct asker *asker,
	const char *nick, bool privately, struct error *why);

/* Notes that the person was told something in private. */
void pass_on_count(struct bot *bot, const struct asker *asker, const char *nick);

#endif
