#ifndef TONLE_WIRE_SASL_H
#define TONLE_WIRE_SASL_H

#include "base/error.h"
#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * SASL login by AUTHENTICATE (ircv3.net/specs/extensions/sasl-3.1 and -3.2): EXTERNAL,
 * ECDSA-NIST256P-CHALLENGE, SCRAM-SHA-256 and PLAIN, tried in turn until one succeeds. A server
 * that misbehaves gets "AUTHENTICATE *" and no further mechanism: it may be trying to get the
 * password. Pure except for random numbers, the key file and the thread of derive.h; sends lines
 * through say().
 */
struct sasl;

/* What to log in with; absent texts are "". Borrowed for the lifetime of the struct sasl. */
struct sasl_credentials {
	const char
		*mechanisms; /* in order, separated by spaces; "": all that the credentials allow */
	const char *username, *password;
	const char *key_file; /* for ECDSA: a private key on the curve P-256, in PEM */
	bool certificate;     /* for EXTERNAL: the connection has a client certificate */
	bool plain_allowed;   /* for PLAIN: nobody can eavesdrop, or it is accepted */
};

/* Sends one line, given without its line end. */
typedef void sasl_say(void *context, const char *line);

enum sasl_state { SASL_BUSY, SASL_DONE, SASL_FAILED };

/* Whether the mechanisms are known, each has the credentials that it needs, and the key can be
 * read. The password may be any text except "". */
bool sasl_check(const struct sasl_credentials *credentials, struct error *err);

/* The caller frees with sasl_free(), which wipes secrets. */
struct sasl *sasl_new(const struct sasl_credentials *credentials, sasl_say *say, void *context);
void sasl_free(struct sasl *s);

/* Starts with the first mechanism that both sides have. offered: the value of the capability, "" if
 * the server lists none. SASL_FAILED: the error names what was offered. */
enum sasl_state sasl_begin(struct sasl *s, const char *offered, struct error *err);

/* Takes any line; acts on AUTHENTICATE and the numerics 902 to 908. After SASL_DONE or SASL_FAILED
 * (with the error) nothing more is sent. */
enum sasl_state sasl_handle(struct sasl *s, const struct line *line, struct error *err);

/* Whether a password is being derived, in a thread: call sasl_tick() every few milliseconds. */
bool sasl_is_deriving(const struct sasl *s);

/* Continues once the password is derived. */
enum sasl_state sasl_tick(struct sasl *s, struct error *err);

/* After a time-out: aborts the login or, if the server has listed its mechanisms (908), tries the
 * next. */
enum sasl_state sasl_give_up(struct sasl *s, struct error *err);

/* Milliseconds to wait for the next line before sasl_give_up(): 15 s, but 2 s after a 908, by which
 * the server refuses the mechanism tried. */
int sasl_patience_ms(const struct sasl *s);

/* The current mechanism, "" before the first. */
const char *sasl_mechanism(const struct sasl *s);

#endif
