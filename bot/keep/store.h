#ifndef TONLE_KEEP_STORE_H
#define TONLE_KEEP_STORE_H

#include "base/error.h"
#include "base/timestamp.h"
#include "fact/fact.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The fact base in SQLite: the truth while the bot runs. One struct store is one connection, used
 * from one thread. facts/schema.sql has the tables; every SQL text is a row of the table in
 * store_sql.c and is prepared when the store opens.
 */
struct store;

enum store_mode {
	STORE_READ,  /* an existing database of this program's version, read only */
	STORE_WRITE, /* an existing database; its schema is brought up to this program's version */
	STORE_CREATE /* as STORE_WRITE, and made if it is not there */
};

/* Opens it. NULL with the reason for a missing file or directory, a file that is no database, one
 * of another application (application_id), one from a newer version, a corrupt or unreadable one.
 */
struct store *store_open(const char *path, enum store_mode mode, struct error *err);
void store_close(struct store *store); /* NULL is fine */

/* The path that it was opened by. */
const char *store_path(const struct store *store);

/* All served facts (not forgotten; with at least one citation), sources and aliases, in one read
 * transaction; facts ordered by number. The caller frees it. */
bool store_load(struct store *store, struct factset *set, struct error *err);

/* As store_load, with the drafts (facts without a citation): for export and check. */
bool store_load_all(struct store *store, struct factset *set, struct error *err);

/* Whether another connection has committed since the last store_load (PRAGMA data_version). */
bool store_changed(struct store *store);

/* What an import did. */
struct import_counts {
	size_t added, changed, same; /* facts */
	size_t kept;                 /* facts left as they were: mended by a moderator since */
	size_t absent;           /* facts of the database that the set does not have: left alone */
	size_t sources, aliases; /* new or changed */
};

/*
 * Takes a set in, in one transaction, idempotent by id: same content leaves no trace, a changed
 * fact gets a revision by author ("import"), a fact edited by anybody else since its last import is
 * kept unless `over` is true. On failure nothing has changed.
 */
bool store_import(struct store *store, const struct factset *set, bool over, struct timestamp now,
	struct import_counts *counts, struct error *err);

/* Puts a copy of a source's text (sourcetext.h) into the database, if its paragraphs have the
 * SHA-256 that the register gives; names the first one that differs otherwise, and nothing has
 * changed. */
bool store_source_text(
	struct store *store, const char *source, const char *path, struct error *err);

/* One paragraph of the register, with its text where the database holds it; its strings lie in
 * the arena. False with the reason if the register does not have it. */
bool store_paragraph(struct store *store, const char *source, int number, struct arena *arena,
	struct paragraph *paragraph, struct error *err);

/* Writes a consistent copy of the whole database to path, replacing what is there at the very end;
 * others may read and write meanwhile (sqlite.org/backup.html). */
bool store_backup(struct store *store, const char *path, struct error *err);

/* Puts all of another fact base into this one, in one transaction: all of it or nothing. Other
 * processes that have it open see the change as any other. */
bool store_restore(struct store *store, struct store *from, struct error *err);

/* Whether SQLite finds the file sound, to the last page and index. */
bool store_sound(struct store *store, struct error *err);

/* Goes through all revisions and their hash chain (facts/schema.sql); names the first one that is
 * not as it was written. *revisions is how many were looked at. */
bool store_audit(struct store *store, int64_t *revisions, struct error *err);

/*
 * Full-text search (FTS5, bm25) over statements, questions and topics of served facts: match is an
 * FTS5 expression. Calls found(context, fact number, question text or "" for the statement, score
 * with larger better) for up to limit rows, best first. False with the reason for a bad expression.
 */
typedef void store_found(void *context, int64_t fact, const char *text, double score);
bool store_search(struct store *store, const char *match, size_t limit, store_found *found,
	void *context, struct error *err);

/* One decision for the journal. Text is kept only for lines said to the bot; asker never is. */
struct journal_entry {
	struct timestamp when;
	const char *network, *channel; /* channel "" in private */
	const char *decision;          /* answered, unknown, offered, command, … */
	const char *by;                /* pattern, search, … or "" */
	int64_t fact;                  /* 0: none */
	double score;
	const char *question; /* folded text, or "" for lines not said to us */
};
bool store_journal(struct store *store, const struct journal_entry *entry, struct error *err);

/* Counts for `tonle stats`. */
struct store_counts {
	int64_t facts, drafts, forgotten, questions, patterns, citations, sources, aliases,
		revisions;
	int64_t answered, unknown; /* journal */
	int64_t schema_version;
};
bool store_count(struct store *store, struct store_counts *counts, struct error *err);

#endif
