#include "ask/index_file.h"

#include "ask/fact_vectors.h"
#include "base/log.h"
#include "base/region.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* The root of the file. */
struct root {
	struct index *index;
	struct store_seen seen;
};

/* The path and the key of this database's index file. */
struct place {
	char path[PATH_MAX];
	struct region_key key;
};

static bool find_place(const struct store *store, const struct embeddings *embeddings,
	struct place *place, struct error *err)
{
	const char *database = store_path(store);
	struct stat status;

	*place = (struct place){0};
	if (snprintf(place->path, sizeof place->path, "%s-index", database) >=
		(int)sizeof place->path)
		return error_set(err, "%s: the path is too long", database);
	if (stat(database, &status) != 0)
		return error_set(err, "%s: cannot be found", database);
	if (!region_program(place->key.program))
		return error_set(err, "the program has no build id");
	if (embeddings)
		snprintf(place->key.purpose, sizeof place->key.purpose, "%s",
			encoder_id(embeddings_encoder(embeddings)));
	place->key.values[0] = status.st_dev;
	place->key.values[1] = status.st_ino;
	return true;
}

struct index *index_file_build(struct store *store, struct embeddings *embeddings,
	struct store_seen *seen, struct error *err)
{
	struct place place;
	struct error reason;
	struct region *region =
		find_place(store, embeddings, &place, &reason) ? region_new() : NULL;
	struct region *before = region_use(region);
	struct index *index = store_see(store, seen, err) ? index_new(store, err) : NULL;
	struct root *root = NULL;

	if (index) {
		index_embed(index, embeddings);
		root = region_alloc(sizeof *root);
		*root = (struct root){index, *seen};
		index_pack(index); /* while still allocating from the region */
	}
	region_use(before);
	if (!index) {
		region_free(region);
		return NULL;
	}
	if (region && !region_write(region, place.path, &place.key, root, &reason))
		log_info("index", "the index could not be saved: %s", reason.text);
	index->region = region; /* not in the file: it points out of the region */
	if (!region)
		region_release(root);
	if (embeddings)
		index_use_embeddings(index, embeddings);
	return index;
}

struct index *index_file_read(struct store *store, struct embeddings *embeddings,
	struct store_seen *seen, struct error *err)
{
	struct place place;
	void *found;
	struct region *region = NULL;

	if (find_place(store, embeddings, &place, err))
		region = region_map(place.path, &place.key, &found, err);
	if (!region)
		return NULL;
	const struct root *root = found;
	struct index *index = root->index;

	*seen = root->seen;
	index->region = region;
	if (embeddings)
		index_use_embeddings(index, embeddings);
	return index;
}
