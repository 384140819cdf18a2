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
 * What a network's configuration says about TLS and the login, in the form that tls.h and sasl.h
 * want. Secrets are read for each connection, and wiped with it.
 */
struct credentials {
	struct sasl_credentials sasl;
	struct secret password; /* that sasl.password points to */
	struct secret server;   /* for PASS; "": none */
};

enum { CREDENTIALS_PASS_MOST = 500 }; /* bytes that fit into PASS */

/* How to speak TLS with that host; borrows the configuration's strings. */
struct tls_setup credentials_tls(const struct config_network *config, const char *host);

/* Whether there is to be a login by SASL. */
bool credentials_wanted(const struct config_network *config);

/*
 * Reads what there is to log in with (if that is wanted) and to get in with to host, over TLS
 * (secure) or not. PLAIN is allowed over TLS, on this machine (host is a loopback address), or
 * where the configuration says plaintext: true. False with the reason when a secret cannot be had.
 * *c must stay where it is; wipe it.
 */
bool credentials_read(struct credentials *c, const struct config_network *config, const char *host,
	bool secure, struct error *err);
void credentials_wipe(struct credentials *c);

/* Gives presence the password for NickServ, if one is configured, for the next welcome. Where it
 * cannot be read, or may not be said (without TLS only as for SASL PLAIN), that is logged and we go
 * on without: what it opens stays closed. */
void credentials_hand_nickserv(struct presence *presence, const struct config_network *config,
	const char *host, bool secure);

/* Whether all that is configured is there and fits: files, keys, pins, mechanisms. */
bool credentials_check(const struct config_network *config, struct error *err);

#endif
