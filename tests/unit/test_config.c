#include "scratch.h"

#include "config/config.h"

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
		"database, state_dir, encoder, journal_days, not_people, networks, roles"},
	{"networks:\n  - name: a\n", ":2: a network needs the key server (text)"},
	{"networks:\n  - {name: a, server: b, port: 0}\n", ":2: port: expected a number from 1"},
	{"networks:\n  - {name: a, server: b, port: 65536}\n", "to 65535"},
	{"networks:\n  - {name: a, server: b, tls: maybe}\n", ":2: tls: expected true or false"},
	{"networks:\n  - {name: a, server: b, nick: x y}\n", ":2: nick: expected one word"},
	{"networks:\n  - {name: a, server: b, user: ':x'}\n", ":2: user: expected one word"},
	{"networks:\n  - {name: a, server: \"b\\r\\nQUIT\"}\n", "control character U+000D"},
	{"networks:\n  - {name: a, server: b, channels: [{name: cambodia}]}\n",
		":2: channels: expected a name like \"#cambodia\""},
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
