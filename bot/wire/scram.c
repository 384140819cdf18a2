#include "wire/scram.h"

#include "base/secret.h"
#include "wire/base64.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdlib.h>
#include <string.h>

enum { DIGEST = SCRAM_KEY };

static const char gs2_header[] = "n,,"; /* no channel binding, no authzid */
static const char gs2_encoded[] = "biws";

/* A saslname: "," and "=" escaped (RFC 5802, section 5.1). */
static void put_name(struct buf *out, const char *user)
{
	for (; *user; user++) {
		const char *written = *user == '=' ? "=3D" : *user == ',' ? "=2C" : user;

		buf_put(out, written, written == user ? 1 : 3);
	}
}

bool scram_first(struct scram *s, const char *user, const char *nonce, struct buf *out)
{
	*s = (struct scram){.waiting = false};
	struct buf bare = BUF(s->bare), own = BUF(s->nonce);

	buf_add(&own, "%s", nonce);
	buf_add(&bare, "n=");
	put_name(&bare, user);
	buf_add(&bare, ",r=%s", nonce);
	buf_add(out, "%s%s", gs2_header, s->bare);
	return !own.full && !bare.full && !out->full && nonce[0] && user[0];
}

/* --- the server's first message --------------------------------------------------------------- */

/* The value of the attribute expected at *at ("r=…" up to a comma or the end); moves *at after it.
 * NULL if there is another one. */
static const char *read_attribute(const char **at, char name, size_t *length)
{
	const char *value = *at + 2;

	if ((*at)[0] != name || (*at)[1] != '=')
		return NULL;
	*length = strcspn(value, ",");
	*at = value + *length + (value[*length] == ',');
	return value;
}

static bool read_demand(struct scram *s, struct error *err)
{
	size_t own = strlen(s->nonce), length, nonce_length;
	const char *at = s->demand, *value = read_attribute(&at, 'r', &nonce_length);
	struct buf joined = BUF(s->joined);
	char *end;

	if (!value)
		return error_set(err, "expected r=, the nonce, first");
	if (nonce_length <= own || strncmp(value, s->nonce, own) != 0)
		return error_set(err, "the server's nonce does not extend ours");
	buf_put(&joined, value, nonce_length);
	value = read_attribute(&at, 's', &length);
	if (!value || length == 0 ||
		!base64_decode(value, length, s->salt, sizeof s->salt, &s->salt_length))
		return error_set(err, "expected s=, the salt, in base64");
	value = read_attribute(&at, 'i', &length);
	s->rounds = value && length > 0 && length < 10 ? strtol(value, &end, 10) : 0;
	if (s->rounds <= 0 || end != value + length)
		return error_set(err, "expected i=, the number of rounds");
	if (s->rounds < SCRAM_LEAST_ROUNDS || s->rounds > SCRAM_MOST_ROUNDS)
		return error_set(err, "%ld rounds; expected %d to %d", s->rounds,
			SCRAM_LEAST_ROUNDS, SCRAM_MOST_ROUNDS);
	return true;
}

bool scram_read(struct scram *s, const char *message, size_t length, struct error *err)
{
	struct buf copy = BUF(s->demand);

	s->waiting = s->verified = false;
	*s->joined = '\0';
	if (memchr(message, '\0', length) || !buf_put(&copy, message, length))
		return error_set(err, "the server's message is malformed or too long");
	if (read_demand(s, err))
		return true;
	*s->joined = '\0';
	return false;
}

/* --- our proof -------------------------------------------------------------------------------- */

static bool hmac(const unsigned char *key, const char *text, size_t length, unsigned char *out)
{
	return HMAC(EVP_sha256(), key, DIGEST, (const unsigned char *)text, length, out, NULL);
}

/* Names as in RFC 5802, section 3. */
static bool client_proof(struct scram *s, const unsigned char *salted, const char *auth_message,
	unsigned char *proof)
{
	unsigned char client_key[DIGEST], stored[DIGEST], server_key[DIGEST];
	size_t length = strlen(auth_message);
	bool good = hmac(salted, "Client Key", strlen("Client Key"), client_key) &&
		    EVP_Digest(client_key, DIGEST, stored, NULL, EVP_sha256(), NULL) == 1 &&
		    hmac(stored, auth_message, length, proof) &&
		    hmac(salted, "Server Key", strlen("Server Key"), server_key) &&
		    hmac(server_key, auth_message, length, s->signature);

	for (size_t i = 0; i < DIGEST; i++)
		proof[i] ^= client_key[i];
	secret_wipe(client_key, sizeof client_key);
	secret_wipe(stored, sizeof stored);
	secret_wipe(server_key, sizeof server_key);
	return good;
}

bool scram_prove(
	struct scram *s, const unsigned char key[SCRAM_KEY], struct buf *out, struct error *err)
{
	char auth_message[3 * SCRAM_MESSAGE_MOST], encoded[BASE64_SIZE(DIGEST)];
	struct buf auth = BUF(auth_message);
	unsigned char proof[DIGEST] = {0};
	size_t begin = buf_length(out);

	if (!*s->joined)
		return error_set(err, "there is no message of the server to answer");
	buf_add(out, "c=%s,r=%s", gs2_encoded, s->joined);
	buf_add(&auth, "%s,%s,%s", s->bare, s->demand, out->start + begin);
	if (auth.full || out->full || !client_proof(s, key, auth_message, proof))
		return error_set(err, "the proof cannot be computed");
	base64_encode(proof, sizeof proof, encoded);
	buf_add(out, ",p=%s", encoded);
	s->waiting = !out->full;
	return s->waiting || error_set(err, "the server's nonce is too long");
}

bool scram_final(struct scram *s, const char *password, const char *message, size_t length,
	struct buf *out, struct error *err)
{
	unsigned char key[SCRAM_KEY];

	if (!scram_read(s, message, length, err))
		return false;
	bool good = PKCS5_PBKDF2_HMAC(password, (int)strlen(password), s->salt, (int)s->salt_length,
			    (int)s->rounds, EVP_sha256(), SCRAM_KEY, key) == 1 ||
		    error_set(err, "the proof cannot be computed");
	good = good && scram_prove(s, key, out, err);
	secret_wipe(key, sizeof key);
	return good;
}

/* --- the server's proof ----------------------------------------------------------------------- */

bool scram_verify(struct scram *s, const char *message, size_t length, struct error *err)
{
	unsigned char signature[BASE64_SIZE(DIGEST)];
	const char *comma = memchr(message, ',', length);
	size_t end = comma ? (size_t)(comma - message) : length, got = 0;

	if (!s->waiting)
		return error_set(err, "the server's proof is out of sequence");
	s->waiting = false;
	if (length > 2 && memcmp(message, "e=", 2) == 0)
		return error_set(
			err, "the server said: %.*s", length > 100 ? 100 : (int)length, message);
	if (end < 2 || memcmp(message, "v=", 2) != 0 ||
		!base64_decode(message + 2, end - 2, signature, sizeof signature, &got) ||
		got != DIGEST || CRYPTO_memcmp(signature, s->signature, DIGEST) != 0)
		return error_set(err, "the server could not prove that it knows the password");
	s->verified = true;
	return true;
}
