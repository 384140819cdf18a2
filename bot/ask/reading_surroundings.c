#include "ask/reading_inner.h"

#include <math.h>
#include <string.h>

/* The evidence from what stands around a candidate: from others that cite the same place and, in a
 * plain text, from the sentences of its paragraph. A sentence often leaves out what the sentence
 * before it has named: "It opened in 1912." */

enum { SPAN = 12 }; /* sentences of the paragraph on either side */

/* A match in another sentence counts for a share of one in the statement itself. */
static const float share = 0.9f;

static bool cite_same_place(const struct fact *a, const struct fact *b)
{
	return a->citation_count > 0 && b->citation_count > 0 &&
	       fact_same_place(&a->citations[0], &b->citations[0]);
}

static const struct fact *place_fact(const struct index *index, int position)
{
	return index->profiles[position].fact;
}

/* The evidence from other candidates that cite the same place. */
static void weigh_place(const struct index *index, const struct parsed_question *parsed,
	const int *positions, size_t count, size_t i, const struct reading_met *met,
	float (*e)[READ_COUNT])
{
	float together[TERMS_MAX], lost, sum;

	memcpy(together, met[i].term, sizeof together);
	for (size_t k = 0; k < count; k++) {
		if (k == i || !cite_same_place(place_fact(index, positions[i]),
				      place_fact(index, positions[k])))
			continue;
		e[i][READ_PLACE_COS] = fmaxf(e[i][READ_PLACE_COS], e[k][READ_COS]);
		for (size_t t = 0; t < parsed->terms.count; t++)
			together[t] = fmaxf(together[t], met[k].term[t]);
	}
	e[i][READ_PLACE_TERM] = reading_weigh_met(parsed, together, &lost, &sum);
}

/* --- the paragraph of a plain text ------------------------------------------------------------ */

/* The question, its candidates, and how well each matches. */
struct weighed {
	const struct index *index;
	const struct parsed_question *parsed;
	const struct reading_question *question;
	const int *positions;
	size_t count;
	const struct reading_met *met;
	float top; /* the highest weight that a term can have */
};

/* The positions of the sentences of a paragraph, around one of them. */
struct paragraph_span {
	int first, last;
};

static bool is_beside(const struct index *index, int position, int other)
{
	return other >= 0 && (size_t)other < index->count &&
	       cite_same_place(place_fact(index, position), place_fact(index, other));
}

static struct paragraph_span span_of(const struct index *index, int position)
{
	struct paragraph_span span = {position, position};

	while (position - span.first < SPAN && is_beside(index, position, span.first - 1))
		span.first--;
	while (span.last - position < SPAN && is_beside(index, position, span.last + 1))
		span.last++;
	return span;
}

/* How well another sentence matches each term: candidates are compared by context, too. */
static void match_other(const struct weighed *w, int position, struct reading_met *met)
{
	for (size_t k = 0; k < w->count; k++)
		if (w->positions[k] == position) {
			*met = w->met[k];
			return;
		}
	for (size_t t = 0; t < w->parsed->terms.count; t++)
		met->both[t] = met->term[t] = reading_met_by_term(
			w->index, &w->index->profiles[position], w->parsed->terms.list[t].term_id);
}

static void take_best(float *into, const float *from, size_t count, float part)
{
	for (size_t t = 0; t < count; t++)
		into[t] = fmaxf(into[t], part * from[t]);
}

/* Writes the mean, the most and the sum of what is lost, and the worst match. */
static void weigh_together(const struct weighed *w, const float *met, float *e)
{
	float lost, sum, worst[3];

	e[0] = reading_weigh_met(w->parsed, met, &lost, &sum);
	e[1] = lost / w->top;
	e[2] = sum / w->top;
	reading_find_worst(met, w->parsed->terms.count, worst);
	e[3] = worst[0];
}

static float cosine_at(const struct weighed *w, int position)
{
	struct fact_vectors_likeness likeness;

	fact_vectors_compare(w->index->vectors, &w->index->profiles[position],
		&w->question->sentence.vector, NULL, &likeness);
	return likeness.statement;
}

static void weigh_cosines(
	const struct weighed *w, int position, struct paragraph_span span, float *e)
{
	float sum = 0;

	for (int p = span.first; p <= span.last; p++) {
		float cosine = cosine_at(w, p);

		sum += cosine;
		if (p == position - 1)
			e[READ_PREVIOUS_COS] = cosine;
		if (p == position + 1)
			e[READ_NEXT_COS] = cosine;
		if (p != position)
			e[READ_PARAGRAPH_COS] = fmaxf(e[READ_PARAGRAPH_COS], cosine);
	}
	e[READ_PARAGRAPH_MEAN_COS] = sum / (float)(span.last - span.first + 1);
}

/* The candidate together with the sentence before it, and with its whole paragraph. */
static void weigh_paragraph(const struct weighed *w, size_t i, float *e)
{
	int position = w->positions[i];
	struct paragraph_span span = span_of(w->index, position);
	struct reading_met paragraph = w->met[i], previous = w->met[i], other;
	size_t terms = w->parsed->terms.count;

	for (int p = span.first; p <= span.last; p++) {
		match_other(w, p, &other);
		take_best(paragraph.both, other.both, terms, share);
		take_best(paragraph.term, other.term, terms, share);
		if (p == position - 1) {
			take_best(previous.both, other.both, terms, share);
			take_best(previous.term, other.term, terms, share);
		}
	}
	weigh_together(w, previous.both, e + READ_PREVIOUS_BOTH);
	weigh_together(w, previous.term, e + READ_PREVIOUS_TERM);
	weigh_together(w, paragraph.both, e + READ_PARAGRAPH_BOTH);
	weigh_together(w, paragraph.term, e + READ_PARAGRAPH_TERM);
	weigh_cosines(w, position, span, e);
	e[READ_PARAGRAPH_SIZE] = (float)(span.last - span.first + 1);
	e[READ_PARAGRAPH_AT] = (float)(position - span.first);
}

/* What all candidates together match, which is the same for each of them. */
static void weigh_any(const struct weighed *w, float (*e)[READ_COUNT])
{
	struct reading_met any = {{0}, {0}};

	for (size_t i = 0; i < w->count; i++) {
		take_best(any.both, w->met[i].both, w->parsed->terms.count, 1);
		take_best(any.term, w->met[i].term, w->parsed->terms.count, 1);
	}
	for (size_t i = 0; i < w->count; i++) {
		weigh_together(w, any.both, e[i] + READ_ANY_BOTH);
		weigh_together(w, any.term, e[i] + READ_ANY_TERM);
	}
}

/* How much better the candidate's paragraph matches than the best other paragraph. */
static void find_paragraph_lead(const struct weighed *w, size_t i, float (*e)[READ_COUNT])
{
	float other = 0;

	for (size_t k = 0; k < w->count; k++)
		if (!cite_same_place(place_fact(w->index, w->positions[i]),
			    place_fact(w->index, w->positions[k])))
			other = fmaxf(other, e[k][READ_PARAGRAPH_BOTH]);
	e[i][READ_PARAGRAPH_LEAD] = e[i][READ_PARAGRAPH_BOTH] - other;
}

void reading_weigh_surroundings(const struct index *index, const struct parsed_question *parsed,
	const struct reading_question *question, const int *positions, size_t count,
	const struct reading_met *met, float (*e)[READ_COUNT])
{
	struct weighed w = {
		index, parsed, question, positions, count, met, lexicon_weight(index->lexicon, -1)};

	for (size_t i = 0; i < count; i++)
		weigh_place(index, parsed, positions, count, i, met, e);
	if (!index_is_text(index))
		return;
	for (size_t i = 0; i < count; i++)
		weigh_paragraph(&w, i, e[i]);
	for (size_t i = 0; i < count; i++)
		find_paragraph_lead(&w, i, e);
	weigh_any(&w, e);
}
