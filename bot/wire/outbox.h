#ifndef TONLE_WIRE_OUTBOX_H
#define TONLE_WIRE_OUTBOX_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The queue of lines to send to a network: bounded, ordered by urgency, paced by a token bucket,
 * and fair among the people who are answered. Pure. Strings are copied; the outbox owns a line
 * taken out until the next outbox_take().
 */
enum urgency {
	URGENCY_CONTROL, /* NICK, JOIN, QUIT, MODE */
	URGENCY_REPLY,   /* answers to people */
	URGENCY_BULK,    /* lists, paging, announcements */
	URGENCY_COUNT
};

struct outbox;

/* burst: how many lines may be sent at once; after that, one every interval_ms (0: no pacing). The
 * caller frees. */
struct outbox *outbox_new(unsigned burst, unsigned interval_ms);
void outbox_free(struct outbox *box);

/* Changes the pace. */
void outbox_pace(struct outbox *box, unsigned burst, unsigned interval_ms);

/*
 * Sets whom the lines queued from now on are for, and that person's host: any numbers, 0 for
 * nobody. Within one urgency, the host that was served longest ago goes first and, within that
 * host, the owner served longest ago. So one host, whatever names it uses, delays another host by
 * one line only, and so does one owner another of the same host. To make room for a host or owner
 * with fewer lines, a full queue drops the last line of the host, or of the owner within that host,
 * with the most.
 */
void outbox_owner(struct outbox *box, uint64_t owner, uint64_t host);

/* Sets the length in bytes of the prefix that servers put before our lines, ":nick!user@host ": 100
 * by default. It decides where text is cut. */
void outbox_prefix_length(struct outbox *box, size_t length);

/* Sets the line length, CRLF included (ISUPPORT LINELEN): 512 by default and at most. */
void outbox_line_length(struct outbox *box, size_t length);

/* Sets whether to refuse text that is not UTF-8, as the server would (ISUPPORT UTF8ONLY). */
void outbox_utf8_only(struct outbox *box, bool only);

/* How many bytes of text fit into one line with this command and target, as others receive it: line
 * length - CRLF - prefix - "COMMAND target :". */
size_t outbox_room(const struct outbox *box, const char *command, const char *target);

/*
 * Queues a PRIVMSG or NOTICE. Cuts text that is too long at a word boundary, with "…", and replaces
 * CR and LF by spaces. reply_to: the msgid that it answers, or "". Returns false and counts the
 * line as dropped if the queue of that urgency is full (CONTROL 32, REPLY 32, BULK 64 lines), text
 * or target is empty, or the text is not UTF-8 and only that is accepted.
 */
bool outbox_say(struct outbox *box, enum urgency urgency, const char *command, const char *target,
	const char *text, const char *reply_to);

/* The same, with a label that a capable server repeats in its answer
 * (ircv3.net/specs/extensions/labeled-response). */
bool outbox_say_labeled(struct outbox *box, enum urgency urgency, const char *command,
	const char *target, const char *text, const char *label);

/* Queues a TAGMSG (ircv3.net/specs/extensions/message-tags) with one client tag, as the reply to a
 * message. False if it is not queued. */
bool outbox_tag(struct outbox *box, const char *target, const char *name, const char *value,
	const char *reply_to);

/* Queues a raw line without CRLF, cleaned and cut to the line length. False if full or empty. */
bool outbox_raw(struct outbox *box, enum urgency urgency, const char *line);

/* The next line, if the pace allows one now, or NULL. *tags gets its client tags
 * ("+draft/reply=…;+reply=…" or ""). */
const char *outbox_take(struct outbox *box, struct timestamp now, const char **tags);

/* Milliseconds until outbox_take() has a line; -1 if nothing is queued. */
int64_t outbox_wait_ms(const struct outbox *box, struct timestamp now);

/* Drops queued lines and refills the bucket, for a new connection. */
void outbox_reset(struct outbox *box);

/* Charges the bucket for a line that was sent without the queue (PONG, PING). */
void outbox_charge(struct outbox *box, struct timestamp now);

size_t outbox_waiting(const struct outbox *box);
uint64_t outbox_dropped(const struct outbox *box);

#endif
