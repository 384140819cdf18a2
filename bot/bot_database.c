#include "bot_database.h"

#include "base/arena.h"
#include "base/log.h"
#include "keep/store_people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DAY_MS = 86400 * 1000, STEP_S = 30, MOVED_MS = 1000, RETRY_MS = 10 * 1000 };

/* --- a replaced file -------------------------------------------------------------------------- */

struct examination {
	struct job job;
	char *path;
	struct timestamp now;
	bool sound;
	struct error err;
};

static void examine_copy(struct job *job)
{
	struct examination *it = (struct examination *)job;
	struct store *store = store_open_backup(it->path, &it->err);
	int64_t revisions;

	it->sound = store && store_is_sound(store, &it->err) &&
		    store_audit(store, &revisions, &it->err);
	store_close(store);
}

/* The same, and notes it if the file is sound. */
static void examine_daily(struct job *job)
{
	struct examination *it = (struct examination *)job;
	struct error err;

	examine_copy(job);
	if (!it->sound)
		return;
	struct store *store = store_open(it->path, STORE_WRITE, &err);
	if (!store || !store_note_examined(store, it->now.unix, &err))
		log_warn("database", "the examination cannot be noted: %s", err.text);
	store_close(store);
}

/* Checks the file in the background, then calls `done`. */
static void start_examination(struct bot *bot, struct timestamp now, enum lane lane,
	void (*work)(struct job *job), void (*done)(struct bot *bot, struct job *job))
{
	struct examination *it = must_alloc(sizeof *it);

	*it = (struct examination){.job = {.lane = lane, .work = work, .done = done},
		.path = must_string(store_path(bot->store)),
		.now = now};
	background_add(bot->background, bot, &it->job);
}

static void free_examination(struct examination *it)
{
	free(it->path);
	free(it);
}

/* Opens the new file, if it is sound. */
static void take_database(struct bot *bot, struct job *job)
{
	struct examination *it = (struct examination *)job;
	struct error err = it->err;

	if (bot) {
		bot->examining = false;
		if (it->sound && store_reopen(bot->store, &err)) {
			bot->moved = false;
			bot->damage = (struct error){.text = ""};
			bot->stale = true; /* it may be another fact base, without our roles */
			if (bot->config && !bot_configure(bot, bot->config, it->now, &err))
				log_warn("database", "the roles cannot be written: %s", err.text);
			log_warn("database", "%s was replaced; the new file is open", it->path);
			bot_announce(bot, "The fact base was replaced by another file, which is "
					  "sound and is in use now.");
		} else {
			log_warn("database", "the new file cannot be opened: %s", err.text);
		}
	}
	free_examination(it);
}

static void look_for_file(struct bot *bot, struct timestamp now)
{
	const char *path = store_path(bot->store);

	if (now.ms < bot->next_moved_ms || bot->examining)
		return;
	bot->next_moved_ms = now.ms + MOVED_MS;
	if (!store_is_moved(bot->store))
		return;
	if (!bot->moved) {
		log_error("database",
			"%s was deleted, replaced or cut off: "
			"nothing is saved any more",
			path);
		bot_announce(bot,
			"The file of the fact base was deleted, replaced or cut off. I still "
			"answer from memory, but nothing is saved until there is a sound file.");
	}
	bot->moved = true;
	if (access(path, F_OK) != 0)
		return;
	bot->examining = true;
	bot->next_moved_ms = now.ms + RETRY_MS;
	start_examination(bot, now, LANE_LONG, examine_copy, take_database);
}

/* --- upkeep ----------------------------------------------------------------------------------- */

struct upkeep {
	struct job job;
	bool (*run)(const char *path, struct error *err);
	char *path;
	bool good;
	struct error err;
};

static void run_upkeep(struct job *job)
{
	struct upkeep *it = (struct upkeep *)job;

	it->good = it->run(it->path, &it->err);
}

static void end_upkeep(struct bot *bot, struct job *job)
{
	struct upkeep *it = (struct upkeep *)job;

	if (bot) {
		bot->keeping_up = false;
		if (!it->good)
			log_warn("database", "upkeep failed: %s", it->err.text);
	}
	free(it->path);
	free(it);
}

static void start_upkeep(struct bot *bot, bool (*run)(const char *path, struct error *err))
{
	struct upkeep *it = must_alloc(sizeof *it);

	*it = (struct upkeep){.job = {.lane = LANE_UPKEEP, .work = run_upkeep, .done = end_upkeep},
		.run = run,
		.path = must_string(store_path(bot->store))};
	bot->keeping_up = true;
	background_add(bot->background, bot, &it->job);
}

/* Moves the pages of a long WAL to the database, and merges the full text after some changes and at
 * the start: in the background, since a commit would wait for either. */
static void keep_up(struct bot *bot)
{
	enum { MANY = 8 };

	if (bot->keeping_up || bot->moved || bot->read_only || !bot->background)
		return;
	if (store_needs_checkpoint(bot->store)) {
		start_upkeep(bot, store_checkpoint);
	} else if (!bot->merged || bot->unmerged >= MANY) {
		bot->merged = true;
		bot->unmerged = 0;
		start_upkeep(bot, store_merge);
	}
}

/* --- each day --------------------------------------------------------------------------------- */

/* Stores the damage, for the log channels, the status and the metrics. */
static void note_damage(struct bot *bot, const struct error *damage)
{
	if (strcmp(bot->damage.text, damage->text) == 0)
		return;
	bot->damage = *damage;
	for (size_t i = 0; i < bot->network_count; i++)
		bot->networks[i].damage_told = false;
}

/* Reports the damage once on each network, as soon as the bot is in a log channel there. */
static void tell_damage(struct bot *bot)
{
	char text[sizeof bot->damage.text + 64];

	if (!*bot->damage.text)
		return;
	snprintf(text, sizeof text, "The fact base cannot be trusted: %s", bot->damage.text);
	for (size_t i = 0; i < bot->network_count; i++) {
		struct bot_network *net = &bot->networks[i];
		const struct config_network *config =
			net->network ? network_config(net->network) : NULL;

		for (size_t c = 0; config && !net->damage_told && c < config->channel_count; c++) {
			const char *channel = config->channels[c].name;

			net->damage_told =
				config->channels[c].log &&
				presence_channel(network_presence(net->network), channel) &&
				bot_say(bot, net->name, "NOTICE", channel, text);
		}
	}
}

static void report_damage(struct bot *bot, struct job *job)
{
	struct examination *it = (struct examination *)job;
	struct error none = {.text = ""};

	if (bot && !it->sound)
		log_error("database", "the fact base cannot be trusted: %s", it->err.text);
	if (bot)
		note_damage(bot, it->sound ? &none : &it->err);
	free_examination(it);
}

/* At the start and each day: logs the head of the chain. A bot that serves networks also checks
 * that the database is sound, and that the served facts match their revisions; at the start only
 * if that was done a day ago, or something may have changed it since. */
static void look_daily(struct bot *bot, struct timestamp now)
{
	char head[STORE_HEAD];
	int64_t examined = 0;

	if (now.ms < bot->next_daily_ms)
		return;
	if (store_head(bot->store, head, NULL))
		log_info("database", "the head of the chain of revisions is %s", head);
	if (bot->next_daily_ms == 0 && bot->background)
		examined = store_examined(bot->store, now.unix);
	int64_t age_ms = examined > 0 ? (now.unix - examined) * 1000 : DAY_MS;

	bot->next_daily_ms = now.ms + (age_ms < DAY_MS ? DAY_MS - age_ms : DAY_MS);
	if (bot->background && age_ms >= DAY_MS)
		start_examination(bot, now, LANE_UPKEEP,
			bot->read_only ? examine_copy : examine_daily, report_damage);
}

/* --- the clock -------------------------------------------------------------------------------- */

/* When the wall clock was changed, moves the end times in the database by the same amount. */
static void follow_clock(struct bot *bot, struct timestamp now)
{
	int64_t offset = now.unix - now.ms / 1000, step = offset - bot->clock_offset;
	struct error err;

	if (bot->clock_known && llabs(step) < STEP_S)
		return; /* slewing changes little between two calls */
	if (bot->clock_known) {
		log_warn("database", "the clock was changed by %lld s", (long long)step);
		if (!bot->read_only && !store_shift_ends(bot->store, step, now, &err))
			log_warn("database", "%s", err.text);
	}
	bot->clock_offset = offset;
	bot->clock_known = true;
}

void bot_database_tick(struct bot *bot, struct timestamp now)
{
	follow_clock(bot, now);
	look_daily(bot, now);
	tell_damage(bot);
	look_for_file(bot, now);
	keep_up(bot);
}

void bot_database_stop(struct bot *bot, struct timestamp now)
{
	struct error err;

	background_free(bot->background);
	bot->background = NULL;
	if (bot->next_daily_ms == 0 || bot->read_only || bot->moved)
		return;
	if (!store_flush_journal(bot->store, &err) ||
		!store_note_closed(bot->store, now.unix, &err))
		log_warn("database", "%s", err.text);
}
