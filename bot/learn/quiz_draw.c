#include "learn/quiz_draw.h"

#include "base/arena.h"
#include "learn/person.h"
#include "learn/quiz.h"
#include "learn/quiz_open.h"
#include "study/maker.h"
#include "verbs/verb.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

static bool is_in_topic(const struct bot *bot, size_t at, const char *folded)
{
	return !*folded || verb_is_topic(bot->index->profiles[at].fact, folded);
}

size_t quiz_draw_count(const struct bot *bot, const char *folded)
{
	size_t count = 0;

	for (size_t i = 0; i < bot->index->count; i++)
		count += is_in_topic(bot, i, folded);
	return count;
}

/* The fact at quiz->place in the quiz's order of the topic's facts; -1 after the last. The order
 * takes steps of a prime that does not divide the count, so that each fact comes once. */
static int fact_at(const struct bot *bot, const struct study_quiz *quiz)
{
	static const int64_t steps[] = {61, 53, 41, 37, 31, 29, 1};
	int64_t count = (int64_t)quiz_draw_count(bot, quiz->topic), step = 0;

	if (quiz->place >= count)
		return -1;
	while (count % steps[step] == 0 && steps[step] > 1)
		step++;
	int64_t wanted = (quiz->seed % count + quiz->place * (steps[step] % count)) % count;
	for (size_t i = 0; i < bot->index->count; i++)
		if (is_in_topic(bot, i, quiz->topic) && wanted-- == 0)
			return (int)i;
	return -1;
}

/* Whether the last fact shown gives the answer away. */
static bool was_just_told(const struct bot *bot, const char *last, const struct item *item)
{
	int at = index_by_id(bot->index, last);
	struct key key;

	return at >= 0 && judge_key(bot->index, item->kind, item->answer, &key) &&
	       judge_leaks(bot->index, &key, bot->index->profiles[at].fact->says);
}

/* The questions made from one fact. */
struct drawn {
	struct item items[ITEMS_MAX];
	size_t count; /* without those whose answer the last fact gave away */
	bool any;     /* it has a question, given away or not */
};

/* Makes the fact's questions; if one can be asked now, moves the quiz to the fact. */
static bool take_fact(const struct bot *bot, struct study_quiz *quiz, int at, struct drawn *drawn)
{
	const struct profile *profile = &bot->index->profiles[at];
	size_t made = maker_make(bot->index, profile, drawn->items);

	drawn->any = made > 0;
	drawn->count = 0;
	for (size_t i = 0; i < made; i++)
		if (!was_just_told(bot, quiz->fact, &drawn->items[i]))
			drawn->items[drawn->count++] = drawn->items[i];
	if (drawn->count == 0)
		return false;
	quiz->number++;
	snprintf(quiz->fact, sizeof quiz->fact, "%s", profile->fact->id);
	return true;
}

/* Takes the first of the postponed facts that can be asked now; returns its position, or -1. */
static int take_later(
	const struct bot *bot, struct study_quiz *quiz, int *facts, struct drawn *drawn)
{
	char id[STUDY_NAME];

	for (char *from = quiz->later; *from && *facts > 0;) {
		size_t length = strcspn(from, "\n");

		snprintf(id, sizeof id, "%.*s", (int)length, from);
		int at = index_by_id(bot->index, id);
		--*facts;
		if (at >= 0 && !take_fact(bot, quiz, at, drawn)) {
			from += length + (from[length] == '\n');
			continue;
		}
		from[length] = '\0';
		memmove(from, from + length + 1, strlen(from + length + 1) + 1);
		if (at >= 0)
			return at;
	}
	return -1;
}

/* Moves the quiz to the next fact that has questions; returns its position, or -1 if none is left
 * or *facts of them were tried. Postpones a fact whose answers the one before gave away. */
static int next_fact(
	const struct bot *bot, struct study_quiz *quiz, int *facts, struct drawn *drawn)
{
	int at = take_later(bot, quiz, facts, drawn);

	while (at < 0 && *facts > 0 && (at = fact_at(bot, quiz)) >= 0) {
		--*facts;
		quiz->place++;
		if (take_fact(bot, quiz, at, drawn))
			return at;
		if (drawn->any)
			person_list_add(
				quiz->later, sizeof quiz->later, bot->index->profiles[at].fact->id);
		at = -1;
	}
	return at;
}

bool quiz_draw_count_more(struct bot *bot, struct study_quiz *quiz)
{
	struct bot_place *place = quiz_open_place(bot, quiz->network, quiz->channel);
	struct drawn drawn;
	int facts = QUIZ_DRAW_AT_ONCE;

	if (place->counted)
		return true;
	if (!place->ahead) {
		place->ahead = must_alloc(sizeof *place->ahead);
		*place->ahead = *quiz;
	}
	struct study_quiz *ahead = place->ahead;
	while (ahead->number < ahead->total && facts > 0)
		if (next_fact(bot, ahead, &facts, &drawn) < 0)
			break;
	if (ahead->number < ahead->total && facts <= 0)
		return false;
	quiz->total = ahead->number > quiz->number ? ahead->number : quiz->number;
	place->counted = true;
	return true;
}

bool quiz_draw_next(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	struct drawn drawn;
	struct item item;
	int facts = INT_MAX;

	if (quiz->number >= quiz->total)
		return false;
	int at = next_fact(bot, quiz, &facts, &drawn);
	if (at < 0)
		return false;
	const struct profile *profile = &bot->index->profiles[at];
	maker_pick(bot->index, profile, drawn.items, drawn.count,
		(uint64_t)(quiz->seed + quiz->place * 6), (int)quiz->level, &item);
	snprintf(quiz->kind, sizeof quiz->kind, "%s", thing_name(item.kind));
	snprintf(quiz->prompt, sizeof quiz->prompt, "%s", item.prompt);
	snprintf(quiz->answer, sizeof quiz->answer, "%s", item.answer);
	quiz->letter[0] = item.letter;
	quiz->letter[1] = '\0';
	quiz->hints = quiz->tried = 0;
	*quiz->chose = '\0';
	quiz->until = now.unix + QUIZ_SECONDS;
	return true;
}
