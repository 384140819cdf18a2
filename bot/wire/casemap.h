#ifndef TONLE_WIRE_CASEMAP_H
#define TONLE_WIRE_CASEMAP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Which nicks and channels are the same: ISUPPORT CASEMAPPING
 * (modern.ircdocs.horse/#casemapping-parameter). Pure.
 */
enum casemap {
	CASEMAP_RFC1459, /* A-Z and []\~ are the upper case of a-z and {}|^; the default */
	CASEMAP_STRICT,  /* rfc1459-strict: without ~ and ^ */
	CASEMAP_ASCII    /* A-Z only; taken for mappings we don't know, too: it joins the fewest */
};

/* The mapping of that name, as CASEMAPPING= gives it. */
enum casemap casemap_named(const char *name);

/* Writes name in lower case to out, cut to size bytes with its NUL: a key to look it up by. */
void casemap_fold(enum casemap map, const char *name, char *out, size_t size);

bool casemap_same(enum casemap map, const char *a, const char *b);

/* Whether text is like the glob: '*' stands for any characters, '?' for one; there is no escape.
 * Takes at most strlen(glob) * strlen(text) steps. */
bool casemap_like(enum casemap map, const char *glob, const char *text);

#endif
