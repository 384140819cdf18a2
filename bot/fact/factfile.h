#ifndef TONLE_FACT_FACTFILE_H
#define TONLE_FACT_FACTFILE_H

#include "base/error.h"
#include "fact/fact.h"

#include <stdio.h>

/*
 * Reads fact files (YAML 1.1 by libyaml; the format is in README "add facts") into one set, which
 * the caller frees with factset_free. Every fault names file:line and what was expected: bad YAML,
 * an unknown key, a missing or wrong value, an id used twice, an unknown source in a citation when
 * the sources are among the files. On failure returns false and leaves *set empty.
 */
bool factfile_read(const char *const *paths, size_t count, struct factset *set, struct error *err);

/* Reads what fact_content wrote (a revision's content); name stands for the path in faults. Its
 * strings and arrays lie in the arena. */
bool factfile_read_content(const char *name, const char *content, struct arena *arena,
	struct fact *fact, struct error *err);

/* Whether a text is fit for an id or a topic: a slug. (For `when`: base/date.h.) */
bool factfile_is_slug(const char *text);

/* Writes the set as YAML that factfile_read reads back as the same, in a stable order (sources by
 * id, aliases by id, facts by id; keys in the order of the format), so that git diff is the review.
 * False when the stream fails. */
bool factfile_write(const struct factset *set, FILE *out, struct error *err);

#endif
