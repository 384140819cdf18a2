#include "talk/shorthand.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "pattern/pattern_table.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { WORD = 64, LINE = 1024, BRIEF_MOST = 4 /* letters of the longest short form */ };

static const struct {
	const char *brief, *full;
	bool first; /* only as the first word: Angkor Wat is a temple */
} words[] = {
	{"u", "you", false},
	{"ur", "your", false},
	{"r", "are", false},
	{"wat", "what", true},
	{"wut", "what", true},
	{"wen", "when", true},
	{"wher", "where", true},
	{"w/", "with", false},
	{"b4", "before", false},
	{"plz", "please", false},
	{"pls", "please", false},
	{"ppl", "people", false},
	{"cn", "can", false},
	{"teh", "the", false},
};

enum { GROUPED, MILLIONS, BEFORE_NUMBER, AFTER_NUMBER };

static const struct pattern_row rows[] = {
	[GROUPED] = {"grouped", "(?<![\\d.])\\d{1,3}(?:\\.\\d{3}){2,}(?![\\d.])"},
	[MILLIONS] = {"millions", "(?<![\\d.,])\\d{1,3}(?:[.,\\s]?000){2}(?![\\d]|[.,]\\d)"},
	/* a word after which "2" is a number, not "to": "article 2" */
	[BEFORE_NUMBER] = {"before a number",
		"^(?:the|these|those|all|both|first|last|next|other|only|which|what|how|of|in|on|"
		"by|at|after|before|since|until|about|over|under|than|article|section|chapter|"
		"paragraph|page|part|number|no|nr|phase|case|war|group|res|resolution|title|act|"
		"day|round|route|(?:" DATE_MONTHS
		")|\\d.*|is|was|are|were|and|or|between|from|with)$"},
	/* a word before which it is a number: "2 provinces" */
	[AFTER_NUMBER] = {"after a number",
		"^(?:.*s[?!.,]?|\\d.*|people|men|women|children|per|percent|million|billion|"
		"thousand|hundred|dozen|" DATE_MONTHS "|and|or|other|more|of|main|major|new|big|"
		"largest)$"},
};
static struct pattern_table numbers = PATTERN_TABLE("number", rows);

static void write_digits(const char *text, char *out, size_t size)
{
	struct buf buf = buf_over(out, size);
	const char *end = text + strlen(text);

	out[0] = '\0';
	while (text < end && !buf.full) {
		const char *start = text;

		while (text < end && (unsigned char)*text < 0x80) /* as they are */
			text++;
		buf_put(&buf, start, (size_t)(text - start));
		if (text == end)
			break;
		start = text;
		int digit = text_digit(text_next(&text, end));

		if (digit >= 0)
			buf_add(&buf, "%d", digit);
		else
			buf_put(&buf, start, (size_t)(text - start));
	}
}

/* Finds such a number. A pattern sees only the start of a long text, so that what it finds last may
 * be half a number: that one is left alone. */
static bool find_whole_number(int row, const char *text, size_t *start, size_t *end)
{
	if (!pattern_table_find(&numbers, (size_t)row, text, start, end))
		return false;
	text += *end;
	text += *text == '.' || *text == ',';
	return *text < '0' || *text > '9';
}

/* Removes the full stops from "2.000.000", in place. */
static void join_thousands(char *text)
{
	size_t start, end;

	while (find_whole_number(GROUPED, text, &start, &end)) {
		size_t at = start;

		for (size_t i = start; i < end; i++)
			if (text[i] != '.')
				text[at++] = text[i];
		memmove(text + at, text + end, strlen(text + end) + 1);
	}
}

/* Writes "2000000", "2,000,000" and "2 000 000" as "2 million", as facts do. text has LINE
 * bytes. */
static void write_millions(char *text)
{
	size_t start, end;

	while (find_whole_number(MILLIONS, text, &start, &end)) {
		size_t digits = strspn(text + start, "0123456789");
		size_t count = digits > 6 ? digits - 6 : digits > 3 ? digits - 3 : digits;
		char word[] = " million";
		size_t room = end - start - count, length = strlen(word);

		if (length > room) { /* "2000000" and "2 million": two bytes more */
			size_t more = length - room;

			if (strlen(text) + more >= LINE)
				return;
			memmove(text + end + more, text + end, strlen(text + end) + 1);
			end += more;
		}
		memcpy(text + start + count, word, length);
		memmove(text + start + count + length, text + end, strlen(text + end) + 1);
	}
}

/* Whether "2" or "4" between these words is a number. */
static bool stands_for_number(const char *before, const char *after)
{
	return pattern_table_matches(&numbers, BEFORE_NUMBER, before) ||
	       pattern_table_matches(&numbers, AFTER_NUMBER, after);
}

/* What the word is short for, given its neighbours ("" if there is none); else the word itself. */
static const char *full_form(
	const char *before, const char *word, const char *after, char year[WORD])
{
	bool single = after[0] && !after[1]; /* "u s", "u n" */

	if (text_compare_ascii(word, "y") == 0)
		return *before ? word : "why";
	if ((strcmp(word, "2") == 0 || strcmp(word, "4") == 0) && *before && *after)
		return stands_for_number(before, after) ? word : *word == '2' ? "to" : "for";
	if (text_compare_ascii(word, "r") == 0 && text_compare_ascii(after, "u") != 0)
		return word;
	if (*word == '\'' && strspn(word + 1, "0123456789") == 2 && *before) {
		snprintf(year, WORD, "%s%.2s", word[1] > '3' ? "19" : "20", word + 1);
		return year;
	}
	if (single || strlen(word) > BRIEF_MOST)
		return word;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!(words[i].first && *before) && text_compare_ascii(word, words[i].brief) == 0)
			return words[i].full;
	return word;
}

/* Copies a word, cut to fit. */
static void copy_word(char word[WORD], const char *at, size_t length)
{
	length = length < WORD ? length : WORD - 1;
	memcpy(word, at, length);
	word[length] = '\0';
}

void shorthand_write_out(const char *text, char *out, size_t size)
{
	char plain[LINE], list[3][WORD] = {"", "", ""}, year[WORD];
	struct buf buf = buf_over(out, size);

	write_digits(text, plain, sizeof plain);
	write_millions(plain);
	join_thousands(plain);
	out[0] = '\0';
	const char *at = plain;
	for (;;) {
		size_t length = strcspn(at, " ");
		const char *next = at + length + strspn(at + length, " ");
		size_t after = strcspn(next, " ");

		if (length == 0 && !*next)
			break;
		copy_word(list[1], at, length);
		copy_word(list[2], next, after);
		const char *full = length < WORD ? full_form(list[0], list[1], list[2], year) : at;
		if (full == list[1] || full == at)
			buf_put(&buf, at, length);
		else
			buf_add(&buf, "%s", full);
		if (!*next)
			break;
		buf_put(&buf, " ", 1);
		memcpy(list[0], list[1], WORD);
		at = next;
	}
}
