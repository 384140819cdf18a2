#include "ask/reading_inner.h"

#include "ask/statement.h"
#include "ask/token_alignment.h"

#include <math.h>
#include <string.h>

/* A cosine below the floor is not a match by context; a match by context counts for a share of a
 * match by term. */
static const float context_floor = 0.3f, context_share = 0.9f;
/* The lowest cosine for which a term has a place in the statement. */
static const float order_floor = 0.55f;
static const float mean_length = 24; /* words of a statement, for BM25 (k1 1.2, b 0.75) */

/* --- the question ----------------------------------------------------------------------------- */

/* Normalizes a vector and quantises it to 8 bits. */
static void quantise(const float *sum, struct encoder_vector *out)
{
	float most = 0, squares = 0;

	for (size_t i = 0; i < ENCODER_SIZE; i++)
		most = fmaxf(most, fabsf(sum[i]));
	for (size_t i = 0; i < ENCODER_SIZE; i++) {
		out->n[i] = (int8_t)lrintf(sum[i] * 127 / most);
		squares += (float)out->n[i] * (float)out->n[i];
	}
	out->scale = 1 / sqrtf(squares);
}

/* The mean of the vectors of a term's tokens, including a mark right behind it. False if it has
 * none. */
static bool term_vector(const struct encoder_sentence *sentence, const struct term *term,
	struct encoder_vector *out)
{
	float sum[ENCODER_SIZE] = {0};
	bool found = false;

	for (size_t k = 1; k + 1 < sentence->token_count; k++) {
		const struct encoder_token *token = &sentence->tokens[k];

		if (token->start > (uint32_t)term->at + term->length || token->end <= term->at)
			continue;
		for (size_t i = 0; i < ENCODER_SIZE; i++)
			sum[i] += (float)token->vector.n[i] * token->vector.scale;
		found = true;
	}
	if (found)
		quantise(sum, out);
	return found;
}

void reading_encode(const struct index *index, const struct parsed_question *parsed,
	struct reading_question *question)
{
	embeddings_question(
		fact_vectors_embeddings(index->vectors), parsed->folded, &question->sentence);
	for (size_t i = 0; i < parsed->terms.count; i++)
		question->has_term[i] = term_vector(
			&question->sentence, &parsed->terms.list[i], &question->terms[i]);
	question->negated = statement_negates(parsed->folded);
	fact_vectors_nearest(index->vectors, &question->sentence.vector, &question->scan);
	if (index_is_text(index))
		contrast_ask(parsed->folded, &question->contrast);
}

/* --- alignment -------------------------------------------------------------------------------- */

/* How well a statement matches each term of the question, and where. */
struct alignment {
	float context[TERMS_MAX], both[TERMS_MAX], term[TERMS_MAX];
	int place[TERMS_MAX]; /* the token that matches it; -1: none well enough */
	struct token_alignment tokens;
	float focus_fresh; /* the best match of the thing asked for among the fresh tokens */
};

static void note_related(void *context, int term_id)
{
	struct {
		const struct profile *profile;
		bool says;
	} *it = context;
	const struct mention *mention = index_mention(it->profile, term_id);

	it->says |= mention && mention->says;
}

float reading_met_by_term(const struct index *index, const struct profile *profile, int term_id)
{
	struct {
		const struct profile *profile;
		bool says;
	} related = {.profile = profile};
	const struct mention *mention = index_mention(profile, term_id);

	if (mention && mention->says)
		return 1;
	if (term_id >= 0)
		lexicon_each_related(index->lexicon, term_id, note_related, &related);
	return related.says ? LEXICON_RELATED : 0;
}

/* Finds the token of the statement with the highest cosine. */
static float best_token(
	const struct encoder_vector *vector, const struct embedding *statement, int *place)
{
	float cosines[ENCODER_TOKENS], best = 0;

	embedding_cosines(statement, vector, cosines);
	for (size_t k = 0; k < statement->token_count; k++)
		if (cosines[k] > best) {
			best = cosines[k];
			*place = (int)k;
		}
	return best;
}

/* The best match of the thing asked for among the fresh tokens. */
static float match_focus(const struct parsed_question *parsed,
	const struct reading_question *question, const struct embedding *statement,
	const struct token_alignment *tokens)
{
	float best = 0;

	for (size_t i = 0; i < parsed->terms.count; i++)
		for (size_t f = 0; f < parsed->focus.count; f++)
			if (question->has_term[i] &&
				strcmp(parsed->terms.list[i].text, parsed->focus.list[f].text) == 0)
				best = fmaxf(best, token_alignment_fresh(
							   tokens, &question->terms[i], statement));
	return best;
}

static void align(const struct index *index, const struct profile *profile,
	const struct parsed_question *parsed, const struct reading_question *question,
	const struct embedding *statement, struct alignment *out)
{
	for (size_t i = 0; i < parsed->terms.count; i++) {
		int place = -1;

		out->term[i] = reading_met_by_term(index, profile, parsed->terms.list[i].term_id);
		out->context[i] = question->has_term[i]
					  ? best_token(&question->terms[i], statement, &place)
					  : 0;
		out->place[i] = out->context[i] >= order_floor ? place : -1;
		out->both[i] = fmaxf(out->term[i],
			context_share *
				fmaxf(0, (out->context[i] - context_floor) / (1 - context_floor)));
	}
	token_alignment_read(parsed->folded, &question->sentence, statement, &out->tokens);
	out->focus_fresh = match_focus(parsed, question, statement, &out->tokens);
}

/* --- the evidence ----------------------------------------------------------------------------- */

void reading_find_worst(const float *met, size_t count, float worst[3])
{
	worst[0] = worst[1] = worst[2] = 1;
	for (size_t i = 0; i < count; i++)
		for (int k = 0; k < 3; k++)
			if (met[i] < worst[k]) {
				memmove(worst + k + 1, worst + k, (size_t)(2 - k) * sizeof *worst);
				worst[k] = met[i];
				break;
			}
}

float reading_weigh_met(
	const struct parsed_question *parsed, const float *met, float *lost, float *sum)
{
	float mean = 0;

	*lost = *sum = 0;
	for (size_t i = 0; i < parsed->terms.count; i++) {
		float missing = parsed->weights[i] * (1 - met[i]);

		mean += parsed->weights[i] * met[i];
		*lost = fmaxf(*lost, missing);
		*sum += missing;
	}
	return parsed->total > 0 ? mean / parsed->total : 0;
}

static void weigh_alignment(const struct index *index, const struct parsed_question *parsed,
	const struct alignment *alignment, size_t words, float *e)
{
	const float top = lexicon_weight(index->lexicon, -1);
	float worst[3], lost, sum, bm25 = 0;
	size_t count = parsed->terms.count;

	e[READ_ALIGN] = reading_weigh_met(parsed, alignment->context, &lost, &sum);
	e[READ_ALIGN_LOST] = lost / top;
	reading_find_worst(alignment->context, count, worst);
	e[READ_ALIGN_WORST] = worst[0];
	e[READ_ALIGN_WORST2] = worst[1];
	e[READ_BOTH] = reading_weigh_met(parsed, alignment->both, &lost, &sum);
	e[READ_BOTH_LOST] = lost / top;
	e[READ_BOTH_LOST_SUM] = sum / top;
	reading_find_worst(alignment->both, count, worst);
	e[READ_BOTH_WORST] = worst[0];
	e[READ_BOTH_WORST2] = worst[1];
	e[READ_BOTH_WORST3] = worst[2];
	e[READ_TERM] = reading_weigh_met(parsed, alignment->term, &lost, &sum);
	e[READ_TERM_LOST] = lost / top;
	for (size_t i = 0; i < count; i++)
		if (alignment->term[i] >= 1)
			bm25 += parsed->weights[i] * 2.2f /
				(1 + 1.2f * (0.25f + 0.75f * (float)words / mean_length));
	e[READ_BM25] = bm25 / top;
	e[READ_LAST] = count ? alignment->both[count - 1] : 0;
}

static void weigh_tokens(const struct alignment *alignment, float *e)
{
	e[READ_COVERAGE] = alignment->tokens.coverage;
	e[READ_TOKENS] = alignment->tokens.question;
	e[READ_TOKENS_LEAST] = alignment->tokens.least;
	e[READ_ASKED] = alignment->tokens.asked;
	e[READ_ASKED_FRESH] = alignment->tokens.asked_fresh;
	e[READ_FOCUS_FRESH] = alignment->focus_fresh;
}

static void count_lacks(
	const struct parsed_question *parsed, const struct alignment *alignment, float *e)
{
	for (size_t i = 0; i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];

		e[READ_NUMBER_LACKS] += term->number && alignment->term[i] < 1;
		e[READ_NAME_LACKS] += term->name && alignment->term[i] < 0.5f;
		e[READ_UNKNOWN_LACKS] += term->term_id < 0;
	}
	e[READ_WORDS] = (float)parsed->terms.count;
}

static void weigh_answer_kind(
	const struct parsed_question *parsed, const struct alignment *alignment, float *e)
{
	float met = 0, total = 0;

	for (size_t f = 0; f < parsed->focus.count; f++)
		for (size_t i = 0; i < parsed->terms.count; i++)
			if (strcmp(parsed->terms.list[i].text, parsed->focus.list[f].text) == 0) {
				met += parsed->weights[i] * alignment->both[i];
				total += parsed->weights[i];
				break;
			}
	e[READ_FOCUS] = total > 0 ? met / total : 0.5f;
}

static void weigh_order(
	const struct parsed_question *parsed, const struct alignment *alignment, float *e)
{
	size_t pairs = 0, kept = 0;

	for (size_t i = 0; i < parsed->terms.count; i++)
		for (size_t k = i + 1; k < parsed->terms.count; k++) {
			int a = alignment->place[i], b = alignment->place[k];

			pairs += a >= 0 && b >= 0 && a != b;
			kept += a >= 0 && b >= 0 && a < b;
		}
	e[READ_ORDER] = pairs ? (float)kept / (float)pairs : 0.5f;
}

static void note_kind(enum question_type type, float *e)
{
	e[READ_KIND_WHO] = type == ASKS_PERSON || type == ASKS_NAMES;
	e[READ_KIND_WHEN] = type == ASKS_DATE;
	e[READ_KIND_WHERE] = type == ASKS_PLACE;
	e[READ_KIND_COUNT] = type == ASKS_NUMBER || type == ASKS_AMOUNT || type == ASKS_AGE ||
			     type == ASKS_DURATION;
	e[READ_KIND_WHY] = type == ASKS_REASON;
	e[READ_KIND_HOW] = type == ASKS_MANNER;
	e[READ_KIND_YES_NO] = type == ASKS_YES_NO;
	e[READ_KIND_WHAT] = type == ASKS_DEFINITION;
	e[READ_KIND_ANY] = type == ASKS_ANY;
}

/* The kinds of things that answer a question of that type; 0: any statement may. */
static unsigned wanted_kinds(enum question_type type)
{
	switch (type) {
	case ASKS_PERSON:
	case ASKS_NAMES:
		return STATEMENT_NAME;
	case ASKS_DATE:
		return STATEMENT_YEAR | STATEMENT_DAY;
	case ASKS_PLACE:
		return STATEMENT_PLACE | STATEMENT_NAME;
	case ASKS_NUMBER:
	case ASKS_AMOUNT:
	case ASKS_AGE:
	case ASKS_DURATION:
		return STATEMENT_NUMBER;
	case ASKS_REASON:
		return STATEMENT_REASON;
	default:
		return 0;
	}
}

static void weigh_statement(const struct parsed_question *parsed,
	const struct reading_question *question, const struct statement *statement, float *e)
{
	unsigned wanted = wanted_kinds(parsed->type);
	bool supplies = wanted == 0 || (wanted & statement->kinds & STATEMENT_REASON) != 0;

	for (size_t i = 0; i < statement->thing_count; i++) {
		const struct statement_thing *thing = &statement->things[i];
		bool fresh = !strstr(parsed->folded, thing->text);

		supplies |= (thing->kinds & wanted) != 0 && fresh;
		if (thing->kinds & STATEMENT_NAME) {
			e[READ_NAMES]++;
			e[READ_NEW_NAMES] += fresh;
		}
	}
	e[READ_SUPPLIES] = supplies;
	e[READ_HOLDS_NUMBER] = (statement->kinds & STATEMENT_NUMBER) != 0;
	e[READ_HOLDS_YEAR] = (statement->kinds & STATEMENT_YEAR) != 0;
	e[READ_LENGTH] = (float)statement->words;
	e[READ_NEGATION] = question->negated != statement->negated;
}

static void weigh_vectors(const struct fact_vectors *vectors, const struct profile *profile,
	const struct reading_question *question, const struct known *hidden, float *e)
{
	struct fact_vectors_likeness likeness;
	bool of_fact = hidden && hidden >= profile->known &&
		       hidden < profile->known + profile->answered_count;

	fact_vectors_compare(vectors, profile, &question->sentence.vector, hidden, &likeness);
	e[READ_COS] = likeness.statement;
	e[READ_COS_Z] = (likeness.statement - question->scan.mean) / question->scan.deviation;
	e[READ_QCOS] = likeness.question;
	e[READ_MISS_COS] = likeness.near_miss;
	e[READ_BEST_COS] = fmaxf(likeness.statement, likeness.question);
	e[READ_MISS_OVER] = fmaxf(likeness.near_miss - e[READ_BEST_COS], -0.5f);
	e[READ_QUESTIONS] = logf(1 + (float)profile->answered_count - (of_fact ? 1 : 0));
}

/* Computes the evidence of one statement; sets *met. */
static void weigh_one(const struct index *index, struct fact_vectors *vectors,
	const struct parsed_question *parsed, const struct reading_question *question,
	const struct known *hidden, int position, float *e, struct reading_met *met)
{
	const struct profile *profile = &index->profiles[position];
	static const struct embedding none = {0};
	struct statement statement;
	struct alignment alignment;
	char storage[EMBEDDING_TEXT];
	const char *text = embedding_statement_text(
		profile->fact, index_before(index, (size_t)position), storage);
	bool known = fact_vectors_has(vectors, profile->slot);

	memset(e, 0, READ_COUNT * sizeof *e);
	statement_read(profile->fact->says, &statement);
	align(index, profile, parsed, question,
		known ? embeddings_statement(fact_vectors_embeddings(vectors), text)
		      : &none, /* until it is encoded */
		&alignment);
	weigh_vectors(vectors, profile, question, hidden, e);
	weigh_alignment(index, parsed, &alignment, statement.words, e);
	weigh_tokens(&alignment, e);
	count_lacks(parsed, &alignment, e);
	weigh_answer_kind(parsed, &alignment, e);
	weigh_order(parsed, &alignment, e);
	note_kind(parsed->type, e);
	weigh_statement(parsed, question, &statement, e);
	e[READ_OPPOSITE] = !index_is_text(index)
				   ? 0 /* only the trees for text use it */
				   : (float)contrast_count(&question->contrast, statement.folded);
	memcpy(met->both, alignment.both, sizeof met->both);
	memcpy(met->term, alignment.term, sizeof met->term);
}

/* --- comparing candidates --------------------------------------------------------------------- */

static void find_lead(
	float (*e)[READ_COUNT], size_t count, enum reading_evidence of, enum reading_evidence into)
{
	for (size_t i = 0; i < count; i++) {
		float other = -1;

		for (size_t k = 0; k < count; k++)
			if (k != i)
				other = fmaxf(other, e[k][of]);
		e[i][into] = count > 1 ? e[i][of] - other : 0.5f;
	}
}

/* How much worse each candidate matches a term than the candidate that matches it best. */
static void find_rivals(const struct index *index, const struct parsed_question *parsed,
	const struct reading_met *met, size_t count, float (*e)[READ_COUNT])
{
	const float top = lexicon_weight(index->lexicon, -1);

	for (size_t t = 0; t < parsed->terms.count; t++) {
		float best = 0;

		for (size_t i = 0; i < count; i++)
			best = fmaxf(best, met[i].both[t]);
		for (size_t i = 0; i < count; i++) {
			float lost = parsed->weights[t] * (best - met[i].both[t]) / top;

			e[i][READ_RIVAL] = fmaxf(e[i][READ_RIVAL], lost);
			e[i][READ_RIVAL_SUM] += lost;
		}
	}
}

void reading_weigh(const struct index *index, struct fact_vectors *vectors,
	const struct parsed_question *parsed, const struct reading_question *question,
	const struct known *hidden, const int *positions, size_t count,
	float (*evidence)[READ_COUNT])
{
	struct reading_met met[READING_FACTS_MAX];

	for (size_t i = 0; i < count; i++)
		weigh_one(index, vectors, parsed, question, hidden, positions[i], evidence[i],
			&met[i]);
	find_rivals(index, parsed, met, count, evidence);
	find_lead(evidence, count, READ_COS, READ_COS_LEAD);
	find_lead(evidence, count, READ_QCOS, READ_QCOS_LEAD);
	find_lead(evidence, count, READ_BEST_COS, READ_BEST_COS_LEAD);
	find_lead(evidence, count, READ_ALIGN, READ_ALIGN_LEAD);
	find_lead(evidence, count, READ_BOTH, READ_BOTH_LEAD);
	find_lead(evidence, count, READ_TERM, READ_TERM_LEAD);
	find_lead(evidence, count, READ_BM25, READ_BM25_LEAD);
	find_lead(evidence, count, READ_TOKENS, READ_TOKENS_LEAD);
	find_lead(evidence, count, READ_ASKED_FRESH, READ_ASKED_LEAD);
	for (size_t i = 0; i < count; i++) {
		size_t rank = 1;

		for (size_t k = 0; k < count; k++)
			rank += evidence[k][READ_BEST_COS] > evidence[i][READ_BEST_COS];
		evidence[i][READ_BEST_COS_RANK] = 1 / (float)rank;
	}
	reading_weigh_surroundings(index, parsed, question, positions, count, met, evidence);
}
