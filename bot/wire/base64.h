#ifndef TONLE_WIRE_BASE64_H
#define TONLE_WIRE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

/* Base64 for SASL and SCRAM (RFC 4648, section 4: with padding, on one line). Pure. */
#define BASE64_SIZE(bytes) (((bytes) + 2) / 3 * 4 + 1) /* encoded, with its NUL */

/* Writes length bytes to out (BASE64_SIZE(length) bytes) and returns the text's length. */
size_t base64_encode(const void *bytes, size_t length, char *out);

/* Decodes text[0..length) into out (size bytes; length / 4 * 3 must fit); *got bytes. False for
 * anything that base64_encode() would not write. Empty text decodes to no bytes. */
bool base64_decode(const char *text, size_t length, unsigned char *out, size_t size, size_t *got);

#endif
