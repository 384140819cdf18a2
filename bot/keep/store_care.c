#include "keep/store.h"

#include "base/watch.h"
#include "keep/db.h"
#include "keep/store_inner.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGES_AT_ONCE = 500 };

/* Copies all pages as of now. In WAL mode the open read transaction does not block writers, and
 * their changes do not restart the copy. */
static bool copy_all_pages(struct store *store, sqlite3_backup *backup)
{
	int status = SQLITE_OK, left, total = 0;

	if (!backup || !store_begin_reading(store, NULL) ||
		sqlite3_exec(store->db, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL) !=
			SQLITE_OK)
		return false;
	do {
		status = sqlite3_backup_step(backup, PAGES_AT_ONCE);
		total = sqlite3_backup_pagecount(backup);
		left = sqlite3_backup_remaining(backup);
	} while (status == SQLITE_OK && watch_step((size_t)(total - left), (size_t)total));
	store_end_reading(store);
	return status == SQLITE_DONE;
}

static bool copy_to(struct store *store, const char *path, struct error *err)
{
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	sqlite3 *copy = NULL;
	bool good = false;

	/* the copy needs no journal, which an interrupted backup would leave behind */
	if (sqlite3_open_v2(path, &copy, flags, NULL) == SQLITE_OK &&
		sqlite3_exec(copy, "PRAGMA journal_mode = OFF", NULL, NULL, NULL) == SQLITE_OK) {
		sqlite3_backup *backup = sqlite3_backup_init(copy, "main", store->db, "main");

		good = copy_all_pages(store, backup);
		good = sqlite3_backup_finish(backup) == SQLITE_OK && good;
	}
	if (watch_is_stopped())
		error_set(err, "interrupted");
	else if (!good)
		error_set(err, "%s: the backup cannot be written: %s", path, sqlite3_errmsg(copy));
	return sqlite3_close(copy) == SQLITE_OK && good;
}

/* Whether the path may be overwritten: nothing is there, or a fact base that nobody has open. */
static bool may_replace(const struct store *store, const char *path, struct error *err)
{
	static const char magic[] = "SQLite format 3";
	enum { APPLICATION_AT = 68, HEADER = 100 }; /* sqlite.org/fileformat.html */
	unsigned char header[HEADER] = {0};
	const unsigned char *id = header + APPLICATION_AT;
	char log[PATH_MAX];
	struct stat status;

	if (lstat(path, &status) != 0)
		return errno == ENOENT ||
		       error_set(err, "%s: cannot be reached: %s", path, strerror(errno));
	if (!S_ISREG(status.st_mode))
		return error_set(err, "%s: is not a regular file; refusing to overwrite it", path);
	snprintf(log, sizeof log, "%s-wal", path);
	if ((status.st_dev == store->device && status.st_ino == store->inode) ||
		access(log, F_OK) == 0)
		return error_set(err, "%s: is a fact base in use; refusing to overwrite it", path);
	FILE *file = fopen(path, "rb");
	bool ours = file && fread(header, 1, HEADER, file) == HEADER &&
		    memcmp(header, magic, sizeof magic) == 0 &&
		    ((uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 |
			    id[3]) == DB_APPLICATION;
	if (file)
		fclose(file);
	return ours || error_set(err, "%s: is not a tonle backup; refusing to overwrite it", path);
}

/* Whether the copy is sound: its pages, its revisions and what it serves. */
static bool is_sound_copy(const char *path, struct error *err)
{
	struct store *copy = store_open(path, STORE_READ, err);
	int64_t revisions;
	bool good = copy && store_is_intact(copy, err) && store_audit(copy, &revisions, err);

	store_close(copy);
	return good;
}

static bool is_at(int file, const char *path)
{
	struct stat here, there;

	return fstat(file, &here) == 0 && stat(path, &there) == 0 && here.st_dev == there.st_dev &&
	       here.st_ino == there.st_ino;
}

/* Opens and locks the part for this backup; -1 if another backup is writing it. Tries again if the
 * part was renamed or deleted before it was locked. */
static int lock_part(const char *part, int flags)
{
	for (;;) {
		int file = open(part, O_RDWR | O_CLOEXEC | flags, 0644);
		bool locked = file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0;

		if (locked && is_at(file, part))
			return file;
		if (file >= 0)
			close(file);
		if (!locked)
			return -1;
	}
}

static const char part_suffix[] = ".part";

/* Deletes the parts that interrupted backups have left beside the path: those that nobody has
 * locked. */
static void delete_parts(const char *path)
{
	char storage[PATH_MAX], name[PATH_MAX + NAME_MAX + 2];

	snprintf(storage, sizeof storage, "%s", path);
	const char *directory = dirname(storage);
	DIR *entries = opendir(directory);

	for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
		size_t length = strlen(entry->d_name), end = sizeof part_suffix - 1;

		if (length <= end || strncmp(entry->d_name, "tonle-", 6) != 0 ||
			strcmp(entry->d_name + length - end, part_suffix) != 0)
			continue;
		snprintf(name, sizeof name, "%s/%s", directory, entry->d_name);
		int file = lock_part(name, 0);
		if (file < 0)
			continue;
		unlink(name);
		close(file);
	}
	if (entries)
		closedir(entries);
}

bool store_backup(struct store *store, const char *path, bool check, struct error *err)
{
	char part[PATH_MAX];

	if (snprintf(part, sizeof part, "%s%s", path, part_suffix) >= (int)sizeof part)
		return error_set(err, "%s: the path is too long", path);
	if (!may_replace(store, path, err))
		return false;
	delete_parts(path);
	int lock = lock_part(part, O_CREAT);
	if (lock < 0)
		return error_set(err, "%s: cannot be written, or another backup is writing it: %s",
			part, strerror(errno));
	bool good = (ftruncate(lock, 0) == 0 ||
			    error_set(err, "%s: cannot be written: %s", part, strerror(errno))) &&
		    copy_to(store, part, err) && (!check || is_sound_copy(part, err)) &&
		    ((fsync(lock) == 0 && rename(part, path) == 0) ||
			    error_set(err, "%s: the backup cannot be moved there: %s", path,
				    strerror(errno)));
	if (!good)
		unlink(part);
	close(lock);
	return good;
}

/* --- checkpoints ------------------------------------------------------------------------------ */

enum { LONG_WAL = 1000 }; /* pages, as SQLite's own default */

static int note_wal(void *store, sqlite3 *db, const char *name, int pages)
{
	(void)db;
	(void)name;
	((struct store *)store)->wal_pages = pages;
	return SQLITE_OK;
}

void store_defer_checkpoints(struct store *store)
{
	store->defers_checkpoints = true;
	sqlite3_wal_hook(store->db, note_wal, store); /* replaces SQLite's, which checkpoints */
}

bool store_needs_checkpoint(struct store *store)
{
	bool needed = store->wal_pages >= LONG_WAL;

	if (needed)
		store->wal_pages = 0; /* until the next commit */
	return needed;
}

static bool copy_wal(struct store *store)
{
	return sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL) ==
	       SQLITE_OK;
}

bool store_checkpoint(const char *path, struct error *err)
{
	struct store *store = store_open(path, STORE_WRITE, err);
	bool good = store && (copy_wal(store) || store_error(store, err));

	store_close(store);
	return good;
}

/* --- merging the full text -------------------------------------------------------------------- */

bool store_merge_search(struct store *store, struct error *err)
{
	enum { PAGES = 16 }; /* in one transaction: a millisecond or two */
	int64_t before;

	do {
		before = sqlite3_total_changes64(store->db);
		if (!RUN(store, SQL_MERGE_SEARCH, err, INTEGER(PAGES)))
			return false;
	} while (sqlite3_total_changes64(store->db) - before >= 2); /* fewer: nothing was merged */
	return true;
}

bool store_merge(const char *path, struct error *err)
{
	struct store *store = store_open(path, STORE_WRITE, err);
	bool good = store && store_merge_search(store, err);

	store_close(store);
	return good;
}

/* --- restoring -------------------------------------------------------------------------------- */

bool store_restore(struct store *store, struct store *from, struct error *err)
{
	for (int which = 0; which < SQL_TOTAL; which++)
		sqlite3_reset(store->statements[which]);
	sqlite3_backup *backup = sqlite3_backup_init(store->db, "main", from->db, "main");
	bool good = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;

	good = sqlite3_backup_finish(backup) == SQLITE_OK && good;
	store_forget_kept(store);
	/* now, since it may take long, rather than at the next commit */
	if (good)
		copy_wal(store);
	return good || store_error(store, err);
}

bool store_is_intact(struct store *store, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_INTEGRITY, NULL);
	int status = sqlite3_step(statement);
	const char *found = status == SQLITE_ROW ? store_column(statement, 0) : NULL;
	bool good = found ? strcmp(found, "ok") == 0 ||
				    error_set(err, "%s: is damaged: %s", store->path, found)
			  : store_error(store, err);

	sqlite3_reset(statement);
	return good;
}

bool store_is_sound(struct store *store, struct error *err)
{
	if (!store_is_intact(store, err))
		return false;
	sqlite3_stmt *statement = store_bind(store, SQL_FOREIGN_KEYS, NULL);
	int status = sqlite3_step(statement);
	bool good = status != SQLITE_ROW ||
		    error_set(err, "%s: a row of table %s refers to a missing row of %s",
			    store->path, store_column(statement, 0), store_column(statement, 2));

	return store_finish(store, statement, status, good ? err : NULL) && good;
}
