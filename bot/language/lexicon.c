#include "language/lexicon_inner.h"

#include "base/text.h"
#include "language/english.h"
#include "language/script.h"
#include "language/skip_bigrams.h"
#include "language/spell.h"

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
		free(lexicon->term_ids[i].related);
		free(lexicon->term_ids[i].names);
	}
	free(lexicon->term_ids);
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
	int term_id;
	int distance;
	bool tie; /* another concept is as close */
};

static void try_guess(
	struct guess *guess, const char *word, const char *known, int term_id, int most)
{
	/* the first letter is seldom mistyped, and asking for it makes this quick */
	if (word[0] != known[0])
		return;
	int distance = spell_distance(word, known, most);

	if (distance > most || distance > guess->distance)
		return;
	guess->tie =
		distance == guess->distance && guess->term_id != term_id && guess->term_id >= 0;
	guess->distance = distance;
	guess->term_id = term_id;
}

/* The word of the fact base that a misspelt one stands for, or -1. */
static int correct(const struct lexicon *lexicon, const char *word, const char *stem)
{
	int most = spell_allowed(strlen(word));
	struct guess guess = {.term_id = -1, .distance = most};

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
	return guess.tie ? -1 : guess.term_id;
}

static void put_term(struct terms *out, struct term term, const char *text)
{
	if (out->count == TERMS_MAX)
		return;
	if (term.term_id >= 0)
		for (size_t i = 0; i < out->count; i++)
			if (out->list[i].term_id == term.term_id)
				return;
	snprintf(term.text, sizeof term.text, "%.*s",
		(int)text_cut_grapheme(text, strlen(text), TERM_TEXT - 1), text);
	out->list[out->count++] = term;
}

static void put_code(struct terms *out, uint32_t code)
{
	if (code && out->code_count < SKIP_BIGRAMS_WORDS)
		out->codes[out->code_count++] = code;
}

/* The longest form that begins at words[at]; gives its length in words, 0 for none. */
static size_t match_phrase(
	const struct lexicon *lexicon, const struct words *words, size_t at, int *term_id)
{
	size_t best = 0;

	for (int name = 1; name >= 0; name--) {
		const char *first = lexicon_key(lexicon, words->list[at].text, name);
		int i = map_get(&lexicon->phrases, first);

		for (; i >= 0; i = lexicon->phrase_list[i].next) {
			const struct phrase *phrase = &lexicon->phrase_list[i];
			bool is_name = lexicon->term_ids[phrase->term_id].name;
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
				*term_id = phrase->term_id;
			}
		}
	}
	return best;
}

static void read_word(
	struct lexicon *lexicon, const struct word *word, enum lexicon_mode mode, struct terms *out)
{
	struct term term = {.term_id = map_get(&lexicon->exact, word->text),
		.number = word->kind == WORD_NUMBER,
		.light = word->kind == WORD_LIGHT,
		.sure = 1};
	char stem[WORD_SIZE];

	if (term.term_id < 0 && word->kind == WORD_FUNCTION) {
		put_code(out, skip_bigrams_of_grammar(word->text));
		return;
	}
	snprintf(stem, sizeof stem, "%s", lexicon_stem(lexicon, word->text));
	if (term.term_id < 0)
		term.term_id = map_get(&lexicon->stems, stem);
	if (term.term_id < 0 && mode == LEXICON_LEARN) {
		char *text = arena_string(&lexicon->arena, word->text);

		term.term_id = lexicon_add_term(lexicon, text, false);
		lexicon_add_word(lexicon, stem, term.term_id);
		lexicon_add_name(lexicon, term.term_id, text);
	} else if (term.term_id < 0 && !term.number && !term.light) {
		term.term_id = correct(lexicon, word->text, stem);
		term.guessed = term.term_id >= 0;
		term.sure = term.guessed ? 0.85f : 1;
	}
	if (term.term_id >= 0)
		term.name = lexicon->term_ids[term.term_id].name;
	put_code(out, term.term_id < 0 ? skip_bigrams_of_unknown(stem)
				       : skip_bigrams_of_term(term.term_id));
	put_term(out, term, word->text);
}

static void put_script_name(void *context, const char *folded, int term_id)
{
	put_term(context, (struct term){.term_id = term_id, .name = true, .sure = 1}, folded);
	put_code(context, skip_bigrams_of_term(term_id));
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
		int term_id = -1;
		size_t length = match_phrase(lexicon, &words, at, &term_id);

		if (length > 0) {
			struct term term = {.term_id = term_id,
				.sure = 1,
				.name = lexicon->term_ids[term_id].name};
			put_term(out, term, lexicon->term_ids[term_id].label);
			put_code(out, skip_bigrams_of_term(term_id));
			at += length;
		} else {
			read_word(lexicon, &words.list[at++], mode, out);
		}
	}
}

/* --- nearness and weight -------------------------------------------------------------------- */

float lexicon_relatedness(const struct lexicon *lexicon, int a, int b)
{
	if (a == b)
		return 1;
	if (a < 0 || b < 0)
		return 0;
	const struct term_id *it = &lexicon->term_ids[a];

	for (size_t i = 0; i < it->related_count; i++)
		if (it->related[i] == b)
			return 0.6f;
	return 0;
}

void lexicon_each_related(const struct lexicon *lexicon, int term_id,
	void (*each)(void *context, int term_id), void *context)
{
	if (term_id < 0)
		return;
	const struct term_id *it = &lexicon->term_ids[term_id];

	for (size_t i = 0; i < it->related_count; i++)
		each(context, it->related[i]);
}

float lexicon_weight(const struct lexicon *lexicon, int term_id)
{
	return term_id < 0 ? lexicon->top_weight : lexicon->term_ids[term_id].weight;
}

size_t lexicon_size(const struct lexicon *lexicon)
{
	return lexicon->count;
}

bool lexicon_is_person(const struct lexicon *lexicon, int term_id)
{
	return term_id >= 0 && lexicon->term_ids[term_id].person;
}

const char *lexicon_label(const struct lexicon *lexicon, int term_id)
{
	return term_id < 0 ? "" : lexicon->term_ids[term_id].label;
}

size_t lexicon_names(const struct lexicon *lexicon, int term_id, const char **names, size_t max)
{
	size_t count = 0;

	if (term_id < 0)
		return 0;
	const struct term_id *it = &lexicon->term_ids[term_id];

	for (; count < it->name_count && count < max; count++)
		names[count] = it->names[count];
	return count;
}
