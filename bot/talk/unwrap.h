#ifndef TONLE_TALK_UNWRAP_H
#define TONLE_TALK_UNWRAP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Removes what people wrap around a question: numbering ("2.", "Q3:"), points ("(3 points)"),
 * limits ("2 sentences max"), who asks ("bob asks", "<alice>", "[10:32]"), greetings and courtesies
 * ("hey tonle, quick question:"), quotes, and the nick that the answer is for ("… | bob", "tell bob
 * …"). Also writes shorthand out (2, 4, u, ur, y, '13), and digits in ASCII without separators.
 * Pure.
 */
enum { UNWRAP_TEXT = 1024, UNWRAP_NICK = 32 };

struct unwrapped {
	char text[UNWRAP_TEXT];     /* the bare question, not folded */
	char for_nick[UNWRAP_NICK]; /* whom the answer is for: "… | bob"; "" if nobody is named */
	bool privately;             /* … and for them alone: "… > bob", "tell bob about …" */
	char called[UNWRAP_NICK];   /* "alice" of "alice: …", a nick or the subject; or "" */
	bool quoted;                /* it has a speaker or a time, so it is pasted or relayed */
};

/* line: clean text (text_clean) without the address. own_nick: ours, also taken off; "" for none.
 * If nothing or only a single word would be left, text is the unchanged line. */
void unwrap(const char *line, const char *own_nick, struct unwrapped *out);

#endif
