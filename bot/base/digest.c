#include "base/digest.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>

void digest_sha256(const void *bytes, size_t length, char hex[DIGEST_HEX])
{
	static const char digits[] = "0123456789abcdef";
	unsigned char digest[32];

	if (!EVP_Digest(bytes, length, digest, NULL, EVP_sha256(), NULL)) {
		/* only if OpenSSL is broken; going on without hashes would be worse */
		fputs("error digest: OpenSSL has no SHA-256\n", stderr);
		abort();
	}
	for (size_t i = 0; i < sizeof digest; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[DIGEST_HEX - 1] = '\0';
}
