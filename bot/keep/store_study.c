#include "keep/store_study.h"

#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* A row's fields in the order of the table's columns. */
struct field {
	enum { FIELD_TEXT, FIELD_INTEGER, FIELD_REAL } type;
	size_t at, size;
};

struct shape {
	const struct field *fields;
	size_t count, size;
	enum sql put;
};

#define TEXT_FIELD(type, name)                                                                     \
	{                                                                                          \
		FIELD_TEXT, offsetof(type, name), sizeof(((type *)0)->name)                        \
	}
#define INTEGER_FIELD(type, name)                                                                  \
	{                                                                                          \
		FIELD_INTEGER, offsetof(type, name), 0                                             \
	}
#define REAL_FIELD(type, name)                                                                     \
	{                                                                                          \
		FIELD_REAL, offsetof(type, name), 0                                                \
	}
#define SHAPE(type, rows, statement)                                                               \
	{                                                                                          \
		rows, sizeof rows / sizeof *rows, sizeof(type), statement                          \
	}

typedef struct study_quiz quiz;
static const struct field quiz_fields[] = {TEXT_FIELD(quiz, network), TEXT_FIELD(quiz, channel),
	TEXT_FIELD(quiz, spoken), TEXT_FIELD(quiz, topic), INTEGER_FIELD(quiz, total),
	INTEGER_FIELD(quiz, number), INTEGER_FIELD(quiz, seed), INTEGER_FIELD(quiz, place),
	TEXT_FIELD(quiz, fact), TEXT_FIELD(quiz, kind), TEXT_FIELD(quiz, prompt),
	TEXT_FIELD(quiz, answer), TEXT_FIELD(quiz, letter), INTEGER_FIELD(quiz, hints),
	INTEGER_FIELD(quiz, until), INTEGER_FIELD(quiz, silent), INTEGER_FIELD(quiz, tried),
	TEXT_FIELD(quiz, leader), INTEGER_FIELD(quiz, streak), TEXT_FIELD(quiz, chose)};
static const struct shape quiz_shape = SHAPE(quiz, quiz_fields, SQL_PUT_QUIZ);

typedef struct study_score score;
static const struct field score_fields[] = {TEXT_FIELD(score, network), TEXT_FIELD(score, channel),
	TEXT_FIELD(score, person), TEXT_FIELD(score, shown), INTEGER_FIELD(score, quiz),
	INTEGER_FIELD(score, session), INTEGER_FIELD(score, total), INTEGER_FIELD(score, best)};
static const struct shape score_shape = SHAPE(score, score_fields, SQL_PUT_SCORE);

typedef struct study_session session;
static const struct field session_fields[] = {TEXT_FIELD(session, network),
	TEXT_FIELD(session, channel), TEXT_FIELD(session, topic), INTEGER_FIELD(session, started),
	INTEGER_FIELD(session, journal)};
static const struct shape session_shape = SHAPE(session, session_fields, SQL_PUT_SESSION);

typedef struct study_card card;
static const struct field card_fields[] = {TEXT_FIELD(card, network), TEXT_FIELD(card, person),
	TEXT_FIELD(card, fact), REAL_FIELD(card, ease), INTEGER_FIELD(card, days),
	INTEGER_FIELD(card, repetitions), INTEGER_FIELD(card, due)};
static const struct shape card_shape = SHAPE(card, card_fields, SQL_PUT_CARD);

typedef struct study_learner learner;
static const struct field learner_fields[] = {TEXT_FIELD(learner, network),
	TEXT_FIELD(learner, person), TEXT_FIELD(learner, nick), TEXT_FIELD(learner, topic),
	TEXT_FIELD(learner, stage), TEXT_FIELD(learner, fact), TEXT_FIELD(learner, kind),
	TEXT_FIELD(learner, prompt), TEXT_FIELD(learner, answer), INTEGER_FIELD(learner, hints),
	INTEGER_FIELD(learner, done), INTEGER_FIELD(learner, fresh), TEXT_FIELD(learner, last),
	REAL_FIELD(learner, last_ease), INTEGER_FIELD(learner, last_days),
	INTEGER_FIELD(learner, last_repetitions), INTEGER_FIELD(learner, remind),
	INTEGER_FIELD(learner, reminded)};
static const struct shape learner_shape = SHAPE(learner, learner_fields, SQL_PUT_LEARNER);

/* --- rows ------------------------------------------------------------------------------------- */

static void *at(void *row, const struct field *field)
{
	return (char *)row + field->at;
}

static const void *in(const void *row, const struct field *field)
{
	return (const char *)row + field->at;
}

static void read_row(sqlite3_stmt *statement, const struct shape *shape, void *row)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *field = &shape->fields[i];
		int column = (int)i;

		if (field->type == FIELD_INTEGER)
			*(int64_t *)at(row, field) = sqlite3_column_int64(statement, column);
		else if (field->type == FIELD_REAL)
			*(double *)at(row, field) = sqlite3_column_double(statement, column);
		else
			snprintf(at(row, field), field->size, "%s",
				(const char *)sqlite3_column_text(statement, column));
	}
}

static bool put_row(
	struct store *store, const struct shape *shape, const void *row, struct error *err)
{
	struct bound values[24];

	for (size_t i = 0; i < shape->count; i++) {
		const struct field *field = &shape->fields[i];

		if (field->type == FIELD_INTEGER)
			values[i] = INTEGER(*(const int64_t *)in(row, field));
		else if (field->type == FIELD_REAL)
			values[i] = REAL(*(const double *)in(row, field));
		else
			values[i] = TEXT(in(row, field));
	}
	return store_run(store, shape->put, values, shape->count, err);
}

/* Up to max rows of a bound statement; how many. What cannot be read is not there. */
static size_t read_rows(sqlite3_stmt *statement, const struct shape *shape, void *list, size_t max)
{
	size_t count = 0;

	while (count < max && sqlite3_step(statement) == SQLITE_ROW)
		read_row(statement, shape, (char *)list + count++ * shape->size);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return count;
}

bool store_quiz(
	struct store *store, const char *network, const char *channel, struct study_quiz *row)
{
	*row = (struct study_quiz){.number = 0};
	snprintf(row->network, sizeof row->network, "%s", network);
	snprintf(row->channel, sizeof row->channel, "%s", channel);
	return read_rows(BIND(store, SQL_QUIZ, TEXT(network), TEXT(channel)), &quiz_shape, row, 1);
}

bool store_score(struct store *store, const char *network, const char *channel, const char *person,
	struct study_score *row)
{
	*row = (struct study_score){.quiz = 0};
	snprintf(row->network, sizeof row->network, "%s", network);
	snprintf(row->channel, sizeof row->channel, "%s", channel);
	snprintf(row->person, sizeof row->person, "%s", person);
	return read_rows(BIND(store, SQL_SCORE, TEXT(network), TEXT(channel), TEXT(person)),
		&score_shape, row, 1);
}

bool store_session(
	struct store *store, const char *network, const char *channel, struct study_session *row)
{
	*row = (struct study_session){.started = 0};
	snprintf(row->network, sizeof row->network, "%s", network);
	snprintf(row->channel, sizeof row->channel, "%s", channel);
	return read_rows(
		BIND(store, SQL_SESSION, TEXT(network), TEXT(channel)), &session_shape, row, 1);
}

bool store_card(struct store *store, const char *network, const char *person, const char *fact,
	struct study_card *row)
{
	*row = (struct study_card){.days = 0};
	snprintf(row->network, sizeof row->network, "%s", network);
	snprintf(row->person, sizeof row->person, "%s", person);
	snprintf(row->fact, sizeof row->fact, "%s", fact);
	return read_rows(BIND(store, SQL_CARD, TEXT(network), TEXT(person), TEXT(fact)),
		&card_shape, row, 1);
}

bool store_learner(
	struct store *store, const char *network, const char *person, struct study_learner *row)
{
	*row = (struct study_learner){.hints = 0};
	snprintf(row->network, sizeof row->network, "%s", network);
	snprintf(row->person, sizeof row->person, "%s", person);
	return read_rows(
		BIND(store, SQL_LEARNER, TEXT(network), TEXT(person)), &learner_shape, row, 1);
}

bool store_put_quiz(struct store *store, const struct study_quiz *row, struct error *err)
{
	return put_row(store, &quiz_shape, row, err);
}

bool store_put_score(struct store *store, const struct study_score *row, struct error *err)
{
	return put_row(store, &score_shape, row, err);
}

bool store_put_session(struct store *store, const struct study_session *row, struct error *err)
{
	return put_row(store, &session_shape, row, err);
}

bool store_put_card(struct store *store, const struct study_card *row, struct error *err)
{
	return put_row(store, &card_shape, row, err);
}

bool store_put_learner(struct store *store, const struct study_learner *row, struct error *err)
{
	return put_row(store, &learner_shape, row, err);
}

bool store_drop_quiz(
	struct store *store, const char *network, const char *channel, struct error *err)
{
	return RUN(store, SQL_DROP_QUIZ, err, TEXT(network), TEXT(channel));
}

bool store_drop_session(
	struct store *store, const char *network, const char *channel, struct error *err)
{
	return RUN(store, SQL_DROP_SESSION, err, TEXT(network), TEXT(channel));
}

bool store_close_question(struct store *store, const struct study_quiz *closed,
	const struct study_quiz *next, const struct study_score *won, struct error *err)
{
	if (!store_begin(store, err))
		return false;
	bool good = next ? store_put_quiz(store, next, err)
			 : store_drop_quiz(store, closed->network, closed->channel, err);
	if (good && won)
		good = store_put_score(store, won, err);
	return store_end(store, good, err);
}

/* --- several ---------------------------------------------------------------------------------- */

size_t store_quizzes(struct store *store, struct study_quiz *list, size_t max)
{
	return read_rows(store_bind(store, SQL_QUIZZES, NULL, 0), &quiz_shape, list, max);
}

size_t store_scores(struct store *store, const char *network, const char *channel,
	enum store_span span, struct study_score *list, size_t max)
{
	return read_rows(BIND(store, SQL_SCORES, TEXT(network), TEXT(channel), INTEGER(span)),
		&score_shape, list, max);
}

size_t store_cards(struct store *store, const char *network, const char *person,
	struct study_card *list, size_t max)
{
	return read_rows(
		BIND(store, SQL_CARDS, TEXT(network), TEXT(person)), &card_shape, list, max);
}

int64_t store_cards_due(struct store *store, const char *network, const char *person, int64_t due)
{
	sqlite3_stmt *statement =
		BIND(store, SQL_CARDS_DUE, TEXT(network), TEXT(person), INTEGER(due));
	int64_t count =
		sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;

	sqlite3_reset(statement);
	return count;
}

size_t store_to_remind(
	struct store *store, int64_t due, int64_t before, struct study_learner *list, size_t max)
{
	return read_rows(BIND(store, SQL_TO_REMIND, INTEGER(due), INTEGER(before)), &learner_shape,
		list, max);
}

bool store_clear_scores(struct store *store, const char *network, const char *channel,
	enum store_span span, struct error *err)
{
	return RUN(store, SQL_CLEAR_SCORES, err, TEXT(network), TEXT(channel), INTEGER(span));
}

bool store_wake_quizzes(struct store *store, struct error *err)
{
	return store_run(store, SQL_WAKE_QUIZZES, NULL, 0, err);
}

/* --- forgetting ------------------------------------------------------------------------------- */

static void count_person(struct store *store, const char *person, const struct someone *who,
	struct study_forgotten *count)
{
	sqlite3_stmt *own = BIND(store, SQL_COUNT_PERSON, TEXT(who->network), TEXT(person));
	sqlite3_stmt *waiting = BIND(store, SQL_COUNT_SOMEONE, TEXT(who->network),
		TEXT(who->account), TEXT(who->nick), TEXT(who->host));

	*count = (struct study_forgotten){0};
	if (sqlite3_step(own) == SQLITE_ROW) {
		count->cards = sqlite3_column_int64(own, 0);
		count->scores = sqlite3_column_int64(own, 1);
		count->points = sqlite3_column_int64(own, 2);
		count->learner = sqlite3_column_int64(own, 3);
	}
	if (sqlite3_step(waiting) == SQLITE_ROW) {
		count->wishes = sqlite3_column_int64(waiting, 0);
		count->messages = sqlite3_column_int64(waiting, 1);
		count->suggestions = sqlite3_column_int64(waiting, 2);
	}
	sqlite3_reset(own);
	sqlite3_reset(waiting);
}

bool store_forget_person(struct store *store, const char *person, const struct someone *who,
	struct study_forgotten *forgotten, struct error *err)
{
	enum sql which;
	bool good = true;

	if (!store_begin(store, err))
		return false;
	count_person(store, person, who, forgotten);
	for (which = SQL_FORGET_WISHES; good && which <= SQL_FORGET_SUGGESTER; which++)
		good = RUN(store, which, err, TEXT(who->network), TEXT(who->account),
			TEXT(who->nick), TEXT(who->host));
	for (which = SQL_FORGET_CARDS; good && which <= SQL_FORGET_CHOICES; which++)
		good = RUN(store, which, err, TEXT(who->network), TEXT(person));
	return store_end(store, good, err);
}

/* --- the journal ------------------------------------------------------------------------------ */

int64_t store_journal_last(struct store *store)
{
	sqlite3_stmt *statement = store_bind(store, SQL_JOURNAL_LAST, NULL, 0);
	int64_t last =
		sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;

	sqlite3_reset(statement);
	return last;
}

bool store_journal_since(struct store *store, const char *network, const char *channel,
	int64_t number, int64_t when, store_journalled *each, void *context, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_JOURNAL_SINCE, TEXT(network), TEXT(channel),
		INTEGER(number), INTEGER(when));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW)
		each(context, (const char *)sqlite3_column_text(statement, 0),
			sqlite3_column_int64(statement, 1),
			(const char *)sqlite3_column_text(statement, 2));
	bool good = status == SQLITE_DONE || store_fault(store, err);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return good;
}
