#ifndef TONLE_RESPOND_H
#define TONLE_RESPOND_H

#include "bot.h"
#include "net/presence.h"
#include "talk/request.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * Replies to a line that is for us: runs a command or answers a question. The first line is sent
 * now, the rest waits for `more`; the reply is remembered and the decision journalled. hear.c has
 * checked who asks, and whether they may.
 */

enum { HEARING_KEY = 256 };

/* Whom an answer is for: the asker or, by their wish, somebody else, in the channel or alone. */
enum reader { READER_ASKER, READER_ASKER_ALONE, READER_OTHER, READER_OTHER_ALONE };

/* The line being handled. All borrowed for the one call. */
struct hearing {
	struct bot *bot;
	struct bot_network *kept;
	struct presence *presence;
	struct outbox *out;
	const struct event *event;
	enum relay_source source; /* who speaks in the event: */
	struct relayed relayed;   /* a relayed person, */
	struct event spoken;      /* and the event as if they had said it themselves */
	struct asker asker;
	char place[HEARING_KEY], person[HEARING_KEY]; /* of the asker */
	struct request request;
	bool waited; /* for the database; it is not put off again */
	enum reader reader;
};

/* Bytes of text in a reply line as others will receive it, less the address. A server with an
 * absurd prefix leaves little: it is REPLY_ROOM_MIN at least, and the outbox cuts. */
size_t respond_room(const struct hearing *h);

/* Runs the command; if it turns out to be a question, answers that. */
void respond_to_command(struct hearing *h);

/* The prefix and a word that is no verb: says which one is near, if one is; else says nothing. */
void respond_to_mistyped(struct hearing *h);

/* Answers the question, offers facts, or says that the answer is unknown. An ambient line is
 * answered only if that is certain and not too frequent. */
void respond_to_question(struct hearing *h);

/* The same for a line in a channel that is addressed to nobody. */
void respond_unasked(struct hearing *h);

/* The same, unless a flash card is open, which the line answers, or it is in a script of which we
 * know names only: then it is told what is known of the name. */
void respond_to_words(struct hearing *h);

/* Whether the line waits, because another process has the database locked and a line of its sender
 * would write to it, or one does already. It comes back (people/postponed.h) with `waited` set. */
bool respond_later(struct hearing *h);

#endif
