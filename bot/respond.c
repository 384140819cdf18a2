#include "respond.h"

#include "ask/content.h"
#include "base/log.h"
#include "base/text.h"
#include "browse/browse.h"
#include "hear.h"
#include "keep/store_people.h"
#include "keep/store_work.h"
#include "language/script.h"
#include "learn/cards.h"
#include "moderate/backlog.h"
#include "remember.h"
#include "restraint.h"
#include "talk/offers.h"
#include "verbs/near.h"
#include "verbs/pass_on.h"
#include "verbs/quarantine.h"
#include "verbs/tell.h"
#include "verbs/verb.h"
#include "verbs/view_select.h"
#include "wire/outbox.h"

#include <stdio.h>
#include <string.h>

enum { LINES_AT_ONCE = 3 };

static bool is_here(void *context, const char *nick)
{
	const struct hearing *h = context;

	return !presence_same(h->presence, nick, h->asker.nick) &&
	       roster_find(h->net->roster, nick);
}

/* Whether the reply may be sent: the same one is sent only a few times, to break loops with other
 * bots. */
static bool is_new(struct hearing *h, const char *text)
{
	bool first = false;

	if (h->asker.role > ROLE_EVERYONE || repeats_may_say(&h->bot->repeats, h->asker.network,
						     h->asker.person, text, h->asker.now, &first))
		return true;
	if (first)
		log_info("hear", "%s: %s got the same reply %d times; it is not sent again",
			h->asker.network, h->asker.nick, REPEATS_MOST);
	return false;
}

static void send_reply_line(struct hearing *h, enum manner manner, const char *text)
{
	bool notice = command_is_private(manner) && !h->asker.relayed;
	bool muted = h->asker.channel &&
		     !presence_may_speak(h->presence, h->asker.channel, h->asker.now);
	bool in_channel = h->asker.channel && !notice && !muted;
	char line[REPLY_LINE + 128], clean[REPLY_LINE];

	if (h->asker.relayed && manner == MANNER_REFUSED)
		text = verb_refusal_aloud(h->bot, &h->asker, text, clean);
	if (!notice && !is_new(h, text))
		return;
	if (h->reader == READER_ASKER_ALONE)
		in_channel = false;
	if (muted && h->asker.relayed)
		return; /* a relayed person cannot get a NOTICE */
	const char *to = h->reader == READER_OTHER ? h->request.for_nick : h->asker.address;
	snprintf(line, sizeof line, "%s%s%s", in_channel ? to : "", in_channel ? ": " : "", text);
	if (!outbox_say(h->out, notice ? URGENCY_BULK : URGENCY_REPLY,
		    notice || muted ? "NOTICE" : "PRIVMSG",
		    in_channel ? h->event->target : h->asker.nick, line, h->event->msgid))
		log_info("hear", "%s: a reply to %s was dropped: the queue is full",
			h->asker.network, h->asker.nick);
}

/* Decides who gets the answer: the asker or the person whom they named. False if it was requested
 * in private for a person who must not be sent it; the asker is then told why. */
static bool choose_reader(struct hearing *h)
{
	const char *nick = h->request.for_nick;
	struct error why;

	h->reader = READER_ASKER;
	if (!*nick)
		return true;
	if (presence_same(h->presence, nick, h->asker.nick)) {
		if (h->request.privately && !h->asker.relayed)
			h->reader = READER_ASKER_ALONE;
	} else if (pass_on_may(h->bot, h->net, &h->asker, nick, h->request.privately, &why)) {
		h->reader = h->request.privately ? READER_OTHER_ALONE : READER_OTHER;
	} else if (h->request.privately) {
		send_reply_line(h, MANNER_REFUSED, why.text);
		return false;
	}
	return true;
}

/* Sends the first line of the reply, or the first three for MANNER_ALL and MANNER_NOTICES; the
 * others wait for `more`. */
static void send_reply_lines(struct hearing *h, enum manner manner, const struct reply *reply)
{
	size_t lines = manner == MANNER_ALL || manner == MANNER_NOTICES ? LINES_AT_ONCE : 1;

	for (size_t i = 0; i < reply->count && i < lines; i++)
		send_reply_line(h, manner, reply->lines[i]);
}

static void journal(struct hearing *h, const char *decision, const char *by,
	const struct fact *fact, double score)
{
	struct error err;
	struct journal_entry entry = {.when = h->asker.now,
		.network = h->asker.network,
		.channel = h->asker.channel ? h->asker.place : "",
		.decision = decision,
		.by = by,
		.fact = fact ? fact->number : 0,
		.score = score,
		.question = h->request.kind == REQUEST_QUESTION ? h->request.folded : ""};

	counters_add(&h->bot->counters, decision, counters_clock() - h->bot->line_begun_us);
	if (!h->bot->read_only && !store_journal(h->bot->store, &entry, &err))
		log_warn("hear", "the journal cannot be written: %s", err.text);
}

/* Saves the turn's unanswered questions for the moderators. Returns the number of the last one. */
static int64_t note_unknown(struct hearing *h, const struct turn *turn, struct reply *reply)
{
	struct reply unused;
	int64_t noted = 0;

	for (size_t i = 0; turn->kind == TURN_QUESTION && i < turn->count; i++)
		if (turn->answers[i].decision == DECISION_UNKNOWN)
			noted = backlog_note(h->bot, &h->asker, &turn->answers[i],
				turn->count > 1 ? turn->texts[i]
				: *turn->full[i] && turn->answers[i].parsed.folded == turn->full[i]
					? turn->full[i]
					: h->request.question,
				turn->count > 1 ? &unused : reply);
	return noted;
}

/* Composes the reply, and marks an answer that several people have called wrong. */
static void reply_to_turn(
	struct hearing *h, const struct turn *turn, size_t room, struct reply *reply)
{
	static const char mark[] = " (disputed by readers)";
	const struct answer *answer = turn_answer(turn);
	bool disputed = turn->count == 1 && turn_tells(turn) &&
			room > REPLY_ROOM_MIN + sizeof mark &&
			store_count_wrong(h->bot->store, answer->fact->id) >= WORK_DISPUTED;

	turn_reply(h->bot->index, turn, disputed ? room - sizeof mark : room, reply);
	if (disputed && reply->count > 0 && strlen(reply->lines[0]) + sizeof mark < REPLY_LINE)
		strcat(reply->lines[0], mark);
}

/* Sends the answer to the named person in private, and tells the asker so. */
static void send_to_other(struct hearing *h, const struct turn *turn, struct reply *reply)
{
	const struct asker own = h->asker;
	const char *nick = h->request.for_nick;
	char head[128], line[REPLY_LINE + 128], key[HEARING_KEY];

	snprintf(head, sizeof head, "%.60s asked me to tell you:", own.nick);
	size_t room = outbox_room(h->out, "NOTICE", nick), used = strlen(head) + 1;
	reply_to_turn(h, turn, room > used + REPLY_ROOM_MIN ? room - used : REPLY_ROOM_MIN, reply);
	snprintf(line, sizeof line, "%s %s", head, reply->count ? reply->lines[0] : "");
	if (!outbox_say(h->out, URGENCY_REPLY, "NOTICE", nick, line, "")) {
		send_reply_line(h, MANNER_REFUSED,
			"Too many lines are waiting to be sent; try again in a moment.");
		return;
	}
	pass_on_count(h->bot, &own, nick);
	casemap_fold(own.casemap, nick, key, sizeof key);
	h->asker.place = h->asker.person = key; /* so that they can follow up */
	remember_turn(h, turn, reply)->next = 1;
	h->asker = own;
	const struct answer *answer = turn_answer(turn);
	snprintf(line, sizeof line, "Told %s: %s", nick, answer->fact ? answer->fact->id : "");
	send_reply_line(h, MANNER_NOTICE, line);
	remember_turn(h, turn, reply)->next = reply->count;
}

static void send_turn(struct hearing *h, const struct turn *turn)
{
	struct reply *reply = &h->bot->scratch.reply;
	const struct answer *answer = turn_answer(turn);

	if (h->reader == READER_OTHER_ALONE && turn_tells(turn)) {
		send_to_other(h, turn, reply);
		journal(h, turn_decision_name(turn), answer_by_name(answer->by),
			answer->decision == DECISION_QUOTED ? NULL : answer->fact,
			(double)answer->confidence);
		return;
	}
	if (restraint_off_topic(h, turn, reply)) {
		send_reply_lines(h, MANNER_ANSWER, reply);
		journal(h, "off_topic", "", NULL, 0);
		return;
	}
	reply_to_turn(h, turn, h->asker.room, reply);
	enum repetition repetition = restraint_repetition(h, turn, reply);
	if (repetition != REPETITION_NONE) {
		const bool just = repetition == REPETITION_JUST_SAID;
		char line[160];

		snprintf(line, sizeof line, "%s (%.60s); %s",
			just ? "I just said that" : "That is all my facts say about it",
			answer->fact->id, just ? "`more` or `source`?" : "`source` or `related`?");
		send_reply_line(h, MANNER_ANSWER, line);
		journal(h, "repeated", "", NULL, 0);
		return;
	}
	int64_t noted = note_unknown(h, turn, reply);
	enum manner manner = restraint_manner(h, turn);
	for (size_t i = 0; i < reply->count && i < turn_lines(turn); i++)
		send_reply_line(h, manner, reply->lines[i]);
	network_send(h->net->network);
	if (turn->kind == TURN_UNCLEAR)
		remember_unclear(h, turn);
	else
		remember_turn(h, turn, reply)->asked = noted;
	for (size_t i = 0; i < turn->count; i++)
		if (turn->answers[i].decision == DECISION_ANSWERED && turn->answers[i].fact)
			cards_answered(h->bot, &h->asker, turn->answers[i].fact);
	journal(h, turn_decision_name(turn), answer_by_name(answer->by),
		answer->decision == DECISION_QUOTED ? NULL : answer->fact,
		(double)answer->confidence);
}

/* The conditions for answering an unaddressed line: its sender may be answered and has not asked
 * for quiet, it names nobody here, and the answer was not given too recently. */
static bool may_answer_ambient(struct hearing *h, const char *told)
{
	const struct someone who = tell_asker(&h->asker);

	return hear_may_answer(h) && !store_is_quiet(h->bot->store, &who) &&
	       !ambient_mentions_nick(h->event->text, is_here, h) &&
	       ambient_may_tell(
		       &h->bot->ambient, h->asker.network, h->asker.place, told, h->asker.now);
}

/* Runs the verb for the dialogue act, if there is an answer that it can refer to. */
static bool act_by_verb(struct hearing *h, const struct turn *turn)
{
	struct reply *reply = &h->bot->scratch.reply, *source = &h->bot->scratch.line;
	const char *verb = acts_verb(turn->act);
	const struct exchange *it = context_find(
		&h->bot->memory, h->asker.network, h->asker.place, h->asker.person, h->asker.now);

	if (!verb || !it || (!*it->fact && turn->act != ACT_MORE))
		return false;
	enum manner manner = command_run(
		h->bot, &h->asker, verb, turn->act == ACT_WRONG ? h->request.text : "", reply);
	if (turn->act == ACT_DOUBT && reply->count > 0) {
		command_run(h->bot, &h->asker, "source", "", source);
		reply->count = 1;
		if (source->count > 0)
			strcpy(reply->lines[reply->count++], source->lines[0]);
		manner = MANNER_ALL;
	}
	send_reply_lines(h, manner, reply);
	return true;
}

/* Replies to a line that asks nothing. The last answer and its offers can still be referred to. */
static void respond_to_act(struct hearing *h, struct turn *turn)
{
	near_hint(turn, h->asker.role);
	if (!act_by_verb(h, turn) && *turn->said) {
		turn_reply(h->bot->index, turn, h->asker.room, &h->bot->scratch.reply);
		send_reply_lines(h, MANNER_ANSWER, &h->bot->scratch.reply);
	}
	const struct exchange *last = remember_own(h);
	int at = last && (turn->act == ACT_THANKS || turn->act == ACT_PRAISE)
			 ? index_by_id(h->bot->index, last->fact)
			 : -1;
	journal(h, at >= 0 ? "thanks" : turn_decision_name(turn), "",
		at >= 0 ? h->bot->index->profiles[at].fact : NULL, 0);
}

/* Reads what a follow-up may refer to; false if there is nothing recent. */
static bool read_before(
	struct hearing *h, const struct exchange *it, struct reference_before *before)
{
	int64_t now = h->asker.now.ms;
	int at = it ? index_by_id(h->bot->index, it->fact) : -1;
	bool fresh = it && *it->question && now - it->ms <= FOLLOWUP_MS;
	bool waits = it && *it->unclear && now - it->unclear_ms <= FOLLOWUP_MS;

	*before = (struct reference_before){.question = fresh ? it->question : "",
		.fact = fresh && at >= 0 ? h->bot->index->profiles[at].fact : NULL,
		.subjects = fresh ? it->subjects : "",
		.unclear = waits ? it->unclear : ""};
	for (size_t i = 0; fresh && i < OFFERS_MAX && *it->offers[i]; i++)
		before->offers[i] = index_find(h->bot->index, it->offers[i]);
	return fresh || waits;
}

void respond_to_question(struct hearing *h)
{
	struct turn *turn = &h->bot->scratch.turn;
	const struct index *index = h->bot->index;
	const struct exchange *it = remember_own(h);
	bool ambient = h->request.kind == REQUEST_AMBIENT;
	int pick = ambient ? OFFERS_NONE : remember_picked(h, it);
	struct reference_before before;
	bool fresh = read_before(h, it, &before);

	h->bot->scratch.reply.count = 0;
	if (!ambient && strchr(h->request.text, ' ') &&
		near_command(index, &h->asker, h->request.words,
			h->request.words != h->request.text, &h->bot->scratch.reply)) {
		send_reply_lines(h, MANNER_REFUSED, &h->bot->scratch.reply);
		return;
	}
	if (!choose_reader(h))
		return;
	if (h->reader == READER_OTHER_ALONE)
		view_select_both(h->bot, &h->asker, h->request.for_nick);
	if (!ambient &&
		browse_value(h->bot, &h->asker, h->request.question, &h->bot->scratch.reply)) {
		send_reply_lines(h, MANNER_ANSWER, &h->bot->scratch.reply);
		return;
	}
	if (pick == OFFERS_OUTSIDE) {
		send_reply_line(h, MANNER_ANSWER, it->list);
		return;
	}
	if (pick >= 0) {
		const struct fact *fact = index_find(index, it->offers[pick]);

		if (!fact) {
			send_reply_line(h, MANNER_ANSWER, "That fact is no longer served.");
			return;
		}
		if (*it->original && index_by_id(index, fact->id) >= 0)
			backlog_lesson(h->bot, &h->asker, it->original, fact);
		turn_pick(index, fact, h->request.folded, turn);
	} else {
		turn_decide(index, &h->request, fresh ? &before : NULL, ambient, turn);
	}
	quarantine_check(h->bot, h->asker.now);
	if (turn->kind == TURN_NO_QUESTION)
		respond_to_act(h, turn);
	else if (turn->answers[0].decision != DECISION_SILENT &&
		 (!ambient || may_answer_ambient(h, turn->answers[0].fact->id)))
		send_turn(h, turn);
}

/* Answers a line in a script in which only names are known, by the name in it. */
static bool respond_to_name(struct hearing *h)
{
	struct foreign foreign;
	struct reply *reply = &h->bot->scratch.reply;

	if (!script_only(h->request.folded) ||
		foreign_read(h->bot->index, h->request.folded, &foreign))
		return false;
	enum manner manner = command_run(h->bot, &h->asker, "who", h->request.text, reply);
	if (manner == MANNER_PASS || manner == MANNER_REFUSED) /* no name, or an unknown one */
		return false;
	send_reply_lines(h, manner, reply);
	journal(h, "command", "who", NULL, 0);
	return true;
}

/* Whether the line is a name in another script with a question mark, and nothing else. */
static bool is_name_asked(const struct hearing *h)
{
	struct foreign foreign;
	struct terms terms;
	const char *folded = h->request.folded;

	if (!strchr(folded, '?') || foreign_read(h->bot->index, folded, &foreign))
		return false;
	lexicon_terms(h->bot->index->lexicon, folded, LEXICON_READ, &terms);
	return terms.count > 0 && terms.list[0].name && terms.list[0].term_id >= 0;
}

void respond_unasked(struct hearing *h)
{
	if (!script_only(h->request.folded))
		respond_to_question(h);
	else if (is_name_asked(h) && may_answer_ambient(h, h->request.folded))
		respond_to_name(h);
}

/* Whether the answer to the question before gives a reason that was not asked for. */
static bool has_reason(const struct reference_before *before)
{
	char says[REPLY_LINE * 4];

	if (!before->fact || question_type(before->question) == ASKS_REASON)
		return false;
	text_fold(before->fact->says, says, sizeof says);
	return content_gives_reason(says);
}

/* After a question "why?" is a follow-up, and so is "why" if the answer gives a reason. Otherwise,
 * and after the prefix, it is the verb. */
static bool answer_why(struct hearing *h)
{
	struct turn *turn = &h->bot->scratch.turn;
	struct reference_before before;
	const struct exchange *it = remember_own(h);
	bool asked = strcmp(h->request.folded, "why?") == 0;

	if ((!asked && strcmp(h->request.folded, "why") != 0) || h->request.opened ||
		!read_before(h, it, &before) || it->overview || (!asked && !has_reason(&before)))
		return false;
	turn_decide(h->bot->index, &h->request, &before, false, turn);
	send_turn(h, turn);
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
		request_as_question(&h->request, presence_nick(h->presence));
		respond_to_question(h);
		return;
	}
	send_reply_lines(h, manner, reply);
	journal(h, "command", h->request.verb, NULL, 0);
}

bool respond_later(struct hearing *h)
{
	struct postponed *waiting = &h->net->postponed;

	return !h->waited && h->source == RELAY_NONE &&
	       (postponed_has(waiting, h->event->nick, h->asker.casemap) ||
		       bot_is_locked(h->bot)) &&
	       postponed_add(waiting, h->event, h->asker.account, h->asker.now);
}

void respond_to_mistyped(struct hearing *h)
{
	struct reply *reply = &h->bot->scratch.reply;

	reply->count = 0;
	if (near_command(h->bot->index, &h->asker, h->request.words, true, reply))
		send_reply_lines(h, MANNER_REFUSED, reply);
}

/* Takes the line as the answer to an open flash card, if there is one. */
static bool respond_to_card(struct hearing *h)
{
	struct reply *reply = &h->bot->scratch.reply;
	enum manner manner;

	if (!cards_handle(h->bot, &h->asker, h->request.text, &manner, reply))
		return false;
	send_reply_lines(h, manner, reply);
	return true;
}

void respond_to_words(struct hearing *h)
{
	if (!respond_to_card(h) && !respond_to_name(h))
		respond_to_question(h);
}

size_t respond_room(const struct hearing *h)
{
	size_t room = outbox_room(
		h->out, "PRIVMSG", h->asker.channel ? h->event->target : h->asker.place);
	size_t address = h->asker.channel ? strlen(h->asker.address) + 2 : 0;

	return room > address + REPLY_ROOM_MIN ? room - address : REPLY_ROOM_MIN;
}
