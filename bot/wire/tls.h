#ifndef TONLE_WIRE_TLS_H
#define TONLE_WIRE_TLS_H

#include "base/error.h"
#include "wire/transport.h"

#include <stdbool.h>

/*
 * TLS 1.2 or newer as a transport, by OpenSSL. The server is always verified: by a certificate
 * authority and the host name, or by a pin. Verification cannot be switched off.
 *
 * A pin is the SHA-256 of the server's certificate or of its public key (SubjectPublicKeyInfo). It
 * replaces the check of authority, name and dates: a pinned certificate is accepted even if it is
 * self-signed or expired, and if there are pins, no other is accepted. It is checked after the
 * handshake, before we send anything.
 */
struct tls_setup {
	const char *host; /* a name (sent as SNI) or address, which the certificate must contain */
	const char *ca_file;   /* authorities in PEM; "": the system's */
	const char *cert_file; /* our certificate and its chain in PEM; "": none */
	const char *key_file;  /* its private key; "": in cert_file */
	const char *pins; /* 64 hexadecimal digits each (colons allowed), separated by spaces */
};

enum { TLS_PINS_MOST = 16 };

/* Whether the setup is usable: the files exist and match, the key is private, the pins are valid.
 * Does not connect. */
bool tls_check(const struct tls_setup *setup, struct error *err);

/* TLS over a connected non-blocking socket, of which it takes ownership; the strings are copied.
 * The transport's open() does the handshake. If it fails, as tls_check() does, returns NULL with
 * the error and closes the socket. */
struct transport *tls_new(int fd, const struct tls_setup *setup, struct error *err);

/* Whether the handshake failed because the server is not trusted; trying another address of the
 * host would not help. */
bool tls_distrusted(const struct transport *t);

/* The protocol version, for the log, after the handshake; "" for other transports. */
const char *tls_protocol(const struct transport *t);

#endif
