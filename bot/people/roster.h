#ifndef TONLE_PEOPLE_ROSTER_H
#define TONLE_PEOPLE_ROSTER_H

#include "wire/event.h"
#include "wire/isupport.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Who is in our channels on one network, with user@host and services account, kept current by every
 * line that tells something of it: NAMES, WHO, JOIN (extended-join), ACCOUNT (account-notify),
 * CHGHOST, NICK, PART, KICK, QUIT, and the account tag of whatever somebody says (account-tag).
 * Pure. Bounded: whoever does not fit in is unknown, which costs a WHOIS when it matters.
 *
 * An account is only known while the server tells us of every change to it (roster_sight()): one
 * learnt otherwise would outlive a log-out.
 */
enum {
	ROSTER_PEOPLE = 20000, /* about 200 bytes each */
	ROSTER_CHANNELS = 64,
	ROSTER_NICK = 64,
	ROSTER_NAME = 128,
	ROSTER_WHO_MOST = 1000 /* WHO is not asked about a channel of more people */
};

struct roster;

struct roster_person {
	char key[ROSTER_NICK]; /* the nick, folded */
	char *mask;            /* user@host, "" while unknown */
	char *account;         /* "": none; NULL: unknown */
	uint64_t channels;     /* a bit for each that we share */
	uint64_t operator_in;  /* … and in which they are operators */
	bool bot;              /* the server marks them as a bot in WHO */
};

struct roster *roster_new(void);
void roster_free(struct roster *r);

/* What the connection shows of accounts: on each line (account-tag), and each change
 * (account-notify). To be told before the line in hand is heard. */
void roster_sight(struct roster *r, bool tags, bool changes);

/* Learns from the event; at our own arrival in a channel queues WHO (WHOX where offered). Everyone
 * is forgotten at a welcome, and when CASEMAPPING changes. */
void roster_hear(struct roster *r, const struct isupport *support, const char *own_nick,
	const struct event *e, struct outbox *out);

/* The services account of somebody by that nick: "" when known to have none, NULL when unknown.
 * Borrowed until the next event. */
const char *roster_account(const struct roster *r, const char *nick);

/* That of whoever the line comes from: its tag says it for certain where there are tags. */
const char *roster_speaker(const struct roster *r, const struct event *e);

/* Whether somebody is an operator (or more) of the channel, as far as is known for certain. */
bool roster_operator(const struct roster *r, const char *nick, const char *channel);

/* What is known of somebody, borrowed until the next event; NULL if nothing. Its account may be out
 * of date: ask roster_account(). */
const struct roster_person *roster_find(const struct roster *r, const char *nick);

/* How many people are known. */
size_t roster_count(const struct roster *r);

#endif
