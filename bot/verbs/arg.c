#include "verbs/arg.h"

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char spaces[] = " \t";

size_t arg_next(const char **at)
{
	*at += strspn(*at, spaces);
	return strcspn(*at, spaces);
}

bool arg_word(const char **at, char *word, size_t size)
{
	size_t length = arg_next(at);

	snprintf(word, size, "%.*s", (int)length, *at);
	*at += length;
	arg_next(at);
	return length > 0;
}

size_t arg_count(const char *text)
{
	size_t count = 0;

	for (size_t length; (length = arg_next(&text)) > 0; text += length)
		count++;
	return count;
}

bool arg_number(const char *text, int64_t *number)
{
	size_t length = strlen(text);

	if (length == 0 || length > 9 || strspn(text, "0123456789") != length)
		return false;
	*number = strtol(text, NULL, 10);
	return *number > 0;
}

bool arg_span(const char *text, int64_t *seconds)
{
	static const struct {
		char letter;
		int64_t seconds;
	} units[] = {{'\0', 60}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 7 * 86400}};
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > 6 || (text[digits] && text[digits + 1]))
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].letter == text[digits]) {
			*seconds = strtol(text, NULL, 10) * units[i].seconds;
			return *seconds > 0 && *seconds <= (int64_t)366 * 86400;
		}
	return false;
}

bool arg_range(const char **at, int64_t *first, int64_t *last)
{
	const char *after = *at;
	char word[ARG_WORD], *dash;

	arg_word(&after, word, sizeof word);
	dash = strchr(word, '-');
	if (dash)
		*dash = '\0';
	if (!arg_number(word, first) || !arg_number(dash ? dash + 1 : word, last) || *last < *first)
		return false;
	*at = after;
	return true;
}

bool arg_is_day(const char *text)
{
	struct date_span span;

	return strlen(text) == strlen("2026-11-27") && date_read(text, &span);
}

const char *arg_when(int64_t unix_time, char *storage)
{
	time_t at = (time_t)unix_time;
	struct tm parts;

	if (!gmtime_r(&at, &parts) ||
		strftime(storage, ARG_WHEN, "%Y-%m-%d %H:%M UTC", &parts) == 0)
		*storage = '\0';
	return storage;
}

const char *arg_day(int64_t unix_time, char *storage)
{
	arg_when(unix_time, storage);
	storage[strcspn(storage, " ")] = '\0';
	return storage;
}
