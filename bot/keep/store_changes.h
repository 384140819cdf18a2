#ifndef TONLE_KEEP_STORE_CHANGES_H
#define TONLE_KEEP_STORE_CHANGES_H

#include "base/arena.h"
#include "base/error.h"
#include "fact/fact.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What has changed in a fact base since it was last looked at, for whoever keeps a copy of it. */

/* How far somebody has seen it. */
struct store_seen {
	int64_t revision; /* number and hash of the newest one; 0 and "" for none */
	char hash[65];
	int64_t aliases, sources, quarantine, drafts; /* table generation (facts/schema.sql) */
};

/* Looks now. What is read afterwards may be newer, which store_changes() then tells once more. */
bool store_see(struct store *store, struct store_seen *seen, struct error *err);

struct store_changes {
	bool whole; /* another history, by a restore: everything may differ; the rest is unset */
	bool aliases, sources;
	bool quotable;      /* what may be quoted of documents (store_document.h) */
	int64_t *facts; /* numbers of facts with newer revisions or other quarantined patterns */
	size_t fact_count;
	size_t newer; /* facts that changed; more than fact_count if those are not all listed */
};

/* Compares with the present, at which *seen is then set, and store_changed() is false until
 * somebody else commits again. Lists up to max facts, each once; the list lies in the arena. */
bool store_changes(struct store *store, struct store_seen *seen, size_t max, struct arena *arena,
	struct store_changes *changes, struct error *err);

/* Reads what the facts are about into the set. */
bool store_load_subject(struct store *store, struct factset *set, struct error *err);

/* Reads the sources of a loaded set anew, into its arena: what it had of them stays there. */
bool store_load_sources(struct store *store, struct factset *set, struct error *err);

/* Reads all aliases, as they are now, into a set of which nothing else is filled. The caller frees
 * it. */
bool store_load_aliases(struct store *store, struct factset *set, struct error *err);

#endif
