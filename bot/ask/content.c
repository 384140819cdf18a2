#include "ask/content.h"

#include "base/text.h"
#include "pattern/pattern_table.h"

static const struct pattern_row reason_rows[] = {
	{"a reason", "\\b(?:because|due to|on account of|so that|in order to|owing to|thanks to|"
		     "as a result|reasons?|purpose|blam(?:ed|es|ing)|aim(?:ed|s|ing)? (?:to|at)|"
		     "for (?!(?:dur|noth|someth)ing)\\w+ing|under (?:\\w+ ){0,4}pressure|"
		     "to (?:press|force|stop|halt|prevent|punish|protect|counter|persuade|keep|"
		     "avoid|commemorate|mark))\\b"},
};
static struct pattern_table reasons = PATTERN_TABLE("reason", reason_rows);

/* Whether the question has only names: "who is Hun Sen". */
static bool asks_names_alone(const struct parsed_question *parsed)
{
	for (size_t i = 0; i < parsed->terms.count; i++)
		if (!parsed->terms.list[i].name && !parsed->terms.list[i].light)
			return false;
	return true;
}

static void begin_content(const struct index *index, const struct parsed_question *parsed,
	const char *text, struct content *out)
{
	out->index = index;
	out->parsed = parsed;
	out->type = !parsed                                                   ? ASKS_ANY
		    : parsed->type == ASKS_PERSON && asks_names_alone(parsed) ? ASKS_DEFINITION
									      : parsed->type;
	text_fold(text, out->folded, sizeof out->folded);
	out->count = 0;
}

void content_read(const struct index *index, const struct parsed_question *parsed, const char *text,
	struct content *out)
{
	struct terms terms;

	begin_content(index, parsed, text, out);
	lexicon_terms(index->lexicon, out->folded, LEXICON_READ, &terms);
	for (; out->count < terms.count; out->count++) {
		const struct term *term = &terms.list[out->count];

		out->terms[out->count] = (struct content_term){.term_id = term->term_id,
			.at = term->at,
			.name = term->name,
			.number = term->number,
			.year = term->number && words_is_year(term->text),
			.light = term->light};
	}
}

/* Adds the term at its place in the order of the text. */
static void add_mention(struct content *out, const struct mention *mention)
{
	size_t i = out->count++;

	for (; i > 0 && out->terms[i - 1].at >= mention->at; i--)
		out->terms[i] = out->terms[i - 1];
	out->terms[i] = (struct content_term){.term_id = mention->term_id,
		.at = mention->at - 1u,
		.name = mention->stated & STATED_NAME,
		.number = mention->stated & STATED_NUMBER,
		.year = mention->stated & STATED_YEAR,
		.light = mention->stated & STATED_LIGHT};
}

void content_read_statement(const struct index *index, const struct parsed_question *parsed,
	const struct fact *fact, struct content *out)
{
	int at = index_by_id(index, fact->id);
	const struct profile *profile = at < 0 ? NULL : &index->profiles[at];

	if (!profile || profile->fact->says != fact->says) {
		content_read(index, parsed, fact->says, out);
		return;
	}
	begin_content(index, parsed, fact->says, out);
	for (size_t i = 0; i < profile->mention_count && out->count < TERMS_MAX; i++)
		if (profile->mentions[i].at > 0)
			add_mention(out, &profile->mentions[i]);
}

bool content_asks(const struct parsed_question *parsed, int term_id)
{
	for (size_t i = 0; i < parsed->terms.count; i++)
		if (term_id >= 0 && parsed->terms.list[i].term_id == term_id)
			return true;
	return false;
}

/* Whether a term is of the kind asked for. */
static bool is_of_kind(const struct content *content, const struct content_term *term)
{
	switch (content->type) {
	case ASKS_DATE:
		return term->year;
	case ASKS_NUMBER:
	case ASKS_AMOUNT:
	case ASKS_AGE:
		return term->number && !term->year;
	case ASKS_DURATION:
		return term->number;
	case ASKS_PLACE:
		return term->name && !lexicon_is_person(content->index->lexicon, term->term_id);
	case ASKS_PERSON: /* or a country, a party */
	case ASKS_NAMES:
		return term->name;
	default:
		return false;
	}
}

bool content_fills(const struct content *content, const struct content_term *term)
{
	return is_of_kind(content, term) && !content_asks(content->parsed, term->term_id);
}

bool content_gives_reason(const char *folded)
{
	return pattern_table_matches(&reasons, 0, folded);
}

bool content_asks_number(enum question_type type)
{
	return type == ASKS_DATE || type == ASKS_NUMBER || type == ASKS_AMOUNT ||
	       type == ASKS_AGE || type == ASKS_DURATION;
}

bool content_asks_kind(enum question_type type)
{
	return content_asks_number(type) || type == ASKS_PERSON || type == ASKS_PLACE ||
	       type == ASKS_NAMES || type == ASKS_REASON;
}
