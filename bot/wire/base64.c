#include "wire/base64.h"

#include <openssl/evp.h>
#include <string.h>

size_t base64_encode(const void *bytes, size_t length, char *out)
{
	int written = EVP_EncodeBlock((unsigned char *)out, bytes, (int)length);

	return written > 0 ? (size_t)written : 0;
}

/* The length of the text's prefix that consists of base64 letters. */
static size_t span(const char *text, size_t length)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				      "0123456789+/";
	size_t i = 0;

	while (i < length && text[i] && strchr(letters, text[i]))
		i++;
	return i;
}

bool base64_decode(const char *text, size_t length, unsigned char *out, size_t size, size_t *got)
{
	size_t letters = span(text, length), padding = length - letters;

	*got = 0;
	if (length == 0)
		return true;
	if (length % 4 != 0 || padding > 2 || length / 4 * 3 > size)
		return false;
	for (size_t i = letters; i < length; i++)
		if (text[i] != '=')
			return false;
	/* EVP_DecodeBlock() decodes padding to zero bytes */
	if (EVP_DecodeBlock(out, (const unsigned char *)text, (int)length) < 0)
		return false;
	*got = length / 4 * 3 - padding;
	for (size_t i = 0; i < padding; i++)
		if (out[*got + i] != 0)
			return false; /* unused bits must be zero */
	return true;
}
