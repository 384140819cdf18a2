#include "talk/offers.h"

#include "base/text.h"
#include "pattern/pattern_table.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPEN                                                                                       \
	"^\\W*(?:(?:ok|okay|yes|yeah|i mean|i meant|i'?d like|i want|i take|i'?ll take|take|"      \
	"show me|tell me|give me|please|pls|let's take|my choice is|the answer is)[,:]?\\s+)*"
#define CLOSE "(?:\\s+(?:one|please|pls|then|of them|thanks|question))*[\\s.)!:,?\\]]*$"

#define COUNTED "(?:the |number |no\\.? |nr\\.? |option |choice )?"

enum { NUMBER, FIRST, SECOND, THIRD, LAST, YES, SEVERAL };

static const struct pattern_row rows[] = {
	[NUMBER] = {"number", OPEN "(?:the )?(?:number|no\\.?|nr\\.?|option|choice|answer|#|"
				   "\\()?\\s*#?-?\\d{1,4}"
				   "\\W?" CLOSE},
	[FIRST] = {"first", OPEN COUNTED "(?:1st|first|one)" CLOSE "|^\\W*a\\)\\W*$"},
	[SECOND] = {"second", OPEN COUNTED "(?:2nd|second|two|middle)" CLOSE "|^\\W*b\\)\\W*$"},
	[THIRD] = {"third", OPEN COUNTED "(?:3rd|third|three)" CLOSE "|^\\W*c\\)\\W*$"},
	[LAST] = {"last", OPEN "(?:the )?(?:last|latter)" CLOSE},
	[YES] = {"yes",
		"^\\W*(?:yes|yeah|yep|yup|ya|sure|right|exactly|correct|that one|that'?s it|y|"
		"i did)"
		"(?:\\s+(?:please|pls|that one|i did|exactly|the first))*[\\s.!]*$"},
	/* several, or a number beyond any offer */
	[SEVERAL] = {"several",
		OPEN "(?:the )?(?:both|all(?: three)?|\\d(?:(?:\\s*(?:,|and|&|\\+|or)\\s*|"
		     "\\s+)\\d)+|(?:fou?r|fif|six|seven|eigh|nin|ten)(?:th|ty)?)" CLOSE},
};

static struct pattern_table picks = PATTERN_TABLE("pick", rows);

static bool says(size_t which, const char *folded)
{
	return pattern_table_matches(&picks, which, folded);
}

static bool has_offered_word(const char *text, bool head, const char *word, size_t length)
{
	size_t found;
	const char *at = text, *it;

	for (it = text_next_word(&at, " -,.;:?!\"'()", &found);
		found && !(head && *it == *OFFERS_BODY);
		it = text_next_word(&at, " -,.;:?!\"'()", &found))
		if (found == length && strncmp(it, word, length) == 0)
			return true;
	return false;
}

/* Picks by words that only one of the choices has. head: looks only at the text before
 * OFFERS_BODY. */
static int pick_by_words(const char *folded, const char *const *choices, size_t count, bool head)
{
	static const char *const fillers[] = {"the", "one", "about", "with", "of", "a", "an", "on",
		"that", "i", "mean", "meant", "please", "in", "and", "for", "to", "by", "yes", "ok",
		NULL};
	bool possible[OFFERS_MAX] = {true, true, true}, telling = false;
	const char *at = folded, *word;
	size_t length;
	int picked = OFFERS_NONE;

	for (word = text_next_word(&at, " ,.;:?!\"'()", &length); length;
		word = text_next_word(&at, " ,.;:?!\"'()", &length)) {
		char copy[64];

		snprintf(copy, sizeof copy, "%.*s", (int)length, word);
		if (text_is_one_of(copy, fillers))
			continue;
		telling = true;
		for (size_t i = 0; i < count; i++)
			possible[i] &= has_offered_word(choices[i], head, word, length);
	}
	for (size_t i = 0; telling && i < count; i++)
		if (possible[i])
			picked = picked == OFFERS_NONE ? (int)i : OFFERS_OUTSIDE;
	return picked == OFFERS_OUTSIDE ? OFFERS_NONE : picked;
}

static int pick_by_id(const char *folded, const char *const *choices, size_t count)
{
	size_t length = strlen(folded);

	for (size_t i = 0; i < count; i++)
		if (strcspn(choices[i], " ") == length && strncmp(choices[i], folded, length) == 0)
			return (int)i;
	return OFFERS_NONE;
}

int offers_pick(const char *folded, const char *const *choices, size_t count, bool fresh)
{
	if (count > OFFERS_MAX)
		count = OFFERS_MAX;
	if (count == 0)
		return OFFERS_NONE;
	int by_id = pick_by_id(folded, choices, count);
	long number = says(NUMBER, folded) ? strtol(strpbrk(folded, "0123456789"), NULL, 10)
		      : (fresh && says(YES, folded)) || says(FIRST, folded) ? 1
		      : says(SECOND, folded)                                ? 2
		      : says(THIRD, folded)                                 ? 3
		      : says(LAST, folded)                                  ? (long)count
									    : -1;

	if (by_id != OFFERS_NONE)
		return by_id;
	if (says(SEVERAL, folded))
		return OFFERS_OUTSIDE;
	if (number < 0 && !fresh)
		return OFFERS_NONE;
	if (number < 0) {
		int picked = pick_by_words(folded, choices, count, true);

		return picked != OFFERS_NONE ? picked
					     : pick_by_words(folded, choices, count, false);
	}
	return number >= 1 && number <= (long)count ? (int)number - 1 : OFFERS_OUTSIDE;
}
