#ifndef TONLE_TESTS_MEMORY_DB_H
#define TONLE_TESTS_MEMORY_DB_H

/*
 * A database in memory at a path, for the targets that use one: SQLite's "memdb" (sqlite.org/c3ref,
 * src/memdb.c) becomes the default VFS, in which connections to one path share its contents. At
 * that path lies an empty file, since the program looks for one.
 */
#include "fuzz.h"

#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

static char memory_db_place[64], memory_db_path[96];
static sqlite3_file *memory_db_file; /* keeps the contents while no connection is open */

static void memory_db_tidy(void)
{
	char index[128];

	memory_db_file->pMethods->xClose(memory_db_file);
	free(memory_db_file);
	unlink(memory_db_path);
	snprintf(index, sizeof index, "%s-index", memory_db_path);
	unlink(index);
	rmdir(memory_db_place);
}

static void memory_db_start(void)
{
	const int flags = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	int given = 0;

	/* a target has one thread, and many runs to do */
	CHECK(sqlite3_config(SQLITE_CONFIG_SINGLETHREAD) == SQLITE_OK &&
		sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK);
	sqlite3_vfs *vfs = sqlite3_initialize() == SQLITE_OK ? sqlite3_vfs_find("memdb") : NULL;
	CHECK(vfs && sqlite3_vfs_register(vfs, 1) == SQLITE_OK);
	snprintf(memory_db_place, sizeof memory_db_place, "/tmp/tonle-fuzz-XXXXXX");
	CHECK(mkdtemp(memory_db_place));
	snprintf(memory_db_path, sizeof memory_db_path, "%s/facts.db", memory_db_place);
	FILE *file = fopen(memory_db_path, "w");
	CHECK(file && fclose(file) == 0);
	memory_db_file = calloc(1, (size_t)vfs->szOsFile);
	CHECK(memory_db_file);
	CHECK(vfs->xOpen(vfs, memory_db_path, memory_db_file, flags, &given) == SQLITE_OK);
	atexit(memory_db_tidy);
}

/* A copy of the contents, which the caller frees. */
static unsigned char *memory_db_save(size_t *size)
{
	sqlite3_int64 length = 0;

	CHECK(memory_db_file->pMethods->xFileSize(memory_db_file, &length) == SQLITE_OK);
	unsigned char *bytes = malloc((size_t)length + 1);
	CHECK(bytes && memory_db_file->pMethods->xRead(memory_db_file, bytes, (int)length, 0) ==
			       SQLITE_OK);
	*size = (size_t)length;
	return bytes;
}

/* Replaces the contents; no connection may be open. */
static void memory_db_load(const unsigned char *bytes, size_t size)
{
	const sqlite3_io_methods *file = memory_db_file->pMethods;

	CHECK(file->xTruncate(memory_db_file, 0) == SQLITE_OK);
	CHECK(size == 0 || file->xWrite(memory_db_file, bytes, (int)size, 0) == SQLITE_OK);
}

#endif
