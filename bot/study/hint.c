#include "study/hint.h"

#include "base/buf.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Writes "S______ C____". */
static void hint_name(const char *answer, int step, struct buf *out)
{
	const char *at = answer, *end = answer + strlen(answer);
	size_t letters = 0, word = 0;

	while (at < end) {
		const char *start = at;

		if (!text_is_word(text_next(&at, end))) {
			buf_put(out, start, (size_t)(at - start));
			word = 0;
			continue;
		}
		if (word == 0) { /* count its letters */
			letters = 1;
			for (const char *k = at; k < end && text_is_word(text_next(&k, end));)
				letters++;
		}
		if (word < (size_t)step && (word == 0 || word < letters / 2))
			buf_put(out, start, (size_t)(at - start));
		else
			buf_add(out, "_");
		word++;
	}
}

static void hint_date(const struct key *key, int step, struct buf *out)
{
	int year = key->date.first / 10000;

	if (step == 1)
		buf_add(out, "in the %ds", year / 10 * 10);
	else /* off centre, so that the span does not give the year away */
		buf_add(out, "from %d to %d", year - 1 - year % 3, year + 2 - year % 2);
}

/* Writes "500,000,000". */
static void add_grouped(struct buf *out, double number)
{
	char digits[48];
	int length = snprintf(digits, sizeof digits, "%.0f", number);

	for (int i = 0; i < length; i++)
		buf_add(out, "%s%c", i > 0 && (length - i) % 3 == 0 ? "," : "", digits[i]);
}

static void hint_number(const struct key *key, int step, struct buf *out)
{
	double number = fabs(key->number);
	int digits = number < 1 ? 1 : 1 + (int)floor(log10(number));
	double unit = pow(10, digits - 1);

	if (step == 1) {
		buf_add(out, "a number of %d digit%s before the point", digits,
			digits == 1 ? "" : "s");
	} else if (digits == 1) {
		buf_add(out, number < 5 ? "less than 5" : "5 or more");
	} else { /* the span must not begin with the answer if that is a round number */
		buf_add(out, "over ");
		add_grouped(out, (ceil(number / unit) - 1) * unit);
		buf_add(out, " and under ");
		add_grouped(out, (floor(number / unit) + 1) * unit);
	}
}

void hint_write(const struct key *key, const char *answer, int step, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);

	if (key->kind == THING_DATE)
		hint_date(key, step, &buf);
	else if (key->kind == THING_NUMBER)
		hint_number(key, step, &buf);
	else
		hint_name(answer, step, &buf);
}
