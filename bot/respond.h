#ifndef TONLE_RESPOND_H
#define TONLE_RESPOND_H

#include "bot.h"
#include "net/presence.h"
#include "talk/request.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * Replies to a line that addresses the bot: runs a command or answers a question. Sends the first
 * line of the reply and keeps the rest for `more`, remembers the reply, and journals the decision.
 * hear.c has already checked who asks, and whether they may.
 */

enum { HEARING_KEY = 256 };

/* Who gets an answer: the asker or a person whom they named, in the channel or in private. */
enum reader { READER_ASKER, READER_ASKER_ALONE, READER_OTHER, READER_OTHER_ALONE };

/* The line being handled. All borrowed for the one call. */
struct hearing {
	struct bot *bot;
	struct bot_network *net;
	struct presence *presence;
	struct outbox *out;
	const struct event *event;
	enum relay_source source; /* what the event came through */
	struct asker asker;
	bool unnamed; /* the line does not contain our nick (request_may_name) */
	bool waited;  /* the line has waited for the database; it is not postponed again */
	enum reader reader;
	/* what follows is large, and not cleared for each line */
	struct request request;                       /* unset before request_read */
	char place[HEARING_KEY], person[HEARING_KEY]; /* of the asker */
	struct relayed relayed; /* of RELAY_PERSON: the person behind the bridge, */
	struct event spoken;    /* and the event as if they had sent it themselves */
};

/* The number of bytes that a reply line can hold as others will receive it, without the address. At
 * least REPLY_ROOM_MIN: if a server's prefix is so long that less remains, the outbox cuts. */
size_t respond_room(const struct hearing *h);

/* Runs the command; if it turns out to be a question, answers that. */
void respond_to_command(struct hearing *h);

/* For the prefix and an unknown word: suggests the verb that is most similar; says nothing if none
 * is. */
void respond_to_mistyped(struct hearing *h);

/* Answers the question, offers facts, or says that the answer is unknown. An ambient line is
 * answered only if the answer is certain and the limit allows it. */
void respond_to_question(struct hearing *h);

/* The same for an unaddressed line in a channel. */
void respond_unasked(struct hearing *h);

/* The same, with two exceptions: if a flash card is open, the line is the answer to it; if the line
 * is in a script in which the bot knows only names, it answers from the names. */
void respond_to_words(struct hearing *h);

/* Whether the line is postponed, because another process has the database locked and the line would
 * write to it, or because an earlier line of the same sender is postponed. It comes back
 * (people/postponed.h) with `waited` set. */
bool respond_later(struct hearing *h);

#endif
