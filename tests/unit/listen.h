#ifndef TONLE_TESTS_LISTEN_H
#define TONLE_TESTS_LISTEN_H

#include "scratch.h"

#include <fcntl.h>

static int listen_saved;

/* Sends standard error into a file until heard(). */
static inline void listen_in(void)
{
	int file = open(scratch_path("log"), O_CREAT | O_TRUNC | O_RDWR, 0600);

	fflush(stderr);
	listen_saved = dup(2);
	dup2(file, 2);
	close(file);
}

/* What was written since. */
static inline const char *heard(void)
{
	static char text[16384];

	fflush(stderr);
	dup2(listen_saved, 2);
	close(listen_saved);
	FILE *file = fopen(scratch_path("log"), "r");
	size_t length = fread(text, 1, sizeof text - 1, file);

	text[length] = '\0';
	fclose(file);
	return text;
}

#endif
