#ifndef TONLE_DOCUMENT_DOCUMENT_H
#define TONLE_DOCUMENT_DOCUMENT_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads a document: plain text, Markdown or HTML in memory becomes paragraphs and sentences. Pure
 * functions.
 *
 * Headings, list items and running text are paragraphs, numbered from 1. Navigation, page headers,
 * tables, captions and code are left out, each with the reason. A paragraph is one line of UTF-8:
 * lines are joined, also if the line end is hyphenated, ligatures are expanded, and footnote marks
 * and invisible characters are removed.
 */
enum document_format { DOCUMENT_PLAIN, DOCUMENT_MARKDOWN, DOCUMENT_HTML };

enum passage_kind {
	PASSAGE_TEXT,
	PASSAGE_ITEM, /* of a list */
	PASSAGE_HEADING,
	PASSAGE_LEFT_OUT,
};

struct sentence {
	const char *text;   /* as in the paragraph */
	const char *reason; /* why it is not used, or NULL */
};

struct passage {
	int number; /* from 1; 0 if left out */
	enum passage_kind kind;
	const char *text;
	const char *reason;  /* why it is left out, or "" */
	const char *heading; /* the nearest heading above, or "" */
	const char *lead;    /* of an item: the sentence that introduces the list, or "" */
	const char *label;   /* the clause number at the start of text, "5.2" or "(a)", or "" */
	int page;            /* of a document with pages, from 1; else 0 */
	size_t turn;         /* where in text the page next_page begins; 0: all on one page */
	int next_page;
	const struct sentence *sentences;
	size_t sentence_count;
};

struct document {
	struct arena arena;                /* holds everything below */
	const char *title, *author, *date; /* as in the document, or "" */
	const struct passage *passages;
	size_t count;
	size_t numbered;  /* passages that are not left out */
	size_t sentences; /* usable ones */
};

enum {
	DOCUMENT_BYTES_MAX = 32 << 20,
	DOCUMENT_PASSAGE_MAX = 64 << 10, /* bytes of a paragraph */
	DOCUMENT_SENTENCE_MAX = 600,     /* bytes of a usable sentence */
};

/* The format, by the file name's extension, else by the beginning of the text. */
enum document_format document_format_of(const char *name, const char *text, size_t length);
const char *document_format_name(enum document_format format); /* "plain text" … */

/*
 * Reads a document, which the caller frees. Text that is not UTF-8 is read as UTF-16 if it has a
 * byte order mark, else as Windows-1252. False, with one sentence that names the document, if it is
 * empty, not text, too large, one huge paragraph, or without any usable sentence; *document is then
 * empty.
 */
bool document_read(const char *name, enum document_format format, const char *text, size_t length,
	struct document *document, struct error *err);
void document_free(struct document *document);

#endif
