/* References in the common citation styles. */
#include "fact/csl.h"

#include "base/date.h"
#include "fact/fact.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- dates ------------------------------------------------------------------------------------ */

/* "~2018-09" and "about 2018" are inferred dates. */
struct day {
	bool circa;
	int year, month, day; /* 0: not given */
};

static struct day day_of(const char *date)
{
	struct day day = {.circa = *date == '~' || strncmp(date, "about ", 6) == 0};

	while (*date && strspn(date, "0123456789") < 4)
		date++;
	if (*date)
		sscanf(date, "%4d-%2d-%2d", &day.year, &day.month, &day.day);
	if (day.month < 1 || day.month > 12)
		day.month = day.day = 0;
	return day;
}

void csl_year(const struct source *source, char year[5])
{
	struct day day = day_of(source->date);

	*year = '\0';
	if (day.year)
		snprintf(year, 5, "%d", day.year);
}

/* "December 14, 2018", "December 2018" or "2018". */
static void add_american_date(struct buf *buf, struct day day)
{
	if (day.month)
		buf_add(buf, "%s ", date_month(day.month));
	if (day.day)
		buf_add(buf, "%d, ", day.day);
	buf_add(buf, "%d", day.year);
}

/* "14 Dec. 2018": MLA Handbook, 9th edition, appendix 1. */
static void add_mla_date(struct buf *buf, struct day day)
{
	static const char *const months[] = {"Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July",
		"Aug.", "Sept.", "Oct.", "Nov.", "Dec."};

	if (day.circa)
		buf_add(buf, "circa ");
	if (day.day)
		buf_add(buf, "%d ", day.day);
	if (day.month)
		buf_add(buf, "%s ", months[day.month - 1]);
	buf_add(buf, "%d", day.year);
}

/* --- titles ----------------------------------------------------------------------------------- */

/* Words that are not capitalized within a title (CSL 1.0.2, "title case"). */
static bool is_minor(const char *word, size_t length)
{
	static const char *const words[] = {"a", "an", "and", "as", "at", "but", "by", "down",
		"for", "from", "in", "into", "nor", "of", "on", "onto", "or", "over", "so", "the",
		"till", "to", "up", "via", "with", "without", "yet", NULL};

	for (size_t i = 0; words[i]; i++)
		if (strlen(words[i]) == length && strncasecmp(words[i], word, length) == 0)
			return true;
	return false;
}

/* Adds the title in title case. A word with a capital in it, such as "iPad", is not changed. */
static void add_headline(struct buf *buf, const char *title)
{
	bool first = true;

	while (*title) {
		size_t length = strcspn(title, " -"),
		       letter = strcspn(title, "abcdefghijklmnopqrstuvwxyz"
					       "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		size_t core = 0;
		bool last = title[length] == '\0', plain = true;

		while (letter + core < length && isalpha((unsigned char)title[letter + core]))
			core++;
		for (size_t i = 0; i < length; i++)
			plain &= !isupper((unsigned char)title[i]) &&
				 !isdigit((unsigned char)title[i]);
		if (plain && letter < length && (first || last || !is_minor(title + letter, core)))
			buf_add(buf, "%.*s%c%.*s", (int)letter, title, toupper(title[letter]),
				(int)(length - letter - 1), title + letter + 1);
		else
			buf_put(buf, title, length);
		first = length > 0 && strchr(":?!", title[length - 1]) != NULL;
		title += length;
		if (*title)
			buf_put(buf, title++, 1);
	}
}

/* Adds a part and a stop, unless the part ends with one. */
static void add_part(struct buf *buf, const char *text, const char *stop)
{
	size_t length = strlen(text);

	if (length > 0)
		buf_add(buf, "%s%s ", text, strchr(".?!", text[length - 1]) ? "" : stop);
}

static bool is_type(const struct source *source, const char *type)
{
	const char *own = source->csl.type;

	return strcmp(*own ? own : "webpage", type) == 0;
}

/* Bills, hearings and the Congressional Record have the same form in APA (11.5, 11.6) and Chicago
 * (14.281 ff.): "Title, H.R. 5754, 115th Cong. (2018)."; "Title: Hearing before the Committee,
 * 111th Cong. (2010)." */
static bool is_legal(const struct source *source)
{
	return is_type(source, "bill") || is_type(source, "hearing");
}

static void add_legal(struct buf *buf, const struct source *source)
{
	const struct csl *it = &source->csl;
	char year[5];

	csl_year(source, year);
	if (is_type(source, "hearing")) {
		add_part(buf, source->title, ":");
		buf_add(buf, "Hearing%s%s, %s", it->author_count ? " before the " : "",
			it->author_count ? it->authors[0].literal : "", it->congress);
	} else if (*it->volume) {
		buf_add(buf, "%s, %s %s %s", source->title, it->volume, it->container, it->page);
	} else {
		buf_add(buf, "%s, %s%s%s", source->title, it->number,
			*it->number && *it->congress ? ", " : "", it->congress);
	}
	buf_add(buf, " (%s). %s", year, source->url);
}

/* --- APA -------------------------------------------------------------------------------------- */

/* "G. W." for "Grant W.", "J.-P." for "Jean-Paul". */
static void add_initials(struct buf *buf, const char *given)
{
	for (size_t i = 0; given[i]; i++) {
		bool begins = i == 0 || given[i - 1] == ' ' || given[i - 1] == '-';

		if (begins && given[i] != ' ')
			buf_add(buf, "%s%c.",
				i == 0                ? ""
				: given[i - 1] == '-' ? "-"
						      : " ",
				given[i]);
	}
}

static void add_apa_authors(struct buf *buf, const struct csl *it)
{
	for (size_t i = 0; i < it->author_count; i++) {
		const struct author *author = &it->authors[i];

		if (i > 0)
			buf_add(buf, i + 1 == it->author_count ? ", & " : ", ");
		buf_add(buf, "%s%s", author->literal, author->family);
		if (*author->given) {
			buf_add(buf, ", ");
			add_initials(buf, author->given);
		}
	}
}

static void add_apa_date(struct buf *buf, const struct source *source, char letter)
{
	struct day day = day_of(source->date);
	bool exact = is_type(source, "article-newspaper") || is_type(source, "webpage");

	if (!day.year) {
		buf_add(buf, letter ? "(n.d.-%c). " : "(n.d.). ", letter);
		return;
	}
	buf_add(buf, "(%s%d", day.circa ? "ca. " : "", day.year);
	if (letter)
		buf_put(buf, &letter, 1);
	if (exact && day.month)
		buf_add(buf, ", %s", date_month(day.month));
	if (exact && day.day)
		buf_add(buf, " %d", day.day);
	buf_add(buf, "). ");
}

/* Adds the title and the description in brackets after it. */
static void add_apa_title(struct buf *buf, const struct source *source)
{
	const struct csl *it = &source->csl;
	char title[1024];
	struct buf own = BUF(title);

	buf_add(&own, "%s", source->title);
	if (is_type(source, "report") && *it->number)
		buf_add(&own, " (%s%sNo. %s)", it->genre, *it->genre ? " " : "", it->number);
	else if (*it->version)
		buf_add(&own, " (Version %s)", it->version);
	if (is_type(source, "dataset"))
		buf_add(&own, " [Data set]");
	else if (*it->genre && !is_type(source, "report"))
		buf_add(&own, " [%s]", it->genre);
	add_part(buf, title, ".");
}

static void add_apa(struct buf *buf, const struct source *source, char letter)
{
	const struct csl *it = &source->csl;
	struct day read = day_of(it->accessed);
	char authors[1024] = "";
	struct buf names = BUF(authors);

	if (is_legal(source)) {
		add_legal(buf, source);
		return;
	}
	add_apa_authors(&names, it);
	add_part(buf, authors, ".");
	if (it->author_count == 0)
		add_apa_title(buf, source);
	add_apa_date(buf, source, letter);
	if (it->author_count > 0)
		add_apa_title(buf, source);
	if (is_type(source, "entry-encyclopedia"))
		buf_add(buf, "In ");
	add_part(buf, csl_container(source), ".");
	add_part(buf, csl_publisher(source), ".");
	if (!day_of(source->date).year && read.year) {
		buf_add(buf, "Retrieved ");
		add_american_date(buf, read);
		buf_add(buf, ", from ");
	}
	buf_add(buf, "%s", source->url);
}

/* --- MLA -------------------------------------------------------------------------------------- */

static void add_inverted(struct buf *buf, const struct author *author)
{
	buf_add(buf, "%s%s%s%s", author->literal, author->family, *author->given ? ", " : "",
		author->given);
}

static void add_natural(struct buf *buf, const struct author *author)
{
	buf_add(buf, "%s%s%s%s", author->literal, author->given, *author->given ? " " : "",
		author->family);
}

/* Adds ", " and the text, if there is any. */
static void add_next(struct buf *buf, const char *text)
{
	if (*text)
		buf_add(buf, "%s, ", text);
}

static void add_mla(struct buf *buf, const struct source *source)
{
	const struct csl *it = &source->csl;
	bool whole = is_type(source, "report") || is_type(source, "dataset") ||
		     !*csl_container(source); /* a work of its own */
	char authors[1024] = "", title[1024];
	struct buf names = BUF(authors), headline = BUF(title);
	struct day day = day_of(source->date), read = day_of(it->accessed);

	if (it->author_count > 0)
		add_inverted(&names, &it->authors[0]);
	if (it->author_count == 2) {
		buf_add(&names, ", and ");
		add_natural(&names, &it->authors[1]);
	} else if (it->author_count > 2) {
		buf_add(&names, ", et al.");
	}
	add_part(buf, authors, ".");
	add_headline(&headline, source->title);
	if (whole)
		add_part(buf, title, ".");
	else
		buf_add(buf, "“%s%s” ", title, strchr(".?!", title[strlen(title) - 1]) ? "" : ".");
	add_next(buf, csl_container(source));
	if (is_type(source, "report"))
		add_next(buf, it->genre);
	add_next(buf, it->version);
	add_next(buf, it->number);
	if (*it->volume)
		buf_add(buf, "vol. %s, ", it->volume);
	add_next(buf, csl_publisher(source));
	if (day.year) {
		add_mla_date(buf, day);
		buf_add(buf, ", ");
	}
	if (*it->page)
		buf_add(buf, "%s %s, ", strchr(it->page, '-') ? "pp." : "p.", it->page);
	buf_add(buf, "%s.", source->url);
	if (!day.year && read.year) {
		buf_add(buf, " Accessed ");
		add_mla_date(buf, read);
		buf_add(buf, ".");
	}
}

/* --- Chicago ---------------------------------------------------------------------------------- */

static void add_chicago_authors(struct buf *buf, const struct csl *it)
{
	for (size_t i = 0; i < it->author_count; i++) {
		if (i > 0)
			buf_add(buf, i + 1 == it->author_count ? ", and " : ", ");
		(i == 0 ? add_inverted : add_natural)(buf, &it->authors[i]);
	}
}

static void add_chicago_year(struct buf *buf, struct day day, char letter)
{
	if (day.year)
		buf_add(buf, letter ? "%s%d%c. " : "%s%d. ", day.circa ? "ca. " : "", day.year,
			letter);
	else
		buf_add(buf, letter ? "n.d.-%c. " : "n.d. ", letter);
}

/* Adds the title in title case, in quotation marks, with the stop inside. */
static void add_quoted(struct buf *buf, const char *title, char stop)
{
	char headline[1024];
	struct buf own = BUF(headline);

	add_headline(&own, title);
	size_t length = buf_length(&own);
	buf_add(buf, "“%s", headline);
	if (length == 0 || !strchr("?!", headline[length - 1]))
		buf_put(buf, &stop, 1);
	buf_add(buf, "” ");
}

static void add_chicago(struct buf *buf, const struct source *source, char letter)
{
	const struct csl *it = &source->csl;
	struct day day = day_of(source->date), read = day_of(it->accessed);
	bool news = is_type(source, "article-newspaper"), unsigned_news = news && !it->author_count;
	bool exact = (news || is_type(source, "webpage")) && day.year;
	char authors[1024] = "";
	struct buf names = BUF(authors);

	if (is_legal(source)) {
		add_legal(buf, source);
		buf_add(buf, ".");
		return;
	}
	add_chicago_authors(&names, it);
	add_part(buf, unsigned_news ? it->container : authors, ".");
	bool titled = it->author_count == 0 && !unsigned_news;
	if (titled)
		add_quoted(buf, source->title, '.');
	add_chicago_year(buf, day, letter);
	if (!titled)
		add_quoted(buf, source->title, unsigned_news && exact ? ',' : '.');
	if (is_type(source, "entry-encyclopedia"))
		buf_add(buf, "In ");
	if (!is_type(source, "dataset") && *it->genre) {
		buf_add(buf, "%s%s%s. ", it->genre, *it->number ? " " : "", it->number);
	} else if (is_type(source, "report")) {
		add_part(buf, it->number, ".");
	}
	if (!unsigned_news)
		add_part(buf, csl_container(source), news && exact ? "," : ".");
	add_part(buf, csl_publisher(source), ".");
	if (exact) {
		add_american_date(buf, day);
		buf_add(buf, ". ");
	}
	if (!day.year && read.year) {
		buf_add(buf, "Accessed ");
		add_american_date(buf, read);
		buf_add(buf, ". ");
	}
	buf_add(buf, "%s.", source->url);
}

void csl_write(struct buf *buf, const struct source *source, enum csl_style style, char letter)
{
	if (style == CSL_APA)
		add_apa(buf, source, letter);
	else if (style == CSL_MLA)
		add_mla(buf, source);
	else
		add_chicago(buf, source, letter);
}

/* --- the same author and year ----------------------------------------------------------------- */

static bool is_alike(const struct source *a, const struct source *b)
{
	return day_of(a->date).year == day_of(b->date).year && *a->author &&
	       strcmp(a->author, b->author) == 0 && !is_legal(a) && !is_legal(b);
}

char csl_letter(const struct source *const *list, size_t count, size_t at)
{
	size_t before = 0, alike = 0;

	for (size_t i = 0; i < count; i++) {
		if (i == at || !is_alike(list[i], list[at]))
			continue;
		int order = strcmp(list[i]->date, list[at]->date);

		alike++;
		before += order < 0 || (order == 0 && i < at);
	}
	return alike > 0 && before < 26 ? (char)('a' + before) : '\0';
}
