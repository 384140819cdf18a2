/* tonle run: connect to the configured networks and serve. */
#include "base/arena.h"
#include "base/log.h"
#include "cli/cli.h"
#include "hear.h"
#include "loop.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a reload needs, and the configurations read by reloads. */
static struct {
	const struct options *options;
	struct config **configs;
	size_t count, room;
} reloads;

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

/* Logs as the configuration says, and as -v and -q override it. */
static void set_log(const struct config *config)
{
	const struct options *options = reloads.options;

	log_level(options && options->verbose ? LOG_LEVEL_DEBUG
		  : options && options->quiet ? LOG_LEVEL_WARN
					      : log_level_named(config->log));
	log_form(strcmp(config->log_format, "json") == 0 ? LOG_JSON : log_form_of_output());
}

/* Reads and checks a configuration that may replace the current one. */
static bool read_again(struct config *config, const struct bot *bot, struct error *err)
{
	if (!cli_config(reloads.options, config, err))
		return false;
	if (reloads.options->db)
		config->database = reloads.options->db;
	if (config->network_count == 0)
		return error_set(err, "%s: no network; expected at least one", config->path);
	if (strcmp(config->database, bot->config->database) != 0)
		return error_set(err, "%s: to change the database, restart; still serving %s",
			config->path, bot->config->database);
	if (strcmp(config->encoder, bot->config->encoder) != 0)
		return error_set(err, "%s: to change the encoder, restart tonle", config->path);
	return check_networks(config, err);
}

static const struct config *reload(struct bot *bot, struct timestamp now)
{
	struct config *config = must_alloc(sizeof *config);
	const struct config *current = bot->config;
	struct error err;

	if (!read_again(config, bot, &err) || !bot_configure(bot, config, now, &err)) {
		log_error("run", "the configuration is unchanged: %s", err.text);
		bot_announce(bot, "The configuration is unchanged: %s", err.text);
		bot->config = current;
		discard(config);
		return NULL;
	}
	set_log(config);
	log_info("run", "configuration reloaded: %s", config->path);
	bot_announce(bot, "Configuration reloaded.");
	GROW(reloads.configs, reloads.count, reloads.room);
	reloads.configs[reloads.count++] = config;
	return config;
}

static void release(struct bot *bot, const struct config *config)
{
	(void)bot;
	for (size_t i = 0; i < reloads.count; i++)
		if (reloads.configs[i] == config) {
			discard(reloads.configs[i]);
			reloads.configs[i] = reloads.configs[--reloads.count];
			return;
		}
}

int cli_serve(const struct config *config)
{
	struct error err;
	char *model = cli_model(config);
	struct bot *bot = bot_new_serving(config->database, model, &err);

	free(model);
	if (!bot)
		return cli_fail(&err);
	set_log(config);
	if (bot->read_only)
		log_warn("run", "%s is read only: nothing will be journalled", config->database);
	if (!bot_configure(bot, config, cli_now(), &err))
		log_warn("run", "the roles are unchanged: %s", err.text);
	if (!bot->loading)
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
	while (reloads.count > 0)
		release(NULL, reloads.configs[0]);
	free(reloads.configs);
	return status;
}

int cli_run(const struct options *options)
{
	struct config config;
	struct error err;
	int status;

	if (options->check)
		return cli_run_check(options);
	if (!cli_config(options, &config, &err))
		return cli_fail(&err);
	config_use_database(&config, options->db);
	reloads.options = options;
	if (config.network_count == 0) {
		error_set(&err,
			"%s: no network to connect to; `tonle init` writes a configuration, `tonle "
			"demo` tries the bot without one",
			*config.path ? config.path : "no configuration");
		status = cli_fail(&err);
	} else if (!check_networks(&config, &err) ||
		   (!options->db && !config.database_given &&
			   !cli_import_shipped(options, config.database, &err))) {
		status = cli_fail(&err);
	} else {
		status = cli_serve(&config);
	}
	config_free(&config);
	return status;
}
