/* Counts and lists of the fact base, and dates for reviewing facts. */
#include "moderate/moderate.h"

#include "base/buf.h"
#include "base/text.h"
#include "keep/store_lists.h"
#include "keep/store_work.h"
#include "verbs/arg.h"
#include "verbs/tell.h"

#include <stdio.h>
#include <string.h>

static enum manner say_counts(struct bot *bot, const struct asker *asker, struct reply *out)
{
	const struct someone nobody = {"", "", "", ""};
	struct store_counts counts;
	int64_t open, made;
	char line[REPLY_LINE * 2];
	struct buf buf = BUF(line);
	struct error err;

	if (!store_count(bot->store, &counts, &err) ||
		!store_suggestion_counts(bot->store, &nobody, 0, &open, &made, &err))
		return verb_refuse(asker, out, "The counts could not be read: %s.", err.text);
	buf_add(&buf,
		"%lld facts, %lld drafts, %lld forgotten; %lld questions and %lld patterns; %lld "
		"citations of %lld sources; %lld revisions. Answered %lld times, not known %lld "
		"times. In the inbox: %lld; unanswered questions: %lld. Lists: stats",
		(long long)counts.facts, (long long)counts.drafts, (long long)counts.forgotten,
		(long long)counts.questions, (long long)counts.patterns,
		(long long)counts.citations, (long long)counts.sources, (long long)counts.revisions,
		(long long)counts.answered, (long long)counts.unknown, (long long)open,
		(long long)store_asked_count(bot->store));
	for (int list = 0; list < LISTS; list++)
		buf_add(&buf, "%s %s", list ? " |" : "", store_list_name((enum store_list)list));
	reply_text(line, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

/* Part of a list, as one text. */
struct part {
	struct buf buf;
	size_t skip, count; /* left out at the start; seen so far */
	bool full;
};

static void add_item(void *context, const char *id, const char *detail)
{
	struct part *part = context;

	if (part->count++ < part->skip || part->full)
		return;
	/* leave room to say how many are left */
	if (buf_room(&part->buf) < strlen(id) + strlen(detail) + 64) {
		part->full = true;
		part->skip = part->count; /* the first that does not fit */
		return;
	}
	buf_add(&part->buf, "%s%s%s%s%s", buf_length(&part->buf) ? ", " : "", id,
		*detail ? " (" : "", detail, *detail ? ")" : "");
}

enum manner verb_stats(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char name[ARG_WORD], word[ARG_WORD], text[(REPLY_LINES - 2) * REPLY_ROOM_MIN * 4];
	struct part part = {.buf = BUF(text)};
	int64_t from = 1;
	struct error err;

	if (!arg_word(&arguments, name, sizeof name))
		return say_counts(bot, asker, out);
	enum store_list list = store_list_named(name);
	bool told = arg_word(&arguments, word, sizeof word);
	if (list == LISTS ||
		(told && (text_compare_ascii(word, "from") != 0 || !arg_number(arguments, &from))))
		return verb_refuse(asker, out,
			"Usage: stats, or stats most | never | stale | drafts | "
			"unlocked | forgotten | duplicates [from <number>]");
	part.skip = (size_t)from - 1;
	if (!store_list(bot->store, list, asker->now, add_item, &part, &err))
		return verb_refuse(asker, out, "The list could not be read: %s.", err.text);
	if (buf_length(&part.buf) == 0)
		return verb_say(asker, out, MANNER_NOTICE, "The list is empty (%s).",
			store_list_name(list));
	if (part.full)
		buf_add(&part.buf, ", and %zu more: `stats %s from %zu`",
			part.count - part.skip + 1, store_list_name(list), part.skip);
	reply_text(text, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

enum manner verb_review(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char id[ARG_WORD], word[ARG_WORD];
	bool done, never;
	struct error err;

	arg_word(&arguments, id, sizeof id);
	arg_word(&arguments, word, sizeof word);
	never = text_compare_ascii(arguments, "never") == 0;
	if (text_compare_ascii(word, "by") != 0 || (!never && !arg_is_day(arguments)))
		return verb_refuse(
			asker, out, "Usage: review <id> by <YYYY-MM-DD>, or review <id> by never");
	if (!store_review(bot->store, id, never ? "" : arguments, &done, &err))
		return verb_refuse(asker, out, "This could not be saved: %s.", err.text);
	if (!done)
		return verb_refuse(asker, out,
			never ? "No review of \"%.60s\" was scheduled."
			      : "There is no fact \"%.60s\"; `search` finds the ids.",
			id);
	if (never)
		return verb_say(asker, out, MANNER_ANSWER, "%s has no review date any more.", id);
	return verb_say(asker, out, MANNER_ANSWER,
		"%s is to be reviewed by %s; from then on `stats "
		"stale` lists it. Undo: review %s by never",
		id, arguments, id);
}
