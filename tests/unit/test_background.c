/* Rebuilding the index in the background, with questions and edits meanwhile. Run it with
 * -fsanitize=thread, too. */
#include "store_fixture.h"

#include "ask/embedding_inner.h"
#include "bot.h"
#include "keep/store_edit.h"
#include "keep/store_work.h"
#include "verbs/command.h"

#include <poll.h>
#include <stdatomic.h>

static struct bot *bot;
static struct reply reply; /* large */
static struct timestamp now;

static int setup(void **state)
{
	struct import_counts counts;
	struct factset set;
	struct error err;
	const char *path = "tests/unit/small.yaml";

	now = noon;
	if (scratch_setup(state) != 0)
		return -1;
	struct store *store = store_open(scratch_path("b.db"), STORE_CREATE, &err);
	if (!store || !factfile_read(&path, 1, &set, &err) ||
		!store_import(store, &set, false, now, &counts, &err))
		fail_msg("%s", err.text);
	factset_free(&set);
	store_close(store);
	bot = bot_new(scratch_path("b.db"), NULL, &err);
	if (!bot)
		fail_msg("%s", err.text);
	bot->background = background_new();
	return 0;
}

static int teardown(void **state)
{
	bot_free(bot);
	return scratch_teardown(state);
}

static enum manner run(const char *verb, const char *arguments)
{
	struct asker who = {.network = "net",
		.place = "#c",
		.nick = "olga",
		.channel = "#c",
		.user = "o",
		.host = "h.test",
		.account = "olga",
		.msgid = "",
		.role = ROLE_OWNER,
		.room = 400,
		.now = now};

	return command_run(bot, &who, verb, arguments, &reply);
}

static const char *answered_by(const char *folded)
{
	answer_decide(bot->index, folded, false, &bot->scratch.probe);
	return bot->scratch.probe.fact ? bot->scratch.probe.fact->id : "";
}

/* One turn of the loop, a second later. */
static void turn(void)
{
	now.ms += 1000;
	now.unix++;
	bot_tick(bot, now);
}

/* Turns until nothing is left to do in the background. */
static void settle(void)
{
	do {
		turn();
		poll(NULL, 0, 1);
	} while (bot->rebuilding || background_tick(bot->background, bot) >= 0);
}

/* What another process does. */
static struct store *other(void)
{
	struct error err;
	struct store *store = store_open(scratch_path("b.db"), STORE_WRITE, &err);

	assert_non_null(store);
	return store;
}

static void edit_elsewhere(const char *id, const char *says)
{
	struct store *store = other();

	restate_fact(store, id, says);
	store_close(store);
}

static const char *says(const char *id)
{
	return bot->index->profiles[index_by_id(bot->index, id)].fact->says;
}

/* By fact: the index stays the same one. */
static void an_edit_elsewhere_is_caught_up(void **state)
{
	const struct index *before = bot->index;

	(void)state;
	edit_elsewhere("abdication", "The King gave up the throne in 2004.");
	turn();
	assert_ptr_equal(bot->index, before);
	assert_string_equal(says("abdication"), "The King gave up the throne in 2004.");
}

static void a_refused_edit_reads_one_fact(void **state)
{
	const struct index *before = bot->index;

	(void)state;
	edit_elsewhere("abdication", "The King gave up his throne in 2004.");
	assert_int_equal(run("edit", "abdication s/King/Monarch/"), MANNER_REFUSED);
	assert_non_null(strstr(reply.lines[0], "has changed"));
	assert_ptr_equal(bot->index, before);
	assert_false(bot->rebuilding);
	assert_string_equal(says("abdication"), "The King gave up his throne in 2004.");
}

/* The old index answers and takes edits until the new one is ready, which has the edits, too. */
static void an_alias_is_learnt_beside_the_talk(void **state)
{
	(void)state;
	run("alias", "Sihanouk = Samdech Euv");
	run("alias", "Sihanouk = Samdech Ov");
	while (!bot->rebuilding) {
		turn();
		poll(NULL, 0, 1);
	}
	assert_string_equal(answered_by("why did sihanouk abdicate"), "abdication");
	assert_int_equal(run("replace", "abdication The King abdicated in 2004."), MANNER_ANSWER);
	assert_string_equal(says("abdication"), "The King abdicated in 2004.");
	settle();
	assert_string_equal(says("abdication"), "The King abdicated in 2004.");
	assert_string_equal(answered_by("why did samdech euv abdicate"), "abdication");
	assert_string_equal(answered_by("why did samdech ov abdicate"), "abdication");
}

/* An import leaves no revision of an alias. */
static void an_imported_alias_is_noticed(void **state)
{
	const char *const names[] = {"Sihamoni", "Norodom Sihamoni", "the young monarch"};
	const struct alias alias = {.kind = ALIAS_NAME,
		.id = "sihamoni",
		.sort = "person",
		.names = names,
		.name_count = 3};
	const struct factset set = {.aliases = &alias, .alias_count = 1};
	struct import_counts counts;
	struct store *store = other();
	struct error err;

	(void)state;
	assert_true(store_import(store, &set, true, now, &counts, &err));
	store_close(store);
	turn();
	assert_true(bot->rebuilding);
	settle();
	assert_int_equal(bot->index->set.aliases[0].kind, ALIAS_NAME);
	bool found = false;
	for (size_t i = 0; i < bot->index->set.alias_count; i++)
		found |= strcmp(bot->index->set.aliases[i].id, "sihamoni") == 0 &&
			 bot->index->set.aliases[i].name_count == 3;
	assert_true(found);
}

static void sources_need_no_new_index(void **state)
{
	const struct index *before = bot->index;

	(void)state;
	assert_int_equal(
		run("source", "add herald \"The Herald\" https://example.org/h"), MANNER_ANSWER);
	assert_ptr_equal(bot->index, before);
	assert_false(bot->rebuilding);
	assert_non_null(factset_source(&bot->index->set, "herald"));
	assert_non_null(factset_source(&bot->index->set, "annals"));
}

/* A different history: everything is read again, although the revisions have the same numbers. */
static void a_restore_elsewhere_is_noticed(void **state)
{
	struct error err;
	struct store *store = other();

	(void)state;
	assert_true(store_backup(store, scratch_path("then.db"), true, &err));
	edit_elsewhere("abdication", "Something else.");
	turn();
	assert_string_equal(says("abdication"), "Something else.");
	struct store *then = store_open(scratch_path("then.db"), STORE_READ, &err);
	assert_true(store_restore(store, then, &err));
	store_close(then);
	store_close(store);
	edit_elsewhere("succession", "The son followed.");
	turn();
	settle();
	assert_string_equal(says("abdication"), "The King abdicated in 2004.");
	assert_string_equal(says("succession"), "The son followed.");
}

/* The reply comes when the work is done, and the loop continues meanwhile. */
static void a_backup_does_not_hold_the_loop(void **state)
{
	(void)state;
	run("backup", "");
	assert_int_equal(reply.count, 0);
	while (background_tick(bot->background, bot) >= 0) {
		answered_by("why did sihanouk abdicate");
		poll(NULL, 0, 1);
	}
	assert_non_null(strstr(bot->scratch.reply.lines[0], "Backed up as tonle-"));
}

static int64_t journalled(void)
{
	struct store_counts counts;
	struct error err;

	assert_true(store_count(bot->store, &counts, &err));
	return counts.answered;
}

static void note_answers(int count, int64_t days_ago)
{
	const struct journal_entry entry = {.when = {.unix = now.unix - days_ago * 86400},
		.network = "net",
		.channel = "#c",
		.decision = "answered",
		.by = "pattern",
		.question = "why"};
	struct error err;

	while (count-- > 0)
		assert_true(store_journal(bot->store, &entry, &err));
}

/* In small batches; what is younger, or kept for ever, stays. */
static void the_journal_is_pruned(void **state)
{
	struct config config = {.journal_days = 0};

	(void)state;
	note_answers(450, 100);
	note_answers(3, 80);
	bot->config = &config;
	for (int i = 0; i < 70; i++)
		turn();
	assert_int_equal(journalled(), 453);
	config.journal_days = 90;
	for (int i = 0; i < 70 && journalled() == 453; i++)
		turn();
	assert_int_equal(journalled(), 253);
	turn();
	turn();
	assert_int_equal(journalled(), 3);
	for (int i = 0; i < 70; i++)
		turn();
	assert_int_equal(journalled(), 3);
	config.journal_days = 70;
	for (int i = 0; i < 70; i++)
		turn();
	assert_int_equal(journalled(), 0);
	bot->config = NULL;
}

/* Questions, edits here and elsewhere, and aliases, each of which has the index built anew. */
static void all_at_once(void **state)
{
	char last[64], elsewhere[64], text[96];

	(void)state;
	for (int i = 0; i < 40; i++) {
		assert_string_equal(answered_by("why did sihanouk abdicate"), "abdication");
		answered_by("who followed the king of the elephants");
		snprintf(last, sizeof last, "The King abdicated on the day %d.", i);
		snprintf(text, sizeof text, "abdication ! %s", last);
		assert_int_equal(run("replace", text), MANNER_ANSWER);
		if (i % 8 == 0) {
			snprintf(text, sizeof text, "Sihanouk = Samdech Number%d", i);
			run("alias", text);
		}
		if (i % 5 == 0) {
			snprintf(elsewhere, sizeof elsewhere, "The son followed, said %d of them.",
				i);
			edit_elsewhere("succession", elsewhere);
		}
		turn();
	}
	settle();
	assert_string_equal(says("abdication"), last);
	assert_string_equal(says("succession"), elsewhere);
	assert_string_equal(answered_by("why did samdech number32 abdicate"), "abdication");
}

/* Turns until a reply that comes later begins like that. */
static const char *await_reply(const char *beginning)
{
	const struct reply *later = &bot->scratch.reply;

	for (;;) {
		turn();
		if (later->count > 0 && strstr(later->lines[0], beginning))
			return later->lines[0];
		poll(NULL, 0, 1);
	}
}

/* Another database is put in place and read while questions, edits and another process's edits
 * arrive, with the texts of each changed fact being encoded. */
static void a_restore_is_carried_out_beside_the_talk(void **state)
{
	const char *model = "bot/encode/minilm-l6-v2.q8";
	struct bot *before = bot;
	char name[64], text[160], word[16], says_then[] = "The King left the throne in 2004.";
	struct error err;
	int refused = 0, position;

	(void)state;
	bot = bot_new_serving(scratch_path("b.db"), model, &err);
	assert_non_null(bot);
	snprintf(text, sizeof text, "abdication ! %s", says_then);
	assert_int_equal(run("replace", text), MANNER_ANSWER);
	run("backup", "");
	assert_int_equal(
		sscanf(await_reply("Backed up as "), "Backed up as %63[a-zA-Z0-9.-]", name), 1);
	assert_int_equal(run("replace", "abdication ! He is gone."), MANNER_ANSWER);
	run("alias", "Sihanouk = Samdech Penultimate"); /* which is not in the backup */
	await_reply("saved ");
	settle();
	run("restore", name);
	const char *last = strrchr(await_reply("To confirm: restore "), ' ');
	assert_int_equal(sscanf(last, "%15s", word), 1);
	snprintf(text, sizeof text, "%s %s", name, word);
	run("restore", text);
	do {
		turn();
		answered_by("why did sihanouk abdicate");
		answered_by("who followed the king of the elephants");
		if (bot->read_only) { /* it has begun */
			assert_int_equal(
				run("replace", "succession ! Nobody followed."), MANNER_REFUSED);
			refused++;
		}
		poll(NULL, 0, 1);
	} while (!strstr(bot->scratch.reply.lines[0], "is restored"));
	assert_true(refused > 0);
	assert_string_equal(says("abdication"), says_then);
	assert_string_equal(answered_by("why did samdech penultimate abdicate"), "");
	snprintf(text, sizeof text, "succession ! The son followed in the end.");
	assert_int_equal(run("replace", text), MANNER_ANSWER);
	assert_string_equal(says("succession"), "The son followed in the end.");
	settle();
	assert_int_equal(index_without_vectors(bot->index, &position, 1), 0);
	bot_free(bot);
	bot = before;
}

/* The texts of a fact are encoded in the background; until then it is found by its words. */
static void texts_are_encoded_beside_the_talk(void **state)
{
	const char *model = "bot/encode/minilm-l6-v2.q8";
	struct bot *before = bot;
	struct error err;
	int position;

	(void)state;
	store_close(new_store());
	bot = bot_new_serving(scratch_path("t.db"), model, &err);
	assert_non_null(bot);
	assert_false(bot->loading); /* there are few facts */
	assert_true(bot->encoding);
	assert_int_equal(index_without_vectors(bot->index, &position, 1), 1);
	assert_string_equal(answered_by("who abdicated"), "abdication");
	do {
		turn();
		poll(NULL, 0, 1);
	} while (bot->encoding);
	assert_int_equal(index_without_vectors(bot->index, &position, 1), 0);
	assert_int_equal(
		run("replace", "bombing ! It went on for years and years."), MANNER_ANSWER);
	assert_true(bot->encoding);
	/* and its texts are others by the time they are encoded */
	assert_int_equal(run("replace", "bombing ! It went on for decades."), MANNER_ANSWER);
	assert_string_equal(answered_by("how long did the cafe bombing last"), "bombing");
	while (bot->encoding) {
		turn();
		poll(NULL, 0, 1);
	}
	assert_int_equal(index_without_vectors(bot->index, &position, 1), 0);
	bot_free(bot);
	bot = before;
}

/* The number of people's questions that the encoder has encoded for this bot. */
static size_t questions_encoded(void)
{
	const struct recent *questions = &bot->embeddings->questions;
	size_t count = 0;

	for (size_t i = 0; i < questions->room; i++)
		count += questions->used[i] > 0;
	return count;
}

/* Encoding a text takes milliseconds, in which the loop serves nobody: an added fact's topic and
 * those like it are found by words. */
static void an_added_fact_has_its_question_encoded_alone(void **state)
{
	const char *model = "bot/encode/minilm-l6-v2.q8";
	struct bot *before = bot;
	struct error err;

	(void)state;
	bot = bot_new(scratch_path("t.db"), model, &err);
	assert_non_null(bot);
	assert_int_equal(questions_encoded(), 0);
	assert_int_equal(
		run("add", "The war went on for years. @ web p. 1 ? how long was the war going on"),
		MANNER_ANSWER);
	assert_non_null(strstr(reply.lines[0], "(topic war)"));
	assert_int_equal(questions_encoded(), 1);
	bot_free(bot);
	bot = before;
}

/* Work that ends when the test lets it. */
struct held {
	struct job job;
	atomic_bool begun, let;
};

static void hold(struct job *job)
{
	struct held *it = (struct held *)job;

	atomic_store(&it->begun, true);
	while (!atomic_load(&it->let))
		poll(NULL, 0, 1);
}

static void forget(struct bot *of, struct job *job)
{
	(void)of;
	(void)job;
}

/* A reply does not wait for the daily audit, nor for an index that is built. */
static void a_reply_does_not_wait_for_long_work(void **state)
{
	static const enum lane lanes[] = {LANE_UPKEEP, LANE_LONG};
	struct held held[2];

	(void)state;
	settle();
	for (int i = 0; i < 2; i++) {
		held[i] = (struct held){.job = {.lane = lanes[i], .work = hold, .done = forget}};
		background_add(bot->background, bot, &held[i].job);
	}
	run("stats", "");
	bot->scratch.reply.count = 0;
	for (int i = 0; i < 1000 && bot->scratch.reply.count == 0; i++) {
		turn();
		poll(NULL, 0, 10);
	}
	bool replied = bot->scratch.reply.count > 0;
	for (int i = 0; i < 2; i++)
		atomic_store(&held[i].let, true);
	settle();
	assert_true(replied);
	assert_true(atomic_load(&held[0].begun) && atomic_load(&held[1].begun));
}

/* Copying or auditing a large base takes half a minute, in which others go on editing. */
static void an_alias_does_not_wait_for_a_backup(void **state)
{
	static const char *const reading[] = {"backup", "audit", "restore"};
	struct held held = {.job = {.lane = LANE_READ, .work = hold, .done = forget}};
	char name[64];

	(void)state;
	settle();
	run("backup", "");
	assert_int_equal(
		sscanf(await_reply("Backed up as "), "Backed up as %63[a-zA-Z0-9.-]", name), 1);
	background_add(bot->background, bot, &held.job);
	for (size_t i = 0; i < sizeof reading / sizeof *reading; i++)
		run(reading[i], strcmp(reading[i], "restore") == 0 ? name : "");
	bot->scratch.reply.count = 0;
	run("alias", "Sihanouk = Samdech Sihanouk Upayuvareach");
	bool saved = false, known = false, other = false;
	for (int i = 0; i < 10000 && !known; i++) {
		turn();
		poll(NULL, 0, 1);
		saved |= bot->scratch.reply.count > 0;
		other |= saved && !strstr(bot->scratch.reply.lines[0], "saved ");
		known = saved && !bot->rebuilding && !bot->stale;
	}
	known = known && strcmp(answered_by("why did samdech sihanouk upayuvareach abdicate"),
				 "abdication") == 0;
	atomic_store(&held.let, true);
	await_reply("To confirm: restore ");
	settle();
	assert_true(known && !other);
}

/* The bot may end while work is under way and more waits. */
static void ending_waits_for_the_work(void **state)
{
	(void)state;
	run("alias", "Sihanouk = Samdech Ta");
	run("stats", "duplicates");
	run("stats", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_edit_elsewhere_is_caught_up),
		cmocka_unit_test(a_refused_edit_reads_one_fact),
		cmocka_unit_test(an_alias_is_learnt_beside_the_talk),
		cmocka_unit_test(an_imported_alias_is_noticed),
		cmocka_unit_test(sources_need_no_new_index),
		cmocka_unit_test(a_restore_elsewhere_is_noticed),
		cmocka_unit_test(a_backup_does_not_hold_the_loop),
		cmocka_unit_test(the_journal_is_pruned),
		cmocka_unit_test(all_at_once),
		cmocka_unit_test(a_restore_is_carried_out_beside_the_talk),
		cmocka_unit_test(texts_are_encoded_beside_the_talk),
		cmocka_unit_test(an_added_fact_has_its_question_encoded_alone),
		cmocka_unit_test(a_reply_does_not_wait_for_long_work),
		cmocka_unit_test(an_alias_does_not_wait_for_a_backup),
		cmocka_unit_test(ending_waits_for_the_work),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
