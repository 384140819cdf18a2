#ifndef TONLE_KEEP_DB_H
#define TONLE_KEEP_DB_H

#include "base/error.h"
#include "keep/store.h"

#include <stdbool.h>

struct sqlite3;

enum {
	DB_APPLICATION = 0x746f6e6c, /* PRAGMA application_id: "tonl" */
	DB_BUSY_MS = 2000            /* the wait for another process's transaction */
};

/*
 * Opens the database for store_open, with foreign keys, WAL, a busy timeout, defensive mode and an
 * untrusted schema (sqlite.org/security.html), and migrates it to this program's schema. The caller
 * closes it with sqlite3_close. NULL with the reason, which names the path.
 */
struct sqlite3 *db_open(const char *path, enum store_mode mode, struct error *err);

/* Opens a backup for reading. *older is whether it has an older schema; it is then copied into a
 * temporary database, which is migrated, and deleted when closed. The file itself stays
 * unchanged. */
struct sqlite3 *db_open_backup(const char *path, bool *older, struct error *err);

/* This program's schema version. */
int db_version(void);

/* Sets "path: reason" from the connection's last error; returns false. */
bool db_error(struct sqlite3 *db, const char *path, struct error *err);

#endif
