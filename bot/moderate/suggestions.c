/* Suggestions: everybody may make them; moderators decide, and the author is told. */
#include "moderate/moderate.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "keep/store_work.h"
#include "moderate/drafts.h"
#include "moderate/edit.h"
#include "moderate/facts.h"
#include "moderate/parse.h"
#include "people/roles.h"
#include "verbs/arg.h"
#include "verbs/role.h"
#include "verbs/tell.h"

#include <stdio.h>
#include <string.h>

enum {
	PER_DAY = 5,     /* suggestions that one person may make */
	OPEN_MOST = 200, /* open suggestions */
	DAY_S = 24 * 3600,
	SHORT = 120 /* bytes of each in a list */
};

/* --- suggesting ------------------------------------------------------------------------------- */

/* Whether the person may make another suggestion; if not, the reply says why. */
static bool has_room(struct bot *bot, const struct asker *asker, struct reply *out)
{
	const struct someone by = tell_asker(asker);
	int64_t open, made;
	struct error err;

	if (!store_suggestion_counts(bot->store, &by, asker->now.unix - DAY_S, &open, &made, &err))
		verb_refuse(asker, out, "Your suggestion could not be saved: %s.", err.text);
	else if (made >= PER_DAY && asker->role < ROLE_TRUSTED)
		verb_refuse(asker, out,
			"You have made %d suggestions within a day; please try again tomorrow.",
			PER_DAY);
	else if (open >= OPEN_MOST)
		verb_refuse(asker, out,
			"The moderators have %d open suggestions; please try again later.",
			OPEN_MOST);
	else
		return true;
	return false;
}

static enum manner save_suggestion(struct bot *bot, const struct asker *asker, const char *fact,
	const char *text, struct reply *out)
{
	const struct suggestion suggestion = {.by = tell_asker(asker), .fact = fact, .text = text};
	char quoted[256];
	int64_t number;
	struct error err;

	if (!has_room(bot, asker, out))
		return MANNER_REFUSED;
	if (!store_suggest(bot->store, &suggestion, asker->now, &number, &err))
		return verb_refuse(asker, out, "Your suggestion could not be saved: %s.", err.text);
	bot_announce(bot, "suggestion %lld%s%s: %s", (long long)number, *fact ? ", wrong: " : "",
		fact, verb_quote(bot, asker->network, text, 200, quoted, sizeof quoted));
	return verb_say(asker, out, MANNER_NOTICE,
		"Thank you; that is suggestion %lld%s%s. A moderator "
		"will look at it, and I will tell you the outcome.",
		(long long)number, *fact ? " about " : "", fact);
}

enum manner verb_suggest(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return save_suggestion(bot, asker, "", arguments, out);
}

enum manner verb_wrong(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const struct fact *fact = verb_fact(bot, asker, "");

	if (!fact)
		return verb_refuse(asker, out,
			"There is no answer from the last ten minutes; "
			"say `suggest` and what I should know.");
	int64_t before = store_count_wrong(bot->store, fact->id);
	enum manner manner = save_suggestion(
		bot, asker, fact->id, *arguments ? arguments : "(no reason given)", out);
	int64_t now = store_count_wrong(bot->store, fact->id);
	if (before < WORK_DISPUTED && now >= WORK_DISPUTED)
		bot_announce(bot,
			"%s: %lld people say that it is wrong; its answers are marked until their "
			"suggestions are decided (inbox)",
			fact->id, (long long)now);
	return manner;
}

static const char somebody_else[] = "Somebody else has just decided suggestion %lld.";

/* --- the inbox -------------------------------------------------------------------------------- */

static const char *suggested_by(const struct suggestion *suggestion)
{
	return *suggestion->by.account ? suggestion->by.account : suggestion->by.nick;
}

static enum manner list_suggestions(
	struct bot *bot, const struct asker *asker, size_t skip, struct reply *out)
{
	enum { LISTED = 10 };
	struct suggestion found[LISTED];
	struct arena arena = {0};
	char text[REPLY_LINES * REPLY_LINE] = "";
	struct buf buf = BUF(text);
	int64_t open = 0, made;
	size_t count;
	struct error err;
	const struct someone by = tell_asker(asker);

	if (!store_suggestions(bot->store, skip, found, LISTED, &count, &arena, &err) ||
		!store_suggestion_counts(bot->store, &by, 0, &open, &made, &err)) {
		arena_free(&arena);
		return verb_refuse(asker, out, "The inbox could not be read: %s.", err.text);
	}
	for (size_t i = 0; i < count; i++) {
		const char *text_now = *found[i].amended ? found[i].amended : found[i].text;
		size_t length = text_cut_word(text_now, strlen(text_now), SHORT);

		buf_add(&buf, "%s%lld (%s)%s%s: %.*s%s", i ? " · " : "", (long long)found[i].number,
			suggested_by(&found[i]), *found[i].fact ? " wrong: " : "", found[i].fact,
			(int)length, text_now, text_now[length] ? "…" : "");
	}
	if (skip + count < (size_t)open)
		buf_add(&buf, " · and %zu more: `inbox from %zu`", (size_t)open - skip - count,
			skip + count + 1);
	arena_free(&arena);
	if (count == 0)
		return verb_refuse(asker, out, "The inbox is empty.");
	reply_text(text, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

/* Reads the suggestion with that number. open: it must be undecided. False after a refusal. */
static bool find_suggestion(struct bot *bot, const struct asker *asker, const char **arguments,
	bool open, struct arena *arena, struct suggestion *found, struct reply *out)
{
	char word[ARG_WORD];
	int64_t number;
	struct error err;

	arg_word(arguments, word, sizeof word);
	if (!arg_number(word, &number))
		verb_refuse(asker, out,
			"Expected the number of a suggestion, found \"%.30s\"; `inbox` lists them.",
			word);
	else if (!store_suggestion(bot->store, number, arena, found, &err))
		verb_refuse(asker, out, "The inbox could not be read: %s.", err.text);
	else if (found->number == 0)
		verb_refuse(asker, out, "There is no suggestion %lld; `inbox` lists them.",
			(long long)number);
	else if (open && found->state != WORK_OPEN)
		verb_refuse(asker, out, "Suggestion %lld has already been %s by %s.",
			(long long)number, store_work_states[found->state], found->decider);
	else
		return true;
	return false;
}

static enum manner show_suggestion(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct arena arena = {0};
	struct suggestion found;
	char text[REPLY_LINES * REPLY_LINE], when[ARG_WHEN];
	struct buf buf = BUF(text);
	enum manner manner = MANNER_REFUSED;

	if (find_suggestion(bot, asker, &arguments, false, &arena, &found, out)) {
		buf_add(&buf, "%lld by %s on %s, %s, %s", (long long)found.number,
			suggested_by(&found), found.by.network, arg_when(found.at, when),
			store_work_states[found.state]);
		if (*found.decider)
			buf_add(&buf, " by %s%s%s", found.decider, *found.reason ? ": " : "",
				found.reason);
		bool hidden = asker->role < ROLE_OWNER && edit_is_hidden(bot, found.reason);
		buf_add(&buf, "%s%s: %s", *found.fact ? "; wrong: " : "", found.fact,
			hidden ? "(hidden)" : found.text);
		if (*found.amended && !hidden)
			buf_add(&buf, " — amended: %s", found.amended);
		reply_text(text, asker->room, out);
		manner = verb_page(bot, asker, MANNER_NOTICE, out);
	}
	arena_free(&arena);
	return manner;
}

enum manner verb_inbox(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const char *at = arguments;
	char word[ARG_WORD];
	int64_t from;

	if (!arg_word(&at, word, sizeof word))
		return list_suggestions(bot, asker, 0, out);
	if (text_compare_ascii(word, "from") != 0)
		return show_suggestion(bot, asker, arguments, out);
	if (!arg_number(at, &from))
		return verb_refuse(asker, out, "Usage: inbox from 11");
	return list_suggestions(bot, asker, (size_t)from - 1, out);
}

/* --- deciding --------------------------------------------------------------------------------- */

/* Closes the suggestion and leaves a message for its author. False after a refusal. */
static bool decide_suggestion(struct bot *bot, const struct asker *asker,
	const struct suggestion *found, enum work_state verdict, const char *reason,
	const char *message, struct reply *out)
{
	char storage[256];
	const char *state = store_work_states[verdict];
	const char *decider = edit_author(bot, asker, storage, sizeof storage);
	struct error err;
	bool done;

	if (!store_suggestion_decide(
		    bot->store, found->number, verdict, decider, reason, asker->now, &done, &err)) {
		verb_refuse(asker, out, "Your decision could not be saved: %s.", err.text);
		return false;
	}
	if (!done) {
		verb_refuse(asker, out, somebody_else, (long long)found->number);
		return false;
	}
	bot_announce(bot, "suggestion %lld: %s by %s%s%s", (long long)found->number, state, decider,
		*reason ? ": " : "", reason);
	if (!tell_later(bot, &found->by, message, asker->now, &err))
		verb_refuse(asker, out, "It is %s, but its author cannot be told: %s.", state,
			err.text);
	return true;
}

/* Approves a report of a wrong answer. There is no fact to save. */
static enum manner approve_wrong(struct bot *bot, const struct asker *asker,
	const struct suggestion *found, struct reply *out)
{
	char message[REPLY_LINE];

	snprintf(message, sizeof message,
		"You were right about %s (suggestion %lld); the moderators will fix it. Thank you.",
		found->fact, (long long)found->number);
	if (!decide_suggestion(bot, asker, found, WORK_APPROVED, "", message, out))
		return MANNER_REFUSED;
	return verb_say(asker, out, MANNER_ANSWER,
		"Suggestion %lld is approved, and its author will "
		"be told. To fix it: !edit %s s/old/new/",
		(long long)found->number, found->fact);
}

/* Makes a fact from the suggestion, as `add` would. */
static void approve_fact(struct edit *edit, const struct suggestion *found)
{
	const char *text = *found->amended ? found->amended : found->text;
	char reason[160], message[REPLY_LINE], undo[120];

	/* without the author's name: `forget me` can remove that from the inbox, not from here */
	snprintf(reason, sizeof reason, "approve %lld", (long long)found->number);
	if (!facts_add(edit, text, NULL, reason))
		return;
	bool draft = edit->fact.citation_count == 0;
	snprintf(message, sizeof message,
		"Your suggestion %lld was accepted; it is now the fact %s%s. Thank you.",
		(long long)found->number, edit->fact.id,
		draft ? ", a draft until it has a source" : "");
	if (!decide_suggestion(edit->bot, edit->asker, found, WORK_APPROVED, edit->fact.id, message,
		    edit->out))
		return;
	snprintf(undo, sizeof undo, "forget %s", edit->fact.id);
	edit_note_missing(edit);
	edit_say(edit, undo, "\"%s\"", edit->fact.says);
}

static bool is_own_suggestion(const struct asker *asker, const struct suggestion *found)
{
	const struct person person = role_asker(asker);

	return strcmp(found->by.network, asker->network) == 0 &&
	       roles_same(&person, found->by.account, found->by.nick, found->by.host);
}

enum manner verb_approve(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct arena arena = {0};
	struct suggestion found;
	struct edit edit;
	enum manner manner = MANNER_REFUSED;

	if (drafts_are_meant(bot, arguments))
		return drafts_approve(bot, asker, arguments, out);
	if (find_suggestion(bot, asker, &arguments, true, &arena, &found, out)) {
		if (bot->config && bot->config->two_people && is_own_suggestion(asker, &found)) {
			verb_refuse(asker, out,
				"Suggestion %lld is your own; another moderator must approve it.",
				(long long)found.number);
		} else if (*arguments) {
			verb_refuse(asker, out,
				"Not done: a suggestion is approved as it stands. To reword it "
				"first: amend %lld <sentence> @ <source> ¶n \"quote\"",
				(long long)found.number);
		} else if (*found.fact) {
			manner = approve_wrong(bot, asker, &found, out);
		} else {
			edit_begin_new(&edit, bot, asker, out);
			approve_fact(&edit, &found);
			manner = edit_close(&edit);
		}
	}
	arena_free(&arena);
	return manner;
}

enum manner verb_reject(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct arena arena = {0};
	struct suggestion found;
	char message[REPLY_LINE];
	enum manner manner = MANNER_REFUSED;

	if (drafts_are_meant(bot, arguments))
		return drafts_reject(bot, asker, arguments, out);
	if (arg_count(arguments) < 2)
		return verb_refuse(asker, out, "Usage: reject <number> <why>");
	if (find_suggestion(bot, asker, &arguments, true, &arena, &found, out)) {
		snprintf(message, sizeof message,
			"Your suggestion %lld was not accepted: %.300s (thank you anyway)",
			(long long)found.number, arguments);
		if (decide_suggestion(bot, asker, &found, WORK_REJECTED, arguments, message, out))
			manner = verb_say(asker, out, MANNER_ANSWER,
				"Suggestion %lld is rejected, and its author will be told why.",
				(long long)found.number);
	}
	arena_free(&arena);
	return manner;
}

/* Writes the new sentence, with the old text's citation if it has none of its own. */
static void write_amended(
	const struct suggestion *found, const char *sentence, char *out, size_t size)
{
	const char *citation = strstr(*found->amended ? found->amended : found->text, " @ ");

	snprintf(out, size, "%s%s", sentence, !strstr(sentence, " @ ") && citation ? citation : "");
}

enum manner verb_amend(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct arena arena = {0};
	struct suggestion found;
	char text[REPLY_LINE * 2], author[256];
	struct error err;
	bool done;
	enum manner manner = MANNER_REFUSED;

	if (parse_looks_like_id(arguments, strcspn(arguments, " ")))
		return verb_refuse(asker, out,
			"`amend` rewords a suggestion; a fact: !replace <id> <sentence>, or !edit "
			"<id> s/old/new/");
	if (find_suggestion(bot, asker, &arguments, true, &arena, &found, out)) {
		write_amended(&found, arguments, text, sizeof text);
		if (!store_suggestion_amend(bot->store, found.number, text,
			    edit_author(bot, asker, author, sizeof author), asker->now, &done,
			    &err))
			verb_refuse(asker, out, "Your wording could not be saved: %s.", err.text);
		else if (!done)
			verb_refuse(asker, out, somebody_else, (long long)found.number);
		else
			manner = verb_say(asker, out, MANNER_ANSWER,
				"Suggestion %lld is now: %s — `approve %lld` accepts it.",
				(long long)found.number, text, (long long)found.number);
	}
	arena_free(&arena);
	return manner;
}
