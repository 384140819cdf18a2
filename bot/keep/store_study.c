#include "keep/store_study.h"

#include "keep/store_inner.h"
#include "keep/store_rows.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* The place of a column's value in its struct. */
struct field {
	enum { FIELD_TEXT, FIELD_INTEGER, FIELD_REAL, FIELD_STAGE } type;
	size_t at, size;
};

struct shape {
	const struct field *fields;
	size_t count, size;
	enum sql put;
};

#define FIELD(row, name)                                                                           \
	{_Generic(((row *)0)->name, char *: FIELD_TEXT, int64_t: FIELD_INTEGER,                    \
		 double: FIELD_REAL, enum study_stage: FIELD_STAGE),                               \
		offsetof(row, name), sizeof(((row *)0)->name)},
#define SHAPE(row, list, statement)                                                                \
	{                                                                                          \
		list, sizeof list / sizeof *list, sizeof(row), statement                           \
	}

#define QUIZ(name) FIELD(struct study_quiz, name)
#define SCORE(name) FIELD(struct study_score, name)
#define SESSION(name) FIELD(struct study_session, name)
#define TIMETABLE(name) FIELD(struct study_timetable, name)
#define CARD(name) FIELD(struct study_card, name)
#define LEARNER(name) FIELD(struct study_learner, name)

static const struct field quiz_fields[] = {QUIZ(network) QUIZ_COLUMNS(QUIZ)};
static const struct field score_fields[] = {SCORE(network) SCORE_COLUMNS(SCORE)};
static const struct field session_fields[] = {SESSION(network) SESSION_COLUMNS(SESSION)};
static const struct field timetable_fields[] = {TIMETABLE(network) TIMETABLE_COLUMNS(TIMETABLE)};
static const struct field card_fields[] = {CARD(network) CARD_COLUMNS(CARD)};
static const struct field learner_fields[] = {LEARNER(network) LEARNER_COLUMNS(LEARNER)};

static const struct shape quiz = SHAPE(struct study_quiz, quiz_fields, SQL_PUT_QUIZ);
static const struct shape score = SHAPE(struct study_score, score_fields, SQL_PUT_SCORE);
static const struct shape session = SHAPE(struct study_session, session_fields, SQL_PUT_SESSION);
static const struct shape timetable =
	SHAPE(struct study_timetable, timetable_fields, SQL_PUT_TIMETABLE);
static const struct shape card = SHAPE(struct study_card, card_fields, SQL_PUT_CARD);
static const struct shape learner = SHAPE(struct study_learner, learner_fields, SQL_PUT_LEARNER);

static const char *const stages[] = {
	[STUDY_IDLE] = "", [STUDY_ASKED] = "asked", [STUDY_SHOWN] = "shown", NULL};

/* --- rows ------------------------------------------------------------------------------------- */

static void read_row(sqlite3_stmt *statement, const struct shape *shape, void *row)
{
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *field = &shape->fields[i];
		const char *text = store_column(statement, (int)i);
		void *value = (char *)row + field->at;

		if (field->type == FIELD_INTEGER)
			*(int64_t *)value = sqlite3_column_int64(statement, (int)i);
		else if (field->type == FIELD_REAL)
			*(double *)value = sqlite3_column_double(statement, (int)i);
		else if (field->type == FIELD_STAGE)
			*(enum study_stage *)value = (enum study_stage)store_word(stages, text);
		else
			snprintf(value, field->size, "%s", text);
	}
}

static bool put_row(
	struct store *store, const struct shape *shape, const void *row, struct error *err)
{
	struct bound values[32];

	for (size_t i = 0; i < shape->count; i++) {
		const struct field *field = &shape->fields[i];
		const void *value = (const char *)row + field->at;

		if (field->type == FIELD_INTEGER)
			values[i] = INTEGER(*(const int64_t *)value);
		else if (field->type == FIELD_REAL)
			values[i] = REAL(*(const double *)value);
		else if (field->type == FIELD_STAGE)
			values[i] = TEXT(stages[*(const enum study_stage *)value]);
		else
			values[i] = TEXT(value);
	}
	values[shape->count] = (struct bound){.type = BOUND_END};
	return store_run(store, shape->put, values, err);
}

/* Ends the reading of rows; NULL, a statement that could not be prepared, is fine. */
static void end_rows(sqlite3_stmt *statement)
{
	sqlite3_reset(statement);
	if (statement)
		sqlite3_clear_bindings(statement);
}

/* Reads up to max rows of a bound statement, and returns how many; 0 if they cannot be read. */
static size_t read_rows(sqlite3_stmt *statement, const struct shape *shape, void *list, size_t max)
{
	size_t count = 0;

	while (count < max && sqlite3_step(statement) == SQLITE_ROW)
		read_row(statement, shape, (char *)list + count++ * shape->size);
	end_rows(statement);
	return count;
}

/* Makes it an empty row with these keys, which are its first columns; NULL after the last. */
static void empty_row(const struct shape *shape, void *row, const char *const *keys)
{
	memset(row, 0, shape->size);
	for (size_t i = 0; keys[i]; i++)
		snprintf((char *)row + shape->fields[i].at, shape->fields[i].size, "%s", keys[i]);
}

/* Reads the row with these keys; false, and an empty row with them, if there is none. */
static bool read_one(struct store *store, enum sql which, const struct shape *shape, void *row,
	const char *const *keys)
{
	struct bound values[4];
	size_t i;

	empty_row(shape, row, keys);
	for (i = 0; keys[i]; i++)
		values[i] = TEXT(keys[i]);
	values[i] = (struct bound){.type = BOUND_END};
	return read_rows(store_bind(store, which, values), shape, row, 1);
}

static bool read_rare(struct store *store, enum store_rare rare, enum sql which,
	const struct shape *shape, void *row, const char *const *keys)
{
	if (store_has(store, rare))
		return read_one(store, which, shape, row, keys);
	empty_row(shape, row, keys);
	return false;
}

#define KEYS(...) ((const char *const[]){__VA_ARGS__, NULL})

bool store_quiz(
	struct store *store, const char *network, const char *channel, struct study_quiz *row)
{
	return read_one(store, SQL_QUIZ, &quiz, row, KEYS(network, channel));
}

bool store_score(struct store *store, const char *network, const char *channel, const char *person,
	struct study_score *row)
{
	return read_one(store, SQL_SCORE, &score, row, KEYS(network, channel, person));
}

bool store_session(
	struct store *store, const char *network, const char *channel, struct study_session *row)
{
	return read_rare(store, STORE_SESSIONS, SQL_SESSION, &session, row, KEYS(network, channel));
}

bool store_card(struct store *store, const char *network, const char *person, const char *fact,
	struct study_card *row)
{
	return read_one(store, SQL_CARD, &card, row, KEYS(network, person, fact));
}

bool store_learner(
	struct store *store, const char *network, const char *person, struct study_learner *row)
{
	return read_rare(store, STORE_LEARNERS, SQL_LEARNER, &learner, row, KEYS(network, person));
}

bool store_put_quiz(struct store *store, const struct study_quiz *row, struct error *err)
{
	return put_row(store, &quiz, row, err);
}

bool store_put_score(struct store *store, const struct study_score *row, struct error *err)
{
	return put_row(store, &score, row, err);
}

bool store_put_session(struct store *store, const struct study_session *row, struct error *err)
{
	return put_row(store, &session, row, err);
}

bool store_put_card(struct store *store, const struct study_card *row, struct error *err)
{
	return put_row(store, &card, row, err);
}

bool store_put_learner(struct store *store, const struct study_learner *row, struct error *err)
{
	return put_row(store, &learner, row, err);
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

/* Stores the facts missed in the quiz, replacing those of the previous one. */
static bool keep_missed(struct store *store, const struct study_quiz *ended, struct error *err)
{
	char fact[STUDY_NAME];
	bool good = RUN(store, SQL_DROP_MISSED, err, TEXT(ended->network), TEXT(ended->channel));

	for (const char *at = ended->missed; good && *at; at += strcspn(at, "\n") + 1) {
		snprintf(fact, sizeof fact, "%.*s", (int)strcspn(at, "\n"), at);
		good = RUN(store, SQL_PUT_MISSED, err, TEXT(ended->network), TEXT(ended->channel),
			TEXT(fact), TEXT(ended->players));
	}
	return good;
}

static bool add_season(struct store *store, const struct study_score *whose, int64_t month,
	int64_t points, struct error *err)
{
	return RUN(store, SQL_ADD_SEASON, err, TEXT(whose->network), TEXT(whose->channel),
		TEXT(whose->person), INTEGER(month), TEXT(whose->shown), INTEGER(points));
}

bool store_close_question(struct store *store, const struct study_quiz *closed,
	const struct study_quiz *next, const struct study_score *won, int64_t month,
	struct error *err)
{
	if (!store_begin(store, err))
		return false;
	bool good = next ? store_put_quiz(store, next, err)
			 : store_drop_quiz(store, closed->network, closed->channel, err) &&
				    keep_missed(store, closed, err);
	if (good && won)
		good = store_put_score(store, won, err) && add_season(store, won, month, 1, err);
	return store_end(store, good, err);
}

bool store_move_points(struct store *store, const struct study_score *from,
	const struct study_score *to, int64_t month, int64_t points, struct error *err)
{
	if (!store_begin(store, err))
		return false;
	bool good = store_put_score(store, to, err) && store_put_score(store, from, err) &&
		    add_season(store, to, month, points, err) &&
		    add_season(store, from, month, -points, err);
	return store_end(store, good, err);
}

/* --- several ---------------------------------------------------------------------------------- */

size_t store_quizzes(struct store *store, struct study_quiz *list, size_t max)
{
	return read_rows(store_bind(store, SQL_QUIZZES, NULL), &quiz, list, max);
}

size_t store_scores(struct store *store, const char *network, const char *channel,
	enum store_span span, struct study_score *list, size_t max)
{
	return read_rows(BIND(store, SQL_SCORES, TEXT(network), TEXT(channel), INTEGER(span)),
		&score, list, max);
}

size_t store_season(struct store *store, const char *network, const char *channel, int64_t month,
	struct study_score *list, size_t max)
{
	sqlite3_stmt *statement =
		BIND(store, SQL_SEASON, TEXT(network), TEXT(channel), INTEGER(month));
	size_t count = 0;

	while (count < max && sqlite3_step(statement) == SQLITE_ROW) {
		list[count] = (struct study_score){.total = sqlite3_column_int64(statement, 1)};
		snprintf(list[count++].shown, STUDY_NAME, "%s", store_column(statement, 0));
	}
	end_rows(statement);
	return count;
}

size_t store_teams(struct store *store, const char *network, const char *channel,
	struct study_score *list, size_t max)
{
	return read_rows(BIND(store, SQL_TEAMS, TEXT(network), TEXT(channel)), &score, list, max);
}

bool store_clear_teams(
	struct store *store, const char *network, const char *channel, struct error *err)
{
	return RUN(store, SQL_CLEAR_TEAMS, err, TEXT(network), TEXT(channel));
}

/* Reads the first column of a bound statement; returns how many rows there were. */
static size_t read_ids(sqlite3_stmt *statement, char (*list)[STUDY_NAME], size_t max)
{
	size_t count = 0;

	while (count < max && sqlite3_step(statement) == SQLITE_ROW)
		snprintf(list[count++], STUDY_NAME, "%s", store_column(statement, 0));
	end_rows(statement);
	return count;
}

size_t store_missed(struct store *store, const char *network, const char *person,
	char (*list)[STUDY_NAME], size_t max)
{
	size_t count = read_ids(BIND(store, SQL_MISSED, TEXT(network), TEXT(person)), list, max);

	return count ? count
		     : read_ids(BIND(store, SQL_MISSED, TEXT(network), TEXT("")), list, max);
}

bool store_put_pack(struct store *store, const char *network, const char *channel,
	const char *const *facts, size_t count, struct error *err)
{
	if (!store_begin(store, err))
		return false;
	bool good = RUN(store, SQL_DROP_PACK, err, TEXT(network), TEXT(channel));
	for (size_t i = 0; good && i < count; i++)
		good = RUN(store, SQL_PUT_PACK, err, TEXT(network), TEXT(channel),
			INTEGER((int64_t)i), TEXT(facts[i]));
	return store_end(store, good, err);
}

size_t store_pack(struct store *store, const char *network, const char *channel,
	char (*list)[STUDY_NAME], size_t max)
{
	return read_ids(BIND(store, SQL_PACK, TEXT(network), TEXT(channel)), list, max);
}

size_t store_packs(struct store *store, struct study_place *list, size_t max)
{
	sqlite3_stmt *statement = store_bind(store, SQL_PACKS, NULL);
	size_t count = 0;

	for (; count < max && sqlite3_step(statement) == SQLITE_ROW; count++) {
		struct study_place *place = &list[count];

		snprintf(place->network, STUDY_NAME, "%s", store_column(statement, 0));
		snprintf(place->channel, STUDY_NAME, "%s", store_column(statement, 1));
	}
	end_rows(statement);
	return count;
}

int64_t store_daily(struct store *store, const char *network, const char *channel)
{
	return store_number(store, BIND(store, SQL_DAILY, TEXT(network), TEXT(channel)));
}

bool store_put_daily(struct store *store, const char *network, const char *channel, int64_t day,
	struct error *err)
{
	return RUN(store, SQL_PUT_DAILY, err, TEXT(network), TEXT(channel), INTEGER(day));
}

size_t store_timetables(struct store *store, struct study_timetable *list, size_t max)
{
	return read_rows(store_bind(store, SQL_TIMETABLES, NULL), &timetable, list, max);
}

bool store_timetable(
	struct store *store, const char *network, const char *channel, struct study_timetable *row)
{
	return read_one(store, SQL_TIMETABLE, &timetable, row, KEYS(network, channel));
}

bool store_put_timetable(struct store *store, const struct study_timetable *row, struct error *err)
{
	return put_row(store, &timetable, row, err);
}

bool store_drop_timetable(
	struct store *store, const char *network, const char *channel, struct error *err)
{
	return RUN(store, SQL_DROP_TIMETABLE, err, TEXT(network), TEXT(channel));
}

size_t store_cards(struct store *store, const char *network, const char *person,
	struct study_card *list, size_t max)
{
	return read_rows(BIND(store, SQL_CARDS, TEXT(network), TEXT(person)), &card, list, max);
}

int64_t store_cards_due(struct store *store, const char *network, const char *person, int64_t due)
{
	return store_number(
		store, BIND(store, SQL_CARDS_DUE, TEXT(network), TEXT(person), INTEGER(due)));
}

size_t store_to_remind(struct store *store, int64_t now, struct study_learner *list, size_t max)
{
	return read_rows(BIND(store, SQL_TO_REMIND, INTEGER(now)), &learner, list, max);
}

bool store_drop_card(struct store *store, const char *network, const char *person, const char *fact,
	struct error *err)
{
	return RUN(store, SQL_DROP_CARD, err, TEXT(network), TEXT(person), TEXT(fact));
}

bool store_put_answered(struct store *store, const char *network, const char *person,
	const char *fact, int64_t at, int64_t before, struct error *err)
{
	return RUN(store, SQL_PUT_ANSWERED, err, TEXT(network), TEXT(person), TEXT(fact),
		       INTEGER(at)) &&
	       RUN(store, SQL_PRUNE_ANSWERED, err, INTEGER(before));
}

size_t store_answered(struct store *store, const char *network, const char *person, int64_t since,
	study_id *list, size_t max)
{
	return read_ids(
		BIND(store, SQL_ANSWERED, TEXT(network), TEXT(person), INTEGER(since)), list, max);
}

bool store_drop_answered(
	struct store *store, const char *network, const char *person, struct error *err)
{
	return RUN(store, SQL_FORGET_ANSWERED, err, TEXT(network), TEXT(person));
}

bool store_clear_scores(struct store *store, const char *network, const char *channel,
	enum store_span span, struct error *err)
{
	return RUN(store, SQL_CLEAR_SCORES, err, TEXT(network), TEXT(channel), INTEGER(span));
}

bool store_wake_quizzes(struct store *store, struct error *err)
{
	return store_run(store, SQL_WAKE_QUIZZES, NULL, err);
}

/* --- forgetting ------------------------------------------------------------------------------- */

static void count_person(struct store *store, const char *person, const struct someone *who,
	const char *author, struct study_forgotten *count)
{
	sqlite3_stmt *own = BIND(store, SQL_COUNT_PERSON, TEXT(who->network), TEXT(person));
	sqlite3_stmt *waiting = BIND(store, SQL_COUNT_SOMEONE, TEXT(who->network),
		TEXT(who->account), TEXT(who->nick), TEXT(who->host));
	sqlite3_stmt *lasting = BIND(
		store, SQL_COUNT_LASTING, TEXT(who->network), TEXT(author), TEXT(who->account));

	*count = (struct study_forgotten){0};
	if (sqlite3_step(own) == SQLITE_ROW) {
		count->cards = sqlite3_column_int64(own, 0);
		count->scores = sqlite3_column_int64(own, 1);
		count->points = sqlite3_column_int64(own, 2);
		count->learner = sqlite3_column_int64(own, 3);
		count->answered = sqlite3_column_int64(own, 4);
	}
	if (sqlite3_step(waiting) == SQLITE_ROW) {
		count->subscriptions = sqlite3_column_int64(waiting, 0);
		count->messages = sqlite3_column_int64(waiting, 1);
		count->suggestions = sqlite3_column_int64(waiting, 2);
		count->quiet = sqlite3_column_int64(waiting, 3);
	}
	if (sqlite3_step(lasting) == SQLITE_ROW) {
		count->revisions = sqlite3_column_int64(lasting, 0);
		count->roles = sqlite3_column_int64(lasting, 1);
	}
	sqlite3_reset(own);
	sqlite3_reset(waiting);
	sqlite3_reset(lasting);
}

bool store_forget_person(struct store *store, const char *person, const struct someone *who,
	const char *author, struct study_forgotten *forgotten, struct error *err)
{
	enum sql which;
	bool good = true;

	if (!store_begin(store, err))
		return false;
	count_person(store, person, who, author, forgotten);
	for (which = SQL_FORGET_WISHES; good && which <= SQL_FORGET_SUGGESTER; which++)
		good = RUN(store, which, err, TEXT(who->network), TEXT(who->account),
			TEXT(who->nick), TEXT(who->host));
	for (which = SQL_FORGET_CARDS; good && which <= SQL_FORGET_CHOICES; which++)
		good = RUN(store, which, err, TEXT(who->network), TEXT(person));
	return store_end(store, good, err);
}
