/* Identifying people: the roster of our channels, and lines that wait for a WHOIS. */
#include "people/deferred.h"
#include "people/roster.h"
#include "raw_event.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct world {
	struct roster *r;
	struct isupport support;
	struct outbox *out;
	struct deferred deferred;
	struct timestamp now;
	struct raw_event raw;
	char said[2048];
};

static struct world begin(bool tags, bool changes)
{
	struct world w = {.r = roster_new(), .out = outbox_new(5, 0), .now = {.ms = 1000}};

	isupport_reset(&w.support);
	roster_sight(w.r, tags, changes);
	return w;
}

static void finish(struct world *w)
{
	roster_free(w->r);
	outbox_free(w->out);
	deferred_free(&w->deferred);
}

static const char *said(struct world *w)
{
	const char *line, *tags;

	w->said[0] = '\0';
	while ((line = outbox_take(w->out, w->now, &tags)) != NULL)
		strcat(strcat(w->said, line), "|");
	return w->said;
}

static const char *hear(struct world *w, const char *line)
{
	roster_handle(w->r, &w->support, "tonle", raw_event(&w->raw, line), w->out);
	return said(w);
}

/* The account as known for certain; "?" when it is not. */
static const char *account(const struct world *w, const char *nick)
{
	const char *known = roster_account(w->r, nick);

	return known ? known : "?";
}

static void it_is_asked_and_kept_current(void **state)
{
	struct world w = begin(false, true);

	(void)state;
	isupport_learn(&w.support, "WHOX");
	isupport_learn(&w.support, "PREFIX=(qov)~@+");
	isupport_learn(&w.support, "BOT=B");
	assert_string_equal(hear(&w, ":tonle!t@h JOIN #c * :tonle"), "");
	hear(&w, ":s 353 tonle = #c :tonle ~@Alice +bob!b@host.b carol robot");
	assert_string_equal(account(&w, "alice"), "?");
	assert_string_equal(roster_find(w.r, "bob")->mask, "b@host.b");
	assert_string_equal(hear(&w, ":s 366 tonle #c :End"), "WHO #c %tcuhnfa,472|");
	assert_string_equal(hear(&w, ":s 366 tonle #c :End"), ""); /* once */
	hear(&w, ":s 354 tonle 472 #c al host.a Alice H@ alice");
	hear(&w, ":s 354 tonle 472 #c b host.b bob G 0");
	hear(&w, ":s 354 tonle 472 #c r host.r robot HB robotics");
	hear(&w, ":s 354 tonle 111 #c x x carol H forged");  /* not our question */
	hear(&w, ":s 354 tonle 472 #c x x nobody H nobody"); /* in no channel of ours */
	assert_string_equal(account(&w, "ALICE"), "alice");
	assert_string_equal(account(&w, "bob"), "");
	assert_string_equal(account(&w, "carol"), "?");
	assert_string_equal(account(&w, "nobody"), "?");
	assert_true(roster_find(w.r, "robot")->bot);
	assert_false(roster_find(w.r, "alice")->bot);
	assert_true(roster_has_account(w.r, "Alice", NULL));
	assert_false(roster_has_account(w.r, "bobby", NULL));
	assert_false(roster_has_account(w.r, "", NULL));

	hear(&w, ":alice!al@host.a ACCOUNT *");
	assert_string_equal(account(&w, "alice"), "");
	hear(&w, ":bob!b@host.b ACCOUNT bobby");
	assert_string_equal(account(&w, "bob"), "bobby");
	hear(&w, ":bob!b@host.b NICK bob|away");
	assert_string_equal(account(&w, "bob"), "?");
	assert_string_equal(account(&w, "BOB\\away"), "bobby"); /* rfc1459: \ is |'s capital */
	hear(&w, ":bob|away!b@host.b CHGHOST bb cloak");
	assert_string_equal(roster_find(w.r, "bob|away")->mask, "bb@cloak");
	hear(&w, ":dara!d@host.d JOIN #c dara :Dara");
	hear(&w, ":eve!e@host.e JOIN #c * :Eve");
	hear(&w, ":fay!f@host.f JOIN #c");
	assert_string_equal(account(&w, "dara"), "dara");
	assert_string_equal(account(&w, "eve"), "");
	assert_string_equal(account(&w, "fay"), "?");
	hear(&w, ":dara!d@host.d PART #c :bye");
	hear(&w, ":op!o@h KICK #c eve :out");
	hear(&w, ":fay!f@host.f QUIT :a.split b.split");
	assert_null(roster_find(w.r, "dara"));
	assert_null(roster_find(w.r, "eve"));
	assert_null(roster_find(w.r, "fay"));
	assert_int_equal(roster_count(w.r), 5); /* tonle, alice, bob|away, carol, robot */
	finish(&w);
}

static void without_whox_it_asks_who(void **state)
{
	struct world w = begin(false, false);

	(void)state;
	isupport_user_modes(&w.support, "abBiw");
	hear(&w, ":tonle!t@h JOIN #c");
	hear(&w, ":s 353 tonle = #c :tonle alice robot");
	assert_string_equal(hear(&w, ":s 366 tonle #c :End"), "WHO #c|");
	hear(&w, ":s 352 tonle #c al host.a s alice H :0 Alice");
	hear(&w, ":s 352 tonle #c r host.r s robot HB :0 Robot");
	assert_string_equal(roster_find(w.r, "alice")->mask, "al@host.a");
	assert_true(roster_find(w.r, "robot")->bot);
	assert_string_equal(account(&w, "alice"), "?");
	finish(&w);
}

static void operators_are_known(void **state)
{
	struct world w = begin(false, true);

	(void)state;
	isupport_learn(&w.support, "PREFIX=(qaohv)~&@%+");
	isupport_learn(&w.support, "CHANMODES=beI,k,l,imnst");
	hear(&w, ":tonle!t@h JOIN #c");
	hear(&w, ":tonle!t@h JOIN #d");
	hear(&w, ":s 353 tonle = #c :tonle ~founder @op %half +voiced plain");
	hear(&w, ":s 353 tonle = #d :tonle +@both op");
	assert_true(roster_operator(w.r, "founder", "#C"));
	assert_true(roster_operator(w.r, "op", "#c"));
	assert_false(roster_operator(w.r, "op", "#d"));
	assert_true(roster_operator(w.r, "both", "#d"));
	assert_false(roster_operator(w.r, "half", "#c"));
	assert_false(roster_operator(w.r, "voiced", "#c"));
	assert_false(roster_operator(w.r, "nobody", "#c"));
	assert_false(roster_operator(w.r, "op", "#elsewhere"));
	hear(&w, ":op!o@h MODE #c -o+bl-k+ov-l+a op *!*@x 5 key plain voiced half");
	assert_false(roster_operator(w.r, "op", "#c"));
	assert_true(roster_operator(w.r, "plain", "#c"));
	assert_false(roster_operator(w.r, "voiced", "#c"));
	assert_true(roster_operator(w.r, "half", "#c"));
	hear(&w, ":s MODE #c +o");
	hear(&w, ":s MODE #c +ooo op");
	assert_true(roster_operator(w.r, "op", "#c"));
	hear(&w, ":op!o@h PART #c"); /* and comes back as nobody special */
	hear(&w, ":op!o@h JOIN #c");
	assert_false(roster_operator(w.r, "op", "#c"));
	hear(&w, ":plain!o@h NICK other");
	assert_true(roster_operator(w.r, "other", "#c"));
	finish(&w);
}

/* Where the server does not tell of changes, nothing that was learnt once is relied on. */
static void what_may_be_stale_is_not_known(void **state)
{
	struct world w = begin(false, false);

	(void)state;
	hear(&w, ":tonle!t@h JOIN #c");
	hear(&w, ":alice!al@h JOIN #c alice :Alice");
	assert_string_equal(account(&w, "alice"), "?");
	roster_sight(w.r, false, true);
	assert_string_equal(account(&w, "alice"), "alice");
	finish(&w);
}

static void a_tag_decides(void **state)
{
	struct world w = begin(true, true);
	struct raw_event raw;

	(void)state;
	hear(&w, ":tonle!t@h JOIN #c");
	hear(&w, "@account=alice :alice!al@h JOIN #c alice :Alice");
	assert_string_equal(account(&w, "alice"), "alice");
	assert_string_equal(
		roster_speaker(w.r, raw_event(&raw, ":alice!al@h PRIVMSG tonle :x")), "");
	hear(&w, ":alice!al@h PRIVMSG #c :logged out, and nobody told us");
	assert_string_equal(account(&w, "alice"), "");
	assert_string_equal(
		roster_speaker(w.r, raw_event(&raw, "@account=zoe :z!z@h PRIVMSG tonle :x")),
		"zoe");
	roster_sight(w.r, false, true);
	assert_null(roster_speaker(w.r, raw_event(&raw, ":z!z@h PRIVMSG tonle :x")));
	assert_string_equal(
		roster_speaker(w.r, raw_event(&raw, ":alice!al@h PRIVMSG tonle :x")), "");
	finish(&w);
}

/* What a server reports of somebody comes in any order, tagged or not. */
static void changes_come_in_every_order(void **state)
{
	static const char *const changes[] = {"ACCOUNT acc", "CHGHOST u2 h2", "SETNAME :New Name",
		"NICK al2", "AWAY :out", "AWAY", "TAGMSG #c", "MARKREAD #c timestamp=*"};
	enum { CHANGES = sizeof changes / sizeof *changes };

	(void)state;
	for (int first = 0; first < CHANGES; first++)
		for (int step = 1; step < CHANGES; step += 2)
			for (int tagged = 0; tagged < 2; tagged++) {
				struct world w = begin(true, true);
				const char *nick = "al", *user = "u", *acc = "";
				char line[128];

				hear(&w, ":tonle!t@h JOIN #c");
				hear(&w, ":al!u@h JOIN #c * :Al");
				for (int i = 0; i < CHANGES; i++) {
					const char *what = changes[(first + i * step) % CHANGES];

					snprintf(line, sizeof line, "%s%s%s:%s!%s@%s %s",
						tagged && *acc ? "@account=" : "",
						tagged ? acc : "", tagged && *acc ? " " : "", nick,
						user, *user == 'u' && user[1] ? "h2" : "h", what);
					assert_string_equal(hear(&w, line), "");
					if (strncmp(what, "NICK", 4) == 0)
						nick = "al2";
					else if (strncmp(what, "CHGHOST", 7) == 0)
						user = "u2";
					else if (strncmp(what, "ACCOUNT", 7) == 0)
						acc = "acc";
				}
				assert_null(roster_find(w.r, "al"));
				assert_string_equal(roster_find(w.r, "al2")->mask, "u2@h2");
				assert_string_equal(account(&w, "al2"), "acc");
				finish(&w);
			}
}

static void leaving_a_channel_forgets_its_people(void **state)
{
	struct world w = begin(false, true);

	(void)state;
	hear(&w, ":tonle!t@h JOIN #a");
	hear(&w, ":tonle!t@h JOIN #b");
	hear(&w, ":s 353 tonle = #a :tonle alice bob");
	hear(&w, ":s 353 tonle = #b :tonle bob carol");
	assert_int_equal(roster_count(w.r), 4);
	hear(&w, ":op!o@h KICK #A tonle :out");
	assert_null(roster_find(w.r, "alice"));
	assert_non_null(roster_find(w.r, "bob"));
	hear(&w, ":x!x@h JOIN #a x :x"); /* we are not there */
	assert_null(roster_find(w.r, "x"));
	hear(&w, ":tonle!t@h PART #b");
	assert_int_equal(roster_count(w.r), 0);
	hear(&w, ":tonle!t@h JOIN #b");
	hear(&w, ":s 353 tonle = #b :alice");
	hear(&w, ":s 001 tonle :hi"); /* a new connection */
	assert_int_equal(roster_count(w.r), 0);
	hear(&w, ":tonle!t@h JOIN #b");
	hear(&w, ":s 353 tonle = #b :alice");
	isupport_learn(&w.support, "CASEMAPPING=ascii");
	hear(&w, ":s 375 tonle :-");
	assert_int_equal(roster_count(w.r), 0);
	finish(&w);
}

/* A netsplit: two hundred go and come back, some with other accounts. */
static void a_netsplit(void **state)
{
	struct world w = begin(false, true);
	char line[256];

	(void)state;
	hear(&w, ":tonle!t@h JOIN #c");
	for (int i = 0; i < 200; i++) {
		snprintf(line, sizeof line, ":n%d!u@h%d JOIN #c a%d :N", i, i, i);
		hear(&w, line);
	}
	assert_string_equal(account(&w, "n7"), "a7");
	for (int i = 0; i < 200; i++) {
		snprintf(line, sizeof line, ":n%d!u@h%d QUIT :one.test two.test", i, i);
		hear(&w, line);
	}
	assert_int_equal(roster_count(w.r), 1);
	assert_string_equal(account(&w, "n7"), "?");
	hear(&w, ":n7!other@host JOIN #c * :somebody else");
	assert_string_equal(account(&w, "n7"), "");
	finish(&w);
}

static void it_is_bounded(void **state)
{
	struct world w = begin(false, true);
	char line[256];

	(void)state;
	for (int i = 0; i < ROSTER_CHANNELS + 10; i++) {
		snprintf(line, sizeof line, ":tonle!t@h JOIN #c%d", i);
		hear(&w, line);
	}
	for (int i = 0; i < ROSTER_PEOPLE + 100; i++) {
		snprintf(line, sizeof line, ":n%d!u@h JOIN #c%d a :N", i, i % 60);
		hear(&w, line);
	}
	assert_true(roster_count(w.r) <= ROSTER_PEOPLE);
	hear(&w, ":n1!u@h NICK "
		 "a123456789b123456789c123456789d123456789e123456789f123456789g123456789");
	assert_null(roster_find(w.r, "n1"));
	assert_string_equal(hear(&w, ":s 366 tonle #c0 :End"), "WHO #c0|");
	for (int i = 0; i <= ROSTER_WHO_MOST; i++) {
		snprintf(line, sizeof line, ":n%d!u@h JOIN #c2 a :N", i + 70);
		hear(&w, line);
	}
	assert_string_equal(hear(&w, ":s 366 tonle #c2 :End"), ""); /* too many to ask about */
	finish(&w);
}

static void nonsense_does_no_harm(void **state)
{
	static const char *const lines[] = {":s 353 tonle = #c :", ":s 353 tonle = #c :@ + @+ !@ !",
		":s 353", ":s 353 tonle = #nowhere :a b", ":s 352 tonle", ":s 354 tonle 472",
		":s 366", ":s 366 tonle", ":x!x@h ACCOUNT", ":x!x@h CHGHOST a", ":x!x@h KICK #c",
		":x!x@h JOIN", ":x!x@h NICK", ":x!x@h NICK x", ":s NICK y", ":x!x@h PART #c",
		":tonle!t@h NICK tonle", ":x!x@h JOIN :", ":x!x@h QUIT", ":x!x@h QUIT"};
	struct world w = begin(true, true);

	(void)state;
	hear(&w, ":tonle!t@h JOIN #c");
	hear(&w, ":x!x@h JOIN #c");
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		hear(&w, lines[i]);
	assert_int_equal(roster_count(w.r), 1);
	finish(&w);
}

/* --- lines that wait -------------------------------------------------------------------------- */

static const char question[] = ":alice!al@host.a PRIVMSG tonle :forget it";

static bool hold(struct world *w, const char *line)
{
	return deferred_add(
		&w->deferred, raw_event(&w->raw, line), w->support.casemap, w->now, w->out);
}

static const struct event *told(struct world *w, const char *line)
{
	return deferred_handle(&w->deferred, raw_event(&w->raw, line), w->support.casemap);
}

static void a_line_waits_for_its_whois(void **state)
{
	struct world w = begin(false, false);
	const struct event *back;

	(void)state;
	assert_true(hold(&w, question));
	assert_false(hold(&w, question)); /* one a person */
	assert_string_equal(said(&w), "WHOIS alice|");
	assert_true(hold(&w, ":bob!b@host.b PRIVMSG tonle :who am I"));
	assert_null(told(&w, ":s 311 tonle alice al host.a * :Alice"));
	assert_null(told(&w, ":s 330 tonle alice Wonderland :is logged in as"));
	assert_null(told(&w, ":s 318 tonle carol :End"));
	back = told(&w, ":s 318 tonle ALICE :End");
	assert_non_null(back);
	assert_string_equal(back->account, "Wonderland");
	assert_string_equal(back->text, "forget it");
	assert_string_equal(back->nick, "alice");
	assert_string_equal(back->target, "tonle");
	assert_null(told(&w, ":s 318 tonle alice :End"));
	told(&w, ":s 311 tonle bob b host.b * :Bob");
	back = told(&w, ":s 318 tonle bob :End");
	assert_string_equal(back->account, "");
	finish(&w);
}

/* Said under a nick that somebody else has by the time of the WHOIS. */
static void another_with_the_nick_is_not_taken_for_them(void **state)
{
	static const char *const between[] = {":alice!al@host.a NICK mallory",
		":alice!al@host.a QUIT :bye", ":s 401 tonle alice :No such nick",
		":s 311 tonle alice al other.host * :Alice", ":s 311 tonle alice x host.a * :Alice",
		":s 001 tonle :a new connection"};

	(void)state;
	for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
		struct world w = begin(false, false);

		assert_true(hold(&w, question));
		assert_null(told(&w, between[i]));
		if (between[i][1] == 'a') /* even if who comes next has the same user@host */
			told(&w, ":s 311 tonle alice al host.a * :Alice");
		assert_null(told(&w, ":s 330 tonle alice Wonderland :is logged in as"));
		assert_null(told(&w, ":s 318 tonle alice :End"));
		finish(&w);
	}
}

static void waiting_is_bounded(void **state)
{
	struct world w = begin(false, false);
	char line[128];
	int64_t wait;

	(void)state;
	for (int i = 0; i < DEFERRED_MOST; i++) {
		snprintf(line, sizeof line, ":n%d!u@h PRIVMSG tonle :x", i);
		assert_true(hold(&w, line));
	}
	assert_false(hold(&w, question));
	assert_null(deferred_expired(&w.deferred, w.now, &wait));
	assert_int_equal(wait, DEFERRED_MS);
	told(&w, ":s 311 tonle n3 u h * :N");
	told(&w, ":s 330 tonle n3 acc :is logged in as");
	w.now.ms += DEFERRED_MS;
	for (int i = 0; i < DEFERRED_MOST; i++) { /* WHOIS never ends: they come back as they are */
		const struct event *e = deferred_expired(&w.deferred, w.now, &wait);

		assert_non_null(e);
		assert_string_equal(e->text, "x");
		assert_string_equal(e->account, "");
	}
	assert_null(deferred_expired(&w.deferred, w.now, &wait));
	assert_int_equal(wait, -1);
	assert_true(hold(&w, question));
	assert_null(told(&w, ":s 318 tonle n3 :End"));
	finish(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_is_asked_and_kept_current),
		cmocka_unit_test(without_whox_it_asks_who),
		cmocka_unit_test(operators_are_known),
		cmocka_unit_test(what_may_be_stale_is_not_known),
		cmocka_unit_test(a_tag_decides),
		cmocka_unit_test(changes_come_in_every_order),
		cmocka_unit_test(leaving_a_channel_forgets_its_people),
		cmocka_unit_test(a_netsplit),
		cmocka_unit_test(it_is_bounded),
		cmocka_unit_test(nonsense_does_no_harm),
		cmocka_unit_test(a_line_waits_for_its_whois),
		cmocka_unit_test(another_with_the_nick_is_not_taken_for_them),
		cmocka_unit_test(waiting_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
