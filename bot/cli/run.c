/* tonle run: connect to the configured networks and serve. */
#include "base/log.h"
#include "cli/cli.h"
#include "hear.h"
#include "loop.h"
#include "trial.h"

#include <stdio.h>

/* Serves the networks of a configuration until a signal ends it. */
static int serve(const struct config *config)
{
	struct fault why;
	struct bot *bot = bot_new(config->database, &why);

	if (!bot)
		return cli_fail(&why);
	if (bot->read_only)
		log_warn("run", "%s cannot be written: nothing will be journalled",
			config->database);
	if (!bot_configure(bot, config, cli_now(), &why))
		log_warn("run", "the roles are as they were: %s", why.text);
	log_info("run", "%zu facts in %s", bot->index->count, config->database);
	const struct loop_hooks hooks = {.bot = bot, .hear = hear, .tick = bot_tick};
	int status = loop_run(config, &hooks);
	bot_free(bot);
	return status;
}

static bool check_networks(const struct config *config, struct fault *why)
{
	for (size_t i = 0; i < config->network_count; i++)
		if (!network_check(&config->networks[i], why))
			return false;
	return true;
}

int cli_run(const struct options *options)
{
	struct config config;
	struct fault why;

	if (!cli_config(options, &config, &why))
		return cli_fail(&why);
	if (options->db)
		config.database = options->db;
	int status = EXIT_ANSWERED;
	if (!check_networks(&config, &why))
		status = cli_fail(&why);
	else if (options->check)
		printf("%s: sound; %zu networks\n", config.path, config.network_count);
	else
		status = config.network_count ? serve(&config) : trial_run(&config, serve);
	config_free(&config);
	return status;
}
