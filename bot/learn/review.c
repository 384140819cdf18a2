#include "learn/review.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "base/zone.h"
#include "learn/cards.h"
#include "learn/person.h"
#include "study/maker.h"
#include "verbs/verb.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void review_begin(struct review *s, struct bot *bot, const struct asker *asker, struct reply *out)
{
	char person[STUDY_NAME];
	enum thing_kind kind;

	*s = (struct review){.bot = bot, .asker = asker, .out = out};
	person_key(asker, person, sizeof person);
	s->known = store_learner(bot->store, asker->network, person, &s->learner);
	snprintf(s->learner.nick, sizeof s->learner.nick, "%s", asker->nick);
	s->zone = card_zone(bot, &s->learner);
	s->judged = *s->learner.kind != '\0';
	s->served = index_by_id(bot->index, s->learner.fact) >= 0;
	s->has_key = s->served && thing_named(s->learner.kind, &kind) &&
		     judge_key(bot->index, kind, s->learner.answer, &s->key);
}

void review_fetch(struct review *s)
{
	if (s->cards)
		return;
	s->cards = must_alloc(CARDS_MOST * sizeof *s->cards);
	size_t count = store_cards(
		s->bot->store, s->learner.network, s->learner.person, s->cards, CARDS_MOST);
	/* keep the cards whose facts are visible here */
	for (size_t i = 0; i < count; i++)
		if (index_by_id(s->bot->index, s->cards[i].fact) >= 0)
			s->cards[s->count++] = s->cards[i];
}

size_t review_due(const struct review *s)
{
	size_t count = 0;

	while (count < s->count && s->cards[count].due <= s->asker->now.unix)
		count++;
	return count;
}

void review_free(struct review *s)
{
	free(s->cards);
	free(s->deck);
	s->cards = NULL;
	s->deck = NULL;
}

enum manner review_end(struct review *s)
{
	review_free(s);
	if (store_put_learner(s->bot->store, &s->learner, &s->err) && !*s->err.text)
		return MANNER_ALL;
	log_warn("cards", "not saved: %s", s->err.text);
	return verb_say(s->asker, s->out, MANNER_ALL, "This could not be saved: %s.", s->err.text);
}

void review_add_fact(struct review *s, const char *head)
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

/* --- the next card ---------------------------------------------------------------------------- */

static const struct study_card *card_of(const struct review *s, const char *id)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->cards[i].fact, id) == 0)
			return &s->cards[i];
	return NULL;
}

/* Whether the fact is in the deck that the learner has chosen. */
static bool is_in_deck(const struct review *s, const struct fact *fact)
{
	const char *topic = s->learner.topic;
	const struct study_card *card;

	if (strcmp(topic, REVIEW_HARD) == 0)
		return (card = card_of(s, fact->id)) && card_is_hard(card);
	if (*topic != '=')
		return !*topic || verb_is_topic(fact, topic);
	for (size_t i = 0; i < s->deck_count; i++)
		if (strcmp(s->deck[i], fact->id) == 0)
			return true;
	return false;
}

/* The facts of the last session in each channel where the learner is. */
static size_t session_facts(const struct review *s, study_id *list, size_t max)
{
	enum { CHANNELS = 64 };
	const struct roster *roster = bot_network(s->bot, s->learner.network)->roster;
	struct study_place *places = must_alloc(CHANNELS * sizeof *places);
	size_t count = 0, some = store_packs(s->bot->store, places, CHANNELS);

	for (size_t i = 0; i < some; i++)
		if (strcmp(places[i].network, s->learner.network) == 0 &&
			roster_is_in(roster, s->asker->nick, places[i].channel))
			count += store_pack(s->bot->store, places[i].network, places[i].channel,
				list + count, max - count);
	free(places);
	return count;
}

static void fetch_deck(struct review *s)
{
	enum { MONTH = 31 * SCHEDULE_DAY, MOST = 400 };

	const char *topic = s->learner.topic;
	struct store *store = s->bot->store;

	if (s->deck || *topic != '=' || strcmp(topic, REVIEW_HARD) == 0)
		return;
	s->deck = must_alloc(MOST * sizeof *s->deck);
	if (strcmp(topic, REVIEW_MISSED) == 0)
		s->deck_count =
			store_missed(store, s->learner.network, s->learner.person, s->deck, MOST);
	else if (strcmp(topic, REVIEW_SESSION) == 0)
		s->deck_count = session_facts(s, s->deck, MOST);
	else
		s->deck_count = store_answered(store, s->learner.network, s->learner.person,
			s->asker->now.unix - MONTH, s->deck, MOST);
}

static bool is_wanted(const struct review *s, const struct fact *fact)
{
	return is_in_deck(s, fact) && strcmp(fact->id, s->learner.fact) != 0;
}

/* The next hard card that was not answered today. */
static int next_hard(struct review *s)
{
	int64_t today = zone_day(s->zone, s->asker->now.unix, CARD_HOUR);

	for (size_t i = 0; i < s->count; i++) {
		int at = index_by_id(s->bot->index, s->cards[i].fact);

		if (at >= 0 && is_wanted(s, s->bot->index->profiles[at].fact) &&
			zone_day(s->zone, s->cards[i].reviewed, CARD_HOUR) < today)
			return at;
	}
	return -1;
}

/* The next of the deck's facts that was not answered today, new or not. */
static int next_of_deck(struct review *s, bool *fresh)
{
	int64_t today = zone_day(s->zone, s->asker->now.unix, CARD_HOUR);

	for (size_t i = 0; i < s->deck_count; i++) {
		const struct study_card *card = card_of(s, s->deck[i]);
		int at = index_by_id(s->bot->index, s->deck[i]);

		if (at < 0 || !is_wanted(s, s->bot->index->profiles[at].fact) ||
			(card && zone_day(s->zone, card->reviewed, CARD_HOUR) >= today))
			continue;
		*fresh = card == NULL;
		return at;
	}
	return -1;
}

/* The position of the next fact to ask: a due card, else a new one; -1 if there is neither. */
static int next_card(struct review *s, bool *fresh)
{
	const struct index *index = s->bot->index;
	size_t due = review_due(s);

	*fresh = false;
	for (size_t i = 0; i < due; i++) {
		int at = index_by_id(index, s->cards[i].fact);

		if (at >= 0 && is_wanted(s, index->profiles[at].fact))
			return at;
	}
	if (strcmp(s->learner.topic, REVIEW_HARD) == 0)
		return next_hard(s);
	if (*s->learner.topic == '=' && strcmp(s->learner.topic, REVIEW_ASKED) != 0)
		return next_of_deck(s, fresh);
	*fresh = true;
	if (s->learner.fresh >= CARDS_FRESH || s->count >= CARDS_MOST)
		return -1;
	size_t first = bot_draw(s->bot, s->asker->now) % (index->count ? index->count : 1);
	for (size_t i = 0; i < index->count; i++) {
		size_t at = (first + i) % index->count;
		const struct fact *fact = index->profiles[at].fact;

		if (is_wanted(s, fact) && !card_of(s, fact->id))
			return (int)at;
	}
	return -1;
}

/* Why there was never a card in the deck, or NULL if there was one. */
static const char *why_empty(const struct review *s)
{
	const char *topic = s->learner.topic;
	size_t hard = 0;

	if (*topic != '=' || s->deck_count > 0 || s->learner.done > 0)
		return NULL;
	for (size_t i = 0; i < s->count; i++)
		hard += card_is_hard(&s->cards[i]);
	if (strcmp(topic, REVIEW_HARD) == 0)
		return hard ? NULL : "None of your cards is hard for you.";
	if (strcmp(topic, REVIEW_MISSED) == 0)
		return "The last quizzes of your channels left no question that nobody knew.";
	if (strcmp(topic, REVIEW_SESSION) == 0)
		return "No channel that we share has had a session with facts; `session start "
		       "<topic>` begins one there.";
	return "I have answered nothing for you in the last month.";
}

/* Says that no card is left, and when the next one is due. */
static void add_nothing_left(struct review *s)
{
	const struct index *index = s->bot->index;
	char line[REPLY_LINE];
	struct buf buf = BUF(line);

	const char *why = why_empty(s);

	if (why) {
		reply_line(why, s->asker->room, s->out);
		return;
	}
	buf_add(&buf, "That is all for now");
	for (size_t i = 0; i < s->count; i++) {
		int at = index_by_id(index, s->cards[i].fact);

		if (at < 0 || !is_in_deck(s, index->profiles[at].fact))
			continue;
		buf_add(&buf, "; the next card is due ");
		card_add_when(s->cards[i].due, s->zone, s->asker->now.unix, &buf);
		break;
	}
	buf_add(&buf, ". `progress` tells more.");
	reply_line(line, s->asker->room, s->out);
}

void review_ask_next(struct review *s)
{
	struct study_learner *learner = &s->learner;
	struct item item = {.kind = THING_KINDS};
	char line[REPLY_LINE];
	struct buf buf = BUF(line);
	bool fresh;

	review_fetch(s);
	fetch_deck(s);
	int at = next_card(s, &fresh);
	if (at < 0) {
		s->learner.stage = STUDY_IDLE;
		*learner->fact = '\0';
		add_nothing_left(s);
		return;
	}
	const struct profile *profile = &s->bot->index->profiles[at];
	uint64_t seed = bot_draw(s->bot, s->asker->now);
	bool judged = maker_draw(s->bot->index, profile, seed, MAKER_NO_CHOICES, &item);
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

/* Grades the card and saves it; returns when it is due. */
static int64_t save_card(struct review *s, struct study_card *card, enum grade grade)
{
	card_answer(card, grade, s->zone, s->asker->now.unix);
	store_put_card(s->bot->store, card, &s->err);
	return card->due;
}

int64_t review_grade(struct review *s, enum grade grade)
{
	struct study_learner *learner = &s->learner;
	struct study_card card;

	snprintf(learner->last, sizeof learner->last, "%s", learner->fact);
	*learner->before = '\0';
	if (store_card(s->bot->store, learner->network, learner->person, learner->fact, &card))
		card_write(&card, learner->before, sizeof learner->before);
	return save_card(s, &card, grade);
}

/* The last card as it was before it was answered. */
static struct study_card last_card(const struct review *s)
{
	const struct study_learner *learner = &s->learner;
	struct study_card card = {.due = 0};

	card_read(learner->before, &card);
	snprintf(card.network, sizeof card.network, "%s", learner->network);
	snprintf(card.person, sizeof card.person, "%s", learner->person);
	snprintf(card.fact, sizeof card.fact, "%s", learner->last);
	return card;
}

int64_t review_regrade(struct review *s, enum grade grade)
{
	struct study_card card = last_card(s);

	return save_card(s, &card, grade);
}

bool review_undo(struct review *s)
{
	struct study_card card = last_card(s);

	return *s->learner.before ? store_put_card(s->bot->store, &card, &s->err)
				  : store_drop_card(s->bot->store, card.network, card.person,
					    card.fact, &s->err);
}
