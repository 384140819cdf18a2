#include "fact/support.h"

#include "base/arena.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORD = 64, FOLDED = 2048 };

static const struct paragraph *cited(const struct source *source, const struct citation *citation)
{
	return source ? source_paragraph(source, citation->paragraph) : NULL;
}

bool support_is_checked(const struct source *source, const struct citation *citation)
{
	const struct paragraph *paragraph = cited(source, citation);

	return paragraph && *paragraph->text && strstr(paragraph->text, citation->quote);
}

/* --- words ------------------------------------------------------------------------------------ */

/* A word of a text: folded, a number as digits only ("1,000" and "1000th" are "1000"). */
struct word {
	char text[WORD], raw[WORD];
	bool capital; /* begins with a capital letter */
	bool number;
	bool after_gap; /* a character other than a space precedes it */
};

/* Small numbers in words, since statements and documents write them either way. */
static const char *const small_numbers[] = {"zero", "one", "two", "three", "four", "five", "six",
	"seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
	"sixteen", "seventeen", "eighteen", "nineteen", "twenty", NULL};

static void read_number_word(struct word *word)
{
	char digits[WORD];
	size_t count = 0, at = 0;

	for (int i = 2; small_numbers[i]; i++)
		if (strcmp(word->text, small_numbers[i]) == 0) {
			snprintf(word->text, sizeof word->text, "%d", i);
			word->number = true;
			return;
		}
	for (; isdigit((unsigned char)word->text[at]) || word->text[at] == ',' ||
		word->text[at] == '.';
		at++)
		if (word->text[at] != ',')
			digits[count++] = word->text[at];
	digits[count] = '\0';
	word->number = count > 0 && (word->text[at] == '\0' || strlen(word->text + at) == 2);
	if (word->number)
		memcpy(word->text, digits, count + 1);
}

static bool digit_follows(const char *at, const char *end)
{
	return at < end && text_digit(text_next(&at, end)) >= 0;
}

/* Reads the next word of *at, with its digits in ASCII; false at the end. */
static bool next_word(const char **at, struct word *word)
{
	size_t length = 0;
	const char *end = *at + strlen(*at);
	uint32_t code = 0;

	*word = (struct word){.after_gap = false};
	char *raw = word->raw;
	while (*at < end) {
		const char *here = *at;

		code = text_next(at, end);
		if (text_is_word(code)) {
			*at = here;
			break;
		}
		word->after_gap |= code != ' ';
	}
	if (*at == end)
		return false;
	word->capital = text_lower(code) != code;
	while (*at < end) {
		const char *here = *at;
		bool digits = length > 0 && isdigit((unsigned char)raw[length - 1]);

		code = text_next(at, end);
		if (!text_is_word(code) &&
			!(digits && (code == ',' || code == '.') && digit_follows(*at, end)) &&
			!(code == '.' && length == 1 && isupper((unsigned char)**at))) {
			*at = here;
			break;
		}
		if (text_digit(code) >= 0 && length + 1 < sizeof word->raw) {
			raw[length++] = (char)('0' + text_digit(code));
		} else if (length + (size_t)(*at - here) < sizeof word->raw) {
			memcpy(raw + length, here, (size_t)(*at - here));
			length += (size_t)(*at - here);
		}
	}
	raw[length] = '\0';
	text_fold(raw, word->text, sizeof word->text);
	read_number_word(word);
	return true;
}

/* --- the cited texts -------------------------------------------------------------------------- */

enum { SAID_MAX = 3 * 64 };

struct said {
	const char *texts[SAID_MAX]; /* quotes, paragraphs and titles */
	size_t count;
	bool whole; /* the texts of all citations are available */
};

/* Whether the two words are forms of one name: Cambodia and Cambodian, China and Chinese. */
static bool are_alike(const char *a, const char *b)
{
	size_t common = 0, longer = strlen(a) > strlen(b) ? strlen(a) : strlen(b);

	while (a[common] && a[common] == b[common])
		common++;
	return common == longer || (common >= 4 && common * 2 >= longer);
}

/* Whether the word of the text is that number. "FY06" is the fiscal year 2006. */
static bool is_same_number(const char *word, const char *number)
{
	size_t length = strlen(number);

	return strcmp(word, number) == 0 ||
	       (length == 4 && strncmp(word, "fy", 2) == 0 && strcmp(word + 2, number + 2) == 0);
}

static bool says_word(const struct said *said, const struct word *wanted)
{
	struct word word;

	for (size_t i = 0; i < said->count; i++)
		for (const char *at = said->texts[i]; next_word(&at, &word);)
			if (wanted->number ? is_same_number(word.text, wanted->text)
					   : are_alike(word.text, wanted->text))
				return true;
	return false;
}

/* Whether the text has the words of the form consecutively. */
static bool has_words(const char *text, const char *form)
{
	struct word first, word, wanted;
	const char *rest = form;

	if (!next_word(&rest, &first))
		return false;
	while (next_word(&text, &word)) {
		const char *at = text, *want = rest;
		bool same = strcmp(word.text, first.text) == 0;

		while (same && next_word(&want, &wanted))
			same = next_word(&at, &word) && strcmp(word.text, wanted.text) == 0;
		if (same)
			return true;
	}
	return false;
}

/* --- the names that a statement has ----------------------------------------------------------- */

enum { STATEMENT_WORDS = 512, PREFIXES = 36 * 36 };

/* The forms of names that a statement has, as consecutive words. They are found once for a
 * statement: a fact base of 10 000 facts may have a hundred thousand forms. */
struct names {
	struct named {
		const struct alias *alias;
		const char *form;
	} * list;
	size_t count, room;
};

struct statement_words {
	struct word list[STATEMENT_WORDS];
	size_t count;
	bool prefixes[PREFIXES]; /* of the words; a form with another prefix is not in the statement
				  */
};

/* A number for the first two letters or digits; -1 if folding may change them. */
static int prefix_of(const char *text)
{
	int code = 0;

	for (int i = 0; i < 2; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x80 || !isalnum(c))
			return -1;
		code = code * 36 + (isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
	}
	return code;
}

static void read_statement(const char *says, struct statement_words *words)
{
	words->count = 0;
	memset(words->prefixes, 0, sizeof words->prefixes);
	while (words->count < STATEMENT_WORDS && next_word(&says, &words->list[words->count])) {
		const struct word *word = &words->list[words->count++];
		int prefix = prefix_of(word->text);

		if (prefix >= 0)
			words->prefixes[prefix] = true;
		for (int i = 2; word->number && small_numbers[i]; i++)
			words->prefixes[prefix_of(small_numbers[i])] = true;
	}
}

/* False if a form that begins like that cannot have the word as its first: a quick test. */
static bool may_begin_with(const char *form, const struct word *word)
{
	for (size_t i = 0; i < WORD - 1 && isalnum((unsigned char)form[i]); i++)
		if (tolower((unsigned char)form[i]) != word->text[i])
			return word->number; /* the form may have it in words */
	return true;
}

/* Like has_words(), for the statement. */
static bool has_form(const struct statement_words *words, const char *form)
{
	int prefix = prefix_of(form);
	struct word first, wanted;
	size_t at = 0;

	if (prefix >= 0 && !words->prefixes[prefix])
		return false;
	while (at < words->count && !may_begin_with(form, &words->list[at]))
		at++;
	if (at == words->count || !next_word(&form, &first))
		return false;
	for (size_t i = at; i < words->count; i++) {
		const char *want = form;
		bool same = strcmp(words->list[i].text, first.text) == 0;

		for (size_t k = i + 1; same && next_word(&want, &wanted); k++)
			same = k < words->count && strcmp(words->list[k].text, wanted.text) == 0;
		if (same)
			return true;
	}
	return false;
}

/* Finds the forms in the statement. The caller frees names->list. */
static void find_names(const struct factset *set, const char *says, struct names *names)
{
	struct statement_words *words = must_alloc(sizeof *words);

	*names = (struct names){.count = 0};
	read_statement(says, words);
	for (size_t i = 0; i < set->alias_count; i++) {
		const struct alias *alias = &set->aliases[i];

		for (size_t k = 0; alias->kind == ALIAS_NAME && k < alias->name_count; k++)
			if (has_form(words, alias->names[k])) {
				GROW(names->list, names->count, names->room);
				names->list[names->count++] =
					(struct named){alias, alias->names[k]};
			}
	}
	free(words);
}

/* Whether the texts have another form of the name that has that word. */
static bool says_alias(const struct names *names, const struct said *said, const struct word *word)
{
	for (size_t i = 0; i < names->count; i++) {
		const struct alias *alias = names->list[i].alias;

		if (!has_words(names->list[i].form, word->text))
			continue;
		for (size_t k = 0; k < alias->name_count; k++)
			for (size_t t = 0; t < said->count; t++)
				if (has_words(said->texts[t], alias->names[k]))
					return true;
	}
	return false;
}

static void collect_said(const struct factset *set, const struct fact *fact, struct said *said)
{
	*said = (struct said){.whole = fact->citation_count > 0};
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct citation *citation = &fact->citations[i];
		const struct source *source = factset_source(set, citation->source);
		const struct paragraph *paragraph = cited(source, citation);

		if (!paragraph || !*paragraph->text || said->count + 2 > SAID_MAX) {
			said->whole = false;
			continue;
		}
		said->texts[said->count++] = paragraph->text;
		said->texts[said->count++] = source->title;
	}
}

/* Whether the word is capitalized in a form of a name that the statement has, even in lower case.
 */
static bool names_known(const struct names *names, const struct word *word)
{
	struct word part;

	for (size_t i = 0; i < names->count; i++)
		for (const char *at = names->list[i].form; next_word(&at, &part);)
			if (part.capital && strcmp(part.text, word->text) == 0)
				return true;
	return false;
}

/* Consecutive capitalized words: a name, perhaps with titles. */
struct run {
	struct word first, last;
	size_t count;
	bool said;    /* its last word is in the texts; the words before may be titles */
	bool opening; /* it begins the sentence */
};

static bool run_is_missing(const struct run *run)
{
	/* the first word of a sentence has a capital anyway */
	return run->count > (run->opening ? 1u : 0u) && !run->said;
}

/* Reads the next run or number of the statement; false at its end. A number is a run of its own. */
static bool next_run(const struct names *names, const struct said *said, const char *says,
	const char **at, struct run *run)
{
	const char *next = *at;
	struct word word;

	*run = (struct run){.count = 0};
	while (next_word(&next, &word)) {
		bool named = word.capital || word.number || names_known(names, &word);

		if (run->count > 0 && (!named || word.number || word.after_gap))
			return true;
		if (named && run->count++ == 0) {
			run->first = word;
			run->opening = *at == says && !word.number;
		}
		if (named)
			run->last = word;
		if (named)
			run->said = says_word(said, &word) ||
				    (!word.number && says_alias(names, said, &word));
		*at = next;
		if (word.number)
			return true;
	}
	return run->count > 0;
}

/* Finds the first name or number of the fact's statement that is neither in the texts nor in
 * `earlier`; false if there is none. */
static bool find_missing(const struct factset *set, const struct fact *fact,
	const struct said *said, const char *earlier, char *missing, size_t size)
{
	const struct said before = {.texts = {earlier}, .count = 1};
	const char *at = fact->says;
	struct names names;
	struct run run;
	bool found = false;

	find_names(set, fact->says, &names);
	while (!found && next_run(&names, said, fact->says, &at, &run))
		found = run_is_missing(&run) && !says_word(&before, &run.last);
	if (found)
		snprintf(missing, size, "%s", run.last.raw);
	free(names.list);
	return found;
}

bool support_holds(const struct factset *set, const struct fact *fact, char *missing, size_t size)
{
	struct said said;

	collect_said(set, fact, &said);
	return !said.whole || !find_missing(set, fact, &said, "", missing, size);
}

bool support_is_unverified(const struct factset *set, const struct fact *fact, const char *earlier,
	char *missing, size_t size)
{
	struct said said;

	collect_said(set, fact, &said);
	return !said.whole && fact->citation_count > 0 &&
	       find_missing(set, fact, &said, earlier, missing, size);
}

/* Finds the first number of `says` that is not in `other`, and that is in the texts (there) or not.
 */
static bool find_number(const struct said *said, const char *says, const char *other, bool there,
	struct word *number)
{
	const struct said others = {.texts = {other}, .count = 1};

	while (next_word(&says, number))
		if (number->number && !says_word(&others, number) &&
			says_word(said, number) == there)
			return true;
	return false;
}

/* A number and the word after it: "2 million" differs from "two hours". */
struct measure {
	struct word number, unit;
};

/* Reads the next number of *at that a word follows; false at the end. */
static bool next_measure(const char **at, struct measure *measure)
{
	while (next_word(at, &measure->number)) {
		const char *rest = *at;

		if (measure->number.number && next_word(&rest, &measure->unit) &&
			!measure->unit.number)
			return true;
	}
	return false;
}

static bool has_measure(const char *text, const struct measure *wanted)
{
	struct measure measure;

	while (next_measure(&text, &measure))
		if (strcmp(measure.number.text, wanted->number.text) == 0 &&
			are_alike(measure.unit.text, wanted->unit.text))
			return true;
	return false;
}

static bool says_measure(const struct said *said, const struct measure *measure)
{
	for (size_t i = 0; i < said->count; i++)
		if (has_measure(said->texts[i], measure))
			return true;
	return false;
}

/* Whether the edit replaces a measure that the texts have by one that they do not have. */
static bool changes_measure(const struct said *said, const char *before, const char *after,
	struct measure *old, struct measure *new)
{
	for (const char *at = before; next_measure(&at, old);) {
		if (has_measure(after, old) || !says_measure(said, old))
			continue;
		for (const char *now = after; next_measure(&now, new);)
			if (are_alike(old->unit.text, new->unit.text) &&
				!has_measure(before, new) && !says_measure(said, new))
				return true;
	}
	return false;
}

bool support_contradicts(const struct factset *set, const struct fact *before,
	const struct fact *after, char *was, char *is, size_t size)
{
	struct said said;
	struct measure old, new;

	collect_said(set, after, &said);
	for (size_t i = 0; i < after->citation_count && said.count < SAID_MAX; i++)
		said.texts[said.count++] = after->citations[i].quote;
	if (changes_measure(&said, before->says, after->says, &old, &new)) {
		snprintf(was, size, "%s %s", old.number.raw, old.unit.raw);
		snprintf(is, size, "%s %s", new.number.raw, new.unit.raw);
		return true;
	}
	if (!find_number(&said, before->says, after->says, true, &old.number) ||
		!find_number(&said, after->says, before->says, false, &new.number))
		return false;
	snprintf(was, size, "%s", old.number.raw);
	snprintf(is, size, "%s", new.number.raw);
	return true;
}
