#include "ask/match.h"

#include <math.h>
#include <string.h>

/*
 * What each piece of evidence weighs: in finding the best fact (rank), and in telling whether the
 * best one is right (sure). Made by tests/eval/fit.py: paste what it prints.
 */
static const struct {
	const char *name;
	float rank, sure;
} table[EVIDENCE_COUNT] = {
	[EVIDENCE_NEAREST] = {"like one of its questions", 2.14f, 0.46f},
	[EVIDENCE_NEAR_FEW] = {"like three of its questions", 8.62f, 4.37f},
	[EVIDENCE_COVERED] = {"it speaks of what is asked", 6.17f, 5.54f},
	[EVIDENCE_STATED] = {"its statement speaks of it", 1.80f, -0.92f},
	[EVIDENCE_TYPICAL] = {"words typical of its questions", 3.42f, -3.00f},
	[EVIDENCE_SAME_TYPE] = {"same kind of question", 0.40f, 0.02f},
	[EVIDENCE_TYPE] = {"often asked for that", 1.98f, 0.75f},
	[EVIDENCE_PATTERN] = {"a pattern matches", 1.00f, 0.12f},
	[EVIDENCE_UNKNOWN] = {"words unknown here", 0.00f, 0.93f},
	[EVIDENCE_STRANGER] = {"a name or number it does not know", -1.23f, -2.31f},
	[EVIDENCE_NEAR_MISS] = {"like a near miss", 3.89f, -5.16f},
	[EVIDENCE_CORE] = {"it has what its questions have", 1.42f, 1.13f},
	[EVIDENCE_FOCUS] = {"not asked for before", -0.51f, -0.58f},
	[EVIDENCE_GAP] = {"a weighty word it does not know", 1.21f, 0.04f},
	[EVIDENCE_NEW_TYPE] = {"never asked for that", -0.75f, -1.44f},
	[EVIDENCE_CANNOT] = {"it has no number", -0.71f, -1.68f},
	[EVIDENCE_SUBSTANCE] = {"the question tells enough", 0.00f, 6.07f},
};

static const float sure_lead = -0.006f; /* of the lead over the next fact, 4 at most */
static const float sure_clear = 0.166f; /* of that over the next with other citations, 6 at most */
static const float sure_bias = -8.516f;

const char *match_evidence_name(enum evidence evidence)
{
	return table[evidence].name;
}

float match_evidence_weight(enum evidence evidence)
{
	return table[evidence].rank;
}

float match_confidence(const struct fit *best, float lead, float clear)
{
	float sum = sure_bias + sure_lead * fminf(lead, 4) + sure_clear * fminf(clear, 6);

	for (int i = 0; i < EVIDENCE_COUNT; i++)
		sum += table[i].sure * best->evidence[i];
	return 1 / (1 + expf(-sum));
}

/* Words that say little by themselves count for a quarter. */
static float weight_of(const struct index *index, const struct term *term)
{
	return lexicon_weight(index->lexicon, term->concept) * (term->light ? 0.25f : 1) *
	       term->sure;
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
}

/* Likeness of the question to a known one: how much of each the other covers, harmonic mean. */
static float likeness(
	const struct index *index, const struct asked *asked, const struct known *known)
{
	float covered = 0, theirs = 0, their_total = 0;
	float best[TERMS_MAX] = {0};

	for (size_t k = 0; k < known->count; k++) {
		float most = 0;

		for (size_t i = 0; i < asked->terms.count; i++) {
			float near = lexicon_near(
				index->lexicon, asked->terms.list[i].concept, known->concepts[k]);

			near *= asked->terms.list[i].sure;
			if (near > best[i])
				best[i] = near;
			if (near > most)
				most = near;
		}
		float weight = lexicon_weight(index->lexicon, known->concepts[k]);
		theirs += weight * most;
		their_total += weight;
	}
	for (size_t i = 0; i < asked->terms.count; i++)
		covered += asked->weights[i] * best[i];
	if (covered <= 0 || theirs <= 0)
		return 0;
	covered /= asked->total;
	theirs /= their_total;
	return 2 * covered * theirs / (covered + theirs);
}

static bool holds(const struct known *known, int concept)
{
	for (size_t i = 0; known && i < known->count; i++)
		if (known->concepts[i] == concept)
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

static void speak(struct speaking *it, int concept, float near)
{
	const struct mention *mention = index_mention(it->profile, concept);

	if (!mention)
		return;
	bool hidden = it->hidden && it->hidden->kind != QUESTION_NOT && holds(it->hidden, concept);
	bool denied = hidden && it->hidden->kind == QUESTION_NO;
	float asked = (float)mention->questions - (hidden && !denied ? 1 : 0);
	float count = asked + (float)mention->denied - (denied ? 1 : 0);

	if (count > 0 || mention->says)
		it->anywhere = fmaxf(it->anywhere, near);
	if (asked > 0 || mention->says)
		it->affirmed = fmaxf(it->affirmed, near);
	if (mention->says)
		it->stated = fmaxf(it->stated, near);
	if (it->profile->answered_count > 0)
		it->share += near * count / (float)it->profile->answered_count;
}

static void speak_near(void *context, int concept)
{
	speak(context, concept, 0.6f);
}

static void weigh_terms(const struct index *index, const struct asked *asked,
	const struct known *hidden, struct fit *fit)
{
	const float top = lexicon_weight(index->lexicon, -1);
	float covered = 0, stated = 0, typical = 0, unknown = 0, gap = 0;

	for (size_t i = 0; i < asked->terms.count; i++) {
		const struct term *term = &asked->terms.list[i];
		struct speaking it = {.profile = &index->profiles[fit->at], .hidden = hidden};
		float weight = asked->weights[i];

		speak(&it, term->concept, 1);
		lexicon_each_near(index->lexicon, term->concept, speak_near, &it);
		covered += weight * it.anywhere;
		stated += weight * it.stated;
		typical += weight * sqrtf(it.share > 1 ? 1 : it.share);
		if (term->concept < 0)
			unknown += weight;
		if (weight * (1 - it.anywhere) > gap)
			gap = weight * (1 - it.anywhere);
		/* "did they flee to Vietnam?" (no) makes no answer of "how many fled to Vietnam?"
		 */
		float met = asked->type == ASKS_YES_NO ? it.anywhere : it.affirmed;
		if ((term->name || term->number) && met < 0.5f && !fit->stranger)
			fit->stranger = term->text;
	}
	fit->evidence[EVIDENCE_COVERED] = covered / asked->total;
	fit->evidence[EVIDENCE_STATED] = stated / asked->total;
	fit->evidence[EVIDENCE_TYPICAL] = typical / asked->total;
	fit->evidence[EVIDENCE_UNKNOWN] = unknown / asked->total;
	fit->evidence[EVIDENCE_STRANGER] = fit->stranger ? 1 : 0;
	fit->evidence[EVIDENCE_GAP] = gap / top;
	fit->evidence[EVIDENCE_SUBSTANCE] = asked->total / (asked->total + 2 * top);
}

/* What a third of a fact's questions speak of is its core; a question that lacks much of it is
 * about something else: "who was the first US president?" lacks the visit. */
static float core_met(
	const struct index *index, const struct asked *asked, const struct profile *profile)
{
	float met = 0, total = 0;

	for (size_t i = 0; i < profile->mention_count; i++) {
		const struct mention *mention = &profile->mentions[i];
		float share = (float)(mention->questions + mention->denied) /
			      (float)(profile->answered_count + 1);
		float best = 0;

		if (share * 3 < 1)
			continue;
		for (size_t k = 0; k < asked->terms.count && best < 1; k++)
			best = fmaxf(best, lexicon_near(index->lexicon, mention->concept,
						   asked->terms.list[k].concept));
		float weight = share * lexicon_weight(index->lexicon, mention->concept);
		met += weight * best;
		total += weight;
	}
	return total > 0 ? met / total : 1;
}

static void weigh_questions(const struct index *index, const struct asked *asked,
	const struct known *hidden, struct fit *fit)
{
	const struct profile *profile = &index->profiles[fit->at];
	float top[3] = {0}, miss = 0;

	for (size_t i = 0; i < profile->known_count; i++) {
		const struct known *known = &profile->known[i];
		float alike = known == hidden ? 0 : likeness(index, asked, known);

		if (known->kind == QUESTION_NOT) {
			if (alike > miss)
				miss = alike;
			continue;
		}
		if (alike > top[0] || (alike == top[0] && alike > 0 && known->type == asked->type &&
					      fit->nearest->type != asked->type))
			fit->nearest = known;
		for (int k = 0; k < 3; k++)
			if (alike > top[k]) {
				memmove(top + k + 1, top + k, (size_t)(2 - k) * sizeof *top);
				top[k] = alike;
				break;
			}
	}
	fit->evidence[EVIDENCE_CORE] = core_met(index, asked, profile);
	fit->evidence[EVIDENCE_NEAREST] = top[0];
	fit->evidence[EVIDENCE_NEAR_FEW] = (top[0] + top[1] + top[2]) / 3;
	fit->evidence[EVIDENCE_SAME_TYPE] = fit->nearest && fit->nearest->type == asked->type;
	fit->evidence[EVIDENCE_NEAR_MISS] = miss > top[0] ? miss - top[0] : 0;

	float of_type =
		(float)profile->types[asked->type] -
		(hidden && hidden->kind != QUESTION_NOT && hidden->type == asked->type ? 1 : 0);
	fit->evidence[EVIDENCE_NEW_TYPE] = of_type <= 0 && asked->type != ASKS_ANY &&
					   asked->type != ASKS_YES_NO &&
					   asked->type != ASKS_DEFINITION;
	fit->evidence[EVIDENCE_TYPE] = sqrtf(of_type / (float)(profile->answered_count + 1));
}

/* How well the fact's statement, or one of its questions of the same type, has the term. */
static float has_focus(const struct index *index, const struct profile *profile,
	const struct asked *asked, const struct known *hidden, int concept)
{
	struct speaking it = {.profile = profile};
	float best;

	speak(&it, concept, 1);
	lexicon_each_near(index->lexicon, concept, speak_near, &it);
	best = it.stated;
	for (size_t i = 0; i < profile->answered_count && best < 1; i++) {
		const struct known *known = &profile->known[i];

		if (known == hidden || known->type != asked->type)
			continue;
		for (size_t k = 0; k < known->count; k++) {
			float near = lexicon_near(index->lexicon, concept, known->concepts[k]);

			if (near > best)
				best = near;
		}
	}
	return best;
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

static void weigh_focus(const struct index *index, const struct asked *asked,
	const struct known *hidden, struct fit *fit)
{
	const struct profile *profile = &index->profiles[fit->at];
	float missing = 0, total = 0;

	for (size_t i = 0; i < asked->focus.count; i++) {
		const struct term *term = &asked->focus.list[i];
		float weight = weight_of(index, term);

		total += weight;
		missing += weight * (1 - has_focus(index, profile, asked, hidden, term->concept));
	}
	fit->evidence[EVIDENCE_FOCUS] = total > 0 ? missing / total : 0;
	fit->evidence[EVIDENCE_CANNOT] = cannot_supply(profile, asked->type);
}

void match_weigh(const struct index *index, const struct asked *asked, const struct known *hidden,
	struct fit *fit)
{
	const struct profile *profile = &index->profiles[fit->at];

	/* only one of this fact's own answered questions was counted for it */
	if (hidden && (hidden < profile->known || hidden >= profile->known + profile->known_count))
		hidden = NULL;
	fit->nearest = NULL;
	fit->stranger = NULL;
	memset(fit->evidence, 0, sizeof fit->evidence);
	fit->score = -100;
	if (asked->total <= 0)
		return;
	weigh_terms(index, asked, hidden, fit);
	weigh_questions(index, asked, hidden, fit);
	weigh_focus(index, asked, hidden, fit);
	fit->evidence[EVIDENCE_PATTERN] = fit->pattern ? 1 : 0;
	fit->score = 0;
	for (int i = 0; i < EVIDENCE_COUNT; i++)
		fit->score += table[i].rank * fit->evidence[i];
}
