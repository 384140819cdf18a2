#include "base/when.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char separators[] = " \t,.";

/* Copies the next word, cut to fit, and advances *at past it; false at the end. */
static bool next_when_word(const char **at, char *word, size_t size)
{
	size_t length;
	const char *start = text_next_word(at, separators, &length);

	snprintf(word, size, "%.*s", (int)length, start);
	return length > 0;
}

/* 1 … 12 for a month's name or at least its first three letters ("sept"), else 0. */
static int month_named(const char *word)
{
	size_t length = strlen(word);

	for (int month = 1; month <= 12; month++)
		if (length >= 3 && strncasecmp(date_month(month), word, length) == 0)
			return month;
	return 0;
}

/* A number of at most four digits, or "1st" to "31st"; 0 for anything else. */
static int number_in(const char *word)
{
	static const char *const ends[] = {"", "st", "nd", "rd", "th"};
	size_t digits = strspn(word, "0123456789");
	int number = 0;

	for (size_t i = 0; i < digits && i < 5; i++)
		number = number * 10 + (word[i] - '0');
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (digits >= 1 && digits <= 4 && strcasecmp(word + digits, ends[i]) == 0)
			return number;
	return 0;
}

/* Reads the parts of a date in any order; false for any other word, and for a repeated part. */
static bool read_parts(const char *text, int *year, int *month, int *day)
{
	char word[16];

	*year = *month = *day = 0;
	while (next_when_word(&text, word, sizeof word)) {
		int named = month_named(word), number = number_in(word);

		if (strcasecmp(word, "of") == 0 || strcasecmp(word, "the") == 0)
			continue;
		if (named && !*month)
			*month = named;
		else if (number >= 1000 && !*year)
			*year = number;
		else if (number >= 1 && number <= 31 && !*day)
			*day = number;
		else
			return false;
	}
	return true;
}

bool when_read(const char *text, struct when *when)
{
	char iso[32];
	int year, month, day;

	*when = (struct when){.month = 0};
	text += strspn(text, separators);
	if (!strchr(text, '/') && date_read(text, &when->span))
		return true;
	if (!read_parts(text, &year, &month, &day) || (day && !month))
		return false;
	if (!year && (!day || !month))
		return false;
	/* checked in a leap year, for 29 February */
	int length = snprintf(iso, sizeof iso, "%04d", year ? year : 2000);
	if (month)
		length += snprintf(iso + length, sizeof iso - (size_t)length, "-%02d", month);
	if (day)
		snprintf(iso + length, sizeof iso - (size_t)length, "-%02d", day);
	if (!date_read(iso, &when->span))
		return false;
	if (!year) {
		when->month = month;
		when->day = day;
	}
	return true;
}

bool when_overlaps(const struct when *when, const struct date_span *span)
{
	if (when->day)
		return span->first == span->last &&
		       span->first % 10000 == when->month * 100 + when->day;
	return span->last >= when->span.first && span->first <= when->span.last;
}

/* The words after "about" at the start of text; NULL if the text does not start with it. */
static const char *after_about(const char *text)
{
	static const char about[] = "about ";

	if (strncasecmp(text, about, strlen(about)) != 0)
		return NULL;
	text += strlen(about);
	return text + strspn(text, separators);
}

/* Reads "1990s"; false for anything else. */
static bool read_decade(const char *word, struct date_span *span)
{
	int year = 0, end = 0;

	if (sscanf(word, "%4d%n", &year, &end) != 1 || end != 4 || strcasecmp(word + 4, "s") != 0 ||
		year < 1000 || year % 10 != 0)
		return false;
	*span = (struct date_span){year * 10000 + 101, (year + 9) * 10000 + 1231};
	return true;
}

bool when_read_range(const char *text, struct date_span *span, const char **words)
{
	static const char *const fillers[] = {
		"from", "to", "until", "till", "since", "between", "and", "-", "–", "the", "in"};
	struct date_span dates[2];
	size_t count = 0;
	char word[32];

	*words = "";
	for (text += strspn(text, separators); *text; text += strspn(text, separators)) {
		bool filler = false;
		int from, to, end = 0;

		if (after_about(text)) {
			*words = after_about(text);
			break;
		}
		if (!next_when_word(&text, word, sizeof word))
			break;
		for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++)
			filler |= strcasecmp(word, fillers[i]) == 0;
		if (filler)
			continue;
		if (count == 0 && sscanf(word, "%4d-%4d%n", &from, &to, &end) == 2 && end == 9 &&
			word[9] == '\0') { /* 1990-2000 */
			word[4] = '\0';
			if (!date_read(word, &dates[0]) || !date_read(word + 5, &dates[1]))
				return false;
			count = 2;
		} else if (count == 0 && read_decade(word, &dates[0])) {
			dates[1] = dates[0];
			count = 2;
		} else if (count == 2 || !date_read(word, &dates[count++])) {
			return false;
		}
	}
	bool turned = count == 2 && dates[0].first > dates[1].last;
	span->first = count ? dates[turned].first : 0;
	span->last = count == 2 ? dates[!turned].last : 99991231;
	return true;
}
