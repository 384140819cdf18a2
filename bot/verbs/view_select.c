#include "verbs/view_select.h"

#include "ask/index_view.h"
#include "net/presence.h"
#include "people/roles.h"

#include <stdio.h>

static struct view view_of(struct bot *bot, const char *network)
{
	const struct bot_network *net = bot_network(bot, network);
	struct view view = {.everything = false};

	snprintf(view.network, sizeof view.network, "%s", network);
	if (net->network)
		view.casemap = presence_casemap(network_presence(net->network));
	return view;
}

static void add_shared(void *view, const char *channel)
{
	scope_add(view, channel);
}

void view_select_channel(struct bot *bot, const char *network, const char *channel)
{
	struct view view = {.everything = false};

	if (channel) {
		view = view_of(bot, network);
		scope_add(&view, channel);
	}
	bot_set_view(bot, &view);
}

void view_select_person(struct bot *bot, const char *network, const char *nick)
{
	struct view view = view_of(bot, network);

	roster_shared(bot_network(bot, network)->roster, nick, add_shared, &view);
	bot_set_view(bot, &view);
}

void view_select_both(struct bot *bot, const struct asker *asker, const char *nick)
{
	const struct roster *roster = bot_network(bot, asker->network)->roster;
	struct view both = view_of(bot, asker->network);

	view_select_person(bot, asker->network, nick);
	for (size_t i = 0; i < bot->view.count; i++)
		if (asker->channel
				? casemap_same(
					  asker->casemap, asker->channel, bot->view.channels[i])
				: asker->role >= ROLE_MODERATOR ||
					  roster_is_in(roster, asker->nick, bot->view.channels[i]))
			scope_add(&both, bot->view.channels[i]);
	bot_set_view(bot, &both);
}

void view_select(struct bot *bot, const struct asker *asker)
{
	const struct view everything = {.everything = true};

	if (asker->channel)
		view_select_channel(bot, asker->network, asker->channel);
	else if (asker->role >= ROLE_MODERATOR)
		bot_set_view(bot, &everything);
	else
		view_select_person(bot, asker->network, asker->nick);
}
