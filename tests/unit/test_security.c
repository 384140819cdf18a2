/* Secrets and their files, pins, STS policies and their file. */
#include "scratch.h"

#include "base/secret.h"
#include "wire/sts.h"
#include "wire/tls.h"

#include <sys/stat.h>

static const char *private_file(const char *text)
{
	const char *path = scratch_write("secret", text);

	chmod(path, 0600);
	return path;
}

static void secrets_are_read(void **state)
{
	static const char *const texts[] = {"sesame", "sesame\n", "sesame\r\n", "sesame\nmore\n"};
	struct secret secret;
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (!secret_from_file(private_file(texts[i]), &secret, &err))
			fail_msg("%s", err.text);
		assert_string_equal(secret.text, "sesame");
	}
	setenv("TONLE_TEST_SECRET", "from the environment", 1);
	assert_true(secret_from_environment("TONLE_TEST_SECRET", &secret, &err));
	assert_string_equal(secret.text, "from the environment");
}

static void secrets_are_refused(void **state)
{
	char long_text[SECRET_MAX + 1];
	struct secret secret;
	struct error err = {""};
	const char *path = private_file("sesame\n");

	(void)state;
	for (int bit = 1; bit < 0100; bit <<= 1) { /* any right of group and others */
		chmod(path, (mode_t)(0600 | bit));
		assert_false(secret_from_file(path, &secret, &err));
		assert_false(secret_is_private(path, &err));
		assert_says(err.text, "chmod 600");
		assert_null(strstr(err.text, "sesame"));
		assert_null(strstr(secret.text, "sesame"));
	}
	setenv("CREDENTIALS_DIRECTORY", scratch, 1); /* systemd's are guarded otherwise */
	assert_true(secret_from_file(path, &secret, &err));
	unsetenv("CREDENTIALS_DIRECTORY");
	assert_false(secret_from_file(scratch_path("nowhere"), &secret, &err));
	assert_says(err.text, "No such file");
	assert_false(secret_from_file(scratch, &secret, &err));
	assert_false(secret_from_file(private_file("\nsesame\n"), &secret, &err));
	memset(long_text, 'x', SECRET_MAX);
	long_text[SECRET_MAX] = '\0';
	assert_false(secret_from_file(private_file(long_text), &secret, &err));
	long_text[SECRET_MAX - 1] = '\0';
	assert_true(secret_from_file(private_file(long_text), &secret, &err));
	assert_false(secret_from_environment("TONLE_TEST_UNSET", &secret, &err));
}

/* --- pins ------------------------------------------------------------------------------------- */

#define PIN "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef"
#define COLONS                                                                                     \
	"01:23:45:67:89:ab:cd:ef:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:ab:cd:ef:01:23:45:67:89:"  \
	"ab:cd:ef"

static void pins_are_pins(void **state)
{
	static const struct {
		const char *text;
		bool good;
	} rows[] = {
		{"", true},
		{PIN, true},
		{COLONS, true},
		{" " PIN ",  " COLONS " ", true},
		{"abcd", false},
		{PIN "0", false},
		{PIN "00", false},
		{PIN " x", false},
		{"g123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef", false},
		{"sha256:" PIN, false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct tls_setup setup = {.host = "irc.example.org",
			.ca_file = "",
			.cert_file = "",
			.key_file = "",
			.pins = rows[i].text};
		struct error err = {""};

		if (tls_check(&setup, &err) != rows[i].good)
			fail_msg("%s: %s", rows[i].text, err.text);
		if (!rows[i].good)
			assert_says(err.text, "tls_fingerprint: expected");
	}
}

/* --- strict transport security ---------------------------------------------------------------- */

static void policies_are_read(void **state)
{
	static const struct {
		const char *text;
		bool good;
		int port;
		int64_t duration;
	} rows[] = {
		{"port=6697", true, 6697, -1},
		{"duration=10,port=1,preload", true, 1, 10},
		{"duration=0", true, -1, 0},
		{"unknown=x,duration=5,port", true, -1, 5},
		{"", true, -1, -1},
		{",,", true, -1, -1},
		{"port=0", false, 0, 0},
		{"port=65536", false, 0, 0},
		{"port=-1", false, 0, 0},
		{"port=99999999999999999999", false, 0, 0},
		{"port=", false, 0, 0},
		{"duration=1x", false, 0, 0},
		{"duration=99999999999999999999", true, -1, INT64_C(10) * 366 * 86400},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sts_value value;

		if (sts_read(rows[i].text, &value) != rows[i].good)
			fail_msg("%s", rows[i].text);
		if (rows[i].good) {
			assert_int_equal(value.port, rows[i].port);
			assert_int_equal(value.duration, rows[i].duration);
		}
	}
}

static void policies_are_kept(void **state)
{
	char directory[512];
	struct error err = {""};

	(void)state;
	snprintf(directory, sizeof directory, "%s", scratch_path("state")); /* made when needed */
	assert_int_equal(sts_port(directory, "a.test", 1000), 0);
	assert_true(sts_remember(directory, "a.test", 6697, 0, 1000, &err));
	assert_int_equal(access(directory, F_OK), -1); /* nothing to forget: nothing to write */
	assert_true(sts_remember(directory, "a.test", 6697, 100, 1000, &err));
	assert_true(sts_remember(directory, "B.test", 7000, 200, 1000, &err));
	assert_int_equal(sts_port(directory, "A.TEST", 1099), 6697);
	assert_int_equal(sts_port(directory, "A.TEST", 1100), 0);
	assert_int_equal(sts_port(directory, "b.test", 1100), 7000);
	assert_true(sts_remember(directory, "a.test", 6698, 100, 1050, &err)); /* replaced */
	assert_int_equal(sts_port(directory, "a.test", 1149), 6698);
	assert_true(sts_remember(directory, "b.test", 7000, 0, 1060, &err));
	assert_int_equal(sts_port(directory, "b.test", 1060), 0);
	assert_int_equal(sts_port("", "a.test", 1060), 0);
	assert_false(sts_remember("", "a.test", 1, 1, 1, &err));
	assert_false(sts_remember(directory, "a b", 1, 1, 1, &err));
	assert_false(sts_remember("/proc/nowhere/at/all", "a", 1, 1, 1, &err));
	assert_says(err.text, "cannot create /proc/nowhere/at/all");
}

static void a_damaged_file_does_no_harm(void **state)
{
	struct error err;

	(void)state;
	scratch_write("sts", "# a comment\nnonsense\na.test x y z\n\nb.test 70000 1 9999\n"
			     "c.test 6697 100 9999\n");
	assert_int_equal(sts_port(scratch, "a.test", 1), 0);
	assert_int_equal(sts_port(scratch, "b.test", 1), 0);
	assert_int_equal(sts_port(scratch, "c.test", 1), 6697);
	assert_true(sts_remember(scratch, "d.test", 1, 100, 1, &err));
	assert_int_equal(sts_port(scratch, "c.test", 1), 6697);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secrets_are_read),
		cmocka_unit_test(secrets_are_refused),
		cmocka_unit_test(pins_are_pins),
		cmocka_unit_test(policies_are_read),
		cmocka_unit_test(policies_are_kept),
		cmocka_unit_test(a_damaged_file_does_no_harm),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
