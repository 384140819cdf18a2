#ifndef TONLE_TALK_REQUEST_H
#define TONLE_TALK_REQUEST_H

#include "talk/unwrap.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Is a line for us, and what does it want? Pure: a line and our nick in, a request out.
 *
 *	tonle: who is Hun Sen?      a question (also "hey tonle, …", "@tonle …", "…, tonle?")
 *	?? who is Hun Sen           a question (also "!ask …"; in private any line)
 *	!why   tonle: why           a command: a verb that the caller knows, with fitting words
 *	who is Hun Sen?             not addressed: only ambient mode may answer
 *	anna: who is Hun Sen?       addressed to somebody else: nobody's business
 */
enum request_kind {
	REQUEST_NONE,     /* nothing for us, ambient mode neither */
	REQUEST_AMBIENT,  /* not addressed to us, nor to anybody else */
	REQUEST_QUESTION, /* asked of us */
	REQUEST_COMMAND
};

enum { REQUEST_TEXT = 1024 };

struct request {
	enum request_kind kind;
	char text[REQUEST_TEXT];     /* without formatting, address and opening */
	char question[REQUEST_TEXT]; /* the same without its wrapping (unwrap.h) */
	char folded[REQUEST_TEXT];   /* the bare question, folded */
	char called[UNWRAP_NICK];    /* what stood before it: "alice" of "alice: …"; or "" */
	char for_nick[UNWRAP_NICK];  /* whom the answer is for ("… | bob"), or "" */
	char verb[24];               /* of a command, in lower case */
	const char *arguments;       /* points into text */
};

/* Whether a verb with these words behind it is a command, not the beginning of a question. opened:
 * the line began with '!'. */
typedef bool request_is_verb(const char *verb, const char *arguments, bool opened);

void request_read(const char *line, const char *own_nick, bool private_message,
	request_is_verb *is_verb, struct request *out);

#endif
