#include "ask/lexicon_inner.h"

#include "ask/english.h"
#include "ask/script.h"
#include "ask/spell.h"
#include "ask/turns.h"
#include "base/text.h"

#include <libstemmer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* bytes of a text in which names in other scripts are sought */
enum { SCRIPT_TEXT = 2048 };

const char *lexicon_stem(const struct lexicon *lexicon, const char *word)
{
	return (const char *)sb_stemmer_stem(
		lexicon->stemmer, (const sb_symbol *)word, (int)strlen(word));
}

const char *lexicon_key(const struct lexicon *lexicon, const char *word, bool name)
{
	return name ? word : lexicon_stem(lexicon, word);
}

struct lexicon *lexicon_new(const struct factset *set)
{
	struct lexicon *lexicon = must_alloc(sizeof *lexicon);

	lexicon->stemmer = sb_stemmer_new("english", NULL);
	lexicon_learn(lexicon, set);
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

	if (most == 0 || english_is_word(word))
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

static void put_code(struct terms *out, uint32_t code)
{
	if (code && out->code_count < TURNS_WORDS)
		out->codes[out->code_count++] = code;
}

/* The longest form that begins at words[at]; gives its length in words, 0 for none. */
static size_t match_phrase(
	const struct lexicon *lexicon, const struct words *words, size_t at, int *concept)
{
	size_t best = 0;

	for (int name = 1; name >= 0; name--) {
		const char *first = lexicon_key(lexicon, words->list[at].text, name);
		int i = map_get(&lexicon->phrases, first);

		for (; i >= 0; i = lexicon->phrase_list[i].next) {
			const struct phrase *phrase = &lexicon->phrase_list[i];
			bool is_name = lexicon->concepts[phrase->concept].name;
			size_t k = 0;

			if (is_name != (name == 1) || phrase->count <= best ||
				phrase->count > words->count - at)
				continue;
			while (k < phrase->count &&
				strcmp(lexicon_key(lexicon, words->list[at + k].text, is_name),
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

	if (term.concept < 0 && word->kind == WORD_FUNCTION) {
		put_code(out, turns_of_grammar(word->text));
		return;
	}
	snprintf(stem, sizeof stem, "%s", lexicon_stem(lexicon, word->text));
	if (term.concept < 0)
		term.concept = map_get(&lexicon->stems, stem);
	if (term.concept < 0 && mode == LEXICON_LEARN) {
		char *text = arena_string(&lexicon->arena, word->text);

		term.concept = lexicon_add_concept(lexicon, text, false);
		lexicon_add_word(lexicon, stem, term.concept);
		lexicon_add_form(lexicon, term.concept, text);
	} else if (term.concept < 0 && !term.number && !term.light) {
		term.concept = correct(lexicon, word->text, stem);
		term.guessed = term.concept >= 0;
		term.sure = term.guessed ? 0.85f : 1;
	}
	if (term.concept >= 0)
		term.name = lexicon->concepts[term.concept].name;
	put_code(out, term.concept < 0 ? turns_of_unknown(stem) : turns_of_concept(term.concept));
	put_term(out, term, word->text);
}

static void put_script_name(void *context, const char *folded, int concept)
{
	put_term(context, (struct term){.concept = concept, .name = true, .sure = 1}, folded);
	put_code(context, turns_of_concept(concept));
}

void lexicon_terms(
	struct lexicon *lexicon, const char *folded, enum lexicon_mode mode, struct terms *out)
{
	struct words words;

	out->count = out->code_count = 0;
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
			put_code(out, turns_of_concept(concept));
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

float lexicon_weight(const struct lexicon *lexicon, int concept)
{
	return concept < 0 ? lexicon->top_weight : lexicon->concepts[concept].weight;
}

size_t lexicon_size(const struct lexicon *lexicon)
{
	return lexicon->count;
}

bool lexicon_is_person(const struct lexicon *lexicon, int concept)
{
	return concept >= 0 && lexicon->concepts[concept].person;
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
