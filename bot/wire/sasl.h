#ifndef TONLE_WIRE_SASL_H
#define TONLE_WIRE_SASL_H

#include "base/error.h"
#include "wire/line.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Logging in to services by AUTHENTICATE (ircv3.net/specs/extensions/sasl-3.1 and -3.2): EXTERNAL,
 * ECDSA-NIST256P-CHALLENGE, SCRAM-SHA-256 and PLAIN, tried in turn until one succeeds. A server
 * that misbehaves gets "AUTHENTICATE *", and no further mechanism: it might be after the password.
 * Pure but for the nonce; lines go out through say().
 */
struct sasl;

/* What there is to log in with; absent texts are "". Borrowed as long as the struct sasl lives. */
struct sasl_credentials {
	const char *mechanisms; /* which, in order, spaces between; "": all that the rest allows */
	const char *username, *password;
	const char *key_file; /* for ECDSA: a private key on the curve P-256, in PEM */
	bool certificate;     /* for EXTERNAL: the connection shows a client certificate */
	bool plain_allowed; /* for PLAIN: whoever reads along may be trusted, or there is nobody */
};

/* Says one line, without its end; called any number of times by sasl_begin() and sasl_hear(). */
typedef void sasl_say(void *context, const char *line);

enum sasl_state { SASL_BUSY, SASL_DONE, SASL_FAILED };

/* Whether the mechanisms are known, each has what it needs, and the key can be read. Without a
 * password at hand any text may stand for it. */
bool sasl_check(const struct sasl_credentials *credentials, struct error *err);

/* The caller frees; sasl_free() wipes what it held. */
struct sasl *sasl_new(const struct sasl_credentials *credentials, sasl_say *say, void *context);
void sasl_free(struct sasl *s);

/* Begins with the first mechanism that both have; offered is the value of the capability ("" when
 * the server does not list any). SASL_FAILED: why tells what there was to choose from. */
enum sasl_state sasl_begin(struct sasl *s, const char *offered, struct error *err);

/* Takes any line; acts on AUTHENTICATE and the numerics 902 to 908. After SASL_DONE or SASL_FAILED
 * (with the reason) nothing is said any more. */
enum sasl_state sasl_hear(struct sasl *s, const struct line *line, struct error *err);

/* The server has taken too long: gives up and says so to it. */
enum sasl_state sasl_give_up(struct sasl *s, struct error *err);

/* How long to wait for the next line before sasl_give_up(), in milliseconds: 15 s, but 2 s when
 * the server has named its mechanisms (908) and thereby refused the one that we tried; then the
 * next one is tried. */
int sasl_patience_ms(const struct sasl *s);

/* The mechanism in use, "" before the first. */
const char *sasl_mechanism(const struct sasl *s);

#endif
