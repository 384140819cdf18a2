/* Which facts are there for whom (scope.h). */
#include "fact/scope.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void names(void **state)
{
	static const char *const good[] = {"#school", "&local", "libera/#school", "#a/b",
		"net/#a/#b", "##c++", "#\xe1\x9e\x80"};
	static const char *const bad[] = {"", "#", "&", "school", "libera/", "libera/#", "/#school",
		"#two words", "#a,b", "#a\n", "\x01#a", "all", "#a\x7f"};

	char long_name[SCOPE_NAME + 1] = "#";

	(void)state;
	memset(long_name + 1, 'a', SCOPE_NAME - 2);
	assert_true(scope_is_name(long_name));
	long_name[SCOPE_NAME - 1] = 'a';
	assert_false(scope_is_name(long_name));
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (!scope_is_name(good[i]))
			fail_msg("%s", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (scope_is_name(bad[i]))
			fail_msg("%s", bad[i]);
}

static const struct {
	const char *channels[3]; /* the fact's */
	const char *network, *channel;
	enum casemap casemap;
	bool seen;
} cases[] = {
	{{NULL}, "libera", "#law", CASEMAP_ASCII, true},
	{{NULL}, "libera", NULL, CASEMAP_ASCII, true},
	{{"#school"}, "libera", "#school", CASEMAP_ASCII, true},
	{{"#school"}, "oftc", "#school", CASEMAP_ASCII, true},
	{{"#school"}, "libera", "#law", CASEMAP_ASCII, false},
	{{"#school"}, "libera", "#schoolyard", CASEMAP_ASCII, false},
	{{"#school"}, "libera", NULL, CASEMAP_ASCII, false},
	{{"#School"}, "libera", "#sCHOOL", CASEMAP_ASCII, true},
	{{"#law", "#school"}, "libera", "#school", CASEMAP_ASCII, true},
	{{"libera/#school"}, "libera", "#school", CASEMAP_ASCII, true},
	{{"libera/#school"}, "oftc", "#school", CASEMAP_ASCII, false},
	{{"libera/#school"}, "liber", "#school", CASEMAP_ASCII, false},
	{{"libera/#school"}, "", "#school", CASEMAP_ASCII, true}, /* the command line */
	/* the same letters on some networks only */
	{{"#a[b]"}, "libera", "#a{b}", CASEMAP_RFC1459, true},
	{{"#a[b]"}, "libera", "#a{b}", CASEMAP_ASCII, false},
	{{"#a^b"}, "libera", "#a~b", CASEMAP_RFC1459, true},
	{{"#a^b"}, "libera", "#a~b", CASEMAP_STRICT, false},
	/* what cannot be read is shown nowhere */
	{{"school"}, "libera", "school", CASEMAP_ASCII, false},
	{{""}, "libera", "#school", CASEMAP_ASCII, false},
	{{" "}, "libera", "#school", CASEMAP_ASCII, false},
	{{"#"}, "libera", "#", CASEMAP_ASCII, false},
	{{"#a,#school"}, "libera", "#school", CASEMAP_ASCII, false},
};

static void view_select(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fact fact = {.channels = cases[i].channels};
		struct view view = {.casemap = cases[i].casemap};

		while (cases[i].channels[fact.channel_count])
			fact.channel_count++;
		strcpy(view.network, cases[i].network);
		if (cases[i].channel)
			scope_add(&view, cases[i].channel);
		if (scope_shows(&view, &fact) != cases[i].seen)
			fail_msg("case %zu", i);
		view.everything = true;
		assert_true(scope_shows(&view, &fact));
	}
}

/* In private, all channels that are shared. */
static void several_channels(void **state)
{
	static const char *const school[] = {"#school"}, *const law[] = {"#law"};
	const struct fact ours = {.channels = school, .channel_count = 1};
	const struct fact theirs = {.channels = law, .channel_count = 1};
	struct view view = {.network = "libera"}, other = view;
	char long_name[SCOPE_NAME + 1];

	(void)state;
	assert_true(scope_same(&view, &other));
	scope_add(&view, "#games");
	scope_add(&view, "#school");
	assert_false(scope_same(&view, &other));
	assert_true(scope_shows(&view, &ours));
	assert_false(scope_shows(&view, &theirs));
	scope_add(&other, "#games");
	scope_add(&other, "#school");
	assert_true(scope_same(&view, &other));
	strcpy(other.network, "oftc");
	assert_false(scope_same(&view, &other));
	memset(long_name, '#', SCOPE_NAME);
	long_name[SCOPE_NAME] = '\0';
	scope_add(&view, long_name);
	assert_int_equal(view.count, 2);
	for (int i = 0; i < SCOPE_CHANNELS; i++)
		scope_add(&view, "#more");
	assert_int_equal(view.count, SCOPE_CHANNELS);
}

/* A view by its name, as options and the configuration have it. */
static void read_views(void **state)
{
	struct view view;

	(void)state;
	assert_true(scope_read("", &view));
	assert_false(view.everything);
	assert_int_equal(view.count, 0);
	assert_true(scope_read("all", &view));
	assert_true(view.everything);
	assert_true(scope_read("libera/#a/b", &view));
	assert_string_equal(view.network, "libera");
	assert_string_equal(view.channels[0], "#a/b");
	assert_false(scope_read("school", &view));
	assert_false(view.everything);
	assert_int_equal(view.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(view_select),
		cmocka_unit_test(several_channels),
		cmocka_unit_test(read_views),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
