/* Reads Markdown (the common part of CommonMark, and GitHub's tables), and removes the markup. */
#include "document/document_inner.h"

#include "base/arena.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The paragraph that is being read. */
struct reading {
	struct blocks *blocks;
	char *text;
	size_t length, room;
	enum passage_kind kind;
	const char *reason;
};

/* The end of the bracketed text that opens at `at`, or NULL. */
static const char *bracket_end(const char *at, char open, char close)
{
	int depth = 0;

	for (size_t i = 0; i < 2000 && at[i]; i++) {
		depth += (at[i] == open) - (at[i] == close);
		if (depth == 0)
			return at + i;
	}
	return NULL;
}

/* Removes inline markup in place: emphasis, code, links (but not their text), images, HTML tags.
 */
static void strip_inline(char *text)
{
	char *out = text;

	for (const char *at = text; *at;) {
		bool image = at[0] == '!' && at[1] == '[';
		const char *close = image || *at == '[' ? bracket_end(at + image, '[', ']') : NULL;
		const char *tag = *at == '<' && (isalpha((unsigned char)at[1]) || at[1] == '/' ||
							at[1] == '!')
					  ? strchr(at, '>')
					  : NULL;

		if (close && (close[1] == '(' || close[1] == '[')) {
			const char *end =
				bracket_end(close + 1, close[1], close[1] == '(' ? ')' : ']');
			size_t length = (size_t)(close - at) - 1;

			if (!end)
				end = close;
			if (!image) { /* the text inside may have markup, too */
				char *inside = must_alloc(length + 1);

				memcpy(inside, at + 1, length);
				strip_inline(inside);
				length = strlen(inside);
				memcpy(out, inside, length);
				out += length;
				free(inside);
			}
			at = end + 1;
		} else if (tag) {
			at = tag + 1;
		} else if (*at == '\\' && ispunct((unsigned char)at[1])) {
			*out++ = at[1];
			at += 2;
		} else if (*at == '*' || *at == '`' || strncmp(at, "~~", 2) == 0) {
			at += *at == '~' ? 2 : 1;
		} else if (*at == '_' && ((out == text || !isalnum((unsigned char)out[-1])) ||
						 !isalnum((unsigned char)at[1]))) {
			at++;
		} else {
			*out++ = *at++;
		}
	}
	*out = '\0';
}

static void flush_markdown(struct reading *it)
{
	if (it->length > 0) {
		if (it->kind != PASSAGE_LEFT_OUT)
			strip_inline(it->text);
		document_add(it->blocks, it->kind, 0, it->text, strlen(it->text), it->reason);
	}
	it->length = 0;
	it->kind = PASSAGE_TEXT;
	it->reason = "";
}

/* Adds a line as a block of its own, after ending the current block. */
static void add_alone(struct reading *it, enum passage_kind kind, const char *line, size_t length,
	const char *reason)
{
	flush_markdown(it);
	document_append_line(&it->text, &it->length, &it->room, line, length);
	it->kind = kind;
	it->reason = reason;
	flush_markdown(it);
}

static bool is_rule(const char *line, size_t length)
{
	size_t marks = 0;

	for (size_t i = 0; i < length; i++) {
		if (line[i] == ' ')
			continue;
		if (!strchr("-*_=", line[i]) || line[i] != line[strspn(line, " ")])
			return false;
		marks++;
	}
	return marks >= 3;
}

/* Reads one line that is outside code. */
static void read_markdown_line(struct reading *it, const char *line, size_t length)
{
	size_t indent = strspn(line, " \t"), hashes, bullet;
	bool numbered;

	if (indent >= length) {
		flush_markdown(it);
		return;
	}
	line += indent;
	length -= indent;
	while (length > 0 && *line == '>') { /* a quotation is treated like other text */
		line++;
		length--;
		size_t gap = strspn(line, " ");
		gap = gap < length ? gap : length;
		line += gap;
		length -= gap;
	}
	if (length == 0) {
		flush_markdown(it);
		return;
	}
	hashes = strspn(line, "#");
	bullet = document_bullet(line, &numbered);
	if (hashes > 0 && hashes <= 6 && line[hashes] == ' ') {
		line += hashes;
		length -= hashes;
		while (length > 0 && strchr("# \r", line[length - 1]))
			length--;
		add_alone(it, PASSAGE_HEADING, line, length, "");
	} else if (is_rule(line, length)) {
		if (it->length > 0 && (*line == '=' || *line == '-') && it->kind == PASSAGE_TEXT)
			it->kind = PASSAGE_HEADING; /* underlined */
		flush_markdown(it);
	} else if (*line == '|') {
		if (it->kind != PASSAGE_LEFT_OUT)
			flush_markdown(it);
		it->kind = PASSAGE_LEFT_OUT;
		it->reason = "a table";
		document_append_line(&it->text, &it->length, &it->room, line, length);
	} else if (bullet && bullet <= length) {
		flush_markdown(it);
		it->kind = PASSAGE_ITEM;
		document_append_line(&it->text, &it->length, &it->room,
			line + (numbered ? 0 : bullet), length - (numbered ? 0 : bullet));
	} else if (*line == '[' && strstr(line, "]: ") && strstr(line, "]: ") < line + length) {
		flush_markdown(it); /* a link's definition */
	} else {
		document_append_line(&it->text, &it->length, &it->room, line, length);
	}
}

/* Skips YAML front matter, "---" … "---", and takes the document's title from it. */
static const char *skip_front_matter(struct blocks *blocks, const char *text)
{
	if (strncmp(text, "---\n", 4) != 0)
		return text;
	const char *end = strstr(text + 3, "\n---");

	if (!end)
		return text;
	for (const char *line = text + 4; line < end; line += strcspn(line, "\n") + 1)
		if (strncmp(line, "title: ", 7) == 0)
			blocks->title =
				arena_copy(blocks->arena, line + 7, strcspn(line + 7, "\n"));
	end += 4;
	return end + strcspn(end, "\n");
}

/* Whether the line closes the fence: it has at least as many marks of the same kind. */
static bool closes(const char *line, const char *fence, size_t length)
{
	line += strspn(line, " ");
	return strspn(line, (const char[]){*fence, '\0'}) >= length;
}

void document_markdown(struct blocks *blocks, const char *text)
{
	struct reading it = {.blocks = blocks, .kind = PASSAGE_TEXT, .reason = ""};
	const char *fence = NULL;
	size_t fence_length = 0;

	text = skip_front_matter(blocks, text);
	for (; *text; text += *text != '\0') {
		size_t length = strcspn(text, "\n"), kept = length;
		const char *at = text + strspn(text, " ");
		size_t marks = *at == '`' ? strspn(at, "`") : *at == '~' ? strspn(at, "~") : 0;

		while (kept > 0 && isspace((unsigned char)text[kept - 1]))
			kept--;
		if (fence && closes(text, fence, fence_length)) {
			flush_markdown(&it);
			fence = NULL;
		} else if (fence) {
			document_append_line(&it.text, &it.length, &it.room, text, kept);
		} else if (marks >= 3) {
			flush_markdown(&it);
			fence = at;
			fence_length = marks;
			it.kind = PASSAGE_LEFT_OUT;
			it.reason = "code";
		} else if (strncmp(text, "    ", 4) == 0 && it.length == 0 && kept > 4 &&
			   !document_bullet(at, &(bool){false})) {
			add_alone(&it, PASSAGE_LEFT_OUT, text, kept, "code");
		} else {
			read_markdown_line(&it, text, kept);
		}
		text += length;
	}
	flush_markdown(&it);
	free(it.text);
}
