#include "talk/followup.h"

#include "base/buf.h"
#include "base/text.h"
#include "language/words.h"
#include "pattern/pattern_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAD "^\\W*(?:(?:and|but|so|ok|okay|then|also|oh|hm+|well)\\b\\W*)*"
#define ASKING                                                                                     \
	"(?:since when|until when|by whom|with whom|what for|how come|how (?:many|much|long|old|"  \
	"big|often)|(?:what|which) (?:year|month|date|day)|whom?|when|why|where|how)"

static const struct pattern_row rows[] = {
	[FOLLOWUP_NONE] = {"none", "(*FAIL)"},
	/* only question words, with little after them */
	[FOLLOWUP_BARE] = {"bare",
		LEAD ASKING "(?:\\W+(?:exactly|precisely|though|then|again|not|so|"
			    "(?:was|is|were|are) (?:it|that|this|they)|"
			    "did (?:it|that|this|they)(?: happen)?))*\\W*$"},
	[FOLLOWUP_PRONOUN] = {"pronoun",
		"\\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs)\\b|"
		"\\b(?:that|this|those|these)\\W*$"},
	[FOLLOWUP_ABOUT] = {"about",
		LEAD "(?:what|how) about \\w|"
		     "^\\W*and (?:in |for |with |by |from )?(?:\\w+\\W*){1,3}$|"
		     "^\\W*and (?:in|for|with|by|from|at|on|during|under) (?:\\w+\\W*){1,7}"
		     "\\?\\W*$"},
};
static struct pattern_table forms = PATTERN_TABLE("follow-up", rows);

enum followup_kind followup_kind(const struct index *index, const char *folded)
{
	struct terms terms;

	if (pattern_table_matches(&forms, FOLLOWUP_BARE, folded))
		return FOLLOWUP_BARE;
	if (pattern_table_matches(&forms, FOLLOWUP_ABOUT, folded))
		return FOLLOWUP_ABOUT;
	if (!pattern_table_matches(&forms, FOLLOWUP_PRONOUN, folded))
		return FOLLOWUP_NONE;
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++)
		if (terms.list[i].name &&
			lexicon_is_distinctive(index->lexicon, terms.list[i].term_id))
			return FOLLOWUP_NONE;
	return FOLLOWUP_PRONOUN;
}

/* Adds a text's words without the question words at its beginning. */
static void add_rest(struct buf *buf, const char *folded)
{
	static const char *const asking[] = {"who", "whom", "whose", "what", "when", "where", "why",
		"how", "which", "many", "much", "long", "old", "year", "month", "date", "and", "so",
		"whats", "whos", "since", "until", NULL};
	struct words words;
	bool begun = false;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++) {
		if (!begun && text_is_one_of(words.list[i].text, asking))
			continue;
		begun = true;
		buf_add(buf, " %s", words.list[i].text);
	}
}

/* "when" and "why did sihanouk abdicate": "when did sihanouk abdicate". */
static void complete_bare(const char *folded, const char *before, struct buf *buf)
{
	static const char *const fillers[] = {"and", "but", "so", "ok", "okay", "then", "also",
		"oh", "well", "exactly", "precisely", "though", "again", "was", "is", "were", "are",
		"it", "that", "this", "they", "did", "happen", "not", NULL};
	struct words words;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++)
		if (!text_is_one_of(words.list[i].text, fillers))
			buf_add(buf, "%s ", words.list[i].text);
	add_rest(buf, before);
}

/* The person that "he" means: the last one in the previous question, else the one that most of the
 * fact's questions name; -1 if there is none. */
static int person_meant(
	const struct index *index, const char *before, const struct profile *profile)
{
	struct terms terms;
	unsigned most = 0;
	int person = -1;

	lexicon_terms(index->lexicon, before, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++)
		if (lexicon_is_person(index->lexicon, terms.list[i].term_id))
			person = terms.list[i].term_id;
	for (size_t i = 0; profile && person < 0 && i < profile->mention_count; i++) {
		const struct mention *mention = &profile->mentions[i];

		if (mention->questions > most &&
			lexicon_is_person(index->lexicon, mention->term_id))
			most = mention->questions;
	}
	for (size_t i = 0; person < 0 && most > 0 && i < profile->mention_count; i++)
		if (profile->mentions[i].questions == most &&
			lexicon_is_person(index->lexicon, profile->mentions[i].term_id))
			person = profile->mentions[i].term_id;
	return person;
}

static const char *name_of_term(const struct index *index, int term_id)
{
	const char *name = "";

	lexicon_names(index->lexicon, term_id, &name, 1);
	return name;
}

/* "who followed him" after a question on Sihanouk: "who followed sihanouk"; for things, adds the
 * words of the previous question. */
static void complete_pronoun(const struct index *index, const char *folded, const char *before,
	const struct profile *profile, struct buf *buf)
{
	static const char *const persons[] = {"he", "him", "his", "she", "her", "hers", NULL};
	static const char *const things[] = {"it", "its", "they", "them", "their", "theirs", "that",
		"this", "those", "these", NULL};
	int person = person_meant(index, before, profile);
	bool for_thing = false;
	struct words words;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++) {
		const char *word = words.list[i].text;

		if (text_is_one_of(word, persons) && person >= 0)
			buf_add(buf, "%s ", name_of_term(index, person));
		else if (text_is_one_of(word, things) || text_is_one_of(word, persons))
			for_thing = true;
		else
			buf_add(buf, "%s ", word);
	}
	if (for_thing)
		add_rest(buf, before);
}

/* Whether one term can replace the other: both persons, other names, numbers or words. */
static bool same_sort(const struct index *index, const struct term *a, const struct term *b)
{
	return a->name == b->name && a->number == b->number &&
	       lexicon_is_person(index->lexicon, a->term_id) ==
		       lexicon_is_person(index->lexicon, b->term_id);
}

/* "what about 1994" after "who was ambassador in 2017": "who was ambassador in … 1994". Leaves out
 * what the new subject replaces. */
static void complete_about(
	const struct index *index, const char *folded, const char *before, struct buf *buf)
{
	static const char *const opening[] = {"and", "but", "so", "ok", "what", "how", "about",
		"in", "for", "with", "by", "from", NULL};
	struct terms own, theirs;
	struct words words;
	char other[FOLLOWUP_TEXT] = "";
	struct buf rest = BUF(other);
	bool begun = false;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++) {
		begun |= !text_is_one_of(words.list[i].text, opening);
		if (begun)
			buf_add(&rest, " %s", words.list[i].text);
	}
	lexicon_terms(index->lexicon, other, LEXICON_READ, &own);
	lexicon_terms(index->lexicon, before, LEXICON_READ, &theirs);
	words_split(before, &words);
	for (size_t i = 0; i < words.count; i++) {
		struct terms one;
		bool replaced = false;

		lexicon_terms(index->lexicon, words.list[i].text, LEXICON_READ, &one);
		for (size_t k = 0; own.count > 0 && k < one.count && !replaced; k++)
			replaced = (own.list[0].name || own.list[0].number) &&
				   same_sort(index, &own.list[0], &one.list[k]);
		if (!replaced)
			buf_add(buf, "%s ", words.list[i].text);
	}
	buf_add(buf, "%s", other);
}

bool followup_are_close(const struct fact *a, const struct fact *b)
{
	if (a == b || strcmp(a->topic, b->topic) == 0)
		return true;
	for (size_t i = 0; i < a->citation_count; i++)
		for (size_t k = 0; k < b->citation_count; k++)
			if (a->citations[i].paragraph > 0 &&
				a->citations[i].paragraph == b->citations[k].paragraph &&
				strcmp(a->citations[i].source, b->citations[k].source) == 0)
				return true;
	return false;
}

void followup_complete(const struct index *index, enum followup_kind kind, const char *folded,
	const char *before, const struct fact *fact, char text[FOLLOWUP_TEXT])
{
	struct buf buf = buf_over(text, FOLLOWUP_TEXT);
	int at = fact ? index_by_id(index, fact->id) : -1;
	const struct profile *profile = at < 0 ? NULL : &index->profiles[at];

	text[0] = '\0';
	if (kind == FOLLOWUP_BARE)
		complete_bare(folded, before, &buf);
	else if (kind == FOLLOWUP_PRONOUN)
		complete_pronoun(index, folded, before, profile, &buf);
	else
		complete_about(index, folded, before, &buf);
}

/* Offers both answers, where the question also has one by itself. */
static void offer_both(const struct index *index, const struct answer *other, struct answer *out)
{
	out->decision = DECISION_OFFERED;
	out->refused = "it can be a question by itself, or a follow-up";
	out->fact = NULL;
	out->fits[1] = other->fits[0];
	out->fit_count = 2;
	for (out->offer_count = 0; out->offer_count < 2; out->offer_count++)
		out->offers[out->offer_count] =
			index->profiles[out->fits[out->offer_count].at].fact;
}

bool followup_decide(const struct index *index, const char *folded, const char *before,
	const struct fact *fact, char text[FOLLOWUP_TEXT], struct answer *out)
{
	struct answer alone;
	enum followup_kind kind = followup_kind(index, folded);
	int at = fact ? index_by_id(index, fact->id) : -1;
	bool resolved = false;

	if (kind == FOLLOWUP_NONE || at < 0)
		return false;
	const struct profile *profile = &index->profiles[at];

	/* from the words of the person who asked, then from the fact's first question */
	for (int context = 0; context < 2 && !resolved; context++) {
		char own[FOLLOWUP_TEXT] = "";

		if (context == 1 && (kind == FOLLOWUP_ABOUT || profile->answered_count == 0))
			break;
		if (context == 1)
			text_fold(index_question(profile, &profile->known[0]), own, sizeof own);
		followup_complete(index, kind, folded, context ? own : before, fact, text);
		answer_decide(index, text, false, out);
		resolved = out->decision == DECISION_ANSWERED &&
			   (kind == FOLLOWUP_ABOUT || followup_are_close(out->fact, fact));
	}
	if (!resolved)
		return false;
	out->by = BY_FOLLOWUP;
	answer_decide(index, folded, false, &alone);
	if (alone.decision == DECISION_ANSWERED && alone.fact != out->fact &&
		alone.confidence > out->confidence)
		offer_both(index, &alone, out);
	return true;
}

bool followup_is_short(const struct answer *answer)
{
	size_t telling = 0;

	if (answer->by == BY_QUESTION || answer->facts_count > 0)
		return false;
	for (size_t i = 0; i < answer->parsed.terms.count; i++) {
		if (answer->parsed.terms.list[i].number)
			return false;
		telling += !answer->parsed.terms.list[i].light;
	}
	return telling <= 2;
}
