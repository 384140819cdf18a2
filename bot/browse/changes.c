/* `changes`, and searches by author, date and regex. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"
#include "base/zone.h"
#include "browse/browse.h"
#include "counters.h"
#include "keep/store_edit.h"
#include "pattern/pattern.h"
#include "verbs/arg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
	CHANGES_MOST = 60,    /* that `changes` lists */
	SEARCHED_MOST = 500,  /* that a search looks at */
	REGEX_US = 12 * 1000, /* time limit of a search by regex, which blocks the loop */
	DAY_S = 24 * 60 * 60,
	ENTRY = 400 /* bytes that suffice for one change */
};

static const char unreadable[] = "The changes could not be read: %s.";

/* "[today] [by <author>] [since <date>]" */
struct wanted_changes {
	char author[ARG_WORD];
	int64_t since;
};

/* Reads "today", "yesterday" or a date in the zone as Unix time; false if it is neither. */
static bool read_since(const char *zone, const char *text, int64_t now, int64_t *since)
{
	struct date_span span;
	struct tm parts = {0};

	bool yesterday = text_compare_ascii(text, "yesterday") == 0;
	if (yesterday || text_compare_ascii(text, "today") == 0) {
		*since = zone_moment(zone, zone_day(zone, now, 0) - yesterday, 0, 0);
		return true;
	}
	if (!date_read(text, &span))
		return false;
	int month = span.first / 100 % 100, day = span.first % 100;
	parts.tm_year = span.first / 10000 - 1900;
	parts.tm_mon = month > 0 ? month - 1 : 0;
	parts.tm_mday = day > 0 ? day : 1;
	*since = zone_moment(zone, timegm(&parts) / DAY_S, 0, 0);
	return true;
}

static bool read_wanted(
	const char *zone, const char *arguments, int64_t now, struct wanted_changes *wanted)
{
	char word[ARG_WORD], value[ARG_WORD];

	*wanted = (struct wanted_changes){.since = 0};
	while (arg_word(&arguments, word, sizeof word)) {
		if (read_since(zone, word, now, &wanted->since))
			continue;
		if (!arg_word(&arguments, value, sizeof value))
			return false;
		else if (text_compare_ascii(word, "by") == 0)
			snprintf(wanted->author, sizeof wanted->author, "%s", value);
		else if (text_compare_ascii(word, "since") != 0 ||
			 !read_since(zone, value, now, &wanted->since))
			return false;
	}
	return true;
}

/* --- who changed what ------------------------------------------------------------------------- */

struct change_list {
	struct buf buf;
	const char *zone;
	size_t count, seen;
};

static void add_change(void *context, const struct changed_fact *changed)
{
	struct change_list *list = context;
	int year, month, day;

	if (list->seen++ == CHANGES_MOST || buf_room(&list->buf) < ENTRY)
		return;
	size_t length = text_cut_word(changed->reason, strlen(changed->reason), 80);
	zone_date(list->zone, changed->at, &year, &month, &day);
	buf_add(&list->buf, "%s%d-%02d-%02d %.*s: %s (%.*s%s)", list->count++ ? " · " : "", year,
		month, day, (int)strcspn(changed->author, "!"), changed->author, changed->id,
		(int)length, changed->reason, changed->reason[length] ? "…" : "");
}

enum manner verb_changes(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char text[REPLY_LINES * REPLY_LINE] = "";
	struct change_list list = {.zone = bot_zone(bot), .buf = BUF(text)};
	struct wanted_changes wanted;
	struct error err;

	if (!read_wanted(bot_zone(bot), arguments, asker->now.unix, &wanted))
		return verb_refuse(asker, out,
			"Usage: changes, changes today, changes by <author>, changes since "
			"<YYYY[-MM[-DD]]> or yesterday");
	if (!store_changed_facts(bot->store, wanted.author, wanted.since, CHANGES_MOST + 1,
		    add_change, &list, &err))
		return verb_refuse(asker, out, unreadable, err.text);
	if (list.count == 0)
		return verb_refuse(asker, out, "Nobody%s%s has changed a fact%s.",
			*wanted.author ? " called " : "", wanted.author,
			wanted.since ? " since then" : "");
	if (*reply_text(text, asker->room, out) || list.seen > list.count) {
		out->count -= out->count == REPLY_LINES;
		reply_line("Older changes are left out; history <id> shows all of a fact.",
			asker->room, out);
	}
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

/* --- searching -------------------------------------------------------------------------------- */

struct changed_list {
	const struct index *index;
	int positions[SEARCHED_MOST];
	size_t count, seen;
};

static void add_changed(void *context, const struct changed_fact *changed)
{
	struct changed_list *list = context;
	int at = index_by_number(list->index, changed->number);

	if (list->seen++ == SEARCHED_MOST)
		return;
	for (size_t i = 0; i < list->count; i++)
		if (list->positions[i] == at)
			return;
	if (at >= 0)
		list->positions[list->count++] = at;
}

static enum manner search_regex(
	struct bot *bot, const struct asker *asker, const char *regex, struct reply *out)
{
	const struct index *index = bot->index;
	struct error err;
	struct pattern *pattern = pattern_new(regex, &err);
	int64_t until = counters_clock() + REGEX_US;
	size_t count = 0, at = 0;
	char head[96] = "";

	if (!pattern)
		return verb_refuse(asker, out, "%s.", err.text);
	int *positions = must_alloc((index->count + 1) * sizeof *positions);
	pattern_jit(pattern);
	for (; at < index->count && counters_clock() < until; at++) {
		const struct fact *fact = index->profiles[at].fact;
		char folded[REPLY_LINE * 2];

		text_fold(fact->says, folded, sizeof folded);
		if (pattern_matches(pattern, folded) || pattern_matches(pattern, fact->id))
			positions[count++] = (int)at;
	}
	if (at < index->count)
		snprintf(head, sizeof head, "Searched only %zu of %zu facts:", at, index->count);
	enum manner manner = browse_list(bot, asker, head, positions, count, out);
	free(positions);
	pattern_free(pattern);
	return manner;
}

bool browse_search(struct bot *bot, const struct asker *asker, const char *arguments,
	struct reply *out, enum manner *manner)
{
	size_t length = strlen(arguments);
	struct changed_list list = {.index = bot->index};
	struct wanted_changes wanted;
	struct error err;
	char regex[REPLY_LINE], head[48] = "";

	if (length > 2 && *arguments == '/' && arguments[length - 1] == '/') {
		snprintf(regex, sizeof regex, "%.*s", (int)(length - 2), arguments + 1);
		*manner = search_regex(bot, asker, regex, out);
		return true;
	}
	if ((strncmp(arguments, "by ", 3) != 0 && strncmp(arguments, "since ", 6) != 0) ||
		!read_wanted(bot_zone(bot), arguments, asker->now.unix, &wanted))
		return false;
	if (!store_changed_facts(bot->store, wanted.author, wanted.since, SEARCHED_MOST + 1,
		    add_changed, &list, &err)) {
		*manner = verb_refuse(asker, out, unreadable, err.text);
		return true;
	}
	/* no author of that name: "by boat" is two words to search for */
	if (list.seen == 0 && *wanted.author && !wanted.since)
		return false;
	if (list.seen > SEARCHED_MOST)
		snprintf(head, sizeof head, "Of the last %d changes:", SEARCHED_MOST);
	*manner = browse_list(bot, asker, head, list.positions, list.count, out);
	return true;
}
