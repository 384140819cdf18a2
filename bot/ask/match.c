#include "ask/match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What each piece of evidence weighs in finding the best fact; fitted by tests/eval/fit.py. How
 * sure that one is, sure.h tells. */
static const struct {
	const char *name;
	float rank;
} table[EVIDENCE_COUNT] = {
	[EVIDENCE_NEAREST] = {"like one of its questions", 1.35f},
	[EVIDENCE_NEAR_FEW] = {"like three of its questions", 7.11f},
	[EVIDENCE_COVERED] = {"it speaks of what is asked", 3.76f},
	[EVIDENCE_STATED] = {"its statement speaks of it", 2.25f},
	[EVIDENCE_TYPICAL] = {"words typical of its questions", 0.66f},
	[EVIDENCE_SAME_TYPE] = {"same kind of question", 0.28f},
	[EVIDENCE_TYPE] = {"often asked for that", 2.18f},
	[EVIDENCE_PATTERN] = {"a pattern matches", 0.00f},
	[EVIDENCE_UNKNOWN] = {"words unknown here", 0.00f},
	[EVIDENCE_STRANGER] = {"a name or number it does not know", -1.24f},
	[EVIDENCE_NEAR_MISS] = {"like a near miss", 3.03f},
	[EVIDENCE_CORE] = {"it has what its questions have", 0.88f},
	[EVIDENCE_FOCUS] = {"not asked for before", 0.63f},
	[EVIDENCE_GAP] = {"a weighty word it does not know", -0.51f},
	[EVIDENCE_NEW_TYPE] = {"never asked for that", 0.01f},
	[EVIDENCE_CANNOT] = {"it has no number", -1.13f},
	[EVIDENCE_LENGTH] = {"how much is asked", 0.00f},
	[EVIDENCE_MISS] = {"like one of its near misses", 0.17f},
	[EVIDENCE_TURNS] = {"turns of phrase of a question", 0.29f},
	[EVIDENCE_TURNS_MISS] = {"turns of phrase of a near miss", 3.30f},
	[EVIDENCE_TURNS_KNOWN] = {"turns of phrase met before", 5.95f},
	[EVIDENCE_SAID] = {"its words are known to the fact", 2.92f},
	[EVIDENCE_LEAST] = {"the least known word", -0.76f},
	[EVIDENCE_TYPED] = {"its words in questions of the kind", -1.77f},
	[EVIDENCE_LEAST_TYPED] = {"the least known of them", -0.04f},
	[EVIDENCE_WORDED] = {"its words as such", 3.49f},
	[EVIDENCE_FOCUS_SAME] = {"the thing asked for, as such", 0.18f},
	[EVIDENCE_ORDINAL] = {"another rank", -0.05f},
	[EVIDENCE_WORDING] = {"worded like near misses", 0.00f},
	[EVIDENCE_SUBSTANCE] = {"the question tells enough", 0.00f},
};

const char *match_evidence_name(enum evidence evidence)
{
	return table[evidence].name;
}

float match_evidence_weight(enum evidence evidence)
{
	return table[evidence].rank;
}

/* Words that say little by themselves count for a quarter. */
static float weight_of(const struct index *index, const struct term *term)
{
	return lexicon_weight(index->lexicon, term->concept) * (term->light ? 0.25f : 1) *
	       term->sure;
}

static int compare_relatives(const void *a, const void *b)
{
	return ((const struct relative *)a)->concept - ((const struct relative *)b)->concept;
}

struct gathering {
	struct asked *asked;
	size_t term;
	float near;
};

static void add_relative(void *context, int concept)
{
	struct gathering *it = context;
	struct asked *asked = it->asked;

	if (concept >= 0 && asked->relative_count < RELATIVES_MAX)
		asked->relatives[asked->relative_count++] = (struct relative){
			.concept = concept, .term = (unsigned)it->term, .near = it->near};
}

/* Every concept that is or is near to one of the question's terms. */
static void gather_relatives(const struct index *index, struct asked *asked)
{
	asked->relative_count = 0;
	memset(asked->marks, 0, sizeof asked->marks);
	for (size_t i = 0; i < asked->terms.count; i++) {
		const struct term *term = &asked->terms.list[i];
		struct gathering it = {.asked = asked, .term = (unsigned)i, .near = term->sure};

		add_relative(&it, term->concept);
		it.near *= 0.6f;
		lexicon_each_near(index->lexicon, term->concept, add_relative, &it);
	}
	qsort(asked->relatives, asked->relative_count, sizeof *asked->relatives, compare_relatives);
	for (size_t i = 0; i < asked->relative_count; i++)
		asked->marks[asked->relatives[i].concept % RELATIVES_MARKS] = true;
}

const struct relative *match_relatives(const struct asked *asked, int concept)
{
	size_t low = 0, high = asked->relative_count;

	if (concept < 0 || !asked->marks[concept % RELATIVES_MARKS])
		return NULL;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (asked->relatives[middle].concept < concept)
			low = middle + 1;
		else
			high = middle;
	}
	return low < asked->relative_count && asked->relatives[low].concept == concept
		       ? &asked->relatives[low]
		       : NULL;
}

static float lean_of(const struct index *index, const struct asked *asked, enum wording_known known)
{
	int concepts[TERMS_MAX];
	const struct wording_text text = {.concepts = concepts,
		.count = asked->terms.count,
		.codes = asked->terms.codes,
		.code_count = asked->terms.code_count,
		.type = asked->type};

	for (size_t i = 0; i < asked->terms.count; i++)
		concepts[i] = asked->terms.list[i].concept;
	return wording_lean(index->wording, &text, known);
}

void match_read(const struct index *index, const char *folded, struct asked *asked)
{
	char focus[256];

	asked->folded = folded;
	question_focus(folded, focus, sizeof focus);
	lexicon_terms(index->lexicon, focus, LEXICON_READ, &asked->focus);
	asked->type = question_type(folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &asked->terms);
	asked->total = 0;
	for (size_t i = 0; i < asked->terms.count; i++) {
		asked->weights[i] = weight_of(index, &asked->terms.list[i]);
		asked->total += asked->weights[i];
	}
	gather_relatives(index, asked);
	turns_read(asked->terms.codes, asked->terms.code_count, &asked->turns);
	asked->lean = lean_of(index, asked, WORDING_NEW);
}

void match_hide(const struct index *index, const struct known *hidden, struct asked *asked)
{
	asked->lean = lean_of(
		index, asked, hidden->kind == QUESTION_NOT ? WORDING_NEAR_MISS : WORDING_ANSWERED);
}

float match_score(const struct fit *fit)
{
	float score = 0;

	for (int i = 0; i < EVIDENCE_COUNT; i++)
		score += table[i].rank * fit->evidence[i];
	return score;
}
