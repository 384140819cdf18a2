#include "keep/store.h"

#include "keep/store_inner.h"

#include <errno.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool copy_to(struct store *store, const char *path, struct error *err)
{
	const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	sqlite3 *copy = NULL;
	bool good = false;

	if (sqlite3_open_v2(path, &copy, flags, NULL) == SQLITE_OK) {
		sqlite3_backup *backup = sqlite3_backup_init(copy, "main", store->db, "main");

		/* all pages in one step, which in WAL mode does not block writers */
		good = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;
		good = sqlite3_backup_finish(backup) == SQLITE_OK && good;
	}
	if (!good)
		error_set(err, "%s: the backup cannot be written: %s", path, sqlite3_errmsg(copy));
	return sqlite3_close(copy) == SQLITE_OK && good;
}

bool store_backup(struct store *store, const char *path, struct error *err)
{
	char part[PATH_MAX];

	if (snprintf(part, sizeof part, "%s.part", path) >= (int)sizeof part)
		return error_set(err, "%s: the path is too long", path);
	unlink(part); /* left by an interrupted backup */
	if (!copy_to(store, part, err)) {
		unlink(part);
		return false;
	}
	if (rename(part, path) == 0)
		return true;
	error_set(err, "%s: the backup cannot be moved there: %s", path, strerror(errno));
	unlink(part);
	return false;
}

bool store_restore(struct store *store, struct store *from, struct error *err)
{
	for (int which = 0; which < SQL_TOTAL; which++)
		sqlite3_reset(store->statements[which]);
	sqlite3_backup *backup = sqlite3_backup_init(store->db, "main", from->db, "main");
	bool good = backup && sqlite3_backup_step(backup, -1) == SQLITE_DONE;

	good = sqlite3_backup_finish(backup) == SQLITE_OK && good;
	/* here, where it may take long, instead of at somebody's next commit */
	if (good)
		sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
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
