#include "learn/quiz_timetable.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "base/zone.h"
#include "keep/store_study.h"
#include "learn/learn.h"
#include "learn/person.h"
#include "learn/quiz.h"
#include "learn/quiz_draw.h"
#include "learn/quiz_run.h"
#include "verbs/view_select.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const days_of_week[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
enum { WEEKDAYS = 31, WEEKEND = 96, EVERY_DAY = 127, THURSDAY = 3 /* 1970-01-01 */ };

int64_t quiz_timetable_days(const char *word)
{
	int64_t days = 0;

	if (strcasecmp(word, "day") == 0)
		return EVERY_DAY;
	if (strcasecmp(word, "weekday") == 0)
		return WEEKDAYS;
	if (strcasecmp(word, "weekend") == 0)
		return WEEKEND;
	while (*word) {
		size_t length = strcspn(word, ","), at = 0;

		while (at < 7 && (length < 3 || length > strlen(days_of_week[at]) ||
					 strncasecmp(word, days_of_week[at], length) != 0))
			at++;
		if (at == 7)
			return 0;
		days |= INT64_C(1) << at;
		word += length + (word[length] == ',');
	}
	return days;
}

int64_t quiz_timetable_next(int64_t days, int64_t at, const char *zone, int64_t now)
{
	int64_t today = zone_day(zone, now, 0);

	for (int64_t day = today; day <= today + 7; day++) {
		int64_t next = zone_moment(zone, day, (int)(at / 60), (int)(at % 60));

		if (next > now && days & INT64_C(1) << (day + THURSDAY) % 7)
			return next;
	}
	return INT64_MAX;
}

static void write_days(int64_t days, struct buf *buf)
{
	bool first = true;

	if (days == EVERY_DAY || days == WEEKDAYS || days == WEEKEND) {
		buf_add(buf, "%s",
			days == EVERY_DAY  ? "day"
			: days == WEEKDAYS ? "weekday"
					   : "weekend");
		return;
	}
	for (int i = 0; i < 7; i++)
		if (days & INT64_C(1) << i) {
			buf_add(buf, "%s%.3s", first ? "" : ",", days_of_week[i]);
			first = false;
		}
}

/* "weekday 19:00 (UTC), 10 questions on visits" */
static void write_timetable(
	const struct bot *bot, const struct study_timetable *timetable, struct buf *buf)
{
	const char *zone = bot_zone(bot);

	write_days(timetable->days, buf);
	buf_add(buf, " at %02d:%02d (%s), %lld question%s%s%s", (int)timetable->at / 60,
		(int)timetable->at % 60, *zone ? zone : "UTC", (long long)timetable->total,
		timetable->total == 1 ? "" : "s", *timetable->topic ? " on " : "",
		timetable->topic);
}

/* Cuts the next word off the words; false if there is none. */
static bool take_word(const char **words, char *word, size_t size)
{
	size_t length = strcspn(*words, " ");

	snprintf(word, size, "%.*s", (int)length, *words);
	*words += length + strspn(*words + length, " ");
	return *word != '\0';
}

/* Reads the channel from the words, or else takes the asker's; false if the bot is not in it. */
static bool read_channel(struct bot *bot, const struct asker *asker, const char **words,
	struct study_timetable *timetable)
{
	struct network *network = bot_network(bot, asker->network)->network;
	char name[STUDY_NAME];

	if (network && presence_channel(network_presence(network), *words))
		take_word(words, name, sizeof name);
	else if (asker->channel)
		snprintf(name, sizeof name, "%s", asker->channel);
	else
		return false;
	if (!network || !presence_in(network_presence(network), name))
		return false;
	snprintf(timetable->network, sizeof timetable->network, "%s", asker->network);
	snprintf(timetable->spoken, sizeof timetable->spoken, "%s", name);
	casemap_fold(asker->casemap, name, timetable->channel, sizeof timetable->channel);
	return true;
}

enum manner verb_quiz_every(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_timetable timetable = {.total = QUIZ_QUESTIONS}, old;
	const char *words = arguments;
	struct error err;
	char word[STUDY_NAME], line[REPLY_LINE];
	struct buf buf = BUF(line);

	bool has_days = take_word(&words, word, sizeof word) && strcasecmp(word, "off") != 0;
	bool off = *word && !has_days;
	if (has_days) {
		timetable.days = quiz_timetable_days(word);
		if (!timetable.days || !take_word(&words, word, sizeof word) ||
			!zone_read_time(word, &timetable.at))
			return verb_refuse(asker, out,
				"Usage: quiz every <day|weekday|weekend|mon,thu> <hh:mm> "
				"[#channel] [topic] [n]");
	}
	if (!read_channel(bot, asker, &words, &timetable))
		return verb_refuse(asker, out, "Name a channel that I am in.");
	bool known = store_timetable(bot->store, timetable.network, timetable.channel, &old);
	if (!has_days && !off) {
		if (!known)
			return verb_refuse(
				asker, out, "%s has no scheduled quiz.", timetable.spoken);
		write_timetable(bot, &old, &buf);
		return verb_say(
			asker, out, MANNER_NOTICE, "%s has a quiz every %s.", old.spoken, line);
	}
	if (off) {
		if (!store_drop_timetable(bot->store, timetable.network, timetable.channel, &err))
			return verb_refuse(asker, out, "This could not be saved: %s", err.text);
		return verb_say(asker, out, MANNER_NOTICE, "%s has no scheduled quiz any more.",
			timetable.spoken);
	}
	if (!quiz_read_start(words, timetable.topic, &timetable.total))
		return verb_refuse(asker, out, "A quiz has 1 to %d questions.", QUIZ_MOST);
	view_select_channel(bot, timetable.network, timetable.spoken);
	if (quiz_draw_count(bot, timetable.topic) == 0)
		return verb_refuse(asker, out, "There is no topic \"%.60s\"; `topics` lists them.",
			timetable.topic);
	timetable.next =
		quiz_timetable_next(timetable.days, timetable.at, bot_zone(bot), asker->now.unix);
	if (!store_put_timetable(bot->store, &timetable, &err))
		return verb_refuse(asker, out, "This could not be saved: %s", err.text);
	write_timetable(bot, &timetable, &buf);
	return verb_say(asker, out, MANNER_NOTICE,
		"%s has a quiz every %s. Undo: quiz every off %s", timetable.spoken, line,
		timetable.spoken);
}

static void start_quiz(
	struct bot *bot, const struct study_timetable *timetable, struct timestamp now)
{
	struct study_quiz quiz;
	struct error err;

	if (store_quiz(bot->store, timetable->network, timetable->channel, &quiz))
		return; /* one is running */
	snprintf(quiz.spoken, sizeof quiz.spoken, "%s", timetable->spoken);
	snprintf(quiz.topic, sizeof quiz.topic, "%s", timetable->topic);
	quiz.total = timetable->total;
	view_select_channel(bot, quiz.network, quiz.spoken);
	if (quiz_may_play(bot, &quiz, now) && !quiz_run_begin(bot, &quiz, now, &err))
		log_warn("quiz", "the quiz of %s cannot start: %s", timetable->spoken, err.text);
}

void quiz_timetable_tick(struct bot *bot, struct timestamp now)
{
	enum { LOOK_MS = 15 * 1000, LATE = 5 * 60, AT_ONCE = 16 };
	struct study_timetable list[AT_ONCE];
	struct error err;

	if (now.ms < bot->next_timetable_ms)
		return;
	bot->next_timetable_ms = now.ms + LOOK_MS;
	size_t count = store_timetables(bot->store, list, AT_ONCE);
	for (size_t i = 0; i < count && list[i].next <= now.unix; i++) {
		int64_t due = list[i].next;

		list[i].next =
			quiz_timetable_next(list[i].days, list[i].at, bot_zone(bot), now.unix);
		if (quiz_run_saved(store_put_timetable(bot->store, &list[i], &err), &err) &&
			now.unix - due < LATE)
			start_quiz(bot, &list[i], now);
	}
}
