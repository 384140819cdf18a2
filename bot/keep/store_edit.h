#ifndef TONLE_KEEP_STORE_EDIT_H
#define TONLE_KEEP_STORE_EDIT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/timestamp.h"
#include "fact/fact.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Editing the fact base. Every change is a revision in the chain of facts/schema.sql, and nothing
 * is ever deleted. An edit is based on the revision that its author has seen; it is refused if
 * another moderator or process has changed the fact since.
 */

/* Where a change came from. */
enum origin { ORIGIN_PERSON, ORIGIN_IMPORT, ORIGIN_TERMINAL };

/* What it did. */
enum action {
	ACTION_EDIT,
	ACTION_ADD,
	ACTION_UNDO,
	ACTION_REDO,
	ACTION_REVERT,
	ACTION_LOCK,
	ACTION_UNLOCK,
	ACTION_FORGET,
	ACTION_UNFORGET,
	ACTION_MERGE
};

/* A change to record. Author, network and reason are for people to read; the program looks only at
 * origin and action. */
struct change {
	enum origin origin;
	enum action action;
	const char *author;  /* a services account, a hostmask, "terminal", "import" */
	const char *network; /* "" for an import and at the terminal */
	const char *reason;  /* the command: "edit s/a/b/"; "" for an import */
	struct timestamp when;
};

/* One revision of a fact, alias or source, r<ordinal>. Strings lie in the arena. */
struct edition {
	int64_t number; /* in the chain */
	int ordinal;    /* among those of the same item, from 1 */
	int64_t at;     /* seconds since 1970 */
	enum origin origin;
	enum action action;
	const char *author, *network, *reason;
	const char *content; /* JSON: factfile_read_content */
};

/* All editions of an item, oldest first; there may be none. The name is a fact's id, or "name
 * <id>", "words <first>", "near <first>" or "source <id>". */
bool store_history(struct store *store, const char *name, struct arena *arena,
	struct edition **list, size_t *count, struct error *err);

/* Reads the current fact, even a draft or a forgotten one, with its number and revision, and its
 * newest edition. A former id also finds it, unless a served fact has that id now. If there is no
 * such id, newest->ordinal is 0 and *fact empty. */
bool store_fact(struct store *store, const char *id, struct arena *arena, struct fact *fact,
	struct edition *newest, struct error *err);

/* The same for the fact with that number. */
bool store_fact_numbered(struct store *store, int64_t number, struct arena *arena,
	struct fact *fact, struct edition *newest, struct error *err);

/*
 * Saves facts, all or none, in one transaction; when it returns true, they are on disk. ordinals[i]
 * is the r<n> of each. A fact with number 0 is new. False with the reason for a fact whose
 * `revision` is not its newest (*moved is true then), a locked one that is not being unlocked, a
 * citation of an unknown source, an id that is taken, and a database that cannot be written.
 */
bool store_save(struct store *store, const struct fact *facts, size_t count,
	const struct change *change, int *ordinals, bool *moved, struct error *err);

/* Writes an alias with all its forms, and its edition; *ordinal is its r<n>. */
bool store_save_alias(struct store *store, const struct alias *alias, const struct change *change,
	int *ordinal, struct error *err);

/* Writes a source (without paragraphs), or removes it if `drop`, and its edition. A source that a
 * fact cites, even a forgotten one, cannot be removed. */
bool store_save_source(struct store *store, const struct source *source, bool drop,
	const struct change *change, int *ordinal, struct error *err);

/* Lists the facts that the author changed last, newest change first, at most max, each with the
 * number of that revision. Returns the count; the ids are in the arena. */
struct own_edit {
	const char *id;
	int64_t number;
};
size_t store_edits_by(struct store *store, const char *author, const char *network,
	struct arena *arena, struct own_edit *list, size_t max);

/* What people changed in facts since then, the last first; at most max. author: an account or a
 * nick,
 * "" for anybody; ignoring case. The strings are borrowed. */
struct changed_fact {
	int64_t number, at; /* of the fact; when */
	const char *id, *author, *reason;
	enum action action;
};
typedef void store_changed_found(void *context, const struct changed_fact *changed);
bool store_changed_facts(struct store *store, const char *author, int64_t since, size_t max,
	store_changed_found *found, void *context, struct error *err);

/* Calls each for every fact that is not forgotten, drafts too, by number. */
typedef void store_statement(void *context, int64_t number, const char *id, const char *says);
bool store_statements(struct store *store, store_statement *each, void *context, struct error *err);

/* The same for facts with numbers between these two. */
bool store_statements_between(struct store *store, int64_t after, int64_t before,
	store_statement *each, void *context, struct error *err);

/* --- patterns that hit a limit ---------------------------------------------------------------- */

struct quarantined {
	const char *id, *text;        /* the fact and its pattern */
	const char *author, *network; /* who added it */
	int64_t at;
};

/* Disables a pattern, also for other processes and after a restart. */
bool store_quarantine(struct store *store, const struct quarantined *pattern, struct error *err);
/* Enables the pattern again, after it has been fixed and tested. */
bool store_release(struct store *store, const char *id, const char *text, struct error *err);
/* The disabled patterns of all facts, oldest first; they are in the arena. */
bool store_quarantines(struct store *store, struct arena *arena, struct quarantined **list,
	size_t *count, struct error *err);
/* Calls each for every line of sample chatter, which patterns must not match. */
bool store_chatter(struct store *store, void (*each)(void *context, const char *line),
	void *context, struct error *err);

#endif
