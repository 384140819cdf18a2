#include "ask/match.h"

#include "base/region.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Computes the evidence that one fact fits one question. */

/* Each is one instruction, where fmaxf and fminf are calls. */
static inline float larger(float a, float b)
{
	return a > b ? a : b;
}

static inline float smaller(float a, float b)
{
	return a < b ? a : b;
}

/* How well a term of the fact matches the question. */
struct meeting {
	float weight;
	float met;           /* weight * related */
	float related;       /* to the most similar of the question's terms; 0: to none */
	unsigned first, end; /* the question's relatives with that term */
};

struct weighing {
	struct meeting *meetings; /* by the fact's mentions */
	signed char *pairs;       /* by its pairs: the place in the question's, or -1 */
	size_t term_room, pair_room;
};

struct weighing *match_new(void)
{
	return region_alloc(sizeof(struct weighing));
}

void match_reserve(struct index *index, const struct profile *profile)
{
	struct weighing *weighing = index->weighing;

	if (!weighing->meetings || profile->term_count > weighing->term_room) {
		weighing->term_room = 2 * profile->term_count + 1;
		weighing->meetings = region_grow(
			weighing->meetings, weighing->term_room * sizeof *weighing->meetings);
	}
	if (!weighing->pairs || profile->pair_count > weighing->pair_room) {
		weighing->pair_room = 2 * profile->pair_count + 1;
		weighing->pairs = region_grow(weighing->pairs, weighing->pair_room);
	}
}

void match_free(struct weighing *weighing)
{
	if (!weighing)
		return;
	region_release(weighing->meetings);
	region_release(weighing->pairs);
	region_release(weighing);
}

/* How well each of the question's terms is matched: 1 by the same term, less by a related one. */
struct scratch {
	const struct profile *profile;
	const struct known *hidden;
	float anywhere[TERMS_MAX];      /* by the fact */
	float affirmed[TERMS_MAX];      /* the same, without questions that it answers with no */
	float stated[TERMS_MAX];        /* by the statement */
	float typed[TERMS_MAX];         /* by the statement, or a question of the same type */
	float share[TERMS_MAX];         /* share of its questions with the term or a related one */
	bool bigrams[SKIP_BIGRAMS_MAX]; /* the question's bigrams that one of its questions has */
	bool has_pairs;                 /* the fact has one of the question's skip-bigrams */
};

/* Whether the hidden question uses the mention. */
static bool is_in_hidden(const struct scratch *scratch, size_t mention)
{
	const struct known *hidden = scratch->hidden;

	for (size_t i = 0; hidden && i < hidden->term_count; i++)
		if (scratch->profile->places[hidden->first + i] == mention)
			return true;
	return false;
}

/* Records how well the mention matches each of the question's terms. */
static void meet(const struct parsed_question *parsed, size_t m, struct scratch *scratch,
	struct meeting *meeting)
{
	const struct profile *profile = scratch->profile;
	const struct mention *mention = &profile->mentions[m];
	bool hidden = is_in_hidden(scratch, m) && scratch->hidden->kind != QUESTION_NOT;
	bool denied = hidden && scratch->hidden->kind == QUESTION_NO;
	float asked = (float)mention->questions - (hidden && !denied ? 1 : 0);
	float count = asked + (float)mention->denied - (denied ? 1 : 0);

	for (unsigned r = meeting->first; r < meeting->end; r++) {
		const struct relative *it = &parsed->relatives[r];
		size_t i = it->term;

		meeting->related = larger(meeting->related, it->related);
		if (count > 0 || mention->says)
			scratch->anywhere[i] = larger(scratch->anywhere[i], it->near);
		if (asked > 0 || mention->says)
			scratch->affirmed[i] = larger(scratch->affirmed[i], it->near);
		if (mention->says)
			scratch->stated[i] = larger(scratch->stated[i], it->near);
		if (profile->answered_count > 0)
			scratch->share[i] += it->near * count / (float)profile->answered_count;
	}
	meeting->met = meeting->weight * meeting->related;
}

static void meet_terms(
	const struct index *index, const struct parsed_question *parsed, struct scratch *scratch)
{
	const struct profile *profile = scratch->profile;
	struct weighing *weighing = index->weighing;

	for (size_t m = 0; m < profile->term_count; m++) {
		int term_id = profile->mentions[m].term_id;
		struct meeting *meeting = &weighing->meetings[m];

		*meeting = (struct meeting){.weight = lexicon_weight(index->lexicon, term_id)};
		if (parsed->marks[term_id % RELATIVES_MARKS])
			match_relatives(parsed, term_id, &meeting->first, &meeting->end);
		if (meeting->first < meeting->end)
			meet(parsed, m, scratch, meeting);
	}
	memcpy(scratch->typed, scratch->stated, sizeof scratch->typed);
}

static void meet_pairs(
	const struct index *index, const struct parsed_question *parsed, struct scratch *scratch)
{
	const struct profile *profile = scratch->profile;
	signed char *pairs = index->weighing->pairs;

	memset(pairs, -1, profile->pair_count);
	for (size_t i = 0; i < parsed->skip_bigrams.count; i++) {
		uint32_t pair = parsed->skip_bigrams.list[i];
		size_t low = 0, high = profile->pair_count;

		while (low < high) {
			size_t middle = (low + high) / 2;

			if (profile->pairs[middle] < pair)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < profile->pair_count && profile->pairs[low] == pair) {
			pairs[low] = (signed char)i;
			scratch->has_pairs = true;
		}
	}
}

static void weigh_terms(const struct index *index, const struct parsed_question *parsed,
	struct fit *fit, const struct scratch *scratch)
{
	const float top = lexicon_weight(index->lexicon, -1);
	float covered = 0, stated = 0, typical = 0, unknown = 0, gap = 0;

	for (size_t i = 0; i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];
		float weight = parsed->weights[i];

		covered += weight * scratch->anywhere[i];
		stated += weight * scratch->stated[i];
		typical += weight * sqrtf(smaller(scratch->share[i], 1));
		if (term->term_id < 0)
			unknown += weight;
		gap = larger(gap, weight * (1 - scratch->anywhere[i]));
		/* "did they flee to Vietnam?" (no) does not answer "how many fled to Vietnam?"
		 */
		float met =
			parsed->type == ASKS_YES_NO ? scratch->anywhere[i] : scratch->affirmed[i];
		if ((term->name || term->number) && met < 0.5f && !*fit->unknown_entity)
			snprintf(fit->unknown_entity, sizeof fit->unknown_entity, "%s", term->text);
	}
	fit->evidence[EVIDENCE_COVERED] = covered / parsed->total;
	fit->evidence[EVIDENCE_STATED] = stated / parsed->total;
	fit->evidence[EVIDENCE_TYPICAL] = typical / parsed->total;
	fit->evidence[EVIDENCE_UNKNOWN] = unknown / parsed->total;
	fit->evidence[EVIDENCE_UNKNOWN_ENTITY] = *fit->unknown_entity ? 1 : 0;
	fit->evidence[EVIDENCE_GAP] = gap / top;
	fit->evidence[EVIDENCE_SUBSTANCE] = parsed->total / (parsed->total + 2 * top);
	fit->evidence[EVIDENCE_LENGTH] = smaller((float)parsed->terms.count / 10, 1);
}

/* How much of the fact's core the question has. The core are the terms in a third of the fact's
 * questions. A question that lacks much of it is about something else: "who was the first US
 * president?" lacks the visit. */
static float core_met(const struct profile *profile, const struct meeting *meetings)
{
	float met = 0, total = 0;

	for (size_t i = 0; i < profile->mention_count; i++) {
		const struct mention *mention = &profile->mentions[i];
		float share = (float)(mention->questions + mention->denied) /
			      (float)(profile->answered_count + 1);

		if (share * 3 < 1)
			continue;
		met += share * meetings[i].met;
		total += share * meetings[i].weight;
	}
	return total > 0 ? met / total : 1;
}

/* The similarity of the question to a known one: the harmonic mean of how much of each the other
 * covers. Sets best to how well each term of the question is matched. */
static float question_likeness(const struct index *index, const struct parsed_question *parsed,
	const struct profile *profile, const struct known *known, float *best)
{
	const unsigned short *places = profile->places + known->first;
	float covered = 0, theirs = 0, their_total = 0;

	for (size_t k = 0; k < known->term_count; k++) {
		const struct meeting *meeting = &index->weighing->meetings[places[k]];

		theirs += meeting->met;
		their_total += meeting->weight;
	}
	if (theirs <= 0)
		return 0;
	memset(best, 0, parsed->terms.count * sizeof *best);
	for (size_t k = 0; k < known->term_count; k++) {
		const struct meeting *meeting = &index->weighing->meetings[places[k]];

		for (unsigned r = meeting->first; r < meeting->end; r++) {
			const struct relative *it = &parsed->relatives[r];

			best[it->term] = larger(best[it->term], it->related);
		}
	}
	for (size_t i = 0; i < parsed->terms.count; i++)
		covered += parsed->weights[i] * best[i];
	if (covered <= 0)
		return 0;
	covered /= parsed->total;
	theirs /= their_total;
	return 2 * covered * theirs / (covered + theirs);
}

/* The similarity in skip-bigrams (Dice's coefficient). Marks in met, unless NULL, those found.
 */
static float bigram_likeness(const struct index *index, const struct parsed_question *parsed,
	const struct scratch *scratch, const struct known *known, bool *met)
{
	const unsigned short *places = scratch->profile->places + known->first + known->term_count;
	size_t found = 0;

	for (size_t i = 0; scratch->has_pairs && i < known->pair_count; i++) {
		int at = index->weighing->pairs[places[i]];

		if (at < 0)
			continue;
		found++;
		if (met)
			met[at] = true;
	}
	return found ? 2 * (float)found / (float)(parsed->skip_bigrams.count + known->bigrams) : 0;
}

/* The best similarities over all questions of a fact. */
struct nearness {
	float top[3];          /* to its three nearest questions */
	float miss;            /* to its nearest near miss */
	float bigrams, missed; /* in skip-bigrams, to questions and to near misses */
};

static void near_question(const struct parsed_question *parsed, const struct known *known,
	float alike, const float *best, struct nearness *nearness, struct fit *fit,
	struct scratch *scratch)
{
	if (alike > nearness->top[0] ||
		(alike == nearness->top[0] && (enum question_type)known->type == parsed->type &&
			(enum question_type)fit->nearest->type != parsed->type))
		fit->nearest = known;
	for (int k = 0; k < 3; k++)
		if (alike > nearness->top[k]) {
			memmove(nearness->top + k + 1, nearness->top + k,
				(size_t)(2 - k) * sizeof *nearness->top);
			nearness->top[k] = alike;
			break;
		}
	if ((enum question_type)known->type != parsed->type)
		return;
	for (size_t i = 0; i < parsed->terms.count; i++)
		scratch->typed[i] = larger(scratch->typed[i], best[i]);
}

static void weigh_questions(const struct index *index, const struct parsed_question *parsed,
	struct fit *fit, struct scratch *scratch)
{
	const struct profile *profile = scratch->profile;
	const struct known *hidden = scratch->hidden;
	struct nearness nearness = {0};
	float best[TERMS_MAX];

	for (size_t i = 0; i < profile->known_count; i++) {
		const struct known *known = &profile->known[i];
		float alike = known == hidden
				      ? 0
				      : question_likeness(index, parsed, profile, known, best);

		if (alike <= 0)
			continue;
		if (known->kind == QUESTION_NOT) {
			nearness.miss = larger(nearness.miss, alike);
			nearness.missed = larger(nearness.missed,
				bigram_likeness(index, parsed, scratch, known, NULL));
			continue;
		}
		near_question(parsed, known, alike, best, &nearness, fit, scratch);
		nearness.bigrams = larger(nearness.bigrams,
			bigram_likeness(index, parsed, scratch, known, scratch->bigrams));
	}
	fit->evidence[EVIDENCE_CORE] = core_met(profile, index->weighing->meetings);
	fit->evidence[EVIDENCE_NEAREST] = nearness.top[0];
	fit->evidence[EVIDENCE_NEAR_FEW] =
		(nearness.top[0] + nearness.top[1] + nearness.top[2]) / 3;
	fit->evidence[EVIDENCE_SAME_TYPE] =
		fit->nearest && (enum question_type)fit->nearest->type == parsed->type;
	fit->evidence[EVIDENCE_NEAR_MISS] = larger(nearness.miss - nearness.top[0], 0);
	fit->evidence[EVIDENCE_MISS] = nearness.miss;
	fit->evidence[EVIDENCE_BIGRAMS] = nearness.bigrams;
	fit->evidence[EVIDENCE_BIGRAMS_MISS] = nearness.missed;

	bool is_hidden_type = hidden && hidden->kind != QUESTION_NOT &&
			      (enum question_type)hidden->type == parsed->type;
	float of_type = (float)profile->types[parsed->type] - (is_hidden_type ? 1 : 0);
	fit->evidence[EVIDENCE_NEW_TYPE] = of_type <= 0 && parsed->type != ASKS_ANY &&
					   parsed->type != ASKS_YES_NO &&
					   parsed->type != ASKS_DEFINITION;
	fit->evidence[EVIDENCE_TYPE] = sqrtf(of_type / (float)(profile->answered_count + 1));
}

/* How far the fact lacks the question's rank (first, largest, last …). */
static float other_rank(const struct parsed_question *parsed, const struct scratch *scratch)
{
	float most = 0;

	for (size_t i = 0; i < parsed->terms.count; i++)
		if (parsed->ranks[i])
			most = larger(most, 1 - scratch->anywhere[i]);
	return most;
}

/* The evidence from unweighted words and from skip-bigrams. */
static void weigh_words(
	const struct parsed_question *parsed, const struct scratch *scratch, struct fit *fit)
{
	float anywhere = 0, least = 1, typed = 0, least_typed = 1, worded = 0;
	size_t count = parsed->terms.count, bigrams = 0;

	for (size_t i = 0; i < count; i++) {
		anywhere += scratch->anywhere[i];
		typed += scratch->typed[i];
		worded += scratch->typed[i] >= 0.8f;
		least = smaller(least, scratch->anywhere[i]);
		least_typed = smaller(least_typed, scratch->typed[i]);
	}
	for (size_t i = 0; i < parsed->skip_bigrams.count; i++)
		bigrams += scratch->bigrams[i];
	fit->evidence[EVIDENCE_SAID] = anywhere / (float)count;
	fit->evidence[EVIDENCE_LEAST] = least;
	fit->evidence[EVIDENCE_TYPED] = typed / (float)count;
	fit->evidence[EVIDENCE_LEAST_TYPED] = least_typed;
	fit->evidence[EVIDENCE_WORDED] = worded / (float)count;
	fit->evidence[EVIDENCE_BIGRAMS_KNOWN] =
		parsed->skip_bigrams.count ? (float)bigrams / (float)parsed->skip_bigrams.count : 0;
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

/* How much of the thing asked for is in the statement or in a question of the same type. */
static void weigh_thing_asked(const struct index *index, const struct parsed_question *parsed,
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
	struct scratch scratch = {.profile = profile};

	/* only one of this fact's own questions is in its counts */
	if (hidden && hidden >= profile->known && hidden < profile->known + profile->known_count)
		scratch.hidden = hidden;
	fit->nearest = NULL;
	*fit->unknown_entity = '\0';
	memset(fit->evidence, 0, sizeof fit->evidence);
	fit->score = -100;
	if (parsed->total <= 0)
		return;
	meet_terms(index, parsed, &scratch);
	meet_pairs(index, parsed, &scratch);
	weigh_terms(index, parsed, fit, &scratch);
	weigh_questions(index, parsed, fit, &scratch);
	weigh_words(parsed, &scratch, fit);
	weigh_thing_asked(index, parsed, &scratch, fit);
	fit->evidence[EVIDENCE_ORDINAL] = other_rank(parsed, &scratch);
	fit->evidence[EVIDENCE_PATTERN] = fit->pattern ? 1 : 0;
	fit->evidence[EVIDENCE_NEAR_MISS_PRIOR] = parsed->near_miss_prior / 10;
	fit->score = match_score(fit);
}
