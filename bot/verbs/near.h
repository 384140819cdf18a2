#ifndef TONLE_VERBS_NEAR_H
#define TONLE_VERBS_NEAR_H

#include "people/roles.h"
#include "talk/turn.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/* Suggestions for a verb, a topic or an id that does not exist. */

/*
 * If a line that asks nothing is a misspelt verb or another word for one ("hlep", "quiz",
 * "status"), or only a date, sets the turn's act and reply to a hint at the verb, unless the role
 * may not use that verb. Otherwise leaves the turn unchanged.
 */
void near_hint(struct turn *turn, enum role role);

/* The verb that a word probably means: misspelt, abbreviated ("hist"), or a synonym ("find"). NULL
 * if there is none that the role may use. */
const char *near_verb(const char *word, enum role role);

/* Suggests a verb for a line that is none, but means one: misspelt, by another name ("end quiz"),
 * or a moderator's without what it needs. False, with nothing said, if none is similar. text: the
 * line without its prefix. opened: it had one. */
bool near_command(const struct index *index, const struct asker *asker, const char *text,
	bool opened, struct reply *out);

/* Writes up to three similar topics, or ids of facts, separated by ", "; "" if there are none. */
enum { NEAR_TEXT = 256 };
void near_topics(const struct index *index, const char *word, char out[NEAR_TEXT]);
void near_ids(const struct bot *bot, const char *id, char out[NEAR_TEXT]);
void near_facts(
	const struct factset *set, const struct factset *more, const char *id, char out[NEAR_TEXT]);

/* Refuses an id that no fact has, and names similar ones. Returns MANNER_REFUSED. */
enum manner near_refuse_id(
	const struct bot *bot, const struct asker *asker, const char *id, struct reply *out);
enum manner near_refuse_topic(
	const struct bot *bot, const struct asker *asker, const char *topic, struct reply *out);

#endif
