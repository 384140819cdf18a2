#ifndef TONLE_FACT_FACTFILE_H
#define TONLE_FACT_FACTFILE_H

#include "base/error.h"
#include "fact/fact.h"

#include <stdio.h>

/*
 * Reads fact files (YAML 1.1; the format is in tonle-facts(5)) into one set, which the caller frees
 * with factset_free. False, with file:line and what was expected, for bad YAML, an unknown key, a
 * missing or wrong value, an id used twice, or a citation of an unknown source if the files have
 * sources; *set is then empty.
 */
bool factfile_read(const char *const *paths, size_t count, struct factset *set, struct error *err);

/* Like factfile_read, from the texts of fact files; errors show `name` as the file. */
bool factfile_read_texts(const char *name, const char *const *texts, size_t count,
	struct factset *set, struct error *err);

/* Reads the output of fact_content (a revision's content); errors show `name` as the file. The
 * fact's strings and arrays are in the arena. */
bool factfile_read_content(const char *name, const char *content, struct arena *arena,
	struct fact *fact, struct error *err);

/* Whether the text can be an id or a topic: a-z, 0-9 and '-' (not at either end), at most 64 bytes.
 */
bool factfile_is_slug(const char *text);

/* Writes the set as YAML that factfile_read reads back unchanged. The order is stable (sources,
 * aliases and facts by id; keys in the order of the format), so that git diff shows only changes.
 * False if the stream fails. */
bool factfile_write(const struct factset *set, FILE *out, struct error *err);

#endif
