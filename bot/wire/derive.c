#include "wire/derive.h"

#include "base/arena.h"
#include "base/secret.h"
#include "base/thread.h"

#include <openssl/evp.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct derive {
	char *password;
	unsigned char salt[DERIVE_SALT_MOST], key[DERIVE_SIZE];
	size_t salt_length;
	int rounds;
	bool good;
	atomic_bool done;
	atomic_int holders; /* the caller and the thread */
};

static void release_derive(struct derive *d)
{
	if (atomic_fetch_sub(&d->holders, 1) > 1)
		return;
	secret_wipe(d->password, strlen(d->password));
	free(d->password);
	secret_wipe(d, sizeof *d);
	free(d);
}

static void *run_derive(void *job)
{
	struct derive *d = job;

	d->good = PKCS5_PBKDF2_HMAC(d->password, (int)strlen(d->password), d->salt,
			  (int)d->salt_length, d->rounds, EVP_sha256(), DERIVE_SIZE, d->key) == 1;
	atomic_store(&d->done, true);
	release_derive(d);
	return NULL;
}

struct derive *derive_new(
	const char *password, const unsigned char *salt, size_t salt_length, int rounds)
{
	if (salt_length > DERIVE_SALT_MOST)
		return NULL;
	struct derive *d = must_alloc(sizeof *d);
	d->password = must_string(password);
	memcpy(d->salt, salt, salt_length);
	d->salt_length = salt_length;
	d->rounds = rounds;
	atomic_store(&d->holders, 2);
	if (thread_start(NULL, run_derive, d) == 0)
		return d;
	release_derive(d);
	release_derive(d);
	return NULL;
}

void derive_free(struct derive *d)
{
	if (d)
		release_derive(d);
}

bool derive_done(struct derive *d, unsigned char out[DERIVE_SIZE], bool *good)
{
	if (!atomic_load(&d->done))
		return false;
	*good = d->good;
	memcpy(out, d->key, DERIVE_SIZE);
	return true;
}
