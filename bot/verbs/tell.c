#include "verbs/tell.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/text.h"
#include "people/roles.h"
#include "verbs/role.h"
#include "wire/outbox.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TELL_AT_ONCE = 5 };

struct someone tell_asker(const struct asker *asker)
{
	return (struct someone){asker->network, asker->account, asker->nick, asker->host};
}

/* Whether the person is in one of our channels under the same nick. */
static bool is_present(const struct bot_network *net, const struct someone *to)
{
	enum casemap map = presence_casemap(network_presence(net->network));
	const struct roster_person *person = roster_find(net->roster, to->nick);
	const char *account = roster_account(net->roster, to->nick);
	const char *at = person ? strchr(person->mask, '@') : NULL;

	if (!person || person->channels == 0)
		return false;
	if (*to->account)
		return account && *account && casemap_same(map, account, to->account);
	return *to->host && at && text_compare_ascii(at + 1, to->host) == 0;
}

/* --- messages that were sent ------------------------------------------------------------------ */

/*
 * A server may refuse a message to somebody (who accepts none from strangers, or has just left),
 * and says so in a numeric that names them. So a message is deleted once SETTLED_MS have passed
 * without one; until then it is in bot_network.sent, and is not sent again.
 */
enum { SETTLED_MS = 10 * 1000, AGAIN_MS = 10 * 60 * 1000 };

static struct bot_sent *find_sent(struct bot_network *net, int64_t number)
{
	for (size_t i = 0; i < BOT_SENT; i++)
		if (net->sent[i].number == number)
			return &net->sent[i];
	return NULL;
}

/* A free entry, or else the refused message that has waited longest; NULL if all are being sent. */
static struct bot_sent *find_free_sent(struct bot_network *net)
{
	struct bot_sent *found = find_sent(net, 0);

	for (size_t i = 0; !found && i < BOT_SENT; i++)
		if (net->sent[i].refused && (!found || net->sent[i].ms < found->ms))
			found = &net->sent[i];
	return found;
}

/* --- delivering ------------------------------------------------------------------------------- */

/* Messages to deliver now on one network; collected first, because delivering changes the table. */
struct post {
	struct bot *bot;
	struct bot_network *net;
	const struct asker *asker; /* who has just spoken; NULL: everybody who is present */
	struct timestamp now;
	struct arena arena;
	struct {
		int64_t number;
		const char *nick, *text;
		const char *channel; /* NULL: to them alone */
	} list[TELL_AT_ONCE];
	size_t count;
};

static bool is_for(const struct post *post, const struct someone *to)
{
	const struct asker *asker = post->asker;

	if (!asker)
		return is_present(post->net, to) &&
		       !role_is_ignored(post->bot, post->net, to->nick, post->now);
	const struct person person = role_asker(asker);
	return roles_same(&person, to->account, to->nick, to->host);
}

/* The channel in which to deliver the message: for people behind a bridge, where they speak; if the
 * server refused it in private, where they asked, provided they are there. Otherwise NULL. */
static const char *channel_for(const struct post *post, const struct store_message *message)
{
	const struct presence *presence = network_presence(post->net->network);
	const struct asker *asker = post->asker;
	const char *nick = asker ? asker->nick : message->to.nick;

	if (asker && asker->relayed)
		return asker->channel;
	if (message->refused == 0 || !*message->channel ||
		!presence_may_speak(presence, message->channel, post->now))
		return NULL;
	bool speaks = asker && asker->channel &&
		      presence_same(presence, asker->channel, message->channel);
	return speaks || roster_is_in(post->net->roster, nick, message->channel) ? message->channel
										 : NULL;
}

static void collect_message(void *context, const struct store_message *message)
{
	struct post *post = context;
	struct bot_sent *sent = find_sent(post->net, message->number);

	if (post->count == TELL_AT_ONCE || !is_for(post, &message->to))
		return;
	const char *channel = channel_for(post, message);
	/* being sent; or refused not long ago, and there is no channel for it */
	if (sent && !(sent->refused && (channel || post->now.ms - sent->ms >= AGAIN_MS)))
		return;
	post->list[post->count].number = message->number;
	post->list[post->count].nick =
		arena_string(&post->arena, post->asker ? post->asker->nick : message->to.nick);
	post->list[post->count].channel = arena_string(&post->arena, channel);
	post->list[post->count++].text = arena_string(&post->arena, message->text);
}

enum { LABEL = 32 };

/* The label (labeled-response) with which the message is sent. */
static const char *label_of(int64_t number, char label[LABEL])
{
	snprintf(label, LABEL, "told%lld", (long long)number);
	return label;
}

static bool send(struct bot *bot, struct post *post, size_t i, const char *target)
{
	const char *nick = post->list[i].nick, *text = post->list[i].text;
	char line[REPLY_LINE + 128], label[LABEL];

	label_of(post->list[i].number, label);
	if (!post->list[i].channel)
		return bot_say_labeled(bot, post->net->name, "NOTICE", target, text, label);
	snprintf(line, sizeof line, "%.100s: %s", post->asker ? post->asker->address : nick, text);
	return bot_say_labeled(bot, post->net->name, "PRIVMSG", target, line, label);
}

/* Sends up to TELL_AT_ONCE messages; the others wait for the next call. */
static void deliver(
	struct bot *bot, struct bot_network *net, const struct asker *asker, struct timestamp now)
{
	struct post post = {.bot = bot, .net = net, .asker = asker, .now = now};
	struct error err;

	if (!store_messages(bot->store, net->name, collect_message, &post, &err))
		log_warn("tell", "messages left for people cannot be read: %s", err.text);
	for (size_t i = 0; i < post.count; i++) {
		struct bot_sent *sent = find_sent(net, post.list[i].number);
		const char *target =
			post.list[i].channel ? post.list[i].channel : post.list[i].nick;

		if (!sent)
			sent = find_free_sent(net);
		if (!sent || !send(bot, &post, i, target))
			break;
		*sent = (struct bot_sent){.number = post.list[i].number, .ms = now.ms};
		snprintf(sent->target, sizeof sent->target, "%s", target);
	}
	arena_free(&post.arena);
}

/* --- who has messages waiting ----------------------------------------------------------------- */

/* The hash of an account or, if that is "", a nick. Spellings that any network considers equal have
 * the same hash. */
static uint32_t hash_of_waiting(const char *network, const char *account, const char *nick)
{
	char folded[256];
	uint32_t hash = hash_text(network);

	casemap_fold(CASEMAP_RFC1459, *account ? account : nick, folded, sizeof folded);
	hash = hash_bytes(hash, *account ? "=" : "~", 1);
	return hash_bytes(hash, folded, strlen(folded));
}

static void add_waiting(void *context, const struct store_message *message)
{
	struct bot_waiting *waiting = context;
	const struct someone *to = &message->to;

	GROW(waiting->people, waiting->count, waiting->room);
	waiting->people[waiting->count++] = hash_of_waiting(to->network, to->account, to->nick);
}

void tell_read(struct bot *bot)
{
	struct bot_waiting *waiting = &bot->waiting;
	struct error err;

	if (waiting->known)
		return;
	waiting->known = true;
	waiting->count = 0;
	if (!store_messages(bot->store, "", add_waiting, waiting, &err))
		log_warn("tell", "messages left for people cannot be read: %s", err.text);
}

static bool waits_for(const struct bot_waiting *waiting, uint32_t hash)
{
	for (size_t i = 0; i < waiting->count; i++)
		if (waiting->people[i] == hash)
			return true;
	return false;
}

bool tell_waits(struct bot *bot, const struct asker *asker)
{
	const struct bot_waiting *waiting = &bot->waiting;

	tell_read(bot);
	return !bot->read_only && waiting->count > 0 &&
	       (waits_for(waiting, hash_of_waiting(asker->network, "", asker->nick)) ||
		       (*asker->account &&
			       waits_for(waiting, hash_of_waiting(asker->network, asker->account,
							  asker->nick))));
}

void tell_present(struct bot *bot, struct timestamp now)
{
	bot->waiting.known = false;
	for (size_t i = 0; i < bot->network_count; i++)
		if (bot->networks[i].network)
			deliver(bot, &bot->networks[i], NULL, now);
}

void tell_speaker(struct bot *bot, const struct asker *asker)
{
	deliver(bot, bot_network(bot, asker->network), asker, asker->now);
}

/* Whether the numeric says that a message did not reach its target, which it names. */
static bool is_refusal(const struct event *e)
{
	static const int numerics[] = {
		401, /* ERR_NOSUCHNICK */
		404, /* ERR_CANNOTSENDTOCHAN */
		408, /* ERR_NOCOLORSONCHAN, ERR_NOCTRLSONCHAN */
		477, /* ERR_NEEDREGGEDNICK */
		486, /* ERR_NONONREG: they take messages only from those who are logged in */
		489, /* ERR_SECUREONLYCHAN */
		492, /* ERR_NOCTCP */
		531, /* ERR_CANTSENDTOUSER */
		716, /* RPL_TARGUMODEG, ERR_TARGUMODEG: caller-id */
	};

	for (size_t i = 0; e->kind == EVENT_NUMERIC && i < sizeof numerics / sizeof *numerics; i++)
		if (e->numeric == numerics[i])
			return e->count > 2;
	return false;
}

void tell_refused(struct bot *bot, struct bot_network *net, const struct event *e, enum casemap map,
	struct timestamp now)
{
	struct error err;
	char label[LABEL];

	/* a new connection: the old one may not have delivered the rest, so send it again */
	if (e->kind == EVENT_WELCOME)
		memset(net->sent, 0, sizeof net->sent);
	bool refused = is_refusal(e);
	if (!refused && !*e->label)
		return;
	for (size_t i = 0; i < BOT_SENT; i++) {
		struct bot_sent *sent = &net->sent[i];
		bool is_it = *e->label ? strcmp(e->label, label_of(sent->number, label)) == 0
				       : refused && casemap_same(map, sent->target, e->params[1]);

		if (sent->number == 0 || sent->refused || !is_it)
			continue;
		if (!refused) { /* ACK or its echo: the server has accepted it */
			sent->ms = now.ms - SETTLED_MS;
			continue;
		}
		sent->refused = true;
		sent->ms = now.ms;
		log_warn("tell",
			"%s: a message for %s waits, since the server refused it: %d %.200s",
			net->name, sent->target, e->numeric, e->params[e->count - 1]);
		/* no such nick: they will be told when they next speak, without waiting AGAIN_MS */
		if (e->numeric == 401)
			*sent = (struct bot_sent){0};
		else if (!store_message_refuse(bot->store, sent->number, &err))
			log_warn("tell", "a refusal cannot be noted: %s", err.text);
	}
}

int64_t tell_tick(struct bot *bot, struct timestamp now)
{
	int64_t wait = -1;
	struct error err;

	for (size_t n = 0; n < bot->network_count; n++) {
		struct bot_network *net = &bot->networks[n];
		bool queued = net->network && outbox_waiting(network_outbox(net->network)) > 0;

		for (size_t i = 0; i < BOT_SENT; i++) {
			struct bot_sent *sent = &net->sent[i];

			if (sent->number == 0 || sent->refused)
				continue;
			if (queued)
				sent->ms = now.ms; /* it may still be in the queue */
			int64_t left = sent->ms + SETTLED_MS - now.ms;
			if (left <= 0 && store_message_drop(bot->store, sent->number, &err)) {
				*sent = (struct bot_sent){0};
				bot->waiting.known = false;
			} else {
				/* if it cannot be deleted, try again after SETTLED_MS */
				wait = timestamp_sooner(wait, left > 0 ? left : SETTLED_MS);
				if (left <= 0) {
					log_warn("tell",
						"a delivered message cannot be deleted: %s",
						err.text);
					sent->ms = now.ms;
				}
			}
		}
	}
	return wait;
}

/* --- leaving ---------------------------------------------------------------------------------- */

bool tell_later(struct bot *bot, const struct someone *to, const char *text, struct timestamp now,
	struct error *err)
{
	bool good = store_message(bot->store, to, text, now, err);

	tell_present(bot, now);
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
