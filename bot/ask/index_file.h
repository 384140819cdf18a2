#ifndef TONLE_ASK_INDEX_FILE_H
#define TONLE_ASK_INDEX_FILE_H

#include "ask/embedding.h"
#include "ask/index.h"
#include "base/error.h"
#include "keep/store.h"
#include "keep/store_changes.h"

/*
 * Saves the index to a file beside the database ("…-index"), which the next start maps instead of
 * building the index again. The file is valid only for this program, this database file and this
 * encoder; base/region.h checks it. *seen is set to the last database change that the index has, so
 * that the caller can read later ones. Any thread may call either function.
 */

/* Builds the index of the store, with the vectors that the embeddings (NULL: none) have, and writes
 * it to the file. If the file cannot be written, the index works but is not saved, and the log says
 * so. NULL with the reason if the store cannot be read. */
struct index *index_file_build(struct store *store, struct embeddings *embeddings,
	struct store_seen *seen, struct error *err);

/* Maps the saved index; NULL with the reason if there is no valid one. */
struct index *index_file_read(struct store *store, struct embeddings *embeddings,
	struct store_seen *seen, struct error *err);

#endif
