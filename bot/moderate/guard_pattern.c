/* guard_pattern: the tests of a pattern before it is saved. */
#include "moderate/guard.h"

#include "base/buf.h"
#include "base/text.h"
#include "moderate/parse.h"
#include "pattern/literal.h"
#include "pattern/pattern.h"

#include <stdio.h>
#include <string.h>

enum { FOLDED = 1024, TAKEN_SHOWN = 3 };

/* A pattern under test. */
struct probe {
	struct edit *edit;
	struct pattern *pattern;
	const char *regex;
	char backwards[129]; /* read_letters */
	bool good;
};

static void try_chatter(void *context, const char *line)
{
	struct probe *probe = context;
	char folded[FOLDED];

	text_fold(line, folded, sizeof folded);
	if (probe->good && pattern_matches(probe->pattern, folded))
		probe->good = edit_refuse(probe->edit,
			"Not saved: /%.200s/ matches ordinary talk: \"%.120s\"", probe->regex,
			line);
}

/* How many of the fact's questions the pattern matches; the first of them. */
static size_t matches_of(
	struct probe *probe, const struct fact *fact, const char **matched, size_t most)
{
	size_t matches = 0;

	for (size_t i = 0; i < fact->question_count; i++) {
		char folded[FOLDED];

		text_fold(fact->questions[i].text, folded, sizeof folded);
		if (fact->questions[i].kind != QUESTION_NOT &&
			pattern_matches(probe->pattern, folded)) {
			if (matches < most)
				matched[matches] = fact->questions[i].text;
			matches++;
		}
	}
	return matches;
}

/* Refuses a pattern that matches questions of other facts, unless the asker insists. */
static bool try_others(struct probe *probe)
{
	struct edit *edit = probe->edit;
	const struct index *index = edit->bot->index;
	const char *taken[TAKEN_SHOWN];
	char list[800];
	struct buf buf = BUF(list);
	size_t count = 0;

	for (size_t i = 0; i < index->count; i++) {
		const struct fact *fact = index->profiles[i].fact;

		if (fact->number == edit->fact.number)
			continue;
		size_t here = matches_of(probe, fact, taken, TAKEN_SHOWN);
		if (here > 0 && count < TAKEN_SHOWN)
			buf_add(&buf, "%s\"%.100s\" of %s", count ? ", " : "", taken[0], fact->id);
		count += here;
	}
	if (count == 0)
		return true;
	if (edit->insist) {
		edit_note(edit, "It also matches %zu question%s of other facts: %s", count,
			count == 1 ? "" : "s", list);
		return true;
	}
	return edit_refuse(edit,
		"Not saved: it would take %zu question%s of other facts: %s. To save it anyway: "
		"!pattern %s ! + /…/",
		count, count == 1 ? "" : "s", list, edit->fact.id);
}

/* Notes what the pattern does: which of the fact's questions it decides, and that it is tried on
 * every line if it requires no word. */
static void note_effect(struct probe *probe)
{
	const char *first = NULL;
	struct requirements requirements;
	const struct fact *fact = &probe->edit->fact;
	size_t own = matches_of(probe, fact, &first, 1), asked = 0;

	for (size_t i = 0; i < fact->question_count; i++)
		asked += fact->questions[i].kind != QUESTION_NOT;
	edit_note(probe->edit, "It decides %zu of the %zu questions of this fact", own, asked);
	if (!literal_read(probe->regex, &requirements))
		edit_note(probe->edit, "It requires no word, so it is tried on every line");
}

/* Tries lines of maximal length that repeat the piece, with and without blanks, each with an ending
 * that makes the pattern fail late: nothing, other characters, or all characters of the pattern
 * backwards, because PCRE2 first checks for characters that must occur. */
static bool try_repeated(struct probe *probe, const char *piece)
{
	const char *const ends[] = {"", "!", " zz", probe->backwards};
	static const char *const gaps[] = {"", " "};

	for (size_t e = 0; e < sizeof ends / sizeof *ends; e++)
		for (size_t g = 0; g < 2; g++) {
			char line[PATTERN_TEXT_MAX + 1];
			struct buf buf = buf_over(line, sizeof line - strlen(ends[e]));

			while (*piece && buf_add(&buf, "%s%s", piece, gaps[g]))
				continue;
			strcat(line, ends[e]);
			if (pattern_exhausts(probe->pattern, line))
				return edit_refuse(probe->edit,
					"Not saved: /%.200s/ is too expensive: it hit "
					"the step limit on a line of \"%.40s…\"",
					probe->regex, line);
		}
	return true;
}

/* Collects the distinct ASCII characters of the regex, in lower case, last one first. */
static void read_letters(struct probe *probe)
{
	char *end = probe->backwards;

	for (size_t i = strlen(probe->regex); i-- > 0;) {
		char letter = probe->regex[i];

		if (letter >= 'A' && letter <= 'Z')
			letter = (char)(letter + 32);
		if ((unsigned char)letter < 0x80 && !strchr(probe->backwards, letter))
			*end++ = letter;
	}
}

/* Tries its own characters, the words it requires and the fact's questions, repeated. */
static bool try_expensive(struct probe *probe)
{
	const char *more[] = {"a", "0", "aa b1", "\u1780"};
	char literals[1024], letter[2] = "";
	const struct fact *fact = &probe->edit->fact;

	read_letters(probe);
	for (const char *at = probe->backwards; *at; at++) {
		*letter = *at;
		if (!try_repeated(probe, letter))
			return false;
	}
	pattern_literals(probe->regex, literals, sizeof literals);
	for (char *word = strtok(literals, "|"); word; word = strtok(NULL, "|"))
		if (!try_repeated(probe, word))
			return false;
	for (size_t i = 0; i < fact->question_count; i++) {
		char folded[FOLDED];

		text_fold(fact->questions[i].text, folded, sizeof folded);
		if (!try_repeated(probe, folded))
			return false;
	}
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		if (!try_repeated(probe, more[i]))
			return false;
	return true;
}

bool guard_pattern(struct edit *edit, const char *regex)
{
	struct probe probe = {.edit = edit, .regex = regex, .good = true};
	struct error err;

	for (size_t i = 0; i < edit->fact.pattern_count; i++)
		if (strcmp(edit->fact.patterns[i], regex) == 0)
			return edit_refuse(edit, "%s already has that pattern.", edit->fact.id);
	if (!parse_text("the pattern", regex, GUARD_PATTERN_MAX, &err))
		return edit_refuse(edit, "Not saved: %s.", err.text);
	probe.pattern = pattern_new(regex, &err);
	if (!probe.pattern)
		return edit_refuse(edit, "Not saved: %s.", err.text);
	probe.good = probe.good && try_expensive(&probe) && try_others(&probe);
	if (probe.good && !store_chatter(edit->bot->store, try_chatter, &probe, &err))
		probe.good = edit_refuse(edit, "%s", err.text);
	if (probe.good)
		note_effect(&probe);
	pattern_free(probe.pattern);
	return probe.good;
}
