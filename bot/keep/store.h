#ifndef TONLE_KEEP_STORE_H
#define TONLE_KEEP_STORE_H

#include "base/error.h"
#include "base/timestamp.h"
#include "fact/fact.h"
#include "fact/scope.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The fact base in SQLite, which is authoritative while the bot runs. A struct store is one
 * connection, used from one thread. facts/schema.sql has the tables; every statement is a row of
 * the table in store_sql.c and is prepared when it is first needed.
 */
struct store;

enum store_mode {
	STORE_READ,  /* an existing database of this program's version, read only */
	STORE_WRITE, /* an existing database, which is migrated to this program's version */
	STORE_CREATE /* as STORE_WRITE, but created if it does not exist */
};

/* Opens a store. NULL with the reason for a missing file or directory, a file that is not a
 * database, is another application's (application_id), from a newer version, corrupt or unreadable.
 */
struct store *store_open(const char *path, enum store_mode mode, struct error *err);
/* Opens a backup: one of an older version as a private copy that is migrated, so that the file
 * stays as it is; otherwise as STORE_READ. */
struct store *store_open_backup(const char *path, struct error *err);

void store_close(struct store *store); /* NULL is fine */

const char *store_path(const struct store *store);

/* Whether the file of the store's path (device and inode) is no longer the one that is open, or was
 * cut off: nothing is then saved any more, until store_reopen. */
bool store_is_moved(struct store *store);

/* Opens the file that has the store's path now, in the place of the old one. False with the reason;
 * the store is then as it was. */
bool store_reopen(struct store *store, struct error *err);

/* From where its searches, lists of facts, changes and counts look from now on: facts that are not
 * seen from there are left out. Borrowed; NULL, as at first, is everything. Loading, facts by id
 * and the chain have all facts, whoever looks. */
void store_look(struct store *store, const struct view *view);

/* Loads all served facts (not forgotten, at least one citation) by number, sources and aliases, in
 * one read transaction. The caller frees the set. */
bool store_load(struct store *store, struct factset *set, struct error *err);

/* As store_load, with drafts (facts without a citation), for export and check. */
bool store_load_all(struct store *store, struct factset *set, struct error *err);

/* Whether another connection has committed since the last store_load (PRAGMA data_version). */
bool store_changed(struct store *store);

struct import_counts {
	size_t added, changed, same; /* facts */
	size_t kept;                 /* facts not changed, because people edited or locked them */
	size_t absent;               /* facts of the database that the set does not have */
	size_t sources, aliases;     /* new or changed */
	size_t edited;               /* sources and aliases not changed for the same reason */
};

/*
 * Imports a set in one transaction, by id: a fact of the same content is not touched, a changed one
 * gets a revision, one whose last revision is not an import's is kept unless `over` is true, and a
 * locked one is always kept. Facts that the set has merged into another are forgotten, under the
 * same conditions. On failure nothing has changed.
 */
bool store_import(struct store *store, const struct factset *set, bool over, struct timestamp now,
	struct import_counts *counts, struct error *err);

/* Stores a copy of a source's text (sourcetext.h). If a paragraph does not have the SHA-256 in the
 * register, the error names the first such one, and nothing has changed. */
bool store_source_text(
	struct store *store, const char *source, const char *path, struct error *err);

/* Reads a paragraph of the register, with its text if the database has it; its strings lie in the
 * arena. False with the reason if the register does not have it. */
bool store_paragraph(struct store *store, const char *source, int number, struct arena *arena,
	struct paragraph *paragraph, struct error *err);

/* Writes a consistent copy of the whole database and renames it to path. Others may read and write
 * meanwhile (sqlite.org/backup.html). Writes over nothing but a fact base that nobody has open,
 * and with `check` over that only if the copy is sound (store_is_intact, store_audit). Of two at
 * once to one path the second is refused. */
bool store_backup(struct store *store, const char *path, bool check, struct error *err);

/* Replaces the contents by those of another fact base, in one transaction. Other processes that
 * have it open see the change as any other. */
bool store_restore(struct store *store, struct store *from, struct error *err);

/* PRAGMA integrity_check: whether all pages and indexes are intact. */
bool store_is_intact(struct store *store, struct error *err);

/* The same, and whether each row that a foreign key names is there (PRAGMA foreign_key_check). */
bool store_is_sound(struct store *store, struct error *err);

/*
 * Verifies the hash chain of all revisions (facts/schema.sql), then that facts, sources, aliases,
 * roles and suggestions are what their newest revisions say, and texts what their register says;
 * the error names the first revision that differs. *revisions is the number of those in the chain.
 * A chain that was cut or rewritten as a whole, with the tables, is sound in itself: compare its
 * head with one that was kept elsewhere.
 */
bool store_audit(struct store *store, int64_t *revisions, struct error *err);

/* The head of the chain: number and the beginning of the hash of the last revision, "320-1a2b…". */
enum { STORE_HEAD = 40 };
bool store_head(struct store *store, char head[STORE_HEAD], struct error *err);

bool store_is_head(const char *text);

/* Whether the chain still has that revision: it has only grown since the head was taken. */
bool store_has_head(struct store *store, const char *head, struct error *err);

/*
 * Full-text search (FTS5, bm25) in the statements, questions and topics of served facts; match is
 * an FTS5 expression. Calls found(context, fact number, question or "" for the statement, score,
 * larger is better) for up to limit rows, best first. False with the reason for a bad expression.
 */
typedef void store_found(void *context, int64_t fact, const char *text, double score);
bool store_search(struct store *store, const char *match, size_t limit, store_found *found,
	void *context, struct error *err);

/* A decision for the journal, which never says who asked. */
struct journal_entry {
	struct timestamp when;
	const char *network, *channel; /* channel "" in private */
	const char *decision;          /* answered, unknown, offered, command, … */
	const char *by;                /* pattern, search, … or "" */
	int64_t fact;                  /* 0: none */
	double score;
	const char *question; /* folded; "" for lines not addressed to us */
};

/* Keeps a copy of the entry in memory until store_flush_journal or store_close writes it, or
 * whatever reads the journal through this connection: the entries of many questions are one
 * transaction. False with the reason if entries before it could not be written, and are lost. */
bool store_journal(struct store *store, const struct journal_entry *entry, struct error *err);

/* Writes what is kept in memory: entries, and counts of questions (store_note_asked) that found the
 * database locked. While it is locked they stay, the last 1024; false if they are lost. */
bool store_flush_journal(struct store *store, struct error *err);

/* Begins a read transaction: all that is read until it ends is as of one moment, and takes one lock
 * instead of one each. It ends before anything is written, and before another one begins. */
bool store_begin_reading(struct store *store, struct error *err);
void store_end_reading(struct store *store);

/* How long this connection waits for another one's transaction; DB_BUSY_MS at first. */
void store_set_patience(struct store *store, int ms);

/* Whether another connection is writing. Does not wait. */
bool store_is_locked(struct store *store);

/* Deletes entries older than `before`, seconds since 1970: at most limit of the oldest. *deleted is
 * how many. */
bool store_prune_journal(
	struct store *store, int64_t before, int limit, int *deleted, struct error *err);

/* The highest number of a fact, which takes no time; 0 if there is none, or it cannot be read. */
int64_t store_last_fact(struct store *store);

/* Counts for `tonle stats`. */
struct store_counts {
	int64_t facts, drafts, forgotten, questions, patterns, citations, sources, aliases,
		revisions;
	int64_t answered, unknown; /* journal */
	int64_t schema_version;
};
bool store_count(struct store *store, struct store_counts *counts, struct error *err);

#endif
