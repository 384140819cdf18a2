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
 * connection, used from one thread. facts/schema.sql has the tables; every statement is a row of a
 * table in store_sql*.c and is prepared when it is first needed.
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
/* Opens a backup like STORE_READ. If it has an older version, opens a private, migrated copy
 * instead, so that the file stays unchanged. */
struct store *store_open_backup(const char *path, struct error *err);

void store_close(struct store *store); /* NULL is fine */

const char *store_path(const struct store *store);

/* Whether the file at the store's path is no longer the open one (by device and inode), or was
 * truncated. From then on every save fails, until store_reopen. */
bool store_is_moved(struct store *store);

/* Opens the file that is at the store's path now, instead of the old one. False with the reason;
 * the store is then unchanged. */
bool store_reopen(struct store *store, struct error *err);

/* Restricts searches, lists of facts, changes and counts, from now on, to the facts visible in the
 * view. Borrowed; NULL, the default, shows everything. Loading, looking facts up by id, and the
 * chain are not restricted. */
void store_set_view(struct store *store, const struct view *view);

/* Loads all served facts (not forgotten, at least one citation) by number, sources and aliases, in
 * one read transaction. The caller frees the set. */
bool store_load(struct store *store, struct factset *set, struct error *err);

/* As store_load, with drafts (facts without a citation), for export and check. */
bool store_load_all(struct store *store, struct factset *set, struct error *err);

/* Whether another connection has committed since the last store_load (PRAGMA data_version). Roles,
 * mutes, study sessions, learners and suggestions that another connection has changed are seen only
 * after this was called. */
bool store_changed(struct store *store);

struct import_counts {
	size_t added, changed, same; /* facts */
	size_t kept;                 /* facts not changed because people edited or locked them */
	size_t absent;               /* facts of the database that are not in the set */
	size_t sources, aliases;     /* new or changed */
	size_t edited;               /* sources and aliases not changed for the same reason */
};

/*
 * Imports a set in one transaction, by id. A fact with the same content is not touched; a changed
 * one gets a revision. A fact whose last revision is not an import's is kept unless `over` is true;
 * a locked one is always kept. Facts that the set has merged into another are forgotten, under the
 * same conditions. On failure nothing has changed.
 */
bool store_import(struct store *store, const struct factset *set, bool over, struct timestamp now,
	struct import_counts *counts, struct error *err);

/* Stores a copy of a source's text (sourcetext.h). If a paragraph's SHA-256 differs from the
 * register's, fails without a change; the error names the first such paragraph. */
bool store_source_text(
	struct store *store, const char *source, const char *path, struct error *err);

/* Reads a paragraph of the register, with its text if the database has one; its strings are in the
 * arena. False with the reason if the register does not have it. */
bool store_paragraph(struct store *store, const char *source, int number, struct arena *arena,
	struct paragraph *paragraph, struct error *err);

/* Writes a consistent copy of the whole database and renames it to path. Others may read and write
 * meanwhile (sqlite.org/backup.html). Overwrites only a fact base that nobody has open and, with
 * `check`, only if the copy is sound (store_is_intact, store_audit). If two backups to one path run
 * at once, the second is refused. */
bool store_backup(struct store *store, const char *path, bool check, struct error *err);

/* Replaces the contents by those of another fact base, in one transaction. Other processes that
 * have it open see this like any other change. */
bool store_restore(struct store *store, struct store *from, struct error *err);

/* PRAGMA integrity_check: whether all pages and indexes are intact. */
bool store_is_intact(struct store *store, struct error *err);

/* The same, and whether each row that a foreign key refers to exists (PRAGMA foreign_key_check). */
bool store_is_sound(struct store *store, struct error *err);

/*
 * Verifies the hash chain of all revisions (facts/schema.sql), then that facts, sources, aliases,
 * roles and suggestions equal their newest revisions, and that texts match the register; the error
 * names the first that differs. *revisions is the length of the chain. A chain that was truncated
 * or rewritten as a whole, together with the tables, still passes: to detect that, compare its head
 * with one that was kept elsewhere.
 */
bool store_audit(struct store *store, int64_t *revisions, struct error *err);

/*
 * Remembers in the database when the whole of it was last found sound, for a bot that examines it
 * each day. store_examined() returns that time, or 0 if the base must be examined now: it never
 * was, the bot that did it was killed, the clock was set back, or the file was written after the
 * bot had stopped. The bot then counts as killed until store_note_closed(), its last write. Times
 * are in seconds since 1970.
 */
int64_t store_examined(struct store *store, int64_t now);
bool store_note_examined(struct store *store, int64_t at, struct error *err);
bool store_note_closed(struct store *store, int64_t now, struct error *err);

/* The head of the chain: the last revision's number and the beginning of its hash, "320-1a2b…". */
enum { STORE_HEAD = 40 };
bool store_head(struct store *store, char head[STORE_HEAD], struct error *err);

bool store_is_head(const char *text);

/* Whether the chain still has that revision, so that it has only grown since the head was taken. */
bool store_has_head(struct store *store, const char *head, struct error *err);

/*
 * Full-text search (FTS5, bm25) in the statements, questions and topics of served facts; match is
 * an FTS5 expression. Calls found(context, fact number, question or "" for the statement, score,
 * larger is better) for up to limit rows, best first. False with the reason for a bad expression.
 */
typedef void store_found(void *context, int64_t fact, const char *text, double score);
bool store_search(struct store *store, const char *match, size_t limit, store_found *found,
	void *context, struct error *err);

/* An entry of the journal: what was decided, never who asked. */
struct journal_entry {
	struct timestamp when;
	const char *network, *channel; /* channel "" in private */
	const char *decision;          /* answered, unknown, offered, command, … */
	const char *by;                /* pattern, search, … or "" */
	int64_t fact;                  /* 0: none */
	double score;
	const char *question; /* folded; "" for lines not addressed to us */
};

/* Keeps a copy of the entry in memory, so that the entries of many questions are written in one
 * transaction: by store_flush_journal, by store_close, or before the journal is read through this
 * connection. False with the reason if earlier entries could not be written and are lost. */
bool store_journal(struct store *store, const struct journal_entry *entry, struct error *err);

/* The number of the journal's last entry; 0 if there is none. */
int64_t store_journal_last(struct store *store);

/* Calls each() for the entries of a channel with a higher number, at or after `at`. */
typedef void store_journal_entry(
	void *context, const char *decision, int64_t fact, const char *question);
bool store_journal_since(struct store *store, const char *network, const char *channel,
	int64_t number, int64_t at, store_journal_entry *each, void *context, struct error *err);

/* Writes what is kept in memory: entries, and counts of questions (store_note_asked) for which the
 * database was locked. While it is locked, the last 1024 stay in memory; false if any are lost. */
bool store_flush_journal(struct store *store, struct error *err);

/* Begins a read transaction: all reads until it ends see one snapshot, under one lock. End it
 * before anything is written and before another one begins. */
bool store_begin_reading(struct store *store, struct error *err);
void store_end_reading(struct store *store);

/* Sets how long this connection waits for another one's transaction; DB_BUSY_MS by default. */
void store_set_patience(struct store *store, int ms);

/* Commits of this connection no longer copy the pages of the WAL to the database (a checkpoint,
 * which takes tens of milliseconds). When store_needs_checkpoint returns true, which it does once
 * after each commit that leaves the WAL long, call store_checkpoint for the path in another thread,
 * which opens a connection of its own. Readers and writers do not wait for it. */
void store_defer_checkpoints(struct store *store);
bool store_needs_checkpoint(struct store *store);
bool store_checkpoint(const char *path, struct error *err);

/* Merges the segments of the full text until fewer than four are alike, in short transactions. Each
 * save adds a segment, and SQLite would merge them in the commit of one of many. store_merge opens
 * a connection of its own: call it in another thread after some saves. */
bool store_merge_search(struct store *store, struct error *err);
bool store_merge(const char *path, struct error *err);

/* Whether another connection is writing. Does not wait. */
bool store_is_locked(struct store *store);

/* Deletes up to limit entries older than `before` (seconds since 1970), the oldest first. *deleted
 * is how many. */
bool store_prune_journal(
	struct store *store, int64_t before, int limit, int *deleted, struct error *err);

/* The highest number of a fact, found without a scan; 0 if there is none or it cannot be read. */
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
