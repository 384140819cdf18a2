#include "cli/cli.h"

#include "base/arena.h"
#include "loop.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char default_database[] = "build/tonle.db";

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
	static const char *const paths[] = {"config/tonle.yaml", "/etc/tonle/tonle.yaml"};

	if (options->config)
		return config_read(options->config, config, err);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		if (access(paths[i], F_OK) == 0)
			return config_read(paths[i], config, err);
	*config = (struct config){
		.path = "", .database = default_database, .state_dir = "build", .encoder = ""};
	return true;
}

char *cli_database(const struct options *options, struct error *err)
{
	struct config config;

	if (options->db)
		return must_string(options->db);
	if (!cli_config(options, &config, err))
		return NULL;
	char *path = must_string(config.database);
	config_free(&config);
	return path;
}

static char *default_model(void)
{
	static const char installed[] = "/../share/tonle/minilm-l6-v2.q8";
	char path[PATH_MAX + sizeof installed];
	ssize_t length = readlink("/proc/self/exe", path, PATH_MAX);

	while (length > 0 && path[length - 1] != '/')
		length--;
	if (length > 0) {
		strcpy(path + length, installed + 1);
		if (access(path, F_OK) == 0)
			return must_string(path);
	}
	return must_string(TONLE_MODEL); /* the source tree's: see the Makefile */
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

static struct bot *open_bot(const struct options *options, bool bare, struct error *err)
{
	char *path = cli_database(options, err), *model = NULL;
	struct bot *bot = NULL;

	if (path && bare)
		bot = bot_new_bare(path, err);
	else if (path && cli_model_named(options, &model, err))
		bot = bot_new(path, model, err);
	free(path);
	free(model);
	return bot;
}

struct bot *cli_bot(const struct options *options, struct error *err)
{
	return open_bot(options, false, err);
}

struct bot *cli_bot_bare(const struct options *options, struct error *err)
{
	return open_bot(options, true, err);
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
