#ifndef TONLE_WIRE_MULTILINE_H
#define TONLE_WIRE_MULTILINE_H

#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Joins the lines of a draft/multiline batch into one PRIVMSG or NOTICE
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
	MULTILINE_OTHER, /* the line does not belong to a batch */
	MULTILINE_PART,  /* the line belongs to a batch that is still open: do not handle it */
	MULTILINE_WHOLE  /* the line closes a batch: *line is now the whole message */
};

/*
 * Takes every line. *replayed says whether the line is history; for MULTILINE_WHOLE it is set to
 * whether the message is. A whole *line is valid until the next call. Text beyond MULTILINE_TEXT is
 * cut. When more than MULTILINE_OPEN batches are open, one of them is dropped.
 */
enum multiline_result multiline_take(struct multiline *m, struct line *line, bool *replayed);

void multiline_free(struct multiline *m);

#endif
