#ifndef TONLE_RESPOND_H
#define TONLE_RESPOND_H

#include "bot.h"
#include "net/presence.h"
#include "talk/request.h"
#include "verbs/command.h"

#include <stdbool.h>

/*
 * What is said to a line that is for us: a command is carried out, or a question answered. The
 * first line is said now, the rest waits for `more`; what was said is remembered, and what was
 * decided journalled. hear.c has seen to who asks, and whether they may.
 */

/* What is known of the line in hand. All borrowed for the one call. */
struct hearing {
	struct bot *bot;
	struct bot_network *kept;
	struct presence *presence;
	struct outbox *out;
	const struct event *event;
	struct asker asker;
	struct request request;
};

/* Carries the command out; words that turn out to be a question are answered. */
void respond_to_command(struct hearing *h);

/* Answers the question, offers, or says that it is not known; silence where nobody asked us and it
 * is not certain, or not the moment. */
void respond_to_question(struct hearing *h);

/* Whether it was said to an open flash card; it is answered then. */
bool respond_to_card(struct hearing *h);

/* Whether it is in a script of which we know only names, and names one; what is known of the name
 * is said then. */
bool respond_to_name(struct hearing *h);

#endif
