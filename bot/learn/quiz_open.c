#include "learn/quiz_open.h"

#include "base/arena.h"

#include <string.h>

/* The channel's place in bot->quizzes, or bot->quiz_count. */
static size_t place_of(const struct bot *bot, const char *network, const char *channel)
{
	size_t at = 0;

	while (at < bot->quiz_count && (strcmp(bot->quizzes[at].network, network) != 0 ||
					       strcmp(bot->quizzes[at].channel, channel) != 0))
		at++;
	return at;
}

void quiz_open_note(struct bot *bot, const struct study_quiz *quiz, bool open)
{
	size_t at = place_of(bot, quiz->network, quiz->channel);

	if (!open && at < bot->quiz_count) {
		bot->quizzes[at] = bot->quizzes[--bot->quiz_count];
	} else if (open && at == bot->quiz_count) {
		GROW(bot->quizzes, bot->quiz_count, bot->quiz_room);
		strcpy(bot->quizzes[at].network, quiz->network);
		strcpy(bot->quizzes[at].channel, quiz->channel);
		bot->quiz_count++;
	}
}

bool quiz_open_is(const struct bot *bot, const char *network, const char *channel)
{
	return place_of(bot, network, channel) < bot->quiz_count;
}
