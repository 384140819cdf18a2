#ifndef TONLE_WIRE_DERIVE_H
#define TONLE_WIRE_DERIVE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * PBKDF2 with HMAC-SHA-256 (RFC 8018) in a thread of its own: 200 000 rounds take a tenth of a
 * second, which is too long to block the event loop.
 */
enum { DERIVE_SIZE = 32, DERIVE_SALT_MOST = 1024 };

struct derive;

/* Starts. NULL if no thread can be created or the salt is longer than DERIVE_SALT_MOST. The caller
 * frees with derive_free(), which does not wait for the thread. */
struct derive *derive_new(
	const char *password, const unsigned char *salt, size_t salt_length, int rounds);
void derive_free(struct derive *d);

/* True when it is done; *good then says whether out holds the key. */
bool derive_done(struct derive *d, unsigned char out[DERIVE_SIZE], bool *good);

#endif
