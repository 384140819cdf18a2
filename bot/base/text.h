#ifndef TONLE_BASE_TEXT_H
#define TONLE_BASE_TEXT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Whether text[0..length) is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). */
bool text_is_utf8(const char *text, size_t length);

/* The largest n <= limit such that text[0..n) does not end inside a UTF-8 sequence or between a
 * base character and its combining marks (grapheme clusters, UAX #29). */
size_t text_cut_grapheme(const char *text, size_t length, size_t limit);

/* Like text_cut_grapheme, but cuts before the last space if there is one in the last quarter. */
size_t text_cut_word(const char *text, size_t length, size_t limit);

/*
 * Copies a string without IRC formatting (modern.ircdocs.horse/formatting: bold, colour with its
 * digits, hex colour, italics, underline, strikethrough, monospace, reverse, reset) and other C0
 * control characters to out (size bytes, NUL-terminated, cut at a character boundary). Bytes that
 * are not UTF-8 are read as Latin-1, which old clients send. Returns the length written.
 */
size_t text_clean(const char *in, char *out, size_t size);

/* Removes in place all bytes that are not well-formed UTF-8, such as a character that "%.80s" cut.
 */
void text_drop_broken(char *text);

/*
 * Folds a clean string for comparison: NFKC and full case folding (Unicode 3.13); Latin, Greek and
 * Cyrillic accents removed (marks of other scripts, such as Khmer vowels, are kept); typographic
 * quotes, dashes and the digits of other scripts to ASCII; zero-width characters and the full stops
 * of abbreviations removed ("U.S." becomes "us"); white space collapsed and trimmed. out has size
 * bytes, is NUL-terminated and cut at a character boundary. Returns the length written.
 */
size_t text_fold(const char *in, char *out, size_t size);

/* Decodes the character at *at, which is before end, and advances *at; U+FFFD for an invalid byte.
 * text_next_wide: for a character beyond ASCII. */
uint32_t text_next_wide(const char **at, const char *end);
static inline uint32_t text_next(const char **at, const char *end)
{
	return (unsigned char)**at < 0x80 ? (unsigned char)*(*at)++ : text_next_wide(at, end);
}

/* Whether the code point is part of a word in any script: a letter, digit or mark.
 * text_is_word_wide: for one beyond ASCII. */
bool text_is_word_wide(uint32_t code);
static inline bool text_is_word(uint32_t code)
{
	return code < 0x80 ? (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') ||
				     (code >= 'A' && code <= 'Z')
			   : text_is_word_wide(code);
}

/* The value of a decimal digit of any script; -1 for other code points. */
int text_digit(uint32_t code);

/* The class of a code point for a tokenizer, by its general category (Unicode 4.5). */
enum text_kind {
	TEXT_OTHER,       /* letters, digits, symbols, spacing and enclosing marks, unassigned */
	TEXT_SPACE,       /* Zs, Zl, Zp */
	TEXT_PUNCTUATION, /* P* */
	TEXT_MARK,        /* Mn: marks without width of their own */
	TEXT_CONTROL,     /* Cc, Cf, Co: control, format, private use */
};
enum text_kind text_kind(uint32_t code);

/* The canonical decomposition of one code point (NFD, UAX #15; Hangul into jamo). Returns the
 * number of parts; a code point without a decomposition is its own only part. */
enum { TEXT_PARTS = 4 };
size_t text_decompose(uint32_t code, uint32_t parts[TEXT_PARTS]);

/* The simple lower case of a code point (UnicodeData.txt), or itself if it has none. */
uint32_t text_lower(uint32_t code);

/* A pointer to the text after the first bidi control (UAX #9: U+202A to U+202E, U+2066 to U+2069);
 * NULL if there is none. */
const char *text_find_bidi(const char *text);

/* Writes the code point as UTF-8 (no NUL) and returns the number of bytes. */
size_t text_encode(uint32_t code, char out[4]);

/* Reads a whole file of at most max bytes, NUL-terminated; the caller frees it. NULL with the
 * reason. */
char *text_from_file(const char *path, size_t max, size_t *length, struct error *err);

/* The next word of *at: skips separators, advances *at past the word and returns its start; *length
 * is 0 at the end of the text. */
const char *text_next_word(const char **at, const char *separators, size_t *length);

/* Whether two words are the same. Most words differ in the first letter, which is compared before
 * strcmp is called. */
static inline bool text_same(const char *a, const char *b)
{
	return *a == *b && strcmp(a, b) == 0;
}

/* Whether the word is in the list, which ends with NULL. */
bool text_is_one_of(const char *word, const char *const *list);

/* The length of the first entry of the list, which ends with NULL, that the text begins with; 0 if
 * none does. */
size_t text_begins_with_one_of(const char *text, const char *const *list);

/* Copies bytes, cut to fit, with A to Z in lower case. */
void text_lower_ascii(const char *from, size_t length, char *out, size_t size);

/* The number of words, which spaces separate. */
size_t text_count_words(const char *text);

/* Like strcmp, but ignores the case of ASCII letters, whatever the locale. */
int text_compare_ascii(const char *a, const char *b);

/* Whether the part occurs in the text, ASCII letters in either case. For short parts several times
 * as fast as strcasestr(). */
bool text_contains_ascii(const char *text, const char *part);

#endif
