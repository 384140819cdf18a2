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
 * which explains the fields. All state is in the database, so that it survives a crash. A text too
 * long for its field is cut.
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
	char chose[STUDY_LIST], players[STUDY_LIST], later[STUDY_LIST];
	char missed[4 * STUDY_LIST];
	int64_t level;
};

struct study_score {
	char network[STUDY_NAME], channel[STUDY_NAME], person[STUDY_NAME], shown[STUDY_NAME];
	int64_t quiz, session, total, best;
	char team[STUDY_NAME];
};

struct study_timetable {
	char network[STUDY_NAME], channel[STUDY_NAME], spoken[STUDY_NAME], topic[STUDY_NAME];
	int64_t days, at, total, next;
};

struct study_session {
	char network[STUDY_NAME], channel[STUDY_NAME], topic[STUDY_NAME];
	int64_t started, journal;
};

struct study_card {
	char network[STUDY_NAME], person[STUDY_NAME], fact[STUDY_NAME];
	double ease; /* of SM-2, until it is answered again; otherwise 0 */
	int64_t days, repetitions, due;
	double stability, difficulty;
	int64_t reviewed, lapses;
};

/* A learner's open card: none, asked, or asked and its answer shown for the learner to grade. */
enum study_stage { STUDY_IDLE, STUDY_ASKED, STUDY_SHOWN };

struct study_learner {
	char network[STUDY_NAME], person[STUDY_NAME], nick[STUDY_NAME], topic[STUDY_NAME];
	enum study_stage stage;
	char fact[STUDY_NAME], kind[STUDY_NAME], prompt[STUDY_PROMPT], answer[STUDY_NAME];
	int64_t hints, done, fresh;
	char last[STUDY_NAME], before[2 * STUDY_NAME];
	int64_t remind, reminded;
	char zone[STUDY_NAME];
	int64_t remind_at, remind_next, keeps;
	char mask[2 * STUDY_NAME];
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

/* Closes a quiz's question in one transaction. Writes the next question (NULL: deletes the quiz and
 * keeps the missed facts) and the winner's score (NULL: nobody won), with a point in the season of
 * that month (YYYYMM). */
bool store_close_question(struct store *store, const struct study_quiz *closed,
	const struct study_quiz *next, const struct study_score *score, int64_t month,
	struct error *err);

/* Writes the scores of one person under two names in one transaction, and moves so many points from
 * the one to the other in the season of that month (YYYYMM). */
bool store_move_points(struct store *store, const struct study_score *from,
	const struct study_score *to, int64_t month, int64_t points, struct error *err);

/* A channel's best of a month, into `total` of each. */
size_t store_season(struct store *store, const char *network, const char *channel, int64_t month,
	struct study_score *list, size_t max);

/* The people of a channel who have a team, with it and their points in the quiz. */
size_t store_teams(struct store *store, const char *network, const char *channel,
	struct study_score *list, size_t max);
bool store_clear_teams(
	struct store *store, const char *network, const char *channel, struct error *err);

/* The facts that nobody knew in the last quizzes in which the person took part, or in all quizzes
 * of the network if they took part in none. */
size_t store_missed(struct store *store, const char *network, const char *person,
	char (*list)[STUDY_NAME], size_t max);

/* Stores the facts of a channel's session, replacing those of the previous one; and reads them. */
bool store_put_pack(struct store *store, const char *network, const char *channel,
	const char *const *facts, size_t count, struct error *err);
size_t store_pack(struct store *store, const char *network, const char *channel,
	char (*list)[STUDY_NAME], size_t max);
/* The channels that have such a session, by network. */
struct study_place {
	char network[STUDY_NAME], channel[STUDY_NAME];
};
size_t store_packs(struct store *store, struct study_place *list, size_t max);

/* Reads the day of the last fact of the day (-1: there was none), and stores it. */
int64_t store_daily(struct store *store, const char *network, const char *channel);
bool store_put_daily(struct store *store, const char *network, const char *channel, int64_t day,
	struct error *err);

/* The channels' timetables, those that are due first. */
size_t store_timetables(struct store *store, struct study_timetable *list, size_t max);
bool store_timetable(struct store *store, const char *network, const char *channel,
	struct study_timetable *timetable);
bool store_put_timetable(
	struct store *store, const struct study_timetable *timetable, struct error *err);
bool store_drop_timetable(
	struct store *store, const char *network, const char *channel, struct error *err);

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

/* Learners who want reminders, have cards due at that time, and whose next reminder is due. */
size_t store_to_remind(struct store *store, int64_t now, struct study_learner *list, size_t max);

/* Deletes a card. */
bool store_drop_card(struct store *store, const char *network, const char *person, const char *fact,
	struct error *err);

/* Stores that a person was answered with the fact; deletes entries older than `before`. */
bool store_put_answered(struct store *store, const char *network, const char *person,
	const char *fact, int64_t at, int64_t before, struct error *err);

/* Reads up to max ids of facts with which the person was answered since then, the latest first. */
typedef char study_id[STUDY_NAME];
size_t store_answered(struct store *store, const char *network, const char *person, int64_t since,
	study_id *list, size_t max);

/* Deletes the person's entries. */
bool store_drop_answered(
	struct store *store, const char *network, const char *person, struct error *err);

/* Sets the scores of a channel's quiz or session to 0. */
bool store_clear_scores(struct store *store, const char *network, const char *channel,
	enum store_span span, struct error *err);

/* After a start: marks every open question to be asked again. */
bool store_wake_quizzes(struct store *store, struct error *err);

/* The numbers of rows that store_forget_person has deleted. */
struct study_forgotten {
	int64_t cards, scores, points, learner, answered;
	int64_t subscriptions, messages, suggestions, quiet;
	int64_t revisions,
		roles; /* not deleted: those made by the person, and roles given to them */
};

/* Deletes everything about a person in one transaction: the rows of these tables for `person`, and
 * subscriptions, messages and the quiet setting of `who`. Suggestions stay, but not who made them.
 * author: the person's name in revisions, which are only counted. */
bool store_forget_person(struct store *store, const char *person, const struct someone *who,
	const char *author, struct study_forgotten *forgotten, struct error *err);

#endif
