/* Who a person is to the tables of learning, and forgetting them. */
#include "base/buf.h"
#include "keep/store_study.h"
#include "verbs/verb.h"

#include <stdio.h>
#include <string.h>

static enum casemap casemap_of(struct bot *bot, const char *network)
{
	struct network *n = bot_network(bot, network)->network;

	return n ? presence_casemap(network_presence(n)) : CASEMAP_RFC1459;
}

void verb_person(struct bot *bot, const struct asker *asker, char *out, size_t size)
{
	bool known = *asker->account;

	if (known)
		*out = '='; /* stands in no nick */
	casemap_lower(casemap_of(bot, asker->network), known ? asker->account : asker->nick,
		out + known, size - known);
}

void verb_shown(const struct asker *asker, char *out, size_t size)
{
	snprintf(out, size, "%s%s", *asker->account ? asker->account : asker->nick,
		*asker->account ? "" : "*");
}

void verb_channel(struct bot *bot, const char *network, const char *channel, char *out, size_t size)
{
	casemap_lower(casemap_of(bot, network), channel, out, size);
}

/* What was said last to a person is forgotten, too. */
static void forget_recollections(struct bot *bot, const struct asker *asker)
{
	const char *place = asker->place;
	struct recollection *it =
		memory_own(&bot->memory, asker->network, place, asker->nick, asker->now);

	if (it)
		memset(it, 0, sizeof *it);
}

enum manner verb_forget_me(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char person[STUDY_NAME], line[REPLY_LINE];
	struct buf buf = BUF(line);
	struct study_forgotten gone;
	struct study_learner learner;
	struct fault why;

	(void)arguments;
	verb_person(bot, asker, person, sizeof person);
	store_learner(bot->store, asker->network, person, &learner);
	if (!store_forget_person(bot->store, asker->network, person, &gone, &why))
		return verb_refuse(asker, out, "Nothing could be deleted: %s", why.text);
	forget_recollections(bot, asker);
	if (gone.cards + gone.scores + gone.learner == 0)
		return verb_refuse(asker, out, "Nothing is kept about you%s.",
			*asker->account ? "" : " under this nick");
	if (gone.cards)
		buf_add(&buf, ", %lld flash card%s", (long long)gone.cards,
			gone.cards == 1 ? "" : "s");
	if (gone.scores)
		buf_add(&buf, ", your scores in %lld channel%s (%lld point%s)",
			(long long)gone.scores, gone.scores == 1 ? "" : "s", (long long)gone.points,
			gone.points == 1 ? "" : "s");
	if (gone.learner)
		buf_add(&buf, ", what you were studying");
	if (learner.remind)
		buf_add(&buf, ", your wish to be reminded");
	return verb_refuse(asker, out, "Deleted: %s. No more is kept about you.", line + 2);
}
