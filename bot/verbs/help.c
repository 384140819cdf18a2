/* `help`: the verbs under four headings, or what one word means: a verb, a topic or a fact. */
#include "base/buf.h"
#include "base/text.h"
#include "verbs/arg.h"
#include "verbs/near.h"
#include "verbs/verb.h"

#include <string.h>

/* Each heading's name is also a word for `help`. */
static const struct heading {
	const char *name, *title, *example;
} headings[VERB_GROUPS] = {
	[VERB_READ] = {"reading", "Read", "timeline 1969 1973"},
	[VERB_ASK] = {"asking", "Ask", ""},
	[VERB_LEARN] = {"learning", "Learn", "quiz start 5"},
	[VERB_MODERATE] = {"moderating", "For moderators", "asked"},
};
static const enum verb_group order[] = {VERB_ASK, VERB_READ, VERB_LEARN, VERB_MODERATE};

static enum verb_group verb_group_of(const struct verb *verb)
{
	if (verb->role >= ROLE_TRUSTED)
		return VERB_MODERATE;
	for (const struct verb *it = learn_verbs; it->name; it++)
		if (it == verb && it->group == VERB_READ)
			return VERB_LEARN;
	return verb->group;
}

/* Adds " source, more, cite apa/mla". */
static void add_verb_names(enum role role, enum verb_group group, struct buf *buf)
{
	const struct verb *verb = NULL;
	const char *last = "";

	while ((verb = verb_after(verb))) {
		if (role < verb->role || verb->overload || verb->alias ||
			verb_group_of(verb) != group)
			continue;
		size_t first = strcspn(verb->name, " ");

		if (*last && verb->name[first] && strncmp(last, verb->name, first + 1) == 0)
			buf_add(buf, "/%s", verb->name + first + 1);
		else
			buf_add(buf, "%s %s", *last ? "," : "", verb->name);
		last = verb->name;
	}
}

/* "Read: topics, topic, … For example: timeline 1969 1973" */
static void add_verb_group(
	const struct bot *bot, const struct asker *asker, enum verb_group group, struct reply *out)
{
	char line[REPLY_LINE * 4], what[REPLY_LINE * 2];
	struct buf buf = BUF(line);
	const struct subject *subject = &bot->index->set.subject;

	if (group == VERB_ASK) {
		subject_write(subject,
			"Ask me a question{on} by my name, by ?? or in private; I answer from "
			"documents that I name.",
			what, sizeof what);
		buf_add(&buf, "%s", what);
		if (subject->sample_count > 0)
			buf_add(&buf, " Try: %s", subject->samples[0]);
		buf_add(&buf, " Then:");
	} else {
		buf_add(&buf, "%s:", headings[group].title);
	}
	add_verb_names(group == VERB_MODERATE && asker->role < ROLE_MODERATOR ? ROLE_MODERATOR
									      : asker->role,
		group, &buf);
	if (*headings[group].example)
		buf_add(&buf, ". For example: %s", headings[group].example);
	if (group == VERB_LEARN)
		buf_add(&buf, ". `help <word>` explains a verb, a topic or an id");
	if (group == VERB_LEARN && verb_pages_at(bot))
		buf_add(&buf, ". All facts: %s", verb_pages_at(bot));
	else
		buf_add(&buf, "."); /* after a URL, clients would take it as part of the link */
	reply_text(line, asker->room, out);
}

static enum manner help_verb(
	struct bot *bot, const struct asker *asker, const struct verb *verb, struct reply *out)
{
	char line[REPLY_LINE * 2];
	struct buf buf = BUF(line);

	buf_add(&buf, "%s: %s", verb->usage, verb->help);
	if (verb->related) {
		const struct verb *other = verb_after(NULL);

		while (other && strcmp(other->name, verb->related) != 0)
			other = verb_after(other);
		if (other)
			buf_add(&buf, " · %s: %s", other->usage, other->help);
	}
	if (verb->role > ROLE_EVERYONE)
		buf_add(&buf, " (for the role %s)", roles_name(verb->role));
	reply_text(line, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

static size_t count_on_topic(const struct index *index, const char *words)
{
	char folded[128];
	size_t count = 0;

	text_fold(words, folded, sizeof folded);
	for (size_t i = 0; i < index->count; i++)
		count += verb_is_topic(index->profiles[i].fact, folded);
	return count;
}

/* Help for a word that is not a verb: a topic, a fact, or the most similar name. */
static enum manner help_other(
	struct bot *bot, const struct asker *asker, const char *words, struct reply *out)
{
	int at = index_by_id(bot->index, words);
	size_t facts = count_on_topic(bot->index, words);
	char near[NEAR_TEXT], folded[ARG_WORD];

	if (at >= 0)
		return verb_say(asker, out, MANNER_NOTICE,
			"%s is a fact: say its id to see it; `source %s` shows its documents, "
			"`history %s` who changed it.",
			words, words, words);
	if (facts > 0)
		return verb_say(asker, out, MANNER_NOTICE,
			"%s is a topic with %zu fact%s: `topic %s` lists them, `quiz start %s` "
			"asks them.",
			words, facts, facts == 1 ? "" : "s", words, words);
	text_fold(words, folded, sizeof folded);
	const char *verb = near_verb(folded, asker->role);
	if (verb)
		return verb_refuse(asker, out,
			"There is no verb \"%.30s\"; did you mean `help %s`?", words, verb);
	near_topics(bot->index, words, near);
	if (!*near)
		near_ids(bot, words, near);
	return verb_refuse(asker, out, "There is no verb, topic or fact \"%.60s\"; %s%s.", words,
		*near ? "similar: " : "`help` lists the verbs", near);
}

enum manner verb_help(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char name[ARG_WORD];
	const char *rest = arguments += *arguments == '!'; /* "help !add" */

	if (!arg_word(&rest, name, sizeof name) || text_compare_ascii(arguments, "me") == 0) {
		for (size_t i = 0; i < VERB_GROUPS; i++)
			if (order[i] != VERB_MODERATE || asker->role >= ROLE_MODERATOR)
				add_verb_group(bot, asker, order[i], out);
		return verb_page(bot, asker, MANNER_NOTICES, out);
	}
	const struct verb *verb = verb_find(name, &rest);
	if (verb)
		return help_verb(bot, asker, verb, out);
	for (size_t i = 0; i < VERB_GROUPS; i++)
		if (text_compare_ascii(arguments, headings[i].name) == 0) {
			add_verb_group(bot, asker, (enum verb_group)i, out);
			return verb_page(bot, asker, MANNER_NOTICE, out);
		}
	return help_other(bot, asker, arguments, out);
}
