#ifndef TONLE_WIRE_CAP_H
#define TONLE_WIRE_CAP_H

#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The capabilities a server offers and those that are enabled
 * (ircv3.net/specs/extensions/capability-negotiation, version 302). Pure: takes lines, writes the
 * requests to the caller's buffer.
 *
 * Not requested: sts (must never be requested), draft/chathistory (history is not answered).
 * znc.in/playback is requested because ZNC then plays history back only on request, and we never
 * request it.
 */
enum cap_name {
	CAP_ACCOUNT_NOTIFY,
	CAP_ACCOUNT_TAG,
	CAP_AWAY_NOTIFY,
	CAP_BATCH,
	CAP_CAP_NOTIFY,
	CAP_CHGHOST,
	CAP_ECHO_MESSAGE,
	CAP_EXTENDED_JOIN,
	CAP_INVITE_NOTIFY,
	CAP_LABELED_RESPONSE,
	CAP_MESSAGE_TAGS,
	CAP_MULTI_PREFIX,
	CAP_MULTILINE, /* to receive; our own messages are single lines */
	CAP_RELAYMSG, /* for its tag, which names the relaying client; we relay nothing */
	CAP_SASL,
	CAP_SERVER_TIME,
	CAP_SETNAME,
	CAP_STANDARD_REPLIES,
	CAP_ZNC_PLAYBACK,
	CAP_COUNT
};

enum { CAP_VALUE = 256 }; /* a longer value counts as none */

/* Starts as {0}; one a connection. The sets have bit 1 << CAP_… for each capability. */
struct cap {
	uint32_t unwanted; /* set by the caller: never requested, such as sasl without password */
	uint32_t offered, enabled, asked, refused;
	bool listed; /* the answer to CAP LS is complete */
	bool singly; /* a request for several was refused: request one at a time */
	bool ended;
	char sasl[CAP_VALUE]; /* the mechanisms, "" if none are named */
	char sts[CAP_VALUE];  /* the policy, "" if there is none */
};

enum cap_news {
	CAP_NOTHING,   /* not a CAP line, or nothing changed */
	CAP_LISTED,    /* the answer to CAP LS is complete: call cap_request() */
	CAP_ANSWERED,  /* a request was granted or refused */
	CAP_ADDED,     /* NEW: more is offered, or has a new value: call cap_request() */
	CAP_WITHDRAWN, /* DEL, or an ACK that disables */
};

/* The first line to send. */
#define CAP_FIRST "CAP LS 302"

/* Takes any line; acts on CAP. */
enum cap_news cap_handle(struct cap *c, const struct line *line);

/* Writes the next CAP REQ, for the capabilities that are wanted and offered but not yet enabled,
 * requested or refused. Call it until it returns false. out has room for 512 bytes. */
bool cap_request(struct cap *c, char *out, size_t size);

bool cap_enabled(const struct cap *c, enum cap_name name);

/* Writes the names of the enabled capabilities, separated by spaces, for the log. */
void cap_describe(const struct cap *c, char *out, size_t size);

#endif
