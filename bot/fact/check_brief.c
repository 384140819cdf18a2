/* Checks whether a fact's short form can replace its statement. */
#include "fact/check.h"

#include "base/text.h"
#include "fact/tokens.h"

#include <stdio.h>
#include <string.h>

#define WORD_ENDS " .,;:()\""

/* Whether a word of the folded text begins with `word`: "oct" in "13 october 2004". */
static bool begins_word(const char *folded, const char *word, size_t length)
{
	for (const char *at = folded; *at; at++)
		if (strncmp(at, word, length) == 0 &&
			(at == folded || !text_is_word((unsigned char)at[-1])))
			return true;
	return false;
}

/* The length of the number at the start of the token, "1.5" of "1.5bn"; 0 if there is none. */
static size_t digits_of(const struct token *token)
{
	return token->number ? strspn(token->text, "0123456789.") : 0;
}

/* The first number of the short form that the statement does not have, or NULL. */
static const struct token *stray_number(const struct tokens *brief, const struct tokens *statement)
{
	for (size_t i = 0; i < brief->count; i++) {
		const struct token *number = &brief->list[i];
		size_t length = digits_of(number), k = 0;

		while (k < statement->count &&
			(digits_of(&statement->list[k]) != length ||
				strncmp(statement->list[k].text, number->text, length) != 0))
			k++;
		if (length > 0 && k == statement->count)
			return number;
	}
	return NULL;
}

static const char *stray_word(struct arena *arena, const char *word)
{
	char message[128];

	snprintf(message, sizeof message, "neither the statement nor the date has \"%.60s\"", word);
	return arena_string(arena, message);
}

const char *check_brief(struct arena *arena, const struct fact *fact)
{
	char text[CHECK_SAYS_MAX * 4], statement[CHECK_SAYS_MAX * 4], word[200], message[200];
	const char *rest = fact->brief, *at;
	struct tokens numbers, others;
	size_t length, characters = check_characters(fact->brief);

	if (characters > CHECK_BRIEF_MAX) {
		snprintf(message, sizeof message, "expected at most %d characters, found %zu",
			CHECK_BRIEF_MAX, characters);
		return arena_string(arena, message);
	}
	snprintf(text, sizeof text, "%s %s", fact->says, fact->when);
	text_fold(text, statement, sizeof statement);
	tokens_read(fact->brief, &numbers);
	tokens_read(text, &others);
	const struct token *stray = stray_number(&numbers, &others);
	if (stray)
		return stray_word(arena, stray->text);
	for (bool first = true; at = text_next_word(&rest, " ,;:()\"", &length), length > 0;
		first = false) {
		if (first || *at < 'A' || *at > 'Z') /* not a name, or perhaps not */
			continue;
		snprintf(text, sizeof text, "%.*s", (int)length, at);
		text_fold(text, word, sizeof word);
		if (begins_word(statement, word, strcspn(word, ".'")))
			continue;
		return stray_word(arena, word);
	}
	return NULL;
}

/* Whether the folded text has the word. */
static bool has_word(const char *folded, const char *word, size_t length)
{
	const char *at = folded;
	size_t found;

	while (at = text_next_word(&folded, WORD_ENDS, &found), found > 0)
		if (found == length && strncmp(at, word, length) == 0)
			return true;
	return false;
}

const char *check_brief_outlived(
	struct arena *arena, const char *brief, const char *before, const char *now)
{
	char folded[CHECK_SAYS_MAX * 4], then[CHECK_SAYS_MAX * 4], after[CHECK_SAYS_MAX * 4];
	const char *rest = folded, *word;
	size_t length;

	text_fold(brief, folded, sizeof folded);
	text_fold(before, then, sizeof then);
	text_fold(now, after, sizeof after);
	while (word = text_next_word(&rest, WORD_ENDS, &length), length > 0) {
		char message[128];

		if (!has_word(then, word, length) || has_word(after, word, length))
			continue;
		snprintf(message, sizeof message, "the statement no longer has \"%.*s\"",
			(int)(length < 60 ? length : 60), word);
		return arena_string(arena, message);
	}
	return NULL;
}
