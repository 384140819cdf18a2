/* Exports references for other programs: BibTeX, RIS and CSL-JSON. */
#include "fact/csl.h"

#include "base/error.h"
#include "fact/fact.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* The names of a CSL type in the other formats. */
static const struct kind {
	const char *csl, *bibtex, *ris;
	const char *container; /* BibTeX's field for the container */
} kinds[] = {
	{"webpage", "misc", "ELEC", "howpublished"},
	{"report", "techreport", "RPRT", "howpublished"},
	{"article-newspaper", "article", "NEWS", "journal"},
	{"bill", "misc", "BILL", "howpublished"},
	{"hearing", "misc", "HEAR", "howpublished"},
	{"dataset", "misc", "DATA", "howpublished"},
	{"entry-encyclopedia", "incollection", "ENCYC", "booktitle"},
};

static const struct kind *kind_of(const struct source *source)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].csl, source->csl.type) == 0)
			return &kinds[i];
	return &kinds[0];
}

/* --- BibTeX ----------------------------------------------------------------------------------- */

/* Writes a text, escaping LaTeX's special characters (Lamport, LaTeX, 2.2.1). */
static void write_latex(FILE *out, const char *text)
{
	for (; *text; text++)
		if (*text == '\\')
			fputs("{\\textbackslash}", out);
		else if (strchr("{}~^", *text))
			fprintf(out, "\\%c{}", *text);
		else
			fprintf(out, strchr("%&$#_", *text) ? "\\%c" : "%c", *text);
}

static void write_field(FILE *out, const char *name, const char *text)
{
	if (!*text)
		return;
	fprintf(out, ", %s = {", name);
	write_latex(out, text);
	putc('}', out);
}

static void write_bibtex(FILE *out, const struct source *source)
{
	const struct csl *it = &source->csl;
	const struct kind *kind = kind_of(source);
	bool circa = *source->date == '~' || strncmp(source->date, "about ", 6) == 0;
	char year[5];

	csl_year(source, year);
	fprintf(out, "@%s{%s", kind->bibtex, source->id);
	for (size_t i = 0; i < it->author_count; i++) {
		const struct author *author = &it->authors[i];

		fputs(i == 0 ? ", author = {" : " and ", out);
		if (*author->literal) /* in braces of its own: one name */
			putc('{', out);
		write_latex(out, *author->literal ? author->literal : author->family);
		fputs(*author->literal ? "}" : *author->given ? ", " : "", out);
		write_latex(out, author->given);
	}
	fputs(it->author_count ? "}, title = {{" : ", title = {{", out); /* keeps its capitals */
	write_latex(out, source->title);
	fputs("}}", out);
	write_field(out, kind->container, it->container);
	write_field(out, strcmp(kind->bibtex, "techreport") == 0 ? "institution" : "publisher",
		source->publisher);
	write_field(out, "type", it->genre);
	write_field(out, "number", it->number);
	write_field(out, "volume", it->volume);
	write_field(out, "pages", it->page);
	write_field(out, "year", *year ? year : "n.d.");
	if (!circa && strlen(source->date) == strlen("2018-12-14"))
		write_field(out, "date", source->date);
	write_field(out, "note", circa ? "date inferred" : it->congress);
	fprintf(out, ", url = {%s}", source->url);
	write_field(out, "urldate", it->accessed);
	fputs("}\n", out);
}

/* --- RIS -------------------------------------------------------------------------------------- */

static void write_tag(FILE *out, const char *tag, const char *text)
{
	if (*text)
		fprintf(out, "%s  - %s\n", tag, text);
}

/* "2018-12-14" as "2018/12/14/". */
static void write_ris_date(FILE *out, const char *tag, const char *date)
{
	int year, month = 0, day = 0;

	date += strcspn(date, "0123456789");
	if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) < 1)
		return;
	fprintf(out, "%s  - %04d/", tag, year);
	fprintf(out, month ? "%02d/" : "/", month);
	fprintf(out, day ? "%02d/\n" : "/\n", day);
}

static void write_ris(FILE *out, const struct source *source)
{
	const struct csl *it = &source->csl;
	char year[5];

	csl_year(source, year);
	fprintf(out, "TY  - %s\n", kind_of(source)->ris);
	write_tag(out, "ID", source->id);
	for (size_t i = 0; i < it->author_count; i++) {
		const struct author *author = &it->authors[i];

		fprintf(out, "AU  - %s%s%s%s\n", author->literal, author->family,
			*author->given ? ", " : "", author->given);
	}
	write_tag(out, "TI", source->title);
	write_tag(out, "T2", it->container);
	write_tag(out, "PB", source->publisher);
	write_tag(out, "M3", it->genre);
	write_tag(out, "M1", it->number);
	write_tag(out, "VL", it->volume);
	write_tag(out, "SP", it->page);
	write_tag(out, "PY", year);
	write_ris_date(out, "DA", source->date);
	write_tag(out, "UR", source->url);
	write_ris_date(out, "Y2", it->accessed);
	write_tag(out, "N1", it->note);
	fputs("ER  - \n", out);
}

/* --- CSL-JSON --------------------------------------------------------------------------------- */

static void write_csl_date(struct json *json, const char *key, const char *date)
{
	int parts[3], count;
	bool circa = *date == '~' || strncmp(date, "about ", 6) == 0;

	date += strcspn(date, "0123456789");
	count = sscanf(date, "%4d-%2d-%2d", &parts[0], &parts[1], &parts[2]);
	if (count < 1)
		return;
	json_open(json, key, '{');
	json_open(json, "date-parts", '[');
	json_open(json, NULL, '[');
	for (int i = 0; i < count; i++)
		json_number(json, NULL, parts[i]);
	json_close(json, ']');
	json_close(json, ']');
	if (circa)
		json_raw(json, "circa", "true");
	json_close(json, '}');
}

static void write_csl(struct json *json, const struct source *source)
{
	const struct csl *it = &source->csl;
	const bool bill = strcmp(it->type, "bill") == 0;
	struct csl fields = *it;

	fields.type = *it->type ? it->type : "webpage";
	fields.accessed = fields.archive = "";
	fields.container = csl_container(source);
	json_open(json, NULL, '{');
	json_text(json, "id", source->id);
	csl_add_fields(json, &fields);
	json_text(json, "title", source->title);
	json_some_text(json, "publisher", bill ? "" : csl_publisher(source));
	write_csl_date(json, "issued", source->date);
	write_csl_date(json, "accessed", it->accessed);
	json_some_text(json, "URL", source->url);
	json_close(json, '}');
}

/* --- files ------------------------------------------------------------------------------------ */

void csl_export(FILE *out, const struct source *source, enum csl_format format)
{
	struct json json = {.out = out};

	if (format == CSL_BIBTEX) {
		write_bibtex(out, source);
	} else if (format == CSL_RIS) {
		write_ris(out, source);
	} else {
		write_csl(&json, source);
		putc('\n', out);
	}
}

bool csl_export_all(FILE *out, const struct source *sources, size_t count, enum csl_format format,
	struct error *err)
{
	if (format == CSL_JSON)
		fputs("[\n", out);
	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			fputs(format == CSL_JSON ? "," : "\n", out);
		csl_export(out, &sources[i], format);
	}
	if (format == CSL_JSON)
		fputs("]\n", out);
	return (fflush(out) == 0 && !ferror(out)) ||
	       error_set(err, "the references cannot be written: %s", strerror(errno));
}
