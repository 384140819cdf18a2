/* Flash cards over weeks of a scripted clock, through the verbs and the lines that learners say. */
#include "store_fixture.h"

#include "keep/store_study.h"
#include "learn/card.h"
#include "learn/cards.h"
#include "learn/remind.h"
#include "verbs/command.h"

enum { DAY = 86400 };

static struct bot *bot;
static struct reply reply; /* large */
static int64_t now;

static int setup(void **state)
{
	struct error err;

	if (scratch_setup(state) != 0)
		return -1;
	store_close(small_store("c.db"));
	bot = bot_new(scratch_path("c.db"), NULL, &err);
	if (!bot)
		fail_msg("%s", err.text);
	now = noon.unix;
	return 0;
}

static int teardown(void **state)
{
	bot_free(bot);
	return scratch_teardown(state);
}

static struct asker asker(const char *nick, const char *account)
{
	return (struct asker){.network = "net",
		.place = nick,
		.nick = nick,
		.account = account,
		.user = "u",
		.host = "home.example",
		.room = 400,
		.role = ROLE_EVERYONE,
		.now = {.ms = (now - noon.unix) * 1000 + 1000, .unix = now}};
}

static void say_verb(const char *nick, const char *account, const char *verb, const char *words)
{
	struct asker who = asker(nick, account);

	reply.count = 0;
	command_run(bot, &who, verb, words, &reply);
}

static bool say_line(const char *nick, const char *account, const char *text)
{
	struct asker who = asker(nick, account);
	enum manner manner;

	reply.count = 0;
	return cards_handle(bot, &who, text, &manner, &reply);
}

static struct study_learner learner_of(const char *person)
{
	struct study_learner learner;

	store_learner(bot->store, "net", person, &learner);
	return learner;
}

/* Answers cards until none is left today, always right (and "good" if the learner grades), or
 * always wrong at the first try; returns how many cards were asked. */
static size_t learn(const char *nick, const char *account, const char *person, bool right)
{
	size_t asked = 0;

	say_verb(nick, account, "study", "");
	for (;; asked++) {
		struct study_learner learner = learner_of(person);

		if (learner.stage == STUDY_IDLE)
			return asked;
		if (asked > 200)
			fail_msg("no end");
		assert_int_equal(learner.stage, STUDY_ASKED);
		assert_true(say_line(nick, account, right && *learner.kind ? learner.answer : "x"));
		assert_true(reply.count <= 3);
		assert_non_null(strchr(reply.lines[0], '[')); /* the citation */
		if (!*learner.kind)
			assert_true(say_line(nick, account, right ? "good" : "again"));
	}
}

static void right_answers_come_back_in_weeks(void **state)
{
	static const int64_t days[] = {3, 11, 35, 101}; /* always "good", by ts-fsrs */
	struct study_card cards[64];

	(void)state;
	size_t all = bot->index->count < CARDS_FRESH ? bot->index->count : CARDS_FRESH;
	assert_int_equal(learn("alice", "", "alice", true), all);
	for (size_t round = 0; round < 4; round++) {
		size_t count = store_cards(bot->store, "net", "alice", cards, 64);
		size_t young = 0;

		for (size_t i = 0; i < count; i++)
			young += cards[i].days != days[round];
		assert_int_equal(young, 0);
		/* nothing is due a minute before its day */
		now = cards[0].due - 60;
		assert_int_equal(store_cards_due(bot->store, "net", "alice", now), 0);
		now += 60;
		assert_true(store_cards_due(bot->store, "net", "alice", now) > 0);
		learn("alice", "", "alice", true);
	}
	/* some months later everything was asked and is known for longer and longer */
	now += 300 * DAY;
	while (learn("alice", "", "alice", true) > 0)
		now += 7 * DAY;
	size_t count = store_cards(bot->store, "net", "alice", cards, 64);
	assert_int_equal(count, bot->index->count);
}

static void wrong_answers_come_back_in_minutes(void **state)
{
	struct study_card cards[64];

	(void)state;
	size_t asked = learn("bob", "", "bob", false);
	assert_int_equal(store_cards_due(bot->store, "net", "bob", now), 0);
	now += 10 * 60;
	assert_int_equal(store_cards_due(bot->store, "net", "bob", now), asked);
	size_t count = store_cards(bot->store, "net", "bob", cards, 64);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(cards[i].repetitions, 0);
		assert_true(cards[i].stability > 0.4 && cards[i].stability < 0.41);
	}
}

static void a_word_changes_the_grade(void **state)
{
	struct study_card card;

	(void)state;
	do { /* a card that is judged */
		say_verb("carl", "", "study", "");
		now++;
	} while (!*learner_of("carl").kind);
	struct study_learner learner = learner_of("carl");
	assert_true(say_line("carl", "", learner.answer));
	assert_true(store_card(bot->store, "net", "carl", learner.fact, &card));
	assert_int_equal(card.days, 3);
	assert_true(say_line("carl", "", "easy"));
	store_card(bot->store, "net", "carl", learner.fact, &card);
	assert_int_equal(card.days, 16);
	assert_true(say_line("carl", "", "again")); /* from what it was before the answer */
	store_card(bot->store, "net", "carl", learner.fact, &card);
	assert_int_equal(card.days, 0);
	assert_int_equal(card.repetitions, 0);
	/* and undone: it was new */
	say_verb("carl", "", "study", "undo");
	assert_non_null(strstr(reply.lines[0], "new again"));
	assert_false(store_card(bot->store, "net", "carl", learner.fact, &card));
	say_verb("carl", "", "study", "undo");
	assert_string_equal(reply.lines[0], "There is no answer to undo.");
	/* a question to the bot is none to the card */
	assert_false(say_line("carl", "", "who is Hun Sen?"));
	say_verb("carl", "", "study", "stop");
	assert_false(say_line("carl", "", "good"));
}

static void people_are_kept_apart(void **state)
{
	(void)state;
	say_verb("dara", "", "study", "");
	say_verb("dara", "Dara", "study", "");
	say_verb("sok", "dara", "study", ""); /* another nick of the same account */
	assert_string_equal(learner_of("dara").nick, "dara");
	assert_string_equal(learner_of("=dara").nick, "sok");
	learn("dara", "", "dara", true);
	assert_true(store_cards_due(bot->store, "net", "dara", now + 4 * DAY) > 0);
	assert_int_equal(store_cards_due(bot->store, "net", "=dara", now + 4 * DAY), 0);
	assert_int_equal(store_cards_due(bot->store, "other", "dara", now + 4 * DAY), 0);
}

static void forgetting_leaves_nothing(void **state)
{
	static const struct someone eva = {"net", "", "eva", "home.example"};
	struct study_forgotten gone;
	struct error err;
	char line[96];

	(void)state;
	size_t cards = learn("eva", "", "eva", true);
	learn("finn", "", "finn", true);
	say_verb("eva", "", "remind", "me");
	assert_true(store_message(bot->store, &eva, "hello", noon, &err));
	say_verb("eva", "", "forget", "me");
	snprintf(line, sizeof line,
		"Deleted: %zu flash cards, 1 message for you, what you were studying, your reminder",
		cards);
	assert_non_null(strstr(reply.lines[0], line));
	assert_true(store_forget_person(bot->store, "eva", &eva, "eva", &gone, &err));
	assert_int_equal(gone.cards + gone.scores + gone.learner + gone.messages, 0);
	assert_int_equal(store_cards_due(bot->store, "net", "finn", now + 4 * DAY), cards);
	say_verb("eva", "", "forget", "me");
	assert_string_equal(reply.lines[0], "Nothing is kept about you under this nick.");
}

static void reminders_are_for_those_who_asked(void **state)
{
	struct study_learner list[8];

	(void)state;
	learn("gita", "", "gita", true);
	now += 4 * DAY;
	assert_int_equal(store_to_remind(bot->store, now, list, 8), 0);
	say_verb("gita", "", "remind", "me");
	assert_int_equal(store_to_remind(bot->store, now, list, 8), 1);
	assert_string_equal(list[0].nick, "gita");
	say_verb("gita", "", "remind", "me off");
	assert_int_equal(store_to_remind(bot->store, now, list, 8), 0);
}

/* At the hour that they want, where they live. */
static void reminders_come_at_their_hour(void **state)
{
	struct study_learner list[8];

	(void)state;
	learn("hana", "", "hana", true);
	now += 4 * DAY;
	now -= now % DAY; /* midnight in UTC, seven in the morning there */
	say_verb("hana", "", "timezone", "phnom penh");
	assert_non_null(strstr(reply.lines[0], "Asia/Phnom_Penh, where it is 07:00"));
	say_verb("hana", "", "timezone", "atlantis");
	assert_non_null(strstr(reply.lines[0], "There is no time zone \"atlantis\""));
	say_verb("hana", "", "remind", "me at 18:30");
	assert_non_null(strstr(reply.lines[0], "at 18:30 (Asia/Phnom_Penh)"));
	assert_int_equal(store_to_remind(bot->store, now + 11 * 3600, list, 8), 0);
	assert_int_equal(store_to_remind(bot->store, now + 11 * 3600 + 1800, list, 8), 1);
	say_verb("hana", "", "remind", "me off");
	say_verb("hana", "", "remind", "bob");
	assert_true(reply.count == 0 || !strstr(reply.lines[0], "told"));
}

/* Cards of an evening are all due the next evening, though that is an hour earlier. */
static void a_day_turns_in_the_night(void **state)
{
	struct study_card card = {.due = 0};
	char text[64];
	const int64_t evening = noon.unix - noon.unix % DAY + 21 * 3600;

	(void)state;
	card_answer(&card, GRADE_HARD, "", evening);
	assert_int_equal(card.days, 1);
	assert_int_equal(card.due, evening + 7 * 3600); /* four in the morning */
	struct buf buf = BUF(text);
	card_add_when(card.due, "", evening, &buf);
	assert_string_equal(text, "tomorrow");
	buf_clear(&buf);
	card_add_when(card.due, "", card.due - 1800, &buf);
	assert_string_equal(text, "in 30 minutes");
	buf_clear(&buf);
	card_add_when(evening + 10 * 60, "", evening, &buf);
	assert_string_equal(text, "in 10 minutes");
	buf_clear(&buf);
	card_add_when(evening + 5 * DAY, "", evening, &buf);
	assert_string_equal(text, "in 5 days");
	buf_clear(&buf);
	card_add_when(card.due, "", card.due - 3 * 3600, &buf);
	assert_string_equal(text, "in 3 hours");
	/* a day later, not 24 hours, is what counts as time passed */
	struct study_card same = card;
	card_answer(&card, GRADE_GOOD, "", evening + 20 * 3600);
	card_answer(&same, GRADE_GOOD, "", evening + 28 * 3600);
	assert_true(card.stability == same.stability);
}

static void cards_of_sm2_go_on(void **state)
{
	struct study_card card = {.ease = 2.5,
		.days = 15,
		.repetitions = 3,
		.reviewed = noon.unix,
		.due = noon.unix + 15 * DAY};

	(void)state;
	card_answer(&card, GRADE_GOOD, "", noon.unix + 15 * DAY);
	assert_true(card.days >= 36 && card.days <= 39);
	assert_true(card.ease == 0);
	assert_int_equal(card.repetitions, 4);
}

static void hard_cards_are_found(void **state)
{
	struct study_card cards[64];
	struct study_learner learner;

	(void)state;
	say_verb("ivan", "", "study", "hard");
	assert_non_null(strstr(reply.lines[reply.count - 1], "None of your cards is hard"));
	size_t all = learn("ivan", "", "ivan", false);
	store_cards(bot->store, "net", "ivan", cards, 64);
	for (size_t i = 0; i < all; i++)
		assert_int_equal(cards[i].lapses, 0); /* forgotten is what was once known */
	cards[0].lapses = 2;
	struct error err;
	assert_true(store_put_card(bot->store, &cards[0], &err));
	now += 3 * DAY;
	say_verb("ivan", "", "study", "hard");
	learner = learner_of("ivan");
	assert_string_equal(learner.fact, cards[0].fact);
	say_verb("ivan", "", "progress", "");
	assert_non_null(strstr(reply.lines[0], "1 hard"));
	assert_non_null(strstr(reply.lines[0], "due by topic: "));
}

/* Only for people who want it, for a month. */
static void what_was_asked_makes_a_deck(void **state)
{
	struct asker who = asker("jane", "");
	study_id list[8];

	(void)state;
	const struct fact *fact = bot->index->profiles[0].fact;
	cards_answered(bot, &who, fact);
	assert_int_equal(store_answered(bot->store, "net", "jane", 0, list, 8), 0);
	say_verb("jane", "", "study", "asked");
	assert_non_null(strstr(reply.lines[0], "I do not record who asks what"));
	say_verb("jane", "", "study", "asked on");
	cards_answered(bot, &who, fact);
	assert_int_equal(store_answered(bot->store, "net", "jane", 0, list, 8), 1);
	say_verb("jane", "", "study", "asked");
	assert_string_equal(learner_of("jane").fact, fact->id);
	now += 32 * DAY;
	say_verb("jane", "", "study", "asked");
	assert_non_null(strstr(reply.lines[reply.count - 1], "nothing for you in the last month"));
	say_verb("jane", "", "study", "asked off");
	assert_int_equal(store_answered(bot->store, "net", "jane", 0, list, 8), 0);
}

/* A database of version 21 with a card of SM-2 and a learner, opened. */
static void old_cards_are_migrated(void **state)
{
	static const char rows[] =
		"INSERT INTO card VALUES ('net', 'kim', 'old', 2.1, 15, 3, 1700000000);"
		"INSERT INTO card VALUES ('net', 'kim', 'lapsed', 1.9, 0, 0, 1700000000);"
		"INSERT INTO learner VALUES ('net', 'kim', 'kim', '', '', '', '', '', '', 0, 0, 0, 'old',"
		" 2.1, 15, 3, 1, 1699990000);";
	static char schema[256 * 1024];
	struct study_learner learner;
	struct study_card card;
	struct error err;
	sqlite3 *db;

	(void)state;
	FILE *file = fopen("facts/schema.sql", "r");
	schema[fread(schema, 1, sizeof schema - 1, file)] = '\0';
	fclose(file);
	*strstr(schema, "-- migration 22") = '\0';
	assert_int_equal(sqlite3_open(scratch_path("old.db"), &db), SQLITE_OK);
	if (sqlite3_exec(db, schema, NULL, NULL, NULL) != SQLITE_OK ||
		sqlite3_exec(db, rows, NULL, NULL, NULL) != SQLITE_OK ||
		sqlite3_exec(db, "PRAGMA application_id = 1953459820; PRAGMA user_version = 21",
			NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
	struct store *store = store_open(scratch_path("old.db"), STORE_WRITE, &err);
	if (!store)
		fail_msg("%s", err.text);
	assert_true(store_card(store, "net", "kim", "old", &card));
	assert_true(card.ease == 2.1 && card.stability == 0);
	assert_int_equal(card.due, 1700000000);
	assert_int_equal(card.reviewed, 1700000000 - 15 * DAY);
	assert_true(store_card(store, "net", "kim", "lapsed", &card));
	assert_int_equal(card.reviewed, 1700000000 - 600);
	assert_true(store_learner(store, "net", "kim", &learner));
	assert_int_equal(learner.remind, 1);
	assert_int_equal(learner.remind_at, -1);
	assert_int_equal(learner.remind_next, 1699990000 + 72000);
	store_close(store);
}

/* A card whose fact is gone is not shown to be graded, whoever grades it. The last test, since the
 * fact stays gone. */
static void a_card_without_its_fact_is_withdrawn(void **state)
{
	(void)state;
	say_verb("lena", "", "study", "");
	while (*learner_of("lena").kind) {
		assert_int_equal(learner_of("lena").stage, STUDY_ASKED);
		assert_true(say_line("lena", "", "x"));
	}
	const int at = index_by_id(bot->index, learner_of("lena").fact);
	assert_true(at >= 0);
	index_drop(bot->index, bot->index->profiles[at].fact->number);
	assert_true(say_line("lena", "", "x"));
	assert_string_equal(reply.lines[0], "That card is withdrawn.");
	assert_int_not_equal(learner_of("lena").stage, STUDY_SHOWN);
}

static void what_cannot_be_saved_is_said(void **state)
{
	static const char full[] = "CREATE TRIGGER full%d BEFORE %s ON card "
				   "BEGIN SELECT RAISE(FAIL, 'full'); END";
	static const char *const writes[] = {"INSERT", "UPDATE", "DELETE"};
	sqlite3 *other;
	char sql[128];

	(void)state;
	say_verb("zora", "", "study undo", "");
	assert_string_equal(reply.lines[0], "There is no answer to undo.");
	say_verb("zora", "", "study", "");
	assert_true(say_line("zora", "", learner_of("zora").answer));
	assert_int_equal(sqlite3_open(scratch_path("c.db"), &other), SQLITE_OK);
	for (int i = 0; i < 3; i++) {
		snprintf(sql, sizeof sql, full, i, writes[i]);
		assert_int_equal(sqlite3_exec(other, sql, NULL, NULL, NULL), SQLITE_OK);
	}
	sqlite3_close(other);
	say_verb("zora", "", "study undo", "");
	assert_int_equal(reply.count, 1);
	assert_non_null(strstr(reply.lines[0], "Nothing was undone: "));
	assert_true(say_line("zora", "", learner_of("zora").answer));
	assert_non_null(strstr(reply.lines[reply.count - 1], "This could not be saved: "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(right_answers_come_back_in_weeks),
		cmocka_unit_test(wrong_answers_come_back_in_minutes),
		cmocka_unit_test(a_word_changes_the_grade),
		cmocka_unit_test(people_are_kept_apart),
		cmocka_unit_test(forgetting_leaves_nothing),
		cmocka_unit_test(reminders_are_for_those_who_asked),
		cmocka_unit_test(reminders_come_at_their_hour),
		cmocka_unit_test(a_day_turns_in_the_night),
		cmocka_unit_test(cards_of_sm2_go_on),
		cmocka_unit_test(hard_cards_are_found),
		cmocka_unit_test(what_was_asked_makes_a_deck),
		cmocka_unit_test(old_cards_are_migrated),
		cmocka_unit_test(a_card_without_its_fact_is_withdrawn),
		cmocka_unit_test(what_cannot_be_saved_is_said),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
