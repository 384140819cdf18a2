/* tonle run: connect to the configured networks and serve. */
#include "base/arena.h"
#include "base/log.h"
#include "cli/cli.h"
#include "hear.h"
#include "loop.h"
#include "trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is served, and what it takes to read the configuration anew. A first configuration belongs
 * to the caller, one read anew to us. */
static struct {
	const struct options *options;
	struct config *read, *before;
} serving;

static bool check_networks(const struct config *config, struct fault *why)
{
	for (size_t i = 0; i < config->network_count; i++)
		if (!network_check(&config->networks[i], why))
			return false;
	return true;
}

static void discard(struct config *config)
{
	if (config)
		config_free(config);
	free(config);
}

/* Reads and checks all of it before anything of it counts. */
static bool read_anew(struct config *config, const struct bot *bot, struct fault *why)
{
	if (!cli_config(serving.options, config, why))
		return false;
	if (serving.options->db)
		config->database = serving.options->db;
	if (config->network_count == 0)
		return fault_set(why, "%s: no network; expected at least one", config->path);
	if (strcmp(config->database, bot->config->database) != 0)
		return fault_set(why,
			"%s: another database takes a new start; serving %s as before",
			config->path, bot->config->database);
	return check_networks(config, why);
}

static const struct config *reload(struct bot *bot, struct moment now)
{
	struct config *config = must_alloc(sizeof *config);
	const struct config *present = bot->config;
	struct fault why;

	if (!read_anew(config, bot, &why) || !bot_configure(bot, config, now, &why)) {
		log_error("run", "the configuration stays as it was: %s", why.text);
		bot_announce(bot, "The configuration stays as it was: %s", why.text);
		bot->config = present;
		discard(config);
		return NULL;
	}
	log_info("run", "the configuration was read anew: %s", config->path);
	bot_announce(bot, "The configuration was read anew.");
	serving.before = serving.read;
	serving.read = config;
	return config;
}

static void release(struct bot *bot)
{
	(void)bot;
	discard(serving.before);
	serving.before = NULL;
}

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
	const struct loop_hooks hooks = {.bot = bot,
		.hear = hear,
		.tick = bot_tick,
		.reload = reload,
		.release = release,
		.gone = bot_forget_network};
	int status = loop_run(config, &hooks);
	bot_free(bot);
	release(NULL);
	discard(serving.read);
	return status;
}

int cli_run(const struct options *options)
{
	struct config config;
	struct fault why;

	if (!cli_config(options, &config, &why))
		return cli_fail(&why);
	if (options->db)
		config.database = options->db;
	serving.options = options;
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
