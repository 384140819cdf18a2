/* Verbs for what a fact answers: its questions, near misses and patterns. */
#include "moderate/moderate.h"

#include "base/buf.h"
#include "base/text.h"
#include "fact/check.h"
#include "fact/fact.h"
#include "moderate/backlog.h"
#include "moderate/guard.h"
#include "moderate/parse.h"

#include <stdio.h>
#include <string.h>

/* The list of questions that a verb changes. */
struct list {
	const char *verb, *name;
	enum question_kind kind;
};

static const struct list lists[QUESTION_KINDS] = {
	[QUESTION_ASK] = {"ask", "a question", QUESTION_ASK},
	[QUESTION_YES] = {"yes", "a question answered with yes", QUESTION_YES},
	[QUESTION_NO] = {"no", "a question answered with no", QUESTION_NO},
	[QUESTION_NOT] = {"not", "a near miss", QUESTION_NOT},
};

/* Reads '+' or '-' off *arguments. */
static bool read_sign(
	struct edit *edit, const char *verb, const char *what, const char **arguments, char *sign)
{
	const char *word = parse_word(&edit->arena, arguments);

	*sign = *word;
	if ((*word == '+' || *word == '-') && word[1] == '\0' && **arguments)
		return true;
	return edit_refuse(edit, "Usage: %s <id> + <%s>, or - instead of +", verb, what);
}

/* Notes it if the added question is not answered with the fact. */
static void note_answer(struct edit *edit, const char *text)
{
	struct answer answer;
	char folded[1024];

	if (edit->fact.citation_count == 0)
		return;
	text_fold(text, folded, sizeof folded);
	answer_decide(edit->bot->index, folded, false, &answer);
	if (answer.decision != DECISION_ANSWERED || answer.fact->number != edit->fact.number)
		edit_note(edit, "But it is not yet answered with it: %s",
			answer_decision_name(answer.decision));
}

/* Cuts "one? two ? three" into its questions; returns how many, 0 if there are too many. */
static size_t cut_questions(struct edit *edit, const char *text, const char *parts[PARSE_PARTS])
{
	size_t count = 0;

	while (*text) {
		const char *mark = text + strcspn(text, "?");

		while (*mark && !(mark[0] == '?' && (mark[1] == ' ' || mark[1] == '\0')))
			mark = mark + 1 + strcspn(mark + 1, "?");
		size_t length = (size_t)(mark - text), spaces = 0;

		while (length > 0 && text[length - 1] == ' ') {
			length--;
			spaces++;
		}
		if (length > 0 && count == PARSE_PARTS)
			return 0;
		/* the mark belongs to a question that it follows at once */
		if (length > 0)
			parts[count++] = arena_copy(
				&edit->arena, text, length + (*mark == '?' && spaces == 0));
		text = mark + (*mark == '?');
		text += strspn(text, " ");
	}
	return count;
}

static void add_question(struct edit *edit, const struct list *list, const char *text)
{
	const char *parts[PARSE_PARTS];
	size_t count = cut_questions(edit, text, parts);

	if (count == 0) {
		edit_refuse(edit, "Not saved: expected a question, or up to %d with ? between.",
			PARSE_PARTS);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (!guard_question(edit, list->kind, parts[i]))
			return;
		if (list->kind != QUESTION_NOT && !edit->insist && !guard_relation(edit, parts[i]))
			return;
		fact_add_question(&edit->fact, &edit->arena, list->kind, parts[i]);
	}
	if (!edit_save(edit, "%s + %s", list->verb, text))
		return;
	for (size_t i = 0; i < count && list->kind != QUESTION_NOT; i++) {
		note_answer(edit, parts[i]);
		backlog_answered(edit, parts[i]);
	}
	if (count == 1)
		edit_say(edit, "undo", "+ \"%s\" as %s (had %zu)", parts[0], list->name,
			edit->before.question_count);
	else
		edit_say(edit, "undo", "+ %zu questions (had %zu)", count,
			edit->before.question_count);
}

static void drop_question(struct edit *edit, const struct list *list, const char *text)
{
	const char *key = check_question_key(&edit->arena, text);

	for (size_t i = 0; i < edit->fact.question_count; i++) {
		const struct question *question = &edit->fact.questions[i];
		const char *old = question->text;

		if (question->kind != list->kind ||
			strcmp(check_question_key(&edit->arena, old), key) != 0)
			continue;
		fact_drop_question(&edit->fact, &edit->arena, i);
		if (edit_save(edit, "%s - %s", list->verb, old))
			edit_say(edit, "undo", "no longer has \"%s\" as %s (had %zu)", old,
				list->name, edit->before.question_count);
		return;
	}
	edit_refuse(edit, "Not saved: %s does not have \"%.200s\" as %s.", edit->fact.id, text,
		list->name);
}

static enum manner change_questions(struct bot *bot, const struct asker *asker,
	const char *arguments, struct reply *out, enum question_kind kind)
{
	struct edit edit;
	char sign;

	if (edit_begin(&edit, bot, asker, &arguments, out, 0) &&
		read_sign(&edit, lists[kind].verb, "question", &arguments, &sign))
		(sign == '+' ? add_question : drop_question)(&edit, &lists[kind], arguments);
	return edit_close(&edit);
}

enum manner verb_ask(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return change_questions(bot, asker, arguments, out, QUESTION_ASK);
}

enum manner verb_yes(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return change_questions(bot, asker, arguments, out, QUESTION_YES);
}

enum manner verb_no(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return change_questions(bot, asker, arguments, out, QUESTION_NO);
}

enum manner verb_not(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return change_questions(bot, asker, arguments, out, QUESTION_NOT);
}

/* --- patterns --------------------------------------------------------------------------------- */

static void add_pattern(struct edit *edit, const char *regex)
{
	struct error err;

	if (!guard_pattern(edit, regex))
		return;
	fact_add_pattern(&edit->fact, &edit->arena, regex);
	/* it has passed the checks again, so it leaves quarantine */
	if (!store_release(edit->bot->store, edit->fact.id, regex, &err)) {
		edit_refuse(edit, "Not saved: %s", err.text);
		return;
	}
	if (edit_save(edit, "pattern + /%s/", regex))
		edit_say(edit, "undo", "+ /%s/ (had %zu)", regex, edit->before.pattern_count);
}

static void drop_pattern(struct edit *edit, const char *regex)
{
	for (size_t i = 0; i < edit->fact.pattern_count; i++) {
		if (strcmp(edit->fact.patterns[i], regex) != 0)
			continue;
		fact_drop_pattern(&edit->fact, &edit->arena, i);
		if (edit_save(edit, "pattern - /%s/", regex))
			edit_say(edit, "undo", "no longer has /%s/ (had %zu)", regex,
				edit->before.pattern_count);
		return;
	}
	edit_refuse(edit, "Not saved: %s does not have /%.200s/; !show %s lists its patterns.",
		edit->fact.id, regex, edit->fact.id);
}

enum manner verb_pattern(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	const char *regex;
	struct error err;
	char sign;

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0) ||
		!read_sign(&edit, "pattern", "/regex/", &arguments, &sign))
		return edit_close(&edit);
	if (!parse_regex(&edit.arena, arguments, &regex, &err))
		edit_refuse(&edit, "Not saved: %s.", err.text);
	else
		(sign == '+' ? add_pattern : drop_pattern)(&edit, regex);
	return edit_close(&edit);
}

enum manner verb_quarantine(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct arena arena = {0};
	struct quarantined *list;
	char text[REPLY_LINE * 4], ago[40];
	struct buf buf = BUF(text);
	struct error err;
	size_t count;

	(void)arguments;
	if (!store_quarantines(bot->store, &arena, &list, &count, &err)) {
		arena_free(&arena);
		return verb_refuse(asker, out, "%s", err.text);
	}
	for (size_t i = 0; i < count; i++)
		if (index_by_id(bot->index, list[i].id) >= 0)
			buf_add(&buf, "%s %s /%s/ by %s, %s ago",
				buf_length(&buf) ? ";" : "Patterns that hit a limit:", list[i].id,
				list[i].text, list[i].author,
				edit_ago(asker->now.unix - list[i].at, ago, sizeof ago));
	if (buf_length(&buf) == 0)
		buf_add(&buf, "No pattern is in quarantine.");
	reply_text(text, asker->room, out);
	arena_free(&arena);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}
