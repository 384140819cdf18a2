#include "page/figures.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "keep/store_lists.h"
#include "keep/store_pages.h"
#include "keep/store_work.h"
#include "language/words.h"
#include "page/html.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { WEEKS = 13, WEEK = 7 * 86400, MOST = 10, TOP = 22, BARS = 180, LABELS = 24 };

/* --- questions per week ----------------------------------------------------------------------- */

/* The parts of a week's bar, from the bottom up, with their marks in page.css. */
static const struct {
	const char *name, *style;
} parts[] = {{"answered", "h0"}, {"offered", "h5"}, {"not known", "h1"}};
enum { PARTS = sizeof parts / sizeof *parts };

static int part_of(const struct store_week *week, size_t part)
{
	return part == 0 ? week->answered : part == 1 ? week->offered : week->unknown;
}

static int sum_of(const struct store_week *week)
{
	return week->answered + week->offered + week->unknown;
}

static void write_day(FILE *out, int64_t at)
{
	const time_t seconds = (time_t)at;
	struct tm parts_of_day;

	if (gmtime_r(&seconds, &parts_of_day))
		fprintf(out, "%d %.3s", parts_of_day.tm_mday, date_month(parts_of_day.tm_mon + 1));
}

static void write_bar(
	FILE *out, const struct store_week *week, double x, double width, double scale)
{
	double y = TOP + BARS;

	for (size_t p = 0; p < PARTS; p++) {
		double height = part_of(week, p) * scale;

		y -= height;
		if (height > 0)
			fprintf(out,
				"<rect class=\"%s\" x=\"%.2f%%\" y=\"%.1f\" width=\"%.2f%%\" "
				"height=\"%.1f\"/>",
				parts[p].style, x, y, width, height);
	}
	if (sum_of(week) > 0)
		fprintf(out, "<text x=\"%.2f%%\" y=\"%.1f\">%d</text>\n", x, y - 5, sum_of(week));
}

static void write_bars(FILE *out, const struct store_week weeks[WEEKS])
{
	const double step = 100.0 / WEEKS;
	int most = 1;

	for (int i = 0; i < WEEKS; i++)
		if (sum_of(&weeks[i]) > most)
			most = sum_of(&weeks[i]);
	fprintf(out,
		"<svg class=\"overview\" width=\"100%%\" height=\"%d\" aria-hidden=\"true\">\n",
		TOP + BARS + LABELS);
	for (int i = 0; i < WEEKS; i++) {
		write_bar(out, &weeks[i], step * i + 1, step - 2, (double)BARS / most);
		if (i % 3 == 0 && i + 1 < WEEKS) {
			fprintf(out, "<text x=\"%.2f%%\" y=\"%d\">", step * i + 1, TOP + BARS + 17);
			write_day(out, weeks[i].from);
			fputs("</text>", out);
		}
	}
	fprintf(out, "\n<line class=\"axis\" x1=\"0\" y1=\"%d\" x2=\"100%%\" y2=\"%d\"/></svg>\n",
		TOP + BARS, TOP + BARS);
}

/* Writes the totals, as a legend of the bars; false if nothing was asked. */
static bool write_shares(FILE *out, const struct store_week weeks[WEEKS])
{
	int sum = 0, counts[PARTS] = {0};

	for (int i = 0; i < WEEKS; i++)
		for (size_t p = 0; p < PARTS; p++) {
			counts[p] += part_of(&weeks[i], p);
			sum += part_of(&weeks[i], p);
		}
	if (sum == 0)
		return false;
	fprintf(out, "<p>%d %s in %d weeks:</p>\n<ul class=\"legend\">\n", sum,
		sum == 1 ? "question" : "questions", WEEKS);
	for (size_t p = 0; p < PARTS; p++)
		fprintf(out,
			"<li><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect "
			"class=\"%s\" width=\"12\" height=\"12\"/></svg> %s: %d (%d %%)</li>\n",
			parts[p].style, parts[p].name, counts[p],
			(200 * counts[p] + sum) / (2 * sum));
	fputs("</ul>\n", out);
	return true;
}

static void write_table(FILE *out, const struct store_week weeks[WEEKS])
{
	fputs("<details><summary>The same as a table</summary>\n<table>\n<thead><tr><th "
	      "scope=\"col\">week from</th>",
		out);
	for (size_t p = 0; p < PARTS; p++)
		fprintf(out, "<th scope=\"col\">%s</th>", parts[p].name);
	fputs("</tr></thead>\n<tbody>\n", out);
	for (int i = 0; i < WEEKS; i++) {
		fputs("<tr><th scope=\"row\">", out);
		write_day(out, weeks[i].from);
		fputs("</th>", out);
		for (size_t p = 0; p < PARTS; p++)
			fprintf(out, "<td>%d</td>", part_of(&weeks[i], p));
		fputs("</tr>\n", out);
	}
	fputs("</tbody></table></details>\n", out);
}

static void write_weeks(FILE *out, const struct site *site)
{
	struct store_week weeks[WEEKS];
	const int64_t since = site->now - (int64_t)(WEEKS - 1) * WEEK;

	fputs("<section aria-labelledby=\"weeks\">\n<h2 id=\"weeks\">Questions per week</h2>\n",
		out);
	if (store_weeks(site->store, since, weeks, WEEKS, NULL) && write_shares(out, weeks)) {
		write_bars(out, weeks);
		write_table(out, weeks);
	} else {
		fprintf(out, "<p>Nothing was asked in the last %d weeks.</p>\n", WEEKS);
	}
	fputs("</section>\n", out);
}

/* --- facts ------------------------------------------------------------------------------------ */

struct most_asked {
	FILE *out;
	const struct site *site;
	int shown;
};

static void write_asked(void *context, const char *id, const char *detail)
{
	struct most_asked *it = context;
	const struct fact *fact = it->shown < MOST ? factset_fact(it->site->set, id) : NULL;

	if (!fact || strcmp(fact->id, id) != 0) /* it is not served */
		return;
	fputs(it->shown++ == 0 ? "<ol>\n<li>" : "<li>", it->out);
	fprintf(it->out, "%s ", detail);
	html_fact_link(it->out, "index.html", fact);
	fputs("</li>\n", it->out);
}

static void write_most_asked(FILE *out, const struct site *site)
{
	struct most_asked it = {out, site, 0};
	const struct timestamp now = {.unix = site->now};

	fputs("<section aria-labelledby=\"most\">\n<h2 id=\"most\">Facts asked for most</h2>\n",
		out);
	store_list(site->store, LIST_MOST, now, write_asked, &it, NULL);
	fputs(it.shown ? "</ol>\n</section>\n" : "<p>None yet.</p>\n</section>\n", out);
}

/* --- the backlog ------------------------------------------------------------------------------ */

/* Unanswered questions, by the topic of the fact whose words are nearest. */
struct missed {
	const struct site *site;
	int64_t *counts; /* by topic; the last one: without a topic */
	int64_t nearest; /* number of the fact that was found; 0: none */
};

static void take_nearest(void *context, int64_t number, const char *text, double score)
{
	struct missed *it = context;

	(void)text;
	(void)score;
	if (it->nearest == 0)
		it->nearest = number;
}

/* Writes the content words as an FTS5 expression; false if there are none. */
static bool any_of(const char *question, char *out, size_t size)
{
	char folded[1024];
	struct words words;
	struct buf buf = buf_over(out, size);

	text_fold(question, folded, sizeof folded);
	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++)
		if (words.list[i].kind == WORD_PLAIN || words.list[i].kind == WORD_NUMBER)
			buf_add(&buf, "%s\"%s\"", buf_length(&buf) ? " OR " : "",
				words.list[i].text);
	return buf_length(&buf) > 0;
}

static size_t topic_of(struct missed *it, const char *question)
{
	const struct site *site = it->site;
	char expression[2048];

	it->nearest = 0;
	if (any_of(question, expression, sizeof expression))
		store_search(site->store, expression, 1, take_nearest, it, NULL);
	const struct fact *fact = site_fact(site, it->nearest);
	size_t topic = 0;

	while (topic < site->topic_count &&
		!(fact && strcmp(site->topics[topic].id, fact->topic) == 0))
		topic++;
	return topic;
}

static void count_missed(struct missed *it)
{
	enum { ROOM = 100 };
	struct unanswered list[ROOM];
	size_t count = ROOM;

	for (size_t skip = 0; skip < ASKED_MAX && count == ROOM; skip += ROOM) {
		struct arena arena = {0};

		if (!store_asked_list(it->site->store, skip, list, ROOM, &count, &arena, NULL))
			count = 0;
		for (size_t i = 0; i < count; i++)
			it->counts[topic_of(it, list[i].text)] += list[i].times;
		arena_free(&arena);
	}
}

/* The topic with most unanswered questions; -1 if there are none. */
static int topic_with_most(const struct missed *it)
{
	int most = -1;

	for (size_t t = 0; t < it->site->topic_count; t++)
		if (it->counts[t] > (most < 0 ? 0 : it->counts[most]))
			most = (int)t;
	return most;
}

static void write_missed(FILE *out, const struct site *site)
{
	struct missed it = {.site = site};
	int64_t most = 0;

	it.counts = must_alloc((site->topic_count + 1) * sizeof *it.counts);
	count_missed(&it);
	for (int shown = 0, t; shown < MOST && (t = topic_with_most(&it)) >= 0; shown++) {
		const struct site_topic *topic = &site->topics[t];

		most = most ? most : it.counts[t];
		fputs(shown ? "<li>" : "<ol>\n<li>", out);
		fprintf(out, "<a href=\"index.html#topic-%s\">", topic->id);
		html_prose(out, topic->name);
		fprintf(out,
			"</a>: %lld<svg class=\"span\" width=\"100%%\" height=\"8\" "
			"aria-hidden=\"true\"><rect class=\"h1\" width=\"%.1f%%\" "
			"height=\"8\"/></svg></li>\n",
			(long long)it.counts[t], 100.0 * (double)it.counts[t] / (double)most);
		it.counts[t] = 0;
	}
	fputs(most ? "</ol>\n" : "", out);
	free(it.counts);
}

static void write_backlog(FILE *out, const struct site *site)
{
	const int64_t waiting = store_asked_count(site->store);
	const int64_t since = store_asked_since(site->store);

	fputs("<section aria-labelledby=\"backlog\">\n<h2 id=\"backlog\">Topics with most "
	      "questions without an answer</h2>\n",
		out);
	if (waiting > 0)
		fprintf(out, "<p>%lld %s for an answer, the oldest for %lld days.</p>\n",
			(long long)waiting,
			waiting == 1 ? "question is waiting" : "questions are waiting",
			(long long)((site->now - since) / 86400));
	else
		fputs("<p>No question is waiting for an answer.</p>\n", out);
	write_missed(out, site);
	fputs("</section>\n", out);
}

void figures_write(FILE *out, const struct site *site)
{
	char title[200];

	subject_title(&site->subject, "figures", title, sizeof title);
	html_begin(out, "figures.html", title,
		"How many questions were asked and answered, without names or the questions.");
	fprintf(out, "<p>%zu facts on %zu topics, from %zu sources.</p>\n", site->set->fact_count,
		site->topic_count, site->set->source_count);
	write_weeks(out, site);
	write_most_asked(out, site);
	write_backlog(out, site);
	html_end(out, site->extras);
}
