#include "learn/quiz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "keep/store_people.h"
#include "keep/store_study.h"
#include "learn/cards.h"
#include "learn/learn.h"
#include "learn/person.h"
#include "learn/quiz_draw.h"
#include "learn/quiz_open.h"
#include "study/hint.h"
#include "study/maker.h"
#include "verbs/pace.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = REPLY_LINE };

/* --- sending ---------------------------------------------------------------------------------- */

static void send_line(struct bot *bot, const struct study_quiz *quiz, const char *text)
{
	if (!bot_say(bot, quiz->network, "PRIVMSG", quiz->spoken, text))
		log_info("quiz", "%s: a line for %s was dropped: too many are queued",
			quiz->network, quiz->spoken);
}

static void check_saved(bool saved, const struct error *err)
{
	if (!saved)
		log_warn("quiz", "the quiz was not saved: %s", err->text);
}

/* Sends the head and the fact behind the open question as one line, and remembers the fact for
 * `source`. */
static void say_fact(
	struct bot *bot, const struct study_quiz *quiz, const char *head, struct timestamp now)
{
	struct network *network = bot_network(bot, quiz->network)->network;
	int at = index_by_id(bot->index, quiz->fact);
	char line[LINE];

	if (at < 0 || !network) {
		send_line(bot, quiz, head);
		return;
	}
	verb_fact_line(
		bot, outbox_room(network_outbox(network), "PRIVMSG", quiz->spoken), head, at, line);
	send_line(bot, quiz, line);

	struct exchange *last = context_new(&bot->memory, quiz->network, quiz->spoken, "", now);
	context_show(last, &bot->index->profiles[at], true);
}

/* Adds "alice* 3, bob 2"; false if nobody has a point. */
static bool add_scores(
	struct bot *bot, const struct study_quiz *quiz, enum store_span span, struct buf *buf)
{
	enum { SHOWN = 8 };
	struct study_score list[SHOWN];
	size_t count = store_scores(bot->store, quiz->network, quiz->channel, span, list, SHOWN);

	for (size_t i = 0; i < count; i++)
		buf_add(buf, "%s%s %lld", i ? ", " : "", list[i].shown,
			(long long)(span == STORE_OF_QUIZ ? list[i].quiz : list[i].total));
	return count > 0;
}

static const char by_nick[] = " (*: a nick without a services account)";

static void say_end(struct bot *bot, const struct study_quiz *quiz, const char *head)
{
	char line[LINE];
	struct buf buf = BUF(line);

	buf_add(&buf, "%s ", head);
	if (!add_scores(bot, quiz, STORE_OF_QUIZ, &buf))
		buf_add(&buf, "nobody has a point.");
	if (strchr(line, '*'))
		buf_add(&buf, "%s", by_nick);
	send_line(bot, quiz, line);
}

static void say_question(struct bot *bot, const struct study_quiz *quiz, const char *head)
{
	char line[LINE];

	snprintf(line, sizeof line, "%sQuestion %lld of %lld: %s", head, (long long)quiz->number,
		(long long)quiz->total, quiz->prompt);
	send_line(bot, quiz, line);
}

/* --- from question to question ---------------------------------------------------------------- */

/* Records the question, without words or people, for the reading list. */
static void journal_question(struct bot *bot, const struct study_quiz *quiz, struct timestamp now)
{
	int at = index_by_id(bot->index, quiz->fact);
	struct error err;
	const struct journal_entry entry = {.when = now,
		.network = quiz->network,
		.channel = quiz->spoken,
		.decision = "quiz",
		.by = "",
		.fact = at < 0 ? 0 : bot->index->profiles[at].fact->number,
		.question = ""};

	check_saved(store_journal(bot->store, &entry, &err), &err);
}

/* Closes the question and asks the next one, or ends the quiz. head: how it went, up to the fact.
 * score: a point won, saved in the same transaction; may be NULL. */
static void go_on(struct bot *bot, struct study_quiz *quiz, const char *head,
	const struct study_score *score, struct timestamp now)
{
	struct study_quiz closed = *quiz;
	struct error err;
	bool more = quiz->silent < QUIZ_SILENT && quiz_draw_next(bot, quiz, now);

	if (!store_close_question(bot->store, &closed, more ? quiz : NULL, score, &err)) {
		check_saved(false, &err);
		return; /* says nothing that is not kept; the tick tries again */
	}
	quiz_open_note(bot, quiz, more);
	say_fact(bot, &closed, head, now);
	journal_question(bot, &closed, now);
	if (more)
		say_question(bot, quiz, "");
	else
		say_end(bot, quiz,
			quiz->silent >= QUIZ_SILENT ? "Nobody is answering, so the quiz stops:"
						    : "The quiz is over:");
}

/* --- the verbs -------------------------------------------------------------------------------- */

/* Once after a start: marks the open questions to be repeated. */
static void wake_quizzes(struct bot *bot)
{
	struct error err;

	if (!bot->quiz_awake)
		check_saved(store_wake_quizzes(bot->store, &err), &err);
	bot->quiz_awake = true;
}

/* Finds the channel's quiz; without one, *quiz is blank but for its key. */
static bool find_quiz(struct bot *bot, const struct asker *asker, struct study_quiz *quiz)
{
	char channel[STUDY_NAME];

	if (!bot->read_only)
		wake_quizzes(bot);
	person_channel(asker, channel, sizeof channel);
	return store_quiz(bot->store, asker->network, channel, quiz);
}

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

enum manner verb_quiz_start(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;
	struct error err;
	char head[160];

	if (find_quiz(bot, asker, &quiz))
		return verb_refuse(asker, out,
			"A quiz is already running here, question "
			"%lld of %lld; `quiz stop` ends it.",
			(long long)quiz.number, (long long)quiz.total);
	if (!read_start(arguments, quiz.topic, &quiz.total))
		return verb_refuse(asker, out, "A quiz has 1 to %d questions.", QUIZ_MOST);
	int64_t facts = (int64_t)quiz_draw_count(bot, quiz.topic);
	if (quiz.total > facts)
		quiz.total = facts;
	if (facts == 0)
		return verb_refuse(asker, out, "There is no topic \"%.60s\"; `topics` lists them.",
			quiz.topic);
	snprintf(quiz.spoken, sizeof quiz.spoken, "%s", asker->channel);
	quiz.seed = (int64_t)(bot_draw(bot, asker->now) >> 2);
	if (!quiz_draw_next(bot, &quiz, asker->now))
		return verb_refuse(asker, out, "No question can be made from these facts.");
	if (!store_clear_scores(bot->store, quiz.network, quiz.channel, STORE_OF_QUIZ, &err) ||
		!store_put_quiz(bot->store, &quiz, &err))
		return verb_refuse(asker, out, "The quiz could not be saved: %s", err.text);
	quiz_open_note(bot, &quiz, true);
	quiz_started_by(bot, asker, &quiz);
	snprintf(head, sizeof head,
		"A quiz%s%.60s: just say the answer, or hint, or skip; %d seconds each.",
		*quiz.topic ? " on " : "", quiz.topic, QUIZ_SECONDS);
	send_line(bot, &quiz, head);
	say_question(bot, &quiz, "");
	out->count = 0;
	return MANNER_ANSWER;
}

static const char no_quiz[] = "No quiz is running here; `quiz start [topic] [n]` begins one.";

enum manner verb_quiz_stop(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;
	struct error err;
	char head[STUDY_NAME + 64];

	(void)arguments;
	if (!find_quiz(bot, asker, &quiz))
		return verb_refuse(asker, out, "%s", no_quiz);
	if (!store_drop_quiz(bot->store, quiz.network, quiz.channel, &err))
		return verb_refuse(asker, out, "The quiz could not be ended: %s", err.text);
	quiz_open_note(bot, &quiz, false);
	snprintf(head, sizeof head, "The answer was %s.", quiz.answer);
	say_fact(bot, &quiz, head, asker->now);
	say_end(bot, &quiz, "The quiz has been stopped:");
	out->count = 0;
	return MANNER_ANSWER;
}

/* Reads the open question's answer as a key; false if the facts no longer have it. */
static bool read_key(const struct bot *bot, const struct study_quiz *quiz, struct key *key)
{
	enum thing_kind kind;

	return thing_named(quiz->kind, &kind) && judge_key(bot->index, kind, quiz->answer, key);
}

static void give_hint(struct bot *bot, struct study_quiz *quiz)
{
	enum { HINTS = 2 };
	struct key key;
	struct error err;
	char hint[160], line[200];

	if (!read_key(bot, quiz, &key))
		return;
	if (quiz->hints < HINTS)
		quiz->hints++;
	quiz->tried = 1;
	check_saved(store_put_quiz(bot->store, quiz, &err), &err);
	hint_write(&key, quiz->answer, (int)quiz->hints, hint, sizeof hint);
	snprintf(line, sizeof line, "Hint: %s", hint);
	send_line(bot, quiz, line);
}

static void skip_question(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	char head[STUDY_NAME + 64];

	quiz->silent = 0;
	quiz->streak = 0;
	*quiz->leader = '\0';
	snprintf(head, sizeof head, "Skipped. It was %s.", quiz->answer);
	go_on(bot, quiz, head, NULL, now);
}

static void wish_to_skip(struct bot *bot, const struct asker *asker, struct study_quiz *quiz)
{
	enum quiz_wish wish = quiz_wish_to_skip(bot, asker, quiz);

	if (wish == QUIZ_SKIP)
		skip_question(bot, quiz, asker->now);
	else if (wish == QUIZ_ONE_MORE)
		send_line(bot, quiz, "One more who says skip, and it is skipped.");
}

enum manner verb_hint(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;

	(void)arguments;
	if (!asker->channel)
		return cards_hint(bot, asker, out);
	if (!find_quiz(bot, asker, &quiz))
		return verb_refuse(asker, out, "%s", no_quiz);
	give_hint(bot, &quiz);
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
	if (!find_quiz(bot, asker, &quiz))
		return verb_refuse(asker, out, "%s", no_quiz);
	wish_to_skip(bot, asker, &quiz);
	out->count = 0;
	return MANNER_ANSWER;
}

enum manner verb_scores(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_quiz quiz;
	char line[2 * LINE];
	struct buf buf = BUF(line);
	struct study_score best[1];

	(void)arguments;
	find_quiz(bot, asker, &quiz);
	buf_add(&buf, "%s: ", quiz.number ? "This quiz" : "The last quiz");
	if (!add_scores(bot, &quiz, STORE_OF_QUIZ, &buf))
		buf_add(&buf, "no points");
	buf_add(&buf, "; in total: ");
	if (!add_scores(bot, &quiz, STORE_EVER, &buf))
		buf_add(&buf, "no points");
	if (quiz.streak > 1)
		buf_add(&buf, "; %lld in a row now", (long long)quiz.streak);
	if (store_scores(bot->store, quiz.network, quiz.channel, STORE_BY_STREAK, best, 1))
		buf_add(&buf, "; longest streak: %s %lld", best->shown, (long long)best->best);
	buf_add(&buf, ".%s", strchr(line, '*') ? by_nick : "");
	return verb_say(asker, out, MANNER_ANSWER, "%s", line);
}

/* --- attempts --------------------------------------------------------------------------------- */

/* The letter chosen by "b", "b)" or "(b)"; 0 for other words. */
static char letter_in(const char *folded)
{
	folded += *folded == '(';
	bool ends = folded[0] && (!folded[1] || (strchr(").", folded[1]) && !folded[2]));

	return ends && *folded >= 'a' && *folded < 'a' + ITEM_CHOICES ? *folded : '\0';
}

/* Records that the person has chosen a letter; false if they already had. */
static bool may_choose(struct bot *bot, struct study_quiz *quiz, const char *person)
{
	char name[STUDY_NAME + 2];
	struct error err;
	size_t length = strlen(quiz->chose), more = strlen(person) + 1;

	for (const char *at = quiz->chose; *at; at += strcspn(at, "\n") + 1)
		if (strncmp(at, person, more - 1) == 0 && at[more - 1] == '\n')
			return false;
	snprintf(name, sizeof name, "%s\n", person);
	if (length + more < sizeof quiz->chose)
		memcpy(quiz->chose + length, name, more + 1);
	quiz->tried = 1;
	check_saved(store_put_quiz(bot->store, quiz, &err), &err);
	return true;
}

static bool is_right_answer(struct bot *bot, const struct study_quiz *quiz, const char *text)
{
	struct key key;

	return read_key(bot, quiz, &key) && judge_accepts(bot->index, &key, text);
}

static void award(struct bot *bot, const struct asker *asker, struct study_quiz *quiz)
{
	struct study_score score;
	char person[STUDY_NAME], head[2 * STUDY_NAME + 96], row[32] = "";

	person_key(asker, person, sizeof person);
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
	snprintf(head, sizeof head, "%.40s is right: %s (%lld point%s%s).", score.shown,
		quiz->answer, (long long)score.quiz, score.quiz == 1 ? "" : "s", row);
	go_on(bot, quiz, head, &score, asker->now);
}

bool quiz_is_open(struct bot *bot, const struct asker *asker)
{
	char channel[STUDY_NAME];

	if (bot->quiz_count == 0 || bot->read_only || !asker->channel)
		return false;
	person_channel(asker, channel, sizeof channel);
	return quiz_open_is(bot, asker->network, channel);
}

bool quiz_heard(struct bot *bot, const struct asker *asker, const char *text)
{
	struct study_quiz quiz;
	struct error err;
	char folded[256], person[STUDY_NAME];

	if (!find_quiz(bot, asker, &quiz))
		return false;
	person_take_points(bot, asker, &quiz);
	text_fold(text, folded, sizeof folded);
	char letter = *quiz.letter ? letter_in(folded) : '\0';
	person_key(asker, person, sizeof person);
	if (strcmp(folded, "hint") == 0 || strcmp(folded, "skip") == 0) {
		if (pace_allows(bot, asker))
			*folded == 'h' ? give_hint(bot, &quiz) : wish_to_skip(bot, asker, &quiz);
		return true;
	}
	if (letter) {
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
		check_saved(store_put_quiz(bot->store, &quiz, &err), &err);
	}
	return false;
}

/* --- time ------------------------------------------------------------------------------------- */

/* Whether we are in the channel, may speak there, and are not muted. */
static bool may_play(struct bot *bot, const struct study_quiz *quiz, struct timestamp now)
{
	struct network *network = bot_network(bot, quiz->network)->network;

	return network && presence_in(network_presence(network), quiz->spoken) &&
	       presence_may_speak(network_presence(network), quiz->spoken, now) &&
	       store_muted(bot->store, quiz->network, quiz->spoken, now) == 0;
}

static void check_quiz(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	struct error err;
	char head[STUDY_NAME + 64];
	bool ready = may_play(bot, quiz, now);

	if (!ready && quiz->until > 0) { /* kicked out or muted: the question waits */
		quiz->until = 0;
		check_saved(store_put_quiz(bot->store, quiz, &err), &err);
		quiz_open_note(bot, quiz, false);
	} else if (ready && quiz->until == 0) {
		quiz->until = now.unix + QUIZ_SECONDS;
		check_saved(store_put_quiz(bot->store, quiz, &err), &err);
		quiz_open_note(bot, quiz, true);
		say_question(bot, quiz, "The quiz continues. ");
	} else if (ready && now.unix >= quiz->until) {
		quiz->silent = quiz->tried ? 0 : quiz->silent + 1;
		quiz->streak = 0;
		*quiz->leader = '\0';
		snprintf(head, sizeof head, "Time is up. It was %s.", quiz->answer);
		go_on(bot, quiz, head, NULL, now);
	}
}

int64_t quiz_tick(struct bot *bot, struct timestamp now)
{
	enum { LOOK_MS = 1000 };

	if (bot->read_only)
		return -1;
	wake_quizzes(bot);
	if (now.ms < bot->next_quiz_ms)
		return bot->next_quiz_ms - now.ms;
	bot->next_quiz_ms = now.ms + LOOK_MS;
	struct study_quiz *list = must_alloc(QUIZ_CHANNELS * sizeof *list);
	size_t count = store_quizzes(bot->store, list, QUIZ_CHANNELS);
	bot->quiz_count = 0; /* another process may have changed the table */
	for (size_t i = 0; i < count; i++)
		quiz_open_note(bot, &list[i], list[i].until > 0);
	for (size_t i = 0; i < count; i++)
		check_quiz(bot, &list[i], now);
	free(list);
	return LOOK_MS;
}
