#include "base/csv.h"

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum { GIVEN_BACK = 1 << 20 }; /* bytes returned to the system at a time */

static const char byte_order_mark[] = "\xef\xbb\xbf";

/* The beginnings of fields that need an apostrophe: a spreadsheet would take them for a formula or
 * for its own apostrophe, or a reader for a byte order mark. */
static const char *const hazards[] = {
	byte_order_mark, "=", "+", "-", "@", "'", "\t", "\r", "\n", "＝", "＋", "－", "＠", NULL};

static bool is_hazard(const char *field)
{
	return text_begins_with_one_of(field, hazards) > 0;
}

struct csv csv_over(const char *name, char *text, size_t length)
{
	size_t mark = sizeof byte_order_mark - 1;
	struct csv csv = {.name = name,
		.at = text,
		.end = text + length,
		.kept = text,
		.line = 1,
		.next_line = 1};

	if (length >= mark && memcmp(text, byte_order_mark, mark) == 0)
		csv.at += mark;
	return csv;
}

/* The bytes of a field, in the text. */
struct span {
	char *start, *end;
};

/* Terminates the field and removes the apostrophe that protects it. */
static const char *take_text(struct span field)
{
	*field.end = '\0';
	return *field.start == '\'' && is_hazard(field.start + 1) ? field.start + 1 : field.start;
}

static bool is_end(const struct csv *csv)
{
	return csv->at == csv->end || *csv->at == '\n' ||
	       (*csv->at == '\r' && csv->at + 1 < csv->end && csv->at[1] == '\n');
}

/* Whether a separator follows the field. The first one in the text sets csv->separator. */
static bool is_separator(struct csv *csv)
{
	if (csv->at == csv->end)
		return false;
	if (!csv->separator && strchr(",;\t", *csv->at) && *csv->at)
		csv->separator = *csv->at;
	return csv->separator && *csv->at == csv->separator;
}

/* Reads a quoted field and replaces doubled quotes by single ones. */
static bool read_quoted(struct csv *csv, struct span *field, struct error *err)
{
	char *out = ++csv->at;

	field->start = out;
	for (;;) {
		if (csv->at == csv->end)
			return error_set(err, "%s:%d: a quote is not closed", csv->name, csv->line);
		if (*csv->at == '"' && (++csv->at == csv->end || *csv->at != '"'))
			break;
		csv->next_line += *csv->at == '\n';
		*out++ = *csv->at++;
	}
	field->end = out;
	if (!is_end(csv) && !is_separator(csv))
		return error_set(err, "%s:%d: expected the next field after a closing quote",
			csv->name, csv->next_line);
	return true;
}

static bool read_bare_field(struct csv *csv, struct span *field, struct error *err)
{
	field->start = csv->at;
	while (!is_end(csv) && !is_separator(csv))
		if (*csv->at++ == '"')
			return error_set(err,
				"%s:%d: a quote inside a field that does not begin with one",
				csv->name, csv->next_line);
	field->end = csv->at;
	return true;
}

/* Skips the end of the field, so that it may be overwritten. True if it was a separator. */
static bool step_over(struct csv *csv)
{
	bool separator = is_separator(csv);

	if (!separator && csv->at < csv->end) {
		csv->at += *csv->at == '\r';
		csv->next_line++;
	}
	csv->at += csv->at < csv->end;
	return separator;
}

static void skip_end(struct csv *csv)
{
	while (csv->at < csv->end && is_end(csv)) {
		csv->at += *csv->at == '\r' ? 2 : 1;
		csv->next_line++;
	}
}

/* The checks of the whole text. */
static bool check_csv(const struct csv *csv, struct error *err)
{
	size_t length = (size_t)(csv->end - csv->at);

	if (memchr(csv->at, '\0', length))
		return error_set(err, "%s: expected UTF-8 text, found a NUL byte", csv->name);
	if (!text_is_utf8(csv->at, length))
		return error_set(err, "%s: is not UTF-8 text", csv->name);
	return true;
}

/* Returns the memory of pages that were read to the system; the text stays allocated. */
static void give_back(struct csv *csv)
{
	const uintptr_t page = 4096;
	uintptr_t from = ((uintptr_t)csv->kept + page) & ~(page - 1);
	uintptr_t to = (uintptr_t)csv->at & ~(page - 1);

	if (csv->at - csv->kept < GIVEN_BACK)
		return;
	madvise(csv->at - ((uintptr_t)csv->at - from), to - from, MADV_DONTNEED);
	csv->kept = csv->at - ((uintptr_t)csv->at - to);
}

enum csv_status csv_read(
	struct csv *csv, const char *fields[CSV_FIELDS], size_t *count, struct error *err)
{
	*count = 0;
	if (csv->next_line == 1 && !check_csv(csv, err))
		return CSV_BAD;
	skip_end(csv);
	give_back(csv);
	csv->line = csv->next_line;
	if (csv->at == csv->end)
		return CSV_END;
	for (bool more = true; more;) {
		bool quoted = csv->at < csv->end && *csv->at == '"';
		struct span field = {0};

		if (*count == CSV_FIELDS) {
			error_set(err, "%s:%d: more than %d fields", csv->name, csv->line,
				CSV_FIELDS);
			return CSV_BAD;
		}
		if (!(quoted ? read_quoted : read_bare_field)(csv, &field, err))
			return CSV_BAD;
		more = step_over(csv);
		fields[(*count)++] = take_text(field);
	}
	return CSV_RECORD;
}

void csv_write(FILE *out, const char *const *fields, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool guarded = is_hazard(fields[i]);
		bool quoted = guarded || strpbrk(fields[i], "\",;\t\r\n");

		if (i > 0)
			putc(',', out);
		if (quoted)
			putc('"', out);
		if (guarded)
			putc('\'', out);
		for (const char *at = fields[i]; *at; at++) {
			if (*at == '"')
				putc('"', out);
			putc(*at, out);
		}
		if (quoted)
			putc('"', out);
	}
	fputs("\r\n", out);
}
