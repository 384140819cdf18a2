#ifndef TONLE_NET_REGISTRATION_H
#define TONLE_NET_REGISTRATION_H

#include "base/error.h"
#include "base/timestamp.h"
#include "config/config.h"
#include "wire/cap.h"
#include "wire/line.h"
#include "wire/sts.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Negotiates capabilities, SASL and STS over one connection, from CAP LS to CAP END
 * (wire/negotiate.h), with the configured credentials, and follows capabilities that come and go
 * later. Logs the results.
 */
struct registration;

struct registration_setup {
	const struct config_network *config; /* borrowed */
	const char *host;                    /* to which we are connected; used by _new() only */
	bool secure;                         /* by TLS */

	/* Sends a line. */
	void (*put)(void *context, const char *line);
	/* NICK and USER may be sent; PASS has been sent if it is configured. Called once. */
	void (*release)(void *context);
	/* An STS policy was announced over TLS. */
	void (*policy)(void *context, const struct sts_value *policy);
	void *context;
};

/* Sends CAP LS. NULL with the error if a password cannot be read. The caller frees, which wipes
 * passwords. */
struct registration *registration_new(
	const struct registration_setup *setup, struct timestamp now, struct error *err);
void registration_free(struct registration *r);

/* Takes every line received; acts on CAP, AUTHENTICATE and the numerics that belong to them. */
void registration_handle(struct registration *r, const struct line *line, struct timestamp now);

/* Does what is due. Returns the milliseconds until something will be; -1: never. */
int64_t registration_tick(struct registration *r, struct timestamp now);

/* How far it has come. */
struct registration_state {
	bool negotiated;   /* CAP END was sent, or the server does not know CAP */
	const char *error; /* why to disconnect (login failed, or STS demands TLS), or NULL */
	int64_t demand_ms; /* … and how long to stay away */
	int upgrade_port;  /* … and the port at which STS demands TLS; 0: it does not */
};
const struct registration_state *registration_state(const struct registration *r);

/* Whether the capability is enabled. */
bool registration_has(const struct registration *r, enum cap_name cap);

#endif
