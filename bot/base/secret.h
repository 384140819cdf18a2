#ifndef TONLE_BASE_SECRET_H
#define TONLE_BASE_SECRET_H

#include "base/error.h"

#include <stddef.h>

/*
 * Passwords and keys: read when they are needed, wiped when they are not, never logged, never part
 * of a fault's text.
 */
enum { SECRET_MAX = 2048 }; /* bytes with the NUL */

struct secret {
	char text[SECRET_MAX];
};

/*
 * Whether nobody but its owner (and root) can read the file; else the fault names the file and
 * what to do. What lies below $CREDENTIALS_DIRECTORY is trusted: systemd guards it, by access lists
 * that look like group rights.
 */
bool secret_is_private(const char *path, struct error *err);

/* The first line of a private file, without its end, into *secret. False for a file that cannot be
 * read, is not private, or is empty or too long. */
bool secret_from_file(const char *path, struct secret *secret, struct error *err);

/* The value of an environment variable; false if it is not set, empty or too long. */
bool secret_from_environment(const char *name, struct secret *secret, struct error *err);

/* A copy of text; false if it is too long. */
bool secret_from_text(const char *text, struct secret *secret, struct error *err);

/* Overwrites bytes in a way that no compiler leaves out. */
void secret_wipe(void *bytes, size_t size);

#endif
