/* `cite`: a fact's sources, or one source, in the styles that students use. */
#include "browse/browse.h"

#include "base/buf.h"
#include "base/date.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

typedef void style(struct buf *buf, const struct source *source);

/* Adds a part of a reference, closed by a full stop unless it ends in punctuation. */
static void add_part(struct buf *buf, const char *text)
{
	size_t length = strlen(text);

	if (length > 0)
		buf_add(buf, "%s%s ", text, strchr(".?!", text[length - 1]) ? "" : ".");
}

/* Adds an ISO date in the style's form ("2018, December 14" or "December 14, 2018") and any other
 * date unchanged; "~2019-11" is an inferred date ("ca."). */
static void add_date(struct buf *buf, const char *date, bool year_first)
{
	struct date_span span;
	char month[16] = "";

	if (*date == '~') {
		buf_add(buf, "ca. ");
		date++;
	}
	size_t length = strlen(date);
	if (!date_read(date, &span) || length > strlen("2018-12-14")) {
		buf_add(buf, "%s", date);
		return;
	}
	int year = span.first / 10000, day = span.first % 100;

	if (length > strlen("2018"))
		snprintf(month, sizeof month, "%s", date_month(span.first / 100 % 100));
	if (year_first)
		buf_add(buf, *month ? "%d, %s" : "%d%s", year, month);
	else
		buf_add(buf, "%s", month);
	if (length == strlen("2018-12-14"))
		buf_add(buf, " %d", day);
	if (!year_first)
		buf_add(buf, length == strlen("2018-12-14") ? ", %d" : *month ? " %d" : "%d", year);
}

/* Publication Manual of the American Psychological Association, 7th edition, chapters 9 and 10. */
static void apa(struct buf *buf, const struct source *source)
{
	add_part(buf, *source->author ? source->author : source->title);
	buf_add(buf, "(");
	add_date(buf, *source->date ? source->date : "n.d.", true);
	buf_add(buf, "). ");
	if (*source->author)
		add_part(buf, source->title);
	if (strcmp(source->publisher, source->author) != 0)
		add_part(buf, source->publisher);
	buf_add(buf, "%s", source->url);
}

/* The Chicago Manual of Style, 17th edition, 14.205 and after: a bibliography entry
 * for a website. */
static void chicago(struct buf *buf, const struct source *source)
{
	add_part(buf, source->author);
	buf_add(buf, "“%s.” ", source->title);
	if (strcmp(source->publisher, source->author) != 0)
		add_part(buf, source->publisher);
	if (*source->date) {
		add_date(buf, source->date, false);
		buf_add(buf, ". ");
	}
	buf_add(buf, "%s.", source->url);
}

/* Adds a value in braces; characters special to LaTeX are escaped (Lamport, LaTeX, 2.2.1). */
static void add_field(struct buf *buf, const char *name, const char *value)
{
	if (!*value)
		return;
	buf_add(buf, ", %s = {", name);
	for (; *value; value++)
		if (strchr("{}\\~^", *value))
			buf_add(buf, *value == '\\' ? "{\\textbackslash}" : "\\%c{}", *value);
		else
			buf_add(buf, strchr("%&$#_", *value) ? "\\%c" : "%c", *value);
	buf_add(buf, "}");
}

/* The first year in the date; "" if there is none. */
static void year_of(const char *date, char year[5])
{
	*year = '\0';
	for (; *date; date++)
		if (isdigit((unsigned char)*date) && strspn(date, "0123456789") >= 4) {
			snprintf(year, 5, "%s", date);
			return;
		}
}

/* A BibTeX entry (btxdoc, 3.1). */
static void bibtex(struct buf *buf, const struct source *source)
{
	char year[5];

	year_of(source->date, year);
	buf_add(buf, "@misc{%s", source->id);
	if (*source->author) /* in double braces: an institution is one name */
		buf_add(buf, ", author = {{%s}}", source->author);
	add_field(buf, "title", source->title);
	add_field(buf, "howpublished", source->publisher);
	add_field(buf, "year", year);
	buf_add(buf, ", url = {%s}}", source->url);
}

/* One line for each source of that fact (or of the last answer), or for the source with that id. */
static enum manner cite(
	struct bot *bot, const struct asker *asker, const char *id, style *write, struct reply *out)
{
	const struct fact *fact = verb_fact(bot, asker, id);
	const struct source *one = factset_source(&bot->index->set, id);
	char line[4 * REPLY_LINE];
	struct buf buf = BUF(line);

	if (!fact && !one)
		return verb_refuse(asker, out,
			*id ? "There is no fact or source \"%.60s\"; `search` finds the ids."
			    : "There is no answer from the last ten "
			      "minutes; say `cite apa <fact id>`.%s",
			id);
	for (size_t i = 0; fact && i < fact->citation_count; i++) {
		const struct source *source =
			factset_source(&bot->index->set, fact->citations[i].source);
		bool cited = !source;

		for (size_t k = 0; k < i; k++)
			cited |= strcmp(fact->citations[k].source, fact->citations[i].source) == 0;
		if (cited)
			continue;
		buf_clear(&buf);
		write(&buf, source);
		reply_text(line, asker->room, out);
	}
	if (!fact) {
		write(&buf, one);
		reply_text(line, asker->room, out);
	}
	return verb_page(bot, asker, MANNER_ANSWER, out);
}

enum manner verb_cite_apa(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return cite(bot, asker, arguments, apa, out);
}

enum manner verb_cite_chicago(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return cite(bot, asker, arguments, chicago, out);
}

enum manner verb_cite_bibtex(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return cite(bot, asker, arguments, bibtex, out);
}
