#include "fact/factcsv.h"

#include "base/arena.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/map.h"
#include "base/text.h"
#include "base/watch.h"
#include "fact/citation.h"
#include "fact/factfile.h"
#include "fact/registercsv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_MAX_BYTES = 64 << 20 };

enum column_type { COLUMN_TEXT, COLUMN_LINES, COLUMN_CITATIONS, COLUMN_FLAG };

/* The columns in the order of writing; the names are the keys of a fact file. */
static const struct {
	const char *name;
	enum column_type type;
	bool required;
	unsigned absent; /* the bit in a fact's `absent` */
} columns[] = {
	{"id", COLUMN_TEXT, true, 0},
	{"topic", COLUMN_TEXT, true, 0},
	{"says", COLUMN_TEXT, true, 0},
	{"short", COLUMN_TEXT, false, 1u << FACT_BRIEF},
	{"when", COLUMN_TEXT, false, 1u << FACT_WHEN},
	{"about", COLUMN_TEXT, false, 1u << FACT_ABOUT},
	{"ask", COLUMN_LINES, false, 1u << QUESTION_ASK},
	{"ask_yes", COLUMN_LINES, false, 1u << QUESTION_YES},
	{"ask_no", COLUMN_LINES, false, 1u << QUESTION_NO},
	{"not", COLUMN_LINES, false, 1u << QUESTION_NOT},
	{"match", COLUMN_LINES, false, 1u << FACT_MATCH},
	{"cite", COLUMN_CITATIONS, false, 1u << FACT_CITE},
	{"formerly", COLUMN_LINES, false, 1u << FACT_FORMERLY},
	{"topics", COLUMN_LINES, false, 1u << FACT_TOPICS},
	{"see", COLUMN_LINES, false, 1u << FACT_SEE},
	{"channels", COLUMN_LINES, false, 1u << FACT_CHANNELS},
	{"locked", COLUMN_FLAG, false, 1u << FACT_LOCKED},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

/* --- reading ---------------------------------------------------------------------------------- */

/* Writes a line of `cite`, which is JSON or a citation as people write it, as JSON. Anything else
 * is left for check_citations() to complain about.
 */
static void write_citation_line(struct json *json, const char *line)
{
	struct arena arena = {0};
	struct citation citation;
	struct error err;

	if (*line == '{')
		json_raw(json, NULL, line);
	else if (citation_parse(&arena, line, &citation, &err))
		fact_write_citation(json, &citation);
	arena_free(&arena);
}

/* The value of a flag as spreadsheets and people write it; -1 for anything else. */
static int flag_of(const char *cell)
{
	static const char *const words[] = {"no", "yes", "false", "true", "0", "1"};

	for (int i = 0; i < 6; i++)
		if (text_compare_ascii(cell, words[i]) == 0)
			return i % 2;
	return -1;
}

static void write_cell(struct json *json, int column, const char *cell)
{
	const char *key = columns[column].name;

	switch (columns[column].type) {
	case COLUMN_TEXT:
		json_text(json, key, cell);
		break;
	case COLUMN_LINES:
		json_lines(json, key, cell, json_line);
		break;
	case COLUMN_CITATIONS:
		json_lines(json, key, cell, write_citation_line);
		break;
	case COLUMN_FLAG:
		json_raw(json, key, flag_of(cell) == 1 ? "true" : "false");
		break;
	}
}

/* For each column of the file, its index in `columns`. */
struct layout {
	int of[CSV_FIELDS];
	size_t count;
	unsigned absent; /* for the facts */
};

static bool place_columns(const struct csv *csv, const char *const *fields, size_t count,
	struct layout *layout, struct error *err)
{
	bool there[COLUMNS] = {false};

	layout->count = count;
	for (size_t i = 0; i < count; i++) {
		int k = 0;

		while (k < COLUMNS && strcmp(columns[k].name, fields[i]) != 0)
			k++;
		if (k == COLUMNS || there[k])
			return error_set(err, "%s:%d: column %zu: %s \"%.60s\"", csv->name,
				csv->line, i + 1,
				k == COLUMNS ? "unknown column" : "repeated column", fields[i]);
		there[k] = true;
		layout->of[i] = k;
	}
	for (int k = 0; k < COLUMNS; k++)
		if (columns[k].required && !there[k])
			return error_set(err, "%s:%d: missing column \"%s\"", csv->name, csv->line,
				columns[k].name);
	layout->absent = 1u << FACT_FORGOTTEN;
	for (int k = 0; k < COLUMNS; k++)
		if (!there[k])
			layout->absent |= columns[k].absent;
	return true;
}

/* Converts the record to the JSON that factfile_read_content reads. The caller frees it. */
static char *content_of(const struct layout *layout, const char *const *fields, size_t count)
{
	char *content;
	size_t size;
	struct json json = {.out = must_stream(&content, &size)};

	json_open(&json, NULL, '{');
	for (size_t i = 0; i < count && i < layout->count; i++)
		if (*fields[i])
			write_cell(&json, layout->of[i], fields[i]);
	json_close(&json, '}');
	must_close(json.out);
	return content;
}

static bool check_fact(const struct csv *csv, const struct fact *fact, struct error *err)
{
	const char *slug = !factfile_is_slug(fact->id)                      ? fact->id
			   : !factfile_is_slug(fact->topic)                 ? fact->topic
			   : *fact->about && !factfile_is_slug(fact->about) ? fact->about
									    : NULL;

	for (size_t i = 0; i < fact->topic_count; i++)
		if (!factfile_is_slug(fact->topics[i]))
			slug = fact->topics[i];
	for (size_t i = 0; i < fact->see_count; i++)
		if (!factfile_is_slug(fact->see[i]))
			slug = fact->see[i];
	if (slug)
		return error_set(err,
			"%s:%d: id, topic, topics, about and see: expected lower-case letters, "
			"digits and '-', found \"%.60s\"",
			csv->name, csv->line, slug);
	return fact_fits(fact, err);
}

static bool check_citations(const char *name, const char *cell, struct error *err)
{
	struct arena arena = {0};
	struct citation citation;
	struct error why;
	bool good = true;

	for (; good && *cell; cell += strspn(cell, "\r\n")) {
		size_t length = strcspn(cell, "\r\n");

		if (*cell != '{' &&
			!citation_parse(&arena, arena_copy(&arena, cell, length), &citation, &why))
			good = error_set(err,
				"%s: cite: %s; write <source> ¶n \"quote\" or <source> p. n", name,
				why.text);
		cell += length;
	}
	arena_free(&arena);
	return good;
}

static bool check_cells(
	const char *name, const struct layout *layout, const char *const *fields, struct error *err)
{
	for (size_t i = 0; i < layout->count; i++) {
		enum column_type type = columns[layout->of[i]].type;

		if (type == COLUMN_FLAG && *fields[i] && flag_of(fields[i]) < 0)
			return error_set(err,
				"%s: %s: expected yes, no, true, false, 1 or 0, found \"%.40s\"",
				name, columns[layout->of[i]].name, fields[i]);
		if (type == COLUMN_CITATIONS && !check_citations(name, fields[i], err))
			return false;
	}
	return true;
}

static bool read_fact(struct csv *csv, const struct layout *layout, const char *const *fields,
	size_t count, struct arena *arena, struct fact *fact, struct error *err)
{
	char name[512];
	char *content = content_of(layout, fields, count);

	snprintf(name, sizeof name, "%.400s:%d", csv->name, csv->line);
	if (count != layout->count) {
		free(content);
		return error_set(err, "%s: expected %zu fields, one per column, found %zu", name,
			layout->count, count);
	}
	bool good = check_cells(name, layout, fields, err) &&
		    factfile_read_content(name, content, arena, fact, err);
	free(content);
	fact->absent = layout->absent;
	fact->file = csv->name;
	fact->line = csv->line;
	return good && check_fact(csv, fact, err);
}

static bool read_facts(struct csv *csv, const char *const *header, size_t column_count,
	struct factset *set, struct error *err)
{
	const char *fields[CSV_FIELDS];
	struct layout layout = {0};
	struct fact *facts = NULL;
	struct map ids = {0};
	size_t fact_count = 0, room = 0, count;
	enum csv_status status = CSV_END;
	bool good = place_columns(csv, header, column_count, &layout, err);

	csv->name = arena_string(&set->arena, csv->name);

	while (good && (status = csv_read(csv, fields, &count, err)) == CSV_RECORD) {
		GROW(facts, fact_count, room);
		good = read_fact(csv, &layout, fields, count, &set->arena, &facts[fact_count], err);
		if (good && map_get(&ids, facts[fact_count].id) >= 0)
			good = error_set(err, "%s:%d: the id \"%s\" is already on line %d",
				csv->name, csv->line, facts[fact_count].id,
				facts[map_get(&ids, facts[fact_count].id)].line);
		if (good) {
			map_put(&ids, facts[fact_count].id, (int)fact_count);
			fact_count++;
		}
	}
	good = good && status == CSV_END;
	if (good && fact_count > 0) {
		set->facts = memcpy(arena_alloc(&set->arena, fact_count * sizeof *facts), facts,
			fact_count * sizeof *facts);
		set->fact_count = fact_count;
	}
	map_free(&ids);
	free(facts);
	return good;
}

/* Reads the table that its header identifies. */
static bool read_table(
	struct csv *csv, const struct factset *known, struct factset *set, struct error *err)
{
	const char *header[CSV_FIELDS];
	size_t count;
	enum csv_status status = csv_read(csv, header, &count, err);

	if (status == CSV_END)
		return error_set(err, "%s: is empty; expected the names of the columns", csv->name);
	if (status == CSV_BAD)
		return false;
	return registercsv_table_of(header, count) == REGISTERCSV_NEITHER
		       ? read_facts(csv, header, count, set, err)
		       : registercsv_read(csv, header, count, known, set, err);
}

bool factcsv_read(
	const char *path, const struct factset *known, struct factset *set, struct error *err)
{
	size_t length;
	char *text = text_from_file(path, FILE_MAX_BYTES, &length, err);

	*set = (struct factset){0};
	if (!text)
		return false;
	struct csv csv = csv_over(path, text, length);
	bool good = read_table(&csv, known, set, err);
	free(text);
	if (!good)
		factset_free(set);
	return good;
}

/* --- writing ---------------------------------------------------------------------------------- */

static void add_cell_line(FILE *out, bool *any, const char *line)
{
	if (*any)
		putc('\n', out);
	*any = true;
	fputs(line, out);
}

static void write_question_cell(FILE *out, const struct fact *fact, enum question_kind kind)
{
	bool any = false;

	for (size_t i = 0; i < fact->question_count; i++)
		if (fact->questions[i].kind == kind)
			add_cell_line(out, &any, fact->questions[i].text);
}

static void write_citation_cell(FILE *out, const struct fact *fact)
{
	for (size_t i = 0; i < fact->citation_count; i++) {
		struct json json = {.out = out, .spaced = true};

		if (i > 0)
			putc('\n', out);
		fact_write_citation(&json, &fact->citations[i]);
	}
}

/* The contents of a cell; the caller frees them. */
static char *cell_of(const struct fact *fact, int column)
{
	const char *const texts[] = {
		fact->id, fact->topic, fact->says, fact->brief, fact->when, fact->about};
	enum { TEXTS = sizeof texts / sizeof *texts, KINDS = QUESTION_KINDS };
	char *cell;
	size_t size;
	FILE *out = must_stream(&cell, &size);
	bool any = false;

	if (column < TEXTS)
		fputs(texts[column], out);
	else if (column < TEXTS + KINDS)
		write_question_cell(out, fact, (enum question_kind)(column - TEXTS));
	else if (column == TEXTS + KINDS)
		for (size_t i = 0; i < fact->pattern_count; i++)
			add_cell_line(out, &any, fact->patterns[i]);
	else if (column == TEXTS + KINDS + 1)
		write_citation_cell(out, fact);
	else if (column == TEXTS + KINDS + 2)
		for (size_t i = 0; i < fact->former_count; i++)
			add_cell_line(out, &any, fact->formerly[i]);
	else if (column == TEXTS + KINDS + 3)
		for (size_t i = 0; i < fact->topic_count; i++)
			add_cell_line(out, &any, fact->topics[i]);
	else if (column == TEXTS + KINDS + 4)
		for (size_t i = 0; i < fact->see_count; i++)
			add_cell_line(out, &any, fact->see[i]);
	else if (column == TEXTS + KINDS + 5)
		for (size_t i = 0; i < fact->channel_count; i++)
			add_cell_line(out, &any, fact->channels[i]);
	else
		fputs(fact->locked ? "yes" : "", out);
	must_close(out);
	return cell;
}

bool factcsv_write(const struct factset *set, FILE *out, struct error *err)
{
	const struct fact **order = factset_by_id(set);
	const char *cells[COLUMNS];

	fputs("\xef\xbb\xbf", out);
	for (int k = 0; k < COLUMNS; k++)
		cells[k] = columns[k].name;
	csv_write(out, cells, COLUMNS);
	for (size_t i = 0; i < set->fact_count && watch_step(i, set->fact_count); i++) {
		char *own[COLUMNS];

		for (int k = 0; k < COLUMNS; k++) {
			own[k] = cell_of(order[i], k);
			cells[k] = own[k];
		}
		csv_write(out, cells, COLUMNS);
		for (int k = 0; k < COLUMNS; k++)
			free(own[k]);
	}
	free(order);
	if (watch_is_stopped())
		return error_set(err, "interrupted");
	return (fflush(out) == 0 && !ferror(out)) ||
	       error_set(err, "the table cannot be written: %s", strerror(errno));
}
