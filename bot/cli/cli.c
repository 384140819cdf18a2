#include "cli/cli.h"

#include "base/arena.h"
#include "loop.h"

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
	*config = (struct config){.path = "", .database = default_database, .state_dir = "build"};
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

static struct bot *open_bot(const struct options *options,
	struct bot *(*new_bot)(const char *database, struct error *err), struct error *err)
{
	char *path = cli_database(options, err);
	struct bot *bot = path ? new_bot(path, err) : NULL;

	free(path);
	return bot;
}

struct bot *cli_bot(const struct options *options, struct error *err)
{
	return open_bot(options, bot_new, err);
}

struct bot *cli_bot_bare(const struct options *options, struct error *err)
{
	return open_bot(options, bot_new_bare, err);
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
