#include "fact/tokens.h"

#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
	FOLDED = 2048,
	STEM = 6 /* letters by which words are compared: abdicated, abdication */
};

/* Whether the word only asks, or is the rest of "Hun Sen's". */
static bool is_plain(const char *word)
{
	static const char *const plain[] = {"s", "who", "whom", "what", "when", "where", "which",
		"why", "how", "whose", "is", "are", "was", "were", "did", "do", "does", "year",
		"date", NULL};

	return text_is_one_of(word, plain);
}

static bool joins_digits(const char *at, const char *end)
{
	return (*at == ',' || *at == '.') && at + 1 < end && isdigit((unsigned char)at[1]);
}

static void end_token(struct token *token, size_t length)
{
	token->text[length] = '\0';
	token->number = isdigit((unsigned char)token->text[0]);
	if (!token->number && length > 3 && token->text[length - 1] == 's')
		token->text[length - 1] = '\0';
	if (!token->number && length > STEM)
		token->text[STEM] = '\0';
}

void tokens_read(const char *text, struct tokens *tokens)
{
	char folded[FOLDED];
	const char *at = folded, *end = folded + text_fold(text, folded, sizeof folded);
	size_t length = 0;

	tokens->count = 0;
	while (at <= end && tokens->count < TOKENS_MAX) {
		struct token *token = &tokens->list[tokens->count];
		const char *here = at;
		bool inside = at < end && text_is_word(text_next(&at, end));

		if (inside && length + (size_t)(at - here) < TOKEN_SIZE) {
			memcpy(token->text + length, here, (size_t)(at - here));
			length += (size_t)(at - here);
			continue;
		}
		if (length > 0 && isdigit((unsigned char)token->text[length - 1]) && here < end &&
			joins_digits(here, end)) {
			if (*here == '.' && length + 1 < TOKEN_SIZE)
				token->text[length++] = '.';
			continue;
		}
		if (length == 2 && memcmp(token->text, "re", 2) == 0 && here < end && *here == '-')
			continue; /* re-established is not established */
		if (length > 0) {
			end_token(token, length);
			tokens->count += !is_plain(token->text);
		}
		length = 0;
		if (here == end)
			break;
	}
}

bool tokens_have(const struct tokens *tokens, const char *text)
{
	for (size_t i = 0; i < tokens->count; i++)
		if (strcmp(tokens->list[i].text, text) == 0)
			return true;
	return false;
}

int tokens_year(const struct token *token)
{
	bool year = token->number && strlen(token->text) == 4 &&
		    strspn(token->text, "0123456789") == 4 && token->text[0] <= '2';

	return year && atoi(token->text) >= 1800 && atoi(token->text) < 2100 ? atoi(token->text)
									     : 0;
}
