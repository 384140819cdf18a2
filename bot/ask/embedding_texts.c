#include "ask/embedding.h"

#include "base/text.h"

#include <stdlib.h>

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

void embedding_texts_add(struct embedding_texts *texts, const struct fact *fact)
{
	add_embedding_text(texts, fact->says, true);
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
