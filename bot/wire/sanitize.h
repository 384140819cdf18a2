#ifndef TONLE_WIRE_SANITIZE_H
#define TONLE_WIRE_SANITIZE_H

#include "wire/line.h"

#include <stddef.h>

/*
 * What may reach libircclient. Its own parser crashes or goes wrong on lines that any server or
 * user can send (NICK without prefix, 000, a CTCP of one byte, more than 1022 bytes …), so each
 * parsed line is written anew in one plain form, or kept back. libircclient only classifies it:
 * what it loses (tags, parameters after the tenth, long texts) is read from struct line. Pure.
 */
enum { SANITIZE_MAX = 1000 }; /* bytes with CRLF; libircclient reads into 1024 and stalls at 1023 */

enum sanitize_verdict {
	SANITIZE_PUSH,   /* give it to libircclient */
	SANITIZE_OWN,    /* the wire's own business: PING, PONG, CAP, AUTHENTICATE */
	SANITIZE_PARAMS, /* fewer parameters than the command has */
	SANITIZE_NICK,   /* NICK without prefix, or with no nick in it, or one of over 60 bytes */
	SANITIZE_CTCP,   /* a CTCP without a word in it */
	SANITIZE_DCC,    /* CTCP DCC: libircclient would open sockets */
	SANITIZE_LONG,   /* prefix and parameters leave no room */
	SANITIZE_VERDICT_COUNT
};

/* In words, for the log. */
const char *sanitize_verdict_name(enum sanitize_verdict verdict);

/*
 * Writes the line to out[SANITIZE_MAX + 1] in its plain form with CRLF, if the verdict is
 * SANITIZE_PUSH: no tags; always a prefix (server, if it has none: a name without spaces);
 * upper-case command with a space behind it; at most ten parameters, single spaces, the last with
 * ':'; a long last parameter cut; a CTCP shortened to what classifies it, its closing \x01 added
 * when missing.
 */
enum sanitize_verdict sanitize_line(const struct line *line, const char *server, char *out);

/* Whether text is a CTCP request or reply: starts with \x01 and has something in it. */
bool sanitize_is_ctcp(const char *text);

#endif
