#include "fact/citation.h"

#include "base/buf.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const char spaces[] = " \t";

/* Copies text[0..length) without blanks at its end. */
static const char *copy_trimmed(struct arena *arena, const char *text, size_t length)
{
	while (length > 0 && strchr(spaces, text[length - 1]))
		length--;
	return arena_copy(arena, text, length);
}

/* The next word; *text is advanced to the word after it. "" at the end. */
static const char *next_word(struct arena *arena, const char **text)
{
	*text += strspn(*text, spaces);
	size_t length = strcspn(*text, spaces);
	const char *word = arena_copy(arena, *text, length);

	*text += length;
	*text += strspn(*text, spaces);
	return word;
}

size_t citation_quotation_mark(const char *text)
{
	static const char *const marks[] = {
		"\"", "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb", NULL};

	return text_begins_with_one_of(text, marks);
}

/* Reads the quotation at *text, and advances *text past it. */
static bool read_quote(
	struct arena *arena, const char **text, const char **quote, struct error *err)
{
	const char *start = *text + citation_quotation_mark(*text);

	start += strspn(start, spaces);
	const char *end = start;
	while (*end && !citation_quotation_mark(end))
		end++;
	if (!*end)
		return error_set(err, "expected a closing \" after \"%.60s\"", start);
	*quote = copy_trimmed(arena, start, (size_t)(end - start));
	*text = end + citation_quotation_mark(end);
	*text += strspn(*text, spaces);
	return true;
}

const char *citation_quotation(struct arena *arena, const char **text)
{
	const char *quote;

	return citation_quotation_mark(*text) && read_quote(arena, text, &quote, NULL) ? quote : "";
}

/* "¶25" or "§25" gives 25; anything else gives 0. */
static int paragraph_of(const char *word)
{
	if (strncmp(word, "\u00b6", 2) != 0 && strncmp(word, "\u00a7", 2) != 0)
		return 0;
	word += 2;
	size_t digits = strspn(word, "0123456789");
	return digits > 0 && digits < 6 && word[digits] == '\0' ? atoi(word) : 0;
}

bool citation_parse(
	struct arena *arena, const char *text, struct citation *citation, struct error *err)
{
	char locator[256];
	struct buf buf = BUF(locator);

	*citation = (struct citation){.quote = "", .locator = "", .supports = ""};
	citation->source = next_word(arena, &text);
	if (!*citation->source)
		return error_set(err, "expected the id of a source after @");
	while (*text) {
		if (citation_quotation_mark(text)) {
			if (*citation->quote)
				return error_set(err, "expected one quote, found two");
			if (!read_quote(arena, &text, &citation->quote, err))
				return false;
			continue;
		}
		const char *word = next_word(arena, &text);

		if (strcmp(word, "for") == 0 && *text) {
			citation->supports = copy_trimmed(arena, text, strlen(text));
			break;
		}
		if (paragraph_of(word) && !citation->paragraph)
			citation->paragraph = paragraph_of(word);
		buf_add(&buf, *locator ? " %s" : "%s", word);
		if (buf.full)
			return error_set(err, "the locator \"%.60s…\" is too long", locator);
	}
	citation->locator = arena_string(arena, locator);
	return true;
}

void citation_place(struct arena *arena, struct citation *citation, const struct source *source)
{
	char kept[256];
	struct buf buf = BUF(kept);
	const char *at = citation->locator;
	bool marked = false;

	while (*at) {
		const char *word = next_word(arena, &at);

		if (citation->paragraph && paragraph_of(word) == citation->paragraph)
			marked = true;
		else
			buf_add(&buf, *kept ? " %s" : "%s", word);
	}
	if (!marked)
		return;
	if (source->paragraph_count == 0)
		citation->paragraph = 0;
	else
		citation->locator = arena_string(arena, kept);
}
