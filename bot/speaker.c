#include "speaker.h"

#include "base/log.h"
#include "people/machine.h"

#include <string.h>

void speaker_read(struct hearing *h)
{
	enum casemap map = presence_casemap(h->presence);

	if (h->event->kind != EVENT_PRIVMSG || !presence_channel(h->presence, h->event->target))
		return;
	h->source = relay_read(h->event, network_config(h->net->network), map, &h->relayed);
	if (h->source == RELAY_PERSON) {
		h->spoken = *h->event;
		h->spoken.text = h->relayed.text;
		h->spoken.account = "";
		h->event = &h->spoken;
	}
}

/* Reports, once, a nick that seems to be a bridge. */
static void suspect_relay(struct hearing *h)
{
	const struct event *e = h->event;

	if (!presence_channel(h->presence, e->target) || !relay_is_suspect(&h->net->relays, e))
		return;
	log_info("hear", "%s: %s seems to be a bridge; see `relays` in the configuration",
		e->network, e->nick);
	bot_announce(h->bot,
		"%s seems to relay other people's lines (\"<name> …\"). To have them answered, add "
		"to the network %s: relays: [{nick: %s}]",
		e->nick, e->network, e->nick);
}

/* Whether the line is from a channel that the bot did not choose to join. */
static bool is_elsewhere(const struct hearing *h)
{
	const char *channel = presence_channel(h->presence, h->event->target);

	return channel && !presence_is_ours(h->presence, channel);
}

bool speaker_is_person(struct hearing *h)
{
	const struct event *e = h->event;
	enum casemap map = presence_casemap(h->presence);

	if (e->kind != EVENT_PRIVMSG || e->from_self || e->replayed || !*e->nick || is_elsewhere(h))
		return false;
	if (h->source != RELAY_NONE)
		return true; /* even if the bridge itself is a machine */
	suspect_relay(h);
	const struct roster_person *person = roster_find(h->net->roster, e->nick);
	const char *why =
		machine_why(e, network_config(h->net->network), map, person != NULL && person->bot);
	if (why && machine_is_new(&h->net->machines, e->nick, map))
		log_info("hear", "%s: %s is not a person (%s): its lines are not answered",
			e->network, e->nick, why);
	return !why;
}
