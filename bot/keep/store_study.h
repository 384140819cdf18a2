#ifndef TONLE_KEEP_STORE_STUDY_H
#define TONLE_KEEP_STORE_STUDY_H

#include "base/error.h"
#include "keep/store.h"
#include "keep/store_people.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Quizzes, scores, sessions and cards. The structs are rows of the tables in facts/schema.sql,
 * which explains the fields. The state is only in the database, so that it survives a crash. A text
 * too long for its field is cut.
 */
enum { STUDY_NAME = 80, STUDY_PROMPT = 400, STUDY_LIST = 512 };

struct study_quiz {
	char network[STUDY_NAME], channel[STUDY_NAME], spoken[STUDY_NAME], topic[STUDY_NAME];
	int64_t total, number, seed, place;
	char fact[STUDY_NAME], kind[STUDY_NAME], prompt[STUDY_PROMPT], answer[STUDY_NAME];
	char letter[2];
	int64_t hints, until, silent, tried;
	char leader[STUDY_NAME];
	int64_t streak;
	char chose[STUDY_LIST], players[STUDY_LIST];
};

struct study_score {
	char network[STUDY_NAME], channel[STUDY_NAME], person[STUDY_NAME], shown[STUDY_NAME];
	int64_t quiz, session, total, best;
};

struct study_session {
	char network[STUDY_NAME], channel[STUDY_NAME], topic[STUDY_NAME];
	int64_t started, journal;
};

struct study_card {
	char network[STUDY_NAME], person[STUDY_NAME], fact[STUDY_NAME];
	double ease;
	int64_t days, repetitions, due;
};

/* A learner's open card: none, asked, or asked and its answer shown for the learner to grade. */
enum study_stage { STUDY_IDLE, STUDY_ASKED, STUDY_SHOWN };

struct study_learner {
	char network[STUDY_NAME], person[STUDY_NAME], nick[STUDY_NAME], topic[STUDY_NAME];
	enum study_stage stage;
	char fact[STUDY_NAME], kind[STUDY_NAME], prompt[STUDY_PROMPT], answer[STUDY_NAME];
	int64_t hints, done, fresh;
	char last[STUDY_NAME];
	double last_ease;
	int64_t last_days, last_repetitions;
	int64_t remind, reminded;
};

/* Reads a row by its key; false, and an empty row with that key, if there is none. */
bool store_quiz(
	struct store *store, const char *network, const char *channel, struct study_quiz *quiz);
bool store_score(struct store *store, const char *network, const char *channel, const char *person,
	struct study_score *score);
bool store_session(struct store *store, const char *network, const char *channel,
	struct study_session *session);
bool store_card(struct store *store, const char *network, const char *person, const char *fact,
	struct study_card *card);
bool store_learner(struct store *store, const char *network, const char *person,
	struct study_learner *learner);

/* Writes a row, replacing the one with its key. */
bool store_put_quiz(struct store *store, const struct study_quiz *quiz, struct error *err);
bool store_put_score(struct store *store, const struct study_score *score, struct error *err);
bool store_put_session(struct store *store, const struct study_session *session, struct error *err);
bool store_put_card(struct store *store, const struct study_card *card, struct error *err);
bool store_put_learner(struct store *store, const struct study_learner *learner, struct error *err);

bool store_drop_quiz(
	struct store *store, const char *network, const char *channel, struct error *err);
bool store_drop_session(
	struct store *store, const char *network, const char *channel, struct error *err);

/* Closes a quiz's question in one transaction: writes the next question (NULL: deletes the quiz),
 * and the winner's score (NULL: nobody won). */
bool store_close_question(struct store *store, const struct study_quiz *closed,
	const struct study_quiz *next, const struct study_score *score, struct error *err);

/* Reads up to max rows and returns the count: all quizzes; a channel's best scores (of the last
 * quiz, of the last session, ever, by the longest streak), without zeros; a person's cards by due
 * time. */
size_t store_quizzes(struct store *store, struct study_quiz *list, size_t max);
enum store_span { STORE_OF_QUIZ, STORE_OF_SESSION, STORE_EVER, STORE_BY_STREAK };
size_t store_scores(struct store *store, const char *network, const char *channel,
	enum store_span span, struct study_score *list, size_t max);
size_t store_cards(struct store *store, const char *network, const char *person,
	struct study_card *list, size_t max);

/* The number of a person's cards due at that time. */
int64_t store_cards_due(struct store *store, const char *network, const char *person, int64_t due);

/* Learners who want reminders, have cards due at `due` and were last reminded by `before`. */
size_t store_to_remind(
	struct store *store, int64_t due, int64_t before, struct study_learner *list, size_t max);

/* Sets the scores of a channel's quiz or session to 0. */
bool store_clear_scores(struct store *store, const char *network, const char *channel,
	enum store_span span, struct error *err);

/* After a start: marks every open question to be asked again. */
bool store_wake_quizzes(struct store *store, struct error *err);

/* The numbers of rows that store_forget_person has deleted. */
struct study_forgotten {
	int64_t cards, scores, points, learner;
	int64_t subscriptions, messages, suggestions, quiet;
	int64_t revisions,
		roles; /* not deleted: those made by the person, and roles given to them */
};

/* Deletes everything about a person in one transaction: the rows of these tables for `person`, and
 * subscriptions, messages and the wish for quiet of `who`. A suggestion is kept, but not who made
 * it. author: the person's name at revisions, which are counted only. */
bool store_forget_person(struct store *store, const char *person, const struct someone *who,
	const char *author, struct study_forgotten *forgotten, struct error *err);

/* The journal's last number; and each entry of a channel after a number: decision, fact number,
 * question. */
int64_t store_journal_last(struct store *store);
typedef void store_journal_entry(
	void *context, const char *decision, int64_t fact, const char *question);
bool store_journal_since(struct store *store, const char *network, const char *channel,
	int64_t number, int64_t at, store_journal_entry *each, void *context, struct error *err);

#endif
