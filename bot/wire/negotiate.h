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
 * Capability negotiation: capabilities, then SASL, then CAP END. Also follows what the server
 * offers or withdraws later. A server without CAP is recognised by 421, 451 or 001. Pure except for
 * SASL (sasl.h); sends lines through say().
 *
 *	LISTING -> REQUESTING -> ENDED       LISTING -> UPGRADE        any -> FAILED
 */
struct negotiation;

enum negotiate_state {
	NEGOTIATE_LISTING,    /* CAP LS has been sent */
	NEGOTIATE_REQUESTING, /* requests or SASL are under way */
	NEGOTIATE_ENDED,      /* CAP END has been sent, or there is no CAP */
	NEGOTIATE_UPGRADE,    /* STS over plain text: send nothing more, reconnect with TLS */
	NEGOTIATE_FAILED      /* the required login failed: negotiate_error() */
};

enum {
	NEGOTIATE_LIST_MS =
		5 * 1000, /* without an answer to CAP LS for so long, NICK and USER are sent */
	NEGOTIATE_REQUEST_MS = 10 * 1000
};

struct negotiate_setup {
	const struct sasl_credentials *sasl; /* NULL: no login; borrowed */
	bool sasl_required;
	bool secure; /* the connection is TLS */
	sasl_say *say;
	void *context;
};

/* Sends CAP LS. The caller frees. */
struct negotiation *negotiate_new(const struct negotiate_setup *setup, struct timestamp now);
void negotiate_free(struct negotiation *n);

/* Takes every line, in order; acts on those that concern the negotiation. */
void negotiate_handle(struct negotiation *n, const struct line *line, struct timestamp now);

/* Does what is due; returns the milliseconds until something will be, -1: never. */
int64_t negotiate_tick(struct negotiation *n, struct timestamp now);

enum negotiate_state negotiate_state(const struct negotiation *n);

/* Whether NICK and USER may be sent: CAP LS was answered (and STS does not forbid it), it timed
 * out, or the server does not know it. */
bool negotiate_named(const struct negotiation *n);

/* Whether the login succeeded; why it failed ("" while it is under way or if none was wanted); and
 * the mechanism. */
bool negotiate_logged_in(const struct negotiation *n);
const char *negotiate_error(const struct negotiation *n);
const char *negotiate_mechanism(const struct negotiation *n);

const struct cap *negotiate_caps(const struct negotiation *n);

/* True once for each valid STS policy that the server announces; writes it to *policy. */
bool negotiate_policy(struct negotiation *n, struct sts_value *policy);

#endif
