#ifndef TONLE_TESTS_FUZZ_H
#define TONLE_TESTS_FUZZ_H

/*
 * What the fuzz targets share. Built by libFuzzer's rules they are found by LLVMFuzzerTestOneInput;
 * built with -DFUZZ_REPLAY, as make does, they have a main() that replays the files and folders
 * given as arguments, each whole and each of its first 300 beginnings. So the corpus is a test
 * that needs no clang.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char *fuzz_input = "the fuzzer's own";

#define CHECK(condition)                                                                           \
	do {                                                                                       \
		if (!(condition)) {                                                                \
			fprintf(stderr, "%s:%d: not so: %s; input: %s\n", __FILE__, __LINE__,      \
				#condition, fuzz_input);                                           \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

#ifdef FUZZ_REPLAY
#include <dirent.h>

static unsigned fuzz_replayed;

static void fuzz_replay_file(const char *path)
{
	static uint8_t bytes[1 << 20];
	FILE *file = fopen(path, "rb");

	if (!file) {
		perror(path);
		exit(2);
	}
	size_t size = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	fuzz_input = path;
	LLVMFuzzerTestOneInput(bytes, size);
	for (size_t cut = 0; cut < size && cut < 300; cut++)
		LLVMFuzzerTestOneInput(bytes, cut);
	fuzz_replayed++;
}

static void fuzz_replay(const char *path)
{
	DIR *folder = opendir(path);
	struct dirent *entry;
	char name[4096];

	if (!folder) {
		fuzz_replay_file(path);
		return;
	}
	while ((entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
		fuzz_replay(name);
	}
	closedir(folder);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		fuzz_replay(argv[i]);
	printf("%u inputs replayed\n", fuzz_replayed);
	return fuzz_replayed > 0 ? 0 : 2;
}
#endif

#endif
