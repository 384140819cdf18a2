#include "scratch.h"

#include "config/config.h"
#include "config/places.h"

#include <sys/stat.h>

static const char full[] = "database: /var/lib/tonle/tonle.db\n"
			   "state_dir: state\n"
			   "encoder: model.q8\n"
			   "networks:\n"
			   "  - name: libera\n"
			   "    server: irc.libera.chat\n"
			   "    port: 7000\n"
			   "    tls: true\n"
			   "    tls_fingerprint: abcd\n"
			   "    nick: angkor\n"
			   "    user: someone\n"
			   "    realname: A name\n"
			   "    servers: [{server: b.libera.chat}, {server: '::1', port: 1}]\n"
			   "    tls_ca: ca.pem\n"
			   "    tls_cert: /etc/tonle/cert.pem\n"
			   "    sasl: {mechanism: PLAIN, username: tonle, password_file: secret,\n"
			   "           required: true}\n"
			   "    silence: {ping_ms: 1000, gone_ms: 500}\n"
			   "    channels:\n"
			   "      - {name: \"#cambodia\", ambient: true}\n"
			   "      - name: \"#test\"\n"
			   "    pace: {burst: 3, interval_ms: 0}\n"
			   "  - {name: local, server: 127.0.0.1, tls: false}\n"
			   "roles:\n"
			   "  - {network: libera, account: alice, role: moderator}\n"
			   "  - {network: local, hostmask: \"*!*@10.*\", role: owner}\n";

static void test_full(void **state)
{
	struct config config;
	struct error err;

	(void)state;
	if (!config_read(scratch_write("tonle.yaml", full), &config, &err))
		fail_msg("%s", err.text);
	assert_string_equal(config.database, "/var/lib/tonle/tonle.db");
	assert_string_equal(config.state_dir, scratch_path("state"));
	assert_string_equal(config.encoder, scratch_path("model.q8"));
	assert_int_equal(config.network_count, 2);

	const struct config_network *network = &config.networks[0];
	assert_string_equal(network->name, "libera");
	assert_string_equal(network->server, "irc.libera.chat");
	assert_int_equal(network->port, 7000);
	assert_true(network->tls);
	assert_string_equal(network->tls_fingerprint, "abcd");
	assert_string_equal(network->nick, "angkor");
	assert_string_equal(network->user, "someone");
	assert_string_equal(network->realname, "A name");
	assert_int_equal(network->server_count, 3);
	assert_string_equal(network->servers[0].server, "irc.libera.chat");
	assert_int_equal(network->servers[0].port, 7000);
	assert_int_equal(network->servers[1].port, 6697);
	assert_string_equal(network->servers[2].server, "::1");
	assert_string_equal(network->tls_ca, scratch_path("ca.pem"));
	assert_string_equal(network->tls_cert, "/etc/tonle/cert.pem");
	assert_string_equal(network->tls_key, "");
	assert_string_equal(network->state_dir, scratch_path("state"));
	assert_true(network->sasl.required);
	assert_false(network->sasl.plaintext);
	assert_int_equal(network->ping_ms, 1000);
	assert_int_equal(network->gone_ms, 500);
	assert_string_equal(network->sasl.mechanism, "PLAIN");
	assert_string_equal(network->sasl.password_file, scratch_path("secret"));
	assert_int_equal(network->channel_count, 2);
	assert_true(network->channels[0].ambient);
	assert_false(network->channels[1].ambient);
	assert_int_equal(network->burst, 3);
	assert_int_equal(network->interval_ms, 0);
	assert_int_equal(network->line, 5);

	assert_int_equal(config.role_count, 2);
	assert_string_equal(config.roles[0].account, "alice");
	assert_string_equal(config.roles[1].hostmask, "*!*@10.*");
	assert_int_equal(config.roles[1].line, 26);
	config_free(&config);
	assert_null(config.networks);
}

static void test_defaults(void **state)
{
	struct config config;
	struct error err;
	const char *path = scratch_write(
		"tonle.yaml", "networks: [{name: a, server: b}, {name: c, server: d, tls: no}]\n");

	(void)state;
	if (!config_read(path, &config, &err))
		fail_msg("%s", err.text);
	assert_string_equal(config.database, scratch_path("tonle.db"));
	assert_string_equal(config.state_dir, scratch);
	assert_string_equal(config.encoder, "");

	const struct config_network *network = &config.networks[0];
	assert_true(network->tls);
	assert_int_equal(network->port, 6697);
	assert_int_equal(config.networks[1].port, 6667);
	assert_string_equal(network->nick, "tonle");
	assert_string_equal(network->user, "tonle");
	assert_true(network->realname[0] != '\0');
	assert_string_equal(network->sasl.mechanism, "");
	assert_string_equal(network->sasl.password_file, "");
	assert_string_equal(network->tls_fingerprint, "");
	assert_int_equal(network->server_count, 1);
	assert_string_equal(network->servers[0].server, "b");
	assert_string_equal(network->sasl.key_file, "");
	assert_int_equal(network->ping_ms, 90 * 1000);
	assert_int_equal(network->gone_ms, 60 * 1000);
	assert_int_equal(network->channel_count, 0);
	assert_int_equal(network->burst, 5);
	assert_int_equal(network->interval_ms, 2000);
	config_free(&config);
}

#define NETWORK "networks:\n  - {name: a, server: b}\n"

static const struct {
	const char *text, *error;
} bad[] = {
	{"databse: x\n",
		"tonle.yaml:1: unknown key \"databse\" in a configuration: expected one of "
		"database, state_dir, encoder, journal_days, two_people, timezone, daily, log, log_format, "
		"metrics, page, "
		"limits, subject, not_people, networks, roles"},
	{"page: {url: https://example.org/}\n", ":1: a page needs the key dir (text)"},
	{NETWORK "page:\n  dir: x\n  url: example.org/\n",
		":5: page: url: expected https:// and a path, found \"example.org/\""},
	{NETWORK "page:\n  dir: x\n  url: 'https://a/?b'\n", ":5: page: url: expected https://"},
	{NETWORK "page:\n  dir: x\n  channel: school\n",
		":5: page: channel: expected \"#channel\" or \"network/#channel\", found \"school\""},
	{"networks:\n  - name: a\n", ":2: a network needs the key server (text)"},
	{"networks:\n  - {name: a, server: b, port: 0}\n", ":2: port: expected a number from 1"},
	{"networks:\n  - {name: a, server: b, port: 65536}\n", "to 65535"},
	{"networks:\n  - {name: a, server: b, tls: maybe}\n", ":2: tls: expected true or false"},
	{"networks:\n  - {name: a, server: b, nick: x y}\n", ":2: nick: expected one word"},
	{"networks:\n  - {name: a, server: b, user: ':x'}\n", ":2: user: expected one word"},
	{"networks:\n  - {name: a, server: \"b\\r\\nQUIT\"}\n", "control character U+000D"},
	{"networks:\n  - {name: a, server: b, channels: [{name: cambodia}]}\n",
		":2: channels: expected a name like \"#school\""},
	{"networks:\n  - {name: a, server: b, channels: [{name: '#a,#b'}]}\n",
		"channels: expected"},
	{"networks:\n  - {name: a, server: b, pace: {burst: 0}}\n", ":2: burst: expected a number"},
	{"networks:\n  - {name: a, server: b, pace: {bursts: 1}}\n",
		"unknown key \"bursts\" in pace"},
	{"networks:\n  - {name: a, server: b, sasl: {password: x, password_env: y}}\n",
		":2: sasl: expected one of password_file, password_env, password"},
	{"networks:\n  - {name: a, server: b, sasl: {username: u, password: x}}\n",
		":2: sasl: password: "},
	{"networks:\n  - {name: a, servers: [{port: 6697}]}\n", "a server needs the key server"},
	{"networks:\n  - {name: a, servers: [{server: b c}]}\n", ":2: server: expected one word"},
	{"networks:\n  - name: a\n    server: irc.libera.chat:6697\n",
		":3: server: the port has a key of its own; write server: irc.libera.chat and port: "
		"6697"},
	{"networks:\n  - name: a\n    server: ircs://irc.libera.chat\n",
		":3: server: expected a host"},
	{"networks:\n  - {name: a, servers: [{server: 'b:+7000'}]}\n", "and port: 7000"},
	{"networks:\n  - name: a\n    server: b\n    nick: 9tonle\n",
		":4: nick: no server takes \"9tonle\""},
	{"networks:\n  - {name: a, server: b, nick: 'x!y'}\n", ":2: nick: no server takes"},
	{"networks:\n  - name: a\n    server: b\n    channels:\n      - name: #cambodia\n",
		":5: name: expected text, found nothing; write name: \"#school\" (in quotes"},
	{"networks:\n  - name: a\n    server: b\n    channels:\n      - #cambodia\n",
		":5: channels: expected a channel (a mapping), found nothing; write \"#school\""},
	{"networks:\n  - name: a\n    server: b\n    channels: \"#x\"\n",
		":4: channels: expected a list, found text; write channels: [\"#school\"]"},
	{"networks:\n  - {name: a, server: \"${TONLE_TEST_UNSET}\"}\n",
		":2: server: the environment variable TONLE_TEST_UNSET is not set"},
	{"networks:\n  - {name: a, server: \"${x\"}\n", "expected ${NAME}"},
	{"include: nothing.yaml\n", ":1: include: "},
	{"include: nothing.yaml\n", "/nothing.yaml: No such file"},
	{"include: [a, b]\n", ":1: include: expected text, found a list; write include: FILE"},
	{"include: tonle.yaml\n", "tonle.yaml:1: include: tonle.yaml: more than 8 files deep"},
	{"limits: {burst: -1}\n", ":1: burst: expected a number from 0 to 1000"},
	{"daily: {channel: '#x', at: noon}\n", ":1: at: expected a time like \"08:00\", found"},
	{"daily: {at: '8:00'}\n", ":1: daily needs the key channel (text)"},
	{"timezone: Atlantis\n", ":1: timezone: expected a name of the tz database such as"},
	{"log: loud\n", ":1: log: expected one of error, warning, info, debug"},
	{NETWORK "  - {name: a, server: c}\n", ":3: the network a is already on line 2"},
	{NETWORK "roles:\n  - {network: a, account: x, role: king}\n", ":4: role: expected one of"},
	{NETWORK "roles:\n  - {network: z, account: x, role: owner}\n",
		":4: network: expected the name of one of the networks, found \"z\""},
	{NETWORK "roles:\n  - {network: a, role: owner}\n", ":4: a role needs either account or"},
	{NETWORK "roles:\n  - {network: a, account: x, hostmask: y, role: owner}\n",
		"either account or hostmask"},
	{NETWORK "roles:\n  - {network: a, hostmask: \"alice!*@*\", role: owner}\n",
		":4: hostmask: \"alice!*@*\" names no host, and anybody can take a nick"},
	{NETWORK "roles:\n  - {network: a, hostmask: \"*!*@*\", role: ignored}\n",
		":4: hostmask: \"*!*@*\" matches everybody"},
	{NETWORK "roles:\n  - {network: a, hostmask: alice, role: owner}\n",
		":4: hostmask: expected nick!user@host, with * and ?, found \"alice\""},
};

static void test_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct config config;
		struct error err = {""};

		if (config_read(scratch_write("tonle.yaml", bad[i].text), &config, &err))
			fail_msg("was read: %s", bad[i].text);
		assert_says(err.text, bad[i].error);
		assert_says(err.text, "tonle.yaml:");
		assert_null(config.arena.last);
		assert_null(config.networks);
	}
}

static void collect(void *context, const char *text)
{
	char *all = context;
	const char *slash = strrchr(text, '/');

	snprintf(all + strlen(all), 2000 - strlen(all), "%s\n", slash ? slash + 1 : text);
}

/* Every mistake is found in one reading, and none leads to another. */
static void test_all_mistakes(void **state)
{
	const char *path = scratch_write("tonle.yaml",
		"databse: x\n"
		"networks:\n"
		"  - name: a\n"
		"    server: b:1\n"
		"    nick: 9\n"
		"    channels: [{name: '#x', ambient: perhaps}, '#y', 7]\n"
		"    sasl: {username: u, password_file: nowhere}\n"
		"  - {server: []}\n"
		"roles:\n"
		"  - {network: b, account: u, role: owner}\n");
	char all[2000] = "";
	struct config config;
	struct error err;

	(void)state;
	assert_false(config_read_all(path, &config, collect, all));
	config_free(&config);
	assert_string_equal(all,
		"tonle.yaml:1: unknown key \"databse\" in a configuration: expected one of database, "
		"state_dir, encoder, journal_days, two_people, timezone, daily, log, log_format, "
		"metrics, page, "
		"limits, subject, not_people, networks, roles\n"
		"tonle.yaml:6: ambient: expected true or false, found \"perhaps\"\n"
		"tonle.yaml:8: server: expected text, found a list; write server: irc.example.org\n"
		"tonle.yaml:8: a network needs the key name (text); write name: school\n"
		"tonle.yaml:5: nick: no server takes \"9\": expected a letter or one of []\\`_^{|} "
		"first, then also digits and '-', as in tonle\n"
		"tonle.yaml:4: server: the port has a key of its own; write server: b and port: 1\n"
		"tonle.yaml:6: channels: expected a name like \"#school\" (in quotes: # begins a "
		"comment), found \"7\"\n"
		"nowhere: No such file or directory\n"
		"tonle.yaml:10: network: expected the name of one of the networks, found \"b\"\n");
	assert_false(config_read(path, &config, &err));
	assert_says(err.text, "(and 7 more: tonle run --check)");
}

/* Short forms, variables, and files within files. */
static void test_forms(void **state)
{
	struct config config;
	struct error err;
	const char *path =
		scratch_write("tonle.yaml", "include: more.yaml\n"
					    "networks:\n"
					    "  - name: a\n"
					    "    server: \"irc.${TONLE_TEST_HOST}\"\n"
					    "    port: ${TONLE_TEST_PORT}\n"
					    "    realname: costs $5 or $${5}\n"
					    "    channels: [\"#x\", {name: \"#y\", log: yes}]\n"
					    "    sasl: {username: u, include: secret.yaml}\n");

	(void)state;
	setenv("TONLE_TEST_HOST", "example.org", 1);
	setenv("TONLE_TEST_PORT", "7000", 1);
	scratch_write("more.yaml", "limits: {burst: 0, interval: 1}\nlog: debug\n");
	chmod(scratch_write("secret.yaml", "password: sesame\n"), 0600);
	if (!config_read(path, &config, &err))
		fail_msg("%s", err.text);
	const struct config_network *network = &config.networks[0];

	assert_string_equal(network->server, "irc.example.org");
	assert_int_equal(network->port, 7000);
	assert_string_equal(network->realname, "costs $5 or ${5}");
	assert_int_equal(network->channel_count, 2);
	assert_string_equal(network->channels[0].name, "#x");
	assert_string_equal(network->channels[0].operators, "everyone");
	assert_true(network->channels[1].log);
	assert_string_equal(network->sasl.password, "sesame");
	assert_int_equal(config.limits.burst, 0);
	assert_int_equal(config.limits.interval, 1);
	assert_string_equal(config.log, "debug");
	config_free(&config);

	chmod(scratch_path("secret.yaml"), 0644);
	assert_false(config_read(path, &config, &err));
	assert_says(err.text, "/secret.yaml:1: sasl: password: ");
	assert_says(err.text, "chmod 600");
}

/* A configuration without any key, and the state directory of one in the user's place. */
static void test_places(void **state)
{
	struct config config;
	struct error err;
	char path[PLACES_PATH], expected[600];

	(void)state;
	assert_true(config_read(scratch_write("tonle.yaml", "# nothing\n"), &config, &err));
	assert_int_equal(config.network_count, 0);
	assert_int_equal(config.limits.burst, 8);
	assert_string_equal(config.database, scratch_path("tonle.db"));
	config_free(&config);

	places_state("/etc/tonle/tonle.yaml", path);
	assert_string_equal(path, "/var/lib/tonle");
	setenv("STATE_DIRECTORY", "/var/lib/x:/var/lib/y", 1);
	places_state("/etc/tonle/tonle.yaml", path);
	assert_string_equal(path, "/var/lib/x");
	unsetenv("STATE_DIRECTORY");

	setenv("XDG_CONFIG_HOME", scratch, 1);
	setenv("XDG_STATE_HOME", "/s", 1);
	snprintf(expected, sizeof expected, "%s/tonle/tonle.yaml", scratch);
	places_state(expected, path);
	assert_string_equal(path, "/s/tonle");
	places_state("/srv/bot/tonle.yaml", path);
	assert_string_equal(path, "/srv/bot");
	places_state("tonle.yaml", path);
	assert_string_equal(path, ".");

	unsetenv("TONLE_CONFIG");
	assert_true(places_make(scratch_path("tonle")));
	scratch_write("tonle/tonle.yaml", "");
	assert_true(places_config(path));
	assert_string_equal(path, expected);
	setenv("TONLE_CONFIG", "/elsewhere", 1);
	assert_true(places_config(path));
	assert_string_equal(path, "/elsewhere");
	unsetenv("TONLE_CONFIG");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_mistakes),
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
