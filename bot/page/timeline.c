#include "page/timeline.h"

#include "base/arena.h"
#include "base/date.h"
#include "page/html.h"

#include <stdlib.h>
#include <string.h>

/* The drawing: vertical sizes are in CSS pixels, horizontal ones in percent, so that a phone shows
 * all years. */
enum { LANES = 48, LANE = 7, TOP = 8, LABELS = 26, PERIODS = 12, HUES = 7, SHAPES = 4 };

static const double GAP = 1.2; /* percent between the marks of a lane */

struct dated {
	const struct fact *fact;
	struct date_span span;
	double from, to; /* in percent of the scale */
	size_t topic;    /* in site.topics */
};

struct timeline {
	const struct site *site;
	struct dated *list; /* by time */
	size_t count;
	int first_year, end_year, period; /* the scale, and the years between its labels */
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

/* The day as a year with a fraction, exact enough for a drawing. */
static double year_with_fraction(int day)
{
	return day / 10000 + (day / 100 % 100 - 1) / 12.0 + (day % 100 - 1) / 372.0;
}

static double place(const struct timeline *line, double year)
{
	return 100 * (year - line->first_year) / (line->end_year - line->first_year);
}

/* The shortest round number of years of which at most PERIODS cover the scale. */
static int period_for(int years)
{
	static const int periods[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
	size_t i = 0;

	while (i + 1 < sizeof periods / sizeof *periods && years > periods[i] * PERIODS)
		i++;
	return periods[i];
}

static void set_scale(struct timeline *line)
{
	int last = 0;

	for (size_t i = 0; i < line->count; i++)
		if (line->list[i].span.last / 10000 > last)
			last = line->list[i].span.last / 10000;
	line->period = period_for(last + 1 - year_of(&line->list[0]));
	line->first_year = year_of(&line->list[0]) / line->period * line->period;
	line->end_year = (last / line->period + 1) * line->period;
	for (size_t i = 0; i < line->count; i++) {
		line->list[i].from = place(line, year_with_fraction(line->list[i].span.first));
		line->list[i].to = place(line, year_with_fraction(line->list[i].span.last));
	}
}

static struct timeline gather_dated(const struct site *site)
{
	struct timeline line = {
		.site = site, .list = must_alloc((site->set->fact_count + 1) * sizeof *line.list)};

	for (size_t t = 0; t < site->topic_count; t++)
		for (size_t i = 0; i < site->topics[t].count; i++) {
			struct dated *dated = &line.list[line.count];

			dated->fact = site->facts[site->topics[t].first + i];
			dated->topic = t;
			line.count += date_read(dated->fact->when, &dated->span);
		}
	qsort(line.list, line.count, sizeof *line.list, by_time);
	if (line.count > 0)
		set_scale(&line);
	return line;
}

/* --- the overview ----------------------------------------------------------------------------- */

/* For the filter. */
static void write_topics(FILE *out, const struct fact *fact)
{
	char topics[FACT_TOPICS_TEXT];

	fprintf(out, " data-topics=\"%s\"", fact_topics(fact, " ", topics, sizeof topics));
}

/* Writes the classes of the topic's colour and shape; 28 topics get different ones. */
static void write_class(FILE *out, size_t topic)
{
	fprintf(out, "h%zu", topic % HUES);
}

/* Draws the fact's span, if it is long enough to be visible, with the topic's mark at its start. */
static void write_mark(FILE *out, const struct dated *dated, int y)
{
	if (dated->to - dated->from > GAP / 2)
		fprintf(out, "<rect x=\"%.2f%%\" y=\"%d\" width=\"%.2f%%\" height=\"3\"/>",
			dated->from, y - 1, dated->to - dated->from);
	fprintf(out, "<svg x=\"%.2f%%\" y=\"%d\" overflow=\"visible\"><use href=\"#s%zu\"/></svg>",
		dated->from, y, dated->topic % SHAPES);
}

/* Takes the first lane with room for the fact; the last one if all are full. */
static int take_lane(double ends[LANES], const struct dated *dated)
{
	int lane = 0;

	while (lane < LANES - 1 && ends[lane] > dated->from)
		lane++;
	ends[lane] = (dated->to > dated->from + GAP ? dated->to : dated->from) + GAP;
	return lane;
}

static size_t facts_between(const struct timeline *line, int from, int to, int *first_year)
{
	size_t count = 0;

	for (size_t i = 0; i < line->count; i++) {
		int year = year_of(&line->list[i]);

		if (year < from || year >= to)
			continue;
		if (count++ == 0)
			*first_year = year;
	}
	return count;
}

/* Draws a link for each period, as wide as its years and as high as the drawing. */
static void write_periods(FILE *out, const struct timeline *line, int height)
{
	for (int year = line->first_year; year < line->end_year; year += line->period) {
		int first = 0;
		size_t count = facts_between(line, year, year + line->period, &first);
		double x = place(line, year), width = place(line, year + line->period) - x;

		if (count > 0)
			fprintf(out,
				"<a href=\"#y%d\" aria-label=\"%d to %d: %zu\"><rect "
				"class=\"period\" x=\"%.2f%%\" y=\"0\" width=\"%.2f%%\" "
				"height=\"%d\"/></a>\n",
				first, year, year + line->period - 1, count, x, width,
				height + LABELS);
		fprintf(out,
			"<text x=\"%.2f%%\" y=\"%d\">%d</text><line class=\"axis\" x1=\"%.2f%%\" "
			"y1=\"0\" x2=\"%.2f%%\" y2=\"%d\"/>\n",
			x + 0.4, height + LABELS - 8, year, x, x, height + LABELS);
	}
	fprintf(out, "<line class=\"axis\" x1=\"0\" y1=\"%d\" x2=\"100%%\" y2=\"%d\"/>\n", height,
		height);
}

static void write_overview(FILE *out, const struct timeline *line)
{
	double ends[LANES] = {0};
	int *lanes = must_alloc(line->count * sizeof *lanes), most = 0;

	for (size_t i = 0; i < line->count; i++) {
		lanes[i] = take_lane(ends, &line->list[i]);
		if (lanes[i] > most)
			most = lanes[i];
	}
	const int height = (most + 1) * LANE + TOP;

	fprintf(out,
		"<svg class=\"overview\" width=\"100%%\" height=\"%d\" role=\"group\" "
		"aria-labelledby=\"drawn\">\n<title id=\"drawn\">The facts by date, %d to %d; each "
		"part links to its years in the list</title>\n"
		"<defs><circle id=\"s0\" r=\"3.2\"/><rect id=\"s1\" x=\"-3\" y=\"-3\" "
		"width=\"6\" height=\"6\"/><path id=\"s2\" d=\"M0-4 4 0 0 4-4 0z\"/><path "
		"id=\"s3\" d=\"M0-4 4 3-4 3z\"/></defs>\n",
		height + LABELS, year_of(&line->list[0]), year_of(&line->list[line->count - 1]));
	write_periods(out, line, height);
	for (size_t i = 0; i < line->count; i++) {
		const struct dated *dated = &line->list[i];

		fputs("<g", out);
		write_topics(out, dated->fact);
		fputs(" class=\"", out);
		write_class(out, dated->topic);
		fputs("\">", out);
		write_mark(out, dated, height - TOP - lanes[i] * LANE);
		fputs("</g>\n", out);
	}
	fputs("</svg>\n", out);
	free(lanes);
}

/* --- the list --------------------------------------------------------------------------------- */

static void write_filter(FILE *out, const struct timeline *line)
{
	fputs("<form class=\"search filter\" hidden>\n<label for=\"topic\">Topic</label>\n"
	      "<select id=\"topic\">\n<option value=\"\">all topics</option>\n",
		out);
	for (size_t t = 0; t < line->site->topic_count; t++) {
		const struct site_topic *topic = &line->site->topics[t];
		size_t count = 0;

		for (size_t i = 0; i < line->count; i++)
			count += fact_is_on(line->list[i].fact, topic->id);
		if (count == 0)
			continue;
		fprintf(out, "<option value=\"%s\">", topic->id);
		html_text(out, topic->name);
		fprintf(out, " (%zu)</option>\n", count);
	}
	fputs("</select>\n<output for=\"topic\" aria-live=\"polite\"></output>\n</form>\n", out);
}

static void write_timeline_entry(FILE *out, const struct timeline *line, const struct dated *dated)
{
	const struct fact *fact = dated->fact;

	fprintf(out, "<li id=\"%s\"", fact->id);
	write_topics(out, fact);
	fputs(" class=\"", out);
	write_class(out, dated->topic);
	fputs("\"><svg class=\"span\" width=\"100%\" height=\"12\" aria-hidden=\"true\"><line "
	      "class=\"axis\" x1=\"0\" y1=\"6\" x2=\"100%\" y2=\"6\"/>",
		out);
	write_mark(out, dated, 6);
	fputs("</svg>\n", out);
	html_when(out, fact);
	fputs(" <a class=\"topic\" href=\"index.html#topic-", out);
	fputs(fact->topic, out);
	fprintf(out,
		"\"><svg width=\"12\" height=\"12\" viewBox=\"-6 -6 12 12\" "
		"aria-hidden=\"true\"><use href=\"#s%zu\"/></svg>",
		dated->topic % SHAPES);
	html_prose(out, line->site->topics[dated->topic].name);
	fputs("</a> <p>", out);
	html_prose(out, fact->says);
	fprintf(out, "</p> <a class=\"id\" href=\"index.html#%s\">%s</a></li>\n", fact->id,
		fact->id);
}

static void write_timeline_list(FILE *out, const struct timeline *line)
{
	fputs("<div class=\"years\">\n", out);
	for (size_t i = 0; i < line->count; i++) {
		int year = year_of(&line->list[i]);

		if (i == 0 || year != year_of(&line->list[i - 1]))
			fprintf(out,
				"%s<section aria-labelledby=\"y%d\">\n<h2 "
				"id=\"y%d\">%d</h2>\n<ol>\n",
				i ? "</ol>\n</section>\n" : "", year, year, year);
		write_timeline_entry(out, line, &line->list[i]);
	}
	fputs("</ol>\n</section>\n</div>\n", out);
}

void timeline_write(FILE *out, const struct site *site)
{
	struct timeline line = gather_dated(site);
	char title[200];

	subject_title(&site->subject, "timeline", title, sizeof title);
	html_begin(out, "timeline.html", title,
		"The facts with a date, in chronological order. Each entry links to its sources; "
		"a bar shows how long it lasted.");
	if (line.count > 0) {
		write_filter(out, &line);
		write_overview(out, &line);
		write_timeline_list(out, &line);
	} else {
		fputs("<p>No fact has a date yet.</p>\n", out);
	}
	html_end(out, site->extras);
	free(line.list);
}
