#include "moderate/parse.h"

#include "base/buf.h"
#include "base/text.h"
#include "fact/citation.h"
#include "verbs/arg.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char spaces[] = " \t";

/* Copies text[0..length) without surrounding blanks. */
static const char *trimmed(struct arena *arena, const char *text, size_t length)
{
	while (length > 0 && strchr(spaces, *text)) {
		text++;
		length--;
	}
	while (length > 0 && strchr(spaces, text[length - 1]))
		length--;
	return arena_copy(arena, text, length);
}

const char *parse_word(struct arena *arena, const char **text)
{
	size_t length = arg_next(text);
	const char *word = arena_copy(arena, *text, length);

	*text += length;
	arg_next(text);
	return word;
}

int parse_ordinal(const char **text)
{
	return **text == 'r' ? parse_revision(text) : 0;
}

int parse_revision(const char **text)
{
	const char *digits = *text + (**text == 'r');
	char *end;

	if (!isdigit((unsigned char)*digits))
		return 0;
	long number = strtol(digits, &end, 10);
	if ((*end && !strchr(spaces, *end)) || number < 1 || number > 1000000)
		return 0;
	*text = end + strspn(end, spaces);
	return (int)number;
}

bool parse_looks_like_id(const char *text, size_t length)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";

	return length > 0 && strspn(text, letters) >= length && memchr(text, '-', length) != NULL;
}

/* --- add -------------------------------------------------------------------------------------- */

/* The start of the next part, " @ " or " ? " outside quotations; NULL if there is none. */
static const char *next_part(const char *text)
{
	bool quoted = false;

	for (; *text; text++) {
		size_t mark = citation_quotation_mark(text);

		quoted ^= mark > 0;
		if (!quoted && *text == ' ' && (text[1] == '@' || text[1] == '?') && text[2] == ' ')
			return text;
	}
	return NULL;
}

bool parse_add(struct arena *arena, const char *text, struct parsed_add *add, struct error *err)
{
	char kind = ' ';

	*add = (struct parsed_add){.sentence = ""};
	if (strncmp(text, "@ ", 2) == 0) { /* a citation, and no sentence */
		kind = '@';
		text += 2;
	}
	const char *part = next_part(text);
	for (;;) {
		size_t length = part ? (size_t)(part - text) : strlen(text);
		const char *piece = trimmed(arena, text, length);

		if (kind == ' ')
			add->sentence = piece;
		else if (add->citation_count == PARSE_PARTS || add->question_count == PARSE_PARTS)
			return error_set(err, "expected at most %d citations and questions",
				PARSE_PARTS - 1);
		else if (kind == '@')
			add->citations[add->citation_count++] = piece;
		else
			add->questions[add->question_count++] = piece;
		if (!part)
			return true;
		kind = part[1];
		text = part + 3;
		part = next_part(text);
	}
}

/* --- s/a/b/ ----------------------------------------------------------------------------------- */

/* Reads up to the next delimiter ("\/" gives "/") and moves *text past it; *closed: one was found.
 */
static const char *read_side(struct arena *arena, const char **text, char delimiter, bool *closed)
{
	char *side = arena_alloc(arena, strlen(*text) + 1), *end = side;
	const char *at = *text;

	for (; *at && *at != delimiter; at++) {
		if (*at == '\\' && at[1] == delimiter)
			at++;
		else if (*at == '\\' && at[1])
			*end++ = *at++;
		*end++ = *at;
	}
	*closed = *at == delimiter;
	*text = at + *closed;
	return side;
}

bool parse_substitution(
	struct arena *arena, const char *text, struct substitution *substitution, struct error *err)
{
	char delimiter = *text ? text[1] : '\0';
	bool closed;

	*substitution = (struct substitution){0};
	if (*text != 's' || !ispunct((unsigned char)delimiter) || delimiter == '\\')
		return error_set(err, "expected s/old/new/, found \"%.60s\"", text);
	text += 2;
	substitution->regex = read_side(arena, &text, delimiter, &closed);
	if (!closed || !*substitution->regex)
		return error_set(err, "expected s%cold%cnew%c", delimiter, delimiter, delimiter);
	substitution->replacement = read_side(arena, &text, delimiter, &closed);
	for (; *text; text++) {
		if (*text == 'g')
			substitution->every = true;
		else if (*text == 'i')
			substitution->caseless = true;
		else if (!strchr(spaces, *text))
			return error_set(
				err, "expected the flags g or i at the end, found \"%.20s\"", text);
	}
	return true;
}

bool parse_regex(struct arena *arena, const char *text, const char **regex, struct error *err)
{
	const char *last = strrchr(text, '/');

	if (*text != '/' || last < text + 2 || last[1 + strspn(last + 1, spaces)])
		return error_set(err, "expected /regex/, found \"%.60s\"", text);
	*regex = arena_copy(arena, text + 1, (size_t)(last - text - 1));
	return true;
}

/* --- texts and ids ---------------------------------------------------------------------------- */

const char *parse_id(struct arena *arena, const char *sentence, int number)
{
	enum { WORDS = 5, LENGTH = 48 };
	static const char light[] =
		" a an the of in on at to by for from with and or was is are were be been "
		"has have had it its that this as his her their he she they who which ";
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
	char folded[1024], id[80], word[64], padded[70];
	struct buf buf = BUF(id);
	size_t words = 0;

	text_fold(sentence, folded, sizeof folded);
	for (const char *at = folded; *at && words < WORDS;) {
		size_t length = strspn(at, letters);

		if (length == 0) {
			at++;
			continue;
		}
		if (length < sizeof word && buf_length(&buf) + length + 1 <= LENGTH) {
			snprintf(word, sizeof word, "%.*s", (int)length, at);
			snprintf(padded, sizeof padded, " %s ", word);
			if (!strstr(light, padded)) {
				buf_add(&buf, words ? "-%s" : "%s", word);
				words++;
			}
		}
		at += length;
	}
	if (words == 0)
		buf_add(&buf, "fact");
	if (number > 1)
		buf_add(&buf, "-%d", number);
	return arena_string(arena, id);
}

bool parse_text(const char *what, const char *text, size_t most, struct error *err)
{
	size_t length = strlen(text);
	const char *at = text, *end = text + length;

	if (length > most)
		return error_set(
			err, "%s: expected at most %zu bytes, found %zu", what, most, length);
	if (!text_is_utf8(text, length))
		return error_set(err, "%s: expected UTF-8", what);
	if (text[strspn(text, spaces)] == '\0')
		return error_set(err, "%s: expected some text", what);
	while (at < end) {
		uint32_t code = text_next(&at, end);

		/* C0, DEL, C1, the byte order mark and noncharacters, as YAML has it */
		if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xfeff ||
			(code & 0xfffe) == 0xfffe)
			return error_set(err, "%s: found the control character U+%04X", what, code);
	}
	if (text_find_bidi(text))
		return error_set(err, "%s: found a bidirectional control character", what);
	return true;
}
