/* Finds words in statements as they were typed, also inside names. */
#include "base/text.h"
#include "browse/browse.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_word_byte(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* The length of a plural or possessive ending at the start of the text. */
static size_t ending(const char *text)
{
	static const char *const endings[] = {"'s", "\u2019s", "es", "s", NULL};

	return text_begins_with_one_of(text, endings);
}

/* Whether the text begins with the word, and the word ends there. */
static bool begins_with(const char *text, const char *word, size_t length)
{
	return strncasecmp(text, word, length) == 0 &&
	       (!is_word_byte(text[length]) || !is_word_byte(text[length + ending(text + length)]));
}

static bool begins_with_word(const char *text, const char *word)
{
	/* most words are ruled out by their second letter, whatever its case */
	if (word[1] && ((text[1] ^ word[1]) & ~0x20))
		return false;
	size_t length = strlen(word);
	size_t singular = length > 4 && word[length - 1] == 's' ? length - 1 : length;

	return begins_with(text, word, length) || begins_with(text, word, singular);
}

void browse_written_init(struct browse_written *words, const struct terms *terms)
{
	_Static_assert(TERMS_MAX <= 64, "a bit for each term");
	*words = (struct browse_written){.terms = terms};
	for (size_t i = 0; i < terms->count; i++) {
		unsigned char first = (unsigned char)*terms->list[i].text;

		words->starting[first] |= UINT64_C(1) << i;
		words->starting[toupper(first)] |= UINT64_C(1) << i;
	}
}

uint64_t browse_written_in(const char *says, const struct browse_written *words)
{
	uint64_t found = 0;

	for (const char *at = says; *at; at++) {
		uint64_t here = words->starting[(unsigned char)*at] & ~found;

		if (!here || (at > says && is_word_byte(at[-1])))
			continue;
		for (; here; here &= here - 1)
			if (begins_with_word(at, words->terms->list[__builtin_ctzll(here)].text))
				found |= here & -here;
	}
	return found;
}
