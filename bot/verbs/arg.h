#ifndef TONLE_VERBS_ARG_H
#define TONLE_VERBS_ARG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reading the words behind a verb, and writing moments for people. */

enum { ARG_WORD = 256, ARG_WHEN = 32 };

/* Copies the next word (cut at size - 1 bytes) and moves *at behind it and the spaces that follow.
 * False, and "", at the end. */
bool arg_word(const char **at, char *word, size_t size);

/* The whole text as a whole number from 1 to a thousand million. */
bool arg_number(const char *text, int64_t *number);

/* The whole text as a length of time, in seconds: "30m", "2h", "7d", "2w", or minutes without a
 * letter; from one minute to a year. */
bool arg_span(const char *text, int64_t *seconds);

/* Whether the text is a day of the calendar, YYYY-MM-DD. */
bool arg_is_day(const char *text);

/* "2026-11-27 12:00 UTC"; and the day alone. Both to storage of ARG_WHEN bytes, which is
 * returned. */
const char *arg_when(int64_t unix_time, char *storage);
const char *arg_day(int64_t unix_time, char *storage);

#endif
