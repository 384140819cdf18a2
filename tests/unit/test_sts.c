/* STS policies: how they are kept, and for how long. */
#include "scratch.h"

#include "net/route.h"
#include "wire/sts.h"

#include <errno.h>

static unsigned synced;
static bool disk_fails;

/* In the place of libc's. */
int fsync(int fd)
{
	(void)fd;
	synced++;
	errno = EIO;
	return disk_fails ? -1 : 0;
}

/* What is remembered is on the disk before it takes the place of what was; what cannot be brought
 * there leaves that alone. */
static void a_policy_outlasts_a_power_cut(void **state)
{
	struct error err;

	(void)state;
	synced = 0;
	assert_true(sts_remember(scratch, "irc.test", 6697, 300, 1000, &err));
	assert_int_equal(synced, 1);
	disk_fails = true;
	assert_false(sts_remember(scratch, "irc.test", 7000, 300, 1000, &err));
	disk_fails = false;
	assert_says(err.text, strerror(EIO));
	assert_int_equal(sts_port(scratch, "irc.test", 1000), 6697);
}

static void a_policy_ends_in_its_time(void **state)
{
	struct error err;

	(void)state;
	assert_true(sts_remember(scratch, "irc.test", 6697, 300, 1000, &err));
	assert_int_equal(sts_port(scratch, "IRC.test", 1299), 6697);
	assert_int_equal(sts_port(scratch, "irc.test", 1300), 0);
	assert_int_equal(sts_port(scratch, "other.test", 1000), 0);
	assert_true(sts_remember(scratch, "irc.test", 6697, 0, 1000, &err));
	assert_int_equal(sts_port(scratch, "irc.test", 1000), 0);
}

/* Its duration counts from the end of the connection. */
static void a_policy_is_renewed_when_the_connection_ends(void **state)
{
	const struct config_network config = {
		.name = "test", .server = "irc.test", .port = 6667, .state_dir = scratch};
	struct route *r = route_new(&config);

	(void)state;
	route_begin(r, (struct timestamp){.unix = 1000});
	route_upgrade(r, 6697);
	route_begin(r, (struct timestamp){.unix = 1000});
	assert_true(route_secure(r));
	route_policy(r, 300, (struct timestamp){.unix = 1000});
	assert_int_equal(sts_port(scratch, "irc.test", 1299), 6697);
	assert_int_equal(sts_port(scratch, "irc.test", 1300), 0);
	route_end(r, true, (struct timestamp){.unix = 5000});
	assert_int_equal(sts_port(scratch, "irc.test", 5299), 6697);
	assert_int_equal(sts_port(scratch, "irc.test", 5300), 0);
	route_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_policy_outlasts_a_power_cut),
		cmocka_unit_test(a_policy_ends_in_its_time),
		cmocka_unit_test(a_policy_is_renewed_when_the_connection_ends),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
