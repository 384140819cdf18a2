#include "ask/fact_vectors.h"

#include "base/region.h"
#include "base/text.h"
#include "encode/signs.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	FOLDED_MAX = 1024,
	SCANNED = 512, /* statements whose cosines are computed, twice; all of a smaller base */
	BLOCK = 16,    /* of these at a time */
};

/* The vectors of a fact's questions and near misses. */
struct kept {
	struct encoder_vector *vectors; /* of questions, then of near misses */
	unsigned char question_count, near_miss_count;
};

struct fact_vectors {
	struct embeddings *embeddings;
	int8_t *statements; /* ENCODER_SIZE numbers a slot */
	float *scales;      /* 0: no fact in this slot */
	struct kept *kept;
	uint64_t *signs;      /* SIGNS_WORDS a slot */
	uint16_t *apart;      /* differences in the last scan */
	const int *positions; /* by slot; negative: skipped. NULL: none is */
	size_t count, room;
};

struct fact_vectors *fact_vectors_new(struct embeddings *embeddings)
{
	struct fact_vectors *vectors = region_alloc(sizeof *vectors);

	vectors->embeddings = embeddings;
	return vectors;
}

void fact_vectors_free(struct fact_vectors *vectors)
{
	if (!vectors)
		return;
	for (size_t i = 0; i < vectors->count; i++)
		region_release(vectors->kept[i].vectors);
	region_release(vectors->statements);
	region_release(vectors->scales);
	region_release(vectors->kept);
	region_release(vectors->signs);
	region_release(vectors->apart);
	region_release(vectors);
}

struct embeddings *fact_vectors_embeddings(const struct fact_vectors *vectors)
{
	return vectors->embeddings;
}

void fact_vectors_use(struct fact_vectors *vectors, struct embeddings *embeddings)
{
	vectors->embeddings = embeddings;
}

static void make_vector_room(struct fact_vectors *vectors, size_t slot)
{
	if (slot >= vectors->room) {
		size_t room = slot < 256 ? 512 : slot * 2;

		vectors->statements = region_grow(vectors->statements, room * ENCODER_SIZE);
		vectors->scales = region_grow(vectors->scales, room * sizeof *vectors->scales);
		vectors->kept = region_grow(vectors->kept, room * sizeof *vectors->kept);
		vectors->signs =
			region_grow(vectors->signs, room * SIGNS_WORDS * sizeof *vectors->signs);
		vectors->apart = region_grow(vectors->apart, room * sizeof *vectors->apart);
		vectors->room = room;
	}
	for (; vectors->count <= slot; vectors->count++) {
		vectors->scales[vectors->count] = 0;
		vectors->kept[vectors->count] = (struct kept){0};
		memset(vectors->statements + vectors->count * ENCODER_SIZE, 0, ENCODER_SIZE);
		memset(vectors->signs + vectors->count * SIGNS_WORDS, 0,
			SIGNS_WORDS * sizeof *vectors->signs);
	}
}

/* Reads the vectors of the chosen ones of count questions. Returns their number, or -1 if one has
 * not been encoded. */
static int put_questions(struct fact_vectors *vectors, const struct profile *profile, size_t from,
	size_t count, struct encoder_vector *into)
{
	int put = 0;

	for (size_t k = 0; embedding_choice(count, k) < count; k++) {
		const struct known *known = &profile->known[from + embedding_choice(count, k)];
		char folded[FOLDED_MAX];

		text_fold(index_question(profile, known), folded, sizeof folded);
		if (!embeddings_known(vectors->embeddings, folded, &into[put++]))
			return -1;
	}
	return put;
}

bool fact_vectors_put(
	struct fact_vectors *vectors, const struct profile *profile, const struct fact *previous)
{
	char storage[EMBEDDING_TEXT];
	size_t slot = (size_t)profile->slot;
	struct encoder_vector statement, list[2 * EMBEDDING_CHOSEN];

	make_vector_room(vectors, slot);
	fact_vectors_drop(vectors, profile->slot);
	int questions = put_questions(vectors, profile, 0, profile->answered_count, list);
	int near_misses = questions < 0 ? -1
					: put_questions(vectors, profile, profile->answered_count,
						  profile->known_count - profile->answered_count,
						  list + questions);
	if (near_misses < 0 ||
		!embeddings_known(vectors->embeddings,
			embedding_statement_text(profile->fact, previous, storage), &statement))
		return false;
	struct kept *kept = &vectors->kept[slot];
	size_t count = (size_t)(questions + near_misses);

	memcpy(vectors->statements + slot * ENCODER_SIZE, statement.n, ENCODER_SIZE);
	vectors->scales[slot] = statement.scale;
	signs_of(statement.n, vectors->signs + slot * SIGNS_WORDS);
	kept->vectors = region_alloc(count * sizeof *list);
	/* cppcheck-suppress uninitvar ; put_questions has filled count of them */
	memcpy(kept->vectors, list, count * sizeof *list);
	kept->question_count = (unsigned char)questions;
	kept->near_miss_count = (unsigned char)near_misses;
	return true;
}

bool fact_vectors_has(const struct fact_vectors *vectors, int slot)
{
	return slot >= 0 && (size_t)slot < vectors->count && vectors->scales[slot] > 0;
}

void fact_vectors_drop(struct fact_vectors *vectors, int slot)
{
	if (slot < 0 || (size_t)slot >= vectors->count)
		return;
	region_release(vectors->kept[slot].vectors);
	vectors->kept[slot] = (struct kept){0};
	vectors->scales[slot] = 0;
}

void fact_vectors_set_positions(struct fact_vectors *vectors, const int *positions)
{
	vectors->positions = positions;
}

static void keep_nearest(struct fact_vectors_scan *scan, int slot, float cosine)
{
	const size_t most = sizeof scan->slots / sizeof *scan->slots;
	size_t i = scan->count;

	if (i == most && cosine <= scan->cosines[i - 1])
		return;
	if (i == most)
		i--;
	else
		scan->count++;
	for (; i > 0 && scan->cosines[i - 1] < cosine; i--) {
		scan->slots[i] = scan->slots[i - 1];
		scan->cosines[i] = scan->cosines[i - 1];
	}
	scan->slots[i] = slot;
	scan->cosines[i] = cosine;
}

/* Whether there is a fact in this slot that is not to be skipped. */
static bool is_scanned(const struct fact_vectors *vectors, size_t slot)
{
	return vectors->scales[slot] > 0 && (!vectors->positions || vectors->positions[slot] >= 0);
}

/* At most SCANNED slots, evenly spread. */
static size_t sample(const struct fact_vectors *vectors, int slots[SCANNED])
{
	size_t step = (vectors->count + SCANNED - 1) / SCANNED, count = 0;

	for (size_t slot = 0; slot < vectors->count; slot += step)
		if (is_scanned(vectors, slot))
			slots[count++] = (int)slot;
	return count;
}

/* The SCANNED slots whose vectors differ from the question's in the fewest signs. */
static size_t shortlist(
	struct fact_vectors *vectors, const struct encoder_vector *question, int slots[SCANNED])
{
	uint64_t signs[SIGNS_WORDS];

	signs_of(question->n, signs);
	signs_compare(signs, vectors->signs, vectors->count, vectors->apart);
	for (size_t slot = 0; slot < vectors->count; slot++)
		if (!is_scanned(vectors, slot))
			vectors->apart[slot] = SIGNS_NONE;
	return signs_fewest(vectors->apart, vectors->count, slots, SCANNED);
}

/* The cosines of the question with the statements in these slots. */
static void find_cosines(const struct fact_vectors *vectors, const struct encoder_vector *question,
	const int *slots, size_t count, float *cosines)
{
	int8_t block[BLOCK * ENCODER_SIZE];
	int32_t dots[BLOCK];

	for (size_t first = 0; first < count; first += BLOCK) {
		size_t size = count - first < BLOCK ? count - first : BLOCK;

		for (size_t i = 0; i < size; i++)
			memcpy(block + i * ENCODER_SIZE,
				vectors->statements + (size_t)slots[first + i] * ENCODER_SIZE,
				ENCODER_SIZE);
		encoder_dots(question->n, block, size, dots);
		for (size_t i = 0; i < size; i++)
			cosines[first + i] = (float)dots[i] * question->scale *
					     vectors->scales[slots[first + i]];
	}
}

static void find_spread(const float *cosines, size_t count, struct fact_vectors_scan *scan)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < count; i++) {
		sum += (double)cosines[i];
		squares += (double)cosines[i] * (double)cosines[i];
	}
	double mean = count ? sum / (double)count : 0;

	scan->mean = (float)mean;
	scan->deviation =
		count ? (float)sqrt(fmax(squares / (double)count - mean * mean, 1e-6)) : 1;
}

void fact_vectors_nearest(struct fact_vectors *vectors, const struct encoder_vector *question,
	struct fact_vectors_scan *scan)
{
	int slots[SCANNED] = {0};
	float cosines[SCANNED];
	size_t count = sample(vectors, slots);

	find_cosines(vectors, question, slots, count, cosines);
	find_spread(cosines, count, scan);
	if (vectors->count > SCANNED) {
		count = shortlist(vectors, question, slots);
		find_cosines(vectors, question, slots, count, cosines);
	}
	scan->count = 0;
	for (size_t i = 0; i < count; i++)
		keep_nearest(scan, slots[i], cosines[i]);
}

void fact_vectors_compare(const struct fact_vectors *vectors, const struct profile *profile,
	const struct encoder_vector *question, const struct known *except,
	struct fact_vectors_likeness *likeness)
{
	size_t slot = (size_t)profile->slot;
	const struct kept *kept = &vectors->kept[slot];
	int32_t dot = 0;

	*likeness = (struct fact_vectors_likeness){0};
	if (slot >= vectors->count || vectors->scales[slot] <= 0)
		return;
	encoder_dots(question->n, vectors->statements + slot * ENCODER_SIZE, 1, &dot);
	likeness->statement = (float)dot * question->scale * vectors->scales[slot];
	for (size_t k = 0; k < kept->question_count; k++)
		if (&profile->known[embedding_choice(profile->answered_count, k)] != except)
			likeness->question = fmaxf(
				likeness->question, encoder_cosine(question, &kept->vectors[k]));
	for (size_t k = 0; k < kept->near_miss_count; k++)
		likeness->near_miss = fmaxf(likeness->near_miss,
			encoder_cosine(question, &kept->vectors[kept->question_count + k]));
}
