/*
 * One line's way through the house, from top to bottom:
 *
 *	presence   are we still who and where we think we are?
 *	manners    notices, bots, history and our own lines are not answered
 *	request    is this for us: a question, a command, or other people's talk?
 *	roles      who is it, and what may they do? are they ignored?
 *	limit      does this person ask too fast?
 *	command    … or …   answer (pattern → search → sure enough?)
 *	say        the first line now, the rest by `more`
 *	journal    what was decided and why
 */
#include "hear.h"

#include "ask/request.h"
#include "base/log.h"
#include "base/text.h"
#include "keep/store_people.h"
#include "people/presence.h"
#include "verbs/asked.h"
#include "verbs/command.h"
#include "verbs/tell.h"
#include "wire/outbox.h"

#include <stdio.h>
#include <string.h>

enum { LINES_AT_ONCE = 3 };

/* What is known of the line in hand. */
struct hearing {
	struct bot *bot;
	struct outbox *out;
	const struct event *event;
	struct asker asker;
	struct request request;
};

static void answer_ctcp(struct hearing *h, const char *own_nick)
{
	struct bot_network *kept = bot_network(h->bot, h->event->network);
	char text[256];

	if (ctcp_answer(&kept->ctcp, h->event, own_nick, h->asker.now, text, sizeof text))
		outbox_say(h->out, URGENCY_BULK, "NOTICE", h->event->nick, text, "");
}

/* Nothing is answered to machines, to ourselves, or to what was said before we came. */
static bool is_from_a_person(const struct event *e)
{
	return e->kind == EVENT_PRIVMSG && !e->from_self && !e->from_bot && !e->from_server &&
	       !e->replayed && *e->nick;
}

static bool may_answer_unasked(const struct network *network, const char *channel)
{
	const struct config_network *config = network_config(network);

	for (size_t i = 0; channel && i < config->channel_count; i++)
		if (text_compare_ascii(config->channels[i].name, channel) == 0)
			return config->channels[i].ambient;
	return false;
}

/* In a hushed channel only moderators' commands are answered. */
static bool is_hushed(const struct hearing *h)
{
	if (!h->asker.channel ||
		(h->request.kind == REQUEST_COMMAND && h->asker.role >= ROLE_MODERATOR))
		return false;
	return store_hushed(h->bot->store, h->asker.network, h->asker.channel, h->asker.now) != 0;
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
	struct fault why = {.text = ""};

	if (h->bot->terminal)
		return ROLE_OWNER;
	enum role role = roles_of(h->bot->store, &person, h->asker.now, &why);
	if (*why.text)
		log_warn("hear", "no roles can be read: %s", why.text);
	return role;
}

static void say_line(struct hearing *h, enum manner manner, const char *text)
{
	bool notice = manner == MANNER_NOTICE;
	bool in_channel = h->asker.channel && !notice;
	char line[REPLY_LINE + 128];

	snprintf(line, sizeof line, "%s%s%s", in_channel ? h->asker.nick : "",
		in_channel ? ": " : "", text);
	if (!outbox_say(h->out, notice ? URGENCY_BULK : URGENCY_REPLY,
		    notice ? "NOTICE" : "PRIVMSG", in_channel ? h->asker.channel : h->asker.nick,
		    line, h->event->msgid))
		log_info("hear", "%s: a reply to %s was dropped: too many wait", h->asker.network,
			h->asker.nick);
}

/* Says the first line of the reply, or with MANNER_ALL the first three; the others wait for `more`.
 */
static void say(struct hearing *h, enum manner manner, const struct reply *reply)
{
	size_t lines = manner == MANNER_ALL ? LINES_AT_ONCE : 1;

	for (size_t i = 0; i < reply->count && i < lines; i++)
		say_line(h, manner, reply->lines[i]);
}

static void journal(struct hearing *h, const char *decision, const char *by,
	const struct fact *fact, double score)
{
	struct fault why;
	struct journal_entry entry = {.when = h->asker.now,
		.network = h->asker.network,
		.channel = h->asker.channel ? h->asker.channel : "",
		.decision = decision,
		.by = by,
		.fact = fact ? fact->number : 0,
		.score = score,
		.question = h->request.kind == REQUEST_QUESTION ? h->request.folded : ""};

	if (!h->bot->read_only && !store_journal(h->bot->store, &entry, &why))
		log_warn("hear", "nothing was journalled: %s", why.text);
}

/* Keeps what `more`, `why`, `source` and the number of an offer will need. */
static struct recollection *remember(
	struct hearing *h, const struct answer *answer, const struct reply *reply)
{
	struct recollection *it = memory_new(
		&h->bot->memory, h->asker.network, h->asker.place, h->asker.nick, h->asker.now);
	size_t offers = 0;

	it->rest = *reply;
	it->next = answer->facts_count ? LINES_AT_ONCE : 1;
	reply_why(h->bot->index, answer, h->asker.room, &it->why);
	if (answer->fact)
		snprintf(it->fact, sizeof it->fact, "%s", answer->fact->id);
	if (answer->fact && strlen(answer->asked.folded) < sizeof it->question)
		strcpy(it->question, answer->asked.folded);
	for (size_t i = 0; answer->decision == DECISION_OFFERED && i < answer->offer_count; i++)
		snprintf(it->offers[offers++], MEMORY_ID, "%s", answer->offers[i]->id);
	return it;
}

/* "2" after an offer chooses its second fact. */
static const struct fact *chosen(struct hearing *h)
{
	const char *text = h->request.folded;
	struct recollection *it = memory_own(
		&h->bot->memory, h->asker.network, h->asker.place, h->asker.nick, h->asker.now);

	if (!it || strlen(text) != 1 || *text < '1' || *text > '3')
		return NULL;
	int at = index_by_id(h->bot->index, it->offers[*text - '1']);
	return at < 0 ? NULL : h->bot->index->profiles[at].fact;
}

/* "and when?" a few minutes after an answer to the same person in the same place. */
static bool follows(struct hearing *h, struct answer *answer)
{
	static char text[FOLLOWUP_TEXT]; /* borrowed by the answer */
	const struct recollection *it = memory_own(
		&h->bot->memory, h->asker.network, h->asker.place, h->asker.nick, h->asker.now);
	int at = it ? index_by_id(h->bot->index, it->fact) : -1;

	return at >= 0 && *it->question && h->asker.now.ms - it->ms <= FOLLOWUP_MS &&
	       followup_decide(h->bot->index, h->bot->store, h->request.folded, it->question,
		       h->bot->index->profiles[at].fact, text, answer);
}

static void tell(struct hearing *h, const struct answer *answer)
{
	static struct reply reply;
	int64_t noted = 0;

	reply_answer(h->bot->index, answer, h->asker.room, &reply);
	if (answer->decision == DECISION_UNKNOWN)
		noted = asked_note(h->bot, &h->asker, answer, h->request.text, &reply);
	say(h, answer->facts_count ? MANNER_ALL : MANNER_ANSWER, &reply);
	remember(h, answer, &reply)->asked = noted;
	journal(h, answer_decision_name(answer->decision), answer_by_name(answer->by), answer->fact,
		(double)answer->confidence);
}

/* Ambient mode: not into talk with somebody, and not too often. */
static bool may_tell(struct hearing *h, const struct fact *fact)
{
	const struct asker *asker = &h->asker;

	return !unasked_names_somebody(&h->bot->unasked, asker->network, asker->channel,
		       h->event->text, asker->nick, asker->now) &&
	       unasked_may_tell(&h->bot->unasked, asker->network, asker->channel, fact->id,
		       asker->now);
}

static void answer_question(struct hearing *h)
{
	static struct answer answer; /* large; one line is heard at a time */
	const struct fact *fact = chosen(h);
	bool unasked = h->request.kind == REQUEST_AMBIENT;

	if (fact)
		answer_with(h->bot->index, fact, h->request.folded, &answer);
	else if (unasked || !follows(h, &answer))
		answer_decide(
			h->bot->index, h->bot->store, h->request.folded, unasked, &answer);
	if (answer.decision != DECISION_SILENT && (!unasked || may_tell(h, answer.fact)))
		tell(h, &answer);
}

/* "why?" asks for the reason of what was answered; if none is known, it is the verb after all. */
static bool asks_why(struct hearing *h)
{
	static struct answer answer;

	if (strcmp(h->request.folded, "why?") != 0 || !follows(h, &answer))
		return false;
	tell(h, &answer);
	return true;
}

static void carry_out(struct hearing *h)
{
	static struct reply reply;

	if (asks_why(h))
		return;
	enum manner manner =
		command_run(h->bot, &h->asker, h->request.verb, h->request.arguments, &reply);

	if (manner == MANNER_PASS) {
		h->request.kind = REQUEST_QUESTION;
		answer_question(h);
		return;
	}
	say(h, manner, &reply);
	journal(h, "command", h->request.verb, NULL, 0);
}

/* Bytes of a reply's line: what others will see of it, less the address. A server that gives us an
 * absurd prefix leaves little; REPLY_ROOM_MIN is kept, and the outbox cuts. */
static size_t room_for(const struct hearing *h)
{
	size_t room = outbox_room(h->out, "PRIVMSG", h->asker.place);
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

void hear(struct bot *bot, struct network *network, const struct event *event, struct moment now)
{
	struct presence *presence = network_presence(network);
	struct hearing h = {.bot = bot, .out = network_outbox(network), .event = event};
	const char *own_nick = presence_nick(presence);

	h.asker.now = now;
	bot_network(bot, event->network)->network = network;
	presence_hear(presence, event, now, h.out);
	answer_ctcp(&h, own_nick);
	if (!is_from_a_person(event))
		return;
	h.asker.channel = presence_channel(presence, event->target);
	if (!h.asker.channel && !presence_same(presence, event->target, own_nick))
		return;
	h.asker.network = event->network;
	h.asker.nick = event->nick;
	h.asker.user = event->user;
	h.asker.host = event->host;
	h.asker.account = event->account;
	h.asker.casemap = presence_casemap(presence);
	h.asker.msgid = event->msgid;
	h.asker.place = h.asker.channel ? h.asker.channel : event->nick;
	h.asker.room = room_for(&h);

	tell_heard(bot, &h.asker);
	if (h.asker.channel)
		unasked_heard(&bot->unasked, h.asker.network, h.asker.channel, h.asker.nick, now);
	request_read(event->text, own_nick, !h.asker.channel, command_is_verb, &h.request);
	if (h.request.kind == REQUEST_NONE ||
		(h.request.kind == REQUEST_AMBIENT &&
			!may_answer_unasked(network, h.asker.channel)))
		return;
	h.asker.role = role_of(&h);
	if (h.asker.role == ROLE_IGNORED || is_hushed(&h))
		return;
	if (h.request.kind != REQUEST_AMBIENT && !in_time(&h))
		return;
	if (h.request.kind == REQUEST_COMMAND)
		carry_out(&h);
	else
		answer_question(&h);
}
