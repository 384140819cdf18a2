/* Verbs that find facts: by topic, words, name, similarity, time, or at random. */
#include "browse/browse.h"

#include "ask/listing.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "base/when.h"
#include "language/script.h"
#include "verbs/arg.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A list of facts: positions in the index, each with its sort key. */
struct found {
	struct found_row {
		int at;
		double order; /* least first */
	} * rows;
	size_t count, room;
	char link[BROWSE_LINK]; /* to a page that has all of them, or "" */
};

static void add_found(struct found *found, int at, double order)
{
	GROW(found->rows, found->count, found->room);
	found->rows[found->count++] = (struct found_row){at, order};
}

static int by_order(const void *a, const void *b)
{
	const struct found_row *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->at - y->at;
}

/* Sorts facts by date, those without one last. */
static double date_order(const struct fact *fact)
{
	struct date_span span;

	return date_read(fact->when, &span) ? (double)span.first + (double)span.last / 1e9 : 1e9;
}

/* Whether no fact was found; `do --json` then gets an empty list. */
static bool found_none(const struct bot *bot, size_t count)
{
	if (count == 0 && bot->rows)
		listing_write(bot->index, NULL, 0, bot->rows);
	return count == 0;
}

/* How a list goes on from the fact at that position. */
typedef const char *go_on(void *context, int at);

/*
 * Lists the facts as an index, the first line after the head. The first of them is what `source`
 * and the like refer to. If they do not fit, the last line says how to go on from the first that is
 * left (further may be NULL). If they do not fit the first line, the link stands there.
 */
static enum manner list_positions(struct bot *bot, const struct asker *asker, const char *head,
	const int *positions, size_t count, const char *link, go_on *further, void *context,
	struct reply *out)
{
	if (bot->rows)
		listing_write(bot->index, positions, count, bot->rows);
	const size_t kept = strlen(link) + (asker->whole ? 0 : VERB_MORE);
	const size_t room = asker->room - (asker->room > kept + REPLY_ROOM_MIN ? kept : 0);
	size_t left[REPLY_LINES];
	size_t done = listing_add(bot->index, head, positions, count, room, left, out);
	if (out->count > 1 && room < asker->room)
		strncat(out->lines[0], link, REPLY_LINE - 1 - strlen(out->lines[0]));
	if (done < count) {
		const char *how = further ? further(context, positions[done]) : NULL;

		verb_say(asker, out, MANNER_ANSWER, "More: %s.", how ? how : "be more specific");
	}
	verb_shown(bot, asker, positions[0], count == 1);
	return verb_page_of(bot, asker, MANNER_ANSWER, left, out);
}

/* Lists the facts in order, and frees the list. */
static enum manner list_found(struct bot *bot, const struct asker *asker, const char *head,
	struct found *found, go_on *further, void *context, struct reply *out)
{
	int *positions = must_alloc(found->count * sizeof *positions);

	qsort(found->rows, found->count, sizeof *found->rows, by_order);
	for (size_t i = 0; i < found->count; i++)
		positions[i] = found->rows[i].at;
	enum manner manner = list_positions(
		bot, asker, head, positions, found->count, found->link, further, context, out);
	free(positions);
	free(found->rows);
	return manner;
}

enum manner browse_list(struct bot *bot, const struct asker *asker, const char *head,
	const int *positions, size_t count, struct reply *out)
{
	if (found_none(bot, count))
		return verb_refuse(asker, out, "No fact is like that.");
	return list_positions(bot, asker, head, positions, count, "", NULL, NULL, out);
}

/* --- topics ----------------------------------------------------------------------------------- */

enum manner verb_topic(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct found found = {0};
	char folded[128];

	text_fold(arguments, folded, sizeof folded);
	for (size_t i = 0; i < bot->index->count; i++)
		if (verb_is_topic(bot->index->profiles[i].fact, folded))
			add_found(&found, (int)i, date_order(bot->index->profiles[i].fact));
	/* a name will do */
	enum manner named = found.count ? MANNER_PASS : verb_who(bot, asker, arguments, out);
	if (named != MANNER_PASS)
		return named;
	if (found.count == 0)
		return near_refuse_topic(bot, asker, arguments, out);
	browse_link(bot, "index.html#topic-", folded, found.link);
	return list_found(bot, asker, "", &found, NULL, NULL, out);
}

/* --- by words --------------------------------------------------------------------------------- */

/* A search is corrected in so many words: each reads all statements. */
enum { RESPELLED = 3 };

/* How near a fact is to a search: it states a word, or its date is in a year that is one of the
 * words. Among equals, the words' weights decide. */
enum { NEAR_STATED = 100000, NEAR_DATED = 50000 };

/* What a search collects: by position, how near each fact is. */
struct search {
	const struct index *index;
	double *nearness;
	int term_id;  /* the term looked for now */
	bool stated;  /* by any fact */
	int unstated; /* words that no fact states */
};

static void add_if_stated(void *context, int slot)
{
	struct search *search = context;
	int at = index_by_slot(search->index, slot);
	const struct mention *mention =
		index_mention(&search->index->profiles[at], search->term_id);

	if (mention && mention->says) {
		search->nearness[at] += NEAR_STATED + (double)lexicon_weight(search->index->lexicon,
							      search->term_id);
		search->stated = true;
	}
}

/* Adds the facts that state the term; false if there are none. */
static bool add_stating(struct search *search, int term_id)
{
	search->term_id = term_id;
	search->stated = false;
	if (term_id >= 0)
		postings_each(search->index->postings, term_id, add_if_stated, search);
	return search->stated;
}

/* If the word is a year, adds to the facts whose date is in it; those that state it have it
 * already, and only come before others that are as near. */
static void add_dated(struct search *search, const struct term *year)
{
	struct date_span span, own;

	if (!words_is_year(year->text) || !date_read(year->text, &span))
		return;
	for (size_t i = 0; i < search->index->count; i++) {
		const struct profile *profile = &search->index->profiles[i];
		const struct mention *mention = index_mention(profile, year->term_id);

		if (date_read(profile->fact->when, &own) && own.first >= span.first &&
			own.last <= span.last)
			search->nearness[i] += mention && mention->says ? 1e-3 : NEAR_DATED;
	}
}

/* Whether a term stands for another word than the one that was typed. */
static bool is_other_word(const struct index *index, const struct term *term)
{
	const char *label = lexicon_label(index->lexicon, term->term_id);

	return term->guessed || (!term->name && strncmp(label, term->text, 3) != 0);
}

/* Adds the facts that state a word of the search or, if there are none, the word that a misspelt
 * one means. If that is another word, the head says so: I looked for bombing, not "bombng". */
static void look_for_word(struct search *search, const struct term *term, struct buf *head)
{
	const struct index *index = search->index;
	const char *other = NULL;
	char meant[WORD_SIZE];

	if (add_stating(search, term->term_id))
		other = is_other_word(index, term) ? lexicon_label(index->lexicon, term->term_id)
						   : NULL;
	else if (!term->name && !term->number && search->unstated++ < RESPELLED &&
		 add_stating(search, browse_respell(index, term->text, meant)))
		other = meant;
	if (term->number)
		add_dated(search, term);
	if (other)
		buf_add(head, "%s %s, not \"%s\"", buf_length(head) ? ", and for" : "I looked for",
			other, term->text);
}

/* The facts whose statements have any of the words, the nearest first. */
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
	search.nearness = must_alloc((bot->index->count + 1) * sizeof *search.nearness);
	for (size_t i = 0; i < terms.count; i++)
		if (!terms.list[i].light)
			look_for_word(&search, &terms.list[i], &head);
	for (size_t i = 0; i < bot->index->count; i++)
		if (search.nearness[i] >= NEAR_STATED)
			add_found(&found, (int)i, -search.nearness[i]);
	free(search.nearness);
	if (found_none(bot, found.count))
		return verb_refuse(asker, out, "No fact mentions these words.");
	if (buf_length(&head))
		buf_add(&head, ":");
	browse_link(bot, "index.html?q=", arguments, found.link);
	return list_found(bot, asker, storage, &found, NULL, NULL, out);
}

/* Collects the term ids of the names among the words and returns how many. Other words are counted
 * in *other, or in *foreign if they are in a script of which only names are known. */
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

	/* "who won in 1998" is not just a name, and "who is hun sen" asks: questions */
	if (count == 0 || other > 0 || browse_is_asked(arguments))
		return MANNER_PASS;
	for (size_t i = 0; i < bot->index->count; i++) {
		double sum = 0;

		for (size_t k = 0; k < count; k++) {
			double one = score_about(&bot->index->profiles[i], term_ids[k]);

			sum = one > 0 && sum >= 0 ? sum + one : -1;
		}
		if (sum > 0)
			add_found(&found, (int)i, -sum);
	}
	if (found_none(bot, found.count))
		return verb_refuse(asker, out, "No fact mentions that name.");
	browse_link(bot, "index.html?q=", arguments, found.link);
	return list_found(
		bot, asker, foreign > 0 ? "About the name alone:" : "", &found, NULL, NULL, out);
}

/* --- others ----------------------------------------------------------------------------------- */

enum manner verb_random(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct found found = {0};
	char folded[128];

	text_fold(arguments, folded, sizeof folded);
	for (size_t i = 0; i < bot->index->count; i++)
		if (!*folded || verb_is_topic(bot->index->profiles[i].fact, folded))
			add_found(&found, (int)i, 0);
	if (found.count == 0)
		return near_refuse_topic(bot, asker, arguments, out);
	int drawn = found.rows[bot_draw(bot, asker->now) % found.count].at;
	free(found.rows);
	verb_fact_line(bot, asker->room, "", drawn, out->lines[out->count++]);
	verb_shown(bot, asker, drawn, true);
	return MANNER_ANSWER;
}

/* --- by time ---------------------------------------------------------------------------------- */

/* Whether the statement has all the words, names in any form. */
static bool has_all_words(const struct profile *profile, const struct terms *terms)
{
	for (size_t i = 0; i < terms->count; i++) {
		const struct mention *mention = index_mention(profile, terms->list[i].term_id);

		if (!terms->list[i].light && (!mention || !mention->says))
			return false;
	}
	return true;
}

/* Adds the dated facts that overlap the span and have the words, which may be "". Those that began
 * before it come last. */
static void add_in_span(
	struct bot *bot, const struct date_span *span, const char *words, struct found *found)
{
	char folded[256];
	struct terms terms;

	text_fold(words, folded, sizeof folded);
	lexicon_terms(bot->index->lexicon, folded, LEXICON_READ, &terms);
	for (size_t i = 0; i < bot->index->count; i++) {
		const struct profile *profile = &bot->index->profiles[i];
		struct date_span own;

		if (date_read(profile->fact->when, &own) && own.last >= span->first &&
			own.first <= span->last && has_all_words(profile, &terms))
			add_found(found, (int)i,
				date_order(profile->fact) + (own.first < span->first ? 1e9 : 0));
	}
}

/* What `timeline` was asked, for going on. */
struct period {
	const struct bot *bot;
	const char *words;
	struct date_span span;
	char text[320];
};

/* "timeline 1993-05 2004 about elections": from the first fact that is left to the end or, if that
 * fact began before the period, to the start of the period. */
static const char *go_on_from(void *context, int at)
{
	struct period *period = context;
	struct buf buf = BUF(period->text);
	const char *when = period->bot->index->profiles[at].fact->when;
	struct date_span own;
	bool before = date_read(when, &own) && own.first < period->span.first;
	int last = before ? period->span.first : period->span.last;

	buf_add(&buf, "timeline %.*s", (int)strcspn(when, "/"), when);
	if (last < 99990000)
		buf_add(&buf, " %04d-%02d-%02d", last / 10000, last / 100 % 100, last % 100);
	if (*period->words)
		buf_add(&buf, " about %.200s", period->words);
	return period->text;
}

enum manner verb_timeline(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct found found = {0};
	struct period period = {.bot = bot};

	if (!when_read_range(arguments, &period.span, &period.words))
		return MANNER_PASS;
	add_in_span(bot, &period.span, period.words, &found);
	if (found_none(bot, found.count))
		return verb_refuse(asker, out, "No dated fact falls into that time.");
	browse_link(bot, "timeline.html", "", found.link);
	return list_found(bot, asker, "", &found, go_on_from, &period, out);
}

/* "today", "this day": that day of any year. */
static bool read_today(const char *arguments, int64_t now, struct when *when)
{
	time_t at = (time_t)now;
	struct tm parts;

	if ((text_compare_ascii(arguments, "today") != 0 &&
		    text_compare_ascii(arguments, "this day") != 0) ||
		!gmtime_r(&at, &parts))
		return false;
	*when = (struct when){.month = parts.tm_mon + 1, .day = parts.tm_mday};
	return true;
}

enum manner verb_on(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct when when;
	struct found found = {0};

	if (!read_today(arguments, asker->now.unix, &when) && !when_read(arguments, &when))
		return MANNER_PASS;
	for (size_t i = 0; i < bot->index->count; i++) {
		struct date_span own;

		if (date_read(bot->index->profiles[i].fact->when, &own) && when_meets(&when, &own))
			add_found(&found, (int)i, /* the most exact date first */
				1e9 * (own.last - own.first) + (double)own.first);
	}
	if (found_none(bot, found.count))
		return verb_refuse(asker, out, "No fact has that date.");
	return list_found(bot, asker, "", &found, NULL, NULL, out);
}
