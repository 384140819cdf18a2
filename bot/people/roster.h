#ifndef TONLE_PEOPLE_ROSTER_H
#define TONLE_PEOPLE_ROSTER_H

#include "wire/event.h"
#include "wire/isupport.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The people in our channels on one network, with user@host and services account, from NAMES, WHO,
 * JOIN (extended-join), ACCOUNT (account-notify), CHGHOST, NICK, PART, KICK, QUIT and the account
 * tag (account-tag). Pure. Bounded: people who do not fit are unknown, so their account costs a
 * WHOIS when it is needed.
 *
 * An account counts as known only while the server reports every change to it (roster_sight()),
 * since otherwise it would stay after a logout.
 */
enum {
	ROSTER_PEOPLE = 20000, /* about 200 bytes each */
	ROSTER_CHANNELS = 64,
	ROSTER_NICK = 64,
	ROSTER_NAME = 128,
	ROSTER_WHO_MOST = 1000 /* no WHO in a channel with more people */
};

struct roster;

struct roster_person {
	char key[ROSTER_NICK]; /* the nick, folded */
	char *mask;            /* user@host, "" while unknown */
	char *account;         /* "": none; NULL: unknown */
	uint64_t channels;     /* those we share, a bit for each */
	uint64_t operator_in;  /* … and in which they are operators */
	bool bot;              /* marked as a bot in WHO */
};

struct roster *roster_new(void);
void roster_free(struct roster *r);

/* Sets whether the connection shows accounts on each line (account-tag) and at each change
 * (account-notify). Call it before roster_handle(). */
void roster_sight(struct roster *r, bool tags, bool changes);

/* Takes every event. Queues WHO (WHOX if the server has it) after we join a channel. Forgets
 * everyone at a welcome and when CASEMAPPING changes. */
void roster_handle(struct roster *r, const struct isupport *support, const char *own_nick,
	const struct event *e, struct outbox *out);

/* The services account of a nick: "" if known to have none, NULL if unknown. Borrowed until the
 * next event. */
const char *roster_account(const struct roster *r, const char *nick);

/* The same for the event's source, from its account tag if the connection has tags. */
const char *roster_speaker(const struct roster *r, const struct event *e);

/* Whether the nick is known to be in the channel. */
bool roster_is_in(const struct roster *r, const char *nick, const char *channel);

/* Calls each with every channel, folded, in which the nick is known to be. */
void roster_shared(const struct roster *r, const char *nick,
	void (*each)(void *context, const char *channel), void *context);

/* Whether a person with that services account is known to be in the channel (NULL: in any).
 * Searches the whole roster. */
bool roster_has_account(const struct roster *r, const char *account, const char *channel);

/* Whether the nick is known to be an operator (or more) of the channel. */
bool roster_operator(const struct roster *r, const char *nick, const char *channel);

/* What is known of a nick, borrowed until the next event; NULL if nothing. Its account may be out
 * of date: use roster_account(). */
const struct roster_person *roster_find(const struct roster *r, const char *nick);

/* How many people are known. */
size_t roster_count(const struct roster *r);

#endif
