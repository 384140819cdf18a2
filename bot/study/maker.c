#include "study/maker.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"
#include "pattern/pattern.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char gap[] = "____";
static const float EVERYWHERE = 0.7f; /* the weight of a name below which it says nothing */

/* A longer prompt would leave no room on the line for choices. */
enum { PROMPT_MOST = 330, QUESTION_LEAST = 24 };

/* What the wording of a statement or question shows; PCRE2, on the folded text. */
enum cue { DISPUTED, OF_PERSON, OF_DATE, OF_PLACE, OF_NUMBER, ADJECTIVE, CUES };

static const char *const regexes[CUES] = {
	/* accounts differ, or the source has a gap: no single date or number is the answer */
	[DISPUTED] = ("\\bby (?:one|another)\\b|\\b(?:other|some) (?:sources?|counts?|reports?|"
		      "analysts|experts)\\b|\\banother (?:report|source|edition|account|reckoning|"
		      "count)\\b|\\bor (?:in|at least|about)\\b|\\breckoning\\b|\\bsays? the\\b|"
		      "\\bgives?\\b|\\(about\\b|\\bmost likely\\b|\\bprobably\\b|\\blost\\b|"
		      "\\bdiffer\\b"),
	[OF_PERSON] =
		("^(?:who (?:was|is|became|led|leads|signed|headed|represented|succeeded|took|"
		 "opened|announced)\\b|which (?:[\\w-]+ )?(?:president|senator|general|prince|"
		 "king|politician|ambassador|envoy|minister|leader|diplomat)\\b)"),
	[OF_DATE] = ("^(?:when|since when|in (?:which|what) (?:year|month)|(?:on )?(?:which|what) "
		     "(?:day|date|year)|from which year)\\b"),
	[OF_PLACE] = "^(?:where|(?:(?:to|from|in) )?(?:which|what) (?:country|place|city|town))\\b",
	[OF_NUMBER] = "^(?:how (?:many|much|large)|what (?:share|percentage|proportion|sum))\\b",
	/* no place is missing in "Vietnamese troops", no person in "Trump Administration" */
	[ADJECTIVE] = "(?:ese|ians?|eans?|icans?|mers?|thais?|administration|government)$",
};
static struct pattern *compiled[CUES];

static bool has_cue(enum cue cue, const char *text)
{
	char folded[1024];
	struct error err;

	if (!compiled[cue])
		compiled[cue] = pattern_new(regexes[cue], &err);
	if (!compiled[cue]) { /* a mistake in the table above: every test would stop here */
		fprintf(stderr, "error maker: %s\n", err.text);
		abort();
	}
	text_fold(text, folded, sizeof folded);
	return pattern_matches(compiled[cue], folded);
}

void maker_free(void)
{
	for (int i = 0; i < CUES; i++) {
		pattern_free(compiled[i]);
		compiled[i] = NULL;
	}
}

static void copy_answer(const char *says, const struct thing *thing, struct item *item)
{
	snprintf(item->answer, sizeof item->answer, "%.*s", (int)thing->length, says + thing->at);
}

/* Whether the judge accepts the answer, and the question does not give it away. */
static bool is_sound_item(const struct index *index, const struct item *item)
{
	struct key key;

	return strlen(item->prompt) <= PROMPT_MOST &&
	       judge_key(index, item->kind, item->answer, &key) &&
	       judge_accepts(index, &key, item->answer) && !judge_leaks(index, &key, item->prompt);
}

static void keep_if_sound(
	const struct index *index, const struct item *item, struct item *items, size_t *count)
{
	if (*count < ITEMS_MAX && is_sound_item(index, item))
		items[(*count)++] = *item;
}

/* --- gaps ------------------------------------------------------------------------------------- */

/* The end of the name, including its short form "(CPP)" after it. */
static size_t with_short_form(const char *says, const struct things *things, size_t i)
{
	const struct thing *it = &things->list[i], *next = it + 1;
	size_t end = it->at + it->length;

	if (i + 1 < things->count && next->alias && next->alias == it->alias &&
		next->at == end + 2 && strncmp(says + end, " (", 2) == 0 &&
		says[next->at + next->length] == ')')
		return next->at + next->length + 1;
	return end;
}

static bool is_same_thing(const struct thing *a, const struct thing *b)
{
	if (a->kind != b->kind)
		return false;
	return a->alias ? a->alias == b->alias
	       : a->kind == THING_DATE
		       ? a->date.first == b->date.first && a->date.last == b->date.last
		       : a->number == b->number;
}

static const char *const gap_heads[THING_KINDS] = {
	[THING_PERSON] = "Whose name is missing?",
	[THING_PLACE] = "Which place is missing?",
	[THING_ORGANISATION] = "Which organisation is missing?",
	[THING_DATE] = "Which date is missing (the year will do)?",
	[THING_NUMBER] = "Which number is missing?",
};

static void write_gap(const char *says, const struct things *things, const struct thing *left_out,
	struct buf *buf)
{
	size_t from = 0;

	for (size_t i = 0; i < things->count; i++) {
		const struct thing *it = &things->list[i];

		if (!is_same_thing(it, left_out) || it->at < from)
			continue;
		buf_put(buf, says + from, it->at - from);
		buf_add(buf, "%s", gap);
		from = with_short_form(says, things, i);
	}
	buf_add(buf, "%s", says + from);
}

/* Whether the name is so common that it says nothing: the two countries. A name in half of the
 * facts weighs ln 2. */
static bool is_everywhere(const struct index *index, const struct alias *alias)
{
	char folded[128];
	struct terms terms;

	text_fold(alias->names[0], folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	return terms.count == 0 ||
	       lexicon_weight(index->lexicon, terms.list[0].term_id) < EVERYWHERE;
}

/* Whether the thing can be an answer. */
static bool can_be_asked(const struct index *index, const char *says, const struct thing *it)
{
	char text[ITEM_ANSWER];

	if (it->kind == THING_DATE)
		return it->date.first > 0 && !has_cue(DISPUTED, says);
	if (it->kind == THING_NUMBER)
		return !has_cue(DISPUTED, says);
	snprintf(text, sizeof text, "%.*s", (int)it->length, says + it->at);
	return !is_everywhere(index, it->alias) && !has_cue(ADJECTIVE, text);
}

/* Whether the thing can be left out so that only it fits the gap. */
static bool can_be_left_out(
	const struct index *index, const char *says, const struct things *things, size_t i)
{
	const struct thing *it = &things->list[i];
	const char *after = says + it->at + it->length;
	size_t places = 0;

	for (size_t k = 0; k < things->count; k++) {
		if (!is_same_thing(&things->list[k], it))
			continue;
		if (k < i) /* the question was made at its first place */
			return false;
		places++;
	}
	/* "23 to 28 May"; "Senate Resolution 279", "S. 1468" */
	if (it->kind == THING_NUMBER &&
		(!it->digits || strncmp(after, " to ", 4) == 0 || strncmp(after, " and ", 5) == 0 ||
			(it->at > 2 && strncmp(says + it->at - 2, ". ", 2) == 0) ||
			(it->at > 11 && strncmp(says + it->at - 11, "Resolution ", 11) == 0)))
		return false;
	/* the source of a statement is not worth learning: "of a heart attack, says the …" */
	if (it->at > 9 && strncmp(says + it->at - 9, "says the ", 9) == 0)
		return false;
	return places <= 2 && can_be_asked(index, says, it);
}

static void make_gaps(const struct index *index, const char *says, const struct things *things,
	struct item *items, size_t *count)
{
	for (size_t i = 0; i < things->count; i++) {
		struct item item = {.kind = things->list[i].kind};
		struct buf buf = BUF(item.prompt);

		if (!can_be_left_out(index, says, things, i))
			continue;
		buf_add(&buf, "%s ", gap_heads[item.kind]);
		write_gap(says, things, &things->list[i], &buf);
		copy_answer(says, &things->list[i], &item);
		if (!buf.full)
			keep_if_sound(index, &item, items, count);
	}
}

/* --- a fact's own questions ------------------------------------------------------------------- */

/* The kind of thing a question asks for, if its wording alone shows it. */
static bool kind_asked(const char *question, enum thing_kind *kind)
{
	static const struct {
		enum cue cue;
		enum thing_kind kind;
	} rows[] = {{OF_PERSON, THING_PERSON}, {OF_DATE, THING_DATE}, {OF_PLACE, THING_PLACE},
		{OF_NUMBER, THING_NUMBER}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (has_cue(rows[i].cue, question)) {
			*kind = rows[i].kind;
			return true;
		}
	return false;
}

/* A complete question, as one would ask a class: "Who …?", "In which year …?". */
static bool is_complete(const char *text)
{
	size_t length = strlen(text);

	return length >= QUESTION_LEAST && text[length - 1] == '?' &&
	       isupper((unsigned char)*text) && strchr(text, ' ');
}

/* Whether the question itself mentions the thing. */
static bool mentions(const struct index *index, const char *question, const char *says,
	const struct thing *thing)
{
	struct item item = {.kind = thing->kind};
	struct key key;

	copy_answer(says, thing, &item);
	return !judge_key(index, thing->kind, item.answer, &key) ||
	       judge_leaks(index, &key, question);
}

/* The only thing of that kind in the statement that the question does not mention; NULL if there is
 * none, or more than one. */
static const struct thing *only_answer(const struct index *index, const char *question,
	const char *says, const struct things *things, enum thing_kind kind)
{
	const struct thing *only = NULL;

	for (size_t i = 0; i < things->count; i++) {
		const struct thing *it = &things->list[i];

		if (it->kind != kind || (only && is_same_thing(only, it)))
			continue;
		if (kind <= THING_ORGANISATION && mentions(index, question, says, it))
			continue;
		if (only)
			return NULL;
		only = it;
	}
	return only;
}

/* Whether the statement names an organisation that the question does not. */
static bool names_another(const struct index *index, const char *question, const char *says,
	const struct things *things)
{
	for (size_t i = 0; i < things->count; i++)
		if (things->list[i].kind == THING_ORGANISATION &&
			!mentions(index, question, says, &things->list[i]))
			return true;
	return false;
}

/* A fact's first question of a kind is its plainest; later ones are rewordings. */
static bool has_asked(const struct item *items, size_t count, enum thing_kind kind)
{
	for (size_t i = 0; i < count; i++)
		if (items[i].asked && items[i].kind == kind)
			return true;
	return false;
}

static void make_asked(const struct index *index, const struct fact *fact,
	const struct things *things, struct item *items, size_t *count)
{
	for (size_t i = 0; i < fact->question_count; i++) {
		const struct question *question = &fact->questions[i];
		struct item item = {.asked = true};

		if (question->kind != QUESTION_ASK || !is_complete(question->text) ||
			!kind_asked(question->text, &item.kind) ||
			has_asked(items, *count, item.kind))
			continue;
		const struct thing *thing =
			only_answer(index, question->text, fact->says, things, item.kind);
		if (!thing || !can_be_asked(index, fact->says, thing))
			continue;
		/* "who" may mean an organisation */
		if (item.kind == THING_PERSON &&
			names_another(index, question->text, fact->says, things))
			continue;
		snprintf(item.prompt, sizeof item.prompt, "%s", question->text);
		copy_answer(fact->says, thing, &item);
		keep_if_sound(index, &item, items, count);
	}
}

size_t maker_make(
	const struct index *index, const struct profile *profile, struct item items[ITEMS_MAX])
{
	struct things things;
	size_t count = 0;

	thing_find(index, profile, &things);
	make_asked(index, profile->fact, &things, items, &count);
	make_gaps(index, profile->fact->says, &things, items, &count);
	return count;
}

const char *maker_front(const struct fact *fact)
{
	const char *first = NULL;

	for (size_t i = 0; i < fact->question_count; i++) {
		if (fact->questions[i].kind != QUESTION_ASK)
			continue;
		if (is_complete(fact->questions[i].text))
			return fact->questions[i].text;
		first = first ? first : fact->questions[i].text;
	}
	return first ? first : fact->topic;
}

/* --- choices ---------------------------------------------------------------------------------- */

/* Whether the text works as a wrong choice next to the right answer. */
static bool is_wrong_choice(const struct index *index, const struct item *item,
	const struct key *right, const char *says, const char *text, const struct key *keys,
	size_t count)
{
	struct key key;

	if (!judge_key(index, item->kind, text, &key) || judge_same(&key, right) ||
		judge_accepts(index, right, text) || judge_leaks(index, &key, says) ||
		judge_leaks(index, &key, item->prompt))
		return false;
	for (size_t i = 0; i < count; i++)
		if (judge_same(&key, &keys[i]))
			return false;
	return key.kind != THING_NUMBER || (right->number > 0 && key.number > right->number / 20 &&
						   key.number < right->number * 20);
}

/* Copies the thing; of a date only the year, so that its precision gives nothing away. */
static void copy_choice(const char *says, const struct thing *thing, struct item *item)
{
	if (thing->kind == THING_DATE)
		snprintf(item->answer, sizeof item->answer, "%d", thing->date.first / 10000);
	else
		copy_answer(says, thing, item);
}

/* Draws things like the right one from facts, starting at a drawn one; returns how many. */
static size_t draw_wrong(const struct index *index, const struct profile *profile, uint64_t seed,
	const struct item *item, char wrong[ITEM_CHOICES][ITEM_ANSWER])
{
	enum { FACTS_MOST = 120, WANTED = ITEM_CHOICES - 1 };
	struct key right, keys[ITEM_CHOICES];
	size_t count = 0;

	if (!judge_key(index, item->kind, item->answer, &right))
		return 0;
	for (size_t i = 0; i < index->count && i < FACTS_MOST && count < WANTED; i++) {
		const struct profile *other = &index->profiles[(seed + i * 7) % index->count];
		struct things things;

		if (other == profile)
			continue;
		thing_find(index, other, &things);
		for (size_t k = 0; k < things.count; k++) {
			struct item one = {.kind = things.list[k].kind};

			if (one.kind != item->kind ||
				!can_be_asked(index, other->fact->says, &things.list[k]))
				continue;
			copy_choice(other->fact->says, &things.list[k], &one);
			if (!is_wrong_choice(index, item, &right, profile->fact->says, one.answer,
				    keys, count))
				continue;
			judge_key(index, one.kind, one.answer, &keys[count]);
			memcpy(wrong[count++], one.answer, sizeof one.answer);
			break; /* one from a fact */
		}
	}
	return count;
}

bool maker_choose(
	const struct index *index, const struct profile *profile, uint64_t seed, struct item *item)
{
	char choices[ITEM_CHOICES][ITEM_ANSWER];
	struct item made = *item;
	struct buf buf = BUF(made.prompt);
	struct key key;

	if (draw_wrong(index, profile, seed, item, choices) < ITEM_CHOICES - 1)
		return false;
	size_t place = (seed >> 32) % ITEM_CHOICES;
	memmove(choices + place + 1, choices + place, (ITEM_CHOICES - 1 - place) * sizeof *choices);
	memcpy(choices[place], item->answer, sizeof *choices);
	if (judge_key(index, item->kind, item->answer, &key) && key.kind == THING_DATE)
		snprintf(choices[place], sizeof *choices, "%d", key.date.first / 10000);
	buf_add(&buf, "%s", item->prompt);
	for (size_t i = 0; i < ITEM_CHOICES; i++)
		buf_add(&buf, " %c) %s", (int)('a' + i), choices[i]);
	if (buf.full)
		return false;
	made.letter = (char)('a' + place);
	*item = made;
	return true;
}

/* --- drawing ---------------------------------------------------------------------------------- */

void maker_pick(const struct index *index, const struct profile *profile, const struct item *items,
	size_t count, uint64_t seed, struct item *item)
{
	uint64_t drawn = hash_next_random(&seed);
	size_t asked = 0;

	while (asked < count && items[asked].asked)
		asked++;
	/* three times out of four one of the fact's own questions, if it has any */
	if (asked > 0 && drawn % 4 > 0)
		count = asked;
	*item = items[(drawn >> 8) % count];
	if ((drawn >> 16) % 3 == 0)
		maker_choose(index, profile, hash_next_random(&drawn), item);
}

bool maker_draw(
	const struct index *index, const struct profile *profile, uint64_t seed, struct item *item)
{
	struct item items[ITEMS_MAX];
	size_t count = maker_make(index, profile, items);

	if (count > 0)
		maker_pick(index, profile, items, count, seed, item);
	return count > 0;
}
