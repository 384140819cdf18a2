#include "respond.h"

#include "ask/reason.h"
#include "base/log.h"
#include "hear.h"
#include "language/script.h"
#include "learn/cards.h"
#include "moderate/backlog.h"
#include "verbs/quarantine.h"
#include "wire/outbox.h"

#include <stdio.h>
#include <string.h>

enum { LINES_AT_ONCE = 3 };

static void send_line(struct hearing *h, enum manner manner, const char *text)
{
	bool notice = manner == MANNER_NOTICE || manner == MANNER_REFUSED;
	bool muted = h->asker.channel &&
		     !presence_may_speak(h->presence, h->asker.channel, h->asker.now);
	bool in_channel = h->asker.channel && !notice && !muted;
	char line[REPLY_LINE + 128];

	snprintf(line, sizeof line, "%s%s%s", in_channel ? h->asker.nick : "",
		in_channel ? ": " : "", text);
	if (!outbox_say(h->out, notice ? URGENCY_BULK : URGENCY_REPLY,
		    notice || muted ? "NOTICE" : "PRIVMSG",
		    in_channel ? h->event->target : h->asker.nick, line, h->event->msgid))
		log_info("hear", "%s: a reply to %s was dropped: the queue is full",
			h->asker.network, h->asker.nick);
}

/* Sends the first line of the reply, with MANNER_ALL the first three; the others wait for `more`.
 */
static void send_reply(struct hearing *h, enum manner manner, const struct reply *reply)
{
	size_t lines = manner == MANNER_ALL ? LINES_AT_ONCE : 1;

	for (size_t i = 0; i < reply->count && i < lines; i++)
		send_line(h, manner, reply->lines[i]);
}

static void journal(struct hearing *h, const char *decision, const char *by,
	const struct fact *fact, double score)
{
	struct error err;
	struct journal_entry entry = {.when = h->asker.now,
		.network = h->asker.network,
		.channel = h->asker.channel ? h->asker.channel : "",
		.decision = decision,
		.by = by,
		.fact = fact ? fact->number : 0,
		.score = score,
		.question = h->request.kind == REQUEST_QUESTION ? h->request.folded : ""};

	if (!h->bot->read_only && !store_journal(h->bot->store, &entry, &err))
		log_warn("hear", "the journal cannot be written: %s", err.text);
}

/* Stores what `more`, `why`, `source` and the number of an offer will need. */
static struct exchange *remember(
	struct hearing *h, const struct answer *answer, const struct reply *reply)
{
	struct exchange *it = context_new(
		&h->bot->memory, h->asker.network, h->asker.place, h->asker.nick, h->asker.now);
	size_t offers = 0;

	it->rest = *reply;
	it->next = answer->facts_count ? LINES_AT_ONCE : 1;
	reason_line(h->bot->index, answer, h->asker.room, &it->why);
	if (answer->fact)
		snprintf(it->fact, sizeof it->fact, "%s", answer->fact->id);
	if (answer->fact && strlen(answer->parsed.folded) < sizeof it->question)
		strcpy(it->question, answer->parsed.folded);
	for (size_t i = 0; answer->decision == DECISION_OFFERED && i < answer->offer_count; i++)
		snprintf(it->offers[offers++], CONTEXT_ID, "%s", answer->offers[i]->id);
	return it;
}

/* The fact chosen by "2" after an offer, or NULL. */
static const struct fact *chosen(struct hearing *h)
{
	const char *text = h->request.folded;
	struct exchange *it = context_own(
		&h->bot->memory, h->asker.network, h->asker.place, h->asker.nick, h->asker.now);

	if (!it || strlen(text) != 1 || *text < '1' || *text > '3')
		return NULL;
	int at = index_by_id(h->bot->index, it->offers[*text - '1']);
	return at < 0 ? NULL : h->bot->index->profiles[at].fact;
}

/* Answers a follow-up: "and when?" a few minutes after an answer to the same person and place. */
static bool answer_followup(struct hearing *h, struct answer *answer)
{
	const struct exchange *it = context_own(
		&h->bot->memory, h->asker.network, h->asker.place, h->asker.nick, h->asker.now);
	int at = it ? index_by_id(h->bot->index, it->fact) : -1;

	return at >= 0 && *it->question && h->asker.now.ms - it->ms <= FOLLOWUP_MS &&
	       followup_decide(h->bot->index, h->request.folded, it->question,
		       h->bot->index->profiles[at].fact, h->bot->scratch.followup, answer);
}

static void send_answer(struct hearing *h, const struct answer *answer)
{
	struct reply *reply = &h->bot->scratch.reply;
	int64_t noted = 0;

	reply_answer(h->bot->index, answer, h->asker.room, reply);
	if (answer->decision == DECISION_UNKNOWN)
		noted = backlog_note(h->bot, &h->asker, answer, h->request.text, reply);
	send_reply(h, answer->facts_count ? MANNER_ALL : MANNER_ANSWER, reply);
	remember(h, answer, reply)->asked = noted;
	journal(h, answer_decision_name(answer->decision), answer_by_name(answer->by), answer->fact,
		(double)answer->confidence);
}

static bool is_here(void *context, const char *nick)
{
	const struct hearing *h = context;

	return !presence_same(h->presence, nick, h->asker.nick) &&
	       roster_find(h->kept->roster, nick);
}

/* Whether an ambient line may be answered: it names nobody here, and not too often. */
static bool may_answer_ambient(struct hearing *h, const struct fact *fact)
{
	return !ambient_names_somebody(h->event->text, is_here, h) &&
	       ambient_may_tell(&h->bot->ambient, h->asker.network, h->asker.channel, fact->id,
		       h->asker.now);
}

void respond_to_question(struct hearing *h)
{
	struct answer *answer = &h->bot->scratch.answer;
	const struct fact *fact = chosen(h);
	bool ambient = h->request.kind == REQUEST_AMBIENT;

	if (fact)
		answer_with(h->bot->index, fact, h->request.folded, answer);
	else if (ambient || !answer_followup(h, answer))
		answer_decide(h->bot->index, h->request.folded, ambient, answer);
	quarantine_look(h->bot, h->asker.now);
	if (answer->decision != DECISION_SILENT &&
		(!ambient || (hear_may_answer(h) && may_answer_ambient(h, answer->fact))))
		send_answer(h, answer);
}

void respond_unasked(struct hearing *h)
{
	if (!script_only(h->request.folded) || !hear_may_answer(h) || !respond_to_name(h))
		respond_to_question(h);
}

/* "why?" may be a follow-up to the last answer instead of the verb. */
static bool answer_why(struct hearing *h)
{
	struct answer *answer = &h->bot->scratch.answer;

	if (strcmp(h->request.folded, "why?") != 0 || !answer_followup(h, answer))
		return false;
	send_answer(h, answer);
	return true;
}

void respond_to_command(struct hearing *h)
{
	struct reply *reply = &h->bot->scratch.reply;

	if (answer_why(h))
		return;
	enum manner manner =
		command_run(h->bot, &h->asker, h->request.verb, h->request.arguments, reply);

	if (manner == MANNER_PASS) {
		h->request.kind = REQUEST_QUESTION;
		respond_to_question(h);
		return;
	}
	send_reply(h, manner, reply);
	journal(h, "command", h->request.verb, NULL, 0);
}

bool respond_to_card(struct hearing *h)
{
	struct reply *reply = &h->bot->scratch.reply;
	enum manner manner;

	if (!cards_heard(h->bot, &h->asker, h->request.text, &manner, reply))
		return false;
	send_reply(h, manner, reply);
	return true;
}

bool respond_to_name(struct hearing *h)
{
	struct reply *reply = &h->bot->scratch.reply;

	if (!script_only(h->request.folded))
		return false;
	enum manner manner = command_run(h->bot, &h->asker, "who", h->request.text, reply);
	if (manner == MANNER_PASS || manner == MANNER_REFUSED) /* no name, or an unknown one */
		return false;
	send_reply(h, manner, reply);
	journal(h, "command", "who", NULL, 0);
	return true;
}
