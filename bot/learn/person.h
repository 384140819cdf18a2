#ifndef TONLE_LEARN_PERSON_H
#define TONLE_LEARN_PERSON_H

#include "keep/store_study.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/* People and channels as keys of the tables that keep learning (facts/schema.sql). Each writes to
 * out, cut at size - 1 bytes. */

/* The person's key, in lower case: '=' and the services account, or the nick if they have none. */
void person_key(const struct asker *asker, char *out, size_t size);

/* The name that others see: the account, or the nick marked with '*'. */
void person_shown(const struct asker *asker, char *out, size_t size);

/* If the asker's account has become known during the quiz, moves their points and their current
 * streak from the nick to the account. Saves the scores and *quiz. */
void person_take_points(struct bot *bot, const struct asker *asker, struct study_quiz *quiz);

/* Lists of persons in a column, each followed by a line feed. Copies the first and moves *list past
 * it, false at the end; tells whether a person is in it; and adds one that is not, if it fits. */
bool person_list_next(const char **list, char *out, size_t size);
bool person_list_has(const char *list, const char *person);
void person_list_add(char *list, size_t size, const char *person);

/* The asker's channel in lower case. */
void person_channel(const struct asker *asker, char *out, size_t size);

#endif
