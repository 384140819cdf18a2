#ifndef TONLE_WIRE_ISUPPORT_H
#define TONLE_WIRE_ISUPPORT_H

#include "base/casemap.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The tokens of 005 (modern.ircdocs.horse/#rplisupport-005) that the bot uses. Pure. An invalid
 * value leaves the token at its default. Not kept: TARGMAX (each of our lines has one target) and
 * MODES (each sets one mode).
 */
enum { ISUPPORT_TYPES = 32, ISUPPORT_MODES = 64, ISUPPORT_DENY = 512 };

struct isupport {
	enum casemap casemap;               /* CASEMAPPING; rfc1459 by default */
	char channel_types[ISUPPORT_TYPES]; /* CHANTYPES; "#&" by default */
	char status_marks[ISUPPORT_TYPES];  /* STATUSMSG: may precede a channel as a target */
	char member_marks[ISUPPORT_TYPES];  /* PREFIX: before nicks in NAMES; "@+" by default */
	char member_modes[ISUPPORT_TYPES];  /* … and the modes they show; "ov" */
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

/* Sets the defaults, for a new connection. */
void isupport_reset(struct isupport *s);

/* Takes one parameter of a 005 line: NAME, NAME=value with \xHH for special characters, or -NAME,
 * which withdraws a token. Unknown names are ignored. */
void isupport_learn(struct isupport *s, const char *token);

/* Takes the user modes listed in 004 (which precedes 005): B marks bots unless BOT= in 005 names
 * another. */
void isupport_user_modes(struct isupport *s, const char *modes);

/* The rank of a prefix in NAMES, or of the mode that it shows: 1 for the lowest, 0 if there is no
 * such prefix. With PREFIX=(ov)@+, '+' and 'v' are 1, '@' and 'o' are 2. */
size_t isupport_rank(const struct isupport *s, char mark);
size_t isupport_mode_rank(const struct isupport *s, char mode);

/* Whether the channel mode has a parameter when it is set (or unset). */
bool isupport_mode_has_parameter(const struct isupport *s, char mode, bool set);

/* Whether the server relays a client tag ("+draft/reply"). */
bool isupport_tag_passes(const struct isupport *s, const char *tag);

#endif
