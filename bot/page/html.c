#include "page/html.h"

#include "base/date.h"
#include "base/text.h"

#include <string.h>

void html_text(FILE *out, const char *text)
{
	static const struct {
		char byte;
		const char *reference;
	} references[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};

	for (; *text; text++) {
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

void html_begin(FILE *out, const char *file, const char *title, const char *description)
{
	static const struct {
		const char *file, *name;
	} pages[] = {{"index.html", "Facts"}, {"timeline.html", "Timeline"},
		{"sources.html", "Sources"}};

	fputs("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n"
	      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	      "style-src 'self'; script-src 'self'; img-src 'self' data:\">\n<title>",
		out);
	html_text(out, title);
	fputs("</title>\n<meta name=\"description\" content=\"", out);
	html_text(out, description);
	fputs("\">\n<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" "
	      "href=\"page.css\">\n"
	      "<script src=\"page.js\" defer></script>\n</head>\n<body>\n"
	      "<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n<h1>",
		out);
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

void html_end(FILE *out)
{
	fputs("</main>\n<footer>\n<p>Made by tonle from its fact base. Each statement is in our "
	      "own words and names its documents; quotes are the documents' own.</p>\n"
	      "</footer>\n</body>\n</html>\n",
		out);
}

/* The first form of the name of that id; NULL if there is none. */
static const char *name_of(const struct factset *set, const char *id)
{
	for (size_t i = 0; i < set->alias_count; i++)
		if (set->aliases[i].kind == ALIAS_NAME && set->aliases[i].name_count > 0 &&
			strcmp(set->aliases[i].id, id) == 0)
			return set->aliases[i].names[0];
	return NULL;
}

/* A name's form in its own case: "NGOs" for "ngos"; NULL if there is none. */
static const char *form_of(const struct factset *set, const char *word)
{
	for (size_t i = 0; i < set->alias_count; i++)
		for (size_t k = 0; k < set->aliases[i].name_count; k++)
			if (set->aliases[i].kind == ALIAS_NAME &&
				text_compare_ascii(set->aliases[i].names[k], word) == 0)
				return set->aliases[i].names[k];
	return NULL;
}

void html_topic(FILE *out, const struct factset *set, const char *topic)
{
	const char *name = name_of(set, topic);
	char words[128];
	bool first = true;

	if (name) {
		html_text(out, name);
		return;
	}
	snprintf(words, sizeof words, "%s", topic);
	for (char *word = strtok(words, "-"); word; word = strtok(NULL, "-")) {
		name = form_of(set, word);
		if (first && *word >= 'a' && *word <= 'z')
			*word = (char)(*word - 'a' + 'A');
		fputs(first ? "" : " ", out);
		html_text(out, name ? name : word);
		first = false;
	}
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
