#ifndef TONLE_WIRE_OUTBOX_H
#define TONLE_WIRE_OUTBOX_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Everything a network is told goes through its outbox: bounded, paced by a token bucket, by
 * urgency. Pure: lines go in, lines come out, with a moment; no socket.
 * Strings given are copied; a line taken out is owned by the outbox until the next call.
 */
enum urgency {
	URGENCY_CONTROL, /* NICK, JOIN, QUIT, MODE: keeps us where we should be */
	URGENCY_REPLY,   /* answers to people */
	URGENCY_BULK,    /* lists, paging, announcements */
	URGENCY_COUNT
};

struct outbox;

/* burst: lines that may go at once; interval_ms: one more line every so often (0: no pacing). */
struct outbox *outbox_new(unsigned burst, unsigned interval_ms);
void outbox_free(struct outbox *box);

/* Another pace, from now on. */
void outbox_pace(struct outbox *box, unsigned burst, unsigned interval_ms);

/*
 * How long the prefix is that servers put before our lines to others: ":nick!user@host " counted
 * in bytes. Until told, 100 is assumed (nick 30, user 11, host 63). Used when text is cut.
 */
void outbox_prefix_length(struct outbox *box, size_t length);

/* How long a line may be, CRLF included (ISUPPORT LINELEN): 512 until told, never more. */
void outbox_line_length(struct outbox *box, size_t length);

/* Whether text that is not UTF-8 is refused (ISUPPORT UTF8ONLY: the server would). */
void outbox_utf8_only(struct outbox *box, bool only);

/*
 * Bytes of text that fit into one line with this command and target, as others will see it
 * (line length - CRLF - prefix - "COMMAND target :").
 */
size_t outbox_room(const struct outbox *box, const char *command, const char *target);

/*
 * Queues PRIVMSG or NOTICE with text, cut to what fits (UTF-8, word boundary, "…" appended) and
 * cleaned of CR, LF and NUL. reply_to: msgid answered, or "". Gives false, and counts a drop, when
 * the class's queue is full (CONTROL 32, REPLY 32, BULK 64 lines), the text or target is empty, or
 * the text is not UTF-8 where only that is taken.
 */
bool outbox_say(struct outbox *box, enum urgency urgency, const char *command, const char *target,
	const char *text, const char *reply_to);

/* Queues one raw line (no CRLF); cleaned and cut to a line's length. False when full or empty. */
bool outbox_raw(struct outbox *box, enum urgency urgency, const char *line);

/* A line that may go now, or NULL; *tags gets its client tags ("+draft/reply=…;+reply=…" or ""). */
const char *outbox_take(struct outbox *box, struct timestamp now, const char **tags);

/* Milliseconds until outbox_take could give a line; -1 when nothing waits. */
int64_t outbox_wait_ms(const struct outbox *box, struct timestamp now);

/* Forgets queued lines and refills the bucket: for a new connection. */
void outbox_reset(struct outbox *box);

/* A line sent beside the queue (PONG, CAP): charged to the bucket. */
void outbox_charge(struct outbox *box, struct timestamp now);

size_t outbox_waiting(const struct outbox *box);
uint64_t outbox_dropped(const struct outbox *box);

#endif
