/* Verbs that change what a fact says, its short form, its topic, its date and its name. */
#include "ask/statement.h"
#include "base/date.h"
#include "base/text.h"
#include "bot.h"
#include "fact/check.h"
#include "fact/factfile.h"
#include "moderate/edit.h"
#include "moderate/facts.h"
#include "moderate/guard.h"
#include "moderate/moderate.h"
#include "moderate/parse.h"
#include "pattern/pattern.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool negates(const char *says)
{
	char folded[CHECK_SAYS_MAX * 4];

	text_fold(says, folded, sizeof folded);
	return statement_negates(folded);
}

/* Drops a short form that says more than the new statement. If it stays, shows it to the moderator,
 * since most answers use it. */
static void review_brief(struct edit *edit)
{
	const struct fact *fact = &edit->fact;
	const char *stray = check_brief(&edit->arena, fact);

	if (!*fact->brief)
		return;
	if (!stray)
		stray = check_brief_outlived(
			&edit->arena, fact->brief, edit->before.says, fact->says);
	if (!stray && negates(fact->says) && !negates(edit->before.says) && !negates(fact->brief))
		stray = "it lacks the negation";
	if (!stray) {
		if (strcmp(fact->brief, edit->before.brief) == 0)
			edit_note(edit, "Short form: \"%s\"", fact->brief);
		return;
	}
	edit_note(edit, "The short form \"%s\" was dropped: %s", fact->brief, stray);
	edit->fact.brief = "";
}

/* Notes a year that the statement had, and that the fact's date still has. */
static void review_date(struct edit *edit)
{
	const char *when = edit->fact.when, *second = strchr(when, '/');
	const char *const dates[] = {when, second ? second + 1 : when};

	for (size_t i = 0; i < 2 && *when; i++) {
		char year[8];

		snprintf(year, sizeof year, "%.4s", dates[i]);
		if (!strstr(edit->before.says, year) || strstr(edit->fact.says, year))
			continue;
		edit_note(edit, "Its date is still %s: !when %s …", when, edit->fact.id);
		return;
	}
}

static void restate(struct edit *edit, const char *says, const char *reason)
{
	if (strcmp(says, edit->before.says) == 0) {
		edit_refuse(edit, "That changes nothing in %s (r%d): \"%s\"", edit->fact.id,
			edit->newest.ordinal, edit->before.says);
		return;
	}
	if (!guard_statement(edit, says))
		return;
	edit->fact.says = says;
	if (!guard_support(edit))
		return;
	review_brief(edit);
	review_date(edit);
	if (edit_save(edit, "%s", reason))
		edit_say(edit, "undo", "\"%s\" (was: \"%s\")", says, edit->before.says);
}

enum manner verb_replace(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;

	if (edit_begin(&edit, bot, asker, &arguments, out, 0)) {
		char again[EDIT_COMMAND];

		snprintf(again, sizeof again, "!replace %.60s ! …", edit.fact.id);
		if (!edit_needs_confirmation(&edit, again))
			restate(&edit, arena_string(&edit.arena, arguments),
				edit.insist ? "replace !" : "replace");
	}
	return edit_close(&edit);
}

/* "… because of illness." and "also he left" make "… because of illness; also he left." */
static const char *joined(struct edit *edit, const char *more)
{
	const char *says = edit->before.says, *last = more + strlen(more) - 1;
	char text[CHECK_SAYS_MAX * 2];
	size_t length = strlen(says);
	bool sentence = *more >= 'A' && *more <= 'Z';

	if (length > 0 && says[length - 1] == '.')
		length--;
	snprintf(text, sizeof text, "%.*s%s%s%s", (int)length, says,
		strchr(",;:(", *more) ? ""
		: sentence            ? ". "
				      : "; ",
		more, strchr(".?!", *last) ? "" : ".");
	return arena_string(&edit->arena, text);
}

enum manner verb_append(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	struct parsed_add add;
	struct error err;

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0))
		return edit_close(&edit);
	if (!*arguments)
		edit_refuse(&edit, "Usage: append <id> <words> [@ <source> ¶n \"quote\"]");
	else if (!parse_add(&edit.arena, arguments, &add, &err))
		edit_refuse(&edit, "Not saved: %s.", err.text);
	else if (!*add.sentence)
		edit_refuse(&edit, "Not saved: expected what to append before the citation.");
	else if (!*check_question_key(&edit.arena, add.sentence))
		edit_refuse(&edit, "Not saved: \"%.60s\" contains no word.", add.sentence);
	else if (facts_add_parts(&edit, &add))
		restate(&edit, joined(&edit, add.sentence), edit.insist ? "append !" : "append");
	return edit_close(&edit);
}

/* Cuts the citation's number out of "id[2] s/…/…/" and returns it; 0 if there are no brackets,
 * SIZE_MAX if they do not contain a number from 1 to 999. */
static size_t cut_place(char *text)
{
	char *open = text + strcspn(text, " ["), *close = open + strcspn(open, "] ");

	if (*open != '[' || *close != ']')
		return 0;
	size_t digits = strspn(open + 1, "0123456789");
	bool number = digits > 0 && digits <= 3 && open + 1 + digits == close;
	unsigned long place = number ? strtoul(open + 1, NULL, 10) : 0;

	memmove(open, close + 1, strlen(close + 1) + 1);
	return place > 0 ? place : SIZE_MAX;
}

/* Substitutes in the citation's quote, place or purpose: in the first that matches; with `g`, in
 * each. */
static bool substitute_citation(struct edit *edit, const struct substitution *substitution,
	struct citation *citation, struct error *err)
{
	const char **parts[] = {&citation->quote, &citation->locator, &citation->supports};
	size_t total = 0, count;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		char text[1024];

		if (!**parts[i] || (total > 0 && !substitution->every))
			continue;
		if (!pattern_substitute(substitution, *parts[i], text, sizeof text, &count, err))
			return false;
		total += count;
		*parts[i] = arena_string(&edit->arena, text);
		if (strchr(text, '"'))
			return error_set(err,
				"a quotation mark inside \"%.60s\"; `!uncite` and `!cite` give a "
				"citation a quote",
				text);
	}
	return total > 0 || error_set(err, "\"%.100s\" does not occur in it", substitution->regex);
}

/* Changes the quote, place or purpose of one citation. */
static void edit_citation(struct edit *edit, size_t place, const char *arguments)
{
	struct substitution substitution;
	struct error err;

	if (place > edit->fact.citation_count) {
		edit_refuse(edit, "Not saved: %s has %zu citation%s; !show %s lists them.",
			edit->fact.id, edit->fact.citation_count,
			edit->fact.citation_count == 1 ? "" : "s", edit->fact.id);
		return;
	}
	struct citation citation = edit->fact.citations[place - 1];

	if (!parse_substitution(&edit->arena, arguments, &substitution, &err) ||
		!substitute_citation(edit, &substitution, &citation, &err)) {
		edit_refuse(edit, "Not saved: %s.", err.text);
		return;
	}
	if (!guard_citation(edit, &citation))
		return;
	struct citation *list = arena_alloc(&edit->arena, edit->fact.citation_count * sizeof *list);
	memcpy(list, edit->fact.citations, edit->fact.citation_count * sizeof *list);
	list[place - 1] = citation;
	edit->fact.citations = list;
	if (guard_support(edit) && edit_save(edit, "edit [%zu] %s", place, arguments))
		edit_say(edit, "undo", "citation %zu: %s", place,
			facts_citation_text(&edit->arena, &citation));
}

/* Makes the same substitution in the short form. */
static void substitute_brief(struct edit *edit, const struct substitution *substitution)
{
	char brief[CHECK_SAYS_MAX * 4];
	struct error err;
	size_t count;

	if (pattern_substitute(substitution, edit->fact.brief, brief, sizeof brief, &count, &err))
		edit->fact.brief = arena_string(&edit->arena, brief);
}

enum manner verb_edit(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	struct substitution substitution;
	char says[CHECK_SAYS_MAX * 4], reason[300], text[REPLY_LINE * 2];
	struct error err;
	size_t count, place;

	if (strncmp(arguments, "s/", 2) == 0)
		return verb_refuse(asker, out, "Name the fact: !edit <id> %.200s", arguments);
	snprintf(text, sizeof text, "%s", arguments);
	place = cut_place(text);
	arguments = text;
	if (!edit_begin(&edit, bot, asker, &arguments, out, 0))
		return edit_close(&edit);
	if (place > 0) {
		edit_citation(&edit, place, arguments);
		return edit_close(&edit);
	}
	snprintf(reason, sizeof reason, edit.insist ? "edit ! %s" : "edit %s", arguments);
	if (!parse_substitution(&edit.arena, arguments, &substitution, &err) ||
		!pattern_substitute(&substitution, edit.fact.says, says, sizeof says, &count, &err))
		edit_refuse(&edit, "Not saved: %s.%s", err.text,
			strchr(arguments, '/') ? ""
					       : " For a new sentence: !replace <id> <sentence>");
	else if (count == 0)
		edit_refuse(&edit, "Not saved: \"%.100s\" does not occur in %s: \"%s\"",
			substitution.regex, edit.fact.id, edit.fact.says);
	else {
		substitute_brief(&edit, &substitution);
		restate(&edit, arena_string(&edit.arena, says), reason);
	}
	return edit_close(&edit);
}

enum manner verb_retopic(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char now[FACT_TOPICS_TEXT], was[FACT_TOPICS_TEXT];
	struct edit edit;

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0))
		return edit_close(&edit);
	edit.fact.topic = parse_word(&edit.arena, &arguments);
	edit.fact.topic_count = 0;
	while (*arguments) {
		const char *topic = parse_word(&edit.arena, &arguments);

		if (!fact_is_on(&edit.fact, topic))
			fact_add_topic(&edit.fact, &edit.arena, topic);
	}
	for (size_t i = 0; i <= edit.fact.topic_count; i++) {
		const char *topic = i == 0 ? edit.fact.topic : edit.fact.topics[i - 1];

		if (!factfile_is_slug(topic)) {
			edit_refuse(&edit,
				"Not saved: a topic may contain a-z, 0-9 and '-' only, found "
				"\"%.60s\".",
				topic);
			return edit_close(&edit);
		}
	}
	fact_topics(&edit.fact, " ", now, sizeof now);
	if (edit_save(&edit, "topic %s", now))
		edit_say(&edit, "undo", "topic %s (was: %s)", now,
			fact_topics(&edit.before, " ", was, sizeof was));
	return edit_close(&edit);
}

enum manner verb_when(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct date_span span;
	struct edit edit;

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0))
		return edit_close(&edit);
	edit.fact.when = parse_word(&edit.arena, &arguments);
	if (strcmp(edit.fact.when, "never") == 0)
		edit.fact.when = "";
	if (*edit.fact.when && !date_read(edit.fact.when, &span))
		edit_refuse(&edit,
			"Not saved: expected YYYY, YYYY-MM, YYYY-MM-DD, two of "
			"them joined by '/', or never; found \"%.40s\".",
			edit.fact.when);
	else if (guard_date(&edit, edit.fact.when) &&
		 edit_save(&edit, "when %s", *edit.fact.when ? edit.fact.when : "never"))
		edit_say(&edit, "undo", "when %s (was: %s)",
			*edit.fact.when ? edit.fact.when : "never",
			*edit.before.when ? edit.before.when : "never");
	return edit_close(&edit);
}

enum manner verb_short(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	struct error err;

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0))
		return edit_close(&edit);
	const char *brief = strcmp(arguments, "none") == 0 ? "" : arguments;
	edit.fact.brief = arena_string(&edit.arena, brief);
	const char *stray = check_brief(&edit.arena, &edit.fact);
	if (!parse_text("a short form", arguments, CHECK_SAYS_MAX, &err))
		edit_refuse(&edit, "Not saved: %s.", err.text);
	else if (stray)
		edit_refuse(&edit, "Not saved: %s.", stray);
	else if (edit_save(&edit, "short %s", arguments))
		edit_say(&edit, "undo", "short form: %s (was: %s)",
			*edit.fact.brief ? edit.fact.brief : "none",
			*edit.before.brief ? edit.before.brief : "none");
	return edit_close(&edit);
}

/* Refuses a name that is not in the list of names, or that another fact is about. */
static bool can_be_about(struct edit *edit, const char *name)
{
	const struct index *index = edit->bot->index;

	if (!factset_name(&index->set, name))
		return edit_refuse(edit,
			"Not saved: expected the id of a name, such as kem-sokha, or none; found "
			"\"%.60s\".",
			name);
	for (size_t i = 0; i < index->count; i++) {
		const struct fact *other = index->profiles[i].fact;

		if (strcmp(other->about, name) == 0 && other->number != edit->fact.number)
			return edit_refuse(edit,
				"Not saved: %s is about %s already; first say !about %s none",
				other->id, name, other->id);
	}
	return true;
}

enum manner verb_about(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0))
		return edit_close(&edit);
	const char *name = parse_word(&edit.arena, &arguments);
	if (strcmp(name, "none") == 0)
		name = "";
	edit.fact.about = name;
	if ((!*name || can_be_about(&edit, name)) &&
		edit_save(&edit, "about %s", *name ? name : "none"))
		edit_say(&edit, "undo", "about %s (was: %s)", *name ? name : "none",
			*edit.before.about ? edit.before.about : "none");
	return edit_close(&edit);
}
