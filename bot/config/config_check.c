/* Checks of a configuration that the shapes of config_keys.c cannot make. */
#include "base/secret.h"
#include "base/zone.h"
#include "config/config_inner.h"
#include "config/relay_form.h"
#include "fact/scope.h"
#include "wire/mask.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct check {
	const struct config *config;
	struct yaml_reading *reading;
	struct error *err;
};

/* Reports a mistake in a text, with the text's line or, for a default, the line given. */
__attribute__((format(printf, 4, 5))) static void mistake(
	struct check *check, const char *text, int line, const char *format, ...)
{
	const struct yaml_place *place = yaml_place(check->reading, text);
	char reason[512], whole[640];
	va_list arguments;

	if (place && place->bad)
		return;
	va_start(arguments, format);
	vsnprintf(reason, sizeof reason, format, arguments);
	va_end(arguments);
	snprintf(whole, sizeof whole, "%s:%d: %s", place ? place->path : check->config->path,
		place ? place->line : line, reason);
	if (check->reading->mistakes++ == 0)
		error_set(check->err, "%s", whole);
	if (check->reading->complain)
		check->reading->complain(check->reading->context, whole);
}

static bool is_bad(const struct check *check, const char *text)
{
	const struct yaml_place *place = yaml_place(check->reading, text);

	return place && place->bad;
}

/* A parameter of an IRC message cannot contain a space (RFC 2812, 2.3.1). */
static bool check_word(struct check *check, const struct config_network *network, const char *key,
	const char *word)
{
	if (!strpbrk(word, " ,") && word[0] != ':')
		return true;
	mistake(check, word, network->line,
		"%s: expected one word (no space, no comma, no ':' first), found \"%.60s\"", key,
		word);
	return false;
}

/* RFC 2812 2.3.1, with the letters of other alphabets that some networks allow. */
static void check_nick(struct check *check, const struct config_network *network)
{
	static const char special[] = "[]\\`_^{|}";
	const char *nick = network->nick;

	if (!check_word(check, network, "nick", nick))
		return;
	for (const char *at = nick; *at; at++) {
		unsigned char c = (unsigned char)*at;

		if (isalpha(c) || c >= 0x80 || strchr(special, c) ||
			(at > nick && (isdigit(c) || c == '-')))
			continue;
		mistake(check, nick, network->line,
			"nick: no server takes \"%.60s\": expected a letter or one of %s first, "
			"then also digits and '-', as in tonle",
			nick, special);
		return;
	}
}

/* "host:port" in one text, and not an IPv6 address. */
static const char *port_within(const char *server)
{
	struct in6_addr six;
	const char *colon = strrchr(server, ':');

	if (!colon || inet_pton(AF_INET6, server, &six) == 1)
		return NULL;
	return colon[1] && colon[1 + strspn(colon + 1, "+0123456789")] == '\0' ? colon : NULL;
}

static void check_server(
	struct check *check, const struct config_network *network, const char *server)
{
	const char *colon = port_within(server);

	if (*server == '\0' || strpbrk(server, " ,"))
		mistake(check, server, network->line,
			"server: expected one word (no space, no comma), found \"%.60s\"", server);
	else if (strstr(server, "://"))
		mistake(check, server, network->line,
			"server: expected a host's name or address, found the URL \"%.60s\"; write "
			"server: irc.example.org and port: 6697",
			server);
	else if (colon)
		mistake(check, server, network->line,
			"server: the port has a key of its own; write server: %.*s and port: %s",
			(int)(colon - server), server, colon + 1 + strspn(colon + 1, "+"));
}

/* A prefix consists of punctuation: with a letter or a digit, ordinary words could begin with
 * it. */
static void check_prefix(struct check *check, const struct config_network *network, const char *key,
	const char *prefix)
{
	enum { MOST = 8 };
	size_t length = strspn(prefix, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

	if (prefix[length] || length > MOST)
		mistake(check, prefix, network->line,
			"channels: %s: expected marks such as \"!\" or \".\", or \"\" for none, "
			"found \"%.60s\"",
			key, prefix);
}

static void check_channels(struct check *check, const struct config_network *network)
{
	for (size_t i = 0; i < network->channel_count; i++) {
		const struct config_channel *channel = &network->channels[i];
		const char *name = channel->name;

		if (!*name || !strchr("#&+!", name[0]) || strpbrk(name, " ,\a"))
			mistake(check, name, network->line,
				"channels: expected a name like \"#school\" (in quotes: # begins "
				"a comment), found \"%.60s\"",
				name);
		if (strpbrk(channel->key, " ,") || channel->key[0] == ':')
			mistake(check, channel->key, network->line,
				"channels: the key of %s must be one word", name);
		check_prefix(check, network, "prefix", channel->prefix);
		check_prefix(check, network, "question_prefix", channel->question_prefix);
	}
}

/* sasl.c checks what each mechanism needs. */
static void check_sasl(struct check *check, const struct config_network *network)
{
	const struct config_sasl *sasl = &network->sasl;
	const struct yaml_place *place = yaml_place(check->reading, sasl->password);
	int passwords = (*sasl->password != '\0') + (*sasl->password_file != '\0') +
			(*sasl->password_env != '\0');
	struct error reason;

	if (passwords > 1)
		mistake(check, *sasl->password ? sasl->password : sasl->password_env, network->line,
			"sasl: expected one of password_file, password_env, password");
	else if (*sasl->password &&
		 !secret_is_private(place ? place->path : check->config->path, &reason))
		mistake(check, sasl->password, network->line, "sasl: password: %s", reason.text);
}

static void check_relays(struct check *check, const struct config_network *network)
{
	for (size_t i = 0; i < network->relay_count; i++) {
		const struct config_relay *relay = &network->relays[i];
		struct error reason;

		if (!*relay->nick || strpbrk(relay->nick, " ,!@"))
			mistake(check, relay->nick, relay->line,
				"relays: nick: expected a nick, found \"%.60s\"", relay->nick);
		if (!relay_form_check(relay->form, &reason))
			mistake(check, relay->form, relay->line, "relays: form: %s", reason.text);
	}
}

static void check_file(
	struct check *check, const struct config_network *network, const struct config_file *file)
{
	const char *path = *(const char *const *)(const void *)((const char *)network + file->at);
	struct secret secret;
	struct error reason;

	if (!*path || (strcmp(file->key, "tls_key") == 0 && !*network->tls_cert))
		return;
	if (!file->secret && access(path, R_OK) < 0)
		mistake(check, path, network->line, "%s %s: %s", file->key, path, strerror(errno));
	else if (file->secret && !secret_from_file(path, &secret, &reason))
		mistake(check, path, network->line, "%s %s", file->key, reason.text);
	secret_wipe(&secret, sizeof secret);
}

static void check_network(struct check *check, const struct config_network *network, size_t at)
{
	const struct config_network *first =
		config_network_before(check->config, network->name, at);

	check_word(check, network, "name", network->name);
	check_nick(check, network);
	if (network->user != network->nick) /* not the default */
		check_word(check, network, "user", network->user);
	check_word(check, network, "nickserv: nick", network->nickserv.nick);
	check_word(check, network, "nickserv: account", network->nickserv.account);
	if (network->server_count == 0 && !is_bad(check, network->server))
		mistake(check, network->name, network->line,
			"a network needs the key server (text) or servers; write server: "
			"irc.example.org");
	for (size_t i = 0; i < network->server_count; i++)
		check_server(check, network, network->servers[i].server);
	check_channels(check, network);
	check_relays(check, network);
	check_sasl(check, network);
	if (first && *network->name)
		mistake(check, network->name, network->line, "the network %s is already on line %d",
			network->name, first->line);
}

static void check_role(struct check *check, const struct config_role *role)
{
	struct error reason;

	if (((*role->account != '\0') == (*role->hostmask != '\0')) &&
		!is_bad(check, role->account) && !is_bad(check, role->hostmask))
		mistake(check, role->role, role->line,
			"a role needs either account or hostmask; write account: alice");
	if (!config_network(check->config, role->network))
		mistake(check, role->network, role->line,
			"network: expected the name of one of the networks, found \"%.60s\"",
			role->network);
	if (*role->hostmask &&
		!mask_check(role->hostmask, strcmp(role->role, "ignored") != 0, &reason))
		mistake(check, role->hostmask, role->line, "hostmask: %s", reason.text);
}

static void check_page(struct check *check, const struct config_page *page)
{
	const bool web =
		strncmp(page->url, "https://", 8) == 0 || strncmp(page->url, "http://", 7) == 0;

	if (*page->url && (!web || strpbrk(page->url, " \"<>?#")))
		mistake(check, page->url, 0,
			"page: url: expected https:// and a path, found \"%.100s\"", page->url);
	if (*page->channel && !scope_is_name(page->channel))
		mistake(check, page->channel, 0,
			"page: channel: expected \"#channel\" or \"network/#channel\", found "
			"\"%.100s\"",
			page->channel);
}

void config_check(
	const struct config *config, struct yaml_reading *reading, bool files, struct error *err)
{
	struct check check = {.config = config, .reading = reading, .err = err};

	for (size_t i = 0; i < config->network_count; i++) {
		check_network(&check, &config->networks[i], i);
		for (size_t j = 0; files && j < CONFIG_FILES; j++)
			check_file(&check, &config->networks[i], &config_files[j]);
	}
	check_page(&check, &config->page);
	char zone[64];
	int64_t at;
	if (config->daily.channel && *config->daily.channel &&
		!zone_read_time(config->daily.at, &at))
		mistake(&check, config->daily.at, 1,
			"at: expected a time like \"08:00\", found \"%.60s\"", config->daily.at);
	if (*config->timezone && !zone_find(config->timezone, zone, sizeof zone))
		mistake(&check, config->timezone, 1,
			"timezone: expected a name of the tz database such as "
			"Asia/Phnom_Penh, found \"%.60s\"",
			config->timezone);
	for (size_t i = 0; i < config->role_count; i++)
		check_role(&check, &config->roles[i]);
}
