/* `stats`, the counts and lists of the fact base, and `review`, dates for reviewing facts. */
#include "moderate/moderate.h"

#include "base/buf.h"
#include "base/text.h"
#include "keep/store_lists.h"
#include "keep/store_work.h"
#include "verbs/arg.h"
#include "verbs/later.h"
#include "verbs/near.h"
#include "verbs/tell.h"

#include <stdio.h>
#include <string.h>

struct counting {
	struct later later;
	struct store_counts counts;
	int64_t open, made, asked;
};

static void count(struct later *later)
{
	const struct someone nobody = {"", "", "", ""};
	struct counting *it = (struct counting *)later;
	struct store *store = store_open(later->database, STORE_READ, &later->err);

	if (store)
		store_set_view(store, &later->view);
	later->good = store && store_count(store, &it->counts, &later->err) &&
		      store_suggestion_counts(store, &nobody, 0, &it->open, &it->made, &later->err);
	it->asked = later->good ? store_asked_count(store) : 0;
	store_close(store);
}

/* Adds " most | never | …". */
static void add_list_names(struct buf *buf)
{
	for (int list = 0; list < LISTS; list++)
		buf_add(buf, "%s %s", list ? " |" : "", store_list_name((enum store_list)list));
}

static enum manner refuse_usage(const struct asker *asker, struct reply *out)
{
	char names[256];
	struct buf buf = BUF(names);

	add_list_names(&buf);
	return verb_refuse(asker, out, "Usage: stats, or stats%s [from <number>]", names);
}

static enum manner say_counts(struct bot *bot, struct later *later, struct reply *out)
{
	const struct counting *it = (const struct counting *)later;
	const struct store_counts *counts = &it->counts;
	char line[REPLY_LINE * 2];
	struct buf buf = BUF(line);

	if (!later->good)
		return verb_refuse(
			&later->asker, out, "The counts could not be read: %s.", later->err.text);
	if (bot->no_encoder)
		buf_add(&buf, "No encoder, so I recognise fewer questions: %.200s. ",
			bot->no_encoder);
	buf_add(&buf,
		"%lld facts, %lld drafts, %lld forgotten; %lld questions and %lld patterns; %lld "
		"citations of %lld sources; %lld revisions. Answered %lld times, not known %lld "
		"times. In the inbox: %lld; unanswered questions: %lld. Lists: stats",
		(long long)counts->facts, (long long)counts->drafts, (long long)counts->forgotten,
		(long long)counts->questions, (long long)counts->patterns,
		(long long)counts->citations, (long long)counts->sources,
		(long long)counts->revisions, (long long)counts->answered,
		(long long)counts->unknown, (long long)it->open, (long long)it->asked);
	add_list_names(&buf);
	reply_text(line, later->asker.room, out);
	return verb_page(bot, &later->asker, MANNER_NOTICE, out);
}

/* Part of a list, as one text. */
struct part {
	struct buf buf;
	size_t skip;  /* how many to leave out; once full, which one did not fit */
	size_t count; /* seen so far */
	bool full;
};

static void add_item(void *context, const char *id, const char *detail)
{
	struct part *part = context;

	if (part->count++ < part->skip || part->full)
		return;
	/* leave room for ", and 12 more: …" */
	if (buf_room(&part->buf) < strlen(id) + strlen(detail) + 64) {
		part->full = true;
		part->skip = part->count;
		return;
	}
	buf_add(&part->buf, "%s%s%s%s%s", buf_length(&part->buf) ? ", " : "", id,
		*detail ? " (" : "", detail, *detail ? ")" : "");
}

struct listing {
	struct later later;
	enum store_list list;
	struct part part;
	char text[(REPLY_LINES - 2) * REPLY_ROOM_MIN * 4];
};

static void list_counted_facts(struct later *later)
{
	struct listing *it = (struct listing *)later;
	struct store *store = store_open(later->database, STORE_READ, &later->err);

	if (store)
		store_set_view(store, &later->view);
	later->good = store && store_list(store, it->list, later->asker.now, add_item, &it->part,
				       &later->err);
	store_close(store);
}

static enum manner say_list(struct bot *bot, struct later *later, struct reply *out)
{
	struct listing *it = (struct listing *)later;

	if (!later->good)
		return verb_refuse(
			&later->asker, out, "The list could not be read: %s.", later->err.text);
	if (buf_length(&it->part.buf) == 0)
		return verb_say(&later->asker, out, MANNER_NOTICE, "The list is empty (%s).",
			store_list_name(it->list));
	if (it->part.full)
		buf_add(&it->part.buf, ", and %zu more: `stats %s from %zu`",
			it->part.count - it->part.skip + 1, store_list_name(it->list),
			it->part.skip);
	reply_text(it->text, later->asker.room, out);
	return verb_page(bot, &later->asker, MANNER_NOTICE, out);
}

enum manner verb_stats(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char name[ARG_WORD], word[ARG_WORD];
	int64_t from = 1;

	if (!arg_word(&arguments, name, sizeof name)) {
		struct later *later = later_new(bot, asker, sizeof(struct counting));

		later->work = count;
		later->finish = say_counts;
		return later_run(bot, later, out);
	}
	enum store_list list = store_list_named(name);
	bool told = arg_word(&arguments, word, sizeof word);
	if (list == LISTS ||
		(told && (text_compare_ascii(word, "from") != 0 || !arg_number(arguments, &from))))
		return refuse_usage(asker, out);
	if (list == LIST_HIDDEN && asker->role < ROLE_OWNER)
		return verb_refuse(asker, out, "Only owners see which facts are hidden.");
	struct listing *it = (struct listing *)later_new(bot, asker, sizeof *it);
	it->later.work = list_counted_facts;
	it->later.finish = say_list;
	it->list = list;
	it->part = (struct part){.buf = BUF(it->text), .skip = (size_t)from - 1};
	return later_run(bot, &it->later, out);
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
		return never ? verb_refuse(asker, out, "No review of \"%.60s\" was scheduled.", id)
			     : near_refuse_id(bot, asker, id, out);
	if (never)
		return verb_say(asker, out, MANNER_ANSWER, "%s has no review date any more.", id);
	return verb_say(asker, out, MANNER_ANSWER,
		"%s is to be reviewed by %s; from then on `stats "
		"stale` lists it. Undo: review %s by never",
		id, arguments, id);
}
