#include "learn/quiz_open.h"

#include "base/arena.h"
#include "base/hash.h"
#include "people/roles.h"
#include "verbs/pace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The channel's place in bot->quizzes, or bot->quiz_count. */
static size_t quiz_place(const struct bot *bot, const char *network, const char *channel)
{
	size_t at = 0;

	while (at < bot->quiz_count && (strcmp(bot->quizzes[at].network, network) != 0 ||
					       strcmp(bot->quizzes[at].channel, channel) != 0))
		at++;
	return at;
}

struct bot_place *quiz_open_place(struct bot *bot, const char *network, const char *channel)
{
	size_t at = quiz_place(bot, network, channel);

	if (at == bot->quiz_count) {
		GROW(bot->quizzes, bot->quiz_count, bot->quiz_room);
		bot->quizzes[at] = (struct bot_place){.open = false};
		snprintf(bot->quizzes[at].network, STUDY_NAME, "%s", network);
		snprintf(bot->quizzes[at].channel, STUDY_NAME, "%s", channel);
		bot->quiz_count++;
	}
	return &bot->quizzes[at];
}

void quiz_open_note(struct bot *bot, const struct study_quiz *quiz, bool open)
{
	struct bot_place *place = quiz_open_place(bot, quiz->network, quiz->channel);

	place->open = open;
	if (open)
		return;
	free(place->ahead);
	place->ahead = NULL;
	place->counted = false;
	if (!place->ended && !place->unsaved && !place->failures)
		*place = bot->quizzes[--bot->quiz_count];
}

void quiz_open_new(struct bot *bot, const char *network, const char *channel)
{
	struct bot_place *place = quiz_open_place(bot, network, channel);

	free(place->ahead);
	free(place->unsaved);
	place->ahead = NULL;
	place->unsaved = NULL;
	place->counted = place->ended = false;
	place->failures = 0;
}

void quiz_open_none(struct bot *bot)
{
	for (size_t i = 0; i < bot->quiz_count; i++)
		bot->quizzes[i].open = false;
}

bool quiz_open_is(const struct bot *bot, const char *network, const char *channel)
{
	size_t at = quiz_place(bot, network, channel);

	return at < bot->quiz_count && bot->quizzes[at].open && !bot->quizzes[at].ended &&
	       !bot->quizzes[at].unsaved;
}

bool quiz_open_ended(const struct bot *bot, const char *network, const char *channel)
{
	size_t at = quiz_place(bot, network, channel);

	return at < bot->quiz_count && bot->quizzes[at].ended;
}

bool quiz_open_counted(const struct bot *bot, const struct study_quiz *quiz)
{
	size_t at = quiz_place(bot, quiz->network, quiz->channel);

	return at < bot->quiz_count && bot->quizzes[at].counted;
}

/* The channel's entry in bot->skips; a new one replaces the oldest. */
static struct bot_skip *skip_of(struct bot *bot, const struct study_quiz *quiz)
{
	const size_t count = sizeof bot->skips / sizeof *bot->skips;
	char text[2 * STUDY_NAME];
	size_t at = 0;

	snprintf(text, sizeof text, "%s %s", quiz->network, quiz->channel);
	uint64_t place = hash_block(text, strlen(text));
	while (at < count && bot->skips[at].place != place)
		at++;
	if (at == count)
		at = bot->next_skip++ % count;
	if (bot->skips[at].place != place)
		bot->skips[at] = (struct bot_skip){.place = place};
	return &bot->skips[at];
}

void quiz_started_by(struct bot *bot, const struct asker *asker, const struct study_quiz *quiz)
{
	struct bot_skip *skip = skip_of(bot, quiz);

	skip->starter = pace_key(asker);
	skip->voter = 0;
}

enum quiz_vote quiz_vote_to_skip(
	struct bot *bot, const struct asker *asker, const struct study_quiz *quiz)
{
	struct bot_skip *skip = skip_of(bot, quiz);
	uint64_t key = pace_key(asker);

	if (skip->number != quiz->number)
		skip->voter = 0;
	skip->number = quiz->number;
	if (asker->role >= ROLE_MODERATOR || skip->starter == key ||
		(skip->voter != 0 && skip->voter != key)) {
		skip->voter = 0;
		return QUIZ_SKIP;
	}
	if (skip->voter == key)
		return QUIZ_NOTHING;
	skip->voter = key;
	return QUIZ_ONE_MORE;
}
