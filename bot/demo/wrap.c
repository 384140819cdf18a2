#include "demo/wrap.h"

#include "base/text.h"
#include "wire/line.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

enum { CLEAN_MAX = 2 * LINE_BODY_MAX + 1, INDENT = 4, NARROW = 20 };

/* C1 control characters, and those that reorder text; text_clean() removes C0. */
static bool is_unprintable(uint32_t code)
{
	return (code >= 0x80 && code <= 0x9f) || code == 0x200e || code == 0x200f ||
	       (code >= 0x2028 && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/* Copies the text without control characters. */
static void copy_printable(const char *text, char clean[CLEAN_MAX])
{
	const char *end = clean + text_clean(text, clean, CLEAN_MAX);
	char *to = clean;

	for (const char *at = clean, *start = at; at < end; start = at)
		if (!is_unprintable(text_next(&at, end))) {
			memmove(to, start, (size_t)(at - start));
			to += at - start;
		}
	*to = '\0';
}

static size_t width_of(const char *text, size_t length)
{
	size_t width = 0;

	for (const char *at = text, *end = text + length; at < end;) {
		int columns = wcwidth((wchar_t)text_next(&at, end));

		width += columns > 0 ? (size_t)columns : 0;
	}
	return width;
}

void wrap_print(const char *before, const char *text, size_t columns)
{
	char clean[CLEAN_MAX];
	const char *at = clean;
	size_t used;

	copy_printable(text, clean);
	fputs(before, stdout);
	used = width_of(before, strlen(before));
	while (*at) {
		size_t spaces = strspn(at, " "), length = strcspn(at + spaces, " ");
		size_t width = spaces + width_of(at + spaces, length);

		if (columns >= NARROW && used + width > columns && used > INDENT && length > 0) {
			printf("\n%*s", INDENT, "");
			used = INDENT + width - spaces;
			at += spaces;
			spaces = 0;
		} else {
			used += width;
		}
		fwrite(at, 1, spaces + length, stdout);
		at += spaces + length;
	}
	putchar('\n');
}

size_t wrap_columns(void)
{
	struct winsize size;

	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
