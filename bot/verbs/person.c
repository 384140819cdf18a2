/* Who a person is to the tables of learning, and forgetting them. */
#include "base/buf.h"
#include "keep/store_study.h"
#include "verbs/tell.h"
#include "verbs/verb.h"

#include <stdio.h>
#include <string.h>

void verb_person(const struct asker *asker, char *out, size_t size)
{
	bool known = *asker->account;

	if (known)
		*out = '='; /* stands in no nick */
	casemap_fold(
		asker->casemap, known ? asker->account : asker->nick, out + known, size - known);
}

void verb_shown(const struct asker *asker, char *out, size_t size)
{
	snprintf(out, size, "%s%s", *asker->account ? asker->account : asker->nick,
		*asker->account ? "" : "*");
}

void verb_channel(const struct asker *asker, char *out, size_t size)
{
	casemap_fold(asker->casemap, asker->channel, out, size);
}

/* What was said last to a person is forgotten, too. */
static void forget_recollections(struct bot *bot, const struct asker *asker)
{
	const char *place = asker->place;
	struct exchange *it =
		context_own(&bot->memory, asker->network, place, asker->nick, asker->now);

	if (it)
		memset(it, 0, sizeof *it);
}

static void add_count(struct buf *buf, int64_t count, const char *one, const char *many)
{
	if (count > 0)
		buf_add(buf, ", %lld %s", (long long)count, count == 1 ? one : many);
}

enum manner verb_forget_me(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char person[STUDY_NAME], line[REPLY_LINE];
	struct buf buf = BUF(line);
	struct study_forgotten gone;
	struct study_learner learner;
	struct error err;

	(void)arguments;
	verb_person(asker, person, sizeof person);
	store_learner(bot->store, asker->network, person, &learner);
	const struct someone who = tell_asker(asker);
	if (!store_forget_person(bot->store, person, &who, &gone, &err))
		return verb_refuse(asker, out, "Nothing could be deleted: %s", err.text);
	forget_recollections(bot, asker);
	add_count(&buf, gone.cards, "flash card", "flash cards");
	add_count(&buf, gone.points, "quiz point", "quiz points");
	add_count(&buf, gone.subscriptions, "wish to be told", "wishes to be told");
	add_count(&buf, gone.messages, "message for you", "messages for you");
	add_count(&buf, gone.suggestions, "name under a suggestion", "names under suggestions");
	if (gone.learner)
		buf_add(&buf, ", what you were studying");
	if (learner.remind)
		buf_add(&buf, ", your wish to be reminded");
	if (buf_length(&buf) == 0)
		return verb_refuse(asker, out, "Nothing is kept about you%s.",
			*asker->account ? "" : " under this nick");
	return verb_say(
		asker, out, MANNER_NOTICE, "Deleted: %s. No more is kept about you.", line + 2);
}
