#include "learn/cards.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "keep/store_study.h"
#include "language/question.h"
#include "learn/learn.h"
#include "learn/person.h"
#include "learn/quiz_draw.h"
#include "study/hint.h"
#include "study/maker.h"
#include "study/schedule.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One turn of a learner: the row of the table learner, and all their cards, those due first. */
struct review {
	struct bot *bot;
	const struct asker *asker;
	struct reply *out;
	struct study_learner learner;
	bool known;     /* the row exists */
	bool judged;    /* we judge the open card's answer; else the learner does */
	bool has_key;   /* judged, and the facts still have the answer */
	struct key key; /* of the answer, if has_key */
	struct study_card *cards;
	size_t count;
};

static void review_begin(
	struct review *s, struct bot *bot, const struct asker *asker, struct reply *out)
{
	char person[STUDY_NAME];
	enum thing_kind kind;

	*s = (struct review){.bot = bot, .asker = asker, .out = out};
	person_key(asker, person, sizeof person);
	s->known = store_learner(bot->store, asker->network, person, &s->learner);
	snprintf(s->learner.nick, sizeof s->learner.nick, "%s", asker->nick);
	s->judged = *s->learner.kind != '\0';
	s->has_key = thing_named(s->learner.kind, &kind) &&
		     judge_key(bot->index, kind, s->learner.answer, &s->key);
}

static void fetch_cards(struct review *s)
{
	if (s->cards)
		return;
	s->cards = must_alloc(CARDS_MOST * sizeof *s->cards);
	s->count = store_cards(
		s->bot->store, s->learner.network, s->learner.person, s->cards, CARDS_MOST);
}

static size_t count_due(const struct review *s, int64_t now)
{
	size_t count = 0;

	while (count < s->count && s->cards[count].due <= now)
		count++;
	return count;
}

/* Saves the row and frees the cards. */
static enum manner review_end(struct review *s)
{
	struct error err;

	free(s->cards);
	if (!store_put_learner(s->bot->store, &s->learner, &err))
		log_warn("cards", "the learner was not saved: %s", err.text);
	return MANNER_ALL;
}

/* Adds the head and the open card's fact as one line, and remembers the fact for `source`. */
static void add_card_fact(struct review *s, const char *head)
{
	int at = index_by_id(s->bot->index, s->learner.fact);
	char line[REPLY_LINE];

	verb_fact_line(s->bot, s->asker->room, head, at, line);
	reply_line(line, s->asker->room, s->out);
	struct exchange *last = context_new(&s->bot->memory, s->asker->network, s->asker->place,
		s->asker->person, s->asker->now);
	if (at >= 0)
		context_show(last, &s->bot->index->profiles[at], true);
}

/* Adds "in 10 minutes" or "in 2 days". */
static void add_when(int64_t due, int64_t now, struct buf *buf)
{
	int64_t days = (due - now + SCHEDULE_DAY - 1) / SCHEDULE_DAY;

	if (due - now <= SCHEDULE_AGAIN)
		buf_add(buf, "in %d minutes", SCHEDULE_AGAIN / 60);
	else
		buf_add(buf, "in %lld day%s", (long long)days, days == 1 ? "" : "s");
}

/* --- the next card ---------------------------------------------------------------------------- */

static bool is_on_topic(const struct review *s, const struct fact *fact)
{
	return !*s->learner.topic || verb_is_topic(fact, s->learner.topic);
}

static bool is_wanted(const struct review *s, const struct fact *fact)
{
	return is_on_topic(s, fact) && strcmp(fact->id, s->learner.fact) != 0;
}

static bool has_card(const struct review *s, const char *id)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->cards[i].fact, id) == 0)
			return true;
	return false;
}

/* The position of the next fact to ask: a due card, else a new one; -1 if there is neither. */
static int next_card(struct review *s, bool *fresh)
{
	const struct index *index = s->bot->index;
	size_t due = count_due(s, s->asker->now.unix);

	*fresh = false;
	for (size_t i = 0; i < due; i++) {
		int at = index_by_id(index, s->cards[i].fact);

		if (at >= 0 && is_wanted(s, index->profiles[at].fact))
			return at;
	}
	*fresh = true;
	if (s->learner.fresh >= CARDS_FRESH || s->count >= CARDS_MOST)
		return -1;
	size_t first = bot_draw(s->bot, s->asker->now) % (index->count ? index->count : 1);
	for (size_t i = 0; i < index->count; i++) {
		size_t at = (first + i) % index->count;
		const struct fact *fact = index->profiles[at].fact;

		if (is_wanted(s, fact) && !has_card(s, fact->id))
			return (int)at;
	}
	return -1;
}

/* Adds that no card is left, and when the next one is due. */
static void add_nothing_left(struct review *s)
{
	const struct index *index = s->bot->index;
	char line[REPLY_LINE];
	struct buf buf = BUF(line);

	buf_add(&buf, "That is all for now");
	for (size_t i = 0; i < s->count; i++) {
		int at = index_by_id(index, s->cards[i].fact);

		if (at < 0 || !is_on_topic(s, index->profiles[at].fact))
			continue;
		buf_add(&buf, "; the next card is due ");
		add_when(s->cards[i].due, s->asker->now.unix, &buf);
		break;
	}
	buf_add(&buf, ". `progress` tells more.");
	reply_line(line, s->asker->room, s->out);
}

/* Asks the next card, or says that none is left. */
static void ask_next(struct review *s)
{
	struct study_learner *learner = &s->learner;
	struct item item = {.kind = THING_KINDS};
	char line[REPLY_LINE];
	struct buf buf = BUF(line);
	bool fresh;

	fetch_cards(s);
	int at = next_card(s, &fresh);
	if (at < 0) {
		s->learner.stage = STUDY_IDLE;
		*learner->fact = '\0';
		add_nothing_left(s);
		return;
	}
	const struct profile *profile = &s->bot->index->profiles[at];
	uint64_t seed = bot_draw(s->bot, s->asker->now);
	bool judged = maker_draw(s->bot->index, profile, seed, &item) && !item.letter;
	if (item.letter) { /* the same question without choices: those are for channels */
		char *choices = strstr(item.prompt, " a) ");

		if (choices)
			*choices = '\0';
		judged = true;
	}
	s->learner.stage = STUDY_ASKED;
	snprintf(learner->fact, sizeof learner->fact, "%s", profile->fact->id);
	snprintf(learner->kind, sizeof learner->kind, "%s", judged ? thing_name(item.kind) : "");
	snprintf(learner->prompt, sizeof learner->prompt, "%s",
		judged ? item.prompt : maker_front(profile->fact));
	snprintf(learner->answer, sizeof learner->answer, "%s", judged ? item.answer : "");
	learner->hints = 0;
	learner->done++;
	learner->fresh += fresh;
	buf_add(&buf, "Card %lld%s: %s", (long long)learner->done, fresh ? ", new" : "",
		learner->prompt);
	reply_line(line, s->asker->room, s->out);
}

/* --- grading ---------------------------------------------------------------------------------- */

/* Saves the fact's card as `before` with that grade; returns when it is due. */
static int64_t save_card(
	struct review *s, const char *fact, struct schedule before, enum grade grade)
{
	struct schedule after = schedule_graded(before, grade, s->asker->now.unix);
	struct study_card card;
	struct error err;

	store_card(s->bot->store, s->learner.network, s->learner.person, fact, &card);
	card.ease = after.ease;
	card.days = after.days;
	card.repetitions = after.repetitions;
	card.due = after.due;
	if (!store_put_card(s->bot->store, &card, &err))
		log_warn("cards", "the card was not saved: %s", err.text);
	return after.due;
}

/* Grades the open card and keeps what it was, so that a word can change the grade. Returns when the
 * card is due. */
static int64_t grade_card(struct review *s, enum grade grade)
{
	struct study_learner *learner = &s->learner;
	struct study_card card;
	struct schedule before = schedule_new();

	if (store_card(s->bot->store, learner->network, learner->person, learner->fact, &card))
		before = (struct schedule){card.ease, card.days, card.repetitions, card.due};
	snprintf(learner->last, sizeof learner->last, "%s", learner->fact);
	learner->last_ease = before.ease;
	learner->last_days = before.days;
	learner->last_repetitions = before.repetitions;
	return save_card(s, learner->fact, before, grade);
}

/* Replaces the grade of the last card. Returns when it is due. */
static int64_t regrade_last(struct review *s, enum grade grade)
{
	const struct study_learner *learner = &s->learner;
	const struct schedule before = {
		learner->last_ease, learner->last_days, learner->last_repetitions, 0};

	return save_card(s, learner->last, before, grade);
}

/* "Graded good: again in 2 days." */
static void add_graded(struct review *s, const char *head, enum grade grade, int64_t due)
{
	char line[REPLY_LINE];
	struct buf buf = BUF(line);

	buf_add(&buf, "%s %s: again ", head, schedule_grade_name(grade));
	add_when(due, s->asker->now.unix, &buf);
	buf_add(&buf, ".");
	reply_line(line, s->asker->room, s->out);
}

/* --- answers ---------------------------------------------------------------------------------- */

static void answer_judged(struct review *s, bool right, const char *word)
{
	struct study_learner *learner = &s->learner;
	enum grade grade = !right ? GRADE_AGAIN : learner->hints ? GRADE_HARD : GRADE_GOOD;
	char head[STUDY_NAME + 96];
	struct buf buf = BUF(head);
	int64_t due = grade_card(s, grade);

	buf_add(&buf, "%s: %s (again ", word, learner->answer);
	add_when(due, s->asker->now.unix, &buf);
	buf_add(&buf, ").");
	add_card_fact(s, head);
	ask_next(s);
}

static void show_card(struct review *s, const char *head)
{
	s->learner.stage = STUDY_SHOWN;
	add_card_fact(s, head);
	reply_line("How well did you know it: again, hard, good or easy?", s->asker->room, s->out);
}

bool cards_heard(struct bot *bot, const struct asker *asker, const char *text, enum manner *manner,
	struct reply *out)
{
	struct review s;
	char folded[256];
	enum grade grade;

	if (asker->channel || bot->read_only)
		return false;
	review_begin(&s, bot, asker, out);
	text_fold(text, folded, sizeof folded);
	bool graded = schedule_grade_named(folded, &grade);
	bool right = s.has_key && judge_accepts(bot->index, &s.key, text);
	bool regrades = graded && *s.learner.last;
	if (!s.known || (s.learner.stage == STUDY_IDLE && !regrades) ||
		(!graded && !right && question_form(folded)))
		return false;
	out->count = 0;
	if (s.learner.stage == STUDY_SHOWN && graded) {
		add_graded(&s, "Graded", grade, grade_card(&s, grade));
		ask_next(&s);
	} else if (s.learner.stage == STUDY_SHOWN) {
		reply_line(
			"Say again, hard, good or easy; `study stop` ends.", s.asker->room, s.out);
	} else if (regrades) {
		add_graded(&s, "The last card is graded", grade, regrade_last(&s, grade));
	} else if (s.judged) {
		answer_judged(&s, right, right ? "Right" : "No");
	} else {
		show_card(&s, "See for yourself:");
	}
	*manner = review_end(&s);
	return true;
}

/* --- the verbs -------------------------------------------------------------------------------- */

static const char no_card[] = "No card is open; `study [topic]` begins.";

enum manner cards_hint(struct bot *bot, const struct asker *asker, struct reply *out)
{
	struct review s;
	char hint[160];

	review_begin(&s, bot, asker, out);
	if (s.learner.stage != STUDY_ASKED)
		return verb_refuse(asker, out, "%s", no_card);
	if (!s.has_key)
		return verb_refuse(asker, out, "There is no hint for this card; `skip` shows it.");
	s.learner.hints += s.learner.hints < 2;
	hint_write(&s.key, s.learner.answer, (int)s.learner.hints, hint, sizeof hint);
	verb_say(asker, out, MANNER_ANSWER, "Hint: %s", hint);
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

enum manner verb_study(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct review s;
	char folded[STUDY_NAME];

	text_fold(arguments, folded, sizeof folded);
	if (quiz_draw_count(bot, folded) == 0)
		return near_refuse_topic(bot, asker, arguments, out);
	review_begin(&s, bot, asker, out);
	snprintf(s.learner.topic, sizeof s.learner.topic, "%s", folded);
	*s.learner.fact = *s.learner.last = '\0';
	s.learner.done = s.learner.fresh = 0;
	if (!s.known && !*asker->account)
		reply_line("You have no services account, so your cards are kept under your "
			   "nick: whoever has it has them. `forget me` deletes them.",
			s.asker->room, s.out);
	ask_next(&s);
	return review_end(&s);
}

static void add_progress(struct review *s, struct buf *buf)
{
	enum { LEARNED_DAYS = 21 };
	size_t learned = 0;

	fetch_cards(s);
	size_t due = count_due(s, s->asker->now.unix);
	for (size_t i = 0; i < s->count; i++)
		learned += s->cards[i].days >= LEARNED_DAYS;
	buf_add(buf,
		"%zu of %zu facts are on your cards: %zu due "
		"now, %zu known for three weeks or more",
		s->count, s->bot->index->count, due, learned);
	if (due < s->count) {
		buf_add(buf, "; the next is due ");
		add_when(s->cards[due].due, s->asker->now.unix, buf);
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
	free(s.cards);
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
