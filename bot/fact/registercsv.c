/* A table is converted to the text of a fact file, with each record on the same line as in the
 * table, so that one reader checks both and its errors have the table's line numbers. */
#include "fact/registercsv.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "fact/factfile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum cell { CELL_TEXT, CELL_AUTHORS, CELL_FORMS, CELL_WORDS, CELL_NEAR };

struct column {
	const char *name;
	size_t at; /* offset of a text in struct source or alias */
	enum cell cell;
};

static const struct column source_columns[] = {
	{"id", .at = offsetof(struct source, id)},
	{"title", .at = offsetof(struct source, title)},
	{"publisher", .at = offsetof(struct source, publisher)},
	{"type", .at = offsetof(struct source, csl.type)},
	{"author", .cell = CELL_AUTHORS},
	{"issued", .at = offsetof(struct source, date)},
#define ROW(field, name) {name, .at = offsetof(struct source, csl.field)},
	CSL_TEXTS(ROW)
#undef ROW
		{"url", .at = offsetof(struct source, url)},
	{"licence", .at = offsetof(struct source, licence)},
	{"short", .at = offsetof(struct source, brief)},
};

static const struct column alias_columns[] = {
	{"id", .at = offsetof(struct alias, id)},
	{"sort", .at = offsetof(struct alias, sort)},
	{"forms", .cell = CELL_FORMS},
	{"words", .cell = CELL_WORDS},
	{"near", .cell = CELL_NEAR},
};

enum {
	SOURCE_COLUMNS = sizeof source_columns / sizeof *source_columns,
	ALIAS_COLUMNS = sizeof alias_columns / sizeof *alias_columns,
	COLUMNS = SOURCE_COLUMNS
};

/* A table being read. */
struct reading {
	const struct column *columns;
	size_t column_count;
	const char *const *cells; /* of the record, by column of the file */
	int at[COLUMNS];          /* for each of `columns`, that column of the file; -1: absent */
	const struct factset *known;
	struct {
		char *text;
		size_t size;
		FILE *out;
		int line;
	} files[ALIAS_KINDS]; /* fact files; sources are in the first */
};

static const char *text_at(const void *row, const struct column *column)
{
	return *(const char *const *)(const void *)((const char *)row + column->at);
}

/* --- reading ---------------------------------------------------------------------------------- */

enum registercsv_table registercsv_table_of(const char *const *header, size_t count)
{
	static const char *const of_facts[] = {"says", "topic", "cite", "ask", NULL};
	static const char *const of_aliases[] = {"sort", "forms", "words", "near", NULL};
	static const char *const of_both[] = {"id", "short", NULL}; /* of facts and sources */
	enum registercsv_table table = REGISTERCSV_NEITHER;

	for (size_t i = 0; i < count; i++) {
		if (text_is_one_of(header[i], of_facts))
			return REGISTERCSV_NEITHER;
		if (text_is_one_of(header[i], of_aliases))
			table = REGISTERCSV_ALIASES;
		for (size_t k = 0; table == REGISTERCSV_NEITHER && k < SOURCE_COLUMNS; k++)
			if (strcmp(source_columns[k].name, header[i]) == 0 &&
				!text_is_one_of(header[i], of_both))
				table = REGISTERCSV_SOURCES;
	}
	return table;
}

/* The names of the columns, for an error. */
static void list_columns(const struct reading *reading, char *list, size_t size)
{
	size_t length = 0;

	for (size_t k = 0; k < reading->column_count && length < size; k++)
		length += (size_t)snprintf(list + length, size - length, "%s%s", k ? ", " : "",
			reading->columns[k].name);
}

static bool place_columns(struct reading *reading, const struct csv *csv, const char *const *header,
	size_t count, struct error *err)
{
	char list[256];

	for (size_t k = 0; k < reading->column_count; k++)
		reading->at[k] = -1;
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		while (k < reading->column_count && strcmp(reading->columns[k].name, header[i]))
			k++;
		if (k == reading->column_count) {
			list_columns(reading, list, sizeof list);
			return error_set(err,
				"%s:%d: column %zu: unknown column \"%.60s\"; expected some of %s",
				csv->name, csv->line, i + 1, header[i], list);
		}
		if (reading->at[k] >= 0)
			return error_set(err, "%s:%d: column %zu: repeated column \"%.60s\"",
				csv->name, csv->line, i + 1, header[i]);
		reading->at[k] = (int)i;
	}
	return reading->columns == alias_columns || reading->at[0] >= 0 ||
	       error_set(err, "%s:%d: missing column \"id\"", csv->name, csv->line);
}

/* The record's cell in that column, "" if it is empty or there is no such column. */
static const char *cell_named(const struct reading *reading, const char *name)
{
	for (size_t k = 0; k < reading->column_count; k++)
		if (strcmp(reading->columns[k].name, name) == 0)
			return reading->at[k] < 0 ? "" : reading->cells[reading->at[k]];
	return "";
}

/* "Family, Given", the name of an institution, or JSON. */
static void write_author(struct json *json, const char *line)
{
	const char *comma = strstr(line, ", ");

	if (*line == '{') {
		json_raw(json, NULL, line);
	} else if (comma && !strchr(comma + 1, ',')) {
		char *family = strndup(line, (size_t)(comma - line));

		csl_add_author(json, &(struct author){family ? family : "", comma + 2, ""});
		free(family);
	} else {
		csl_add_author(json, &(struct author){"", "", line});
	}
}

static void write_known_authors(struct json *json, const struct source *source)
{
	json_open(json, "author", '[');
	for (size_t i = 0; i < source->csl.author_count; i++)
		csl_add_author(json, &source->csl.authors[i]);
	if (source->csl.author_count == 0 && *source->author)
		csl_add_author(json, &(struct author){"", "", source->author});
	json_close(json, ']');
}

static void write_source(struct json *json, const struct reading *reading)
{
	const struct source *known = factset_source(reading->known, cell_named(reading, "id"));

	json_open(json, NULL, '{');
	for (size_t k = 0; k < SOURCE_COLUMNS; k++) {
		const struct column *column = &source_columns[k];
		const char *cell = reading->at[k] < 0 ? NULL : reading->cells[reading->at[k]];

		if (column->cell == CELL_AUTHORS && cell)
			json_lines(json, column->name, cell, write_author);
		else if (column->cell == CELL_AUTHORS && known)
			write_known_authors(json, known);
		else if (cell || known)
			json_some_text(json, column->name, cell ? cell : text_at(known, column));
	}
	json_close(json, '}');
}

static void write_name(struct json *json, const struct reading *reading)
{
	enum { SORT = 1, FORMS = 2 }; /* in alias_columns */
	const struct alias *known = factset_name(reading->known, cell_named(reading, "id"));
	const char *sort = cell_named(reading, "sort"), *forms = cell_named(reading, "forms");

	json_open(json, NULL, '{');
	json_some_text(json, "id", cell_named(reading, "id"));
	json_some_text(json, "sort", known && reading->at[SORT] < 0 ? known->sort : sort);
	if (known && reading->at[FORMS] < 0) {
		json_open(json, "forms", '[');
		for (size_t i = 0; i < known->name_count; i++)
			json_text(json, NULL, known->names[i]);
		json_close(json, ']');
	} else if (*forms) {
		json_lines(json, "forms", forms, json_line);
	}
	json_close(json, '}');
}

/* Writes the record into the file of its kind, on its line. */
static bool write_record(struct reading *reading, const struct csv *csv, struct error *err)
{
	const char *words = cell_named(reading, "words"), *near = cell_named(reading, "near");
	bool name = *cell_named(reading, "id") || *cell_named(reading, "sort") ||
		    *cell_named(reading, "forms");
	int kind = *words ? ALIAS_WORDS : *near ? ALIAS_NEAR : ALIAS_NAME;
	struct json json = {.out = reading->files[kind].out, .spaced = true};

	if (name + (*words != '\0') + (*near != '\0') > 1)
		return error_set(err,
			"%s:%d: expected id, sort and forms of a name, or words, or near, in one "
			"row; write the others in rows of their own",
			csv->name, csv->line);
	for (; reading->files[kind].line < csv->line; reading->files[kind].line++)
		putc('\n', json.out);
	if (reading->columns == source_columns)
		write_source(&json, reading);
	else if (kind == ALIAS_NAME)
		write_name(&json, reading);
	else
		json_lines(&json, NULL, *words ? words : near, json_line);
	putc(',', json.out);
	return true;
}

static bool is_empty(const char *const *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (*cells[i])
			return false;
	return true;
}

static bool write_records(
	struct reading *reading, struct csv *csv, size_t columns, struct error *err)
{
	const char *fields[CSV_FIELDS];
	size_t count;
	enum csv_status status;

	reading->cells = fields;
	while ((status = csv_read(csv, fields, &count, err)) == CSV_RECORD) {
		if (is_empty(fields, count))
			continue;
		if (count != columns)
			return error_set(err,
				"%s:%d: expected %zu fields, one per column, found %zu", csv->name,
				csv->line, columns, count);
		if (!write_record(reading, csv, err))
			return false;
	}
	return status == CSV_END;
}

bool registercsv_read(struct csv *csv, const char *const *header, size_t count,
	const struct factset *known, struct factset *set, struct error *err)
{
	static const char *const keys[ALIAS_KINDS] = {"names", "words", "near"};
	const struct factset none = {0};
	bool sources = registercsv_table_of(header, count) == REGISTERCSV_SOURCES;
	struct reading reading = {.columns = sources ? source_columns : alias_columns,
		.column_count = sources ? SOURCE_COLUMNS : ALIAS_COLUMNS,
		.known = known ? known : &none};
	const char *texts[ALIAS_KINDS];

	*set = (struct factset){0};
	if (!place_columns(&reading, csv, header, count, err))
		return false;
	for (int kind = 0; kind < ALIAS_KINDS; kind++) {
		reading.files[kind].out =
			must_stream(&reading.files[kind].text, &reading.files[kind].size);
		reading.files[kind].line = 1;
		fprintf(reading.files[kind].out, "{\"%s\": [",
			sources && kind == 0 ? "sources" : keys[kind]);
	}
	bool good = write_records(&reading, csv, count, err);
	for (int kind = 0; kind < ALIAS_KINDS; kind++) {
		fputs("]}\n", reading.files[kind].out);
		must_close(reading.files[kind].out);
		texts[kind] = reading.files[kind].text;
	}
	good = good && factfile_read_texts(csv->name, texts, ALIAS_KINDS, set, err);
	for (int kind = 0; kind < ALIAS_KINDS; kind++)
		free(reading.files[kind].text);
	return good;
}

/* --- writing ---------------------------------------------------------------------------------- */

/* An author as write_author reads it. */
static void put_author(FILE *out, const struct author *author)
{
	bool person = *author->family && *author->given && !*author->literal &&
		      *author->family != '{' && !strchr(author->family, ',') &&
		      !strchr(author->given, ',');
	bool institution = *author->literal && !*author->family && !*author->given &&
			   *author->literal != '{' && !strstr(author->literal, ", ");
	struct json json = {.out = out, .spaced = true};

	if (person)
		fprintf(out, "%s, %s", author->family, author->given);
	else if (institution)
		fputs(author->literal, out);
	else
		csl_add_author(&json, author);
}

/* The contents of a cell of several lines; the caller frees them. */
static char *author_cell(const struct source *source)
{
	char *cell;
	size_t size;
	FILE *out = must_stream(&cell, &size);

	for (size_t i = 0; i < source->csl.author_count; i++) {
		if (i > 0)
			putc('\n', out);
		put_author(out, &source->csl.authors[i]);
	}
	if (source->csl.author_count == 0 && *source->author)
		put_author(out, &(struct author){"", "", source->author});
	must_close(out);
	return cell;
}

static void write_header(FILE *out, const struct column *columns, size_t count)
{
	const char *cells[COLUMNS];

	fputs("\xef\xbb\xbf", out);
	for (size_t k = 0; k < count; k++)
		cells[k] = columns[k].name;
	csv_write(out, cells, count);
}

static bool is_written(FILE *out, struct error *err)
{
	return (fflush(out) == 0 && !ferror(out)) ||
	       error_set(err, "the table cannot be written: %s", strerror(errno));
}

bool registercsv_write_sources(const struct factset *set, FILE *out, struct error *err)
{
	const char *cells[SOURCE_COLUMNS];

	write_header(out, source_columns, SOURCE_COLUMNS);
	for (size_t i = 0; i < set->source_count; i++) {
		char *authors = author_cell(&set->sources[i]);

		for (size_t k = 0; k < SOURCE_COLUMNS; k++)
			cells[k] = source_columns[k].cell == CELL_AUTHORS
					   ? authors
					   : text_at(&set->sources[i], &source_columns[k]);
		csv_write(out, cells, SOURCE_COLUMNS);
		free(authors);
	}
	return is_written(out, err);
}

bool registercsv_write_aliases(const struct factset *set, FILE *out, struct error *err)
{
	write_header(out, alias_columns, ALIAS_COLUMNS);
	for (size_t i = 0; i < set->alias_count; i++) {
		const struct alias *alias = &set->aliases[i];
		bool name = alias->kind == ALIAS_NAME;
		char *forms = must_join(alias->names, alias->name_count, "\n");

		csv_write(out,
			(const char *const[]){name ? alias->id : "", name ? alias->sort : "",
				name ? forms : "", alias->kind == ALIAS_WORDS ? forms : "",
				alias->kind == ALIAS_NEAR ? forms : ""},
			ALIAS_COLUMNS);
		free(forms);
	}
	return is_written(out, err);
}
