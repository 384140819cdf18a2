/* Small pure parts of the connection: names, back-off, the watchdog, history, CTCP. */
#include "people/ctcp.h"
#include "wire/backoff.h"
#include "base/casemap.h"
#include "wire/watchdog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void names_compare_by_casemapping(void **state)
{
	static const struct {
		const char *map, *a, *b;
		bool same;
	} names[] = {
		{"rfc1459", "Nick[]\\~", "nICK{}|^", true},
		{"rfc1459-strict", "Nick[]\\", "nick{}|", true},
		{"rfc1459-strict", "n~", "n^", false},
		{"ascii", "NICK", "nick", true},
		{"ascii", "n[", "n{", false},
		{"rfc7613", "N", "n", true}, /* unknown ones count as ascii */
		{"rfc7613", "n[", "n{", false},
		{"rfc1459", "nick", "nick_", false},
		{"rfc1459", "nick_", "nick", false},
		{"rfc1459", "", "", true},
		{"rfc1459", "\xc3\x89", "\xc3\xa9", false},
		{"rfc1459", "@", "`", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (casemap_same(casemap_named(names[i].map), names[i].a, names[i].b) !=
			names[i].same)
			fail_msg("%s: %s, %s", names[i].map, names[i].a, names[i].b);
}

static void waits_double_with_jitter(void **state)
{
	struct backoff b = {.least_ms = 5000, .most_ms = 300000};
	uint32_t seed = 1, other = 2;
	bool differ = false;

	(void)state;
	for (int64_t base = 5000, i = 0; i < 12; i++) {
		struct backoff copy = b;
		int64_t wait = backoff_next(&b, &seed);

		assert_in_range(wait, base, base + base / 4);
		differ |= wait != backoff_next(&copy, &other);
		base = base * 2 < 300000 ? base * 2 : 300000;
	}
	assert_true(differ);
	backoff_reset(&b);
	assert_in_range(backoff_next(&b, &seed), 5000, 6250);
	seed = 0;
	assert_int_not_equal(backoff_random(&seed), backoff_random(&seed));
}

static void farewells_demand_patience(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} farewells[] = {
		{"Closing Link: tonle[127.0.0.1] (Ping timeout)", 0},
		{"Server going down", 0},
		{"Closing Link: (Excess Flood)", 120},
		{"Trying to reconnect too fast.", 120},
		{"Your host is trying to (re)connect too fast -- throttled.", 120},
		{"Closing Link: (K-lined: spam)", 1800},
		{"You are banned from this server", 1800},
		{"Closing Link: (G-Lined)", 1800},
		{"Closing link (Killed (oper (bye)))", 60},
		{"", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof farewells / sizeof *farewells; i++)
		if (backoff_demanded_ms(farewells[i].text) != farewells[i].seconds * 1000)
			fail_msg("%s", farewells[i].text);
}

static struct timestamp at(int64_t ms)
{
	return (struct timestamp){.ms = ms};
}

static void silence_is_noticed(void **state)
{
	struct watchdog w;
	uint32_t seed = 1;

	(void)state;
	watchdog_start(&w, 0, 0, at(1000));
	assert_int_equal(watchdog_tick(&w, at(90999), &seed), WATCHDOG_CONTENT);
	assert_int_equal(watchdog_wait_ms(&w, at(90999)), 1);
	assert_int_equal(watchdog_tick(&w, at(91000), &seed), WATCHDOG_PING);
	assert_int_equal(watchdog_tick(&w, at(91000), &seed), WATCHDOG_CONTENT);
	assert_int_equal(watchdog_wait_ms(&w, at(91000)), 60000);
	assert_int_equal(watchdog_tick(&w, at(150999), &seed), WATCHDOG_CONTENT);
	assert_int_equal(watchdog_tick(&w, at(151000), &seed), WATCHDOG_DEAD);
}

static void any_byte_is_a_sign_of_life(void **state)
{
	struct watchdog w;
	uint32_t seed = 1;

	(void)state;
	watchdog_start(&w, 0, 0, at(0));
	assert_int_equal(watchdog_tick(&w, at(90000), &seed), WATCHDOG_PING);
	watchdog_received(&w, at(100000));
	assert_int_equal(w.lag_ms, -1);
	watchdog_pong(&w, "another's", at(100000));
	assert_int_equal(w.lag_ms, -1);
	watchdog_pong(&w, w.token, at(100000));
	assert_int_equal(w.lag_ms, 10000);
	assert_int_equal(watchdog_tick(&w, at(179999), &seed), WATCHDOG_CONTENT);
	assert_int_equal(watchdog_tick(&w, at(180000), &seed), WATCHDOG_PING);
	watchdog_received(&w, at(190000)); /* something, but never a PONG */
	assert_int_equal(watchdog_tick(&w, at(240000), &seed), WATCHDOG_CONTENT);
	assert_int_equal(watchdog_tick(&w, at(270000), &seed), WATCHDOG_PING);
}

/* PONG tells the server's time, so it is asked for while people talk, too. */
static void a_busy_line_is_pinged_on_schedule(void **state)
{
	struct watchdog w;
	uint32_t seed = 1;
	int pings = 0;

	(void)state;
	watchdog_start(&w, 0, 0, at(0));
	for (int64_t ms = 0; ms <= 300000; ms += 1000) {
		watchdog_received(&w, at(ms));
		if (watchdog_tick(&w, at(ms), &seed) == WATCHDOG_PING) {
			watchdog_pong(&w, w.token, at(ms));
			pings++;
		}
	}
	assert_int_equal(pings, 3);
	watchdog_ask(&w);
	assert_int_equal(watchdog_tick(&w, at(301000), &seed), WATCHDOG_PING);
	watchdog_pong(&w, w.token, at(301000));
	watchdog_ask(&w); /* but nobody can make us ask all the time */
	assert_int_equal(watchdog_tick(&w, at(310999), &seed), WATCHDOG_CONTENT);
	assert_int_equal(watchdog_wait_ms(&w, at(310999)), 1);
	assert_int_equal(watchdog_tick(&w, at(311000), &seed), WATCHDOG_PING);
}

static void ctcp_is_answered_sparingly(void **state)
{
	static const struct {
		const char *text, *target;
		bool bot, self, server, replayed;
		enum event_kind kind;
		const char *answer; /* NULL: silence */
	} requests[] = {
		{"VERSION", "tonle", false, false, false, false, EVENT_CTCP,
			"\x01VERSION tonle " TONLE_VERSION "\x01"},
		{"PING 12 34", "tonle", false, false, false, false, EVENT_CTCP,
			"\x01PING 12 34\x01"},
		{"VERSION", "#c", false, false, false, false, EVENT_CTCP, NULL},
		{"VERSION", "tonle", true, false, false, false, EVENT_CTCP, NULL},
		{"VERSION", "tonle", false, true, false, false, EVENT_CTCP, NULL},
		{"VERSION", "tonle", false, false, true, false, EVENT_CTCP, NULL},
		{"VERSION", "tonle", false, false, false, true, EVENT_CTCP, NULL},
		{"VERSION", "tonle", false, false, false, false, EVENT_PRIVMSG, NULL},
		{"FINGER", "tonle", false, false, false, false, EVENT_CTCP, NULL},
		{"TIME", "tonle", false, false, false, false, EVENT_CTCP, NULL},
		{"PING 12345678901234567890123456789012345678901234567890123456789012345", "tonle",
			false, false, false, false, EVENT_CTCP, NULL},
	};
	char out[256];

	(void)state;
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		struct ctcp ctcp = {0};
		struct event e = {.kind = requests[i].kind,
			.text = requests[i].text,
			.target = requests[i].target,
			.from_bot = requests[i].bot,
			.from_self = requests[i].self,
			.from_server = requests[i].server,
			.replayed = requests[i].replayed,
			.nick = "a"};
		bool answered = ctcp_answer(&ctcp, &e, "tonle", at(0), out, sizeof out);

		if (answered != (requests[i].answer != NULL))
			fail_msg("%zu: %s", i, requests[i].text);
		if (answered)
			assert_string_equal(out, requests[i].answer);
	}
	struct ctcp ctcp = {0};
	struct event e = {.kind = EVENT_CTCP, .text = "VERSION", .target = "tonle", .nick = "a"};
	int answers = 0;
	for (int64_t ms = 0; ms < 60000; ms += 100)
		answers += ctcp_answer(&ctcp, &e, "tonle", at(ms), out, sizeof out);
	assert_int_equal(answers, 3 + 2); /* three at once, one more every 20 s */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_compare_by_casemapping),
		cmocka_unit_test(waits_double_with_jitter),
		cmocka_unit_test(farewells_demand_patience),
		cmocka_unit_test(silence_is_noticed),
		cmocka_unit_test(any_byte_is_a_sign_of_life),
		cmocka_unit_test(a_busy_line_is_pinged_on_schedule),
		cmocka_unit_test(ctcp_is_answered_sparingly),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
