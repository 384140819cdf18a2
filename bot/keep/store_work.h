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
 * The work lists: suggestions, and the backlog of unanswered questions. Strings that are read are
 * in the caller's arena.
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

/* How many people report the fact as wrong, in open suggestions. */
enum { WORK_DISPUTED = 3 }; /* a fact reported by so many people is disputed */
int64_t store_count_wrong(struct store *store, const char *fact);

struct unanswered {
	int64_t number, times, first, last;
	int64_t people; /* how many different people asked it, as far as known */
	enum work_state state;
	const char *text, *outcome;
	int64_t waiting;    /* subscribers, who want to be told */
	const char *picked; /* id of the fact that an asker picked when it was offered, or "" */
};

/*
 * Counts an unanswered question; similar ones have the same gist. *open is whether it is open now:
 * an answered question is opened again, a dismissed one is not. other: the asker was not counted
 * for it before. picked: the fact that the asker picked for it, or "". The cost does not grow with
 * the number of questions; store_prune_asked() limits that.
 */
bool store_note_asked(struct store *store, const char *gist, const char *text, const char *picked,
	bool other, struct timestamp now, int64_t *number, bool *open, struct error *err);

/* If there are more than ASKED_MAX open questions, deletes those asked by the fewest people and
 * longest ago, at most limit, but none with a subscriber. *deleted is how many. */
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

/* The open question with the next higher number for which no offer was picked; its number is 0 if
 * there is none. */
bool store_next_asked(struct store *store, int64_t after, struct arena *arena,
	struct unanswered *question, struct error *err);

/* Subscribes a person to the answer. channel: where they asked, "" in private. */
bool store_subscribe(struct store *store, int64_t asked, const struct someone *who,
	const char *channel, struct error *err);

/* Closes an open question as answered or dismissed and leaves the message for all subscribers, in
 * one transaction. If the fact belongs to channels, only those who asked there get it. *done is
 * false if the question was not open. */
bool store_resolve(struct store *store, int64_t number, enum work_state state, const char *outcome,
	const char *message, struct timestamp now, bool *done, struct error *err);

/* Dismisses, with that reason and in one transaction, the open questions numbered first to last
 * that only one person asked; leaves subscribers a message. *count is how many, *several how many
 * stay open because several people asked them. */
bool store_dismiss(struct store *store, int64_t first, int64_t last, const char *reason,
	struct timestamp now, int64_t *count, int64_t *several, struct error *err);

#endif
