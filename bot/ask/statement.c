#include "ask/statement.h"

#include "base/date.h"
#include "base/text.h"
#include "language/words.h"

#include <ctype.h>
#include <string.h>

enum {
	WORD_MAX = 64,
	LETTERS_MAX = 40, /* bytes of a word that are read; folding may lengthen them */
};

static const char *const reasons[] = {"because", "since", "due", "after", "reason", "reasons",
	"citing", "protest", "result", "caused", "therefore", "so", "as", "for", "response", "over",
	NULL};
static const char *const before_places[] = {"in", "at", "near", "from", "to", "across", NULL};
static const char *const negations[] = {"not", "no", "never", "without", "neither", "nor", "none",
	"refused", "failed", "declined", "didn't", "wasn't", "isn't", "hasn't", "doesn't", "don't",
	"weren't", "aren't", "couldn't", "won't", "can't", "cannot", "nobody", "nothing", NULL};

/* Copies at most `most` bytes of the word. */
static void copy_cut(const char *from, size_t length, size_t most, char *word)
{
	if (length > most)
		length = most;
	memcpy(word, from, length);
	word[length] = '\0';
}

bool statement_negates(const char *folded)
{
	size_t length;

	for (const char *at = folded;;) {
		const char *start = text_next_word(&at, " ,.;:?!()\"", &length);
		char word[WORD_MAX];

		if (length == 0)
			return false;
		copy_cut(start, length, sizeof word - 1, word);
		if (text_is_one_of(word, negations))
			return true;
	}
}

/* Whether the character at *at belongs to a word: 2,000 and 3.5 are one word. */
static bool continues(const char *start, const char *at)
{
	unsigned char c = (unsigned char)*at;

	if (c >= 0x80 || isalnum(c) || c == '\'' || c == '-')
		return true;
	return (c == ',' || c == '.') && at > start && isdigit((unsigned char)at[-1]) &&
	       isdigit((unsigned char)at[1]);
}

static unsigned kinds_of(
	const char *word, size_t length, const char *folded, const char *before, bool opens)
{
	unsigned char first = (unsigned char)*word;

	if (isdigit(first))
		return length == 4 && (first == '1' || first == '2') ? STATEMENT_YEAR
								     : STATEMENT_NUMBER;
	if (!isupper(first) || length < 2)
		return 0;
	if (date_is_month(folded))
		return STATEMENT_DAY;
	if (opens) { /* any word has a capital here */
		struct words words;

		words_split(folded, &words);
		return words.count && words.list[0].kind == WORD_PLAIN ? STATEMENT_NAME : 0;
	}
	return text_is_one_of(before, before_places) ? STATEMENT_NAME | STATEMENT_PLACE
						     : STATEMENT_NAME;
}

static void add_thing(struct statement *out, unsigned kinds, const char *folded)
{
	out->kinds |= kinds;
	if (!kinds || out->thing_count == STATEMENT_THINGS)
		return;
	out->things[out->thing_count].kinds = kinds;
	copy_cut(
		folded, strlen(folded), STATEMENT_THING - 1, out->things[out->thing_count++].text);
}

void statement_read(const char *says, struct statement *out)
{
	const char *at = says;
	char before[WORD_MAX] = "";
	bool opens = true;

	memset(out, 0, offsetof(struct statement, folded));
	while (*at) {
		const char *start = at;
		char word[WORD_MAX], folded_word[WORD_MAX];

		while (*at && continues(start, at))
			at++;
		size_t length = (size_t)(at - start);

		if (length == 0) {
			opens |= *at == '.' || *at == '!' || *at == '?' || *at == ':';
			at++;
			continue;
		}
		copy_cut(start, length, LETTERS_MAX, word);
		text_drop_broken(word);
		text_fold(word, folded_word, sizeof folded_word);
		add_thing(out, kinds_of(start, length, folded_word, before, opens), folded_word);
		if (text_is_one_of(folded_word, reasons))
			out->kinds |= STATEMENT_REASON;
		memcpy(before, folded_word, sizeof before);
		out->words++;
		opens = false;
	}
	text_fold(says, out->folded, sizeof out->folded);
	out->negated = statement_negates(out->folded);
}
