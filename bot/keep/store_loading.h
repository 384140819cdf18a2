#ifndef TONLE_KEEP_STORE_LOADING_H
#define TONLE_KEEP_STORE_LOADING_H

#include "keep/store_inner.h"

/*
 * One load of the fact base, shared by store_load*.c. Nothing that a file says is believed: a row
 * of a fact, source or alias that is not there, or with text that is no UTF-8, is named in the log
 * and left out.
 *
 * Loads with one query per table, ordered by the owner's number, and merges the results in one
 * pass: 100 000 facts with a million questions take about a second; a query per fact would take
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
	bool broken;        /* a text of the row being read is no UTF-8 */
	int64_t known_fact; /* a fact that is there, though it is not served */
	void *room;         /* for the next row of the table being read */
	int64_t left;       /* its rows that there is room for */
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

/* Steps to the next row; false at the end and, with *good false, on an error. There is room for as
 * many rows as were counted; a damaged index may give more. */
bool store_load_row(struct loading *load, struct sqlite3_stmt *statement, bool *good);

/* The column's text in the set's arena; sets `broken` if it is no UTF-8. */
const char *store_load_text(struct loading *load, struct sqlite3_stmt *statement, int column);

/* "", which lies where all the set's strings do. */
const char *store_load_nothing(struct loading *load);

/* Room for the rows of a table, counted by store_load_sizes; also in `room`. */
void *store_load_room(struct loading *load, int size, size_t item);

/* Names the row that is left out: "a question of fact 12" and what is wrong with it. */
void store_load_omit(struct loading *load, const char *wrong, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The parts of a load. */
bool store_load_rows_of_sources(struct loading *load);
bool store_load_rows_of_paragraphs(struct loading *load);
bool store_load_rows_of_aliases(struct loading *load);
bool store_load_rows_of_forms(struct loading *load);

#endif
