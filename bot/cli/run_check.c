/* tonle run --check: reports everything on which `run` would fail. */
#include "base/arena.h"
#include "cli/cli.h"
#include "config/places.h"
#include "encode/encoder.h"
#include "keep/store.h"
#include "net/network.h"
#include "people/roles.h"
#include "wire/mask.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Mistakes, with which the bot does not start, and advice. */
struct findings {
	const char *file; /* the configuration */
	char **mistakes;  /* collected, to be printed in the order of their lines */
	size_t count, room, advice;
};

static void add_mistake(void *context, const char *text)
{
	struct findings *found = context;

	GROW(found->mistakes, found->count, found->room);
	found->mistakes[found->count++] = must_string(text);
}

/* The line number in "FILE:LINE: …"; LONG_MAX if there is none. */
static long line_of(const struct findings *found, const char *text)
{
	size_t length = strlen(found->file);
	bool ours = strncmp(text, found->file, length) == 0 && text[length] == ':';

	return ours ? strtol(text + length + 1, NULL, 10) : LONG_MAX;
}

/* Prints the mistakes in the order of their lines (an insertion sort: there are few). */
static void print_mistakes(struct findings *found)
{
	for (size_t i = 1; i < found->count; i++)
		for (size_t j = i; j > 0 && line_of(found, found->mistakes[j]) <
						    line_of(found, found->mistakes[j - 1]);
			j--) {
			char *later = found->mistakes[j - 1];

			found->mistakes[j - 1] = found->mistakes[j];
			found->mistakes[j] = later;
		}
	for (size_t i = 0; i < found->count; i++) {
		fprintf(stderr, "tonle: %s\n", found->mistakes[i]);
		free(found->mistakes[i]);
	}
	if (found->count > 1)
		fprintf(stderr, "tonle: %zu mistakes\n", found->count);
	free(found->mistakes);
}

__attribute__((format(printf, 2, 3))) static void add_advice(
	struct findings *found, const char *format, ...)
{
	va_list arguments;

	found->advice++;
	va_start(arguments, format);
	vfprintf(stdout, format, arguments);
	va_end(arguments);
	putchar('\n');
}

static void find_network_mistakes(const struct config *config, struct findings *found)
{
	struct error err, reason;

	for (size_t i = 0; i < config->network_count; i++) {
		const struct config_network *network = &config->networks[i];

		if (!network_check(network, &reason)) {
			error_set(&err, "%s:%d: %s", config->path, network->line, reason.text);
			add_mistake(found, err.text);
		}
		if (config_warns(network, &err))
			add_advice(found, "%s", err.text);
		if (network->channel_count == 0)
			add_advice(found,
				"%s:%d: no channels; the bot would only answer in private. Write "
				"channels: [\"#school\"]",
				config->path, network->line);
	}
	for (size_t i = 0; i < config->role_count; i++) {
		const struct config_role *role = &config->roles[i];

		if (roles_named(role->role) >= ROLE_MODERATOR && mask_is_loose(role->hostmask))
			add_advice(found,
				"%s:%d: %s has the role %s, but whoever controls an address can "
				"give it such a name. Write a services account, a whole host, or "
				"the addresses: *!*@10.1.0.0/16",
				config->path, role->line, role->hostmask, role->role);
	}
	if (!cli_has_network(config, &err))
		add_mistake(found, err.text);
}

static void check_owner(const struct config *config, struct findings *found)
{
	for (size_t i = 0; i < config->role_count; i++)
		if (strcmp(config->roles[i].role, "owner") == 0)
			return;
	if (config->network_count > 0)
		add_advice(found,
			"%s: no owner, so nobody can give roles or reload from IRC. Write roles: "
			"[{network: %s, account: YOURS, role: owner}]",
			config->path, config->networks[0].name);
}

static void add_database_mistake(
	const struct config *config, bool db, struct findings *found, const char *reason)
{
	struct error err;

	if (!db && config->database_line)
		error_set(&err, "%s:%d: database: %s", config->path, config->database_line, reason);
	else
		error_set(&err, "database: %s", reason);
	add_mistake(found, err.text);
}

/* db: whether --db names the database. */
static void check_database(const struct config *config, bool db, struct findings *found)
{
	char facts[PLACES_PATH];
	struct error err;
	const char *path = config->database;

	if (access(path, F_OK) < 0) {
		if (!db && !config->database_given && places_share("facts", TONLE_SOURCE, facts)) {
			printf("%s: will be created from the facts in %s\n", path, facts);
			return;
		}
		error_set(&err,
			"%s: %s; create it with: tonle import --db %s FILE… (or tonle init)", path,
			strerror(errno), path);
		add_database_mistake(config, db, found, err.text);
		return;
	}
	struct store *store = store_open(path, STORE_READ, &err);

	if (!store && strstr(err.text, "was made by an older tonle"))
		printf("%s\n", err.text);
	else if (!store)
		add_database_mistake(config, db, found, err.text);
	store_close(store);
}

static void check_state(const struct config *config, struct findings *found)
{
	struct error err;

	if (access(config->state_dir, W_OK | X_OK) == 0 || errno == ENOENT)
		return;
	error_set(&err, "state_dir: %s cannot be written: %s", config->state_dir, strerror(errno));
	add_mistake(found, err.text);
}

static void check_encoder(const struct config *config, struct findings *found)
{
	char *model = cli_model(config);
	struct error err;
	struct encoder *encoder = model ? encoder_open(model, &err) : NULL;

	if (model && (!encoder || !encoder_verify(encoder, &err)))
		add_advice(found,
			"%s; tonle runs without an encoder, and recognises fewer questions",
			err.text);
	encoder_close(encoder);
	free(model);
}

int cli_run_check(const struct options *options)
{
	struct config config;
	char path[PLACES_PATH];
	const char *file = options->config ? options->config : places_config(path) ? path : "";
	struct findings found = {.file = file};

	if (*file)
		config_read_all(file, &config, add_mistake, &found);
	else
		config_empty(&config);
	config_use_database(&config, options->db);
	if (found.count == 0)
		find_network_mistakes(&config, &found);
	if (config.network_count > 0) {
		check_owner(&config, &found);
		check_database(&config, options->db != NULL, &found);
		check_state(&config, &found);
		check_encoder(&config, &found);
	}
	if (found.count == 0)
		printf("%s: ok, %zu network%s\n", config.path, config.network_count,
			config.network_count == 1 ? "" : "s");
	config_free(&config);
	bool good = found.count == 0;

	print_mistakes(&found);
	return !good ? EXIT_TROUBLE : found.advice ? EXIT_UNANSWERED : EXIT_ANSWERED;
}
