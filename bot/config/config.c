#include "config/config.h"

#include "base/secret.h"
#include "base/yaml.h"
#include "config/relay_form.h"
#include "wire/mask.h"

#include <string.h>

/* The format, from the leaves up. */
static const char *const operators[] = {"everyone", "trusted", "moderator", NULL};
static const struct yaml_key channel_keys[] = {
	{"name", YAML_TEXT, .required = true, .at = offsetof(struct config_channel, name)},
	{"key", YAML_TEXT, .at = offsetof(struct config_channel, key)},
	{"ambient", YAML_FLAG, .at = offsetof(struct config_channel, ambient)},
	{"log", YAML_FLAG, .at = offsetof(struct config_channel, log)},
	{"operators", YAML_TEXT, .at = offsetof(struct config_channel, operators),
		.default_text = "everyone", .one_of = operators},
};
static const struct yaml_shape channel_shape = {
	.what = "a channel", .size = sizeof(struct config_channel), YAML_KEYS(channel_keys)};

static const struct yaml_key server_keys[] = {
	{"server", YAML_TEXT, .required = true, .at = offsetof(struct config_server, server)},
	{"port", YAML_NUMBER, .at = offsetof(struct config_server, port), .least = 1,
		.most = 65535},
};
static const struct yaml_shape server_shape = {
	.what = "a server", .size = sizeof(struct config_server), YAML_KEYS(server_keys)};

static const struct yaml_key sasl_keys[] = {
	{"mechanism", YAML_TEXT, .at = offsetof(struct config_sasl, mechanism)},
	{"username", YAML_TEXT, .at = offsetof(struct config_sasl, username)},
	{"password_file", YAML_TEXT, .at = offsetof(struct config_sasl, password_file)},
	{"password_env", YAML_TEXT, .at = offsetof(struct config_sasl, password_env)},
	{"password", YAML_TEXT, .at = offsetof(struct config_sasl, password)},
	{"key_file", YAML_TEXT, .at = offsetof(struct config_sasl, key_file)},
	{"required", YAML_FLAG, .at = offsetof(struct config_sasl, required)},
	{"plaintext", YAML_FLAG, .at = offsetof(struct config_sasl, plaintext)},
};
static const struct yaml_shape sasl_shape = {
	.what = "sasl", .size = sizeof(struct config_sasl), YAML_KEYS(sasl_keys)};

static const struct yaml_key nickserv_keys[] = {
	{"nick", YAML_TEXT, .at = offsetof(struct config_nickserv, nick),
		.default_text = "NickServ"},
	{"account", YAML_TEXT, .at = offsetof(struct config_nickserv, account)},
	{"password_file", YAML_TEXT, .required = true,
		.at = offsetof(struct config_nickserv, password_file)},
	{"plaintext", YAML_FLAG, .at = offsetof(struct config_nickserv, plaintext)},
};
static const struct yaml_shape nickserv_shape = {
	.what = "nickserv", .size = sizeof(struct config_nickserv), YAML_KEYS(nickserv_keys)};

static const struct yaml_key relay_keys[] = {
	{"nick", YAML_TEXT, .required = true, .at = offsetof(struct config_relay, nick)},
	{"form", YAML_TEXT, .at = offsetof(struct config_relay, form), .default_text = "common"},
	{NULL, YAML_LINE, .at = offsetof(struct config_relay, line)},
};
static const struct yaml_shape relay_shape = {
	.what = "a relay", .size = sizeof(struct config_relay), YAML_KEYS(relay_keys)};

static const struct yaml_key mask_self = {"a mask", YAML_TEXT, .at = 0};
static const struct yaml_shape mask_shape = {
	.what = "a mask", .size = sizeof(const char *), .self = &mask_self};

/* part of struct config_network */
static const struct yaml_key pace_keys[] = {
	{"burst", YAML_NUMBER, .at = offsetof(struct config_network, burst), .least = 1,
		.most = 100, .default_value = 5},
	{"interval_ms", YAML_NUMBER, .at = offsetof(struct config_network, interval_ms), .least = 0,
		.most = 60000, .default_value = 2000},
};
static const struct yaml_shape pace_shape = {
	.what = "pace", .size = sizeof(struct config_network), YAML_KEYS(pace_keys)};

static const struct yaml_key silence_keys[] = {
	{"ping_ms", YAML_NUMBER, .at = offsetof(struct config_network, ping_ms), .least = 100,
		.most = 3600 * 1000, .default_value = 90 * 1000},
	{"gone_ms", YAML_NUMBER, .at = offsetof(struct config_network, gone_ms), .least = 100,
		.most = 3600 * 1000, .default_value = 60 * 1000},
};
static const struct yaml_shape silence_shape = {
	.what = "silence", .size = sizeof(struct config_network), YAML_KEYS(silence_keys)};

static const struct yaml_key network_keys[] = {
	{"name", YAML_TEXT, .required = true, .at = offsetof(struct config_network, name)},
	{"server", YAML_TEXT, .at = offsetof(struct config_network, server)},
	{"port", YAML_NUMBER, .at = offsetof(struct config_network, port), .least = 1,
		.most = 65535},
	{"servers", YAML_LIST, .at = offsetof(struct config_network, servers),
		.count_at = offsetof(struct config_network, server_count), .shape = &server_shape},
	{"tls", YAML_FLAG, .at = offsetof(struct config_network, tls), .default_value = true},
	{"tls_ca", YAML_TEXT, .at = offsetof(struct config_network, tls_ca)},
	{"tls_cert", YAML_TEXT, .at = offsetof(struct config_network, tls_cert)},
	{"tls_key", YAML_TEXT, .at = offsetof(struct config_network, tls_key)},
	{"tls_fingerprint", YAML_TEXT, .at = offsetof(struct config_network, tls_fingerprint)},
	{"server_password_file", YAML_TEXT,
		.at = offsetof(struct config_network, server_password_file)},
	{"nick", YAML_TEXT, .at = offsetof(struct config_network, nick), .default_text = "tonle"},
	{"user", YAML_TEXT, .at = offsetof(struct config_network, user)},
	{"realname", YAML_TEXT, .at = offsetof(struct config_network, realname),
		.default_text = "tonle, a bot that answers questions and cites its sources"},
	{"sasl", YAML_MAP, .at = offsetof(struct config_network, sasl), .shape = &sasl_shape},
	{"nickserv", YAML_MAP, .live = true, .at = offsetof(struct config_network, nickserv),
		.shape = &nickserv_shape},
	{"channels", YAML_LIST, .live = true, .at = offsetof(struct config_network, channels),
		.count_at = offsetof(struct config_network, channel_count),
		.shape = &channel_shape},
	{"relays", YAML_LIST, .live = true, .at = offsetof(struct config_network, relays),
		.count_at = offsetof(struct config_network, relay_count), .shape = &relay_shape},
	{"not_people", YAML_LIST, .live = true, .at = offsetof(struct config_network, not_people),
		.count_at = offsetof(struct config_network, not_people_count),
		.shape = &mask_shape},
	{"people", YAML_LIST, .live = true, .at = offsetof(struct config_network, people),
		.count_at = offsetof(struct config_network, people_count), .shape = &mask_shape},
	{"pace", YAML_MAP, .live = true, .at = 0, .shape = &pace_shape},
	{"silence", YAML_MAP, .at = 0, .shape = &silence_shape},
	{NULL, YAML_LINE, .at = offsetof(struct config_network, line)},
};
static const struct yaml_shape network_shape = {
	.what = "a network", .size = sizeof(struct config_network), YAML_KEYS(network_keys)};

static const char *const roles[] = {"owner", "moderator", "trusted", "ignored", NULL};
static const struct yaml_key role_keys[] = {
	{"network", YAML_TEXT, .required = true, .at = offsetof(struct config_role, network)},
	{"account", YAML_TEXT, .at = offsetof(struct config_role, account)},
	{"hostmask", YAML_TEXT, .at = offsetof(struct config_role, hostmask)},
	{"role", YAML_TEXT, .required = true, .at = offsetof(struct config_role, role),
		.one_of = roles},
	{NULL, YAML_LINE, .at = offsetof(struct config_role, line)},
};
static const struct yaml_shape role_shape = {
	.what = "a role", .size = sizeof(struct config_role), YAML_KEYS(role_keys)};

static const struct yaml_key config_keys[] = {
	{"database", YAML_TEXT, .at = offsetof(struct config, database),
		.default_text = "tonle.db"},
	{"state_dir", YAML_TEXT, .at = offsetof(struct config, state_dir)},
	{"encoder", YAML_TEXT, .at = offsetof(struct config, encoder)},
	{"journal_days", YAML_NUMBER, .at = offsetof(struct config, journal_days), .least = 0,
		.most = 36500, .default_value = 90},
	{"not_people", YAML_LIST, .at = offsetof(struct config, not_people),
		.count_at = offsetof(struct config, not_people_count), .shape = &mask_shape},
	{"networks", YAML_LIST, .at = offsetof(struct config, networks),
		.count_at = offsetof(struct config, network_count), .shape = &network_shape},
	{"roles", YAML_LIST, .at = offsetof(struct config, roles),
		.count_at = offsetof(struct config, role_count), .shape = &role_shape},
};
static const struct yaml_shape config_shape = {
	.what = "a configuration", .size = sizeof(struct config), YAML_KEYS(config_keys)};

struct text_key {
	const char *name;
	size_t at;
};

/* Keys whose values are parameters of IRC messages, which cannot contain a space (RFC 2812, 2.3.1).
 */
static const struct text_key words[] = {
	{"name", offsetof(struct config_network, name)},
	{"nick", offsetof(struct config_network, nick)},
	{"user", offsetof(struct config_network, user)},
	{"nickserv: nick", offsetof(struct config_network, nickserv.nick)},
	{"nickserv: account", offsetof(struct config_network, nickserv.account)},
};

/* Keys that name files. */
static const struct text_key files[] = {
	{"tls_ca", offsetof(struct config_network, tls_ca)},
	{"tls_cert", offsetof(struct config_network, tls_cert)},
	{"tls_key", offsetof(struct config_network, tls_key)},
	{"server_password_file", offsetof(struct config_network, server_password_file)},
	{"password_file", offsetof(struct config_network, sasl.password_file)},
	{"key_file", offsetof(struct config_network, sasl.key_file)},
	{"nickserv: password_file", offsetof(struct config_network, nickserv.password_file)},
};

/* Makes a path that is relative to the configuration one that can be opened. */
static const char *from_config(struct config *config, const char *path)
{
	const char *slash = strrchr(config->path, '/');
	size_t length = slash ? (size_t)(slash - config->path) + 1 : 0;

	if (path[0] == '/' || path[0] == '\0' || length == 0)
		return path;
	char *joined = arena_alloc(&config->arena, length + strlen(path) + 1);
	memcpy(joined, config->path, length);
	strcpy(joined + length, path);
	return joined;
}

static const char *directory_of(struct config *config, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return arena_copy(&config->arena, path, slash == path ? 1 : (size_t)(slash - path));
}

static bool check_word(const struct config *config, const struct config_network *network,
	const char *key, const char *word, struct error *err)
{
	if (!strpbrk(word, " ,") && word[0] != ':')
		return true;
	return error_set(err,
		"%s:%d: %s: expected one word (no space, no comma, no ':' first), found \"%.60s\"",
		config->path, network->line, key, word);
}

static bool check_words(
	const struct config *config, const struct config_network *network, struct error *err)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		const char *word =
			*(const char *const *)(const void *)((const char *)network + words[i].at);

		if (!check_word(config, network, words[i].name, word, err))
			return false;
	}
	if (network->server_count == 0)
		return error_set(err, "%s:%d: a network needs the key server (text) or servers",
			config->path, network->line);
	for (size_t i = 0; i < network->server_count; i++) {
		const char *server = network->servers[i].server;

		if (server[0] == '\0' || strpbrk(server, " ,"))
			return error_set(err,
				"%s:%d: server: expected one word (no space, no comma), found "
				"\"%.60s\"",
				config->path, network->line, server);
	}
	for (size_t i = 0; i < network->channel_count; i++) {
		const char *name = network->channels[i].name;

		if (!strchr("#&+!", name[0]) || strpbrk(name, " ,") || strchr(name, '\a'))
			return error_set(err,
				"%s:%d: channels: expected a name like \"#cambodia\" (in quotes: # "
				"begins a comment), found \"%.60s\"",
				config->path, network->line, name);
		if (strpbrk(network->channels[i].key, " ,") || network->channels[i].key[0] == ':')
			return error_set(err, "%s:%d: channels: the key of %s must be one word",
				config->path, network->line, name);
	}
	return true;
}

static bool check_relays(
	const struct config *config, const struct config_network *network, struct error *err)
{
	for (size_t i = 0; i < network->relay_count; i++) {
		const struct config_relay *relay = &network->relays[i];
		struct error reason;

		if (!*relay->nick || strpbrk(relay->nick, " ,!@"))
			return error_set(err,
				"%s:%d: relays: nick: expected a nick, found \"%.60s\"",
				config->path, relay->line, relay->nick);
		if (!relay_form_check(relay->form, &reason))
			return error_set(err, "%s:%d: relays: form: %s", config->path, relay->line,
				reason.text);
	}
	return true;
}

/* sasl.c checks what each mechanism needs. */
static bool check_sasl(
	const struct config *config, const struct config_network *network, struct error *err)
{
	const struct config_sasl *sasl = &network->sasl;
	int passwords = (*sasl->password != '\0') + (*sasl->password_file != '\0') +
			(*sasl->password_env != '\0');
	struct error reason;

	if (passwords > 1)
		return error_set(err,
			"%s:%d: sasl: expected one of password_file, password_env, password",
			config->path, network->line);
	if (*sasl->password && !secret_is_private(config->path, &reason))
		return error_set(
			err, "%s:%d: sasl: password: %s", config->path, network->line, reason.text);
	return true;
}

/* The network of that name before this one, or NULL. */
static const struct config_network *network_named(
	const struct config *config, const char *name, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (strcmp(config->networks[i].name, name) == 0)
			return &config->networks[i];
	return NULL;
}

static bool check_networks(struct config *config, struct error *err)
{
	for (size_t i = 0; i < config->network_count; i++) {
		const struct config_network *network = &config->networks[i];
		const struct config_network *first = network_named(config, network->name, i);

		if (!check_words(config, network, err) || !check_sasl(config, network, err) ||
			!check_relays(config, network, err))
			return false;
		if (first)
			return error_set(err, "%s:%d: the network %s is already on line %d",
				config->path, network->line, network->name, first->line);
	}
	return true;
}

static bool check_roles(const struct config *config, struct error *err)
{
	for (size_t i = 0; i < config->role_count; i++) {
		const struct config_role *role = &config->roles[i];
		struct error reason;

		if ((*role->account != '\0') == (*role->hostmask != '\0'))
			return error_set(err, "%s:%d: a role needs either account or hostmask",
				config->path, role->line);
		if (!network_named(config, role->network, config->network_count))
			return error_set(err,
				"%s:%d: network: expected the name of one of the networks, found "
				"\"%.60s\"",
				config->path, role->line, role->network);
		if (*role->hostmask &&
			!mask_check(role->hostmask, strcmp(role->role, "ignored") != 0, &reason))
			return error_set(
				err, "%s:%d: hostmask: %s", config->path, role->line, reason.text);
	}
	return true;
}

/* Makes `servers` begin with server and port, if given, and these its first. */
static void list_servers(struct config *config, struct config_network *network)
{
	size_t own = *network->server != '\0', count = own + network->server_count;
	struct config_server *list = arena_alloc(&config->arena, count * sizeof *list);

	if (own)
		list[0] = (struct config_server){network->server, network->port};
	for (size_t i = own; i < count; i++)
		list[i] = network->servers[i - own];
	for (size_t i = 0; i < count; i++)
		if (list[i].port == 0)
			list[i].port = network->tls ? 6697 : 6667;
	network->servers = list;
	network->server_count = count;
	if (count > 0) {
		network->server = list[0].server;
		network->port = list[0].port;
	}
}

/* Adds the masks for every network to its own. */
static void list_machines(struct config *config, struct config_network *network)
{
	size_t own = network->not_people_count, count = own + config->not_people_count;
	const char **list = arena_alloc(&config->arena, count * sizeof *list);

	for (size_t i = 0; i < count; i++)
		list[i] = i < own ? network->not_people[i] : config->not_people[i - own];
	network->not_people = list;
	network->not_people_count = count;
}

/* Sets the defaults that depend on other keys, and the paths. */
static void complete(struct config *config, struct config_network *networks)
{
	config->database = from_config(config, config->database);
	config->state_dir_given = *config->state_dir != '\0';
	config->state_dir = *config->state_dir ? from_config(config, config->state_dir)
					       : directory_of(config, config->database);
	if (strcmp(config->encoder, "none") != 0)
		config->encoder = from_config(config, config->encoder);
	for (size_t i = 0; i < config->network_count; i++) {
		struct config_network *network = &networks[i];

		list_servers(config, network);
		list_machines(config, network);
		if (!*network->user)
			network->user = network->nick;
		network->state_dir = config->state_dir;
		for (size_t j = 0; j < sizeof files / sizeof files[0]; j++) {
			const char **path = (const char **)(void *)((char *)network + files[j].at);

			*path = from_config(config, *path);
		}
	}
	config->networks = networks;
}

bool config_read(const char *path, struct config *config, struct error *err)
{
	struct arena arena = {0};
	bool good = yaml_read(path, &config_shape, &arena, config, err);

	config->arena = arena;
	if (good) {
		size_t size = config->network_count * sizeof *config->networks;
		struct config_network *networks = arena_alloc(&config->arena, size);

		config->path = arena_string(&config->arena, path);
		if (size)
			memcpy(networks, config->networks, size);
		complete(config, networks);
		good = check_networks(config, err) && check_roles(config, err);
	}
	if (!good)
		config_free(config);
	return good;
}

void config_use_database(struct config *config, const char *database)
{
	if (!database)
		return;
	config->database = database;
	if (!config->state_dir_given)
		config->state_dir = directory_of(config, database);
}

void config_free(struct config *config)
{
	arena_free(&config->arena);
	*config = (struct config){0};
}

const struct config_network *config_network(const struct config *config, const char *name)
{
	return network_named(config, name, config->network_count);
}

bool config_warns(const struct config_network *network, struct error *warning)
{
	for (size_t i = 0; network->relay_count > 0 && i < network->channel_count; i++)
		if (strcmp(network->channels[i].operators, "everyone") != 0) {
			error_set(warning,
				"%s: operators of %s have the role %s, but never the relay %s: "
				"anybody behind a bridge could use it",
				network->name, network->channels[i].name,
				network->channels[i].operators, network->relays[0].nick);
			return true;
		}
	return false;
}

bool config_same_connection(const struct config_network *a, const struct config_network *b)
{
	return yaml_same(&network_shape, a, b);
}
