/* Verbs about answers: their sources and reasoning, and what else can be asked. */
#include "browse/browse.h"

#include "ask/reason.h"
#include "base/buf.h"
#include "base/text.h"
#include "fact/csl.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool cites(const struct fact *fact, const struct source *source)
{
	for (size_t i = 0; i < fact->citation_count; i++)
		if (strcmp(fact->citations[i].source, source->id) == 0)
			return true;
	return false;
}

/* A source and the facts that cite it: "voa-timeline: Hong, C. (2018). … Cited by 2: a, b" */
static enum manner show_source(
	struct bot *bot, const struct asker *asker, const struct source *source, struct reply *out)
{
	char text[REPLY_LINES * REPLY_LINE], ids[REPLY_LINES * REPLY_LINE] = "";
	struct buf buf = BUF(text), list = BUF(ids);
	size_t count = 0;

	for (size_t i = 0; i < bot->index->count; i++)
		if (cites(bot->index->profiles[i].fact, source))
			buf_add(&list, "%s%s", count++ ? ", " : ": ",
				bot->index->profiles[i].fact->id);
	/* facts that cite it may exist in other channels, so only show to a moderator, in private,
	 * that the source does */
	if (count == 0 && (asker->channel || asker->role < ROLE_MODERATOR))
		return near_refuse_id(bot, asker, source->id, out);
	buf_add(&buf, "%s: ", source->id);
	csl_write(&buf, source, CSL_APA, 0);
	if (count > 0)
		buf_add(&buf, " Cited by %zu fact%s%s", count, count == 1 ? "" : "s", ids);
	else
		buf_add(&buf, " No fact here cites it.");
	reply_text(text, asker->room, out);
	return verb_page(bot, asker, MANNER_ANSWER, out);
}

enum manner verb_source(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const struct fact *fact = verb_fact(bot, asker, arguments);
	const struct source *source = factset_source(&bot->index->set, arguments);

	if (!fact && browse_value(bot, asker, arguments, out))
		return MANNER_ANSWER;
	if (!fact && source)
		return show_source(bot, asker, source, out);
	if (!fact && *arguments)
		return near_refuse_id(bot, asker, arguments, out);
	if (!fact)
		return verb_refuse(asker, out,
			"There is no answer from the last ten minutes; say `source <fact id>`.");
	reply_source(&bot->index->set, fact, asker->room, out);
	return verb_page(bot, asker, MANNER_ANSWER, out);
}

bool browse_value(struct bot *bot, const struct asker *asker, const char *text, struct reply *out)
{
	size_t id = strcspn(text, "["), place = 0;
	int end = 0;
	char name[CONTEXT_ID], line[REPLY_LINE];
	struct buf buf = BUF(line);

	if (text[id] != '[' || id >= sizeof name ||
		sscanf(text + id, "[%3zu]%n", &place, &end) < 1 || end == 0 ||
		text[id + end + strspn(text + id + end, "? ")])
		return false;
	snprintf(name, sizeof name, "%.*s", (int)id, text);
	int at = index_by_id(bot->index, name);
	if (at < 0)
		return false;
	const struct fact *fact = bot->index->profiles[at].fact;
	if (place < 1 || place > fact->citation_count) {
		verb_say(asker, out, MANNER_ANSWER, "%s has %zu citation%s: %s[1]%s.", fact->id,
			fact->citation_count, fact->citation_count == 1 ? "" : "s", fact->id,
			fact->citation_count == 1 ? "" : " and so on");
		return true;
	}
	const struct citation *citation = &fact->citations[place - 1];
	const struct source *source = factset_source(&bot->index->set, citation->source);
	buf_add(&buf, "(%zu of %zu) %s", place, fact->citation_count,
		*citation->supports ? citation->supports : "all of it");
	if (*citation->quote)
		buf_add(&buf, ": \"%s\"", citation->quote);
	buf_add(&buf, " [%s", source && *source->brief ? source->brief : citation->source);
	if (citation->paragraph)
		buf_add(&buf, " ¶%d", citation->paragraph);
	if (*citation->locator)
		buf_add(&buf, ", %s", citation->locator);
	buf_add(&buf, "] (%s)", fact->id);
	reply_text(line, asker->room, out);
	verb_shown(bot, asker, at, true);
	return true;
}

enum manner verb_more(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct exchange *it =
		context_own(&bot->memory, asker->network, asker->place, asker->person, asker->now);

	(void)arguments;
	if (!it || it->next >= it->rest.count) {
		it = verb_last(bot, asker);
		/* the rest of a private reply is for its asker alone */
		if (it && it->private)
			it = NULL;
	}
	if (!it || it->next >= it->rest.count)
		return verb_refuse(asker, out, "There is no more.");
	reply_text(it->rest.lines[it->next++], REPLY_LINE, out);
	return it->private ? MANNER_NOTICE : MANNER_ANSWER;
}

enum manner verb_why(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct exchange *it = verb_last(bot, asker);

	(void)arguments;
	if (!it || it->why.count == 0 || (*it->fact && !index_find(bot->index, it->fact)))
		return verb_refuse(
			asker, out, "There is no answer from the last ten minutes to explain.");
	*out = it->why;
	return verb_page(bot, asker, MANNER_ANSWER, out);
}

/* The first TOPICS_MAX topics, with the number of facts on each. */
enum { TOPICS_MAX = 64 };

struct topics {
	struct topic {
		const char *name;
		size_t facts;
	} list[TOPICS_MAX];
	size_t count;
};

static void count_topic(struct topics *topics, const char *name)
{
	size_t k = 0;

	while (k < topics->count && strcmp(topics->list[k].name, name) != 0)
		k++;
	if (k == TOPICS_MAX)
		return;
	if (k == topics->count)
		topics->list[topics->count++] = (struct topic){.name = name};
	topics->list[k].facts++;
}

static int by_name(const void *a, const void *b)
{
	const struct topic *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Only for `help`: unwrap.h reads "tell bob about …" as a question with a recipient. */
enum manner verb_tell(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	(void)bot;
	(void)asker;
	(void)arguments;
	(void)out;
	return MANNER_PASS;
}

enum manner verb_topics(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct topics topics = {0};
	char line[REPLY_LINE * 4];
	struct buf buf = BUF(line);

	(void)arguments;
	for (size_t i = 0; i < bot->index->count; i++) {
		const struct fact *fact = bot->index->profiles[i].fact;

		for (size_t k = 0; k <= fact->topic_count; k++)
			count_topic(&topics, k == 0 ? fact->topic : fact->topics[k - 1]);
	}
	qsort(topics.list, topics.count, sizeof *topics.list, by_name);
	buf_add(&buf, "I know about");
	for (size_t k = 0; k < topics.count; k++)
		buf_add(&buf, "%s %s (%zu)", k ? "," : ":", topics.list[k].name,
			topics.list[k].facts);
	reply_text(line, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICES, out);
}

enum manner verb_try(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct answer answer;
	char folded[REPLY_LINE];

	text_fold(arguments, folded, sizeof folded);
	answer_decide(bot->index, folded, false, &answer);
	reason_try(bot->index, &answer, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}
