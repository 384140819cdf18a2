#ifndef TONLE_TALK_REQUEST_H
#define TONLE_TALK_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Is a line for us, and what does it want? Pure: a line and our nick in, a request out.
 *
 *	tonle: who is Hun Sen?      a question (also "tonle, …", "@tonle …", "…, tonle?")
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
	char text[REQUEST_TEXT];   /* without formatting, address and opening */
	char folded[REQUEST_TEXT]; /* the same, folded */
	char verb[24];             /* of a command, in lower case */
	const char *arguments;     /* points into text */
};

/* Whether a verb with these words behind it is a command, not the beginning of a question. opened:
 * the line began with '!'. */
typedef bool request_is_verb(const char *verb, const char *arguments, bool opened);

/* Whether a line said in a channel may be for us: request_read() gives REQUEST_AMBIENT or
 * REQUEST_NONE for every line of which this is false. Looks at the raw text and is cheap. */
bool request_may_be_ours(const char *line, const char *own_nick);

void request_read(const char *line, const char *own_nick, bool private_message,
	request_is_verb *is_verb, struct request *out);

#endif
