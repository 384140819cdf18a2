/* What a running bot reports about its database: the head of its chain, and damage. */
#include "network_fixture.h"
#include "store_fixture.h"

#include "bot.h"
#include "bot_database.h"
#include "browse/browse.h"
#include "control/metrics.h"
#include "control/pages.h"
#include "control/status.h"
#include "hear.h"
#include "keep/store_edit.h"
#include "keep/store_vector.h"
#include "listen.h"
#include "moderate/edit.h"
#include "moderate/recheck.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

static struct timestamp now;

/* A bot on t.db, served. */
static struct bot *serve(void)
{
	struct error err;
	struct bot *bot = bot_new_serving(scratch_path("t.db"), NULL, &err);

	if (!bot)
		fail_msg("%s", err.text);
	now = noon;
	return bot;
}

/* What it logs in a turn so much later, and while the background is at work. */
static const char *turn(struct bot *bot, int64_t ms)
{
	listen_in();
	now.ms += ms;
	now.unix += ms / 1000;
	bot_tick(bot, now);
	while (background_tick(bot->background, bot) >= 0)
		poll(NULL, 0, 1);
	return heard();
}

static void the_head_is_logged_at_the_start_and_each_day(void **state)
{
	enum { HOUR = 3600 * 1000 };
	char head[STORE_HEAD], line[128];
	struct error err;

	(void)state;
	store_close(new_store());
	struct bot *bot = serve();
	assert_true(store_head(bot->store, head, &err));
	snprintf(line, sizeof line, "database: the head of the chain of revisions is %s\n", head);
	assert_non_null(strstr(turn(bot, 0), line));
	for (int hour = 1; hour < 24; hour++)
		assert_null(strstr(turn(bot, HOUR), "the head of the chain"));
	assert_non_null(strstr(turn(bot, HOUR), line));
	bot_free(bot);
}

static void what_is_sound_is_not_spoken_of(void **state)
{
	(void)state;
	store_close(new_store());
	struct bot *bot = serve();
	assert_null(strstr(turn(bot, 0), "trusted"));
	bot_free(bot);
}

/* Foreign keys, pages and served rows are checked at the start, and each day. */
static void damage_is_told(void **state)
{
	static const struct {
		const char *sql, *told;
	} rows[] = {
		{"PRAGMA foreign_keys = OFF; INSERT INTO review VALUES (777, '2030-01-01')",
			"the fact base cannot be trusted: "},
		{"PRAGMA foreign_keys = OFF; INSERT INTO review VALUES (777, '2030-01-01')",
			"a row of table review refers to a missing row of fact"},
		{"UPDATE fact SET says = 'A forgery it is.' WHERE id = 'bombing'",
			"the fact bombing is not what revision"},
		{"PRAGMA ignore_check_constraints = ON;"
		 " INSERT INTO quarantine VALUES (1, 'a', 1, 'mona', 'net', 7)",
			"is damaged: "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		store_close(new_store());
		struct bot *bot = serve();

		turn(bot, 0);
		assert_int_equal(tamper("t.db", rows[i].sql), SQLITE_OK);
		assert_null(strstr(turn(bot, 1000), "trusted"));
		const char *said = turn(bot, 86400 * 1000);
		if (!strstr(said, rows[i].told))
			fail_msg("%s: %s", rows[i].sql, said);
		bot_free(bot);
		bot = serve();
		assert_non_null(strstr(turn(bot, 0), rows[i].told));
		bot_free(bot);
	}
}

/* Sets when the file was last written. */
static void date_file(int64_t at)
{
	const struct timespec times[2] = {{.tv_sec = at}, {.tv_sec = at}};

	assert_int_equal(utimensat(AT_FDCWD, scratch_path("t.db"), times, 0), 0);
}

/* A base that was found sound a moment ago is examined at the start only if something may have
 * changed it since; else when the day has passed. */
static void it_is_not_examined_again_at_once(void **state)
{
	enum { HOUR = 3600 };
	static const struct {
		bool killed;
		int written, started; /* in seconds after it has stopped */
		bool told;
	} rows[] = {
		{false, 0, HOUR, false},
		{false, 2, HOUR, false},
		{false, 3, HOUR, true},
		{false, 0, -HOUR, true}, /* its clock was set back */
		{false, 0, 24 * HOUR, true},
		{true, 0, HOUR, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		store_close(new_store());
		date_file(noon.unix - 1);
		struct bot *bot = serve();

		turn(bot, 0);
		bot_database_stop(bot, now);
		bot_free(bot);
		date_file(noon.unix);
		bot = serve();
		turn(bot, 0);
		if (!rows[i].killed)
			bot_database_stop(bot, now);
		bot_free(bot);
		assert_int_equal(tamper("t.db", "UPDATE fact SET says = 'A forgery.'"), SQLITE_OK);
		date_file(noon.unix + rows[i].written);
		bot = serve();
		now.unix += rows[i].started;
		if ((strstr(turn(bot, 0), "trusted") != NULL) != rows[i].told)
			fail_msg("row %zu", i);
		/* a day after it was found sound */
		if (!rows[i].told) {
			assert_null(strstr(turn(bot, (24 * HOUR - HOUR - 1) * 1000), "trusted"));
			assert_non_null(strstr(turn(bot, 1000), "trusted"));
		}
		/* one that is damaged is examined again */
		bot_database_stop(bot, now);
		bot_free(bot);
		date_file(noon.unix);
		bot = serve();
		now.unix += rows[i].told ? 2 * HOUR : 25 * HOUR;
		assert_non_null(strstr(turn(bot, 0), "trusted"));
		bot_free(bot);
	}
}

/* The status or the metrics, as one text. */
static const char *told_by(
	void (*write)(struct bot *bot, struct timestamp now, FILE *out), struct bot *bot)
{
	static char text[16384];
	FILE *out = fmemopen(text, sizeof text, "w");

	write(bot, now, out);
	fclose(out);
	return text;
}

/* Also what was found before there was a network: in its log channel, once. */
static void damage_is_told_where_operators_look(void **state)
{
	static const char joined[] =
		":irc.test 001 tonle :Welcome\r\n:tonle!t@h.test JOIN #log\r\n";
	static const struct config_channel channel = {.name = "#log", .log = true};
	static const struct config_network config = MEMORY_CONFIG(&channel, 5);
	char sent[4096] = "";
	struct error err;

	(void)state;
	store_close(new_store());
	struct bot *bot = serve();
	struct network *network = network_new(&config, hear, bot, 1);
	assert_true(network_open_memory(network, now, &err));
	turn(bot, 0);
	assert_null(strstr(told_by(status_write, bot), "trusted"));
	assert_non_null(strstr(told_by(metrics_write, bot), "\ntonle_database_sound 1\n"));
	assert_int_equal(
		tamper("t.db", "UPDATE fact SET says = 'A forgery it is.' WHERE id = 'bombing'"),
		SQLITE_OK);
	turn(bot, 86400 * 1000);
	assert_non_null(strstr(told_by(status_write, bot),
		"  cannot be trusted: ")); /* and there is no network yet */
	assert_non_null(strstr(told_by(metrics_write, bot), "\ntonle_database_sound 0\n"));
	network_feed(network, joined, sizeof joined - 1, now);
	turn(bot, 1000);
	network_turn(network, now);
	sent[network_fetch(network, sent, sizeof sent - 1)] = '\0';
	const char *notice = strstr(sent, "NOTICE #log :The fact base cannot be trusted: ");
	assert_non_null(notice);
	assert_non_null(strstr(notice, "the fact bombing is not what revision"));
	assert_null(strstr(notice + 1, "NOTICE"));
	turn(bot, 86400 * 1000);
	assert_int_equal(network_fetch(network, sent, sizeof sent), 0);
	network_free(network);
	bot_free(bot);
}

/* A file that cannot be written is logged once, and again when that has another reason. */
static void metrics_that_cannot_be_written_are_told_once(void **state)
{
	struct config config = {0};
	char path[512];

	(void)state;
	snprintf(path, sizeof path, "%s", scratch_path("none/metrics"));
	config.metrics = path;
	store_close(new_store());
	struct bot *bot = serve();
	bot->config = &config;
	metrics_tick(bot, now);
	assert_non_null(strstr(turn(bot, METRICS_MS), "none/metrics: cannot be written: No such"));
	metrics_tick(bot, now);
	assert_null(strstr(turn(bot, METRICS_MS), "cannot be written"));
	close(open(scratch_path("none"), O_CREAT | O_WRONLY, 0600));
	metrics_tick(bot, now);
	assert_non_null(strstr(turn(bot, METRICS_MS), "none/metrics: cannot be written: Not a"));
	unlink(scratch_path("none"));
	bot_free(bot);
}

/* If it cannot be read whether a fact is hidden, the fact is not shown. */
static void what_cannot_be_read_counts_as_hidden(void **state)
{
	(void)state;
	store_close(new_store());
	struct bot *bot = serve();
	assert_false(edit_is_hidden(bot, "bombing"));
	assert_false(edit_is_hidden(bot, "the reason why it was rejected"));
	assert_int_equal(tamper("t.db", "ALTER TABLE fact RENAME TO gone"), SQLITE_OK);
	assert_true(edit_is_hidden(bot, "bombing"));
	bot_free(bot);
}

/* Words are searched for where nobody is called that, not where that cannot be read. */
static void a_search_tells_that_it_could_not_read(void **state)
{
	const struct asker asker = {.now = noon, .room = REPLY_ROOM_MIN};
	struct reply reply = {.count = 0};
	enum manner manner = MANNER_ANSWER;

	(void)state;
	store_close(new_store());
	struct bot *bot = serve();
	assert_false(browse_search(bot, &asker, "by zorblax", &reply, &manner));
	assert_int_equal(tamper("t.db", "ALTER TABLE revision RENAME TO gone"), SQLITE_OK);
	assert_true(browse_search(bot, &asker, "by zorblax", &reply, &manner));
	assert_int_equal(manner, MANNER_REFUSED);
	assert_non_null(strstr(reply.lines[0], "The changes could not be read: "));
	bot_free(bot);
}

static void it_is_logged_that_questions_cannot_be_judged_again(void **state)
{
	(void)state;
	store_close(new_store());
	struct bot *bot = serve();
	turn(bot, 0);
	assert_int_equal(tamper("t.db", "ALTER TABLE asked RENAME TO gone"), SQLITE_OK);
	bot->rechecked_revision = -1;
	listen_in();
	assert_int_equal(recheck_tick(bot, now), -1);
	assert_non_null(strstr(heard(), "recheck: the open questions cannot be read: "));
	bot_free(bot);
}

/* As a user who may mount in a name space of their own: another file system over the directory, in
 * which a copy of the file has the same inode. */
static int edit_under_a_mount(void)
{
	struct import_counts counts;
	struct error err;
	char inside[512];
	struct stat before, after;

	mkdir(scratch_path("disk"), 0700);
	snprintf(inside, sizeof inside, "%s", scratch_path("disk/t.db"));
	if (unshare(geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0 ||
		mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
		mount("tmpfs", scratch_path("disk"), "tmpfs", 0, "") != 0)
		return 77;
	struct store *store = store_open(inside, STORE_CREATE, &err);
	if (!store || !import(store, whole, false, &counts, &err) || stat(inside, &before) != 0)
		return 1;
	if (store_is_moved(store) || mount("tmpfs", scratch_path("disk"), "tmpfs", 0, "") != 0)
		return 2;
	FILE *copy = fopen(inside, "w");
	if (!copy || fclose(copy) != 0 || stat(inside, &after) != 0)
		return 3;
	if (before.st_ino != after.st_ino)
		return 77;
	if (!store_is_moved(store))
		return 4;
	if (import(store, SOURCES "facts:\n" BOMBING, true, &counts, &err) ||
		!strstr(err.text, "was deleted or replaced"))
		return 5;
	store_close(store);
	return 0;
}

static void another_device_is_another_file(void **state)
{
	int status = 0;

	(void)state;
	pid_t child = fork();
	if (child == 0)
		_exit(edit_under_a_mount());
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WEXITSTATUS(status) == 77)
		skip();
	assert_int_equal(status, 0);
}

static off_t database_size(void)
{
	struct stat status;

	assert_int_equal(stat(scratch_path("t.db"), &status), 0);
	return status.st_size;
}

/* A commit of the loop must not wait for a checkpoint. */
static void a_long_wal_is_copied_in_the_background(void **state)
{
	enum { COUNT = 500, TOKENS = 12000 };
	static char tokens[TOKENS];
	struct store_vector rows[COUNT];
	struct error err;

	(void)state;
	store_close(new_store());
	struct bot *bot = serve();
	store_defer_checkpoints(bot->store);
	turn(bot, 0);
	off_t before = database_size();
	for (int i = 0; i < COUNT; i++)
		rows[i] = (struct store_vector){.key = i,
			.sentence = tokens,
			.sentence_size = 1,
			.tokens = tokens,
			.tokens_size = TOKENS};
	assert_true(store_vector_put(bot->store, rows, COUNT, &err));
	assert_int_equal(database_size(), before);
	turn(bot, 1);
	assert_true(database_size() >= before + COUNT * TOKENS);
	assert_false(store_needs_checkpoint(bot->store));
	bot_free(bot);
}

/* Another process has added a fact: whoever reads of it on the pages can ask for it. */
static void the_pages_are_not_newer_than_the_answers(void **state)
{
	static const char more[] = SOURCES
		"facts:\n" BOMBING
		"  - {id: lake, topic: war, says: The lake is large., ask: [is the lake large], "
		"cite: [{source: web, locator: l}]}\n";
	struct config config = {.page = {.url = "", .channel = ""}, .timezone = ""};
	struct import_counts counts;
	struct error err;

	(void)state;
	store_close(new_store());
	struct bot *bot = serve();
	turn(bot, 0);
	config.page.dir = scratch_path("www");
	bot->config = &config;
	struct store *other = open_store("t.db", STORE_WRITE);
	assert_true(import(other, more, false, &counts, &err));
	store_close(other);
	assert_int_equal(index_by_id(bot->index, "lake"), -1);
	pages_tick(bot, now);
	assert_true(index_by_id(bot->index, "lake") >= 0);
	while (background_tick(bot->background, bot) >= 0)
		poll(NULL, 0, 1);
	assert_int_equal(access(scratch_path("www/index.html"), F_OK), 0);
	bot->config = NULL;
	bot_free(bot);
}

/* The number of segments of the full text; more than one for each is what merging is for. */
static int segments(void)
{
	sqlite3 *db;
	sqlite3_stmt *count;

	assert_int_equal(sqlite3_open(scratch_path("t.db"), &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(DISTINCT segid) FROM search_idx", -1,
				 &count, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(count), SQLITE_ROW);
	int found = sqlite3_column_int(count, 0);
	sqlite3_finalize(count);
	sqlite3_close(db);
	return found;
}

static void change_statement(struct bot *bot, int number)
{
	const struct change change = {
		.author = "mona", .network = "net", .reason = "edit", .when = now};
	struct arena arena = {0};
	struct edition newest;
	struct fact fact;
	struct error err;
	char says[64];
	int ordinal;
	bool moved;

	assert_true(store_fact(bot->store, "bombing", &arena, &fact, &newest, &err));
	snprintf(says, sizeof says, "The bombing went on for %d years.", number);
	fact.says = says;
	assert_true(store_save(bot->store, &fact, 1, &change, &ordinal, &moved, &err));
	arena_free(&arena);
}

/* A commit of the loop must not merge the full text either. */
static void the_full_text_is_merged_in_the_background(void **state)
{
	enum { SAVES = 40 };
	struct error err;

	(void)state;
	store_close(new_store());
	struct bot *bot = serve();
	turn(bot, 0);
	int before = segments();
	assert_in_range(before, 1, 3);
	for (int i = 0; i < SAVES; i++)
		change_statement(bot, i);
	assert_int_equal(segments(), before + SAVES);
	assert_true(bot_catch_up(bot, &err));
	turn(bot, 0);
	assert_int_equal(segments(), before + SAVES); /* for one fact it is not worth it */
	for (int i = 0; i < 8; i++) {
		change_statement(bot, i);
		assert_true(bot_catch_up(bot, &err));
	}
	turn(bot, 0);
	assert_in_range(segments(), 1, 3);
	bot_free(bot);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_head_is_logged_at_the_start_and_each_day),
		cmocka_unit_test(what_is_sound_is_not_spoken_of),
		cmocka_unit_test(a_long_wal_is_copied_in_the_background),
		cmocka_unit_test(the_full_text_is_merged_in_the_background),
		cmocka_unit_test(damage_is_told),
		cmocka_unit_test(it_is_not_examined_again_at_once),
		cmocka_unit_test(damage_is_told_where_operators_look),
		cmocka_unit_test(metrics_that_cannot_be_written_are_told_once),
		cmocka_unit_test(what_cannot_be_read_counts_as_hidden),
		cmocka_unit_test(a_search_tells_that_it_could_not_read),
		cmocka_unit_test(it_is_logged_that_questions_cannot_be_judged_again),
		cmocka_unit_test(another_device_is_another_file),
		cmocka_unit_test(the_pages_are_not_newer_than_the_answers),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
