#include "verbs/tell.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "people/roles.h"

#include <string.h>

enum { TELL_AT_ONCE = 5 };

struct someone tell_asker(const struct asker *asker)
{
	return (struct someone){asker->network, asker->account, asker->nick, asker->host};
}

/* Whether they are in a channel of ours under the nick that they had, as the same person. */
static bool is_here(const struct bot_network *kept, const struct someone *to)
{
	enum casemap map = presence_casemap(network_presence(kept->network));
	const struct roster_person *person = roster_find(kept->roster, to->nick);
	const char *account = roster_account(kept->roster, to->nick);
	const char *at = person ? strchr(person->mask, '@') : NULL;

	if (!person || person->channels == 0)
		return false;
	if (*to->account)
		return account && *account && casemap_same(map, account, to->account);
	return *to->host && at && text_compare_ascii(at + 1, to->host) == 0;
}

/* What is to be said now on one network; gathered first, since saying changes the table. */
struct post {
	const struct bot_network *kept;
	const struct person *person; /* who has been heard; NULL: to those who are there */
	struct arena arena;
	struct {
		int64_t number;
		const char *nick, *text;
	} list[TELL_AT_ONCE];
	size_t count;
};

static void gather(void *context, int64_t number, const struct someone *to, const char *text)
{
	struct post *post = context;
	const struct person *person = post->person;

	if (post->count == TELL_AT_ONCE ||
		!(person ? roles_same(person, to->account, to->nick, to->host)
			 : is_here(post->kept, to)))
		return;
	post->list[post->count].number = number;
	post->list[post->count].nick = arena_string(&post->arena, person ? person->nick : to->nick);
	post->list[post->count++].text = arena_string(&post->arena, text);
}

/* Says it, five at a time; the others wait for the next occasion. */
static void deliver(struct bot *bot, const struct bot_network *kept, const struct person *person)
{
	struct post post = {.kept = kept, .person = person};
	struct error err;
	bool good = store_messages(bot->store, kept->name, gather, &post, &err);

	for (size_t i = 0; good && i < post.count; i++) {
		/* gone first: rather not told than told at every line of a full disk */
		good = store_message_drop(bot->store, post.list[i].number, &err);
		if (good)
			bot_say(bot, kept->name, "NOTICE", post.list[i].nick, post.list[i].text);
	}
	if (!good)
		log_warn("tell", "word left for people cannot be read or cleared: %s", err.text);
	arena_free(&post.arena);
}

void tell_present(struct bot *bot)
{
	bot->messages = store_message_count(bot->store);
	for (size_t i = 0; bot->messages > 0 && i < bot->network_count; i++)
		if (bot->networks[i].network)
			deliver(bot, &bot->networks[i], NULL);
	bot->messages = store_message_count(bot->store);
}

bool tell_later(struct bot *bot, const struct someone *to, const char *text, struct timestamp now,
	struct error *err)
{
	bool good = store_message(bot->store, to, text, now, err);

	tell_present(bot);
	return good;
}

void tell_heard(struct bot *bot, const struct asker *asker)
{
	const struct person person = {.network = asker->network,
		.nick = asker->nick,
		.user = asker->user,
		.host = asker->host,
		.account = asker->account,
		.casemap = asker->casemap};

	if (bot->messages == 0 || bot->read_only)
		return;
	deliver(bot, bot_network(bot, asker->network), &person);
	bot->messages = store_message_count(bot->store);
}
