#include "base/text.h"
#include "language/lexicon_inner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NEAR_PREFIX = 5 }; /* letters that words must share to be near by their beginning */

int lexicon_add_term(struct lexicon *lexicon, const char *label, bool name)
{
	GROW(lexicon->term_ids, lexicon->count, lexicon->room);
	lexicon->term_ids[lexicon->count] = (struct term_id){.label = label, .name = name};
	return (int)lexicon->count++;
}

void lexicon_add_name(struct lexicon *lexicon, int term_id, const char *form)
{
	struct term_id *it = &lexicon->term_ids[term_id];

	GROW(it->names, it->name_count, it->name_room);
	it->names[it->name_count++] = form;
}

static void add_near(struct lexicon *lexicon, int a, int b)
{
	struct term_id *it = &lexicon->term_ids[a];

	if (a == b)
		return;
	for (size_t i = 0; i < it->related_count; i++)
		if (it->related[i] == b)
			return;
	GROW(it->related, it->related_count, it->related_room);
	it->related[it->related_count++] = b;
}

static void learn_phrase(struct lexicon *lexicon, const struct words *words, bool name, int term_id)
{
	struct phrase phrase = {.term_id = term_id, .count = words->count};

	if (words->count > NAME_WORDS)
		return;
	for (size_t i = 0; i < words->count; i++)
		phrase.words[i] = arena_string(
			&lexicon->arena, lexicon_key(lexicon, words->list[i].text, name));
	phrase.next = map_get(&lexicon->phrases, phrase.words[0]);
	GROW(lexicon->phrase_list, lexicon->phrase_count, lexicon->phrase_room);
	lexicon->phrase_list[lexicon->phrase_count] = phrase;
	map_put(&lexicon->phrases, phrase.words[0], (int)lexicon->phrase_count++);
}

void lexicon_add_word(struct lexicon *lexicon, const char *stem, int term_id)
{
	char *key = arena_string(&lexicon->arena, stem);

	map_put(&lexicon->stems, key, term_id);
	GROW(lexicon->vocabulary, lexicon->word_count, lexicon->word_room);
	lexicon->vocabulary[lexicon->word_count++] = key;
}

static void learn_form(struct lexicon *lexicon, const char *form, bool name, int term_id)
{
	char folded[256];
	struct words words;

	text_fold(form, folded, sizeof folded);
	lexicon_add_name(lexicon, term_id, arena_string(&lexicon->arena, folded));
	if (script_in(folded)) {
		script_add(&lexicon->script, arena_string(&lexicon->arena, folded), term_id);
		return;
	}
	words_split(folded, &words);
	if (words.count > 1) {
		learn_phrase(lexicon, &words, name, term_id);
	} else if (words.count == 1 && name) {
		char *key = arena_string(&lexicon->arena, words.list[0].text);

		if (map_get(&lexicon->exact, key) < 0)
			map_put(&lexicon->exact, key, term_id);
	} else if (words.count == 1) {
		const char *stem = lexicon_stem(lexicon, words.list[0].text);

		if (map_get(&lexicon->stems, stem) < 0)
			lexicon_add_word(lexicon, stem, term_id);
	}
}

/* The concept that a form already has, or a new one for it. */
static int term_of_name(struct lexicon *lexicon, const char *form)
{
	char folded[256];
	struct terms terms;

	text_fold(form, folded, sizeof folded);
	lexicon_terms(lexicon, folded, LEXICON_READ, &terms);
	if (terms.count == 1 && terms.list[0].term_id >= 0 && !terms.list[0].guessed)
		return terms.list[0].term_id;
	int term_id = lexicon_add_term(lexicon, arena_string(&lexicon->arena, folded), false);
	learn_form(lexicon, form, false, term_id);
	return term_id;
}

static void learn_alias(struct lexicon *lexicon, const struct alias *alias)
{
	if (alias->kind == ALIAS_NEAR) {
		int members[64];
		size_t count = 0;

		for (size_t i = 0; i < alias->name_count && count < 64; i++)
			members[count++] = term_of_name(lexicon, alias->names[i]);
		for (size_t a = 0; a < count; a++)
			for (size_t b = 0; b < count; b++)
				add_near(lexicon, members[a], members[b]);
		return;
	}
	bool name = alias->kind == ALIAS_NAME;
	int term_id = lexicon_add_term(lexicon, alias->id, name);

	lexicon->term_ids[term_id].person = strcmp(alias->sort, "person") == 0;

	for (size_t i = 0; i < alias->name_count; i++)
		learn_form(lexicon, alias->names[i], name, term_id);
}

void lexicon_learn(struct lexicon *lexicon, const struct factset *set)
{
	static const enum alias_kind order[] = {ALIAS_NAME, ALIAS_WORDS, ALIAS_NEAR};

	for (size_t kind = 0; kind < sizeof order / sizeof *order; kind++)
		for (size_t i = 0; i < set->alias_count; i++)
			if (set->aliases[i].kind == order[kind])
				learn_alias(lexicon, &set->aliases[i]);
}

/* --- nearness and weight, once all is learnt -------------------------------------------------- */

void lexicon_count(struct lexicon *lexicon, int term_id, int by)
{
	if (term_id >= 0)
		lexicon->term_ids[term_id].facts += (size_t)by;
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

	if (lexicon->word_count > 0)
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
		struct term_id *it = &lexicon->term_ids[i];

		it->weight = logf((float)(facts + 1) / ((float)it->facts + 0.5f));
		if (it->weight < 0.1f)
			it->weight = 0.1f;
	}
	learn_beginnings(lexicon);
}
