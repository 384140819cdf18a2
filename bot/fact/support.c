#include "fact/support.h"

#include "fact/name_forms.h"
#include "fact/support_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct paragraph *cited(const struct source *source, const struct citation *citation)
{
	return source ? source_paragraph(source, citation->paragraph) : NULL;
}

bool support_is_checked(const struct source *source, const struct citation *citation)
{
	const struct paragraph *paragraph = cited(source, citation);

	return paragraph && *paragraph->text && strstr(paragraph->text, citation->quote);
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

static bool says_word(const struct said *said, const struct support_word *wanted)
{
	struct support_word word;

	for (size_t i = 0; i < said->count; i++)
		for (const char *at = said->texts[i]; support_words_next(&at, &word);)
			if (wanted->number ? is_same_number(word.text, wanted->text)
					   : are_alike(word.text, wanted->text))
				return true;
	return false;
}

/* Whether the text has the words of the form consecutively. */
static bool has_words(const char *text, const char *form)
{
	struct support_word first, word, wanted;
	const char *rest = form;

	if (!support_words_next(&rest, &first))
		return false;
	while (support_words_next(&text, &word)) {
		const char *at = text, *want = rest;
		bool same = strcmp(word.text, first.text) == 0;

		while (same && support_words_next(&want, &wanted))
			same = support_words_next(&at, &word) &&
			       strcmp(word.text, wanted.text) == 0;
		if (same)
			return true;
	}
	return false;
}

/* --- names ------------------------------------------------------------------------------------ */

/* Whether the texts have another form of the name that has that word. */
static bool says_alias(
	const struct name_forms *names, const struct said *said, const struct support_word *word)
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
static bool names_known(const struct name_forms *names, const struct support_word *word)
{
	struct support_word part;

	for (size_t i = 0; i < names->count; i++)
		for (const char *at = names->list[i].form; support_words_next(&at, &part);)
			if (part.capital && strcmp(part.text, word->text) == 0)
				return true;
	return false;
}

/* Consecutive capitalized words: a name, perhaps with titles. */
struct run {
	struct support_word first, last;
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
static bool next_run(const struct name_forms *names, const struct said *said, const char *says,
	const char **at, struct run *run)
{
	const char *next = *at;
	struct support_word word;

	*run = (struct run){.count = 0};
	while (support_words_next(&next, &word)) {
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
	struct name_forms names;
	struct run run;
	bool found = false;

	name_forms_find(set, fact->says, &names);
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
	struct support_word *number)
{
	const struct said others = {.texts = {other}, .count = 1};

	while (support_words_next(&says, number))
		if (number->number && !says_word(&others, number) &&
			says_word(said, number) == there)
			return true;
	return false;
}

/* A number and the word after it: "2 million" differs from "two hours". */
struct measure {
	struct support_word number, unit;
};

/* Reads the next number of *at that a word follows; false at the end. */
static bool next_measure(const char **at, struct measure *measure)
{
	while (support_words_next(at, &measure->number)) {
		const char *rest = *at;

		if (measure->number.number && support_words_next(&rest, &measure->unit) &&
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
