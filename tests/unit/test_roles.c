#include "store_fixture.h"

#include "keep/store_people.h"
#include "people/roles.h"
#include "wire/mask.h"

static struct store *store;

static int make_store(void **state)
{
	if (scratch_setup(state) != 0)
		return -1;
	store = new_store();
	return 0;
}

static int drop_store(void **state)
{
	store_close(store);
	return scratch_teardown(state);
}

static void give(enum role_kind kind, const char *who, const char *role, int64_t until)
{
	const struct role_row row = {.network = "net",
		.kind = kind,
		.who = who,
		.role = role,
		.until = until,
		.granter = "test",
		.at = noon.unix};
	struct error err;

	if (!store_role_put(store, &row, &err))
		fail_msg("%s", err.text);
}

static bool drop(const char *who, bool *dropped)
{
	const struct role_row row = {.network = "net",
		.kind = ROLE_BY_ACCOUNT,
		.who = who,
		.granter = "test",
		.at = noon.unix};
	struct error err;

	return store_role_drop(store, &row, dropped, &err);
}

static enum role role_at(const struct person *person, int64_t unix_time)
{
	struct error err = {.text = ""};
	enum role role = roles_of(store, person, (struct timestamp){.unix = unix_time}, &err);

	assert_string_equal(err.text, "");
	return role;
}

/* A nick alone has no role; an account or a host on its network has. */
static void who_gets_which_role(void **state)
{
	static const struct {
		const char *network, *nick, *user, *host, *account;
		enum role role;
	} rows[] = {
		{"net", "alice", "al", "h", "", ROLE_EVERYONE},
		{"net", "alice", "al", "h", "mallory", ROLE_EVERYONE},
		{"net", "anything", "al", "h", "alice", ROLE_MODERATOR},
		{"net", "anything", "al", "h", "ALICE", ROLE_MODERATOR},
		{"other", "alice", "al", "h", "alice", ROLE_EVERYONE},
		{"net", "x", "u", "a.staff.example", "", ROLE_TRUSTED},
		{"net", "x", "u", "A.STAFF.example", "", ROLE_TRUSTED},
		{"net", "x", "u", "staff.example", "", ROLE_EVERYONE},
		{"net", "x", "u", "b.staff.example.evil", "", ROLE_EVERYONE},
		{"net", "x", "boss", "a.staff.example", "", ROLE_OWNER}, /* the highest mask */
		{"net", "x", "u", "a.staff.example", "alice", ROLE_MODERATOR},
		{"net", "x", "u", "a.staff.example", "iggy", ROLE_IGNORED}, /* accounts decide */
		{"net", "pest", "u", "h", "", ROLE_IGNORED},
		{"net", "pest", "u", "h", "alice", ROLE_MODERATOR},
		{"net", "pest", "u", "a.staff.example", "", ROLE_TRUSTED},
		{"net", "alice", "", "", "", ROLE_EVERYONE}, {"net", "", "", "", "", ROLE_EVERYONE},
		{"net", "x", "u", "h", "%", ROLE_EVERYONE},
		{"net", "x", "u", "h", "*", ROLE_EVERYONE},
		{"net", "x", "u", "h", "v[1]", ROLE_TRUSTED},
		{"net", "x", "u", "h", "V{1}", ROLE_TRUSTED}, /* rfc1459 */
	};

	(void)state;
	give(ROLE_BY_ACCOUNT, "alice", "moderator", 0);
	give(ROLE_BY_ACCOUNT, "iggy", "ignored", 0);
	give(ROLE_BY_ACCOUNT, "v[1]", "trusted", 0);
	give(ROLE_BY_MASK, "*!*@*.staff.example", "trusted", 0);
	give(ROLE_BY_MASK, "*!boss@a.staff.*", "owner", 0);
	give(ROLE_BY_MASK, "pest!*@*", "ignored", 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct person person = {rows[i].network, rows[i].nick, rows[i].user,
			rows[i].host, rows[i].account, CASEMAP_RFC1459};

		if (role_at(&person, noon.unix) != rows[i].role)
			fail_msg("row %zu: %s", i, roles_name(role_at(&person, noon.unix)));
	}
}

/* What was granted for a time falls back to the configuration; what left that is gone. */
static void grants_end_and_the_configuration_remains(void **state)
{
	const struct person alice = {"net", "a", "u", "h", "alice", CASEMAP_ASCII};
	const struct config_role roles[] = {
		{.network = "net", .account = "alice", .hostmask = "", .role = "trusted"}};
	struct config config = {.roles = roles, .role_count = 1};
	struct error err;
	bool dropped;

	(void)state;
	assert_true(roles_seed(store, &config, noon, &err));
	assert_int_equal(role_at(&alice, noon.unix), ROLE_TRUSTED);
	give(ROLE_BY_ACCOUNT, "Alice", "ignored", noon.unix + 100);
	assert_int_equal(role_at(&alice, noon.unix + 99), ROLE_IGNORED);
	assert_int_equal(role_at(&alice, noon.unix + 100), ROLE_TRUSTED);
	give(ROLE_BY_ACCOUNT, "alice", "owner", 0);
	assert_true(roles_seed(store, &config, noon, &err)); /* a restart keeps what was granted */
	assert_int_equal(role_at(&alice, noon.unix), ROLE_OWNER);
	assert_true(drop("ALICE", &dropped));
	assert_true(dropped);
	assert_int_equal(role_at(&alice, noon.unix), ROLE_TRUSTED);
	assert_true(drop("alice", &dropped));
	assert_false(dropped); /* the configuration's is not ours to drop */
	config.role_count = 0;
	assert_true(roles_seed(store, &config, noon, &err));
	assert_int_equal(role_at(&alice, noon.unix), ROLE_EVERYONE);
}

/* Roles are kept in memory: what another process changes counts after the next look, and a clock
 * that is set back gives back what has not ended. */
static void what_is_kept_is_current(void **state)
{
	const struct person alice = {"net", "a", "u", "h", "alice", CASEMAP_ASCII};
	const struct role_row revoked = {.network = "net",
		.kind = ROLE_BY_ACCOUNT,
		.who = "alice",
		.granter = "test",
		.at = noon.unix};
	struct store *other = open_store("t.db", STORE_WRITE);
	struct error err;
	bool dropped;

	(void)state;
	give(ROLE_BY_ACCOUNT, "alice", "owner", noon.unix + 100);
	assert_int_equal(role_at(&alice, noon.unix), ROLE_OWNER);
	assert_int_equal(role_at(&alice, noon.unix + 100), ROLE_EVERYONE);
	assert_int_equal(role_at(&alice, noon.unix), ROLE_OWNER);
	assert_true(store_role_drop(other, &revoked, &dropped, &err));
	assert_true(dropped);
	store_close(other);
	store_changed(store);
	assert_int_equal(role_at(&alice, noon.unix), ROLE_EVERYONE);
}

static void masks_must_prove_something(void **state)
{
	static const struct {
		const char *mask;
		bool proves, usable;
	} rows[] = {
		{"*!*@*.example.org", true, true},
		{"alice!al@10.1.*", true, true},
		{"*!*@user/alice", true, true},
		{"*!*@2001:db8::*", true, true},
		{"alice!*@*", false, true},
		{"*!~alice@*", false, true},
		{"alice!alice@*.*", false, true},
		{"alice!alice@?*", false, true},
		{"*!*@*", false, false},
		{"*!?*@*.*", false, false},
		{"alice", false, false},
		{"alice@host", false, false},
		{"alice!host", false, false},
		{"@!host", false, false},
		{"a@b!c", false, false},
		{"!u@h", false, false},
		{"a!@h", false, false},
		{"a!u@", false, false},
		{"a!u@h@i", false, false},
		{"a b!u@h", false, false},
		{"", false, false},
		{"%!_@x", true, true},
	};
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (mask_check(rows[i].mask, true, &err) != rows[i].proves ||
			mask_check(rows[i].mask, false, &err) != rows[i].usable)
			fail_msg("%s: %s", rows[i].mask, err.text);
}

static void globs(void **state)
{
	static const struct {
		const char *glob, *text;
		bool like;
	} rows[] = {
		{"", "", true},
		{"*", "", true},
		{"**", "abc", true},
		{"?", "", false},
		{"a?c", "abc", true},
		{"a*c", "abbbc", true},
		{"a*c", "abbbcd", false},
		{"*b*b*", "abab", true},
		{"*ab", "aab", true},
		{"[x]", "{X}", true},
		{"%", "abc", false},
		{"_", "a", false},
		{"a*", "b", false},
		{"*.example", "x.example.evil", false},
	};
	char glob[401], text[401];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (casemap_like(CASEMAP_RFC1459, rows[i].glob, rows[i].text) != rows[i].like)
			fail_msg("%s %s", rows[i].glob, rows[i].text);
	assert_false(casemap_like(CASEMAP_ASCII, "[x]", "{x}"));
	for (int i = 0; i < 400; i++) { /* no exponential time */
		glob[i] = i % 2 ? '*' : 'a';
		text[i] = 'a';
	}
	glob[399] = 'b';
	glob[400] = text[400] = '\0';
	assert_false(casemap_like(CASEMAP_ASCII, glob, text));
}

static void an_account_or_nick_and_host_make_the_same_person(void **state)
{
	const struct person person = {"net", "alice", "al", "host", "acc", CASEMAP_ASCII};
	const struct person bare = {"net", "alice", "al", "host", "", CASEMAP_ASCII};

	(void)state;
	assert_true(roles_same(&person, "ACC", "other", "elsewhere"));
	assert_false(roles_same(&bare, "acc", "alice", "host"));
	assert_true(roles_same(&bare, "", "ALICE", "HOST"));
	assert_false(roles_same(&bare, "", "alice", ""));
	assert_false(roles_same(&bare, "", "alice", "other"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masks_must_prove_something),
		cmocka_unit_test(globs),
		cmocka_unit_test(an_account_or_nick_and_host_make_the_same_person),
		cmocka_unit_test_setup_teardown(what_is_kept_is_current, make_store, drop_store),
		cmocka_unit_test_setup_teardown(who_gets_which_role, make_store, drop_store),
		cmocka_unit_test_setup_teardown(
			grants_end_and_the_configuration_remains, make_store, drop_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
