#ifndef TONLE_BASE_SECRET_H
#define TONLE_BASE_SECRET_H

#include "base/error.h"

#include <stddef.h>

/* Passwords and keys. They are read when needed, wiped afterwards, and never in a log or an error.
 */
enum { SECRET_MAX = 2048 }; /* bytes, including the NUL */

struct secret {
	char text[SECRET_MAX];
};

/*
 * Whether only the owner (and root) can read the file; if not, the error says what to do. Files
 * below $CREDENTIALS_DIRECTORY are trusted: systemd protects them with ACLs that look like group
 * permissions.
 */
bool secret_is_private(const char *path, struct error *err);

/* Reads the first line of a private file, without its line end. If the file may not be read, reads
 * the one with the same name in $CREDENTIALS_DIRECTORY (systemd's LoadCredential). False if the
 * file cannot be read or is not private, or its first line is empty or too long. */
bool secret_from_file(const char *path, struct secret *secret, struct error *err);

/* Reads an environment variable; false if it is not set, empty or too long. */
bool secret_from_environment(const char *name, struct secret *secret, struct error *err);

/* Copies text; false if it is too long. */
bool secret_from_text(const char *text, struct secret *secret, struct error *err);

/* A pem_password_cb for OpenSSL that never prompts, so that keys with a passphrase are refused. */
int secret_no_passphrase(char *into, int size, int writing, void *context);

/* Overwrites bytes in a way that no compiler optimises away. */
void secret_wipe(void *bytes, size_t size);

#endif
