#include "verbs/pass_on.h"

#include "base/hash.h"
#include "keep/store_people.h"
#include "net/presence.h"

#include <stdio.h>
#include <string.h>

/* A number for the nick on the asker's network; never 0. */
static uint64_t reader_key(const struct asker *asker, const char *nick)
{
	char folded[128], text[256];

	casemap_fold(asker->casemap, nick, folded, sizeof folded);
	snprintf(text, sizeof text, "%.100s %s", asker->network, folded);
	return hash_block(text, strlen(text)) | 1;
}

static struct bot_passed *find_passed(struct bot *bot, uint64_t key)
{
	struct bot_passed *oldest = &bot->passed[0];

	for (size_t i = 0; i < sizeof bot->passed / sizeof *bot->passed; i++) {
		if (bot->passed[i].person == key)
			return &bot->passed[i];
		if (bot->passed[i].ms < oldest->ms)
			oldest = &bot->passed[i];
	}
	return oldest;
}

static bool wants_quiet(struct bot *bot, const struct bot_network *net, const struct asker *asker,
	const struct roster_person *person, const char *nick)
{
	const char *account = roster_account(net->roster, nick), *at = strchr(person->mask, '@');
	struct someone who = {asker->network, account ? account : "", nick, at ? at + 1 : ""};
	bool quiet = store_is_quiet(bot->store, &who);

	who.account = ""; /* they may have asked before they logged in */
	return quiet || store_is_quiet(bot->store, &who);
}

bool pass_on_may(struct bot *bot, struct bot_network *net, const struct asker *asker,
	const char *nick, bool privately, struct error *why)
{
	const struct roster_person *person = roster_find(net->roster, nick);
	const struct roster_person *self = roster_find(net->roster, asker->nick);
	bool here = asker->channel ? roster_is_in(net->roster, nick, asker->channel)
				   : person && self && (person->channels & self->channels) != 0;

	if (presence_same(network_presence(net->network), nick,
		    presence_nick(network_presence(net->network))))
		return error_set(why, "That is me.");
	if (asker->relayed && privately)
		return error_set(why, "Say it without a bridge.");
	if (!here)
		return error_set(why, "%.60s is not %s.", nick,
			asker->channel ? "here" : "in a channel with you and me");
	if (person->bot)
		return error_set(why, "%.60s is a bot.", nick);
	if (wants_quiet(bot, net, asker, person, nick))
		return error_set(why, "%.60s has asked not to be written to.", nick);
	uint64_t key = reader_key(asker, nick);
	const struct bot_passed *last = find_passed(bot, key);
	if (privately && last->person == key && asker->now.ms - last->ms < PASS_ON_WAIT_MS)
		return error_set(why, "%.60s was told something just now; try in a minute.", nick);
	return true;
}

void pass_on_count(struct bot *bot, const struct asker *asker, const char *nick)
{
	uint64_t key = reader_key(asker, nick);

	*find_passed(bot, key) = (struct bot_passed){.person = key, .ms = asker->now.ms};
}
