/* Messages of several lines, put together from their batches. */
#include "scratch.h"

#include "wire/multiline.h"

#include <stdio.h>
#include <string.h>

static struct multiline multiline;
static struct line whole;
static bool replayed;

static enum multiline_result take(const char *text)
{
	static char bytes[8192];

	snprintf(bytes, sizeof bytes, "%s", text);
	assert_int_equal(line_parse(&whole, bytes, strlen(bytes)), LINE_OK);
	return multiline_take(&multiline, &whole, &replayed);
}

static void lines_become_one(void **state)
{
	char msgid[32];

	(void)state;
	replayed = false;
	assert_int_equal(
		take("@msgid=x1;account=al :a!u@h BATCH +1 draft/multiline #c"), MULTILINE_PART);
	assert_int_equal(take("@batch=1 :a!u@h PRIVMSG #c :tonle: who became"), MULTILINE_PART);
	assert_int_equal(take(":b!u@h PRIVMSG #c :between"), MULTILINE_OTHER);
	assert_int_equal(take("@batch=1 :a!u@h PRIVMSG #c :king after Siha"), MULTILINE_PART);
	assert_int_equal(
		take("@batch=1;draft/multiline-concat :a!u@h PRIVMSG #c nouk?"), MULTILINE_PART);
	assert_int_equal(take(":s BATCH -1"), MULTILINE_WHOLE);
	assert_string_equal(whole.command, "PRIVMSG");
	assert_string_equal(whole.prefix, "a!u@h");
	assert_string_equal(whole.params[0], "#c");
	assert_string_equal(whole.params[1], "tonle: who became king after Sihanouk?");
	assert_true(line_tag(&whole, "msgid", msgid, sizeof msgid));
	assert_string_equal(msgid, "x1");
	assert_false(replayed);
	assert_int_equal(take("@batch=1 :a!u@h PRIVMSG #c :late"), MULTILINE_OTHER);
	assert_int_equal(take(":s BATCH -1"), MULTILINE_OTHER);
}

/* In a batch of history, as well. */
static void what_is_history_stays_so(void **state)
{
	(void)state;
	replayed = true;
	assert_int_equal(take("@batch=h :a!u@h BATCH +2 draft/multiline #c"), MULTILINE_PART);
	assert_int_equal(take("@batch=2 :a!u@h NOTICE #c :old"), MULTILINE_PART);
	replayed = false;
	assert_int_equal(take(":s BATCH -2"), MULTILINE_WHOLE);
	assert_true(replayed);
	assert_string_equal(whole.command, "NOTICE");
}

static void odd_batches_harm_nobody(void **state)
{
	char text[1000];

	(void)state;
	replayed = false;
	assert_int_equal(take(":s BATCH +3 draft/multiline"), MULTILINE_OTHER);
	assert_int_equal(take(":s BATCH + draft/multiline #c"), MULTILINE_PART);
	assert_int_equal(take(":s BATCH -"), MULTILINE_OTHER);
	assert_int_equal(take(":s BATCH"), MULTILINE_OTHER);
	assert_int_equal(take(":s BATCH +4 netsplit a b"), MULTILINE_OTHER);
	assert_int_equal(take("@batch= :a!u@h PRIVMSG #c :x"), MULTILINE_OTHER);
	assert_int_equal(take(":a!u@h BATCH +5 draft/multiline #c"), MULTILINE_PART);
	assert_int_equal(take(":s BATCH -5"), MULTILINE_PART); /* empty */
	for (int i = 0; i < 100; i++) {                        /* never closed */
		snprintf(text, sizeof text, ":a!u@h BATCH +n%d draft/multiline #c", i);
		assert_int_equal(take(text), MULTILINE_PART);
	}
	for (int i = 0; i < 20; i++) {
		snprintf(text, sizeof text, "@batch=n99 :a!u@h PRIVMSG #c :%0900d", i);
		assert_int_equal(take(text), MULTILINE_PART);
	}
	assert_int_equal(take(":s BATCH -n99"), MULTILINE_WHOLE);
	assert_int_equal(strlen(whole.params[1]), MULTILINE_TEXT - 1);
	multiline_free(&multiline);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_become_one),
		cmocka_unit_test(what_is_history_stays_so),
		cmocka_unit_test(odd_batches_harm_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
