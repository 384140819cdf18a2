#ifndef TONLE_BASE_SASLPREP_H
#define TONLE_BASE_SASLPREP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * SASLprep (RFC 4013) for names and passwords: what looks the same becomes the same. Over utf8proc,
 * which is here for folding: a library for the three tables that remain (libidn) would be one more
 * package. Writes to out (size bytes). False if the text is not UTF-8, holds what the profile
 * prohibits (controls, private use, direction marks; letters of both directions), or does not fit.
 * ASCII without controls stays as it is. Pure.
 */
bool saslprep(const char *text, char *out, size_t size);

#endif
