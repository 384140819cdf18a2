#ifndef TONLE_WIRE_SANITIZE_H
#define TONLE_WIRE_SANITIZE_H

#include "wire/line.h"

#include <stddef.h>

/*
 * Makes lines safe for libircclient. Its parser crashes or fails on lines that any server or user
 * can send (NICK without prefix, 000, a CTCP of one byte, more than 1022 bytes …), so each parsed
 * line is rewritten in one plain form, or refused. libircclient only classifies the line; the parts
 * that it drops (tags, parameters after the tenth, long texts) are read from struct line. Pure.
 */
enum { SANITIZE_MAX = 1000 }; /* bytes with CRLF; libircclient reads into 1024 and stalls at 1023 */

enum sanitize_verdict {
	SANITIZE_PUSH,   /* pass to libircclient */
	SANITIZE_OWN,    /* handled by the connection: PING, PONG, CAP, AUTHENTICATE */
	SANITIZE_PARAMS, /* too few parameters for the command */
	SANITIZE_NICK,   /* NICK without prefix, without a nick, or with one over 60 bytes */
	SANITIZE_CTCP,   /* a CTCP without a word in it */
	SANITIZE_DCC,    /* CTCP DCC: libircclient would open sockets */
	SANITIZE_LONG,   /* prefix and parameters leave no room */
	SANITIZE_VERDICT_COUNT
};

/* The verdict as text, for the log. */
const char *sanitize_verdict_name(enum sanitize_verdict verdict);

/*
 * If the verdict is SANITIZE_PUSH, writes the line in plain form with CRLF to out[SANITIZE_MAX +
 * 1]: no tags; always a prefix (server, a name without spaces, if it has none); the command in
 * upper case followed by a space; at most ten parameters, single spaces, the last with ':'; a long
 * last parameter cut; a CTCP shortened to what classifies it, its closing \x01 added if missing.
 */
enum sanitize_verdict sanitize_line(const struct line *line, const char *server, char *out);

#endif
