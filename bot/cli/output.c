#include "cli/output.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static bool is_database(const char *path)
{
	static const char magic[] = "SQLite format 3"; /* sqlite.org/fileformat.html */
	char begin[sizeof magic] = "";
	FILE *file = fopen(path, "rbe");
	bool is = file && fread(begin, 1, sizeof begin, file) == sizeof begin &&
		  memcmp(begin, magic, sizeof magic) == 0;

	if (file)
		fclose(file);
	return is;
}

bool output_open(struct output *output, const char *path, struct error *err)
{
	struct stat is;

	*output = (struct output){.path = path};
	if (strcmp(path, "-") == 0)
		output->out = stdout;
	else if (lstat(path, &is) == 0 && !S_ISREG(is.st_mode))
		output->out = fopen(path, "we");
	else if (is_database(path))
		return error_set(err, "%s: is a database; refusing to overwrite it", path);
	else if (part_open(&output->part, path, ".part", err))
		output->out = output->part.out;
	else
		return false;
	return output->out || error_set(err, "%s: cannot be written: %s", path, strerror(errno));
}

bool output_close(struct output *output, bool good, struct error *err)
{
	FILE *out = output->out;

	if (!good && out != stdout) {
		const struct error why = *err;

		error_set(err, "%s: %s", output->path, why.text);
	}
	if (output->part.out) {
		if (good)
			return part_close(&output->part, 0, err) && part_move(&output->part, err);
		part_drop(&output->part);
		return false;
	}
	bool written = fflush(out) == 0 && !ferror(out);
	if (out != stdout)
		written = fclose(out) == 0 && written;
	if (good && !written)
		error_set(err, "%s: cannot be written: %s", output->path, strerror(errno));
	return good && written;
}
