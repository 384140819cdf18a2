#include "ask/written.h"

#include "ask/postings.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/region.h"
#include "base/text.h"
#include "language/spell.h"
#include "language/words.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { FOLDED_MAX = 1024 };

struct written {
	struct arena arena;          /* has the words */
	struct map words;            /* word -> its number */
	struct spell_index spelling; /* the same */
	struct postings *postings;   /* by a word's number; all impacts are 1 */
};

struct written *written_new(void)
{
	struct written *written = region_alloc(sizeof *written);

	written->postings = postings_new();
	return written;
}

void written_free(struct written *written)
{
	if (!written)
		return;
	postings_free(written->postings);
	spell_free(&written->spelling);
	map_free(&written->words);
	arena_free(&written->arena);
	region_release(written);
}

static int word_number(struct written *written, const struct word *word)
{
	int number = map_get_hashed(&written->words, word->text, word->hash);

	if (number >= 0)
		return number;
	char *text = arena_string(&written->arena, word->text);
	number = (int)written->words.count;
	map_put(&written->words, text, number);
	spell_add(&written->spelling, text, number);
	return number;
}

/* The numbers of the statement's words, each once. Returns how many. */
static size_t note_words(struct written *written, const char *says, int numbers[WORDS_MAX])
{
	char folded[FOLDED_MAX];
	struct words words;
	size_t count = 0;

	text_fold(says, folded, sizeof folded);
	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++) {
		enum word_kind kind = words.list[i].kind;

		if (kind != WORD_PLAIN && kind != WORD_NUMBER)
			continue;
		size_t k = 0;
		numbers[count] = word_number(written, &words.list[i]);
		while (numbers[k] != numbers[count])
			k++;
		count += k == count;
	}
	return count;
}

void written_add(struct written *written, const char *says, int slot)
{
	int numbers[WORDS_MAX];
	size_t count = note_words(written, says, numbers);

	for (size_t i = 0; i < count; i++)
		postings_add(written->postings, numbers[i], slot, 1);
}

void written_remove(struct written *written, const char *says, int slot)
{
	int numbers[WORDS_MAX];
	size_t count = note_words(written, says, numbers);

	for (size_t i = 0; i < count; i++)
		postings_remove(written->postings, numbers[i], slot);
}

static void each_with(const struct written *written, const char *word, size_t length,
	const char *ending, void (*each)(void *context, int slot), void *context)
{
	char text[WORD_SIZE];

	snprintf(text, sizeof text, "%.*s%s", (int)length, word, ending);
	int number = map_get(&written->words, text);
	if (number >= 0)
		postings_each(written->postings, number, each, context);
}

void written_each(const struct written *written, const char *word,
	void (*each)(void *context, int slot), void *context)
{
	static const char *const endings[] = {"", "s", "es"};
	size_t length = strlen(word);
	bool plural = length > 4 && word[length - 1] == 's';

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		each_with(written, word, length, endings[i], each, context);
		if (plural && i != 1) /* with "s" it is the word itself */
			each_with(written, word, length - 1, endings[i], each, context);
	}
}

void written_each_near(const struct written *written, const char *word, int most,
	int (*each)(void *context, const char *other, int value, int distance), void *context)
{
	spell_each(&written->spelling, word, most, each, context);
}
