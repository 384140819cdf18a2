#include "ask/glance.h"

#include "language/question.h"

enum { TRIED_MAX = 32 }; /* the most patterns to try */

struct glance {
	const struct index *index;
	size_t tried; /* patterns */
	bool matched;
};

static bool try_few(void *context, int slot)
{
	struct glance *glance = context;

	if (index_by_slot(glance->index, slot) < 0)
		return false;
	return ++glance->tried <= TRIED_MAX && !glance->matched;
}

static void note_match(void *context, int slot, const char *regex)
{
	(void)slot;
	(void)regex;
	((struct glance *)context)->matched = true;
}

bool glance_matches(const struct index *index, const char *folded)
{
	struct glance glance = {.index = index};

	if (!question_form(folded))
		return false;
	patterns_match(index->patterns, folded, try_few, note_match, &glance);
	return glance.matched || glance.tried > TRIED_MAX;
}

bool glance_names(const struct parsed_question *parsed)
{
	bool names = false;
	size_t telling = 0;

	for (size_t i = 0; i < parsed->terms.count; i++) {
		names |= parsed->terms.list[i].name && !parsed->terms.list[i].guessed;
		telling += !parsed->terms.list[i].light;
	}
	return names && (telling > 1 || parsed->type != ASKS_ANY);
}
