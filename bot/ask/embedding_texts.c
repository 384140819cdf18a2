#include "ask/embedding.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 1024 };

size_t embedding_choice(size_t count, size_t k)
{
	size_t chosen = count < EMBEDDING_CHOSEN ? count : EMBEDDING_CHOSEN;

	return k < chosen ? k * count / chosen : count;
}

static void add_embedding_text(struct embedding_texts *texts, const char *text, bool with_tokens)
{
	if (texts->count == texts->room) {
		texts->room = texts->room ? texts->room * 2 : 64;
		texts->list = must_grow(texts->list, texts->room * sizeof *texts->list);
		texts->with_tokens =
			must_grow(texts->with_tokens, texts->room * sizeof *texts->with_tokens);
	}
	texts->list[texts->count] = text;
	texts->with_tokens[texts->count++] = with_tokens;
}

/* Adds the chosen ones of a fact's near misses, or of its other questions. */
static void add_chosen_questions(
	struct embedding_texts *texts, const struct fact *fact, bool near_misses)
{
	size_t count = 0, at = 0, k = 0;

	for (size_t i = 0; i < fact->question_count; i++)
		count += (fact->questions[i].kind == QUESTION_NOT) == near_misses;
	for (size_t i = 0; i < fact->question_count; i++) {
		if ((fact->questions[i].kind == QUESTION_NOT) != near_misses)
			continue;
		if (at++ == embedding_choice(count, k)) {
			char folded[FOLDED_MAX];
			size_t length = text_fold(fact->questions[i].text, folded, sizeof folded);

			add_embedding_text(texts, arena_copy(&texts->arena, folded, length), false);
			k++;
		}
	}
}

/* Whether a fact is a sentence of a plain text that nobody has worked on. */
static bool is_plain_sentence(const struct fact *fact)
{
	return fact->question_count == 0 && fact->pattern_count == 0 && fact->citation_count == 1 &&
	       *fact->citations[0].quote == '\0';
}

const char *embedding_statement_text(
	const struct fact *fact, const struct fact *previous, char storage[EMBEDDING_TEXT])
{
	size_t length = strlen(fact->says), before = previous ? strlen(previous->says) : 0;

	if (!previous || !is_plain_sentence(fact) || !is_plain_sentence(previous) ||
		!fact_same_place(&fact->citations[0], &previous->citations[0]) ||
		length + 1 + before >= EMBEDDING_TEXT)
		return fact->says;
	memcpy(storage, fact->says, length);
	storage[length] = '\n';
	memcpy(storage + length + 1, previous->says, before + 1);
	return storage;
}

void embedding_texts_add(
	struct embedding_texts *texts, const struct fact *fact, const struct fact *previous)
{
	char storage[EMBEDDING_TEXT];
	const char *text = embedding_statement_text(fact, previous, storage);

	if (text == storage)
		text = arena_copy(&texts->arena, storage, strlen(storage));
	add_embedding_text(texts, text, true);
	add_chosen_questions(texts, fact, false);
	add_chosen_questions(texts, fact, true);
}

void embedding_texts_free(struct embedding_texts *texts)
{
	arena_free(&texts->arena);
	free(texts->list);
	free(texts->with_tokens);
	*texts = (struct embedding_texts){0};
}
