#include "ask/answer.h"

#include "ask/confidence.h"
#include "ask/search.h"
#include "ask/several.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum {
	SEARCH_ROWS = 200,    /* statements and questions looked at */
	CANDIDATES_MAX = 120, /* facts weighed */
	LEAD_MAX = 6,
};

static const float answer_at = 0.50f;  /* confidence that makes an answer */
static const float offer_at = 0.20f;   /* … and an offer */
static const float ambient_at = 0.90f; /* … and an answer nobody asked us for */
static const float alike_at = 0.80f;   /* likeness that makes a yes or no of a yes/no question */

static const float offer_lead = 2.5f; /* how far behind the best an offered fact may be */

static const char *const decision_names[] = {"silent", "unknown", "offered", "answered"};
static const char *const by_names[] = {
	"", "question", "pattern", "search", "choice", "follow-up", "several"};

float answer_limit(enum decision decision)
{
	return decision == DECISION_ANSWERED ? answer_at : offer_at;
}

const char *answer_decision_name(enum decision decision)
{
	return decision_names[decision];
}

const char *answer_by_name(enum decided_by by)
{
	return by_names[by];
}

/* The facts worth weighing: by patterns first, then by search. */
struct candidates {
	int at[CANDIDATES_MAX];
	const char *pattern[CANDIDATES_MAX];
	size_t count;
};

static void add_candidate(struct candidates *candidates, int at, const char *pattern)
{
	for (size_t i = 0; i < candidates->count; i++)
		if (candidates->at[i] == at) {
			if (pattern)
				candidates->pattern[i] = pattern;
			return;
		}
	if (candidates->count == CANDIDATES_MAX)
		return;
	candidates->pattern[candidates->count] = pattern;
	candidates->at[candidates->count++] = at;
}

static void by_pattern(void *context, int owner, const char *regex)
{
	add_candidate(context, owner, regex);
}

static void gather(const struct index *index, struct store *store,
	const struct parsed_question *parsed, struct candidates *candidates)
{
	int found[CANDIDATES_MAX];
	size_t count;

	patterns_match(index->patterns, parsed->folded, by_pattern, candidates);
	if (!store)
		return;
	count = search_facts(index, store, parsed, SEARCH_ROWS, found, CANDIDATES_MAX, NULL);
	for (size_t i = 0; i < count; i++)
		add_candidate(candidates, found[i], NULL);
}

static void keep_fit(struct answer *out, const struct fit *fit)
{
	size_t i = out->fit_count;

	if (i == ANSWER_FITS && fit->score <= out->fits[i - 1].score)
		return;
	if (i == ANSWER_FITS)
		i--;
	else
		out->fit_count++;
	for (; i > 0 && out->fits[i - 1].score < fit->score; i--)
		out->fits[i] = out->fits[i - 1];
	out->fits[i] = *fit;
}

static void weigh(const struct index *index, const struct candidates *candidates,
	const struct known *hidden, struct answer *out)
{
	for (size_t i = 0; i < candidates->count; i++) {
		struct fit fit = {.at = candidates->at[i], .pattern = candidates->pattern[i]};

		match_weigh(index, &out->parsed, hidden, &fit);
		keep_fit(out, &fit);
	}
}

/* Without a store, every fact is weighed that no pattern has brought. */
static void weigh_rest(const struct index *index, const struct candidates *candidates,
	const struct known *hidden, struct answer *out)
{
	bool done = false;

	for (size_t at = 0; at < index->count; at++, done = false) {
		struct fit fit = {.at = (int)at};

		for (size_t i = 0; i < candidates->count; i++)
			done |= candidates->at[i] == fit.at;
		if (done)
			continue;
		match_weigh(index, &out->parsed, hidden, &fit);
		keep_fit(out, &fit);
	}
}

/* Whether two folded texts ask the same, punctuation and spaces apart. */
static bool same_words(const char *a, const char *b)
{
	const char *a_end = a + strlen(a), *b_end = b + strlen(b);

	for (;;) {
		uint32_t x = 0, y = 0;

		while (a < a_end && !text_is_word(x = text_next(&a, a_end)))
			x = 0;
		while (b < b_end && !text_is_word(y = text_next(&b, b_end)))
			y = 0;
		if (x != y)
			return false;
		if (x == 0)
			return true;
	}
}

static bool is_text_of(const struct known *known, const char *folded)
{
	char text[1024];

	text_fold(known->text, text, sizeof text);
	return same_words(text, folded);
}

/* The known question that the text is word for word, among those of the best fits. */
static const struct known *same_as_known(const struct index *index, const struct answer *out,
	const struct known *hidden, bool near_miss, size_t *which)
{
	for (size_t f = 0; f < out->fit_count; f++) {
		const struct profile *profile = &index->profiles[out->fits[f].at];
		size_t from = near_miss ? profile->answered_count : 0;
		size_t to = near_miss ? profile->known_count : profile->answered_count;

		for (size_t i = from; i < to; i++)
			if (&profile->known[i] != hidden &&
				is_text_of(&profile->known[i], out->parsed.folded)) {
				*which = f;
				return &profile->known[i];
			}
	}
	return NULL;
}

static enum polarity polarity_of(const struct index *index, const struct answer *out)
{
	const struct fit *fit = &out->fits[0];
	const struct known *nearest = fit->nearest;

	(void)index;
	if (!nearest || out->parsed.type != ASKS_YES_NO ||
		fit->evidence[EVIDENCE_NEAREST] < alike_at)
		return POLARITY_NONE;
	return nearest->kind == QUESTION_YES  ? POLARITY_YES
	       : nearest->kind == QUESTION_NO ? POLARITY_NO
					      : POLARITY_NONE;
}

static void promote(struct answer *out, size_t which, const struct known *nearest)
{
	struct fit fit = out->fits[which];

	memmove(out->fits + 1, out->fits, which * sizeof fit);
	fit.nearest = nearest;
	out->fits[0] = fit;
}

/* Offers the best fits that are not far behind the first one. */
static void offer(const struct index *index, struct answer *out)
{
	out->decision = DECISION_OFFERED;
	out->refused = "not sure enough";
	for (size_t i = 0; i < out->fit_count && out->offer_count < 3; i++)
		if (out->fits[i].nearest && !out->fits[i].unknown_entity &&
			out->fits[i].score > out->fits[0].score - offer_lead)
			out->offers[out->offer_count++] = index->profiles[out->fits[i].at].fact;
	if (out->offer_count == 0)
		out->decision = DECISION_UNKNOWN;
}

static bool share_a_citation(const struct fact *a, const struct fact *b)
{
	for (size_t i = 0; i < a->citation_count; i++)
		for (size_t k = 0; k < b->citation_count; k++)
			if (fact_same_place(&a->citations[i], &b->citations[k]))
				return true;
	return false;
}

/* How sure the best fit is; a rival that rests on the same paragraph is a lesser rival. */
static float confidence(const struct index *index, const struct answer *out)
{
	const struct fit *best = &out->fits[0];
	const struct fact *fact = index->profiles[best->at].fact;
	float lead = LEAD_MAX, clear = LEAD_MAX;

	if (out->fit_count > 1)
		lead = best->score - out->fits[1].score;
	for (size_t i = 1; i < out->fit_count && clear == LEAD_MAX; i++)
		if (!share_a_citation(fact, index->profiles[out->fits[i].at].fact))
			clear = best->score - out->fits[i].score;
	return confidence_of(best, lead, clear);
}

static void decide(const struct index *index, const struct known *hidden, struct answer *out)
{
	const struct known *known;
	size_t which;

	if (out->fit_count == 0) {
		out->refused = "no fact speaks of that";
		return;
	}
	known = same_as_known(index, out, hidden, false, &which);
	if (known) {
		promote(out, which, known);
		out->by = BY_QUESTION;
		out->confidence = 1;
	} else {
		out->by = out->fits[0].pattern ? BY_PATTERN : BY_SEARCH;
		out->confidence = confidence(index, out);
		if (out->fits[0].unknown_entity) {
			out->refused = "it names what the fact does not know";
			return;
		}
		if (same_as_known(index, out, hidden, true, &which) && which == 0) {
			out->refused = "it is a near miss of the fact";
			return;
		}
		if (out->confidence < offer_at) {
			out->refused = "too unlike every fact";
			return;
		}
		if (out->confidence < answer_at) {
			offer(index, out);
			return;
		}
	}
	out->decision = DECISION_ANSWERED;
	out->fact = index->profiles[out->fits[0].at].fact;
	out->polarity = polarity_of(index, out);
}

void answer_without(const struct index *index, struct store *store, const char *folded,
	const struct known *hidden, struct answer *out)
{
	struct candidates candidates = {.count = 0};

	*out = (struct answer){.decision = DECISION_UNKNOWN, .refused = ""};
	match_read(index, folded, &out->parsed);
	if (hidden)
		match_hide(index, hidden, &out->parsed);
	if (out->parsed.total <= 0) {
		out->refused = "it asks about nothing that a fact could be about";
		return;
	}
	gather(index, store, &out->parsed, &candidates);
	weigh(index, &candidates, hidden, out);
	if (!store)
		weigh_rest(index, &candidates, hidden, out);
	decide(index, hidden, out);
}

static void note_match(void *context, int owner, const char *regex)
{
	(void)owner;
	(void)regex;
	*(bool *)context = true;
}

/* Whether unaddressed talk is worth a thought: most of it is turned away here, in a microsecond. */
static bool may_be_for_us(const struct index *index, const char *folded)
{
	bool matched = false;

	patterns_match(index->patterns, folded, note_match, &matched);
	return matched && question_form(folded);
}

void answer_decide(const struct index *index, struct store *store, const char *folded, bool ambient,
	struct answer *out)
{
	if (ambient && !may_be_for_us(index, folded)) {
		*out = (struct answer){
			.decision = DECISION_SILENT, .refused = "no pattern matches"};
		return;
	}
	answer_without(index, store, folded, NULL, out);
	if (!ambient)
		several_find(index, out);
	if (ambient && (out->decision != DECISION_ANSWERED || !out->fits[0].pattern ||
			       out->confidence < ambient_at)) {
		out->decision = DECISION_SILENT;
		out->fact = NULL;
		out->refused = "not certain enough to speak unasked";
	}
}

void answer_with(
	const struct index *index, const struct fact *fact, const char *folded, struct answer *out)
{
	*out = (struct answer){.decision = DECISION_ANSWERED,
		.by = BY_CHOICE,
		.fact = fact,
		.confidence = 1,
		.refused = ""};
	match_read(index, folded, &out->parsed);
}
