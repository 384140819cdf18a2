#ifndef TONLE_FACT_TOKENS_H
#define TONLE_FACT_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

/* The words of a text, for rough comparison of texts: without stemming, aliases or weights. */

enum { TOKEN_SIZE = 48, TOKENS_MAX = 256 };

struct token {
	char text[TOKEN_SIZE]; /* folded, without a plural s, cut to six letters; a number whole */
	bool number;           /* its commas are removed: "1,000" is "1000" */
};

struct tokens {
	struct token list[TOKENS_MAX];
	size_t count;
};

/* Reads the text's words except those that only ask ("when was"); ignores what exceeds TOKENS_MAX.
 */
void tokens_read(const char *text, struct tokens *tokens);

bool tokens_have(const struct tokens *tokens, const char *text);

/* The token as a year from 1800 to 2099, or 0 if it is not one. */
int tokens_year(const struct token *token);

#endif
