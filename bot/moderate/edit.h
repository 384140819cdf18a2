#ifndef TONLE_MODERATE_EDIT_H
#define TONLE_MODERATE_EDIT_H

#include "base/arena.h"
#include "keep/store_edit.h"
#include "verbs/verb.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * An edit of one fact, from the words after the verb to the acknowledgement:
 *
 *	struct edit edit;
 *	if (edit_begin(&edit, bot, asker, &arguments, out, 0) && guard_…(&edit, …)) {
 *		edit.fact.says = …;
 *		if (edit_save(&edit, "replace"))
 *			edit_say(&edit, "undo", "…", …);
 *	}
 *	return edit_close(&edit);
 *
 * Every function that returns false has told the asker why. edit_save replaces parts of the bot's
 * index: pointers into it are invalid afterwards.
 */
struct edit {
	struct bot *bot;
	const struct asker *asker;
	struct reply *out;
	enum manner manner;
	struct arena arena;
	struct fact before, fact; /* old and new; number 0: a new fact */
	struct edition newest;    /* the fact's newest revision */
	int ordinal;              /* r<n> made by edit_save */
	const char *author, *network;
	bool insist;        /* "!" before the text: save even if the citations do not support it */
	enum action action; /* what edit_save records; ACTION_EDIT unless the verb sets another */
	bool compared;      /* a question was decided before the edit; */
	const char *near;   /* a fact that would have been offered for it, or NULL */
	char note[512];     /* remarks, sent after the acknowledgement */
};

/* A line that comes this soon after another person's edit was typed before its author could see
 * it. */
enum { EDIT_CROSSED_S = 10 };
/* A fact with fewer questions is thin: `stats thin` (SQL_LIST_THIN). */
enum { EDIT_THIN = 3 };

enum edit_allowed { EDIT_FORGOTTEN = 1, EDIT_LOCKED = 2 };

/*
 * Reads an id, an optional r<n> and an optional "!" from *arguments and loads the fact. Refuses an
 * unknown id (and names similar ones), a forgotten or locked fact unless allowed, and an edit of a
 * state that its author has not seen: r<n> is not the newest, another person changed the fact
 * within EDIT_CROSSED_S, or another process changed it and the bot has not noticed yet.
 */
bool edit_begin(struct edit *edit, struct bot *bot, const struct asker *asker,
	const char **arguments, struct reply *out, unsigned allowed);

/* Whether nothing follows what edit_begin read; refuses if something does. */
bool edit_is_at_end(struct edit *edit, const char *arguments);

/* Reads "! " from *arguments into edit->insist; edit_begin does it after the id and r<n>. */
void edit_read_insist(struct edit *edit, const char **arguments);

/* Like edit_begin, but does not read r<n>, which the caller reads (`revert <id> r<n>`). */
bool edit_begin_plain(struct edit *edit, struct bot *bot, const struct asker *asker,
	const char **arguments, struct reply *out, unsigned allowed);

/* Only loads the fact, to show it, even if it is locked, forgotten or changed meanwhile. Like
 * edit_begin, refuses a hidden one to everybody but owners. */
bool edit_read(struct edit *edit, struct bot *bot, const struct asker *asker,
	const char **arguments, struct reply *out);

/* Like store_fact, but finds only facts that are visible now (view_select.h). */
bool edit_find(struct bot *bot, const char *id, struct arena *arena, struct fact *fact,
	struct edition *newest, struct error *err);

/* Whether there is a hidden fact with that id, or one that cannot be read. */
bool edit_is_hidden(struct bot *bot, const char *id);

/* Begins without a fact: for a new one, an alias or a source. */
void edit_begin_new(
	struct edit *edit, struct bot *bot, const struct asker *asker, struct reply *out);

/* Saves edit->fact with a reason that begins with the verb. Refuses when nothing changes and when
 * the store refuses. The bot answers from it at once, and tells the log channels. */
bool edit_save(struct edit *edit, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The change that edit_save would record for that reason. */
struct change edit_change(const struct edit *edit, const char *reason);

/* Saves edit->fact and other in one transaction. */
bool edit_save_both(struct edit *edit, const struct fact *other, const char *reason);

/* Acknowledges: "saved <id> r<n>: <text> — undo: !<undo>"; for undo "undo" the id is added. A text
 * that is too long is cut; the next lines (`more`) have all of it. If the fact is hidden now, says
 * so instead of showing the text. */
void edit_say(struct edit *edit, const char *undo, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for something other than a fact: "<head>: <text> — undo: !<undo>". */
void edit_say_of(struct edit *edit, const char *head, const char *undo, const char *text);

/* Replaces the reply by the reason for a refusal; returns false. */
bool edit_refuse(struct edit *edit, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds a remark to the note. */
void edit_note(struct edit *edit, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Notes what the fact lacks to be served or found: a citation, or questions (at least EDIT_THIN).
 * Also notes the most similar fact. */
void edit_note_missing(struct edit *edit);

/* Frees the edit; returns how to send the reply. */
enum manner edit_close(struct edit *edit);

/* Brings the bot's index up to the database (bot_catch_up); an error is logged. */
void edit_refresh(struct edit *edit);

/* The asker's name for revisions; may be written to storage. */
const char *edit_author(
	const struct bot *bot, const struct asker *asker, char *storage, size_t size);

/* Writes a duration in words: "3 s", "5 min", "2 h", "4 days". Returns storage. */
const char *edit_ago(int64_t seconds, char *storage, size_t size);

/* A fact that was the answer EDIT_USED times, or is the work of EDIT_AUTHORS people, is forgotten,
 * replaced or merged only after a confirmation. If one is needed and the asker does not insist,
 * tells them the command for it and returns true. */
enum { EDIT_USED = 5, EDIT_AUTHORS = 3, EDIT_COMMAND = 120 };
bool edit_needs_confirmation(struct edit *edit, const char *command);

#endif
