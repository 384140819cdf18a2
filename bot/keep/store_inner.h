#ifndef TONLE_KEEP_STORE_INNER_H
#define TONLE_KEEP_STORE_INNER_H

#include "base/arena.h"
#include "base/error.h"
#include "fact/fact.h"
#include "fact/scope.h"
#include "keep/store.h"
#include "keep/store_edit.h"
#include "keep/store_sql.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Shared by store*.c, and included by nothing else. */
struct sqlite3;
struct sqlite3_stmt;

/* Rows that most questions do without, in the order of SQL_FILLED's columns. */
enum store_rare {
	STORE_MUTES,
	STORE_SESSIONS, /* of study groups */
	STORE_LEARNERS,
	STORE_SUGGESTIONS, /* open ones */
	STORE_RARE
};

struct store {
	struct sqlite3 *db;
	char *path;
	struct sqlite3_stmt *statements[SQL_TOTAL];
	int64_t data_version;   /* as of the last store_load */
	int64_t seen_version;   /* when store_data_version read it last */
	bool read_only;         /* opened as STORE_READ */
	uint64_t device, inode; /* of the file that is open */
	int64_t written;        /* when it, or its log, was last written before it was opened */
	int64_t size;           /* of it, when it was looked at last */
	bool cut;               /* its end was cut off */
	int patience_ms;
	bool defers_checkpoints;  /* store_defer_checkpoints */
	int wal_pages;            /* if it defers them: in the WAL after the last commit */
	bool reading;             /* a read transaction is open: store_begin_reading */
	struct store_roles_kept { /* the current roles: store_people.c */
		struct arena arena;
		struct role_row *rows;
		size_t count, room;
		int64_t version, from, to; /* as of that data_version; when they are current */
		bool known;
	} roles;
	struct store_filled { /* which rare rows there are: store_has */
		bool rows[STORE_RARE], known;
		int64_t version, changes; /* as of that data_version and sqlite3_total_changes64 */
	} filled;
	struct store_waiting *waiting; /* not written yet (store_journal.c) */
	size_t waiting_count;
	const struct view *view; /* restricts lists, counts and searches; NULL: all */
};

/* Forgets what is kept in memory of the tables; it is read again when needed. */
void store_forget_kept(struct store *store);

/* Adds the SQL functions of store_scope.c to the connection; the store must not move in memory. */
void store_add_seen(struct store *store);

/* Frees the entries not written yet. */
void store_drop_waiting(struct store *store);

/* The arguments of store_note_asked. store_count_asked_now counts at once or not at all. */
struct store_asked_note {
	const char *gist, *text, *picked;
	bool other;
	int64_t at;
};
bool store_count_asked_now(struct store *store, const struct store_asked_note *note,
	int64_t *number, bool *open, struct error *err);

/* The value of one parameter. Texts and blobs are borrowed until the statement is reset. */
struct bound {
	enum { BOUND_END, BOUND_INTEGER, BOUND_REAL, BOUND_TEXT, BOUND_BLOB } type;
	int64_t integer; /* a blob's size, too */
	double real;
	const char *text;
	const void *blob; /* NULL: SQL's NULL */
};

#define INTEGER(value) ((struct bound){.type = BOUND_INTEGER, .integer = (value)})
#define REAL(value) ((struct bound){.type = BOUND_REAL, .real = (value)})
#define TEXT(value) ((struct bound){.type = BOUND_TEXT, .text = (value)})
#define BLOB(value, size)                                                                          \
	((struct bound){.type = BOUND_BLOB, .blob = (value), .integer = (int64_t)(size)})

/* The words of the tables' `kind` columns, by enum question_kind and enum alias_kind; NULL after
 * the last. */
extern const char *const store_question_kinds[QUESTION_KINDS + 1];
extern const char *const store_alias_kinds[ALIAS_KINDS + 1];

/* The index of a column's word among the words of an enum; for one that is not there, which the
 * tables' CHECK constraints rule out, -1 or 0. */
int store_known_word(const char *const *words, const char *word);
int store_word(const char *const *words, const char *word);

/* Sets "path: reason" from the last error; returns false. */
bool store_error(struct store *store, struct error *err);

/* The statement, reset, with its parameters bound: values up to BOUND_END, or NULL for none. Step
 * it, read its rows, then store_finish it. */
struct sqlite3_stmt *store_bind(struct store *store, enum sql which, const struct bound *values);

/* Resets the statement. status: what its last step returned; false with the reason if that is a
 * failure. */
bool store_finish(
	struct store *store, struct sqlite3_stmt *statement, int status, struct error *err);

/* Runs a statement that returns no rows. */
bool store_run(struct store *store, enum sql which, const struct bound *values, struct error *err);

/* Finishes a statement that returns one number; 0 if it returns none. */
int64_t store_number(struct store *store, struct sqlite3_stmt *statement);

/* The text in a column of the current row, until the next step; "" for NULL. */
const char *store_column(struct sqlite3_stmt *statement, int column);

/* The same in the arena. */
const char *store_text(struct arena *arena, struct sqlite3_stmt *statement, int column);

#define VALUES(...) ((const struct bound[]){__VA_ARGS__, {.type = BOUND_END}})
#define BIND(store, which, ...) store_bind(store, which, VALUES(__VA_ARGS__))
#define RUN(store, which, err, ...) store_run(store, which, VALUES(__VA_ARGS__), err)

/* Begins a write transaction. store_end commits it if good, otherwise rolls it back; it returns
 * true if the transaction is committed and on disk. */
bool store_begin(struct store *store, struct error *err);
bool store_end(struct store *store, bool good, struct error *err);

/* PRAGMA data_version: changes when another connection commits. */
int64_t store_data_version(struct store *store);

/* Whether there are any such rows, by this connection's own writes and what the last
 * store_data_version saw of others'. Most questions are asked while there are none, and then need
 * no statement to find theirs. */
bool store_has(struct store *store, enum store_rare rare);

/* What a revision's hash covers. In one older than migration 5, origin and action are NULL. */
struct revision {
	int64_t number, at;
	const char *name, *author, *network, *reason, *content, *origin, *action, *before_hash;
};

/* The words of table revision's columns, by enum origin and enum action; NULL after the last. */
extern const char *const store_origins[], *const store_actions[];

/* The hash that facts/schema.sql defines, in hexadecimal. */
void store_revision_hash(const struct revision *revision, char hash[65]);

/* The end of the chain: number, time and hash of the last revision, or 0 and "". */
struct revision_end {
	int64_t number, at;
	char hash[65];
};
bool store_last_revision(struct store *store, struct revision_end *end, struct error *err);

/* Adds the next revision, of the named item, and moves *end to it; fact is the fact's number, 0 for
 * other items. */
bool store_add_revision(struct store *store, const char *name, int64_t fact, const char *content,
	const struct change *change, struct revision_end *end, struct error *err);

/*
 * Adds a revision of that name with the row that the statement (SQL_SERVED_…) gives or, if it gives
 * none, one that says so. Adds none if the newest revision is the same, unless `always`. Call it
 * after each change to such a row, within the transaction.
 */
bool store_cover(struct store *store, struct sqlite3_stmt *row, const char *name,
	const struct change *change, bool always, struct error *err);
bool store_cover_source(struct store *store, const char *id, const struct change *change,
	bool always, struct error *err);
bool store_cover_alias(struct store *store, const struct alias *alias, const struct change *change,
	bool always, struct error *err);
bool store_cover_suggestion(
	struct store *store, int64_t number, const struct change *change, struct error *err);

/* Whether the newest revision of a source or an alias is an import's, or there is none. */
bool store_is_imported(struct store *store, const char *name);

/* Adds revisions for the rows of a database from before migration 12; once. */
bool store_cover_old(struct store *store, struct error *err);

/* The first source that the fact cites and the database lacks, or NULL. For error messages:
 * SQLite's foreign key error names none. */
const char *store_unknown_source(struct store *store, const struct fact *fact);

/* Writes a fact (new if number is 0) with its parts, search rows and a revision, within a
 * transaction. content is its fact_content. */
bool store_put_fact(struct store *store, const struct fact *fact, int64_t number,
	const char *content, const struct change *change, struct revision_end *end,
	struct error *err);

/* The same in two steps, for many facts: first all of them without search rows, *number becoming
 * the fact's, then the rows. FTS5 writes out what it has gathered before each statement that can be
 * taken back, as that which adds a revision. Only the search rows that differ are written. */
bool store_put_unsearched(struct store *store, const struct fact *fact, int64_t *number,
	const char *content, const struct change *change, struct revision_end *end,
	struct error *err);
bool store_put_search(
	struct store *store, const struct fact *fact, int64_t number, struct error *err);

/* Reads the paragraph in the row of SQL_PARAGRAPH or SQL_LOAD_PARAGRAPHS; its strings lie in the
 * arena. Leaves the padding of *paragraph alone, for a saved index is the same each time. */
void store_paragraph_row(
	struct arena *arena, struct sqlite3_stmt *statement, struct paragraph *paragraph);

/* Writes the alias, within a transaction; *changed is whether it differed. */
bool store_put_alias(
	struct store *store, const struct alias *alias, bool *changed, struct error *err);

/* Writes the source, without its paragraphs, within a transaction. */
bool store_put_source(struct store *store, const struct source *source, struct error *err);

#endif
