#include "learn/cards.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "base/zone.h"
#include "keep/store_study.h"
#include "language/question.h"
#include "learn/card.h"
#include "learn/learn.h"
#include "learn/person.h"
#include "learn/quiz_draw.h"
#include "learn/review.h"
#include "study/hint.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "Graded good: again in 2 days." */
static void add_graded(struct review *s, const char *head, enum grade grade, int64_t due)
{
	char line[REPLY_LINE];
	struct buf buf = BUF(line);

	buf_add(&buf, "%s %s: again ", head, schedule_grade_name(grade));
	card_add_when(due, s->zone, s->asker->now.unix, &buf);
	buf_add(&buf, ".");
	reply_line(line, s->asker->room, s->out);
}

/* --- answers ---------------------------------------------------------------------------------- */

/* If the open card's fact is no longer served, says so without its answer and asks the next card.
 * False if it is served. */
static bool skip_withdrawn(struct review *s)
{
	if (s->served)
		return false;
	reply_line("That card is withdrawn.", s->asker->room, s->out);
	review_ask_next(s);
	return true;
}

static void answer_judged(struct review *s, bool right, const char *word)
{
	struct study_learner *learner = &s->learner;
	enum grade grade = !right ? GRADE_AGAIN : learner->hints ? GRADE_HARD : GRADE_GOOD;
	char head[STUDY_NAME + 96];
	struct buf buf = BUF(head);

	if (skip_withdrawn(s))
		return;
	int64_t due = review_grade(s, grade);

	buf_add(&buf, "%s: %s (again ", word, learner->answer);
	card_add_when(due, s->zone, s->asker->now.unix, &buf);
	buf_add(&buf, ").");
	review_add_fact(s, head);
	review_ask_next(s);
}

static void show_card(struct review *s, const char *head)
{
	if (skip_withdrawn(s))
		return;
	s->learner.stage = STUDY_SHOWN;
	review_add_fact(s, head);
	reply_line("How well did you know it: again, hard, good or easy?", s->asker->room, s->out);
}

bool cards_handle(struct bot *bot, const struct asker *asker, const char *text, enum manner *manner,
	struct reply *out)
{
	static const char *const ends[] = {"stop", "stop it", "stop studying", "quit", "i quit",
		"exit", "end", "enough", "cancel", NULL};
	struct review s;
	char folded[256], line[256];
	enum grade grade;

	if (asker->channel || bot->read_only)
		return false;
	review_begin(&s, bot, asker, out);
	text_fold(text, folded, sizeof folded);
	bool graded = schedule_grade_named(folded, &grade);

	snprintf(line, sizeof line, "%.*s", (int)strcspn(folded, ".!"), folded);
	if (s.known && s.learner.stage != STUDY_IDLE && text_is_one_of(line, ends)) {
		out->count = 0;
		*manner = verb_study_stop(bot, asker, "", out);
		return true;
	}
	bool right = s.has_key && judge_accepts(bot->index, &s.key, text);
	bool regrades = graded && *s.learner.last;
	if (!s.known || (s.learner.stage == STUDY_IDLE && !regrades) ||
		(!graded && !right && question_form(folded)))
		return false;
	out->count = 0;
	if (s.learner.stage == STUDY_SHOWN && graded) {
		add_graded(&s, "Graded", grade, review_grade(&s, grade));
		review_ask_next(&s);
	} else if (s.learner.stage == STUDY_SHOWN) {
		reply_line(
			"Say again, hard, good or easy; `study stop` ends.", s.asker->room, s.out);
	} else if (regrades) {
		add_graded(&s, "The last card is graded", grade, review_regrade(&s, grade));
	} else if (s.judged) {
		answer_judged(&s, right, right ? "Right" : "No");
	} else {
		show_card(&s, "See for yourself:");
	}
	*manner = review_end(&s);
	return true;
}

/* --- the verbs -------------------------------------------------------------------------------- */

static const char no_card[] = "No card is open; `study [topic]` starts a round.";

enum manner cards_hint(struct bot *bot, const struct asker *asker, struct reply *out)
{
	struct review s;
	char hint[160];

	review_begin(&s, bot, asker, out);
	if (s.learner.stage != STUDY_ASKED)
		return verb_refuse(asker, out, "%s", no_card);
	if (!s.has_key)
		return verb_refuse(asker, out, "There is no hint for this card; `skip` shows it.");
	const char *head = s.learner.hints < 2 ? "Hint:" : "No further hint:";

	s.learner.hints += s.learner.hints < 2;
	hint_write(&s.key, s.learner.answer, (int)s.learner.hints, hint, sizeof hint);
	verb_say(asker, out, MANNER_ANSWER, "%s %s", head, hint);
	return review_end(&s);
}

enum manner cards_skip(struct bot *bot, const struct asker *asker, struct reply *out)
{
	struct review s;

	review_begin(&s, bot, asker, out);
	if (s.learner.stage != STUDY_ASKED)
		return verb_refuse(asker, out, "%s", no_card);
	if (s.judged)
		answer_judged(&s, false, "The answer");
	else
		show_card(&s, "It is this:");
	return review_end(&s);
}

/* Starts on a deck: a topic, or one of those in review.h. */
static enum manner study(
	struct bot *bot, const struct asker *asker, const char *deck, struct reply *out)
{
	struct review s;

	review_begin(&s, bot, asker, out);
	snprintf(s.learner.topic, sizeof s.learner.topic, "%s", deck);
	*s.learner.fact = *s.learner.last = '\0';
	s.learner.done = s.learner.fresh = 0;
	if (!s.known && !*asker->account)
		reply_line("You have no services account, so your cards are kept under your nick: "
			   "whoever uses that nick gets them. `forget me` deletes them.",
			asker->room, out);
	review_ask_next(&s);
	return review_end(&s);
}

enum manner verb_study(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char folded[STUDY_NAME];

	text_fold(arguments, folded, sizeof folded);
	if (quiz_draw_count(bot, folded) == 0)
		return near_refuse_topic(bot, asker, arguments, out);
	return study(bot, asker, folded, out);
}

enum manner verb_study_hard(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	(void)arguments;
	return study(bot, asker, REVIEW_HARD, out);
}

enum manner verb_study_missed(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	(void)arguments;
	return study(bot, asker, REVIEW_MISSED, out);
}

enum manner verb_study_session(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	(void)arguments;
	return study(bot, asker, REVIEW_SESSION, out);
}

/* Starts or stops recording the facts that answer this person. */
static enum manner record_asked(
	struct bot *bot, const struct asker *asker, bool keep, struct reply *out)
{
	struct study_learner learner;
	struct error err;
	char person[STUDY_NAME];

	person_key(asker, person, sizeof person);
	store_learner(bot->store, asker->network, person, &learner);
	snprintf(learner.nick, sizeof learner.nick, "%s", asker->nick);
	learner.keeps = keep;
	if (!store_put_learner(bot->store, &learner, &err) ||
		(!keep && !store_drop_answered(bot->store, asker->network, person, &err)))
		return verb_refuse(asker, out, "This could not be saved: %s", err.text);
	return verb_say(asker, out, MANNER_NOTICE, "%s",
		keep ? "From now on I remember for a month which facts I answered you with, for "
		       "`study asked`; `study asked off` deletes them."
		     : "Forgotten; I no longer remember which facts I answered you with.");
}

enum manner verb_study_asked(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_learner learner;
	char person[STUDY_NAME];

	if (*arguments)
		return record_asked(bot, asker, text_compare_ascii(arguments, "on") == 0, out);
	person_key(asker, person, sizeof person);
	store_learner(bot->store, asker->network, person, &learner);
	if (!learner.keeps)
		return verb_refuse(asker, out,
			"I do not record who asks what. With `study asked on` I remember for a "
			"month which facts I answered you with, and `study asked` turns them into "
			"cards.");
	return study(bot, asker, REVIEW_ASKED, out);
}

void cards_answered(struct bot *bot, const struct asker *asker, const struct fact *fact)
{
	enum { MONTH = 31 * SCHEDULE_DAY };
	struct study_learner learner;
	struct error err;
	char person[STUDY_NAME];

	if (bot->read_only || asker->relayed)
		return;
	person_key(asker, person, sizeof person);
	if (store_learner(bot->store, asker->network, person, &learner) && learner.keeps &&
		!store_put_answered(bot->store, asker->network, person, fact->id, asker->now.unix,
			asker->now.unix - MONTH, &err))
		log_warn("cards", "an answer was not recorded: %s", err.text);
}

enum manner verb_study_undo(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct review s;

	(void)arguments;
	review_begin(&s, bot, asker, out);
	if (!*s.learner.last)
		return verb_refuse(asker, out, "There is no answer to undo.");
	if (!review_undo(&s))
		return verb_refuse(asker, out, "Nothing was undone: %s.", s.err.text);
	verb_say(asker, out, MANNER_ANSWER, "Undone: the card %s is %s.", s.learner.last,
		*s.learner.before ? "as it was before" : "new again");
	*s.learner.last = '\0';
	return review_end(&s);
}

enum manner verb_timezone(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_learner learner;
	struct error err;
	char person[STUDY_NAME];

	person_key(asker, person, sizeof person);
	store_learner(bot->store, asker->network, person, &learner);
	if (*arguments && !zone_find(arguments, learner.zone, sizeof learner.zone))
		return verb_refuse(asker, out,
			"There is no time zone \"%.60s\"; give a place from the tz database, such "
			"as Asia/Phnom_Penh, or UTC+7.",
			arguments);
	snprintf(learner.nick, sizeof learner.nick, "%s", asker->nick);
	if (*arguments && !store_put_learner(bot->store, &learner, &err))
		return verb_refuse(asker, out, "This could not be saved: %s", err.text);
	const char *zone = card_zone(bot, &learner);
	int minutes = zone_minutes(zone, asker->now.unix);
	return verb_say(asker, out, MANNER_NOTICE,
		"Your time zone is %s, where it is %02d:%02d; your daily cards come at %d:00.",
		*zone ? zone : "UTC", minutes / 60, minutes % 60, CARD_HOUR);
}

/* Adds "; due by topic: aid 3, monarchy 1", the most first. */
static void add_due_topics(const struct review *s, size_t due, struct buf *buf)
{
	enum { TOPICS = 64, SHOWN = 8 };
	struct {
		const char *topic;
		size_t count;
	} list[TOPICS];
	size_t count = 0;

	for (size_t i = 0; i < due; i++) {
		int at = index_by_id(s->bot->index, s->cards[i].fact);
		size_t k = 0;

		if (at < 0)
			continue;
		const char *topic = s->bot->index->profiles[at].fact->topic;
		while (k < count && strcmp(list[k].topic, topic) != 0)
			k++;
		if (k == TOPICS)
			continue;
		if (k == count) {
			list[count].topic = topic;
			list[count++].count = 0;
		}
		list[k].count++;
	}
	for (size_t shown = 0; shown < count && shown < SHOWN; shown++) {
		size_t most = 0;

		for (size_t k = 1; k < count; k++)
			if (list[k].count > list[most].count)
				most = k;
		buf_add(buf, "%s %s %zu", shown ? "," : "; due by topic:", list[most].topic,
			list[most].count);
		list[most].count = 0;
	}
}

static void add_progress(struct review *s, struct buf *buf)
{
	enum { LEARNED_DAYS = 21 };
	size_t learned = 0, hard = 0;

	review_fetch(s);
	size_t due = review_due(s);
	for (size_t i = 0; i < s->count; i++) {
		learned += s->cards[i].days >= LEARNED_DAYS;
		hard += card_is_hard(&s->cards[i]);
	}
	buf_add(buf,
		"%zu of %zu facts are on your cards: %zu due "
		"now, %zu known for three weeks or more",
		s->count, s->bot->index->count, due, learned);
	if (hard > 0)
		buf_add(buf, ", %zu hard (`study hard`)", hard);
	add_due_topics(s, due, buf);
	if (due < s->count) {
		buf_add(buf, "; the next is due ");
		card_add_when(s->cards[due].due, s->zone, s->asker->now.unix, buf);
	}
	buf_add(buf, ".");
}

enum manner verb_progress(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct review s;
	char line[REPLY_LINE];
	struct buf buf = BUF(line);

	(void)arguments;
	review_begin(&s, bot, asker, out);
	add_progress(&s, &buf);
	review_free(&s);
	return verb_say(asker, out, MANNER_NOTICE, "%s", line);
}

enum manner verb_study_stop(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct review s;
	char line[REPLY_LINE];
	struct buf buf = BUF(line);

	(void)arguments;
	review_begin(&s, bot, asker, out);
	if (s.learner.stage == STUDY_IDLE)
		return verb_refuse(asker, out, "%s", no_card);
	s.learner.stage = STUDY_IDLE;
	*s.learner.fact = *s.learner.last = '\0';
	buf_add(&buf, "Enough for now. ");
	add_progress(&s, &buf);
	reply_line(line, s.asker->room, s.out);
	return review_end(&s);
}
