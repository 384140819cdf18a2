/* tonle run: connect to the configured networks and serve. */
#include "base/arena.h"
#include "base/log.h"
#include "cli/cli.h"
#include "demo/demo.h"
#include "hear.h"
#include "loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What it takes to read the configuration anew, and those that were: a first one belongs to the
 * caller, these to us. */
static struct {
	const struct options *options;
	struct config **read;
	size_t count, room;
} serving;

static bool check_networks(const struct config *config, struct error *err)
{
	struct error reason;

	for (size_t i = 0; i < config->network_count; i++)
		if (!network_check(&config->networks[i], &reason))
			return error_set(err, "%s:%d: %s", config->path, config->networks[i].line,
				reason.text);
	return true;
}

static void discard(struct config *config)
{
	if (config)
		config_free(config);
	free(config);
}

/* Reads and checks all of it before anything of it counts. */
static bool read_anew(struct config *config, const struct bot *bot, struct error *err)
{
	if (!cli_config(serving.options, config, err))
		return false;
	if (serving.options->db)
		config->database = serving.options->db;
	if (config->network_count == 0)
		return error_set(err, "%s: no network; expected at least one", config->path);
	if (strcmp(config->database, bot->config->database) != 0)
		return error_set(err,
			"%s: another database takes a new start; serving %s as before",
			config->path, bot->config->database);
	return check_networks(config, err);
}

static const struct config *reload(struct bot *bot, struct timestamp now)
{
	struct config *config = must_alloc(sizeof *config);
	const struct config *present = bot->config;
	struct error err;

	if (!read_anew(config, bot, &err) || !bot_configure(bot, config, now, &err)) {
		log_error("run", "the configuration stays as it was: %s", err.text);
		bot_announce(bot, "The configuration stays as it was: %s", err.text);
		bot->config = present;
		discard(config);
		return NULL;
	}
	log_info("run", "the configuration was read anew: %s", config->path);
	bot_announce(bot, "The configuration was read anew.");
	GROW(serving.read, serving.count, serving.room);
	serving.read[serving.count++] = config;
	return config;
}

static void release(struct bot *bot, const struct config *config)
{
	(void)bot;
	for (size_t i = 0; i < serving.count; i++)
		if (serving.read[i] == config) {
			discard(serving.read[i]);
			serving.read[i] = serving.read[--serving.count];
			return;
		}
}

/* Serves the networks of a configuration until a signal ends it. */
static int serve(const struct config *config)
{
	struct error err;
	struct bot *bot = bot_new(config->database, &err);

	if (!bot)
		return cli_fail(&err);
	if (bot->read_only)
		log_warn("run", "%s cannot be written: nothing will be journalled",
			config->database);
	if (!bot_configure(bot, config, cli_now(), &err))
		log_warn("run", "the roles are as they were: %s", err.text);
	log_info("run", "%zu facts in %s", bot->index->count, config->database);
	const struct loop_hooks hooks = {.bot = bot,
		.hear = hear,
		.tick = hear_tick,
		.reload = reload,
		.release = release,
		.gone = bot_forget_network};
	bot->reload = loop_reload;
	int status = loop_run(config, &hooks);
	bot_free(bot);
	while (serving.count > 0)
		release(NULL, serving.read[0]);
	free(serving.read);
	return status;
}

int cli_run(const struct options *options)
{
	struct config config;
	struct error err;

	if (!cli_config(options, &config, &err))
		return cli_fail(&err);
	config_use_database(&config, options->db);
	serving.options = options;
	int status = EXIT_ANSWERED;
	if (!check_networks(&config, &err))
		status = cli_fail(&err);
	else if (options->check)
		printf("%s: sound; %zu networks\n", config.path, config.network_count);
	else
		status = config.network_count ? serve(&config) : demo_run(&config, serve);
	config_free(&config);
	return status;
}
