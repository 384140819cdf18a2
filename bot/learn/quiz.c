#include "learn/quiz.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "keep/store_people.h"
#include "keep/store_study.h"
#include "learn/person.h"
#include "learn/quiz_draw.h"
#include "learn/quiz_open.h"
#include "learn/quiz_run.h"
#include "learn/quiz_timetable.h"
#include "study/attempt.h"
#include "study/hint.h"
#include "study/maker.h"
#include "verbs/pace.h"
#include "verbs/view_select.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char quiz_by_nick[] = " (*: a nick without a services account)";

/* --- the open question ----------------------------------------------------------------------- */

/* Once after the bot has started: marks the open questions to be asked again. */
static void wake_quizzes(struct bot *bot)
{
	struct error err;

	if (!bot->quiz_awake)
		quiz_run_saved(store_wake_quizzes(bot->store, &err), &err);
	bot->quiz_awake = true;
}

bool quiz_find(struct bot *bot, const struct asker *asker, struct study_quiz *quiz)
{
	char channel[STUDY_NAME];

	if (!bot->read_only)
		wake_quizzes(bot);
	person_channel(asker, channel, sizeof channel);
	if (!store_quiz(bot->store, asker->network, channel, quiz))
		return false;
	if (!quiz_open_ended(bot, asker->network, channel))
		return true;
	*quiz = (struct study_quiz){.until = 0};
	snprintf(quiz->network, sizeof quiz->network, "%s", asker->network);
	snprintf(quiz->channel, sizeof quiz->channel, "%s", channel);
	return false;
}

/* Reads the key of the open question's answer; false if the facts no longer have it. */
static bool read_quiz_key(const struct bot *bot, const struct study_quiz *quiz, struct key *key)
{
	enum thing_kind kind;

	return quiz_run_is_served(bot, quiz) && thing_named(quiz->kind, &kind) &&
	       judge_key(bot->index, kind, quiz->answer, key);
}

void quiz_hint(struct bot *bot, struct study_quiz *quiz)
{
	enum { HINTS = 2 };
	struct key key;
	struct error err;
	char hint[160], line[200];

	if (!read_quiz_key(bot, quiz, &key))
		return;
	const char *head = quiz->hints < HINTS ? "Hint:" : "No further hint:";

	if (quiz->hints < HINTS)
		quiz->hints++;
	quiz->tried = 1;
	quiz_run_saved(store_put_quiz(bot->store, quiz, &err), &err);
	hint_write(&key, quiz->answer, (int)quiz->hints, hint, sizeof hint);
	snprintf(line, sizeof line, "%s %s", head, hint);
	quiz_run_say(bot, quiz, line);
}

static void skip_question(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	char head[STUDY_NAME + 64];

	quiz->silent = 0;
	quiz->streak = 0;
	*quiz->leader = '\0';
	snprintf(head, sizeof head, "Skipped. It was %s.", quiz->answer);
	quiz_run_advance(bot, quiz, head, NULL, now);
}

void quiz_skip(struct bot *bot, const struct asker *asker, struct study_quiz *quiz)
{
	enum quiz_vote vote = quiz_vote_to_skip(bot, asker, quiz);

	if (vote == QUIZ_SKIP)
		skip_question(bot, quiz, asker->now);
	else if (vote == QUIZ_ONE_MORE)
		quiz_run_say(bot, quiz, "If one more person says skip, it is skipped.");
}

/* --- attempts --------------------------------------------------------------------------------- */

/* Records that the person has chosen a letter; false if they already had, or it cannot be saved. */
static bool may_choose(struct bot *bot, struct study_quiz *quiz, const char *person)
{
	struct error err;

	if (person_list_has(quiz->chose, person))
		return false;
	person_list_add(quiz->chose, sizeof quiz->chose, person);
	person_list_add(quiz->players, sizeof quiz->players, person);
	quiz->tried = 1;
	return quiz_run_saved(store_put_quiz(bot->store, quiz, &err), &err);
}

static bool is_right_answer(struct bot *bot, const struct study_quiz *quiz, const char *text)
{
	struct key key;

	return read_quiz_key(bot, quiz, &key) && judge_accepts(bot->index, &key, text);
}

static void award(struct bot *bot, const struct asker *asker, struct study_quiz *quiz)
{
	struct study_score score;
	char person[STUDY_NAME], head[2 * STUDY_NAME + 96], row[32] = "";

	person_key(asker, person, sizeof person);
	person_list_add(quiz->players, sizeof quiz->players, person);
	quiz->streak = strcmp(quiz->leader, person) == 0 ? quiz->streak + 1 : 1;
	snprintf(quiz->leader, sizeof quiz->leader, "%s", person);
	quiz->silent = 0;
	store_score(bot->store, quiz->network, quiz->channel, person, &score);
	person_shown(asker, score.shown, sizeof score.shown);
	score.quiz++;
	score.session++;
	score.total++;
	if (score.best < quiz->streak)
		score.best = quiz->streak;
	if (quiz->streak > 1)
		snprintf(row, sizeof row, ", %lld in a row", (long long)quiz->streak);
	snprintf(head, sizeof head, "%.40s is right: %s (%lld point%s%s%s%.20s).", score.shown,
		quiz->answer, (long long)score.quiz, score.quiz == 1 ? "" : "s", row,
		*score.team ? ", " : "", score.team);
	quiz_run_advance(bot, quiz, head, &score, asker->now);
}

bool quiz_is_open(struct bot *bot, const struct asker *asker)
{
	char channel[STUDY_NAME];

	if (bot->quiz_count == 0 || bot->read_only || !asker->channel)
		return false;
	person_channel(asker, channel, sizeof channel);
	return quiz_open_is(bot, asker->network, channel);
}

void quiz_read_command(struct bot *bot, const struct asker *asker, struct request *request)
{
	static const struct {
		const char *said, *verb, *arguments;
	} rows[] = {{"scores", "scores", ""}, {"scores month", "scores", "month"},
		{"quiz stop", "quiz", "stop"}, {"stop quiz", "quiz", "stop"},
		{"why", "source", ""}};
	const char *text = request->text, *verb = NULL;

	if (!quiz_is_open(bot, asker))
		return;
	for (size_t i = 0; i < sizeof rows / sizeof *rows && !verb; i++)
		if (text_compare_ascii(text, rows[i].said) == 0) {
			verb = rows[i].verb;
			request->arguments = rows[i].arguments;
		}
	if (!verb && strncasecmp(text, "quiz join ", 10) == 0 && !strchr(text + 10, ' ')) {
		verb = "quiz";
		request->arguments = text + 5;
	}
	if (verb) {
		request->kind = REQUEST_COMMAND;
		snprintf(request->verb, sizeof request->verb, "%s", verb);
	}
}

bool quiz_handle(struct bot *bot, const struct asker *asker, const char *text)
{
	struct study_quiz quiz;
	struct error err;
	char folded[256], person[STUDY_NAME];

	if (!quiz_find(bot, asker, &quiz))
		return false;
	person_take_points(bot, asker, &quiz);
	text_fold(text, folded, sizeof folded);
	char letter = *quiz.letter ? attempt_letter(text) : '\0';
	person_key(asker, person, sizeof person);
	if (strcmp(folded, "hint") == 0 || strcmp(folded, "skip") == 0) {
		if (pace_allows(bot, asker))
			*folded == 'h' ? quiz_hint(bot, &quiz) : quiz_skip(bot, asker, &quiz);
		return true;
	}
	if (!quiz_run_is_served(bot, &quiz))
		return false;
	if (letter && letter < 'a' + ITEM_CHOICES) {
		if (may_choose(bot, &quiz, person) && letter == *quiz.letter)
			award(bot, asker, &quiz);
		return true;
	}
	if (is_right_answer(bot, &quiz, text)) {
		award(bot, asker, &quiz);
		return true;
	}
	if (!quiz.tried) {
		quiz.tried = 1;
		quiz_run_saved(store_put_quiz(bot->store, &quiz, &err), &err);
	}
	return false;
}

/* --- time ------------------------------------------------------------------------------------- */

bool quiz_may_play(struct bot *bot, const struct study_quiz *quiz, struct timestamp now)
{
	struct network *network = bot_network(bot, quiz->network)->network;

	return network && presence_in(network_presence(network), quiz->spoken) &&
	       presence_may_speak(network_presence(network), quiz->spoken, now) &&
	       store_muted(bot->store, quiz->network, quiz->channel, now) == 0;
}

/* Whether one of the players is known to be in the channel. */
static bool has_player(struct bot *bot, const struct study_quiz *quiz)
{
	const struct roster *roster = bot_network(bot, quiz->network)->roster;
	char person[STUDY_NAME];

	for (const char *at = quiz->players; person_list_next(&at, person, sizeof person);)
		if (*person == '=' ? roster_has_account(roster, person + 1, quiz->spoken)
				   : roster_is_in(roster, person, quiz->spoken))
			return true;
	return false;
}

static void resume(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	if (!quiz_run_is_served(bot, quiz)) {
		quiz_run_advance(bot, quiz, "", NULL, now);
		return;
	}
	quiz->until = now.unix + QUIZ_SECONDS;
	quiz_draw_count_more(bot, quiz);
	if (!quiz_run_put(bot, quiz, now))
		return;
	quiz_open_note(bot, quiz, true);
	quiz_run_question(bot, quiz, "The quiz continues. ");
}

/* After the bot has started: continues the quiz once one of its players is here, and ends it if
 * none comes. */
static void await_players(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	if (has_player(bot, quiz)) {
		resume(bot, quiz, now);
	} else if (quiz->until == -1) {
		quiz->until = -now.unix;
		quiz_run_put(bot, quiz, now);
	} else if (now.unix + quiz->until >= QUIZ_SECONDS) {
		log_info("quiz", "%s: the quiz in %s is over: none of its players is there",
			quiz->network, quiz->spoken);
		quiz_run_stop(bot, quiz);
	}
}

/* Counts a few more of the quiz's questions, and saves the total if it has changed. */
static void count_more(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	int64_t total = quiz->total;

	if (quiz_draw_count_more(bot, quiz) && quiz->total != total)
		quiz_run_put(bot, quiz, now);
}

static void check_quiz(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	char head[STUDY_NAME + 64];
	bool ready = quiz_may_play(bot, quiz, now);

	view_select_channel(bot, quiz->network, quiz->spoken);
	if (quiz_run_retry(bot, quiz, now))
		return;
	if (ready && quiz->until > 0 && !quiz_run_is_served(bot, quiz)) {
		quiz_run_advance(bot, quiz, "", NULL, now);
		return;
	}
	if (!ready && quiz->until > 0) { /* kicked or muted: pause */
		quiz->until = 0;
		if (quiz_run_put(bot, quiz, now))
			quiz_open_note(bot, quiz, false);
	} else if (ready && quiz->until == 0) {
		resume(bot, quiz, now);
	} else if (ready && quiz->until < 0) {
		await_players(bot, quiz, now);
	} else if (ready && now.unix >= quiz->until) {
		quiz->silent = quiz->tried ? 0 : quiz->silent + 1;
		quiz->streak = 0;
		*quiz->leader = '\0';
		snprintf(head, sizeof head, "Time is up. It was %s.", quiz->answer);
		quiz_run_advance(bot, quiz, head, NULL, now);
	} else if (ready) {
		count_more(bot, quiz, now);
	}
}

int64_t quiz_tick(struct bot *bot, struct timestamp now)
{
	enum { LOOK_MS = 1000 };

	if (bot->read_only)
		return -1;
	if (bot->quiz_awake && now.ms < bot->next_quiz_ms)
		return bot->next_quiz_ms - now.ms;
	if (bot_is_locked(bot))
		return POSTPONED_LOOK_MS;
	quiz_timetable_tick(bot, now);
	wake_quizzes(bot);
	bot->next_quiz_ms = now.ms + LOOK_MS;
	struct study_quiz *list = must_alloc(QUIZ_CHANNELS * sizeof *list);
	size_t count = store_quizzes(bot->store, list, QUIZ_CHANNELS);
	quiz_open_none(bot); /* another process may have changed the table */
	for (size_t i = 0; i < count; i++)
		quiz_open_note(bot, &list[i], list[i].until > 0);
	for (size_t i = 0; i < count; i++)
		check_quiz(bot, &list[i], now);
	free(list);
	return LOOK_MS;
}
