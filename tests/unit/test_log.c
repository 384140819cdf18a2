#include "listen.h"

#include "base/log.h"

#include <sys/stat.h>

static void test_forms(void **state)
{
	(void)state;
	listen_in();
	log_form(LOG_PLAIN);
	log_warn("school", "a %s", "line");
	log_debug("school", "not heard");
	log_form(LOG_JOURNAL);
	log_error("school", "an error");
	log_info("school", "an info");
	log_form(LOG_JSON);
	log_info("school", "a \"quoted\" line");
	log_form(LOG_TERMINAL);
	log_info("school", "at a terminal");
	log_form(LOG_PLAIN);
	const char *text = heard(), *json = strstr(text, "{\"time\":\"");

	assert_int_equal(strncmp(text,
				 "warning school: a line\n<3>school: an error\n"
				 "<6>school: an info\n{",
				 61),
		0);
	assert_non_null(json);
	assert_non_null(strstr(json, "Z\",\"level\":\"info\",\"area\":\"school\","
				     "\"text\":\"a \\\"quoted\\\" line\"}\n"));
	const char *clock = strchr(json, '\n') + 1;

	assert_true(clock[2] == ':' && clock[5] == ':' && clock[8] == ' ');
	assert_string_equal(clock + 9, "info school: at a terminal\n");
}

/* Nothing in the text controls a terminal, forges a line or reorders it. */
static void test_harmless(void **state)
{
	static const char *const harmful[] = {"\n", "\r", "\x1b", "\x7f", "\xc2\x9b", "\xc2\x85",
		"\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x80\x8f", "\xe2\x80\xa8", "\xd8\x9c", "\xff",
		"\xc3("};

	(void)state;
	for (size_t i = 0; i < sizeof harmful / sizeof *harmful; i++) {
		char area[8];

		snprintf(area, sizeof area, "a%s", harmful[i]);
		listen_in();
		log_info(area, "b%sc \xe1\x9e\x80", harmful[i]);
		const char *text = heard();

		assert_int_equal(strncmp(text, "info a?", 7), 0);
		assert_non_null(strstr(text, ": b?"));
		assert_string_equal(text + strlen(text) - 6, "c \xe1\x9e\x80\n");
	}
}

/* 20 000 of a kind are LOG_BURST lines and a number; other kinds and areas are not affected. */
static void test_once_per_cause(void **state)
{
	size_t lines = 0;

	(void)state;
	listen_in();
	for (int i = 0; i < 20000; i++)
		log_info("flood", "nick %d", i);
	log_info("flood", "another kind");
	log_info("elsewhere", "nick %d", 1);
	log_tick(INT64_MAX - 1);
	const char *text = heard();

	for (const char *at = text; (at = strchr(at, '\n')); at++)
		lines++;
	assert_int_equal(lines, LOG_BURST + 3);
	assert_non_null(strstr(text, "info flood: another kind\ninfo elsewhere: nick 1\n"));
	assert_non_null(
		strstr(text, "info flood: 19980 more lines like \"nick %d\" in a minute\n"));
}

static void test_output(void **state)
{
	struct stat is;
	char stream[64];

	(void)state;
	listen_in();
	unsetenv("JOURNAL_STREAM");
	enum log_form plain = log_form_of_output();

	fstat(2, &is);
	snprintf(stream, sizeof stream, "%llu:%llu", (unsigned long long)is.st_dev,
		(unsigned long long)is.st_ino);
	setenv("JOURNAL_STREAM", stream, 1);
	enum log_form journal = log_form_of_output();

	setenv("JOURNAL_STREAM", "1:2", 1);
	enum log_form other = log_form_of_output();

	unsetenv("JOURNAL_STREAM");
	heard();
	assert_int_equal(plain, LOG_PLAIN);
	assert_int_equal(journal, LOG_JOURNAL);
	assert_int_equal(other, LOG_PLAIN);
	assert_int_equal(log_level_named("warning"), LOG_LEVEL_WARN);
	assert_int_equal(log_level_named("debug"), LOG_LEVEL_DEBUG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_harmless),
		cmocka_unit_test(test_once_per_cause),
		cmocka_unit_test(test_output),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
