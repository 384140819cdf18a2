#include "study/clause.h"

#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { WORDS_LEAST = 12 }; /* the fewest words before a cut */

/* Where a sentence can be cut, best first: between main clauses, then before a subordinate clause.
 */
static const char *const ends[] = {"; ", ": ", ", but ", ", and ", ", while ", ", although ",
	", though ", ", because ", ", whereas ", ", so ", ", which ", ", where ", ", until ",
	", after ", ", as ", ", with ", ", in answer ", ", among ", ", such as ", NULL};

static const char *last_gap(const char *text)
{
	const char *last = text, *at = text;

	while ((at = strstr(at, "____"))) {
		at += 4;
		last = at;
	}
	return last;
}

static size_t count_words(const char *text, const char *end)
{
	size_t count = 0;

	for (; text < end; text++)
		count += *text != ' ' && (text[1] == ' ' || text + 1 == end);
	return count;
}

/* Whether all quotation marks and parentheses before the cut are closed. */
static bool is_closed(const char *text, const char *cut)
{
	int quotes = 0, open = 0;

	for (; text < cut; text++) {
		quotes += *text == '"';
		open += (*text == '(') - (*text == ')');
	}
	return quotes % 2 == 0 && open == 0;
}

/* Whether some word looks like a finite verb. */
static bool has_verb(const char *text, const char *end)
{
	static const char verbs[] =
		" was were is are had has have did came became went took led gave won left said "
		"sent held met put made brought began broke lost kept ran rose fell grew set "
		"bought built fought ";

	while (text < end) {
		size_t length = strcspn(text, " ,.;:()\"");
		char word[40];

		if (length > 0 && length < sizeof word - 2 && text + length <= end) {
			snprintf(word, sizeof word, " %.*s ", (int)length, text);
			if (islower((unsigned char)*text) &&
				(strstr(verbs, word) ||
					(length > 4 && strncmp(text + length - 2, "ed", 2) == 0)))
				return true;
		}
		text += length + 1;
	}
	return false;
}

/* Whether the text before the cut is a complete sentence: it has a verb (if it begins with a
 * subordinate clause, also after its last comma), and does not end in the middle of a phrase. */
static bool is_whole(const char *text, const char *cut)
{
	static const char *const openings[] = {"After ", "When ", "While ", "Before ", "Although ",
		"Since ", "As ", "Until ", NULL};
	static const char *const loose[] = {
		" and", " or", " but", " the", " of", " to", " in", NULL};
	const char *from = text;

	for (size_t i = 0; loose[i]; i++)
		if (strncmp(cut - strlen(loose[i]), loose[i], strlen(loose[i])) == 0)
			return false;
	if (text_begins_with_one_of(text, openings))
		for (const char *at = text; at < cut; at++)
			from = *at == ',' ? at + 1 : from;
	return has_verb(from, cut);
}

/* The last occurrence of the mark after the gap where the sentence can be cut, or NULL. */
static char *last_end(char *text, const char *mark)
{
	char *last = NULL, *at = text;
	const char *gap = last_gap(text);

	while ((at = strstr(at, mark))) {
		if (at >= gap && is_closed(text, at) && count_words(text, at) >= WORDS_LEAST &&
			is_whole(text, at))
			last = at;
		at++;
	}
	return last;
}

/* Removes the last parenthesis that has no gap; false if there is none. */
static bool drop_aside(char *text)
{
	char *last = NULL, *end = NULL;

	for (char *at = text; (at = strchr(at, '(')); at++) {
		char *close = strchr(at, ')'), *gap = strstr(at, "____");

		if (!close || at == text || at[-1] != ' ' || (gap && gap < close) ||
			memchr(at + 1, '(', (size_t)(close - at - 1)))
			continue;
		last = at - 1;
		end = close + 1;
	}
	if (!last)
		return false;
	memmove(last, end, strlen(end) + 1);
	return true;
}

bool clause_shorten(char *text, size_t most)
{
	enum {
		MAIN = 2
	}; /* the number of marks that separate main clauses without a conjunction */

	while (strlen(text) > most) {
		char *cut = NULL;

		for (size_t i = 0; i < MAIN && !cut; i++)
			cut = last_end(text, ends[i]);
		if (!cut && drop_aside(text))
			continue;
		for (size_t i = MAIN; ends[i] && !cut; i++)
			cut = last_end(text, ends[i]);
		if (!cut)
			return false;
		strcpy(cut, ".");
	}
	return true;
}
