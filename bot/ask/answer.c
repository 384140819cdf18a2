#include "ask/answer.h"

#include "ask/candidates.h"
#include "ask/confidence.h"
#include "ask/glance.h"
#include "ask/overview.h"
#include "ask/prefer_channel.h"
#include "ask/present.h"
#include "ask/ranker.h"
#include "ask/reading.h"
#include "ask/several.h"
#include "ask/withhold.h"
#include "base/arena.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { OFFERS_MAX = 3 };

/* The confidence needed for an offer, and for an answer to an unaddressed line: by the facts'
 * questions alone (confidence.h), and with an encoder (ranker.h). */
struct limits {
	float offer, ambient;
};
static const struct limits plain_limits = {0.20f, 0.90f};
static const struct limits ranked_limits = {0.20f, 0.97f};
static const struct limits text_limits = {0.12f, 0.97f}; /* the same for plain text */

static const float plain_answer = 0.50f; /* by questions alone; else see confidence_needed */
enum { WARM_QUESTIONS = 12 };            /* with this many, most askings resemble one of them */
/* The confidence needed for a fact, not a warm one, that the questions alone have chosen. */
static const float agreed_answer = 0.45f;
static const float settled_yes_no = 0.95f; /* from here on, questions alone decide on yes/no */
static const float offer_lead = 2.5f;      /* an offered score may be this much below the best */

/* Whether it is asked for yes or no, and the fact tells neither. */
static bool is_untold(const struct answer *answer)
{
	return answer->parsed.type == ASKS_YES_NO && answer->verdict.polarity == POLARITY_NONE;
}

static const struct limits *limits_of(const struct index *index)
{
	return index_is_text(index) ? &text_limits : &ranked_limits;
}

float answer_limit(const struct answer *answer, enum decision decision)
{
	bool ranked = answer->by == BY_STATEMENT;

	if (decision != DECISION_ANSWERED)
		return ranked ? limits_of(answer->of)->offer : plain_limits.offer;
	return ranked ? confidence_needed(answer->of, answer->fits[0].at, is_untold(answer))
		      : plain_answer;
}

static void keep_fit(struct answer *out, const struct fit *fit)
{
	size_t i = out->fit_count;

	if (i == ANSWER_FITS && fit->score <= out->fits[--i].score)
		return;
	out->fit_count = i + 1;
	for (; i > 0 && out->fits[i - 1].score < fit->score; i--)
		out->fits[i] = out->fits[i - 1];
	out->fits[i] = *fit;
}

/* Weighs the candidates from the one at `first` on. */
static void weigh_from(const struct candidates *candidates, size_t first,
	const struct parsed_question *parsed, const struct known *hidden, struct fit *fits)
{
	for (size_t i = first; i < candidates->count; i++) {
		fits[i] = (struct fit){.at = candidates->at[i], .pattern = candidates->pattern[i]};
		match_weigh(candidates->index, parsed, hidden, &fits[i]);
	}
}

/* Weighs the candidates and keeps the best ones. */
static void weigh(const struct candidates *candidates, const struct known *hidden,
	struct fit *fits, struct answer *out)
{
	weigh_from(candidates, 0, &out->parsed, hidden, fits);
	for (size_t i = 0; i < candidates->count; i++)
		keep_fit(out, &fits[i]);
}

/* Answers with one of the best fits if its fact entails or contradicts the question (verdict.h):
 * that is certain, even if the question does not resemble the fact's questions. */
static bool serve_by_verdict(
	const struct index *index, const struct known *hidden, struct answer *out)
{
	struct verdict verdict;

	for (size_t i = 0; i < out->fit_count && i < OFFERS_MAX; i++) {
		struct fit fit = out->fits[i];

		verdict_find(index, &out->parsed, fit.at, &verdict);
		if (verdict.polarity == POLARITY_NONE ||
			index_same_words(&index->profiles[fit.at], out->parsed.hash, true, hidden))
			continue;
		memmove(out->fits + 1, out->fits, i * sizeof fit);
		out->fits[0] = fit;
		out->decision = DECISION_ANSWERED;
		out->fact = index->profiles[fit.at].fact;
		out->verdict = verdict;
		out->refused = "";
		out->offer_count = 0;
		return true;
	}
	return false;
}

float answer_stated(const struct answer *answer)
{
	float most = 0;

	for (size_t i = 0; i < answer->fit_count && i < OFFERS_MAX; i++)
		most = fmaxf(most, answer->fits[i].evidence[EVIDENCE_STATED]);
	return most;
}

/* Whether a question names nothing and no word of it is in what would be offered. */
static bool is_of_something_else(const struct answer *out)
{
	for (size_t i = 0; i < out->parsed.terms.count; i++)
		if (out->parsed.terms.list[i].name)
			return false;
	return answer_stated(out) <= 0 && question_form(out->parsed.folded);
}

/* Offers the best fits; if they are not ranked, only those with a similar question. */
static void offer_best(const struct index *index, bool ranked, struct answer *out)
{
	bool other = is_of_something_else(out);

	out->refused = "not sure enough";
	for (size_t i = 0; !other && i < out->fit_count && out->offer_count < OFFERS_MAX; i++) {
		const struct fit *fit = &out->fits[i];
		bool alike = fit->nearest && !*fit->unknown_entity &&
			     fit->score > out->fits[0].score - offer_lead;

		if (alike || ranked)
			out->offers[out->offer_count++] = index->profiles[fit->at].fact;
	}
	out->decision = out->offer_count > 0 ? DECISION_OFFERED : DECISION_UNKNOWN;
}

/* Why the best fit is not the answer, or NULL. */
static const char *refusal(const struct index *index, const struct known *hidden,
	const struct limits *limits, const struct answer *out)
{
	const struct fit *best = &out->fits[0];

	if (*best->unknown_entity && limits == &plain_limits)
		return "it names something the fact does not mention";
	if (index_same_words(&index->profiles[best->at], out->parsed.hash, true, hidden))
		return "it is a near miss of the fact";
	return out->confidence < limits->offer ? "no fact is close enough" : NULL;
}

static void serve_best(const struct index *index, struct answer *out)
{
	out->decision = DECISION_ANSWERED;
	out->fact = index->profiles[out->fits[0].at].fact;
}

static void decide_verbatim(
	const struct index *index, const struct known *hidden, struct answer *out)
{
	struct fit *best = &out->fits[0];

	best->nearest =
		index_same_words(&index->profiles[best->at], out->parsed.hash, false, hidden);
	out->by = BY_QUESTION;
	out->confidence = 1;
	serve_best(index, out);
}

/* Whether the line is a single word, neither a name nor a question: what it asks for is unclear. */
static bool is_one_word(const struct parsed_question *parsed)
{
	const struct term *only = NULL;

	for (size_t i = 0; i < parsed->terms.count; i++) {
		if (parsed->terms.list[i].light)
			continue;
		if (only)
			return false;
		only = &parsed->terms.list[i];
	}
	return only && !only->name && !question_form(parsed->folded);
}

/* Decides by the facts' questions alone, without their statements. */
static void decide_by_questions(
	const struct index *index, const struct known *hidden, struct answer *out)
{
	if (out->fit_count == 0) {
		out->refused = "no fact mentions this";
		return;
	}
	out->by = out->fits[0].pattern ? BY_PATTERN : BY_SEARCH;
	out->confidence = confidence_of_best(index, out->fits, out->fit_count);
	const char *refused = refusal(index, hidden, &plain_limits, out);
	if (refused)
		out->refused = refused;
	else if (out->confidence < plain_answer || is_one_word(&out->parsed))
		offer_best(index, false, out);
	else
		serve_best(index, out);
}

static bool is_warm(const struct index *index, const struct fit *fit)
{
	return index->profiles[fit->at].answered_count >= WARM_QUESTIONS;
}

/* Whether the decision by questions is final: not if the fact has too few questions, nor if it may
 * be near a yes/no question without telling, which a look at the statement shows. */
static bool is_settled(const struct index *index, const struct answer *out)
{
	return out->by == BY_QUESTION || out->confidence >= 1 ||
	       (is_warm(index, &out->fits[0]) &&
		       (out->parsed.type != ASKS_YES_NO || out->confidence >= settled_yes_no));
}

/* Decides by questions and statements, if the questions alone have not settled it. fits: of the
 * candidates so far. */
static void decide_ranked(struct candidates *candidates, const struct known *hidden,
	struct fit *fits, struct answer *out)
{
	const struct index *index = candidates->index;
	const struct fact *decided = out->fact;
	size_t weighed = candidates->count;

	candidates_nearest(candidates, &out->parsed);
	if (candidates->count == 0)
		return;
	weigh_from(candidates, weighed, &out->parsed, hidden, fits);
	out->confidence = ranker_rank(
		index, &out->parsed, index->reading, hidden, fits, candidates->count, NULL);
	out->fit_count = out->offer_count = 0;
	for (size_t i = 0; i < candidates->count && i < ANSWER_FITS; i++)
		out->fits[out->fit_count++] = fits[i];
	prefer_channel(index, false, out);
	out->decision = DECISION_UNKNOWN;
	out->fact = NULL;
	out->refused = "";
	out->by = BY_STATEMENT;
	const char *refused = refusal(index, hidden, limits_of(index), out);
	float limit = confidence_needed(index, out->fits[0].at, false);

	if (decided && decided == index->profiles[out->fits[0].at].fact)
		limit = is_warm(index, &out->fits[0]) ? ranked_limits.offer : agreed_answer;
	if (refused)
		out->refused = refused;
	else if (out->confidence < limit || is_one_word(&out->parsed))
		offer_best(index, true, out);
	else
		serve_best(index, out);
}

/* The candidate whose pattern decides: its pattern is the only one that matches, and the question
 * is not one of its near misses. -1 if there is none. */
static int find_decided(const struct candidates *candidates, const struct parsed_question *parsed,
	const struct known *hidden)
{
	int found = -1;

	for (size_t i = 0; i < candidates->count; i++) {
		if (!candidates->pattern[i])
			continue;
		if (found >= 0)
			return -1;
		found = (int)i;
	}
	if (found < 0 || index_same_words(&candidates->index->profiles[candidates->at[found]],
				 parsed->hash, true, hidden))
		return -1;
	return found;
}

/* Similarity to a near miss from which a pattern does not decide. */
static const float like_a_near_miss = 0.7f;

/* Answers with the fact of the pattern, whatever the scores of others, unless the question names
 * something that the fact does not mention, or is more like a near miss than like its questions. */
static bool decide_pattern(const struct candidates *candidates, int which,
	const struct known *hidden, struct answer *out)
{
	struct fit fit = {.at = candidates->at[which], .pattern = candidates->pattern[which]};

	match_weigh(candidates->index, &out->parsed, hidden, &fit);
	if (*fit.unknown_entity || (fit.evidence[EVIDENCE_NEAR_MISS] > 0 &&
					   fit.evidence[EVIDENCE_MISS] > like_a_near_miss))
		return false;
	out->fits[0] = fit;
	out->fit_count = 1;
	out->by = BY_PATTERN;
	out->confidence = 1;
	serve_best(candidates->index, out);
	return true;
}

/* The methods that may decide: all; for unaddressed lines, those that can be certain; for
 * unaddressed lines that name nothing, only patterns. */
enum scope { SCOPE_ALL, SCOPE_CERTAIN, SCOPE_PATTERNS };

static void read_question(const struct index *index, const char *folded, const struct known *hidden,
	struct answer *out)
{
	memset(out, 0, offsetof(struct answer, parsed));
	out->of = index;
	out->decision = DECISION_UNKNOWN;
	out->refused = "";
	match_read(index, folded, &out->parsed);
	if (hidden)
		match_hide(index, hidden, &out->parsed);
}

/* Answers a question that one fact alone has word for word, without weighing it. */
static void decide_known(
	const struct candidates *candidates, const struct known *hidden, struct answer *out)
{
	out->fits[0] = (struct fit){.at = candidates->at[0], .evidence[EVIDENCE_NEAREST] = 1};
	out->fit_count = 1;
	decide_verbatim(candidates->index, hidden, out);
}

/* Finds more candidates, and decides by their evidence. False if there is no reason to go on. */
static bool decide_weighed(struct candidates *candidates, const struct known *hidden,
	enum scope scope, struct answer *out)
{
	const struct index *index = candidates->index;
	struct fit fits[CANDIDATES_MAX];
	bool verbatim = candidates->count > 0;

	if (!verbatim)
		candidates_find(candidates, &out->parsed, scope == SCOPE_PATTERNS);
	candidates_patterns(candidates, out->parsed.folded);
	if (!verbatim)
		candidates_rival(candidates);
	if (!candidates->matched &&
		(scope == SCOPE_PATTERNS ||
			(scope == SCOPE_CERTAIN && !verbatim && glance_is_hopeless(&out->parsed))))
		return false;
	int decided = verbatim ? -1 : find_decided(candidates, &out->parsed, hidden);

	if (decided >= 0 && decide_pattern(candidates, decided, hidden, out))
		return true;
	weigh(candidates, hidden, fits, out);
	prefer_channel(index, verbatim, out);
	if (verbatim)
		decide_verbatim(index, hidden, out);
	else
		decide_by_questions(index, hidden, out);
	if (index->vectors && !(out->decision == DECISION_ANSWERED && is_settled(index, out))) {
		if (scope == SCOPE_CERTAIN &&
			!glance_may_rank(&out->parsed, out->fits, out->fit_count, out->confidence,
				candidates->matched)) {
			out->decision = DECISION_UNKNOWN;
			return false;
		}
		decide_ranked(candidates, hidden, fits, out);
	}
	return true;
}

static float ambient_limit(const struct answer *out)
{
	return out->decision == DECISION_ANSWERED && !out->fits[0].pattern ? ranked_limits.ambient
									   : plain_limits.ambient;
}

/* Decides about what was read. */
static void decide_within(const struct index *index, const struct known *hidden,
	const char *ignored, enum scope scope, struct answer *out)
{
	struct candidates candidates = {.index = index, .ignored = ignored};

	if (out->parsed.total <= 0) {
		out->refused = "it has no word that a fact could be about";
		return;
	}
	candidates_verbatim(&candidates, &out->parsed, hidden);
	if (candidates.count == 1 && scope != SCOPE_PATTERNS)
		decide_known(&candidates, hidden, out);
	else if (!decide_weighed(&candidates, hidden, scope, out))
		return;
	/* nothing below raises the confidence */
	if (scope != SCOPE_ALL && out->confidence < ambient_limit(out))
		return;
	if (out->decision == DECISION_ANSWERED)
		verdict_find(index, &out->parsed, out->fits[0].at, &out->verdict);
	else
		serve_by_verdict(index, hidden, out);
	withhold_near(index, hidden, out);
	if (out->decision == DECISION_ANSWERED && out->by == BY_STATEMENT && is_untold(out) &&
		out->confidence < answer_limit(out, DECISION_ANSWERED)) {
		out->fact = NULL;
		offer_best(index, true, out);
	}
}

void answer_without(const struct index *index, const char *folded, const struct known *hidden,
	const char *pattern, struct answer *out)
{
	read_question(index, folded, hidden, out);
	decide_within(index, hidden, pattern, SCOPE_ALL, out);
}

size_t answer_evidence(const struct index *index, const char *folded, const struct known *hidden,
	struct fit *fits, float (*rows)[TREES_EVIDENCE])
{
	struct candidates candidates = {.index = index};
	struct parsed_question parsed;

	match_read(index, folded, &parsed);
	if (hidden)
		match_hide(index, hidden, &parsed);
	if (parsed.total <= 0)
		return 0;
	candidates_find(&candidates, &parsed, false);
	candidates_patterns(&candidates, folded);
	candidates_rival(&candidates);
	candidates_nearest(&candidates, &parsed);
	weigh_from(&candidates, 0, &parsed, hidden, fits);
	ranker_rank(index, &parsed, index->reading, hidden, fits, candidates.count, rows);
	return candidates.count;
}

static void stay_silent(struct answer *out, const char *refused)
{
	out->decision = DECISION_SILENT;
	out->fact = NULL;
	out->offer_count = 0;
	out->refused = refused;
}

static void answer_ambient(const struct index *index, const char *folded, struct answer *out)
{
	bool read = question_form(folded) && index->vectors, named = false;

	if (read) {
		read_question(index, folded, NULL, out);
		named = glance_names(&out->parsed);
	}
	if (!named && !glance_matches(index, folded)) {
		out->fit_count = out->facts_count = 0;
		out->by = BY_NOTHING;
		out->confidence = 0;
		stay_silent(out, "no pattern matches, and nothing is named");
		return;
	}
	if (!read)
		read_question(index, folded, NULL, out);
	decide_within(index, NULL, NULL, named ? SCOPE_CERTAIN : SCOPE_PATTERNS, out);
	if (out->fit_count == 0)
		stay_silent(out, "no pattern matches");
	else if (out->decision != DECISION_ANSWERED || out->confidence < ambient_limit(out))
		stay_silent(out, "not certain enough to answer unasked");
}

void answer_decide(const struct index *index, const char *folded, bool ambient, struct answer *out)
{
	if (ambient) {
		answer_ambient(index, folded, out);
		return;
	}
	answer_without(index, folded, NULL, NULL, out);
	if (overview_find(index, out))
		return;
	several_find(index, out);
	present_prefer(index, out);
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
