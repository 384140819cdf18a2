#ifndef TONLE_PEOPLE_RELAY_H
#define TONLE_PEOPLE_RELAY_H

#include "config/config.h"
#include "config/relay_form.h"
#include "base/casemap.h"
#include "wire/event.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * People who speak through a bridge: one that puts their name before the text (`relays` in the
 * configuration), or one that uses RELAYMSG (ircv3.net/specs/extensions/relaymsg). Each counts as a
 * person, but nothing proves who they are, so they get no role and no account. Pure.
 */
enum relay_source {
	RELAY_NONE,   /* an ordinary line */
	RELAY_ITSELF, /* the bridge itself: lines without a name, joins; no trust */
	RELAY_PERSON
};

enum { RELAY_IDENTITY = 2 * RELAY_FORM_NICK + 4 };

struct relayed {
	char address[RELAY_FORM_NICK]; /* "alice": how to address them in the channel */
	char identity[RELAY_IDENTITY]; /* "alice (discobot)": not a nick, since it has a space */
	char text[RELAY_FORM_TEXT];    /* what they said */
};

/* Finds out who speaks in the line. Fills *out for RELAY_PERSON. */
enum relay_source relay_read(const struct event *e, const struct config_network *config,
	enum casemap map, struct relayed *out);

/* Watches for bridges that the configuration does not name. Starts as {0}. */
enum { RELAY_WATCHED = 8, RELAY_SUSPECT_LINES = 3 };
struct relay_watch {
	struct relay_suspect {
		char nick[RELAY_FORM_NICK];
		uint32_t name; /* hash of the first name it gave */
		unsigned lines;
		bool several, told; /* it gave several names; it has been reported */
	} suspects[RELAY_WATCHED];
	size_t next;
};

/* Takes a line said in a channel by a nick that is not a configured relay. True once for each nick
 * that has said RELAY_SUSPECT_LINES lines such as "<alice> …" with different names. */
bool relay_is_suspect(struct relay_watch *watch, const struct event *e);

#endif
