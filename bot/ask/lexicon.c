#include "ask/lexicon.h"

#include "ask/script.h"
#include "ask/spell.h"
#include "ask/words.h"
#include "base/map.h"
#include "base/text.h"

#include <libstemmer.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FORM_WORDS = 8,  /* the longest form, in words */
	NEAR_PREFIX = 5, /* letters that words must share to be near by their beginning */
	SCRIPT_TEXT = 2048 /* bytes of a text in which names in other scripts are sought */
};

/* A form of two or more words, kept under its first. */
struct phrase {
	char *words[FORM_WORDS];
	size_t count;
	int concept;
	int next; /* another with the same first word, or -1 */
};

struct concept {
	const char *label;
	bool name;
	size_t facts; /* document frequency */
	float weight;
	int *near;
	size_t near_count, near_room;
	const char **forms;
	size_t form_count, form_room;
};

struct lexicon {
	struct arena arena;
	struct sb_stemmer *stemmer;
	struct map exact;   /* names of one word, as written -> concept */
	struct map stems;   /* stem -> concept */
	struct map phrases; /* first word -> first of its phrases */
	struct phrase *phrase_list;
	size_t phrase_count, phrase_room;
	struct concept *concepts;
	size_t count, room;
	const char **vocabulary; /* stems in the order of learning, for spelling */
	size_t word_count, word_room;
	struct script script; /* names in scripts without spaces */
	float top_weight;
};

static const char *stem_of(const struct lexicon *lexicon, const char *word)
{
	return (const char *)sb_stemmer_stem(
		lexicon->stemmer, (const sb_symbol *)word, (int)strlen(word));
}

static int new_concept(struct lexicon *lexicon, const char *label, bool name)
{
	GROW(lexicon->concepts, lexicon->count, lexicon->room);
	lexicon->concepts[lexicon->count] = (struct concept){.label = label, .name = name};
	return (int)lexicon->count++;
}

static void add_form(struct lexicon *lexicon, int concept, const char *form)
{
	struct concept *it = &lexicon->concepts[concept];

	GROW(it->forms, it->form_count, it->form_room);
	it->forms[it->form_count++] = form;
}

static void add_near(struct lexicon *lexicon, int a, int b)
{
	struct concept *it = &lexicon->concepts[a];

	if (a == b)
		return;
	for (size_t i = 0; i < it->near_count; i++)
		if (it->near[i] == b)
			return;
	GROW(it->near, it->near_count, it->near_room);
	it->near[it->near_count++] = b;
}

/* --- learning forms ------------------------------------------------------------------------- */

/* How a form's or a text's word is compared: a name's as written, another's by its stem. */
static const char *key_of(const struct lexicon *lexicon, const char *word, bool name)
{
	return name ? word : stem_of(lexicon, word);
}

static void learn_phrase(struct lexicon *lexicon, const struct words *words, bool name, int concept)
{
	struct phrase phrase = {.concept = concept, .count = words->count};

	if (words->count > FORM_WORDS)
		return;
	for (size_t i = 0; i < words->count; i++)
		phrase.words[i] =
			arena_string(&lexicon->arena, key_of(lexicon, words->list[i].text, name));
	phrase.next = map_get(&lexicon->phrases, phrase.words[0]);
	GROW(lexicon->phrase_list, lexicon->phrase_count, lexicon->phrase_room);
	lexicon->phrase_list[lexicon->phrase_count] = phrase;
	map_put(&lexicon->phrases, phrase.words[0], (int)lexicon->phrase_count++);
}

static void learn_word(struct lexicon *lexicon, const char *stem, int concept)
{
	char *key = arena_string(&lexicon->arena, stem);

	map_put(&lexicon->stems, key, concept);
	GROW(lexicon->vocabulary, lexicon->word_count, lexicon->word_room);
	lexicon->vocabulary[lexicon->word_count++] = key;
}

static void learn_form(struct lexicon *lexicon, const char *form, bool name, int concept)
{
	char folded[256];
	struct words words;

	text_fold(form, folded, sizeof folded);
	add_form(lexicon, concept, arena_string(&lexicon->arena, folded));
	if (script_in(folded)) {
		script_add(&lexicon->script, arena_string(&lexicon->arena, folded), concept);
		return;
	}
	words_split(folded, &words);
	if (words.count > 1) {
		learn_phrase(lexicon, &words, name, concept);
	} else if (words.count == 1 && name) {
		char *key = arena_string(&lexicon->arena, words.list[0].text);

		if (map_get(&lexicon->exact, key) < 0)
			map_put(&lexicon->exact, key, concept);
	} else if (words.count == 1) {
		const char *stem = stem_of(lexicon, words.list[0].text);

		if (map_get(&lexicon->stems, stem) < 0)
			learn_word(lexicon, stem, concept);
	}
}

/* The concept that a form already has, or a new one for it. */
static int concept_of_form(struct lexicon *lexicon, const char *form)
{
	char folded[256];
	struct terms terms;

	text_fold(form, folded, sizeof folded);
	lexicon_terms(lexicon, folded, LEXICON_READ, &terms);
	if (terms.count == 1 && terms.list[0].concept >= 0 && !terms.list[0].guessed)
	return terms.list[0].concept;
	int concept = new_concept(lexicon, arena_string(&lexicon->arena, folded), false);
	learn_form(lexicon, form, false, concept);
	return concept;
}

static void learn_alias(struct lexicon *lexicon, const struct alias *alias)
{
	if (alias->kind == ALIAS_NEAR) {
		int members[64];
		size_t count = 0;

		for (size_t i = 0; i < alias->form_count && count < 64; i++)
			members[count++] = concept_of_form(lexicon, alias->forms[i]);
		for (size_t a = 0; a < count; a++)
			for (size_t b = 0; b < count; b++)
				add_near(lexicon, members[a], members[b]);
		return;
	}
	bool name = alias->kind == ALIAS_NAME;
	int concept = new_concept(lexicon, alias->id, name);

	for (size_t i = 0; i < alias->form_count; i++)
		learn_form(lexicon, alias->forms[i], name, concept);
}

struct lexicon *lexicon_new(const struct factset *set)
{
	/* names before words before near rows: a near row may speak of either */
	static const enum alias_kind order[] = {ALIAS_NAME, ALIAS_WORDS, ALIAS_NEAR};
	struct lexicon *lexicon = must_alloc(sizeof *lexicon);

	lexicon->stemmer = sb_stemmer_new("english", NULL);
	for (size_t kind = 0; kind < sizeof order / sizeof *order; kind++)
		for (size_t i = 0; i < set->alias_count; i++)
			if (set->aliases[i].kind == order[kind])
				learn_alias(lexicon, &set->aliases[i]);
	return lexicon;
}

void lexicon_free(struct lexicon *lexicon)
{
	if (!lexicon)
		return;
	for (size_t i = 0; i < lexicon->count; i++) {
		free(lexicon->concepts[i].near);
		free(lexicon->concepts[i].forms);
	}
	free(lexicon->concepts);
	free(lexicon->phrase_list);
	free(lexicon->vocabulary);
	script_free(&lexicon->script);
	map_free(&lexicon->exact);
	map_free(&lexicon->stems);
	map_free(&lexicon->phrases);
	sb_stemmer_delete(lexicon->stemmer);
	arena_free(&lexicon->arena);
	free(lexicon);
}

/* --- reading -------------------------------------------------------------------------------- */

struct guess {
	int concept;
	int distance;
	bool tie; /* another concept is as close */
};

static void try_guess(
	struct guess *guess, const char *word, const char *known, int concept, int most)
{
	/* the first letter is seldom mistyped, and asking for it makes this quick */
	if (word[0] != known[0])
		return;
	int distance = spell_distance(word, known, most);

	if (distance > most || distance > guess->distance)
		return;
	guess->tie =
		distance == guess->distance && guess->concept != concept && guess->concept >= 0;
	guess->distance = distance;
	guess->concept = concept;
}

/* The word of the fact base that a misspelt one stands for, or -1. */
static int correct(const struct lexicon *lexicon, const char *word, const char *stem)
{
	int most = spell_allowed(strlen(word));
	struct guess guess = {.concept = -1, .distance = most};

	if (most == 0)
		return -1;
	for (size_t i = 0; i < lexicon->exact.room; i++) {
		int value;
		const char *key = map_at(&lexicon->exact, i, &value);

		if (key)
			try_guess(&guess, word, key, value, most);
	}
	for (size_t i = 0; i < lexicon->word_count; i++)
		try_guess(&guess, stem, lexicon->vocabulary[i],
			map_get(&lexicon->stems, lexicon->vocabulary[i]), most);
	return guess.tie ? -1 : guess.concept;
}

static void put_term(struct terms *out, struct term term, const char *text)
{
	if (out->count == TERMS_MAX)
		return;
	if (term.concept >= 0)
		for (size_t i = 0; i < out->count; i++)
			if (out->list[i].concept == term.concept)
				return;
	snprintf(term.text, sizeof term.text, "%.*s",
		(int)text_cut_grapheme(text, strlen(text), TERM_TEXT - 1), text);
	out->list[out->count++] = term;
}

/* The longest form that begins at words[at]; gives its length in words, 0 for none. */
static size_t match_phrase(
	const struct lexicon *lexicon, const struct words *words, size_t at, int *concept)
{
	size_t best = 0;

	for (int name = 1; name >= 0; name--) {
		const char *first = key_of(lexicon, words->list[at].text, name);
		int i = map_get(&lexicon->phrases, first);

		for (; i >= 0; i = lexicon->phrase_list[i].next) {
			const struct phrase *phrase = &lexicon->phrase_list[i];
			bool is_name = lexicon->concepts[phrase->concept].name;
			size_t k = 0;

			if (is_name != (name == 1) || phrase->count <= best ||
				phrase->count > words->count - at)
				continue;
			while (k < phrase->count &&
				strcmp(key_of(lexicon, words->list[at + k].text, is_name),
					phrase->words[k]) == 0)
				k++;
			if (k == phrase->count) {
				best = k;
				*concept = phrase->concept;
			}
		}
	}
	return best;
}

static void read_word(
	struct lexicon *lexicon, const struct word *word, enum lexicon_mode mode, struct terms *out)
{
	struct term term = {.concept = map_get(&lexicon->exact, word->text),
		.number = word->kind == WORD_NUMBER,
		.light = word->kind == WORD_LIGHT,
		.sure = 1};
	char stem[WORD_SIZE];

	if (term.concept < 0 && word->kind == WORD_FUNCTION)
		return;
	snprintf(stem, sizeof stem, "%s", stem_of(lexicon, word->text));
	if (term.concept < 0)
	term.concept = map_get(&lexicon->stems, stem);
	if (term.concept < 0 && mode == LEXICON_LEARN) {
		char *text = arena_string(&lexicon->arena, word->text);

		term.concept = new_concept(lexicon, text, false);
		learn_word(lexicon, stem, term.concept);
		add_form(lexicon, term.concept, text);
	} else if (term.concept < 0 && !term.number && !term.light) {
		term.concept = correct(lexicon, word->text, stem);
		term.guessed = term.concept >= 0;
		term.sure = term.guessed ? 0.85f : 1;
	}
	if (term.concept >= 0)
		term.name = lexicon->concepts[term.concept].name;
	put_term(out, term, word->text);
}

static void put_script_name(void *context, const char *folded, int concept)
{
	put_term(context, (struct term){.concept = concept, .name = true, .sure = 1}, folded);
}

void lexicon_terms(
	struct lexicon *lexicon, const char *folded, enum lexicon_mode mode, struct terms *out)
{
	struct words words;

	out->count = 0;
	if (lexicon->script.count > 0 && script_in(folded)) {
		char rest[SCRIPT_TEXT];

		snprintf(rest, sizeof rest, "%s", folded);
		script_take(&lexicon->script, rest, put_script_name, out);
		words_split(rest, &words);
	} else {
		words_split(folded, &words);
	}
	for (size_t at = 0; at < words.count;) {
		int concept = -1;
		size_t length = match_phrase(lexicon, &words, at, &concept);

		if (length > 0) {
			struct term term = {.concept = concept,
				.sure = 1,
				.name = lexicon->concepts[concept].name};
			put_term(out, term, lexicon->concepts[concept].label);
			at += length;
		} else {
			read_word(lexicon, &words.list[at++], mode, out);
		}
	}
}

/* --- nearness and weight -------------------------------------------------------------------- */

float lexicon_near(const struct lexicon *lexicon, int a, int b)
{
	if (a == b)
		return 1;
	if (a < 0 || b < 0)
		return 0;
	const struct concept *it = &lexicon->concepts[a];

	for (size_t i = 0; i < it->near_count; i++)
		if (it->near[i] == b)
			return 0.6f;
	return 0;
}

void lexicon_each_near(const struct lexicon *lexicon, int concept,
	void (*each)(void *context, int concept), void *context)
{
	if (concept < 0)
		return;
	const struct concept *it = &lexicon->concepts[concept];

	for (size_t i = 0; i < it->near_count; i++)
		each(context, it->near[i]);
}

void lexicon_count(struct lexicon *lexicon, int concept, int by)
{
	if (concept >= 0)
		lexicon->concepts[concept].facts += (size_t)by;
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t shared_beginning(const char *a, const char *b)
{
	size_t length = 0;

	while (a[length] && a[length] == b[length])
		length++;
	return length;
}

/* Words of one beginning are near: democraci and democrat, succeed and success. They must share
 * five letters, and three quarters of the shorter one. */
static void learn_beginnings(struct lexicon *lexicon)
{
	enum { NEIGHBOURS = 12 };
	const char **sorted = must_alloc((lexicon->word_count + 1) * sizeof *sorted);

	memcpy(sorted, lexicon->vocabulary, lexicon->word_count * sizeof *sorted);
	qsort(sorted, lexicon->word_count, sizeof *sorted, compare_words);
	for (size_t i = 0; i < lexicon->word_count; i++)
		for (size_t j = i + 1; j < lexicon->word_count && j <= i + NEIGHBOURS; j++) {
			size_t shared = shared_beginning(sorted[i], sorted[j]);
			size_t a = strlen(sorted[i]), b = strlen(sorted[j]);
			size_t shorter = a < b ? a : b;

			if (shared < NEAR_PREFIX)
				break;
			if (shared * 4 < shorter * 3 || a + b > shared * 2 + 5)
				continue;
			int x = map_get(&lexicon->stems, sorted[i]);
			int y = map_get(&lexicon->stems, sorted[j]);

			add_near(lexicon, x, y);
			add_near(lexicon, y, x);
		}
	free(sorted);
}

void lexicon_counted(struct lexicon *lexicon, size_t facts)
{
	lexicon->top_weight = logf((float)(facts + 1) / 0.5f);
	for (size_t i = 0; i < lexicon->count; i++) {
		struct concept *it = &lexicon->concepts[i];

		it->weight = logf((float)(facts + 1) / ((float)it->facts + 0.5f));
		if (it->weight < 0.1f)
			it->weight = 0.1f;
	}
	learn_beginnings(lexicon);
}

float lexicon_weight(const struct lexicon *lexicon, int concept)
{
	return concept < 0 ? lexicon->top_weight : lexicon->concepts[concept].weight;
}

size_t lexicon_size(const struct lexicon *lexicon)
{
	return lexicon->count;
}

const char *lexicon_label(const struct lexicon *lexicon, int concept)
{
	return concept < 0 ? "" : lexicon->concepts[concept].label;
}

size_t lexicon_forms(const struct lexicon *lexicon, int concept, const char **forms, size_t max)
{
	size_t count = 0;

	if (concept < 0)
		return 0;
	const struct concept *it = &lexicon->concepts[concept];

	for (; count < it->form_count && count < max; count++)
		forms[count] = it->forms[count];
	return count;
}
