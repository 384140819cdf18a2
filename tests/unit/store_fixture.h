#ifndef TONLE_TESTS_STORE_FIXTURE_H
#define TONLE_TESTS_STORE_FIXTURE_H

#include "scratch.h"

#include "fact/factfile.h"
#include "keep/db.h"
#include "keep/store.h"
#include "keep/store_edit.h"
#include "keep/store_people.h"

#include <sqlite3.h>

/* A small fact base in the scratch directory, for the tests of the store. */

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

#define SOURCES                                                                                    \
	"sources:\n"                                                                               \
	"  - {id: doc, title: The document, publisher: P, short: D, paragraphs: [\n"               \
	"      {n: 1, kind: fact, sha256: " ABC ", gist: its gist}]}\n"                            \
	"  - {id: web, title: A page, url: \"http://example.org\", short: W}\n"
#define ALIASES                                                                                    \
	"names: [{id: hun-sen, sort: person, forms: [Hun Sen, Samdech Hun Sen]}]\n"                \
	"words: [[die, dead], [king, monarch]]\n"                                                  \
	"near: [[die, ill]]\n"
#define ABDICATION                                                                                 \
	"  - id: abdication\n    topic: monarchy\n"                                                \
	"    says: \"Norodom Sihanouk gave up the throne because of illness.\"\n"                  \
	"    when: 2004-10\n"                                                                      \
	"    ask: [\"who abdicated?\", \"ហេតុអ្វី Sihanouk\"]\n"                   \
	"    ask_yes: [was Sihanouk ill]\n    ask_no: [did he stay]\n"                             \
	"    not: [when was he crowned]\n    match: ['\\babdicat']\n"                              \
	"    cite: [{source: doc, paragraph: 1, quote: abc}, "                                     \
	"{source: web, locator: l, for: the year}]\n"
#define BOMBING                                                                                    \
	"  - id: bombing\n    topic: war\n    says: The bombing of Cambodia went on for years.\n"  \
	"    ask: [how long did the Café bombing last]\n    cite: [{source: web, locator: l}]\n"
#define DRAFT "  - {id: draft, topic: war, says: Uncited elephants., ask: [which elephants]}\n"

/* The revisions of its sources and aliases, which come before those of its facts. */
enum { ROWS = 6 };

static const char whole[] = SOURCES ALIASES "facts:\n" ABDICATION BOMBING DRAFT;

static const struct timestamp noon = {.ms = 1, .unix = 1700000000};

static inline void read_facts(const char *text, struct factset *set)
{
	const char *path = scratch_write("f.yaml", text);
	struct error err;

	if (!factfile_read(&path, 1, set, &err))
		fail_msg("%s", err.text);
}

static inline struct store *open_store(const char *name, enum store_mode mode)
{
	struct error err;
	struct store *store = store_open(scratch_path(name), mode, &err);

	if (!store)
		fail_msg("%s", err.text);
	return store;
}

static inline bool import(struct store *store, const char *text, bool over,
	struct import_counts *counts, struct error *err)
{
	struct factset set;

	read_facts(text, &set);
	bool good = store_import(store, &set, over, noon, counts, err);
	factset_free(&set);
	return good;
}

/* A new database with the facts above. */
static inline struct store *new_store(void)
{
	struct import_counts counts;
	struct error err;

	unlink(scratch_path("t.db"));
	unlink(scratch_path("t.db-wal"));
	unlink(scratch_path("t.db-shm"));
	struct store *store = open_store("t.db", STORE_CREATE);
	if (!import(store, whole, false, &counts, &err))
		fail_msg("%s", err.text);
	return store;
}

/* A new database of that name with what is in the files. */
static inline struct store *store_of_files(const char *name, const char *const *paths, size_t count)
{
	struct store *store = open_store(name, STORE_CREATE);
	struct import_counts counts;
	struct factset set;
	struct error err;

	if (!factfile_read(paths, count, &set, &err) ||
		!store_import(store, &set, false, noon, &counts, &err))
		fail_msg("%s", err.text);
	factset_free(&set);
	return store;
}

/* With the facts of small.yaml. */
static inline struct store *small_store(const char *name)
{
	static const char *const paths[] = {"tests/unit/small.yaml"};

	return store_of_files(name, paths, 1);
}

/* Changes a fact's statement, as an edit at the terminal does; returns the fact's number. */
static inline int64_t restate_fact(struct store *store, const char *id, const char *says)
{
	const struct change change = {.origin = ORIGIN_TERMINAL,
		.author = "terminal",
		.network = "",
		.reason = "edit",
		.when = noon};
	struct arena arena = {0};
	struct edition newest;
	struct fact fact;
	struct error err;
	int ordinal;
	bool moved;

	assert_true(store_fact(store, id, &arena, &fact, &newest, &err));
	fact.says = says;
	assert_true(store_save(store, &fact, 1, &change, &ordinal, &moved, &err));
	arena_free(&arena);
	return fact.number;
}

static inline void add_one(void *context, const struct store_message *message)
{
	(void)message;
	++*(int *)context;
}

/* How many messages wait for people. */
static inline int count_messages(struct store *store)
{
	struct error err;
	int count = 0;

	assert_true(store_messages(store, "", add_one, &count, &err));
	return count;
}

/* Runs SQL on a file behind the store's back. */
static inline int tamper(const char *name, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(scratch_path(name), &db), SQLITE_OK);
	int status = sqlite3_exec(db, sql, NULL, NULL, NULL);
	sqlite3_close(db);
	return status;
}

#endif
