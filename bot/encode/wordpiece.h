#ifndef TONLE_ENCODE_WORDPIECE_H
#define TONLE_ENCODE_WORDPIECE_H

#include <stddef.h>
#include <stdint.h>

/*
 * BERT's tokenizer for uncased models (Devlin et al. 2019, arXiv:1810.04805; the rules are those of
 * BasicTokenizer and WordpieceTokenizer in the code published with it).
 *
 * The vocabulary points into the model file. Piece i is pieces[offsets[i]..offsets[i + 1]), UTF-8,
 * with "##" in front if it continues a word. slots is a hash table of ids with linear probing: the
 * first slot is the FNV-1a hash (32 bits) of the piece modulo slot_count; WORDPIECE_EMPTY ends a
 * probe.
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
	uint32_t start, end; /* its bytes in the text */
};

/*
 * Splits text[0..length) into pieces, without [CLS] and [SEP], and returns their number; stops
 * after `room` pieces. Accepts any bytes: invalid UTF-8, control and format characters are dropped,
 * which joins their neighbours. A word with a part that is not in the vocabulary, or with more than
 * 100 characters, becomes one [UNK]. Pieces from the same character of the text (the letters of a
 * Hangul syllable) have overlapping spans. Never fails.
 */
size_t wordpiece_split(const struct wordpiece_vocabulary *vocabulary, const char *text,
	size_t length, struct wordpiece *pieces, size_t room);

#endif
