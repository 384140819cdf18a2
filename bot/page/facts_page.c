#include "page/facts_page.h"

#include "base/watch.h"
#include "fact/csl.h"
#include "page/html.h"

#include <string.h>

enum { QUESTIONS_SHOWN = 5, REFERENCE_SIZE = 4096 };

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
	html_prose(out, source ? source->brief : citation->source);
	fputs("</a>", out);
	write_place(out, citation);
	if (*citation->supports) {
		fputs(" <span class=\"for\">for ", out);
		html_prose(out, citation->supports);
		fputs("</span>", out);
	}
	if (*citation->quote) {
		fputs(" <q>", out);
		html_prose(out, citation->quote);
		fputs("</q>", out);
	}
	fputs("</li>\n", out);
}

/* --- the facts -------------------------------------------------------------------------------- */

static const char *first_question(const struct fact *fact)
{
	for (size_t i = 0; i < fact->question_count; i++)
		if (fact->questions[i].kind == QUESTION_ASK)
			return fact->questions[i].text;
	return NULL;
}

static void write_questions(FILE *out, const struct fact *fact)
{
	int shown = 0;

	fputs("<details><summary>Questions it answers</summary>\n<ul>\n", out);
	for (size_t i = 0; i < fact->question_count && shown < QUESTIONS_SHOWN; i++) {
		if (fact->questions[i].kind != QUESTION_ASK)
			continue;
		fputs("<li>", out);
		html_prose(out, fact->questions[i].text);
		fputs("</li>\n", out);
		shown++;
	}
	fputs("</ul></details>\n", out);
}

/* Whether an earlier citation of the fact has the same source. */
static bool is_cited_before(const struct fact *fact, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(fact->citations[i].source, fact->citations[at].source) == 0)
			return true;
	return false;
}

/* Writes a reference to each source, and a question to ask the bot; page.js adds buttons that copy
 * them. */
static void write_use(FILE *out, const struct site *site, const struct fact *fact)
{
	const char *question = first_question(fact);
	char line[REFERENCE_SIZE];

	fputs("<details class=\"use\"><summary>Copy, cite, ask the bot</summary>\n<dl>\n"
	      "<dt>Cite as</dt><dd>",
		out);
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct source *source = factset_source(site->set, fact->citations[i].source);
		struct buf buf = BUF(line);

		if (!source || is_cited_before(fact, i))
			continue;
		csl_write(&buf, source, CSL_APA, 0);
		fputs("<p>", out);
		html_prose(out, line);
		write_place(out, &fact->citations[i]);
		fputs("</p>", out);
	}
	fputs("</dd>\n", out);
	if (question) {
		fputs("<dt>Ask the bot</dt><dd><p>", out);
		html_text(out, site->nick);
		fputs(": ", out);
		html_prose(out, question);
		fputs("</p></dd>\n", out);
	}
	fputs("</dl></details>\n", out);
}

/* Writes links to the facts to read with the fact. */
static void write_see(FILE *out, const struct site *site, const struct fact *fact)
{
	const struct see_pair *pairs;
	size_t count = see_also_of(&site->see, fact, &pairs);

	if (count == 0)
		return;
	fputs("<div class=\"see\"><p>See also:</p>\n<ul>\n", out);
	for (size_t i = 0; i < count; i++) {
		fputs("<li>", out);
		html_fact_link(out, "", pairs[i].other);
		fputs("</li>\n", out);
	}
	fputs("</ul></div>\n", out);
}

void facts_page_write_one(FILE *out, const struct site *site, const struct fact *fact)
{
	fprintf(out, "<article id=\"%s\">\n", fact->id);
	for (size_t i = 0; i < fact->former_count; i++)
		fprintf(out, "<span id=\"%s\"></span>\n", fact->formerly[i]); /* links to it */
	fputs("<p class=\"says\">", out);
	html_prose(out, fact->says);
	fputs("</p>\n<p class=\"about\">", out);
	html_when(out, fact);
	fprintf(out, " <a class=\"id\" href=\"#%s\">%s</a></p>\n<ul class=\"cites\">\n", fact->id,
		fact->id);
	for (size_t i = 0; i < fact->citation_count; i++)
		write_citation(out, site->set, &fact->citations[i]);
	fputs("</ul>\n", out);
	write_see(out, site, fact);
	write_questions(out, fact);
	write_use(out, site, fact);
	fputs("</article>\n", out);
}

/* Writes links to the facts that have the topic as a further topic, and are shown under another. */
static void write_others(FILE *out, const struct site_topic *topic)
{
	if (topic->other_count == 0)
		return;
	fputs("<div class=\"also\"><p>See also:</p>\n<ul>\n", out);
	for (size_t i = 0; i < topic->other_count; i++) {
		fputs("<li>", out);
		html_fact_link(out, "", topic->others[i]);
		fputs("</li>\n", out);
	}
	fputs("</ul></div>\n", out);
}

static void write_topic(FILE *out, const struct site *site, const struct site_topic *topic)
{
	fprintf(out, "<section aria-labelledby=\"topic-%s\">\n<h2 id=\"topic-%s\">", topic->id,
		topic->id);
	html_prose(out, topic->name);
	fputs("</h2>\n", out);
	for (size_t i = topic->first; i < topic->first + topic->count; i++)
		if (watch_step(i, site->set->fact_count))
			facts_page_write_one(out, site, site->facts[i]);
	write_others(out, topic);
	fputs("</section>\n", out);
}

void facts_page_write(FILE *out, const struct site *site)
{
	char title[200];

	subject_title(&site->subject, "facts and their sources", title, sizeof title);
	html_begin(out, "index.html", title,
		"The facts that tonle answers with, each with the document and paragraph it is "
		"from.");
	fputs("<form class=\"search\" role=\"search\" hidden>\n<label for=\"words\">Search the "
	      "facts</label>\n<input id=\"words\" type=\"search\" dir=\"auto\" "
	      "autocomplete=\"off\" spellcheck=\"false\">\n<output for=\"words\" "
	      "aria-live=\"polite\"></output>\n</form>\n"
	      "<nav class=\"topics\" aria-label=\"Topics\">\n",
		out);
	for (size_t i = 0; i < site->topic_count; i++) {
		fprintf(out, "<a href=\"#topic-%s\">", site->topics[i].id);
		html_prose(out, site->topics[i].name);
		fprintf(out, " <span>%zu</span></a>\n",
			site->topics[i].count + site->topics[i].other_count);
	}
	fputs("</nav>\n", out);
	for (size_t i = 0; i < site->topic_count; i++)
		write_topic(out, site, &site->topics[i]);
	html_end(out, site->extras);
}
