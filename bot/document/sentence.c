#include "document/sentence.h"

#include "base/text.h"
#include "document/document.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { WORD = 32, QUOTATION_MOST = 2000 };

/* Abbreviations before a name, after which no sentence ends. */
static const char *const titles[] = {"mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "capt",
	"cmdr", "adm", "sgt", "maj", "sen", "rep", "gov", "pres", "amb", "hon", "rev", "st", "mt",
	"ft", "messrs", "mme", "vs", "cf", "e.g", "i.e", "viz", "ca", "approx", "supt", "min",
	NULL};

/* Abbreviations that may also end a sentence, and those before a number. */
static const char *const endings[] = {"inc", "co", "corp", "ltd", "jr", "sr", "etc", "bros", "ave",
	"univ", "dept", "assn", "est", "al", "rd", "blvd", "v", "c", "jan", "feb", "mar", "apr",
	"jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "nos", "art", "arts", "fig",
	"figs", "sec", "secs", "ch", "chap", "par", "para", "p", "pp", "vol", "vols", "nr", "eq",
	"cl", "cong", "sess", "stat", "pub", "op", "cit", "ed", "eds", "trans", "ibid", "no", NULL};

/* Words that begin sentences more often than names. */
static const char *const starters[] = {"the", "in", "on", "at", "by", "it", "he", "she", "they",
	"we", "i", "this", "that", "these", "those", "there", "a", "an", "but", "and", "however",
	"as", "after", "before", "during", "when", "while", "if", "although", "since", "for",
	"from", "to", "with", "his", "her", "its", "their", "our", "some", "many", "most",
	"several", "all", "both", "each", "one", "two", "three", "other", "another", "under",
	"among", "between", "because", "despite", "until", "then", "thus", "also", "not", "no",
	"today", "later", "finally", "according", "such", "who", "what", "why", "how", "where",
	"following", "nevertheless", "though", "over", "about", "only", "once", "you", "your",
	NULL};

static const char *const pointers[] = {"it", "he", "she", "they", "this", "that", "these", "those",
	"his", "her", "its", "their", "him", "such", "then", "thus", "therefore", "instead",
	"otherwise", "later", "afterwards", "meanwhile", "here", "both", "neither", "hence",
	"consequently", "accordingly", "unlike", "likewise", "similarly", NULL};

/* First words of a sentence that may be followed by one of those. */
static const char *const connectors[] = {"however", "but", "and", "or", "so", "yet", "also",
	"moreover", "furthermore", "nevertheless", "nonetheless", "still", "indeed", "finally",
	"first", "second", "third", "in", "at", "by", "for", "of", "on", "after", "before",
	"during", "under", "from", "with", "because", "despite", "to", "until", "since", NULL};

/* What web pages say about themselves: phrases anywhere in a sentence, and at its start. ("The mill
 * was powered by water" is not one.) */
static const char *const boilerplate[] = {"all rights reserved", "use cookies", "uses cookies",
	"enable javascript", "javascript is disabled", "click here", "terms of use",
	"privacy policy", "your browser", "please enable", "our newsletter", "your email",
	"without any warranty", "redistribute it and/or modify", NULL};
static const char *const boilerplate_heads[] = {"subscribe to", "sign up", "log in", "sign in",
	"share this", "follow us", "skip to", "powered by", "this website",
	"you should have received a copy", NULL};

static size_t closer(const char *at)
{
	static const char *const marks[] = {
		"\"", "'", ")", "]", "\u201d", "\u2019", "\u00bb", NULL};

	return text_begins_with_one_of(at, marks);
}

static size_t opener(const char *at)
{
	static const char *const marks[] = {
		"\"", "'", "(", "[", "\u201c", "\u2018", "\u00ab", NULL};

	return text_begins_with_one_of(at, marks);
}

/* Copies the next word in lower case, skipping opening marks. */
static void word_after(const char *at, char word[WORD])
{
	size_t length = 0;

	at += strspn(at, " ");
	for (size_t mark; (mark = opener(at)) > 0;)
		at += mark;
	while (length + 1 < WORD && isalnum((unsigned char)at[length])) {
		word[length] = (char)tolower((unsigned char)at[length]);
		length++;
	}
	word[length] = '\0';
}

/* Copies the word before `at` in lower case, with the full stops inside it. */
static void word_before(const char *text, const char *at, char word[WORD])
{
	const char *from = at;

	while (from > text && (isalnum((unsigned char)from[-1]) || from[-1] == '.') &&
		at - from + 2 < WORD)
		from--;
	size_t length = (size_t)(at - from);
	text_lower_ascii(from, length, word, WORD);
}

static bool is_digits(const char *word)
{
	return *word && word[strspn(word, "0123456789")] == '\0';
}

/* Whether the word is initials: "x", "u.s", "h.r". */
static bool is_initials(const char *word)
{
	for (const char *at = word; *at; at += at[1] ? 2 : 1)
		if (!isalpha((unsigned char)*at) || (at[1] && at[1] != '.'))
			return false;
	return *word != '\0';
}

/* Whether a sentence may begin here: a capital, a digit, an opening mark, another script.
 */
static bool may_begin(const char *at)
{
	for (size_t mark; (mark = opener(at)) > 0;)
		at += mark;
	const char *end = at + strlen(at), *next = at;
	uint32_t code = text_next(&next, end);

	return *at && text_lower(code) == code
		       ? !islower((unsigned char)*at) &&
				 (code >= 0x80 || isdigit((unsigned char)*at))
		       : *at != '\0';
}

/* Whether the full stop at `at` ends a sentence that begins at text. */
static bool ends_at_stop(const char *text, const char *at, const char *next)
{
	char before[WORD], after[WORD];

	word_before(text, at, before);
	word_after(next, after);
	bool starter = text_is_one_of(after, starters);
	bool digit = isdigit((unsigned char)*after);

	if (text_is_one_of(before, titles))
		return false;
	if (is_digits(before) && at - (ptrdiff_t)strlen(before) == text)
		return false; /* "5. The tenant" */
	if (strcmp(before, "no") == 0)
		return !digit;
	if (text_is_one_of(before, endings))
		return starter && !digit;
	if (is_initials(before) && strcmp(before, "i") != 0)
		return starter && !(strlen(after) == 1 && next[strspn(next, " ") + 1] == '.');
	return true;
}

/* The end of the parenthesis or quotation that opens at `at`, if it closes in the text; else `at`.
 */
static const char *skip_enclosed(const char *text, const char *at)
{
	const char *close = NULL;

	if (*at == '(' || *at == '[')
		close = strchr(at + 1, *at == '(' ? ')' : ']');
	else if (strncmp(at, "\u201c", 3) == 0)
		close = strstr(at + 3, "\u201d");
	else if (*at == '"' && (at == text || at[-1] == ' ' || at[-1] == '('))
		close = strchr(at + 1, '"');
	return close && close - at < QUOTATION_MOST ? close : at;
}

const char *sentence_open_quotation(const char *text)
{
	for (const char *at = text; *at; at++) {
		const char *enclosed = skip_enclosed(text, at);

		if (enclosed == at && (strncmp(at, "\u201c", 3) == 0 ||
					      (*at == '"' && (at == text || at[-1] == ' '))))
			return at;
		at = enclosed;
	}
	return NULL;
}

size_t sentence_length(const char *text)
{
	const char *at = text;

	while (*at) {
		const char *enclosed = skip_enclosed(text, at);

		if (enclosed > at) { /* its closing mark may end the sentence: "… it.” The" */
			at = enclosed;
			const char *last =
				at[-1] == '.' || at[-1] == '!' || at[-1] == '?' ? at : NULL;
			size_t mark = closer(at);

			at += mark ? mark : 1;
			if (last && at[0] == ' ' && may_begin(at + 1) && mark && last[0] != ')' &&
				last[0] != ']')
				return (size_t)(at - text);
			continue;
		}
		if (*at != '.' && *at != '!' && *at != '?' && strncmp(at, "\u2026", 3) != 0) {
			at++;
			continue;
		}
		const char *stop = at;

		while (*at == '.' || *at == '!' || *at == '?')
			at++;
		if (strncmp(at, "\u2026", 3) == 0)
			at += 3;
		for (size_t mark; (mark = closer(at)) > 0;)
			at += mark;
		if (!*at)
			break;
		if (*at != ' ' || !may_begin(at + 1))
			continue;
		if (*stop != '.' || ends_at_stop(text, stop, at + 1))
			return (size_t)(at - text);
	}
	return (size_t)(at - text);
}

static bool is_balanced(const char *text)
{
	int depth = 0;

	for (const char *at = text; *at && depth >= 0; at++)
		depth += (*at == '(') - (*at == ')');
	return depth == 0;
}

const char *sentence_unusable(const char *sentence)
{
	size_t length = strlen(sentence), letters = 0, small = 0, words = 0;
	const char *end = sentence + length;

	for (const char *at = sentence; at < end; at++) {
		if (at == sentence || at[-1] == ' ') {
			unsigned char first = (unsigned char)at[strspn(at, "\"'([")];

			words += isalpha(first) || first >= 0x80;
		}
		letters += isalpha((unsigned char)*at) || (unsigned char)*at >= 0x80 || *at == ' ';
		small += islower((unsigned char)*at) || (unsigned char)*at >= 0x80;
	}
	while (end > sentence &&
		(strchr("\"')]", end[-1]) ||
			(end - sentence > 3 && (strncmp(end - 3, "\u201d", 3) == 0 ||
						       strncmp(end - 3, "\u2019", 3) == 0))))
		end -= strchr("\"')]", end[-1]) ? 1 : 3;
	if (length > DOCUMENT_SENTENCE_MAX)
		return "too long";
	if (end > sentence && end[-1] == '?')
		return "a question";
	if (text_count_words(sentence) < 4)
		return "too short";
	if (islower((unsigned char)*sentence) || strchr(",;:)", *sentence))
		return "not a whole sentence";
	if (end > sentence + 3 &&
		(strncmp(end - 3, "...", 3) == 0 || strncmp(end - 3, "\u2026", 3) == 0))
		return "cut off";
	if (end == sentence || (!strchr(".!", end[-1]) && strncmp(end - 3, "\u3002", 3) != 0))
		return "not a whole sentence";
	if (!is_balanced(sentence))
		return "not a whole sentence";
	if (words * 2 < text_count_words(sentence))
		return "figures, not a sentence";
	if (small * 3 < letters)
		return "all in capitals";
	for (size_t i = 0; boilerplate[i]; i++)
		if (strcasestr(sentence, boilerplate[i]))
			return "boilerplate";
	for (size_t i = 0; boilerplate_heads[i]; i++)
		if (strncasecmp(sentence, boilerplate_heads[i], strlen(boilerplate_heads[i])) == 0)
			return "boilerplate";
	return NULL;
}

bool sentence_refers_back(const char *sentence, char *out, size_t size)
{
	char word[WORD];
	const char *at = sentence;

	for (int i = 0; i < 2; i++) {
		word_after(at, word);
		if (strcmp(word, "that") == 0 &&
			i > 0) /* "after that date", but not "to that of" */
			return false;
		if (text_is_one_of(word, pointers)) {
			at += strspn(at, " \"'");
			snprintf(out, size, "%.*s", (int)strcspn(at, " ,.;:'"), at);
			return true;
		}
		if (!text_is_one_of(word, connectors))
			break;
		at += strcspn(at, " ");
	}
	if (strncasecmp(sentence, "The latter", 10) == 0 ||
		strncasecmp(sentence, "The former ", 11) == 0 ||
		strncasecmp(sentence, "The same ", 9) == 0) {
		snprintf(out, size, "%.10s", sentence);
		return true;
	}
	return false;
}

bool sentence_is_condition(const char *sentence)
{
	static const char *const words[] = {"if", "unless", "provided", "except", "when", "where",
		"condition", "conditions", "following", "only", "either", "whether", "until", NULL};
	char word[WORD];

	for (const char *at = sentence; *at; at += strcspn(at, " ")) {
		at += strspn(at, " ");
		word_after(at, word);
		if (text_is_one_of(word, words))
			return true;
	}
	return false;
}
