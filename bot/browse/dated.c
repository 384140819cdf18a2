/* Verbs that find facts by their date. */
#include "browse/found.h"

#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "base/when.h"
#include "base/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct sought {
	uint64_t words;   /* a bit for each of them */
	uint64_t *having; /* by position: those that the statement has */
};

static void read_sought(const struct index *index, const char *words, struct sought *sought)
{
	char folded[256];
	struct terms terms;

	text_fold(words, folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	sought->words = 0;
	for (size_t i = 0; i < terms.count; i++)
		if (!terms.list[i].light)
			sought->words |= UINT64_C(1) << i;
	sought->having = browse_having(index, &terms);
}

/* Whether the statement has all the words, names in any form or as a part of another name. */
static bool has_all_words(const struct sought *sought, size_t at)
{
	return !(sought->words & ~sought->having[at]);
}

/* Adds the dated facts that overlap the span and have the words, which may be "". Those that began
 * before it come last. */
static void add_in_span(
	struct bot *bot, const struct date_span *span, const char *words, struct found *found)
{
	struct sought sought;

	read_sought(bot->index, words, &sought);
	for (size_t i = 0; i < bot->index->count; i++) {
		const struct profile *profile = &bot->index->profiles[i];
		const struct date_span own = profile->when;

		if (own.last > 0 && own.last >= span->first && own.first <= span->last &&
			has_all_words(&sought, i))
			found_add(found, (int)i,
				found_date_order(profile) + (own.first < span->first ? 1e9 : 0));
	}
	free(sought.having);
}

/* A request for a timeline, so that its last line can say how to continue it. */
struct period {
	const struct bot *bot;
	const char *words;
	struct date_span span;
	char text[320];
};

/* Whether a fact has the words, began before the period and extends into it. */
static bool any_from_before(const struct period *period)
{
	const struct index *index = period->bot->index;
	const int start = period->span.first;
	struct sought sought;
	bool found = false;

	read_sought(index, period->words, &sought);
	for (size_t i = 0; i < index->count && !found; i++) {
		const struct date_span own = index->profiles[i].when;

		found = own.last > 0 && own.first < start && own.last >= start &&
			has_all_words(&sought, i);
	}
	free(sought.having);
	return found;
}

static void add_timeline(const struct period *period, const char *from, int last, struct buf *buf)
{
	buf_add(buf, "timeline %s", from);
	if (last < 99990000)
		buf_add(buf, " %04d-%02d-%02d", last / 10000, last / 100 % 100, last % 100);
	if (*period->words)
		buf_add(buf, " about %.100s", period->words);
}

/* "timeline 1993-05 2004 about elections": from the first fact that is left to the end of the
 * period, and then the facts that began before it, since they come last. If the first fact that is
 * left began before the period, from there to its start. */
static const char *continue_timeline(void *context, int at)
{
	struct period *period = context;
	struct buf buf = BUF(period->text);
	const char *when = period->bot->index->profiles[at].fact->when;
	struct date_span own;
	char from[16];
	int start = period->span.first;
	bool before = date_read(when, &own) && own.first < start;

	snprintf(from, sizeof from, "%.*s", (int)strcspn(when, "/"), when);
	add_timeline(period, from, before ? start : period->span.last, &buf);
	if (!before && any_from_before(period)) {
		snprintf(from, sizeof from, "%04d-%02d-%02d", start / 10000, start / 100 % 100,
			start % 100);
		buf_add(&buf, "; then ");
		add_timeline(period, from, start, &buf);
	}
	return period->text;
}

/* "timeline of the khmer rouge": a few words without a date, of any time. */
static bool read_subject(const char *arguments, struct period *period)
{
	enum { FEW = 5 };
	static const char *const openings[] = {"of ", "for ", "on ", "with "};

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (strncasecmp(arguments, openings[i], strlen(openings[i])) == 0)
			arguments += strlen(openings[i]);
	period->words = arguments;
	period->span = (struct date_span){.first = 0, .last = 99991231};
	return text_count_words(arguments) <= FEW && !strchr(arguments, '?');
}

enum manner verb_timeline(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct found found = {0};
	struct period period = {.bot = bot};

	bool dated = when_read_range(arguments, &period.span, &period.words);

	if (!dated && !read_subject(arguments, &period))
		return MANNER_PASS;
	add_in_span(bot, &period.span, period.words, &found);
	if (!dated && found.count == 0) /* a question, perhaps */
		return MANNER_PASS;
	if (found_none(bot, &found))
		return verb_refuse(asker, out, "No dated fact falls in that time.");
	browse_link(bot, "timeline.html", "", found.link);
	return found_list(bot, asker, "", &found, continue_timeline, &period, out);
}

/* "today", "this day": this day of any year, in the configuration's time zone. */
static bool read_today(const struct bot *bot, const char *arguments, int64_t now, struct when *when)
{
	int year, month, day;

	if (text_compare_ascii(arguments, "today") != 0 &&
		text_compare_ascii(arguments, "this day") != 0)
		return false;
	zone_date(bot_zone(bot), now, &year, &month, &day);
	*when = (struct when){.month = month, .day = day};
	return true;
}

enum manner verb_on(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct when when;
	struct found found = {0};

	if (!read_today(bot, arguments, asker->now.unix, &when) && !when_read(arguments, &when))
		return MANNER_PASS;
	for (size_t i = 0; i < bot->index->count; i++) {
		const struct date_span own = bot->index->profiles[i].when;

		if (own.last > 0 && when_overlaps(&when, &own))
			/* the most exact date first */
			found_add(&found, (int)i, 1e9 * (own.last - own.first) + (double)own.first);
	}
	if (found_none(bot, &found))
		return verb_refuse(asker, out, "No fact has that date.");
	return found_list(bot, asker, "", &found, NULL, NULL, out);
}
