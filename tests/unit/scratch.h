#ifndef TONLE_TESTS_SCRATCH_H
#define TONLE_TESTS_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* A directory of a test's own under $TMPDIR, with everything in it gone afterwards. */
static char scratch[256];

static inline int scratch_setup(void **state)
{
	const char *base = getenv("TMPDIR");

	(void)state;
	snprintf(scratch, sizeof scratch, "%s/tonle-test-XXXXXX", base ? base : "/tmp");
	return mkdtemp(scratch) ? 0 : -1;
}

static inline int scratch_teardown(void **state)
{
	char command[320];

	(void)state;
	snprintf(command, sizeof command, "rm -rf '%s'", scratch);
	return system(command);
}

/* The path of a name in it; good until the fourth next call. */
static inline const char *scratch_path(const char *name)
{
	static char paths[4][512];
	static int next;
	char *path = paths[next++ % 4];

	snprintf(path, sizeof paths[0], "%s/%s", scratch, name);
	return path;
}

/* Writes a file there and gives its path. */
static inline const char *scratch_write(const char *name, const char *text)
{
	const char *path = scratch_path(name);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	return path;
}

/* A fault begins with the scratch path in most tests; this finds the rest in it. */
#define assert_says(error, expected)                                                               \
	do {                                                                                       \
		if (!strstr((error), (expected)))                                                  \
			fail_msg("expected \"%s\" in \"%s\"", (expected), (error));                \
	} while (0)

#endif
