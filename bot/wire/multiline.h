#ifndef TONLE_WIRE_MULTILINE_H
#define TONLE_WIRE_MULTILINE_H

#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Puts the lines of a draft/multiline batch together into one PRIVMSG
 * (ircv3.net/specs/extensions/multiline). Line breaks become spaces. Pure. Starts as {0}; one for
 * each connection.
 */
enum { MULTILINE_OPEN = 4, MULTILINE_REFERENCE = 64, MULTILINE_TEXT = 4000 };

struct multiline {
	struct multiline_batch {
		char reference[MULTILINE_REFERENCE]; /* "" when free */
		char *opening;                       /* tags and prefix of the BATCH line, */
		size_t tags;                         /* and where the prefix begins */
		char target[256], text[MULTILINE_TEXT];
		bool replayed, is_notice;
	} batches[MULTILINE_OPEN];
	struct multiline_batch done; /* the last one closed */
};

enum multiline_result {
	MULTILINE_OTHER, /* the line has nothing to do with one */
	MULTILINE_PART,  /* it belongs to one that goes on: not to be handled */
	MULTILINE_WHOLE  /* it closes one: *line is now the whole message */
};

/*
 * Takes every line. replayed: whether it is history; for a whole message it becomes whether the
 * message is. A whole *line is valid until the next call. What is too long is cut; beyond
 * MULTILINE_OPEN open batches the oldest line by line is lost.
 */
enum multiline_result multiline_take(struct multiline *m, struct line *line, bool *replayed);

void multiline_free(struct multiline *m);

#endif
