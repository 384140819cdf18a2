/* Flash cards over weeks of a scripted clock, through the verbs and the lines that learners say. */
#include "store_fixture.h"

#include "keep/store_study.h"
#include "learn/cards.h"
#include "learn/remind.h"
#include "verbs/command.h"

enum { DAY = 86400 };

static struct bot *bot;
static struct reply reply; /* large */
static int64_t now;

static int setup(void **state)
{
	struct import_counts counts;
	struct factset set;
	struct error err;
	const char *path = "tests/unit/small.yaml";

	if (scratch_setup(state) != 0)
		return -1;
	unlink(scratch_path("c.db"));
	struct store *store = store_open(scratch_path("c.db"), STORE_CREATE, &err);
	if (!store || !factfile_read(&path, 1, &set, &err) ||
		!store_import(store, &set, false, noon, &counts, &err))
		fail_msg("%s", err.text);
	factset_free(&set);
	store_close(store);
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
	return cards_heard(bot, &who, text, &manner, &reply);
}

static struct study_learner learner_of(const char *person)
{
	struct study_learner learner;

	store_learner(bot->store, "net", person, &learner);
	return learner;
}

/* Learns until there is no more today, always right (and "good" where the learner grades), or
 * always wrong on the first try; gives how many cards were asked. */
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
	static const int64_t days[] = {1, 6, 15, 38};
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
	/* nine weeks later everything was asked and is known for longer and longer */
	now += 63 * DAY;
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
		assert_true(cards[i].ease == 2.5);
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
	assert_true(card.ease == 2.5);
	assert_true(say_line("carl", "", "easy"));
	store_card(bot->store, "net", "carl", learner.fact, &card);
	assert_true(card.ease > 2.59 && card.ease < 2.61);
	assert_true(say_line("carl", "", "again")); /* from what it was before the answer */
	store_card(bot->store, "net", "carl", learner.fact, &card);
	assert_true(card.ease == 2.5);
	assert_int_equal(card.repetitions, 0);
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
	assert_true(store_cards_due(bot->store, "net", "dara", now + DAY) > 0);
	assert_int_equal(store_cards_due(bot->store, "net", "=dara", now + DAY), 0);
	assert_int_equal(store_cards_due(bot->store, "other", "dara", now + DAY), 0);
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
	assert_int_equal(store_cards_due(bot->store, "net", "finn", now + DAY), cards);
	say_verb("eva", "", "forget", "me");
	assert_string_equal(reply.lines[0], "Nothing is kept about you under this nick.");
}

static void reminders_are_for_those_who_asked(void **state)
{
	struct study_learner list[8];

	(void)state;
	learn("gita", "", "gita", true);
	now += 2 * DAY;
	assert_int_equal(store_to_remind(bot->store, now, now - 3600, list, 8), 0);
	say_verb("gita", "", "remind", "me");
	assert_int_equal(store_to_remind(bot->store, now, now - 3600, list, 8), 1);
	assert_string_equal(list[0].nick, "gita");
	say_verb("gita", "", "remind", "me off");
	assert_int_equal(store_to_remind(bot->store, now, now - 3600, list, 8), 0);
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
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
