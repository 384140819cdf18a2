#include "page/html.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "page/site.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static void write_range(FILE *out, const char *text, const char *end)
{
	static const struct {
		char byte;
		const char *reference;
	} references[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};

	for (; text < end; text++) {
		const char *reference = NULL;

		for (size_t i = 0; i < sizeof references / sizeof *references; i++)
			if (references[i].byte == *text)
				reference = references[i].reference;
		if (reference)
			fputs(reference, out);
		else
			putc(*text, out);
	}
}

void html_text(FILE *out, const char *text)
{
	write_range(out, text, text + strlen(text));
}

/* Scripts that are marked up: Khmer, and right-to-left scripts (Hebrew, Arabic and others). */
enum script { SCRIPT_OTHER, SCRIPT_KHMER, SCRIPT_LEFTWARD };

static enum script script_of(uint32_t code)
{
	if ((code >= 0x1780 && code <= 0x17ff) || (code >= 0x19e0 && code <= 0x19ff))
		return SCRIPT_KHMER;
	if ((code >= 0x590 && code <= 0x8ff) || (code >= 0xfb1d && code <= 0xfdff) ||
		(code >= 0xfe70 && code <= 0xfeff))
		return SCRIPT_LEFTWARD;
	return SCRIPT_OTHER;
}

static bool is_bracket(uint32_t code)
{
	return code == '(' || code == ')' || code == '[' || code == ']';
}

/* The end of the run of one script that begins at text, including spaces and the like inside it. */
static const char *end_of_run(const char *text, const char *end)
{
	const char *at = text, *last;
	const enum script script = script_of(text_next(&at, end));

	for (last = at; at < end;) {
		const uint32_t code = text_next(&at, end);
		const bool same = script_of(code) == script;

		if (!same && (script == SCRIPT_OTHER || text_is_word(code) || is_bracket(code)))
			break;
		if (same)
			last = at;
	}
	return last;
}

void html_prose(FILE *out, const char *text)
{
	static const char *const begin[] = {"", "<span lang=\"km\">", "<bdi dir=\"auto\">"};
	static const char *const finish[] = {"", "</span>", "</bdi>"};
	const char *end = text + strlen(text);

	while (text < end) {
		const char *at = text, *last = end_of_run(text, end);
		const enum script script = script_of(text_next(&at, end));

		fputs(begin[script], out);
		write_range(out, text, last);
		fputs(finish[script], out);
		text = last;
	}
}

void html_begin(FILE *out, const char *file, const char *title, const char *description)
{
	static const struct {
		const char *file, *name;
	} pages[] = {{"index.html", "Facts"}, {"timeline.html", "Timeline"},
		{"sources.html", "Sources"}, {"figures.html", "Figures"},
		{"changes.html", "Changes"}};
	const char *search = strcmp(file, "index.html") == 0
				     ? "<script src=\"search.js\" defer></script>\n"
				     : "";

	fputs("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	      "style-src 'self'; script-src 'self'; img-src 'self' data:\">\n<title>",
		out);
	html_text(out, title);
	fputs("</title>\n<meta name=\"description\" content=\"", out);
	html_text(out, description);
	fputs("\">\n<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Changed facts\" "
	      "href=\"feed.xml\">\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" "
	      "href=\"page.css\">\n",
		out);
	fprintf(out, "%s<script src=\"page.js\" defer></script>\n</head>\n<body>\n", search);
	fputs("<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n<h1>", out);
	html_text(out, title);
	fputs("</h1>\n<p>", out);
	html_text(out, description);
	fputs("</p>\n<nav aria-label=\"Pages\">\n", out);
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
		fprintf(out, "<a href=\"%s\"%s>%s</a>\n", pages[i].file,
			strcmp(pages[i].file, file) == 0 ? " aria-current=\"page\"" : "",
			pages[i].name);
	fputs("</nav>\n</header>\n<main id=\"content\" tabindex=\"-1\">\n", out);
}

void html_end(FILE *out, const struct site_extras *extras)
{
	const struct site_file *file = extras ? extras->all : NULL;

	fputs("</main>\n<footer>\n<p>Made by tonle from its fact base. Each statement is in our "
	      "own words and names its documents; quotes are the documents' own. Also as a <a "
	      "href=\"feed.xml\">feed of changes</a>",
		out);
	for (; file && file->name; file++)
		fprintf(out, ", <a href=\"%s\">%s</a>", file->name, file->label);
	fputs(" and as <a href=\"facts.json\">JSON</a>.</p>\n</footer>\n</body>\n</html>\n", out);
}

/* The first form of the name of that id; NULL if there is none. */
static const char *name_of_id(const struct factset *set, const char *id)
{
	for (size_t i = 0; i < set->alias_count; i++)
		if (set->aliases[i].kind == ALIAS_NAME && set->aliases[i].name_count > 0 &&
			strcmp(set->aliases[i].id, id) == 0)
			return set->aliases[i].names[0];
	return NULL;
}

/* The form of a name with its proper capitals: "NGOs" for "ngos"; NULL if there is none. */
static const char *form_of(const struct factset *set, const char *word)
{
	for (size_t i = 0; i < set->alias_count; i++)
		for (size_t k = 0; k < set->aliases[i].name_count; k++)
			if (set->aliases[i].kind == ALIAS_NAME &&
				text_compare_ascii(set->aliases[i].names[k], word) == 0)
				return set->aliases[i].names[k];
	return NULL;
}

void html_topic_name(const struct factset *set, const char *topic, char *out, size_t size)
{
	const char *name = name_of_id(set, topic);
	struct buf buf = buf_over(out, size);
	char words[128];

	if (name) {
		buf_add(&buf, "%s", name);
		return;
	}
	snprintf(words, sizeof words, "%s", topic);
	for (char *save, *word = strtok_r(words, "-", &save); word;
		word = strtok_r(NULL, "-", &save)) {
		name = form_of(set, word);
		if (buf_length(&buf) == 0 && *word >= 'a' && *word <= 'z')
			*word = (char)(*word - 'a' + 'A');
		buf_add(&buf, "%s%s", buf_length(&buf) ? " " : "", name ? name : word);
	}
}

void html_fact_link(FILE *out, const char *page, const struct fact *fact)
{
	fprintf(out, "<a href=\"%s#%s\">", page, fact->id);
	html_prose(out, fact->says);
	fputs("</a>", out);
}

void html_when(FILE *out, const struct fact *fact)
{
	char words[80];

	if (!date_words(fact->when, words, sizeof words))
		return;
	/* an interval is not a valid datetime of <time>: only its words are written */
	if (strchr(fact->when, '/'))
		fputs("<time>", out);
	else
		fprintf(out, "<time datetime=\"%s\">", fact->when);
	html_text(out, words);
	fputs("</time>", out);
}
