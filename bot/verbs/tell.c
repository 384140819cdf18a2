#include "verbs/tell.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "people/roles.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TELL_AT_ONCE = 5 };

struct someone tell_asker(const struct asker *asker)
{
	return (struct someone){asker->network, asker->account, asker->nick, asker->host};
}

/* Whether the person is in one of our channels under the same nick. */
static bool is_present(const struct bot_network *kept, const struct someone *to)
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

/* Messages to deliver now on one network; collected first, because delivering changes the table. */
struct post {
	const struct bot_network *kept;
	const struct person *person; /* who has just spoken; NULL: everybody who is present */
	struct arena arena;
	struct {
		int64_t number;
		const char *nick, *text;
	} list[TELL_AT_ONCE];
	size_t count;
};

static void collect(void *context, int64_t number, const struct someone *to, const char *text)
{
	struct post *post = context;
	const struct person *person = post->person;

	if (post->count == TELL_AT_ONCE ||
		!(person ? roles_same(person, to->account, to->nick, to->host)
			 : is_present(post->kept, to)))
		return;
	post->list[post->count].number = number;
	post->list[post->count].nick = arena_string(&post->arena, person ? person->nick : to->nick);
	post->list[post->count++].text = arena_string(&post->arena, text);
}

/* Says it to whoever has just spoken, or is present. */
static void send(struct bot *bot, const char *network, const struct asker *asker, const char *nick,
	const char *text)
{
	char line[REPLY_LINE + RELAY_FORM_NICK];

	if (!asker || !asker->relayed) {
		bot_say(bot, network, "NOTICE", nick, text);
		return;
	}
	snprintf(line, sizeof line, "%s: %s", asker->address, text);
	bot_say(bot, network, "PRIVMSG", asker->channel, line);
}

/* Delivers up to TELL_AT_ONCE messages; the others wait for the next occasion. */
static void deliver(struct bot *bot, const struct bot_network *kept, const struct person *person,
	const struct asker *asker)
{
	struct post post = {.kept = kept, .person = person};
	struct error err;
	bool good = store_messages(bot->store, kept->name, collect, &post, &err);

	for (size_t i = 0; good && i < post.count; i++) {
		/* dropped first: better lost than repeated for every line while the disk is full */
		good = store_message_drop(bot->store, post.list[i].number, &err);
		if (good)
			send(bot, kept->name, asker, post.list[i].nick, post.list[i].text);
	}
	if (!good)
		log_warn(
			"tell", "messages left for people cannot be read or deleted: %s", err.text);
	arena_free(&post.arena);
}

void tell_present(struct bot *bot)
{
	bot->messages = store_message_count(bot->store);
	for (size_t i = 0; bot->messages > 0 && i < bot->network_count; i++)
		if (bot->networks[i].network)
			deliver(bot, &bot->networks[i], NULL, NULL);
	bot->messages = store_message_count(bot->store);
}

bool tell_later(struct bot *bot, const struct someone *to, const char *text, struct timestamp now,
	struct error *err)
{
	bool good = store_message(bot->store, to, text, now, err);

	tell_present(bot);
	return good;
}

void tell_author(struct bot *bot, const char *network, const char *author, struct timestamp now,
	const char *format, ...)
{
	char text[REPLY_LINE], nick[512];
	const char *bang = strchr(author, '!'), *at = strrchr(author, '@');
	struct someone to = {.network = network, .account = author, .nick = "", .host = ""};
	struct error err;
	va_list arguments;

	if (!*network || bot->read_only)
		return;
	if (bang && at) { /* nick!user@host: they had no account */
		snprintf(nick, sizeof nick, "%.*s", (int)(bang - author), author);
		to = (struct someone){
			.network = network, .account = "", .nick = nick, .host = at + 1};
	}
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	text_drop_broken(text);
	if (!tell_later(bot, &to, text, now, &err))
		log_warn("tell", "no message could be left for %s: %s", author, err.text);
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
	deliver(bot, bot_network(bot, asker->network), &person, asker);
	bot->messages = store_message_count(bot->store);
}
