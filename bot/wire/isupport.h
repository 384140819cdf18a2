#ifndef TONLE_WIRE_ISUPPORT_H
#define TONLE_WIRE_ISUPPORT_H

#include "wire/casemap.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * What a server says of itself in 005 (modern.ircdocs.horse/#rplisupport-005), as far as anything
 * here depends on it. Pure. What a server sends can be as wrong as it likes: a value that is no
 * sensible one leaves the token at its default. Not kept, because nothing depends on them: TARGMAX
 * (every line has one target) and MODES (a line of ours sets one mode).
 */
enum { ISUPPORT_TYPES = 32, ISUPPORT_MODES = 64, ISUPPORT_DENY = 512 };

struct isupport {
	enum casemap casemap;               /* CASEMAPPING; rfc1459 by default */
	char channel_types[ISUPPORT_TYPES]; /* CHANTYPES; "#&" by default */
	char status_marks[ISUPPORT_TYPES];  /* STATUSMSG: may stand before a channel as a target */
	char member_marks[ISUPPORT_TYPES];  /* PREFIX: before nicks in NAMES; "@+" by default */
	char member_modes[ISUPPORT_TYPES];  /* … and the modes that they stand for; "ov" */
	char list_modes[ISUPPORT_MODES];    /* CHANMODES: those that always have a parameter … */
	char set_modes[ISUPPORT_MODES];     /* … and those that have one when they are set */
	size_t nick_length;                 /* NICKLEN; 0: unknown, 9 is safe */
	size_t user_length, host_length;    /* USERLEN, HOSTLEN; 0: unknown */
	size_t line_length;                 /* LINELEN, with CRLF; 512 by default */
	bool whox;                          /* WHO can be asked for accounts */
	bool utf8_only;                     /* UTF8ONLY: other bytes are refused */
	bool monitor;                       /* MONITOR is offered */
	char bot_mode;                      /* BOT: the user mode that marks bots; 0: none */
	bool deny_all;                      /* CLIENTTAGDENY=*,-these … */
	char tag_deny[ISUPPORT_DENY];       /* … or those it names; ",a,-b," */
};

/* Nothing has been said yet: the defaults. */
void isupport_reset(struct isupport *s);

/* One parameter of a 005 line: NAME, NAME=value with \xHH for awkward characters, or -NAME, which
 * takes a token back. Unknown names are passed over. */
void isupport_learn(struct isupport *s, const char *token);

/* The user modes that 004 lists (it comes before 005): B marks bots, unless BOT= says otherwise. */
void isupport_user_modes(struct isupport *s, const char *modes);

/* How much the mark before a name in NAMES makes of its bearer: 1 is least, higher ones may more, 0
 * is no mark. Of "@+", '+' is 1 and '@' 2. And the same of the mode: 'v' 1, 'o' 2. */
size_t isupport_rank(const struct isupport *s, char mark);
size_t isupport_mode_rank(const struct isupport *s, char mode);

/* Whether a channel mode that is set (or taken back) has a parameter. */
bool isupport_mode_has_parameter(const struct isupport *s, char mode, bool set);

/* Whether the server lets a client tag ("+draft/reply") through to others. */
bool isupport_tag_passes(const struct isupport *s, const char *tag);

#endif
