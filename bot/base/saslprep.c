#include "base/saslprep.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* RFC 3454, table B.1: commonly mapped to nothing. */
static bool is_nothing(utf8proc_int32_t code)
{
	return code == 0x00ad || code == 0x034f || code == 0x1806 ||
	       (code >= 0x180b && code <= 0x180d) || (code >= 0x200b && code <= 0x200d) ||
	       code == 0x2060 || (code >= 0xfe00 && code <= 0xfe0f) || code == 0xfeff;
}

/* For utf8proc_map_custom(): non-ASCII spaces (C.1.2) become a space. Table B.1 is handled below.
 */
static utf8proc_int32_t map_code(utf8proc_int32_t code, void *context)
{
	(void)context;
	return code > 0x7f && utf8proc_category(code) == UTF8PROC_CATEGORY_ZS ? ' ' : code;
}

/* RFC 4013, section 2.3; by category where a table lists a whole category. */
static bool is_prohibited(utf8proc_int32_t code)
{
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) == 0xfffe ||
		       (code >= 0xfff9 && code <= 0xfffd) || (code >= 0x2ff0 && code <= 0x2ffb) ||
		       code == 0x0340 || code == 0x0341;
	}
}

/* RFC 3454, section 6: the directions of the letters so far. */
struct direction {
	bool right, left, first_right, last_right, begun;
};

static void see_direction(struct direction *d, utf8proc_int32_t code)
{
	utf8proc_bidi_class_t class = utf8proc_get_property(code)->bidi_class;
	bool right = class == UTF8PROC_BIDI_CLASS_R || class == UTF8PROC_BIDI_CLASS_AL;

	d->right |= right;
	d->left |= class == UTF8PROC_BIDI_CLASS_L;
	if (!d->begun)
		d->first_right = right;
	d->begun = true;
	d->last_right = right;
}

static bool check_prohibited(const utf8proc_uint8_t *at)
{
	struct direction d = {.begun = false};
	utf8proc_int32_t code;
	utf8proc_ssize_t size;

	for (; *at; at += size) {
		size = utf8proc_iterate(at, -1, &code);
		if (size <= 0 || is_prohibited(code))
			return false;
		see_direction(&d, code);
	}
	return !d.right || (!d.left && d.first_right && d.last_right);
}

/* A copy without the characters that are mapped to nothing; NULL if it is not UTF-8. The caller
 * frees it. */
static utf8proc_uint8_t *without_nothing(const utf8proc_uint8_t *at)
{
	utf8proc_uint8_t *copy = malloc(strlen((const char *)at) + 1), *to = copy;
	utf8proc_int32_t code;
	utf8proc_ssize_t size;

	for (; copy && *at; at += size) {
		size = utf8proc_iterate(at, -1, &code);
		if (size <= 0) {
			free(copy);
			return NULL;
		}
		if (is_nothing(code))
			continue;
		memcpy(to, at, (size_t)size);
		to += size;
	}
	if (copy)
		*to = '\0';
	return copy;
}

bool saslprep(const char *text, char *out, size_t size)
{
	utf8proc_uint8_t *bare = without_nothing((const utf8proc_uint8_t *)text), *done = NULL;
	bool good =
		bare &&
		utf8proc_map_custom(bare, 0, &done,
			UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
			map_code, NULL) >= 0 &&
		check_prohibited(done) && strlen((const char *)done) < size;

	if (good)
		strcpy(out, (const char *)done);
	if (bare)
		explicit_bzero(bare, strlen((const char *)bare));
	if (done)
		explicit_bzero(done, strlen((const char *)done));
	free(bare);
	free(done);
	return good;
}
