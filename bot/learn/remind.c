#include "learn/remind.h"

#include "base/log.h"
#include "base/text.h"
#include "base/zone.h"
#include "keep/store_study.h"
#include "learn/card.h"
#include "learn/learn.h"
#include "learn/person.h"
#include "verbs/role.h"
#include "verbs/view_select.h"

#include <stdio.h>
#include <string.h>

/* When the learner is to be reminded next, after now. */
static int64_t next_reminder(
	const struct bot *bot, const struct study_learner *learner, int64_t now)
{
	const char *zone = card_zone(bot, learner);
	int at = (int)learner->remind_at;

	if (at < 0)
		return now + REMIND_HOURS * 60 * 60;
	int64_t today = zone_day(zone, now, 0);
	int64_t next = zone_moment(zone, today, at / 60, at % 60);
	return next > now ? next : zone_moment(zone, today + 1, at / 60, at % 60);
}

enum manner verb_remind(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_learner learner;
	struct error err;
	char person[STUDY_NAME];
	int64_t minutes = -1;
	bool off = text_compare_ascii(arguments, "off") == 0;

	if (*arguments && !off && !zone_read_time(arguments, &minutes)) {
		if (!strpbrk(arguments, "0123456789"))
			return MANNER_PASS;
		return verb_refuse(asker, out,
			"Give a time such as `remind me at 18:30`, from 0:00 to 23:59.");
	}
	person_key(asker, person, sizeof person);
	store_learner(bot->store, asker->network, person, &learner);
	snprintf(learner.nick, sizeof learner.nick, "%s", asker->nick);
	learner.remind = !off;
	snprintf(learner.mask, sizeof learner.mask, "%s@%s", asker->user, asker->host);
	learner.remind_at = minutes;
	learner.remind_next = minutes < 0 ? 0 : next_reminder(bot, &learner, asker->now.unix);
	if (!store_put_learner(bot->store, &learner, &err))
		return verb_refuse(asker, out, "This could not be saved: %s", err.text);
	const char *zone = card_zone(bot, &learner);
	if (minutes >= 0)
		return verb_say(asker, out, MANNER_NOTICE,
			"You will be told at %02d:%02d (%s) when flash cards are due; `timezone` "
			"changes the place, `remind me off` stops it.",
			(int)minutes / 60, (int)minutes % 60, *zone ? zone : "UTC");
	return verb_say(asker, out, MANNER_NOTICE, "%s",
		learner.remind ? "You will be told once a day when flash "
				 "cards are due; `remind me off` stops it."
			       : "You will not be reminded.");
}

/* Whether the nick's present holder is the one who asked to be reminded: has the same account or,
 * where no account is known, the same user and host. False if that is not known. */
static bool is_the_same(struct bot *bot, const struct study_learner *learner)
{
	const struct roster *roster = bot_network(bot, learner->network)->roster;
	const char *account = roster_account(roster, learner->nick);
	const struct roster_person *there = roster_find(roster, learner->nick);

	if (*learner->person == '=' && account)
		return text_compare_ascii(account, learner->person + 1) == 0;
	/* asked before the mask was recorded */
	if (!*learner->mask)
		return true;
	return there && there->mask && strcmp(there->mask, learner->mask) == 0;
}

/* Sends the reminder if cards are due and the learner is here, and notes when to try again. */
static void send_reminder(struct bot *bot, struct study_learner *learner, struct timestamp now)
{
	enum { LATER = 10 * 60 };
	struct error err;
	char line[256];

	view_select_person(bot, learner->network, learner->nick);
	int64_t due = store_cards_due(bot->store, learner->network, learner->person, now.unix);

	snprintf(line, sizeof line,
		"%lld flash card%s due: say `study` (`remind me off` stops these notices).",
		(long long)due, due == 1 ? " is" : "s are");
	learner->remind_next = now.unix + LATER;
	if (due > 0 && is_the_same(bot, learner) &&
		!role_is_ignored(bot, bot_network(bot, learner->network), learner->nick, now) &&
		bot_say(bot, learner->network, "NOTICE", learner->nick, line)) {
		learner->reminded = now.unix;
		learner->remind_next = next_reminder(bot, learner, now.unix);
	}
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
	size_t count = store_to_remind(bot->store, now.unix, list, AT_ONCE);
	for (size_t i = 0; i < count; i++)
		send_reminder(bot, &list[i], now);
	return LOOK_MS;
}
