#ifndef TONLE_MODERATE_DRAFTS_H
#define TONLE_MODERATE_DRAFTS_H

#include "verbs/command.h"

#include <stdbool.h>
#include <stdint.h>

/* Drafts of documents. `approve` and `reject` handle them like suggestions: both share one series
 * of numbers. */

/* Whether the arguments of `approve` or `reject` begin with the number of a draft, or with a range
 * of numbers. */
bool drafts_are_meant(struct bot *bot, const char *arguments);

/* `approve 12`, `approve 12-18 20`, `approve 12 says <sentence>`; `reject 13 [why]`, `reject 13-15
 * [why]`. */
enum manner drafts_approve(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out);
enum manner drafts_reject(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out);

#endif
