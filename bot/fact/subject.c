#include "fact/subject.h"

#include "base/buf.h"

#include <ctype.h>
#include <string.h>

static bool has_name(const struct subject *subject)
{
	return subject->name && *subject->name;
}

void subject_write(const struct subject *subject, const char *text, char *out, size_t size)
{
	static const char about[] = "{about}", on[] = "{on}";
	struct buf buf = buf_over(out, size);
	const char *name = has_name(subject) ? subject->name : "";

	while (*text) {
		size_t plain = strcspn(text, "{");

		buf_put(&buf, text, plain);
		text += plain;
		if (strncmp(text, about, sizeof about - 1) == 0) {
			if (*name)
				buf_add(&buf, "about %s", name);
			else
				buf_add(&buf, "a question");
			text += sizeof about - 1;
		} else if (strncmp(text, on, sizeof on - 1) == 0) {
			if (*name)
				buf_add(&buf, " on %s", name);
			text += sizeof on - 1;
		} else if (*text) {
			buf_put(&buf, text++, 1);
		}
	}
}

void subject_title(const struct subject *subject, const char *text, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);

	if (has_name(subject))
		buf_add(&buf, "%s: %s", subject->name, text);
	else
		buf_add(&buf, "%s", text);
	*out = (char)toupper((unsigned char)*out);
}

bool subject_is_home(const struct subject *subject, const char *word)
{
	for (size_t i = 0; i < subject->home_count; i++)
		if (strcmp(subject->home[i], word) == 0)
			return true;
	return false;
}
