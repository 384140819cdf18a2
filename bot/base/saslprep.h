#ifndef TONLE_BASE_SASLPREP_H
#define TONLE_BASE_SASLPREP_H

#include <stdbool.h>
#include <stddef.h>

/*
 * SASLprep (RFC 4013): normalizes names and passwords, so that strings which look the same are
 * equal. Writes to out (size bytes). False if the text is not UTF-8, contains what the profile
 * prohibits (controls, private use, direction marks; letters of both directions), or does not fit.
 * ASCII without controls is unchanged. Pure.
 *
 * Uses utf8proc, which is needed anyway for folding, instead of one more library (libidn) for the
 * three remaining tables.
 */
bool saslprep(const char *text, char *out, size_t size);

#endif
