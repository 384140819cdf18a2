/* The verbs of a quiz. */
#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "keep/store_study.h"
#include "learn/cards.h"
#include "learn/learn.h"
#include "learn/person.h"
#include "learn/quiz.h"
#include "learn/quiz_draw.h"
#include "learn/quiz_open.h"
#include "learn/quiz_run.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool quiz_read_start(const char *arguments, char topic[STUDY_NAME], int64_t *total)
{
	char folded[128];

	text_fold(arguments, folded, sizeof folded);
	char *last = strrchr(folded, ' ');
	char *number = last ? last + 1 : folded;
	*total = QUIZ_QUESTIONS;
	if (*number && strspn(number, "0123456789") == strlen(number)) {
		*total = strtol(number, NULL, 10);
		*(last ? last : folded) = '\0';
	}
	snprintf(topic, STUDY_NAME, "%.*s", STUDY_NAME - 1, folded);
	return *total >= 1 && *total <= QUIZ_MOST;
}

enum manner verb_quiz_start(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;
	struct error err;
	char person[STUDY_NAME];

	if (quiz_find(bot, asker, &quiz))
		return verb_refuse(asker, out,
			"A quiz is already running here, question "
			"%lld of %lld; `quiz stop` ends it.",
			(long long)quiz.number, (long long)quiz.total);
	if (!quiz_read_start(arguments, quiz.topic, &quiz.total))
		return verb_refuse(asker, out, "A quiz has 1 to %d questions.", QUIZ_MOST);
	if (quiz_draw_count(bot, quiz.topic) == 0)
		return near_refuse_topic(bot, asker, quiz.topic, out);
	snprintf(quiz.spoken, sizeof quiz.spoken, "%s", asker->channel);
	person_key(asker, person, sizeof person);
	person_list_add(quiz.players, sizeof quiz.players, person);
	if (!quiz_run_begin(bot, &quiz, asker->now, &err))
		return verb_refuse(asker, out, "The quiz cannot start: %s", err.text);
	quiz_started_by(bot, asker, &quiz);
	out->count = 0;
	return MANNER_ANSWER;
}

static const char no_quiz[] = "No quiz is running here; `quiz start [topic] [n]` begins one.";

enum manner verb_quiz_stop(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;
	char head[STUDY_NAME + 64];

	(void)arguments;
	if (!quiz_find(bot, asker, &quiz))
		return verb_refuse(asker, out, "%s", no_quiz);
	quiz_run_stop(bot, &quiz);
	snprintf(head, sizeof head, "The answer was %s.", quiz.answer);
	quiz_run_fact(bot, &quiz, head, asker->now);
	quiz_run_end(bot, &quiz, "The quiz has been stopped:");
	out->count = 0;
	return MANNER_ANSWER;
}

enum manner verb_hint(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;

	(void)arguments;
	if (!asker->channel)
		return cards_hint(bot, asker, out);
	if (!quiz_find(bot, asker, &quiz))
		return verb_refuse(asker, out, "%s", no_quiz);
	quiz_hint(bot, &quiz);
	out->count = 0;
	return MANNER_ANSWER;
}

enum manner verb_skip(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;

	(void)arguments;
	if (!asker->channel)
		return cards_skip(bot, asker, out);
	if (!quiz_find(bot, asker, &quiz))
		return verb_refuse(asker, out, "%s", no_quiz);
	quiz_skip(bot, asker, &quiz);
	out->count = 0;
	return MANNER_ANSWER;
}

/* Says the scores of a month: "month" for this one, or "2026-10". */
static enum manner say_season(
	struct bot *bot, const struct asker *asker, const char *words, struct reply *out)
{
	enum { SHOWN = 10 };
	struct study_score list[SHOWN];
	char line[2 * REPLY_LINE], channel[STUDY_NAME];
	struct buf buf = BUF(line);
	int year, number;
	int64_t month = sscanf(words, "%4d-%2d", &year, &number) == 2
				? year * 100 + number
				: quiz_run_month(bot, asker->now);

	person_channel(asker, channel, sizeof channel);
	size_t count = store_season(bot->store, asker->network, channel, month, list, SHOWN);
	buf_add(&buf, "%s %lld: ", date_month((int)(month % 100)), (long long)(month / 100));
	for (size_t i = 0; i < count; i++)
		buf_add(&buf, "%s%zu. %s %lld", i ? ", " : "", i + 1, list[i].shown,
			(long long)list[i].total);
	buf_add(&buf, "%s%s", count ? "." : "no points.", strchr(line, '*') ? quiz_by_nick : "");
	return verb_say(asker, out, MANNER_ANSWER, "%s", line);
}

bool quiz_is_month(const char *words)
{
	int year, month, end = 0;

	return !*words || text_compare_ascii(words, "month") == 0 ||
	       (sscanf(words, "%4d-%2d%n", &year, &month, &end) == 2 && !words[end] && month >= 1 &&
		       month <= 12 && year > 0);
}

enum manner verb_scores(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;
	char line[2 * REPLY_LINE];
	struct buf buf = BUF(line);
	struct study_score best[1];

	if (*arguments && !quiz_is_month(arguments))
		return verb_refuse(asker, out,
			"A month is `scores month` for this one, or year and month: `scores "
			"2026-10`.");
	if (*arguments)
		return say_season(bot, asker, arguments, out);
	quiz_find(bot, asker, &quiz);
	buf_add(&buf, "%s: ", quiz.number ? "This quiz" : "The last quiz");
	if (!quiz_run_scores(bot, &quiz, STORE_OF_QUIZ, &buf))
		buf_add(&buf, "no points");
	buf_add(&buf, "; in total: ");
	if (!quiz_run_scores(bot, &quiz, STORE_EVER, &buf))
		buf_add(&buf, "no points");
	if (quiz.streak > 1)
		buf_add(&buf, "; %lld in a row now", (long long)quiz.streak);
	if (store_scores(bot->store, quiz.network, quiz.channel, STORE_BY_STREAK, best, 1))
		buf_add(&buf, "; longest streak: %s %lld", best->shown, (long long)best->best);
	buf_add(&buf, ".%s", strchr(line, '*') ? quiz_by_nick : "");
	return verb_say(asker, out, MANNER_ANSWER, "%s", line);
}

enum manner verb_quiz_join(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
	enum { TEAM = 20 };
	struct study_score score;
	struct error err;
	char channel[STUDY_NAME], person[STUDY_NAME], team[STUDY_NAME];

	text_fold(arguments, team, sizeof team);
	if (strlen(team) > TEAM || strspn(team, letters) != strlen(team))
		return verb_refuse(
			asker, out, "A team is a word of at most %d letters and digits.", TEAM);
	person_channel(asker, channel, sizeof channel);
	person_key(asker, person, sizeof person);
	store_score(bot->store, asker->network, channel, person, &score);
	person_shown(asker, score.shown, sizeof score.shown);
	snprintf(score.team, sizeof score.team, "%s", team);
	if (!store_put_score(bot->store, &score, &err))
		return verb_refuse(asker, out, "This could not be saved: %s", err.text);
	return verb_say(asker, out, MANNER_ANSWER, "You play for %s until a quiz ends here.", team);
}
