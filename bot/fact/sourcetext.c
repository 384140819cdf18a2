#include "fact/sourcetext.h"

#include "base/digest.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_MAX_BYTES = 64 << 20 };

static const char space[] = " \t\r\n\v\f";

/* The length of the blank line, with its line feed, at the start of text; 0 if there is none. */
static size_t blank_line(const char *text)
{
	size_t length = strspn(text, " \t\r\v\f");

	return text[length] == '\n' ? length + 1 : 0;
}

static const char *paragraph_end(const char *text)
{
	while (*text && !blank_line(text)) {
		const char *feed = strchr(text, '\n');

		text = feed ? feed + 1 : text + strlen(text);
	}
	return text;
}

static char *fold_space(struct arena *arena, const char *from, const char *end)
{
	char *folded = arena_alloc(arena, (size_t)(end - from) + 1), *at = folded;

	while (from < end) {
		size_t gap = strspn(from, space);

		from += gap;
		if (from >= end)
			break;
		if (gap && at > folded)
			*at++ = ' ';
		size_t word = strcspn(from, space);
		if (word > (size_t)(end - from))
			word = (size_t)(end - from);
		memcpy(at, from, word);
		at += word;
		from += word;
	}
	*at = '\0';
	return folded;
}

static void split_paragraphs(struct sourcetext *text, const char *whole)
{
	const char **list = NULL;
	size_t room = 0;

	for (;;) {
		for (size_t blank; (blank = blank_line(whole)) > 0;)
			whole += blank;
		if (whole[strspn(whole, space)] == '\0')
			break;
		const char *end = paragraph_end(whole);

		GROW(list, text->count, room);
		list[text->count++] = fold_space(&text->arena, whole, end);
		whole = end;
	}
	size_t size = text->count * sizeof *list;
	const char **paragraphs = arena_alloc(&text->arena, size);
	if (size)
		memcpy(paragraphs, list, size);
	text->paragraphs = paragraphs;
	free(list);
}

bool sourcetext_read(const char *path, struct sourcetext *text, struct error *err)
{
	size_t length;
	char *whole = text_from_file(path, FILE_MAX_BYTES, &length, err);

	*text = (struct sourcetext){0};
	if (!whole)
		return false;
	bool good = strlen(whole) == length ||
		    error_set(err, "%s: expected text, found a NUL byte", path);
	if (good) {
		text->path = arena_string(&text->arena, path);
		split_paragraphs(text, whole);
	}
	free(whole);
	return good;
}

void sourcetext_free(struct sourcetext *text)
{
	arena_free(&text->arena);
	*text = (struct sourcetext){0};
}

bool sourcetext_agrees(
	const struct sourcetext *text, const struct paragraph *paragraph, struct error *err)
{
	char hash[DIGEST_HEX];
	int number = paragraph->number;

	if (number < 1 || (size_t)number > text->count)
		return error_set(err, "%s: expected a paragraph %d, found %zu paragraphs",
			text->path, number, text->count);
	const char *found = text->paragraphs[number - 1];
	digest_sha256(found, strlen(found), hash);
	if (strcmp(hash, paragraph->sha256) == 0)
		return true;
	return error_set(err, "%s: paragraph %d: expected SHA-256 %.12s…, found %.12s…: \"%.60s\"",
		text->path, number, paragraph->sha256, hash, found);
}
