#ifndef TONLE_ASK_INDEX_H
#define TONLE_ASK_INDEX_H

#include "ask/near_miss.h"
#include "base/error.h"
#include "fact/fact.h"
#include "keep/store.h"
#include "language/lexicon.h"
#include "language/question.h"
#include "pattern/pattern.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The index: everything that answering needs of the fact base, in memory, built from one
 * reading of the store. A fact base that others have changed gets a new index, and the two are
 * swapped whole; that takes half a millisecond a fact, so an edit of our own changes the one fact
 * in place. All of it belongs to the index and lives until index_free.
 */

/* A question that a fact file gives, as terms. */
struct known {
	enum question_kind kind;
	enum question_type type;
	const char *text; /* as written */
	const int *term_ids;
	const uint32_t *codes; /* its words in their order (skip_bigrams.h) */
	unsigned short count, code_count;
};

/* How often a fact speaks of a concept: in how many of its questions, and whether in its statement.
 */
struct mention {
	int term_id;
	unsigned short questions; /* of kind ask or yes */
	unsigned short denied;    /* of kind no: "did they flee to Vietnam?" */
	unsigned short says;      /* 0 or 1 */
};

/* A fact as answering sees it. */
struct profile {
	const struct fact *fact;
	const struct known *known;          /* QUESTION_NOT ones last */
	size_t known_count, answered_count; /* all; without the near misses */
	const struct mention *mentions;     /* sorted by concept */
	size_t mention_count;
	unsigned types[QUESTION_TYPES];         /* its questions of each type */
	bool has_count, has_date, has_duration; /* what its statement can supply */
};

struct index {
	struct factset set; /* its facts as first read; profiles have those of today */
	struct lexicon *lexicon;
	struct near_miss_model *near_miss_model;
	struct patterns *patterns; /* owner: position in profiles */
	struct profile *profiles;  /* ordered by the facts' numbers */
	size_t count, room;
	struct arena arena;
	size_t fresh; /* bytes used in the arena when it was built */
};

/* Reads the store and builds the index; NULL with the reason. */
struct index *index_new(struct store *store, struct error *err);
/* The same from a set, which the index takes over (emptied for the caller), as tests do. */
struct index *index_of(struct factset *set);
void index_free(struct index *index);

/*
 * Takes a fact in, in the place of the one with its number, which is forgotten; or leaves one out.
 * The fact is copied. What was said by the index of any fact's place or strings holds no longer.
 * Words that only the old fact used stay known until the next whole index.
 */
void index_put(struct index *index, const struct fact *fact);
void index_drop(struct index *index, int64_t number);

/* Whether so much was put into it that building it anew is due: what is replaced stays in memory.
 */
bool index_is_worn(const struct index *index);

/* Position of the fact with that number or id, or -1. */
int index_by_number(const struct index *index, int64_t number);
int index_by_id(const struct index *index, const char *id);

/* The fact's mention of a concept, or NULL. */
const struct mention *index_mention(const struct profile *profile, int term_id);

#endif
