#include "wire/sts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { POLICIES_MOST = 256, LONGEST = 10 * 366 * 86400 }; /* ten years of seconds */

struct policy {
	char host[STS_HOST];
	int port;
	int64_t duration, expires;
};

/* A whole number of length digits, at most most. */
static bool read_sts_number(const char *text, size_t length, int64_t most, int64_t *number)
{
	*number = 0;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*number = *number * 10 + (text[i] - '0');
		if (*number > most)
			*number = most;
	}
	return length > 0;
}

bool sts_read(const char *text, struct sts_value *value)
{
	int64_t port = -1;

	*value = (struct sts_value){.port = -1, .duration = -1};
	while (*text) {
		size_t length = strcspn(text, ","), name = strcspn(text, "=,");
		const char *number = text + name + 1;
		size_t digits = length > name ? length - name - 1 : 0;

		if (strncmp(text, "port=", name + 1) == 0 &&
			(!read_sts_number(number, digits, INT_MAX, &port) || port < 1 ||
				port > 65535))
			return false;
		if (strncmp(text, "duration=", name + 1) == 0 &&
			!read_sts_number(number, digits, LONGEST, &value->duration))
			return false;
		text += length + (text[length] == ',');
	}
	value->port = (int)port;
	return true;
}

/* --- the file --------------------------------------------------------------------------------- */

static bool path_in(const char *directory, const char *name, char *path, size_t size)
{
	return (size_t)snprintf(path, size, "%s/%s", directory, name) < size;
}

/* Reads the policies that have not expired into list (POLICIES_MOST), ignoring invalid lines. */
static size_t read_policies(const char *directory, int64_t now_unix, struct policy *list)
{
	char path[PATH_MAX], line[STS_HOST + 100];
	size_t count = 0;
	FILE *file = path_in(directory, "sts", path, sizeof path) ? fopen(path, "re") : NULL;

	while (file && count < POLICIES_MOST && fgets(line, sizeof line, file)) {
		struct policy *p = &list[count];

		if (sscanf(line, "%255s %d %" SCNd64 " %" SCNd64, p->host, &p->port, &p->duration,
			    &p->expires) == 4 &&
			p->host[0] != '#' && p->port > 0 && p->port < 65536 &&
			p->expires > now_unix)
			count++;
	}
	if (file)
		fclose(file);
	return count;
}

int sts_port(const char *directory, const char *host, int64_t now_unix)
{
	struct policy list[POLICIES_MOST];
	size_t count = *directory ? read_policies(directory, now_unix, list) : 0;

	for (size_t i = 0; i < count; i++)
		if (strcasecmp(list[i].host, host) == 0)
			return list[i].port;
	return 0;
}

static bool write_policy_list(int fd, const struct policy *list, size_t count)
{
	FILE *file = fdopen(fd, "w");

	if (!file) {
		close(fd);
		return false;
	}
	fputs("# Servers to be reached by TLS: host, port, duration (s), expiry (Unix time)\n",
		file);
	for (size_t i = 0; i < count; i++)
		fprintf(file, "%s %d %" PRId64 " %" PRId64 "\n", list[i].host, list[i].port,
			list[i].duration, list[i].expires);
	bool good = fflush(file) == 0 && fsync(fd) == 0;
	return fclose(file) == 0 && good;
}

static bool write_policies(
	const char *directory, const struct policy *list, size_t count, struct error *err)
{
	char path[PATH_MAX], draft[PATH_MAX];

	if (!path_in(directory, "sts", path, sizeof path) ||
		!path_in(directory, "sts.XXXXXX", draft, sizeof draft))
		return error_set(err, "%.200s: the path is too long", directory);
	if (mkdir(directory, 0700) < 0 && errno != EEXIST)
		return error_set(err, "cannot create %s: %s", directory, strerror(errno));
	int fd = mkostemp(draft, O_CLOEXEC);
	if (fd < 0)
		return error_set(err, "cannot write %s: %s", draft, strerror(errno));
	if (write_policy_list(fd, list, count) && rename(draft, path) == 0)
		return true;
	error_set(err, "cannot write %s: %s", path, strerror(errno));
	unlink(draft);
	return false;
}

bool sts_remember(const char *directory, const char *host, int port, int64_t duration,
	int64_t now_unix, struct error *err)
{
	struct policy list[POLICIES_MOST]; /* 70 kB */
	size_t count, kept = 0;
	bool known = false;

	if (!*directory || strlen(host) >= STS_HOST || strpbrk(host, " \t\r\n#"))
		return error_set(err, "cannot store a policy for %.100s", host);
	count = read_policies(directory, now_unix, list);
	for (size_t i = 0; i < count; i++) {
		if (strcasecmp(list[i].host, host) != 0)
			list[kept++] = list[i];
		else
			known = true;
	}
	if (duration == 0 && !known)
		return true;
	if (duration > 0 && kept < POLICIES_MOST) {
		struct policy *p = &list[kept++];

		*p = (struct policy){
			.port = port, .duration = duration, .expires = now_unix + duration};
		strcpy(p->host, host);
	}
	return write_policies(directory, list, kept, err);
}
