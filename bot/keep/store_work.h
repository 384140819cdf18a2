#ifndef TONLE_KEEP_STORE_WORK_H
#define TONLE_KEEP_STORE_WORK_H

#include "base/arena.h"
#include "base/error.h"
#include "base/timestamp.h"
#include "keep/store.h"
#include "keep/store_people.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The work lists: suggestions, and the backlog of unanswered questions. What is read lies in the
 * caller's arena.
 */

/* A suggestion is open until it is approved or rejected, a question until it is answered or
 * dismissed. */
enum work_state { WORK_OPEN, WORK_APPROVED, WORK_REJECTED, WORK_ANSWERED, WORK_DISMISSED };
extern const char *const store_work_states[]; /* "open" …, by enum work_state */

struct suggestion {
	int64_t number, at;
	struct someone by;
	const char *fact;           /* id of the fact reported wrong; "" for a new one */
	const char *text, *amended; /* as suggested; as a moderator amended it, or "" */
	enum work_state state;
	const char *decider, *reason;
};

/* Stores an open suggestion: by, fact and text are read. *number is its number. */
bool store_suggest(struct store *store, const struct suggestion *suggestion, struct timestamp now,
	int64_t *number, struct error *err);

/* The suggestion of that number; its number is 0 if there is none. */
bool store_suggestion(struct store *store, int64_t number, struct arena *arena,
	struct suggestion *suggestion, struct error *err);

/* Open ones, oldest first: up to room of them after the first skip; *count is their number. */
bool store_suggestions(struct store *store, size_t skip, struct suggestion *list, size_t room,
	size_t *count, struct arena *arena, struct error *err);

/* The number of open ones, and of those that the person has made since then, open or not. */
bool store_suggestion_counts(struct store *store, const struct someone *by, int64_t since,
	int64_t *open, int64_t *made, struct error *err);

/* Changes an open one; *done is false if it is not open. The chain of revisions covers it. */
bool store_suggestion_amend(struct store *store, int64_t number, const char *text,
	const char *author, struct timestamp now, bool *done, struct error *err);
bool store_suggestion_decide(struct store *store, int64_t number, enum work_state state,
	const char *decider, const char *reason, struct timestamp now, bool *done,
	struct error *err);

/* How many people say that the fact is wrong, in suggestions that nobody has decided. */
enum { WORK_DISPUTED = 3 }; /* from so many people on */
int64_t store_count_wrong(struct store *store, const char *fact);

struct unanswered {
	int64_t number, times, first, last;
	int64_t people; /* who asked it, as far as they could be told apart */
	enum work_state state;
	const char *text, *outcome;
	int64_t waiting;    /* subscribers, who want to be told */
	const char *picked; /* id of the fact that an asker picked when it was offered, or "" */
};

/*
 * Counts an unanswered question; similar ones have the same gist. An answered one is opened again,
 * a dismissed one is not: *open. other: by somebody who was not counted for it yet. picked: the
 * fact that the asker picked for it, or "". Costs the same however many there are;
 * store_prune_asked() keeps them few.
 */
bool store_note_asked(struct store *store, const char *gist, const char *text, const char *picked,
	bool other, struct timestamp now, int64_t *number, bool *open, struct error *err);

/* Deletes open ones beyond ASKED_MAX, those asked by fewest and longest ago, but none that somebody
 * subscribed to; at most limit of them. *deleted is how many. */
enum { ASKED_MAX = 2000 };
bool store_prune_asked(struct store *store, int limit, int *deleted, struct error *err);

/* The question of that number (0 if there is none); the open ones, those that most people asked
 * first, of these the most asked. */
bool store_asked(struct store *store, int64_t number, struct arena *arena,
	struct unanswered *question, struct error *err);
bool store_asked_list(struct store *store, size_t skip, struct unanswered *list, size_t room,
	size_t *count, struct arena *arena, struct error *err);
int64_t store_asked_count(struct store *store); /* open ones */
int64_t store_asked_since(struct store *store); /* when the oldest open one was asked; 0: none */

/* The number of the open one with that text, 0 if there is none. */
int64_t store_asked_with(struct store *store, const char *text);

/* The open question with the next higher number that was not picked from an offer; its number is 0
 * if there is none. */
bool store_next_asked(struct store *store, int64_t after, struct arena *arena,
	struct unanswered *question, struct error *err);

/* Subscribes somebody to the answer. channel: where they asked, "" in private. */
bool store_subscribe(struct store *store, int64_t asked, const struct someone *who,
	const char *channel, struct error *err);

/* Closes an open one as answered or dismissed and leaves the message for all subscribers (of a fact
 * that belongs to channels, for those who asked there), in one transaction; *done is false if it
 * was not open. */
bool store_resolve(struct store *store, int64_t number, enum work_state state, const char *outcome,
	const char *message, struct timestamp now, bool *done, struct error *err);

/* Dismisses the open ones with numbers from first to last that one person asked, with that reason,
 * in one transaction; subscribers are left a message. *count is how many, *several how many stay
 * open because several people asked them. */
bool store_dismiss(struct store *store, int64_t first, int64_t last, const char *reason,
	struct timestamp now, int64_t *count, int64_t *several, struct error *err);

#endif
