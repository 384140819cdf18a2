#include "keep/db.h"

#include "base/arena.h"

#include <errno.h>
#include <libgen.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* facts/schema.sql, line by line (the Makefile makes schema.inc from it). */
static const char *const schema[] = {
#include "schema.inc"
	NULL};

static const char migration_mark[] = "-- migration ";

static bool is_mark(const char *line)
{
	return strncmp(line, migration_mark, sizeof migration_mark - 1) == 0;
}

int db_version(void)
{
	int version = 0;

	for (size_t i = 0; schema[i]; i++)
		version += is_mark(schema[i]);
	return version;
}

/* The text of one migration; the caller frees it. */
static char *migration(int number)
{
	size_t first = 0, size = 1;

	while (schema[first] && (!is_mark(schema[first]) || --number > 0))
		first++;
	for (size_t i = first; schema[i] && (i == first || !is_mark(schema[i])); i++)
		size += strlen(schema[i]);

	char *text = must_alloc(size), *end = text;
	for (size_t i = first; schema[i] && (i == first || !is_mark(schema[i])); i++)
		end = stpcpy(end, schema[i]);
	return text;
}

/* The directory of path, into storage of PATH_MAX bytes. */
static const char *directory_above(const char *path, char *storage)
{
	snprintf(storage, PATH_MAX, "%s", path);
	return dirname(storage);
}

/* Says why the file, or SQLite's log next to it, cannot be opened or written. */
static bool no_access(sqlite3 *db, const char *path, struct error *err)
{
	char storage[PATH_MAX];
	const char *directory = directory_above(path, storage);

	if (euidaccess(path, F_OK) == 0 && euidaccess(path, R_OK) != 0)
		return error_set(err, "%s: cannot be read: %s", path, strerror(errno));
	if (euidaccess(directory, W_OK) != 0)
		return error_set(err,
			"%s: cannot be opened: the directory %s cannot be written (%s), and "
			"SQLite keeps its log next to the database",
			path, directory, strerror(errno));
	return error_set(err, "%s: cannot be opened or written: %s", path, sqlite3_errmsg(db));
}

bool db_error(sqlite3 *db, const char *path, struct error *err)
{
	switch (sqlite3_errcode(db) & 0xff) {
	case SQLITE_NOTADB:
		return error_set(err, "%s: is not an SQLite database", path);
	case SQLITE_CORRUPT:
		return error_set(err, "%s: is damaged (%s); restore it from a backup", path,
			sqlite3_errmsg(db));
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
		return no_access(db, path, err);
	case SQLITE_BUSY:
		return error_set(err, "%s: locked by another process; try again in a moment", path);
	case SQLITE_FULL:
		return error_set(err, "%s: the disk is full", path);
	default:
		return error_set(err, "%s: %s", path, sqlite3_errmsg(db));
	}
}

/* Checks the path before SQLite opens it, since SQLite has one message for every problem. */
static bool check_path(const char *path, enum store_mode mode, struct error *err)
{
	struct stat status;
	char storage[PATH_MAX];
	const char *directory = directory_above(path, storage);

	if (stat(path, &status) == 0) {
		if (S_ISREG(status.st_mode))
			return true;
		return error_set(err, "%s: expected a database file, found a %s", path,
			S_ISDIR(status.st_mode) ? "directory" : "special file");
	}
	if (errno != ENOENT && errno != ENOTDIR)
		return error_set(err, "%s: cannot be reached: %s", path, strerror(errno));
	if (stat(directory, &status) != 0)
		return error_set(err, "%s: the directory %s cannot be opened: %s", path, directory,
			strerror(errno));
	if (mode != STORE_CREATE)
		return error_set(err,
			"%s: there is no fact base; create it with: tonle import --db %s FILE…",
			path, path);
	return true;
}

static bool pragma_number(sqlite3 *db, const char *sql, int *number)
{
	sqlite3_stmt *statement = NULL;
	bool good = sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
		    sqlite3_step(statement) == SQLITE_ROW;

	if (good)
		*number = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return good;
}

struct identity {
	int application, version, objects; /* PRAGMAs; tables, indexes and so on */
};

static bool read_identity(sqlite3 *db, struct identity *identity)
{
	return pragma_number(db, "PRAGMA application_id", &identity->application) &&
	       pragma_number(db, "PRAGMA user_version", &identity->version) &&
	       pragma_number(db, "SELECT count(*) FROM sqlite_schema", &identity->objects);
}

/* The version of tonle that wrote a newer schema, noted in the database since schema 19; or "". */
static void writer_of(sqlite3 *db, char version[32])
{
	sqlite3_stmt *statement = NULL;

	*version = '\0';
	if (sqlite3_prepare_v2(db, "SELECT program FROM generation", -1, &statement, NULL) ==
			SQLITE_OK &&
		sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_text(statement, 0))
		snprintf(version, 32, "%s", sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
}

static bool refuse_newer(
	sqlite3 *db, const struct identity *identity, const char *path, struct error *err)
{
	char version[32];

	writer_of(db, version);
	return error_set(err,
		"%s: was made by a newer tonle (schema %d; this one, " TONLE_VERSION
		", supports %d)%s%s%s",
		path, identity->version, db_version(), *version ? "; tonle " : "", version,
		*version ? " can read it" : "");
}

static bool accept_identity(sqlite3 *db, const struct identity *identity, const char *path,
	enum store_mode mode, struct error *err)
{
	if (identity->application == 0 && identity->version == 0 && identity->objects == 0)
		return mode == STORE_CREATE ||
		       error_set(err, "%s: is empty; fill it with: tonle import --db %s FILE…",
			       path, path);
	if (identity->application != DB_APPLICATION)
		return error_set(err,
			"%s: is another application's database (application_id 0x%08x, expected "
			"0x%08x)",
			path, (unsigned)identity->application, (unsigned)DB_APPLICATION);
	if (identity->version > db_version())
		return refuse_newer(db, identity, path, err);
	if (identity->version < db_version() && mode == STORE_READ)
		return error_set(err,
			"%s: was made by an older tonle (schema %d, expected %d); `tonle import` "
			"or `tonle run` migrates it",
			path, identity->version, db_version());
	return true;
}

/* Migrates to this program's schema, in one transaction. */
static bool migrate(sqlite3 *db)
{
	struct identity now;
	char pragma[192];

	if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
		return false;
	bool good = read_identity(db, &now); /* another process may have done it already */

	for (int version = now.version + 1; good && version <= db_version(); version++) {
		char *text = migration(version);

		good = sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK;
		free(text);
	}
	snprintf(pragma, sizeof pragma,
		"PRAGMA application_id = %d; PRAGMA user_version = %d;"
		" UPDATE generation SET program = '%s'",
		DB_APPLICATION, db_version(), TONLE_VERSION);
	good = good && sqlite3_exec(db, pragma, NULL, NULL, NULL) == SQLITE_OK &&
	       sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK;
	return good; /* if false, closing the connection rolls back */
}

static bool prepare_connection(sqlite3 *db)
{
	sqlite3_extended_result_codes(db, 1);
	sqlite3_busy_timeout(db, DB_BUSY_MS);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	/* recursive triggers, so that REPLACE cannot bypass the trigger that protects revisions */
	return sqlite3_exec(db, "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON", NULL,
		       NULL, NULL) == SQLITE_OK;
}

/*
 * A database in WAL mode needs a log and an index next to it, even for reading. If the directory
 * cannot be written and there is no log, nothing is pending and the file can be read as immutable.
 */
static sqlite3 *open_immutable(const char *path)
{
	char storage[PATH_MAX], log[PATH_MAX + 8];
	struct stat status;

	snprintf(log, sizeof log, "%s-wal", path);
	if (euidaccess(directory_above(path, storage), W_OK) == 0 ||
		(stat(log, &status) == 0 && status.st_size > 0))
		return NULL;

	char uri[3 * PATH_MAX + 32], *end = stpcpy(uri, "file:");
	for (const char *at = path; *at && end < uri + 3 * PATH_MAX; at++)
		end += strchr("%?#", *at) ? sprintf(end, "%%%02x", (unsigned char)*at)
					  : sprintf(end, "%c", *at);
	strcpy(end, "?immutable=1");

	sqlite3 *db = NULL;
	struct identity identity;
	if (sqlite3_open_v2(uri, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK &&
		prepare_connection(db) && read_identity(db, &identity))
		return db;
	sqlite3_close(db);
	return NULL;
}

static bool make_ready(sqlite3 *db, const char *path, enum store_mode mode, struct error *err)
{
	struct identity identity;

	if (!prepare_connection(db) || !read_identity(db, &identity))
		return db_error(db, path, err);
	if (!accept_identity(db, &identity, path, mode, err))
		return false;
	if (mode == STORE_READ)
		return sqlite3_exec(db, "PRAGMA query_only = ON", NULL, NULL, NULL) == SQLITE_OK ||
		       db_error(db, path, err);
	if (sqlite3_db_readonly(db, "main") == 1)
		return error_set(err, "%s: cannot be written: %s", path, strerror(EACCES));
	if (sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) != SQLITE_OK)
		return db_error(db, path, err);
	if (identity.version < db_version() && !migrate(db))
		return db_error(db, path, err);
	return true;
}

sqlite3 *db_open(const char *path, enum store_mode mode, struct error *err)
{
	/* A reader also opens it for writing, if permitted: only then does the last connection to
	 * close delete SQLite's log and index. make_ready makes it query-only. */
	int flags = SQLITE_OPEN_READWRITE | (mode == STORE_CREATE ? SQLITE_OPEN_CREATE : 0);
	sqlite3 *db = NULL;

	if (!check_path(path, mode, err))
		return NULL;
	if (sqlite3_open_v2(path, &db, flags, NULL) != SQLITE_OK)
		db_error(db, path, err);
	else if (make_ready(db, path, mode, err))
		return db;
	int status = sqlite3_errcode(db) & 0xff;
	bool no_log = status == SQLITE_CANTOPEN || status == SQLITE_READONLY;
	sqlite3_close(db);

	db = mode == STORE_READ && no_log ? open_immutable(path) : NULL;
	if (db && !make_ready(db, path, mode, err)) {
		sqlite3_close(db);
		db = NULL;
	}
	return db;
}

/* Copies the pages of an open database into a temporary one, which SQLite deletes. */
static bool copy_pages(sqlite3 *from, sqlite3 **copy)
{
	if (sqlite3_open_v2("", copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) !=
		SQLITE_OK)
		return false;
	sqlite3_backup *backup = sqlite3_backup_init(*copy, "main", from, "main");
	bool good = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;

	return sqlite3_backup_finish(backup) == SQLITE_OK && good;
}

sqlite3 *db_open_backup(const char *path, bool *older, struct error *err)
{
	sqlite3 *from = NULL, *copy = NULL;
	struct identity identity = {0};

	*older = false;
	if (!check_path(path, STORE_READ, err))
		return NULL;
	if (sqlite3_open_v2(path, &from, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
		prepare_connection(from) && read_identity(from, &identity))
		*older = identity.application == DB_APPLICATION && identity.version < db_version();
	if (*older && (!copy_pages(from, &copy) || !prepare_connection(copy) || !migrate(copy))) {
		db_error(copy, path, err);
		sqlite3_close(copy);
		copy = NULL;
	}
	sqlite3_close(from);
	return *older ? copy : db_open(path, STORE_READ, err);
}
