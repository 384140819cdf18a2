#include "people/relay.h"

#include "base/hash.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* Without the marks at its beginning: "!op" must not become a command to another bot. */
static void set_address(struct relayed *out, const char *name)
{
	const char *at = name + strspn(name, "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ ");

	snprintf(out->address, sizeof out->address, "%s", *at ? at : "you");
}

static void set_identity(struct relayed *out, const char *name, const char *bridge)
{
	char cut[RELAY_FORM_NICK];

	snprintf(cut, sizeof cut, "%s", bridge);
	snprintf(out->identity, sizeof out->identity, "%s (%s)", name, cut);
	text_drop_broken(out->identity);
}

enum relay_source relay_read(const struct event *e, const struct config_network *config,
	enum casemap map, struct relayed *out)
{
	char name[RELAY_FORM_NICK];

	if (e->relayed) {
		snprintf(name, sizeof name, "%s", e->nick);
		snprintf(out->address, sizeof out->address, "%s", name);
		set_identity(out, name, *e->relayed_by ? e->relayed_by : "relayed");
		snprintf(out->text, sizeof out->text, "%s", e->text);
		return RELAY_PERSON;
	}
	for (size_t i = 0; i < config->relay_count; i++) {
		const struct config_relay *relay = &config->relays[i];

		if (!casemap_same(map, relay->nick, e->nick))
			continue;
		if (!relay_form_read(relay->form, e->text, name, out->text))
			return RELAY_ITSELF;
		set_address(out, name);
		set_identity(out, name, e->nick);
		return RELAY_PERSON;
	}
	return RELAY_NONE;
}

static struct relay_suspect *find_suspect(struct relay_watch *watch, const char *nick)
{
	for (size_t i = 0; i < RELAY_WATCHED; i++)
		if (strcmp(watch->suspects[i].nick, nick) == 0)
			return &watch->suspects[i];
	struct relay_suspect *suspect = &watch->suspects[watch->next];
	watch->next = (watch->next + 1) % RELAY_WATCHED;
	*suspect = (struct relay_suspect){.lines = 0};
	snprintf(suspect->nick, sizeof suspect->nick, "%s", nick);
	return suspect;
}

bool relay_is_suspect(struct relay_watch *watch, const struct event *e)
{
	char name[RELAY_FORM_NICK], text[RELAY_FORM_TEXT];

	/* formatting codes may come first */
	if (!strpbrk(e->text, "<[") || !relay_form_read("common", e->text, name, text))
		return false;
	struct relay_suspect *suspect = find_suspect(watch, e->nick);
	uint32_t hash = hash_bytes(HASH_EMPTY, name, strlen(name));
	if (suspect->lines++ == 0)
		suspect->name = hash;
	suspect->several |= suspect->name != hash;
	if (suspect->told || !suspect->several || suspect->lines < RELAY_SUSPECT_LINES)
		return false;
	suspect->told = true;
	return true;
}
