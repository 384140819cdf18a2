#include "base/text.h"

#include "base/arena.h"
#include "base/buf.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

bool text_is_utf8(const char *text, size_t length)
{
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)text;

	while (length > 0) {
		utf8proc_int32_t code;
		utf8proc_ssize_t size = utf8proc_iterate(at, (utf8proc_ssize_t)length, &code);

		if (size <= 0)
			return false;
		at += size;
		length -= (size_t)size;
	}
	return true;
}

uint32_t text_next_wide(const char **at, const char *end)
{
	utf8proc_int32_t code;

	utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)*at, end - *at, &code);
	if (size <= 0) {
		*at += 1;
		return 0xfffd;
	}
	*at += size;
	return (uint32_t)code;
}

size_t text_cut_grapheme(const char *text, size_t length, size_t limit)
{
	if (length <= limit)
		return length;

	const char *at = text, *end = text + length;
	size_t cut = 0;
	utf8proc_int32_t before = 0, state = 0;

	while (at < end) {
		const char *here = at;
		utf8proc_int32_t code = (utf8proc_int32_t)text_next(&at, end);

		if (before == 0 || utf8proc_grapheme_break_stateful(before, code, &state))
			cut = (size_t)(here - text);
		if ((size_t)(at - text) > limit)
			break;
		before = code;
	}
	return cut;
}

size_t text_cut_word(const char *text, size_t length, size_t limit)
{
	size_t cut = text_cut_grapheme(text, length, limit);

	if (cut == length)
		return cut;
	for (size_t at = cut; at > 0 && at >= cut - cut / 4; at--)
		if (text[at] == ' ')
			return at;
	return cut;
}

/* Skips one formatting code and its arguments (modern.ircdocs.horse/formatting). */
static const char *skip_format(const char *at)
{
	enum { COLOUR = 0x03, HEX_COLOUR = 0x04 };
	char code = *at++;
	size_t most = code == COLOUR ? 2 : 6;
	const char *digits = code == COLOUR ? "0123456789" : "0123456789abcdefABCDEF";

	if (code != COLOUR && code != HEX_COLOUR)
		return at;
	size_t count = strspn(at, digits);
	if (count == 0 || (code == HEX_COLOUR && count < most))
		return at;
	at += count < most ? count : most;
	if (*at != ',')
		return at;
	count = strspn(at + 1, digits);
	if (count == 0 || (code == HEX_COLOUR && count < most))
		return at;
	return at + 1 + (count < most ? count : most);
}

size_t text_clean(const char *in, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);
	const char *end = in + strlen(in);

	while (in < end && !buf.full) {
		unsigned char byte = (unsigned char)*in;

		if (byte < 0x20 || byte == 0x7f) {
			if (byte == '\t')
				buf_put(&buf, " ", 1);
			in = skip_format(in);
			continue;
		}
		const char *start = in;
		if (text_next(&in, end) == 0xfffd && in == start + 1) {
			char two[2] = {(char)(0xc0 | byte >> 6), (char)(0x80 | (byte & 0x3f))};

			buf_put(&buf, two, 2); /* read as Latin-1 */
		} else {
			buf_put(&buf, start, (size_t)(in - start));
		}
	}
	return buf_length(&buf);
}

int text_digit(uint32_t code)
{
	enum { RUN = 10 };
	uint32_t zero = code;

	if (code < 0x80)
		return code >= '0' && code <= '9' ? (int)(code - '0') : -1;
	/* the digits of a script are a run of ten from zero (Unicode 4.6) */
	while (zero + RUN > code &&
		utf8proc_category((utf8proc_int32_t)zero) == UTF8PROC_CATEGORY_ND)
		zero--;
	return (int)(code - zero) - 1;
}

/* The ASCII equivalent of a typographic character or a digit, or the character itself. */
static uint32_t plain(uint32_t code)
{
	switch (code) {
	case 0x2018:
	case 0x2019:
	case 0x201a:
	case 0x201b:
	case 0x2032:
	case 0x00b4:
	case 0x0060:
	case 0x02bc:
	case 0x2039:
	case 0x203a:
		return '\'';
	case 0x201c:
	case 0x201d:
	case 0x201e:
	case 0x201f:
	case 0x2033:
	case 0x00ab:
	case 0x00bb:
		return '"';
	case 0x2010:
	case 0x2011:
	case 0x2012:
	case 0x2013:
	case 0x2014:
	case 0x2015:
	case 0x2212:
		return '-';
	default:
		return text_digit(code) < 0 ? code : (uint32_t)('0' + text_digit(code));
	}
}

/* Applies plain() before the mapping, which would decompose some characters: U+00B4 into a space
 * and an accent, U+2033 into two primes. */
static utf8proc_int32_t plain_before(utf8proc_int32_t code, void *context)
{
	(void)context;
	return (utf8proc_int32_t)plain((uint32_t)code);
}

/* Zero-width characters: joiners, direction marks, soft hyphens (Cf), and variation selectors. */
static bool is_invisible(uint32_t code)
{
	return code >= 0x80 &&
	       ((code >= 0xfe00 && code <= 0xfe0f) ||
		       utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_CF);
}

/* White space, and control characters, which include tab and next line. */
static bool is_blank(uint32_t code)
{
	if (code < 0x80)
		return code <= ' ' || code == 0x7f;
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);

	return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
	       category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CC;
}

/* Combining diacritical marks, used with Latin, Greek and Cyrillic letters. */
static bool is_accent(uint32_t code)
{
	return code >= 0x0300 && code <= 0x036f;
}

/* "u.s." becomes "us": drops the full stop after a single letter. Returns the new length. */
static size_t join_abbreviations(char *text)
{
	char *to = text;
	size_t letters = 0; /* in the word so far; counted from 0 after a dropped stop */

	for (const char *from = text; *from; from++) {
		bool letter = (*from >= 'a' && *from <= 'z') || (unsigned char)*from >= 0x80;

		if (*from == '.' && letters == 1) {
			letters = 0;
			continue;
		}
		letters = letter ? letters + 1 : *from >= '0' && *from <= '9' ? letters + 2 : 0;
		*to++ = *from;
	}
	*to = '\0';
	return (size_t)(to - text);
}

void text_drop_broken(char *text)
{
	char *to = text;

	while (*to && (unsigned char)*to < 0x80) /* nothing moves before the first other byte */
		to++;
	size_t left = strlen(to);
	for (const char *at = to; left > 0;) {
		unsigned char lead = (unsigned char)*at;
		size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
		bool good = length <= left && text_is_utf8(at, length);

		if (good)
			to = (char *)memmove(to, at, length) + length;
		else
			length = 1;
		at += length;
		left -= length;
	}
	*to = '\0';
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return *text == '\0';
}

/* Folds ASCII text without decoding it, since most lines are ASCII. */
static size_t fold_ascii(const char *in, char *out, size_t size)
{
	size_t length = 0;
	bool space = false;

	for (; *in && length + space + 1 < size; in++) {
		char c = *in == '`' ? '\'' : *in;

		if (c <= ' ' || c == 0x7f) {
			space = length > 0;
			continue;
		}
		if (space)
			out[length++] = ' ';
		out[length++] = c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
		space = false;
	}
	out[length] = '\0';
	return join_abbreviations(out);
}

size_t text_fold(const char *in, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);
	char *mapped = NULL;

	if (is_ascii(in))
		return fold_ascii(in, out, size);
	utf8proc_ssize_t length =
		utf8proc_map_custom((const utf8proc_uint8_t *)in, 0, (utf8proc_uint8_t **)&mapped,
			UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
				UTF8PROC_CASEFOLD,
			plain_before, NULL);
	if (length < 0) /* not UTF-8 */
		return 0;
	const char *at = mapped, *end = at + length;
	bool space = false;

	while (at < end && !buf.full) {
		uint32_t code = plain(text_next(&at, end));

		if (code >= 'A' && code <= 'Z')
			code += 'a' - 'A';
		if (is_accent(code) || is_invisible(code))
			continue;
		if (is_blank(code)) {
			space = buf_length(&buf) > 0;
			continue;
		}
		char bytes[5];
		size_t count = 0;
		if (space)
			bytes[count++] = ' ';
		count += (size_t)utf8proc_encode_char(
			(utf8proc_int32_t)code, (utf8proc_uint8_t *)bytes + count);
		buf_put(&buf, bytes, count);
		space = false;
	}
	free(mapped);
	return join_abbreviations(out);
}

bool text_is_word_wide(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

enum text_kind text_kind(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return TEXT_SPACE;
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
		return TEXT_PUNCTUATION;
	case UTF8PROC_CATEGORY_MN:
		return TEXT_MARK;
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CO:
		return TEXT_CONTROL;
	default:
		return TEXT_OTHER;
	}
}

size_t text_decompose(uint32_t code, uint32_t parts[TEXT_PARTS])
{
	utf8proc_int32_t out[TEXT_PARTS];
	int boundary = 0;
	utf8proc_ssize_t count = utf8proc_decompose_char(
		(utf8proc_int32_t)code, out, TEXT_PARTS, UTF8PROC_DECOMPOSE, &boundary);

	if (count < 1 || count > TEXT_PARTS) {
		parts[0] = code;
		return 1;
	}
	for (utf8proc_ssize_t i = 0; i < count; i++)
		parts[i] = (uint32_t)out[i];
	return (size_t)count;
}

uint32_t text_lower(uint32_t code)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

size_t text_encode(uint32_t code, char out[4])
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)code, (utf8proc_uint8_t *)out);
}

char *text_from_file(const char *path, size_t max, size_t *length, struct error *err)
{
	FILE *in = fopen(path, "re");
	char *text = NULL;
	size_t room = 0, got;

	*length = 0;
	if (!in) {
		error_set(err, "%s: cannot be opened: %s", path, strerror(errno));
		return NULL;
	}
	do {
		room += 64 * 1024;
		text = must_grow(text, room + 1);
		got = fread(text + *length, 1, room - *length, in);
		*length += got;
	} while (got > 0 && *length <= max);
	text[*length] = '\0';
	bool good = !ferror(in) || error_set(err, "%s: cannot be read: %s", path, strerror(errno));
	if (good && *length > max)
		good = error_set(err, "%s: is larger than %zu MiB", path, max >> 20);
	fclose(in);
	if (good)
		return text;
	free(text);
	return NULL;
}

const char *text_next_word(const char **at, const char *separators, size_t *length)
{
	const char *word = *at + strspn(*at, separators);

	*length = strcspn(word, separators);
	*at = word + *length;
	return word;
}

bool text_is_one_of(const char *word, const char *const *list)
{
	while (*list && !text_same(word, *list))
		list++;
	return *list != NULL;
}

size_t text_begins_with_one_of(const char *text, const char *const *list)
{
	for (; *list; list++)
		if (strncmp(text, *list, strlen(*list)) == 0)
			return strlen(*list);
	return 0;
}

static int lower_ascii(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

void text_lower_ascii(const char *from, size_t length, char *out, size_t size)
{
	size_t i = 0;

	for (; i < length && i + 1 < size; i++)
		out[i] = (char)lower_ascii((unsigned char)from[i]);
	out[i] = '\0';
}

size_t text_count_words(const char *text)
{
	size_t count = 0, length;

	while (text_next_word(&text, " ", &length), length > 0)
		count++;
	return count;
}

bool text_contains_ascii(const char *text, const char *part)
{
	const char first[] = {
		(char)tolower((unsigned char)*part), (char)toupper((unsigned char)*part), '\0'};
	size_t length = strlen(part);

	if (length == 0)
		return true;
	for (; (text = strpbrk(text, first)); text++)
		if ((length == 1 || (text[1] | 0x20) == (part[1] | 0x20)) && /* rarely */
			strncasecmp(text, part, length) == 0)
			return true;
	return false;
}

int text_compare_ascii(const char *a, const char *b)
{
	while (*a && lower_ascii((unsigned char)*a) == lower_ascii((unsigned char)*b))
		a++, b++;
	return lower_ascii((unsigned char)*a) - lower_ascii((unsigned char)*b);
}

const char *text_find_bidi(const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t code = text_next(&text, end);

		if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069))
			return text;
	}
	return NULL;
}
