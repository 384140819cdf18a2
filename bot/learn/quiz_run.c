#include "learn/quiz_run.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/zone.h"
#include "keep/store_people.h"
#include "learn/person.h"
#include "learn/quiz.h"
#include "learn/quiz_draw.h"
#include "learn/quiz_open.h"
#include "study/maker.h"
#include "verbs/verb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE = REPLY_LINE };

/* --- sending ---------------------------------------------------------------------------------- */

void quiz_run_say(struct bot *bot, const struct study_quiz *quiz, const char *text)
{
	if (!bot_say(bot, quiz->network, "PRIVMSG", quiz->spoken, text))
		log_info("quiz", "%s: a line for %s was dropped: too many are queued",
			quiz->network, quiz->spoken);
}

bool quiz_run_is_served(const struct bot *bot, const struct study_quiz *quiz)
{
	return index_by_id(bot->index, quiz->fact) >= 0;
}

void quiz_run_fact(
	struct bot *bot, const struct study_quiz *quiz, const char *head, struct timestamp now)
{
	struct network *network = bot_network(bot, quiz->network)->network;
	int at = index_by_id(bot->index, quiz->fact);
	char line[LINE];

	if (at < 0 || !network) {
		quiz_run_say(bot, quiz, at < 0 ? "That question is withdrawn." : head);
		return;
	}
	verb_fact_line(
		bot, outbox_room(network_outbox(network), "PRIVMSG", quiz->spoken), head, at, line);
	quiz_run_say(bot, quiz, line);

	struct exchange *last = context_new(&bot->memory, quiz->network, quiz->channel, "", now);
	context_show(last, &bot->index->profiles[at], true);
}

bool quiz_run_scores(
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

/* Adds "blue 5 (dara 3, mia 2), red 2 (sok* 2)", the best team first; false if there are none. */
static bool add_teams(struct bot *bot, const struct study_quiz *quiz, struct buf *buf)
{
	enum { PEOPLE = 64 };
	struct study_score *list = must_alloc(PEOPLE * sizeof *list);
	size_t count = store_teams(bot->store, quiz->network, quiz->channel, list, PEOPLE);
	bool done[PEOPLE] = {false};

	for (size_t teams = 0;; teams++) {
		size_t best = count, from = 0;
		long long most = -1;

		while (from < count) { /* the list is sorted by team */
			long long points = 0;
			size_t first = from;

			while (from < count && strcmp(list[from].team, list[first].team) == 0)
				points += list[from++].quiz;
			if (!done[first] && points > most) {
				most = points;
				best = first;
			}
		}
		if (best == count)
			break;
		done[best] = true;
		buf_add(buf, "%s%s %lld (", teams ? ", " : "", list[best].team, most);
		for (from = best; from < count && strcmp(list[from].team, list[best].team) == 0;
			from++)
			buf_add(buf, "%s%s %lld", from > best ? ", " : "", list[from].shown,
				(long long)list[from].quiz);
		buf_add(buf, ")");
	}
	free(list);
	return count > 0;
}

/* How many of the quiz's questions nobody knew. */
static size_t count_missed(const struct study_quiz *quiz)
{
	size_t count = 0;

	for (const char *at = quiz->missed; *at; at++)
		count += *at == '\n';
	return count;
}

void quiz_run_end(struct bot *bot, const struct study_quiz *quiz, const char *head)
{
	char line[LINE];
	struct buf buf = BUF(line);
	size_t missed = count_missed(quiz);
	struct error err;

	buf_add(&buf, "%s ", head);
	bool teams = add_teams(bot, quiz, &buf);
	if (!teams && !quiz_run_scores(bot, quiz, STORE_OF_QUIZ, &buf))
		buf_add(&buf, "nobody has a point.");
	if (strchr(line, '*'))
		buf_add(&buf, "%s", quiz_by_nick);
	quiz_run_say(bot, quiz, line);
	if (missed > 0) {
		snprintf(line, sizeof line,
			"Nobody knew %zu question%s; say `study missed` to me in private to study "
			"%s.",
			missed, missed == 1 ? "" : "s", missed == 1 ? "it" : "them");
		quiz_run_say(bot, quiz, line);
	}
	if (teams)
		quiz_run_saved(
			store_clear_teams(bot->store, quiz->network, quiz->channel, &err), &err);
}

void quiz_run_question(struct bot *bot, const struct study_quiz *quiz, const char *head)
{
	char line[LINE], of[32] = "";

	if (quiz_open_counted(bot, quiz))
		snprintf(of, sizeof of, " of %lld", (long long)quiz->total);
	snprintf(line, sizeof line, "%sQuestion %lld%s: %s", head, (long long)quiz->number, of,
		quiz->prompt);
	quiz_run_say(bot, quiz, line);
}

/* --- failed writes ---------------------------------------------------------------------------- */

bool quiz_run_saved(bool saved, const struct error *err)
{
	if (!saved)
		log_warn("quiz", "the quiz was not saved: %s", err->text);
	return saved;
}

/* A step of the quiz that waits to be written, with all that is to be said after it. */
struct quiz_unsaved {
	struct study_quiz closed, next;
	bool more, won;
	struct study_score score;
	char head[2 * STUDY_NAME + 96];
};

static void drop_unsaved(struct bot_place *place)
{
	free(place->unsaved);
	place->unsaved = NULL;
}

/* Counts a failure; number QUIZ_FAILURES ends the quiz with one line. */
static void fail(struct bot *bot, const struct study_quiz *quiz, struct timestamp now)
{
	struct bot_place *place = quiz_open_place(bot, quiz->network, quiz->channel);

	place->retry_ms = now.ms + QUIZ_RETRY_MS;
	if (++place->failures < QUIZ_FAILURES)
		return;
	quiz_run_say(bot, quiz,
		"The quiz stops, since it cannot be saved; my log says why. Points that were saved "
		"are kept.");
	quiz_run_stop(bot, quiz);
}

bool quiz_run_put(struct bot *bot, const struct study_quiz *quiz, struct timestamp now)
{
	struct error err;

	if (!quiz_run_saved(store_put_quiz(bot->store, quiz, &err), &err)) {
		fail(bot, quiz, now);
		return false;
	}
	quiz_open_place(bot, quiz->network, quiz->channel)->failures = 0;
	return true;
}

void quiz_run_stop(struct bot *bot, const struct study_quiz *quiz)
{
	struct bot_place *place = quiz_open_place(bot, quiz->network, quiz->channel);
	struct error err;

	drop_unsaved(place);
	place->failures = 0;
	place->ended = !quiz_run_saved(
		store_drop_quiz(bot->store, quiz->network, quiz->channel, &err), &err);
	quiz_open_note(bot, quiz, false);
}

/* --- the beginning ---------------------------------------------------------------------------- */

int64_t quiz_run_month(const struct bot *bot, struct timestamp now)
{
	int year, month, day;

	zone_date(bot_zone(bot), now.unix, &year, &month, &day);
	return year * 100 + month;
}

bool quiz_run_begin(
	struct bot *bot, struct study_quiz *quiz, struct timestamp now, struct error *err)
{
	bool ended = quiz_open_ended(bot, quiz->network, quiz->channel), begun = false;
	char head[160];

	quiz_open_new(bot, quiz->network, quiz->channel);
	quiz->seed = (int64_t)(bot_draw(bot, now) >> 2);
	if (!quiz_draw_next(bot, quiz, now)) {
		error_set(err, "no question can be made from these facts");
	} else {
		quiz_draw_count_more(bot, quiz);
		begun = store_clear_scores(
				bot->store, quiz->network, quiz->channel, STORE_OF_QUIZ, err) &&
			store_put_quiz(bot->store, quiz, err);
	}
	if (!begun) {
		quiz_open_place(bot, quiz->network, quiz->channel)->ended = ended;
		quiz_open_note(bot, quiz, false);
		return false;
	}
	quiz_open_note(bot, quiz, true);
	snprintf(head, sizeof head,
		"A quiz%s%.60s: just say the answer, or hint, or skip; %d seconds each.",
		*quiz->topic ? " on " : "", quiz->topic, QUIZ_SECONDS);
	quiz_run_say(bot, quiz, head);
	quiz_run_question(bot, quiz, "");
	return true;
}

/* --- from question to question ---------------------------------------------------------------- */

/* Records the question's fact for the reading list, without its words or who played. */
static void journal_question(struct bot *bot, const struct study_quiz *quiz, struct timestamp now)
{
	int at = index_by_id(bot->index, quiz->fact);
	struct error err;
	const struct journal_entry entry = {.when = now,
		.network = quiz->network,
		.channel = quiz->channel,
		.decision = "quiz",
		.by = "",
		.fact = at < 0 ? 0 : bot->index->profiles[at].fact->number,
		.question = ""};

	quiz_run_saved(store_journal(bot->store, &entry, &err), &err);
}

/* Writes the step and then announces it; false if it cannot be written. */
static bool take_step(struct bot *bot, const struct quiz_unsaved *step, struct timestamp now)
{
	struct error err;

	if (!quiz_run_saved(
		    store_close_question(bot->store, &step->closed, step->more ? &step->next : NULL,
			    step->won ? &step->score : NULL, quiz_run_month(bot, now), &err),
		    &err))
		return false;
	quiz_run_fact(bot, &step->closed, step->head, now);
	journal_question(bot, &step->closed, now);
	if (step->more)
		quiz_run_question(bot, &step->next, "");
	else
		quiz_run_end(bot, &step->closed,
			step->next.silent >= QUIZ_SILENT ? "Nobody is answering, so the quiz stops:"
							 : "The quiz is over:");
	return true;
}

/* Takes the step, or keeps it for the next try. The place owns it from now on. */
static void try_step(
	struct bot *bot, struct bot_place *place, struct quiz_unsaved *step, struct timestamp now)
{
	const struct study_quiz closed = step->closed;

	place->unsaved = step;
	if (!take_step(bot, step, now)) {
		fail(bot, &closed, now);
		return;
	}
	bool more = step->more;
	drop_unsaved(place);
	place->failures = 0;
	quiz_open_note(bot, &closed, more);
}

void quiz_run_advance(struct bot *bot, struct study_quiz *quiz, const char *head,
	const struct study_score *score, struct timestamp now)
{
	struct bot_place *place = quiz_open_place(bot, quiz->network, quiz->channel);

	/* the question is closed already, and that waits to be written */
	if (place->unsaved)
		return;
	struct quiz_unsaved *step = must_alloc(sizeof *step);
	/* after a right answer the next question is harder, otherwise easier */
	quiz->level += score ? 1 : -1;
	if (quiz->level > MAKER_HARDEST)
		quiz->level = MAKER_HARDEST;
	if (quiz->level < MAKER_EASIEST)
		quiz->level = MAKER_EASIEST;
	if (!score && quiz_run_is_served(bot, quiz))
		person_list_add(quiz->missed, sizeof quiz->missed, quiz->fact);
	*step = (struct quiz_unsaved){.closed = *quiz, .won = score != NULL};
	snprintf(step->head, sizeof step->head, "%s", head);
	if (score)
		step->score = *score;
	step->more = quiz->silent < QUIZ_SILENT && quiz_draw_next(bot, quiz, now);
	step->next = *quiz;
	try_step(bot, place, step, now);
}

bool quiz_run_retry(struct bot *bot, const struct study_quiz *quiz, struct timestamp now)
{
	struct bot_place *place = quiz_open_place(bot, quiz->network, quiz->channel);
	struct error err;

	if (!place->ended && !place->failures)
		return false;
	if (now.ms < place->retry_ms)
		return true;
	place->retry_ms = now.ms + QUIZ_RETRY_MS;
	if (place->ended) {
		place->ended = !store_drop_quiz(bot->store, quiz->network, quiz->channel, &err);
		quiz_open_note(bot, quiz, false);
		return true;
	}
	if (!place->unsaved)
		return false; /* quiz_run_put() failed: the caller now tries again */
	try_step(bot, place, place->unsaved, now);
	return true;
}
