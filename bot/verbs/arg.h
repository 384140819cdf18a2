#ifndef TONLE_VERBS_ARG_H
#define TONLE_VERBS_ARG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reading the words after a verb, and writing times for people. */

enum { ARG_WORD = 256, ARG_WHEN = 32 };

/* Moves *at to the next word and returns its length (0 at the end). Words are separated by spaces
 * and tabs. */
size_t arg_next(const char **at);

/* Copies the next word, cut at size - 1 bytes, and moves *at to the word after it. Returns false
 * and writes "" at the end. */
bool arg_word(const char **at, char *word, size_t size);

/* The number of words in the text. */
size_t arg_count(const char *text);

/* Reads the whole text as an integer from 1 to 999 999 999. */
bool arg_number(const char *text, int64_t *number);

/* Reads "12" or "12-18" and moves *at past it. False, with *at unmoved, if the next word is
 * neither. */
bool arg_range(const char **at, int64_t *first, int64_t *last);

/* Reads the whole text as a duration in seconds: "30m", "2h", "7d", "2w", minutes if no letter is
 * given; from one minute to a year. */
bool arg_span(const char *text, int64_t *seconds);

/* True for a valid calendar day, YYYY-MM-DD. */
bool arg_is_day(const char *text);

/* Writes "2026-11-27 12:00 UTC", or the day alone, to storage of ARG_WHEN bytes; returns it. */
const char *arg_when(int64_t unix_time, char *storage);
const char *arg_day(int64_t unix_time, char *storage);

#endif
