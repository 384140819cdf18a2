#ifndef TONLE_LANGUAGE_WORDS_H
#define TONLE_LANGUAGE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Splits a folded text (text_fold) into words. Removes possessive endings ("sihanouk's") and digit
 * separators ("2,000,000"), joins abbreviations ("u.s." is "us"), writes number words as digits
 * ("thirty" is "30"), and distinguishes the country from the pronoun ("tell us about the us" gives
 * tell, us, about, the, usa).
 */
enum { WORDS_MAX = 96, WORD_SIZE = 48 };

enum word_kind {
	WORD_PLAIN,
	WORD_NUMBER,   /* digits, or a number word */
	WORD_FUNCTION, /* the, of, did, which, please … */
	WORD_LIGHT     /* tell, about, happen, many … */
};

struct word {
	char text[WORD_SIZE]; /* cut to fit at a character boundary */
	uint32_t hash;        /* hash_text of it */
	enum word_kind kind;
	unsigned short at, length; /* its bytes in the folded text */
};

struct words {
	struct word list[WORDS_MAX];
	size_t count;
};

void words_split(const char *folded, struct words *out);

/* Whether the text of a number looks like a year: 1993, 19th. */
bool words_is_year(const char *number);

/* A hash of a folded text's letters and digits: equal for texts that differ only in punctuation and
 * spaces. */
uint64_t words_hash(const char *folded);

#endif
