#include "wire/sasl.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/saslprep.h"
#include "base/secret.h"
#include "base/text.h"
#include "wire/base64.h"
#include "wire/derive.h"
#include "wire/scram.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	CHUNK = 400,           /* of base64 in one AUTHENTICATE; a shorter piece ends the message */
	CHALLENGE_MOST = 8192, /* of base64 from the server */
	RESPONSE_MOST = 3 * SECRET_MAX,
	PATIENCE_MS = 15 * 1000,
	REFUSED_MS = 2 * 1000,
	NONCE_BYTES = 24
};

enum { MECHANISMS = 4 };

struct sasl {
	const struct sasl_credentials *with;
	sasl_say *say;
	void *context;
	enum sasl_state state;
	size_t order[MECHANISMS], count, at; /* rows of mechanisms[] to try; at is the next */
	const struct mechanism *current;
	unsigned step; /* messages answered in this mechanism */
	bool listed;   /* 908 was received for it */
	char challenge[CHALLENGE_MOST + 1];
	size_t length;
	struct scram scram;
	struct derive *derive; /* the password, for scram; NULL unless that is going on */
	char name[SECRET_MAX], password[SECRET_MAX]; /* prepared by SASLprep */
};

/* Answers a decoded message from the server. False with the error if the server misbehaves or there
 * is no answer. */
typedef bool answerer(
	struct sasl *s, const char *message, size_t length, struct buf *out, struct error *err);

/* --- the mechanisms --------------------------------------------------------------------------- */

/* RFC 4422, appendix A: an empty message; the certificate is the identity. */
static bool answer_external(
	struct sasl *s, const char *message, size_t length, struct buf *out, struct error *err)
{
	(void)message, (void)length, (void)out;
	return s->step == 0 || error_set(err, "EXTERNAL has no second message");
}

/* RFC 4616: authorization identity, authentication identity, password. */
static bool answer_plain(
	struct sasl *s, const char *message, size_t length, struct buf *out, struct error *err)
{
	const char *user = s->name;

	(void)message, (void)length;
	if (s->step > 0)
		return error_set(err, "PLAIN has no second message");
	buf_put(out, user, strlen(user) + 1);
	buf_put(out, user, strlen(user) + 1);
	buf_put(out, s->password, strlen(s->password));
	return !out->full || error_set(err, "username and password are too long");
}

static bool answer_scram(
	struct sasl *s, const char *message, size_t length, struct buf *out, struct error *err)
{
	unsigned char bytes[NONCE_BYTES];
	char nonce[BASE64_SIZE(NONCE_BYTES)];

	switch (s->step) {
	case 0:
		if (RAND_bytes(bytes, sizeof bytes) != 1)
			return error_set(err, "no random bytes for a nonce");
		base64_encode(bytes, sizeof bytes, nonce);
		return scram_first(&s->scram, s->name, nonce, out) ||
		       error_set(err, "the username is too long");
	case 1:
		if (!scram_read(&s->scram, message, length, err))
			return false;
		s->derive = derive_new(
			s->password, s->scram.salt, s->scram.salt_length, (int)s->scram.rounds);
		return s->derive || scram_final(&s->scram, s->password, message, length, out, err);
	case 2:
		return scram_verify(&s->scram, message, length, err);
	}
	return error_set(err, "SCRAM has no fourth message");
}

static EVP_PKEY *read_private_key(const char *path, struct error *err)
{
	FILE *file = secret_is_private(path, err) ? fopen(path, "re") : NULL;

	if (!file)
		return NULL;
	EVP_PKEY *key = PEM_read_PrivateKey(file, NULL, secret_no_passphrase, NULL);
	fclose(file);
	ERR_clear_error();
	if (key && EVP_PKEY_is_a(key, "EC") && EVP_PKEY_get_bits(key) == 256)
		return key;
	EVP_PKEY_free(key);
	error_set(err, "%s: expected a private key on the curve P-256, in PEM, without passphrase",
		path);
	return NULL;
}

/* As in Atheme's ecdsa-nist256p-challenge: our name, then the challenge, signed unhashed. */
static bool answer_ecdsa(
	struct sasl *s, const char *message, size_t length, struct buf *out, struct error *err)
{
	unsigned char signature[128];
	size_t size = sizeof signature;

	if (s->step == 0)
		return buf_add(out, "%s", s->with->username) ||
		       error_set(err, "the username is too long");
	if (s->step > 1 || length < 1 || length > 64)
		return error_set(err, "expected one challenge of 1 to 64 bytes");
	EVP_PKEY *key = read_private_key(s->with->key_file, err);
	if (!key)
		return false;
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key, NULL);
	bool good = context && EVP_PKEY_sign_init(context) == 1 &&
		    EVP_PKEY_sign(
			    context, signature, &size, (const unsigned char *)message, length) == 1;
	EVP_PKEY_CTX_free(context);
	EVP_PKEY_free(key);
	ERR_clear_error();
	return (good && buf_put(out, (const char *)signature, size)) ||
	       error_set(err, "the challenge cannot be signed");
}

static bool has_certificate(const struct sasl_credentials *c)
{
	return c->certificate;
}

static bool has_key(const struct sasl_credentials *c)
{
	return c->username[0] && c->key_file[0];
}

static bool has_password(const struct sasl_credentials *c)
{
	return c->username[0] && c->password[0];
}

static bool may_show_password(const struct sasl_credentials *c)
{
	return has_password(c) && c->plain_allowed;
}

/* In the default order. */
static const struct mechanism {
	const char *name;
	bool (*possible)(const struct sasl_credentials *credentials);
	const char *needs;
	answerer *answer;
	bool mutual; /* success counts only after the server's proof */
} mechanisms[MECHANISMS] = {
	{"EXTERNAL", has_certificate, "TLS and tls_cert", answer_external, false},
	{"ECDSA-NIST256P-CHALLENGE", has_key, "username and key_file", answer_ecdsa, false},
	{"SCRAM-SHA-256", has_password, "username and a password", answer_scram, true},
	{"PLAIN", may_show_password,
		"username, a password, and TLS (or plaintext: true, where nobody can eavesdrop)",
		answer_plain, false},
};

/* The row of the mechanism, or MECHANISMS. */
static size_t mechanism_row(const char *name, size_t length)
{
	size_t i = 0;

	while (i < MECHANISMS && (strlen(mechanisms[i].name) != length ||
					 strncmp(mechanisms[i].name, name, length) != 0))
		i++;
	return i;
}

bool sasl_check(const struct sasl_credentials *c, struct error *err)
{
	const char *list = c->mechanisms, *word;
	size_t length, count = 0;

	while (word = text_next_word(&list, " ,", &length), length > 0) {
		size_t row = mechanism_row(word, length);

		if (row == MECHANISMS)
			return error_set(err,
				"sasl: mechanism: expected EXTERNAL, ECDSA-NIST256P-CHALLENGE, "
				"SCRAM-SHA-256 or PLAIN, found \"%.*s\"",
				length > 60 ? 60 : (int)length, word);
		if (!mechanisms[row].possible(c))
			return error_set(err, "sasl: %s needs %s", mechanisms[row].name,
				mechanisms[row].needs);
		count++;
	}
	for (size_t i = 0; count == 0 && i < MECHANISMS; i++)
		if (mechanisms[i].possible(c))
			count = 1;
	if (count == 0)
		return error_set(
			err, "sasl: expected username and a password, a key_file, or tls_cert");
	if (!*c->key_file)
		return true;
	EVP_PKEY *key = read_private_key(c->key_file, err);
	EVP_PKEY_free(key);
	return key != NULL;
}

/* --- which to try ----------------------------------------------------------------------------- */

static bool in_list(const char *name, const char *list)
{
	const char *word;
	size_t length;

	while (word = text_next_word(&list, " ,", &length), length > 0)
		if (strlen(name) == length && strncmp(name, word, length) == 0)
			return true;
	return false;
}

/* Drops the untried mechanisms that are not offered; an empty list drops none. */
static void keep_offered(struct sasl *s, const char *offered)
{
	size_t kept = s->at;

	if (!*offered)
		return;
	for (size_t i = s->at; i < s->count; i++)
		if (in_list(mechanisms[s->order[i]].name, offered))
			s->order[kept++] = s->order[i];
	s->count = kept;
}

static void offer_mechanism(struct sasl *s, size_t row)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->order[i] == row)
			return;
	if (row < MECHANISMS && mechanisms[row].possible(s->with))
		s->order[s->count++] = row;
}

static void choose_order(struct sasl *s)
{
	const char *list = s->with->mechanisms, *word;
	size_t length;

	s->count = s->at = 0;
	while (word = text_next_word(&list, " ,", &length), length > 0)
		offer_mechanism(s, mechanism_row(word, length));
	for (size_t i = 0; !*s->with->mechanisms && i < MECHANISMS; i++)
		offer_mechanism(s, i);
}

static void drop_derivation(struct sasl *s)
{
	derive_free(s->derive);
	s->derive = NULL;
}

static enum sasl_state fail_sasl(struct sasl *s)
{
	drop_derivation(s);
	secret_wipe(s->challenge, sizeof s->challenge);
	return s->state = SASL_FAILED;
}

/* Tries the next mechanism; fails if there is none, leaving the error as it is. */
static enum sasl_state try_mechanism(struct sasl *s)
{
	char line[64];
	struct buf to = BUF(line);

	drop_derivation(s);
	if (s->at == s->count)
		return fail_sasl(s);
	s->current = &mechanisms[s->order[s->at++]];
	s->step = 0;
	s->length = 0;
	s->listed = false;
	buf_add(&to, "AUTHENTICATE %s", s->current->name);
	s->say(s->context, line);
	return SASL_BUSY;
}

struct sasl *sasl_new(const struct sasl_credentials *credentials, sasl_say *say, void *context)
{
	struct sasl *s = must_alloc(sizeof *s);

	s->with = credentials;
	s->say = say;
	s->context = context;
	return s;
}

void sasl_free(struct sasl *s)
{
	if (s) {
		drop_derivation(s);
		secret_wipe(s, sizeof *s);
	}
	free(s);
}

enum sasl_state sasl_begin(struct sasl *s, const char *offered, struct error *err)
{
	s->state = SASL_BUSY;
	if (!saslprep(s->with->username, s->name, sizeof s->name) ||
		!saslprep(s->with->password, s->password, sizeof s->password)) {
		error_set(err, "username or password has letters that SASLprep (RFC 4013) forbids");
		return fail_sasl(s);
	}
	choose_order(s);
	if (s->count == 0)
		error_set(err, "no configured mechanism can be used on this connection");
	else
		error_set(err, "the server offers only %.200s", offered);
	keep_offered(s, offered);
	return try_mechanism(s);
}

/* --- AUTHENTICATE ----------------------------------------------------------------------------- */

static enum sasl_state abandon(struct sasl *s)
{
	s->say(s->context, "AUTHENTICATE *");
	return fail_sasl(s);
}

/* Sends a message in pieces of 400; "+" for an empty one, and after a full last piece. */
static void say_message(struct sasl *s, const char *bytes, size_t size)
{
	char text[BASE64_SIZE(RESPONSE_MOST)], line[CHUNK + 32];
	size_t length = base64_encode(bytes, size, text), at = 0, piece;

	do {
		struct buf to = BUF(line);

		piece = length - at < CHUNK ? length - at : CHUNK;
		buf_add(&to, "AUTHENTICATE %.*s", piece ? (int)piece : 1, piece ? text + at : "+");
		s->say(s->context, line);
		at += piece;
	} while (piece == CHUNK);
	secret_wipe(text, sizeof text);
	secret_wipe(line, sizeof line);
}

/* Answers the complete message. */
static enum sasl_state answer_challenge(struct sasl *s, struct error *err)
{
	unsigned char message[CHALLENGE_MOST];
	char response[RESPONSE_MOST];
	struct buf out = BUF(response);
	struct error reason;
	size_t size;
	bool good = true;

	if (!base64_decode(s->challenge, s->length, message, sizeof message, &size))
		good = error_set(&reason, "the server's message is not base64");
	else
		good = s->current->answer(s, (const char *)message, size, &out, &reason);
	s->length = 0;
	s->step++;
	if (good && !s->derive)
		say_message(s, response, buf_length(&out));
	else if (!good)
		error_set(err, "%s: %s", s->current->name, reason.text);
	secret_wipe(message, sizeof message);
	secret_wipe(response, sizeof response);
	return good ? SASL_BUSY : abandon(s);
}

static enum sasl_state handle_piece(struct sasl *s, const char *piece, struct error *err)
{
	size_t length = strlen(piece);

	if (strcmp(piece, "+") == 0)
		return answer_challenge(s, err);
	if (length > CHUNK || s->length + length > CHALLENGE_MOST) {
		error_set(err, "%s: the server's message is too long", s->current->name);
		return abandon(s);
	}
	memcpy(s->challenge + s->length, piece, length);
	s->length += length;
	return length < CHUNK ? answer_challenge(s, err) : SASL_BUSY;
}

/* --- the numerics ----------------------------------------------------------------------------- */

static enum sasl_state succeed(struct sasl *s, struct error *err)
{
	if (s->current->mutual && !s->scram.verified) {
		error_set(err, "%s: the server reports success but has not proved itself",
			s->current->name);
		return abandon(s);
	}
	secret_wipe(s->challenge, sizeof s->challenge);
	return s->state = SASL_DONE;
}

static enum sasl_state refused(struct sasl *s, const struct line *line, struct error *err)
{
	error_set(err, "%s: the server said %s %.300s", s->current->name, line->command,
		line->count > 1 ? line->params[line->count - 1] : "");
	return try_mechanism(s);
}

enum sasl_state sasl_handle(struct sasl *s, const struct line *line, struct error *err)
{
	if (s->state != SASL_BUSY || !s->current)
		return s->state;
	if (strcmp(line->command, "AUTHENTICATE") == 0 && line->count > 0)
		return handle_piece(s, line->params[0], err);
	switch (line->numeric) {
	case 902: /* ERR_NICKLOCKED */
	case 904: /* ERR_SASLFAIL */
	case 905: /* ERR_SASLTOOLONG */
	case 906: /* ERR_SASLABORTED */
		return refused(s, line, err);
	case 903: /* RPL_SASLSUCCESS */
	case 907: /* ERR_SASLALREADY */
		return succeed(s, err);
	case 908: /* RPL_SASLMECHS; 904 should follow */
		if (line->count > 2)
			keep_offered(s, line->params[1]);
		s->listed = s->step == 0;
		break;
	}
	return SASL_BUSY;
}

bool sasl_is_deriving(const struct sasl *s)
{
	return s->derive != NULL;
}

enum sasl_state sasl_tick(struct sasl *s, struct error *err)
{
	unsigned char key[DERIVE_SIZE];
	char response[RESPONSE_MOST];
	struct buf out = BUF(response);
	struct error reason = {.text = "the password cannot be derived"};
	bool good;

	if (!s->derive || !derive_done(s->derive, key, &good))
		return s->state;
	drop_derivation(s);
	good = good && scram_prove(&s->scram, key, &out, &reason);
	if (good)
		say_message(s, response, buf_length(&out));
	else
		error_set(err, "%s: %s", s->current->name, reason.text);
	secret_wipe(key, sizeof key);
	secret_wipe(response, sizeof response);
	return good ? SASL_BUSY : abandon(s);
}

enum sasl_state sasl_give_up(struct sasl *s, struct error *err)
{
	if (s->state != SASL_BUSY)
		return s->state;
	if (s->listed) {
		error_set(err, "%s: the server does not have it", s->current->name);
		return try_mechanism(s);
	}
	error_set(err, "%s: no answer", s->current ? s->current->name : "SASL");
	return abandon(s);
}

int sasl_patience_ms(const struct sasl *s)
{
	return s->listed ? REFUSED_MS : PATIENCE_MS;
}

const char *sasl_mechanism(const struct sasl *s)
{
	return s->current ? s->current->name : "";
}
