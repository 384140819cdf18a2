#include "ask/verdict.h"

#include "ask/entails.h"
#include "ask/life.h"
#include "ask/present.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 2048, CLAUSES = 8 };

/* The claims to compare. */
struct comparison {
	const struct index *index;
	const struct profile *profile;
	struct claim asked, stored, clauses[CLAUSES];
	size_t count;                              /* of clauses */
	char says[FOLDED_MAX], folded[FOLDED_MAX]; /* the statement; the stored question */
};

/* Reads the statement's clauses, which end at a semicolon or full stop. */
static void read_clauses(struct comparison *it)
{
	char *at = it->says;

	text_fold(it->profile->fact->says, it->says, sizeof it->says);
	while (*at && it->count < CLAUSES) {
		char *end = at;

		while (*end && *end != ';' && !(*end == '.' && (end[1] == ' ' || !end[1])))
			end++;
		char *next = *end ? end + 1 : end;

		*end = '\0';
		claim_read(it->index->lexicon, at, false, &it->clauses[it->count++]);
		at = next;
	}
}

static void read_known_claim(struct comparison *it, const struct known *known)
{
	text_fold(index_question(it->profile, known), it->folded, sizeof it->folded);
	claim_read(it->index->lexicon, it->folded, true, &it->stored);
}

/* The verdict by the stored yes/no questions; none if they contradict each other. */
static enum polarity from_stored(struct comparison *it)
{
	bool yes = false, no = false;

	for (size_t i = 0; i < it->profile->answered_count; i++) {
		const struct known *known = &it->profile->known[i];

		if (known->kind != QUESTION_YES && known->kind != QUESTION_NO)
			continue;
		read_known_claim(it, known);
		yes |= known->kind == QUESTION_YES && entails(&it->stored, &it->asked, NULL);
		no |= known->kind == QUESTION_NO && entails(&it->asked, &it->stored, NULL);
	}
	return yes == no ? POLARITY_NONE : yes ? POLARITY_YES : POLARITY_NO;
}

static bool is_same_kind(
	const struct lexicon *lexicon, const struct claim_item *a, const struct claim_item *b)
{
	if (a->name)
		return b->name && lexicon_is_person(lexicon, a->term_id) ==
					  lexicon_is_person(lexicon, b->term_id);
	return (a->year && b->year) || (a->month && b->month) || (a->day && b->day) ||
	       (a->number && b->number);
}

static bool is_stated(const struct comparison *it, const struct claim_item *item)
{
	const struct mention *mention = index_mention(it->profile, item->term_id);
	bool stated = mention && mention->says;

	for (size_t i = 0; i < it->count; i++)
		stated |= claim_find(&it->clauses[i], &it->stored, item) != NULL;
	return stated;
}

/* Whether a stored question asks if it was somebody else that did it: "was it Japan that …?" */
static bool is_other_doer(const struct claim *stored, const struct claim_item *item)
{
	return strcmp(claim_word(stored, 1), "it") == 0 && item == stored->items;
}

/* Whether a stored "no" has another item of that kind than the statement, so that only one is
 * right. A name must take the place of the clause's: that Cambodia broke with the United States
 * does not show whom else it broke with.
 */
static bool admits_one(
	struct comparison *it, const struct claim *clause, const struct claim_item *but)
{
	for (size_t i = 0; i < it->profile->answered_count; i++) {
		if (it->profile->known[i].kind != QUESTION_NO)
			continue;
		read_known_claim(it, &it->profile->known[i]);
		for (size_t k = 0; k < it->stored.count; k++) {
			const struct claim_item *item = &it->stored.items[k];

			if (is_same_kind(it->index->lexicon, but, item) && !is_stated(it, item) &&
				(!but->name || entails(clause, &it->stored, item) ||
					(but == it->asked.items &&
						is_other_doer(&it->stored, item))))
				return true;
		}
	}
	return false;
}

/* Whether it is about the birth or death of a person, which has one date only. */
static bool is_once(const struct comparison *it, const struct claim_item *but)
{
	static const char *const once[] = {"born", "die", "died", NULL};
	const struct claim *asked = &it->asked;
	bool found = false;

	for (size_t i = 0; i < asked->words.count; i++)
		found |= text_is_one_of(claim_word(asked, i), once);
	return found && claim_is_date(but) && asked->count > 0 && asked->items[0].name &&
	       lexicon_is_person(it->index->lexicon, asked->items[0].term_id);
}

/* Whether the word that ends before `end` belongs to the name that follows: "the", or a word with a
 * capital that does not only begin the sentence ("US Treasury", "General Lon Nol"). */
static bool belongs_to_name(const char *says, const char *word, const char *end)
{
	static const char *const openings[] = {"In", "On", "At", "By", "After", "Before", "From",
		"For", "With", "When", "While", "Because", "Since", "Until", "Under", "As", NULL};
	char text[WORD_SIZE];

	if (end - word >= (ptrdiff_t)sizeof text)
		return false;
	snprintf(text, sizeof text, "%.*s", (int)(end - word), word);
	if (text_compare_ascii(text, "the") == 0)
		return true;
	return *text >= 'A' && *text <= 'Z' && strpbrk(text, ",;:.()\"") == NULL &&
	       !(word == says && text_is_one_of(text, openings));
}

/* The start of the name at `start` with what belongs to it. */
static const char *widen_name(const char *says, const char *start)
{
	while (start - says > 1 && start[-1] == ' ') {
		const char *word = start - 1;

		while (word > says && word[-1] != ' ')
			word--;
		if (!belongs_to_name(says, word, start - 1))
			break;
		start = word;
	}
	return start;
}

/* Copies the statement's text for an item of the clause: with the rest of its date, the first word
 * that a number counts, or what belongs to a name. */
static bool copy_slot(const char *says, const struct claim *clause, const struct claim_item *item,
	char *out, size_t size)
{
	struct buf buf = buf_over(out, size);
	size_t from = item->word, to = item->last, at, length;
	char first[WORD_SIZE], last[WORD_SIZE];

	*out = '\0';
	if (claim_is_date(item)) {
		for (size_t i = 0; i < clause->count; i++) {
			const struct claim_item *other = &clause->items[i];

			if (!claim_is_date(other))
				continue;
			from = other->word < from && other->word + 2u >= from ? other->word : from;
			to = other->last > to && to + 2u >= other->last ? other->last : to;
		}
	} else if (item->number && claim_adjoins(clause, to)) {
		to++;
	}
	claim_span(clause, from, from, &at, &length);
	snprintf(first, sizeof first, "%.*s", (int)length, clause->text + at);
	claim_span(clause, to, to, &at, &length);
	snprintf(last, sizeof last, "%.*s", (int)length, clause->text + at);
	const char *start = strcasestr(says, first);
	const char *end = start ? strcasestr(start, last) : NULL;

	if (!end || end - start > VERDICT_LEAD / 2)
		return false;
	end += strlen(last);
	if (item->name)
		start = widen_name(says, start);
	if (strncmp(start, "The ", 4) == 0)
		return buf_add(&buf, "the %.*s", (int)(end - start) - 4, start + 4);
	return buf_add(&buf, "%.*s", (int)(end - start), start);
}

/* Whether the clause ranks ("the first president to visit") where the question does not: then it
 * admits others, too. */
static bool is_ranked_alone(const struct claim *clause, const struct claim *asked)
{
	static const char *const ranks[] = {"first", "second", "third", "last", "only", "largest",
		"biggest", "greatest", "highest", "smallest", NULL};

	for (size_t i = 0; i < clause->words.count; i++) {
		bool shared = !text_is_one_of(claim_word(clause, i), ranks);

		for (size_t k = 0; k < asked->words.count && !shared; k++)
			shared = strcmp(claim_word(asked, k), claim_word(clause, i)) == 0;
		if (!shared)
			return true;
	}
	return false;
}

/* If the question agrees with a clause except for one year, month, number or name: "no", with the
 * right one. */
static bool from_one_slot(struct comparison *it, struct verdict *out)
{
	for (size_t c = 0; c < it->count; c++)
		for (size_t i = 0; i < it->asked.count; i++) {
			const struct claim *clause = &it->clauses[c];
			const struct claim_item *but = &it->asked.items[i];

			if (but->plain || claim_find(clause, &it->asked, but) ||
				is_ranked_alone(clause, &it->asked) ||
				!entails(clause, &it->asked, but))
				continue;
			const struct claim_item *right =
				entails_counterpart(clause, &it->asked, but);

			if (!right || !(is_once(it, but) || admits_one(it, clause, but)) ||
				!copy_slot(it->profile->fact->says, clause, right, out->lead,
					sizeof out->lead))
				continue;
			out->polarity = POLARITY_NO;
			return true;
		}
	return false;
}

/* Finds the verdict. past: a question in the present tense about the past, for which only a stored
 * "no" is certain. */
static void compare_claims(struct comparison *it, bool past, struct verdict *out)
{
	bool stated = false;

	out->polarity = from_stored(it);
	if (past) {
		if (out->polarity == POLARITY_NO)
			return;
		out->polarity = POLARITY_NONE;
		present_lead(it->profile->fact, out->lead, sizeof out->lead);
		return;
	}
	read_clauses(it);
	for (size_t i = 0; i < it->count; i++)
		stated |= entails(&it->clauses[i], &it->asked, NULL);
	if (stated)
		out->polarity = out->polarity == POLARITY_NO ? POLARITY_NONE : POLARITY_YES;
	else if (out->polarity == POLARITY_NONE)
		from_one_slot(it, out);
}

/* Whether a pronoun of the question means something that it does not say: "did China help them",
 * "is he in prison". */
static bool leans_on_pronoun(const struct index *index, const struct claim *asked)
{
	static const char *const persons[] = {"he", "him", "she", NULL};
	static const char *const others[] = {"they", "them", "these", "those", NULL};
	bool person = false, leans = false;

	for (size_t i = 0; i < asked->count; i++)
		person |= lexicon_is_person(
			index->lexicon, asked->items[i].name ? asked->items[i].term_id : -1);
	for (size_t i = 0; i < asked->words.count; i++) {
		const char *word = claim_word(asked, i);

		leans |= text_is_one_of(word, others) ||
			 (text_is_one_of(word, persons) && !person) ||
			 (strcmp(word, "it") == 0 && i > 1 && i + 1 == asked->words.count);
	}
	return leans;
}

void verdict_find(const struct index *index, const struct parsed_question *parsed, int at,
	struct verdict *out)
{
	struct comparison *it; /* large */

	*out = (struct verdict){.polarity = POLARITY_NONE};
	if (parsed->type != ASKS_YES_NO)
		return;
	if (life_is_asked(index, parsed)) {
		out->polarity = life_told(index, parsed, at);
		return;
	}
	it = must_alloc(sizeof *it);
	it->index = index;
	it->profile = &index->profiles[at];
	claim_read(index->lexicon, parsed->folded, true, &it->asked);
	if (!it->asked.alternative && !leans_on_pronoun(index, &it->asked))
		compare_claims(it, present_asks_past(parsed, it->profile->fact), out);
	free(it);
}

void verdict_opening(const struct verdict *verdict, char *out, size_t size)
{
	static const char *const words[] = {"", "Yes: ", "No: "};
	struct buf buf = buf_over(out, size);

	*out = '\0';
	buf_add(&buf, "%s", words[verdict->polarity]);
	if (*verdict->lead)
		buf_add(&buf, verdict->polarity == POLARITY_NONE ? "%s: " : "%s. ", verdict->lead);
}
