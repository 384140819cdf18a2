#include "ask/wanted.h"

#include "ask/claim.h"
#include "ask/profile.h"
#include "base/arena.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SAYS_MAX = 2048, QUANTITY_WORDS = 4 };

/* Checks whether an item is a term of the thing asked for, or related to one. */
struct relation {
	int wanted;
	bool found;
};

static void note_wanted(void *context, int term_id)
{
	struct relation *it = context;

	it->found |= it->wanted == term_id;
}

static bool is_asked_for(const struct index *index, const struct parsed_question *parsed,
	size_t things, const struct claim_item *item)
{
	struct relation it = {.wanted = item->term_id};

	for (size_t i = 0; item->term_id >= 0 && i < things; i++) {
		int focus = parsed->focus.list[i].term_id;

		it.found |= focus == item->term_id;
		if (focus >= 0)
			lexicon_each_related(index->lexicon, focus, note_wanted, &it);
	}
	return it.found;
}

/* The number of terms of the focus that belong to the thing asked for, which are those before the
 * first verb: "experts" in "which experts said so", none in "what made experts say so". */
static size_t count_things(const struct parsed_question *parsed, const struct claim *asked)
{
	for (size_t i = 0; i < parsed->focus.count; i++)
		for (size_t k = 0; k < asked->words.count; k++)
			if (asked->words.list[k].at == parsed->focus.list[i].at &&
				claim_is_verbal(asked, k))
				return i;
	return parsed->focus.count;
}

/* Whether "some" or the like is a few words before the item, without a comma in between. */
static bool is_vague_item(const struct claim *claim, const struct claim_item *item)
{
	static const char *const quantities[] = {"some", "many", "several", "certain", "few",
		"various", "numerous", "other", "others", "more", "further", "additional", NULL};

	for (size_t back = 1; back <= QUANTITY_WORDS && back <= item->word; back++)
		if (!claim_adjoins(claim, item->word - back))
			return false;
		else if (text_is_one_of(claim_word(claim, item->word - back), quantities))
			return true;
	return false;
}

/* Whether "a" or a number is right before the item with its adjectives ("a newspaper", "11
 * provinces") and no name follows that would say which ("a newspaper, the Post"). */
static bool is_unnamed_item(const struct claim *claim, const struct claim_item *item)
{
	static const char *const articles[] = {"a", "an", NULL};
	static const char *const be_words[] = {
		"is", "are", "was", "were", "as", "be", "been", NULL};

	if (!claim_adjoins(claim, item->last) && item->last + 1u < claim->words.count)
		return false;
	for (size_t i = 0; i < claim->count; i++)
		if (claim->items[i].name && claim->items[i].word == item->last + 1u)
			return false;
	for (size_t back = 1; back <= QUANTITY_WORDS && back <= item->word; back++) {
		size_t at = item->word - back;
		bool counts = claim->words.list[at].kind == WORD_NUMBER &&
			      !words_is_year(claim_word(claim, at));

		if (!claim_adjoins(claim, at))
			return false;
		if (!counts && claim->words.list[at].kind == WORD_FUNCTION &&
			!text_is_one_of(claim_word(claim, at), articles))
			return false;
		if (counts || text_is_one_of(claim_word(claim, at), articles))
			return at == 0 ||
			       (claim_adjoins(claim, at - 1) &&
				       !text_is_one_of(claim_word(claim, at - 1), be_words));
	}
	return false;
}

/* Whether it asks which one of a kind that has names: "which newspaper …", "in what port …". */
static bool asks_which(const struct claim *asked)
{
	static const char *const askers[] = {"which", "what", NULL};
	static const char *const named[] = {"newspaper", "newspapers", "journalist", "journalists",
		"reporter", "judge", "judges", "lawyer", "prosecutor", "port", "province",
		"provinces", "village", "villages", "district", "hotel", "hospital", "ship",
		"warship", "company", "companies", "airline", "brand", "brands", "expert",
		"experts", "analyst", "analysts", "historian", "historians", "scholar", "envoy",
		"official", "officials", "minister", "senator", "senators", "commander",
		"commanders", "pilot", "pilots", "airfield", NULL};
	for (size_t i = 0; i < 2; i++)
		for (size_t k = i + 1; k < i + 4 && text_is_one_of(claim_word(asked, i), askers);
			k++) {
			const char *word = claim_word(asked, k);

			if (text_is_one_of(word, named))
				return true;
			if (!*word || asked->words.list[k].kind == WORD_FUNCTION ||
				claim_is_verbal(asked, k) || strcmp(word, "countrys") == 0)
				break;
		}
	return false;
}

/* Whether the question asks for names, and the statement has only "some" of those things. */
static bool is_vague(
	const struct index *index, const struct parsed_question *parsed, const char *says)
{
	bool vague = false, stated = false;
	struct claim *claim = must_alloc(sizeof *claim); /* large */

	claim_read(index->lexicon, parsed->folded, true, claim);
	const bool which = asks_which(claim);

	if (parsed->type != ASKS_NAMES && parsed->type != ASKS_PERSON &&
		parsed->type != ASKS_PLACE && !which) {
		free(claim);
		return false;
	}
	size_t things = count_things(parsed, claim);

	claim_read(index->lexicon, says, false, claim);
	for (size_t i = 0; i < claim->count && !vague; i++) {
		bool asked = is_asked_for(index, parsed, things, &claim->items[i]);

		stated |= asked;
		vague = asked && claim->items[i].plain &&
			(is_vague_item(claim, &claim->items[i]) ||
				(which && is_unnamed_item(claim, &claim->items[i])));
	}
	free(claim);
	return vague || (which && !stated);
}

/* The first superlative, or NULL. Sets *ordinal to an ordinal before it ("second"), or "". */
static const char *superlative_of(const struct words *words, const char **ordinal)
{
	static const char *const ordinals[] = {
		"second", "2nd", "third", "3rd", "fourth", "fifth", NULL};
	static const char *const superlatives[] = {"largest", "biggest", "greatest", "highest",
		"smallest", "lowest", "richest", "poorest", "strongest", "oldest", NULL};

	for (size_t i = 0; i < words->count; i++) {
		if (!text_is_one_of(words->list[i].text, superlatives))
			continue;
		*ordinal = i > 0 && text_is_one_of(words->list[i - 1].text, ordinals)
				   ? words->list[i - 1].text
				   : "";
		return words->list[i].text;
	}
	return NULL;
}

/* Whether the question asks for the largest and the statement has the second largest, or the other
 * way round. That does answer "is it the largest?". */
static bool is_other_rank(const struct parsed_question *parsed, const char *says)
{
	struct words asked, stated;
	const char *own, *theirs;

	if (parsed->type == ASKS_YES_NO)
		return false;
	words_split(parsed->folded, &asked);
	if (!superlative_of(&asked, &own))
		return false;
	words_split(says, &stated);
	return superlative_of(&stated, &theirs) && strcmp(own, theirs) != 0;
}

/* "the only president to resign", where the statement has no only one. */
static bool lacks_only(const struct parsed_question *parsed, const char *says)
{
	return parsed->type != ASKS_YES_NO && strstr(parsed->folded, " the only ") &&
	       !strstr(says, "only ");
}

/* "what does UPS stand for", of a fact that tells what another name stands for. */
static bool expands_another(const struct parsed_question *parsed, const char *says)
{
	static const char asks[] = "what does ";
	const char *stands = strstr(parsed->folded, " stand for");
	char word[WORD_SIZE];
	size_t length = stands ? (size_t)(stands - parsed->folded) : 0;

	if (length < sizeof asks || length - strlen(asks) >= sizeof word ||
		strncmp(parsed->folded, asks, strlen(asks)) != 0)
		return false;
	snprintf(word, sizeof word, "%.*s", (int)(length - strlen(asks)),
		parsed->folded + strlen(asks));
	return !strchr(word, ' ') && !strstr(says, word);
}

const char *wanted_lacking(
	const struct index *index, const struct parsed_question *parsed, const struct fact *fact)
{
	char says[SAYS_MAX];

	text_fold(fact->says, says, sizeof says);
	if (is_vague(index, parsed, says))
		return "it does not say which";
	if (expands_another(parsed, says))
		return "it tells what another name stands for";
	return is_other_rank(parsed, says) || lacks_only(parsed, says) ? "it has another rank"
								       : NULL;
}

/* --- "what is the X of Y?" -------------------------------------------------------------------- */

/* The name that the question asks a property of, or NULL; *property: the term of the property. */
static const struct term *property_of(
	const struct parsed_question *parsed, const struct term **property)
{
	static const char *const any[] = {"name", "names", "meaning", "definition", "history",
		"story", "kind", "type", "part", "full", NULL};
	const char *folded = parsed->folded, *of;
	size_t at;

	if (parsed->focus.count == 0)
		return NULL;
	*property = &parsed->focus.list[parsed->focus.count - 1];
	of = folded + (*property)->at + (*property)->length;
	if (strncmp(of, " of ", 4) != 0 || text_is_one_of((*property)->text, any))
		return NULL;
	at = (size_t)(of - folded) + 4;
	at += strncmp(folded + at, "the ", 4) == 0 ? 4 : 0;
	for (size_t i = 0; i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];

		if (term->name && term->at == at)
			return folded[at + term->length +
				       strspn(folded + at + term->length, " ?!.")]
				       ? NULL
				       : term;
	}
	return NULL;
}

bool wanted_is_absent(const struct index *index, const struct parsed_question *parsed, int at)
{
	const struct profile *profile = &index->profiles[at];
	const struct term *property, *name = property_of(parsed, &property);

	return name && (!profile_has(profile, name->term_id) ||
			       !profile_has_related(profile, index->lexicon, property->term_id));
}
