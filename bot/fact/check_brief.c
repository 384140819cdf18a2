/* Whether a fact's short form can stand for its statement. */
#include "fact/check.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* Whether a word of the folded text begins with this one: "oct" in "13 october 2004". */
static bool begins_word(const char *folded, const char *word, size_t length)
{
	for (const char *at = folded; *at; at++)
		if (strncmp(at, word, length) == 0 &&
			(at == folded || !text_is_word((unsigned char)at[-1])))
			return true;
	return false;
}

/* Whether a word of a short form must stand in the statement: a number or, but for the first word,
 * a name. */
static bool must_stand(const char *word, size_t length, bool first)
{
	return strcspn(word, "0123456789") < length || (!first && *word >= 'A' && *word <= 'Z');
}

const char *check_brief(struct arena *arena, const struct fact *fact)
{
	char text[CHECK_SAYS_MAX * 4], statement[CHECK_SAYS_MAX * 4], word[200], message[200];
	const char *rest = fact->brief, *at;
	size_t length, characters = check_characters(fact->brief);

	if (characters > CHECK_BRIEF_MAX) {
		snprintf(message, sizeof message, "expected at most %d characters, found %zu",
			CHECK_BRIEF_MAX, characters);
		return arena_string(arena, message);
	}
	snprintf(text, sizeof text, "%s %s", fact->says, fact->when);
	text_fold(text, statement, sizeof statement);
	for (bool first = true; at = text_next_word(&rest, " ,;:()\"", &length), length > 0;
		first = false) {
		if (!must_stand(at, length, first))
			continue;
		snprintf(text, sizeof text, "%.*s", (int)length, at);
		text_fold(text, word, sizeof word);
		if (begins_word(statement, word, strcspn(word, ".'")))
			continue;
		snprintf(message, sizeof message,
			"neither the statement nor the date has \"%.60s\"", word);
		return arena_string(arena, message);
	}
	return NULL;
}
