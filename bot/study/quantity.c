#include "study/quantity.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Number words. Values below 100 are added; larger ones multiply what precedes them. */
static const struct word_row {
	const char *word;
	double value;
	bool after_digits; /* may follow digits: "2 million", "2m" */
} rows[] = {{"zero", 0, false}, {"one", 1, false}, {"two", 2, false}, {"three", 3, false},
	{"four", 4, false}, {"five", 5, false}, {"six", 6, false}, {"seven", 7, false},
	{"eight", 8, false}, {"nine", 9, false}, {"ten", 10, false}, {"eleven", 11, false},
	{"twelve", 12, false}, {"thirteen", 13, false}, {"fourteen", 14, false},
	{"fifteen", 15, false}, {"sixteen", 16, false}, {"seventeen", 17, false},
	{"eighteen", 18, false}, {"nineteen", 19, false}, {"twenty", 20, false},
	{"thirty", 30, false}, {"forty", 40, false}, {"fifty", 50, false}, {"sixty", 60, false},
	{"seventy", 70, false}, {"eighty", 80, false}, {"ninety", 90, false},
	{"hundred", 100, true}, {"thousand", 1e3, true}, {"million", 1e6, true},
	{"millions", 1e6, true}, {"billion", 1e9, true}, {"billions", 1e9, true}, {"k", 1e3, true},
	{"m", 1e6, true}, {"mn", 1e6, true}, {"mln", 1e6, true}, {"mio", 1e6, true},
	{"bn", 1e9, true}};

static const struct word_row *row_at(const char *text, size_t length)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (strlen(rows[i].word) == length && strncasecmp(rows[i].word, text, length) == 0)
			return &rows[i];
	return NULL;
}

static size_t letters(const char *text)
{
	size_t length = 0;

	while (isalpha((unsigned char)text[length]))
		length++;
	return length;
}

/* Reads digits with separators, "1,178.5". Returns their length, 0 if there are none. */
static size_t read_digits(const char *text, double *value)
{
	char plain[32];
	size_t at = 0, length = 0;

	while (length + 1 < sizeof plain &&
		(isdigit((unsigned char)text[at]) ||
			(at > 0 && text[at] == ',' && isdigit((unsigned char)text[at - 1]) &&
				strspn(text + at + 1, "0123456789") == 3))) {
		if (text[at] != ',')
			plain[length++] = text[at];
		at++;
	}
	if (length > 0 && text[at] == '.' && isdigit((unsigned char)text[at + 1])) {
		plain[length++] = text[at++];
		while (length + 1 < sizeof plain && isdigit((unsigned char)text[at]))
			plain[length++] = text[at++];
	}
	plain[length] = '\0';
	*value = strtod(plain, NULL);
	return at;
}

static bool ends_here(const char *text)
{
	unsigned char c = (unsigned char)*text;

	if (isalnum(c) || c >= 0x80)
		return strncmp(text, "\xe2\x80\x93", 3) == 0 && !isdigit((unsigned char)text[3]);
	return !((c == '-' || c == '/' || c == '.' || c == ':') && isdigit((unsigned char)text[1]));
}

static bool in_digits(const char *text, struct quantity *out)
{
	size_t at = *text == '$', length = read_digits(text + at, &out->value);

	if (length == 0)
		return false;
	at += length;
	size_t gap = text[at] == ' ', word = letters(text + at + gap);
	const struct word_row *scale = row_at(text + at + gap, word);
	if (scale && scale->after_digits && ends_here(text + at + gap + word)) {
		/* in binary floating point, 1.1 * 1e6 is not an integer */
		out->value = round(out->value * scale->value * 1000) / 1000;
		at += gap + word;
	}
	out->length = at;
	out->digits = true;
	return ends_here(text + at);
}

bool quantity_read(const char *text, struct quantity *out)
{
	double total = 0, current = -1;
	size_t at = 0;

	*out = (struct quantity){0};
	if (*text == '$' || isdigit((unsigned char)*text))
		return in_digits(text, out);
	for (;;) {
		size_t word = letters(text + at);
		const struct word_row *row = row_at(text + at, word);

		if (!row || (current < 0 && row->value >= 100) || word < 3)
			break;
		if (row->value < 100)
			current = current < 0 ? row->value : current + row->value;
		else if (row->value < 1000)
			current *= row->value;
		else {
			total += current * row->value;
			current = 0;
		}
		at += word;
		out->length = at;
		if (text[at] != ' ' && text[at] != '-')
			break;
		at++;
		if (strncasecmp(text + at, "and ", 4) == 0 && current >= 100)
			at += 4;
	}
	out->value = total + (current > 0 ? current : 0);
	return out->length > 0 && ends_here(text + out->length);
}
