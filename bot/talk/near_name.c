#include "talk/near_name.h"

#include "base/arena.h"
#include "base/text.h"
#include "language/spell.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NEAR_NAME_TEXT = 1024, WORDS = 12, NAME_WORDS = 3, NAME = SPELL_LONGEST + 1 };

/* The misspelt words in the question, and the name that they are nearest to. */
struct near {
	const char *at; /* in the question; NULL: none */
	size_t length;
	char folded[NAME]; /* the name, folded, */
	const char *form;  /* and as people write it; borrowed */
	const char *id;    /* of the name's alias */
	int distance;
	bool tie; /* another name is as near */
};

/* The words of the question: where each begins and ends. */
struct question_words {
	const char *begin[WORDS], *end[WORDS];
	bool unknown[WORDS]; /* no fact has it as it is written */
	size_t count;
};

static bool is_unknown_word(struct lexicon *lexicon, const char *word, size_t length)
{
	struct terms terms;
	char text[NAME];

	if (length >= sizeof text)
		return false;
	snprintf(text, sizeof text, "%.*s", (int)length, word);
	lexicon_terms(lexicon, text, LEXICON_READ, &terms);
	return terms.count > 0 && (terms.list[0].term_id < 0 || terms.list[0].guessed);
}

static void split_question_words(
	const struct index *index, const char *folded, struct question_words *words)
{
	const char *at = folded, *word;
	size_t length;

	words->count = 0;
	while (words->count < WORDS &&
		(word = text_next_word(&at, " ?!.,;:\"()", &length), length > 0)) {
		words->begin[words->count] = word;
		words->end[words->count] = word + length;
		words->unknown[words->count++] = is_unknown_word(index->lexicon, word, length);
	}
}

/* Compares the name with the words [first, last) of the question. */
static void compare_name(struct near *near, const struct question_words *words, size_t first,
	size_t last, const char *name, const char *form, const char *id)
{
	size_t length = (size_t)(words->end[last - 1] - words->begin[first]);
	int most = spell_allowed(length);
	bool unknown = false;
	char text[NAME];

	for (size_t i = first; i < last; i++)
		unknown |= words->unknown[i];
	if (!unknown || most == 0 || length >= sizeof text || *name != *words->begin[first])
		return;
	snprintf(text, sizeof text, "%.*s", (int)length, words->begin[first]);
	int distance = spell_distance(text, name, most);
	if (distance == 0 || distance > most || (near->at && distance > near->distance))
		return;
	if (near->at && distance == near->distance) {
		near->tie |= strcmp(near->id, id) != 0;
		return;
	}
	*near = (struct near){.at = words->begin[first],
		.length = length,
		.form = form,
		.id = id,
		.distance = distance};
	snprintf(near->folded, sizeof near->folded, "%s", name);
}

/* Marks the words of known names, as they are written, as known. */
static void know_names(const struct index *index, const char *folded, struct question_words *words)
{
	struct terms terms;

	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		const struct term *term = &terms.list[i];
		const char *from = folded + term->at, *to = from + term->length;

		for (size_t k = 0; term->name && !term->guessed && k < words->count; k++)
			if (words->begin[k] >= from && words->end[k] <= to)
				words->unknown[k] = false;
	}
}

static bool has_unknown(const struct question_words *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (words->unknown[i])
			return true;
	return false;
}

/* Whether an unknown word is among those that a name may have if it begins at that one. */
static bool is_unknown_from(const struct question_words *words, size_t first)
{
	for (size_t i = first; i < words->count && i < first + NAME_WORDS; i++)
		if (words->unknown[i])
			return true;
	return false;
}

/* Whether the name may begin at a word: compare_name needs the same first letter, of which folding
 * changes only the case. */
static bool begins_at_a_word(const char *name, const struct question_words *words)
{
	unsigned char first = (unsigned char)*name;

	if (first >= 0x80 || !isalpha(first))
		return true;
	for (size_t i = 0; i < words->count; i++)
		if (*words->begin[i] == tolower(first) && is_unknown_from(words, i))
			return true;
	return false;
}

static void find_near_name(
	const struct index *index, const struct question_words *words, struct near *near)
{
	for (size_t i = 0; i < index->set.alias_count; i++) {
		const struct alias *alias = &index->set.aliases[i];

		for (size_t k = 0; alias->kind == ALIAS_NAME && k < alias->name_count; k++) {
			char name[NAME];

			if (!begins_at_a_word(alias->names[k], words))
				continue;
			size_t parts = text_count_words(alias->names[k]);

			if (parts < 2 || parts > NAME_WORDS || parts > words->count ||
				strlen(alias->names[k]) >= NAME)
				continue;
			text_fold(alias->names[k], name, sizeof name);
			for (size_t first = 0; first + parts <= words->count; first++)
				compare_name(near, words, first, first + parts, name,
					alias->names[k], alias->id);
		}
	}
}

bool near_name_offer(const struct index *index, const char *folded, struct answer *answer,
	char *said, size_t size)
{
	struct question_words words;
	struct near near = {.at = NULL};
	char text[NEAR_NAME_TEXT];

	split_question_words(index, folded, &words);
	know_names(index, folded, &words);
	if (has_unknown(&words))
		find_near_name(index, &words, &near);
	if (!near.at || near.tie)
		return false;
	snprintf(text, sizeof text, "%.*s%s%s", (int)(near.at - folded), folded, near.folded,
		near.at + near.length);
	struct answer *meant = must_alloc(sizeof *meant); /* large */
	answer_decide(index, text, false, meant);
	const struct fact *fact = meant->decision == DECISION_ANSWERED ? meant->fact : NULL;
	free(meant);
	answer->refused = "a name in it is misspelt";
	snprintf(said, size, "I don't know \"%.*s\". Did you mean %s%s?%s", (int)near.length,
		near.at, fact ? "1) " : "", near.form, fact ? " (say its number)" : "");
	if (fact) {
		answer->decision = DECISION_OFFERED;
		answer->offers[0] = fact;
		answer->offer_count = 1;
	}
	return true;
}
