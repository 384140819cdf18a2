#ifndef TONLE_ENCODE_WORDPIECE_H
#define TONLE_ENCODE_WORDPIECE_H

#include <stddef.h>
#include <stdint.h>

/*
 * BERT's tokenizer for uncased models (Devlin et al. 2019, arXiv:1810.04805; the rules are those of
 * BasicTokenizer and WordpieceTokenizer in the code published with it).
 *
 * The vocabulary points into the model file. Piece i is pieces[offsets[i]..offsets[i + 1]), UTF-8,
 * with "##" in front when it continues a word. slots is a hash table with linear probing: FNV-1a
 * (32 bits) of the piece modulo slot_count leads to its id; WORDPIECE_EMPTY ends a probe.
 */
struct wordpiece_vocabulary {
	const uint32_t *offsets; /* count + 1, ascending */
	const char *pieces;
	const uint16_t *slots; /* slot_count, a power of two; ids are below count */
	uint32_t count, slot_count;
	uint32_t unknown; /* id of [UNK] */
};

enum { WORDPIECE_EMPTY = 0xffff };

struct wordpiece {
	uint32_t id;
	uint32_t start, end; /* bytes of the text that it stands for */
};

/*
 * Splits text[0..length) into at most room pieces, without [CLS] and [SEP], and returns their
 * number; what does not fit is left out. Any bytes will do: bad UTF-8, control and format
 * characters are dropped and join their neighbours. A word of which any part is not in the
 * vocabulary, or of more than 100 characters, is one [UNK]. Pieces that come from one character of
 * the text (the letters of a Hangul syllable) have overlapping spans. Never fails.
 */
size_t wordpiece_split(const struct wordpiece_vocabulary *vocabulary, const char *text,
	size_t length, struct wordpiece *pieces, size_t room);

#endif
