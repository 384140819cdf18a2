#include "ask/token_alignment.h"

#include "base/text.h"

#include <math.h>
#include <string.h>

enum { QUESTION_WORD_SIZE = 8 };

static const float fresh_ceiling = 0.6f; /* the highest cosine of a fresh token */

/* The place of the question word; 0: there is none. */
static size_t find_question_word(const struct encoder_sentence *question, const char *folded)
{
	static const char *const words[] = {
		"who", "whom", "whose", "what", "which", "when", "where", "why", "how", NULL};
	char word[QUESTION_WORD_SIZE];

	for (size_t i = 1; i + 1 < question->token_count; i++) {
		const struct encoder_token *token = &question->tokens[i];
		size_t length = token->end - token->start;

		if (length >= sizeof word)
			continue;
		memcpy(word, folded + token->start, length);
		word[length] = '\0';
		if (text_is_one_of(word, words))
			return i;
	}
	return 0;
}

/* Finds each token's best match: of the question's in *out, of the statement's in best, and those
 * with the question word in asked. */
static void match_tokens(const struct encoder_sentence *question, size_t question_word,
	const struct embedding *statement, float *best, float *asked, struct token_alignment *out)
{
	float cosines[ENCODER_TOKENS];

	for (size_t i = 1; i + 1 < question->token_count; i++) {
		float *into = i == question_word ? asked : best, most = 0;

		embedding_cosines(statement, &question->tokens[i].vector, cosines);
		for (size_t k = 0; k < statement->token_count; k++) {
			most = fmaxf(most, cosines[k]);
			into[k] = fmaxf(into[k], cosines[k]);
		}
		out->question += most;
		out->least = fminf(out->least, most);
	}
}

void token_alignment_read(const char *folded, const struct encoder_sentence *question,
	const struct embedding *statement, struct token_alignment *out)
{
	float best[ENCODER_TOKENS] = {0}, asked[ENCODER_TOKENS] = {0};
	size_t count = statement->token_count;

	*out = (struct token_alignment){.least = 1};
	match_tokens(question, find_question_word(question, folded), statement, best, asked, out);
	if (question->token_count > 2)
		out->question /= (float)(question->token_count - 2);
	for (size_t k = 0; k < count; k++) {
		out->fresh[k] = best[k] < fresh_ceiling;
		out->asked = fmaxf(out->asked, asked[k]);
		if (out->fresh[k])
			out->asked_fresh = fmaxf(out->asked_fresh, asked[k]);
		out->coverage += fmaxf(best[k], asked[k]);
	}
	if (count > 0)
		out->coverage /= (float)count;
}

float token_alignment_fresh(const struct token_alignment *alignment,
	const struct encoder_vector *vector, const struct embedding *statement)
{
	float cosines[ENCODER_TOKENS], best = 0;

	embedding_cosines(statement, vector, cosines);
	for (size_t k = 0; k < statement->token_count; k++)
		if (alignment->fresh[k])
			best = fmaxf(best, cosines[k]);
	return best;
}
