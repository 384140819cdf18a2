#include "study/attempt.h"

#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>

static bool is_ascii_digit(char c)
{
	return isdigit((unsigned char)c);
}

static bool is_letter(char c)
{
	return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Replaces decimal digits of other scripts, which are longer, in place. */
static void make_digits_ascii(char *text)
{
	const char *at = text, *end = text + strlen(text);
	char *to = text;

	while (at < end) {
		const char *start = at;
		int digit = (unsigned char)*at < 0x80
				    ? -1
				    : u_charDigitValue((UChar32)text_next(&at, end));

		if ((unsigned char)*start < 0x80)
			at++;
		if (digit >= 0) {
			*to++ = (char)('0' + digit);
		} else {
			memmove(to, start, (size_t)(at - start));
			to += at - start;
		}
	}
	*to = '\0';
}

/* The text after a lead-in; the text itself if there is none. */
static const char *after_lead_in(const char *folded)
{
	static const char *const words[] = {"final answer", "the answer is", "my answer is",
		"the answer", "my answer", "answer is", "answer", "ans", "a", "my guess is",
		"my guess", "guess", NULL};

	for (size_t i = 0; words[i]; i++) {
		size_t length = strlen(words[i]);
		const char *rest = folded + length;

		if (strncmp(folded, words[i], length) != 0 ||
			(*rest != ':' && *rest != '=' && (*rest != ' ' || length < 4)))
			continue;
		rest += strspn(rest, ":= ");
		if (*rest)
			return rest;
	}
	return folded;
}

size_t attempt_fold(const char *said, char *out, size_t size)
{
	text_fold(said, out, size);
	make_digits_ascii(out);
	const char *rest = after_lead_in(out);
	memmove(out, rest, strlen(rest) + 1);
	size_t length = strlen(out);
	while (length > 0 && strchr("?!. ", out[length - 1]))
		out[--length] = '\0';
	return length;
}

const char *attempt_after_address(const char *folded)
{
	size_t length = strcspn(folded, ":, ");

	if (length == 0 || (folded[length] != ':' && folded[length] != ','))
		return NULL;
	const char *rest = folded + length + 1;
	rest += strspn(rest, " ");
	return *rest ? rest : NULL;
}

/* Whether the mark separates thousands in the number at text. */
static bool groups(const char *text, char mark)
{
	size_t lead = strspn(text, "0123456789"), count = 0;

	if (lead == 0 || lead > 3)
		return false;
	for (text += lead; *text == mark && strspn(text + 1, "0123456789") == 3; text += 4)
		count++;
	return count > 0 && !is_ascii_digit(*text);
}

bool attempt_regroup(const char *folded, char *out, size_t size)
{
	bool changed = false;
	size_t to = 0;

	for (size_t i = 0; folded[i] && to + 1 < size; i++) {
		bool first =
			is_ascii_digit(folded[i]) && (i == 0 || !is_ascii_digit(folded[i - 1]));
		char mark = '\0';

		if (first)
			for (const char *marks = ".' "; *marks && !mark; marks++)
				mark = groups(folded + i, *marks) ? *marks : '\0';
		if (mark) {
			for (; is_ascii_digit(folded[i]) ||
				(folded[i] == mark && is_ascii_digit(folded[i + 1]));
				i++)
				if (is_ascii_digit(folded[i]) && to + 1 < size)
					out[to++] = folded[i];
			changed = true;
			i--;
			continue;
		}
		bool fraction = folded[i] == ',' && i > 0 && is_ascii_digit(folded[i - 1]) &&
				is_ascii_digit(folded[i + 1]);
		changed |= fraction;
		out[to++] = fraction ? '.' : folded[i];
	}
	out[to] = '\0';
	return changed;
}

/* Whether letters right after a digit belong to the number: "2m", "2nd", "1990s", "5bn". */
static bool belongs(const char *letters, size_t length)
{
	static const char *const ends[] = {"st", "nd", "rd", "th", "bn", "mn", "mln", "mio",
		"million", "millions", "billion", "billions", "thousand", "hundred", NULL};

	for (size_t i = 0; ends[i]; i++)
		if (strlen(ends[i]) == length && strncmp(letters, ends[i], length) == 0)
			return true;
	return length < 2;
}

bool attempt_spread(char *folded, size_t size)
{
	size_t length = strlen(folded);
	bool changed = false;

	for (size_t i = 1; i + 1 < length && length + 1 < size; i++) {
		size_t letters = 0;

		if (folded[i] == '-' && is_letter(folded[i - 1]) && is_letter(folded[i + 1])) {
			folded[i] = ' ';
			changed = true;
		}
		while (isalpha((unsigned char)folded[i + letters]))
			letters++;
		if (!is_ascii_digit(folded[i - 1]) || belongs(folded + i, letters))
			continue;
		memmove(folded + i + 1, folded + i, length - i + 1);
		folded[i] = ' ';
		length++;
		changed = true;
	}
	return changed;
}

char attempt_letter(const char *said)
{
	static const char *const before[] = {"option", "choice", "letter", "answer", "it is",
		"it's", "its", "i say", "i choose", "i take", "i pick", "i think", "definitely",
		NULL};
	static const char *const after[] = {
		"it is", "please", "i think", "of course", "obviously", "final answer", NULL};
	char folded[128];

	attempt_fold(said, folded, sizeof folded);
	const char *at = folded, *address = attempt_after_address(folded);
	if (address && at[strcspn(at, ":,")] == ':')
		at = address;
	for (size_t i = 0; before[i]; i++) {
		size_t length = strlen(before[i]);

		if (strncmp(at, before[i], length) == 0 && strchr(" :", at[length]) && at[length])
			at += length + strspn(at + length, " :");
	}
	at += *at == '(';
	char letter = *at;
	if (letter < 'a' || letter > 'z' || is_letter(at[1]) || is_ascii_digit(at[1]))
		return '\0';
	at++;
	at += strspn(at, "),. ");
	for (size_t i = 0; after[i]; i++)
		if (strcmp(at, after[i]) == 0)
			return letter;
	return *at ? '\0' : letter;
}
