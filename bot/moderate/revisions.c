/* Verbs that show a fact's revisions and move between them. */
#include "base/buf.h"
#include "fact/factfile.h"
#include "moderate/facts.h"
#include "moderate/guard.h"
#include "moderate/moderate.h"
#include "moderate/parse.h"
#include "moderate/see.h"
#include "verbs/tell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONG = REPLY_LINE * (REPLY_LINES - 1) };

static const char *const kind_names[QUESTION_KINDS] = {
	[QUESTION_ASK] = "ask",
	[QUESTION_YES] = "yes",
	[QUESTION_NO] = "no",
	[QUESTION_NOT] = "not",
};

static const char *by_whom(const struct edition *edition, char *storage, size_t size)
{
	if (*edition->network)
		snprintf(storage, size, "%s on %s", edition->author, edition->network);
	else
		snprintf(storage, size, "%s", edition->author);
	return storage;
}

static const char *reason_of(const struct edition *edition)
{
	return edition->origin == ORIGIN_IMPORT ? "import" : edition->reason;
}

/* Replies with a long text, in pages by NOTICE. */
static void say_long(struct edit *edit, const char *text)
{
	edit->out->count = 0;
	reply_text(text, edit->asker->room, edit->out);
	edit->manner = verb_page(edit->bot, edit->asker, MANNER_NOTICE, edit->out);
}

/* --- show ------------------------------------------------------------------------------------- */

static void show_parts(const struct bot *bot, struct buf *buf, const struct fact *fact)
{
	buf_add(buf, "%s%s%s%s", *fact->brief ? " · short: " : "", fact->brief,
		*fact->about ? " · about: " : "", fact->about);
	for (size_t i = 0; i < fact->former_count; i++)
		buf_add(buf, " · formerly: %s", fact->formerly[i]);
	see_show(bot, buf, fact);
	for (size_t i = 0; i < fact->channel_count; i++)
		buf_add(buf, " · channel: %s", fact->channels[i]);
	for (size_t i = 0; i < fact->citation_count; i++) {
		buf_add(buf, " · cite %zu: ", i + 1);
		facts_show_citation(buf, &fact->citations[i]);
	}
	for (int kind = 0; kind < QUESTION_KINDS; kind++)
		for (size_t i = 0; i < fact->question_count; i++)
			if (fact->questions[i].kind == (enum question_kind)kind)
				buf_add(buf, " · %s: %s", kind_names[kind],
					fact->questions[i].text);
	for (size_t i = 0; i < fact->pattern_count; i++)
		buf_add(buf, " · pattern: /%s/", fact->patterns[i]);
}

enum manner verb_show(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	char text[LONG], who[400], topics[FACT_TOPICS_TEXT];
	struct buf buf = BUF(text);

	if (edit_read(&edit, bot, asker, &arguments, out)) {
		const struct fact *fact = &edit.fact;

		buf_add(&buf, "%s r%d (%s%s%s%s%s%s, by %s): \"%s\"", fact->id, edit.newest.ordinal,
			fact_topics(fact, " ", topics, sizeof topics), *fact->when ? ", " : "",
			fact->when, fact->citation_count ? "" : ", draft",
			fact->locked ? ", locked" : "",
			fact->hidden      ? ", hidden"
			: fact->forgotten ? ", forgotten"
					  : "",
			by_whom(&edit.newest, who, sizeof who), fact->says);
		show_parts(bot, &buf, fact);
		see_show_from(bot, &buf, fact);
		say_long(&edit, text);
	}
	return edit_close(&edit);
}

/* --- history ---------------------------------------------------------------------------------- */

/* The fact's editions, oldest first. */
static bool history_of(struct edit *edit, const char *id, struct edition **list, size_t *count)
{
	struct error err;

	return store_history(edit->bot->store, id, &edit->arena, list, count, &err) ||
	       edit_refuse(edit, "%s", err.text);
}

static bool read_history(struct edit *edit, struct edition **list, size_t *count)
{
	return history_of(edit, edit->fact.id, list, count);
}

enum manner verb_history(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	struct edition *list;
	size_t count;
	char text[LONG], who[400], ago[40];
	struct buf buf = BUF(text);

	const char *at = arguments;

	if (edit_read(&edit, bot, asker, &arguments, out)) {
		const char *id = parse_word(&edit.arena, &at);

		/* a fact that was merged into another keeps a history of its own */
		if (!history_of(&edit, id, &list, &count))
			return edit_close(&edit);
		buf_add(&buf, "%s", id);
		if (strcmp(id, edit.fact.id) != 0)
			buf_add(&buf, ", now %s", edit.fact.id);
		buf_add(&buf, ":");
		for (size_t i = count; i-- > 0;)
			buf_add(&buf, " r%d %s ago by %s: %s%s", list[i].ordinal,
				edit_ago(asker->now.unix - list[i].at, ago, sizeof ago),
				by_whom(&list[i], who, sizeof who), reason_of(&list[i]),
				i ? ";" : "");
		say_long(&edit, text);
	}
	return edit_close(&edit);
}

/* --- diff ------------------------------------------------------------------------------------- */

static bool read_edition(struct edit *edit, const struct edition *edition, struct fact *fact)
{
	struct error err;

	return factfile_read_content(edit->fact.id, edition->content, &edit->arena, fact, &err) ||
	       edit_refuse(edit, "%s", err.text);
}

static void diff_text(struct buf *buf, const char *name, const char *a, const char *b)
{
	if (strcmp(a, b) != 0)
		buf_add(buf, " · %s: \"%s\" → \"%s\"", name, a, b);
}

/* Adds every part that the one fact has and the other lacks. */
static void diff_parts(struct edit *edit, struct buf *buf, const char *sign, const struct fact *has,
	const struct fact *lacks)
{
	enum { ROOM = 4 * LONG };
	char *parts = arena_alloc(&edit->arena, ROOM), *others = arena_alloc(&edit->arena, ROOM);
	char padded[1200];
	struct buf one = buf_over(parts, ROOM), other = buf_over(others, ROOM);

	show_parts(edit->bot, &one, has);
	show_parts(edit->bot, &other, lacks);
	buf_add(&other, " · ");
	for (char *part = parts, *rest; part && *part; part = rest) {
		part += strlen(" · ");
		rest = strstr(part, " · ");
		size_t length = rest ? (size_t)(rest - part) : strlen(part);

		snprintf(padded, sizeof padded, " · %.*s · ", (int)length, part);
		if (!strstr(others, padded))
			buf_add(buf, " · %s %.*s", sign, (int)length, part);
	}
}

static void diff(struct edit *edit, const struct edition *from, const struct edition *to)
{
	char text[LONG], was[FACT_TOPICS_TEXT], now[FACT_TOPICS_TEXT];
	struct buf buf = BUF(text);
	struct fact a, b;

	if (!read_edition(edit, from, &a) || !read_edition(edit, to, &b))
		return;
	buf_add(&buf, "%s r%d → r%d", edit->fact.id, from->ordinal, to->ordinal);
	size_t head = buf_length(&buf);
	diff_text(&buf, "id", a.id, b.id);
	diff_text(&buf, "says", a.says, b.says);
	diff_text(&buf, "topic", fact_topics(&a, " ", was, sizeof was),
		fact_topics(&b, " ", now, sizeof now));
	diff_text(&buf, "when", a.when, b.when);
	if (a.locked != b.locked)
		buf_add(&buf, " · %s", b.locked ? "locked" : "unlocked");
	if (a.forgotten != b.forgotten)
		buf_add(&buf, " · %s", b.forgotten ? "forgotten" : "remembered");
	if (a.hidden != b.hidden)
		buf_add(&buf, " · %s", b.hidden ? "hidden" : "not hidden any more");
	diff_parts(edit, &buf, "−", &a, &b);
	diff_parts(edit, &buf, "+", &b, &a);
	if (buf_length(&buf) == head)
		buf_add(&buf, ": no difference");
	say_long(edit, text);
}

/* The edition with that ordinal; else refuses and returns NULL. */
static const struct edition *edition_at(
	struct edit *edit, const struct edition *list, size_t count, int ordinal)
{
	if (ordinal >= 1 && (size_t)ordinal <= count)
		return &list[ordinal - 1];
	edit_refuse(
		edit, "There is no r%d of %s; it has r1 to r%zu.", ordinal, edit->fact.id, count);
	return NULL;
}

enum manner verb_diff(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	struct edition *list;
	size_t count;

	if (edit_read(&edit, bot, asker, &arguments, out) && read_history(&edit, &list, &count)) {
		int a = parse_revision(&arguments), b = parse_revision(&arguments);
		const struct edition *from, *to;

		if (*arguments) {
			edit_refuse(&edit, "Usage: diff <id> [r<a>] [r<b>]");
		} else {
			/* r<a> alone is compared with the newest; without both, the last change is
			 * shown */
			if (b == 0)
				b = (int)count;
			if (a == 0)
				a = b > 1 ? b - 1 : 1;
			if ((from = edition_at(&edit, list, count, a)) &&
				(to = edition_at(&edit, list, count, b)))
				diff(&edit, from, to);
		}
	}
	return edit_close(&edit);
}

/* --- undo and redo ---------------------------------------------------------------------------- */

/*
 * The steps that a fact's history leaves done and undone: each "undo" moves the last done step to
 * the undone ones, where "redo" finds it; any other edit is a new step, after which nothing can be
 * redone. Locking and unlocking are not steps.
 */
struct steps {
	size_t *done, *undone; /* places in the history */
	size_t done_count, undone_count;
};

/* Reads the fact's history and its steps. */
static bool read_steps(struct edit *edit, struct edition **list, size_t *count, struct steps *steps)
{
	if (!read_history(edit, list, count))
		return false;
	*steps = (struct steps){
		.done = arena_alloc(&edit->arena, *count * sizeof(size_t) + 1),
		.undone = arena_alloc(&edit->arena, *count * sizeof(size_t) + 1),
	};
	for (size_t i = 0; i < *count; i++) {
		enum action action = (*list)[i].action;

		if (action == ACTION_UNDO) {
			if (steps->done_count > 0)
				steps->undone[steps->undone_count++] =
					steps->done[--steps->done_count];
		} else if (action == ACTION_REDO) {
			if (steps->undone_count > 0)
				steps->done[steps->done_count++] =
					steps->undone[--steps->undone_count];
		} else if (action != ACTION_LOCK && action != ACTION_UNLOCK) {
			steps->done[steps->done_count++] = i;
			steps->undone_count = 0;
		}
	}
	return true;
}

/* Sets the fact to that edition; a lock is not restored. */
static bool go_to(struct edit *edit, const struct edition *edition)
{
	struct fact then;

	if (!read_edition(edit, edition, &then))
		return false;
	then.number = edit->before.number;
	then.revision = edit->before.revision;
	then.locked = false;
	if (strcmp(then.id, edit->fact.id) != 0 && !fact_was(&then, edit->fact.id))
		fact_add_former(&then, &edit->arena, edit->fact.id);
	edit->fact = then;
	return true;
}

/* Tells the author of an edit that another person has undone it. */
static void tell_undone(struct edit *edit, const struct edition *undone)
{
	if (strcmp(undone->author, edit->author) == 0 &&
		strcmp(undone->network, edit->network) == 0)
		return;
	tell_author(edit->bot, undone->network, undone->author, edit->asker->now,
		"%.80s has undone your r%d of %s (%.120s); !redo %s brings it back.", edit->author,
		undone->ordinal, edit->fact.id, undone->reason, edit->fact.id);
}

static void say_moved(
	struct edit *edit, const char *undo, const char *what, const struct edition *edition)
{
	char who[400];

	guard_clashes(edit);
	edit_say(edit, undo, "%s r%d by %s (%.100s); %s \"%s\"", what, edition->ordinal,
		by_whom(edition, who, sizeof who), reason_of(edition),
		edit->fact.forgotten ? "forgotten:" : "it says", edit->fact.says);
}

/* Undoes the fact's last step. */
static void undo(struct edit *edit)
{
	struct edition *list;
	struct steps steps;
	size_t count;
	char back[100];

	if (!read_steps(edit, &list, &count, &steps))
		return;
	if (steps.done_count == 0) {
		edit_refuse(edit, "There is nothing left to undo in %s (r%d).", edit->fact.id,
			edit->newest.ordinal);
		return;
	}
	const struct edition *undone = &list[steps.done[--steps.done_count]];

	if (steps.done_count == 0 && undone->origin == ORIGIN_IMPORT) {
		edit_refuse(edit, "%s is as it was imported; to stop serving it: !forget %s",
			edit->fact.id, edit->fact.id);
		return;
	}
	if (!go_to(edit, steps.done_count ? &list[steps.done[steps.done_count - 1]] : undone))
		return;
	if (steps.done_count == 0)
		edit->fact.forgotten = true; /* it did not exist before its first edition */
	edit->action = ACTION_UNDO;
	if (!edit_save(edit, "undo r%d", undone->ordinal))
		return;
	tell_undone(edit, undone);
	snprintf(back, sizeof back, "redo %s", edit->fact.id);
	say_moved(edit, back, "undid", undone);
}

static void redo(struct edit *edit)
{
	struct edition *list;
	struct steps steps;
	size_t count;

	if (!read_steps(edit, &list, &count, &steps))
		return;
	if (steps.undone_count == 0) {
		edit_refuse(edit, "There is nothing to redo in %s (r%d).", edit->fact.id,
			edit->newest.ordinal);
		return;
	}
	const struct edition *redone = &list[steps.undone[steps.undone_count - 1]];

	edit->action = ACTION_REDO;
	if (go_to(edit, redone) && edit_save(edit, "redo r%d", redone->ordinal))
		say_moved(edit, "undo", "redid", redone);
}

/* The number of steps up to the asker's edit, itself included; 0 if it is not in effect. */
static size_t steps_to(
	const struct own_edit *own, const struct edition *list, const struct steps *steps)
{
	size_t k = steps->done_count;

	while (k > 0 && list[steps->done[k - 1]].number != own->number)
		k--;
	return k;
}

/*
 * Without an id: the fact of the asker's last edit that is still in effect, or for redo of their
 * last undo. NULL, with the reason told, if there is none or somebody else has changed the fact
 * since.
 */
static const char *own_fact(
	struct edit *edit, const struct own_edit *edits, size_t count, bool undone)
{
	for (size_t i = 0; i < count; i++) {
		struct edition *list;
		struct steps steps;
		size_t editions;

		edit->fact.id = edits[i].id;
		if (!read_steps(edit, &list, &editions, &steps))
			return NULL;
		size_t k = undone ? 0 : steps_to(&edits[i], list, &steps);
		bool redoable =
			list[editions - 1].number == edits[i].number && steps.undone_count > 0;
		if (undone ? redoable : k > 0 && k == steps.done_count)
			return edits[i].id;
		if (k == 0)
			continue;
		edit_refuse(edit,
			"%s has changed since your last edit of it (r%d): see "
			"!history %s, then say !undo %s or !revert %s r<n>.",
			edits[i].id, list[steps.done[k - 1]].ordinal, edits[i].id, edits[i].id,
			edits[i].id);
		return NULL;
	}
	edit_refuse(edit, "You have no recent %s here; name the fact: %s <id>",
		undone ? "undo" : "change to undo", undone ? "redo" : "undo");
	return NULL;
}

static enum manner move_step(struct bot *bot, const struct asker *asker, const char *arguments,
	struct reply *out, void (*go)(struct edit *edit), bool undone)
{
	enum { LOOK_BACK = 100 };
	struct own_edit edits[LOOK_BACK];
	struct edit edit, own;

	if (*arguments) {
		if (edit_begin(&edit, bot, asker, &arguments, out, EDIT_FORGOTTEN) &&
			edit_is_at_end(&edit, arguments))
			go(&edit);
		return edit_close(&edit);
	}
	edit_begin_new(&own, bot, asker, out);
	size_t count =
		store_edits_by(bot->store, own.author, own.network, &own.arena, edits, LOOK_BACK);
	const char *id = own_fact(&own, edits, count, undone);

	if (!id)
		return edit_close(&own);
	if (edit_begin(&edit, bot, asker, &id, out, EDIT_FORGOTTEN))
		go(&edit);
	edit_close(&own);
	return edit_close(&edit);
}

enum manner verb_undo(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return move_step(bot, asker, arguments, out, undo, false);
}

enum manner verb_redo(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return move_step(bot, asker, arguments, out, redo, true);
}

enum manner verb_revert(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	struct edition *list;
	const struct edition *to;
	size_t count;

	/* the r<n> here is the target, not what the edit is based on */
	if (edit_begin_plain(&edit, bot, asker, &arguments, out, EDIT_FORGOTTEN) &&
		read_history(&edit, &list, &count)) {
		int ordinal = parse_revision(&arguments);

		edit.action = ACTION_REVERT;
		if (ordinal == 0)
			edit_refuse(&edit, "Usage: revert <id> r<n>");
		else if ((to = edition_at(&edit, list, count, ordinal)) && go_to(&edit, to) &&
			 edit_save(&edit, "revert to r%d", ordinal))
			say_moved(&edit, "undo", "went back to", to);
	}
	return edit_close(&edit);
}
