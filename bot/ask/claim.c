#include "ask/claim.h"

#include "base/date.h"
#include "base/text.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static const char *const be_words[] = {
	"is", "are", "was", "were", "isnt", "arent", "wasnt", "werent", NULL};
static const char *const present_words[] = {
	"is", "are", "isnt", "arent", "do", "does", "dont", "doesnt", "will", NULL};
static const char *const modals[] = {
	"can", "could", "will", "would", "shall", "should", "might", NULL};
static const char *const prepositions[] = {"by", "in", "at", "on", "to", "from", "with", "for",
	"of", "against", "into", "over", "under", "during", "between", "among", "near", "after",
	"before", "through", "as", NULL};
static const char *const determiners[] = {
	"the", "a", "an", "its", "his", "her", "their", "this", "that", "all", NULL};
static const char *const date_limits[] = {"until", "till", "before", "after", "since", "from", "to",
	"between", "by", "about", "around", "early", "late", "end", "through", NULL};

/* Irregular past forms and participles, and their verbs. */
static const struct {
	const char *past, *base;
} irregular[] = {{"became", "become"}, {"began", "begin"}, {"begun", "begin"}, {"born", "bear"},
	{"broke", "break"}, {"broken", "break"}, {"brought", "bring"}, {"built", "build"},
	{"bought", "buy"}, {"came", "come"}, {"chose", "choose"}, {"chosen", "choose"},
	{"cut", "cut"}, {"drew", "draw"}, {"driven", "drive"}, {"fell", "fall"}, {"fled", "flee"},
	{"fought", "fight"}, {"found", "find"}, {"gave", "give"}, {"given", "give"}, {"gone", "go"},
	{"went", "go"}, {"held", "hold"}, {"kept", "keep"}, {"laid", "lay"}, {"led", "lead"},
	{"left", "leave"}, {"lost", "lose"}, {"made", "make"}, {"met", "meet"},
	{"overthrew", "overthrow"}, {"overthrown", "overthrow"}, {"paid", "pay"}, {"put", "put"},
	{"ran", "run"}, {"said", "say"}, {"saw", "see"}, {"seen", "see"}, {"sent", "send"},
	{"set", "set"}, {"shut", "shut"}, {"sold", "sell"}, {"stood", "stand"}, {"sworn", "swear"},
	{"taken", "take"}, {"told", "tell"}, {"took", "take"}, {"torn", "tear"},
	{"withdrew", "withdraw"}, {"withdrawn", "withdraw"}, {"won", "win"}, {"wrote", "write"},
	{"written", "write"}};

static const char *base_form(const char *word)
{
	for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
		if (text_same(word, irregular[i].past))
			return irregular[i].base;
	return NULL;
}

const char *claim_word(const struct claim *claim, size_t at)
{
	return at < claim->words.count ? claim->words.list[at].text : "";
}

bool claim_is_be(const char *word)
{
	static const char *const forms[] = {"is", "are", "was", "were", "be", "been", "being",
		"isnt", "arent", "wasnt", "werent", NULL};

	return text_is_one_of(word, forms);
}

bool claim_is_verbal(const struct claim *claim, size_t at)
{
	const char *word = claim_word(claim, at);
	size_t length = strlen(word);

	return (length > 3 && strcmp(word + length - 2, "ed") == 0) || base_form(word);
}

bool claim_is_date(const struct claim_item *item)
{
	return item->year || item->month || item->day;
}

static bool is_year_word(const char *word)
{
	return strlen(word) == 4 && strspn(word, "0123456789") == 4 && *word <= '2' && *word > '0';
}

/* Recognises years, months and days. */
static void tell_date(const struct claim *claim, struct claim_item *item)
{
	const char *word = claim_word(claim, item->word);
	const char *before = item->word > 0 ? claim_word(claim, item->word - 1u) : "";
	const char *after = claim_word(claim, item->last + 1u);

	if (item->number && is_year_word(word))
		item->year = true;
	else if (date_is_month(word))
		item->month = true;
	else if (item->number && (date_is_month(before) || date_is_month(after)))
		item->day = true;
	if (claim_is_date(item))
		item->number = item->plain = false;
}

/* The term of the base verb of an irregular form. */
static int read_base(
	struct lexicon *lexicon, const struct claim *claim, const struct term *term, size_t word)
{
	const char *base = base_form(claim_word(claim, word));
	struct terms terms;

	if (!base)
		return term->term_id;
	lexicon_terms(lexicon, base, LEXICON_READ, &terms);
	return terms.count == 1 && !terms.list[0].guessed ? terms.list[0].term_id : term->term_id;
}

/* "85" and "74" in "85.74" are not numbers of their own. */
static bool is_fraction(const struct claim *claim, const struct claim_item *item)
{
	const char *start = claim->text + claim->words.list[item->word].at;
	const char *end = start + strspn(start, "0123456789");

	return (*end == '.' && isdigit((unsigned char)end[1])) ||
	       (start - claim->text > 1 && start[-1] == '.' && isdigit((unsigned char)start[-2]));
}

/* Whether the word is the month of May; elsewhere it is a function word. */
static bool is_may(const struct claim *claim, size_t at)
{
	static const char *const before[] = {
		"in", "since", "until", "till", "of", "early", "late", "mid", "last", NULL};
	const char *prior = at > 0 ? claim_word(claim, at - 1) : "";

	return strcmp(claim_word(claim, at), "may") == 0 &&
	       (text_is_one_of(prior, before) || isdigit((unsigned char)*prior) ||
		       isdigit((unsigned char)*claim_word(claim, at + 1)));
}

/* The lexicon has no term for it. */
static void read_may(struct claim *out)
{
	enum { MAY = INT_MAX };

	for (size_t i = 0; i < out->words.count && out->count < CLAIM_ITEMS; i++)
		if (is_may(out, i))
			out->items[out->count++] = (struct claim_item){.term_id = MAY,
				.base_id = MAY,
				.plain = true,
				.word = (unsigned short)i,
				.last = (unsigned short)i};
}

static int compare_items(const void *a, const void *b)
{
	return (int)((const struct claim_item *)a)->word -
	       (int)((const struct claim_item *)b)->word;
}

static void read_items(struct lexicon *lexicon, struct claim *out)
{
	struct terms terms;

	lexicon_terms(lexicon, out->text, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count && out->count < CLAIM_ITEMS; i++) {
		const struct term *term = &terms.list[i];
		struct claim_item *item = &out->items[out->count];
		size_t word = 0, end = term->at + (size_t)term->length;

		while (word < out->words.count && out->words.list[word].at < term->at)
			word++;
		if (word == out->words.count || term->length == 0)
			continue;
		*item = (struct claim_item){.term_id = term->term_id,
			.base_id = read_base(lexicon, out, term, word),
			.name = term->name,
			.number = term->number && !term->name,
			.plain = !term->name && !term->number,
			.word = (unsigned short)word,
			.last = (unsigned short)word};
		while (item->last + 1u < out->words.count &&
			out->words.list[item->last + 1u].at < end)
			item->last++;
		if (item->number && is_fraction(out, item))
			item->term_id = item->base_id = -1;
		out->count++;
	}
	read_may(out);
	qsort(out->items, out->count, sizeof *out->items, compare_items);
	for (size_t i = 0; i < out->count; i++)
		tell_date(out, &out->items[i]);
}

void claim_read(struct lexicon *lexicon, const char *folded, bool question, struct claim *out)
{
	out->text = folded;
	out->question = question;
	out->be = out->present = out->modal = out->alternative = false;
	out->count = 0;
	words_split(folded, &out->words);
	read_items(lexicon, out);
	for (size_t i = 0; i < out->words.count; i++) {
		const char *word = out->words.list[i].text;

		out->alternative |= strcmp(word, "or") == 0;
		if (question && i < 2) {
			out->be |= text_is_one_of(word, be_words);
			out->present |= text_is_one_of(word, present_words);
			out->modal |= text_is_one_of(word, modals);
		}
	}
}

/* Whether both are forms of one irregular verb that the lexicon may not know. */
static bool same_irregular(const struct claim *claim, const struct claim_item *a,
	const struct claim *other, const struct claim_item *b)
{
	const char *x = claim_word(claim, a->word), *y = claim_word(other, b->word);
	const char *base_x = base_form(x), *base_y = base_form(y);

	return a->plain && b->plain && (base_x || base_y) &&
	       strcmp(base_x ? base_x : x, base_y ? base_y : y) == 0;
}

/* "tribunal" may mean "Khmer Rouge tribunal", and "embargo" "trade embargo", which end with it. */
static bool ends_in(const struct claim *claim, const struct claim_item *whole,
	const struct claim *other, const struct claim_item *item)
{
	return item->plain && whole->last > whole->word &&
	       strcmp(claim_word(claim, whole->last), claim_word(other, item->word)) == 0;
}

const struct claim_item *claim_find(
	const struct claim *claim, const struct claim *other, const struct claim_item *item)
{
	for (size_t i = 0; i < claim->count; i++) {
		const struct claim_item *it = &claim->items[i];

		if ((it->term_id >= 0 && it->term_id == item->term_id) ||
			(it->base_id >= 0 && it->base_id == item->base_id) ||
			same_irregular(claim, it, other, item))
			return it;
	}
	for (size_t i = 0; i < claim->count; i++)
		if (ends_in(claim, &claim->items[i], other, item))
			return &claim->items[i];
	return NULL;
}

/* The end of a word in the text, including a possessive "'s". */
static size_t end_of(const struct claim *claim, size_t at)
{
	return claim->words.list[at].at + (size_t)claim->words.list[at].length;
}

void claim_span(const struct claim *claim, size_t from, size_t to, size_t *at, size_t *length)
{
	*at = claim->words.list[from].at;
	*length = end_of(claim, to) - *at;
}

bool claim_adjoins(const struct claim *claim, size_t at)
{
	return at + 1 < claim->words.count &&
	       !memchr(claim->text + end_of(claim, at), ',',
		       claim->words.list[at + 1].at - end_of(claim, at)) &&
	       strcspn(claim->text + end_of(claim, at), ";:()\"") >=
		       claim->words.list[at + 1].at - end_of(claim, at);
}

const char *claim_preposition(const struct claim *claim, const struct claim_item *item, size_t stop)
{
	bool determined = false;

	for (size_t at = item->word, steps = 0; at > 0 && steps < 4; steps++) {
		const char *word = claim_word(claim, --at);
		bool determiner = text_is_one_of(word, determiners);
		enum word_kind kind = claim->words.list[at].kind;

		if (!claim_adjoins(claim, at) || at == stop || kind == WORD_NUMBER)
			return "";
		if (text_is_one_of(word, prepositions))
			return word;
		if (determined || (kind == WORD_FUNCTION && !determiner) ||
			claim_is_verbal(claim, at))
			return "";
		determined |= determiner;
	}
	return "";
}

static bool is_possessive(const struct claim *claim, const struct claim_item *item)
{
	size_t end = end_of(claim, item->last);

	return end > 2 && claim->text[end - 2] == '\'' && claim->text[end - 1] == 's';
}

bool claim_is_head(const struct claim *claim, const struct claim_item *item, size_t verb)
{
	size_t next = item->last + 1u;

	if (is_possessive(claim, item) || claim->text[end_of(claim, item->last)] == '-')
		return false;
	if (next == verb || !claim_adjoins(claim, item->last) || claim_is_verbal(claim, next))
		return true;
	return claim->words.list[next].kind == WORD_FUNCTION ||
	       (claim->words.list[next].kind == WORD_LIGHT && item->name);
}

const char *claim_date_limit(const struct claim *claim, const struct claim_item *item)
{
	size_t at = item->word;

	while (at > 0) {
		const char *word = claim_word(claim, --at);

		if (text_is_one_of(word, date_limits))
			return word;
		if (!date_is_month(word) && !text_is_one_of(word, determiners) &&
			claim->words.list[at].kind != WORD_NUMBER)
			return "";
	}
	return "";
}
