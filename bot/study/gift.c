#include "study/gift.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/text.h"
#include "study/choices.h"
#include "study/deck.h"
#include "study/maker.h"

#include <stdlib.h>
#include <string.h>

/* Writes text, escaping the format's special characters; "->" cannot be escaped and becomes an
 * arrow.
 */
static void write_plain(FILE *out, const char *text)
{
	for (; *text; text++)
		if (strncmp(text, "->", 2) == 0) {
			fputs("→", out);
			text++;
		} else if (*text == '\n' || *text == '\r') {
			fputc(' ', out);
		} else {
			if (strchr("~=#{}:\\", *text))
				fputc('\\', out);
			fputc(*text, out);
		}
}

/* Right answers, at most MOST, without those that differ only in case. */
enum { MOST = 12 };
struct right {
	FILE *out;
	char list[MOST][ITEM_ANSWER];
	size_t count;
};

static void add_right(struct right *right, const char *text)
{
	for (size_t i = 0; i < right->count; i++)
		if (text_compare_ascii(right->list[i], text) == 0)
			return;
	if (right->count == MOST || strlen(text) >= ITEM_ANSWER)
		return;
	strcpy(right->list[right->count++], text);
	fputs(" =", right->out);
	write_plain(right->out, text);
}

/* Adds a day, month or year as people write it. Like the judge, accepts the year alone. */
static void add_dates(struct right *right, struct date_span span)
{
	const int year = span.first / 10000, month = span.first / 100 % 100, day = span.first % 100;
	char text[ITEM_ANSWER];

	if (span.first == span.last) {
		snprintf(text, sizeof text, "%d %s %d", day, date_month(month), year);
		add_right(right, text);
		snprintf(text, sizeof text, "%s %d, %d", date_month(month), day, year);
		add_right(right, text);
		snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
		add_right(right, text);
	}
	if (span.first / 100 == span.last / 100) {
		snprintf(text, sizeof text, "%s %d", date_month(month), year);
		add_right(right, text);
	}
	if (year > 0 && year == span.last / 10000) {
		snprintf(text, sizeof text, "%d", year);
		add_right(right, text);
	}
}

/* Adds the number in digits, without separators and with them. */
static void add_numbers(struct right *right, double number)
{
	char digits[64], grouped[96];
	size_t length, at = 0;

	if (number < 0 || number > 1e15 || number != (double)(int64_t)number)
		return;
	snprintf(digits, sizeof digits, "%lld", (long long)number);
	add_right(right, digits);
	length = strlen(digits);
	for (size_t i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			grouped[at++] = ',';
		grouped[at++] = digits[i];
	}
	grouped[at] = '\0';
	add_right(right, grouped);
}

static void write_answers(FILE *out, const struct index *index, const struct item *item)
{
	struct right right = {.out = out};
	struct key key;

	add_right(&right, item->answer);
	if (!judge_key(index, item->kind, item->answer, &key))
		return;
	if (item->kind == THING_DATE)
		add_dates(&right, key.date);
	else if (item->kind == THING_NUMBER)
		add_numbers(&right, key.number);
	else
		for (size_t i = 0; key.alias && i < key.alias->name_count; i++)
			add_right(&right, key.alias->names[i]);
}

static void write_feedback(FILE *out, const struct index *index, const struct fact *fact)
{
	char sources[DECK_SOURCES];

	deck_sources(&index->set, fact, sources);
	fputs(" ####", out);
	write_plain(out, fact->says);
	fputs(" [", out);
	write_plain(out, sources);
	fprintf(out, "] (%s)}\n\n", fact->id);
}

/* Writes a short-answer question. */
static void write_open(FILE *out, const struct index *index, const struct fact *fact,
	const struct item *item, size_t number)
{
	fprintf(out, "::%s %zu::[plain]", fact->id, number);
	write_plain(out, item->prompt);
	fputs(" {", out);
	write_answers(out, index, item);
	write_feedback(out, index, fact);
}

/* Writes a multiple-choice question, if there are enough choices; they are the same each time. */
static void write_choice(FILE *out, const struct index *index, const struct profile *profile,
	const struct item *item, size_t number)
{
	char choices[ITEM_CHOICES][ITEM_ANSWER];

	if (!choices_draw(index, profile, hash_text(profile->fact->id) + number, item, choices))
		return;
	fprintf(out, "::%s %zu, choice::[plain]", profile->fact->id, number);
	write_plain(out, item->prompt);
	fputs(" {", out);
	for (size_t i = 0; i < ITEM_CHOICES; i++) {
		fputs(i ? " ~" : "=", out);
		write_plain(out, choices[i]);
	}
	write_feedback(out, index, profile->fact);
}

/* The order of facts in the file: by topic, then as in the index. */
static int by_topic(const void *a, const void *b)
{
	const struct profile *x = *(const struct profile *const *)a;
	const struct profile *y = *(const struct profile *const *)b;
	int order = strcmp(x->fact->topic, y->fact->topic);

	return order ? order : (x > y) - (x < y);
}

void gift_write(FILE *out, const struct index *index, const struct site_part *part, bool choices)
{
	const struct profile **list = must_alloc((index->count + 1) * sizeof *list);
	const char *category = "";
	struct item items[ITEMS_MAX];

	for (size_t i = 0; i < index->count; i++)
		list[i] = &index->profiles[i];
	qsort(list, index->count, sizeof *list, by_topic);
	fputs("// Questions for Moodle, in GIFT, from tonle's facts.\n\n", out);
	for (size_t i = 0; i < index->count; i++) {
		const struct fact *fact = list[i]->fact;
		size_t count = site_part_has(part, fact) ? maker_make(index, list[i], items) : 0;

		if (count > 0 && strcmp(fact->topic, category) != 0) {
			category = fact->topic;
			fprintf(out, "$CATEGORY: tonle/%s\n\n", category);
		}
		for (size_t k = 0; k < count; k++) {
			write_open(out, index, fact, &items[k], k + 1);
			if (choices)
				write_choice(out, index, list[i], &items[k], k + 1);
		}
	}
	free(list);
}
