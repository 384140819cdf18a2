#include "scratch.h"

#include "wire/mask.h"

/* A mask compares nick, user and host apart, and one of addresses matches no name. */
static void masks_match_their_parts(void **state)
{
	static const struct {
		const char *mask, *nick, *user, *host;
		bool matches;
	} rows[] = {
		{"*!*@10.1.*", "mona", "m", "10.1.2.3", true},
		{"*!*@10.1.*", "eve", "x", "10.1.evil.com", false},
		{"*!*@10.1.*", "eve", "a@10.1.2.3", "evil.com", false},
		{"*!*@10.1.0.0/16", "mona", "m", "10.1.255.3", true},
		{"*!*@10.1.0.0/16", "mona", "m", "10.2.0.1", false},
		{"*!*@10.1.0.0/16", "eve", "x", "10.1.0.0/16", false},
		{"*!*@10.1.0.0/16", "eve", "x", "10.1.evil.com", false},
		{"*!*@10.1.2.128/25", "m", "m", "10.1.2.200", true},
		{"*!*@10.1.2.128/25", "m", "m", "10.1.2.100", false},
		{"*!*@0.0.0.0/0", "m", "m", "1.2.3.4", true},
		{"*!*@0.0.0.0/0", "m", "m", "2001:db8::1", false},
		{"*!*@2001:db8::/32", "m", "m", "2001:db8:ffff::1", true},
		{"*!*@2001:db8::/32", "m", "m", "2001:db9::1", false},
		{"*!*@2001:db8:*", "m", "m", "2001:db8:1::2", true},
		{"*!*@10.1.0.0/99", "m", "m", "10.1.0.1", false},
		{"*!*@10.1.0.0/x", "m", "m", "10.1.0.1", false},
		{"*!*@*.example.org", "m", "m", "a.EXAMPLE.org", true},
		{"*!*@*.example.org", "m", "x@a.example.org", "evil.com", false},
		{"mona!*@host", "MONA", "m", "host", true},
		{"mona!*@host", "eve!mona", "m", "host", false},
		{"mona!m?@host", "mona", "m1", "host", true},
		{"nonsense", "nonsense", "", "", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (mask_matches(CASEMAP_ASCII, rows[i].mask, rows[i].nick, rows[i].user,
			    rows[i].host) != rows[i].matches)
			fail_msg("%s %s!%s@%s", rows[i].mask, rows[i].nick, rows[i].user,
				rows[i].host);
}

/* A network that is none, or everybody, is refused when it is written, not only never matched. */
static void networks_are_checked(void **state)
{
	static const struct {
		const char *mask;
		bool good;
	} rows[] = {
		{"*!*@10.1.0.0/16", true},
		{"*!*@2001:db8::/32", true},
		{"*!*@10.1.2.3/32", true},
		{"*!*@10.1.0.0/33", false},
		{"*!*@10.1.0.0/", false},
		{"*!*@10.1/16", false},
		{"*!*@10.1.*/16", false},
		{"*!*@2001:db8::/129", false},
		{"*!*@0.0.0.0/0", false},
		{"*!*@::/0", false},
		{"*!*@gateway/web/10.1.0.0", true}, /* a cloak */
		{"*!*@user/alice", true},
	};
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (mask_check(rows[i].mask, true, &err) != rows[i].good)
			fail_msg("%s", rows[i].mask);
}

static void loose_masks(void **state)
{
	(void)state;
	assert_true(mask_is_loose("*!*@*.example.org"));
	assert_true(mask_is_loose("*!*@10.1.example.*"));
	assert_false(mask_is_loose("*!*@10.1.*"));
	assert_false(mask_is_loose("*!*@staff.example.org"));
	assert_false(mask_is_loose("*!*@10.1.0.0/16"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masks_match_their_parts),
		cmocka_unit_test(networks_are_checked),
		cmocka_unit_test(loose_masks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
