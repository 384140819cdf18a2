#include "ask/life.h"

#include "base/text.h"
#include "pattern/pattern_table.h"

#include <string.h>

enum { SAYS_MAX = 2048, OPENING = 40 };

enum { DEAD, ALIVE, DIED };
static const struct pattern_row rows[] = {
	[DEAD] = {"dead",
		"^(?:is|isn'?t|was|wasn'?t) [^,?]*? (?:already |now |long )?(?:dead|deceased)"
		"(?: now| already| yet| by now)?\\W*$|"
		"^(?:did|didn'?t|has|hasn'?t) [^,?]*? (?:die|died|pass(?:ed)? away)"
		"(?: already| yet)?\\W*$"},
	[ALIVE] = {"alive", "^(?:is|isn'?t) [^,?]*? (?:still )?(?:alive|living|around)"
			    "(?: now| today| still)?\\W*$|^does [^,?]*? still live\\W*$"},
	[DIED] = {"died", "\\b(?:died|was (?:killed|executed|assassinated|murdered))\\b"},
};
static struct pattern_table forms = PATTERN_TABLE("life", rows);

/* The only person that the question names, or NULL. */
static const struct term *person_asked(
	const struct index *index, const struct parsed_question *parsed)
{
	const struct term *person = NULL;

	for (size_t i = 0; i < parsed->terms.count; i++)
		if (lexicon_is_person(index->lexicon, parsed->terms.list[i].term_id)) {
			if (person)
				return NULL;
			person = &parsed->terms.list[i];
		}
	return person;
}

bool life_is_asked(const struct index *index, const struct parsed_question *parsed)
{
	return (pattern_table_matches(&forms, DEAD, parsed->folded) ||
		       pattern_table_matches(&forms, ALIVE, parsed->folded)) &&
	       person_asked(index, parsed);
}

/* The person whom the statement says to have died: its subject, the first person that it names, who
 * is also the only one named before "died" or the one that the fact is about; -1 if unsure. */
static int who_died(const struct index *index, const struct fact *fact)
{
	char says[SAYS_MAX];
	struct terms terms;
	size_t start, end, others = 0;
	const struct term *first = NULL;

	text_fold(fact->says, says, sizeof says);
	if (!pattern_table_find(&forms, DIED, says, &start, &end))
		return -1;
	lexicon_terms(index->lexicon, says, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		const struct term *term = &terms.list[i];

		if (term->at > start || !lexicon_is_person(index->lexicon, term->term_id))
			continue;
		if (!first || term->at < first->at) {
			others += first != NULL;
			first = term;
		} else {
			others++;
		}
	}
	if (!first || first->at > OPENING)
		return -1;
	const struct alias *name = index_name(index, first->term_id);

	return others == 0 || (name && strcmp(name->id, fact->about) == 0) ? first->term_id : -1;
}

enum polarity life_told(const struct index *index, const struct parsed_question *parsed, int at)
{
	const struct term *person = person_asked(index, parsed);

	if (!person || who_died(index, index->profiles[at].fact) != person->term_id)
		return POLARITY_NONE;
	return pattern_table_matches(&forms, DEAD, parsed->folded) ? POLARITY_YES : POLARITY_NO;
}

bool life_is_in(const char *folded)
{
	return pattern_table_matches(&forms, DIED, folded);
}
