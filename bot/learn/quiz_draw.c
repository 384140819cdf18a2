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

/* The fact at quiz->place in the quiz's order of the topic's facts; -1 after the last. */
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

/* The fact's questions whose answers were not just given away; returns how many. */
static size_t fitting_items(const struct bot *bot, const struct study_quiz *quiz,
	const struct profile *profile, struct item items[ITEMS_MAX])
{
	size_t count = maker_make(bot->index, profile, items), kept = 0;

	for (size_t i = 0; i < count; i++)
		if (!was_just_told(bot, quiz->fact, &items[i]))
			items[kept++] = items[i];
	return kept;
}

/* Takes the fact's questions if it has fitting ones, and moves the quiz on to it. */
static bool take_fact(const struct bot *bot, struct study_quiz *quiz, int at,
	struct item items[ITEMS_MAX], size_t *count)
{
	const struct profile *profile = &bot->index->profiles[at];

	*count = fitting_items(bot, quiz, profile, items);
	if (*count == 0)
		return false;
	quiz->number++;
	snprintf(quiz->fact, sizeof quiz->fact, "%s", profile->fact->id);
	return true;
}

/* Takes the first fact of those put off that fits now; returns its position, or -1. */
static int take_later(const struct bot *bot, struct study_quiz *quiz, int *facts,
	struct item items[ITEMS_MAX], size_t *count)
{
	char id[STUDY_NAME];

	for (char *from = quiz->later; *from && *facts > 0;) {
		size_t length = strcspn(from, "\n");

		snprintf(id, sizeof id, "%.*s", (int)length, from);
		int at = index_by_id(bot->index, id);
		--*facts;
		if (at >= 0 && !take_fact(bot, quiz, at, items, count)) {
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

/* Moves the quiz on to the next fact that has questions; returns its position, -1 if none is left
 * or *facts were looked at. A fact whose answers the one before gave away is put off. */
static int next_fact(const struct bot *bot, struct study_quiz *quiz, int *facts,
	struct item items[ITEMS_MAX], size_t *count)
{
	int at = take_later(bot, quiz, facts, items, count);

	while (at < 0 && *facts > 0 && (at = fact_at(bot, quiz)) >= 0) {
		--*facts;
		quiz->place++;
		if (take_fact(bot, quiz, at, items, count))
			return at;
		if (maker_make(bot->index, &bot->index->profiles[at], items) > 0)
			person_list_add(
				quiz->later, sizeof quiz->later, bot->index->profiles[at].fact->id);
		at = -1;
	}
	return at;
}

bool quiz_draw_count_on(struct bot *bot, struct study_quiz *quiz)
{
	struct bot_place *place = quiz_open_place(bot, quiz->network, quiz->channel);
	struct item items[ITEMS_MAX];
	int facts = QUIZ_DRAW_AT_ONCE;
	size_t count;

	if (place->counted)
		return true;
	if (!place->ahead) {
		place->ahead = must_alloc(sizeof *place->ahead);
		*place->ahead = *quiz;
	}
	struct study_quiz *ahead = place->ahead;
	while (ahead->number < ahead->total && facts > 0)
		if (next_fact(bot, ahead, &facts, items, &count) < 0)
			break;
	if (ahead->number < ahead->total && facts <= 0)
		return false;
	quiz->total = ahead->number > quiz->number ? ahead->number : quiz->number;
	place->counted = true;
	return true;
}

bool quiz_draw_next(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	struct item items[ITEMS_MAX], item;
	int facts = INT_MAX;
	size_t count;

	if (quiz->number >= quiz->total)
		return false;
	int at = next_fact(bot, quiz, &facts, items, &count);
	if (at < 0)
		return false;
	const struct profile *profile = &bot->index->profiles[at];
	maker_pick(bot->index, profile, items, count, (uint64_t)(quiz->seed + quiz->place * 6),
		(int)quiz->level, &item);
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
