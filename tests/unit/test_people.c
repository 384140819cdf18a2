#include "scratch.h"

#include "people/ignored.h"
#include "people/limit.h"
#include "talk/ambient.h"
#include "talk/context.h"
#include "wire/outbox.h"

#include <stdio.h>
#include <string.h>

static struct limit limit;

static struct limit_person person(const char *user, const char *host)
{
	return (struct limit_person){.network = "net",
		.account = "",
		.user = user,
		.host = host,
		.relayed = "",
		.channel = "#c",
		.casemap = CASEMAP_ASCII};
}

static enum limit_verdict ask(const struct limit_person *who, int64_t ms)
{
	return limit_ask(&limit, who, NULL, (struct timestamp){.ms = ms});
}

static int fine(const struct limit_person *who, int64_t ms)
{
	int count = 0;

	while (count < 100 && ask(who, ms) == LIMIT_FINE)
		count++;
	return count;
}

static void eight_at_once_then_one_word_then_silence(void **state)
{
	const struct limit_person alice = person("a", "host"), bob = person("b", "host");

	(void)state;
	memset(&limit, 0, sizeof limit);
	for (int i = 0; i < LIMIT_BURST; i++)
		assert_int_equal(ask(&alice, 5000), LIMIT_FINE);
	assert_int_equal(ask(&alice, 5000), LIMIT_TELL);
	assert_int_equal(ask(&alice, 5000), LIMIT_SILENT);
	assert_int_equal(ask(&bob, 5000), LIMIT_FINE);
	assert_int_equal(ask(&alice, 5000 + LIMIT_INTERVAL_MS), LIMIT_FINE);
	assert_int_equal(ask(&alice, 5000 + LIMIT_INTERVAL_MS), LIMIT_SILENT); /* told just now */
	assert_int_equal(limit.dropped, 3);
}

/* A bucket fills by one every three seconds, up to eight; a clock that jumps back takes nothing. */
static void patience_is_earned_back(void **state)
{
	static const struct {
		int64_t after_ms;
		int fine; /* how many are answered then */
	} rows[] = {{0, 8}, {2999, 0}, {1, 1}, {9000, 3}, {-100000, 0}, {6000, 2}, {10000000, 8}};
	const struct limit_person alice = person("a", "host");
	int64_t now = 0;

	(void)state;
	memset(&limit, 0, sizeof limit);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		now += rows[i].after_ms;
		assert_int_equal(fine(&alice, now), rows[i].fine);
	}
}

/* Who somebody is, is not what they call themselves. */
static void people_are_told_apart(void **state)
{
	static const struct {
		struct limit_person one, other;
		bool same;
	} rows[] = {
		{{"net", "", "u", "Host.Example", "", "", CASEMAP_ASCII, false},
			{"net", "", "u", "host.example", "", "#c", CASEMAP_ASCII, false}, true},
		{{"net", "Mona", "u", "a", "", "", CASEMAP_ASCII, false},
			{"net", "mona", "v", "b", "", "", CASEMAP_ASCII, false}, true},
		{{"net", "", "u", "2001:db8:1:2::1", "", "", CASEMAP_ASCII, false},
			{"net", "", "u", "2001:0db8:1:2:ffff::", "", "", CASEMAP_ASCII, false},
			true},
		{{"net", "", "u", "2001:db8:1:2::1", "", "", CASEMAP_ASCII, false},
			{"net", "", "u", "2001:db8:1:3::1", "", "", CASEMAP_ASCII, false}, false},
		{{"net", "", "u", "user/cloak-1", "", "", CASEMAP_ASCII, false},
			{"net", "", "u", "user/cloak-2", "", "", CASEMAP_ASCII, false}, false},
		{{"net", "", "u", "a", "", "", CASEMAP_ASCII, false},
			{"other", "", "u", "a", "", "", CASEMAP_ASCII, false}, false},
		{{"net", "", "u", "a", "", "", CASEMAP_ASCII, false},
			{"net", "", "v", "a", "", "", CASEMAP_ASCII, false}, false},
		{{"net", "", "b", "bridge", "alice", "", CASEMAP_ASCII, false},
			{"net", "", "b", "bridge", "carl", "", CASEMAP_ASCII, false}, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if ((limit_key(&rows[i].one) == limit_key(&rows[i].other)) != rows[i].same)
			fail_msg("row %zu", i);
}

/* A channel and the bot as a whole have budgets, too; moderators have only their own. */
static void channels_and_the_whole_are_bounded(void **state)
{
	const struct config_limits limits = {.burst = 8, .interval = 3, .channel = 10, .whole = 15};
	const struct config_limits none = {.burst = 0, .interval = 0};
	struct timestamp now = {.ms = 1000};
	int answered = 0, there = 0;

	(void)state;
	memset(&limit, 0, sizeof limit);
	for (int i = 0; i < 40; i++) {
		char host[16];
		struct limit_person who = person("u", host);

		snprintf(host, sizeof host, "host%d", i);
		if (i >= 20)
			who.channel = "#d";
		bool good = limit_ask(&limit, &who, &limits, now) == LIMIT_FINE;
		answered += good;
		there += good && i < 20;
	}
	assert_int_equal(there, 10);
	assert_int_equal(answered, 15);
	struct limit_person mona = person("m", "staff");
	mona.trusted = true;
	assert_int_equal(limit_ask(&limit, &mona, &limits, now), LIMIT_FINE);
	struct limit_person anybody = person("x", "y");
	for (int i = 0; i < 100; i++)
		assert_int_equal(limit_ask(&limit, &anybody, &none, now), LIMIT_FINE);
}

/* One person cannot bury the moderators' list. */
static void notes_are_bounded(void **state)
{
	struct limit_person eve = person("e", "h");
	struct timestamp now = {.ms = 86400 * 1000};
	int noted = 0;

	(void)state;
	memset(&limit, 0, sizeof limit);
	for (int i = 0; i < 4200; i++)
		noted += limit_may_note(&limit, &eve, now);
	assert_int_equal(noted, LIMIT_NOTED);
	now.ms += 86400 * 1000;
	assert_true(limit_may_note(&limit, &eve, now));
}

/* Nor by taking another user name for each; somebody with an account, or elsewhere, is not cut. */
static void notes_of_a_host_are_bounded(void **state)
{
	struct limit_person eve = person("", "h"), bob = person("b", "other"), mona = eve;
	struct timestamp now = {.ms = 86400 * 1000};
	char user[16];
	int noted = 0;

	(void)state;
	memset(&limit, 0, sizeof limit);
	for (int i = 0; i < 4200; i++) {
		snprintf(user, sizeof user, "e%d", i);
		eve.user = user;
		noted += limit_may_note(&limit, &eve, now);
	}
	assert_int_equal(noted, LIMIT_NOTED_HOST);
	assert_true(limit_may_note(&limit, &bob, now));
	mona.account = "mona";
	assert_true(limit_may_note(&limit, &mona, now));
	now.ms += 86400 * 1000;
	assert_true(limit_may_note(&limit, &eve, now));
}

/* Who asks a thing again is not somebody else, whatever user name they have then. */
static void askers_are_counted_once(void **state)
{
	struct limit_person eve = person("e", "h"), bob = person("b", "other");

	(void)state;
	memset(&limit, 0, sizeof limit);
	assert_true(limit_is_other(&limit, &eve, 1));
	assert_false(limit_is_other(&limit, &eve, 1));
	eve.user = "e2";
	assert_false(limit_is_other(&limit, &eve, 1));
	assert_true(limit_is_other(&limit, &eve, 2));
	assert_true(limit_is_other(&limit, &bob, 1));
	eve.account = "eve";
	assert_true(limit_is_other(&limit, &eve, 1));
	bob.account = "Eve"; /* the same account elsewhere */
	assert_false(limit_is_other(&limit, &bob, 1));
	for (uint64_t thing = 10; thing < 10 + LIMIT_COUNTED; thing++)
		assert_true(limit_is_other(&limit, &eve, thing));
	assert_true(limit_is_other(&limit, &eve, 1)); /* forgotten */
}

/* Somebody ignored by account is known by user and host, whatever account or nick they have then.
 */
static void ignored_accounts_are_known_by_host(void **state)
{
	static struct ignored ignored;
	struct limit_person iggy = person("i", "host.example"), other = person("j", "host.example");
	char account[16];

	(void)state;
	memset(&ignored, 0, sizeof ignored);
	ignored_note(&ignored, &iggy); /* no account */
	assert_null(ignored_account(&ignored, &iggy));
	iggy.account = "iggy";
	ignored_note(&ignored, &iggy);
	iggy.account = "";
	iggy.host = "HOST.example";
	assert_string_equal(ignored_account(&ignored, &iggy), "iggy");
	iggy.account = "iggy2";
	assert_string_equal(ignored_account(&ignored, &iggy), "iggy");
	assert_null(ignored_account(&ignored, &other));
	iggy.network = "other";
	assert_null(ignored_account(&ignored, &iggy));
	for (int i = 0; i < IGNORED_MOST; i++) { /* the oldest makes room, once */
		snprintf(account, sizeof account, "a%d", i);
		iggy.account = iggy.user = account;
		ignored_note(&ignored, &iggy);
		ignored_note(&ignored, &iggy);
	}
	iggy = person("i", "host.example");
	assert_null(ignored_account(&ignored, &iggy));
}

/* Many people at one moment, be it the first of the clock: each has a bucket, the last ones keep
 * theirs. */
static void those_heard_last_are_remembered(void **state)
{
	(void)state;
	for (int64_t start = 0; start <= 5000; start += 5000) {
		char host[16];
		const struct limit_person one = person("u", host);

		memset(&limit, 0, sizeof limit);
		for (int i = 0; i < LIMIT_PEOPLE; i++) {
			snprintf(host, sizeof host, "n%d", i);
			assert_int_equal(fine(&one, start + i), LIMIT_BURST);
		}
		snprintf(host, sizeof host, "stranger");
		assert_int_equal(ask(&one, start + LIMIT_PEOPLE), LIMIT_FINE);
		snprintf(host, sizeof host, "n%d", LIMIT_PEOPLE - 1);
		assert_int_not_equal(ask(&one, start + LIMIT_PEOPLE), LIMIT_FINE);
		snprintf(host, sizeof host, "n0");
		assert_int_equal(ask(&one, start + LIMIT_PEOPLE), LIMIT_FINE); /* forgotten */
	}
}

/*
 * One attacker at any rate, with any nick and, in every other round, any user name, against one who
 * asks every quarter of a minute: what the bot queues is bounded by the limit, and what it sends
 * next is fair. Each reply of the victim goes within the time of two.
 */
static void nobody_is_starved(void **state)
{
	enum { INTERVAL_MS = 2000, SECONDS = 300 };
	static const int rates[] = {1, 1, 5, 5, 50, 50}; /* lines a second */
	struct limit_person eve = person("eve", "evil.example"), bob = person("b", "h");
	char user[16];

	(void)state;
	for (size_t r = 0; r < sizeof rates / sizeof *rates; r++) {
		struct outbox *box = outbox_new(5, INTERVAL_MS);
		int64_t asked = -1, slowest = 0;
		int answered = 0;
		const char *line, *tags;

		memset(&limit, 0, sizeof limit);
		for (int64_t ms = 0; ms < SECONDS * 1000; ms += 20) {
			const struct timestamp now = {.ms = ms};

			if (r % 2) {
				snprintf(user, sizeof user, "eve%d", (int)(ms / 20) % 500);
				eve.user = user;
			}
			if (ms % (1000 / rates[r]) == 0 && ask(&eve, ms) != LIMIT_SILENT) {
				outbox_owner(box, limit_key(&eve), limit_host(&eve));
				for (int i = 0; i < 3; i++) /* an answer in three lines */
					outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "eve", "");
			}
			if (ms % 15000 == 10000) {
				assert_int_equal(asked, -1);
				assert_int_equal(ask(&bob, ms), LIMIT_FINE);
				outbox_owner(box, limit_key(&bob), limit_host(&bob));
				assert_true(
					outbox_say(box, URGENCY_REPLY, "PRIVMSG", "#c", "bob", ""));
				asked = ms;
			}
			while ((line = outbox_take(box, now, &tags)) != NULL)
				if (strstr(line, "bob")) {
					if (ms - asked > slowest)
						slowest = ms - asked;
					asked = -1;
					answered++;
				}
		}
		assert_int_equal(answered, SECONDS / 15);
		assert_true(slowest <= 2 * INTERVAL_MS);
		outbox_free(box);
	}
}

static void what_was_said_is_kept_for_ten_minutes(void **state)
{
	static struct memory memory;
	struct timestamp now = {.ms = 1000}, later = {.ms = 1000 + CONTEXT_MS + 1};

	(void)state;
	strcpy(context_new(&memory, "net", "#c", "alice", now)->fact, "one");
	assert_string_equal(context_find(&memory, "net", "#c", "alice", now)->fact, "one");
	assert_string_equal(context_find(&memory, "net", "#c", "bob", now)->fact, "one");
	assert_null(context_own(&memory, "net", "#c", "bob", now));
	assert_null(context_find(&memory, "net", "#d", "alice", now));
	assert_null(context_find(&memory, "net", "#c", "alice", later));
}

static void the_oldest_is_forgotten_first(void **state)
{
	static struct memory memory;
	char nick[16];

	(void)state;
	for (int i = 0; i <= CONTEXT_ENTRIES; i++) {
		snprintf(nick, sizeof nick, "n%d", i);
		context_new(&memory, "net", nick, nick, (struct timestamp){.ms = 1000 + i});
	}
	assert_null(context_own(&memory, "net", "n0", "n0", (struct timestamp){.ms = 2000}));
	assert_non_null(context_own(&memory, "net", "n1", "n1", (struct timestamp){.ms = 2000}));
}

/* One after another at one moment, be it the first of the clock: nobody pushes another out. */
static void those_of_one_moment_have_room(void **state)
{
	static struct memory memory;
	char nick[16];

	(void)state;
	for (int i = 0; i < CONTEXT_ENTRIES; i++) {
		snprintf(nick, sizeof nick, "n%d", i);
		context_new(&memory, "net", "#c", nick, (struct timestamp){.ms = 0});
	}
	for (int i = 0; i < CONTEXT_ENTRIES; i++) {
		snprintf(nick, sizeof nick, "n%d", i);
		assert_non_null(
			context_own(&memory, "net", "#c", nick, (struct timestamp){.ms = 0}));
	}
}

/* A person's own comes before what was said later to others; of those, the last. */
static void ones_own_comes_first(void **state)
{
	static struct memory memory;
	struct timestamp now = {.ms = 100};

	(void)state;
	strcpy(context_new(&memory, "net", "#c", "alice", now)->fact, "one");
	now.ms++;
	strcpy(context_new(&memory, "net", "#c", "bob", now)->fact, "two");
	now.ms++;
	strcpy(context_new(&memory, "net", "#d", "carol", now)->fact, "three");
	strcpy(context_new(&memory, "other", "#c", "dave", now)->fact, "four");
	assert_string_equal(context_find(&memory, "net", "#c", "alice", now)->fact, "one");
	assert_string_equal(context_find(&memory, "net", "#c", "eve", now)->fact, "two");
	assert_null(context_find(&memory, "net", "carol", "carol", now));
	struct exchange *it = context_new(&memory, "net", "#c", "alice", now);
	assert_string_equal(it->fact, ""); /* a blank one, in the old one's place */
	assert_int_equal(it->ms, now.ms);
	assert_ptr_equal(context_own(&memory, "net", "#c", "alice", now), it);
}

static bool is_bob_or_weird(void *context, const char *nick)
{
	size_t *asked = context;

	++*asked;
	return strcmp(nick, "bob") == 0 || strcmp(nick, "[we]-ird") == 0;
}

static void whoever_is_named_is_left_in_peace(void **state)
{
	static const struct {
		const char *line;
		bool named;
	} rows[] = {{"bob: who is Hun Sen?", true}, {"who is Hun Sen, bob?", true}, {"bob", true},
		{"@bob who?", true}, {"ask [we]-ird!", true}, {"bobby: who is Hun Sen?", false},
		{"kabob", false}, {"who is Hun Sen?", false}, {"", false}, {"?!", false}};
	size_t asked = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(ambient_mentions_nick(rows[i].line, is_bob_or_weird, &asked),
			rows[i].named);
	assert_true(asked > 10);
}

static void ambient_it_speaks_seldom(void **state)
{
	static struct ambient ambient;
	struct timestamp now = {.ms = 5000000};

	(void)state;
	assert_true(ambient_may_tell(&ambient, "net", "#c", "one", now));
	assert_false(ambient_may_tell(&ambient, "net", "#c", "two", now));
	assert_true(ambient_may_tell(&ambient, "net", "#d", "one", now));
	assert_true(ambient_may_tell(&ambient, "other", "#c", "one", now));
	now.ms += AMBIENT_CHANNEL_MS - 1;
	assert_false(ambient_may_tell(&ambient, "net", "#c", "two", now));
	now.ms++;
	assert_false(ambient_may_tell(&ambient, "net", "#c", "one", now));
	assert_true(ambient_may_tell(&ambient, "net", "#c", "two", now));
	now.ms += AMBIENT_FACT_MS;
	assert_true(ambient_may_tell(&ambient, "net", "#c", "one", now));
	for (int i = 0; i < 3 * AMBIENT_TOLD; i++) { /* the oldest is forgotten first */
		char channel[16];

		snprintf(channel, sizeof channel, "#%d", i);
		assert_true(ambient_may_tell(&ambient, "net", channel, "one", now));
		assert_false(ambient_may_tell(&ambient, "net", channel, "one", now));
	}
}

/* A line with a name in another script is told by its own text, of any length. */
static void ambient_it_knows_what_is_long(void **state)
{
	static struct ambient ambient;
	char line[3 * AMBIENT_NAME];
	struct timestamp now = {.ms = 5000000};

	(void)state;
	memset(line, 'x', sizeof line - 1);
	line[sizeof line - 1] = '\0';
	assert_true(ambient_may_tell(&ambient, "net", "#c", line, now));
	now.ms += AMBIENT_CHANNEL_MS;
	assert_false(ambient_may_tell(&ambient, "net", "#c", line, now));
	assert_true(ambient_was_told(&ambient, "net", "#c", line, now, AMBIENT_FACT_MS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(eight_at_once_then_one_word_then_silence),
		cmocka_unit_test(what_was_said_is_kept_for_ten_minutes),
		cmocka_unit_test(patience_is_earned_back),
		cmocka_unit_test(people_are_told_apart),
		cmocka_unit_test(channels_and_the_whole_are_bounded),
		cmocka_unit_test(notes_are_bounded),
		cmocka_unit_test(notes_of_a_host_are_bounded),
		cmocka_unit_test(askers_are_counted_once),
		cmocka_unit_test(nobody_is_starved),
		cmocka_unit_test(ignored_accounts_are_known_by_host),
		cmocka_unit_test(those_heard_last_are_remembered),
		cmocka_unit_test(those_of_one_moment_have_room),
		cmocka_unit_test(ones_own_comes_first),
		cmocka_unit_test(whoever_is_named_is_left_in_peace),
		cmocka_unit_test(ambient_it_speaks_seldom),
		cmocka_unit_test(ambient_it_knows_what_is_long),
		cmocka_unit_test(the_oldest_is_forgotten_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
