/* The verbs of a quiz. */
#include "base/buf.h"
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

/* Reads "elections 5", "5" or "elections": the folded topic and the number of questions; false if
 * that is out of range. */
static bool read_start(const char *arguments, char topic[STUDY_NAME], int64_t *total)
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

/* Draws the first question and saves the quiz, whose topic and total are set; false, with the
 * reason in *err, if that cannot be done, and whatever was there stays. */
static bool begin(
	struct bot *bot, const struct asker *asker, struct study_quiz *quiz, struct error *err)
{
	bool ended = quiz_open_ended(bot, quiz->network, quiz->channel);
	char person[STUDY_NAME];

	quiz_open_new(bot, quiz->network, quiz->channel);
	snprintf(quiz->spoken, sizeof quiz->spoken, "%s", asker->channel);
	quiz->seed = (int64_t)(bot_draw(bot, asker->now) >> 2);
	person_key(asker, person, sizeof person);
	person_list_add(quiz->players, sizeof quiz->players, person);
	if (!quiz_draw_next(bot, quiz, asker->now)) {
		error_set(err, "No question can be made from these facts.");
	} else {
		quiz_draw_count_on(bot, quiz);
		if (store_clear_scores(
			    bot->store, quiz->network, quiz->channel, STORE_OF_QUIZ, err) &&
			store_put_quiz(bot->store, quiz, err)) {
			quiz_open_note(bot, quiz, true);
			return true;
		}
	}
	quiz_open_place(bot, quiz->network, quiz->channel)->ended = ended;
	quiz_open_note(bot, quiz, false);
	return false;
}

enum manner verb_quiz_start(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;
	struct error err;
	char head[160];

	if (quiz_find(bot, asker, &quiz))
		return verb_refuse(asker, out,
			"A quiz is already running here, question "
			"%lld of %lld; `quiz stop` ends it.",
			(long long)quiz.number, (long long)quiz.total);
	if (!read_start(arguments, quiz.topic, &quiz.total))
		return verb_refuse(asker, out, "A quiz has 1 to %d questions.", QUIZ_MOST);
	if (quiz_draw_count(bot, quiz.topic) == 0)
		return near_refuse_topic(bot, asker, quiz.topic, out);
	if (!begin(bot, asker, &quiz, &err))
		return verb_refuse(asker, out, "The quiz cannot start: %s", err.text);
	quiz_started_by(bot, asker, &quiz);
	snprintf(head, sizeof head,
		"A quiz%s%.60s: just say the answer, or hint, or skip; %d seconds each.",
		*quiz.topic ? " on " : "", quiz.topic, QUIZ_SECONDS);
	quiz_run_say(bot, &quiz, head);
	quiz_run_question(bot, &quiz, "");
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

enum manner verb_scores(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;
	char line[2 * REPLY_LINE];
	struct buf buf = BUF(line);
	struct study_score best[1];

	(void)arguments;
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
