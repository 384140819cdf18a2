#include "ask/swapped.h"

#include "ask/claim.h"
#include "ask/profile.h"
#include "base/arena.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 2048, STORED_MAX = 1024, STATEMENT_COUNTS = 2 };

static const char *const be_words[] = {"is", "are", "was", "were", "be", "been", "being", "isnt",
	"arent", "wasnt", "werent", "get", "got", NULL};
static const char *const adverbs[] = {"also", "not", "never", "first", "ever", "already", NULL};
/* The prepositions before the patient of a noun: "the arrest of X", "an embargo on X". */
static const char *const complements[] = {"of", "against", "on", "to", "for", "with", NULL};
static const char *const circumstances[] = {
	"in", "at", "near", "during", "between", "among", "after", "before", "through", "as", NULL};
/* Words without an agent and a patient: what two do together, and getting something. */
static const char *const without_roles[] = {"meet", "met", "marry", "married", "fight", "fought",
	"clash", "clashed", "join", "joined", "agree", "agreed", "talk", "talked", "trade",
	"traded", "sign", "signed", "cooperate", "negotiate", "negotiated", "merge", "merged",
	"share", "shared", "speak", "spoke", "border", "have", "had", "relations", "ties",
	"relationship", "talks", "agreement", "treaty", "war", "exercise", "cooperation", "deal",
	"get", "receive", "lose", "become", "accept", "need", "resume", "stand", "go", "run",
	"follow", "followed", NULL};

/* The roles that names have with respect to one word, as bit sets of the claim's items. */
struct roles {
	uint64_t agents, patients, others;
};

static uint64_t role_bit(const struct claim *claim, const struct claim_item *item)
{
	return UINT64_C(1) << (item - claim->items);
}

/* --- one word and the names around it --------------------------------------------------------- */

static bool is_adverb(const char *word)
{
	size_t length = strlen(word);

	return text_is_one_of(word, adverbs) ||
	       (length > 4 && strcmp(word + length - 2, "ly") == 0);
}

/* Whether a form of be precedes the word, ignoring adverbs. */
static bool has_be(const struct claim *claim, size_t at)
{
	while (at > 0 && is_adverb(claim_word(claim, at - 1)))
		at--;
	return at > 0 && text_is_one_of(claim_word(claim, at - 1), be_words);
}

static bool is_swapped_passive(const struct claim *claim, const struct claim_item *word)
{
	return claim_is_verbal(claim, word->word) &&
	       (strcmp(claim_word(claim, word->last + 1u), "by") == 0 || has_be(claim, word->word));
}

/* Whether two names are joined: "Britain and France". */
static bool joins_names(
	const struct claim *claim, const struct claim_item *first, const struct claim_item *second)
{
	return second->word == first->last + 2u &&
	       strcmp(claim_word(claim, first->last + 1u), "and") == 0;
}

/* The names before the word that are its subject: the nearest one without a preposition, and those
 * joined to it. */
static uint64_t swapped_subject(const struct claim *claim, const struct claim_item *word)
{
	const struct claim_item *found = NULL;
	uint64_t subject = 0;

	for (const struct claim_item *item = word; item-- > claim->items;) {
		if (!item->name)
			continue;
		if (found && !joins_names(claim, item, found))
			break;
		if (!found && *claim_preposition(claim, item, word->word))
			continue;
		subject |= role_bit(claim, item);
		found = item;
	}
	return subject;
}

/* The names that modify a noun: "the American trade embargo". */
static uint64_t modifiers_of(const struct claim *claim, const struct claim_item *noun)
{
	uint64_t found = 0;
	size_t next = noun->word;

	for (const struct claim_item *item = noun; item-- > claim->items;) {
		if (item->last + 1u != next || !claim_adjoins(claim, item->last) || item->number)
			break;
		if (item->name)
			found |= role_bit(claim, item);
		next = item->word;
	}
	return found;
}

/* The roles with respect to a verb: who acts, who is acted on, who has another role. */
static struct roles roles_of_verb(
	const struct claim *claim, const struct claim_item *verb, bool passive)
{
	struct roles roles = {0};
	uint64_t subject = swapped_subject(claim, verb);

	*(passive ? &roles.patients : &roles.agents) |= subject;
	for (const struct claim_item *item = verb + 1; item < claim->items + claim->count; item++) {
		const char *preposition = claim_preposition(claim, item, verb->last);

		if (item->plain && claim_is_verbal(claim, item->word) && !has_be(claim, verb->word))
			break;
		if (!item->name)
			continue;
		if (passive && strcmp(preposition, "by") == 0)
			roles.agents |= role_bit(claim, item);
		else if (!passive && !*preposition)
			roles.patients |= role_bit(claim, item);
		else if (!text_is_one_of(preposition, circumstances))
			roles.others |= role_bit(claim, item);
	}
	return roles;
}

/* The roles with respect to a noun: the agent is before it or after "by", the patient after "of",
 * "on" and the like. */
static struct roles roles_of_noun(const struct claim *claim, const struct claim_item *noun)
{
	struct roles roles = {.agents = modifiers_of(claim, noun)};

	for (const struct claim_item *item = noun + 1; item < claim->items + claim->count; item++) {
		const char *preposition = claim_preposition(claim, item, noun->last);

		if (item->plain && claim_is_verbal(claim, item->word))
			break;
		if (!item->name)
			continue;
		if (strcmp(preposition, "by") == 0)
			roles.agents |= role_bit(claim, item);
		else if (text_is_one_of(preposition, complements))
			roles.others |= role_bit(claim, item);
	}
	if (!roles.agents)
		roles.agents = swapped_subject(claim, noun);
	if (!roles.others)
		roles.agents = 0;
	return roles;
}

/* Whether the word is a verb of a statement: it is in its past form, or after "to". */
static bool is_verb(const struct claim *claim, const struct claim_item *word)
{
	return claim_is_verbal(claim, word->word) ||
	       (word->word > 0 && strcmp(claim_word(claim, word->word - 1u), "to") == 0);
}

/* --- a question ------------------------------------------------------------------------------- */

/* Who does what to whom in a question, as far as it names them. */
struct asking {
	const struct claim *claim;
	const struct claim_item *verb;
	uint64_t agents, patients; /* 0: none is named */
	bool asks_agent;           /* "who arrested X?" */
	bool has_object;           /* it names a patient, or asks for one */
};

static bool ends_possessive(const struct claim *claim, const struct claim_item *name)
{
	size_t at, length;

	claim_span(claim, name->word, name->last, &at, &length);
	return length > 2 && strncmp(claim->text + at + length - 2, "'s", 2) == 0;
}

/* Whether a name that is not a possessive follows the word, ignoring titles. */
static bool precedes_name(const struct claim *claim, size_t at)
{
	static const char *const titles[] = {"the", "prince", "king", "general", NULL};

	do
		at++;
	while (text_is_one_of(claim_word(claim, at), titles));
	for (size_t i = 0; i < claim->count; i++)
		if (claim->items[i].word == at)
			return claim->items[i].name && !ends_possessive(claim, &claim->items[i]);
	return false;
}

/* The position of the first of the openings in the words at the start of a question; else the
 * number of words. */
static size_t opening_of(const struct claim *claim, const char *const *openings)
{
	for (size_t at = 0; at < 4 && at < claim->words.count; at++)
		if (text_is_one_of(claim_word(claim, at), openings))
			return at;
	return claim->words.count;
}

/* Whether the name is an adjective before a noun: "Cambodian planes". */
static bool is_adjective(const struct claim *claim, const struct claim_item *name)
{
	static const char *const endings[] = {"ian", "ean", "ican", "ese", "ish"};
	const char *word = claim_word(claim, name->last);
	size_t length = strlen(word);

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (length > strlen(endings[i]) &&
			strcmp(word + length - strlen(endings[i]), endings[i]) == 0)
			return true;
	return false;
}

/* The verb after "did": the first item after a name and, if that is an adjective, its noun; or NULL
 * if that is "have". */
static const struct claim_item *verb_behind_name(const struct claim *claim, size_t from)
{
	const struct claim_item *subject = NULL, *noun = NULL;

	for (size_t i = 0; precedes_name(claim, from) && i < claim->count; i++) {
		const struct claim_item *item = &claim->items[i];

		if (item->plain && subject && !noun && is_adjective(claim, subject) &&
			item->word == subject->last + 1u)
			noun = item;
		else if (item->plain && subject &&
			 !text_is_one_of(claim_word(claim, item->word), be_words))
			return strcmp(claim_word(claim, subject->last + 1u), "have") == 0 ? NULL
											  : item;
		if (item->word > from && item->name)
			subject = item;
	}
	return NULL;
}

/* The verb after "was": the first participle, if "by" or a name belongs to it; not "to cut". */
static const struct claim_item *participle_behind(const struct claim *claim, size_t from)
{
	for (size_t i = 0; i < claim->count; i++) {
		const struct claim_item *item = &claim->items[i];

		if (item->word > from + 1 && item->plain && claim_is_verbal(claim, item->word) &&
			strcmp(claim_word(claim, item->word - 1u), "to") != 0)
			return precedes_name(claim, from) ||
					       strcmp(claim_word(claim, item->last + 1u), "by") == 0
				       ? item
				       : NULL;
	}
	return NULL;
}

/* The noun in "is X a market for Y?": it is before a preposition that a name follows. */
static const struct claim_item *noun_behind(const struct claim *claim, size_t from)
{
	for (size_t i = 0; i + 1 < claim->count; i++) {
		const struct claim_item *item = &claim->items[i];

		if (item->word > from && item->plain &&
			text_is_one_of(claim_word(claim, item->last + 1u), complements))
			return item[1].name ? item : NULL;
	}
	return NULL;
}

/* Whether the verb has an object that is not a name. */
static bool has_plain_object(const struct claim *claim, const struct claim_item *verb)
{
	const struct claim_item *next = verb + 1;

	return next < claim->items + claim->count && next->plain &&
	       claim_adjoins(claim, verb->last) && !*claim_preposition(claim, next, verb->last);
}

/* Reads "is X a market for Y?". */
static bool read_noun(const struct claim *claim, size_t from, struct asking *out)
{
	bool who = from == 1 && strcmp(claim_word(claim, 0), "who") == 0;

	out->verb = from == 0 || who ? noun_behind(claim, from) : NULL;
	if (!out->verb || claim->alternative ||
		text_is_one_of(claim_word(claim, out->verb->last), without_roles))
		return false;
	struct roles roles = roles_of_noun(claim, out->verb);

	out->agents = roles.agents;
	out->patients = roles.others;
	out->has_object = true;
	return roles.agents && roles.others;
}

/* Reads "did X arrest Y?", with or without a word before it, "was Y arrested by X?" and "who
 * arrested Y?". */
static bool read_question(const struct claim *claim, struct asking *out)
{
	static const char *const dos[] = {
		"did", "does", "do", "didnt", "doesnt", "dont", "has", "have", "had", NULL};
	static const char *const bes[] = {"was", "were", "is", "are", "wasnt", "werent", NULL};
	static const char *const askers[] = {"who", "whom", "what", "which", NULL};
	size_t active = opening_of(claim, dos), passive = opening_of(claim, bes);
	const bool asks_agent = strcmp(claim_word(claim, 0), "who") == 0 && claim->count > 0 &&
				claim->items[0].word == 1 && claim->items[0].plain;

	*out = (struct asking){.claim = claim, .asks_agent = asks_agent};
	if (active < claim->words.count)
		out->verb = verb_behind_name(claim, active);
	else if (passive < claim->words.count && !(out->verb = participle_behind(claim, passive)))
		return read_noun(claim, passive, out);
	else if (asks_agent)
		out->verb = &claim->items[0];
	if (!out->verb || claim->alternative ||
		text_is_one_of(claim_word(claim, out->verb->word), without_roles))
		return false;
	struct roles roles = roles_of_verb(claim, out->verb,
		!asks_agent &&
			(active == claim->words.count || is_swapped_passive(claim, out->verb)));

	out->agents = roles.agents;
	out->patients = roles.patients | (asks_agent ? 0 : roles.others);
	out->has_object = out->patients || passive < claim->words.count ||
			  text_is_one_of(claim_word(claim, 0), askers) ||
			  has_plain_object(claim, out->verb);
	return (out->agents | out->patients) != 0;
}

/* The items of the other claim that are the same names as these of the first. */
static uint64_t same_names(const struct claim *claim, uint64_t names, const struct claim *other)
{
	uint64_t found = 0;

	for (size_t i = 0; i < claim->count; i++)
		for (size_t k = 0; k < other->count; k++)
			if ((names >> i & 1) && other->items[k].name &&
				other->items[k].term_id == claim->items[i].term_id)
				found |= UINT64_C(1) << k;
	return found;
}

/* --- comparing both --------------------------------------------------------------------------- */

struct tally {
	size_t same, swapped;
	size_t done; /* it is done to the one that is asked about, whoever does it */
};

static void compare_roles(const struct asking *asking, const struct claim *wide,
	const struct roles *roles, bool verb, size_t counts, struct tally *tally)
{
	uint64_t agents = same_names(asking->claim, asking->agents, wide);
	uint64_t patients = same_names(asking->claim, asking->patients, wide);

	tally->done += ((roles->patients | roles->others) & patients) != 0;
	if ((roles->agents & agents) ||
		(asking->asks_agent && ((roles->patients | roles->others) & patients)))
		tally->same += counts;
	else if (verb ? (roles->agents & patients) ||
				 (asking->has_object && (roles->patients & agents))
		      : (roles->agents & patients) && (roles->others & agents))
		tally->swapped += counts;
}

/* Compares the roles around each word that the question and a clause of the statement share. */
static void compare_clause(
	const struct asking *asking, const struct claim *clause, struct tally *tally)
{
	for (size_t i = 0; i < asking->claim->count; i++) {
		const struct claim_item *own = &asking->claim->items[i];
		const struct claim_item *word =
			own->plain ? claim_find(clause, asking->claim, own) : NULL;

		if (!word || !word->plain ||
			text_is_one_of(claim_word(asking->claim, own->last), without_roles) ||
			(own != asking->verb && modifiers_of(asking->claim, own)))
			continue;
		bool verb = is_verb(clause, word);
		if (asking->asks_agent && own != asking->verb)
			continue;
		struct roles roles =
			verb ? roles_of_verb(clause, word, is_swapped_passive(clause, word))
			     : roles_of_noun(clause, word);

		compare_roles(asking, clause, &roles, verb && own == asking->verb, STATEMENT_COUNTS,
			tally);
	}
}

static void compare_statement(const struct asking *asking, const struct index *index,
	const struct fact *fact, struct claim *clause, struct tally *tally)
{
	char says[FOLDED_MAX], *at = says;

	text_fold(fact->says, says, sizeof says);
	while (*at) {
		char *end = at;

		while (*end && *end != ';' && *end != ':' &&
			!(*end == '.' && (end[1] == ' ' || !end[1])))
			end++;
		char *next = *end ? end + 1 : end;

		*end = '\0';
		claim_read(index->lexicon, at, false, clause);
		compare_clause(asking, clause, tally);
		at = next;
	}
}

/* Compares the roles with those in the fact's own questions with the same verb. */
static void compare_stored(const struct asking *asking, const struct index *index,
	const struct profile *profile, const struct known *hidden, struct claim *stored,
	struct tally *tally)
{
	char folded[STORED_MAX];
	struct asking theirs;

	for (size_t i = 0; i < profile->answered_count; i++) {
		const struct known *known = &profile->known[i];

		if (known->kind == QUESTION_NO || known == hidden)
			continue;
		text_fold(index_question(profile, known), folded, sizeof folded);
		claim_read(index->lexicon, folded, true, stored);
		if (!read_question(stored, &theirs) || theirs.verb->base_id < 0 ||
			theirs.verb->base_id != asking->verb->base_id)
			continue;
		struct roles roles = {.agents = theirs.agents, .patients = theirs.patients};

		compare_roles(asking, stored, &roles, true, 1, tally);
	}
}

/* Compares the roles with the fact's statement and, if profile is not NULL, its questions. */
static struct tally compare_fact(const struct index *index, const struct parsed_question *parsed,
	const struct fact *fact, const struct profile *profile, const struct known *hidden)
{
	struct claim *claims = must_alloc(2 * sizeof *claims); /* large */
	struct asking asking;
	struct tally tally = {0};

	claim_read(index->lexicon, parsed->folded, true, &claims[0]);
	if (read_question(&claims[0], &asking) && (asking.agents || asking.asks_agent)) {
		compare_statement(&asking, index, fact, &claims[1], &tally);
		if (profile)
			compare_stored(&asking, index, profile, hidden, &claims[1], &tally);
	}
	free(claims);
	return tally;
}

int swapped_roles(
	const struct index *index, const struct parsed_question *parsed, const struct fact *fact)
{
	struct tally tally = compare_fact(index, parsed, fact, NULL, NULL);

	return tally.same > 0 ? 1 : tally.swapped > 0 ? -1 : 0;
}

bool swapped_find(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, int at)
{
	const struct profile *profile = &index->profiles[at];
	struct tally tally = compare_fact(index, parsed, profile->fact, profile, hidden);

	return tally.swapped >= STATEMENT_COUNTS && tally.swapped > tally.same;
}

/* Whether the fact has none of those who act in the question, nor anybody related to them. */
static bool are_strangers(
	const struct asking *asking, const struct index *index, const struct profile *profile)
{
	for (size_t i = 0; i < asking->claim->count; i++)
		if ((asking->agents >> i & 1) && profile_has_related(profile, index->lexicon,
							 asking->claim->items[i].term_id))
			return false;
	return true;
}

bool swapped_is_of_others(const struct index *index, const struct parsed_question *parsed, int at)
{
	const struct profile *profile = &index->profiles[at];
	struct claim *claims = must_alloc(2 * sizeof *claims); /* large */
	struct asking asking;
	struct tally tally = {0};

	claim_read(index->lexicon, parsed->folded, true, &claims[0]);
	bool strange = parsed->type == ASKS_YES_NO && read_question(&claims[0], &asking) &&
		       asking.agents && asking.patients && are_strangers(&asking, index, profile);

	if (strange)
		compare_statement(&asking, index, profile->fact, &claims[1], &tally);
	free(claims);
	return strange && tally.done == 0;
}
