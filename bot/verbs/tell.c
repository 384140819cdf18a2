#include "verbs/tell.h"

#include "base/arena.h"
#include "base/log.h"
#include "people/roles.h"

#include <string.h>

enum { TELL_AT_ONCE = 5 };

struct someone tell_asker(const struct asker *asker)
{
	return (struct someone){asker->network, asker->account, asker->nick, asker->host};
}

bool tell_later(struct bot *bot, const struct someone *to, const char *text, struct moment now,
	struct fault *why)
{
	bool good = store_message(bot->store, to, text, now, why);

	tell_count(bot);
	return good;
}

void tell_count(struct bot *bot)
{
	bot->messages = store_message_count(bot->store);
}

/* What is to be said now; gathered first, since saying changes the table. */
struct post {
	struct person person;
	struct arena arena;
	struct {
		int64_t number;
		const char *text;
	} list[TELL_AT_ONCE];
	size_t count;
};

static void gather(void *context, int64_t number, const struct someone *to, const char *text)
{
	struct post *post = context;

	if (post->count == TELL_AT_ONCE ||
		!roles_same(&post->person, to->account, to->nick, to->host))
		return;
	post->list[post->count].number = number;
	post->list[post->count++].text = arena_string(&post->arena, text);
}

void tell_heard(struct bot *bot, const struct asker *asker)
{
	struct post post = {.person = {.network = asker->network,
				    .nick = asker->nick,
				    .user = asker->user,
				    .host = asker->host,
				    .account = asker->account,
				    .casemap = asker->casemap}};
	struct fault why;
	bool good = true;

	if (bot->messages == 0 || bot->read_only)
		return;
	good = store_messages(bot->store, asker->network, gather, &post, &why);
	for (size_t i = 0; good && i < post.count; i++) {
		/* gone first: rather not told than told at every line of a full disk */
		good = store_message_drop(bot->store, post.list[i].number, &why);
		if (good)
			bot_say(bot, asker->network, "NOTICE", asker->nick, post.list[i].text);
	}
	if (!good)
		log_warn("tell", "word left for people cannot be read or cleared: %s", why.text);
	if (post.count > 0)
		tell_count(bot);
	arena_free(&post.arena);
}
