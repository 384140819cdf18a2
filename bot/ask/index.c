#include "ask/index.h"

#include "ask/fact_vectors.h"
#include "ask/index_view.h"
#include "ask/reading.h"

#include "ask/match.h"
#include "ask/profile.h"
#include "ask/written.h"
#include "base/arena.h"
#include "base/region.h"
#include "fact/name_forms.h"
#include "keep/store_document.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int compare_mentions(const void *a, const void *b)
{
	return ((const struct mention *)a)->term_id - ((const struct mention *)b)->term_id;
}

const struct mention *index_mention(const struct profile *profile, int term_id)
{
	struct mention key = {.term_id = term_id};

	if (term_id < 0 || profile->mention_count == 0)
		return NULL;
	return bsearch(
		&key, profile->mentions, profile->mention_count, sizeof key, compare_mentions);
}

const char *index_question(const struct profile *profile, const struct known *known)
{
	return profile->fact->questions[known->number].text;
}

/* A question's i-th term, i < known->term_count. */
static int question_term(const struct profile *profile, const struct known *known, size_t i)
{
	return profile->mentions[profile->places[known->first + i]].term_id;
}

/* --- questions by their words ----------------------------------------------------------------- */

const struct known *index_same_words(
	const struct profile *profile, uint64_t hash, bool near_miss, const struct known *except)
{
	size_t from = near_miss ? profile->answered_count : 0;
	size_t to = near_miss ? profile->known_count : profile->answered_count;

	for (size_t i = from; i < to; i++)
		if (profile->known[i].hash == hash && &profile->known[i] != except)
			return &profile->known[i];
	return NULL;
}

static void put_verbatim(struct verbatim *verbatim, uint64_t hash, int slot)
{
	const struct verbatim_entry entry = {.high = (uint32_t)(hash >> 32), .slot = slot};
	size_t at = hash & (verbatim->room - 1);

	for (; verbatim->entries[at].slot >= 0; at = (at + 1) & (verbatim->room - 1))
		if (verbatim->entries[at].high == entry.high && verbatim->entries[at].slot == slot)
			return;
	verbatim->entries[at] = entry;
	verbatim->used++;
}

static void add_verbatim(struct verbatim *verbatim, const struct profile *profile)
{
	for (size_t i = 0; i < profile->known_count; i++)
		put_verbatim(verbatim, profile->known[i].hash, profile->slot);
}

/* Rebuilds the table with room for `more`. Between rebuilds it keeps the slots of removed and
 * changed facts, which is harmless: the caller checks each fact that it finds. */
static void rebuild_verbatim(struct index *index, size_t more)
{
	struct verbatim *verbatim = &index->verbatim;
	size_t questions = more;

	for (size_t i = 0; i < index->count; i++)
		questions += index->profiles[i].known_count;
	for (verbatim->room = 1024; verbatim->room < 2 * questions;)
		verbatim->room *= 2;
	verbatim->used = 0;
	verbatim->entries =
		region_grow(verbatim->entries, verbatim->room * sizeof *verbatim->entries);
	memset(verbatim->entries, -1, verbatim->room * sizeof *verbatim->entries);
	for (size_t i = 0; i < index->count; i++)
		add_verbatim(verbatim, &index->profiles[i]);
}

size_t index_verbatim(const struct index *index, uint64_t hash, int *positions, size_t max)
{
	const struct verbatim *verbatim = &index->verbatim;
	size_t count = 0;

	for (size_t at = hash & (verbatim->room - 1);
		verbatim->entries[at].slot >= 0 && count < max;
		at = (at + 1) & (verbatim->room - 1)) {
		if (verbatim->entries[at].high != (uint32_t)(hash >> 32))
			continue;
		int position = index_by_slot(index, verbatim->entries[at].slot);
		size_t i = 0;

		while (i < count && positions[i] != position)
			i++;
		if (i == count && position >= 0 &&
			index_same_words(&index->profiles[position], hash, false, NULL))
			positions[count++] = position;
	}
	return count;
}

/* --- adding and removing what a fact contributes ---------------------------------------------- */

/* Adds (by = 1) the question to the near-miss model, or removes it (by = -1). */
static void teach_near_misses(
	struct index *index, const struct profile *profile, const struct known *known, int by)
{
	struct near_miss_text text = {.count = known->term_count,
		.pair_count =
			known->adjacent < SKIP_BIGRAMS_WORDS ? known->adjacent : SKIP_BIGRAMS_WORDS,
		.type = (enum question_type)known->type};
	const unsigned short *pairs = profile->places + known->first + known->term_count;

	for (size_t i = 0; i < text.count; i++)
		text.term_ids[i] = question_term(profile, known, i);
	for (size_t i = 0; i < text.pair_count; i++)
		text.pairs[i] = profile->pairs[pairs[i]];
	near_miss_learn(index->near_miss_model, &text, known->kind == QUESTION_NOT, by);
}

/* How much a fact is about a term: an estimate of what the term can add to its score. */
static float impact_of(const struct profile *profile, const struct mention *mention)
{
	float share = (float)(mention->questions + mention->denied) /
		      (float)(profile->answered_count + 1);

	return 1 + 0.5f * (float)mention->says + sqrtf(share);
}

/* The fact's topics have one fact more (by 1), or one fewer (by -1). */
static void count_topics(struct index *index, const struct fact *fact, int by)
{
	for (size_t i = 0; i <= fact->topic_count; i++) {
		const char *topic = i == 0 ? fact->topic : fact->topics[i - 1];
		int count = map_get(&index->topics, topic);

		map_put(&index->topics, topic, (count < 0 ? 0 : count) + by);
	}
}

static void learn_fact(struct index *index, const struct fact *fact, size_t at)
{
	struct profile *profile = &index->profiles[at];

	profile_read(index, fact, profile);
	written_add(index->written, fact->says, profile->slot);
	index->sketches[profile->slot] = near_duplicates_sketch(fact->says);
	match_reserve(index, profile);
	index->scoped += fact->channel_count > 0;
	index->asked += fact->question_count + fact->pattern_count > 0;
	count_topics(index, fact, 1);
	for (size_t i = 0; i < profile->mention_count; i++) {
		const struct mention *mention = &profile->mentions[i];

		lexicon_count(index->lexicon, mention->term_id, 1);
		postings_add(index->postings, mention->term_id, profile->slot,
			impact_of(profile, mention));
		if (mention->says)
			postings_add(index->stated, mention->term_id, profile->slot, 1);
	}
	for (size_t i = 0; i < profile->known_count; i++)
		teach_near_misses(index, profile, &profile->known[i], 1);
	for (size_t i = 0; i < fact->pattern_count; i++)
		patterns_add(index->patterns, fact->patterns[i], profile->slot);
	map_put(&index->ids, fact->id, profile->slot);
	for (size_t i = 0; i < fact->former_count; i++)
		map_put(&index->former_ids, fact->formerly[i], profile->slot);
}

static void unlearn_fact(struct index *index, const struct profile *profile)
{
	index->scoped -= profile->fact->channel_count > 0;
	index->asked -= profile->fact->question_count + profile->fact->pattern_count > 0;
	count_topics(index, profile->fact, -1);
	written_remove(index->written, profile->fact->says, profile->slot);
	for (size_t i = 0; i < profile->mention_count; i++) {
		lexicon_count(index->lexicon, profile->mentions[i].term_id, -1);
		postings_remove(index->postings, profile->mentions[i].term_id, profile->slot);
		postings_remove(index->stated, profile->mentions[i].term_id, profile->slot);
	}
	for (size_t i = 0; i < profile->known_count; i++)
		teach_near_misses(index, profile, &profile->known[i], -1);
	patterns_drop(index->patterns, profile->slot);
}

/* --- the whole -------------------------------------------------------------------------------- */

static int new_slot(struct index *index, size_t position)
{
	REGION_GROW(index->positions, index->slot_count, index->slot_room);
	REGION_GROW(index->sketches, index->slot_count, index->sketch_room);
	index->positions[index->slot_count] = (int)position;
	return (int)index->slot_count++;
}

struct index *index_of(struct factset *set)
{
	struct index *index = region_alloc(sizeof *index);

	index->set = *set;
	*set = (struct factset){0};
	if (!index->set.name_forms)
		name_forms_sort(&index->set, &index->set.arena);
	index->lexicon = lexicon_new(&index->set);
	index->near_miss_model = near_miss_new();
	index->patterns = patterns_new();
	index->postings = postings_new();
	index->stated = postings_new();
	index->written = written_new();
	index->weighing = match_new();
	index->count = index->set.fact_count;
	index->room = index->count + 16;
	index->profiles = region_alloc(index->room * sizeof *index->profiles);
	for (size_t i = 0; i < index->count; i++) {
		index->profiles[i].slot = new_slot(index, i);
		learn_fact(index, &index->set.facts[i], i);
		if (index->profiles[i].number == 0) /* from a file: see index_of */
			index->profiles[i].number = (int64_t)i + 1;
	}
	for (size_t i = 0; i < index->set.alias_count; i++)
		if (index->set.aliases[i].kind == ALIAS_NAME)
			map_put(&index->names, index->set.aliases[i].id, (int)i);
	lexicon_counted(index->lexicon, index->count);
	postings_added(index->postings);
	rebuild_verbatim(index, 0);
	index->fresh = index->arena.used;
	return index;
}

/* Reads the vectors of the fact at that position, if there is one. After a change the next fact is
 * read again, too, since it may be encoded with the changed one. */
static bool read_vectors(struct index *index, size_t at)
{
	return at >= index->count ||
	       fact_vectors_put(index->vectors, &index->profiles[at], index_before(index, at));
}

void index_embed(struct index *index, struct embeddings *embeddings)
{
	if (!embeddings)
		return;
	index->vectors = fact_vectors_new(embeddings);
	index->reading = region_alloc(sizeof *index->reading);
	for (size_t i = 0; i < index->count; i++)
		read_vectors(index, i);
	if (index->quotable)
		index_embed(index->quotable, embeddings);
}

void index_use_embeddings(struct index *index, struct embeddings *embeddings)
{
	if (index->vectors)
		fact_vectors_use(index->vectors, embeddings);
	if (index->quotable)
		index_use_embeddings(index->quotable, embeddings);
}

bool index_read_vectors(struct index *index, int64_t number)
{
	index_view_widen(index);
	int at = index_by_number(index, number);
	bool read = at < 0 || !index->vectors || read_vectors(index, (size_t)at);

	index_view_narrow(index);
	return read;
}

struct index *index_new(struct store *store, struct error *err)
{
	struct factset set = {0}, quotable = {0};

	if (!store_load(store, &set, err))
		return NULL;
	if (!store_load_quotable(store, &quotable, err)) {
		factset_free(&set);
		return NULL;
	}
	struct index *index = index_of(&set);
	if (quotable.fact_count > 0) { /* uses the names of the facts' set, which outlives it */
		quotable.aliases = index->set.aliases;
		quotable.alias_count = index->set.alias_count;
		quotable.name_forms = index->set.name_forms;
		quotable.name_form_count = index->set.name_form_count;
		index->quotable = index_of(&quotable);
		index->quotable->quoted = true;
	}
	factset_free(&quotable);
	return index;
}

const struct alias *index_name(const struct index *index, int term_id)
{
	int at = map_get(&index->names, lexicon_label(index->lexicon, term_id));

	return at < 0 ? NULL : &index->set.aliases[at];
}

bool index_has_topic(const struct index *index, const char *topic)
{
	bool found = map_get(&index->topics, topic) > 0;

	for (size_t i = 0; found && index->hidden > 0; i++) /* those that are seen decide */
		if (i == index->count || fact_is_on(index->profiles[i].fact, topic))
			return i < index->count;
	return found;
}

const struct fact *index_find(const struct index *index, const char *id)
{
	int at = index_by_id(index, id);

	if (at >= 0)
		return index->profiles[at].fact;
	return index->quotable ? index_find(index->quotable, id) : NULL;
}

void index_pack(struct index *index)
{
	index_view_set(index, NULL);
	lexicon_pack(index->lexicon);
	patterns_pack(index->patterns);
	index_use_embeddings(index, NULL);
	if (index->quotable)
		index_pack(index->quotable);
}

void index_free(struct index *index)
{
	if (!index)
		return;
	struct region *region = index->region;

	index_free(index->quotable);
	patterns_free(index->patterns);
	postings_free(index->postings);
	postings_free(index->stated);
	written_free(index->written);
	near_miss_free(index->near_miss_model);
	lexicon_free(index->lexicon);
	match_free(index->weighing);
	fact_vectors_free(index->vectors);
	region_release(index->reading);
	map_free(&index->ids);
	map_free(&index->former_ids);
	map_free(&index->names);
	map_free(&index->topics);
	region_release(index->verbatim.entries);
	region_release(index->positions);
	region_release(index->sketches);
	region_release(index->profiles);
	factset_free(&index->set);
	arena_free(&index->arena);
	region_release(index);
	region_free(region);
}

int index_by_number(const struct index *index, int64_t number)
{
	size_t at = profile_place(index->profiles, index->count, number);

	return at < index->count && index->profiles[at].number == number ? (int)at : -1;
}

int index_by_slot(const struct index *index, int slot)
{
	return slot < 0 ? -1 : index->positions[slot];
}

int index_by_id(const struct index *index, const char *id)
{
	int at = index_by_slot(index, map_get(&index->ids, id));

	if (at >= 0 && strcmp(index->profiles[at].fact->id, id) == 0)
		return at;
	at = index_by_slot(index, map_get(&index->former_ids, id));
	return at >= 0 && fact_was(index->profiles[at].fact, id) ? at : -1;
}

/* Adds the position to the list unless it is already there. Returns the new count. */
static size_t add_position(int positions[INDEX_SEE_MAX], size_t count, int at)
{
	for (size_t i = 0; i < count; i++)
		if (positions[i] == at)
			return count;
	if (count < INDEX_SEE_MAX)
		positions[count++] = at;
	return count;
}

size_t index_see(const struct index *index, int at, int positions[INDEX_SEE_MAX])
{
	const struct fact *fact = index->profiles[at].fact;
	size_t count = 0;

	for (size_t i = 0; i < fact->see_count; i++) {
		int other = index_by_id(index, fact->see[i]);

		if (other >= 0 && other != at)
			count = add_position(positions, count, other);
	}
	for (size_t i = 0; i < index->count; i++) {
		const struct fact *other = index->profiles[i].fact;

		for (size_t k = 0; k < other->see_count && (int)i != at; k++)
			if (index_by_id(index, other->see[k]) == at)
				count = add_position(positions, count, (int)i);
	}
	return count;
}

/* --- changing one fact ------------------------------------------------------------------------ */

/* Updates the positions after profiles have moved, from that position on. */
static void note_positions(struct index *index, size_t from)
{
	for (size_t i = from; i < index->count; i++)
		index->positions[index->profiles[i].slot] = (int)i;
}

void index_put(struct index *index, const struct fact *fact)
{
	index_view_widen(index);
	size_t at = profile_place(index->profiles, index->count, fact->number);
	struct fact *copy = arena_alloc(&index->arena, sizeof *copy);

	*copy = fact_copy(&index->arena, fact);
	if (at < index->count && index->profiles[at].number == fact->number) {
		unlearn_fact(index, &index->profiles[at]);
	} else {
		REGION_GROW(index->profiles, index->count, index->room);
		memmove(index->profiles + at + 1, index->profiles + at,
			(index->count - at) * sizeof *index->profiles);
		index->profiles[at].slot = new_slot(index, at);
		index->count++;
		note_positions(index, at);
	}
	learn_fact(index, copy, at);
	if (index->vectors) {
		read_vectors(index, at);
		read_vectors(index, at + 1);
	}
	lexicon_counted(index->lexicon, index->count);
	if (2 * (index->verbatim.used + index->profiles[at].known_count) > index->verbatim.room)
		rebuild_verbatim(index, index->profiles[at].known_count);
	else
		add_verbatim(&index->verbatim, &index->profiles[at]);
	index_view_narrow(index);
}

void index_drop(struct index *index, int64_t number)
{
	index_view_widen(index);
	size_t at = profile_place(index->profiles, index->count, number);

	if (at == index->count || index->profiles[at].number != number) {
		index_view_narrow(index);
		return;
	}
	unlearn_fact(index, &index->profiles[at]);
	if (index->vectors)
		fact_vectors_drop(index->vectors, index->profiles[at].slot);
	index->positions[index->profiles[at].slot] = -1;
	index->count--;
	memmove(index->profiles + at, index->profiles + at + 1,
		(index->count - at) * sizeof *index->profiles);
	note_positions(index, at);
	if (index->vectors)
		read_vectors(index, at);
	lexicon_counted(index->lexicon, index->count);
	index_view_narrow(index);
}

bool index_is_text(const struct index *index)
{
	return index->asked == 0 && index->set.alias_count == 0 && !index->quoted;
}

bool index_needs_rebuild(const struct index *index)
{
	return index->arena.used > 2 * index->fresh + (4u << 20);
}
