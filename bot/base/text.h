#ifndef TONLE_BASE_TEXT_H
#define TONLE_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether text[0..length) is well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). */
bool text_is_utf8(const char *text, size_t length);

/* The largest n <= limit such that text[0..n) does not end inside a UTF-8 sequence or between a
 * base character and its combining marks (grapheme clusters, UAX #29). */
size_t text_cut_grapheme(const char *text, size_t length, size_t limit);

/* As text_cut_grapheme, but preferably just before a space, if one stands in the last quarter. */
size_t text_cut_word(const char *text, size_t length, size_t limit);

/*
 * Removes IRC formatting (mIRC bold, colour with its digits, hex colour, italics, underline,
 * strikethrough, monospace, reverse, reset; modern.ircdocs.horse/formatting) and other C0 control
 * characters, from a NUL-terminated string, into out (size bytes, NUL-terminated, cut at a
 * character boundary). Bytes that are no UTF-8 are read as Latin-1, as old clients send them.
 * Returns the length written.
 */
size_t text_clean(const char *in, char *out, size_t size);

/* Drops in place every byte that is no part of well-formed UTF-8: what "%.80s" has cut through. */
void text_drop_broken(char *text);

/*
 * Folds a clean string for comparing: NFKC and full case folding (Unicode 3.13), Latin, Greek and
 * Cyrillic accents removed (marks of other scripts, Khmer's vowels among them, stay), typographic
 * quotes and dashes to ASCII, zero-width characters removed, the stops of abbreviations too
 * ("U.S." is "us"), white space collapsed to one space and trimmed. out holds size bytes,
 * NUL-terminated, cut at a character boundary. Returns the length written.
 */
size_t text_fold(const char *in, char *out, size_t size);

/* Decodes the character at *at (before end) and moves *at past it; U+FFFD for a bad byte. */
uint32_t text_next(const char **at, const char *end);

/* Whether the code point is a letter, digit or mark: part of a word in any script. */
bool text_is_word(uint32_t code);

/* What a code point is to a tokenizer, by its general category (Unicode 4.5). */
enum text_kind {
	TEXT_OTHER,	  /* letters, digits, symbols, spacing and enclosing marks, unassigned */
	TEXT_SPACE,	  /* Zs, Zl, Zp */
	TEXT_PUNCTUATION, /* P* */
	TEXT_MARK,	  /* Mn: marks without width of their own */
	TEXT_CONTROL,	  /* Cc, Cf, Co: control, format, private use */
};
enum text_kind text_kind(uint32_t code);

/* The canonical decomposition of one code point (NFD, UAX #15; Hangul into jamo), its number of
 * parts returned; a code point without one is its own. */
enum { TEXT_PARTS = 4 };
size_t text_decompose(uint32_t code, uint32_t parts[TEXT_PARTS]);

/* The simple lower case of a code point (UnicodeData.txt), itself if it has none. */
uint32_t text_lower(uint32_t code);

/* Writes the code point as UTF-8 (no NUL) and returns the number of bytes. */
size_t text_encode(uint32_t code, char out[4]);

/* strcmp-like over ASCII with case ignored, independent of the locale. */
int text_compare_ascii(const char *a, const char *b);

#endif
