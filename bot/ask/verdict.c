#include "ask/verdict.h"

#include "ask/statement.h"
#include "base/text.h"

enum { FOLDED_MAX = 1024 };

/* The next name or number from *at on, or NULL. */
static const struct term *next_slot(const struct terms *terms, size_t *at)
{
	while (*at < terms->count) {
		const struct term *term = &terms->list[(*at)++];

		if (term->name || term->number)
			return term;
	}
	return NULL;
}

bool verdict_agrees(const struct index *index, const struct parsed_question *parsed,
	const struct profile *profile, const struct known *known)
{
	char folded[FOLDED_MAX];
	struct terms terms;
	size_t a = 0, b = 0;

	text_fold(index_question(profile, known), folded, sizeof folded);
	if (statement_negates(folded) != statement_negates(parsed->folded))
		return false;
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (;;) {
		const struct term *asked = next_slot(&parsed->terms, &a);
		const struct term *stored = next_slot(&terms, &b);

		if (!asked || !stored)
			return !asked && !stored;
		if (asked->term_id < 0 || asked->term_id != stored->term_id)
			return false;
	}
}
