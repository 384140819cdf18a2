#include "ask/overview.h"

#include "base/buf.h"
#include "base/text.h"
#include "pattern/pattern_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	MENTIONS_MIN = 3, /* statements that must mention a name for an overview of it */
	LIST_MAX = 256,
	FORM_MAX = 128,
	SHORT_WORD = 3,
	OVERVIEW_OFFERS = 3, /* the most facts that can be offered */
};

static const float about_min = 0.15f;   /* how much a fact must be about the name */
static const float common = 0.25f;      /* a name in a larger share of facts is no subject */
static const char stand_in[] = "zname"; /* replaces the name; not a word of any text */

#define LEAD                                                                                       \
	"^\\W*(?:(?:and|so|ok|okay|well|hey|hi|please|pls|also|now|but|um+|just|quick question|"   \
	"(?:can|could|would|will) you(?: please)?|do you know|i want to know|i wonder)\\b\\W*)*"
#define THE "(?:the |a |an |this |that |these |those )?"
#define TITLE                                                                                      \
	"(?:(?:king|prince|princess|queen|general|marshal|president|senator|ambassador|premier|"   \
	"prime minister|opposition leader|former|late|old|mr|mrs|ms|dr|comrade|so-called) )*"
#define TAIL "(?: (?:again|anyway|exactly|actually|please|pls|then|though|all about))*\\W*$"
#define BE "(?:'?s|'?re| r| is| are| was| were| ist)"

static const struct pattern_row rows[] = {
	{"who is", LEAD "(?:who|what|whos|whats)" BE "? (?:exactly |actually )?" THE TITLE
			"zname" TAIL},
	{"who X is", LEAD "(?:who|what) " THE TITLE "zname(?: (?:is|was|are|were))?" TAIL},
	{"tell me",
		LEAD "(?:(?:tell|teach|inform) (?:me|us)|what (?:do|can|could) (?:you|u) "
		     "(?:know|say|tell (?:me|us))|(?:what|anything|something) (?:do )?(?:you|u) "
		     "know)(?: (?:more|something|anything|sth|a (?:bit|little)))? "
		     "(?:about|of|on) " THE TITLE "zname" TAIL},
	{"describe", LEAD "(?:describe|explain|introduce|define|about) " THE TITLE "zname" TAIL},
	{"overview", LEAD "(?:(?:give|show) (?:me|us) )?" THE "(?:short |brief |quick )?"
			  "(?:overview|info|information|background|summary|facts|profile|bio|"
			  "biography|introduction|intro)(?: (?:of|on|about|to))? " THE TITLE
			  "zname" TAIL},
	{"name first", "^\\W*" THE TITLE "zname\\W*(?:who|what|bio|biography|profile|overview|"
		       "info)(?: (?:is|was|are|were)(?: (?:he|she|it|that|they))?)?\\W*$"},
	{"name", "^\\W*" THE TITLE "zname\\W*$"},
};
static struct pattern_table forms = PATTERN_TABLE("overview", rows);

/* The only name in the text, if the text only asks about that name; else NULL. */
static const struct term *subject_of(const struct parsed_question *parsed)
{
	const struct term *name = NULL;
	char text[512];
	struct buf buf = BUF(text);

	for (size_t i = 0; i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];

		if (!term->name)
			continue;
		if (name)
			return NULL;
		name = term;
	}
	if (!name || name->term_id < 0 || name->guessed || name->length == 0)
		return NULL;
	buf_put(&buf, parsed->folded, name->at);
	buf_add(&buf, "%s%s", stand_in, parsed->folded + name->at + name->length);
	return !buf.full && pattern_table_first(&forms, text) >= 0 ? name : NULL;
}

/* The names in the text other than the one that all of it is: without its first, its last word. */
static void read_inner_names(const struct index *index, const char *text, struct terms out[2])
{
	char head[FORM_MAX];
	const char *last = strrchr(text, ' ');

	out[0].count = out[1].count = 0;
	if (!last)
		return;
	snprintf(head, sizeof head, "%.*s", (int)(last - text), text);
	lexicon_terms(index->lexicon, head, LEXICON_READ, &out[0]);
	lexicon_terms(index->lexicon, strchr(text, ' ') + 1, LEXICON_READ, &out[1]);
}

static bool has_name(const struct terms *terms, int term_id)
{
	for (size_t i = 0; i < terms->count; i++)
		if (terms->list[i].name && terms->list[i].term_id == term_id)
			return true;
	return false;
}

/* Whether a form of the alias is written with capitals, but for short words; so are forms that it
 * does not have. */
static bool has_capitals(const struct alias *alias, const char *folded)
{
	char form[FORM_MAX];

	for (size_t i = 0; i < alias->name_count; i++) {
		const char *at = alias->names[i];

		text_fold(at, form, sizeof form);
		if (strcmp(form, folded) != 0)
			continue;
		for (; *at; at += strcspn(at, " "), at += strspn(at, " "))
			if (*at >= 'a' && *at <= 'z' && strcspn(at, " ") > SHORT_WORD)
				return false;
	}
	return true;
}

/* Whether the form of the name says what it is of another one: "capital of Cambodia" for Phnom
 * Penh, not "war in Vietnam" for the Vietnam War, nor "Cambodian People's Party" for the CPP. */
static bool is_description(
	const struct index *index, const struct parsed_question *parsed, const struct term *name)
{
	const struct alias *alias = index_name(index, name->term_id);
	char form[FORM_MAX], label[FORM_MAX];
	struct terms inner[2], known[2];

	if (!alias || alias->name_count == 0)
		return false;
	snprintf(form, sizeof form, "%.*s", (int)name->length, parsed->folded + name->at);
	text_fold(alias->names[0], label, sizeof label);
	if (has_capitals(alias, form))
		return false;
	read_inner_names(index, form, inner);
	read_inner_names(index, label, known);
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < inner[k].count; i++) {
			const struct term *term = &inner[k].list[i];

			if (term->name && term->term_id != name->term_id &&
				!has_name(&known[0], term->term_id) &&
				!has_name(&known[1], term->term_id))
				return true;
		}
	return false;
}

/* How much a fact is about the term, by the share of its questions that mention it and whether its
 * statement begins with it. */
static float share_about(const struct profile *profile, const struct mention *mention)
{
	float begins = mention->at == 0 || mention->at > 50 ? 0 : mention->at > 10 ? 0.2f : 0.6f;

	return begins + (float)mention->questions / (float)(profile->answered_count + 1);
}

struct ranked {
	int at;
	float about;
};

struct list {
	const struct index *index;
	int term_id;
	struct ranked rows[LIST_MAX];
	size_t count;
};

static void add_if_mentioned(void *context, int slot)
{
	struct list *list = context;
	int at = index_by_slot(list->index, slot);
	const struct profile *profile = &list->index->profiles[at];
	const struct mention *mention = index_mention(profile, list->term_id);

	if (mention && mention->says && list->count < LIST_MAX)
		list->rows[list->count++] = (struct ranked){at, share_about(profile, mention)};
}

static int by_about(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->about != y->about)
		return x->about > y->about ? -1 : 1;
	return x->at - y->at;
}

static void find_list(const struct index *index, int term_id, struct list *list)
{
	*list = (struct list){.index = index, .term_id = term_id};
	postings_each(index->postings, term_id, add_if_mentioned, list);
	qsort(list->rows, list->count, sizeof *list->rows, by_about);
}

size_t overview_list(const struct index *index, int term_id, int *positions, size_t max)
{
	struct list list;

	find_list(index, term_id, &list);
	for (size_t i = 0; i < list.count && i < max; i++)
		positions[i] = list.rows[i].at;
	return list.count < max ? list.count : max;
}

const char *overview_label(const struct index *index, int term_id)
{
	const char *id = lexicon_label(index->lexicon, term_id);
	const struct alias *name = factset_name(&index->set, id);

	return name && name->name_count > 0 ? name->names[0] : id;
}

/* The fact that is marked as the name's overview, or NULL. */
static const struct fact *marked(const struct index *index, int term_id)
{
	const char *id = lexicon_label(index->lexicon, term_id);

	for (size_t i = 0; i < index->count; i++)
		if (*index->profiles[i].fact->about &&
			strcmp(index->profiles[i].fact->about, id) == 0)
			return index->profiles[i].fact;
	return NULL;
}

/* Whether a fact's date is later than another's; one without a date is older than any. */
static bool is_newer(const struct fact *a, const struct fact *b)
{
	const char *x = strchr(a->when, '/'), *y = strchr(b->when, '/');

	return strcmp(x ? x + 1 : a->when, y ? y + 1 : b->when) > 0;
}

/* Whether enough facts mention the name, but not too many. */
static bool is_worth_telling(const struct index *index, const struct list *list)
{
	return list->count >= MENTIONS_MIN && (float)list->count <= common * (float)index->count;
}

/* Picks the facts most about the name, the newest first; none if all only mention it. */
static size_t pick_first(
	const struct index *index, const struct list *list, const struct fact **facts)
{
	size_t count = 0;

	while (count < OVERVIEW_FIRST && list->rows[count].about >= about_min) {
		facts[count] = index->profiles[list->rows[count].at].fact;
		count++;
	}
	if (count == OVERVIEW_FIRST && is_newer(facts[1], facts[0])) {
		const struct fact *newer = facts[1];

		facts[1] = facts[0];
		facts[0] = newer;
	}
	return count;
}

bool overview_find(const struct index *index, struct answer *out)
{
	struct list list;
	const struct term *name = subject_of(&out->parsed);

	if (!name)
		return false;
	const struct fact *own = out->by == BY_QUESTION ? out->fact : marked(index, name->term_id);
	out->facts[0] = own;
	if (!own) {
		find_list(index, name->term_id, &list);
		if (!is_worth_telling(index, &list) || is_description(index, &out->parsed, name))
			return false;
	}
	out->name = name->term_id;
	out->facts_count = own ? 1 : pick_first(index, &list, out->facts);
	out->fact = out->facts_count > 0 ? out->facts[0] : NULL;
	out->decision = out->fact ? DECISION_ANSWERED : DECISION_OFFERED;
	out->offer_count = 0;
	while (!out->fact && out->offer_count < OVERVIEW_OFFERS) {
		out->offers[out->offer_count] =
			index->profiles[list.rows[out->offer_count].at].fact;
		out->offer_count++;
	}
	out->verdict = (struct verdict){.polarity = POLARITY_NONE};
	out->confidence = out->fact ? 1 : 0;
	out->refused = out->fact ? "" : "the facts only mention it";
	out->by = BY_OVERVIEW;
	return true;
}
