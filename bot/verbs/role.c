#include "verbs/role.h"

#include "base/log.h"
#include "keep/store_people.h"
#include "net/network.h"
#include "net/presence.h"

#include <stdio.h>
#include <string.h>

struct person role_asker(const struct asker *asker)
{
	return (struct person){.network = asker->network,
		.nick = asker->nick,
		.user = asker->user,
		.host = asker->host,
		.account = asker->account,
		.casemap = asker->casemap};
}

/* The source of an event; account may be NULL. */
static struct person person_of_event(
	const struct bot_network *net, const struct event *e, const char *account, enum casemap map)
{
	return (struct person){.network = net->name,
		.nick = e->nick,
		.user = e->user,
		.host = e->host,
		.account = account ? account : "",
		.casemap = map};
}

enum role role_of_person(
	struct bot *bot, struct bot_network *net, const struct person *person, struct timestamp now)
{
	const struct limit_person at = {.network = person->network,
		.account = person->account,
		.user = person->user,
		.host = person->host,
		.relayed = "",
		.casemap = person->casemap};
	struct person before = *person;
	struct error err = {.text = ""};
	enum role role = roles_of(bot->store, person, now, &err);

	if (role == ROLE_IGNORED) {
		ignored_note(&net->ignored, &at);
	} else if (role == ROLE_EVERYONE) {
		const char *account = *person->host ? ignored_account(&net->ignored, &at) : NULL;

		if (account) {
			before.account = account;
			role = roles_of(bot->store, &before, now, &err) == ROLE_IGNORED
				       ? ROLE_IGNORED
				       : ROLE_EVERYONE;
		}
	}
	if (*err.text)
		log_warn("role", "the roles cannot be read: %s", err.text);
	return role;
}

bool role_is_ignored(
	struct bot *bot, struct bot_network *net, const char *nick, struct timestamp now)
{
	const struct roster_person *known = roster_find(net->roster, nick);
	const char *account = known ? roster_account(net->roster, nick) : NULL;
	char user[ROSTER_NAME] = "";
	const char *at = known && known->mask ? strchr(known->mask, '@') : NULL;

	if (!at || !net->network)
		return false;
	snprintf(user, sizeof user, "%.*s", (int)(at - known->mask), known->mask);
	const struct person person = {.network = net->name,
		.nick = nick,
		.user = user,
		.host = at + 1,
		.account = account ? account : "",
		.casemap = presence_casemap(network_presence(net->network))};
	return role_of_person(bot, net, &person, now) == ROLE_IGNORED;
}

bool role_source_ignored(struct bot *bot, struct bot_network *net, const struct event *e,
	enum casemap map, struct timestamp now)
{
	const struct person person = person_of_event(net, e, roster_speaker(net->roster, e), map);

	return role_of_person(bot, net, &person, now) == ROLE_IGNORED;
}

bool role_account_known(struct bot *bot, const char *network, const char *account)
{
	struct limit_person person = {.network = network,
		.account = account,
		.user = "",
		.host = "",
		.relayed = "",
		.channel = ""};

	for (size_t i = 0; i < bot->network_count; i++) {
		const struct bot_network *net = &bot->networks[i];

		if (strcmp(net->name, network) != 0 || !net->network)
			continue;
		person.casemap = presence_casemap(network_presence(net->network));
		if (roster_has_account(net->roster, account, NULL) ||
			limit_has_seen(&bot->limit, &person))
			return true;
	}
	return store_account_known(bot->store, network, account);
}

void role_before(struct bot *bot, struct bot_network *net, const struct event *e, enum casemap map,
	struct timestamp now)
{
	const char *account;

	if (e->kind != EVENT_QUIT && strcmp(e->command, "ACCOUNT") != 0)
		return;
	account = roster_account(net->roster, e->nick);
	if (!account || !*account)
		return;
	const struct person person = person_of_event(net, e, account, map);
	role_of_person(bot, net, &person, now);
}
