#include "learn/daily.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/zone.h"
#include "keep/store_people.h"
#include "keep/store_study.h"
#include "verbs/verb.h"
#include "verbs/view_select.h"

#include <string.h>
#include <time.h>

/* Whether the fact's date is that month and day, in any year. */
static bool is_on_day(const struct fact *fact, const struct tm *day)
{
	struct date_span span;

	return date_read(fact->when, &span) && span.first == span.last &&
	       span.first % 10000 == (day->tm_mon + 1) * 100 + day->tm_mday;
}

int daily_fact(const struct index *index, int64_t day, bool *dated)
{
	time_t seconds = (time_t)(day * 24 * 60 * 60);
	uint64_t random = (uint64_t)day;
	size_t count = 0;
	struct tm parts;

	gmtime_r(&seconds, &parts);
	for (size_t i = 0; i < index->count; i++)
		count += is_on_day(index->profiles[i].fact, &parts);
	*dated = count > 0;
	if (index->count == 0)
		return -1;
	uint64_t drawn = hash_next_random(&random) % (*dated ? count : index->count);
	for (size_t i = 0; i < index->count; i++)
		if ((!*dated || is_on_day(index->profiles[i].fact, &parts)) && drawn-- == 0)
			return (int)i;
	return -1;
}

static void say_daily(struct bot *bot, struct bot_network *net, const char *channel, int64_t day,
	struct timestamp now)
{
	char folded[STUDY_NAME], line[REPLY_LINE];
	struct presence *presence = network_presence(net->network);
	struct error err;
	bool dated;

	casemap_fold(presence_casemap(presence), channel, folded, sizeof folded);
	if (!presence_in(presence, channel) || !presence_may_speak(presence, channel, now) ||
		store_muted(bot->store, net->name, channel, now) != 0 ||
		store_daily(bot->store, net->name, folded) >= day)
		return;
	view_select_channel(bot, net->name, channel);
	int at = daily_fact(bot->index, day, &dated);
	if (at < 0)
		return;
	/* first record that it was said: if that fails, it would be said again and again */
	if (!store_put_daily(bot->store, net->name, folded, day, &err)) {
		log_warn("daily", "the fact of the day was not said: %s", err.text);
		return;
	}
	verb_fact_line(bot, outbox_room(network_outbox(net->network), "PRIVMSG", channel),
		dated ? "On this day:" : "Fact of the day:", at, line);
	if (bot_say(bot, net->name, "PRIVMSG", channel, line))
		context_show(context_new(&bot->memory, net->name, channel, "", now),
			&bot->index->profiles[at], true);
}

int64_t daily_tick(struct bot *bot, struct timestamp now)
{
	enum { LOOK_MS = 20 * 1000, LATE = 60 /* minutes */ };
	const struct config_daily *daily = bot->config ? &bot->config->daily : NULL;
	int64_t at;

	if (bot->read_only || !daily || !daily->channel || !*daily->channel ||
		!zone_read_time(daily->at, &at))
		return -1;
	if (now.ms < bot->next_day_fact_ms)
		return bot->next_day_fact_ms - now.ms;
	bot->next_day_fact_ms = now.ms + LOOK_MS;
	int64_t minutes = zone_minutes(bot_zone(bot), now.unix);
	if (minutes < at || minutes >= at + LATE)
		return LOOK_MS;
	int64_t day = zone_day(bot_zone(bot), now.unix, 0);
	for (size_t i = 0; i < bot->network_count; i++)
		if (bot->networks[i].network)
			say_daily(bot, &bot->networks[i], daily->channel, day, now);
	return LOOK_MS;
}
