#include "ask/match.h"

#include "base/arena.h"
#include "base/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The weight of each piece of evidence in ranking facts; fitted by tests/eval/fit.py. */
static const struct {
	const char *name;
	float rank;
} table[EVIDENCE_COUNT] = {
	[EVIDENCE_NEAREST] = {"like one of its questions", 1.35f},
	[EVIDENCE_NEAR_FEW] = {"like three of its questions", 7.11f},
	[EVIDENCE_COVERED] = {"it mentions what is asked", 3.76f},
	[EVIDENCE_STATED] = {"its statement mentions it", 2.25f},
	[EVIDENCE_TYPICAL] = {"words typical of its questions", 0.66f},
	[EVIDENCE_SAME_TYPE] = {"same type of question", 0.28f},
	[EVIDENCE_TYPE] = {"questions of the type", 2.18f},
	[EVIDENCE_PATTERN] = {"a pattern matches", 0.00f},
	[EVIDENCE_UNKNOWN] = {"words unknown here", 0.00f},
	[EVIDENCE_UNKNOWN_ENTITY] = {"a name or number it does not know", -1.24f},
	[EVIDENCE_NEAR_MISS] = {"like a near miss", 3.03f},
	[EVIDENCE_CORE] = {"it has the core terms", 0.88f},
	[EVIDENCE_FOCUS] = {"thing asked for that it lacks", 0.63f},
	[EVIDENCE_GAP] = {"a weighty word it lacks", -0.51f},
	[EVIDENCE_NEW_TYPE] = {"no question of the type", 0.01f},
	[EVIDENCE_CANNOT] = {"it has no such number", -1.13f},
	[EVIDENCE_LENGTH] = {"number of words", 0.00f},
	[EVIDENCE_MISS] = {"like one of its near misses", 0.17f},
	[EVIDENCE_BIGRAMS] = {"word pairs of a question", 0.29f},
	[EVIDENCE_BIGRAMS_MISS] = {"word pairs of a near miss", 3.30f},
	[EVIDENCE_BIGRAMS_KNOWN] = {"word pairs seen before", 5.95f},
	[EVIDENCE_SAID] = {"words it has", 2.92f},
	[EVIDENCE_LEAST] = {"the word it has least", -0.76f},
	[EVIDENCE_TYPED] = {"words in questions of the type", -1.77f},
	[EVIDENCE_LEAST_TYPED] = {"the least of them", -0.04f},
	[EVIDENCE_WORDED] = {"the words themselves", 3.49f},
	[EVIDENCE_FOCUS_SAME] = {"the thing asked for itself", 0.18f},
	[EVIDENCE_ORDINAL] = {"another rank", -0.05f},
	[EVIDENCE_NEAR_MISS_PRIOR] = {"worded like near misses", 0.00f},
	[EVIDENCE_SUBSTANCE] = {"weight of the words", 0.00f},
};

const char *match_evidence_name(enum evidence evidence)
{
	return table[evidence].name;
}

static bool is_rank(const char *word)
{
	static const char *const ranks[] = {"first", "second", "third", "last", "next", "biggest",
		"largest", "smallest", "highest", "lowest", "oldest", "youngest", "richest", "most",
		"least", "only", "main", "chief", "deputy", "former", "current", "previous",
		"other", "another"};
	size_t i = 0, count = sizeof ranks / sizeof *ranks;

	while (i < count && !text_same(word, ranks[i]))
		i++;
	return i < count;
}

/* Light words count for a quarter. */
static float weight_of(const struct index *index, const struct term *term)
{
	return lexicon_weight(index->lexicon, term->term_id) * (term->light ? 0.25f : 1) *
	       term->confidence;
}

struct relative_list {
	struct parsed_question *parsed;
	unsigned term;
	float near;
};

static void add_relative(void *context, int term_id)
{
	struct relative_list *it = context;
	struct parsed_question *parsed = it->parsed;

	if (term_id < 0 || parsed->relative_count == RELATIVES_MAX)
		return;
	parsed->relatives[parsed->relative_count++] = (struct relative){.term_id = term_id,
		.term = it->term,
		.near = it->near,
		.related = it->near * parsed->terms.list[it->term].confidence};
	parsed->marks[term_id % RELATIVES_MARKS] = true;
}

/* Sorts the relatives by term_id (a radix sort: a large base has hundreds). Of those with the same
 * one, the first stays first. */
static void sort_relatives(struct parsed_question *parsed)
{
	enum { DIGIT = 6, DIGITS = 1 << DIGIT };
	struct relative spare[RELATIVES_MAX], *from = parsed->relatives, *to = spare, *done;
	unsigned count = (unsigned)parsed->relative_count, most = 0;

	for (unsigned i = 0; i < count; i++)
		most |= (unsigned)from[i].term_id;
	for (unsigned shift = 0; shift < 32 && most >> shift; shift += DIGIT) {
		unsigned short places[DIGITS] = {0};

		for (unsigned i = 0; i < count; i++)
			places[((unsigned)from[i].term_id >> shift) % DIGITS]++;
		for (unsigned i = 0, place = 0; i < DIGITS; i++) {
			unsigned short same = places[i];

			places[i] = (unsigned short)place;
			place += same;
		}
		for (unsigned i = 0; i < count; i++)
			to[places[((unsigned)from[i].term_id >> shift) % DIGITS]++] = from[i];
		done = to;
		to = from;
		from = done;
	}
	if (from == spare)
		memcpy(parsed->relatives, spare, count * sizeof *spare);
}

/* Collects the question's terms and those related to them. */
static void read_relatives(const struct index *index, struct parsed_question *parsed)
{
	parsed->relative_count = 0;
	memset(parsed->marks, 0, sizeof parsed->marks);
	for (size_t i = 0; i < parsed->terms.count; i++) {
		int term_id = parsed->terms.list[i].term_id;
		struct relative_list it = {.parsed = parsed, .term = (unsigned)i, .near = 1};

		add_relative(&it, term_id);
		it.near = LEXICON_RELATED;
		lexicon_each_related(index->lexicon, term_id, add_relative, &it);
	}
	sort_relatives(parsed);
}

void match_relatives(
	const struct parsed_question *parsed, int term_id, unsigned *first, unsigned *end)
{
	unsigned low = 0, count = (unsigned)parsed->relative_count, high = count;

	while (low < high) {
		unsigned middle = (low + high) / 2;

		if (parsed->relatives[middle].term_id < term_id)
			low = middle + 1;
		else
			high = middle;
	}
	*first = *end = low;
	while (*end < count && parsed->relatives[*end].term_id == term_id)
		++*end;
}

static float near_miss_prior_of(
	const struct index *index, const struct parsed_question *parsed, enum near_miss_known known)
{
	struct near_miss_text text = {.count = parsed->terms.count, .type = parsed->type};
	uint32_t pairs[SKIP_BIGRAMS_MAX];
	size_t count = skip_bigrams_read(parsed->terms.codes, parsed->terms.code_count, pairs);

	for (size_t i = 0; i < parsed->terms.count; i++)
		text.term_ids[i] = parsed->terms.list[i].term_id;
	near_miss_pairs(&text, pairs, count);
	return near_miss_log_odds(index->near_miss_model, &text, known);
}

static void drop_words(struct terms *terms, const char *const *words)
{
	size_t kept = 0;

	for (size_t i = 0; i < terms->count; i++)
		if (!text_is_one_of(terms->list[i].text, words))
			terms->list[kept++] = terms->list[i];
	terms->count = kept;
}

/* Drops what makes no difference to which fact answers: "never" where yes or no is asked for, and
 * "last" in "how long did it last", which ranks nothing. */
static void drop_idle_words(struct parsed_question *parsed)
{
	static const char *const negations[] = {"not", "never", NULL};
	static const char *const lasting[] = {"last", "lasted", NULL};

	if (parsed->type == ASKS_YES_NO)
		drop_words(&parsed->terms, negations);
	else if (parsed->type == ASKS_DURATION && parsed->terms.count > 2)
		drop_words(&parsed->terms, lasting);
}

void match_read(const struct index *index, const char *folded, struct parsed_question *parsed)
{
	uint32_t pairs[SKIP_BIGRAMS_MAX];

	parsed->folded = folded;
	parsed->hash = words_hash(folded);
	parsed->type = question_type(folded);
	lexicon_question(index->lexicon, folded, &parsed->terms, &parsed->focus);
	drop_idle_words(parsed);
	parsed->total = 0;
	for (size_t i = 0; i < parsed->terms.count; i++) {
		parsed->weights[i] = weight_of(index, &parsed->terms.list[i]);
		parsed->total += parsed->weights[i];
		parsed->ranks[i] = is_rank(parsed->terms.list[i].text);
	}
	read_relatives(index, parsed);
	parsed->bigrams = skip_bigrams_read(parsed->terms.codes, parsed->terms.code_count, pairs);
	skip_bigrams_set(pairs, parsed->bigrams, &parsed->skip_bigrams);
	parsed->near_miss_prior = near_miss_prior_of(index, parsed, NEAR_MISS_UNSEEN);
}

void match_hide(
	const struct index *index, const struct known *hidden, struct parsed_question *parsed)
{
	parsed->near_miss_prior = near_miss_prior_of(index, parsed,
		hidden->kind == QUESTION_NOT ? NEAR_MISS_SEEN : NEAR_MISS_SEEN_ANSWERED);
}

static int compare_group_order(const void *a, const void *b)
{
	const struct postings_term *x = a, *y = b;

	return (int)x->group - (int)y->group;
}

enum { FEW = 8 };                    /* candidates that are always returned */
static const float promising = 0.5f; /* others need this share of the best estimate */

size_t match_candidates(
	const struct index *index, const struct parsed_question *parsed, int *positions, size_t max)
{
	struct postings_term wanted[RELATIVES_MAX];
	struct postings_hit best[POSTINGS_BEST_MAX];
	float each = parsed->total / (float)(parsed->terms.count + 1);

	/* once by the words' weights, once with all words equal */
	for (size_t i = 0; i < parsed->relative_count; i++) {
		const struct relative *it = &parsed->relatives[i];

		wanted[i] = (struct postings_term){.term_id = it->term_id,
			.group = it->term,
			.weight = it->related * (parsed->weights[it->term] + each)};
	}
	/* cppcheck-suppress uninitvar ; the loop above sets them */
	qsort(wanted, parsed->relative_count, sizeof *wanted, compare_group_order);
	size_t count = postings_best(index->postings, wanted, parsed->relative_count, best, max);

	size_t found = 0;

	for (; found < count; found++) {
		if (found >= FEW && best[found].score < promising * best[0].score)
			break;
		positions[found] = index_by_slot(index, best[found].slot);
	}
	return found;
}

const char *match_nearest(const struct index *index, const struct fit *fit)
{
	return fit->nearest ? index_question(&index->profiles[fit->at], fit->nearest) : "";
}

float match_score(const struct fit *fit)
{
	float score = 0;

	for (int i = 0; i < EVIDENCE_COUNT; i++)
		score += table[i].rank * fit->evidence[i];
	return score;
}
