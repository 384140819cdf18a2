/* Finds the dates in sentences. */
#include "document/draft.h"

#include "base/date.h"
#include "base/text.h"
#include "base/when.h"
#include "pattern/pattern_table.h"

#include <stdio.h>
#include <string.h>

#define MONTH                                                                                      \
	"(?:" DATE_MONTHS                                                                          \
	"|jan\\.?|feb\\.?|mar\\.?|apr\\.?|jun\\.?|jul\\.?|aug\\.?|sept?\\.?|oct\\.?|"              \
	"nov\\.?|dec\\.?)"
#define YEAR "(?:1[0-9]{3}|20[0-9]{2})\\b"
#define WITH_MONTH                                                                                 \
	"(?:[0-9]{1,2}(?:st|nd|rd|th)? " MONTH ",? " YEAR "|" MONTH                                \
	" [0-9]{1,2}(?:st|nd|rd|th)?, ?" YEAR "|" MONTH ",? " YEAR ")"

/* A date with a month, a year after a preposition, and ranges of dates. */
enum row { DATE, BARE_YEAR, RANGE, DATES, ROWS };
static const struct pattern_row rows[ROWS] = {
	[DATE] = {"date", "\\b" WITH_MONTH},
	[BARE_YEAR] = {"year",
		"(?<=\\bin |\\bof |\\bby |since |until |before |after |during |early |"
		"late |year |from |about |around |circa |to |through |and |mid-)" YEAR
		"(?! (?:people|men|women|miles|dollars|tons|troops|feet|percent))"},
	[RANGE] = {"range", "(?:\\bfrom |\\bbetween )" YEAR "(?: to | until | through | and )" YEAR
			    "|\\b" YEAR "(?:-|\xe2\x80\x93)(?:[0-9]{2}\\b|" YEAR ")"},
	[DATES] = {"dates", "(?:\\bfrom |\\bbetween )" WITH_MONTH
			    "(?: to | until | through | and )" WITH_MONTH},
};
static struct pattern_table table = PATTERN_TABLE("dates in sentences", rows);

/* Writes a span with the precision with which it was given. */
static void write_date(const struct date_span *span, char *out, size_t size)
{
	int year = span->first / 10000, month = span->first / 100 % 100, day = span->first % 100;

	if (span->first == span->last)
		snprintf(out, size, "%04d-%02d-%02d", year, month, day);
	else if (span->first / 100 == span->last / 100)
		snprintf(out, size, "%04d-%02d", year, month);
	else
		snprintf(out, size, "%04d", year);
}

/* Reads text[start..end) as a date, ignoring the ending of "26th" and full stops. */
static bool read_written_date(const char *text, size_t start, size_t end, char *out, size_t size)
{
	char plain[48];
	size_t length = 0;
	struct when when;

	for (size_t i = start; i < end && length + 1 < sizeof plain; i++) {
		bool ordinal = i > start && text[i - 1] >= '0' && text[i - 1] <= '9' &&
			       i + 1 < end && strchr("snrt", text[i]) && strchr("tdh", text[i + 1]);

		if (ordinal)
			i++;
		else if (text[i] != '.')
			plain[length++] = text[i];
	}
	plain[length] = '\0';
	if (!when_read(plain, &when) || when.month || when.day)
		return false;
	write_date(&when.span, out, size);
	return true;
}

static bool read_date_range(const char *sentence, char *out, size_t size)
{
	size_t start, end;
	int first = 0, last = 0, digits;
	struct date_span span;

	if (!pattern_table_find(&table, RANGE, sentence, &start, &end))
		return false;
	while (start < end && (sentence[start] < '0' || sentence[start] > '9'))
		start++;
	if (sscanf(sentence + start, "%4d%n", &first, &digits) != 1)
		return false;
	start += (size_t)digits;
	while (start < end && (sentence[start] < '0' || sentence[start] > '9'))
		start++;
	if (sscanf(sentence + start, "%4d", &last) != 1)
		return false;
	if (last < 100)
		last += first / 100 * 100;
	snprintf(out, size, "%04d/%04d", first, last);
	if (date_read(out, &span))
		return true;
	*out = '\0';
	return false;
}

/* Reads "from April 1940 to 8 May 1945". */
static bool read_dates(const char *sentence, char *out, size_t size)
{
	char first[16], last[16];
	struct date_span span;
	size_t start, end;

	if (!pattern_table_find(&table, DATES, sentence, &start, &end))
		return false;
	sentence += start;
	if (!pattern_table_find(&table, DATE, sentence, &start, &end) ||
		!read_written_date(sentence, start, end, first, sizeof first))
		return false;
	sentence += end;
	if (!pattern_table_find(&table, DATE, sentence, &start, &end) ||
		!read_written_date(sentence, start, end, last, sizeof last))
		return false;
	snprintf(out, size, "%s/%s", first, last);
	if (date_read(out, &span))
		return true;
	*out = '\0';
	return false;
}

bool draft_when(const char *sentence, char *out, size_t size)
{
	char found[32], folded[2 * DOCUMENT_SENTENCE_MAX];
	size_t start, end;

	*out = '\0';
	text_lower_ascii(sentence, strlen(sentence), folded, sizeof folded);
	if (read_dates(folded, out, size) || read_date_range(folded, out, size))
		return true;
	for (enum row row = DATE; row <= BARE_YEAR; row++) {
		const char *at = folded;

		while (pattern_table_find(&table, row, at, &start, &end)) {
			if (read_written_date(at, start, end, found, sizeof found)) {
				/* the year alone of a full date that was found already is the same
				 * date */
				if (*out && strncmp(out, found, strlen(found)) != 0) {
					*out = '\0';
					return false;
				}
				if (!*out)
					snprintf(out, size, "%s", found);
			}
			memset(folded + (at - folded) + start, '#', end - start);
			at += end;
		}
	}
	return *out != '\0';
}
