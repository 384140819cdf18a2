#ifndef TONLE_VERBS_NEAR_H
#define TONLE_VERBS_NEAR_H

#include "people/roles.h"
#include "talk/turn.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/* What somebody may have meant who wrote a verb, a topic or an id that there is not. */

/*
 * Makes of a line that asks nothing, and is a verb misspelt or called by another word ("hlep",
 * "quiz", "status"), a hint at the verb: sets its act and what is said. Verbs above the role are
 * not named. Anything else stays as it is.
 */
void near_hint(struct turn *turn, enum role role);

/* The verb that a word is meant for: misspelt, begun ("hist"), or called otherwise ("find"). NULL
 * if there is none, or none of this role. */
const char *near_verb(const char *word, enum role role);

/* Says which verb was meant by a line that begins with a word that is none; false, and nothing is
 * said, if none is near. text: the line without its prefix. */
bool near_command(
	const struct index *index, const struct asker *asker, const char *text, struct reply *out);

/* Writes up to three similar topics, or ids of facts, with ", " between; "" if there are none. */
enum { NEAR_TEXT = 256 };
void near_topics(const struct index *index, const char *word, char out[NEAR_TEXT]);
void near_ids(const struct bot *bot, const char *id, char out[NEAR_TEXT]);
void near_facts(const struct factset *set, const struct factset *more, const char *id,
	char out[NEAR_TEXT]);

/* Refuses an id that no fact has, and names similar ones. Returns MANNER_REFUSED. */
enum manner near_refuse_id(
	const struct bot *bot, const struct asker *asker, const char *id, struct reply *out);
enum manner near_refuse_topic(
	const struct bot *bot, const struct asker *asker, const char *topic, struct reply *out);

#endif
