/*
 * Fuzz target for SCRAM's messages and base64: the input is the server's first message, a newline,
 * and its final one. Only the right proof may be accepted.
 */
#include "fuzz.h"
#include "wire/base64.h"
#include "wire/scram.h"

#include <stdlib.h>
#include <string.h>

static const char right[] = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

static void check_base64(const char *text, size_t length)
{
	unsigned char *bytes = malloc(length + 3);
	char *again = malloc(BASE64_SIZE(length + 3));
	size_t got;

	CHECK(bytes && again);
	if (base64_decode(text, length, bytes, length + 3, &got)) {
		CHECK(base64_encode(bytes, got, again) == length);
		CHECK(memcmp(again, text, length) == 0);
	}
	free(bytes);
	free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static struct scram s;
	char text[SCRAM_MESSAGE_MOST];
	struct buf out = BUF(text);
	struct error err;
	const char *message = (const char *)bytes, *end = size ? memchr(message, '\n', size) : NULL;
	size_t length = end ? (size_t)(end - message) : size;

	check_base64(message, length);
	CHECK(scram_first(&s, "user", "rOprNGfwEbeRWgbNEkqO", &out));
	buf_clear(&out);
	if (!scram_final(&s, "pencil", message, length, &out, &err) || !end)
		return 0;
	CHECK(strncmp(text, "c=biws,r=rOprNGfwEbeRWgbNEkqO", 29) == 0);
	message = end + 1;
	length = size - (size_t)(message - (const char *)bytes);
	bool believed = scram_verify(&s, message, length, &err);
	/* the proof of this exchange, which is RFC 7677's, or of no other that the corpus has */
	CHECK(!believed || (length >= sizeof right - 1 && memcmp(message, "v=", 2) == 0));
	CHECK(believed == s.verified);
	return 0;
}
