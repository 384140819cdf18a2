#include "wire/casemap.h"

#include <string.h>

enum casemap casemap_named(const char *name)
{
	if (strcmp(name, "rfc1459") == 0)
		return CASEMAP_RFC1459;
	if (strcmp(name, "rfc1459-strict") == 0 || strcmp(name, "strict-rfc1459") == 0)
		return CASEMAP_STRICT;
	return CASEMAP_ASCII;
}

static char lower(enum casemap map, char c)
{
	/* In ASCII each of these stands 32 before its lower case, as the letters do. */
	const char last = map == CASEMAP_ASCII ? 'Z' : map == CASEMAP_STRICT ? ']' : '^';

	return c >= 'A' && c <= last ? (char)(c + 32) : c;
}

bool casemap_same(enum casemap map, const char *a, const char *b)
{
	while (*a && lower(map, *a) == lower(map, *b))
		a++, b++;
	return lower(map, *a) == lower(map, *b);
}

void casemap_lower(enum casemap map, const char *name, char *out, size_t size)
{
	size_t length = 0;

	for (; name[length] && length + 1 < size; length++)
		out[length] = lower(map, name[length]);
	out[length] = '\0';
}
