#include "wire/tls.h"

#include "base/arena.h"
#include "base/secret.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DIGEST = 32 }; /* bytes of SHA-256 */

struct tls {
	struct transport head;
	SSL *ssl;
	unsigned char pins[TLS_PINS_MOST][DIGEST];
	size_t pin_count;
	long refusal; /* X509_V_ERR_… for which the certificate was refused; 0: none */
	char print[2 * DIGEST + 1]; /* of the refused certificate */
	bool distrusted;            /* refused, by its chain or by the pins */
	bool shaken, broken;
	bool read_wants_write, write_wants_read; /* TLS may need either for either */
};

static struct tls *tls_of(struct transport *t)
{
	return (struct tls *)t;
}

/* --- pins ------------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
	return isdigit((unsigned char)c)    ? c - '0'
	       : isxdigit((unsigned char)c) ? tolower((unsigned char)c) - 'a' + 10
					    : -1;
}

/* Parses one pin of length bytes, ignoring colons. */
static bool read_pin(const char *text, size_t length, unsigned char *pin)
{
	size_t digits = 0;

	for (size_t i = 0; i < length; i++) {
		int digit = hex_digit(text[i]);

		if (text[i] == ':')
			continue;
		if (digit < 0 || digits == 2 * DIGEST)
			return false;
		pin[digits / 2] = (unsigned char)(pin[digits / 2] << 4 | digit);
		digits++;
	}
	return digits == 2 * DIGEST;
}

static bool read_pins(struct tls *t, const char *text, struct error *err)
{
	static const char between[] = " ,";

	for (text += strspn(text, between); *text; text += strspn(text, between)) {
		size_t length = strcspn(text, between);

		if (t->pin_count == TLS_PINS_MOST)
			return error_set(
				err, "tls_fingerprint: expected at most %d", TLS_PINS_MOST);
		if (!read_pin(text, length, t->pins[t->pin_count++]))
			return error_set(err,
				"tls_fingerprint: expected the SHA-256 of a certificate or public "
				"key (64 hexadecimal digits), found \"%.*s\"",
				length > 100 ? 100 : (int)length, text);
		text += length;
	}
	return true;
}

static bool is_pinned(const struct tls *t, const unsigned char *digest)
{
	for (size_t i = 0; i < t->pin_count; i++)
		if (CRYPTO_memcmp(t->pins[i], digest, DIGEST) == 0)
			return true;
	return false;
}

static void write_print(char *out, const unsigned char *digest)
{
	for (size_t i = 0; i < DIGEST; i++)
		sprintf(out + 2 * i, "%02x", digest[i]);
}

/* Whether the certificate or its key is pinned; notes its fingerprint if not. */
static bool check_pins(struct tls *t)
{
	unsigned char certificate[EVP_MAX_MD_SIZE], key[EVP_MAX_MD_SIZE];
	unsigned char *bytes = NULL;
	X509 *peer = SSL_get0_peer_certificate(t->ssl);
	int length = peer ? i2d_X509_PUBKEY(X509_get_X509_PUBKEY(peer), &bytes) : 0;
	bool good = length > 0 && X509_digest(peer, EVP_sha256(), certificate, NULL) == 1 &&
		    EVP_Digest(bytes, (size_t)length, key, NULL, EVP_sha256(), NULL) == 1;

	OPENSSL_free(bytes);
	if (good && (is_pinned(t, certificate) || is_pinned(t, key)))
		return true;
	if (good)
		write_print(t->print, certificate);
	t->distrusted = true;
	return false;
}

/* --- setting up ------------------------------------------------------------------------------- */

/* OpenSSL's own reason: the first one queued, which is the most specific. */
static const char *reason(void)
{
	unsigned long code = ERR_peek_error();
	const char *text = ERR_SYSTEM_ERROR(code) ? strerror(ERR_GET_REASON(code))
						  : ERR_reason_error_string(code);

	return text ? text : "no reason given";
}

/* Called for each error in the server's chain; with pins the chain does not matter. */
static int on_verify(int good, X509_STORE_CTX *store)
{
	SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
	struct tls *t = SSL_get_app_data(ssl);
	unsigned char digest[EVP_MAX_MD_SIZE];
	X509 *leaf = X509_STORE_CTX_get0_cert(store);

	if (good || t->pin_count > 0)
		return 1;
	t->refusal = X509_STORE_CTX_get_error(store);
	t->distrusted = true;
	if (leaf && X509_digest(leaf, EVP_sha256(), digest, NULL) == 1)
		write_print(t->print, digest);
	return 0;
}

static bool load_identity(SSL_CTX *context, const struct tls_setup *setup, struct error *err)
{
	const char *key = *setup->key_file ? setup->key_file : setup->cert_file;

	if (!*setup->cert_file)
		return !*setup->key_file || error_set(err, "tls_key without tls_cert");
	if (!secret_is_private(key, err))
		return false;
	SSL_CTX_set_default_passwd_cb(context, secret_no_passphrase);
	if (SSL_CTX_use_certificate_chain_file(context, setup->cert_file) != 1)
		return error_set(err, "tls_cert %s: expected a certificate in PEM: %s",
			setup->cert_file, reason());
	if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1)
		return error_set(err,
			"tls_key %s: expected its private key in PEM, without passphrase: %s", key,
			reason());
	return SSL_CTX_check_private_key(context) == 1 ||
	       error_set(err, "tls_key %s is not the key of %s", key, setup->cert_file);
}

static bool load_authorities(SSL_CTX *context, const struct tls_setup *setup, struct error *err)
{
	if (!*setup->ca_file)
		return SSL_CTX_set_default_verify_paths(context) == 1 ||
		       error_set(err, "the system's authorities: %s", reason());
	return SSL_CTX_load_verify_locations(context, setup->ca_file, NULL) == 1 ||
	       error_set(err, "tls_ca %s: %s", setup->ca_file, reason());
}

/* One context for each connection, so that renewed files are read. */
static SSL_CTX *new_context(const struct tls_setup *setup, struct error *err)
{
	ERR_clear_error();
	SSL_CTX *context = SSL_CTX_new(TLS_client_method());

	if (!context || SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1) {
		error_set(err, "OpenSSL: %s", reason());
	} else if (load_authorities(context, setup, err) && load_identity(context, setup, err)) {
		SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
		SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE |
						  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
						  SSL_MODE_RELEASE_BUFFERS);
		SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
		SSL_CTX_set_verify(context, SSL_VERIFY_PEER, on_verify);
		return context;
	}
	SSL_CTX_free(context);
	return NULL;
}

/* Sets the name or address that the certificate must contain. */
static bool expect_host(SSL *ssl, const char *host)
{
	unsigned char address[sizeof(struct in6_addr)];

	if (inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1)
		return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1;
	SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	char *name = must_string(host); /* the macro wants it writable; it is copied */
	bool good = SSL_set1_host(ssl, host) == 1 && SSL_set_tlsext_host_name(ssl, name) == 1;
	free(name);
	return good;
}

static const struct transport_kind kind;

/* Everything but the socket. */
static struct tls *prepare(const struct tls_setup *setup, struct error *err)
{
	SSL_CTX *context = new_context(setup, err);
	struct tls *t = must_alloc(sizeof *t);

	t->head = (struct transport){.kind = &kind, .fd = -1};
	t->ssl = context ? SSL_new(context) : NULL;
	SSL_CTX_free(context); /* t->ssl holds it */
	if (context && (!t->ssl || !expect_host(t->ssl, setup->host)))
		error_set(err, "\"%.100s\": %s", setup->host, reason());
	else if (context && read_pins(t, setup->pins, err)) {
		SSL_set_app_data(t->ssl, t);
		SSL_set_connect_state(t->ssl);
		return t;
	}
	SSL_free(t->ssl);
	free(t);
	return NULL;
}

bool tls_check(const struct tls_setup *setup, struct error *err)
{
	struct tls *t = prepare(setup, err);

	if (!t)
		return false;
	SSL_free(t->ssl);
	free(t);
	return true;
}

struct transport *tls_new(int fd, const struct tls_setup *setup, struct error *err)
{
	struct tls *t = prepare(setup, err);

	if (t && SSL_set_fd(t->ssl, fd) == 1) {
		t->head.fd = fd;
		return &t->head;
	}
	if (t) {
		error_set(err, "OpenSSL: %s", reason());
		SSL_free(t->ssl);
		free(t);
	}
	close(fd);
	return NULL;
}

/* --- the transport ---------------------------------------------------------------------------- */

static int distrust(const struct tls *t, struct error *err)
{
	if (t->refusal)
		error_set(err,
			"the server's certificate is not trusted: %s (its SHA-256 is %s; if it is "
			"the right one, pin it with tls_fingerprint)",
			X509_verify_cert_error_string(t->refusal), t->print);
	else
		error_set(err,
			"the server's certificate is not one of those in tls_fingerprint; its "
			"SHA-256 is %s",
			t->print);
	return TRANSPORT_FAILED;
}

/* Describes a failure other than "try again". */
static int explain_failure(struct tls *t, int error, struct error *err)
{
	int code = errno;
	unsigned long queued = ERR_peek_error();

	t->broken = true;
	if (t->distrusted)
		return distrust(t, err);
	if (error == SSL_ERROR_SYSCALL && queued == 0 && code != 0)
		error_set(err, "%s", strerror(code));
	else if (error == SSL_ERROR_SYSCALL ||
		 ERR_GET_REASON(queued) == SSL_R_UNEXPECTED_EOF_WHILE_READING)
		error_set(err,
			t->shaken ? "the server closed the connection"
				  : "the server closed the connection during the TLS handshake");
	else if (ERR_GET_REASON(queued) == SSL_R_WRONG_VERSION_NUMBER ||
		 ERR_GET_REASON(queued) == SSL_R_HTTP_REQUEST)
		error_set(err, "the server does not speak TLS at this port");
	else
		error_set(err, "TLS: %s", reason());
	return TRANSPORT_FAILED;
}

static int tls_open(struct transport *head, struct error *err)
{
	struct tls *t = tls_of(head);

	ERR_clear_error();
	errno = 0;
	int result = SSL_do_handshake(t->ssl), error = SSL_get_error(t->ssl, result);
	t->read_wants_write = error == SSL_ERROR_WANT_WRITE;
	if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
		return TRANSPORT_AGAIN;
	if (result != 1)
		return explain_failure(t, error, err);
	t->shaken = true;
	if (t->pin_count > 0 && !check_pins(t))
		return distrust(t, err);
	return 0;
}

static ssize_t tls_read(struct transport *head, char *into, size_t size, struct error *err)
{
	struct tls *t = tls_of(head);
	size_t got = 0;

	ERR_clear_error();
	errno = 0;
	int result = SSL_read_ex(t->ssl, into, size, &got), error = SSL_get_error(t->ssl, result);
	t->read_wants_write = error == SSL_ERROR_WANT_WRITE;
	if (result == 1)
		return (ssize_t)got;
	if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
		return TRANSPORT_AGAIN;
	if (error == SSL_ERROR_ZERO_RETURN)
		return 0;
	return explain_failure(t, error, err);
}

static ssize_t tls_write(struct transport *head, const char *bytes, size_t size, struct error *err)
{
	struct tls *t = tls_of(head);
	size_t put = 0;

	ERR_clear_error();
	errno = 0;
	int result = SSL_write_ex(t->ssl, bytes, size, &put), error = SSL_get_error(t->ssl, result);
	t->write_wants_read = error == SSL_ERROR_WANT_READ;
	if (result == 1)
		return (ssize_t)put;
	if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE)
		return TRANSPORT_AGAIN;
	return explain_failure(t, error, err);
}

static short tls_wants(const struct transport *head, bool output)
{
	const struct tls *t = (const struct tls *)head;
	bool writable = t->read_wants_write || (output && !t->write_wants_read);

	return (short)(writable ? POLLIN | POLLOUT : POLLIN);
}

static void tls_close(struct transport *head)
{
	struct tls *t = tls_of(head);

	if (t->shaken && !t->broken) {
		ERR_clear_error();
		SSL_shutdown(t->ssl); /* sends close_notify and does not wait for theirs */
	}
	SSL_free(t->ssl);
	close(head->fd);
	free(t);
}

static const struct transport_kind kind = {
	.open = tls_open,
	.read = tls_read,
	.write = tls_write,
	.wants = tls_wants,
	.close = tls_close,
};

bool tls_distrusted(const struct transport *head)
{
	return head->kind == &kind && ((const struct tls *)head)->distrusted;
}

const char *tls_protocol(const struct transport *head)
{
	return head->kind == &kind ? SSL_get_version(((const struct tls *)head)->ssl) : "";
}
