/*
 * Fuzz target for CSV. Any bytes are read as a table. A table that is written and read again stays
 * the same, and no written field begins like a formula.
 */
#include "base/arena.h"
#include "base/csv.h"
#include "fuzz.h"

#include <string.h>

static void check_field(const char *field, const char *written)
{
	written += *written == '"';
	CHECK(!*field || !strchr("=+-@\t\r\n", *written));
}

/* Writes the fields of one record and reads them back. */
static void round_trip(const char *const *fields, size_t count)
{
	const char *again[CSV_FIELDS];
	char *text = NULL;
	size_t size = 0, got;
	struct arena arena = {0};
	struct error err;
	FILE *out = open_memstream(&text, &size);

	CHECK(out);
	csv_write(out, fields, count);
	CHECK(fclose(out) == 0);
	check_field(fields[0], text);
	struct csv csv = csv_over("again", text, size);
	if (count == 1 && !*fields[0]) { /* an empty line is no record */
		CHECK(csv_read(&csv, again, &got, &err) == CSV_END);
	} else {
		CHECK(csv_read(&csv, again, &got, &err) == CSV_RECORD);
		CHECK(got == count);
		for (size_t i = 0; i < count; i++)
			CHECK(strcmp(fields[i], again[i]) == 0);
		CHECK(csv_read(&csv, again, &got, &err) == CSV_END);
	}
	arena_free(&arena);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *fields[CSV_FIELDS];
	struct arena arena = {0};
	struct csv csv = csv_over("fuzz", arena_copy(&arena, (const char *)bytes, size), size);
	struct error err = {.text = ""};
	enum csv_status status;
	size_t count;

	while ((status = csv_read(&csv, fields, &count, &err)) == CSV_RECORD) {
		CHECK(count >= 1 && count <= CSV_FIELDS);
		round_trip(fields, count);
	}
	CHECK(status == CSV_END || *err.text);
	arena_free(&arena);
	return 0;
}
