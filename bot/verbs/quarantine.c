#include "verbs/quarantine.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/log.h"
#include "keep/store_edit.h"
#include "verbs/tell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether the edition's content, which is JSON, has the pattern. */
static bool has_pattern(const struct edition *edition, const char *quoted)
{
	const char *match = strstr(edition->content, ",\"match\":[");

	return match && strstr(match, quoted) != NULL;
}

/* The edition that last added the pattern; NULL if none has it. */
static const struct edition *introduction(
	const struct edition *list, size_t count, const char *regex)
{
	char *quoted = NULL;
	size_t size = 0, at = count;
	FILE *out = open_memstream(&quoted, &size);

	if (!out)
		return NULL;
	json_string(out, regex);
	fclose(out);
	while (at > 0 && has_pattern(&list[at - 1], quoted))
		at--;
	free(quoted);
	return at < count ? &list[at] : NULL;
}

struct look {
	struct bot *bot;
	struct timestamp now;
};

static void quarantine_pattern(void *context, int slot, const char *regex)
{
	const struct look *look = context;
	struct bot *bot = look->bot;
	int at = index_by_slot(bot->index, slot);

	/* not visible here, so this line did not try it */
	if (at < 0)
		return;
	struct quarantined pattern = {.id = bot->index->profiles[at].fact->id,
		.text = regex,
		.author = "import",
		.network = "",
		.at = look->now.unix};
	struct arena arena = {0};
	struct edition *list;
	struct error err;
	size_t count;

	if (store_history(bot->store, pattern.id, &arena, &list, &count, &err)) {
		const struct edition *edition = introduction(list, count, regex);

		if (edition) {
			pattern.author = edition->author;
			pattern.network = edition->network;
		}
	}
	if (bot->read_only || !store_quarantine(bot->store, &pattern, &err))
		log_warn("quarantine", "not recorded for the next start: %s",
			bot->read_only ? "the fact base is read-only" : err.text);
	tell_author(bot, pattern.network, pattern.author, look->now,
		"Your pattern /%.200s/ of %s hit a limit and is no longer "
		"tried. To fix it: !pattern %s - /…/, then + a cheaper one.",
		regex, pattern.id, pattern.id);
	log_warn("quarantine", "pattern /%s/ of %s hit a limit and is no longer tried", regex,
		pattern.id);
	bot_announce(bot, "%s: the pattern /%.200s/ by %s hit a limit; it is in quarantine",
		pattern.id, regex, pattern.author);
	arena_free(&arena);
}

void quarantine_check(struct bot *bot, struct timestamp now)
{
	struct look look = {.bot = bot, .now = now};
	size_t count = patterns_quarantined(bot->index->patterns);

	if (count == bot->quarantined)
		return;
	bot->quarantined = count;
	patterns_each_quarantined(bot->index->patterns, quarantine_pattern, &look);
}
