#ifndef TONLE_DOCUMENT_DOCUMENT_INNER_H
#define TONLE_DOCUMENT_DOCUMENT_INNER_H

#include "document/document.h"

/* Shared by document*.c, and included by nothing else. */

/* What a format's reader finds, in the order of the document. */
struct block {
	enum passage_kind kind;
	int page;
	size_t turn;        /* where the next page begins in the text; 0: it does not */
	int next_page;      /* that page */
	bool loose;         /* a page break stands before it: it may go on the block before */
	const char *reason; /* PASSAGE_LEFT_OUT: why, a literal */
	char *text;         /* in the arena; white space and marks as found */
};

struct blocks {
	struct arena *arena;
	struct block *list; /* freed by document_read */
	size_t count, room;
	const char *title, *author, *date; /* NULL: not given */
};

/* The bytes of a document as UTF-8, NUL-terminated, with '\n' for line ends; the caller frees it.
 * NULL, with what they are instead, if they are no text. */
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

/* Copies text into the arena on one line: white space folded, line ends that hyphenate a word
 * joined, ligatures written out, footnote marks and invisible characters removed. */
char *document_clean(struct arena *arena, const char *text);

/* The length of a bullet or number that begins a list item ("- ", "• ", "1. ", "(a) "), or 0;
 * *numbered is whether it is a number or letter. */
size_t document_bullet(const char *text, bool *numbered);

#endif
