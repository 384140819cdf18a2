/* Encodes new texts after an import, so that the bot finds every vector in the database. */
#include "ask/embedding.h"
#include "base/log.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "keep/store_document.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Encodes the texts. Ctrl-C stops only this: what was imported stays. */
static bool fill(struct embeddings *embeddings, const struct embedding_texts *texts,
	const char *if_interrupted, struct error *err)
{
	struct progress progress;

	progress_begin(&progress, "encoding");
	bool good = embeddings_fill(embeddings, texts->list, texts->with_tokens, texts->count,
		progress_step, &progress, err);
	if (progress_end(&progress) && !good)
		error_set(err, "%s", if_interrupted);
	return good;
}

static bool fill_all(struct embeddings *embeddings, struct store *store, const char *if_interrupted,
	struct error *err)
{
	struct embedding_texts texts = {0};
	struct factset set, quotable = {0};

	if (!store_load(store, &set, err))
		return false;
	if (!store_load_quotable(store, &quotable, err)) {
		factset_free(&set);
		return false;
	}
	for (size_t i = 0; i < set.fact_count; i++)
		embedding_texts_add(&texts, &set.facts[i], i > 0 ? &set.facts[i - 1] : NULL);
	for (size_t i = 0; i < quotable.fact_count; i++)
		embedding_texts_add(&texts, &quotable.facts[i], NULL);
	bool good = fill(embeddings, &texts, if_interrupted, err) &&
		    embeddings_keep(embeddings, texts.list, texts.count, err);

	embedding_texts_free(&texts);
	factset_free(&quotable);
	factset_free(&set);
	return good;
}

bool cli_fill_vectors(const struct options *options, struct store *store,
	const char *if_interrupted, struct error *err)
{
	struct error reason;
	char *model = NULL;

	if (!cli_model_named(options, &model, err))
		return false;
	struct embeddings *embeddings = model ? embeddings_new(model, store, &reason) : NULL;

	if (model && !embeddings)
		log_warn("import", "no encoder: %s", reason.text);
	bool good = !embeddings || fill_all(embeddings, store, if_interrupted, err);

	embeddings_free(embeddings);
	free(model);
	return good;
}
