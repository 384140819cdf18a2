#include "talk/resolve.h"

#include "base/buf.h"
#include "base/text.h"
#include "pattern/pattern_table.h"
#include "talk/vary.h"

#include <stdio.h>
#include <string.h>

static const struct pattern_row rows[] = {
	{"say", "\\bwhat (?:did|does|has|had) \\w+ (?:say|said|call|claim|demand|ask|want)\\b"},
};
static struct pattern_table forms = PATTERN_TABLE("question about words", rows);

/* Keeps only the facts of an offer that name it; false if none does. */
static bool keep_offers(struct resolving *it, int term_id)
{
	struct answer *out = it->out;
	size_t count = 0, fits = 0;

	if (out->decision != DECISION_OFFERED)
		return false;
	for (size_t i = 0; i < out->offer_count; i++)
		if (resolving_names(it->index, out->offers[i], term_id))
			out->offers[count++] = out->offers[i];
	for (size_t i = 0; i < out->fit_count; i++)
		if (resolving_names(it->index, it->index->profiles[out->fits[i].at].fact, term_id))
			out->fits[fits++] = out->fits[i];
	out->offer_count = count;
	out->fit_count = fits;
	return count > 0;
}

/* For an unanswered question: the only one of the best facts that names it and has every word; the
 * last fact is tried first. */
static const struct fact *only_covering(const struct resolving *it, int term_id)
{
	const struct answer *out = it->out;
	const struct fact *found = NULL;

	if (it->before->fact && resolving_names(it->index, it->before->fact, term_id) &&
		resolving_covers(it->index, out, it->before->fact) && out->parsed.terms.count > 1)
		return it->before->fact;
	for (size_t i = 0; i < out->offer_count; i++) {
		if (!resolving_names(it->index, out->offers[i], term_id) ||
			!resolving_covers(it->index, out, out->offers[i]))
			continue;
		if (found)
			return NULL;
		found = out->offers[i];
	}
	return found;
}

/* Whether the question is about what the antecedent said and the last fact tells that. */
static bool is_saying(const struct resolving *it, int term_id)
{
	static const char *const saying[] = {" said ", " called ", " urged ", " told ",
		" rejected ", " accused ", " announced ", " declared ", " demanded ", " pressed ",
		" asked ", " stated ", " wrote ", "\""};

	if (!pattern_table_matches(&forms, 0, it->folded) || !it->before->fact ||
		!resolving_names(it->index, it->before->fact, term_id))
		return false;
	for (size_t i = 0; i < sizeof saying / sizeof *saying; i++)
		if (strstr(it->before->fact->says, saying[i]))
			return true;
	return false;
}

/* Decides with the name filled in; true if it is answered by a statement that names it. */
static bool try_antecedent(struct resolving *it, const struct reference *reference,
	const struct antecedent *antecedent)
{
	reference_fill(it->folded, reference, antecedent, it->full);
	answer_decide(it->index, it->full, false, it->out);
	if (it->out->decision == DECISION_ANSWERED &&
		resolving_names(it->index, it->out->fact, antecedent->term_id)) {
		it->out->by = BY_FOLLOWUP;
		return true;
	}
	const struct fact *fact = is_saying(it, antecedent->term_id)
					  ? it->before->fact
					  : only_covering(it, antecedent->term_id);

	if (!fact)
		return false;
	resolving_set_answer(it, fact);
	return true;
}

/* Of several antecedents, uses the one that gives an answer. */
static enum resolution resolve_name(struct resolving *it, const struct reference *reference,
	const struct antecedent *list, size_t count, bool joined, char *said, size_t size)
{
	if (joined && count >= 2) {
		reference_ask(reference, list, count, said, size);
		return RESOLUTION_UNCLEAR;
	}
	if (try_antecedent(it, reference, &list[0]))
		return RESOLUTION_MADE;
	if (!keep_offers(it, list[0].term_id))
		resolving_set_unknown(it, "no fact answers this about whom or what it refers to");
	return RESOLUTION_MADE;
}

/* "who was king then?": in the year of the last question, or of the fact that answered it. */
static enum resolution resolve_then(
	struct resolving *it, const struct reference *reference, char *said, size_t size)
{
	static const char *const endings[] = {
		" back then", " then", " at that time", " at the time", NULL};
	struct buf buf = buf_over(it->full, FOLLOWUP_TEXT);
	struct terms terms;
	char year[8] = "";

	lexicon_terms(it->index->lexicon, it->before->question, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++)
		if (terms.list[i].number && strlen(terms.list[i].text) == 4)
			snprintf(year, sizeof year, "%.4s", terms.list[i].text);
	if (!*year && it->before->fact)
		snprintf(year, sizeof year, "%.4s", it->before->fact->when);
	if (!*year) {
		reference_ask(reference, NULL, 0, said, size);
		return RESOLUTION_UNCLEAR;
	}
	*it->full = '\0';
	for (size_t i = 0; endings[i] && !*it->full; i++) {
		const char *found = strstr(it->folded, endings[i]);

		if (found)
			buf_add(&buf, "%.*s in %s", (int)(found - it->folded), it->folded, year);
	}
	answer_decide(it->index, it->full, false, it->out);
	if (it->out->decision != DECISION_ANSWERED)
		resolving_set_unknown(it, "no fact answers this for that time");
	it->out->by = BY_FOLLOWUP;
	return RESOLUTION_MADE;
}

bool resolve_is_dependent(const struct index *index, const char *folded)
{
	struct reference reference;
	enum followup_kind kind = followup_kind(index, folded);

	reference_read(index, folded, &reference);
	return (reference.kind != REFERENCE_NONE && reference.certain) || vary_form(folded) ||
	       kind == FOLLOWUP_BARE || kind == FOLLOWUP_ABOUT;
}

/* Replaces the pronoun by the thing that the last question asks for: "how many refugees …", "where
 * did they flee" gives "where did refugees flee". False if it asks for none. */
static bool fill_in_thing(struct resolving *it, const struct reference *reference)
{
	struct antecedent thing = {.term_id = -1};
	struct buf buf = BUF(thing.form);
	struct words words;
	size_t from, to;

	words_split(it->before->question, &words);
	question_focus(&words, &from, &to);
	for (size_t i = from; i < to; i++)
		buf_add(&buf, i > from ? " %s" : "%s", words.list[i].text);
	if (from < to)
		reference_fill(it->folded, reference, &thing, it->full);
	return from < to;
}

/* Resolves a pronoun for a thing without a name. */
static enum resolution resolve_thing(struct resolving *it, const struct reference *reference)
{
	if (fill_in_thing(it, reference)) {
		answer_decide(it->index, it->full, false, it->out);
		it->out->by = BY_FOLLOWUP;
		if (it->out->decision == DECISION_ANSWERED &&
			resolving_share(it, it->out->fact) >= RESOLVING_MOST)
			return RESOLUTION_MADE;
	}
	if (!resolving_follow_up(it)) {
		followup_complete(it->index, FOLLOWUP_PRONOUN, it->folded, it->before->question,
			it->before->fact, it->full);
		resolving_complete(it);
	}
	return RESOLUTION_MADE;
}

static enum resolution resolve_reference(
	struct resolving *it, const struct reference *reference, char *said, size_t size)
{
	struct antecedent list[REFERENCES_MAX];
	bool joined;
	size_t count = reference_find(it->index, reference, it->before, list, &joined);

	if (!reference->certain) /* only if that gives an answer */
		return count > 0 && !joined && try_antecedent(it, reference, &list[0])
			       ? RESOLUTION_MADE
			       : RESOLUTION_NONE;
	if (count > 0)
		return resolve_name(it, reference, list, count, joined, said, size);
	if (*it->before->question &&
		(reference->kind == REFERENCE_IT || reference->kind == REFERENCE_THEY))
		return resolve_thing(it, reference);
	count = reference_find_offered(it->index, reference, it->before, list);
	reference_ask(reference, list, count, said, size);
	return RESOLUTION_UNCLEAR;
}

/* "who else was evacuated apart from americans": with what it says it can be asked by itself. */
static bool says_enough(const struct index *index, const char *folded)
{
	struct terms terms;
	size_t telling = 0;

	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++)
		telling += !terms.list[i].light && strcmp(terms.list[i].text, "else") != 0;
	return telling >= 2;
}

enum resolution resolve(const struct index *index, const char *folded,
	const struct reference_before *before, char full[FOLLOWUP_TEXT], struct answer *out,
	char *said, size_t size)
{
	struct resolving it = {index, folded, before, full, out};
	struct reference reference;
	enum followup_kind kind = followup_kind(index, folded);

	reference_read(index, folded, &reference);
	if (reference.kind == REFERENCE_THEN && kind == FOLLOWUP_NONE)
		return resolve_then(&it, &reference, said, size);
	if (kind != FOLLOWUP_BARE && !vary_form(folded) && reference.kind != REFERENCE_NONE)
		return resolve_reference(&it, &reference, said, size);
	if (kind != FOLLOWUP_BARE && kind != FOLLOWUP_ABOUT && !vary_form(folded))
		return RESOLUTION_NONE;
	if (*before->question) {
		vary_decide(&it, kind);
		return RESOLUTION_MADE;
	}
	if (kind == FOLLOWUP_ABOUT || says_enough(index, folded))
		return RESOLUTION_NONE;
	snprintf(said, size, "What do you mean? There was no question before this one.");
	return RESOLUTION_UNCLEAR;
}
