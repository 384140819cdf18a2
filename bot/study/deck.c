#include "study/deck.h"

#include "base/csv.h"
#include "base/text.h"
#include "study/maker.h"

#include <stdlib.h>
#include <string.h>

enum { SOURCES = 1024, TAGS = FACT_TOPICS_TEXT };

static bool is_card_wanted(const struct fact *fact, const char *topic)
{
	return !*topic || fact_is_on(fact, topic);
}

/* "US–Cambodia help page ¶25; VOA timeline 2018, entry Oct 2004" */
static void list_sources(const struct factset *set, const struct fact *fact, char out[SOURCES])
{
	struct buf buf = buf_over(out, SOURCES);

	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct citation *citation = &fact->citations[i];
		const struct source *source = factset_source(set, citation->source);

		buf_add(&buf, "%s%s", i ? "; " : "", source ? source->brief : citation->source);
		if (citation->paragraph)
			buf_add(&buf, " ¶%d", citation->paragraph);
		if (*citation->locator)
			buf_add(&buf, ", %s", citation->locator);
	}
}

/* --- Anki ------------------------------------------------------------------------------------- */

/* A field of HTML: what would end it or begin a quoted one is escaped. */
static void write_card_field(FILE *out, const char *text)
{
	for (; *text; text++)
		switch (*text) {
		case '&':
			fputs("&amp;", out);
			break;
		case '<':
			fputs("&lt;", out);
			break;
		case '>':
			fputs("&gt;", out);
			break;
		case '"':
			fputs("&quot;", out);
			break;
		case '\t':
		case '\n':
		case '\r':
			fputc(' ', out);
			break;
		default:
			fputc(*text, out);
		}
}

void deck_write_anki(FILE *out, const struct factset *set, const char *topic, const char *url)
{
	char sources[SOURCES], tags[TAGS];

	fputs("#separator:tab\n#html:true\n#notetype:Basic\n#deck:", out);
	fputs(set->subject.name && *set->subject.name ? set->subject.name : "tonle", out);
	fputs("\n#columns:Front\tBack\tTags\n#tags column:3\n", out);
	for (size_t i = 0; i < set->fact_count; i++) {
		const struct fact *fact = &set->facts[i];

		if (!is_card_wanted(fact, topic))
			continue;
		list_sources(set, fact, sources);
		write_card_field(out, maker_front(fact));
		fputc('\t', out);
		write_card_field(out, fact->says);
		fputs("<br><small>[", out);
		write_card_field(out, sources);
		fputs("] ", out);
		if (*url) {
			fputs("<a href='", out);
			write_card_field(out, url);
			fprintf(out, "index.html#%s'>%s</a>", fact->id, fact->id);
		} else {
			fprintf(out, "(%s)", fact->id);
		}
		fprintf(out, "</small>\ttonle %s\n", fact_topics(fact, " ", tags, sizeof tags));
	}
}

/* --- a table ---------------------------------------------------------------------------------- */

void deck_write_csv(FILE *out, const struct factset *set, const char *topic)
{
	static const char *const head[] = {"front", "back", "sources", "topics", "date", "id"};
	enum { COLUMNS = sizeof head / sizeof *head };
	char sources[SOURCES], tags[TAGS];

	csv_write(out, head, COLUMNS);
	for (size_t i = 0; i < set->fact_count; i++) {
		const struct fact *fact = &set->facts[i];

		if (!is_card_wanted(fact, topic))
			continue;
		list_sources(set, fact, sources);
		const char *const row[COLUMNS] = {maker_front(fact), fact->says, sources,
			fact_topics(fact, " ", tags, sizeof tags), fact->when, fact->id};

		csv_write(out, row, COLUMNS);
	}
}

/* --- GIFT ------------------------------------------------------------------------------------- */

/* Text in which nothing is a mark of the format; "->", which cannot be escaped, becomes an arrow.
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

/* Right answers, each written once whatever its case, at most MOST. */
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

/* A day, month or year as people write it; a year alone is enough, as for the judge. */
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

/* In digits, without separators and with them. */
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

static void write_item(FILE *out, const struct index *index, const struct fact *fact,
	const struct item *item, size_t number)
{
	char sources[SOURCES];

	list_sources(&index->set, fact, sources);
	fprintf(out, "::%s %zu::[plain]", fact->id, number);
	write_plain(out, item->prompt);
	fputs(" {", out);
	write_answers(out, index, item);
	fputs(" ####", out);
	write_plain(out, fact->says);
	fputs(" [", out);
	write_plain(out, sources);
	fprintf(out, "] (%s)}\n\n", fact->id);
}

/* A fact's place in the file: by topic, then as the index has them. */
static int by_topic(const void *a, const void *b)
{
	const struct profile *x = *(const struct profile *const *)a;
	const struct profile *y = *(const struct profile *const *)b;
	int order = strcmp(x->fact->topic, y->fact->topic);

	return order ? order : (x > y) - (x < y);
}

void deck_write_gift(FILE *out, const struct index *index, const char *topic)
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
		size_t count = is_card_wanted(fact, topic) ? maker_make(index, list[i], items) : 0;

		if (count > 0 && strcmp(fact->topic, category) != 0) {
			category = fact->topic;
			fprintf(out, "$CATEGORY: tonle/%s\n\n", category);
		}
		for (size_t k = 0; k < count; k++)
			write_item(out, index, fact, &items[k], k + 1);
	}
	free(list);
}

/* --- for the pages ---------------------------------------------------------------------------- */

static void write_all_anki(FILE *out, const struct factset *set, const char *url)
{
	deck_write_anki(out, set, "", url);
}

static void write_all_csv(FILE *out, const struct factset *set, const char *url)
{
	(void)url;
	deck_write_csv(out, set, "");
}

const struct site_file deck_files[] = {{"cards.txt", "flash cards for Anki", write_all_anki},
	{"cards.csv", "flash cards as a table", write_all_csv}, {NULL, NULL, NULL}};
