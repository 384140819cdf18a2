#ifndef TONLE_FACT_FACTCSV_H
#define TONLE_FACT_FACTCSV_H

#include "base/error.h"
#include "fact/fact.h"

#include <stdio.h>

/*
 * Facts as a table for spreadsheets (base/csv.h): a row each, with the columns id, topic, says,
 * when, ask, ask_yes, ask_no, not, match, cite and locked. Where a fact has several, a cell has one
 * a line; each of `cite` is JSON as in a fact file: {"source": "voa-timeline", "locator": "…"}.
 * Sources and aliases are not in it.
 */

/* Reads such a file into a set, which the caller frees with factset_free. The columns may stand in
 * any order, and all but id, topic and says may be missing. A fault names file:line and what was
 * expected; *set is then empty. */
bool factcsv_read(const char *path, struct factset *set, struct error *err);

/* Writes the set's facts by id, so that factcsv_read gives the same facts; UTF-8 with a byte order
 * mark, without which spreadsheets take Khmer for something else. False when the stream fails. */
bool factcsv_write(const struct factset *set, FILE *out, struct error *err);

#endif
