#ifndef TONLE_WIRE_OUTBOX_H
#define TONLE_WIRE_OUTBOX_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The queue of lines to send to a network: bounded, ordered by urgency, paced by a token bucket,
 * and fair among those for whom the lines are. Pure. Strings are copied; a line taken out is owned
 * by the outbox until the next call.
 */
enum urgency {
	URGENCY_CONTROL, /* NICK, JOIN, QUIT, MODE */
	URGENCY_REPLY,   /* answers to people */
	URGENCY_BULK,    /* lists, paging, announcements */
	URGENCY_COUNT
};

struct outbox;

/* burst: lines that may go at once; then one every interval_ms (0: no pacing). The caller frees. */
struct outbox *outbox_new(unsigned burst, unsigned interval_ms);
void outbox_free(struct outbox *box);

/* Changes the pace. */
void outbox_pace(struct outbox *box, unsigned burst, unsigned interval_ms);

/*
 * For whom lines are queued from now on, and from which host they ask: any numbers; 0 for nobody.
 * Of the lines of one urgency goes first one for the host that was served longest ago, and there
 * for the owner who was: so the lines of one host, whoever it claims to be, delay another's by one,
 * and within a host one owner's another's. A full queue drops the last line of the host, and there
 * of the owner, who has most in it, for one who has less.
 */
void outbox_owner(struct outbox *box, uint64_t owner, uint64_t host);

/* Sets the length of the prefix that servers put before our lines, ":nick!user@host ", in bytes.
 * 100 by default (nick 30, user 11, host 63). Used when text is cut. */
void outbox_prefix_length(struct outbox *box, size_t length);

/* Sets the line length, CRLF included (ISUPPORT LINELEN): 512 by default and at most. */
void outbox_line_length(struct outbox *box, size_t length);

/* Whether to refuse text that is not UTF-8, as the server would (ISUPPORT UTF8ONLY). */
void outbox_utf8_only(struct outbox *box, bool only);

/* Bytes of text that fit into one line with this command and target as others receive it: line
 * length - CRLF - prefix - "COMMAND target :". */
size_t outbox_room(const struct outbox *box, const char *command, const char *target);

/*
 * Queues a PRIVMSG or NOTICE, its text cut to fit (at a word boundary, with "…") and CR and LF
 * replaced. reply_to: the msgid answered, or "". False, counted as dropped, if the queue of that
 * urgency is full (CONTROL 32, REPLY 32, BULK 64 lines), text or target is empty, or the text is
 * not UTF-8 where only that is accepted.
 */
bool outbox_say(struct outbox *box, enum urgency urgency, const char *command, const char *target,
	const char *text, const char *reply_to);

/* The same, with a label that the server's answer will carry where it can
 * (ircv3.net/specs/extensions/labeled-response). */
bool outbox_say_labeled(struct outbox *box, enum urgency urgency, const char *command,
	const char *target, const char *text, const char *label);

/* Queues a TAGMSG (ircv3.net/specs/extensions/message-tags) with one client tag, as the reply to a
 * message. False if it is not queued. */
bool outbox_tag(struct outbox *box, const char *target, const char *name, const char *value,
	const char *reply_to);

/* Queues a raw line without CRLF, cleaned and cut to the line length. False if full or empty. */
bool outbox_raw(struct outbox *box, enum urgency urgency, const char *line);

/* A line that may go now, or NULL; *tags gets its client tags ("+draft/reply=…;+reply=…" or ""). */
const char *outbox_take(struct outbox *box, struct timestamp now, const char **tags);

/* Milliseconds until outbox_take() has a line; -1 if nothing is queued. */
int64_t outbox_wait_ms(const struct outbox *box, struct timestamp now);

/* Drops queued lines and refills the bucket, for a new connection. */
void outbox_reset(struct outbox *box);

/* Charges the bucket for a line sent past the queue (PONG, PING). */
void outbox_charge(struct outbox *box, struct timestamp now);

size_t outbox_waiting(const struct outbox *box);
uint64_t outbox_dropped(const struct outbox *box);

#endif
