#include "page/sources_page.h"

#include "base/arena.h"
#include "base/watch.h"
#include "page/html.h"

#include <stdlib.h>
#include <string.h>

static void write_line(FILE *out, const char *name, const char *value)
{
	if (!*value)
		return;
	fprintf(out, "<dt>%s</dt><dd>", name);
	html_prose(out, value);
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
			fputs("<li>", out);
			html_fact_link(out, "index.html", &set->facts[i]);
			fputs("</li>\n", out);
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
	html_prose(out, source->title);
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

void sources_page_write(FILE *out, const struct site *site)
{
	const struct factset *set = site->set;
	char title[200];

	subject_write(&site->subject, "Sources{on}", title, sizeof title);
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
	html_end(out, site->extras);
}
