#ifndef TONLE_MODERATE_EDIT_H
#define TONLE_MODERATE_EDIT_H

#include "base/arena.h"
#include "keep/store_edit.h"
#include "verbs/verb.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * An edit of one fact, from the words behind the verb to the acknowledgement:
 *
 *	struct edit edit;
 *	if (edit_begin(&edit, bot, asker, &arguments, out, 0) && guard_…(&edit, …)) {
 *		edit.fact.says = …;
 *		if (edit_save(&edit, "replace"))
 *			edit_say(&edit, "undo", "…", …);
 *	}
 *	return edit_close(&edit);
 *
 * Whatever returns false has told the asker why. Nothing may be kept of the bot's index beyond
 * edit_save, which replaces it.
 */
struct edit {
	struct bot *bot;
	const struct asker *asker;
	struct reply *out;
	enum manner manner;
	struct arena arena;
	struct fact before, fact; /* as it was; as it is to be. number 0: a new one */
	struct edition newest;    /* which made it as it was */
	int ordinal;              /* r<n> that edit_save made */
	const char *author, *network;
	enum action action; /* what edit_save records; ACTION_EDIT unless the verb says otherwise */
	char note[512];     /* what is worth knowing beside: said behind the acknowledgement */
};

/* Within so many seconds of somebody else's edit a line was surely typed before that was read. */
enum { EDIT_CROSSED_S = 10 };

enum edit_allowed { EDIT_FORGOTTEN = 1, EDIT_LOCKED = 2 };

/*
 * Takes an id and perhaps r<n> off *arguments and reads the fact. Refused: an id that is not there
 * (near ones are named), a forgotten or locked fact unless allowed, and an edit that would be built
 * on something else than what its author has seen: r<n> is not the newest, somebody else has
 * changed the fact within EDIT_CROSSED_S, or another process has and the bot did not know of it
 * yet.
 */
bool edit_begin(struct edit *edit, struct bot *bot, const struct asker *asker,
	const char **arguments, struct reply *out, unsigned allowed);

/* The same, but what stands behind the id is left to the caller (`revert <id> r<n>`). */
bool edit_begin_plain(struct edit *edit, struct bot *bot, const struct asker *asker,
	const char **arguments, struct reply *out, unsigned allowed);

/* Only reads the fact, to show it: locked, forgotten or moved on, all the same. */
bool edit_read(struct edit *edit, struct bot *bot, const struct asker *asker,
	const char **arguments, struct reply *out);

/* The same without a fact: for a new one, an alias, a source. */
void edit_begin_new(
	struct edit *edit, struct bot *bot, const struct asker *asker, struct reply *out);

/* Saves edit->fact; the reason begins with the verb. Refused when nothing changes, and when the
 * store refuses. The bot answers from it at once, and the log channels are told. */
bool edit_save(struct edit *edit, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The change that edit_save would record for that reason. */
struct change edit_change(const struct edit *edit, const char *reason);

/* Saves two facts at once, edit->fact and other. */
bool edit_save_both(struct edit *edit, const struct fact *other, const char *reason);

/* "saved <id> r<n>: <text> — undo: !<undo>"; undo "undo" alone gets the id. The text is cut to fit,
 * and is then whole in the lines that follow (`more`). */
void edit_say(struct edit *edit, const char *undo, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for what is no fact: "<head>: <text> — undo: !<undo>". */
void edit_say_of(struct edit *edit, const char *head, const char *undo, const char *text);

/* Tells why not, in one line to the asker; returns false. */
bool edit_refuse(struct edit *edit, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds to the note. */
void edit_note(struct edit *edit, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Frees it all and gives the manner. */
enum manner edit_close(struct edit *edit);

/* The bot takes the fact base in anew; what went wrong is logged. */
void edit_refresh(struct edit *edit);

/* Who changes things, as revisions name them: into storage. */
const char *edit_author(
	const struct bot *bot, const struct asker *asker, char *storage, size_t size);

/* The ids of up to three facts that are like this one, ", " between them; "" if none is. */
void edit_near_ids(const struct bot *bot, const char *id, char *out, size_t size);

/* Leaves word for the author of a revision, until they are heard next; for people, not for imports
 * and the terminal. */
void edit_tell(struct bot *bot, const char *network, const char *author, struct timestamp now,
	const char *format, ...) __attribute__((format(printf, 5, 6)));

/* How long ago, in words: "3 s", "5 min", "2 h", "4 days". */
const char *edit_ago(int64_t seconds, char *storage, size_t size);

#endif
