#include "verbs/command.h"

#include "base/text.h"
#include "verbs/arg.h"
#include "verbs/near.h"
#include "verbs/quarantine.h"
#include "verbs/verb.h"

#include <stdio.h>
#include <string.h>

bool command_is_verb(const char *name, const char *arguments, bool opened)
{
	const struct verb *verb = verb_find(name, &arguments);
	size_t words = verb ? arg_count(arguments) : 0;

	if (!verb || words > verb->most)
		return false;
	return opened ||
	       ((words == 0 || words >= verb->least) && (!verb->fits || verb->fits(arguments)));
}

/* Whether there is a topic or a fact of that name, or a topic that begins with it. */
static bool names_topic_or_fact(const struct index *index, const char *word)
{
	char folded[128];
	size_t length;

	if (index_by_id(index, word) >= 0)
		return true;
	text_fold(word, folded, sizeof folded);
	length = strlen(folded);
	for (size_t i = 0; i < index->count; i++) {
		const struct fact *fact = index->profiles[i].fact;

		if (verb_is_topic(fact, folded) ||
			(length > 2 && strncmp(fact->topic, folded, length) == 0))
			return true;
	}
	return false;
}

bool command_is_ours(struct bot *bot, const char *name, const char *arguments)
{
	char first[ARG_WORD], second[ARG_WORD];
	const char *at = arguments;
	size_t words = arg_count(arguments);
	int64_t seconds;

	arg_word(&at, first, sizeof first);
	arg_word(&at, second, sizeof second);
	if (strcmp(name, "help") == 0)
		return words == 1 &&
		       (near_verb(first, ROLE_OWNER) || command_is_verb(first, "", true) ||
			       names_topic_or_fact(bot->index, first));
	/* where services read `!topic` too, theirs sets the channel's topic */
	if (strcmp(name, "topic") == 0)
		return (words <= 2 || index_by_id(bot->index, first) >= 0) &&
		       names_topic_or_fact(bot->index, first);
	if (strcmp(name, "search") == 0)
		return false;
	/* a citation or a sentence; "5 eggs" is for another bot */
	if (strcmp(name, "add") == 0)
		return strchr(arguments, '@') || (words > 2 && strchr(arguments, '.'));
	if (strcmp(name, "ignore") == 0)
		return strchr(first, '@') || (words == 2 && arg_span(second, &seconds));
	return true;
}

enum role command_role(const char *name, const char *arguments)
{
	const struct verb *verb = verb_find(name, &arguments);

	return verb ? verb->role : ROLE_EVERYONE;
}

bool command_writes(const char *name, const char *arguments)
{
	const struct verb *verb = verb_find(name, &arguments);

	return verb && verb->writes;
}

bool command_is_bare(const char *name, const char *arguments)
{
	const struct verb *verb = verb_find(name, &arguments);

	return verb && verb->bare;
}

/* Whether the row's conditions hold; if not, the reply says which one fails. */
static bool may_run(const struct bot *bot, const struct asker *asker, const struct verb *verb,
	const char *arguments, struct reply *out)
{
	size_t words = arg_count(arguments);

	if (asker->role < verb->role && verb->instead)
		verb_refuse(asker, out, "%s (`%s` needs the role %s.)", verb->instead, verb->name,
			roles_name(verb->role));
	else if (asker->role < verb->role)
		verb_refuse(asker, out, "`%s` needs the role %s; yours is %s%s.", verb->name,
			roles_name(verb->role), roles_name(asker->role),
			*asker->account       ? ""
			: asker->unidentified ? " (the server does not say who you are)"
					      : " (you have no services account)");
	else if (verb->where == VERB_IN_CHANNEL && !asker->channel)
		verb_refuse(asker, out, "Say `%s` in a channel.", verb->name);
	else if (verb->where == VERB_IN_PRIVATE && asker->channel)
		verb_refuse(asker, out, "Say `%s` to me in private.", verb->name);
	else if (words < verb->least || words > verb->most)
		verb_refuse(asker, out, "Usage: %s", verb->usage);
	else if (verb->writes && bot->read_only)
		verb_refuse(asker, out, "Nothing can be saved: the fact base is read-only.");
	else
		return true;
	return false;
}

enum manner command_run(struct bot *bot, const struct asker *asker, const char *name,
	const char *arguments, struct reply *out)
{
	const struct verb *verb = verb_find(name, &arguments);
	enum manner manner = MANNER_REFUSED;

	out->count = 0;
	if (verb && may_run(bot, asker, verb, arguments, out)) {
		manner = verb->run(bot, asker, arguments, out);
		quarantine_check(bot, asker->now);
	}
	return manner;
}

bool command_is_private(enum manner manner)
{
	return manner == MANNER_NOTICE || manner == MANNER_NOTICES || manner == MANNER_REFUSED;
}
