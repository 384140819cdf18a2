#ifndef TONLE_TALK_REQUEST_H
#define TONLE_TALK_REQUEST_H

#include "talk/unwrap.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads whether a line is for us, and what it asks. Pure.
 *
 *	tonle: who is Hun Sen?      a question (also "hey tonle, …", "@tonle …", "tonle who …",
 *	                            "…, tonle?", "…? tonle", "… @tonle")
 *	?? who is Hun Sen           a question (also "!ask …"; in private any line)
 *	!why   tonle: why           a command: a known verb with fitting arguments
 *	who is Hun Sen?             not addressed: only ambient mode may answer
 *	anna: who is Hun Sen?       addressed to somebody else
 */
enum request_kind {
	REQUEST_NONE,     /* not for us, not even in ambient mode */
	REQUEST_MISTYPED, /* the prefix and an unknown verb, or wrong arguments: perhaps for us */
	REQUEST_AMBIENT,  /* addressed to nobody */
	REQUEST_QUESTION, /* addressed to us */
	REQUEST_COMMAND
};

enum { REQUEST_TEXT = 1024 };

struct request {
	enum request_kind kind;
	char text[REQUEST_TEXT];     /* without formatting, address and opening */
	char question[REQUEST_TEXT]; /* the same without its wrapping (unwrap.h) */
	char folded[REQUEST_TEXT];   /* the bare question, folded */
	char called[UNWRAP_NICK];    /* the address before it: "alice" of "alice: …"; or "" */
	char for_nick[UNWRAP_NICK];  /* whom the answer is for ("… | bob"), or "" */
	bool privately;              /* … and for them alone (unwrap.h) */
	char verb[24];               /* of a command, in lower case */
	const char *arguments;       /* points into text */
	const char *words;           /* the same with the verb: text without the prefix */
	bool opened;                 /* it begins with the prefix, not with our address */
};

/* What a command and a question in a channel begin with; "" for none. */
struct request_style {
	const char *prefix;          /* "!" */
	const char *question_prefix; /* "??" */
};
extern const struct request_style request_style_usual;

/* Whether a word is a verb with fitting arguments, rather than the beginning of a question. opened:
 * the line began with the prefix. */
typedef bool request_is_verb(const char *verb, const char *arguments, bool opened);

/* Whether the raw text begins with one of the prefixes. */
bool request_is_opened(const char *line, const struct request_style *style);

/* Whether the raw text may contain our nick; it may if formatting codes are in it. If this is false
 * and the line is not opened, request_read() gives REQUEST_AMBIENT or REQUEST_NONE. It is cheap. */
bool request_may_name(const char *line, const char *own_nick);

/* Whether a line said in a channel is only our address: "tonle:". */
bool request_is_call(const char *line, const char *own_nick);

void request_read(const char *line, const char *own_nick, bool private_message,
	const struct request_style *style, request_is_verb *is_verb, struct request *out);

/* Turns a command into a question, for when its words turn out to be one ("!who is hun sen"). */
void request_as_question(struct request *request, const char *own_nick);

#endif
