#include "talk/vary.h"

#include "ask/present.h"
#include "base/buf.h"
#include "base/text.h"
#include "pattern/pattern_table.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { SLOT, ELSE, NOW, WHEN };

#define LEAD "^\\W*(?:(?:and|but|so|ok|okay|oh|hm+|well)\\b\\W*)*"

static const struct pattern_row rows[] = {
	/* asks for a complement of the last question's verb: "for what?", "by whom?" */
	[SLOT] = {"slot", LEAD "(?:for|with|of|by|from|to|in|on|at|against|over) "
			       "(?:whom?|where|what|(?:which|what|whose) \\w+)"
			       "(?: (?:exactly|then))?\\W*$"},
	[ELSE] = {"else", LEAD "(?:who|what|which \\w+|where|whom) else\\b"},
	[NOW] = {"now",
		LEAD "(?:(?:and|what about|how about) )?(?:who is it |who is that |what is it )?"
		     "(?:now|today|nowadays|currently|these days|at present)\\W*$"},
	[WHEN] = {"when", LEAD "(?:when|what year|which year|what date|what day)\\b"},
};
static struct pattern_table forms = PATTERN_TABLE("variation", rows);

/* A fact with another number must have at least this share of the last question's words. */
static const float half_of = 0.5f, nearly_all = 0.9f;

/* Adds the last question without its question word and auxiliary. persons: with persons' names. */
static void add_last(const struct resolving *it, bool persons, struct buf *buf)
{
	static const char *const asking[] = {"who", "whom", "what", "when", "where", "why", "how",
		"which", "did", "does", "do", "and", NULL};
	struct words words;
	struct terms terms;
	bool begun = false;

	words_split(it->before->question, &words);
	lexicon_terms(it->index->lexicon, it->before->question, LEXICON_READ, &terms);
	for (size_t i = 0; i < words.count; i++) {
		const struct word *word = &words.list[i];
		bool left_out = !begun && text_is_one_of(word->text, asking);

		for (size_t k = 0; k < terms.count && !persons; k++)
			left_out |= lexicon_is_person(it->index->lexicon, terms.list[k].term_id) &&
				    word->at >= terms.list[k].at &&
				    word->at < terms.list[k].at + terms.list[k].length;
		if (left_out)
			continue;
		begun = true;
		buf_add(buf, " %s", word->text);
	}
}

/* "for what" after "was kun kim sanctioned": "what was kun kim sanctioned for". */
static void complete_slot(const struct resolving *it, struct buf *buf)
{
	struct words words;
	size_t i = 0;

	words_split(it->folded, &words);
	while (i + 1 < words.count &&
		!text_is_one_of(words.list[i].text,
			(const char *const[]){"for", "with", "of", "by", "from", "to", "in", "on",
				"at", "against", "over", NULL}))
		i++;
	for (size_t k = i + 1; k < words.count; k++)
		buf_add(buf, k > i + 1 ? " %s" : "%s", words.list[k].text);
	add_last(it, true, buf);
	buf_add(buf, " %s", words.list[i].text);
}

/* "who else" after "was duch convicted": "who was convicted". */
static void complete_else(const struct resolving *it, struct buf *buf)
{
	struct words words;

	words_split(it->folded, &words);
	for (size_t i = 0; i < words.count; i++)
		if (strcmp(words.list[i].text, "and") != 0 &&
			strcmp(words.list[i].text, "else") != 0)
			buf_add(buf, "%s ", words.list[i].text);
	add_last(it, false, buf);
}

/* "and now" after "who was king in 1993": "who is king now". */
static void complete_now(const struct resolving *it, struct buf *buf)
{
	struct words words;

	words_split(it->before->question, &words);
	for (size_t i = 0; i < words.count; i++) {
		const char *word = words.list[i].text;
		bool date =
			words.list[i + 1 < words.count ? i + 1 : i].kind == WORD_NUMBER &&
			text_is_one_of(word, (const char *const[]){"in", "until", "since", "from",
						     "on", "by", "before", "after", NULL});

		if (date || words.list[i].kind == WORD_NUMBER)
			continue;
		buf_add(buf, "%s ",
			strcmp(word, "was") == 0    ? "is"
			: strcmp(word, "were") == 0 ? "are"
						    : word);
	}
	buf_add(buf, "now");
}

/* Whether the fact's statement has a person whom the last question does not name; writes the name.
 */
static bool has_another(
	const struct resolving *it, const struct fact *fact, char out[REFERENCE_NAME])
{
	const struct reference person = {.kind = REFERENCE_HE};
	const struct reference_before stated = {.question = "", .fact = fact, .subjects = ""};
	struct antecedent list[REFERENCES_MAX];
	struct terms terms;
	bool joined;
	size_t count = reference_find(it->index, &person, &stated, list, &joined);

	lexicon_terms(it->index->lexicon, it->before->question, LEXICON_READ, &terms);
	for (size_t i = 0; i < count; i++) {
		bool asked = false;

		for (size_t k = 0; k < terms.count; k++)
			asked |= terms.list[k].term_id == list[i].term_id;
		if (asked)
			continue;
		snprintf(out, REFERENCE_NAME, "%s", list[i].name);
		return true;
	}
	return false;
}

static void lead_with(struct resolving *it, const char *text)
{
	if (*text && strncmp(it->out->fact->says, text, strlen(text)) != 0) {
		snprintf(it->out->verdict.lead, sizeof it->out->verdict.lead, "%.79s", text);
		text_drop_broken(it->out->verdict.lead);
	}
}

static bool resolve_else(struct resolving *it)
{
	struct buf buf = buf_over(it->full, FOLLOWUP_TEXT);
	char another[REFERENCE_NAME];

	*it->full = '\0';
	complete_else(it, &buf);
	if (it->before->fact && has_another(it, it->before->fact, another)) {
		answer_with(it->index, it->before->fact, it->full, it->out);
		it->out->by = BY_FOLLOWUP;
		lead_with(it, another);
		return true;
	}
	answer_decide(it->index, it->full, false, it->out);
	if (it->out->decision != DECISION_ANSWERED || !has_another(it, it->out->fact, another) ||
		(it->before->fact && strcmp(it->out->fact->topic, it->before->fact->topic) != 0))
		resolving_set_unknown(it, "no fact names another");
	it->out->by = BY_FOLLOWUP;
	return true;
}

/* Shortens the answer to "and when?" about the fact that was just told, if its statement has the
 * date: "Mayaguez: on 12 May 1975". */
static void answer_briefly(struct resolving *it)
{
	struct answer *out = it->out;
	char year[8], date[VERDICT_LEAD / 2];
	struct antecedent subject;

	if (out->decision != DECISION_ANSWERED || out->fact != it->before->fact ||
		!pattern_table_matches(&forms, WHEN, it->folded))
		return;
	snprintf(year, sizeof year, "%.4s", out->fact->when);
	if (!*year || !strstr(out->fact->says, year))
		return;
	present_date(out->fact, date, sizeof date);
	out->brief = reference_subject(it->index, it->before->question, true, &subject);
	if (out->brief) {
		date[0] = (char)tolower((unsigned char)date[0]);
		snprintf(out->verdict.lead, sizeof out->verdict.lead, "%.38s: %s", subject.name,
			date);
	} else {
		snprintf(out->verdict.lead, sizeof out->verdict.lead, "%s", date);
	}
}

/* Whether the statement has the thing that the last question asks for; false if there is none. */
static bool has_focus(const struct resolving *it, const struct fact *fact)
{
	const struct profile *profile = resolving_profile(it->index, fact);
	struct terms terms, focus;

	lexicon_question(it->index->lexicon, it->before->question, &terms, &focus);
	for (size_t i = 0; profile && i < focus.count; i++)
		if (!resolving_names(it->index, fact, focus.list[i].term_id))
			return false;
	return profile && focus.count > 0;
}

static bool asks_for_thing(const struct resolving *it)
{
	struct words words;
	size_t from, to;

	words_split(it->before->question, &words);
	question_focus(&words, &from, &to);
	return from < to;
}

/* Whether the fact names the subject of the last question; also true if the line replaces that
 * subject by another. */
static bool keeps_subject(const struct resolving *it, const struct fact *fact)
{
	struct antecedent last, own;

	if (!reference_subject(it->index, it->before->question, false, &last))
		return true;
	if (reference_subject(it->index, it->folded, false, &own) &&
		strcmp(own.sort, last.sort) == 0)
		return true;
	return resolving_names(it->index, fact, last.term_id);
}

/* The fact with the new number that shares most words with the last question: at least half and the
 * thing asked for or, if it asks for none, nearly all. NULL if there is none, or two are equal. */
static const struct fact *sibling_with(const struct resolving *it, const struct term *number)
{
	const struct fact *best = NULL;
	bool thing = asks_for_thing(it);
	float most = 0, second = 0;

	for (size_t i = 0; i < it->index->count; i++) {
		const struct fact *fact = it->index->profiles[i].fact;
		if (fact == it->before->fact ||
			!(resolving_names(it->index, fact, number->term_id) ||
				strncmp(fact->when, number->text, strlen(number->text)) == 0))
			continue;
		float share = resolving_share(it, fact);

		if ((thing ? share < half_of || !has_focus(it, fact) : share < nearly_all) ||
			!keeps_subject(it, fact))
			continue;
		if (share > most) {
			second = most;
			most = share;
			best = fact;
		} else if (share > second) {
			second = share;
		}
	}
	return most > second ? best : NULL;
}

/* "and in 2018?": first tries the facts that differ from the last one in the number. */
static bool resolve_number(struct resolving *it)
{
	struct terms terms;
	const struct term *number = NULL;

	if (!it->before->fact)
		return false;
	lexicon_terms(it->index->lexicon, it->folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++)
		if (terms.list[i].number)
			number = &terms.list[i];
	const struct fact *fact = number ? sibling_with(it, number) : NULL;

	if (fact)
		resolving_set_answer(it, fact);
	return fact != NULL;
}

/* Whether the answer to the completed question is about the same thing as the last one. */
static bool is_about_the_same(const struct resolving *it, enum followup_kind kind)
{
	const struct fact *fact = it->out->fact;

	if (!it->before->fact)
		return resolving_is_about_last(it, fact);
	return followup_are_close(fact, it->before->fact) &&
	       (kind != FOLLOWUP_ABOUT ||
		       ((has_focus(it, fact) || !asks_for_thing(it)) && keeps_subject(it, fact)));
}

/* Whether the last fact is the nearest, but does not tell: it is all that the facts say about it.
 */
static bool is_all_of_it(const struct resolving *it)
{
	return it->out->withheld && it->before->fact && it->out->offers[0] == it->before->fact;
}

void vary_decide(struct resolving *it, enum followup_kind kind)
{
	struct buf buf = buf_over(it->full, FOLLOWUP_TEXT);

	*it->full = '\0';
	if (pattern_table_matches(&forms, ELSE, it->folded)) {
		resolve_else(it);
	} else if (pattern_table_matches(&forms, SLOT, it->folded)) {
		complete_slot(it, &buf);
		resolving_complete(it);
	} else if (pattern_table_matches(&forms, NOW, it->folded)) {
		complete_now(it, &buf);
		resolving_complete(it);
	} else {
		followup_complete(it->index, kind, it->folded, it->before->question,
			it->before->fact, it->full);
		answer_decide(it->index, it->full, false, it->out);
		bool about = it->out->decision == DECISION_ANSWERED && is_about_the_same(it, kind);

		if (about)
			it->out->by = BY_FOLLOWUP;
		else if (kind == FOLLOWUP_BARE && is_all_of_it(it))
			resolving_set_answer(it, it->before->fact);
		else if (!(kind == FOLLOWUP_ABOUT ? resolve_number(it) : resolving_follow_up(it)))
			resolving_set_unknown(it, RESOLVING_NO_FACT);
	}
	answer_briefly(it);
}

bool vary_form(const char *folded)
{
	return pattern_table_matches(&forms, SLOT, folded) ||
	       pattern_table_matches(&forms, ELSE, folded) ||
	       pattern_table_matches(&forms, NOW, folded);
}
