#ifndef TONLE_BASE_DIGEST_H
#define TONLE_BASE_DIGEST_H

#include <stddef.h>

enum { DIGEST_HEX = 65 }; /* 64 hexadecimal digits and a NUL */

/* SHA-256 (FIPS 180-4) of the bytes, in lower-case hexadecimal. */
void digest_sha256(const void *bytes, size_t length, char hex[DIGEST_HEX]);

#endif
