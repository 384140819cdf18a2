/* tonle run: connects to the configured networks and serves them. */
#include "base/arena.h"
#include "base/log.h"
#include "bot_database.h"
#include "cli/cli.h"
#include "config/changes.h"
#include "config/places.h"
#include "control/control.h"
#include "control/metrics.h"
#include "control/pages.h"
#include "hear.h"
#include "loop.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a reload needs, and the configurations read by reloads. */
static struct {
	const struct options *options;
	struct control *control;
	struct config **configs;
	size_t count, room;
} reloads;

static bool check_each_network(const struct config *config, struct error *err)
{
	struct error reason;

	for (size_t i = 0; i < config->network_count; i++)
		if (!network_check(&config->networks[i], &reason))
			return error_set(err, "%s:%d: %s", config->path, config->networks[i].line,
				reason.text);
	return true;
}

static void discard_config(struct config *config)
{
	if (config)
		config_free(config);
	free(config);
}

/* Sets the log's level and form from the configuration; -v and -q override the level. */
static void set_log(const struct config *config)
{
	const struct options *options = reloads.options;

	log_level(options && options->verbose ? LOG_LEVEL_DEBUG
		  : options && options->quiet ? LOG_LEVEL_WARN
					      : log_level_named(config->log));
	log_form(strcmp(config->log_format, "json") == 0 ? LOG_JSON : log_form_of_output());
}

/* Reads and checks a configuration that may replace the current one. */
static bool read_again(struct config *config, struct error *err)
{
	if (!cli_config(reloads.options, config, err))
		return false;
	if (reloads.options->db)
		config->database = reloads.options->db;
	if (config->network_count == 0)
		return error_set(err, "%s: no network; expected at least one", config->path);
	return check_each_network(config, err);
}

/* Keeps the settings that only a restart can change. */
static void keep_places(struct config *config, const struct config *current)
{
	config->database = arena_string(&config->arena, current->database);
	config->state_dir = arena_string(&config->arena, current->state_dir);
	config->encoder = arena_string(&config->arena, current->encoder);
	for (size_t i = 0; i < config->network_count; i++)
		config->networks[i].state_dir = config->state_dir;
}

static const struct config *read_config_again(struct bot *bot, struct timestamp now)
{
	struct config *config = must_alloc(sizeof *config);
	const struct config *current = bot->config;
	struct error err;
	char changed[400], text[1024];

	if (!read_again(config, &err) || !bot_configure(bot, config, now, &err)) {
		log_error("run", "the configuration is unchanged: %s", err.text);
		bot_announce(bot, "The configuration is unchanged: %s", err.text);
		snprintf(text, sizeof text, "The configuration is unchanged: %s\n", err.text);
		control_reloaded(reloads.control, false, text);
		bot->config = current;
		discard_config(config);
		return NULL;
	}
	set_log(config);
	changes_describe(current, config, changed, sizeof changed);
	keep_places(config, current);
	log_info("run", "configuration reloaded: %s: %s", config->path, changed);
	bot_announce(bot, "Configuration reloaded: %s.", changed);
	snprintf(text, sizeof text, "Configuration reloaded: %s.\n", changed);
	control_reloaded(reloads.control, true, text);
	GROW(reloads.configs, reloads.count, reloads.room);
	reloads.configs[reloads.count++] = config;
	return config;
}

static void release_bot(struct bot *bot, const struct config *config)
{
	(void)bot;
	for (size_t i = 0; i < reloads.count; i++)
		if (reloads.configs[i] == config) {
			discard_config(reloads.configs[i]);
			reloads.configs[i] = reloads.configs[--reloads.count];
			return;
		}
}

/* --- serving ---------------------------------------------------------------------------------- */

static int64_t tick(struct bot *bot, struct timestamp now)
{
	int64_t wait = timestamp_sooner(hear_tick(bot, now), metrics_tick(bot, now));

	return timestamp_sooner(wait, pages_tick(bot, now));
}

static size_t watch_control(struct bot *bot, struct pollfd *fds)
{
	_Static_assert((int)CONTROL_POLL_MAX <= (int)LOOP_WATCH_MAX, "room for the control socket");
	(void)bot;
	return control_poll(reloads.control, fds);
}

static void control_is_ready(
	struct bot *bot, const struct pollfd *fds, size_t count, struct timestamp now)
{
	control_ready(reloads.control, bot, fds, count, now);
}

static void open_control(const struct config *config)
{
	struct error err;

	if (places_make(config->state_dir))
		reloads.control = control_new(config->state_dir, &err);
	else
		error_set(&err, "%s: %s", config->state_dir, strerror(errno));
	if (!reloads.control)
		log_warn("run", "no control socket: %s", err.text);
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
	store_set_patience(bot->store, BOT_PATIENCE_MS);
	store_defer_checkpoints(bot->store); /* bot_database_tick starts them */
	if (!bot->loading)
		log_info("run", "%zu facts in %s", bot->index->count, config->database);
	const struct loop_hooks hooks = {.bot = bot,
		.hear = hear,
		.tick = tick,
		.watch = watch_control,
		.ready = control_is_ready,
		.reload = read_config_again,
		.release = release_bot,
		.gone = bot_forget_network};
	bot->reload = loop_reload;
	bot->started_ms = cli_now().ms;
	open_control(config);
	int status = loop_run(config, &hooks);
	control_free(reloads.control);
	bot_database_stop(bot, cli_now());
	bot_free(bot);
	while (reloads.count > 0)
		release_bot(NULL, reloads.configs[0]);
	free(reloads.configs);
	return status;
}

bool cli_has_network(const struct config *config, struct error *err)
{
	return config->network_count > 0 ||
	       error_set(err,
		       "%s: no network to connect to; `tonle init` writes a configuration, `tonle "
		       "demo` tries the bot without one",
		       *config->path ? config->path : "no configuration");
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
	if (!cli_has_network(&config, &err) || !check_each_network(&config, &err) ||
		(!options->db && !config.database_given &&
			!cli_import_shipped(options, config.database, &err))) {
		status = cli_fail(&err);
	} else {
		status = cli_serve(&config);
	}
	config_free(&config);
	return status;
}
