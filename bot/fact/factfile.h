#ifndef TONLE_FACT_FACTFILE_H
#define TONLE_FACT_FACTFILE_H

#include "base/error.h"
#include "fact/fact.h"

#include <stdio.h>

/*
 * Reads fact files (YAML 1.1; the format is in README "add facts") into one set, which the caller
 * frees with factset_free. False, with file:line and what was expected, for bad YAML, an unknown
 * key, a missing or wrong value, an id used twice, and a citation of an unknown source if the files
 * have sources; *set is then empty.
 */
bool factfile_read(const char *const *paths, size_t count, struct factset *set, struct error *err);

/* As factfile_read, from the texts of fact files; errors call each of them name. */
bool factfile_read_texts(const char *name, const char *const *texts, size_t count,
	struct factset *set, struct error *err);

/* Reads what fact_content wrote (a revision's content); errors call it name. Its strings and arrays
 * lie in the arena. */
bool factfile_read_content(const char *name, const char *content, struct arena *arena,
	struct fact *fact, struct error *err);

/* Whether the text can be an id or a topic: a-z, 0-9 and '-' (not at an end), at most 64. */
bool factfile_is_slug(const char *text);

/* Writes the set as YAML that factfile_read reads back unchanged, in a stable order (sources,
 * aliases and facts by id; keys in the order of the format), so that git diff shows each change.
 * False if the stream fails. */
bool factfile_write(const struct factset *set, FILE *out, struct error *err);

#endif
