#include "ask/match.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What each piece of evidence weighs in finding the best fact; fitted by tests/eval/fit.py. How
 * sure that one is, confidence.h tells. */
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
	[EVIDENCE_UNKNOWN_ENTITY] = {"a name or number it does not know", -1.24f},
	[EVIDENCE_NEAR_MISS] = {"like a near miss", 3.03f},
	[EVIDENCE_CORE] = {"it has what its questions have", 0.88f},
	[EVIDENCE_FOCUS] = {"not asked for before", 0.63f},
	[EVIDENCE_GAP] = {"a weighty word it does not know", -0.51f},
	[EVIDENCE_NEW_TYPE] = {"never asked for that", 0.01f},
	[EVIDENCE_CANNOT] = {"it has no number", -1.13f},
	[EVIDENCE_LENGTH] = {"how much is asked", 0.00f},
	[EVIDENCE_MISS] = {"like one of its near misses", 0.17f},
	[EVIDENCE_BIGRAMS] = {"turns of phrase of a question", 0.29f},
	[EVIDENCE_BIGRAMS_MISS] = {"turns of phrase of a near miss", 3.30f},
	[EVIDENCE_BIGRAMS_KNOWN] = {"turns of phrase met before", 5.95f},
	[EVIDENCE_SAID] = {"its words are known to the fact", 2.92f},
	[EVIDENCE_LEAST] = {"the least known word", -0.76f},
	[EVIDENCE_TYPED] = {"its words in questions of the kind", -1.77f},
	[EVIDENCE_LEAST_TYPED] = {"the least known of them", -0.04f},
	[EVIDENCE_WORDED] = {"its words as such", 3.49f},
	[EVIDENCE_FOCUS_SAME] = {"the thing asked for, as such", 0.18f},
	[EVIDENCE_ORDINAL] = {"another rank", -0.05f},
	[EVIDENCE_NEAR_MISS_PRIOR] = {"worded like near misses", 0.00f},
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
	return lexicon_weight(index->lexicon, term->term_id) * (term->light ? 0.25f : 1) *
	       term->sure;
}

static int compare_relatives(const void *a, const void *b)
{
	return ((const struct relative *)a)->term_id - ((const struct relative *)b)->term_id;
}

struct relative_list {
	struct parsed_question *parsed;
	size_t term;
	float related;
};

static void add_relative(void *context, int term_id)
{
	struct relative_list *it = context;
	struct parsed_question *parsed = it->parsed;

	if (term_id >= 0 && parsed->relative_count < RELATIVES_MAX)
		parsed->relatives[parsed->relative_count++] = (struct relative){
			.term_id = term_id, .term = (unsigned)it->term, .related = it->related};
}

/* Every concept that is or is near to one of the question's terms. */
static void gather_relatives(const struct index *index, struct parsed_question *parsed)
{
	parsed->relative_count = 0;
	memset(parsed->marks, 0, sizeof parsed->marks);
	for (size_t i = 0; i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];
		struct relative_list it = {
			.parsed = parsed, .term = (unsigned)i, .related = term->sure};

		add_relative(&it, term->term_id);
		it.related *= 0.6f;
		lexicon_each_related(index->lexicon, term->term_id, add_relative, &it);
	}
	qsort(parsed->relatives, parsed->relative_count, sizeof *parsed->relatives,
		compare_relatives);
	for (size_t i = 0; i < parsed->relative_count; i++)
		parsed->marks[parsed->relatives[i].term_id % RELATIVES_MARKS] = true;
}

const struct relative *match_relatives(const struct parsed_question *parsed, int term_id)
{
	size_t low = 0, high = parsed->relative_count;

	if (term_id < 0 || !parsed->marks[term_id % RELATIVES_MARKS])
		return NULL;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (parsed->relatives[middle].term_id < term_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < parsed->relative_count && parsed->relatives[low].term_id == term_id
		       ? &parsed->relatives[low]
		       : NULL;
}

static float near_miss_prior_of(
	const struct index *index, const struct parsed_question *parsed, enum near_miss_known known)
{
	int term_ids[TERMS_MAX];
	const struct near_miss_text text = {.term_ids = term_ids,
		.count = parsed->terms.count,
		.codes = parsed->terms.codes,
		.code_count = parsed->terms.code_count,
		.type = parsed->type};

	for (size_t i = 0; i < parsed->terms.count; i++)
		term_ids[i] = parsed->terms.list[i].term_id;
	return near_miss_log_odds(index->near_miss_model, &text, known);
}

void match_read(const struct index *index, const char *folded, struct parsed_question *parsed)
{
	char focus[256];

	parsed->folded = folded;
	question_focus(folded, focus, sizeof focus);
	lexicon_terms(index->lexicon, focus, LEXICON_READ, &parsed->focus);
	parsed->type = question_type(folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &parsed->terms);
	parsed->total = 0;
	for (size_t i = 0; i < parsed->terms.count; i++) {
		parsed->weights[i] = weight_of(index, &parsed->terms.list[i]);
		parsed->total += parsed->weights[i];
	}
	gather_relatives(index, parsed);
	skip_bigrams_read(parsed->terms.codes, parsed->terms.code_count, &parsed->skip_bigrams);
	parsed->near_miss_prior = near_miss_prior_of(index, parsed, NEAR_MISS_UNSEEN);
}

void match_hide(
	const struct index *index, const struct known *hidden, struct parsed_question *parsed)
{
	parsed->near_miss_prior = near_miss_prior_of(index, parsed,
		hidden->kind == QUESTION_NOT ? NEAR_MISS_SEEN : NEAR_MISS_SEEN_ANSWERED);
}

float match_score(const struct fit *fit)
{
	float score = 0;

	for (int i = 0; i < EVIDENCE_COUNT; i++)
		score += table[i].rank * fit->evidence[i];
	return score;
}
