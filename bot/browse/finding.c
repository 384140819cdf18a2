/* Verbs that find facts: by topic, words, name, or at random. */
#include "browse/found.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "language/script.h"
#include "verbs/arg.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- topics ----------------------------------------------------------------------------------- */

enum manner verb_topic(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct found found = {0};
	char folded[128], topics[FACT_TOPICS_TEXT];

	text_fold(arguments, folded, sizeof folded);
	for (size_t i = 0; i < bot->index->count; i++)
		if (verb_is_topic(bot->index->profiles[i].fact, folded))
			found_add(&found, (int)i, found_date_order(&bot->index->profiles[i]));
	int at = found.count ? -1 : index_by_id(bot->index, arguments);
	if (at >= 0)
		return verb_say(asker, out, MANNER_NOTICE,
			"%s is on: %s. `topic <topic>` lists its facts.", arguments,
			fact_topics(bot->index->profiles[at].fact, ", ", topics, sizeof topics));
	/* no topic, but perhaps a name */
	enum manner named = found.count ? MANNER_PASS : verb_who(bot, asker, arguments, out);
	if (named != MANNER_PASS)
		return named;
	if (found.count == 0)
		return near_refuse_topic(bot, asker, arguments, out);
	browse_link(bot, "index.html#topic-", folded, found.link);
	return found_list(bot, asker, "", &found, NULL, NULL, out);
}

/* --- by words --------------------------------------------------------------------------------- */

/* The score of a fact for each word that it states, for a year in which its date is, and for a word
 * that it has as it was typed. Among equals, the words' weights decide. */
enum { SCORE_STATED = 100000, SCORE_DATED = 50000, SCORE_WRITTEN = 1000 };

struct search {
	const struct index *index;
	double *scores;              /* by position */
	uint64_t *written, *stating; /* by position: a bit for each term that it has as it was
				      * typed, and that it states */
	uint64_t bit;                /* of the current term */
	float weight;
	bool stated; /* a fact states it */
};

static void add_stated(void *context, int slot)
{
	struct search *search = context;
	int at = index_by_slot(search->index, slot);

	if (at < 0)
		return;
	search->scores[at] += SCORE_STATED + (double)search->weight;
	search->stating[at] |= search->bit;
	search->stated = true;
}

/* Adds the facts that state the term; false if there are none. */
static bool add_stating(struct search *search, int term_id)
{
	search->stated = false;
	if (term_id >= 0) {
		search->weight = lexicon_weight(search->index->lexicon, term_id);
		postings_each(search->index->stated, term_id, add_stated, search);
	}
	return search->stated;
}

static bool has_written(const struct search *search)
{
	size_t i = 0;

	while (i < search->index->count && !(search->written[i] & search->bit))
		i++;
	return i < search->index->count;
}

/* Adds the facts whose statements have the word as it was typed. */
static void add_written(struct search *search)
{
	for (size_t i = 0; i < search->index->count; i++)
		if (search->written[i] & search->bit)
			search->scores[i] += SCORE_WRITTEN +
					     (search->stating[i] & search->bit ? 0 : SCORE_STATED);
}

/* If the word is a year, raises the scores of facts whose date is in it. A fact that also states
 * the year has its score already, and only comes before its equals. */
static void add_dated(struct search *search, const struct term *year)
{
	struct date_span span;

	if (!words_is_year(year->text) || !date_read(year->text, &span))
		return;
	for (size_t i = 0; i < search->index->count; i++) {
		const struct profile *profile = &search->index->profiles[i];
		const struct date_span own = profile->when;

		if (own.last == 0 || own.first < span.first || own.last > span.last)
			continue;
		const struct mention *mention = index_mention(profile, year->term_id);
		search->scores[i] += mention && mention->says ? 1e-3 : SCORE_DATED;
	}
}

/* Whether the term stands for a different word from the one that was typed. */
static bool is_other_word(const struct index *index, const struct term *term)
{
	const char *label = lexicon_label(index->lexicon, term->term_id);

	return term->guessed || (!term->name && strncmp(label, term->text, 3) != 0);
}

/* Adds the facts that have the word. Returns the word that was looked for, if it is a different
 * one, or NULL. Sets *misspelt if no fact has it, but it may be another word misspelt. */
static const char *look_for_word(struct search *search, const struct term *term, bool *misspelt)
{
	const struct index *index = search->index;
	bool written = !term->number && has_written(search);
	bool stated = !(written && term->guessed) && add_stating(search, term->term_id);

	if (written)
		add_written(search);
	if (term->number)
		add_dated(search, term);
	*misspelt = !stated && !written && !term->name && !term->number;
	return stated && !written && is_other_word(index, term)
		       ? lexicon_label(index->lexicon, term->term_id)
		       : NULL;
}

/* Adds the facts that have any of the words or, of some that no fact has, the words that they
 * misspell. The head says which different words those are: I looked for bombing, not "bombng". */
static void look_for_words(struct search *search, const struct terms *terms, struct buf *head)
{
	for (size_t i = 0; i < terms->count; i++) {
		const struct term *term = &terms->list[i];
		char meant[WORD_SIZE];
		bool misspelt;

		if (term->light)
			continue;
		search->bit = UINT64_C(1) << i;
		const char *other = look_for_word(search, term, &misspelt);
		if (misspelt &&
			add_stating(search, browse_respell(search->index, term->text, meant)))
			other = meant;
		if (other)
			buf_add(head, "%s %s, not \"%s\"",
				buf_length(head) ? ", and for" : "I looked for", other, term->text);
	}
}

/* The facts whose statements have any of the words, the best matches first. */
enum manner verb_search(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char folded[512], storage[300] = "";
	struct buf head = BUF(storage);
	struct terms terms;
	struct search search = {.index = bot->index};
	struct found found = {0};
	enum manner manner;

	if (browse_search(bot, asker, arguments, out, &manner))
		return manner;
	text_fold(arguments, folded, sizeof folded);
	lexicon_terms(bot->index->lexicon, folded, LEXICON_READ, &terms);
	search.scores = must_alloc((bot->index->count + 1) * sizeof *search.scores);
	search.written = browse_written(bot->index, &terms);
	search.stating = must_alloc((bot->index->count + 1) * sizeof *search.stating);
	look_for_words(&search, &terms, &head);
	for (size_t i = 0; i < bot->index->count; i++)
		if (search.scores[i] >= SCORE_STATED)
			found_add(&found, (int)i, -search.scores[i]);
	free(search.scores);
	free(search.written);
	free(search.stating);
	if (found_none(bot, &found))
		return verb_refuse(asker, out, "No fact mentions these words%s.",
			strncmp(arguments, "by ", 3) == 0
				? ", and nobody of that name has changed one"
				: "");
	if (buf_length(&head))
		buf_add(&head, ":");
	browse_link(bot, "index.html?q=", arguments, found.link);
	return found_list(bot, asker, storage, &found, NULL, NULL, out);
}

/* Collects the term ids of the names among the words and returns how many. Counts other words in
 * *other, or in *foreign if they are in a script in which only names are known. */
static size_t names_in(const struct bot *bot, const char *text, int *term_ids, size_t most,
	size_t *other, size_t *foreign)
{
	char folded[512];
	struct terms terms;
	size_t count = 0;

	*other = *foreign = 0;
	text_fold(text, folded, sizeof folded);
	lexicon_terms(bot->index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < terms.count; i++) {
		const struct term *term = &terms.list[i];

		if (term->name && term->term_id >= 0 && count < most)
			term_ids[count++] = term->term_id;
		else if (script_in(term->text))
			++*foreign;
		else
			++*other;
	}
	return count;
}

/* How much the fact is about the term: 0 if its statement does not mention it, else 1 plus the
 * share of its questions that do. */
static double score_about(const struct profile *profile, int term_id)
{
	const struct mention *mention = index_mention(profile, term_id);

	if (!mention || !mention->says)
		return 0;
	return 1 + (double)mention->questions / (double)(profile->answered_count + 1);
}

/* Names that a fact's statement must mention. */
struct naming {
	const struct index *index;
	const int *term_ids;
	size_t count;
	struct found *found;
};

/* Adds the fact if it mentions them all. */
static void add_about(void *context, int slot)
{
	struct naming *naming = context;
	int at = index_by_slot(naming->index, slot);
	double sum = 0;

	for (size_t k = 0; at >= 0 && k < naming->count; k++) {
		double one = score_about(&naming->index->profiles[at], naming->term_ids[k]);

		if (one == 0)
			return;
		sum += one;
	}
	if (at >= 0)
		found_add(naming->found, at, -sum);
}

bool browse_is_asked(const char *arguments)
{
	static const char *const verbs[] = {"is", "was", "are", "were", NULL};
	char word[ARG_WORD], folded[ARG_WORD];

	arg_word(&arguments, word, sizeof word);
	text_fold(word, folded, sizeof folded);
	return text_is_one_of(folded, verbs);
}

enum manner verb_who(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct found found = {0};
	int term_ids[4];
	size_t other, foreign, count = names_in(bot, arguments, term_ids, 4, &other, &foreign);

	/* "who won in 1998" and "who is hun sen" are questions */
	if (count == 0 || other > 0 || browse_is_asked(arguments))
		return MANNER_PASS;
	struct naming naming = {
		.index = bot->index, .term_ids = term_ids, .count = count, .found = &found};
	postings_each(bot->index->stated, term_ids[0], add_about, &naming);
	if (found_none(bot, &found))
		return verb_refuse(asker, out, "No fact mentions that name.");
	browse_link(bot, "index.html?q=", arguments, found.link);
	return found_list(
		bot, asker, foreign > 0 ? "About the name alone:" : "", &found, NULL, NULL, out);
}

/* --- others ----------------------------------------------------------------------------------- */

enum manner verb_random(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	static const char *const any[] = {"fact", "facts", "a fact", "one", NULL};
	struct found found = {0};
	char folded[128];

	text_fold(arguments, folded, sizeof folded);
	if (text_is_one_of(folded, any))
		*folded = '\0';
	for (size_t i = 0; i < bot->index->count; i++)
		if (!*folded || verb_is_topic(bot->index->profiles[i].fact, folded))
			found_add(&found, (int)i, 0);
	if (found.count == 0)
		return near_refuse_topic(bot, asker, arguments, out);
	int drawn = found.rows[bot_draw(bot, asker->now) % found.count].at;
	free(found.rows);
	verb_fact_line(bot, asker->room, "", drawn, out->lines[out->count++]);
	verb_shown(bot, asker, drawn, true);
	return MANNER_ANSWER;
}
