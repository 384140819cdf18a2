#include "store_fixture.h"

#include "keep/store_lists.h"
#include "keep/store_study.h"
#include "keep/store_work.h"

static struct store *store;
static struct arena arena;

static int make_store(void **state)
{
	if (scratch_setup(state) != 0)
		return -1;
	store = new_store();
	return 0;
}

static int drop_store(void **state)
{
	store_close(store);
	arena_free(&arena);
	return scratch_teardown(state);
}

static struct timestamp later(int64_t seconds)
{
	return (struct timestamp){.ms = noon.ms + seconds * 1000, .unix = noon.unix + seconds};
}

static int64_t note(const char *gist, int64_t seconds, bool *open)
{
	struct error err;
	int64_t number;

	if (!store_note_asked(store, gist, gist, "", true, later(seconds), &number, open, &err))
		fail_msg("%s", err.text);
	return number;
}

static void count_message(void *context, const struct store_message *message)
{
	assert_string_equal(message->to.nick, "bob");
	assert_string_equal(message->text, "here it is");
	assert_string_equal(message->channel, "");
	assert_int_equal(message->refused, 0);
	++*(int *)context;
}

/* Alike questions are one; the most asked comes first; an answer is left for all who wait, once. */
static void questions_are_joined_and_settled(void **state)
{
	const struct someone bob = {"net", "", "bob", "h"}, eve = {"other", "", "bob", "h"};
	struct unanswered list[4], one;
	struct error err;
	size_t count;
	bool open, done;
	int said = 0;

	(void)state;
	int64_t first = note("a person: wat", 0, &open);
	assert_true(open);
	int64_t second = note("a date: wat", 1, &open);
	assert_int_not_equal(first, second);
	assert_int_equal(note("a date: wat", 2, &open), second);
	assert_true(store_asked_list(store, 0, list, 4, &count, &arena, &err));
	assert_int_equal(count, 2);
	assert_int_equal(list[0].number, second);
	assert_int_equal(list[0].times, 2);
	assert_true(store_subscribe(store, second, &bob, "", &err));
	assert_true(store_subscribe(store, second, &bob, "", &err)); /* twice is once */
	assert_true(store_subscribe(store, second, &eve, "", &err));
	assert_false(store_subscribe(store, 999, &bob, "", &err)); /* there is no such question */

	assert_true(store_resolve(
		store, second, WORK_ANSWERED, "abdication", "here it is", later(3), &done, &err));
	assert_true(done);
	assert_true(store_messages(store, "net", count_message, &said, &err));
	assert_int_equal(said, 1);
	assert_int_equal(count_messages(store), 2);
	assert_true(store_resolve(store, second, WORK_DISMISSED, "", "no", later(3), &done, &err));
	assert_false(done);
	assert_int_equal(count_messages(store), 2);

	assert_int_equal(note("a date: wat", 4, &open), second); /* not known again: open again */
	assert_true(open);
	assert_true(
		store_resolve(store, first, WORK_DISMISSED, "dull", "no", later(5), &done, &err));
	note("a person: wat", 6, &open);
	assert_false(open); /* what was dismissed stays so */
	assert_true(store_asked(store, first, &arena, &one, &err));
	assert_string_equal(one.outcome, "dull");
	assert_int_equal(one.times, 2);
	assert_true(store_asked(store, 999, &arena, &one, &err));
	assert_int_equal(one.number, 0);
}

static void note_told(void *context, const struct store_message *message)
{
	assert_string_equal(message->to.nick, "a");
	++*(int *)context;
}

/* Who asked elsewhere is not told a fact of a channel. */
static void told_where_the_fact_is(void **state)
{
	static const char text[] =
		"facts:\n"
		"  - {id: exam, topic: t, channels: ['#school', other/#law], says: It is in May.,\n"
		"     ask: [when], cite: [{source: web, locator: m}]}\n";
	static const struct {
		const char *nick, *channel;
	} waiting[] = {{"a", "#School"}, {"b", "#law"}, {"c", ""}, {"d", "#schools"}};
	struct import_counts counts;
	struct error err;
	bool open, done;
	int said = 0;

	(void)state;
	assert_true(import(store, text, false, &counts, &err));
	int64_t number = note("a date: exam", 1, &open);
	for (size_t i = 0; i < sizeof waiting / sizeof *waiting; i++) {
		const struct someone who = {"net", "", waiting[i].nick, "h"};

		assert_true(store_subscribe(store, number, &who, waiting[i].channel, &err));
	}
	assert_true(
		store_resolve(store, number, WORK_ANSWERED, "exam", "May", later(3), &done, &err));
	assert_true(done);
	assert_true(store_messages(store, "net", note_told, &said, &err));
	assert_int_equal(said, 1);
}

/* What several people ask stands above what one asks often; of a range the latter is dismissed. */
static void who_asks_counts_and_not_how_often(void **state)
{
	const struct someone bob = {"net", "", "bob", "h"};
	struct unanswered list[4];
	struct error err;
	int64_t numbers[3], dismissed, several;
	size_t count;
	bool open;

	(void)state;
	for (int i = 0; i < 2; i++)
		numbers[0] = note("real", i, &open);
	for (int i = 0; i < 3; i++) {
		char gist[16];

		snprintf(gist, sizeof gist, "junk %d", i % 2);
		for (int times = 0; times < 9; times++)
			if (!store_note_asked(store, gist, gist, "", false, later(10 + i),
				    &numbers[1 + i % 2], &open, &err))
				fail_msg("%s", err.text);
	}
	assert_true(store_asked_list(store, 0, list, 4, &count, &arena, &err));
	assert_int_equal(count, 3);
	assert_int_equal(list[0].number, numbers[0]);
	assert_int_equal(list[0].people, 2);
	assert_int_equal(list[1].number, numbers[1]); /* then the most asked */
	assert_int_equal(list[1].times, 18);
	assert_int_equal(list[1].people, 1);
	assert_true(store_subscribe(store, numbers[1], &bob, "", &err));
	assert_true(store_subscribe(store, numbers[0], &bob, "", &err));
	assert_true(store_dismiss(
		store, numbers[0], numbers[2], "junk", later(20), &dismissed, &several, &err));
	assert_int_equal(dismissed, 2);
	assert_int_equal(several, 1);
	assert_int_equal(count_messages(store), 1);
	assert_true(store_dismiss(store, 1, 999, "", later(21), &dismissed, &several, &err));
	assert_int_equal(dismissed, 0);
	assert_int_equal(count_messages(store), 1);
	assert_int_equal(store_asked_count(store), 1);
}

/* The list is bounded: what was asked least goes, but never what somebody waits for. */
static void the_least_asked_are_dropped(void **state)
{
	const struct someone bob = {"net", "acc", "bob", "h"};
	struct error err;
	char gist[40];
	struct unanswered one;
	bool open;

	(void)state;
	int64_t awaited = note("awaited", 0, &open), often = note("often", 0, &open);
	int64_t once = note("once", 1, &open);
	note("often", 2, &open);
	assert_true(store_subscribe(store, awaited, &bob, "", &err));
	for (int i = 0; i < ASKED_MAX; i++) {
		snprintf(gist, sizeof gist, "gist %d", i);
		note(gist, 10 + i, &open);
	}
	assert_int_equal(store_asked_count(store), ASKED_MAX + 3); /* noting deletes nothing */
	int deleted;
	assert_true(store_prune_asked(store, 1, &deleted, &err));
	assert_int_equal(deleted, 1);
	assert_true(store_prune_asked(store, 100, &deleted, &err));
	assert_int_equal(deleted, 1);
	assert_int_equal(store_asked_count(store), ASKED_MAX + 1);
	assert_true(store_asked(store, awaited, &arena, &one, &err));
	assert_int_equal(one.number, awaited);
	assert_true(store_asked(store, often, &arena, &one, &err));
	assert_int_equal(one.number, often);
	assert_true(store_asked(store, once, &arena, &one, &err));
	assert_int_equal(one.number, 0);
}

/* A suggestion is decided once; people are counted by account, and without one by host. */
static void suggestions_are_decided_once(void **state)
{
	const struct suggestion by_account = {
		.by = {"net", "Acc", "bob", "h"}, .fact = "", .text = "100% _of_ * \"it\" 🎋"};
	const struct suggestion by_host = {
		.by = {"net", "", "eve", "Host"}, .fact = "x", .text = "y"};
	const struct someone same = {"net", "acc", "bob2", "h2"}, none = {"net", "", "z", "h"},
			     neighbour = {"net", "", "eve2", "host"};
	struct suggestion one;
	struct error err;
	int64_t number, second, open, made;
	bool done;

	(void)state;
	assert_true(store_suggest(store, &by_account, later(0), &number, &err));
	assert_true(store_suggest(store, &by_host, later(10), &second, &err));
	assert_true(store_suggestion_counts(store, &same, noon.unix - 1, &open, &made, &err));
	assert_int_equal(open, 2);
	assert_int_equal(made, 1);
	assert_true(store_suggestion_counts(store, &same, noon.unix, &open, &made, &err));
	assert_int_equal(made, 0);
	assert_true(store_suggestion_counts(store, &none, 0, &open, &made, &err));
	assert_int_equal(made, 0);
	assert_true(store_suggestion_counts(store, &neighbour, 0, &open, &made, &err));
	assert_int_equal(made, 1);
	assert_true(store_suggestion_amend(store, number, "better", "mona", noon, &done, &err));
	assert_true(done);
	assert_true(store_suggestion_decide(
		store, number, WORK_APPROVED, "mona", "", noon, &done, &err));
	assert_true(done);
	assert_true(store_suggestion_decide(
		store, number, WORK_REJECTED, "olga", "no", noon, &done, &err));
	assert_false(done);
	assert_true(store_suggestion_amend(store, number, "worse", "mona", noon, &done, &err));
	assert_false(done);
	assert_true(store_suggestion(store, number, &arena, &one, &err));
	assert_string_equal(one.text, by_account.text);
	assert_string_equal(one.amended, "better");
	assert_string_equal(one.decider, "mona");
	assert_false(store_suggestion_decide(
		store, second, WORK_ANSWERED, "mona", "", noon, &done, &err));
}

static void silence_ends_by_itself(void **state)
{
	struct error err;

	(void)state;
	assert_int_equal(store_muted(store, "net", "#c", noon), 0);
	assert_true(store_mute(store, "net", "#c", noon.unix + 60, &err));
	assert_int_equal(store_muted(store, "net", "#C", later(59)), noon.unix + 60);
	assert_int_equal(store_muted(store, "net", "#c", later(60)), 0);
	assert_int_equal(store_muted(store, "other", "#c", noon), 0);
	assert_int_equal(store_muted(store, "net", "#%", noon), 0);
	assert_true(store_mute(store, "net", "#c", 0, &err));
	assert_int_equal(store_muted(store, "net", "#c", noon), 0);
}

static void old_messages_are_given_up(void **state)
{
	const struct someone bob = {"net", "", "bob", "h"};
	struct error err;

	(void)state;
	assert_true(store_message(store, &bob, "old", noon, &err));
	assert_true(store_message(store, &bob, "new", later(MESSAGE_DAYS * 86400), &err));
	assert_int_equal(count_messages(store), 2);
	assert_true(store_message(store, &bob, "newer", later(MESSAGE_DAYS * 86400 + 1), &err));
	assert_int_equal(count_messages(store), 2);
}

/* With a person go the messages for them, and nobody else's. */
static void a_forgotten_person_leaves_no_messages(void **state)
{
	const struct someone bob = {"net", "", "bob", "h"}, other = {"net", "", "bob", "h2"},
			     account = {"net", "bob", "bob", "h"};
	struct study_forgotten gone;
	struct error err;
	int said = 0;

	(void)state;
	assert_true(store_message(store, &bob, "for the one who is forgotten", noon, &err));
	assert_true(store_message(store, &other, "here it is", noon, &err));
	assert_true(store_message(store, &account, "here it is", noon, &err));
	assert_true(store_forget_person(store, "bob", &bob, "bob", &gone, &err));
	assert_int_equal(gone.messages, 1);
	assert_true(store_messages(store, "net", count_message, &said, &err));
	assert_int_equal(said, 2);
}

static void add_id(void *context, const char *id, const char *detail)
{
	strcat(context, id);
	strcat(context, *detail ? "=" : "");
	strcat(context, detail);
	strcat(context, " ");
}

static void lists_tell_what_there_is_to_do(void **state)
{
	static const struct {
		const char *name, *listed;
	} rows[] = {{"most", "bombing=2× abdication=1× "}, {"never", ""},
		{"Stale", "bombing=2023-11-13 "}, {"drafts", "draft "},
		{"unlocked", "abdication bombing draft "}, {"forgotten", ""}, {"hidden", ""},
		{"duplicates", ""}};
	struct journal_entry entry = {.when = noon,
		.network = "net",
		.channel = "",
		.decision = "answered",
		.by = "",
		.question = ""};
	struct error err;
	bool done;

	(void)state;
	for (int i = 0; i < 3; i++) {
		entry.fact = i < 2 ? 2 : 1;
		assert_true(store_journal(store, &entry, &err));
	}
	entry.decision = "unknown";
	entry.fact = 0;
	assert_true(store_journal(store, &entry, &err));
	assert_true(store_review(store, "bombing", "2023-11-13", &done, &err)); /* noon: the 14th */
	assert_true(store_review(store, "abdication", "2023-11-14", &done, &err));
	assert_true(done);
	assert_true(store_review(store, "b%", "2023-11-14", &done, &err));
	assert_false(done);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char listed[200] = "";

		assert_true(store_list(
			store, store_list_named(rows[i].name), noon, add_id, listed, &err));
		assert_string_equal(listed, rows[i].listed);
	}
	assert_int_equal(store_list_named("%"), LISTS);
}

/* All of another fact base, or nothing; who has it open sees it. */
static void restoring_replaces_all(void **state)
{
	const struct someone bob = {"net", "", "bob", "h"};
	struct store *reader, *backup;
	struct error err;

	(void)state;
	assert_true(store_backup(store, scratch_path("b.db"), true, &err));
	assert_true(store_message(store, &bob, "after the backup", noon, &err));
	reader = open_store("t.db", STORE_READ);
	assert_int_equal(count_messages(reader), 1);
	backup = open_store("b.db", STORE_READ);
	assert_true(store_is_intact(backup, &err));
	assert_true(store_restore(store, backup, &err));
	assert_int_equal(count_messages(store), 0);
	assert_int_equal(count_messages(reader), 0);
	assert_true(store_is_intact(store, &err));
	assert_true(store_message(store, &bob, "afterwards", noon, &err));
	assert_int_equal(count_messages(reader), 1);
	store_close(reader);
	store_close(backup);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_store, drop_store)
	const struct CMUnitTest tests[] = {
		TEST(questions_are_joined_and_settled),
		TEST(told_where_the_fact_is),
		TEST(who_asks_counts_and_not_how_often),
		TEST(the_least_asked_are_dropped),
		TEST(suggestions_are_decided_once),
		TEST(silence_ends_by_itself),
		TEST(old_messages_are_given_up),
		TEST(a_forgotten_person_leaves_no_messages),
		TEST(lists_tell_what_there_is_to_do),
		TEST(restoring_replaces_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
