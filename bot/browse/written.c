/* Whether a statement has a word as it was typed, also inside a name. */
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
	static const char *const endings[] = {"'s", "\u2019s", "es", "s"};

	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (strncmp(text, endings[i], strlen(endings[i])) == 0)
			return strlen(endings[i]);
	return 0;
}

/* Whether the text begins with the word, and the word ends there. */
static bool begins_with(const char *text, const char *word, size_t length)
{
	return strncasecmp(text, word, length) == 0 &&
	       (!is_word_byte(text[length]) || !is_word_byte(text[length + ending(text + length)]));
}

bool browse_is_written(const char *says, const char *word)
{
	size_t length = strlen(word);
	size_t singular = length > 4 && word[length - 1] == 's' ? length - 1 : length;

	for (const char *at = says; *at; at++)
		if (tolower((unsigned char)*at) == (unsigned char)*word &&
			(at == says || !is_word_byte(at[-1])) &&
			(begins_with(at, word, length) || begins_with(at, word, singular)))
			return true;
	return false;
}
