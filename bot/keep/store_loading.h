#ifndef TONLE_KEEP_STORE_LOADING_H
#define TONLE_KEEP_STORE_LOADING_H

#include "keep/store_inner.h"

/*
 * One load of the fact base, shared by store_load*.c. The file is not trusted: a row that belongs
 * to no existing fact, source or alias, or has text that is not UTF-8, is logged and left out.
 *
 * There is one query per table, ordered by the owner's number, and the results are merged in one
 * pass: 100 000 facts with a million questions take about a second. One query per fact would take
 * ten.
 */
struct loading {
	struct store *store;
	struct factset *set;
	struct error *err;
	struct fact *facts;
	struct source *sources;
	struct alias *aliases;
	int64_t *alias_numbers;
	const char *nothing;
	bool broken;        /* a text of the row being read is not UTF-8 */
	int64_t known_fact; /* a fact that exists but is not served */
	void *room;         /* for the next row of the table being read */
	int64_t left;       /* how many more rows fit there */
	int64_t sizes[9];   /* rows of each table, in the order of SQL_LOAD_SIZES */
};

enum {
	SIZE_FACTS,
	SIZE_QUESTIONS,
	SIZE_PATTERNS,
	SIZE_CITATIONS,
	SIZE_SOURCES,
	SIZE_PARAGRAPHS,
	SIZE_ALIASES,
	SIZE_FORMS,
	SIZE_FORMERS
};

bool store_load_sizes(struct loading *load);

/* Steps to the next row; false at the end and, with *good false, on an error. Stops when all
 * counted rows were read: a damaged index may give more. */
bool store_load_row(struct loading *load, struct sqlite3_stmt *statement, bool *good);

/* The column's text in the set's arena; sets `broken` if it is not UTF-8. */
const char *store_load_text(struct loading *load, struct sqlite3_stmt *statement, int column);

/* "", in the set's arena. */
const char *store_load_nothing(struct loading *load);

/* Room for the rows of a table, counted by store_load_sizes; also in `room`. */
void *store_load_room(struct loading *load, int size, size_t item);

/* Logs that a row is left out: format names it ("a question of fact 12"), wrong says why. */
void store_load_omit(struct loading *load, const char *wrong, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The parts of a load. */
bool store_load_rows_of_sources(struct loading *load);
bool store_load_rows_of_paragraphs(struct loading *load);
bool store_load_rows_of_aliases(struct loading *load);
bool store_load_rows_of_forms(struct loading *load);

#endif
