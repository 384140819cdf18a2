/* Verbs that change what a fact says, its short form, its topic, its date and its name. */
#include "base/date.h"
#include "base/text.h"
#include "bot.h"
#include "fact/check.h"
#include "fact/factfile.h"
#include "moderate/edit.h"
#include "moderate/guard.h"
#include "moderate/moderate.h"
#include "moderate/parse.h"
#include "pattern/pattern.h"

#include <stdio.h>
#include <string.h>

/* Drops a short form that says what the new statement does not. */
static void drop_brief(struct edit *edit)
{
	const char *stray = check_brief(&edit->arena, &edit->fact);

	if (!stray)
		return;
	edit_note(edit, "The short form \"%s\" was dropped: %s", edit->fact.brief, stray);
	edit->fact.brief = "";
}

/* Saves the new statement. */
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
	if (!guard_bearing(edit))
		return;
	drop_brief(edit);
	if (edit_save(edit, "%s", reason))
		edit_say(edit, "undo", "\"%s\" (was: \"%s\")", says, edit->before.says);
}

enum manner verb_replace(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;

	if (edit_begin(&edit, bot, asker, &arguments, out, 0))
		restate(&edit, arena_string(&edit.arena, arguments),
			edit.insist ? "replace !" : "replace");
	return edit_close(&edit);
}

enum manner verb_edit(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	struct substitution substitution;
	char says[CHECK_SAYS_MAX * 4], reason[300];
	struct error err;
	size_t count;

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0))
		return edit_close(&edit);
	snprintf(reason, sizeof reason, edit.insist ? "edit ! %s" : "edit %s", arguments);
	if (!parse_substitution(&edit.arena, arguments, &substitution, &err) ||
		!pattern_substitute(&substitution, edit.fact.says, says, sizeof says, &count, &err))
		edit_refuse(&edit, "Not saved: %s.", err.text);
	else if (count == 0)
		edit_refuse(&edit, "Not saved: \"%.100s\" does not occur in %s: \"%s\"",
			substitution.regex, edit.fact.id, edit.fact.says);
	else
		restate(&edit, arena_string(&edit.arena, says), reason);
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
	while (*arguments)
		fact_add_topic(&edit.fact, &edit.arena, parse_word(&edit.arena, &arguments));
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

/* Refuses a name that no list of names has, and one that another fact is about. */
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
