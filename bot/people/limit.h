#ifndef TONLE_PEOPLE_LIMIT_H
#define TONLE_PEOPLE_LIMIT_H

#include "base/timestamp.h"
#include "config/config.h"
#include "base/casemap.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * How much is answered: token buckets for each person, for each channel and for the whole bot, as
 * the configuration has them (`limits`). A person is who they are to the network and not what they
 * call themselves: a services account or, without one, user and host. Pure.
 */
enum {
	LIMIT_PEOPLE = 1024, /* those heard last */
	LIMIT_BURST = 8,     /* the defaults for one person */
	LIMIT_INTERVAL_MS = 3000,
	LIMIT_TOLD_MS = 60 * 1000, /* nobody is told more often that they are too fast */
	LIMIT_NOTED = 20,          /* questions of one person a day that moderators are shown, */
	LIMIT_NOTED_HOST = 100,    /* and of one host, from those without an account */
	LIMIT_COUNTED = 4096       /* who has asked what: so many are remembered */
};

/* Who sends a line; absent strings are "". */
struct limit_person {
	const char *network, *account, *user, *host;
	const char *relayed; /* the name of somebody whom a bridge passes on; "" for others */
	const char *channel; /* "" in private */
	enum casemap casemap;
	bool trusted; /* moderators and owners: only their own bucket counts */
};

struct limit_bucket {
	uint64_t key; /* 0: free */
	int64_t last_ms, credit_ms, told_ms;
	bool told;
	int64_t day; /* of `noted` */
	int noted;
};

struct limit {
	struct limit_bucket people[LIMIT_PEOPLE], channels[64], hosts[256], whole;
	uint64_t counted[LIMIT_COUNTED]; /* limit_is_other() */
	size_t next_counted;
	uint64_t dropped; /* lines that were not answered, ever */
};

enum limit_verdict {
	LIMIT_FINE,
	LIMIT_TELL, /* too fast, and must be told so */
	LIMIT_SILENT
};

/* A number for the person: of the account, else of user and host; of an IPv6 address only the /64
 * counts, a cloak as it is. Never 0. */
uint64_t limit_key(const struct limit_person *person);

/* A number for the person's host, whoever else is there. Never 0. */
uint64_t limit_host(const struct limit_person *person);

/* Whether a line of the person has been charged, or noted, as far back as is remembered. */
bool limit_has_heard(const struct limit *limit, const struct limit_person *person);

/* Charges one line to the person, the channel and the bot. limits: NULL for the defaults. */
enum limit_verdict limit_ask(struct limit *limit, const struct limit_person *person,
	const struct config_limits *limits, struct timestamp now);

/* Whether an unanswered question of the person may be put on the moderators' list: LIMIT_NOTED a
 * day, and LIMIT_NOTED_HOST of a host, so that one person cannot bury it. */
bool limit_may_note(struct limit *limit, const struct limit_person *person, struct timestamp now);

/* Whether somebody else than before asks the thing with that hash, as far as is remembered; it is
 * remembered then. Somebody is an account, else a host, whatever user names and nicks come from
 * there, or a name behind a bridge. */
bool limit_is_other(struct limit *limit, const struct limit_person *person, uint64_t thing);

#endif
