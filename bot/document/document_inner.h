#ifndef TONLE_DOCUMENT_DOCUMENT_INNER_H
#define TONLE_DOCUMENT_DOCUMENT_INNER_H

#include "document/document.h"

/* Shared by document*.c, and included by nothing else. */

/* A piece of the document as a format's reader finds it, in the order of the document. */
struct block {
	enum passage_kind kind;
	int page;
	size_t turn;        /* where the next page begins in the text; 0: it does not */
	int next_page;      /* that page */
	bool loose;         /* follows a page break: it may continue the block before */
	const char *reason; /* PASSAGE_LEFT_OUT: why, a literal */
	char *text;         /* in the arena; white space and marks as found */
};

struct blocks {
	struct arena *arena;
	struct block *list; /* freed by document_read */
	size_t count, room;
	const char *title, *author, *date; /* NULL: not given */
};

/* Converts a document to UTF-8, NUL-terminated, with '\n' as line end; the caller frees it. NULL if
 * it is not text; the error says what it is instead. */
char *document_decode(const char *name, const char *text, size_t length, struct error *err);

/* Appends bytes, and a NUL that *length does not count, to text that grows: *text starts as NULL,
 * *length and *room as 0. The caller frees it. */
void document_append(char **text, size_t *length, size_t *room, const char *bytes, size_t count);

/* Appends a line: after a '\n' unless it is the first. */
void document_append_line(
	char **text, size_t *length, size_t *room, const char *line, size_t count);

/* Adds a block unless its text is blank. */
void document_add(struct blocks *blocks, enum passage_kind kind, int page, const char *text,
	size_t length, const char *reason);

/* The readers of the formats: text is UTF-8, NUL-terminated. */
void document_plain(struct blocks *blocks, const char *text);
void document_markdown(struct blocks *blocks, const char *text);
void document_html(struct blocks *blocks, const char *text, size_t length);

/* Copies text into the arena as one line: collapses white space, joins words hyphenated at a line
 * end, expands ligatures, and removes footnote marks and invisible characters. */
char *document_clean(struct arena *arena, const char *text);

/* The length of the bullet or number at the start of a list item ("- ", "• ", "1. ", "(a) "), or 0.
 * Sets *numbered if it is a number or letter. */
size_t document_bullet(const char *text, bool *numbered);

#endif
