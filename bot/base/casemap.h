#ifndef TONLE_BASE_CASEMAP_H
#define TONLE_BASE_CASEMAP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Case-insensitive comparison of nicks and channels by ISUPPORT CASEMAPPING
 * (modern.ircdocs.horse/#casemapping-parameter). Pure.
 */
enum casemap {
	CASEMAP_RFC1459, /* A-Z and []\~ are the upper case of a-z and {}|^; the default */
	CASEMAP_STRICT,  /* rfc1459-strict: without ~ and ^ */
	CASEMAP_ASCII /* A-Z only; also for unknown mappings, since it equates the fewest names */
};

/* The mapping of that name, the value of CASEMAPPING=. */
enum casemap casemap_named(const char *name);

/* Writes name in lower case to out, as a look-up key, cut to size bytes including the NUL. */
void casemap_fold(enum casemap map, const char *name, char *out, size_t size);

bool casemap_same(enum casemap map, const char *a, const char *b);

/* Whether text matches the glob: '*' matches any characters, '?' one; there is no escape. Takes at
 * most strlen(glob) * strlen(text) steps. */
bool casemap_like(enum casemap map, const char *glob, const char *text);

#endif
