/* Verbs about the bot itself. */
#include "browse/browse.h"
#include "control/status.h"

enum manner verb_version(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	(void)bot;
	(void)arguments;
	return verb_say(asker, out, MANNER_ANSWER, "tonle %s", TONLE_VERSION);
}

enum manner verb_uptime(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char time[STATUS_TIME];

	(void)arguments;
	if (bot->started_ms == 0)
		return verb_refuse(asker, out, "I am not connected to a network.");
	status_time((asker->now.ms - bot->started_ms) / 1000, time);
	return verb_say(asker, out, MANNER_ANSWER, "Up %s.", time);
}

enum manner verb_status(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char line[REPLY_LINE];

	(void)arguments;
	status_line(bot, asker->now, line, sizeof line);
	return verb_say(asker, out, MANNER_ANSWER, "%s", line);
}

enum manner verb_about_me(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	(void)arguments;
	return verb_say(asker, out, MANNER_ANSWER,
		"tonle %s, a bot that answers questions from %zu documents and names the one each "
		"answer rests on, or says that it does not know. `help` lists what you can say.",
		TONLE_VERSION, bot->index->set.source_count);
}
