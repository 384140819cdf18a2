#include "base/date.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"};

const char *date_month(int month)
{
	return months[month - 1];
}

bool date_is_month(const char *word)
{
	for (size_t i = 0; i < sizeof months / sizeof *months; i++)
		if (strcasecmp(word, months[i]) == 0)
			return true;
	return false;
}

/* One date; absent parts are 0. */
struct date {
	int year, month, day;
};

static int last_day(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

/* Reads `count` digits and advances *at past them; -1 if there are fewer. */
static int digits(const char **at, int count)
{
	int number = 0;

	for (; count > 0; count--, (*at)++) {
		if (**at < '0' || **at > '9')
			return -1;
		number = number * 10 + (**at - '0');
	}
	return number;
}

/* Reads "-" and a number of two digits from 1 to most; 0 if there is none. */
static bool read_part(const char **at, int most, int *part)
{
	*part = 0;
	if (**at != '-')
		return true;
	(*at)++;
	*part = digits(at, 2);
	return *part >= 1 && *part <= most;
}

static bool read_iso_date(const char **at, struct date *date)
{
	*date = (struct date){.year = digits(at, 4)};
	if (date->year < 1 || !read_part(at, 12, &date->month))
		return false;
	return date->month == 0 || read_part(at, last_day(date->year, date->month), &date->day);
}

static bool read_both(const char *when, struct date *from, struct date *to)
{
	if (!read_iso_date(&when, from))
		return false;
	*to = *from;
	if (*when == '/') {
		when++;
		if (!read_iso_date(&when, to))
			return false;
	}
	return *when == '\0';
}

bool date_read(const char *when, struct date_span *span)
{
	struct date from, to;

	if (!read_both(when, &from, &to))
		return false;
	int month = to.month ? to.month : 12;
	int day = to.day ? to.day : last_day(to.year, month);
	span->first =
		from.year * 10000 + (from.month ? from.month : 1) * 100 + (from.day ? from.day : 1);
	span->last = to.year * 10000 + month * 100 + day;
	return span->first <= span->last;
}

static void name(const struct date *date, char *out, size_t size)
{
	if (date->day)
		snprintf(out, size, "%d %s %d", date->day, date_month(date->month), date->year);
	else if (date->month)
		snprintf(out, size, "%s %d", date_month(date->month), date->year);
	else
		snprintf(out, size, "%d", date->year);
}

bool date_words(const char *when, char *out, size_t size)
{
	struct date from, to;
	char first[32], last[32];

	*out = '\0';
	if (!read_both(when, &from, &to))
		return false;
	name(&from, first, sizeof first);
	name(&to, last, sizeof last);
	if (strchr(when, '/'))
		snprintf(out, size, "%s – %s", first, last);
	else
		snprintf(out, size, "%s", first);
	return true;
}
