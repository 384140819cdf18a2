#include "base/casemap.h"

#include <string.h>

enum casemap casemap_named(const char *name)
{
	if (strcmp(name, "rfc1459") == 0)
		return CASEMAP_RFC1459;
	if (strcmp(name, "rfc1459-strict") == 0 || strcmp(name, "strict-rfc1459") == 0)
		return CASEMAP_STRICT;
	return CASEMAP_ASCII;
}

static char lower_irc(enum casemap map, char c)
{
	/* [\]^ precede {|}~ by 32, as A-Z do a-z */
	static const char last[] = {
		[CASEMAP_RFC1459] = '^', [CASEMAP_STRICT] = ']', [CASEMAP_ASCII] = 'Z'};

	return c >= 'A' && c <= last[map] ? (char)(c + 32) : c;
}

void casemap_fold(enum casemap map, const char *name, char *out, size_t size)
{
	char *end = out + size - 1;

	while (*name && out < end)
		*out++ = lower_irc(map, *name++);
	*out = '\0';
}

bool casemap_same(enum casemap map, const char *a, const char *b)
{
	while (*a && (*a == *b || lower_irc(map, *a) == lower_irc(map, *b)))
		a++, b++;
	return lower_irc(map, *a) == lower_irc(map, *b);
}

bool casemap_like(enum casemap map, const char *glob, const char *text)
{
	const char *star = NULL, *again = NULL; /* after the last '*'; where it matched */

	while (*text) {
		if (*glob == '*') {
			star = ++glob;
			again = text;
		} else if (*glob &&
			   (*glob == '?' || lower_irc(map, *glob) == lower_irc(map, *text))) {
			glob++;
			text++;
		} else if (star) {
			glob = star;
			text = ++again;
		} else {
			return false;
		}
	}
	return glob[strspn(glob, "*")] == '\0';
}
