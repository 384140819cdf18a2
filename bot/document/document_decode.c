/* Converts the bytes of a document to UTF-8. */
#include "document/document_inner.h"

#include "base/arena.h"
#include "base/text.h"

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Converts the text to UTF-8, NUL-terminated; the caller frees it. NULL if the text is not valid in
 * that character set. */
static char *convert(const char *text, size_t length, const char *set)
{
	iconv_t converter = iconv_open("UTF-8", set);
	size_t room = length * 3 + 4, left = room - 1;
	char *out = must_alloc(room), *to = out, *from = must_alloc(length + 1), *at = from;

	memcpy(from, text, length);
	bool good = converter != (iconv_t)-1 &&
		    iconv(converter, &at, &length, &to, &left) != (size_t)-1;
	*to = '\0';
	if (converter != (iconv_t)-1)
		iconv_close(converter);
	free(from);
	if (good)
		return out;
	free(out);
	return NULL;
}

/* The kind of a file that is not text, by its first bytes; NULL if they are unknown. */
static const char *not_text(const char *text, size_t length)
{
	static const struct {
		const char *magic, *what;
	} known[] = {{"%PDF", "a PDF, which can only be read from a file"},
		{"PK\x03\x04", "a ZIP file (DOCX, ODT or EPUB?); save it as text or HTML"},
		{"\xd0\xcf\x11\xe0", "an old Office file; save it as text or HTML"},
		{"{\\rtf", "an RTF file; save it as text or HTML"},
		{"\x1f\x8b", "a gzip file; unpack it"}, {"\x89PNG", "a picture"},
		{"\xff\xd8\xff", "a picture"}, {"GIF8", "a picture"}};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (length >= 4 && strncmp(text, known[i].magic, strlen(known[i].magic)) == 0)
			return known[i].what;
	return NULL;
}

char *document_decode(const char *name, const char *text, size_t length, struct error *err)
{
	const char *what = not_text(text, length);
	char *decoded = NULL;

	if (length > DOCUMENT_BYTES_MAX) {
		error_set(err, "%s: is %zu MB, and at most %d MB can be read; split it", name,
			length >> 20, DOCUMENT_BYTES_MAX >> 20);
		return NULL;
	}
	if (what) {
		error_set(err, "%s: is %s", name, what);
		return NULL;
	}
	if (length >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0))
		decoded = convert(text, length, "UTF-16");
	else if (memchr(text, '\0', length)) {
		error_set(err, "%s: is not text: it has NUL bytes", name);
		return NULL;
	} else if (text_is_utf8(text, length)) {
		size_t mark = length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

		decoded = must_alloc(length - mark + 1);
		memcpy(decoded, text + mark, length - mark);
	} else {
		decoded = convert(text, length, "WINDOWS-1252");
		if (!decoded)
			decoded = convert(text, length, "ISO-8859-1");
	}
	if (!decoded) {
		error_set(err, "%s: is not text in a known character set; save it as UTF-8", name);
		return NULL;
	}
	char *to = decoded;
	for (const char *at = decoded; *at; at++)
		if (*at != '\r')
			*to++ = *at;
		else if (at[1] != '\n')
			*to++ = '\n';
	*to = '\0';
	return decoded;
}
