/* Finds words in statements: as they were typed, and those that misspelt ones mean. */
#include "browse/browse.h"

#include "ask/written.h"
#include "base/arena.h"
#include "language/english.h"
#include "language/spell.h"

#include <stdio.h>
#include <string.h>

struct mark {
	const struct index *index;
	uint64_t *bits, bit;
};

static void mark_slot(void *context, int slot)
{
	const struct mark *mark = context;
	int at = index_by_slot(mark->index, slot);

	if (at >= 0)
		mark->bits[at] |= mark->bit;
}

uint64_t *browse_written(const struct index *index, const struct terms *terms)
{
	struct mark mark = {.index = index};

	_Static_assert(TERMS_MAX <= 64, "a bit for each term");
	mark.bits = must_alloc((index->count + 1) * sizeof *mark.bits);
	for (size_t i = 0; i < terms->count; i++) {
		mark.bit = UINT64_C(1) << i;
		written_each(index->written, terms->list[i].text, mark_slot, &mark);
	}
	return mark.bits;
}

uint64_t *browse_having(const struct index *index, const struct terms *terms)
{
	struct mark mark = {.index = index, .bits = browse_written(index, terms)};

	for (size_t i = 0; i < terms->count; i++) {
		mark.bit = UINT64_C(1) << i;
		if (terms->list[i].term_id >= 0)
			postings_each(index->stated, terms->list[i].term_id, mark_slot, &mark);
	}
	return mark.bits;
}

/* --- misspelt words --------------------------------------------------------------------------- */

struct guess {
	const struct index *index;
	int term_id, distance;
	bool tie;  /* a word with another term is as near */
	bool seen; /* a fact that the view shows has the word */
	char *meant;
};

/* The term of a folded word, or -1. */
static int term_of(const struct index *index, const char *word)
{
	struct terms terms;

	lexicon_terms(index->lexicon, word, LEXICON_READ, &terms);
	return terms.count == 1 && !terms.list[0].guessed && !terms.list[0].light
		       ? terms.list[0].term_id
		       : -1;
}

static void note_seen(void *context, int slot)
{
	struct guess *guess = context;

	guess->seen |= index_by_slot(guess->index, slot) >= 0;
}

/* Improves the guess if this word of the statements is nearer. */
static int guess_from(void *context, const char *other, int value, int distance)
{
	struct guess *guess = context;

	(void)value;
	guess->seen = false;
	written_each(guess->index->written, other, note_seen, guess);
	int term_id = guess->seen ? term_of(guess->index, other) : -1;
	if (term_id >= 0 && distance == guess->distance && guess->term_id >= 0) {
		guess->tie |= term_id != guess->term_id;
	} else if (term_id >= 0) {
		guess->term_id = term_id;
		guess->distance = distance;
		guess->tie = false;
		snprintf(guess->meant, WORD_SIZE, "%s", other);
	}
	return guess->distance;
}

int browse_respell(const struct index *index, const char *word, char meant[WORD_SIZE])
{
	int most = spell_allowed(strlen(word));
	struct guess guess = {.index = index, .term_id = -1, .distance = most, .meant = meant};

	*meant = '\0';
	if (most > 0 && !english_is_word(word))
		written_each_near(index->written, word, most, guess_from, &guess);
	return guess.tie ? -1 : guess.term_id;
}
