/* Drafts: sentences of documents, which become facts with one command each. */
#include "moderate/drafts.h"

#include "base/buf.h"
#include "base/text.h"
#include "bot_index.h"
#include "document/draft.h"
#include "fact/check.h"
#include "keep/store_document.h"
#include "moderate/draft_citations.h"
#include "moderate/edit.h"
#include "moderate/facts.h"
#include "moderate/guard.h"
#include "moderate/moderate.h"
#include "moderate/parse.h"
#include "verbs/arg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	PAGE = 10,       /* drafts in a list */
	AT_ONCE = 10,    /* decided by one command */
	SHORT = 90,      /* bytes of one in the list */
	SIBLINGS = 12,   /* drafts of a paragraph whose questions are near misses */
	NEAR_MISSES = 4, /* of them, in one fact */
};

static const char unreadable[] = "The drafts could not be read: %s.";

/* --- showing ---------------------------------------------------------------------------------- */

static void add_draft(struct buf *buf, const struct draft *draft, size_t most)
{
	size_t length = text_cut_word(draft->says, strlen(draft->says), most);

	buf_add(buf, "%lld %s \u00b6%d%s%s \"%.*s%s\"", (long long)draft->number, draft->source,
		draft->paragraph, *draft->locator ? " " : "", draft->locator, (int)length,
		draft->says, draft->says[length] ? "\u2026" : "");
}

/* Shows everything about one draft. */
static void show_draft(const struct asker *asker, const struct draft *draft, struct reply *out)
{
	char text[REPLY_LINES * REPLY_LINE];
	struct buf buf = BUF(text);
	const char *at = draft->questions;

	add_draft(&buf, draft, 2 * REPLY_LINE);
	if (*draft->back_reference)
		buf_add(&buf, " (\"%s\" points to the sentence before)", draft->back_reference);
	if (strlen(draft->says) > CHECK_SAYS_MAX)
		buf_add(&buf, " (%zu bytes; a fact has %d at most)", strlen(draft->says),
			CHECK_SAYS_MAX);
	if (*draft->when)
		buf_add(&buf, " when %s", draft->when);
	for (; *at; at += strspn(at, "\n")) {
		size_t length = strcspn(at, "\n");

		buf_add(&buf, " ? %.*s", (int)length, at);
		at += length;
	}
	if (*draft->heading)
		buf_add(&buf, " under \"%.80s\"", draft->heading);
	if (draft->state != DRAFT_OPEN)
		buf_add(&buf, " \u2014 %s%s%s", store_draft_states[draft->state],
			*draft->fact ? ": " : "", draft->fact);
	reply_text(text, asker->room, out);
}

static enum manner list_drafts(struct bot *bot, const struct asker *asker, const char *source,
	int paragraph, size_t skip, struct reply *out)
{
	struct draft list[PAGE];
	struct arena arena = {0};
	char text[REPLY_LINES * REPLY_LINE] = "";
	struct buf buf = BUF(text);
	size_t count;
	int64_t total;
	struct error err;

	if (!store_drafts(bot->store, source, paragraph, skip, list, PAGE, &count, &total, &arena,
		    &err)) {
		arena_free(&arena);
		return verb_refuse(asker, out, unreadable, err.text);
	}
	for (size_t i = 0; i < count; i++) {
		buf_add(&buf, "%s", i ? " \u00b7 " : "");
		add_draft(&buf, &list[i], SHORT);
	}
	if ((int64_t)(skip + count) < total)
		buf_add(&buf, " \u00b7 and %lld more: `drafts %s%sfrom %zu`",
			(long long)total - (long long)(skip + count), source, *source ? " " : "",
			skip + count + 1);
	arena_free(&arena);
	if (count == 0)
		return verb_refuse(asker, out,
			"There are no open drafts%s%s; `tonle add-document` makes them.",
			*source ? " of " : "", source);
	reply_text(text, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

enum manner verb_drafts(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char word[ARG_WORD], source[ARG_WORD] = "";
	int64_t number, from = 1;
	int paragraph = 0;

	while (arg_word(&arguments, word, sizeof word)) {
		bool marked = strncmp(word, "\u00b6", 2) == 0;

		if (strcasecmp(word, "from") == 0) {
			arg_word(&arguments, word, sizeof word);
			if (!arg_number(word, &from))
				return verb_refuse(asker, out, "Usage: drafts [source] from 11");
		} else if (marked && arg_number(word + 2, &number)) {
			paragraph = (int)number;
		} else if (!*source && arg_number(word, &number)) {
			struct arena arena = {0};
			struct draft draft;
			struct error err;

			if (!store_draft(bot->store, number, &arena, &draft, &err))
				verb_refuse(asker, out, unreadable, err.text);
			else if (!draft.number)
				verb_refuse(
					asker, out, "There is no draft %lld.", (long long)number);
			else
				show_draft(asker, &draft, out);
			arena_free(&arena);
			return verb_page(bot, asker, MANNER_NOTICE, out);
		} else {
			snprintf(source, sizeof source, "%s", word);
		}
	}
	return list_drafts(bot, asker, source, paragraph, (size_t)from - 1, out);
}

/* --- approving -------------------------------------------------------------------------------- */

/* Reads an open draft. False: the reply says why not. */
static bool find_draft(struct edit *edit, int64_t number, struct draft *draft)
{
	struct error err;

	if (!store_draft(edit->bot->store, number, &edit->arena, draft, &err))
		return edit_refuse(edit, unreadable, err.text);
	if (draft->number == 0)
		return edit_refuse(
			edit, "There is no draft %lld; `drafts` lists them.", (long long)number);
	if (draft->state != DRAFT_OPEN)
		return edit_refuse(edit, "Draft %lld has already been decided: %s%s%s.",
			(long long)number, store_draft_states[draft->state],
			*draft->fact ? ", " : "", draft->fact);
	return true;
}

/* Adds the questions that no other fact has, and those of the drafts next to it as near misses. */
static bool add_questions(struct edit *edit, const struct draft *draft)
{
	char own[1000];
	struct draft siblings[SIBLINGS];
	size_t count, missed = 0;
	int64_t total;
	struct error err;

	facts_add_free_questions(edit, QUESTION_ASK, draft->questions, SIBLINGS);
	draft_questions(edit->fact.says, own, sizeof own);
	facts_add_free_questions(edit, QUESTION_ASK, own, SIBLINGS);
	if (!store_drafts(edit->bot->store, draft->source, draft->paragraph, 0, siblings, SIBLINGS,
		    &count, &total, &edit->arena, &err))
		return edit_refuse(edit, unreadable, err.text);
	for (size_t i = 0; i < count && missed < NEAR_MISSES; i++)
		if (siblings[i].number != draft->number)
			missed += facts_add_free_questions(
				edit, QUESTION_NOT, siblings[i].questions, NEAR_MISSES - missed);
	return true;
}

/* Makes a fact of the draft; says: the moderator's own sentence, or NULL. */
static bool approve_draft(struct edit *edit, const struct draft *draft, const char *says)
{
	char reason[64], when[40];

	if (!says && *draft->back_reference)
		return edit_refuse(edit,
			"Not saved: in draft %lld, \"%s\" points to the sentence before; name what "
			"it means: approve %lld says <sentence>",
			(long long)draft->number, draft->back_reference, (long long)draft->number);
	if (!says && strlen(draft->says) > CHECK_SAYS_MAX)
		return edit_refuse(edit,
			"Not saved: draft %lld has %zu bytes, and a fact %d at most: approve %lld "
			"says <sentence>",
			(long long)draft->number, strlen(draft->says), CHECK_SAYS_MAX,
			(long long)draft->number);
	says = arena_string(&edit->arena, says ? says : draft->says);
	if (!guard_statement(edit, says) || !facts_propose_id(edit, says))
		return false;
	edit->fact.says = says;
	edit->fact.topic = draft->topic;
	edit->fact.when = draft->when;
	if (!*draft->when && draft_when(says, when, sizeof when))
		edit->fact.when = arena_string(&edit->arena, when);
	edit->fact.brief = edit->fact.about = edit->fact.file = "";
	if (!draft_citations_add(edit, draft) || !guard_support(edit) ||
		!add_questions(edit, draft))
		return false;
	edit->action = ACTION_ADD;
	snprintf(reason, sizeof reason, "approve draft %lld", (long long)draft->number);
	return edit_save(edit, "%s", reason);
}

/* Closes the draft. False: the reply says why not. */
static bool decide(struct edit *edit, const struct draft *draft, enum draft_state state,
	const char *fact, const char *why)
{
	struct error err;
	bool done;

	if (!store_decide_draft(
		    edit->bot->store, draft->number, state, fact, edit->author, why, &done, &err))
		return edit_refuse(edit, "Draft %lld could not be closed: %s.",
			(long long)draft->number, err.text);
	bot_drop_quotable(edit->bot, draft->number);
	return done || edit_refuse(edit, "Somebody else has just decided draft %lld.",
			       (long long)draft->number);
}

static enum manner approve_one(struct bot *bot, const struct asker *asker, int64_t number,
	const char *says, struct reply *out)
{
	struct edit edit;
	struct draft draft;
	char undo[100];

	edit_begin_new(&edit, bot, asker, out);
	if (find_draft(&edit, number, &draft) && approve_draft(&edit, &draft, says) &&
		decide(&edit, &draft, DRAFT_APPROVED, edit.fact.id, "")) {
		edit_note_missing(&edit);
		snprintf(undo, sizeof undo, "forget %s", edit.fact.id);
		edit_say(&edit, undo, "\"%s\" [%s \u00b6%d]%s%s", edit.fact.says, draft.source,
			draft.paragraph, *edit.fact.when ? " when " : "", edit.fact.when);
	}
	return edit_close(&edit);
}

static enum manner reject_one(struct bot *bot, const struct asker *asker, int64_t number,
	const char *why, struct reply *out)
{
	struct edit edit;
	struct draft draft;

	edit_begin_new(&edit, bot, asker, out);
	if (find_draft(&edit, number, &draft) && decide(&edit, &draft, DRAFT_REJECTED, "", why)) {
		bot_announce(bot, "%s: rejected draft %lld: %.300s", edit.author, (long long)number,
			draft.says);
		edit.manner = verb_say(
			asker, out, MANNER_ANSWER, "Draft %lld is rejected.", (long long)number);
	}
	return edit_close(&edit);
}

/* --- several at once -------------------------------------------------------------------------- */

bool drafts_are_meant(struct bot *bot, const char *arguments)
{
	struct arena arena = {0};
	struct draft draft = {0};
	int64_t first, last;
	bool meant = arg_range(&arguments, &first, &last) &&
		     (last > first || (store_draft(bot->store, first, &arena, &draft, NULL) &&
					      draft.number > 0));

	arena_free(&arena);
	return meant;
}

/* The text after the numbers and ranges. */
static const char *after_ranges(const char *arguments)
{
	int64_t first, last;

	while (arg_range(&arguments, &first, &last))
		;
	return arguments;
}

typedef enum manner decide_one(struct bot *bot, const struct asker *asker, int64_t number,
	const char *text, struct reply *out);

/* Approves or rejects every number; reports how many succeeded, and the first failure. text: the
 * same for all. */
static enum manner decide_all(struct bot *bot, const struct asker *asker, const char *arguments,
	decide_one *one, const char *text, const char *done, struct reply *out)
{
	struct reply each;
	char refused[REPLY_LINE] = "", line[2 * REPLY_LINE];
	int64_t first, last;
	size_t good = 0, bad = 0;

	while (arg_range(&arguments, &first, &last)) {
		for (int64_t number = first; number <= last; number++) {
			if (good + bad == AT_ONCE)
				return verb_refuse(asker, out,
					"%zu drafts are %s; I take %d at a time: go on from %lld.",
					good, done, AT_ONCE, (long long)number);
			each.count = 0;
			if (one(bot, asker, number, text, &each) != MANNER_REFUSED)
				good++;
			else if (bad++ == 0 && each.count > 0)
				snprintf(refused, sizeof refused, "%s", each.lines[0]);
		}
	}
	snprintf(line, sizeof line, "%zu drafts are %s%s", good, done, bad ? "" : ".");
	if (bad)
		snprintf(line + strlen(line), sizeof line - strlen(line), "; %zu not: %s", bad,
			refused);
	reply_text(line, asker->room, out);
	return verb_page(bot, asker, good ? MANNER_ANSWER : MANNER_REFUSED, out);
}

enum manner drafts_approve(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const char *rest = arguments;
	char word[ARG_WORD];
	int64_t first, last;

	arg_range(&rest, &first, &last);
	const char *says = rest;
	if (*rest && arg_word(&says, word, sizeof word) && strcasecmp(word, "says") == 0 &&
		first == last)
		return *says ? approve_one(bot, asker, first, says, out)
			     : verb_refuse(asker, out, "Usage: approve 12 says <sentence>");
	if (*after_ranges(rest)) /* more words: this is not meant as a plain approval */
		return verb_refuse(asker, out,
			"Usage: approve 12, approve 12-18 20, approve 12 says <sentence>");
	if (!*rest && first == last)
		return approve_one(bot, asker, first, NULL, out);
	return decide_all(bot, asker, arguments, approve_one, NULL, "facts now", out);
}

enum manner drafts_reject(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const char *rest = arguments, *why = after_ranges(arguments);
	int64_t first, last;

	arg_range(&rest, &first, &last);
	if (first == last && rest == why)
		return reject_one(bot, asker, first, why, out);
	return decide_all(bot, asker, arguments, reject_one, why, "rejected", out);
}

/* --- one by one ------------------------------------------------------------------------------- */

/* Shows the open draft after that number and remembers it for this person. */
static enum manner show_next(
	struct bot *bot, const struct asker *asker, int64_t after, struct reply *out)
{
	struct draft draft;
	struct arena arena = {0};
	struct error err;
	size_t shown = out->count;

	if (!store_next_draft(bot->store, after, &arena, &draft, &err)) {
		verb_refuse(asker, out, unreadable, err.text);
	} else if (!draft.number) {
		verb_say(asker, out, MANNER_NOTICE, "There are no more open drafts.");
	} else {
		show_draft(asker, &draft, out);
		if (shown == 0)
			verb_say(asker, out, MANNER_NOTICE,
				"next a: approve \u00b7 next r: reject \u00b7 next e <sentence>: "
				"approve as this sentence \u00b7 next: leave it");
		context_new(&bot->memory, asker->network, asker->place, asker->person, asker->now)
			->draft = draft.number;
	}
	arena_free(&arena);
	return MANNER_ALL;
}

enum manner verb_next(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const struct exchange *it =
		context_own(&bot->memory, asker->network, asker->place, asker->person, asker->now);
	int64_t number = it ? it->draft : 0;
	char word[ARG_WORD];
	const char *rest = arguments;
	enum manner manner = MANNER_ANSWER;

	if (!arg_word(&rest, word, sizeof word))
		return show_next(bot, asker, number, out);
	if (number == 0)
		return verb_refuse(asker, out, "No draft is shown; say `next` first.");
	if (strcasecmp(word, "a") == 0)
		manner = approve_one(bot, asker, number, NULL, out);
	else if (strcasecmp(word, "r") == 0)
		manner = reject_one(bot, asker, number, rest, out);
	else if (strcasecmp(word, "e") == 0 && *rest)
		manner = approve_one(bot, asker, number, rest, out);
	else
		return verb_refuse(asker, out, "Usage: next [a | r [why] | e <sentence>]");
	if (manner == MANNER_REFUSED) {
		context_new(&bot->memory, asker->network, asker->place, asker->person, asker->now)
			->draft = number;
		return manner;
	}
	out->count = out->count > 1 ? 1 : out->count;
	return show_next(bot, asker, number, out);
}

enum manner verb_quoting(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	struct error err;
	bool done = false;

	edit_begin_new(&edit, bot, asker, out);
	const char *source = parse_word(&edit.arena, &arguments);
	const char *word = parse_word(&edit.arena, &arguments);
	bool on = strcasecmp(word, "on") == 0;
	const struct change change = edit_change(&edit, on ? "quoting on" : "quoting off");

	if (!on && strcasecmp(word, "off") != 0)
		edit_refuse(&edit, "Usage: quoting <source> on, quoting <source> off");
	else if (!store_quote_document(bot->store, source, on, &change, &done, &err) ||
		 !bot_catch_up(bot, &err))
		edit_refuse(&edit, "Not saved: %s.", err.text);
	else if (!done)
		edit_refuse(&edit,
			"There is no document \"%.80s\"; `tonle add-document` reads one.", source);
	else {
		bot_announce(bot, "quoting %s %s", source, on ? "on" : "off");
		edit.manner = verb_say(asker, out, MANNER_ANSWER,
			on ? "I may now quote sentences of %s before they are facts."
			   : "I no longer quote %s.",
			source);
	}
	return edit_close(&edit);
}
