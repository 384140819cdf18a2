#ifndef TONLE_WIRE_NEGOTIATE_H
#define TONLE_WIRE_NEGOTIATE_H

#include "base/timestamp.h"
#include "wire/cap.h"
#include "wire/line.h"
#include "wire/sasl.h"
#include "wire/sts.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * What is settled with a server before we are welcome: capabilities, then the login, then CAP END;
 * and what it offers or withdraws later. Servers without CAP are recognised by 421, 451 or 001.
 * Pure but for SASL's nonce; lines go out through say().
 *
 *	LISTING -> SETTLING -> ENDED       LISTING -> UPGRADE        any -> FAILED
 */
struct negotiation;

enum negotiate_state {
	NEGOTIATE_LISTING,    /* CAP LS is out */
	NEGOTIATE_REQUESTING, /* requests or SASL are under way */
	NEGOTIATE_ENDED,      /* CAP END is out, once; or there is no CAP */
	NEGOTIATE_UPGRADE,    /* STS over plain text: say nothing more, come back by TLS */
	NEGOTIATE_FAILED      /* there had to be a login, and there is none: negotiate_error() */
};

enum {
	NEGOTIATE_LIST_MS = 5 * 1000, /* without an answer to CAP LS: NICK and USER may go */
	NEGOTIATE_REQUEST_MS = 10 * 1000
};

struct negotiate_setup {
	const struct sasl_credentials *sasl; /* NULL: no login; borrowed as long as it is used */
	bool sasl_required;
	bool secure; /* the connection is TLS */
	sasl_say *say;
	void *context;
};

/* Says CAP LS. The caller frees. */
struct negotiation *negotiate_new(const struct negotiate_setup *setup, struct timestamp now);
void negotiate_free(struct negotiation *n);

/* Takes every line, in order; those that are about something else are passed over. */
void negotiate_hear(struct negotiation *n, const struct line *line, struct timestamp now);

/* Does what is due, and says in how many milliseconds something will be; -1: never. */
int64_t negotiate_tick(struct negotiation *n, struct timestamp now);

enum negotiate_state negotiate_state(const struct negotiation *n);

/* Whether NICK and USER may go: the server has answered CAP LS (and STS does not forbid it), or it
 * does not know CAP, or has had its time. */
bool negotiate_named(const struct negotiation *n);

/* Whether the login has succeeded; why not, or "" while it is open or none was wanted; how. */
bool negotiate_logged_in(const struct negotiation *n);
const char *negotiate_error(const struct negotiation *n);
const char *negotiate_mechanism(const struct negotiation *n);

/* The capabilities. */
const struct cap *negotiate_caps(const struct negotiation *n);

/* The STS policy announced since the last call: once for each announcement; false if there is
 * none, or none that can be read. */
bool negotiate_policy(struct negotiation *n, struct sts_value *policy);

#endif
