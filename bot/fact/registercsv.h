#ifndef TONLE_FACT_REGISTERCSV_H
#define TONLE_FACT_REGISTERCSV_H

#include "base/csv.h"
#include "fact/fact.h"

#include <stdbool.h>
#include <stdio.h>

/*
 * The register of sources and the aliases as tables for spreadsheets (base/csv.h), one row for each
 * source or alias. The columns have the names of a fact file's keys. Sources: id, title, publisher,
 * type, author, issued, the texts of CSL_TEXTS, url, licence, short; a cell of `author` has one
 * author per line, as "Family, Given", as the name of an institution, or as JSON. Aliases: id, sort
 * and forms for a name; words or near for a list; with one form or word per line. Paragraphs are
 * not in the tables.
 */

/* The kind of table, by its header: sources have `title` or another column that only they have;
 * aliases have `sort`, `forms`, `words` or `near`. */
enum registercsv_table { REGISTERCSV_NEITHER, REGISTERCSV_SOURCES, REGISTERCSV_ALIASES };

enum registercsv_table registercsv_table_of(const char *const *header, size_t count);

/* Reads the rows after the header into a set, which the caller frees with factset_free. Fields
 * without a column are taken from the source or name in `known` with the row's id. False, with
 * file:line and what was expected; *set is then empty. */
bool registercsv_read(struct csv *csv, const char *const *header, size_t count,
	const struct factset *known, struct factset *set, struct error *err);

/* Write the set's sources, or aliases, in their order, so that registercsv_read returns the same.
 * UTF-8 with a byte order mark. False if the stream fails. */
bool registercsv_write_sources(const struct factset *set, FILE *out, struct error *err);
bool registercsv_write_aliases(const struct factset *set, FILE *out, struct error *err);

#endif
