/* Registration, line by line: capabilities, their order, and CAP END. */
#include "wire/negotiate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct world {
	char said[2048];
	struct negotiation *n;
	struct timestamp now;
};

static const struct sasl_credentials credentials = {.mechanisms = "PLAIN",
	.username = "u",
	.password = "p",
	.key_file = "",
	.plain_allowed = true};

static void say(void *context, const char *line)
{
	struct world *w = context;
	size_t length = strlen(w->said);

	snprintf(w->said + length, sizeof w->said - length, "%s|", line);
}

/* What has been said since the last call. */
static const char *said(struct world *w)
{
	static char copy[sizeof w->said];

	strcpy(copy, w->said);
	w->said[0] = '\0';
	return copy;
}

static void begin(struct world *w, const struct sasl_credentials *sasl, bool required, bool secure)
{
	struct negotiate_setup setup = {.sasl = sasl,
		.sasl_required = required,
		.secure = secure,
		.say = say,
		.context = w};

	*w = (struct world){.now = {.ms = 1000}};
	w->n = negotiate_new(&setup, w->now);
	assert_string_equal(said(w), "CAP LS 302|");
}

static const char *hear(struct world *w, const char *text)
{
	char bytes[1024];
	struct line line;

	strcpy(bytes, text);
	assert_int_equal(line_parse(&line, bytes, strlen(bytes)), LINE_OK);
	negotiate_handle(w->n, &line, w->now);
	return said(w);
}

static void pass(struct world *w, int64_t ms)
{
	w->now.ms += ms;
	negotiate_tick(w->n, w->now);
}

#define assert_state(w, state) assert_int_equal(negotiate_state((w).n), state)

static void names_go_when_the_list_is_there(void **state)
{
	struct world w;

	(void)state;
	begin(&w, NULL, false, false);
	assert_string_equal(hear(&w, ":s CAP * LS * :batch sasl"), "");
	assert_false(negotiate_named(w.n));
	assert_string_equal(
		hear(&w, ":s CAP * LS :away-notify unknown=1"), "CAP REQ :away-notify batch|");
	assert_true(negotiate_named(w.n));
	assert_state(w, NEGOTIATE_REQUESTING);
	assert_string_equal(hear(&w, ":s CAP * ACK :batch"), "");
	assert_string_equal(hear(&w, ":s CAP * ACK :away-notify"), "CAP END|");
	assert_state(w, NEGOTIATE_ENDED);
	assert_true(cap_enabled(negotiate_caps(w.n), CAP_BATCH));
	negotiate_free(w.n);
}

/* Whatever comes later: CAP END is said once. */
static void the_end_is_said_once(void **state)
{
	static const char *const later[] = {":s CAP * LS :batch", ":s CAP * ACK :batch",
		":s CAP * NAK :batch", ":s 001 u :hi", ":s 421 u CAP :no", ":s 451 * :no",
		":s CAP * DEL :batch", ":s 903 u :x", "AUTHENTICATE +", ":s CAP * LIST :x",
		":s CAP", ":s CAP *", "CAP * LS"};
	struct world w;

	(void)state;
	begin(&w, NULL, false, false);
	assert_string_equal(hear(&w, ":s CAP * LS :"), "CAP END|");
	for (size_t i = 0; i < sizeof later / sizeof *later; i++)
		assert_string_equal(hear(&w, later[i]), "");
	pass(&w, 1000000);
	assert_string_equal(said(&w), "");
	assert_state(w, NEGOTIATE_ENDED);
	negotiate_free(w.n);
}

static void nothing_is_on_that_was_not_asked_for(void **state)
{
	struct world w;

	(void)state;
	begin(&w, NULL, false, false);
	hear(&w, ":s CAP * LS :batch");
	hear(&w, ":s CAP * ACK :batch message-tags sasl");
	assert_false(cap_enabled(negotiate_caps(w.n), CAP_MESSAGE_TAGS));
	assert_false(cap_enabled(negotiate_caps(w.n), CAP_SASL));
	hear(&w, ":s CAP * ACK :-batch");
	assert_false(cap_enabled(negotiate_caps(w.n), CAP_BATCH));
	negotiate_free(w.n);
}

static void an_unanswered_request_does_not_hold_it_up(void **state)
{
	struct world w;

	(void)state;
	begin(&w, NULL, false, false);
	hear(&w, ":s CAP * LS :batch");
	pass(&w, NEGOTIATE_REQUEST_MS - 1);
	assert_string_equal(said(&w), "");
	pass(&w, 1);
	assert_string_equal(said(&w), "CAP END|");
	negotiate_free(w.n);
}

static void a_server_without_cap(void **state)
{
	static const char *const answers[] = {
		":s 421 * CAP :Unknown", ":s 451 * :Not registered", ":s 001 u :hi"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct world w;

		begin(&w, NULL, false, false);
		assert_string_equal(hear(&w, ":s 421 * OTHER :Unknown"), "");
		assert_false(negotiate_named(w.n));
		assert_string_equal(hear(&w, answers[i]), "");
		assert_true(negotiate_named(w.n));
		assert_state(w, NEGOTIATE_ENDED);
		negotiate_free(w.n);
	}
}

static void silence_lets_the_names_go(void **state)
{
	struct world w;

	(void)state;
	begin(&w, NULL, false, false);
	assert_int_equal(negotiate_tick(w.n, w.now), NEGOTIATE_LIST_MS);
	pass(&w, NEGOTIATE_LIST_MS);
	assert_true(negotiate_named(w.n));
	assert_state(w, NEGOTIATE_LISTING);
	assert_string_equal(hear(&w, ":s CAP * LS :"), "CAP END|");
	negotiate_free(w.n);
}

static void a_login_that_succeeds(void **state)
{
	struct world w;

	(void)state;
	begin(&w, &credentials, true, true);
	assert_string_equal(hear(&w, ":s CAP * LS :sasl=PLAIN"), "CAP REQ :sasl|");
	assert_string_equal(hear(&w, ":s CAP * ACK :sasl"), "AUTHENTICATE PLAIN|");
	assert_string_equal(hear(&w, "AUTHENTICATE :+"), "AUTHENTICATE dQB1AHA=|");
	assert_string_equal(hear(&w, ":s 900 * u!u@h u :in"), "");
	assert_string_equal(hear(&w, ":s 903 * :ok"), "CAP END|");
	assert_true(negotiate_logged_in(w.n));
	assert_string_equal(negotiate_error(w.n), "");
	assert_string_equal(negotiate_mechanism(w.n), "PLAIN");
	negotiate_free(w.n);
}

/* Each way of not getting in, with the login required or not. */
static void a_login_that_fails(void **state)
{
	static const struct {
		const char *lines[4], *err;
		int64_t wait_ms;
	} ways[] = {
		{{":s CAP * LS :batch", ":s CAP * ACK :batch"}, "offers no SASL", 0},
		{{":s 421 * CAP :no"}, "does not know CAP", 0},
		{{":s CAP * LS :sasl", ":s CAP * NAK :sasl"}, "offers no SASL", 0},
		{{":s CAP * LS :sasl=EXTERNAL", ":s CAP * ACK :sasl"}, "offers only EXTERNAL", 0},
		{{":s CAP * LS :sasl", ":s CAP * ACK :sasl", ":s 904 * :no"}, "904 no", 0},
		{{":s CAP * LS :sasl", ":s CAP * ACK :sasl"}, "no answer", 15000},
		{{":s CAP * LS :sasl", ":s CAP * ACK :sasl", ":s 001 u :hi"}, "before the login",
			0},
	};

	(void)state;
	for (size_t i = 0; i < 2 * sizeof ways / sizeof *ways; i++) {
		struct world w;
		bool required = i % 2;

		begin(&w, &credentials, required, true);
		for (size_t j = 0; j < 4 && ways[i / 2].lines[j]; j++)
			hear(&w, ways[i / 2].lines[j]);
		if (ways[i / 2].wait_ms)
			pass(&w, ways[i / 2].wait_ms);
		if (!strstr(negotiate_error(w.n), ways[i / 2].err))
			fail_msg("%zu: %s", i, negotiate_error(w.n));
		assert_state(w, required ? NEGOTIATE_FAILED : NEGOTIATE_ENDED);
		assert_false(negotiate_logged_in(w.n));
		if (required)
			assert_null(strstr(said(&w), "CAP END"));
		negotiate_free(w.n);
	}
}

static void sts_over_plain_text_ends_all_talk(void **state)
{
	struct world w;

	(void)state;
	begin(&w, &credentials, false, false);
	assert_string_equal(hear(&w, ":s CAP * LS :sts=port=6697,duration=10 sasl batch"), "");
	assert_state(w, NEGOTIATE_UPGRADE);
	assert_false(negotiate_named(w.n));
	assert_string_equal(hear(&w, ":s CAP * NEW :batch"), "");
	assert_string_equal(hear(&w, ":s 001 u :hi"), "");
	pass(&w, 100000);
	assert_false(negotiate_named(w.n));
	negotiate_free(w.n);
	begin(&w, NULL, false, false); /* without a port there is nowhere to go */
	assert_string_equal(hear(&w, ":s CAP * LS :sts=duration=10"), "CAP END|");
	hear(&w, ":s CAP u NEW :sts=port=7000"); /* and this can come at any time */
	assert_state(w, NEGOTIATE_UPGRADE);
	negotiate_free(w.n);
}

static void sts_over_tls_is_told_once_each_time(void **state)
{
	struct sts_value policy;
	struct world w;

	(void)state;
	begin(&w, NULL, false, true);
	assert_string_equal(hear(&w, ":s CAP * LS :sts=port=1,duration=10"), "CAP END|");
	assert_true(negotiate_policy(w.n, &policy));
	assert_int_equal(policy.duration, 10);
	assert_false(negotiate_policy(w.n, &policy));
	hear(&w, ":s CAP u NEW :batch");
	assert_false(negotiate_policy(w.n, &policy));
	hear(&w, ":s CAP u NEW :sts=duration=0");
	assert_true(negotiate_policy(w.n, &policy));
	assert_int_equal(policy.duration, 0);
	hear(&w, ":s CAP u DEL :sts"); /* to be ignored */
	assert_false(negotiate_policy(w.n, &policy));
	negotiate_free(w.n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_go_when_the_list_is_there),
		cmocka_unit_test(the_end_is_said_once),
		cmocka_unit_test(nothing_is_on_that_was_not_asked_for),
		cmocka_unit_test(an_unanswered_request_does_not_hold_it_up),
		cmocka_unit_test(a_server_without_cap),
		cmocka_unit_test(silence_lets_the_names_go),
		cmocka_unit_test(a_login_that_succeeds),
		cmocka_unit_test(a_login_that_fails),
		cmocka_unit_test(sts_over_plain_text_ends_all_talk),
		cmocka_unit_test(sts_over_tls_is_told_once_each_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
