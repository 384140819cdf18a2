#ifndef TONLE_NET_CREDENTIALS_H
#define TONLE_NET_CREDENTIALS_H

#include "base/error.h"
#include "base/secret.h"
#include "config/config.h"
#include "net/presence.h"
#include "wire/sasl.h"
#include "wire/tls.h"

#include <stdbool.h>

/*
 * Makes the TLS set-up and the credentials that tls.h and sasl.h take from a network's
 * configuration. Secrets are read for each connection, and wiped after it.
 */
struct credentials {
	struct sasl_credentials sasl;
	struct secret password; /* sasl.password points to it */
	struct secret server;   /* for PASS; "" for none */
};

enum { CREDENTIALS_PASS_MOST = 500 }; /* bytes */

/* The TLS set-up for that host; borrows the configuration's strings. */
struct tls_setup credentials_tls(const struct config_network *config, const char *host);

/* Whether SASL is configured. */
bool credentials_wanted(const struct config_network *config);

/*
 * Reads the SASL credentials and the server password for a connection to host, over TLS (secure) or
 * not. PLAIN is allowed over TLS, to a loopback address, or if the configuration says plaintext:
 * true. False with the error if a secret cannot be read. *c must not be moved; the caller wipes it.
 */
bool credentials_read(struct credentials *c, const struct config_network *config, const char *host,
	bool secure, struct error *err);
void credentials_wipe(struct credentials *c);

/* Gives presence the NickServ password, if one is configured, for the next welcome. If it cannot be
 * read or must not be sent (without TLS, the rules are those of SASL PLAIN), logs that and
 * continues without it. */
void credentials_hand_nickserv(struct presence *presence, const struct config_network *config,
	const char *host, bool secure);

/* Whether the configured files, keys, pins and mechanisms exist and match. */
bool credentials_check(const struct config_network *config, struct error *err);

#endif
