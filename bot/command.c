#include "command.h"

#include "ask/search.h"
#include "base/buf.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

typedef enum manner handler(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out);

static handler do_source, do_more, do_why, do_topics, do_search, do_help;

static const struct verb {
	const char *name;
	size_t least, most; /* words behind it: with more or fewer it begins a question */
	const char *usage, *help;
	handler *run;
} verbs[] = {
	{"source", 0, 1, "source [fact id]",
		"the documents behind the last answer or a fact: title, paragraph, quote, address",
		do_source},
	{"more", 0, 0, "more", "the rest of the last reply", do_more},
	{"why", 0, 0, "why", "how the last answer was chosen, and how sure it is", do_why},
	{"topics", 0, 0, "topics", "what can be asked about, with the number of facts", do_topics},
	{"search", 1, 12, "search <words>", "the facts that speak of the words", do_search},
	{"help", 0, 1, "help [verb]", "what can be said", do_help},
};

enum { VERBS = sizeof verbs / sizeof *verbs };

static const struct verb *find_verb(const char *name)
{
	for (size_t i = 0; i < VERBS; i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

bool command_is_verb(const char *name, size_t words)
{
	const struct verb *verb = find_verb(name);

	return verb && words >= verb->least && words <= verb->most;
}

enum manner command_run(struct bot *bot, const struct asker *asker, const char *name,
	const char *arguments, struct reply *out)
{
	const struct verb *verb = find_verb(name);

	out->count = 0;
	return verb ? verb->run(bot, asker, arguments, out) : MANNER_NOTICE;
}

/* --- the verbs -------------------------------------------------------------------------------- */

static struct recollection *last(struct bot *bot, const struct asker *asker)
{
	return memory_find(&bot->memory, asker->network, asker->place, asker->nick, asker->now);
}

static enum manner refuse(const struct asker *asker, struct reply *out, const char *why)
{
	reply_text(why, asker->room, out);
	return MANNER_NOTICE;
}

/* The fact of that id; without one, that of the last answer. */
static const struct fact *fact_meant(struct bot *bot, const struct asker *asker, const char *id)
{
	struct recollection *it = *id ? NULL : last(bot, asker);
	int at = index_by_id(bot->index, *id ? id : it ? it->fact : "");

	return at < 0 ? NULL : bot->index->profiles[at].fact;
}

/* Shows the first of the lines; the others wait for `more`. */
static enum manner page(
	struct bot *bot, const struct asker *asker, enum manner manner, struct reply *out)
{
	struct recollection *it = last(bot, asker);
	struct recollection kept = {0};

	if (out->count < 2)
		return manner;
	if (it)
		kept = *it;
	it = memory_new(&bot->memory, asker->network, asker->place, asker->nick, asker->now);
	memcpy(it->fact, kept.fact, sizeof it->fact);
	it->why = kept.why;
	it->rest = *out;
	it->next = 1;
	out->count = 1;
	char *line = out->lines[0];
	size_t length = strlen(line), waiting = it->rest.count - 1;

	if (length + 16 < asker->room && length + 16 < REPLY_LINE)
		snprintf(line + length, REPLY_LINE - length, " (%zu more)", waiting);
	return manner;
}

static enum manner do_source(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const struct fact *fact = fact_meant(bot, asker, arguments);
	char line[160];

	if (!fact && *arguments) {
		snprintf(line, sizeof line, "There is no fact \"%.60s\"; `search` finds the ids.",
			arguments);
		return refuse(asker, out, line);
	}
	if (!fact)
		return refuse(asker, out,
			"No answer of the last ten minutes is left to explain: "
			"say `source <fact id>`.");
	reply_source(&bot->index->set, fact, asker->room, out);
	return page(bot, asker, MANNER_ANSWER, out);
}

static enum manner do_more(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct recollection *it = last(bot, asker);

	(void)arguments;
	if (!it || it->next >= it->rest.count)
		return refuse(asker, out, "There is no more.");
	reply_text(it->rest.lines[it->next++], REPLY_LINE, out);
	return MANNER_ANSWER;
}

static enum manner do_why(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct recollection *it = last(bot, asker);

	(void)arguments;
	if (!it || it->why.count == 0)
		return refuse(asker, out, "No answer of the last ten minutes is left to explain.");
	*out = it->why;
	return page(bot, asker, MANNER_ANSWER, out);
}

static enum manner do_topics(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	enum { TOPICS_MAX = 64 };
	struct {
		const char *name;
		size_t facts;
	} topics[TOPICS_MAX];
	size_t count = 0;
	char line[REPLY_LINE * 4];
	struct buf buf = BUF(line);

	(void)arguments;
	for (size_t i = 0; i < bot->index->count; i++) {
		const char *name = bot->index->profiles[i].fact->topic;
		size_t k = 0;

		while (k < count && strcmp(topics[k].name, name) != 0)
			k++;
		if (k == TOPICS_MAX)
			continue;
		if (k == count) {
			topics[count].name = name;
			topics[count++].facts = 0;
		}
		topics[k].facts++;
	}
	buf_add(&buf, "I know about");
	for (size_t k = 0; k < count; k++)
		buf_add(&buf, "%s %s (%zu)", k ? "," : ":", topics[k].name, topics[k].facts);
	reply_text(line, asker->room, out);
	return page(bot, asker, MANNER_NOTICE, out);
}

static enum manner do_search(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	enum { ROWS = 60, FOUND = 12 };
	char folded[512];
	struct asked asked;
	int found[FOUND];
	struct fault why;

	text_fold(arguments, folded, sizeof folded);
	match_read(bot->index, folded, NULL, &asked);
	size_t count = search_facts(bot->index, bot->store, &asked, ROWS, found, FOUND, &why);

	for (size_t i = 0; i < count; i++) {
		const struct fact *fact = bot->index->profiles[found[i]].fact;
		char line[REPLY_LINE];

		snprintf(line, sizeof line, "%s: %s", fact->id, fact->says);
		reply_text(line, asker->room, out);
	}
	if (count == 0)
		return refuse(asker, out, "Nothing is known of these words.");
	return page(bot, asker, MANNER_NOTICE, out);
}

static enum manner do_help(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const struct verb *verb = find_verb(arguments);
	char line[REPLY_LINE];
	struct buf buf = BUF(line);

	(void)bot;
	if (verb) {
		buf_add(&buf, "%s: %s", verb->usage, verb->help);
	} else if (*arguments) {
		buf_add(&buf, "There is no verb \"%.30s\"; say `help`.", arguments);
	} else {
		buf_add(&buf, "Ask me a question on US–Cambodia relations by my name, by ?? or in "
			      "private; I answer from documents that I name. Verbs:");
		for (size_t i = 0; i < VERBS; i++)
			buf_add(&buf, "%s %s", i ? "," : "", verbs[i].name);
		buf_add(&buf, ". `help <verb>` tells more.");
	}
	reply_text(line, asker->room, out);
	return MANNER_NOTICE;
}
