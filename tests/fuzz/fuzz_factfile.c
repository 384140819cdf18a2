/*
 * Fuzz target for fact files. Any bytes are read or refused, and a set that is written and read
 * again stays the same. With -DFUZZ_REPLAY it reads the files named on the command line, so that
 * the corpus is a test.
 */
#include "fact/check.h"
#include "fact/factfile.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads the bytes as a file in memory. */
static bool read_bytes(const void *bytes, size_t size, struct factset *set, struct error *err)
{
	char path[64];
	const char *paths[] = {path};
	int file = memfd_create("fuzz", 0);

	if (file < 0 || write(file, bytes, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", file);
	bool good = factfile_read(paths, 1, set, err);
	close(file);
	return good;
}

static char *written(const struct factset *set, size_t *size)
{
	char *text = NULL;
	FILE *out = open_memstream(&text, size);
	struct error err;

	if (!factfile_write(set, out, &err))
		abort();
	fclose(out);
	return text;
}

static void ignore(void *context, const char *complaint)
{
	(void)context;
	(void)complaint;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct factset set, again;
	struct error err = {""};
	size_t sizes[2];

	if (!read_bytes(data, size, &set, &err)) {
		if (!strchr(err.text, ':'))
			abort(); /* no place in it */
		return 0;
	}
	check_facts(&set, ignore, NULL);
	char *first = written(&set, &sizes[0]);
	if (sizes[0] > 0) { /* an empty set is not a valid file */
		if (!read_bytes(first, sizes[0], &again, &err)) {
			fprintf(stderr, "%s in\n%s", err.text, first);
			abort();
		}
		char *second = written(&again, &sizes[1]);
		if (sizes[0] != sizes[1] || memcmp(first, second, sizes[0]) != 0)
			abort();
		free(second);
		factset_free(&again);
	}
	free(first);
	factset_free(&set);
	return 0;
}

#ifdef FUZZ_REPLAY
int main(int count, char **paths)
{
	for (int i = 1; i < count; i++) {
		static uint8_t bytes[1 << 20];
		FILE *file = fopen(paths[i], "rb");

		if (!file) {
			perror(paths[i]);
			return 1;
		}
		size_t size = fread(bytes, 1, sizeof bytes, file);
		fclose(file);
		LLVMFuzzerTestOneInput(bytes, size);
	}
	printf("%d inputs replayed\n", count - 1);
	return 0;
}
#endif
