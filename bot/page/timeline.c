#include "page/timeline.h"

#include "base/arena.h"
#include "base/date.h"
#include "page/html.h"

#include <stdlib.h>
#include <string.h>

/* Sizes in the units of the drawing. */
enum { YEAR_WIDTH = 16, MARK = 12, MARGIN = 28, AXIS = 28, LABEL_EVERY = 5 };

struct dated {
	const struct fact *fact;
	struct date_span span;
};

struct timeline {
	struct dated *list; /* by time */
	size_t count;
	int first_year, last_year;
	unsigned most; /* marks above one year */
};

static int year_of(const struct dated *dated)
{
	return dated->span.first / 10000;
}

static int by_time(const void *a, const void *b)
{
	const struct dated *x = a, *y = b;

	if (x->span.first != y->span.first)
		return x->span.first < y->span.first ? -1 : 1;
	if (x->span.last != y->span.last)
		return x->span.last < y->span.last ? -1 : 1;
	return strcmp(x->fact->id, y->fact->id);
}

static struct timeline gather(const struct factset *set)
{
	struct timeline line = {.list = must_alloc((set->fact_count + 1) * sizeof *line.list)};
	unsigned marks = 0;

	for (size_t i = 0; i < set->fact_count; i++) {
		struct dated *dated = &line.list[line.count];

		dated->fact = &set->facts[i];
		line.count += date_read(set->facts[i].when, &dated->span);
	}
	if (line.count == 0)
		return line;
	qsort(line.list, line.count, sizeof *line.list, by_time);
	line.first_year = year_of(&line.list[0]) / 10 * 10;
	line.last_year = year_of(&line.list[line.count - 1]) + 1;
	for (size_t i = 0; i < line.count; i++) {
		bool same = i > 0 && year_of(&line.list[i]) == year_of(&line.list[i - 1]);

		marks = same ? marks + 1 : 1;
		if (marks > line.most)
			line.most = marks;
	}
	return line;
}

static void write_axis(FILE *out, const struct timeline *line, int base, int width)
{
	fprintf(out, "<line class=\"axis\" x1=\"0\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n", base, width,
		base);
	for (int year = line->first_year; year <= line->last_year; year++) {
		int x = MARGIN + (year - line->first_year) * YEAR_WIDTH + YEAR_WIDTH / 2;
		bool label = year % LABEL_EVERY == 0;

		fprintf(out, "<line class=\"axis\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", x,
			base, x, base + (label ? 7 : 4));
		if (label)
			fprintf(out, "<text x=\"%d\" y=\"%d\">%d</text>", x, base + 22, year);
		putc('\n', out);
	}
}

static void write_mark(FILE *out, const struct dated *dated, int x, int y)
{
	char words[80];

	date_words(dated->fact->when, words, sizeof words);
	fprintf(out, "<a href=\"#%s\"><circle cx=\"%d\" cy=\"%d\" r=\"%d\"><title>",
		dated->fact->id, x, y, MARK / 2 - 1);
	html_text(out, words);
	fputs(": ", out);
	html_text(out, dated->fact->says);
	fputs("</title></circle></a>\n", out);
}

static void write_drawing(FILE *out, const struct timeline *line)
{
	int width = 2 * MARGIN + (line->last_year - line->first_year + 1) * YEAR_WIDTH;
	int base = (int)line->most * MARK + MARK, level = 0;

	fputs("<div class=\"drawing\" role=\"region\" aria-label=\"Timeline, drawn\" "
	      "tabindex=\"0\">\n",
		out);
	fprintf(out,
		"<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"group\" "
		"aria-labelledby=\"drawn\">\n<title id=\"drawn\">Facts by the year in which their "
		"matter began, %d to %d; the list below has the same content</title>\n",
		width, base + AXIS, width, base + AXIS, year_of(&line->list[0]),
		year_of(&line->list[line->count - 1]));
	write_axis(out, line, base, width);
	for (size_t i = 0; i < line->count; i++) {
		int year = year_of(&line->list[i]);
		bool same = i > 0 && year == year_of(&line->list[i - 1]);

		level = same ? level + 1 : 0;
		write_mark(out, &line->list[i],
			MARGIN + (year - line->first_year) * YEAR_WIDTH + YEAR_WIDTH / 2,
			base - MARK / 2 - 2 - level * MARK);
	}
	fputs("</svg>\n</div>\n", out);
}

static void write_list(FILE *out, const struct timeline *line)
{
	for (size_t i = 0; i < line->count; i++) {
		const struct fact *fact = line->list[i].fact;
		int year = year_of(&line->list[i]);
		bool new = i == 0 || year != year_of(&line->list[i - 1]);

		if (new)
			fprintf(out,
				"%s<section aria-labelledby=\"y%d\">\n<h2 "
				"id=\"y%d\">%d</h2>\n<ol>\n",
				i ? "</ol>\n</section>\n" : "", year, year, year);
		fprintf(out, "<li id=\"%s\">", fact->id);
		html_when(out, fact);
		fputs(" <span>", out);
		html_text(out, fact->says);
		fprintf(out,
			"</span> <a class=\"id\" href=\"index.html#%s\" title=\"with its "
			"sources\">%s</a></li>\n",
			fact->id, fact->id);
	}
	fputs("</ol>\n</section>\n", out);
}

void timeline_write(FILE *out, const struct factset *set)
{
	struct timeline line = gather(set);

	char title[200];

	subject_title(&set->subject, "timeline", title, sizeof title);
	html_begin(out, "timeline.html", title,
		"The facts that have a date, in order of time. Each mark and each entry links to "
		"the statement and its sources.");
	if (line.count > 0) {
		write_drawing(out, &line);
		fputs("<div class=\"years\">\n", out);
		write_list(out, &line);
		fputs("</div>\n", out);
	} else {
		fputs("<p>No fact has a date yet.</p>\n", out);
	}
	html_end(out);
	free(line.list);
}
