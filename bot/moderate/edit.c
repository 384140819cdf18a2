#include "moderate/edit.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "fact/factfile.h"
#include "keep/store_lists.h"
#include "keep/store_people.h"
#include "moderate/parse.h"
#include "verbs/near.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- wording ---------------------------------------------------------------------------------- */

const char *edit_author(
	const struct bot *bot, const struct asker *asker, char *storage, size_t size)
{
	if (bot->terminal)
		return "terminal";
	if (*asker->account)
		snprintf(storage, size, "%s", asker->account);
	else
		snprintf(storage, size, "%s!%s@%s", asker->nick, asker->user, asker->host);
	return storage;
}

const char *edit_ago(int64_t seconds, char *storage, size_t size)
{
	static const struct {
		int64_t from, unit;
		const char *name;
	} steps[] = {
		{2 * 86400, 86400, "days"}, {2 * 3600, 3600, "h"}, {120, 60, "min"}, {0, 1, "s"}};
	size_t i = 0;

	if (seconds < 0)
		seconds = 0;
	while (seconds < steps[i].from)
		i++;
	snprintf(storage, size, "%lld %s", (long long)(seconds / steps[i].unit), steps[i].name);
	return storage;
}

bool edit_refuse(struct edit *edit, const char *format, ...)
{
	char line[REPLY_LINE * 3];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(line, sizeof line, format, arguments);
	va_end(arguments);
	text_drop_broken(line);
	edit->out->count = 0;
	reply_text(line, edit->asker->room, edit->out);
	edit->manner = verb_page(edit->bot, edit->asker, MANNER_REFUSED, edit->out);
	return false;
}

void edit_note(struct edit *edit, const char *format, ...)
{
	size_t length = strlen(edit->note);
	va_list arguments;

	if (length > 0 && length + 5 < sizeof edit->note)
		length += (size_t)sprintf(edit->note + length, " \u00b7 ");
	va_start(arguments, format);
	vsnprintf(edit->note + length, sizeof edit->note - length, format, arguments);
	va_end(arguments);
	text_drop_broken(edit->note);
}

/* The id of the fact that is most like it, or NULL. */
static const char *nearest_other(const struct edit *edit)
{
	const float near = 3; /* log odds */
	const struct index *index = edit->bot->index;
	struct answer answer;
	char folded[1024];

	text_fold(edit->fact.says, folded, sizeof folded);
	answer_decide(index, folded, false, &answer);
	for (size_t i = 0; i < answer.fit_count; i++) {
		const struct fact *fact = index->profiles[answer.fits[i].at].fact;

		if (strcmp(fact->id, edit->fact.id) != 0)
			return answer.fits[i].score > answer.fits[0].score - near ? fact->id : NULL;
	}
	return NULL;
}

/* Notes that few questions are known of the fact, and what it may be confused with. */
static void note_thin(struct edit *edit, size_t count)
{
	/* deciding once more takes milliseconds */
	const char *near = edit->compared ? edit->near : nearest_other(edit);

	edit_note(edit, "%zu question%s: ask it three ways to see; !ask %s + … ? … adds more",
		count, count == 1 ? "" : "s", edit->fact.id);
	if (near)
		edit_note(edit, "Like %s", near);
}

void edit_note_missing(struct edit *edit)
{
	size_t count = 0;

	if (edit->fact.citation_count == 0)
		edit_note(edit,
			"It is not served until it has a citation: "
			"!cite %s @ <source> ¶n \"quote\"",
			edit->fact.id);
	for (size_t i = 0; i < edit->fact.question_count; i++)
		count += edit->fact.questions[i].kind != QUESTION_NOT;
	if (count == 0)
		edit_note(edit, "What does it answer? !ask %s + <question>", edit->fact.id);
	else if (edit->fact.citation_count > 0 && count < EDIT_THIN)
		note_thin(edit, count);
}

/* --- beginning -------------------------------------------------------------------------------- */

void edit_begin_new(
	struct edit *edit, struct bot *bot, const struct asker *asker, struct reply *out)
{
	char storage[512];

	*edit = (struct edit){.bot = bot, .asker = asker, .out = out, .manner = MANNER_ANSWER};
	edit->author = arena_string(&edit->arena, edit_author(bot, asker, storage, sizeof storage));
	edit->network = bot->terminal ? "" : asker->network;
	out->count = 0;
}

static bool refuse_unknown(struct edit *edit, const char *id)
{
	char near[NEAR_TEXT];

	near_ids(edit->bot, id, near);
	return edit_refuse(edit, "There is no fact \"%.80s\"%s%s%s.", id,
		*near ? "; similar ids: " : "", near, *near ? "" : "; `search` finds the ids");
}

/* Whether another person changed the fact after the asker last saw it. */
static bool has_crossed(const struct edit *edit)
{
	int at = index_by_id(edit->bot->index, edit->before.id);

	if (at >= 0 && edit->bot->index->profiles[at].fact->revision != edit->before.revision)
		return true; /* the bot still answers from an older revision */
	/* by the monotonic clock: the wall clock may have been set since */
	for (size_t i = 0; i < sizeof edit->bot->edits / sizeof *edit->bot->edits; i++) {
		const struct bot_edit *other = &edit->bot->edits[i];

		if (other->fact == edit->before.number &&
			(strcmp(other->author, edit->author) != 0 ||
				strcmp(other->network, edit->network) != 0) &&
			edit->asker->now.ms - other->ms < EDIT_CROSSED_S * 1000)
			return true;
	}
	return false;
}

/* Remembers an edit for those that cross it; only the newest of a fact counts. */
static void note_edit(struct edit *edit, int64_t number)
{
	struct bot *bot = edit->bot;
	size_t count = sizeof bot->edits / sizeof *bot->edits, at = 0;

	while (at < count && bot->edits[at].fact != number)
		at++;
	if (at == count)
		at = bot->next_edit++ % count;
	bot->edits[at] = (struct bot_edit){.fact = number, .ms = edit->asker->now.ms};
	snprintf(bot->edits[at].author, sizeof bot->edits[at].author, "%s", edit->author);
	snprintf(bot->edits[at].network, sizeof bot->edits[at].network, "%s", edit->network);
}

static bool refuse_crossed(struct edit *edit)
{
	char ago[40];
	const struct edition *newest = &edit->newest;

	edit_refresh(edit);
	return edit_refuse(edit,
		"Not saved: %s has changed: %s made r%d %s ago (%.80s). It now says "
		"\"%s\" Look again, then repeat yours with r%d after the id.",
		edit->before.id, newest->author, newest->ordinal,
		edit_ago(edit->asker->now.unix - newest->at, ago, sizeof ago),
		newest->origin == ORIGIN_IMPORT ? "an import" : newest->reason, edit->before.says,
		newest->ordinal);
}

static bool refuse_locked(struct edit *edit)
{
	return edit_refuse(edit, "%s is locked (r%d, by %s); !unlock %s first.", edit->before.id,
		edit->newest.ordinal, edit->newest.author, edit->before.id);
}

bool edit_find(struct bot *bot, const char *id, struct arena *arena, struct fact *fact,
	struct edition *newest, struct error *err)
{
	if (!store_fact(bot->store, id, arena, fact, newest, err))
		return false;
	if (!scope_shows(&bot->view, fact)) {
		*fact = (struct fact){0};
		*newest = (struct edition){0};
	}
	return true;
}

bool edit_read(struct edit *edit, struct bot *bot, const struct asker *asker,
	const char **arguments, struct reply *out)
{
	struct error err;

	edit_begin_new(edit, bot, asker, out);
	const char *id = parse_word(&edit->arena, arguments);

	if (!edit_find(bot, id, &edit->arena, &edit->before, &edit->newest, &err))
		return edit_refuse(edit, "%s", err.text);
	if (edit->newest.ordinal == 0)
		return refuse_unknown(edit, id);
	if (edit->before.hidden && asker->role < ROLE_OWNER)
		return edit_refuse(edit, "%s is hidden; only owners see it.", id);
	edit->fact = edit->before;
	return true;
}

bool edit_is_hidden(struct bot *bot, const char *id)
{
	struct arena arena = {0};
	struct fact fact = {.id = ""};
	struct edition newest;
	struct error err;

	bool hidden = !store_fact(bot->store, id, &arena, &fact, &newest, &err) || fact.hidden;
	arena_free(&arena);
	return hidden;
}

/* Whether the fact may be changed; base is the r<n> given, or 0. */
static bool may_change(struct edit *edit, int base, unsigned allowed)
{
	const char *id = edit->before.id;

	if (base ? base != edit->newest.ordinal : has_crossed(edit))
		return refuse_crossed(edit);
	if (edit->before.locked && !(allowed & EDIT_LOCKED))
		return refuse_locked(edit);
	if (edit->before.forgotten && !(allowed & EDIT_FORGOTTEN))
		return edit_refuse(edit, "%s is forgotten (r%d, %s); !unforget %s first.", id,
			edit->newest.ordinal, edit->newest.reason, id);
	return true;
}

bool edit_begin_plain(struct edit *edit, struct bot *bot, const struct asker *asker,
	const char **arguments, struct reply *out, unsigned allowed)
{
	return edit_read(edit, bot, asker, arguments, out) && may_change(edit, 0, allowed);
}

void edit_read_insist(struct edit *edit, const char **arguments)
{
	edit->insist = **arguments == '!' && ((*arguments)[1] == ' ' || !(*arguments)[1]);
	if (edit->insist)
		*arguments += 1 + strspn(*arguments + 1, " ");
}

bool edit_begin(struct edit *edit, struct bot *bot, const struct asker *asker,
	const char **arguments, struct reply *out, unsigned allowed)
{
	if (!edit_read(edit, bot, asker, arguments, out) ||
		!may_change(edit, parse_ordinal(arguments), allowed))
		return false;
	edit_read_insist(edit, arguments);
	return true;
}

bool edit_is_at_end(struct edit *edit, const char *arguments)
{
	return !*arguments ||
	       edit_refuse(edit, "Not done: expected nothing after %s, found \"%.60s\".",
		       edit->fact.id, arguments);
}

bool edit_needs_confirmation(struct edit *edit, const char *command)
{
	int64_t answers = store_answers(edit->bot->store, edit->before.number);
	int64_t people = store_authors(edit->bot->store, edit->before.number);
	bool used = answers >= EDIT_USED, old = people >= EDIT_AUTHORS;

	if (edit->insist || edit->bot->terminal || edit->before.forgotten || (!used && !old))
		return false;
	if (used)
		edit_refuse(edit, "Not done: %s was the answer %lld times. To do it anyway: %s",
			edit->fact.id, (long long)answers, command);
	else
		edit_refuse(edit, "Not done: %s is the work of %lld people. To do it anyway: %s",
			edit->fact.id, (long long)people, command);
	return true;
}

/* --- saving ----------------------------------------------------------------------------------- */

void edit_refresh(struct edit *edit)
{
	struct error err;

	if (!bot_catch_up(edit->bot, &err))
		log_warn("edit", "the changed facts could not be loaded: %s", err.text);
}

/* Whether the revision would read back unchanged. Otherwise it must not be saved. */
static bool reads_back(struct edit *edit, const struct fact *fact)
{
	struct fact again;
	struct error err;
	char *content = fact_content(fact);
	bool good = factfile_read_content(fact->id, content, &edit->arena, &again, &err);

	if (good) {
		char *written = fact_content(&again);

		good = strcmp(content, written) == 0 ||
		       error_set(&err, "it would not read back as it was written");
		free(written);
	}
	free(content);
	return good || edit_refuse(edit, "Not saved: %s.", err.text);
}

static bool changes_nothing(const struct edit *edit)
{
	if (edit->fact.number == 0)
		return false;
	char *now = fact_content(&edit->fact);
	bool same = strcmp(now, edit->newest.content) == 0;

	free(now);
	return same;
}

struct change edit_change(const struct edit *edit, const char *reason)
{
	return (struct change){
		.origin = edit->bot->terminal ? ORIGIN_TERMINAL : ORIGIN_PERSON,
		.action = edit->action,
		.author = edit->author,
		.network = edit->network,
		.reason = reason,
		.when = edit->asker->now,
	};
}

static bool save_facts(
	struct edit *edit, const struct fact *facts, size_t count, const char *reason)
{
	const struct change change = edit_change(edit, reason);
	int ordinals[2];
	struct error err;
	bool moved;

	for (size_t i = 0; i < count; i++)
		if (!reads_back(edit, &facts[i]))
			return false;
	if (!store_save(edit->bot->store, facts, count, &change, ordinals, &moved, &err)) {
		if (moved)
			edit_refresh(edit);
		return edit_refuse(edit, "Not saved, and nothing has changed: %s.", err.text);
	}
	edit->ordinal = ordinals[0];
	for (size_t i = 0; i < count; i++)
		note_edit(edit, facts[i].number);
	edit_refresh(edit);
	for (size_t i = 0; i < count; i++)
		bot_announce(edit->bot, "%s: %s r%d: %.300s", edit->author, facts[i].id,
			ordinals[i], facts[i].hidden ? "hidden" : reason);
	return true;
}

/* Removes a fact that is now hidden from remembered exchanges and waiting messages. */
static void drop_traces(const struct edit *edit)
{
	enum { BEGINNING = 60 }; /* messages quote a statement cut */
	char text[BEGINNING + 1];
	const char *says = edit->fact.says;
	struct error err;

	snprintf(text, sizeof text, "%.*s", (int)text_cut_grapheme(says, strlen(says), BEGINNING),
		says);
	context_forget(&edit->bot->memory, edit->fact.id);
	if (!store_messages_drop_with(edit->bot->store, text, &err))
		log_warn("hide", "messages with the fact's text stay: %s", err.text);
}

bool edit_save(struct edit *edit, const char *format, ...)
{
	char text[400], reason[384]; /* cut between characters, without line feeds */
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	text_clean(text, reason, sizeof reason);
	if (changes_nothing(edit))
		return edit_refuse(edit, "That changes nothing in %s (r%d).", edit->fact.id,
			edit->newest.ordinal);
	if (!save_facts(edit, &edit->fact, 1, reason))
		return false;
	if (edit->fact.hidden && !edit->before.hidden)
		drop_traces(edit);
	return true;
}

bool edit_save_both(struct edit *edit, const struct fact *other, const char *reason)
{
	const struct fact facts[] = {edit->fact, *other};

	return save_facts(edit, facts, 2, reason);
}

/* --- acknowledging ---------------------------------------------------------------------------- */

void edit_say_of(struct edit *edit, const char *head, const char *undo, const char *text)
{
	static const char ellipsis[] = "\u2026";
	char line[REPLY_LINE * 2];
	size_t room = edit->asker->room, length = strlen(text), note = strlen(edit->note);
	size_t fixed = strlen(head) + strlen(": ") + strlen(" \u2014 undo: !") + strlen(undo) +
		       strlen(" (99 more)");
	bool noted =
		note > 0 && note < room / 2; /* in the first line, which may be all they read */
	size_t taken = fixed + (noted ? note + strlen(". ") : 0);
	size_t fits = room > taken + 20 ? room - taken : 20;
	bool whole = length <= fits;

	if (!whole)
		length = text_cut_grapheme(text, length, fits - strlen(ellipsis));
	edit->out->count = 0;
	snprintf(line, sizeof line, "%s: %.*s%s \u2014 undo: !%s%s%s", head, (int)length, text,
		whole ? "" : ellipsis, undo, noted ? ". " : "", noted ? edit->note : "");
	text_drop_broken(line);
	reply_text(line, room, edit->out);
	if (!whole)
		reply_text(text, room, edit->out);
	if (note > 0 && !noted)
		reply_text(edit->note, room, edit->out);
	edit->manner = verb_page(edit->bot, edit->asker, MANNER_ANSWER, edit->out);
}

void edit_say(struct edit *edit, const char *undo, const char *format, ...)
{
	char text[REPLY_LINE * 3], head[160], back[600];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (edit->fact.hidden) /* not its text: others may read this */
		snprintf(text, sizeof text, "hidden from everybody but owners, who can undo it");
	text_drop_broken(text);
	snprintf(head, sizeof head, "%s %s r%d",
		edit->fact.citation_count || edit->fact.forgotten ? "saved" : "saved as a draft",
		edit->fact.id, edit->ordinal);
	bool bare = strcmp(undo, "undo") == 0;
	snprintf(back, sizeof back, "%s%s%s", undo, bare ? " " : "", bare ? edit->fact.id : "");
	edit_say_of(edit, head, back, text);
}

enum manner edit_close(struct edit *edit)
{
	arena_free(&edit->arena);
	return edit->manner;
}
