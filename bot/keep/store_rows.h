#ifndef TONLE_KEEP_STORE_ROWS_H
#define TONLE_KEEP_STORE_ROWS_H

/* The columns of the study tables after `network`, by name, which are also the fields of the struct
 * of that name. The SQL in store_sql_people.c and the fields in store_study.c are both made from
 * these lists, so a column that a migration adds or moves cannot shift another. */
#define QUIZ_COLUMNS(C)                                                                            \
	C(channel)                                                                                 \
	C(spoken)                                                                                  \
	C(topic)                                                                                   \
	C(total)                                                                                   \
	C(number)                                                                                  \
	C(seed)                                                                                    \
	C(place) C(fact) C(kind) C(prompt) C(answer) C(letter) C(hints) C(until) C(silent)         \
		C(tried) C(leader) C(streak) C(chose) C(players) C(later) C(missed) C(level)
#define SCORE_COLUMNS(C) C(channel) C(person) C(shown) C(quiz) C(session) C(total) C(best) C(team)
#define TIMETABLE_COLUMNS(C) C(channel) C(spoken) C(days) C(at) C(topic) C(total) C(next)
#define SESSION_COLUMNS(C) C(channel) C(topic) C(started) C(journal)
#define CARD_COLUMNS(C)                                                                            \
	C(person)                                                                                  \
	C(fact)                                                                                    \
	C(ease)                                                                                    \
	C(days) C(repetitions) C(due) C(stability) C(difficulty) C(reviewed) C(lapses)
#define LEARNER_COLUMNS(C)                                                                         \
	C(person)                                                                                  \
	C(nick)                                                                                    \
	C(topic)                                                                                   \
	C(stage)                                                                                   \
	C(fact)                                                                                    \
	C(kind)                                                                                    \
	C(prompt) C(answer) C(hints) C(done) C(fresh) C(last) C(before)                            \
		C(remind) C(reminded) C(zone) C(remind_at) C(remind_next) C(keeps) C(mask)

/* Reads and writes whole rows of a study table. */
#define COLUMN(name) ", " #name
#define PARAMETER(name) ", :" #name
#define SELECT(columns) "SELECT network" columns(COLUMN) " FROM "
#define PUT(table, columns)                                                                        \
	"INSERT OR REPLACE INTO " table                                                            \
	" (network" columns(COLUMN) ")"                                                            \
				    " VALUES (:network" columns(PARAMETER) ")"

#define QUIZZES SELECT(QUIZ_COLUMNS) "quiz"
#define SCORES SELECT(SCORE_COLUMNS) "score"
#define SESSIONS SELECT(SESSION_COLUMNS) "session"
#define TIMETABLES SELECT(TIMETABLE_COLUMNS) "timetable"
#define CARDS SELECT(CARD_COLUMNS) "card"
#define LEARNERS SELECT(LEARNER_COLUMNS) "learner"

#endif
