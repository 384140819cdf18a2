/*
 * One line's way through the house, from top to bottom:
 *
 *	presence   are we still who and where we think we are?
 *	roster     who is who, and has which account?
 *	manners    notices, bots, history and our own lines are not answered
 *	request    is this for us: a question, a command, or other people's talk?
 *	roles      who is it, and what may they do? are they ignored?
 *	limit      does this person ask too fast?
 *	pending    may they? if it must first be known who they are: later, when the server has said
 *	quiz, card is it the answer to an open question?
 *	command    … or …   answer (pattern → search → sure enough?)
 *	say, journal: respond.c
 */
#include "hear.h"

#include "base/log.h"
#include "keep/store_people.h"
#include "learn/quiz.h"
#include "learn/remind.h"
#include "net/presence.h"
#include "respond.h"
#include "verbs/tell.h"
#include "wire/outbox.h"

#include <stdio.h>
#include <string.h>

static void answer_ctcp(struct hearing *h, const char *own_nick)
{
	char text[256];

	if (ctcp_answer(&h->kept->ctcp, h->event, own_nick, h->asker.now, text, sizeof text))
		outbox_say(h->out, URGENCY_BULK, "NOTICE", h->event->nick, text, "");
}

/* Nothing is answered to machines, to ourselves, or to what was said before we came. */
static bool is_from_a_person(const struct hearing *h)
{
	const struct event *e = h->event;
	const struct roster_person *person = roster_find(h->kept->roster, e->nick);

	return e->kind == EVENT_PRIVMSG && !e->from_self && !e->from_bot && !e->from_server &&
	       !e->replayed && *e->nick && !(person && person->bot);
}

/*
 * Everyone who keeps books hears the line. What was held back until it was known who said it comes
 * back here in the place of the line that told: true then.
 */
static bool keep_books(struct hearing *h, struct network *network)
{
	struct timestamp now = h->asker.now;
	enum casemap map;

	h->kept->network = network;
	presence_hear(h->presence, h->event, now, h->out);
	map = presence_casemap(h->presence);
	/* a script shows all that there is; so does account-tag, whatever is not on the line */
	roster_sight(h->kept->roster,
		network_in_memory(network) || network_has(network, CAP_ACCOUNT_TAG),
		network_has(network, CAP_ACCOUNT_NOTIFY));
	roster_hear(h->kept->roster, presence_isupport(h->presence), presence_nick(h->presence),
		h->event, h->out);
	const struct event *deferred = deferred_hear(&h->kept->deferred, h->event, map, now);
	if (deferred)
		h->event = deferred;
	return deferred != NULL;
}

/* What is configured of the channel in hand, or NULL. */
static const struct config_channel *channel_of(const struct hearing *h)
{
	const struct config_network *config = network_config(h->kept->network);

	for (size_t i = 0; h->asker.channel && i < config->channel_count; i++)
		if (presence_same(h->presence, config->channels[i].name, h->asker.channel))
			return &config->channels[i];
	return NULL;
}

static bool may_answer_unasked(const struct hearing *h)
{
	const struct config_channel *channel = channel_of(h);

	return channel && channel->ambient &&
	       presence_may_speak(h->presence, channel->name, h->asker.now);
}

/* In a hushed channel only moderators' commands are answered. */
static bool is_muted(const struct hearing *h)
{
	if (!h->asker.channel ||
		(h->request.kind == REQUEST_COMMAND && h->asker.role >= ROLE_MODERATOR))
		return false;
	return store_muted(h->bot->store, h->asker.network, h->asker.channel, h->asker.now) != 0;
}

/* What the channel's configuration makes of its operators, if the person is one. */
static enum role role_as_operator(const struct hearing *h)
{
	const struct config_channel *channel = channel_of(h);

	if (!channel || !channel->operators ||
		!roster_operator(h->kept->roster, h->asker.nick, channel->name))
		return ROLE_EVERYONE;
	return roles_named(channel->operators);
}

/* What the person may do, as of this line: nothing of it is remembered for the next one. */
static enum role role_of(const struct hearing *h)
{
	const struct person person = {.network = h->asker.network,
		.nick = h->asker.nick,
		.user = h->asker.user,
		.host = h->asker.host,
		.account = h->asker.account,
		.casemap = h->asker.casemap};
	struct error err = {.text = ""};

	if (h->bot->terminal)
		return ROLE_OWNER;
	enum role role = roles_of(h->bot->store, &person, h->asker.now, &err);
	if (*err.text)
		log_warn("hear", "no roles can be read: %s", err.text);
	enum role there = role_as_operator(h);
	return role != ROLE_IGNORED && there > role ? there : role;
}

/* Bytes of a reply's line: what others will see of it, less the address. A server that gives us an
 * absurd prefix leaves little; REPLY_ROOM_MIN is kept, and the outbox cuts. */
static size_t room_for(const struct hearing *h)
{
	size_t room = outbox_room(
		h->out, "PRIVMSG", h->asker.channel ? h->event->target : h->asker.place);
	size_t address = h->asker.channel ? strlen(h->asker.nick) + 2 : 0;

	return room > address + REPLY_ROOM_MIN ? room - address : REPLY_ROOM_MIN;
}

/* Whether the person may ask now; tells them once if they ask too fast. */
static bool in_time(struct hearing *h)
{
	static const char slower[] =
		"You ask faster than I can answer; wait a few seconds and ask again.";
	enum limit_verdict verdict =
		limit_ask(&h->bot->limit, h->asker.network, h->asker.nick, h->asker.now);

	if (verdict == LIMIT_TELL)
		outbox_say(h->out, URGENCY_BULK, "NOTICE", h->asker.nick, slower, "");
	return verdict == LIMIT_FINE;
}

/* Whether it must first be known who this is: the command takes a role that may hang on an
 * account. */
static bool must_wait(const struct hearing *h, const char *account)
{
	return !account && h->request.kind == REQUEST_COMMAND &&
	       command_role(h->request.verb, h->request.arguments) > h->asker.role;
}

/* Asks the server who it is; the line comes back when that is known. */
static void let_wait(struct hearing *h)
{
	static const char again[] =
		"I am still asking the server who you are; say it again in a moment.";

	if (!deferred_add(&h->kept->deferred, h->event, h->asker.casemap, h->asker.now, h->out))
		outbox_say(h->out, URGENCY_BULK, "NOTICE", h->asker.nick, again, "");
}

/* Who asks, and where; false if it was not said to us or to a channel. account: NULL if unknown. */
static bool see_asker(struct hearing *h, const char *account)
{
	const struct event *event = h->event;

	h->asker.channel = presence_channel(h->presence, event->target);
	h->asker.network = event->network;
	h->asker.nick = event->nick;
	h->asker.user = event->user;
	h->asker.host = event->host;
	h->asker.account = account ? account : "";
	h->asker.casemap = presence_casemap(h->presence);
	h->asker.msgid = event->msgid;
	h->asker.place = h->asker.channel ? h->asker.channel : event->nick;
	h->asker.room = room_for(h);
	return h->asker.channel ||
	       presence_same(h->presence, event->target, presence_nick(h->presence));
}

void hear(struct bot *bot, struct network *network, const struct event *event, struct timestamp now)
{
	struct hearing h = {.bot = bot,
		.kept = bot_network(bot, event->network),
		.presence = network_presence(network),
		.out = network_outbox(network),
		.event = event,
		.asker = {.now = now}};
	bool deferred = keep_books(&h, network);
	const char *own_nick = presence_nick(h.presence);

	answer_ctcp(&h, own_nick);
	if (!is_from_a_person(&h))
		return;
	const char *account = deferred ? h.event->account : roster_speaker(h.kept->roster, h.event);
	if (!see_asker(&h, account))
		return;
	tell_heard(bot, &h.asker);
	request_read(h.event->text, own_nick, !h.asker.channel, command_is_verb, &h.request);
	bool plays = (h.request.kind == REQUEST_AMBIENT || h.request.kind == REQUEST_QUESTION) &&
		     quiz_is_open(bot, &h.asker);
	bool asks = h.request.kind != REQUEST_AMBIENT || may_answer_unasked(&h);
	if (h.request.kind == REQUEST_NONE || !(plays || asks))
		return;
	h.asker.role = role_of(&h);
	bool waits = must_wait(&h, account);
	if (h.asker.role == ROLE_IGNORED || (!waits && is_muted(&h)))
		return;
	if ((plays && quiz_heard(bot, &h.asker, h.request.text)) || !asks)
		return;
	if (!deferred && h.request.kind != REQUEST_AMBIENT && !in_time(&h))
		return;
	if (waits)
		let_wait(&h);
	else if (h.request.kind == REQUEST_COMMAND)
		respond_to_command(&h);
	else if (!respond_to_card(&h) && !respond_to_name(&h))
		respond_to_question(&h);
}

int64_t hear_tick(struct bot *bot, struct timestamp now)
{
	int64_t waits[] = {bot_tick(bot, now), quiz_tick(bot, now), remind_tick(bot, now)};
	int64_t least = waits[0];

	for (size_t i = 1; i < sizeof waits / sizeof *waits; i++)
		if (waits[i] >= 0 && waits[i] < least)
			least = waits[i];
	return least;
}
