#include "ask/present.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED_MAX = 2048, DATE_MAX = 64, VERB_WITHIN = 4, QUESTION_MAX = 512 };

static bool has_word_from(const char *folded, size_t first, const char *const *list)
{
	struct words words;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count && i < first; i++)
		if (text_is_one_of(words.list[i].text, list))
			return true;
	return false;
}

static bool is_in_present(const struct fact *fact)
{
	static const char *const present[] = {"is", "are", "has", "have", "stands", "covers",
		"rests", "does", "comes", "goes", NULL};
	char folded[FOLDED_MAX];

	text_fold(fact->says, folded, sizeof folded);
	return has_word_from(folded, WORDS_MAX, present);
}

bool present_asks_past(const struct parsed_question *parsed, const struct fact *fact)
{
	static const char *const now[] = {
		"is", "are", "isnt", "arent", "do", "does", "dont", "doesnt", NULL};

	return parsed->type == ASKS_YES_NO && *fact->when &&
	       has_word_from(parsed->folded, 2, now) && !is_in_present(fact);
}

/* Whether it asks who somebody is today: "who leads …", "which party is in …". */
static bool asks_now(const char *folded)
{
	static const char *const verbs[] = {"is", "are", "whos", "leads", "rules", "governs",
		"runs", "heads", "controls", "reigns", NULL};
	static const char *const here[] = {"in", "at", "the", "now", "currently", NULL};
	struct words words;
	size_t verb = 0;

	words_split(folded, &words);
	while (verb < words.count && verb < VERB_WITHIN &&
		!text_is_one_of(words.list[verb].text, verbs))
		verb++;
	if (verb == words.count || verb == VERB_WITHIN)
		return false;
	const char *next = verb + 1 < words.count ? words.list[verb + 1].text : "";
	size_t length = strlen(next);

	if (strcmp(words.list[0].text, "which") == 0)
		return text_is_one_of(next, here);
	return strncmp(words.list[0].text, "who", 3) == 0 && /* "who is accused" is of the past */
	       (length < 3 || strcmp(next + length - 2, "ed") != 0);
}

bool present_asks_holder(const struct index *index, const struct parsed_question *parsed,
	const struct fact *fact, const char *nearest)
{
	char folded[FOLDED_MAX];

	if (parsed->type == ASKS_DEFINITION || !asks_now(parsed->folded) || is_in_present(fact))
		return false;
	for (size_t i = 0; i < parsed->terms.count; i++)
		if (lexicon_is_person(index->lexicon, parsed->terms.list[i].term_id))
			return false;
	text_fold(nearest, folded, sizeof folded);
	return !asks_now(folded);
}

/* Turns "Is William Heidt the ambassador?" into "who is now the ambassador". False if the question
 * is not of that form. */
static bool ask_now(
	const struct index *index, const struct parsed_question *parsed, char *out, size_t size)
{
	static const char *const dropped[] = {"still", "really", "now", "currently", NULL};
	struct words words;
	struct buf buf = buf_over(out, size);
	const struct term *person = NULL;
	bool office = false; /* an office, or another word for what a person is */

	for (size_t i = 0; i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];

		if (!person && lexicon_is_person(index->lexicon, term->term_id))
			person = term;
		office |= !term->name && !term->number && !term->light;
	}
	words_split(parsed->folded, &words);
	if (!person || !office || words.count < 3 || strcmp(words.list[0].text, "is") != 0 ||
		words.list[1].at != person->at)
		return false;
	*out = '\0';
	buf_add(&buf, "who is now");
	for (size_t i = 1; i < words.count; i++) {
		if (words.list[i].at < person->at + (size_t)person->length ||
			text_is_one_of(words.list[i].text, dropped))
			continue;
		buf_add(&buf, " %s", words.list[i].text);
	}
	return true;
}

/* Whether the date of `fact` ends after that of `than`, or begins later and has no end yet. */
static bool is_later(const struct fact *fact, const struct fact *than)
{
	struct date_span a, b;

	return date_read(fact->when, &a) && date_read(than->when, &b) &&
	       (a.last > b.last || (a.first > b.first && is_in_present(fact)));
}

void present_prefer(const struct index *index, struct answer *out)
{
	char question[QUESTION_MAX];

	if (out->decision != DECISION_ANSWERED || out->by == BY_QUESTION ||
		!present_asks_past(&out->parsed, out->fact) ||
		!ask_now(index, &out->parsed, question, sizeof question))
		return;
	struct answer *now = must_alloc(sizeof *now); /* large */

	answer_without(index, question, NULL, NULL, now);
	if (now->decision == DECISION_ANSWERED && is_later(now->fact, out->fact)) {
		out->fact = now->fact;
		memcpy(out->fits, now->fits, sizeof out->fits);
		out->fit_count = now->fit_count;
		out->by = now->by;
		out->confidence = now->confidence;
		out->verdict = (struct verdict){.polarity = POLARITY_NONE};
	}
	free(now);
}

void present_date(const struct fact *fact, char *out, size_t size)
{
	char words[DATE_MAX], about[DATE_MAX + 8];

	*out = '\0';
	if (!date_words(fact->when, words, sizeof words))
		return;
	snprintf(about, sizeof about, "about %s", words);
	if (strstr(words, " – "))
		snprintf(out, size, "%s", words);
	else if (strstr(fact->says, about))
		snprintf(out, size, "In %s", about);
	else /* "On 3 May 1965", "In May 1965", "In 1965" */
		snprintf(out, size, "%s %s",
			isdigit((unsigned char)*words) && strchr(words, ' ') ? "On" : "In", words);
}

/* Whether the statement contains the date, or both of its ends, in words. */
static bool says_date(const struct fact *fact)
{
	char words[DATE_MAX];

	if (!date_words(fact->when, words, sizeof words))
		return false;
	char *between = strstr(words, " – ");
	if (between)
		*between = '\0';
	return strstr(fact->says, words) &&
	       (!between || strstr(fact->says, between + strlen(" – ")));
}

void present_lead(const struct fact *fact, char *out, size_t size)
{
	static const char *const opens[] = {"In ", "On ", "By ", "From ", "About ", "At ", "After ",
		"Between ", "Until ", "Before ", "When ", NULL};

	*out = '\0';
	if (!text_begins_with_one_of(fact->says, opens) && !says_date(fact))
		present_date(fact, out, size);
}
