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

void content_read(const struct index *index, const struct parsed_question *parsed, const char *text,
	struct content *out)
{
	out->index = index;
	out->parsed = parsed;
	out->type = !parsed                                                   ? ASKS_ANY
		    : parsed->type == ASKS_PERSON && asks_names_alone(parsed) ? ASKS_DEFINITION
									      : parsed->type;
	text_fold(text, out->folded, sizeof out->folded);
	lexicon_terms(index->lexicon, out->folded, LEXICON_READ, &out->terms);
}

bool content_asks(const struct parsed_question *parsed, int term_id)
{
	for (size_t i = 0; i < parsed->terms.count; i++)
		if (term_id >= 0 && parsed->terms.list[i].term_id == term_id)
			return true;
	return false;
}

/* Whether a term is of the kind asked for. */
static bool is_of_kind(const struct content *content, const struct term *term)
{
	switch (content->type) {
	case ASKS_DATE:
		return term->number && words_is_year(term->text);
	case ASKS_NUMBER:
	case ASKS_AMOUNT:
	case ASKS_AGE:
		return term->number && !words_is_year(term->text);
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

bool content_fills(const struct content *content, const struct term *term)
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
