#include "language/lexicon.h"

#include "base/compare.h"
#include "base/map.h"
#include "base/region.h"
#include "base/text.h"
#include "language/english.h"
#include "language/phrases.h"
#include "language/question.h"
#include "language/script.h"
#include "language/spell.h"
#include "language/stem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SCRIPT_TEXT = 2048, /* bytes of a text that are searched for names in other scripts */
	PREFIX_MIN = 5,     /* letters that words must share to be related by their beginning */
	PREFIX_NEIGHBOURS = 12,
};

struct entry {
	const char *label;
	bool name, person;
	int *related;
	size_t related_count, related_room;
	const char **names;
	size_t name_count, name_room;
};

struct lexicon {
	struct arena arena;
	struct stemmer *stemmer;
	struct entry *entries; /* by term */
	size_t count, room;
	unsigned *facts_with; /* by term: its document frequency */
	size_t facts_room;
	float *weights;   /* by document frequency, up to the number of facts */
	size_t weighed;   /* that number */
	struct map exact; /* names of one word, as written -> term */
	struct map stems; /* stem -> term */
	struct phrases phrases;
	struct script script; /* names in scripts without spaces */
	struct spell_index name_spelling, stem_spelling;
	const char **vocabulary; /* stems; those that are already related are sorted */
	size_t word_count, word_room, related_words;
};

/* --- terms ------------------------------------------------------------------------------------ */

/* label is borrowed. */
static int new_term(struct lexicon *lexicon, const char *label, bool name)
{
	REGION_GROW(lexicon->entries, lexicon->count, lexicon->room);
	REGION_GROW(lexicon->facts_with, lexicon->count, lexicon->facts_room);
	lexicon->facts_with[lexicon->count] = 0;
	lexicon->entries[lexicon->count] = (struct entry){.label = label, .name = name};
	return (int)lexicon->count++;
}

/* name is borrowed. */
static void add_term_name(struct lexicon *lexicon, int term_id, const char *name)
{
	struct entry *it = &lexicon->entries[term_id];

	REGION_GROW(it->names, it->name_count, it->name_room);
	it->names[it->name_count++] = name;
}

static void add_stem(struct lexicon *lexicon, const char *stem, int term_id)
{
	char *key = arena_string(&lexicon->arena, stem);

	map_put(&lexicon->stems, key, term_id);
	spell_add(&lexicon->stem_spelling, key, term_id);
	REGION_GROW(lexicon->vocabulary, lexicon->word_count, lexicon->word_room);
	lexicon->vocabulary[lexicon->word_count++] = key;
}

static void relate(struct lexicon *lexicon, int a, int b)
{
	struct entry *it = &lexicon->entries[a];

	if (a == b)
		return;
	for (size_t i = 0; i < it->related_count; i++)
		if (it->related[i] == b)
			return;
	REGION_GROW(it->related, it->related_count, it->related_room);
	it->related[it->related_count++] = b;
}

/* Computes the weights for all document frequencies up to the number of facts. */
static void set_weights(struct lexicon *lexicon, size_t facts)
{
	if (lexicon->weights && lexicon->weighed == facts)
		return;
	lexicon->weighed = facts;
	lexicon->weights = region_grow(lexicon->weights, (facts + 1) * sizeof *lexicon->weights);
	for (size_t k = 0; k <= facts; k++)
		lexicon->weights[k] = fmaxf(logf((float)(facts + 1) / ((float)k + 0.5f)), 0.1f);
}

/* --- aliases ---------------------------------------------------------------------------------- */

static void learn_phrase(
	struct lexicon *lexicon, const struct stemmed_words *text, bool name, int term_id)
{
	struct phrase phrase = {.count = text->words.count, .term_id = term_id, .name = name};

	if (text->words.count > PHRASE_WORDS)
		return;
	for (size_t i = 0; i < phrase.count; i++)
		phrase.words[i] = arena_string(
			&lexicon->arena, name ? text->words.list[i].text : text->stems[i]);
	phrases_add(&lexicon->phrases, &phrase);
}

static void learn_word_name(struct lexicon *lexicon, const char *word, int term_id)
{
	char *key = arena_string(&lexicon->arena, word);

	if (map_get(&lexicon->exact, key) >= 0)
		return;
	map_put(&lexicon->exact, key, term_id);
	spell_add(&lexicon->name_spelling, key, term_id);
}

static void learn_alias_name(
	struct lexicon *lexicon, const char *alias_name, bool name, int term_id)
{
	char folded[256];
	struct stemmed_words text;

	text_fold(alias_name, folded, sizeof folded);
	const char *kept = arena_string(&lexicon->arena, folded);

	add_term_name(lexicon, term_id, kept);
	if (script_in(folded)) {
		script_add(&lexicon->script, kept, term_id);
		return;
	}
	words_split(folded, &text.words);
	stem_words(lexicon->stemmer, &text);
	if (text.words.count > 1)
		learn_phrase(lexicon, &text, name, term_id);
	else if (text.words.count == 1 && name)
		learn_word_name(lexicon, text.words.list[0].text, term_id);
	else if (text.words.count == 1 && map_get(&lexicon->stems, text.stems[0]) < 0)
		add_stem(lexicon, text.stems[0], term_id);
}

/* The term that a name already has, or a new one. */
static int term_of_name(struct lexicon *lexicon, const char *name)
{
	char folded[256];
	struct terms terms;

	text_fold(name, folded, sizeof folded);
	lexicon_terms(lexicon, folded, LEXICON_READ, &terms);
	if (terms.count == 1 && terms.list[0].term_id >= 0 && !terms.list[0].guessed)
		return terms.list[0].term_id;
	int term_id = new_term(lexicon, arena_string(&lexicon->arena, folded), false);
	learn_alias_name(lexicon, name, false, term_id);
	return term_id;
}

static void learn_near(struct lexicon *lexicon, const struct alias *alias)
{
	int members[64];
	size_t count = 0;

	for (size_t i = 0; i < alias->name_count && count < 64; i++)
		members[count++] = term_of_name(lexicon, alias->names[i]);
	for (size_t a = 0; a < count; a++)
		for (size_t b = 0; b < count; b++)
			relate(lexicon, members[a], members[b]);
}

static void learn_alias(struct lexicon *lexicon, const struct alias *alias)
{
	bool name = alias->kind == ALIAS_NAME;

	if (alias->kind == ALIAS_NEAR) {
		learn_near(lexicon, alias);
		return;
	}
	int term_id = new_term(lexicon, alias->id, name);

	lexicon->entries[term_id].person = fact_is_person(alias);
	for (size_t i = 0; i < alias->name_count; i++)
		learn_alias_name(lexicon, alias->names[i], name, term_id);
}

struct lexicon *lexicon_new(const struct factset *set)
{
	/* near rows are last: they may use names and words of the others */
	static const enum alias_kind order[] = {ALIAS_NAME, ALIAS_WORDS, ALIAS_NEAR};
	struct lexicon *lexicon = region_alloc(sizeof *lexicon);

	lexicon->stemmer = stem_new();
	set_weights(lexicon, 0);
	for (size_t kind = 0; kind < sizeof order / sizeof *order; kind++)
		for (size_t i = 0; i < set->alias_count; i++)
			if (set->aliases[i].kind == order[kind])
				learn_alias(lexicon, &set->aliases[i]);
	return lexicon;
}

void lexicon_pack(struct lexicon *lexicon)
{
	stem_pack(lexicon->stemmer);
}

void lexicon_free(struct lexicon *lexicon)
{
	if (!lexicon)
		return;
	for (size_t i = 0; i < lexicon->count; i++) {
		region_release(lexicon->entries[i].related);
		region_release(lexicon->entries[i].names);
	}
	region_release(lexicon->entries);
	region_release(lexicon->facts_with);
	region_release(lexicon->weights);
	region_release(lexicon->vocabulary);
	phrases_free(&lexicon->phrases);
	script_free(&lexicon->script);
	spell_free(&lexicon->name_spelling);
	spell_free(&lexicon->stem_spelling);
	map_free(&lexicon->exact);
	map_free(&lexicon->stems);
	stem_free(lexicon->stemmer);
	arena_free(&lexicon->arena);
	region_release(lexicon);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* The term that a misspelt word means, or -1. */
static int correct(const struct lexicon *lexicon, const char *word, const char *stem)
{
	struct spell_guess guess = {.value = -1, .distance = spell_allowed(strlen(word))};

	if (guess.distance == 0 || english_is_word(word))
		return -1;
	spell_guess(&lexicon->name_spelling, word, &guess);
	spell_guess(&lexicon->stem_spelling, stem, &guess);
	return guess.tie ? -1 : guess.value;
}

static void put_term(struct terms *out, struct term term, const char *text)
{
	if (out->count == TERMS_MAX)
		return;
	if (term.term_id >= 0)
		for (size_t i = 0; i < out->count; i++)
			if (out->list[i].term_id == term.term_id)
				return;
	size_t length = text_cut_grapheme(text, strlen(text), TERM_TEXT - 1);
	memcpy(term.text, text, length);
	term.text[length] = '\0';
	out->list[out->count++] = term;
}

static void put_code(struct terms *out, uint32_t code)
{
	if (code && out->code_count < SKIP_BIGRAMS_WORDS)
		out->codes[out->code_count++] = code;
}

static int learn_word(struct lexicon *lexicon, const char *word, const char *stem)
{
	char *text = arena_string(&lexicon->arena, word);
	int term_id = new_term(lexicon, text, false);
	add_stem(lexicon, stem, term_id);
	add_term_name(lexicon, term_id, text);
	return term_id;
}

/* Reads words[at] of the text. */
static void read_word(struct lexicon *lexicon, const struct stemmed_words *text, size_t at,
	enum lexicon_mode mode, struct terms *out)
{
	const struct word *word = &text->words.list[at];
	const char *stem = text->stems[at];
	struct term term = {.term_id = map_get_hashed(&lexicon->exact, word->text, word->hash),
		.number = word->kind == WORD_NUMBER,
		.light = word->kind == WORD_LIGHT,
		.confidence = 1,
		.at = word->at,
		.length = word->length};

	if (term.term_id < 0 && word->kind == WORD_FUNCTION) {
		put_code(out, skip_bigrams_of_grammar(word->text));
		return;
	}
	if (term.term_id < 0)
		term.term_id = map_get_hashed(&lexicon->stems, stem, text->stem_hashes[at]);
	if (term.term_id < 0 && mode == LEXICON_LEARN) {
		term.term_id = learn_word(lexicon, word->text, stem);
	} else if (term.term_id < 0 && !term.number && !term.light) {
		term.term_id = correct(lexicon, word->text, stem);
		term.guessed = term.term_id >= 0;
		term.confidence = term.guessed ? 0.85f : 1;
	}
	if (term.term_id >= 0)
		term.name = lexicon->entries[term.term_id].name;
	put_code(out, term.term_id < 0 ? skip_bigrams_of_unknown(stem)
				       : skip_bigrams_of_term(term.term_id));
	put_term(out, term, word->text);
}

/* Adds the terms of words[at] to words[end - 1]. */
static void read_words(struct lexicon *lexicon, const struct stemmed_words *text, size_t at,
	size_t end, enum lexicon_mode mode, struct terms *out)
{
	while (at < end) {
		int term_id = -1;
		size_t length = phrases_find(&lexicon->phrases, text, at, end, &term_id);

		if (length > 0) {
			const struct word *word = &text->words.list[at], *last = word + length - 1;
			struct term term = {.term_id = term_id,
				.confidence = 1,
				.at = word->at,
				.name = lexicon->entries[term_id].name,
				.length = (unsigned short)(last->at + last->length - word->at)};
			put_term(out, term, lexicon->entries[term_id].label);
			put_code(out, skip_bigrams_of_term(term_id));
			at += length;
		} else {
			read_word(lexicon, text, at, mode, out);
			at++;
		}
	}
}

static void put_script_name(void *context, const char *folded, int term_id)
{
	put_term(context, (struct term){.term_id = term_id, .name = true, .confidence = 1}, folded);
	put_code(context, skip_bigrams_of_term(term_id));
}

/* Splits a text into words; first removes names in scripts without spaces and adds them as terms.
 */
static void split_text(
	struct lexicon *lexicon, const char *folded, struct stemmed_words *text, struct terms *out)
{
	out->count = out->code_count = 0;
	if (lexicon->script.count > 0 && script_in(folded)) {
		char rest[SCRIPT_TEXT];

		snprintf(rest, sizeof rest, "%s", folded);
		script_take(&lexicon->script, rest, put_script_name, out);
		words_split(rest, &text->words);
	} else {
		words_split(folded, &text->words);
	}
	stem_words(lexicon->stemmer, text);
}

void lexicon_terms(
	struct lexicon *lexicon, const char *folded, enum lexicon_mode mode, struct terms *out)
{
	struct stemmed_words text;

	split_text(lexicon, folded, &text, out);
	read_words(lexicon, &text, 0, text.words.count, mode, out);
}

void lexicon_question(
	struct lexicon *lexicon, const char *folded, struct terms *terms, struct terms *focus)
{
	struct stemmed_words text;
	size_t from, to;

	split_text(lexicon, folded, &text, terms);
	read_words(lexicon, &text, 0, text.words.count, LEXICON_READ, terms);
	question_focus(&text.words, &from, &to);
	focus->count = focus->code_count = 0;
	read_words(lexicon, &text, from, to, LEXICON_READ, focus);
}

/* --- relatedness and weight ------------------------------------------------------------------- */

void lexicon_each_related(const struct lexicon *lexicon, int term_id,
	void (*each)(void *context, int term_id), void *context)
{
	const struct entry *it = term_id < 0 ? NULL : &lexicon->entries[term_id];

	for (size_t i = 0; it && i < it->related_count; i++)
		each(context, it->related[i]);
}

/* Whether two stems have the same beginning (democraci and democrat, succeed and success): they
 * share at least five letters and three quarters of the shorter one. */
static bool share_beginning(const char *a, const char *b)
{
	size_t shared = 0, a_length = strlen(a), b_length = strlen(b);

	while (a[shared] && a[shared] == b[shared])
		shared++;
	return shared >= PREFIX_MIN &&
	       shared * 4 >= (a_length < b_length ? a_length : b_length) * 3 &&
	       a_length + b_length <= shared * 2 + 5;
}

/* Relates a stem to those after it in the sorted vocabulary that have the same beginning. */
static void relate_beginnings(struct lexicon *lexicon, size_t i)
{
	const char *stem = lexicon->vocabulary[i];

	for (size_t j = i + 1; j < lexicon->related_words && j <= i + PREFIX_NEIGHBOURS; j++) {
		const char *other = lexicon->vocabulary[j];

		if (strncmp(stem, other, PREFIX_MIN) != 0)
			break;
		if (!share_beginning(stem, other))
			continue;
		int x = map_get(&lexicon->stems, stem), y = map_get(&lexicon->stems, other);

		relate(lexicon, x, y);
		relate(lexicon, y, x);
	}
}

/* Moves the first unrelated stem to its place among the related ones, and relates it. */
static void insert_stem(struct lexicon *lexicon)
{
	const char **list = lexicon->vocabulary, *stem = list[lexicon->related_words];
	size_t at = 0, high = lexicon->related_words++;

	while (at < high) {
		size_t middle = (at + high) / 2;

		if (strcmp(list[middle], stem) < 0)
			at = middle + 1;
		else
			high = middle;
	}
	memmove(list + at + 1, list + at, (lexicon->related_words - 1 - at) * sizeof *list);
	list[at] = stem;
	for (size_t i = at > PREFIX_NEIGHBOURS ? at - PREFIX_NEIGHBOURS : 0; i <= at; i++)
		relate_beginnings(lexicon, i);
}

static void relate_new_words(struct lexicon *lexicon)
{
	enum { FEW = 64 };

	if (lexicon->word_count - lexicon->related_words <= FEW) {
		while (lexicon->related_words < lexicon->word_count)
			insert_stem(lexicon);
		return;
	}
	qsort(lexicon->vocabulary, lexicon->word_count, sizeof *lexicon->vocabulary, compare_texts);
	lexicon->related_words = lexicon->word_count;
	for (size_t i = 0; i < lexicon->word_count; i++)
		relate_beginnings(lexicon, i);
}

void lexicon_count(struct lexicon *lexicon, int term_id, int by)
{
	if (term_id >= 0)
		lexicon->facts_with[term_id] += (unsigned)by;
}

void lexicon_counted(struct lexicon *lexicon, size_t facts)
{
	set_weights(lexicon, facts);
	relate_new_words(lexicon);
}

float lexicon_weight(const struct lexicon *lexicon, int term_id)
{
	return lexicon->weights[term_id < 0 ? 0 : lexicon->facts_with[term_id]];
}

bool lexicon_is_person(const struct lexicon *lexicon, int term_id)
{
	return term_id >= 0 && lexicon->entries[term_id].person;
}

const char *lexicon_label(const struct lexicon *lexicon, int term_id)
{
	return term_id < 0 ? "" : lexicon->entries[term_id].label;
}

size_t lexicon_names(const struct lexicon *lexicon, int term_id, const char **names, size_t max)
{
	size_t count = 0;

	for (; term_id >= 0 && count < max && count < lexicon->entries[term_id].name_count; count++)
		names[count] = lexicon->entries[term_id].names[count];
	return count;
}
