#ifndef TONLE_WIRE_CAP_H
#define TONLE_WIRE_CAP_H

#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Which capabilities a server has, and which of them are on
 * (ircv3.net/specs/extensions/capability-negotiation, version 302). Pure: lines come in, the lines
 * to say are written to the caller's buffer.
 *
 * Not asked for: labeled-response (no answer of ours waits for a certain reply), sts (it must never
 * be asked for), draft/chathistory (history is not answered). znc.in/playback is asked for so that
 * ZNC plays history back only on request, which is never made.
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
	CAP_MESSAGE_TAGS,
	CAP_MULTI_PREFIX,
	CAP_SASL,
	CAP_SERVER_TIME,
	CAP_SETNAME,
	CAP_STANDARD_REPLIES,
	CAP_ZNC_PLAYBACK,
	CAP_COUNT
};

enum { CAP_VALUE = 256 }; /* a longer value is taken for none */

/* Starts as {0}; one a connection. The sets have bit 1 << CAP_… for each capability. */
struct cap {
	uint32_t unwanted; /* never to be asked for, set by the caller: sasl without a password */
	uint32_t offered, enabled, asked, refused;
	bool listed; /* CAP LS has been answered whole */
	bool singly; /* a request for several was refused: now each by itself */
	bool ended;
	char sasl[CAP_VALUE]; /* the mechanisms, "" when none are named */
	char sts[CAP_VALUE];  /* the policy, "" when there is none */
};

enum cap_news {
	CAP_NOTHING,   /* the line is about something else, or changes nothing */
	CAP_LISTED,    /* the answer to CAP LS is there, whole: time for cap_request() */
	CAP_ANSWERED,  /* something asked for was granted or refused */
	CAP_ADDED,     /* NEW: more is offered, or has a new value: time for cap_request() */
	CAP_WITHDRAWN, /* DEL, or an ACK that switches off */
};

/* What to say first. */
#define CAP_FIRST "CAP LS 302"

/* Takes any line; only CAP is about this. */
enum cap_news cap_hear(struct cap *c, const struct line *line);

/* Writes the next CAP REQ for what is wanted, offered, and neither on, asked for nor refused; call
 * until it gives false. out has room for 512 bytes. */
bool cap_request(struct cap *c, char *out, size_t size);

bool cap_enabled(const struct cap *c, enum cap_name name);

/* Those that are on, in words with spaces between, for the log. */
void cap_describe(const struct cap *c, char *out, size_t size);

#endif
