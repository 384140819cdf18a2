#include "ask/match.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* The evidence of one fact for one question. */

/* How well each of the question's terms is met, and by what; the working paper of one weighing. */
struct paper {
	float anywhere[TERMS_MAX]; /* by the fact: 1 itself, 0.6 something near, 0 not at all */
	float typed[TERMS_MAX];    /* by its statement and those of its questions that ask for the
				      same kind of thing */
	bool turns[TURNS_MAX];     /* stands in one of its questions */
};

/* Likeness of the question to a known one: how much of each the other covers, harmonic mean.
 * best receives how well each term of the question is met. */
static float likeness(const struct index *index, const struct asked *asked,
	const struct known *known, float *best)
{
	float covered = 0, theirs = 0, their_total = 0;

	memset(best, 0, asked->terms.count * sizeof *best);
	for (size_t k = 0; k < known->count; k++) {
		float weight = lexicon_weight(index->lexicon, known->concepts[k]), most = 0;
		const struct relative *it = match_relatives(asked, known->concepts[k]);

		for (; it && it < asked->relatives + asked->relative_count &&
			it->concept == known->concepts[k];
			it++) {
			best[it->term] = fmaxf(best[it->term], it->near);
			most = fmaxf(most, it->near);
		}
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

/* Likeness in turns of phrase: Dice's coefficient of the two sets. */
static float same_turns(const struct asked *asked, const struct known *known, bool *met)
{
	size_t own, found = turns_met(&asked->turns, known->codes, known->code_count, met, &own);

	return found ? 2 * (float)found / (float)(asked->turns.count + own) : 0;
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
	const struct known *hidden, struct fit *fit, struct paper *paper)
{
	const float top = lexicon_weight(index->lexicon, -1);
	float covered = 0, stated = 0, typical = 0, unknown = 0, gap = 0;

	for (size_t i = 0; i < asked->terms.count; i++) {
		const struct term *term = &asked->terms.list[i];
		struct speaking it = {.profile = &index->profiles[fit->at], .hidden = hidden};
		float weight = asked->weights[i];

		speak(&it, term->concept, 1);
		lexicon_each_near(index->lexicon, term->concept, speak_near, &it);
		paper->anywhere[i] = it.anywhere;
		paper->typed[i] = it.stated;
		covered += weight * it.anywhere;
		stated += weight * it.stated;
		typical += weight * sqrtf(it.share > 1 ? 1 : it.share);
		if (term->concept < 0)
			unknown += weight;
		gap = fmaxf(gap, weight * (1 - it.anywhere));
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
	fit->evidence[EVIDENCE_LENGTH] = fminf((float)asked->terms.count / 10, 1);
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
		const struct relative *it = match_relatives(asked, mention->concept);

		for (; it && it < asked->relatives + asked->relative_count &&
			it->concept == mention->concept;
			it++)
			best = fmaxf(best, it->near);
		float weight = share * lexicon_weight(index->lexicon, mention->concept);
		met += weight * best;
		total += weight;
	}
	return total > 0 ? met / total : 1;
}

/* What weigh_questions finds over all questions of a fact. */
struct nearness {
	float top[3];        /* likeness to its nearest questions */
	float miss;          /* to its nearest near miss */
	float turns, missed; /* in turns of phrase, to both */
};

static void near_question(const struct asked *asked, const struct known *known, float alike,
	const float *best, struct nearness *near, struct fit *fit, struct paper *paper)
{
	if (alike > near->top[0] ||
		(alike == near->top[0] && alike > 0 && known->type == asked->type &&
			fit->nearest->type != asked->type))
		fit->nearest = known;
	for (int k = 0; k < 3; k++)
		if (alike > near->top[k]) {
			memmove(near->top + k + 1, near->top + k,
				(size_t)(2 - k) * sizeof *near->top);
			near->top[k] = alike;
			break;
		}
	if (alike > 0)
		near->turns = fmaxf(near->turns, same_turns(asked, known, paper->turns));
	for (size_t i = 0; known->type == asked->type && i < asked->terms.count; i++)
		paper->typed[i] = fmaxf(paper->typed[i], best[i]);
}

static void weigh_questions(const struct index *index, const struct asked *asked,
	const struct known *hidden, struct fit *fit, struct paper *paper)
{
	const struct profile *profile = &index->profiles[fit->at];
	struct nearness near = {0};
	float best[TERMS_MAX];
	bool unused[TURNS_MAX];

	for (size_t i = 0; i < profile->known_count; i++) {
		const struct known *known = &profile->known[i];

		if (known == hidden)
			continue;
		float alike = likeness(index, asked, known, best);
		if (known->kind != QUESTION_NOT) {
			near_question(asked, known, alike, best, &near, fit, paper);
			continue;
		}
		near.miss = fmaxf(near.miss, alike);
		if (alike > 0)
			near.missed = fmaxf(near.missed, same_turns(asked, known, unused));
	}
	fit->evidence[EVIDENCE_CORE] = core_met(index, asked, profile);
	fit->evidence[EVIDENCE_NEAREST] = near.top[0];
	fit->evidence[EVIDENCE_NEAR_FEW] = (near.top[0] + near.top[1] + near.top[2]) / 3;
	fit->evidence[EVIDENCE_SAME_TYPE] = fit->nearest && fit->nearest->type == asked->type;
	fit->evidence[EVIDENCE_NEAR_MISS] = fmaxf(near.miss - near.top[0], 0);
	fit->evidence[EVIDENCE_MISS] = near.miss;
	fit->evidence[EVIDENCE_TURNS] = near.turns;
	fit->evidence[EVIDENCE_TURNS_MISS] = near.missed;

	float of_type =
		(float)profile->types[asked->type] -
		(hidden && hidden->kind != QUESTION_NOT && hidden->type == asked->type ? 1 : 0);
	fit->evidence[EVIDENCE_NEW_TYPE] = of_type <= 0 && asked->type != ASKS_ANY &&
					   asked->type != ASKS_YES_NO &&
					   asked->type != ASKS_DEFINITION;
	fit->evidence[EVIDENCE_TYPE] = sqrtf(of_type / (float)(profile->answered_count + 1));
}

/* Whether the question ranks (first, second, largest, last …) otherwise than the fact's questions
 * and statement, or by a rank that they do not have. */
static float other_rank(const struct asked *asked, const struct paper *paper)
{
	static const char *const ranks[] = {"first", "second", "third", "last", "next", "biggest",
		"largest", "smallest", "highest", "lowest", "oldest", "youngest", "richest", "most",
		"least", "only", "main", "chief", "deputy", "former", "current", "previous",
		"other", "another", NULL};
	float most = 0;

	for (size_t i = 0; i < asked->terms.count; i++)
		for (size_t k = 0; ranks[k]; k++)
			if (strcmp(asked->terms.list[i].text, ranks[k]) == 0)
				most = fmaxf(most, 1 - paper->anywhere[i]);
	return most;
}

/* The words by themselves, rare or common, and their turns. */
static void weigh_words(const struct asked *asked, const struct paper *paper, struct fit *fit)
{
	float said = 0, least = 1, typed = 0, least_typed = 1, worded = 0;
	size_t count = asked->terms.count, turns = 0;

	for (size_t i = 0; i < count; i++) {
		said += paper->anywhere[i];
		typed += paper->typed[i];
		worded += paper->typed[i] >= 0.8f;
		least = fminf(least, paper->anywhere[i]);
		least_typed = fminf(least_typed, paper->typed[i]);
	}
	for (size_t i = 0; i < asked->turns.count; i++)
		turns += paper->turns[i];
	fit->evidence[EVIDENCE_SAID] = said / (float)count;
	fit->evidence[EVIDENCE_LEAST] = least;
	fit->evidence[EVIDENCE_TYPED] = typed / (float)count;
	fit->evidence[EVIDENCE_LEAST_TYPED] = least_typed;
	fit->evidence[EVIDENCE_WORDED] = worded / (float)count;
	fit->evidence[EVIDENCE_TURNS_KNOWN] =
		asked->turns.count ? (float)turns / (float)asked->turns.count : 0;
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
static void weigh_focus(const struct index *index, const struct asked *asked,
	const struct paper *paper, struct fit *fit)
{
	float missing = 0, same = 0, total = 0;

	for (size_t i = 0; i < asked->focus.count; i++)
		for (size_t k = 0; k < asked->terms.count; k++)
			if (asked->terms.list[k].concept == asked->focus.list[i].concept &&
				(asked->focus.list[i].concept >= 0 ||
					strcmp(asked->terms.list[k].text,
						asked->focus.list[i].text) == 0)) {
				total += asked->weights[k];
				missing += asked->weights[k] * (1 - paper->typed[k]);
				same += paper->typed[k] >= 0.8f ? asked->weights[k] : 0;
				break;
			}
	fit->evidence[EVIDENCE_FOCUS] = total > 0 ? missing / total : 0;
	fit->evidence[EVIDENCE_FOCUS_SAME] = total > 0 ? same / total : 1;
	fit->evidence[EVIDENCE_CANNOT] = cannot_supply(&index->profiles[fit->at], asked->type);
}

void match_weigh(const struct index *index, const struct asked *asked, const struct known *hidden,
	struct fit *fit)
{
	const struct profile *profile = &index->profiles[fit->at];
	struct paper paper = {.anywhere = {0}};

	/* only one of this fact's own questions is in its counts */
	if (hidden && (hidden < profile->known || hidden >= profile->known + profile->known_count))
		hidden = NULL;
	fit->nearest = NULL;
	fit->stranger = NULL;
	memset(fit->evidence, 0, sizeof fit->evidence);
	fit->score = -100;
	if (asked->total <= 0)
		return;
	weigh_terms(index, asked, hidden, fit, &paper);
	weigh_questions(index, asked, hidden, fit, &paper);
	weigh_words(asked, &paper, fit);
	weigh_focus(index, asked, &paper, fit);
	fit->evidence[EVIDENCE_ORDINAL] = other_rank(asked, &paper);
	fit->evidence[EVIDENCE_PATTERN] = fit->pattern ? 1 : 0;
	fit->evidence[EVIDENCE_WORDING] = asked->lean / 10;
	fit->score = match_score(fit);
}
