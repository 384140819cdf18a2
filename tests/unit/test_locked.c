/* Another process has locked the database: nobody waits, and nothing is lost. */
#include "network_fixture.h"
#include "store_fixture.h"

#include "hear.h"
#include "keep/store_people.h"
#include "keep/store_work.h"

#include <stdio.h>

static const struct config_channel channel = {.name = "#c"};
static const struct config_network config = MEMORY_CONFIG(&channel, 50);
static struct bot *bot;
static struct network *network;
static struct timestamp now;
static sqlite3 *other;

static void say(const char *from, const char *text)
{
	network_feed(network, from, strlen(from), now);
	network_feed(network, text, strlen(text), now);
	network_feed(network, "\r\n", 2, now);
}

static void mona(const char *text)
{
	say("@account=mona :mona!m@h.test PRIVMSG #c :", text);
}

static void anna(const char *text)
{
	say(":anna!a@h.test PRIVMSG #c :", text);
}

/* A turn of the loop some milliseconds later; what was sent since the last call. */
static const char *turn(int ms)
{
	static char bytes[16 * 1024];

	now.ms += ms;
	now.unix = noon.unix + now.ms / 1000;
	hear_tick(bot, now);
	network_turn(network, now);
	bytes[network_fetch(network, bytes, sizeof bytes - 1)] = '\0';
	return bytes;
}

static void lock(void)
{
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
}

static void unlock(void)
{
	assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
}

static int setup(void **state)
{
	const struct role_row role = {.network = "net",
		.kind = ROLE_BY_ACCOUNT,
		.who = "mona",
		.role = "moderator",
		.granter = "olga"};
	struct error err;

	if (scratch_setup(state) != 0)
		return -1;
	now = noon;
	struct store *store = small_store("l.db");
	if (!store_role_put(store, &role, &err))
		fail_msg("%s", err.text);
	store_close(store);
	assert_int_equal(sqlite3_open(scratch_path("l.db"), &other), SQLITE_OK);
	bot = bot_new_serving(scratch_path("l.db"), NULL, &err);
	store_set_patience(bot->store, BOT_PATIENCE_MS);
	network = network_new(&config, hear, bot, 1);
	if (!network_open_memory(network, now, &err))
		fail_msg("%s", err.text);
	say(":irc.test 001 tonle :", "Welcome");
	say(":tonle!t@h.test JOIN ", "#c");
	turn(1000);
	return 0;
}

static int teardown(void **state)
{
	network_free(network);
	bot_free(bot);
	sqlite3_close(other);
	return scratch_teardown(state);
}

static int64_t answered(void)
{
	struct store_counts counts;
	struct error err;

	assert_true(store_count(bot->store, &counts, &err));
	return counts.answered;
}

/* Questions are answered at once; the journal and the counts are written afterwards. */
static void questions_do_not_wait(void **state)
{
	int64_t before = answered();

	(void)state;
	lock();
	anna("tonle: why did Sihanouk abdicate?");
	assert_non_null(strstr(turn(0), "PRIVMSG #c :anna: King Norodom Sihanouk gave up"));
	anna("tonle: who built the railway to Battambang?");
	assert_non_null(strstr(turn(0), "PRIVMSG #c :anna: I don't know"));
	turn(60000);
	assert_int_equal(answered(), before);
	unlock();
	assert_int_equal(store_asked_count(bot->store), 0);
	turn(20);
	assert_int_equal(answered(), before + 1);
	assert_int_equal(store_asked_count(bot->store), 1);
}

/* Entries of the journal that another process sees. */
static int journalled(void)
{
	sqlite3_stmt *statement;

	assert_int_equal(
		sqlite3_prepare_v2(other, "SELECT count(*) FROM journal", -1, &statement, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	int count = sqlite3_column_int(statement, 0);
	sqlite3_finalize(statement);
	return count;
}

/* No answer waits for the journal: it is written once a second, and as soon as it is read. */
static void the_journal_follows(void **state)
{
	(void)state;
	turn(1000);
	int before = journalled();
	int64_t before_read = answered();
	anna("tonle: why did Sihanouk abdicate?");
	assert_non_null(strstr(turn(0), "PRIVMSG #c :anna: "));
	assert_int_equal(journalled(), before);
	turn(1000);
	assert_int_equal(journalled(), before + 1);
	anna("tonle: who followed Norodom Sihanouk as king?");
	assert_non_null(strstr(turn(0), "PRIVMSG #c :anna: "));
	assert_int_equal(journalled(), before + 1);
	assert_true(answered() > before_read);
	assert_int_equal(journalled(), before + 2);
}

/* Edits are done when the lock is gone, in their order. */
static void edits_come_back(void **state)
{
	(void)state;
	lock();
	mona("!when abdication 2005");
	mona("!when abdication 2006");
	assert_string_equal(turn(0), "");
	assert_string_equal(turn(1500), "");
	anna("tonle: who followed Norodom Sihanouk as king?");
	assert_non_null(strstr(turn(0), "PRIVMSG #c :anna: "));
	unlock();
	const char *said = turn(20);
	const char *first = strstr(said, "saved abdication r2"), *second;
	assert_non_null(first);
	second = strstr(first, "saved abdication r3");
	assert_non_null(second);
	assert_non_null(strstr(second, "2006"));
}

/* But for two seconds at most. */
static void a_lock_that_stays_is_told(void **state)
{
	(void)state;
	lock();
	mona("!when abdication 2007");
	assert_string_equal(turn(POSTPONED_MS - 1), "");
	assert_non_null(strstr(turn(1), "locked by another process"));
	unlock();
	assert_string_equal(turn(20), "");
}

/* Reading commands are answered while a lock is there. */
static void what_only_reads_does_not_wait(void **state)
{
	(void)state;
	lock();
	mona("!show abdication");
	assert_non_null(strstr(turn(0), "abdication"));
	unlock();
	turn(20);
}

/* A quiz stands still: neither the time nor an attempt ends it. */
static void a_quiz_stands_still(void **state)
{
	(void)state;
	anna("!quiz start 2");
	assert_non_null(strstr(turn(0), "Question 1 of 2"));
	lock();
	anna("skip");
	assert_string_equal(turn(0), "");
	assert_string_equal(turn(1000), "");
	unlock();
	const char *said = turn(20);
	assert_non_null(strstr(said, "Skipped. It was"));
	assert_non_null(strstr(said, "Question 2 of 2"));
	lock();
	assert_string_equal(turn(200 * 1000), ""); /* its time is up */
	unlock();
	assert_non_null(strstr(turn(1000), "Time is up. It was"));
}

/* What is read together is as of one moment, though another process writes meanwhile. Our own
 * writing is not kept by that from its turn, and what is read after it is new. */
static void what_is_read_together_is_of_one_moment(void **state)
{
	static const char hush[] = "INSERT INTO hush VALUES ('net', '#there', 1700009000)";
	struct error err;

	(void)state;
	assert_true(store_begin_reading(bot->store, &err));
	assert_int_equal(store_muted(bot->store, "net", "#there", noon), 0);
	assert_int_equal(sqlite3_exec(other, hush, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_muted(bot->store, "net", "#there", noon), 0);
	assert_true(store_mute(bot->store, "net", "#here", 1700008000, &err));
	assert_int_equal(store_muted(bot->store, "net", "#there", noon), 1700009000);
	store_end_reading(bot->store);
	assert_int_equal(store_muted(bot->store, "net", "#here", noon), 1700008000);
}

static void by_other(const char *sql)
{
	assert_int_equal(sqlite3_exec(other, sql, NULL, NULL, NULL), SQLITE_OK);
}

/* That nothing is muted is kept in memory: our own mute counts at once, and another process's after
 * the next look. */
static void mutes_are_seen(void **state)
{
	struct error err;

	(void)state;
	by_other("DELETE FROM hush");
	store_changed(bot->store);
	assert_int_equal(store_muted(bot->store, "net", "#there", noon), 0);
	by_other("INSERT INTO hush VALUES ('net', '#there', 1700009000)");
	store_changed(bot->store);
	assert_int_equal(store_muted(bot->store, "net", "#there", noon), 1700009000);
	by_other("DELETE FROM hush");
	store_changed(bot->store);
	assert_int_equal(store_muted(bot->store, "net", "#there", noon), 0);
	assert_true(store_mute(bot->store, "net", "#here", 1700008000, &err));
	assert_int_equal(store_muted(bot->store, "net", "#here", noon), 1700008000);
	by_other("DELETE FROM hush");
}

/* A role that another process revokes does not serve for one more command. */
static void a_revoked_role_ends_at_once(void **state)
{
	(void)state;
	turn(1000);
	mona("!when abdication 2008");
	assert_non_null(strstr(turn(0), "saved"));
	by_other("DELETE FROM role WHERE who = 'mona'");
	mona("!when abdication 2009");
	assert_null(strstr(turn(0), "saved"));
}

/* What waited is written when the program ends. */
static void the_end_writes_what_waited(void **state)
{
	struct store_counts counts;
	struct error err;
	int64_t before = answered();

	(void)state;
	lock();
	say(":anna!a@h.test PRIVMSG tonle :", "why did Sihanouk abdicate?");
	assert_non_null(strstr(turn(0), "King Norodom Sihanouk"));
	unlock();
	network_free(network);
	bot_free(bot);
	struct store *store = open_store("l.db", STORE_READ);
	assert_true(store_count(store, &counts, &err));
	store_close(store);
	assert_int_equal(counts.answered, before + 1);
	network = NULL;
	bot = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_journal_follows),
		cmocka_unit_test(questions_do_not_wait),
		cmocka_unit_test(edits_come_back),
		cmocka_unit_test(a_lock_that_stays_is_told),
		cmocka_unit_test(what_only_reads_does_not_wait),
		cmocka_unit_test(a_quiz_stands_still),
		cmocka_unit_test(what_is_read_together_is_of_one_moment),
		cmocka_unit_test(mutes_are_seen),
		cmocka_unit_test(a_revoked_role_ends_at_once),
		cmocka_unit_test(the_end_writes_what_waited),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
