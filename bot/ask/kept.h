#ifndef TONLE_ASK_KEPT_H
#define TONLE_ASK_KEPT_H

#include "ask/embedding.h"
#include "ask/index.h"
#include "base/error.h"
#include "keep/store.h"
#include "keep/store_changes.h"

/*
 * The index, kept in a file beside the database ("…-index") and mapped at the next start, which
 * then derives nothing. The file is for this program, this database file and this encoder only
 * (base/region.h tells when it is believed); how far it has the changes is in *seen, so that what
 * changed since is caught up. Any thread may do either.
 */

/* Builds the index of the store, with the vectors that the embeddings (NULL: none) have, and writes
 * it to that file; where that fails, the index is as good but not kept, and the log says so. NULL
 * with the reason if the store cannot be read. */
struct index *kept_build(struct store *store, struct embeddings *embeddings,
	struct store_seen *seen, struct error *err);

/* The kept index; NULL with the reason if there is none that can be believed. */
struct index *kept_read(struct store *store, struct embeddings *embeddings, struct store_seen *seen,
	struct error *err);

#endif
