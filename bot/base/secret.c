#include "base/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_credential(const char *path)
{
	const char *directory = getenv("CREDENTIALS_DIRECTORY");
	size_t length = directory ? strlen(directory) : 0;

	return length > 0 && strncmp(path, directory, length) == 0 && path[length] == '/' &&
	       !strstr(path, "/../");
}

static bool check_private(const char *path, const struct stat *file, struct error *err)
{
	if (!S_ISREG(file->st_mode))
		return error_set(err, "%s: not a file", path);
	if ((file->st_mode & (S_IRWXG | S_IRWXO)) == 0 || is_credential(path))
		return true;
	return error_set(err,
		"%s: holds a secret, but users other than its owner can read it (mode %04o); "
		"fix it with: chmod 600 %s",
		path, (unsigned)(file->st_mode & 07777), path);
}

bool secret_is_private(const char *path, struct error *err)
{
	struct stat file;

	if (stat(path, &file) < 0)
		return error_set(err, "%s: %s", path, strerror(errno));
	return check_private(path, &file, err);
}

/* The service's user cannot read root's file; the credential with the same name is used instead. */
static int open_credential(const char *path, char credential[PATH_MAX])
{
	const char *directory = getenv("CREDENTIALS_DIRECTORY"), *slash = strrchr(path, '/');

	if (errno != EACCES || !directory || !*directory ||
		snprintf(credential, PATH_MAX, "%s/%s", directory, slash ? slash + 1 : path) >=
			PATH_MAX)
		return -1;
	int fd = open(credential, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		errno = EACCES;
	return fd;
}

bool secret_from_file(const char *path, struct secret *secret, struct error *err)
{
	char credential[PATH_MAX];
	struct stat file;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	secret->text[0] = '\0';
	if (fd < 0 && (fd = open_credential(path, credential)) >= 0)
		path = credential;
	if (fd < 0)
		return error_set(err, "%s: %s", path, strerror(errno));
	bool good = (fstat(fd, &file) == 0 || error_set(err, "%s: %s", path, strerror(errno))) &&
		    check_private(path, &file, err);
	ssize_t length = good ? read(fd, secret->text, sizeof secret->text) : 0;
	close(fd);
	if (!good)
		return false;
	size_t end = length > 0 ? (size_t)length : 0;
	char *stop = memchr(secret->text, '\n', end);
	if (stop)
		end = (size_t)(stop - secret->text);
	if (end > 0 && secret->text[end - 1] == '\r')
		end--;
	if (end == 0 || end == sizeof secret->text) {
		secret_wipe(secret, sizeof *secret);
		return error_set(
			err, "%s: expected one line of 1 to %d bytes", path, SECRET_MAX - 1);
	}
	secret_wipe(secret->text + end, sizeof secret->text - end);
	return true;
}

bool secret_from_text(const char *text, struct secret *secret, struct error *err)
{
	if (strlen(text) >= sizeof secret->text)
		return error_set(err, "expected at most %d bytes", SECRET_MAX - 1);
	strcpy(secret->text, text);
	return true;
}

bool secret_from_environment(const char *name, struct secret *secret, struct error *err)
{
	const char *value = getenv(name);

	if (!value || !*value)
		return error_set(err, "the environment variable %s is not set", name);
	return secret_from_text(value, secret, err);
}

int secret_no_passphrase(char *into, int size, int writing, void *context)
{
	(void)into, (void)size, (void)writing, (void)context;
	return -1;
}

void secret_wipe(void *bytes, size_t size)
{
	explicit_bzero(bytes, size);
}
