#include "cli/cli.h"

#include "base/arena.h"
#include "config/places.h"
#include "loop.h"

#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct timestamp cli_now(void)
{
	return loop_now();
}

int cli_fail(const struct error *err)
{
	fprintf(stderr, "tonle: %s\n", err->text);
	return EXIT_TROUBLE;
}

bool cli_config(const struct options *options, struct config *config, struct error *err)
{
	char path[PLACES_PATH];

	if (options->config)
		return config_read(options->config, config, err);
	if (places_config(path))
		return config_read(path, config, err);
	config_empty(config);
	/* run from the directory where make has built it */
	if (places_built(path))
		config_use_database(config, arena_string(&config->arena, path));
	return true;
}

/* The database's path; *given: the options or the configuration name it. */
static char *database_path(const struct options *options, bool *given, struct error *err)
{
	struct config config;

	*given = true;
	if (options->db)
		return must_string(options->db);
	if (!cli_config(options, &config, err))
		return NULL;
	char *path = must_string(config.database);
	*given = config.database_given;
	config_free(&config);
	return path;
}

bool cli_view(const struct options *options, struct view *view, struct error *err)
{
	const char *channel = options->channel ? options->channel : "";

	return scope_read(channel, view) ||
	       error_set(err,
		       "--channel: expected #channel, network/#channel or all, found \"%.80s\"",
		       channel);
}

char *cli_database(const struct options *options, struct error *err)
{
	bool given;

	return database_path(options, &given, err);
}

char *cli_state_directory(const struct options *options)
{
	struct config config;
	char path[PLACES_PATH] = "", state[PLACES_PATH];

	if (options->config)
		snprintf(path, sizeof path, "%s", options->config);
	else if (!places_config(path) && places_built(path))
		return must_string(dirname(path));
	if (*path)
		config_read_all(path, &config, NULL, NULL);
	else
		config_empty(&config);
	config_use_database(&config, options->db);
	places_state(path, state);
	char *found = must_string(config.state_dir ? config.state_dir : state);

	config_free(&config);
	return found;
}

char *cli_served_database(const struct options *options, struct error *err)
{
	bool given;
	char *path = database_path(options, &given, err);

	if (!path || given || cli_import_shipped(options, path, err))
		return path;
	free(path);
	return NULL;
}

static char *default_model(void)
{
	char path[PLACES_PATH];

	places_share("minilm-l6-v2.q8", TONLE_SOURCE "/bot/encode", path);
	return must_string(path); /* if there is no file, the error names the last place tried */
}

char *cli_model(const struct config *config)
{
	const char *named = getenv("TONLE_MODEL");

	if (!named || !*named)
		named = config->encoder;
	if (!*named)
		return default_model();
	return strcmp(named, "none") == 0 ? NULL : must_string(named);
}

bool cli_model_named(const struct options *options, char **path, struct error *err)
{
	struct config config;

	if (!cli_config(options, &config, err)) {
		if (!options->db)
			return false;
		config = (struct config){.encoder = ""};
	}
	*path = cli_model(&config);
	config_free(&config);
	return true;
}

static struct bot *open_bot_of_options(const struct options *options, bool bare, struct error *err)
{
	char *path = cli_served_database(options, err), *model = NULL;
	struct bot *bot = NULL;

	if (path && bare)
		bot = bot_new_bare(path, err);
	else if (path && cli_model_named(options, &model, err))
		bot = bot_new(path, model, err);
	free(path);
	free(model);
	struct config config;
	if (bot && cli_config(options, &config, NULL)) {
		bot_set_subject(bot, &config.subject);
		config_free(&config);
	}
	return bot;
}

struct bot *cli_bot(const struct options *options, struct error *err)
{
	return open_bot_of_options(options, false, err);
}

struct bot *cli_bot_bare(const struct options *options, struct error *err)
{
	return open_bot_of_options(options, true, err);
}

bool cli_line(char **line, size_t *room)
{
	ssize_t length = getline(line, room, stdin);

	if (length < 0)
		return false;
	while (length > 0 && ((*line)[length - 1] == '\n' || (*line)[length - 1] == '\r'))
		(*line)[--length] = '\0';
	return true;
}
