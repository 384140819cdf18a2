#ifndef TONLE_PATTERN_PATTERN_TABLE_H
#define TONLE_PATTERN_PATTERN_TABLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * A table of fixed patterns, written in the code:
 *
 *	static const struct pattern_row rows[] = {{"date", "\\bwhen\\b"}, {"place", "\\bwhere\\b"}};
 *	static struct pattern_table forms = PATTERN_TABLE("question form", rows);
 *
 * At its first use, the whole table is compiled to machine code for texts in ASCII; for others, a
 * row when it is first tried. If a regex does not compile, the program ends with an error that
 * names the table and the row. Thread-safe.
 */
struct pattern_row {
	const char *name; /* for the error */
	const char *regex;
};

struct pattern_table {
	const char *name;
	const struct pattern_row *rows;
	size_t count;
	_Atomic(struct pattern_compiled *) compiled; /* NULL until the first use */
	struct pattern_table *next;                  /* in the list of compiled tables */
};

#define PATTERN_TABLE(name, rows)                                                                  \
	{                                                                                          \
		name, rows, sizeof rows / sizeof *rows, NULL, NULL                                 \
	}

/* Whether the row's pattern matches a folded text. */
bool pattern_table_matches(struct pattern_table *table, size_t row, const char *folded);

/* Where the row's pattern matches first (pattern_find). */
bool pattern_table_find(
	struct pattern_table *table, size_t row, const char *text, size_t *start, size_t *end);

/* The first row that matches a folded text, or -1. */
int pattern_table_first(struct pattern_table *table, const char *folded);

/* Frees all tables' compiled patterns, at the program's end. */
void pattern_table_free_all(void);

#endif
