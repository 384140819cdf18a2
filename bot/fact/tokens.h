#ifndef TONLE_FACT_TOKENS_H
#define TONLE_FACT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

/* The words of a text, for comparing texts roughly: without language, aliases or weights. */

enum { TOKEN_SIZE = 48, TOKENS_MAX = 256 };

struct token {
	char text[TOKEN_SIZE]; /* folded, its first six letters, no s of a plural; a number whole */
	bool number;           /* without commas: "1,000" is "1000", "85.74" itself */
};

struct tokens {
	struct token list[TOKENS_MAX];
	size_t count;
};

/* Reads the text's words but those that ask ("when was"); what exceeds TOKENS_MAX is ignored. */
void tokens_read(const char *text, struct tokens *tokens);

bool tokens_have(const struct tokens *tokens, const char *text);

/* The year from 1800 to 2099 that the token is, or 0. */
int tokens_year(const struct token *token);

#endif
