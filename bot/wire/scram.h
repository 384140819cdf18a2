#ifndef TONLE_WIRE_SCRAM_H
#define TONLE_WIRE_SCRAM_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The client side of SCRAM-SHA-256 (RFC 5802, RFC 7677) without channel binding: the password is
 * never sent, and the server proves that it knows it too. Pure. Name and password must have been
 * prepared (base/saslprep.h).
 *
 *	scram_first()  -> client-first-message      server-first-message -> scram_read()
 *	scram_prove()  -> client-final-message      server-final-message -> scram_verify()
 *
 * Between scram_read() and scram_prove() the caller derives the password (derive.h) with the salt
 * and the rounds that the server demands; scram_final() does all three at once.
 */
enum {
	SCRAM_NONCE_MOST = 64,
	SCRAM_LEAST_ROUNDS = 4096,  /* RFC 7677, section 4 */
	SCRAM_MOST_ROUNDS = 200000, /* about 0.1 s */
	SCRAM_MESSAGE_MOST = 2048,
	SCRAM_SALT_MOST = 256,
	SCRAM_KEY = 32 /* bytes of the derived password */
};

struct scram {
	char bare[SCRAM_MESSAGE_MOST]; /* client-first-message-bare */
	char nonce[SCRAM_NONCE_MOST + 1];
	char demand[SCRAM_MESSAGE_MOST]; /* server-first-message */
	unsigned char salt[SCRAM_SALT_MOST];
	size_t salt_length;
	long rounds;
	char joined[SCRAM_MESSAGE_MOST]; /* both nonces; "" unless the demand was read */
	unsigned char signature[32];     /* expected of the server */
	bool waiting;                    /* for the server's proof */
	bool verified;
};

/* Starts over and writes the first message. nonce: fresh random printable characters without comma.
 * False if something is too long. */
bool scram_first(struct scram *s, const char *user, const char *nonce, struct buf *out);

/* Takes the server's first message: sets salt and rounds. False with the error if the message is
 * malformed, its nonce does not extend ours, or it demands too few or too many rounds. */
bool scram_read(struct scram *s, const char *message, size_t length, struct error *err);

/* Writes our proof, made with the derived password. */
bool scram_prove(
	struct scram *s, const unsigned char key[SCRAM_KEY], struct buf *out, struct error *err);

/* Takes the server's first message, derives and writes our proof. False with the error if the
 * message is malformed, its nonce does not extend ours, or it demands too few or too many rounds.
 */
bool scram_final(struct scram *s, const char *password, const char *message, size_t length,
	struct buf *out, struct error *err);

/* Whether the server's final message proves that it knows the password (compared in constant
 * time). Only then is s->verified true. */
bool scram_verify(struct scram *s, const char *message, size_t length, struct error *err);

#endif
