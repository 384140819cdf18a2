#include "ask/match.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* The evidence of one fact for one question. */

/* How well each of the question's terms is met, and by what; the working paper of one weighing. */
struct scratch {
	float anywhere[TERMS_MAX]; /* by the fact: 1 itself, 0.6 something near, 0 not at all */
	float typed[TERMS_MAX];    /* by its statement and those of its questions that ask for the
				      same kind of thing */
	bool skip_bigrams[SKIP_BIGRAMS_MAX]; /* stands in one of its questions */
};

/* Likeness of the question to a known one: how much of each the other covers, harmonic mean.
 * best receives how well each term of the question is met. */
static float likeness(const struct index *index, const struct parsed_question *parsed,
	const struct known *known, float *best)
{
	float covered = 0, theirs = 0, their_total = 0;

	memset(best, 0, parsed->terms.count * sizeof *best);
	for (size_t k = 0; k < known->count; k++) {
		float weight = lexicon_weight(index->lexicon, known->term_ids[k]), most = 0;
		const struct relative *it = match_relatives(parsed, known->term_ids[k]);

		for (; it && it < parsed->relatives + parsed->relative_count &&
			it->term_id == known->term_ids[k];
			it++) {
			best[it->term] = fmaxf(best[it->term], it->related);
			most = fmaxf(most, it->related);
		}
		theirs += weight * most;
		their_total += weight;
	}
	for (size_t i = 0; i < parsed->terms.count; i++)
		covered += parsed->weights[i] * best[i];
	if (covered <= 0 || theirs <= 0)
		return 0;
	covered /= parsed->total;
	theirs /= their_total;
	return 2 * covered * theirs / (covered + theirs);
}

/* Likeness in turns of phrase: Dice's coefficient of the two sets. */
static float same_skip_bigrams(
	const struct parsed_question *parsed, const struct known *known, bool *met)
{
	size_t own, found = skip_bigrams_met(
			    &parsed->skip_bigrams, known->codes, known->code_count, met, &own);

	return found ? 2 * (float)found / (float)(parsed->skip_bigrams.count + own) : 0;
}

static bool holds(const struct known *known, int term_id)
{
	for (size_t i = 0; known && i < known->count; i++)
		if (known->term_ids[i] == term_id)
			return true;
	return false;
}

/* How a fact speaks of a concept, the hidden question apart. */
struct speaking {
	const struct profile *profile;
	const struct known *hidden;
	float anywhere; /* 1 itself, 0.6 something near, 0 not at all */
	float affirmed; /* the same, questions that it answers with no apart */
	float stated;   /* the same, in the statement */
	float share;    /* of its questions that hold it or something near */
};

static void speak(struct speaking *it, int term_id, float related)
{
	const struct mention *mention = index_mention(it->profile, term_id);

	if (!mention)
		return;
	bool hidden = it->hidden && it->hidden->kind != QUESTION_NOT && holds(it->hidden, term_id);
	bool denied = hidden && it->hidden->kind == QUESTION_NO;
	float parsed = (float)mention->questions - (hidden && !denied ? 1 : 0);
	float count = parsed + (float)mention->denied - (denied ? 1 : 0);

	if (count > 0 || mention->says)
		it->anywhere = fmaxf(it->anywhere, related);
	if (parsed > 0 || mention->says)
		it->affirmed = fmaxf(it->affirmed, related);
	if (mention->says)
		it->stated = fmaxf(it->stated, related);
	if (it->profile->answered_count > 0)
		it->share += related * count / (float)it->profile->answered_count;
}

static void speak_near(void *context, int term_id)
{
	speak(context, term_id, 0.6f);
}

static void weigh_terms(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, struct fit *fit, struct scratch *scratch)
{
	const float top = lexicon_weight(index->lexicon, -1);
	float covered = 0, stated = 0, typical = 0, unknown = 0, gap = 0;

	for (size_t i = 0; i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];
		struct speaking it = {.profile = &index->profiles[fit->at], .hidden = hidden};
		float weight = parsed->weights[i];

		speak(&it, term->term_id, 1);
		lexicon_each_related(index->lexicon, term->term_id, speak_near, &it);
		scratch->anywhere[i] = it.anywhere;
		scratch->typed[i] = it.stated;
		covered += weight * it.anywhere;
		stated += weight * it.stated;
		typical += weight * sqrtf(it.share > 1 ? 1 : it.share);
		if (term->term_id < 0)
			unknown += weight;
		gap = fmaxf(gap, weight * (1 - it.anywhere));
		/* "did they flee to Vietnam?" (no) makes no answer of "how many fled to Vietnam?"
		 */
		float met = parsed->type == ASKS_YES_NO ? it.anywhere : it.affirmed;
		if ((term->name || term->number) && met < 0.5f && !fit->unknown_entity)
			fit->unknown_entity = term->text;
	}
	fit->evidence[EVIDENCE_COVERED] = covered / parsed->total;
	fit->evidence[EVIDENCE_STATED] = stated / parsed->total;
	fit->evidence[EVIDENCE_TYPICAL] = typical / parsed->total;
	fit->evidence[EVIDENCE_UNKNOWN] = unknown / parsed->total;
	fit->evidence[EVIDENCE_UNKNOWN_ENTITY] = fit->unknown_entity ? 1 : 0;
	fit->evidence[EVIDENCE_GAP] = gap / top;
	fit->evidence[EVIDENCE_SUBSTANCE] = parsed->total / (parsed->total + 2 * top);
	fit->evidence[EVIDENCE_LENGTH] = fminf((float)parsed->terms.count / 10, 1);
}

/* What a third of a fact's questions speak of is its core; a question that lacks much of it is
 * about something else: "who was the first US president?" lacks the visit. */
static float core_met(const struct index *index, const struct parsed_question *parsed,
	const struct profile *profile)
{
	float met = 0, total = 0;

	for (size_t i = 0; i < profile->mention_count; i++) {
		const struct mention *mention = &profile->mentions[i];
		float share = (float)(mention->questions + mention->denied) /
			      (float)(profile->answered_count + 1);
		float best = 0;

		if (share * 3 < 1)
			continue;
		const struct relative *it = match_relatives(parsed, mention->term_id);

		for (; it && it < parsed->relatives + parsed->relative_count &&
			it->term_id == mention->term_id;
			it++)
			best = fmaxf(best, it->related);
		float weight = share * lexicon_weight(index->lexicon, mention->term_id);
		met += weight * best;
		total += weight;
	}
	return total > 0 ? met / total : 1;
}

/* What weigh_questions finds over all questions of a fact. */
struct nearness {
	float top[3];               /* likeness to its nearest questions */
	float miss;                 /* to its nearest near miss */
	float skip_bigrams, missed; /* in turns of phrase, to both */
};

static void near_question(const struct parsed_question *parsed, const struct known *known,
	float alike, const float *best, struct nearness *related, struct fit *fit,
	struct scratch *scratch)
{
	if (alike > related->top[0] ||
		(alike == related->top[0] && alike > 0 && known->type == parsed->type &&
			fit->nearest->type != parsed->type))
		fit->nearest = known;
	for (int k = 0; k < 3; k++)
		if (alike > related->top[k]) {
			memmove(related->top + k + 1, related->top + k,
				(size_t)(2 - k) * sizeof *related->top);
			related->top[k] = alike;
			break;
		}
	if (alike > 0)
		related->skip_bigrams = fmaxf(related->skip_bigrams,
			same_skip_bigrams(parsed, known, scratch->skip_bigrams));
	for (size_t i = 0; known->type == parsed->type && i < parsed->terms.count; i++)
		scratch->typed[i] = fmaxf(scratch->typed[i], best[i]);
}

static void weigh_questions(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, struct fit *fit, struct scratch *scratch)
{
	const struct profile *profile = &index->profiles[fit->at];
	struct nearness related = {0};
	float best[TERMS_MAX];
	bool unused[SKIP_BIGRAMS_MAX];

	for (size_t i = 0; i < profile->known_count; i++) {
		const struct known *known = &profile->known[i];

		if (known == hidden)
			continue;
		float alike = likeness(index, parsed, known, best);
		if (known->kind != QUESTION_NOT) {
			near_question(parsed, known, alike, best, &related, fit, scratch);
			continue;
		}
		related.miss = fmaxf(related.miss, alike);
		if (alike > 0)
			related.missed =
				fmaxf(related.missed, same_skip_bigrams(parsed, known, unused));
	}
	fit->evidence[EVIDENCE_CORE] = core_met(index, parsed, profile);
	fit->evidence[EVIDENCE_NEAREST] = related.top[0];
	fit->evidence[EVIDENCE_NEAR_FEW] = (related.top[0] + related.top[1] + related.top[2]) / 3;
	fit->evidence[EVIDENCE_SAME_TYPE] = fit->nearest && fit->nearest->type == parsed->type;
	fit->evidence[EVIDENCE_NEAR_MISS] = fmaxf(related.miss - related.top[0], 0);
	fit->evidence[EVIDENCE_MISS] = related.miss;
	fit->evidence[EVIDENCE_BIGRAMS] = related.skip_bigrams;
	fit->evidence[EVIDENCE_BIGRAMS_MISS] = related.missed;

	float of_type =
		(float)profile->types[parsed->type] -
		(hidden && hidden->kind != QUESTION_NOT && hidden->type == parsed->type ? 1 : 0);
	fit->evidence[EVIDENCE_NEW_TYPE] = of_type <= 0 && parsed->type != ASKS_ANY &&
					   parsed->type != ASKS_YES_NO &&
					   parsed->type != ASKS_DEFINITION;
	fit->evidence[EVIDENCE_TYPE] = sqrtf(of_type / (float)(profile->answered_count + 1));
}

/* Whether the question ranks (first, second, largest, last …) otherwise than the fact's questions
 * and statement, or by a rank that they do not have. */
static float other_rank(const struct parsed_question *parsed, const struct scratch *scratch)
{
	static const char *const ranks[] = {"first", "second", "third", "last", "next", "biggest",
		"largest", "smallest", "highest", "lowest", "oldest", "youngest", "richest", "most",
		"least", "only", "main", "chief", "deputy", "former", "current", "previous",
		"other", "another", NULL};
	float most = 0;

	for (size_t i = 0; i < parsed->terms.count; i++)
		for (size_t k = 0; ranks[k]; k++)
			if (strcmp(parsed->terms.list[i].text, ranks[k]) == 0)
				most = fmaxf(most, 1 - scratch->anywhere[i]);
	return most;
}

/* The words by themselves, rare or common, and their turns. */
static void weigh_words(
	const struct parsed_question *parsed, const struct scratch *scratch, struct fit *fit)
{
	float said = 0, least = 1, typed = 0, least_typed = 1, worded = 0;
	size_t count = parsed->terms.count, skip_bigrams = 0;

	for (size_t i = 0; i < count; i++) {
		said += scratch->anywhere[i];
		typed += scratch->typed[i];
		worded += scratch->typed[i] >= 0.8f;
		least = fminf(least, scratch->anywhere[i]);
		least_typed = fminf(least_typed, scratch->typed[i]);
	}
	for (size_t i = 0; i < parsed->skip_bigrams.count; i++)
		skip_bigrams += scratch->skip_bigrams[i];
	fit->evidence[EVIDENCE_SAID] = said / (float)count;
	fit->evidence[EVIDENCE_LEAST] = least;
	fit->evidence[EVIDENCE_TYPED] = typed / (float)count;
	fit->evidence[EVIDENCE_LEAST_TYPED] = least_typed;
	fit->evidence[EVIDENCE_WORDED] = worded / (float)count;
	fit->evidence[EVIDENCE_BIGRAMS_KNOWN] =
		parsed->skip_bigrams.count ? (float)skip_bigrams / (float)parsed->skip_bigrams.count
					   : 0;
}

static bool cannot_supply(const struct profile *profile, enum question_type type)
{
	switch (type) {
	case ASKS_NUMBER:
	case ASKS_AMOUNT:
	case ASKS_AGE:
		return !profile->has_count;
	case ASKS_DATE:
		return !profile->has_date;
	case ASKS_DURATION:
		return !profile->has_duration;
	default:
		return false;
	}
}

/* How much of the thing asked for the statement or a question of the same kind has. */
static void weigh_focus(const struct index *index, const struct parsed_question *parsed,
	const struct scratch *scratch, struct fit *fit)
{
	float missing = 0, same = 0, total = 0;

	for (size_t i = 0; i < parsed->focus.count; i++)
		for (size_t k = 0; k < parsed->terms.count; k++)
			if (parsed->terms.list[k].term_id == parsed->focus.list[i].term_id &&
				(parsed->focus.list[i].term_id >= 0 ||
					strcmp(parsed->terms.list[k].text,
						parsed->focus.list[i].text) == 0)) {
				total += parsed->weights[k];
				missing += parsed->weights[k] * (1 - scratch->typed[k]);
				same += scratch->typed[k] >= 0.8f ? parsed->weights[k] : 0;
				break;
			}
	fit->evidence[EVIDENCE_FOCUS] = total > 0 ? missing / total : 0;
	fit->evidence[EVIDENCE_FOCUS_SAME] = total > 0 ? same / total : 1;
	fit->evidence[EVIDENCE_CANNOT] = cannot_supply(&index->profiles[fit->at], parsed->type);
}

void match_weigh(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, struct fit *fit)
{
	const struct profile *profile = &index->profiles[fit->at];
	struct scratch scratch = {.anywhere = {0}};

	/* only one of this fact's own questions is in its counts */
	if (hidden && (hidden < profile->known || hidden >= profile->known + profile->known_count))
		hidden = NULL;
	fit->nearest = NULL;
	fit->unknown_entity = NULL;
	memset(fit->evidence, 0, sizeof fit->evidence);
	fit->score = -100;
	if (parsed->total <= 0)
		return;
	weigh_terms(index, parsed, hidden, fit, &scratch);
	weigh_questions(index, parsed, hidden, fit, &scratch);
	weigh_words(parsed, &scratch, fit);
	weigh_focus(index, parsed, &scratch, fit);
	fit->evidence[EVIDENCE_ORDINAL] = other_rank(parsed, &scratch);
	fit->evidence[EVIDENCE_PATTERN] = fit->pattern ? 1 : 0;
	fit->evidence[EVIDENCE_NEAR_MISS_PRIOR] = parsed->near_miss_prior / 10;
	fit->score = match_score(fit);
}
