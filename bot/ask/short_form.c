#include "ask/short_form.h"

#include "ask/content.h"
#include "ask/life.h"
#include "base/text.h"
#include "pattern/pattern_table.h"

#include <ctype.h>
#include <string.h>

/* DATED, COUNTED: the start of a clause that is a complete answer. DOUBTS: words of doubt.
 * QUALITIES: a question for adjectives, which a short form drops first. */
enum { DATED, COUNTED, DOUBTS, QUALITIES };

static const struct pattern_row rows[] = {
	[DATED] = {"a date", "^(?:on|in|from|since|until|after|before|most likely)\\b[^:]*$"},
	[COUNTED] = {"a count", "^(?:from|about|roughly|more than|over|at least|most likely|\\d+|"
				"[a-z]+ (?:years?|months?|weeks?|days?))\\b[^:]*$"},
	[DOUBTS] = {"doubts",
		"\\b(?:alleg\\w+|claim\\w*|disputed|unclear|unknown|perhaps|probably|likely|"
		"estimat\\w+)\\b"},
	[QUALITIES] = {"qualities", "\\b(?:what|which) (?:sorts?|kinds?|types?) of\\b|\\bhow\\b"},
};
static struct pattern_table forms = PATTERN_TABLE("short form", rows);

/* The least share of the words of the answering clause that a sentence must keep; the same for a
 * yes/no question; everything, allowing for rounding. */
#define KEPT_LEAST 0.75f
#define KEPT_CLAIM 0.5f
#define ALL_KEPT 0.999f

/* The clauses of a statement, separated by ",", ";" and parentheses. The text after a colon, up to
 * the next ";", belongs to the clause before it. */
enum { CLAUSES_MAX = 24 };

struct clauses {
	size_t ends[CLAUSES_MAX];   /* offsets in the folded text, ascending */
	float weights[CLAUSES_MAX]; /* of the question's words in each */
	size_t count;
};

/* Marks the question's terms that equal the text's term or are related to it. */
static void mark_asked(const struct parsed_question *parsed, int term_id, bool asked[TERMS_MAX])
{
	unsigned first, end;

	match_relatives(parsed, term_id, &first, &end);
	for (unsigned i = first; i < end; i++)
		asked[parsed->relatives[i].term] = true;
}

/* The total weight of the question's terms in bytes from…to - 1 of the text, which it marks in
 * asked. Names count half: they are the subject, and what is asked about it is in the other words.
 */
static float weigh_asked(const struct content *text, size_t from, size_t to, bool asked[TERMS_MAX])
{
	const struct parsed_question *parsed = text->parsed;
	float weight = 0;

	memset(asked, 0, TERMS_MAX * sizeof *asked);
	for (size_t i = 0; i < text->count; i++)
		if (text->terms[i].at >= from && text->terms[i].at < to)
			mark_asked(parsed, text->terms[i].term_id, asked);
	for (size_t i = 0; i < parsed->terms.count; i++)
		weight += !asked[i] ? 0 : parsed->weights[i] / (parsed->terms.list[i].name ? 2 : 1);
	return weight;
}

static bool has_term(const struct content *text, int term_id)
{
	for (size_t i = 0; term_id >= 0 && i < text->count; i++)
		if (text->terms[i].term_id == term_id)
			return true;
	return false;
}

/* Whether a term is not significant here: "tell", "Cambodia". */
static bool is_slight(const struct content *content, int term_id, bool light, bool name)
{
	return light || (name && !lexicon_is_distinctive(content->index->lexicon, term_id));
}

static void find_clauses(const struct content *whole, struct clauses *out)
{
	const char *folded = whole->folded;
	bool asked[TERMS_MAX], listing = false;

	out->count = 0;
	for (size_t i = 0; folded[i] && out->count < CLAUSES_MAX - 1; i++) {
		listing = folded[i] == ':' || (listing && folded[i] != ';');
		if (folded[i] == '(' ||
			(strchr(listing ? ");" : "),;", folded[i]) && folded[i + 1] == ' '))
			out->ends[out->count++] = i;
	}
	out->ends[out->count++] = strlen(folded);
	for (size_t i = 0; i < out->count; i++)
		out->weights[i] =
			weigh_asked(whole, i > 0 ? out->ends[i - 1] : 0, out->ends[i], asked);
}

static size_t clause_of(const struct clauses *clauses, const struct content_term *term)
{
	size_t i = 0;

	while (i + 1 < clauses->count && term->at >= clauses->ends[i])
		i++;
	return i;
}

/* Whether the short form may lack the question's word: it is not significant (but a yes/no question
 * needs its names), or it is the kind of thing asked for, as in "the year of". */
static bool is_needless(const struct content *whole, const struct term *asked)
{
	static const char *const kinds[] = {
		"year", "years", "date", "month", "day", "number", NULL};

	return whole->type == ASKS_YES_NO
		       ? asked->light
		       : is_slight(whole, asked->term_id, asked->light, asked->name) ||
				 (content_asks_number(whole->type) &&
					 text_is_one_of(asked->text, kinds));
}

/* Whether the statement doubts something that the short form states as certain. A word of doubt
 * applies to the words after it in its clause or, if there are none, to everything. */
static bool drops_doubt(const struct content *whole, const struct content *brief)
{
	size_t from = 0, start, end;

	if (pattern_table_matches(&forms, DOUBTS, brief->folded))
		return false;
	for (; pattern_table_find(&forms, DOUBTS, whole->folded + from, &start, &end);
		from += end) {
		size_t first = from + end, last = first;
		bool any = false, kept = false;

		while (whole->folded[last] && !strchr("(),;:", whole->folded[last]))
			last++;
		for (size_t i = 0; i < whole->count; i++) {
			const struct content_term *term = &whole->terms[i];

			if (term->at < first || term->at >= last)
				continue;
			any = true;
			kept |= has_term(brief, term->term_id);
		}
		if (kept || !any)
			return true;
	}
	return false;
}

/* Whether the short form has all of the question's words that the statement has. */
static bool keeps_asked(const struct content *whole, const struct content *brief)
{
	const struct terms *terms = &whole->parsed->terms;
	bool in_whole[TERMS_MAX], in_brief[TERMS_MAX];

	weigh_asked(whole, 0, sizeof whole->folded, in_whole);
	weigh_asked(brief, 0, sizeof brief->folded, in_brief);
	for (size_t i = 0; i < terms->count; i++)
		if (in_whole[i] && !in_brief[i] && !is_needless(whole, &terms->list[i]))
			return false;
	return true;
}

/* The parts of a statement that may answer, the most significant first: significant things of the
 * kind asked for, all things of that kind, all words. */
enum part { TELLING_FILLERS, FILLERS, WORDS };

static bool belongs(enum part part, const struct content *whole, const struct content_term *term)
{
	return part == WORDS ? !term->light
			     : content_fills(whole, term) &&
				       (part == FILLERS || !is_slight(whole, term->term_id,
								   term->light, term->name));
}

/* The share, by weight, of a part that the short form keeps. Only the clauses count that have most
 * of the question's words among those with terms of that part. Below 0 if no term belongs to the
 * part. */
static float share_kept(enum part part, const struct content *whole, const struct clauses *clauses,
	const struct content *brief)
{
	float near = -1, kept = 0, all = 0;

	for (size_t i = 0; i < whole->count; i++) {
		const struct content_term *term = &whole->terms[i];
		float weight = clauses->weights[clause_of(clauses, term)];

		if (belongs(part, whole, term) && weight > near)
			near = weight;
	}
	if (near < 0)
		return -1;
	for (size_t i = 0; i < whole->count; i++) {
		const struct content_term *term = &whole->terms[i];

		if (!belongs(part, whole, term) ||
			clauses->weights[clause_of(clauses, term)] < near)
			continue;
		float weight = lexicon_weight(whole->index->lexicon, term->term_id);

		all += weight;
		kept += has_term(brief, term->term_id) ? weight : 0;
	}
	return all > 0 ? kept / all : 1;
}

/* Whether the statement has all of the question's telling words but for names. */
static bool has_all_asked(const struct content *whole)
{
	const struct terms *terms = &whole->parsed->terms;
	bool asked[TERMS_MAX];

	weigh_asked(whole, 0, sizeof whole->folded, asked);
	for (size_t i = 0; i < terms->count; i++)
		if (!asked[i] && !terms->list[i].name && !terms->list[i].light)
			return false;
	return true;
}

/* The share of the words of the clause that answers which a sentence must keep. A yes/no question
 * that has words of its own ("was it uneasy?") may be answered by any word of the statement. */
static float least_kept(const struct content *whole)
{
	if (whole->type == ASKS_YES_NO)
		return has_all_asked(whole) ? KEPT_CLAIM : ALL_KEPT;
	return pattern_table_matches(&forms, QUALITIES, whole->parsed->folded) ? ALL_KEPT
									       : KEPT_LEAST;
}

/* Whether the short form, a sentence, answers the question. */
static bool sentence_answers(const struct content *whole, const struct content *brief)
{
	enum question_type type = whole->type;
	struct clauses clauses;
	float share;

	if (!keeps_asked(whole, brief) ||
		(life_is_asked(whole->index, whole->parsed) && !life_is_in(brief->folded)))
		return false;
	if (type == ASKS_REASON)
		return content_gives_reason(brief->folded);
	find_clauses(whole, &clauses);
	if ((share = share_kept(TELLING_FILLERS, whole, &clauses, brief)) >= 0 ||
		(share = share_kept(FILLERS, whole, &clauses, brief)) >= 0)
		return share > ALL_KEPT;
	/* the answer may be in words that are not recognised */
	return !content_asks_kind(type) &&
	       share_kept(WORDS, whole, &clauses, brief) >= least_kept(whole);
}

static size_t count_fillers(const struct content *text)
{
	size_t count = 0;

	for (size_t i = 0; i < text->count; i++)
		count += content_fills(text, &text->terms[i]);
	return count;
}

/* Whether the short form, a clause, is a complete answer: it begins like one, and has every date or
 * number of the kind asked for that the statement has. */
static bool clause_answers(const struct content *whole, const struct content *brief)
{
	enum question_type type = whole->type;
	size_t count = count_fillers(brief);

	return count > 0 && count >= count_fillers(whole) &&
	       pattern_table_matches(&forms, type == ASKS_DATE ? DATED : COUNTED, brief->folded);
}

bool short_form_answers(const char *text, const struct content *whole)
{
	const struct parsed_question *parsed = whole->parsed;
	bool sentence = isupper((unsigned char)*text);
	struct content brief;

	if (!*text || (!sentence && !(parsed && content_asks_number(parsed->type))))
		return false;
	content_read(whole->index, parsed, text, &brief);
	if (drops_doubt(whole, &brief))
		return false;
	if (!parsed)
		return true;
	return sentence ? sentence_answers(whole, &brief) : clause_answers(whole, &brief);
}
