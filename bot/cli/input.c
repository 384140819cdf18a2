#include "cli/input.h"

#include "base/arena.h"
#include "base/compare.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* --- files and folders ------------------------------------------------------------------------ */

static void add_input(struct inputs *inputs, const char *path)
{
	GROW(inputs->list, inputs->count, inputs->room);
	inputs->list[inputs->count++] = must_string(path);
}

static struct inputs *walked; /* global, since nftw(3) passes no context */

static int on_file(const char *path, const struct stat *status, int type, struct FTW *ftw)
{
	static const char *const endings[] = {
		"txt", "text", "md", "markdown", "html", "htm", "xhtml", "pdf"};
	const char *dot = strrchr(path, '.');

	(void)status;
	(void)ftw;
	for (size_t i = 0; type == FTW_F && dot && i < sizeof endings / sizeof *endings; i++)
		if (strcasecmp(dot + 1, endings[i]) == 0)
			add_input(walked, path);
	return 0;
}

bool input_list(const char *const *paths, size_t count, struct inputs *inputs, struct error *err)
{
	enum { OPEN_FOLDERS = 16 };

	for (size_t i = 0; i < count; i++) {
		struct stat status;
		size_t first = inputs->count;

		if (strcmp(paths[i], "-") == 0) {
			add_input(inputs, "-");
			continue;
		}
		if (stat(paths[i], &status) != 0)
			return error_set(err, "%s: cannot be read: %s", paths[i], strerror(errno));
		if (!S_ISDIR(status.st_mode)) {
			add_input(inputs, paths[i]);
			continue;
		}
		walked = inputs;
		nftw(paths[i], on_file, OPEN_FOLDERS, FTW_PHYS);
		if (inputs->count == first)
			return error_set(err,
				"%s: has no documents: files that end in txt, md, html or pdf",
				paths[i]);
		qsort(inputs->list + first, inputs->count - first, sizeof *inputs->list,
			compare_texts);
	}
	return true;
}

void input_free(struct inputs *inputs)
{
	for (size_t i = 0; i < inputs->count; i++)
		free(inputs->list[i]);
	free(inputs->list);
	*inputs = (struct inputs){0};
}

/* --- reading ---------------------------------------------------------------------------------- */

/* Reads the descriptor to its end, at most max bytes, and adds a NUL; name is for the error. */
static char *read_input(int fd, const char *name, size_t max, size_t *length, struct error *err)
{
	size_t room = 1 << 16;
	char *text = must_alloc(room);
	ssize_t got = 0;

	*length = 0;
	do {
		*length += (size_t)got;
		if (*length + 1 >= room) {
			room *= 2;
			text = must_grow(text, room);
		}
		got = read(fd, text + *length, room - *length - 1);
	} while ((got > 0 || (got < 0 && errno == EINTR && (got = 0, true))) && *length <= max);
	if (got >= 0 && *length <= max) {
		text[*length] = '\0';
		return text;
	}
	if (got < 0)
		error_set(err, "%s: cannot be read: %s", name, strerror(errno));
	else
		error_set(err, "%s: is larger than %zu MB; split it", name, max >> 20);
	free(text);
	return NULL;
}

static char *read_pdf(const char *path, size_t max, size_t *length, struct error *err)
{
	const char *arguments[] = {"pdftotext", "-q", "-enc", "UTF-8", path, "-", NULL};
	posix_spawn_file_actions_t actions;
	int ends[2], status = 0;
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) != 0) {
		error_set(err, "%s: cannot be read: %s", path, strerror(errno));
		return NULL;
	}
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	int failed = posix_spawnp(
		&child, arguments[0], &actions, NULL, (char *const *)(void *)arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (failed) {
		close(ends[0]);
		error_set(err,
			"%s: is a PDF, and pdftotext cannot be started (%s); install "
			"poppler-utils, or save the document as text",
			path, strerror(failed));
		return NULL;
	}
	char *text = read_input(ends[0], path, max, length, err);
	close(ends[0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (text && (!WIFEXITED(status) || WEXITSTATUS(status) != 0)) {
		error_set(
			err, "%s: pdftotext cannot read this PDF (is it damaged or locked?)", path);
		free(text);
		return NULL;
	}
	return text;
}

char *input_read(const char *path, size_t max, size_t *length, struct error *err)
{
	if (strcmp(path, "-") == 0)
		return read_input(STDIN_FILENO, "standard input", max, length, err);
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		error_set(err, "%s: cannot be read: %s", path, strerror(errno));
		return NULL;
	}
	char *text = read_input(fd, path, max, length, err);
	close(fd);
	if (text && *length >= 5 && memcmp(text, "%PDF-", 5) == 0) {
		free(text);
		return read_pdf(path, max, length, err);
	}
	return text;
}
