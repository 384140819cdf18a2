#include "talk/split.h"

#include "base/text.h"
#include "pattern/pattern_table.h"
#include "talk/unwrap.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* clang-format off */
#define JOIN "(?:and also|and then|and|also|plus|then|as well as|if not|&|\\+)"
#define WH "(?:whom?|whose|what|when|where|why|which|how|(?:since|until|in|by|for|to|with|on|of|" \
	"from) (?:when|what|which|whom|how)|who'?s|what'?s)\\b"
#define INVERTED "(?:did|do|does|is|are|was|were|has|have|had|can|could|will) (?:he|she|it|they|" \
	"there|this|that|the|his|her|its|their)\\b"
/* clang-format on */

enum { BETWEEN, ASKING };

static const struct pattern_row rows[] = {
	[BETWEEN] = {"between two questions",
		"(?=[?,;.\\s])(?:"
		"\\?+[\"')]*\\s+(?:" JOIN "[,:]?\\s+)*(?=\\w{2,}\\W+\\w|\\d{1,2}[.)]|" WH ")|"
		"(?:[,;.]|\\.\\.\\.)?\\s+" JOIN "[,:]?\\s+(?:" JOIN "[,:]?\\s+)?(?=" WH "|" INVERTED
		")|"
		"[;.]\\s+(?=" WH "|" INVERTED ")|,\\s+(?=(?:what|when|why|how)\\b\\W+\\w+\\W+\\w)|"
		"\\s+\\(?(?:q\\w*\\s*)?\\d{1,2}[.):]+\\s+(?=" WH "|" INVERTED
		")|\\s+[b-e][).]\\s+(?=" WH "|" INVERTED "))"},
	[ASKING] = {"asks something",
		"\\b" WH "|^\\W*(?:" INVERTED "|(?:did|do|does|is|are|was|were|has|have|had|can|"
		"could|will|tell|name|list)\\b)|\\?\\W*$"},
};
static struct pattern_table joints = PATTERN_TABLE("several questions", rows);

enum { WORDS_BEFORE = 3 }; /* "when and why did he abdicate" is one question */

/* Counts words with a letter: "2." has none. */
static size_t count_lettered_words(const char *text, size_t length)
{
	size_t count = 0;
	bool counted = false;

	for (size_t i = 0; i < length; i++) {
		bool letter = (text[i] | 32) >= 'a' && (text[i] | 32) <= 'z';

		if (text[i] == ' ')
			counted = false;
		else if (!counted && (letter || (text[i] & 0x80))) {
			counted = true;
			count++;
		}
	}
	return count;
}

/* Writes a part if there is room for it. False if it does not ask anything. */
static bool keep_part(
	const char *text, size_t length, size_t part, char parts[SPLIT_PARTS][SPLIT_TEXT])
{
	char raw[SPLIT_TEXT];
	struct unwrapped bare;

	snprintf(raw, sizeof raw, "%.*s", (int)length, text);
	text_drop_broken(raw);
	if (!pattern_table_matches(&joints, ASKING, raw))
		return false;
	unwrap(raw, "", &bare);
	if (part < SPLIT_PARTS) {
		snprintf(parts[part], SPLIT_TEXT, "%.*s", SPLIT_TEXT - 1, bare.text);
		text_drop_broken(parts[part]);
	}
	return true;
}

size_t split_questions(const char *text, char parts[SPLIT_PARTS][SPLIT_TEXT])
{
	const char *start = text, *at = text;
	size_t count = 0, from, to;

	while (pattern_table_find(&joints, BETWEEN, at, &from, &to)) {
		size_t length = (size_t)(at - start) + from;

		if (count_lettered_words(start, length) >= (count ? 1 : WORDS_BEFORE)) {
			if (!keep_part(start, length + (at[from] == '?'), count++, parts))
				return 1;
			start = at + to;
		}
		at += to;
	}
	return count > 0 && keep_part(start, strlen(start), count, parts) ? count + 1 : 1;
}
