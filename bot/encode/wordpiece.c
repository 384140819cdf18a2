#include "encode/wordpiece.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

enum {
	WORD_MOST = 100, /* characters; a longer word is unknown */
	UTF8_MOST = 4,   /* bytes of a character */
};

/* The current word, normalised, with the position of each character in the text. */
struct word {
	size_t count; /* characters, including those beyond WORD_MOST, which are not stored */
	char bytes[WORD_MOST * UTF8_MOST];
	uint16_t at[WORD_MOST + 1]; /* where each character begins in bytes */
	uint32_t start[WORD_MOST], end[WORD_MOST];
	uint32_t last_end; /* end of the last character */
};

struct splitter {
	const struct wordpiece_vocabulary *vocabulary;
	struct wordpiece *pieces;
	size_t count, room;
	struct word word;
};

static const uint32_t fnv_start = 0x811c9dc5;

static uint32_t fnv(uint32_t hash, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * 0x01000193;
	return hash;
}

/* The id of the piece that consists of prefix and bytes and has that hash; or WORDPIECE_EMPTY. */
static uint32_t look_up_piece(const struct wordpiece_vocabulary *vocabulary, uint32_t hash,
	const char *prefix, const char *bytes, size_t length)
{
	size_t before = strlen(prefix);

	for (uint32_t probe = 0; probe < vocabulary->slot_count; probe++) {
		uint32_t id = vocabulary->slots[(hash + probe) & (vocabulary->slot_count - 1)];

		if (id == WORDPIECE_EMPTY)
			break;
		const char *piece = vocabulary->pieces + vocabulary->offsets[id];
		size_t size = vocabulary->offsets[id + 1] - vocabulary->offsets[id];

		if (size == before + length && memcmp(piece, prefix, before) == 0 &&
			memcmp(piece + before, bytes, length) == 0)
			return id;
	}
	return WORDPIECE_EMPTY;
}

static void add_piece(struct splitter *s, uint32_t id, uint32_t start, uint32_t end)
{
	if (s->count < s->room)
		s->pieces[s->count++] = (struct wordpiece){id, start, end};
}

/* Ends the word: adds its pieces, each the longest possible, or one [UNK] for the whole word. */
static void end_word(struct splitter *s)
{
	struct word *word = &s->word;
	size_t before = s->count;
	bool known = word->count <= WORD_MOST;

	for (size_t from = 0; known && from < word->count && s->count < s->room;) {
		const char *prefix = from > 0 ? "##" : "";
		const char *bytes = word->bytes + word->at[from];
		uint32_t hash = fnv(fnv_start, prefix, strlen(prefix)), id = WORDPIECE_EMPTY;
		size_t to = from;

		for (size_t i = from; i < word->count; i++) {
			hash = fnv(hash, word->bytes + word->at[i],
				(size_t)(word->at[i + 1] - word->at[i]));
			uint32_t longer = look_up_piece(s->vocabulary, hash, prefix, bytes,
				(size_t)(word->at[i + 1] - word->at[from]));

			if (longer != WORDPIECE_EMPTY) {
				id = longer;
				to = i + 1;
			}
		}
		known = id != WORDPIECE_EMPTY;
		if (known)
			add_piece(s, id, word->start[from], word->end[to - 1]);
		from = to;
	}
	if (!known) {
		s->count = before;
		add_piece(s, s->vocabulary->unknown, word->start[0], word->last_end);
	}
	word->count = 0;
}

static void add_character(struct word *word, uint32_t code, uint32_t start, uint32_t end)
{
	size_t i = word->count++;

	word->last_end = end;
	if (i >= WORD_MOST)
		return;
	word->at[i + 1] = (uint16_t)(word->at[i] + text_encode(code, word->bytes + word->at[i]));
	word->start[i] = start;
	word->end[i] = end;
}

/* Extends the span of a letter by a mark on it that is dropped. */
static void extend_span(struct word *word, uint32_t end)
{
	if (word->count == 0)
		return;
	if (word->count <= WORD_MOST)
		word->end[word->count - 1] = end;
	word->last_end = end;
}

/* The ranges that BERT treats as ideographs; like BERT, it omits U+2B820..2B91F. */
static bool is_ideograph(uint32_t code)
{
	return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf) ||
	       (code >= 0x20000 && code <= 0x2a6df) || (code >= 0x2a700 && code <= 0x2b73f) ||
	       (code >= 0x2b740 && code <= 0x2b81f) || (code >= 0x2b920 && code <= 0x2ceaf) ||
	       (code >= 0xf900 && code <= 0xfaff) || (code >= 0x2f800 && code <= 0x2fa1f);
}

/* Like BERT, treats all ASCII except letters, digits and white space as punctuation. */
static bool is_punctuation(uint32_t code)
{
	if (code < 0x80)
		return !text_is_word(code);
	return text_kind(code) == TEXT_PUNCTUATION;
}

/* Decomposes a character (NFD), drops its accents, converts it to lower case and adds it to the
 * words. Does not put marks into canonical order, since few of them are kept. */
static void add_normalised(struct splitter *s, uint32_t code, uint32_t start, uint32_t end)
{
	uint32_t parts[TEXT_PARTS];
	size_t count = text_decompose(code, parts);

	for (size_t i = 0; i < count; i++) {
		if (text_kind(parts[i]) == TEXT_MARK) {
			extend_span(&s->word, end);
			continue;
		}
		uint32_t lower = text_lower(parts[i]);
		bool alone = is_punctuation(lower);

		if (alone && s->word.count > 0)
			end_word(s);
		add_character(&s->word, lower, start, end);
		if (alone)
			end_word(s);
	}
}

size_t wordpiece_split(const struct wordpiece_vocabulary *vocabulary, const char *text,
	size_t length, struct wordpiece *pieces, size_t room)
{
	struct splitter s = {.vocabulary = vocabulary, .pieces = pieces, .room = room};
	const char *at = text, *stop = text + (length < UINT32_MAX ? length : UINT32_MAX);

	while (at < stop && s.count < s.room) {
		uint32_t start = (uint32_t)(at - text);
		uint32_t code = text_next(&at, stop);
		uint32_t end = (uint32_t)(at - text);
		enum text_kind kind = text_kind(code);
		bool ideograph = is_ideograph(code);

		if (code == '\t' || code == '\n' || code == '\r')
			kind = TEXT_SPACE;
		if (kind == TEXT_CONTROL || code == 0xfffd)
			continue;
		if ((kind == TEXT_SPACE || ideograph) && s.word.count > 0)
			end_word(&s);
		if (kind == TEXT_SPACE)
			continue;
		add_normalised(&s, code, start, end);
		if (ideograph && s.word.count > 0)
			end_word(&s);
	}
	if (s.word.count > 0)
		end_word(&s);
	return s.count;
}
