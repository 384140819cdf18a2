#ifndef TONLE_TESTS_FAULTY_VFS_H
#define TONLE_TESTS_FAULTY_VFS_H

/*
 * A VFS of SQLite over the default one, in which writes, syncs, truncations, new files and maps of
 * the log's index fail from the n-th on, once or for good (sqlite.org/vfs.html): the disk that is
 * full, goes read only, or has a bad block. Everything else is the default's.
 */
#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static struct {
	int left;    /* operations until one fails; -1: none does */
	int failure; /* SQLITE_FULL, SQLITE_IOERR_WRITE … */
	bool stays;  /* all after it fail, too */
	int failed;  /* how many did */
} faulty = {.left = -1};

struct faulty_file {
	sqlite3_file base;
	sqlite3_file *real; /* behind this struct */
};

static sqlite3_vfs faulty_vfs, *faulty_default;

/* Whether this operation is to fail. */
static bool faulty_now(void)
{
	if (faulty.left < 0 || faulty.left-- > 0)
		return false;
	faulty.failed++;
	faulty.left = faulty.stays ? 0 : -1;
	return true;
}

static sqlite3_file *faulty_real(sqlite3_file *file)
{
	return ((struct faulty_file *)file)->real;
}

#define FAULTY(name, parameters, arguments, writes)                                                \
	static int faulty_##name parameters                                                        \
	{                                                                                          \
		if ((writes) && faulty_now())                                                      \
			return faulty.failure;                                                     \
		sqlite3_file *real = faulty_real(file);                                            \
		return real->pMethods->name arguments;                                             \
	}

FAULTY(xClose, (sqlite3_file * file), (real), false)
FAULTY(xRead, (sqlite3_file * file, void *to, int size, sqlite3_int64 at), (real, to, size, at),
	false)
FAULTY(xWrite, (sqlite3_file * file, const void *from, int size, sqlite3_int64 at),
	(real, from, size, at), true)
FAULTY(xTruncate, (sqlite3_file * file, sqlite3_int64 size), (real, size), true)
FAULTY(xSync, (sqlite3_file * file, int flags), (real, flags), true)
FAULTY(xFileSize, (sqlite3_file * file, sqlite3_int64 *size), (real, size), false)
FAULTY(xLock, (sqlite3_file * file, int kind), (real, kind), false)
FAULTY(xUnlock, (sqlite3_file * file, int kind), (real, kind), false)
FAULTY(xCheckReservedLock, (sqlite3_file * file, int *result), (real, result), false)
FAULTY(xFileControl, (sqlite3_file * file, int op, void *data), (real, op, data), false)
FAULTY(xSectorSize, (sqlite3_file * file), (real), false)
FAULTY(xDeviceCharacteristics, (sqlite3_file * file), (real), false)
FAULTY(xShmMap, (sqlite3_file * file, int page, int size, int extend, void volatile **map),
	(real, page, size, extend, map), extend != 0)
FAULTY(xShmLock, (sqlite3_file * file, int at, int count, int flags), (real, at, count, flags),
	false)
FAULTY(xShmUnmap, (sqlite3_file * file, int delete), (real, delete), false)

static void faulty_xShmBarrier(sqlite3_file *file)
{
	faulty_real(file)->pMethods->xShmBarrier(faulty_real(file));
}

static const sqlite3_io_methods faulty_methods = {.iVersion = 2,
	.xClose = faulty_xClose,
	.xRead = faulty_xRead,
	.xWrite = faulty_xWrite,
	.xTruncate = faulty_xTruncate,
	.xSync = faulty_xSync,
	.xFileSize = faulty_xFileSize,
	.xLock = faulty_xLock,
	.xUnlock = faulty_xUnlock,
	.xCheckReservedLock = faulty_xCheckReservedLock,
	.xFileControl = faulty_xFileControl,
	.xSectorSize = faulty_xSectorSize,
	.xDeviceCharacteristics = faulty_xDeviceCharacteristics,
	.xShmMap = faulty_xShmMap,
	.xShmLock = faulty_xShmLock,
	.xShmBarrier = faulty_xShmBarrier,
	.xShmUnmap = faulty_xShmUnmap};

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	struct faulty_file *it = (struct faulty_file *)file;

	(void)vfs;
	it->base.pMethods = NULL;
	it->real = (sqlite3_file *)(it + 1);
	int status = faulty_default->xOpen(faulty_default, name, it->real, flags, out);
	if (it->real->pMethods)
		it->base.pMethods = &faulty_methods;
	return status;
}

/* Makes it the default. */
static void faulty_register(void)
{
	faulty_default = sqlite3_vfs_find(NULL);
	faulty_vfs = *faulty_default;
	faulty_vfs.zName = "faulty";
	faulty_vfs.szOsFile = (int)sizeof(struct faulty_file) + faulty_default->szOsFile;
	faulty_vfs.xOpen = faulty_open;
	sqlite3_vfs_register(&faulty_vfs, 1);
}

/* The operation after `after` more, and with `stays` all that follow, fail so. */
static void faulty_set(int after, int failure, bool stays)
{
	faulty.left = after;
	faulty.failure = failure;
	faulty.stays = stays;
	faulty.failed = 0;
}

/* Nothing fails any more; how many operations did. */
static int faulty_unset(void)
{
	faulty.left = -1;
	return faulty.failed;
}

#endif
