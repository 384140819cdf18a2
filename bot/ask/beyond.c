#include "ask/beyond.h"

#include "ask/claim.h"
#include "base/arena.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 2048 };

/* The claims of the question and of the whole statement. */
struct pair {
	const struct index *index;
	const struct profile *profile;
	const struct parsed_question *parsed;
	const struct known *hidden;
	char says[FOLDED_MAX];
	struct claim asked, stated;
};

/* Looks for a term in the fact's statement and questions. */
struct look {
	const struct profile *profile;
	int except; /* a term that one question more has, which does not count; or -1 */
	bool found;
};

static void count_mention(void *context, int term_id)
{
	struct look *it = context;

	if (it->found)
		return;
	const struct mention *mention = index_mention(it->profile, term_id);
	it->found =
		mention && (mention->says || mention->questions > (term_id == it->except ? 1 : 0));
}

/* Whether the fact has the item, or a related one. */
static bool has_item(const struct pair *it, const struct claim_item *item)
{
	bool hides = it->hidden &&
		     (it->hidden->kind == QUESTION_ASK || it->hidden->kind == QUESTION_YES);
	struct look look = {.profile = it->profile, .except = hides ? item->term_id : -1};

	if (claim_find(&it->stated, &it->asked, item))
		return true;
	if (item->term_id < 0)
		return false;
	count_mention(&look, item->term_id);
	lexicon_each_related(it->index->lexicon, item->term_id, count_mention, &look);
	return look.found;
}

/* "did more die there than in Laos?", of a fact that does not speak of Laos. */
static bool compares_with_absent(const struct pair *it)
{
	size_t than = 0;

	while (than < it->asked.words.count && strcmp(claim_word(&it->asked, than), "than") != 0)
		than++;
	for (size_t i = 0; i < it->asked.count; i++)
		if (it->asked.items[i].word > than && it->asked.items[i].name &&
			!has_item(it, &it->asked.items[i]))
			return true;
	return false;
}

static bool opens_with(const struct claim *claim, const char *const *openings)
{
	return text_is_one_of(claim_word(claim, 0), openings);
}

/* Whether the item is what somebody meant to do or wanted done: "offered to stop", "in order to
 * stop", "asked them to stop". */
static bool is_intended(const struct claim *claim, const struct claim_item *item)
{
	static const char *const wills[] = {"offer", "ask", "aim", "call", "urg", "press", "want",
		"plan", "try", "attempt", "hop", "promis", "pledg", "expect", "accus", "demand",
		"intend", "propos", "threat", NULL};
	enum { WITHIN = 5 };

	if (item->word == 0 || strcmp(claim_word(claim, item->word - 1u), "to") != 0)
		return false;
	for (size_t back = 2; back <= WITHIN + 2 && back <= item->word; back++) {
		const char *word = claim_word(claim, item->word - back);

		if ((back == 2 && strcmp(word, "order") == 0) ||
			text_begins_with_one_of(word, wills))
			return true;
	}
	return false;
}

/* "did the raids stop them?", of a fact that only says that they were to stop them. */
static bool asks_for_outcome(const struct pair *it)
{
	static const char *const openings[] = {"did", "has", "have", "had", "didnt", "hasnt", NULL};
	const bool did = strncmp(claim_word(&it->asked, 0), "did", 3) == 0;

	if (it->parsed->type != ASKS_YES_NO || it->asked.alternative ||
		!opens_with(&it->asked, openings))
		return false;
	for (size_t i = 0; i < it->asked.count; i++) {
		const struct claim_item *own = &it->asked.items[i], *theirs;

		if (!own->plain || own->word < 2 || claim_is_verbal(&it->asked, own->word) == did ||
			strcmp(claim_word(&it->asked, own->word - 1u), "to") == 0)
			continue;
		theirs = claim_find(&it->stated, &it->asked, own);
		if (theirs && is_intended(&it->stated, theirs))
			return true;
	}
	return false;
}

/* "did Biden agree to it?", of a fact that says nothing like "agree". */
static bool asks_for_absent_will(const struct pair *it)
{
	static const char *const openings[] = {"did", "does", "has", "have", "will", NULL};
	static const char *const moves[] = {"go", "went", "gone", "come", "came", "return",
		"returned", "travel", "travelled", "fly", "move", "flee", "get", "got", "belong",
		"lead", "listen", NULL};

	if (it->parsed->type != ASKS_YES_NO || !opens_with(&it->asked, openings))
		return false;
	for (size_t i = 0; i + 2 < it->asked.count; i++) {
		const struct claim_item *name = &it->asked.items[i], *verb = name + 1;
		const struct claim_item *end = name + 2;

		if (!name->name || !verb->plain || verb->word != name->last + 1u || !end->plain ||
			strcmp(claim_preposition(&it->asked, end, verb->last), "to") != 0 ||
			text_is_one_of(claim_word(&it->asked, verb->word), moves))
			continue;
		/* "did they refuse to help?" is answered by whether they helped */
		const struct claim_item *done =
			strcmp(claim_word(&it->asked, end->word - 1u), "to") == 0
				? claim_find(&it->stated, &it->asked, end)
				: NULL;

		return !has_item(it, verb) && !(done && !is_intended(&it->stated, done));
	}
	return false;
}

/* Whether two terms are the same or related. */
struct relation {
	int wanted;
	bool found;
};

static void note_same_term(void *context, int term_id)
{
	struct relation *it = context;

	it->found |= it->wanted == term_id;
}

static bool are_related(const struct pair *it, int a, int b)
{
	struct relation relation = {.wanted = b, .found = a == b && a >= 0};

	if (a >= 0 && b >= 0)
		lexicon_each_related(it->index->lexicon, a, note_same_term, &relation);
	return relation.found;
}

/* Whether a form of be is one or two words before. */
static bool follows_be(const struct claim *claim, size_t at)
{
	return at > 0 && (claim_is_be(claim_word(claim, at - 1)) ||
				 (at > 1 && claim_is_be(claim_word(claim, at - 2))));
}

static bool is_speech(const struct claim *claim, size_t at)
{
	static const char *const said[] = {"said", "call", "state", "announc", "declar", "ask",
		"urg", "press", "reject", "accus", "describ", "report", "criticis", "condemn",
		"spoke", "speak", "told", "claim", "promis", "warn", "den", "want", "demand",
		"approv", "disown", "disput", "put", "offer", "notif", "answer", "blam", "pledg",
		"allegation", "statement", "word", NULL};

	return text_begins_with_one_of(claim_word(claim, at), said) > 0;
}

/* Whether somebody speaks in the statement: the name is before a word for speaking that is not
 * in the passive voice. */
static bool speaks(const struct pair *it, const struct claim_item *speaker)
{
	const struct claim *stated = &it->stated;

	for (size_t i = 0; i < stated->count; i++) {
		const struct claim_item *item = &stated->items[i];

		if (!are_related(it, speaker->term_id, item->term_id))
			continue;
		for (size_t at = item->last + 1u; at < stated->words.count; at++)
			if (is_speech(stated, at) && !follows_be(stated, at))
				return true;
	}
	return false;
}

/* "what did Duch say?", of a fact in which Duch says nothing. */
static bool asks_for_absent_speaker(const struct pair *it)
{
	static const char *const says[] = {"say", "think", "reply", "answer", "respond", "tell",
		"feel", "promise", "demand", "regret", "allege", NULL};
	static const char *const dos[] = {"did", "does", "do", NULL};
	const struct claim_item *speaker = NULL;
	bool speech = false;

	if (strcmp(claim_word(&it->asked, 0), "what") != 0 ||
		!text_is_one_of(claim_word(&it->asked, 1), dos))
		return false;
	for (size_t at = 2; at < it->asked.words.count; at++)
		speech |= text_is_one_of(claim_word(&it->asked, at), says);
	for (size_t i = 0; i < it->asked.count && !speaker; i++)
		if (it->asked.items[i].word >= 2)
			speaker = &it->asked.items[i];
	return speech && speaker && lexicon_is_person(it->index->lexicon, speaker->term_id) &&
	       !speaks(it, speaker);
}

/* Whether one of the fact's questions asks who did the same. */
static bool has_stored_doer(const struct pair *it, const struct claim_item *verb)
{
	bool found = false;
	char folded[FOLDED_MAX];
	struct claim *stored = must_alloc(sizeof *stored); /* large */

	for (size_t i = 0; i < it->profile->answered_count && !found; i++) {
		const struct known *known = &it->profile->known[i];

		if (known == it->hidden || known->type != ASKS_PERSON)
			continue;
		text_fold(index_question(it->profile, known), folded, sizeof folded);
		claim_read(it->index->lexicon, folded, true, stored);
		found = claim_find(stored, &it->asked, verb);
	}
	free(stored);
	return found;
}

/* "who crowned him?", of a fact that says that he was crowned, not by whom. */
static bool asks_for_absent_doer(const struct pair *it)
{
	const struct claim_item *verb = it->asked.items, *theirs;

	if (strcmp(claim_word(&it->asked, 0), "who") != 0 || it->asked.count < 2 ||
		verb->word != 1 || !verb->plain || !claim_is_verbal(&it->asked, 1))
		return false;
	theirs = claim_find(&it->stated, &it->asked, verb);
	if (!theirs || !claim_is_verbal(&it->stated, theirs->word) ||
		!follows_be(&it->stated, theirs->word))
		return false;
	for (size_t at = theirs->last + 1u; at < it->stated.words.count; at++)
		if (strcmp(claim_word(&it->stated, at), "by") == 0)
			return false;
	return !has_stored_doer(it, verb);
}

/* "is he in Cambodia?", "was he ever in America?" */
static bool asks_whereabouts(const struct pair *it)
{
	static const char *const ins[] = {"in", "to", "at", NULL};
	const struct parsed_question *parsed = it->parsed;
	const struct claim *asked = &it->asked;
	size_t persons = 0, places = 0;

	if (parsed->type != ASKS_YES_NO)
		return false;
	for (size_t i = 0; i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];
		const struct alias *name = term->name ? index_name(it->index, term->term_id) : NULL;

		if (!name && !term->light)
			return false;
		persons += name && lexicon_is_person(it->index->lexicon, term->term_id);
		places += name && strcmp(name->sort, "place") == 0;
	}
	const struct claim_item *last = asked->count > 0 ? &asked->items[asked->count - 1] : NULL;

	return persons == 1 && places == 1 && last && last->name &&
	       !lexicon_is_person(it->index->lexicon, last->term_id) &&
	       text_is_one_of(claim_preposition(asked, last, WORDS_MAX), ins);
}

/* Whether the statement says where somebody is, came or went. */
static bool tells_whereabouts(const struct pair *it)
{
	static const char *const verbs[] = {"visit", "exile", "return", "arriv", "live", "living",
		"left", "leav", "came", "come", "stay", "flee", "fled", "went", "evacuat", "resid",
		"home", "sworn", "arrest", "detain", "died", "born", NULL};

	for (size_t at = 0; at < it->stated.words.count; at++)
		if (text_begins_with_one_of(claim_word(&it->stated, at), verbs))
			return true;
	return false;
}

/* "who was the first president?", of a fact on the first president to visit Cambodia: all that is
 * asked for is named before that. */
static bool drops_restriction(const struct pair *it)
{
	static const char *const ranks[] = {"first", "last", "only", NULL};
	const struct claim *stated = &it->stated;
	size_t from = 0, to, met = 0;
	bool ranked = false;

	if (it->parsed->type == ASKS_YES_NO)
		return false;
	for (size_t at = 0; at < it->asked.words.count; at++)
		ranked |= text_is_one_of(claim_word(&it->asked, at), ranks);
	while (from < stated->words.count && !text_is_one_of(claim_word(stated, from), ranks))
		from++;
	for (to = from; to < stated->words.count && strcmp(claim_word(stated, to), "to") != 0; to++)
		if (!claim_adjoins(stated, to) || to > from + 4)
			return false;
	for (size_t i = 0; i < it->asked.count; i++) {
		const struct claim_item *own = &it->asked.items[i];
		const struct claim_item *theirs = claim_find(stated, &it->asked, own);

		if (!theirs || theirs->word < from || theirs->word > to)
			return false;
		met++;
	}
	return ranked && met > 0 && to < stated->words.count;
}

/* The country of the word: "Cambodia" in "Cambodia's former ambassador"; -1 if none is named. */
static int country_of(const struct pair *it, const struct claim *claim, size_t at)
{
	enum { WITHIN = 3 };

	for (size_t i = claim->count; i-- > 0;) {
		const struct claim_item *item = &claim->items[i];
		const struct alias *name =
			item->name && item->last < at ? index_name(it->index, item->term_id) : NULL;
		size_t between = item->last + 1u;

		if (!name || strcmp(name->sort, "place") != 0 || at - item->last > WITHIN)
			continue;
		while (between < at && (claim->words.list[between].kind != WORD_FUNCTION ||
					       strcmp(claim_word(claim, between), "s") == 0))
			between++;
		return between == at ? item->term_id : -1;
	}
	return -1;
}

/* "did the Cambodian Senate pass it?", of a fact that has the US Senate, and no Cambodian one. */
static bool asks_for_another_country(const struct pair *it)
{
	static const char *const offices[] = {"ambassador", "president", "king", "queen", "prince",
		"minister", "premier", "senat", "congress", "parliament", "assembl", "court",
		"army", "navy", "force", "police", "embass", "secretary", "soldier", "troop",
		"marine", "warship", "lawmaker", "official", "spokes", NULL};
	const struct claim *asked = &it->asked, *stated = &it->stated;

	for (size_t at = 0; !asked->alternative && at < asked->words.count; at++) {
		const char *office = claim_word(asked, at);
		size_t length = text_begins_with_one_of(office, offices);
		int country = length > 0 ? country_of(it, asked, at) : -1;
		bool others = false, same = false;

		for (size_t k = 0; country >= 0 && k < stated->words.count; k++) {
			bool has = strncmp(claim_word(stated, k), office, length) == 0;
			int own = has ? country_of(it, stated, k) : -1;

			same |= own == country;
			others |= own >= 0 && own != country;
		}
		if (others && !same)
			return true;
	}
	return false;
}

/* "would he have won without them?", "what if they had stayed?" */
static bool asks_what_might_have_been(const struct pair *it)
{
	static const char *const modals[] = {"would", "could", "might", "should", NULL};
	static const char *const polite[] = {"you", "u", "i", "we", NULL};
	static const char *const past[] = {"had", "hadnt", NULL};
	const struct claim *asked = &it->asked;
	bool modal = false, condition = false;

	for (size_t at = 0; at < it->stated.words.count; at++)
		if (strcmp(claim_word(&it->stated, at), "would") == 0)
			return false;
	for (size_t at = 0; at < asked->words.count; at++) {
		const char *word = claim_word(asked, at);

		modal |= text_is_one_of(word, modals) &&
			 !text_is_one_of(claim_word(asked, at + 1), polite);
		condition |= strcmp(word, "if") == 0;
		if ((modal && strcmp(word, "have") == 0) ||
			(condition && text_is_one_of(word, past)))
			return true;
	}
	return false;
}

static const char *beyond_reason(const struct pair *it)
{
	if (compares_with_absent(it))
		return "it does not speak of what it is compared with";
	if (asks_for_outcome(it))
		return "it says what was meant, not what came of it";
	if (asks_for_absent_will(it))
		return "it does not say whether they would";
	if (asks_for_absent_speaker(it))
		return "it is not said by the one asked about";
	if (asks_whereabouts(it) && !tells_whereabouts(it))
		return "it does not say where they were";
	if (drops_restriction(it))
		return "it is the first or last of fewer";
	if (asks_for_absent_doer(it))
		return "it does not say who did it";
	if (asks_what_might_have_been(it))
		return "it says what was, not what would have been";
	if (asks_for_another_country(it))
		return "it speaks of another country's";
	return NULL;
}

const char *beyond_fact(const struct index *index, const struct parsed_question *parsed,
	const struct known *hidden, int at)
{
	struct pair *it = must_alloc(sizeof *it); /* large */
	const char *reason;

	*it = (struct pair){.index = index,
		.profile = &index->profiles[at],
		.parsed = parsed,
		.hidden = hidden};
	text_fold(it->profile->fact->says, it->says, sizeof it->says);
	claim_read(index->lexicon, parsed->folded, true, &it->asked);
	claim_read(index->lexicon, it->says, false, &it->stated);
	reason = beyond_reason(it);
	free(it);
	return reason;
}
