#include "verbs/seen_from.h"

#include "ask/index_view.h"
#include "net/presence.h"
#include "people/roles.h"

#include <stdio.h>

static struct view view_of(struct bot *bot, const char *network)
{
	const struct bot_network *kept = bot_network(bot, network);
	struct view view = {.everything = false};

	snprintf(view.network, sizeof view.network, "%s", network);
	if (kept->network)
		view.casemap = presence_casemap(network_presence(kept->network));
	return view;
}

static void add_shared(void *view, const char *channel)
{
	scope_add(view, channel);
}

void seen_from_channel(struct bot *bot, const char *network, const char *channel)
{
	struct view view = {.everything = false};

	if (channel) {
		view = view_of(bot, network);
		scope_add(&view, channel);
	}
	bot_look(bot, &view);
}

void seen_from_person(struct bot *bot, const char *network, const char *nick)
{
	struct view view = view_of(bot, network);

	roster_shared(bot_network(bot, network)->roster, nick, add_shared, &view);
	bot_look(bot, &view);
}

void seen_from_both(struct bot *bot, const struct asker *asker, const char *nick)
{
	const struct roster *roster = bot_network(bot, asker->network)->roster;
	struct view both = view_of(bot, asker->network);

	seen_from_person(bot, asker->network, nick);
	for (size_t i = 0; i < bot->view.count; i++)
		if (asker->channel
				? casemap_same(
					  asker->casemap, asker->channel, bot->view.channels[i])
				: asker->role >= ROLE_MODERATOR ||
					  roster_is_in(roster, asker->nick, bot->view.channels[i]))
			scope_add(&both, bot->view.channels[i]);
	bot_look(bot, &both);
}

void seen_from(struct bot *bot, const struct asker *asker)
{
	const struct view everything = {.everything = true};

	if (asker->channel)
		seen_from_channel(bot, asker->network, asker->channel);
	else if (asker->role >= ROLE_MODERATOR)
		bot_look(bot, &everything);
	else
		seen_from_person(bot, asker->network, asker->nick);
}
