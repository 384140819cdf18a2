#ifndef TONLE_KEEP_STORE_CHANGES_H
#define TONLE_KEEP_STORE_CHANGES_H

#include "base/arena.h"
#include "base/error.h"
#include "fact/fact.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Tells what has changed in a fact base since it was last looked at, for code that keeps a copy of
 * it. */

/* A state of the fact base that a reader has seen. */
struct store_seen {
	int64_t revision; /* number and hash of the newest; 0 and "" for none */
	char hash[65];
	int64_t aliases, sources, quarantine, drafts; /* table generation (facts/schema.sql) */
};

/* Notes the present state. If data read afterwards is newer, store_changes() reports that change
 * once more. */
bool store_see(struct store *store, struct store_seen *seen, struct error *err);

struct store_changes {
	bool whole; /* a restore replaced the history: everything may differ; the rest is unset */
	bool aliases, sources;
	bool quotable;      /* the quotable sentences of documents (store_document.h) */
	int64_t *facts; /* numbers of facts with newer revisions or other quarantined patterns */
	size_t fact_count;
	size_t newer; /* facts that changed; more than fact_count if those are not all listed */
};

/* Compares *seen with the present state and then sets it to that; store_changed() is false until
 * another connection commits again. Lists up to max facts, each once; the list is in the arena. */
bool store_changes(struct store *store, struct store_seen *seen, size_t max, struct arena *arena,
	struct store_changes *changes, struct error *err);

/* Reads the subject of the fact base into the set. */
bool store_load_subject(struct store *store, struct factset *set, struct error *err);

/* Reads the sources of a loaded set again, into its arena; the memory of the old ones is not
 * freed. */
bool store_load_sources(struct store *store, struct factset *set, struct error *err);

/* Reads all current aliases into an otherwise empty set. The caller frees it. */
bool store_load_aliases(struct store *store, struct factset *set, struct error *err);

#endif
