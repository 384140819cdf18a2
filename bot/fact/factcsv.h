#ifndef TONLE_FACT_FACTCSV_H
#define TONLE_FACT_FACTCSV_H

#include "base/error.h"
#include "fact/fact.h"

#include <stdio.h>

/*
 * Facts as a table for spreadsheets (base/csv.h): one row per fact, with the columns id, topic,
 * says, short, when, about, ask, ask_yes, ask_no, not, match, cite, formerly, topics, see, channels
 * and locked. A cell has one value per line. Values of `cite` are written as JSON with the keys of
 * a fact file, {"source": "voa-timeline", "locator": "…"}; when read, citations as people write
 * them (citation.h) are accepted, too. Sources and aliases have tables of their own
 * (registercsv.h).
 */

/* Reads a table of facts, sources or aliases, which its header identifies, into a set; the caller
 * frees it with factset_free. known: passed to registercsv_read, or NULL. Columns may be in any
 * order. A table of facts needs only id, topic and says; the missing fields are set in `absent` of
 * each fact. locked is yes, no, true, false, 1 or 0; empty is no. False, with file:line and what
 * was expected; *set is then empty. */
bool factcsv_read(
	const char *path, const struct factset *known, struct factset *set, struct error *err);

/* Writes the set's facts, sorted by id, so that factcsv_read returns the same facts. The text is
 * UTF-8 with a byte order mark, since spreadsheets misread Khmer without one. False if the stream
 * fails. */
bool factcsv_write(const struct factset *set, FILE *out, struct error *err);

#endif
