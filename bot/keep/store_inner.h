#ifndef TONLE_KEEP_STORE_INNER_H
#define TONLE_KEEP_STORE_INNER_H

#include "base/error.h"
#include "fact/fact.h"
#include "keep/store.h"
#include "keep/store_edit.h"
#include "keep/store_sql.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the store's own files (store*.c) share; nobody else includes it. */
struct sqlite3;
struct sqlite3_stmt;

struct store {
	struct sqlite3 *db;
	char *path;
	struct sqlite3_stmt *statements[SQL_TOTAL];
	int64_t data_version; /* as of the last store_load */
};

/* A value for a parameter of a statement. Texts are borrowed until the statement is reset. */
struct bound {
	enum { BOUND_INTEGER, BOUND_REAL, BOUND_TEXT } type;
	int64_t integer;
	double real;
	const char *text;
};

#define INTEGER(value) ((struct bound){.type = BOUND_INTEGER, .integer = (value)})
#define REAL(value) ((struct bound){.type = BOUND_REAL, .real = (value)})
#define TEXT(value) ((struct bound){.type = BOUND_TEXT, .text = (value)})

/* The words of the tables' `kind` columns, by enum question_kind and enum alias_kind. */
extern const char *const store_question_kinds[QUESTION_KINDS];
extern const char *const store_alias_kinds[ALIAS_KINDS];

/* "path: reason" from the last error; returns false. */
bool store_fault(struct store *store, struct error *err);

/* The statement, reset, with its parameters bound: step it, read it, and reset it. */
struct sqlite3_stmt *store_bind(
	struct store *store, enum sql which, const struct bound *values, size_t count);

/* Runs a statement that gives no rows. */
bool store_run(struct store *store, enum sql which, const struct bound *values, size_t count,
	struct error *err);

#define BIND(store, which, ...)                                                                    \
	store_bind(store, which, (const struct bound[]){__VA_ARGS__},                              \
		sizeof((const struct bound[]){__VA_ARGS__}) / sizeof(struct bound))
#define RUN(store, which, err, ...)                                                                \
	store_run(store, which, (const struct bound[]){__VA_ARGS__},                               \
		sizeof((const struct bound[]){__VA_ARGS__}) / sizeof(struct bound), err)

/* Begins a transaction for writing, which is on the disk when store_end returns true; store_end
 * commits it if good, else rolls it back, and returns whether it is committed. */
bool store_begin(struct store *store, struct error *err);
bool store_end(struct store *store, bool good, struct error *err);

/* PRAGMA data_version: changes when another connection commits. */
int64_t store_data_version(struct store *store);

/* A revision as its hash covers it. */
struct revision {
	int64_t number, at;
	const char *name, *author, *network, *reason, *content, *before_hash;
};

/* The hash as facts/schema.sql defines it, in hexadecimal. */
void store_revision_hash(const struct revision *revision, char hash[65]);

/* The last revision's number and hash (0 and "" if there is none), read once per transaction. */
struct revision_end {
	int64_t number;
	char hash[65];
};
bool store_last_revision(struct store *store, struct revision_end *end, struct error *err);

/* Adds the next revision of the named thing to the chain; fact is the row of a fact, else 0. */
bool store_add_revision(struct store *store, const char *name, int64_t fact, const char *content,
	const struct change *change, struct revision_end *end, struct error *err);

/* Writes the fact (new if number is 0) with all its parts, its search rows and a revision; within a
 * transaction. content is fact_content of it. */
bool store_put_fact(struct store *store, const struct fact *fact, int64_t number,
	const char *content, const struct change *change, struct revision_end *end,
	struct error *err);

/* Writes the alias, within a transaction; *changed says whether it was not so before. */
bool store_put_alias(
	struct store *store, const struct alias *alias, bool *changed, struct error *err);

/* Writes the source without its paragraphs, within a transaction. */
bool store_put_source(struct store *store, const struct source *source, struct error *err);

#endif
