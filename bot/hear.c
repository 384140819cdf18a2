/*
 * Handles one line in these steps:
 *
 *	presence   our own nick and channels
 *	roster     the people in them, and their accounts
 *	relay      does a bridge speak for someone else?
 *	filter     notices, bots, history and our own lines get no answer
 *	request    is it a question or command for us, or other people's conversation?
 *	roles      who sent it, what may they do, are they ignored?
 *	quiz       is it the answer to an open quiz question?
 *	limit      does this person ask too fast?
 *	deferred   a command that needs the sender's account waits for WHOIS
 *	postponed  a line that would write waits while another process has the database locked
 *	respond.c  command or answer (pattern, search, confidence), reply, journal
 */
#include "hear.h"

#include "base/log.h"
#include "keep/store_people.h"
#include "learn/daily.h"
#include "learn/quiz.h"
#include "learn/remind.h"
#include "moderate/recheck.h"
#include "net/presence.h"
#include "respond.h"
#include "speaker.h"
#include "verbs/ambient_switch.h"
#include "verbs/completing.h"
#include "verbs/near.h"
#include "verbs/pace.h"
#include "verbs/role.h"
#include "verbs/tell.h"
#include "verbs/view_select.h"
#include "wire/outbox.h"

#include <stdio.h>
#include <string.h>

/* How to treat a line; classify_line() decides. */
enum input {
	INPUT_IGNORED,
	INPUT_QUIZ,     /* not addressed to us; at most the answer to an open quiz question */
	INPUT_AMBIENT,  /* not addressed to us, but may be answered if we are certain */
	INPUT_QUESTION, /* addressed to us */
	INPUT_COMMAND,
	INPUT_MISTYPED,    /* perhaps a command for us with a misspelt verb */
	INPUT_UNIDENTIFIED /* a command whose sender's account must be known first */
};

static void answer_ctcp(struct hearing *h, const char *own_nick)
{
	char text[256];

	if (h->event->kind == EVENT_CTCP && role_source_ignored(h->bot, h->net, h->event,
						    presence_casemap(h->presence), h->asker.now))
		return;
	if (ctcp_answer(&h->net->ctcp, h->event, own_nick, h->asker.now, text, sizeof text))
		outbox_say(h->out, URGENCY_BULK, "NOTICE", h->event->nick, text, "");
}

/* Updates presence and the roster. True if h->event is now a line that was deferred until its
 * sender's account was known. */
static bool update_state(struct hearing *h, struct network *network)
{
	struct timestamp now = h->asker.now;
	enum casemap map;

	h->net->network = network;
	if (h->event->kind == EVENT_WELCOME) /* answers may have been lost: repeating is fine */
		context_forget_told(&h->bot->memory);
	presence_handle(h->presence, h->event, now, h->out);
	map = presence_casemap(h->presence);
	/* with account-tag, a line without an account tag means no account */
	roster_sight(h->net->roster,
		network_in_memory(network) || network_has(network, CAP_ACCOUNT_TAG),
		network_has(network, CAP_ACCOUNT_NOTIFY));
	role_before(h->bot, h->net, h->event, map, now);
	roster_handle(h->net->roster, presence_isupport(h->presence), presence_nick(h->presence),
		h->event, h->out);
	const struct event *deferred = deferred_handle(&h->net->deferred, h->event, map);
	if (deferred)
		h->event = deferred;
	tell_refused(h->bot, h->net, h->event, map, now);
	return deferred != NULL;
}

/* The configuration of the line's channel, or NULL. */
static const struct config_channel *channel_config(const struct hearing *h)
{
	const struct config_network *config = network_config(h->net->network);

	for (size_t i = 0; h->asker.channel && i < config->channel_count; i++)
		if (presence_same(h->presence, config->channels[i].name, h->asker.channel))
			return &config->channels[i];
	return NULL;
}

/* The prefixes of commands and questions in the line's channel. */
static struct request_style style_of(const struct hearing *h)
{
	const struct config_channel *channel = h->asker.settings;
	struct request_style style = request_style_usual;

	if (channel && channel->prefix)
		style.prefix = channel->prefix;
	if (channel && channel->question_prefix)
		style.question_prefix = channel->question_prefix;
	return style;
}

/* Whether the line is addressed to us or to another person. */
static bool is_addressed(struct hearing *h)
{
	request_read(h->event->text, presence_nick(h->presence), false, &request_style_usual,
		command_is_verb, &h->request);
	return h->request.kind != REQUEST_AMBIENT;
}

static bool may_answer_unasked(const struct hearing *h)
{
	return h->asker.settings && ambient_switch_is_on(h->bot, &h->asker) &&
	       presence_may_speak(h->presence, h->asker.settings->name, h->asker.now);
}

/* Whether the line gets no answer because the channel is muted: only moderators' commands do. */
static bool is_muted(const struct hearing *h)
{
	if (!h->asker.channel ||
		(h->request.kind == REQUEST_COMMAND && h->asker.role >= ROLE_MODERATOR))
		return false;
	return store_muted(h->bot->store, h->asker.network, h->asker.place, h->asker.now) != 0;
}

/* The role that the channel's configuration gives its operators, if the sender is one. */
static enum role role_as_operator(const struct hearing *h)
{
	const struct config_channel *channel = h->asker.settings;

	if (!channel || !channel->operators ||
		!roster_operator(h->net->roster, h->asker.nick, channel->name))
		return ROLE_EVERYONE;
	return roles_named(channel->operators);
}

/* The sender's role, looked up again for each line. */
static enum role sender_role(const struct hearing *h)
{
	struct person person = role_asker(&h->asker);

	if (h->bot->terminal)
		return ROLE_OWNER;
	person.nick = h->event->nick;
	enum role role = role_of_person(h->bot, h->net, &person, h->asker.now);
	person.nick = h->asker.nick;
	/* someone behind a bridge, or the whole bridge, may be ignored */
	if (h->asker.relayed && role != ROLE_IGNORED)
		role = role_of_person(h->bot, h->net, &person, h->asker.now);
	if (h->source != RELAY_NONE && role != ROLE_IGNORED)
		return ROLE_EVERYONE; /* people behind a bridge cannot prove who they are */
	enum role there = role_as_operator(h);
	return role != ROLE_IGNORED && there > role ? there : role;
}

static void say_loading(struct hearing *h)
{
	static const char wait[] = "I am still reading the facts; ask again in a moment.";

	outbox_say(h->out, URGENCY_BULK, "NOTICE", h->asker.nick, wait, "");
}

/* Asks the server who the sender is; the line comes back when that is known. */
static void defer(struct hearing *h)
{
	static const char again[] =
		"I am still asking the server who you are; say it again in a moment.";

	if (!deferred_add(&h->net->deferred, h->event, h->asker.casemap, h->asker.now, h->out))
		outbox_say(h->out, URGENCY_BULK, "NOTICE", h->asker.nick, again, "");
}

/* Sets who sent the line, and where. False if it went neither to a channel nor to us. account:
 * NULL if unknown. */
static bool identify_sender(struct hearing *h, const char *account)
{
	const struct event *event = h->event;

	h->asker.channel = presence_channel(h->presence, event->target);
	h->asker.settings = channel_config(h);
	h->asker.network = event->network;
	h->asker.relayed = h->source == RELAY_PERSON;
	h->asker.nick = h->asker.relayed ? h->relayed.identity : event->nick;
	h->asker.address = h->asker.relayed ? h->relayed.address : event->nick;
	h->asker.user = event->user;
	h->asker.host = event->host;
	h->asker.account = account && h->source == RELAY_NONE ? account : "";
	h->asker.casemap = presence_casemap(h->presence);
	h->asker.msgid = event->msgid;
	casemap_fold(h->asker.casemap, h->asker.channel ? h->asker.channel : event->nick, h->place,
		sizeof h->place);
	casemap_fold(h->asker.casemap, h->asker.nick, h->person, sizeof h->person);
	h->asker.place = h->place;
	h->asker.person = h->person;
	return h->asker.channel ||
	       presence_same(h->presence, event->target, presence_nick(h->presence));
}

/* How to treat the request, before its sender's role is looked up. */
static enum input input_of(const struct hearing *h)
{
	switch (h->request.kind) {
	case REQUEST_COMMAND:
		return INPUT_COMMAND;
	case REQUEST_QUESTION:
		return INPUT_QUESTION;
	case REQUEST_MISTYPED:
		return near_verb(h->request.verb, ROLE_OWNER) ? INPUT_MISTYPED : INPUT_IGNORED;
	case REQUEST_AMBIENT:
		if (may_answer_unasked(h))
			return INPUT_AMBIENT;
		return quiz_is_open(h->bot, &h->asker) ? INPUT_QUIZ : INPUT_IGNORED;
	case REQUEST_NONE: /* "dara: 68", "Obama, of course" */
		return quiz_is_open(h->bot, &h->asker) ? INPUT_QUIZ : INPUT_IGNORED;
	}
	return INPUT_IGNORED;
}

/* Looks up the sender's role and decides how to treat a line that may be for us. account: NULL if
 * unknown. */
static enum input classify_line(struct hearing *h, enum input input, const char *account)
{
	h->asker.role = sender_role(h);
	if (h->asker.role == ROLE_IGNORED)
		return INPUT_IGNORED;
	if (input == INPUT_COMMAND && !account && h->source == RELAY_NONE &&
		command_role(h->request.verb, h->request.arguments) > h->asker.role)
		return INPUT_UNIDENTIFIED;
	return is_muted(h) ? INPUT_IGNORED : input;
}

bool hear_may_answer(struct hearing *h)
{
	h->asker.role = sender_role(h);
	return h->asker.role != ROLE_IGNORED && !is_muted(h);
}

/* Whether unaddressed lines matter: ambient mode is on, or a quiz question is open. */
static bool listens(const struct hearing *h)
{
	return may_answer_unasked(h) || quiz_is_open(h->bot, &h->asker);
}

/* True if the line was taken as an attempt at an open quiz question. */
static bool is_quiz_attempt(struct hearing *h)
{
	return quiz_is_open(h->bot, &h->asker) && quiz_handle(h->bot, &h->asker, h->request.text);
}

/* Answers the line according to its input. deferred: the limit counted it when it was deferred. */
static void respond(struct hearing *h, enum input input, bool deferred)
{
	struct bot *bot = h->bot;

	if (input != INPUT_IGNORED && input != INPUT_UNIDENTIFIED && quiz_is_open(bot, &h->asker) &&
		respond_later(h))
		return;
	switch (input) {
	case INPUT_IGNORED:
		break;
	case INPUT_QUIZ:
		quiz_handle(bot, &h->asker, h->request.text);
		break;
	case INPUT_AMBIENT:
		if (!quiz_is_open(bot, &h->asker))
			respond_unasked(h);
		else if (hear_may_answer(h) && !quiz_handle(bot, &h->asker, h->request.text))
			respond_unasked(h);
		break;
	case INPUT_QUESTION:
		if (!is_quiz_attempt(h) && pace_allows(h->bot, &h->asker))
			respond_to_words(h);
		break;
	case INPUT_COMMAND:
		if ((deferred || pace_allows(bot, &h->asker)) &&
			!(command_writes(h->request.verb, h->request.arguments) &&
				respond_later(h)))
			respond_to_command(h);
		break;
	case INPUT_MISTYPED:
		if (pace_allows(h->bot, &h->asker))
			respond_to_mistyped(h);
		break;
	case INPUT_UNIDENTIFIED:
		if (pace_allows(h->bot, &h->asker))
			defer(h);
		break;
	}
}

/* Answers the request, unless the facts are still being read or it is another bot's. */
static void hear_classified(
	struct hearing *h, enum input input, const struct request_style *style, bool deferred)
{
	struct bot *bot = h->bot;

	if (input != INPUT_IGNORED)
		view_select(bot, &h->asker);
	if (bot->loading) {
		if (input != INPUT_IGNORED && input != INPUT_QUIZ && input != INPUT_AMBIENT &&
			pace_allows(h->bot, &h->asker))
			say_loading(h);
		return;
	}
	if (!h->request.opened || input == INPUT_MISTYPED || strcmp(style->prefix, "!") != 0 ||
		command_is_ours(bot, h->request.verb, h->request.arguments))
		respond(h, input, deferred);
}

/* Handles a line that may be for us, from the request on. account: NULL if unknown. */
static void hear_request(
	struct hearing *h, const struct request_style *style, const char *account, bool deferred)
{
	struct bot *bot = h->bot;

	bot->line_begun_us = counters_clock();
	h->asker.room = respond_room(h);
	request_read(h->event->text, presence_nick(h->presence), !h->asker.channel, style,
		command_is_verb, &h->request);
	quiz_read_command(bot, &h->asker, &h->request);
	enum input input = input_of(h);
	if (input == INPUT_IGNORED || input == INPUT_AMBIENT) {
		/* an unaddressed line needs the store only if it gets an answer */
		hear_classified(h, input, style, deferred);
		return;
	}
	/* a command may read much, under one lock, and needs the roles of this moment */
	if (input == INPUT_COMMAND && store_begin_reading(bot->store, NULL))
		store_changed(bot->store);
	hear_classified(h, classify_line(h, input, account), style, deferred);
	store_end_reading(bot->store);
}

/* Handles a message. deferred: the line comes back with its sender's account. */
static void hear_message(struct hearing *h, bool deferred)
{
	const char *account =
		deferred ? h->event->account : roster_speaker(h->net->roster, h->event);

	if (!identify_sender(h, account))
		return;
	const struct request_style style = style_of(h);
	bool named = !h->unnamed && request_may_name(h->event->text, presence_nick(h->presence));
	bool ours = !h->asker.channel || named || request_is_opened(h->event->text, &style) ||
		    listens(h);
	bool waits = tell_waits(h->bot, &h->asker);
	if (!ours && !waits)
		return; /* most conversation ends here */
	outbox_owner(h->out, pace_key(&h->asker), pace_host(&h->asker));
	if (waits && sender_role(h) != ROLE_IGNORED)
		tell_speaker(h->bot, &h->asker);
	if (ours)
		hear_request(h, &style, account, deferred);
	outbox_owner(h->out, 0, 0);
}

/* Prepends the sender's last line if this one continues it. True if this line is itself incomplete,
 * and waits for the next. */
static bool is_unfinished(struct hearing *h)
{
	struct unfinished *net = &h->net->unfinished;
	const char *own_nick = presence_nick(h->presence);
	bool in_channel = presence_channel(h->presence, h->event->target) != NULL;

	if (h->source != RELAY_NONE)
		return false;
	const struct event *joined =
		unfinished_join(net, h->event, presence_casemap(h->presence), h->asker.now);
	if (joined && (!net->joins_call || !is_addressed(h)))
		h->event = joined;
	h->unnamed = !request_may_name(h->event->text, own_nick);
	if (in_channel && !h->unnamed && request_is_call(h->event->text, own_nick))
		return unfinished_add(net, h->event, true, h->asker.now);
	if (!unfinished_is_cut(h->event->text))
		return false;
	request_read(h->event->text, own_nick, !in_channel, &request_style_usual, command_is_verb,
		&h->request);
	return h->request.kind == REQUEST_QUESTION &&
	       unfinished_add(net, h->event, false, h->asker.now);
}

/* Completes what a person is typing to us (a TAGMSG), if the server supports the reply. */
static void hear_typing(struct hearing *h)
{
	enum { WAITING_MOST = 4 }; /* longer queues mean that other lines are waiting */
	char completions[256];

	if (!*h->event->completes || !*h->event->msgid || h->event->from_self ||
		h->event->replayed || h->bot->loading || outbox_waiting(h->out) > WAITING_MOST ||
		!network_has(h->net->network, CAP_MESSAGE_TAGS) ||
		!identify_sender(h, roster_speaker(h->net->roster, h->event)))
		return;
	const struct request_style style = style_of(h);
	request_read(h->event->completes, presence_nick(h->presence), !h->asker.channel, &style,
		command_is_verb, &h->request);
	bool ours = h->request.opened || h->request.kind == REQUEST_QUESTION ||
		    h->request.kind == REQUEST_COMMAND;
	h->asker.role = sender_role(h);
	view_select(h->bot, &h->asker);
	if (ours && h->asker.role != ROLE_IGNORED &&
		completing_write(h->bot->index, h->asker.role, h->request.words, completions,
			sizeof completions))
		outbox_tag(h->out, h->asker.channel ? h->event->target : h->asker.nick,
			"+draft/autocomplete-response", completions, h->event->msgid);
}

/* Sets all but the request: most lines are not for us, and what they ask is never read. */
static void begin_hearing(struct hearing *h, struct bot *bot, struct bot_network *net,
	struct network *network, const struct event *event, struct timestamp now)
{
	memset(h, 0, offsetof(struct hearing, request));
	h->bot = bot;
	h->net = net;
	h->presence = network_presence(network);
	h->out = network_outbox(network);
	h->event = event;
	h->asker.now = now;
}

void hear(struct bot *bot, struct network *network, const struct event *event, struct timestamp now)
{
	struct hearing h;
	begin_hearing(&h, bot, bot_network(bot, event->network), network, event, now);
	bool deferred = update_state(&h, network);

	answer_ctcp(&h, presence_nick(h.presence));
	if (!deferred)
		speaker_read(&h);
	hear_typing(&h);
	if (speaker_is_person(&h) && (deferred || !is_unfinished(&h)))
		hear_message(&h, deferred);
}

/* Whether lines still wait for the database lock. Checks the lock only if there are any, since this
 * is called in every turn. */
static bool waits_for_lock(struct bot *bot, const struct bot_network *net)
{
	return net->postponed.count > 0 && bot_is_locked(bot);
}

/* Handles lines that have waited long enough: deferred ones without an answer from the server, with
 * what is known; incomplete ones that were not continued; and postponed ones, once the database is
 * free. */
static int64_t hear_expired(struct bot *bot, struct timestamp now)
{
	int64_t wait = -1, left;

	for (size_t i = 0; i < bot->network_count; i++) {
		struct bot_network *net = &bot->networks[i];
		const struct event *event;
		struct hearing h;

		if (!net->network)
			continue;
		while ((event = deferred_expired(&net->deferred, now, &left))) {
			begin_hearing(&h, bot, net, net->network, event, now);
			log_info("hear", "%s: no end of WHOIS for %s", net->name, event->nick);
			h.asker.unidentified = true;
			hear_message(&h, true);
		}
		wait = timestamp_sooner(wait, left);
		while ((event = postponed_due(
				&net->postponed, waits_for_lock(bot, net), now, &left))) {
			begin_hearing(&h, bot, net, net->network, event, now);
			h.waited = true;
			hear_message(&h, true);
		}
		wait = timestamp_sooner(wait, left);
		while ((event = unfinished_due(&net->unfinished, now, &left))) {
			begin_hearing(&h, bot, net, net->network, event, now);
			hear_message(&h, false);
		}
		wait = timestamp_sooner(wait, left);
	}
	return wait;
}

int64_t hear_tick(struct bot *bot, struct timestamp now)
{
	int64_t wait = bot_tick(bot, now);

	ambient_switch_read(bot);
	tell_read(bot);
	if (bot->loading)
		return wait;
	wait = timestamp_sooner(wait, hear_expired(bot, now));
	wait = timestamp_sooner(wait, tell_tick(bot, now));
	wait = timestamp_sooner(wait, recheck_tick(bot, now));
	wait = timestamp_sooner(wait, quiz_tick(bot, now));
	wait = timestamp_sooner(wait, daily_tick(bot, now));
	return timestamp_sooner(wait, remind_tick(bot, now));
}
