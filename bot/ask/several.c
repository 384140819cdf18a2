#include "ask/several.h"

#include "base/buf.h"
#include "base/text.h"
#include "language/words.h"
#include "pattern/pattern_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SEVERAL_MOST = 64 }; /* facts found; only the first ones are given */

/* The share of a fact's questions that must mention the thing, unless the fact would answer alone.
 */
static const float core_share = 0.4f;
static const float telling = 0.16f; /* share of the highest weight: a fact must have such words */

enum { FORM, ALL, IN_TIME };

static const struct pattern_row rows[] = {
	/* asks for several things: the words before the thing */
	[FORM] = {"several",
		"^\\W*(?:(?:and|so|hey|hi|ok|please|pls|can you|could you|tell me|give me|"
		"show me)\\W+)*(?:(?:a |the )?(?:timeline|chronology|history|list) of|list|"
		"who (?:have been|were|are) (?:all )?(?:of )?the|(?:what|which) (?:other |all )?"
		"(?=(?:[\\w-]+ ){0,2}[\\w-]{3,}s (?:has|have|had|did|do|does|were|are)\\b)|"
		"what (?:are|were) (?:all )?(?:of )?the)\\b"},
	/* asks for all of them, even if a single fact could answer */
	[ALL] = {"all", "\\b(?:timeline|chronology|history|list) of\\b|^\\W*(?:please )?list\\b|"
			"\\bwho have been\\b|\\ball\\b"},
	[IN_TIME] = {"in order of time", "\\b(?:timeline|chronology|history) of\\b"},
};
static struct pattern_table forms = PATTERN_TABLE("form of several", rows);

bool several_form(const struct subject *subject, const char *folded, char *thing, size_t size)
{
	static const char *const opening[] = {"and", "so", "hey", "hi", "ok", "please", "pls",
		"can", "you", "could", "tell", "give", "show", "me", "a", "the", "timeline",
		"chronology", "history", "list", "of", "who", "have", "been", "were", "are", "all",
		"what", "which", "other", "s", NULL};
	struct words words;
	size_t i = 0, k = 0;

	*thing = '\0';
	if (!pattern_table_matches(&forms, FORM, folded))
		return false;
	words_split(folded, &words);
	for (; i < words.count; i++) {
		for (k = 0; opening[k] && strcmp(opening[k], words.list[i].text) != 0;)
			k++;
		if (!opening[k] && !subject_is_home(subject, words.list[i].text))
			break;
	}
	if (i < words.count && words.list[i].kind == WORD_PLAIN)
		snprintf(thing, size, "%s", words.list[i].text);
	return *thing != '\0';
}

/* Whether the term is in a question that the fact affirms, or in its statement. */
static bool knows(const struct profile *profile, int term_id)
{
	const struct mention *mention = index_mention(profile, term_id);

	return mention && (mention->questions > 0 || mention->says);
}

struct lookup {
	const struct profile *profile;
	bool known;
};

static void know_near(void *context, int term_id)
{
	struct lookup *it = context;

	it->known = it->known || knows(it->profile, term_id);
}

/* Whether the word is part of the question's form, or a verb that only says that the thing exists.
 */
static bool is_in_passing(const char *word)
{
	static const char *const words[] = {"timeline", "chronology", "history", "list", "impose",
		"imposed", "introduced", "adopted", "announced", "hold", "held", "pass", "passed",
		"bring", "placed", "exist", "existed", "set", "all", NULL};

	return text_is_one_of(word, words);
}

static bool is_member(const struct index *index, const struct answer *answer, int thing,
	const struct profile *profile)
{
	const struct mention *mention = index_mention(profile, thing);

	if (!mention || !mention->says ||
		(profile->fact != answer->fact &&
			(float)mention->questions < core_share * (float)profile->answered_count))
		return false;
	for (size_t i = 0; i < answer->parsed.terms.count; i++) {
		const struct term *term = &answer->parsed.terms.list[i];
		struct lookup it = {.profile = profile};

		if (term->light || is_in_passing(term->text) ||
			lexicon_weight(index->lexicon, term->term_id) <
				telling * lexicon_weight(index->lexicon, -1))
			continue;
		if (term->term_id < 0)
			return false;
		know_near(&it, term->term_id);
		if (!term->name && !term->number)
			lexicon_each_related(index->lexicon, term->term_id, know_near, &it);
		if (!it.known)
			return false;
	}
	return true;
}

static int compare_when(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;

	if (!*x->when || !*y->when)
		return (!*x->when) - (!*y->when);
	return strcmp(x->when, y->when);
}

static void put_first(const struct fact **list, size_t count, const struct fact *fact)
{
	for (size_t i = 1; i < count; i++)
		if (list[i] == fact) {
			memmove(list + 1, list, i * sizeof *list);
			list[0] = fact;
		}
}

/* The facts about the thing that answer together, by position. */
struct members {
	const struct index *index;
	const struct answer *answer;
	int thing;
	bool dated; /* only facts with a date */
	int at[SEVERAL_MOST];
	size_t count;
};

static void add_member(void *context, int slot)
{
	struct members *members = context;
	int at = index_by_slot(members->index, slot);
	const struct profile *profile = &members->index->profiles[at];

	if (members->count < SEVERAL_MOST && (!members->dated || *profile->fact->when) &&
		is_member(members->index, members->answer, members->thing, profile))
		members->at[members->count++] = at;
}

static int compare_positions(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

void several_find(const struct index *index, struct answer *out)
{
	struct members members = {.index = index, .answer = out};
	const struct fact *found[ANSWER_FACTS];
	char thing[WORD_SIZE];
	struct terms terms;
	size_t count = 0;
	bool has_own = out->fact == NULL;

	if (out->by == BY_QUESTION ||
		!several_form(&index->set.subject, out->parsed.folded, thing, sizeof thing))
		return;
	lexicon_terms(index->lexicon, thing, LEXICON_READ, &terms);
	if (terms.count == 0 || terms.list[0].term_id < 0 || terms.list[0].guessed)
		return;
	members.thing = terms.list[0].term_id;
	members.dated = pattern_table_matches(&forms, IN_TIME, out->parsed.folded);
	postings_each(index->postings, members.thing, add_member, &members);
	qsort(members.at, members.count, sizeof *members.at, compare_positions);
	for (; count < members.count && count < ANSWER_FACTS; count++) {
		found[count] = index->profiles[members.at[count]].fact;
		has_own |= found[count] == out->fact;
	}
	if (count < 2 || (!has_own && !pattern_table_matches(&forms, ALL, out->parsed.folded)))
		return;
	qsort(found, count, sizeof *found, compare_when);
	if (out->fact && !members.dated)
		put_first(found, count, out->fact);
	memcpy(out->facts, found, count * sizeof *found);
	out->facts_count = count;
	out->fact = found[0];
	out->decision = DECISION_ANSWERED;
	out->verdict = (struct verdict){.polarity = POLARITY_NONE};
	out->offer_count = 0;
	out->refused = "";
	out->by = BY_SEVERAL;
}
