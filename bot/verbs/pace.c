#include "verbs/pace.h"

#include "base/hash.h"
#include "base/log.h"
#include "people/roles.h"

#include <inttypes.h>
#include <string.h>

static struct limit_person person_of(const struct asker *asker)
{
	return (struct limit_person){
		.network = asker->network,
		.account = asker->account,
		.user = asker->user,
		.host = asker->host,
		.relayed = asker->relayed ? asker->nick : "",
		.channel = asker->channel ? asker->channel : "",
		.casemap = asker->casemap,
		.trusted = asker->role >= ROLE_MODERATOR,
	};
}

uint64_t pace_key(const struct asker *asker)
{
	const struct limit_person person = person_of(asker);

	return limit_key(&person);
}

uint64_t pace_host(const struct asker *asker)
{
	const struct limit_person person = person_of(asker);

	return limit_host(&person);
}

bool pace_allows(struct bot *bot, const struct asker *asker)
{
	static const char slower[] =
		"You ask faster than I can answer; wait a few seconds and ask again.";
	const struct limit_person person = person_of(asker);
	enum limit_verdict verdict = limit_ask(
		&bot->limit, &person, bot->config ? &bot->config->limits : NULL, asker->now);

	if (verdict == LIMIT_TELL)
		log_info("limit",
			"%s: %s asks too fast and gets no answer for a while; %" PRIu64
			" lines were not answered so far",
			asker->network, asker->nick, bot->limit.dropped);
	if (verdict == LIMIT_TELL && !asker->relayed)
		bot_say(bot, asker->network, "NOTICE", asker->nick, slower);
	return verdict == LIMIT_FINE;
}

bool pace_may_note(struct bot *bot, const struct asker *asker)
{
	const struct limit_person person = person_of(asker);

	return limit_may_note(&bot->limit, &person, asker->now);
}

bool pace_is_other(struct bot *bot, const struct asker *asker, const char *gist)
{
	const struct limit_person person = person_of(asker);

	return limit_is_other(&bot->limit, &person, hash_block(gist, strlen(gist)));
}
