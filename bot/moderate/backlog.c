#include "moderate/backlog.h"

#include "ask/search.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/compare.h"
#include "base/log.h"
#include "base/text.h"
#include "fact/fact.h"
#include "keep/store_work.h"
#include "moderate/dismiss.h"
#include "moderate/facts.h"
#include "moderate/guard.h"
#include "moderate/moderate.h"
#include "talk/request.h"
#include "verbs/arg.h"
#include "verbs/pace.h"
#include "verbs/tell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	GIST = 512, /* bytes; the rest is left out */
	TEXT = 300, /* bytes kept of a question */
	SHORT = 100 /* bytes of one in the list */
};

/* --- recording -------------------------------------------------------------------------------- */

/* Writes "a person: angkor wat build": the type of question, then its content words in order. False
 * if it has none. */
static bool make_gist(const struct bot *bot, const struct parsed_question *parsed, struct buf *gist)
{
	const char *labels[TERMS_MAX];
	size_t count = 0;

	for (size_t i = 0; i < parsed->terms.count; i++) {
		const struct term *term = &parsed->terms.list[i];

		if (!term->light)
			labels[count++] =
				term->term_id < 0 || term->guessed
					? term->text
					: lexicon_label(bot->index->lexicon, term->term_id);
	}
	if (count == 0)
		return false;
	qsort(labels, count, sizeof *labels, compare_texts);
	buf_add(gist, "%s:", question_type_name(parsed->type));
	for (size_t i = 0; i < count; i++)
		buf_add(gist, " %s", labels[i]);
	return true;
}

static void add_number(const struct asker *asker, int64_t number, struct reply *reply)
{
	char notice[128];

	snprintf(notice, sizeof notice,
		" Noted as question %lld; say `tell me` to hear of an answer.", (long long)number);
	if (reply->count == 0)
		return;
	size_t length = strlen(reply->lines[0]), more = strlen(notice);
	if (length + more <= asker->room && length + more < REPLY_LINE)
		memcpy(reply->lines[0] + length, notice, more + 1);
}

int64_t backlog_note(struct bot *bot, const struct asker *asker, const struct answer *answer,
	const char *text, struct reply *reply)
{
	char storage[GIST], kept[TEXT + 1];
	struct buf gist = BUF(storage);
	int64_t number;
	bool open;
	struct error err;

	if (bot->read_only || !make_gist(bot, &answer->parsed, &gist) || !pace_may_note(bot, asker))
		return 0;
	snprintf(kept, sizeof kept, "%.*s", (int)text_cut_grapheme(text, strlen(text), TEXT), text);
	if (!store_note_asked(bot->store, storage, kept, "", pace_is_other(bot, asker, storage),
		    asker->now, &number, &open, &err)) {
		log_warn("backlog", "a question was not recorded: %s", err.text);
		return 0;
	}
	if (open)
		add_number(asker, number, reply);
	return open ? number : 0;
}

void backlog_lesson(
	struct bot *bot, const struct asker *asker, const char *text, const struct fact *fact)
{
	char storage[GIST], folded[REQUEST_TEXT];
	struct buf gist = BUF(storage);
	struct parsed_question *parsed = &bot->scratch.turn.answers[0].parsed;
	int at = index_by_id(bot->index, fact->id);
	size_t telling = 0;
	int64_t number;
	bool open;
	struct error err;

	if (bot->read_only || at < 0 || strlen(text) > TEXT)
		return;
	text_fold(text, folded, sizeof folded);
	match_read(bot->index, folded, parsed);
	for (size_t i = 0; i < parsed->terms.count; i++)
		telling += !parsed->terms.list[i].light;
	if (telling < 2 || !make_gist(bot, parsed, &gist) ||
		index_same_words(&bot->index->profiles[at], parsed->hash, false, NULL) ||
		!pace_may_note(bot, asker))
		return;
	if (!store_note_asked(bot->store, storage, text, fact->id,
		    pace_is_other(bot, asker, storage), asker->now, &number, &open, &err))
		log_warn("backlog", "a question was not recorded: %s", err.text);
}

enum manner verb_tell_me(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const struct exchange *it =
		context_own(&bot->memory, asker->network, asker->place, asker->person, asker->now);
	const struct someone who = tell_asker(asker);
	struct error err;

	(void)arguments;
	if (!it || it->asked == 0)
		return verb_refuse(
			asker, out, "I recorded no question of yours in the last ten minutes.");
	if (!store_subscribe(
		    bot->store, it->asked, &who, asker->channel ? asker->channel : "", &err))
		return verb_refuse(asker, out, "Your request could not be saved: %s.", err.text);
	return verb_say(asker, out, MANNER_NOTICE,
		"When question %lld is answered, I will tell you the next time you speak%s.",
		(long long)it->asked, *asker->account ? "" : " under this nick and from this host");
}

/* --- the list --------------------------------------------------------------------------------- */

enum { TIMES = 64 };

/* "3×", or "7× from 2 hosts" where some asked more than once. Returns storage. */
static const char *write_times(const struct unanswered *it, char storage[TIMES])
{
	int length = snprintf(storage, TIMES, "%lld×", (long long)it->times);

	if (it->people != it->times)
		snprintf(storage + length, TIMES - (size_t)length, " from %lld host%s",
			(long long)it->people, it->people == 1 ? "" : "s");
	return storage;
}

/* Writes all open ones after the first skip as an array of objects. */
static bool write_open(struct bot *bot, size_t skip, struct error *err)
{
	size_t count, room = (size_t)store_asked_count(bot->store) + 1;
	struct unanswered *found = must_alloc(room * sizeof *found);
	struct arena arena = {0};
	char day[ARG_WHEN];
	bool good = store_asked_list(bot->store, skip, found, room, &count, &arena, err);

	json_open(bot->rows, NULL, '[');
	for (size_t i = 0; good && i < count; i++) {
		json_open(bot->rows, NULL, '{');
		json_number(bot->rows, "number", (int)found[i].number);
		json_text(bot->rows, "question", found[i].text);
		json_number(bot->rows, "asked", (int)found[i].times);
		json_number(bot->rows, "people", (int)found[i].people);
		json_text(bot->rows, "first", arg_day(found[i].first, day));
		json_text(bot->rows, "last", arg_day(found[i].last, day));
		json_number(bot->rows, "waiting", (int)found[i].waiting);
		json_some_text(bot->rows, "picked", found[i].picked);
		json_close(bot->rows, '}');
	}
	json_close(bot->rows, ']');
	arena_free(&arena);
	free(found);
	return good;
}

static enum manner list_backlog(
	struct bot *bot, const struct asker *asker, size_t skip, struct reply *out)
{
	enum { LISTED = 20 };
	struct unanswered found[LISTED];
	struct arena arena = {0};
	char text[REPLY_LINES * REPLY_LINE] = "", times[TIMES];
	struct buf buf = BUF(text);
	size_t count, open = (size_t)store_asked_count(bot->store);
	struct error err;

	bool good = store_asked_list(bot->store, skip, found, LISTED, &count, &arena, &err) &&
		    (!bot->rows || write_open(bot, skip, &err));
	for (size_t i = 0; good && i < count; i++) {
		size_t length = text_cut_word(found[i].text, strlen(found[i].text), SHORT);

		buf_add(&buf, "%s%lld (%s): ", i ? " · " : "", (long long)found[i].number,
			write_times(&found[i], times));
		if (index_by_id(bot->index, found[i].picked) >= 0) /* whole, to be said as it is */
			buf_add(&buf, "picked: ask %s + %s", found[i].picked, found[i].text);
		else
			buf_add(&buf, "%.*s%s", (int)length, found[i].text,
				found[i].text[length] ? "…" : "");
	}
	if (good && skip + count < open)
		buf_add(&buf, " · and %zu more: `asked from %zu`", open - skip - count,
			skip + count + 1);
	arena_free(&arena);
	if (!good)
		return verb_refuse(asker, out, "The questions could not be read: %s.", err.text);
	if (count == 0)
		return verb_refuse(asker, out, "No question is waiting for an answer.");
	reply_text(text, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

/* Adds the most similar facts, which may answer the question. */
static void add_similar_facts(struct bot *bot, const char *question, struct buf *buf)
{
	enum { ROWS = 40, NEAR = 3 };
	char folded[TEXT * 2];
	struct parsed_question parsed;
	int near[NEAR];
	struct error err;

	text_fold(question, folded, sizeof folded);
	match_read(bot->index, folded, &parsed);
	size_t count = search_facts(bot->index, bot->store, &parsed, ROWS, near, NEAR, &err);
	for (size_t i = 0; i < count; i++)
		buf_add(buf, "%s%s",
			i ? ", " : "; similar facts: ", bot->index->profiles[near[i]].fact->id);
}

static enum manner show_question(struct bot *bot, const struct asker *asker,
	const struct unanswered *found, struct reply *out)
{
	char text[REPLY_LINES * REPLY_LINE], first[ARG_WHEN], last[ARG_WHEN], times[TIMES];
	struct buf buf = BUF(text);
	bool told = *found->outcome &&
		    (found->state != WORK_ANSWERED || index_by_id(bot->index, found->outcome) >= 0);

	buf_add(&buf, "%lld, asked %s (%s to %s), %s%s%s: %s", (long long)found->number,
		write_times(found, times), arg_day(found->first, first), arg_day(found->last, last),
		store_work_states[found->state], told ? ": " : "", told ? found->outcome : "",
		found->text);
	if (index_by_id(bot->index, found->picked) >= 0 && found->state == WORK_OPEN)
		buf_add(&buf, "; somebody picked %s: ask %s + %s", found->picked, found->picked,
			found->text);
	if (found->waiting > 0)
		buf_add(&buf, "; %lld want to be told", (long long)found->waiting);
	add_similar_facts(bot, found->text, &buf);
	reply_text(text, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

/* --- closing ---------------------------------------------------------------------------------- */

void backlog_message(const struct bot *bot, const struct fact *fact, const char *question,
	char *message, size_t size)
{
	enum { QUESTION = 90, ANSWER = 360 };
	struct reply reply;
	char quoted[QUESTION + 16];
	struct buf buf = buf_over(message, size);

	reply_fact(&bot->index->set, fact, NULL, ANSWER, &reply);
	/* it may be said in a channel, where it is refused to them alone */
	buf_add(&buf, "You asked %s: %s",
		verb_quote(bot, NULL, question, QUESTION, quoted, sizeof quoted),
		reply.count ? reply.lines[0] : fact->says);
}

/* Whether the question is now answered with the fact. */
static bool is_answered(struct bot *bot, const char *question, const char *id)
{
	struct answer answer;
	char folded[REQUEST_TEXT];

	text_fold(question, folded, sizeof folded);
	answer_decide(bot->index, folded, false, &answer);
	return answer.fact && strcmp(answer.fact->id, id) == 0;
}

/* After the edit is saved: closes the question and leaves messages for those who wait. */
static void answer_question(struct edit *edit, const struct unanswered *found)
{
	struct bot *bot = edit->bot;
	int at = index_by_id(bot->index, edit->fact.id);
	char message[REPLY_LINE + 128];
	struct error err;
	bool done;

	backlog_message(bot, at < 0 ? &edit->fact : bot->index->profiles[at].fact, found->text,
		message, sizeof message);
	if (!store_resolve(bot->store, found->number, WORK_ANSWERED, edit->fact.id, message,
		    edit->asker->now, &done, &err))
		edit_note(edit, "The question could not be closed: %s.", err.text);
	else if (done && found->waiting > 0 && edit->fact.channel_count > 0)
		edit_note(edit, "Those who asked for it in its channels will be told.");
	else if (done && found->waiting > 0)
		edit_note(edit, "Those waiting for it will be told (%lld).",
			(long long)found->waiting);
	if (!is_answered(bot, found->text, edit->fact.id))
		edit_note(edit, "The question is not yet recognised: !pattern %s + /regex/",
			edit->fact.id);
	tell_present(bot, edit->asker->now);
}

void backlog_answered(struct edit *edit, const char *question)
{
	struct unanswered found = {0};
	struct error err;
	int64_t number = store_asked_with(edit->bot->store, question);

	if (number > 0 && edit->fact.citation_count > 0 &&
		store_asked(edit->bot->store, number, &edit->arena, &found, &err))
		answer_question(edit, &found);
}

/* Adds the question to an existing fact. */
static void answer_by_fact(struct edit *edit, const struct unanswered *found)
{
	if (edit->before.citation_count == 0) {
		edit_refuse(edit, "%s is a draft, which is not served; first: !cite %s @ <source>",
			edit->before.id, edit->before.id);
		return;
	}
	if (!guard_question(edit, QUESTION_ASK, found->text))
		return;
	fact_add_question(&edit->fact, &edit->arena, QUESTION_ASK, found->text);
	if (edit_save(edit, "asked %lld answer", (long long)found->number)) {
		answer_question(edit, found);
		edit_say(edit, "undo", "answers \"%s\" too", found->text);
	}
}

/* Makes a new fact that answers it. */
static void answer_by_sentence(
	struct edit *edit, const struct unanswered *found, const char *sentence)
{
	char reason[48], undo[120];

	if (!strstr(sentence, " @ ")) {
		edit_refuse(edit,
			"An answer needs a citation: asked %lld answer "
			"<sentence> @ <source> ¶n \"quote\", or the id of a fact.",
			(long long)found->number);
		return;
	}
	snprintf(reason, sizeof reason, "asked %lld answer", (long long)found->number);
	if (facts_add(edit, sentence, found->text, reason)) {
		answer_question(edit, found);
		snprintf(undo, sizeof undo, "forget %s", edit->fact.id);
		edit_say(edit, undo, "\"%s\" answers \"%s\"", edit->fact.says, found->text);
	}
}

static enum manner answer_with_words(struct bot *bot, const struct asker *asker,
	const struct unanswered *found, const char *arguments, struct reply *out)
{
	struct edit edit;

	if (found->state != WORK_OPEN)
		return verb_refuse(asker, out, "Question %lld has already been %s: %s",
			(long long)found->number, store_work_states[found->state], found->outcome);
	if (!*arguments)
		return verb_refuse(asker, out,
			"Usage: asked %lld answer <fact id, or sentence @ citation>",
			(long long)found->number);
	if (arg_count(arguments) > 1) {
		edit_begin_new(&edit, bot, asker, out);
		answer_by_sentence(&edit, found, arguments);
	} else if (edit_begin(&edit, bot, asker, &arguments, out, 0)) {
		answer_by_fact(&edit, found);
	}
	return edit_close(&edit);
}

/* What can be done with a question, by the word after its number. */
typedef enum manner act(struct bot *bot, const struct asker *asker, const struct unanswered *found,
	const char *arguments, struct reply *out);

static const struct {
	const char *word;
	act *act;
} acts[] = {
	{"answer", answer_with_words},
	{"dismiss", dismiss_one},
};

static enum manner act_on(struct bot *bot, const struct asker *asker,
	const struct unanswered *found, const char *arguments, struct reply *out)
{
	char word[ARG_WORD];

	if (!arg_word(&arguments, word, sizeof word))
		return show_question(bot, asker, found, out);
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (text_compare_ascii(acts[i].word, word) == 0)
			return acts[i].act(bot, asker, found, arguments, out);
	return verb_refuse(asker, out,
		"Usage: asked %lld answer <fact id, or sentence @ "
		"citation>, or asked %lld dismiss [why]",
		(long long)found->number, (long long)found->number);
}

enum manner verb_asked(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct arena arena = {0};
	struct unanswered found;
	char word[ARG_WORD];
	int64_t number;
	struct error err;
	enum manner manner;

	if (dismiss_is_of_several(arguments))
		return dismiss_several(bot, asker, arguments, out);
	if (!arg_word(&arguments, word, sizeof word))
		return list_backlog(bot, asker, 0, out);
	if (text_compare_ascii(word, "from") == 0)
		return arg_number(arguments, &number)
			       ? list_backlog(bot, asker, (size_t)number - 1, out)
			       : verb_refuse(asker, out, "Usage: asked from 21");
	if (!arg_number(word, &number))
		return verb_refuse(asker, out,
			"Expected the number of a question, found \"%.30s\"; `asked` lists them.",
			word);
	if (!store_asked(bot->store, number, &arena, &found, &err))
		manner = verb_refuse(asker, out, "The questions could not be read: %s.", err.text);
	else if (found.number == 0)
		manner = verb_refuse(asker, out, "There is no question %lld; `asked` lists them.",
			(long long)number);
	else
		manner = act_on(bot, asker, &found, arguments, out);
	arena_free(&arena);
	return manner;
}
