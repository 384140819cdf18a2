#ifndef TONLE_MODERATE_DISMISS_H
#define TONLE_MODERATE_DISMISS_H

#include "keep/store_work.h"
#include "verbs/verb.h"

#include <stdbool.h>

/* Dismissing unanswered questions: `asked 15 dismiss`, `asked 15 20-90 dismiss [why]`. */

/* Dismisses one question and tells its subscribers. */
enum manner dismiss_one(struct bot *bot, const struct asker *asker, const struct unanswered *found,
	const char *reason, struct reply *out);

/* Whether the words begin with two numbers, or a range. */
bool dismiss_is_of_several(const char *arguments);

/* Reads numbers and ranges, "dismiss" and a reason, and dismisses them. Of a range, only those that
 * one person asked: what several people ask is not junk. */
enum manner dismiss_several(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out);

#endif
