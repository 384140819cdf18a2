#include "study/maker.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/text.h"
#include "study/choices.h"
#include "study/clause.h"
#include "study/cue.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char gap[] = "____";
static const float PLAIN_LEAST = 0.33f; /* the least share of a question's words in the statement */
static const float EVERYWHERE = 0.7f;   /* a name with a lower weight is in too many facts */

/* A prompt longer than PROMPT_MOST would leave no room for choices on the line. */
enum { PROMPT_MOST = 330, QUESTION_LEAST = 24, STATEMENT_MOST = 160, GAPS_APART = 15 };

static void copy_answer(const char *says, const struct thing *thing, struct item *item)
{
	snprintf(item->answer, sizeof item->answer, "%.*s", (int)thing->length, says + thing->at);
}

/* Whether the question has the answer's initials: "bill H.R. 5754 of the ____". */
static bool has_initials(const struct item *item)
{
	char initials[ITEM_ANSWER];
	size_t count = 0;

	for (const char *at = item->answer; *at; at++)
		if (isupper((unsigned char)*at) && count + 2 < sizeof initials) {
			initials[count++] = *at;
			initials[count++] = '.';
		}
	initials[count] = '\0';
	return count > 2 && strstr(item->prompt, initials);
}

/* Whether the judge accepts the answer, and the question does not reveal it. */
static bool is_sound_item(const struct index *index, const struct item *item)
{
	struct key key;

	return !has_initials(item) && strlen(item->prompt) <= PROMPT_MOST &&
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

/* Whether the name is in so many facts that it is not worth asking for, like the two countries. A
 * name in half of the facts has the weight ln 2. */
static bool is_everywhere(const struct index *index, const struct alias *alias)
{
	char folded[128];
	struct terms terms;

	text_fold(alias->names[0], folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	return terms.count == 0 ||
	       lexicon_weight(index->lexicon, terms.list[0].term_id) < EVERYWHERE;
}

bool maker_can_ask(const struct index *index, const char *says, const struct thing *it)
{
	char text[ITEM_ANSWER];

	if (it->kind == THING_DATE)
		return it->date.first > 0 && !cue_in(CUE_DISPUTED, says);
	if (it->kind == THING_NUMBER)
		return !cue_in(CUE_DISPUTED, says);
	snprintf(text, sizeof text, "%.*s", (int)it->length, says + it->at);
	return !is_everywhere(index, it->alias) && !cue_in(CUE_ADJECTIVE, text);
}

/* Whether the thing can be left out, and nothing else fits the gap. */
static bool can_be_left_out(
	const struct index *index, const char *says, const struct things *things, size_t i)
{
	const struct thing *it = &things->list[i];
	const char *after = says + it->at + it->length;
	size_t places = 0;

	for (size_t k = 0; k < things->count; k++) {
		if (!is_same_thing(&things->list[k], it))
			continue;
		if (k < i) /* the question was made at its first occurrence */
			return false;
		places++;
	}
	/* "23 to 28 May"; "Senate Resolution 279", "S. 1468" */
	if (it->kind == THING_NUMBER &&
		(!it->digits || strncmp(after, " to ", 4) == 0 || strncmp(after, " and ", 5) == 0 ||
			(it->at > 2 && strncmp(says + it->at - 2, ". ", 2) == 0) ||
			(it->at > 11 && strncmp(says + it->at - 11, "Resolution ", 11) == 0)))
		return false;
	/* who says something is not worth learning: "of a heart attack, says the …" */
	if (it->at > 9 && strncmp(says + it->at - 9, "says the ", 9) == 0)
		return false;
	return places <= 2 && maker_can_ask(index, says, it);
}

/* Whether people can know the answer, by the text around the gaps. */
static bool is_knowable(enum thing_kind kind, const char *text)
{
	const char *last = NULL;

	if (cue_in(CUE_OF_DOCUMENT, text))
		return false;
	for (const char *at = text; (at = strstr(at, gap)); at += sizeof gap - 1) {
		const char *after = at + sizeof gap - 1;
		char before[512];

		snprintf(before, sizeof before, "%.*s", (int)(at - text), text);
		if ((last && at - last < GAPS_APART) || cue_at_edge(CUE_PART_AFTER, after) ||
			(at > text && isalnum((unsigned char)at[-1])))
			return false;
		last = after;
		if (kind == THING_DATE && cue_at_edge(CUE_VAGUE_BEFORE, before))
			return false;
		if (kind == THING_NUMBER && cue_at_edge(CUE_RANGE_BEFORE, before))
			return false;
		if (kind <= THING_ORGANISATION && cue_at_edge(CUE_NOUN_BEFORE, before))
			return false;
		if (kind == THING_ORGANISATION &&
			((at > text && at[-1] == '(') || cue_at_edge(CUE_SOURCE_BEFORE, before) ||
				cue_at_edge(CUE_SOURCE_AFTER, after)))
			return false;
	}
	return true;
}

static void make_gaps(const struct index *index, const char *says, const struct things *things,
	struct item *items, size_t *count)
{
	for (size_t i = 0; i < things->count; i++) {
		struct item item = {.kind = things->list[i].kind};
		char text[PROMPT_MOST];
		struct buf buf = BUF(text);

		if (!can_be_left_out(index, says, things, i))
			continue;
		write_gap(says, things, &things->list[i], &buf);
		if (buf.full || !clause_shorten(text, STATEMENT_MOST) ||
			!is_knowable(item.kind, text))
			continue;
		snprintf(item.prompt, sizeof item.prompt, "%s %s", gap_heads[item.kind], text);
		copy_answer(says, &things->list[i], &item);
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
	} rows[] = {{CUE_OF_PERSON, THING_PERSON}, {CUE_OF_DATE, THING_DATE},
		{CUE_OF_PLACE, THING_PLACE}, {CUE_OF_NUMBER, THING_NUMBER}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (cue_in(rows[i].cue, question)) {
			*kind = rows[i].kind;
			return true;
		}
	return false;
}

/* Whether it is a complete question: "Who …?", "In which year …?". */
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

/* The weighted share of the question's words that are in the statement. The plainest of several
 * questions uses the statement's words. */
static float plainness(
	const struct index *index, const struct profile *profile, const char *question)
{
	char folded[512];
	struct terms terms;
	float all = 0.01f, known = 0;

	text_fold(question, folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		const struct term *term = &terms.list[i];
		float weight =
			term->term_id < 0 ? 3 : lexicon_weight(index->lexicon, term->term_id);
		const struct mention *mention =
			term->term_id < 0 ? NULL : index_mention(profile, term->term_id);

		if (term->light)
			continue;
		all += weight;
		known += mention && mention->says ? weight : 0;
	}
	return known / all;
}

/* Whether the question is like "Who was Sihanouk?", whose answer is not a name. */
static bool asks_about_name(const struct index *index, const char *question)
{
	char folded[512];
	struct terms terms;
	const char *rest;

	if (!cue_in(CUE_WHO_IS_NAME, question))
		return false;
	text_fold(question, folded, sizeof folded);
	rest = strchr(folded + 4, ' ');
	lexicon_terms(index->lexicon, rest ? rest + 1 : "", LEXICON_READ, &terms);
	return terms.count == 0 || (terms.list[0].name && terms.list[0].at < 4);
}

/* Makes an item of the question; false if it does not ask for exactly one thing of the statement.
 */
static bool make_one(const struct index *index, const struct fact *fact,
	const struct things *things, const struct question *question, struct item *item)
{
	if (question->kind != QUESTION_ASK || !is_complete(question->text) ||
		!kind_asked(question->text, &item->kind) || asks_about_name(index, question->text))
		return false;
	if (item->kind == THING_DATE && cue_in(CUE_OF_MANY, question->text))
		return false;
	const struct thing *thing =
		only_answer(index, question->text, fact->says, things, item->kind);
	if (!thing || !maker_can_ask(index, fact->says, thing))
		return false;
	/* "who" may mean an organisation */
	if (item->kind == THING_PERSON && names_another(index, question->text, fact->says, things))
		return false;
	char before[512];
	snprintf(before, sizeof before, "%.*s", (int)thing->at, fact->says);
	if (thing->kind == THING_DATE && cue_at_edge(CUE_VAGUE_BEFORE, before))
		return false;
	snprintf(item->prompt, sizeof item->prompt, "%s", question->text);
	copy_answer(fact->says, thing, item);
	return is_sound_item(index, item);
}

/* Makes items of the plainest question of each kind. */
static void make_asked(const struct index *index, const struct profile *profile,
	const struct things *things, struct item *items, size_t *count)
{
	const struct fact *fact = profile->fact;
	struct item best[THING_KINDS];
	float plain[THING_KINDS] = {0};

	for (size_t i = 0; i < fact->question_count; i++) {
		struct item item = {.asked = true};

		if (!make_one(index, fact, things, &fact->questions[i], &item))
			continue;
		float own = plainness(index, profile, item.prompt);
		if (own > plain[item.kind]) {
			plain[item.kind] = own;
			best[item.kind] = item;
		}
	}
	for (int kind = 0; kind < THING_KINDS; kind++)
		if (plain[kind] >= PLAIN_LEAST && *count < ITEMS_MAX)
			items[(*count)++] = best[kind];
}

size_t maker_make(
	const struct index *index, const struct profile *profile, struct item items[ITEMS_MAX])
{
	struct things things;
	size_t count = 0;

	thing_find(index, profile, &things);
	make_asked(index, profile, &things, items, &count);
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

/* --- drawing ---------------------------------------------------------------------------------- */

bool maker_choose(
	const struct index *index, const struct profile *profile, uint64_t seed, struct item *item)
{
	char choices[ITEM_CHOICES][ITEM_ANSWER];
	struct item made = *item;
	struct buf buf = BUF(made.prompt);

	if (!choices_draw(index, profile, seed, item, choices))
		return false;
	size_t place = (seed >> 32) % ITEM_CHOICES;
	buf_add(&buf, "%s", item->prompt);
	for (size_t i = 0; i < ITEM_CHOICES; i++)
		buf_add(&buf, " %c) %s", (int)('a' + i),
			choices[i == place  ? 0
				: i < place ? i + 1
					    : i]);
	if (buf.full)
		return false;
	made.letter = (char)('a' + place);
	*item = made;
	return true;
}

void maker_pick(const struct index *index, const struct profile *profile, const struct item *items,
	size_t count, uint64_t seed, int level, struct item *item)
{
	uint64_t drawn = hash_next_random(&seed);
	size_t asked = 0;

	while (asked < count && items[asked].asked)
		asked++;
	/* three times out of four, one of the fact's own questions, if it has any: those are easier
	 * than gaps */
	if (asked > 0 && (level < -1 || (level < 3 && drawn % 4 > 0)))
		count = asked;
	*item = items[(drawn >> 8) % count];
	if (level < -1 || (level < MAKER_NO_CHOICES && (drawn >> 16) % 3 == 0))
		maker_choose(index, profile, hash_next_random(&drawn), item);
}

bool maker_draw(const struct index *index, const struct profile *profile, uint64_t seed, int level,
	struct item *item)
{
	struct item items[ITEMS_MAX];
	size_t count = maker_make(index, profile, items);

	if (count > 0)
		maker_pick(index, profile, items, count, seed, level, item);
	return count > 0;
}
