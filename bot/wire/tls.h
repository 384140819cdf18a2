#ifndef TONLE_WIRE_TLS_H
#define TONLE_WIRE_TLS_H

#include "base/error.h"
#include "wire/transport.h"

#include <stdbool.h>

/*
 * TLS 1.2 or newer as a transport, by OpenSSL. The server is always verified: by an authority and
 * the host's name, or by a pin. There is no way around that.
 *
 * A pin is the SHA-256 of the server's certificate or of its public key (SubjectPublicKeyInfo). It
 * stands in for the authority, the name and the dates: a pinned self-signed or expired certificate
 * is accepted, and with pins no other is. It is looked at when the handshake is done; a wrong one
 * ends the connection before a byte of ours is sent.
 */
struct tls_setup {
	const char *host;    /* what the certificate must be for; a name (sent as SNI) or address */
	const char *ca_file; /* authorities in PEM; "": the system's */
	const char *cert_file; /* our certificate and its chain in PEM; "": none */
	const char *key_file;  /* its private key; "": in cert_file */
	const char *pins; /* 64 hexadecimal digits each (colons allowed), with spaces between */
};

enum { TLS_PINS_MOST = 16 };

/* Whether a connection could be made so: the files are there and fit, the key is private, the pins
 * are pins. Connects to nothing. */
bool tls_check(const struct tls_setup *setup, struct error *err);

/* TLS over a connected non-blocking socket, which it owns from now on; the strings are copied. The
 * handshake is done by the transport's open(). NULL with the reason (and the socket closed) where
 * tls_check() says no. */
struct transport *tls_new(int fd, const struct tls_setup *setup, struct error *err);

/* Whether the handshake failed because the server could not be trusted: then another address of
 * the same host would not help. */
bool tls_distrusted(const struct transport *t);

/* The protocol and the cipher in words, for the log, once the handshake is done. */
const char *tls_protocol(const struct transport *t);

#endif
