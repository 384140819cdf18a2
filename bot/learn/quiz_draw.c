#include "learn/quiz_draw.h"

#include "learn/quiz.h"
#include "study/maker.h"
#include "verbs/verb.h"

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

/* Draws one of the fact's questions whose answer was not just given away. */
static bool draw_item(const struct bot *bot, const struct study_quiz *quiz,
	const struct profile *profile, struct item *item)
{
	enum { TRIES = 6 };
	struct item all[ITEMS_MAX];

	for (int i = 0; i < TRIES; i++) {
		uint64_t seed = (uint64_t)(quiz->seed + quiz->place * TRIES + i);

		if (!maker_draw(bot->index, profile, seed, item))
			return false;
		if (!was_just_told(bot, quiz->fact, item))
			return true;
	}
	size_t count = maker_make(bot->index, profile, all);
	for (size_t i = 0; i < count; i++)
		if (!was_just_told(bot, quiz->fact, &all[i])) {
			*item = all[i];
			return true;
		}
	return false;
}

bool quiz_draw_next(struct bot *bot, struct study_quiz *quiz, struct timestamp now)
{
	int at;

	if (quiz->number >= quiz->total)
		return false;
	while ((at = fact_at(bot, quiz)) >= 0) {
		const struct profile *profile = &bot->index->profiles[at];
		struct item item;

		quiz->place++;
		if (!draw_item(bot, quiz, profile, &item))
			continue;
		quiz->number++;
		snprintf(quiz->fact, sizeof quiz->fact, "%s", profile->fact->id);
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
	return false;
}
