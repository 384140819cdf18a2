#include "verbs/ambient_switch.h"

#include "base/arena.h"
#include "base/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_ambient_switch(void *context, const struct store_ambient *ambient)
{
	struct bot *bot = context;

	GROW(bot->ambient_set, bot->ambient_count, bot->ambient_room);
	bot->ambient_set[bot->ambient_count++] = *ambient;
}

void ambient_switch_read(struct bot *bot)
{
	struct error err;

	if (bot->ambient_known)
		return;
	bot->ambient_known = true;
	bot->ambient_count = 0;
	if (!store_ambients(bot->store, add_ambient_switch, bot, &err))
		log_warn("ambient", "where `ambient` is on cannot be read: %s", err.text);
}

static struct store_ambient *find_ambient_switch(struct bot *bot, const struct asker *asker)
{
	ambient_switch_read(bot);
	for (size_t i = 0; i < bot->ambient_count; i++)
		if (strcmp(bot->ambient_set[i].network, asker->network) == 0 &&
			strcmp(bot->ambient_set[i].channel, asker->place) == 0)
			return &bot->ambient_set[i];
	return NULL;
}

const struct store_ambient *ambient_switch_of(struct bot *bot, const struct asker *asker)
{
	return find_ambient_switch(bot, asker);
}

bool ambient_switch_is_on(struct bot *bot, const struct asker *asker)
{
	const struct store_ambient *set = find_ambient_switch(bot, asker);

	return set ? set->answers : asker->settings && asker->settings->ambient;
}

bool ambient_switch_put(struct bot *bot, const struct asker *asker, bool answers,
	const char *author, struct error *err)
{
	struct store_ambient *old = find_ambient_switch(bot, asker);
	struct store_ambient ambient = {.answers = answers, .at = asker->now.unix};

	snprintf(ambient.network, STORE_AMBIENT_NAME, "%s", asker->network);
	snprintf(ambient.channel, STORE_AMBIENT_NAME, "%s", asker->place);
	snprintf(ambient.author, sizeof ambient.author, "%s", author);
	if (!store_put_ambient(bot->store, &ambient, err))
		return false;
	if (old)
		*old = ambient;
	else
		add_ambient_switch(bot, &ambient);
	return true;
}
