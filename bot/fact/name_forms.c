#include "fact/name_forms.h"

#include "base/hash.h"
#include "fact/support_words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 512 }; /* of a text; the rest is ignored */

static bool next_hash(const char **at, uint32_t *hash)
{
	struct support_word word;
	bool found = support_words_next(at, &word);

	*hash = found ? hash_text(word.text) : 0;
	return found;
}

/* --- sorting ---------------------------------------------------------------------------------- */

/* How often forms use a word. Two words may share a count: the rarest word of a form then is
 * another one, which is found as well. */
struct uses {
	unsigned *counts;
	size_t room; /* a power of two */
};

static unsigned *uses_of(const struct uses *uses, uint32_t hash)
{
	return &uses->counts[hash & (uses->room - 1)];
}

static size_t count_forms(const struct factset *set)
{
	size_t count = 0;

	for (size_t i = 0; i < set->alias_count; i++)
		if (set->aliases[i].kind == ALIAS_NAME)
			count += set->aliases[i].name_count;
	return count;
}

static void count_words(const struct factset *set, const struct uses *uses)
{
	uint32_t hash;

	for (size_t i = 0; i < set->alias_count; i++)
		for (size_t k = 0;
			set->aliases[i].kind == ALIAS_NAME && k < set->aliases[i].name_count; k++)
			for (const char *at = set->aliases[i].names[k]; next_hash(&at, &hash);)
				++*uses_of(uses, hash);
}

/* The hash of the rarest word; false if the form has no word. */
static bool find_rarest(const struct uses *uses, const char *form, uint32_t *rarest)
{
	bool found = false;
	uint32_t hash;

	while (next_hash(&form, &hash)) {
		if (!found || *uses_of(uses, hash) < *uses_of(uses, *rarest))
			*rarest = hash;
		found = true;
	}
	return found;
}

static int compare_forms(const void *a, const void *b)
{
	const struct name_form *x = a, *y = b;

	return x->word < y->word ? -1 : x->word > y->word;
}

void name_forms_sort(struct factset *set, struct arena *arena)
{
	size_t count = count_forms(set);
	struct name_form *forms = arena_alloc(arena, (count + 1) * sizeof *forms);
	struct uses uses = {.room = 1024};

	while (uses.room < 4 * count)
		uses.room *= 2;
	uses.counts = must_alloc(uses.room * sizeof *uses.counts);
	count_words(set, &uses);
	count = 0;
	for (size_t i = 0; i < set->alias_count; i++)
		for (size_t k = 0;
			set->aliases[i].kind == ALIAS_NAME && k < set->aliases[i].name_count; k++) {
			forms[count] =
				(struct name_form){.alias = (uint32_t)i, .form = (uint32_t)k};
			count += find_rarest(&uses, set->aliases[i].names[k], &forms[count].word);
		}
	qsort(forms, count, sizeof *forms, compare_forms);
	free(uses.counts);
	set->name_forms = forms;
	set->name_form_count = count;
}

/* --- finding ---------------------------------------------------------------------------------- */

struct text_words {
	struct support_word list[WORDS_MAX];
	size_t count;
};

/* Whether the text has the words of the form consecutively. */
static bool has_form(const struct text_words *text, const char *form)
{
	struct support_word first, wanted;

	if (!support_words_next(&form, &first))
		return false;
	for (size_t i = 0; i < text->count; i++) {
		const char *rest = form;
		bool same = strcmp(text->list[i].text, first.text) == 0;

		for (size_t k = i + 1; same && support_words_next(&rest, &wanted); k++)
			same = k < text->count && strcmp(text->list[k].text, wanted.text) == 0;
		if (same)
			return true;
	}
	return false;
}

static void try_form(const struct text_words *text, const struct alias *alias, const char *form,
	struct name_forms *found)
{
	found->compared++;
	if (!has_form(text, form))
		return;
	GROW(found->list, found->count, found->room);
	found->list[found->count++] = (struct found_form){alias, form};
}

/* Tries the forms whose rarest word has that hash. */
static void try_forms_with(const struct factset *set, uint32_t word, const struct text_words *text,
	struct name_forms *found)
{
	size_t low = 0, high = set->name_form_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (set->name_forms[middle].word < word)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < set->name_form_count && set->name_forms[low].word == word; low++) {
		const struct alias *alias = &set->aliases[set->name_forms[low].alias];

		try_form(text, alias, alias->names[set->name_forms[low].form], found);
	}
}

static void try_all(
	const struct factset *set, const struct text_words *text, struct name_forms *found)
{
	for (size_t i = 0; i < set->alias_count; i++)
		for (size_t k = 0;
			set->aliases[i].kind == ALIAS_NAME && k < set->aliases[i].name_count; k++)
			try_form(text, &set->aliases[i], set->aliases[i].names[k], found);
}

void name_forms_find(const struct factset *set, const char *text, struct name_forms *found)
{
	struct text_words *words = must_alloc(sizeof *words);
	uint32_t hashes[WORDS_MAX];

	*found = (struct name_forms){.count = 0};
	while (words->count < WORDS_MAX && support_words_next(&text, &words->list[words->count]))
		words->count++;
	if (!set->name_forms)
		try_all(set, words, found);
	for (size_t i = 0; set->name_forms && i < words->count; i++) {
		size_t before = 0;

		hashes[i] = hash_text(words->list[i].text);
		while (hashes[before] != hashes[i])
			before++;
		if (before == i)
			try_forms_with(set, hashes[i], words, found);
	}
	free(words);
}
