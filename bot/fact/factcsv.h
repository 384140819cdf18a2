#ifndef TONLE_FACT_FACTCSV_H
#define TONLE_FACT_FACTCSV_H

#include "base/error.h"
#include "fact/fact.h"

#include <stdio.h>

/*
 * Facts as a table for spreadsheets (base/csv.h): one row per fact, with the columns id, topic,
 * says, short, when, about, ask, ask_yes, ask_no, not, match, cite, formerly, topics, see, channels
 * and locked. A cell has one value per line; those of `cite` are JSON with the keys of a fact file,
 * {"source": "voa-timeline", "locator": "…"}, or, when read, citations as people write them
 * (citation.h). Sources and aliases have tables of their own (registercsv.h).
 */

/* Reads such a file, or a table of sources or aliases, which the header tells apart and for which
 * `known` (or NULL) is what registercsv_read takes, into a set; the caller frees it with
 * factset_free. The columns may be in any order, and of facts all but id, topic and says may be
 * missing; what is missing is in `absent` of each fact. locked is yes, no, true, false, 1 or 0;
 * empty is no. The error has file:line and what was expected; *set is then empty. */
bool factcsv_read(
	const char *path, const struct factset *known, struct factset *set, struct error *err);

/* Writes the set's facts, sorted by id, so that factcsv_read returns the same facts; UTF-8 with a
 * byte order mark, without which spreadsheets misread Khmer. False if the stream fails. */
bool factcsv_write(const struct factset *set, FILE *out, struct error *err);

#endif
