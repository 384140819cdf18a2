#ifndef TONLE_TALK_UNWRAP_H
#define TONLE_TALK_UNWRAP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Takes a question out of what people wrap around it: numbering ("2.", "Q3:"), points ("(3
 * points)"), limits ("2 sentences max"), who asks ("bob asks", "<alice>", "[10:32]"), greetings and
 * courtesies
 * ("hey tonle, quick question:"), quotes, and the nick it is meant for ("… | bob", "tell bob …").
 * Shorthand is written out (2, 4, u, ur, y, '13) and digits become ASCII ones without separators.
 * Pure.
 */
enum { UNWRAP_TEXT = 1024, UNWRAP_NICK = 32 };

struct unwrapped {
	char text[UNWRAP_TEXT];     /* the bare question, not folded */
	char for_nick[UNWRAP_NICK]; /* whom the answer is for: "… | bob"; "" if nobody is named */
	bool privately;             /* … and for them alone: "… > bob", "tell bob about …" */
	char called[UNWRAP_NICK];   /* "alice" of "alice: …", a nick or the subject; or "" */
	bool quoted; /* it carries a speaker or a time: somebody else's words, pasted or relayed */
};

/* line: clean text (text_clean) without the address. own_nick: ours, also taken off; "" for none.
 * If nothing, or a single word, would be left, text is the line as it is. */
void unwrap(const char *line, const char *own_nick, struct unwrapped *out);

#endif
