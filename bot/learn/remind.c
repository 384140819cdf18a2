#include "learn/remind.h"

#include "base/log.h"
#include "base/text.h"
#include "keep/store_study.h"
#include "learn/learn.h"
#include "learn/person.h"
#include "verbs/role.h"

#include <stdio.h>

enum manner verb_remind(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_learner learner;
	struct error err;
	char person[STUDY_NAME];

	if (*arguments && text_compare_ascii(arguments, "off") != 0)
		return MANNER_PASS;
	person_key(asker, person, sizeof person);
	store_learner(bot->store, asker->network, person, &learner);
	snprintf(learner.nick, sizeof learner.nick, "%s", asker->nick);
	learner.remind = !*arguments;
	if (!store_put_learner(bot->store, &learner, &err))
		return verb_refuse(asker, out, "This could not be saved: %s", err.text);
	return verb_say(asker, out, MANNER_NOTICE, "%s",
		learner.remind ? "You will be told once a day when flash "
				 "cards are due; `remind me off` stops it."
			       : "You will not be reminded.");
}

static void send_reminder(struct bot *bot, struct study_learner *learner, struct timestamp now)
{
	struct error err;
	char line[256];

	if (role_is_ignored(bot, bot_network(bot, learner->network), learner->nick, now))
		return;
	int64_t due = store_cards_due(bot->store, learner->network, learner->person, now.unix);

	snprintf(line, sizeof line,
		"%lld flash card%s due: say `study` (`remind me off` stops these notices).",
		(long long)due, due == 1 ? " is" : "s are");
	if (!bot_say(bot, learner->network, "NOTICE", learner->nick, line))
		return;
	learner->reminded = now.unix;
	if (!store_put_learner(bot->store, learner, &err))
		log_warn("remind", "the reminder was not recorded: %s", err.text);
}

int64_t remind_tick(struct bot *bot, struct timestamp now)
{
	enum { LOOK_MS = 60 * 1000, AT_ONCE = 8 };
	struct study_learner list[AT_ONCE];

	if (bot->read_only)
		return -1;
	if (now.ms < bot->next_reminder_ms)
		return bot->next_reminder_ms - now.ms;
	if (bot_is_locked(bot))
		return POSTPONED_LOOK_MS;
	bot->next_reminder_ms = now.ms + LOOK_MS;
	size_t count = store_to_remind(
		bot->store, now.unix, now.unix - REMIND_HOURS * 60 * 60, list, AT_ONCE);
	for (size_t i = 0; i < count; i++)
		send_reminder(bot, &list[i], now);
	return LOOK_MS;
}
