#include "ask/embedding_inner.h"

#include "base/arena.h"
#include "base/compare.h"
#include "base/thread.h"
#include "keep/store_vector.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
	THREADS_MOST = 64,
	CHUNK = 2048, /* texts encoded before they are written: 25 MB of statements */
};

/* The queue that the threads share: each takes the next text until none is left. */
struct work {
	const struct encoder *encoder;
	struct embedding_packed *list;
	size_t count;
	atomic_size_t next, done;
	atomic_bool stop;
};

static void take_texts(struct work *work, embeddings_progress *progress, void *context)
{
	struct encoder_scratch *scratch = encoder_scratch_new();
	struct encoder_sentence *sentence = must_alloc(sizeof *sentence);
	size_t at;

	while (!atomic_load(&work->stop) && (at = atomic_fetch_add(&work->next, 1)) < work->count) {
		struct embedding_packed *packed = &work->list[at];

		embedding_encode(work->encoder, scratch, packed->text, sentence);
		embedding_pack(packed, sentence);
		size_t done = atomic_fetch_add(&work->done, 1) + 1;

		if (progress && !progress(context, done, work->count))
			atomic_store(&work->stop, true);
	}
	encoder_scratch_free(scratch);
	free(sentence);
}

static void *run_encoder(void *work)
{
	take_texts(work, NULL, NULL);
	return NULL;
}

/* The number of threads besides this one; fewer for few texts. */
static size_t threads_wanted(size_t texts)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	size_t all = cores < 1 ? 1 : cores > THREADS_MOST ? THREADS_MOST : (size_t)cores;

	return (texts < all ? texts : all) - 1;
}

/* Encodes the texts on all cores and packs them. Calls progress from this thread. False if progress
 * stopped it; some texts are then not encoded. */
static bool encode_all(const struct encoder *encoder, struct embedding_packed *list, size_t count,
	embeddings_progress *progress, void *context)
{
	struct work work = {.encoder = encoder, .list = list, .count = count};
	pthread_t threads[THREADS_MOST];
	size_t started = 0;

	if (count == 0)
		return true;
	for (size_t wanted = threads_wanted(count); started < wanted; started++)
		if (thread_start(&threads[started], run_encoder, &work) != 0)
			break; /* fewer threads will do */
	take_texts(&work, progress, context);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
	return !atomic_load(&work.stop);
}

static int compare_packed(const void *a, const void *b)
{
	const struct embedding_packed *one = a, *other = b;

	return (one->key > other->key) - (one->key < other->key);
}

/* Whether the text is already encoded. Does not check its token vectors: damage is detected when
 * they are read. */
static bool is_kept(struct embeddings *e, const struct embedding_packed *packed)
{
	struct encoder_vector vector;

	if (!e->keeps && embedding_recall(e, packed->key, &vector))
		return true;
	return embedding_read(e, packed->key, &vector) &&
	       (!packed->with_tokens ||
		       store_vector_size(e->store, packed->key, STORE_VECTOR_TOKENS) >= 0);
}

/* The texts to encode, each once, sorted by key; the caller frees the array. */
static struct embedding_packed *list_missing(struct embeddings *e, const char *const *texts,
	const bool *with_tokens, size_t count, size_t *missing)
{
	struct embedding_packed *list = must_alloc(count * sizeof *list + 1);
	size_t distinct = 0;

	for (size_t i = 0; i < count; i++)
		list[i] = (struct embedding_packed){.key = embedding_key(e, texts[i]),
			.text = texts[i],
			.with_tokens = with_tokens && with_tokens[i]};
	qsort(list, count, sizeof *list, compare_packed);
	for (size_t i = 0; i < count; i++)
		if (distinct > 0 && list[distinct - 1].key == list[i].key)
			list[distinct - 1].with_tokens |= list[i].with_tokens;
		else
			list[distinct++] = list[i];
	*missing = 0;
	for (size_t i = 0; i < distinct; i++)
		if (!is_kept(e, &list[i]))
			list[(*missing)++] = list[i];
	return list;
}

/* Stores the encoded texts in the database, or else in memory. */
static bool take_encoded(
	struct embeddings *e, struct embedding_packed *list, size_t count, struct error *err)
{
	bool good = !e->keeps || embedding_write(e, list, count, err);

	for (size_t i = 0; i < count; i++) {
		if (list[i].n && !e->keeps) {
			struct encoder_vector vector = {.scale = encoder_scale(list[i].n)};

			memcpy(vector.n, list[i].n, sizeof vector.n);
			embedding_remember(e, list[i].key, &vector);
		}
		free(list[i].n);
		list[i].n = NULL;
	}
	return good;
}

/* Converts the progress of a chunk to that of all texts. */
struct whole {
	embeddings_progress *progress;
	void *context;
	size_t before, total;
};

static bool report(void *context, size_t done, size_t total)
{
	const struct whole *whole = context;

	(void)total;
	return whole->progress(whole->context, whole->before + done, whole->total);
}

bool embeddings_fill(struct embeddings *e, const char *const *texts, const bool *with_tokens,
	size_t count, embeddings_progress *progress, void *context, struct error *err)
{
	if (!e || count == 0)
		return true;
	struct whole whole = {.progress = progress, .context = context};
	struct embedding_packed *list = list_missing(e, texts, with_tokens, count, &whole.total);
	bool good = true;

	for (; good && whole.before < whole.total; whole.before += CHUNK) {
		size_t left = whole.total - whole.before, size = left < CHUNK ? left : CHUNK;
		struct embedding_packed *chunk = list + whole.before;
		bool whole_chunk =
			encode_all(e->encoder, chunk, size, progress ? report : NULL, &whole);

		good = take_encoded(e, chunk, size, err) &&
		       (whole_chunk || error_set(err, "interrupted before all texts were encoded"));
	}
	free(list);
	return good;
}

bool embeddings_keep(
	struct embeddings *e, const char *const *texts, size_t count, struct error *err)
{
	if (!e || !e->keeps)
		return true;
	int64_t *keys = must_alloc(count * sizeof *keys + 1);

	for (size_t i = 0; i < count; i++)
		keys[i] = embedding_key(e, texts[i]);
	qsort(keys, count, sizeof *keys, compare_numbers);
	bool good = store_vector_keep(e->store, keys, count, err);

	free(keys);
	return good;
}
