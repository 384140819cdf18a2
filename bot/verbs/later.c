#include "verbs/later.h"

#include "base/log.h"
#include "net/presence.h"
#include "verbs/view_select.h"

#include <stdio.h>
#include <stdlib.h>

enum { LINES_AT_ONCE = 3 };

struct later *later_new(const struct bot *bot, const struct asker *asker, size_t size)
{
	struct later *it = must_alloc(size);
	const char **const texts[] = {&it->asker.network, &it->asker.place, &it->asker.person,
		&it->asker.nick, &it->asker.address, &it->asker.channel, &it->asker.user,
		&it->asker.host, &it->asker.account, &it->asker.msgid};

	it->asker = *asker;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = arena_string(&it->arena, *texts[i]);
	it->asker.settings = NULL; /* may be reloaded meanwhile */
	it->view = bot->view;
	it->database = arena_string(&it->arena, store_path(bot->store));
	return it;
}

static void discard_later(struct later *it)
{
	if (it->release)
		it->release(it);
	arena_free(&it->arena);
	free(it);
}

/* Sends the reply as respond.c would have. */
static void send_later(
	struct bot *bot, const struct asker *asker, enum manner manner, const struct reply *reply)
{
	struct network *network = bot_network(bot, asker->network)->network;
	bool notice = command_is_private(manner) && !asker->relayed;
	bool aloud = asker->channel && network && !notice &&
		     presence_may_speak(network_presence(network), asker->channel, asker->now);
	bool in_private = !asker->channel && manner == MANNER_ANSWER;
	size_t lines = manner == MANNER_ALL ? LINES_AT_ONCE : 1;

	/* people behind a bridge can be reached only in the channel */
	if (asker->relayed && !aloud)
		return;
	for (size_t i = 0; i < reply->count && i < lines; i++) {
		char line[REPLY_LINE + 128];

		snprintf(line, sizeof line, "%s%s%s", aloud ? asker->address : "",
			aloud ? ": " : "", reply->lines[i]);
		if (!bot_say(bot, asker->network, aloud || in_private ? "PRIVMSG" : "NOTICE",
			    aloud ? asker->channel : asker->nick, line))
			log_info("later", "%s: a reply to %s was dropped", asker->network,
				asker->nick);
	}
}

static void work(struct job *job)
{
	struct later *it = (struct later *)job;

	it->work(it);
}

static void done(struct bot *bot, struct job *job)
{
	struct later *it = (struct later *)job;

	if (bot) {
		struct reply *reply = &bot->scratch.reply;

		reply->count = 0;
		view_select(bot, &it->asker);
		enum manner manner = it->finish(bot, it, reply);
		send_later(bot, &it->asker, manner, reply);
	}
	discard_later(it);
}

enum manner later_run(struct bot *bot, struct later *it, struct reply *out)
{
	enum manner manner = MANNER_ANSWER;

	/* the job has its own connection to the database */
	store_flush_journal(bot->store, NULL);
	if (bot->background) {
		it->job.work = work;
		it->job.done = done;
		background_add(bot->background, bot, &it->job);
		return manner;
	}
	it->work(it);
	manner = it->finish(bot, it, out);
	discard_later(it);
	return manner;
}
