#include "config/config_inner.h"
#include "config/places.h"

#include <stdio.h>
#include <string.h>

const struct config_file config_files[CONFIG_FILES] = {
	{"tls_ca", offsetof(struct config_network, tls_ca), false},
	{"tls_cert", offsetof(struct config_network, tls_cert), false},
	{"tls_key", offsetof(struct config_network, tls_key), false},
	{"server_password_file", offsetof(struct config_network, server_password_file), true},
	{"password_file", offsetof(struct config_network, sasl.password_file), true},
	{"key_file", offsetof(struct config_network, sasl.key_file), false},
	{"nickserv: password_file", offsetof(struct config_network, nickserv.password_file), true},
};

/* Makes a path that is relative to the configuration one that can be opened. */
static const char *from_config(
	struct config *config, struct yaml_reading *reading, const char *path)
{
	const struct yaml_place *place = yaml_place(reading, path);
	const char *slash = strrchr(config->path, '/');
	size_t length = slash ? (size_t)(slash - config->path) + 1 : 0;

	if (path[0] == '/' || path[0] == '\0' || length == 0)
		return path;
	char *joined = arena_alloc(&config->arena, length + strlen(path) + 1);
	memcpy(joined, config->path, length);
	strcpy(joined + length, path);
	if (place)
		yaml_note(reading, joined, place->path, place->line, place->bad);
	return joined;
}

static const char *config_directory(struct config *config, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return ".";
	return arena_copy(&config->arena, path, slash == path ? 1 : (size_t)(slash - path));
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

static const char *join_path(struct config *config, const char *directory, const char *name)
{
	size_t size = strlen(directory) + strlen(name) + 2;
	char *path = arena_alloc(&config->arena, size);

	snprintf(path, size, "%s/%s", directory, name);
	return path;
}

/* Sets database and state directory, each by the other or by the configuration's place. */
static void complete_places(struct config *config, struct yaml_reading *reading)
{
	const struct yaml_place *place = yaml_place(reading, config->database);
	char state[PLACES_PATH];

	if (place && strcmp(place->path, config->path) == 0)
		config->database_line = place->line;
	config->database_given = *config->database != '\0';
	config->state_dir_given = *config->state_dir != '\0';
	config->database = from_config(config, reading, config->database);
	config->state_dir = from_config(config, reading, config->state_dir);
	if (!config->state_dir_given && config->database_given) {
		config->state_dir = config_directory(config, config->database);
	} else if (!config->state_dir_given) {
		places_state(config->path, state);
		config->state_dir = arena_string(&config->arena, state);
	}
	if (!config->database_given)
		config->database = join_path(config, config->state_dir, "tonle.db");
}

/* An address with '/' at its end, unless it is "". */
static const char *with_slash(struct config *config, struct yaml_reading *reading, const char *url)
{
	const struct yaml_place *place = yaml_place(reading, url);

	if (!*url || url[strlen(url) - 1] == '/')
		return url;
	const char *whole = join_path(config, url, "");
	if (place)
		yaml_note(reading, whole, place->path, place->line, place->bad);
	return whole;
}

/* Sets the defaults that depend on other keys, and the paths. */
static void complete(struct config *config, struct yaml_reading *reading)
{
	complete_places(config, reading);
	if (strcmp(config->encoder, "none") != 0)
		config->encoder = from_config(config, reading, config->encoder);
	config->metrics = from_config(config, reading, config->metrics);
	config->page.dir = from_config(config, reading, config->page.dir);
	config->page.url = with_slash(config, reading, config->page.url);
	for (size_t i = 0; i < config->network_count; i++) {
		struct config_network *network = &config->networks[i];

		list_servers(config, network);
		list_machines(config, network);
		if (!*network->user)
			network->user = network->nick;
		network->state_dir = config->state_dir;
		for (size_t j = 0; j < CONFIG_FILES; j++) {
			const char **path =
				(const char **)(void *)((char *)network + config_files[j].at);

			*path = from_config(config, reading, *path);
		}
	}
}

static bool read_config(const char *path, struct config *config, struct yaml_reading *reading,
	bool files, struct error *err)
{
	struct arena arena = {0};

	*config = (struct config){0};
	bool read = yaml_read_all(path, &config_shape, &arena, config, reading, err);
	config->arena = arena;
	if (read || config->network_count > 0) { /* else there is nothing to check */
		config->path = arena_string(&config->arena, path);
		complete(config, reading);
		config_check(config, reading, files, err);
	}
	return reading->mistakes == 0;
}

bool config_read(const char *path, struct config *config, struct error *err)
{
	struct yaml_reading reading = {.environment = true, .include = true};
	struct error first;
	bool good = read_config(path, config, &reading, false, &first);

	if (reading.mistakes > 1)
		error_set(err, "%s (and %zu more: tonle run --check)", first.text,
			reading.mistakes - 1);
	else if (!good)
		error_set(err, "%s", first.text);
	if (!good)
		config_free(config);
	yaml_reading_free(&reading);
	return good;
}

bool config_read_all(const char *path, struct config *config,
	void (*complain)(void *context, const char *text), void *context)
{
	struct yaml_reading reading = {
		.environment = true, .include = true, .complain = complain, .context = context};
	bool good = read_config(path, config, &reading, true, NULL);

	yaml_reading_free(&reading);
	return good;
}

void config_empty(struct config *config)
{
	struct yaml_reading reading = {0};
	struct arena arena = {0};
	struct error err;

	yaml_read_text("", "{}", 2, &config_shape, &arena, config, &err);
	config->arena = arena;
	config->path = "";
	complete(config, &reading);
}

void config_use_database(struct config *config, const char *database)
{
	if (!database)
		return;
	config->database = database;
	if (!config->state_dir_given)
		config->state_dir = config_directory(config, database);
}

void config_free(struct config *config)
{
	arena_free(&config->arena);
	*config = (struct config){0};
}

const struct config_network *config_network_before(
	const struct config *config, const char *name, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (strcmp(config->networks[i].name, name) == 0)
			return &config->networks[i];
	return NULL;
}

const struct config_network *config_network(const struct config *config, const char *name)
{
	return config_network_before(config, name, config->network_count);
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
	return yaml_same(&config_network_shape, a, b);
}
