#include "base/part.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool part_open(struct part *part, const char *path, const char *suffix, struct error *err)
{
	part->out = NULL;
	if ((size_t)snprintf(part->path, sizeof part->path, "%s", path) >= sizeof part->path ||
		(size_t)snprintf(part->name, sizeof part->name, "%s%s", path, suffix) >=
			sizeof part->name)
		return error_set(err, "%.200s…: the path is too long", path);
	part->out = fopen(part->name, "we");
	return part->out || error_set(err, "%s: cannot be written: %s", path, strerror(errno));
}

void part_drop(struct part *part)
{
	if (part->out)
		fclose(part->out);
	part->out = NULL;
	unlink(part->name);
}

/* Deletes the part and sets the error from errno. Returns false. */
static bool fail_part(struct part *part, struct error *err)
{
	error_set(err, "%s: cannot be written: %s", part->path, strerror(errno));
	part_drop(part);
	return false;
}

bool part_close(struct part *part, mode_t mode, struct error *err)
{
	FILE *out = part->out;

	if (fflush(out) != 0 || (mode && fchmod(fileno(out), mode) != 0))
		return fail_part(part, err);
	if (ferror(out)) { /* an earlier write failed; its errno is lost */
		errno = EIO;
		return fail_part(part, err);
	}
	part->out = NULL;
	return fclose(out) == 0 || fail_part(part, err);
}

bool part_move(struct part *part, struct error *err)
{
	return rename(part->name, part->path) == 0 || fail_part(part, err);
}
