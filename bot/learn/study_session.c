/* A study session in a channel, and the reading list of what was asked. */
#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "keep/store_study.h"
#include "learn/learn.h"
#include "learn/person.h"
#include "learn/quiz_draw.h"
#include "page/site.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { IDS = 64, DAY = 24 * 60 * 60 };

/* A summary of the journal for one place. */
struct summary {
	struct bot *bot;
	size_t asked, answered, missed, quizzed;
	const struct fact *facts[IDS]; /* served as answers, each once */
	size_t fact_count;
	const struct fact *all[IDS]; /* and those behind quiz questions */
	size_t all_count;
	char missing[2 * REPLY_LINE]; /* unanswered questions: "…"; "…" */
	struct buf buf;
};

static void add_once(const struct fact *list[IDS], size_t *count, const struct fact *fact)
{
	for (size_t i = 0; i < *count; i++)
		if (list[i] == fact)
			return;
	if (*count < IDS)
		list[(*count)++] = fact;
}

static void count_entry(void *context, const char *decision, int64_t number, const char *question)
{
	struct summary *g = context;
	int at = number ? index_by_number(g->bot->index, number) : -1;
	const struct fact *fact = at < 0 ? NULL : g->bot->index->profiles[at].fact;

	if (strcmp(decision, "quiz") == 0) {
		g->quizzed++;
	} else if (strcmp(decision, "answered") == 0) {
		g->asked++;
		g->answered++;
		if (fact)
			add_once(g->facts, &g->fact_count, fact);
	} else if (strcmp(decision, "unknown") == 0) {
		g->asked++;
		g->missed++;
		if (*question) {
			char quoted[128];

			verb_quote(g->bot, NULL, question, 100, quoted, sizeof quoted);
			buf_add(&g->buf, "%s%s", *g->missing ? "; " : "", quoted);
		}
	} else if (strcmp(decision, "offered") == 0) {
		g->asked++;
	}
	if (fact)
		add_once(g->all, &g->all_count, fact);
}

/* Finds the channel's session; if there is none, *session is blank except for its key. */
static bool find_session(struct bot *bot, const struct asker *asker, struct study_session *session)
{
	char channel[STUDY_NAME];

	person_channel(asker, channel, sizeof channel);
	return store_session(bot->store, asker->network, channel, session);
}

enum manner verb_session_start(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct study_session session;
	struct error err;

	if (find_session(bot, asker, &session))
		return verb_refuse(asker, out,
			"A session on %s is already running here; `session stop` ends it.",
			session.topic);
	text_fold(arguments, session.topic, sizeof session.topic);
	if (quiz_draw_count(bot, session.topic) == 0)
		return near_refuse_topic(bot, asker, arguments, out);
	session.started = asker->now.unix;
	session.journal = store_journal_last(bot->store);
	if (!store_clear_scores(
		    bot->store, session.network, session.channel, STORE_OF_SESSION, &err) ||
		!store_put_session(bot->store, &session, &err))
		return verb_refuse(asker, out, "The session could not be saved: %s", err.text);
	return verb_say(asker, out, MANNER_ANSWER,
		"A session on %s begins: ask me, play a quiz; `session stop` "
		"sums it up. What is asked is recorded, not who asks.",
		session.topic);
}

static void add_winner(struct bot *bot, const struct study_session *session, struct buf *buf)
{
	struct study_score best[3];
	size_t count = store_scores(
		bot->store, session->network, session->channel, STORE_OF_SESSION, best, 3);

	if (count == 0)
		return;
	if (count > 1 && best[1].session == best[0].session)
		buf_add(buf, " The quiz was a tie: %s and %s%s, %lld each.", best[0].shown,
			best[1].shown,
			count > 2 && best[2].session == best[0].session ? " and others" : "",
			(long long)best[0].session);
	else
		buf_add(buf, " The quiz was won by %s with %lld.", best[0].shown,
			(long long)best[0].session);
}

/* Writes the statement up to its first semicolon, with the id: "… in October 2004 (id)." */
static void write_sentence(const struct fact *fact, char *out, size_t size)
{
	size_t length = strcspn(fact->says, ";");

	length -= length > 0 && fact->says[length - 1] == '.';
	snprintf(out, size, "%.*s (%s).", (int)length, fact->says, fact->id);
}

/* Adds the facts that were told, as many to a line as fit. */
static void add_answered(const struct summary *g, size_t room, struct reply *out)
{
	char line[REPLY_LINE], sentence[REPLY_LINE];
	struct buf buf = BUF(line);

	buf_add(&buf, "Answered:");
	for (size_t i = 0; i < g->fact_count && out->count < REPLY_LINES - 1; i++) {
		write_sentence(g->facts[i], sentence, sizeof sentence);
		if (i > 0 && buf_length(&buf) + 1 + strlen(sentence) > room) {
			reply_line(line, room, out);
			buf_clear(&buf);
		}
		buf_add(&buf, "%s%s", buf_length(&buf) ? " " : "", sentence);
	}
	reply_line(line, room, out);
}

/* Saves the session's facts as a deck. */
static bool keep_pack(struct bot *bot, const struct study_session *session, const struct summary *g)
{
	const char *ids[IDS];
	struct error err;

	for (size_t i = 0; i < g->all_count; i++)
		ids[i] = g->all[i]->id;
	if (store_put_pack(bot->store, session->network, session->channel, ids, g->all_count, &err))
		return true;
	log_warn("session", "the session's facts were not kept: %s", err.text);
	return false;
}

enum manner verb_session_stop(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct summary g = {.bot = bot};
	struct study_session session;
	struct error err;
	char line[4 * REPLY_LINE], name[SITE_SESSION];
	struct buf buf = BUF(line);

	(void)arguments;
	if (!find_session(bot, asker, &session))
		return verb_refuse(asker, out,
			"No session is running here; `session start <topic>` begins one.");
	g.buf = BUF(g.missing);
	if (!store_journal_since(bot->store, asker->network, asker->place, session.journal, 0,
		    count_entry, &g, &err) ||
		!store_drop_session(bot->store, session.network, session.channel, &err))
		return verb_refuse(asker, out, "The session could not be summed up: %s", err.text);
	long long minutes = (long long)(asker->now.unix - session.started) / 60;
	buf_add(&buf,
		"The session on %s ends after %lld minute%s: %zu question%s "
		"asked, %zu answered, %zu missed; %zu in the quiz.",
		session.topic, minutes, minutes == 1 ? "" : "s", g.asked, g.asked == 1 ? "" : "s",
		g.answered, g.missed, g.quizzed);
	add_winner(bot, &session, &buf);
	if (g.all_count > 0 && keep_pack(bot, &session, &g)) {
		buf_add(&buf, " Say `study session` to me in private to study its facts.");
		if (verb_pages_at(bot)) {
			site_session_name(session.network, session.channel, name);
			buf_add(&buf, " In a minute: %s%s.html", verb_pages_at(bot), name);
			bot->pages.hour_ms = 0; /* write them now */
		}
	}
	reply_text(line, asker->room, out);
	buf_clear(&buf);
	if (g.missed > 0) {
		buf_add(&buf, "Missed, and recorded for the moderators: %s", g.missing);
		reply_text(line, asker->room, out);
	}
	if (g.fact_count > 0)
		add_answered(&g, asker->room, out);
	return verb_page(bot, asker, MANNER_ALL, out);
}

/* --- the reading list ------------------------------------------------------------------------- */

enum { SOURCES = 64 };

struct reading {
	const struct source *source;
	size_t facts;
};

static int by_facts(const void *a, const void *b)
{
	const struct reading *x = a, *y = b;

	if (x->facts != y->facts)
		return x->facts > y->facts ? -1 : 1;
	return strcmp(x->source->id, y->source->id);
}

/* Counts the fact once for each of its sources. */
static void add_card_sources(
	struct bot *bot, const struct fact *fact, struct reading *list, size_t max, size_t *count)
{
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct citation *citation = &fact->citations[i];
		const struct source *source = factset_source(&bot->index->set, citation->source);
		size_t k = 0;
		bool cited = !source;

		for (size_t b = 0; b < i; b++)
			cited |= strcmp(fact->citations[b].source, citation->source) == 0;
		if (cited)
			continue;
		while (k < *count && list[k].source != source)
			k++;
		if (k == max)
			continue;
		if (k == *count)
			list[(*count)++] = (struct reading){source, 0};
		list[k].facts++;
	}
}

/* Collects the facts of the channel or, in private, of the person. */
static bool collect_facts(
	struct bot *bot, const struct asker *asker, struct summary *g, struct error *err)
{
	struct study_session session;

	*g = (struct summary){.bot = bot};
	g->buf = BUF(g->missing);
	if (asker->channel) {
		bool on = find_session(bot, asker, &session);

		return store_journal_since(bot->store, asker->network, asker->place,
			on ? session.journal : 0, on ? 0 : asker->now.unix - DAY, count_entry, g,
			err);
	}
	/* the journal does not record who asked in private; the cards do */
	struct study_card cards[IDS];
	char person[STUDY_NAME];
	const struct fact *last = verb_fact(bot, asker, "");

	if (last)
		add_once(g->all, &g->all_count, last);
	person_key(asker, person, sizeof person);
	size_t count = store_cards(bot->store, asker->network, person, cards, IDS);
	for (size_t i = 0; i < count; i++) {
		int at = index_by_id(bot->index, cards[i].fact);

		if (at >= 0)
			add_once(g->all, &g->all_count, bot->index->profiles[at].fact);
	}
	return true;
}

/* The topic in "elections" or "for elections", folded. */
static const char *read_list_topic(const char *arguments, char *folded, size_t size)
{
	static const char *const leads[] = {"for ", "on ", "about ", NULL};

	text_fold(arguments, folded, size);
	return folded + text_begins_with_one_of(folded, leads);
}

/* Collects the sources of the facts on a topic or, for "", of those that were asked for. */
static bool collect_sources(struct bot *bot, const struct asker *asker, const char *topic,
	struct reading list[SOURCES], size_t *count, struct error *err)
{
	struct summary g = {.all_count = 0};

	*count = 0;
	for (size_t i = 0; *topic && i < bot->index->count; i++)
		if (verb_is_topic(bot->index->profiles[i].fact, topic))
			add_card_sources(bot, bot->index->profiles[i].fact, list, SOURCES, count);
	if (!*topic && !collect_facts(bot, asker, &g, err))
		return false;
	for (size_t i = 0; i < g.all_count; i++)
		add_card_sources(bot, g.all[i], list, SOURCES, count);
	return true;
}

enum manner verb_reading_list(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct reading list[SOURCES];
	size_t count;
	char line[4 * REPLY_LINE], folded[128];
	const char *topic = read_list_topic(arguments, folded, sizeof folded);
	struct error err;

	if (!collect_sources(bot, asker, topic, list, &count, &err))
		return verb_refuse(asker, out, "The journal could not be read: %s.", err.text);
	if (*topic && count == 0)
		return near_refuse_topic(bot, asker, topic, out);
	if (count == 0)
		return verb_refuse(asker, out,
			"I have answered nothing here recently; for a topic's sources, say "
			"`reading list <topic>`.");
	qsort(list, count, sizeof *list, by_facts);
	for (size_t i = 0; i < count && out->count < REPLY_LINES - 1; i++) {
		const struct source *source = list[i].source;

		snprintf(line, sizeof line, "%zu of %zu: %s. %s. %s (cited by %zu fact%s)", i + 1,
			count, source->title, csl_outlet(source), source->url, list[i].facts,
			list[i].facts == 1 ? "" : "s");
		reply_text(line, asker->room, out);
	}
	if (count > REPLY_LINES - 1)
		verb_say(asker, out, MANNER_ANSWER, "%zu more sources: `source <fact id>`.",
			count - (REPLY_LINES - 1));
	return verb_page(bot, asker, MANNER_ANSWER, out);
}
