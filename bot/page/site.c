#include "page/site.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/watch.h"
#include "page/html.h"
#include "page/timeline.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { QUESTIONS_SHOWN = 5, PATH_SIZE = 4096 };

/* --- citations -------------------------------------------------------------------------------- */

static void write_place(FILE *out, const struct citation *citation)
{
	if (citation->paragraph)
		fprintf(out, " ¶%d", citation->paragraph);
	if (*citation->locator) {
		fputs(", ", out);
		html_text(out, citation->locator);
	}
}

static void write_citation(FILE *out, const struct factset *set, const struct citation *citation)
{
	const struct source *source = factset_source(set, citation->source);

	fprintf(out, "<li><a href=\"sources.html#%s\">", citation->source);
	html_text(out, source ? source->brief : citation->source);
	fputs("</a>", out);
	write_place(out, citation);
	if (*citation->supports) {
		fputs(" <span class=\"for\">for ", out);
		html_text(out, citation->supports);
		fputs("</span>", out);
	}
	if (*citation->quote) {
		fputs(" <q>", out);
		html_text(out, citation->quote);
		fputs("</q>", out);
	}
	fputs("</li>\n", out);
}

/* --- the facts -------------------------------------------------------------------------------- */

static void write_questions(FILE *out, const struct fact *fact)
{
	int shown = 0;

	fputs("<details><summary>Questions it answers</summary>\n<ul>\n", out);
	for (size_t i = 0; i < fact->question_count && shown < QUESTIONS_SHOWN; i++) {
		if (fact->questions[i].kind != QUESTION_ASK)
			continue;
		fputs("<li>", out);
		html_text(out, fact->questions[i].text);
		fputs("</li>\n", out);
		shown++;
	}
	fputs("</ul></details>\n", out);
}

static void write_fact(FILE *out, const struct factset *set, const struct fact *fact)
{
	fprintf(out, "<article id=\"%s\">\n", fact->id);
	for (size_t i = 0; i < fact->former_count; i++)
		fprintf(out, "<span id=\"%s\"></span>\n", fact->formerly[i]); /* links to it */
	fputs("<p class=\"says\">", out);
	html_text(out, fact->says);
	fputs("</p>\n<p class=\"about\">", out);
	html_when(out, fact);
	fprintf(out, " <a class=\"id\" href=\"#%s\">%s</a></p>\n<ul class=\"cites\">\n", fact->id,
		fact->id);
	for (size_t i = 0; i < fact->citation_count; i++)
		write_citation(out, set, &fact->citations[i]);
	fputs("</ul>\n", out);
	write_questions(out, fact);
	fputs("</article>\n", out);
}

/* The facts' topics as they first occur; the caller frees the list. */
static const char **list_topics(const struct factset *set, size_t *count)
{
	const char **list = NULL;
	struct map seen = {0};
	size_t room = 0;

	*count = 0;
	for (size_t i = 0; i < set->fact_count; i++)
		for (size_t k = 0; k <= set->facts[i].topic_count; k++) {
			const struct fact *fact = &set->facts[i];
			const char *topic = k == 0 ? fact->topic : fact->topics[k - 1];

			if (map_get(&seen, topic) >= 0)
				continue;
			map_put(&seen, topic, 1);
			GROW(list, *count, room);
			list[(*count)++] = topic;
		}
	map_free(&seen);
	return list;
}

static size_t facts_of(const struct factset *set, const char *topic)
{
	size_t count = 0;

	for (size_t i = 0; i < set->fact_count; i++)
		count += fact_is_on(&set->facts[i], topic);
	return count;
}

/* Links to the facts that belong to the topic, too, and stand under another. */
static void write_others(FILE *out, const struct factset *set, const char *topic)
{
	bool any = false;

	for (size_t i = 0; i < set->fact_count; i++) {
		const struct fact *fact = &set->facts[i];

		if (strcmp(fact->topic, topic) == 0 || !fact_is_on(fact, topic))
			continue;
		fputs(any ? "" : "<p>See also:</p>\n<ul>\n", out);
		any = true;
		fprintf(out, "<li><a href=\"#%s\">", fact->id);
		html_text(out, fact->says);
		fputs("</a></li>\n", out);
	}
	fputs(any ? "</ul>\n" : "", out);
}

static void write_topic(FILE *out, const struct factset *set, const char *topic, size_t *written)
{
	fprintf(out, "<section aria-labelledby=\"topic-%s\">\n<h2 id=\"topic-%s\">", topic, topic);
	html_topic(out, set, topic);
	fputs("</h2>\n", out);
	for (size_t i = 0; i < set->fact_count; i++)
		if (strcmp(set->facts[i].topic, topic) == 0 &&
			watch_step(*written, set->fact_count)) {
			write_fact(out, set, &set->facts[i]);
			++*written;
		}
	write_others(out, set, topic);
	fputs("</section>\n", out);
}

static void write_index(FILE *out, const struct factset *set)
{
	char title[200];
	size_t written = 0, count;
	const char **topics = list_topics(set, &count);

	subject_title(&set->subject, "facts and their sources", title, sizeof title);
	html_begin(out, "index.html", title,
		"The facts that tonle answers with, each with the document and paragraph it is "
		"from.");
	fputs("<form class=\"search\" role=\"search\" hidden>\n<label for=\"words\">Search the "
	      "facts</label>\n<input id=\"words\" type=\"search\" autocomplete=\"off\" "
	      "spellcheck=\"false\">\n<output for=\"words\" "
	      "aria-live=\"polite\"></output>\n</form>\n"
	      "<nav class=\"topics\" aria-label=\"Topics\">\n",
		out);
	for (size_t i = 0; i < count; i++) {
		fprintf(out, "<a href=\"#topic-%s\">", topics[i]);
		html_topic(out, set, topics[i]);
		fprintf(out, " <span>%zu</span></a>\n", facts_of(set, topics[i]));
	}
	fputs("</nav>\n", out);
	for (size_t i = 0; i < count; i++)
		write_topic(out, set, topics[i], &written);
	free(topics);
	html_end(out);
}

/* --- the sources ------------------------------------------------------------------------------ */

static void write_line(FILE *out, const char *name, const char *value)
{
	if (!*value)
		return;
	fprintf(out, "<dt>%s</dt><dd>", name);
	html_text(out, value);
	fputs("</dd>\n", out);
}

static bool cites_source(const struct fact *fact, const struct source *source)
{
	for (size_t i = 0; i < fact->citation_count; i++)
		if (strcmp(fact->citations[i].source, source->id) == 0)
			return true;
	return false;
}

static void write_citing(
	FILE *out, const struct factset *set, const struct source *source, size_t count)
{
	fprintf(out, "<details><summary>%zu %s</summary>\n<ul>\n", count,
		count == 1 ? "fact cites it" : "facts cite it");
	for (size_t i = 0; i < set->fact_count; i++)
		if (cites_source(&set->facts[i], source)) {
			fprintf(out, "<li><a href=\"index.html#%s\">", set->facts[i].id);
			html_text(out, set->facts[i].says);
			fputs("</a></li>\n", out);
		}
	fputs("</ul></details>\n", out);
}

static bool is_web_address(const char *url)
{
	return strncmp(url, "https://", 8) == 0 || strncmp(url, "http://", 7) == 0;
}

static void write_source(
	FILE *out, const struct factset *set, const struct source *source, size_t citing)
{
	fprintf(out, "<article id=\"%s\">\n<h2>", source->id);
	html_text(out, source->title);
	fputs("</h2>\n<dl>\n", out);
	write_line(out, "Author", source->author);
	write_line(out, "In", source->csl.container);
	write_line(out, "Publisher", source->publisher);
	write_line(out, "Number", source->csl.number);
	write_line(out, "Date", source->date);
	write_line(out, "Licence", source->licence);
	write_line(out, "Short name in answers", source->brief);
	write_line(out, "Copy that was read", source->csl.archive);
	write_line(out, "Note", source->csl.note);
	if (is_web_address(source->url)) {
		fputs("<dt>Address</dt><dd><a rel=\"noreferrer\" href=\"", out);
		html_text(out, source->url);
		fputs("\">", out);
		html_text(out, source->url);
		fputs("</a></dd>\n", out);
	} else {
		write_line(out, "Address", source->url);
	}
	fputs("</dl>\n", out);
	write_citing(out, set, source, citing);
	fputs("</article>\n", out);
}

/* A source and the number of facts that cite it: most cited first. */
struct ranked {
	const struct source *source;
	size_t citing;
};

static int by_citing(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->citing != y->citing)
		return x->citing > y->citing ? -1 : 1;
	return strcmp(x->source->id, y->source->id);
}

static void write_sources(FILE *out, const struct factset *set)
{
	char title[200];

	subject_write(&set->subject, "Sources{on}", title, sizeof title);
	html_begin(out, "sources.html", title,
		"The documents that the facts cite, and the facts from each.");
	struct ranked *ranked = must_alloc((set->source_count + 1) * sizeof *ranked);

	for (size_t i = 0; i < set->source_count; i++) {
		ranked[i].source = &set->sources[i];
		for (size_t k = 0; k < set->fact_count; k++)
			ranked[i].citing += cites_source(&set->facts[k], &set->sources[i]);
	}
	qsort(ranked, set->source_count, sizeof *ranked, by_citing);
	for (size_t i = 0; i < set->source_count && watch_step(i, set->source_count); i++)
		write_source(out, set, ranked[i].source, ranked[i].citing);
	free(ranked);
	html_end(out);
}

/* --- files ------------------------------------------------------------------------------------ */

/* page/page.css and page/page.js, line by line (the Makefile makes these). */
static const char *const style[] = {
#include "page.css.inc"
	NULL};
static const char *const script[] = {
#include "page.js.inc"
	NULL};

static void write_style(FILE *out, const struct factset *set)
{
	(void)set;
	for (size_t i = 0; style[i]; i++)
		fputs(style[i], out);
}

static void write_script(FILE *out, const struct factset *set)
{
	(void)set;
	for (size_t i = 0; script[i]; i++)
		fputs(script[i], out);
}

static bool write_file(const struct factset *set, const char *directory, const char *name,
	void (*write)(FILE *out, const struct factset *set), struct error *err)
{
	char path[PATH_SIZE], draft[PATH_SIZE + 8];

	if ((size_t)snprintf(path, sizeof path, "%s/%s", directory, name) >= sizeof path)
		return error_set(err, "%.200s…: the path is too long", directory);
	snprintf(draft, sizeof draft, "%s.new", path);
	FILE *out = fopen(draft, "w");
	if (!out)
		return error_set(err, "%s: cannot be written: %s", draft, strerror(errno));
	write(out, set);
	bool good = !ferror(out);
	good = fclose(out) == 0 && good;
	if (good && !watch_is_stopped() && rename(draft, path) == 0)
		return true;
	if (watch_is_stopped())
		error_set(err, "interrupted");
	else
		error_set(err, "%s: cannot be written: %s", path, strerror(errno));
	unlink(draft);
	return false;
}

bool site_write(const struct factset *set, const char *directory, struct error *err)
{
	static const struct {
		const char *name;
		void (*write)(FILE *out, const struct factset *set);
	} files[] = {{"page.css", write_style}, {"page.js", write_script},
		{"index.html", write_index}, {"timeline.html", timeline_write},
		{"sources.html", write_sources}};

	if (mkdir(directory, 0777) != 0 && errno != EEXIST)
		return error_set(err, "%s: cannot be created: %s", directory, strerror(errno));
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		if (!write_file(set, directory, files[i].name, files[i].write, err))
			return false;
	return true;
}
