#include "control/pages.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/log.h"
#include "page/site.h"
#include "study/deck.h"

#include <stdlib.h>
#include <string.h>

enum { LOOK_MS = 2000, REST_TIMES = 10, REST_MS = 40 * 1000, HOUR_MS = 3600 * 1000 };

struct writing {
	struct job job;
	char *directory, *url, *nick, *database;
	struct arena arena; /* of the subject */
	struct subject subject;
	struct view view;
	struct store_seen seen;
	int64_t now, took_ms;
	struct error err; /* "" if they were written */
};

static void write_pages(struct job *job)
{
	struct writing *it = (struct writing *)job;
	const int64_t begun = counters_clock();
	struct store *store = store_open(it->database, STORE_READ, &it->err);
	const struct site_options options = {.directory = it->directory,
		.url = it->url,
		.view = &it->view,
		.subject = &it->subject,
		.nick = it->nick,
		.extras = &deck_extras,
		.now = it->now};

	if (store && store_see(store, &it->seen, &it->err) && site_write(store, &options, &it->err))
		it->err.text[0] = '\0';
	store_close(store);
	it->took_ms = (counters_clock() - begun) / 1000;
}

static void pages_written(struct bot *bot, struct job *job)
{
	struct writing *it = (struct writing *)job;

	const bool failed = *it->err.text != '\0';

	if (bot && failed && !bot->pages.failed)
		log_warn("pages", "%s; trying again", it->err.text);
	if (bot && !failed)
		bot->pages.written = it->seen;
	if (bot && !failed && bot->pages.failed)
		log_info("pages", "written to %s again", it->directory);
	if (bot) {
		bot->pages.writing = false;
		bot->pages.failed = failed;
		bot->pages.rest_ms = it->took_ms * REST_TIMES;
	}
	arena_free(&it->arena);
	free(it->directory);
	free(it->url);
	free(it->nick);
	free(it->database);
	free(it);
}

/* Whether nothing that the pages show has changed. */
static bool is_same(const struct store_seen *a, const struct store_seen *b)
{
	return a->revision == b->revision && strcmp(a->hash, b->hash) == 0 &&
	       a->aliases == b->aliases && a->sources == b->sources;
}

static void begin_writing(struct bot *bot, struct timestamp now)
{
	const struct config *config = bot->config;
	struct writing *it = must_alloc(sizeof *it);

	*it = (struct writing){
		.job = {.lane = LANE_UPKEEP, .work = write_pages, .done = pages_written},
		.directory = must_string(config->page.dir),
		.url = must_string(config->page.url),
		.nick = must_string(config->network_count ? config->networks[0].nick : "tonle"),
		.database = must_string(store_path(bot->store)),
		.now = now.unix};
	scope_read(config->page.channel, &it->view);
	if (config->subject.name && *config->subject.name)
		it->subject.name = arena_string(&it->arena, config->subject.name);
	bot->pages.writing = true;
	bot->pages.hour_ms = now.ms + HOUR_MS;
	background_add(bot->background, bot, &it->job);
}

int64_t pages_tick(struct bot *bot, struct timestamp now)
{
	struct bot_pages *pages = &bot->pages;
	struct store_seen seen;

	if (!bot->config || !bot->config->page.dir || !*bot->config->page.dir)
		return -1;
	if (pages->writing)
		return -1;
	if (pages->rest_ms > 0)
		pages->next_ms = now.ms + (pages->rest_ms < REST_MS ? pages->rest_ms : REST_MS);
	pages->rest_ms = 0;
	if (now.ms < pages->next_ms)
		return pages->next_ms - now.ms;
	pages->next_ms = now.ms + LOOK_MS;
	const struct config_page *page = &bot->config->page;
	const uint32_t place =
		hash_text(page->dir) ^ 3 * hash_text(page->url) ^ 5 * hash_text(page->channel);
	const bool due = now.ms >= pages->hour_ms || place != pages->place;

	if (store_see(bot->store, &seen, NULL) && (due || !is_same(&seen, &pages->written))) {
		pages->place = place;
		bot_catch_up(bot, NULL); /* the pages must not be newer than the answers */
		begin_writing(bot, now);
	}
	return LOOK_MS;
}
