#include "ask/entails.h"

#include "ask/limits.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const char *const now_words[] = {"is", "are", "has", "have", NULL};

/* A verb and its place; both claims have it. */
struct verb {
	const struct claim_item *item;
	bool passive;
};

enum role { ROLE_AGENT, ROLE_PATIENT, ROLE_ADJUNCT };

/* --- the verb, its voice and the roles around it ---------------------------------------------- */

/* Whether a form of be precedes the word, ignoring adverbs. In a question that begins with one, it
 * belongs to any participle. */
static bool is_passive(const struct claim *claim, const struct claim_item *item)
{
	size_t at = item->word;

	if (!claim_is_verbal(claim, item->word))
		return false;
	if (strcmp(claim_word(claim, item->last + 1u), "by") == 0 || (claim->question && claim->be))
		return true;
	while (at > 0) {
		static const char *const between[] = {"also", "not", "never", "first", NULL};
		const char *word = claim_word(claim, --at);
		size_t length = strlen(word);

		if (claim_is_be(word))
			return true;
		if (!text_is_one_of(word, between) &&
			(length < 4 || strcmp(word + length - 2, "ly") != 0))
			return false;
	}
	return false;
}

/* The verb of a question: the participle after "was …", the first word after a name after "did …".
 */
static struct verb verb_of_question(const struct claim *claim)
{
	bool subject = false;

	for (size_t i = 0; i < claim->count; i++) {
		const struct claim_item *item = &claim->items[i];

		if (claim->be && item->plain && claim_is_verbal(claim, item->word))
			return (struct verb){item, true};
		if (!claim->be && item->plain && subject)
			return (struct verb){item, false};
		subject |= item->name;
	}
	return (struct verb){0};
}

/* Finds the verb of a question in the clause of a statement: in its past form, or after "to". */
static bool find_in_clause(
	const struct claim *wide, const struct claim *narrow, struct verb *theirs, struct verb *own)
{
	bool subject = false;

	for (size_t i = 0; i < narrow->count; i++) {
		const struct claim_item *item = &narrow->items[i];
		const struct claim_item *same = claim_find(wide, narrow, item);
		bool passive = narrow->be && claim_is_verbal(narrow, item->word);

		if (item->plain && same && same->plain && subject && (passive || !narrow->be) &&
			(claim_is_verbal(wide, same->word) ||
				(same->word > 0 &&
					strcmp(claim_word(wide, same->word - 1u), "to") == 0))) {
			*own = (struct verb){item, passive};
			*theirs = (struct verb){same, is_passive(wide, same)};
			return true;
		}
		subject |= !claim_is_date(item);
	}
	return false;
}

static bool find_verbs(
	const struct claim *wide, const struct claim *narrow, struct verb *theirs, struct verb *own)
{
	if (!wide->question)
		return find_in_clause(wide, narrow, theirs, own);
	*own = verb_of_question(narrow);
	*theirs = verb_of_question(wide);
	return own->item && theirs->item && own->item->base_id >= 0 &&
	       own->item->base_id == theirs->item->base_id;
}

static const char *preposition_of(
	const struct claim *claim, const struct claim_item *item, const struct verb *verb)
{
	return claim_preposition(claim, item, verb->item->word);
}

static bool is_head(
	const struct claim *claim, const struct claim_item *item, const struct verb *verb)
{
	return claim_is_head(claim, item, verb->item->word);
}

static enum role item_role(
	const struct claim *claim, const struct claim_item *item, const struct verb *verb)
{
	const char *preposition = preposition_of(claim, item, verb);

	if (verb->passive && strcmp(preposition, "by") == 0)
		return ROLE_AGENT;
	if (*preposition)
		return ROLE_ADJUNCT;
	if (item->word < verb->item->word)
		return verb->passive ? ROLE_PATIENT : ROLE_AGENT;
	return verb->passive ? ROLE_ADJUNCT : ROLE_PATIENT;
}

/* --- numbers and dates ------------------------------------------------------------------------ */

/* The item that a number counts: the next one, if only a few words are in between. */
static const struct claim_item *counted_by(
	const struct claim *claim, const struct claim_item *number)
{
	const struct claim_item *next = number + 1;

	return next < claim->items + claim->count && next->word <= number->last + 4u ? next : NULL;
}

/* In "58 of the 120 seats" the number in question is 58, not 120. */
static bool is_whole_of(const struct claim *claim, const struct claim_item *number)
{
	size_t at = number->word;

	if (at > 0 && strcmp(claim_word(claim, at - 1), "the") == 0)
		at--;
	return at > 1 && strcmp(claim_word(claim, at - 1), "of") == 0 &&
	       claim->words.list[at - 2].kind == WORD_NUMBER;
}

/* Whether both numbers count the same things. */
static bool same_counted(const struct claim *wide, const struct claim_item *theirs,
	const struct claim *narrow, const struct claim_item *own)
{
	const struct claim_item *counted = counted_by(narrow, own);

	if (is_whole_of(wide, theirs) != is_whole_of(narrow, own))
		return false;
	if (!counted || claim_is_date(counted) || counted->number)
		return true;
	const struct claim_item *same = claim_find(wide, narrow, counted);

	for (size_t at = theirs->last + 1u; at <= theirs->last + 5u && at < wide->words.count;
		at++) {
		if (same && same->word == at)
			return true;
		if (wide->words.list[at].kind == WORD_NUMBER &&
			strcmp(claim_word(wide, at - 1), "the") != 0)
			return false;
	}
	return false;
}

/* Whether the clause can only be about one time: it has one year, or the date follows the verb with
 * no other year in between. */
static bool is_of_one_time(
	const struct claim *wide, const struct claim *narrow, const struct claim_item *date)
{
	struct verb theirs, own;
	size_t years = 0, between = 0;
	bool found = find_verbs(wide, narrow, &theirs, &own);

	for (size_t i = 0; i < wide->count; i++) {
		const struct claim_item *item = &wide->items[i];

		years += item->year;
		between += found && item->year && item->word > theirs.item->word &&
			   item->word < date->word;
	}
	return years <= 1 || (found && date->word > theirs.item->word && between == 0 &&
				     date->word <= theirs.item->word + 8u);
}

static bool same_date(const struct claim *wide, const struct claim_item *theirs,
	const struct claim *narrow, const struct claim_item *own)
{
	return strcmp(claim_date_limit(wide, theirs), claim_date_limit(narrow, own)) == 0 &&
	       (wide->question || is_of_one_time(wide, narrow, theirs));
}

/* --- entailment ------------------------------------------------------------------------------- */

/* Words of the question that need no counterpart. */
static bool is_idle(const struct claim *claim, const struct claim_item *item)
{
	static const char *const idle[] = {"true", "case", "fact", "correct", "right", NULL};

	return item->plain && text_is_one_of(claim_word(claim, item->word), idle);
}

/* Whether the item has a role to compare. */
static bool has_role(
	const struct claim *narrow, const struct claim_item *item, const struct claim_item *but)
{
	return item != but && !claim_is_date(item) && !item->number && !is_idle(narrow, item);
}

/* Whether the verb's subject is another one than the item: between the two there is a name that the
 * narrow claim does not have, or the start of a clause with its own subject. */
static bool is_cut_off(const struct claim *wide, const struct claim *narrow,
	const struct claim_item *item, const struct verb *verb)
{
	static const char *const openings[] = {"when", "while", "where", "because", "whose", NULL};
	size_t from = item->word < verb->item->word ? item->word : verb->item->word;
	size_t to = item->word < verb->item->word ? verb->item->word : item->word;

	for (size_t at = from; at < to; at++)
		if (text_is_one_of(claim_word(wide, at), openings))
			return true;
	for (size_t i = 0; i < wide->count; i++) {
		const struct claim_item *other = &wide->items[i];

		if (other->name && other->word > from && other->word < to &&
			is_head(wide, other, verb) && !*preposition_of(wide, other, verb) &&
			!claim_find(narrow, wide, other))
			return true;
	}
	return false;
}

/* Whether the item has the same role with respect to the verb in both. */
static bool same_role(const struct claim *wide, const struct verb *verb, const struct claim *narrow,
	const struct verb *own_verb, const struct claim_item *own)
{
	const struct claim_item *theirs = claim_find(wide, narrow, own);
	enum role role = item_role(narrow, own, own_verb),
		  their_role = item_role(wide, theirs, verb);

	if (!own->name)
		return role == their_role || their_role == ROLE_ADJUNCT ||
		       (role != ROLE_AGENT && their_role != ROLE_AGENT);
	if (!is_head(narrow, own, own_verb))
		return (role == ROLE_AGENT) == (their_role == ROLE_AGENT);
	if (role == ROLE_ADJUNCT)
		return their_role == ROLE_ADJUNCT &&
		       strcmp(preposition_of(narrow, own, own_verb),
			       preposition_of(wide, theirs, verb)) == 0;
	return role == their_role && is_head(wide, theirs, verb) &&
	       (wide->question || !is_cut_off(wide, narrow, theirs, verb));
}

/* Whether a name has the same preposition in both: a "Cambodian" politician need not be "in
 * Cambodia". But the king "of Cambodia" is Cambodia's king. */
static bool same_preposition(const struct claim *wide, const struct claim_item *theirs,
	const struct claim *narrow, const struct claim_item *own)
{
	const char *preposition = claim_preposition(narrow, own, WORDS_MAX);

	return !own->name || !*preposition || strcmp(preposition, "of") == 0 ||
	       strcmp(preposition, claim_preposition(wide, theirs, WORDS_MAX)) == 0;
}

/* Without a common verb, the items must be in the same order, and a clause must have a form of be
 * or a comma between the first two. */
static bool same_order(
	const struct claim *wide, const struct claim *narrow, const struct claim_item *but)
{
	const struct claim_item *before = NULL;
	bool linked = wide->question;

	for (size_t i = 0; i < narrow->count; i++) {
		const struct claim_item *own = &narrow->items[i];

		if (!has_role(narrow, own, but))
			continue;
		const struct claim_item *theirs = claim_find(wide, narrow, own);

		if ((before && theirs->word < before->word) ||
			!same_preposition(wide, theirs, narrow, own))
			return false;
		for (size_t at = before ? before->last + 1u : 0;
			before && !linked && at <= theirs->word; at++)
			linked = claim_is_be(claim_word(wide, at)) || !claim_adjoins(wide, at - 1);
		before = theirs;
	}
	return linked;
}

static bool same_parts(
	const struct claim *wide, const struct claim *narrow, const struct claim_item *but)
{
	struct verb verb, own;

	if (!find_verbs(wide, narrow, &verb, &own))
		return (!wide->question || wide->be == narrow->be) && same_order(wide, narrow, but);
	for (size_t i = 0; i < narrow->count; i++) {
		const struct claim_item *item = &narrow->items[i];

		if (has_role(narrow, item, but) && item != own.item &&
			!same_role(wide, &verb, narrow, &own, item))
			return false;
	}
	return true;
}

/* A question in the present tense needs a statement in the present tense. */
static bool same_tense(const struct claim *wide, const struct claim *narrow)
{
	if (wide->question || !narrow->present)
		return !wide->question || wide->present == narrow->present;
	for (size_t at = 0; at < wide->words.count; at++)
		if (text_is_one_of(claim_word(wide, at), now_words))
			return true;
	return false;
}

/* Whether a statement without a verb is about the past: "president of the CNRP from 2012 to
 * February 2017". */
static bool is_past_bounded(const struct claim *wide, const struct claim *narrow, size_t last)
{
	static const char *const bounds[] = {"from", "until", "to", "in", "between", "till", NULL};

	if (wide->question || !narrow->present ||
		!text_is_one_of(claim_word(wide, last + 1), bounds))
		return false;
	for (size_t i = 0; i < wide->count; i++)
		if (claim_is_date(&wide->items[i]) && wide->items[i].word >= last + 2 &&
			wide->items[i].word <= last + 3)
			return true;
	return false;
}

bool entails(const struct claim *wide, const struct claim *narrow, const struct claim_item *but)
{
	size_t first = WORDS_MAX, last = 0, met = 0;

	if (wide->alternative || narrow->alternative || wide->modal != narrow->modal ||
		!same_tense(wide, narrow))
		return false;
	for (size_t i = 0; i < narrow->count; i++) {
		const struct claim_item *own = &narrow->items[i];
		const struct claim_item *theirs = claim_find(wide, narrow, own);

		if (own == but || is_idle(narrow, own))
			continue;
		if (!theirs || claim_is_date(own) != claim_is_date(theirs) ||
			!limits_modify_alike(wide, theirs, narrow, own) ||
			(own->number && !same_counted(wide, theirs, narrow, own)) ||
			(claim_is_date(own) && !same_date(wide, theirs, narrow, own)))
			return false;
		first = theirs->word < first ? theirs->word : first;
		last = theirs->last > last ? theirs->last : last;
		met += !claim_is_date(own) && !own->number;
	}
	return met >= 2 && !is_past_bounded(wide, narrow, last) &&
	       limits_agree(wide, narrow, first, last) && same_parts(wide, narrow, but);
}

/* --- counterparts ----------------------------------------------------------------------------- */

static bool stands_for(const struct claim *wide, const struct claim_item *theirs,
	const struct claim *narrow, const struct claim_item *but)
{
	struct verb verb, own;

	if (claim_is_date(but))
		return ((but->year && theirs->year) || (but->month && theirs->month) ||
			       (but->day && theirs->day)) &&
		       strcmp(claim_date_limit(wide, theirs), claim_date_limit(narrow, but)) == 0;
	if (but->number) {
		const struct claim_item *counted = counted_by(narrow, but);

		return theirs->number && theirs->term_id >= 0 && counted &&
		       same_counted(wide, theirs, narrow, but) &&
		       limits_modify_alike(wide, theirs, narrow, but);
	}
	return but->name && theirs->name && find_verbs(wide, narrow, &verb, &own) &&
	       is_head(wide, theirs, &verb) && is_head(narrow, but, &own) &&
	       item_role(wide, theirs, &verb) == item_role(narrow, but, &own) &&
	       strcmp(preposition_of(wide, theirs, &verb), preposition_of(narrow, but, &own)) == 0;
}

const struct claim_item *entails_counterpart(
	const struct claim *wide, const struct claim *narrow, const struct claim_item *but)
{
	const struct claim_item *found = NULL;

	for (size_t i = 0; i < wide->count; i++) {
		const struct claim_item *item = &wide->items[i];

		if (claim_find(narrow, wide, item) || !stands_for(wide, item, narrow, but))
			continue;
		if (found)
			return NULL;
		found = item;
	}
	return found;
}
