/* Verbs that make and change facts: statement, citations, date, topic; forgetting, locking,
 * merging. */
#include "moderate/facts.h"
#include "ask/candidates.h"
#include "base/text.h"
#include "fact/check.h"
#include "fact/citation.h"
#include "fact/fact.h"
#include "fact/factfile.h"
#include "moderate/guard.h"
#include "moderate/moderate.h"
#include "moderate/parse.h"
#include "moderate/see.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char no_topic[] = "general"; /* where no fact is similar */

/* --- a new fact ------------------------------------------------------------------------------- */

bool facts_propose_id(struct edit *edit, const char *sentence)
{
	struct error err;

	for (int number = 1;; number++) {
		const char *id = parse_id(&edit->arena, sentence, number), *arguments = "";
		struct edition newest;
		struct fact fact;

		if (!store_fact(edit->bot->store, id, &edit->arena, &fact, &newest, &err))
			return edit_refuse(edit, "%s", err.text);
		if (newest.ordinal == 0 && !verb_find(id, &arguments)) {
			edit->fact.id = id;
			return true;
		}
	}
}

/* How many of the first voters are on the topic, earlier ones counting more. */
static float topic_votes(const struct candidates *voters, size_t count, const char *topic)
{
	float votes = 0;

	for (size_t i = 0; i < count; i++)
		if (fact_is_on(voters->index->profiles[voters->at[i]].fact, topic))
			votes += 1 / (float)(i + 3);
	return votes;
}

/* The topic of most of the facts with similar words. The encoder would not choose better, and takes
 * longer than the rest of the edit. */
static const char *propose_topic(struct edit *edit, const char *sentence)
{
	enum { VOTERS = 5 };
	const struct index *index = edit->bot->index;
	struct candidates similar = {.index = index};
	struct parsed_question parsed;
	char folded[1024];
	const char *best = no_topic;
	float most = 0;

	text_fold(sentence, folded, sizeof folded);
	match_read(index, folded, &parsed);
	candidates_find(&similar, &parsed, true);
	size_t voters = similar.count < VOTERS ? similar.count : VOTERS;

	for (size_t i = 0; i < voters; i++) {
		const char *topic = index->profiles[similar.at[i]].fact->topic;
		float votes = topic_votes(&similar, voters, topic);

		if (votes > most) {
			most = votes;
			best = topic;
		}
	}
	return arena_string(&edit->arena, best);
}

static bool add_citation(struct edit *edit, const char *text)
{
	struct citation citation;
	struct error err;

	if (!citation_parse(&edit->arena, text, &citation, &err))
		return edit_refuse(edit, "Not saved: %s.", err.text);
	if (edit->fact.citation_count >= PARSE_PARTS)
		return edit_refuse(edit, "Not saved: %s has %d citations, the maximum.",
			edit->fact.id, PARSE_PARTS);
	if (!guard_citation(edit, &citation))
		return false;
	fact_add_citation(&edit->fact, &edit->arena, &citation);
	return true;
}

bool facts_add_parts(struct edit *edit, const struct parsed_add *add)
{
	for (size_t i = 0; i < add->citation_count; i++)
		if (!add_citation(edit, add->citations[i]))
			return false;
	for (size_t i = 0; i < add->question_count; i++) {
		if (!guard_question(edit, QUESTION_ASK, add->questions[i]))
			return false;
		fact_add_question(&edit->fact, &edit->arena, QUESTION_ASK, add->questions[i]);
	}
	return true;
}

static void tell_added(struct edit *edit)
{
	char undo[100];

	edit_note_missing(edit);
	snprintf(undo, sizeof undo, "forget %s", edit->fact.id);
	edit_say(edit, undo, "\"%s\" (topic %s)", edit->fact.says, edit->fact.topic);
}

size_t facts_add_free_questions(
	struct edit *edit, enum question_kind kind, const char *lines, size_t most)
{
	size_t added = 0;

	for (const char *at = lines; *at && added < most; at += strspn(at, "\n")) {
		size_t length = strcspn(at, "\n");
		const char *text = arena_copy(&edit->arena, at, length);

		at += length;
		if (!guard_would_take(edit, kind, text))
			continue;
		fact_add_question(&edit->fact, &edit->arena, kind, text);
		added++;
	}
	return added;
}

bool facts_add(struct edit *edit, const char *text, const char *question, const char *reason)
{
	struct parsed_add add;
	struct error err;

	edit_read_insist(edit, &text);
	if (!parse_add(&edit->arena, text, &add, &err))
		return edit_refuse(edit, "Not saved: %s.", err.text);
	if (!guard_statement(edit, add.sentence) || !facts_propose_id(edit, add.sentence))
		return false;
	edit->fact.topic = propose_topic(edit, add.sentence);
	edit->fact.says = add.sentence;
	edit->fact.brief = edit->fact.when = edit->fact.about = edit->fact.file = "";
	if (!facts_add_parts(edit, &add) || !guard_support(edit) ||
		(question && !guard_question(edit, QUESTION_ASK, question)))
		return false;
	if (question)
		fact_add_question(&edit->fact, &edit->arena, QUESTION_ASK, question);
	edit->action = ACTION_ADD;
	return edit_save(edit, edit->insist ? "%s !" : "%s", reason);
}

enum manner verb_add(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;

	edit_begin_new(&edit, bot, asker, out);
	if (facts_add(&edit, arguments, NULL, "add"))
		tell_added(&edit);
	return edit_close(&edit);
}

/* --- citations -------------------------------------------------------------------------------- */

void facts_show_citation(struct buf *buf, const struct citation *citation)
{
	buf_add(buf, "%s", citation->source);
	if (citation->paragraph)
		buf_add(buf, " ¶%d", citation->paragraph);
	if (*citation->locator)
		buf_add(buf, " %s", citation->locator);
	if (*citation->quote)
		buf_add(buf, " \"%s\"", citation->quote);
	if (*citation->supports)
		buf_add(buf, " for %s", citation->supports);
}

const char *facts_citation_text(struct arena *arena, const struct citation *citation)
{
	char text[1024];
	struct buf buf = BUF(text);

	facts_show_citation(&buf, citation);
	return arena_string(arena, text);
}

enum manner verb_cite(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;

	if (edit_begin(&edit, bot, asker, &arguments, out, 0)) {
		arguments += strspn(arguments, "@ \t");
		if (add_citation(&edit, arguments) && guard_support(&edit) &&
			edit_save(&edit, edit.insist ? "cite ! %s" : "cite %s", arguments))
			edit_say(&edit, "undo", "cites %s (before: %zu)",
				facts_citation_text(&edit.arena,
					&edit.fact.citations[edit.fact.citation_count - 1]),
				edit.before.citation_count);
	}
	return edit_close(&edit);
}

/* Finds a citation by its number, or by its source if only one has that. */
static bool find_citation(struct edit *edit, const char *which, size_t *at)
{
	const struct fact *fact = &edit->fact;
	size_t found = 0;

	*at = (size_t)strtoul(which, NULL, 10) - 1;
	if (which[strspn(which, "0123456789")] == '\0' && *at < fact->citation_count)
		return true;
	for (size_t i = 0; i < fact->citation_count; i++)
		if (strcmp(fact->citations[i].source, which) == 0) {
			*at = i;
			found++;
		}
	if (found == 1)
		return true;
	return edit_refuse(edit,
		"Not saved: %s has %zu citations, and %s is \"%.60s\"; "
		"give the number shown by !show %s: !uncite %s <n>",
		fact->id, fact->citation_count, found ? "more than one" : "none", which, fact->id,
		fact->id);
}

enum manner verb_uncite(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	size_t at;

	if (edit_begin(&edit, bot, asker, &arguments, out, 0) &&
		find_citation(&edit, parse_word(&edit.arena, &arguments), &at)) {
		const char *gone = facts_citation_text(&edit.arena, &edit.fact.citations[at]);

		fact_drop_citation(&edit.fact, &edit.arena, at);
		if (edit.fact.citation_count == 0)
			edit_note(&edit, "Without a citation it is a draft, which is not served");
		edit.insist = true; /* what the other citations lack is only noted */
		guard_support(&edit);
		if (edit_save(&edit, "uncite %s", gone))
			edit_say(&edit, "undo", "no longer cites %s", gone);
	}
	return edit_close(&edit);
}

/* --- forgetting and locking ------------------------------------------------------------------- */

/* Sets one of the fact's flags. */
static enum manner set_flag(struct edit *edit, bool *flag, bool value, enum action action,
	const char *reason, const char *undo, const char *done)
{
	char back[200];

	if (*flag == value) {
		edit_refuse(
			edit, "%s is already %s (r%d).", edit->fact.id, done, edit->newest.ordinal);
		return edit_close(edit);
	}
	*flag = value;
	edit->action = action;
	if (edit_save(edit, "%s", reason)) {
		snprintf(back, sizeof back, "%s %s", undo, edit->fact.id);
		edit_say(edit, back, "%s: \"%s\"", done, edit->fact.says);
	}
	return edit_close(edit);
}

enum manner verb_forget(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	char reason[300], again[EDIT_COMMAND];

	if (!edit_begin(&edit, bot, asker, &arguments, out, EDIT_FORGOTTEN))
		return edit_close(&edit);
	snprintf(again, sizeof again, "!forget %.60s !", edit.fact.id);
	if (edit_needs_confirmation(&edit, again))
		return edit_close(&edit);
	snprintf(reason, sizeof reason, *arguments ? "forget: %s" : "forget%s", arguments);
	return set_flag(
		&edit, &edit.fact.forgotten, true, ACTION_FORGET, reason, "unforget", "forgotten");
}

enum manner verb_hide(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	char back[200];

	if (!edit_begin(&edit, bot, asker, &arguments, out, EDIT_FORGOTTEN))
		return edit_close(&edit);
	edit.fact.forgotten = edit.fact.hidden = true;
	edit.action = ACTION_FORGET;
	if (edit_save(&edit, *arguments ? "hide: %s" : "hide%s", arguments)) {
		snprintf(back, sizeof back, "unforget %s", edit.fact.id);
		edit_say(&edit, back, "hidden");
	}
	return edit_close(&edit);
}

enum manner verb_unforget(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;

	const char *at = arguments;

	if (!edit_begin(&edit, bot, asker, &arguments, out, EDIT_FORGOTTEN))
		return edit_close(&edit);
	const char *id = parse_word(&edit.arena, &at);

	if (fact_was(&edit.fact, id)) {
		edit_refuse(&edit, "%s is now %s; !undo %s, or !revert %s r<n>, splits them again.",
			id, edit.fact.id, edit.fact.id, edit.fact.id);
		return edit_close(&edit);
	}
	guard_clashes(&edit);
	edit.fact.hidden = false;
	return set_flag(&edit, &edit.fact.forgotten, false, ACTION_UNFORGET, "unforget", "forget",
		"remembered");
}

enum manner verb_lock(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;

	if (!edit_begin(&edit, bot, asker, &arguments, out, EDIT_LOCKED) ||
		!edit_is_at_end(&edit, arguments))
		return edit_close(&edit);
	return set_flag(&edit, &edit.fact.locked, true, ACTION_LOCK, "lock", "unlock", "locked");
}

enum manner verb_unlock(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;

	if (!edit_begin(&edit, bot, asker, &arguments, out, EDIT_LOCKED) ||
		!edit_is_at_end(&edit, arguments))
		return edit_close(&edit);
	return set_flag(
		&edit, &edit.fact.locked, false, ACTION_UNLOCK, "unlock", "lock", "unlocked");
}

/* --- merging ---------------------------------------------------------------------------------- */

/* Adds the other fact's ids, and its questions and patterns except those already there. */
static void take_over(struct edit *into, const struct fact *from)
{
	struct arena *arena = &into->arena;
	struct fact *fact = &into->fact;

	fact_add_former(fact, arena, from->id);
	for (size_t i = 0; i < from->former_count; i++)
		if (strcmp(from->formerly[i], fact->id) != 0)
			fact_add_former(fact, arena, from->formerly[i]);

	for (size_t i = 0; i < from->see_count && fact->see_count < FACT_SEE_MAX; i++)
		if (!see_has(fact, from->see[i]) && strcmp(from->see[i], fact->id) != 0)
			fact_add_see(fact, arena, from->see[i]);
	for (size_t i = 0; i < from->question_count; i++) {
		const struct question *question = &from->questions[i];
		const char *key = check_question_key(arena, question->text);
		bool there = false;

		for (size_t k = 0; k < fact->question_count && !there; k++)
			there = strcmp(check_question_key(arena, fact->questions[k].text), key) ==
				0;
		if (!there)
			fact_add_question(fact, arena, question->kind, question->text);
	}
	for (size_t i = 0; i < from->pattern_count; i++) {
		bool there = false;

		for (size_t k = 0; k < fact->pattern_count && !there; k++)
			there = strcmp(fact->patterns[k], from->patterns[i]) == 0;
		if (!there)
			fact_add_pattern(fact, arena, from->patterns[i]);
	}
}

static void merge(struct edit *from, struct edit *into)
{
	char reason[300], undo[300];

	if (from->fact.number == into->fact.number) {
		edit_refuse(into, "Not saved: both ids are the same fact.");
		return;
	}
	take_over(into, &from->before);
	if (into->fact.question_count > GUARD_PARTS_MAX) {
		edit_refuse(into, "Not saved: together they have %zu questions; the maximum is %d.",
			into->fact.question_count, GUARD_PARTS_MAX);
		return;
	}
	from->fact.forgotten = true;
	from->fact.former_count = 0;
	snprintf(reason, sizeof reason, "merge %s into %s", from->fact.id, into->fact.id);
	into->action = ACTION_MERGE;
	if (!edit_save_both(into, &from->fact, reason))
		return;
	snprintf(undo, sizeof undo, "undo %s, !undo %s", into->fact.id, from->fact.id);
	edit_say(into, undo,
		"took over questions: %zu, patterns: %zu; %s finds it; dropped: \"%s\"",
		into->fact.question_count - into->before.question_count,
		into->fact.pattern_count - into->before.pattern_count, from->fact.id,
		from->fact.says);
}

enum manner verb_merge(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit from, into;
	char again[EDIT_COMMAND];

	if (!edit_begin(&from, bot, asker, &arguments, out, 0))
		return edit_close(&from);
	const char *word = parse_word(&from.arena, &arguments);

	snprintf(again, sizeof again, "!merge %.40s ! into …", from.fact.id);
	if (strcmp(word, "into") != 0) {
		edit_refuse(&from, "Usage: merge <id> into <id>");
		return edit_close(&from);
	}
	if (edit_needs_confirmation(&from, again))
		return edit_close(&from);
	if (edit_begin(&into, bot, asker, &arguments, out, 0))
		merge(&from, &into);
	edit_close(&from);
	return edit_close(&into);
}

/* --- renaming --------------------------------------------------------------------------------- */

/* Gives the fact the id; it keeps those it had. */
static void set_id(struct edit *edit, const char *id)
{
	edit->fact.id = id;
	edit->fact.former_count = 0;
	for (size_t i = 0; i < edit->before.former_count; i++)
		if (strcmp(edit->before.formerly[i], id) != 0)
			fact_add_former(&edit->fact, &edit->arena, edit->before.formerly[i]);
	if (strcmp(edit->before.id, id) != 0)
		fact_add_former(&edit->fact, &edit->arena, edit->before.id);
}

enum manner verb_rename(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	const char *after = "";

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0))
		return edit_close(&edit);
	const char *id = parse_word(&edit.arena, &arguments);

	set_id(&edit, id);
	if (!factfile_is_slug(id) || verb_find(id, &after))
		edit_refuse(&edit,
			"Not saved: an id may contain a-z, 0-9 and '-' only and must not be a "
			"verb, found \"%.60s\".",
			id);
	else if (edit_save(&edit, "rename %s to %s", edit.before.id, id))
		edit_say(&edit, "undo", "formerly %s, which still finds it", edit.before.id);
	return edit_close(&edit);
}
