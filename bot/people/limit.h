#ifndef TONLE_PEOPLE_LIMIT_H
#define TONLE_PEOPLE_LIMIT_H

#include "base/timestamp.h"
#include "config/config.h"
#include "base/casemap.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Limits how much is answered: token buckets for each person, each channel and the whole bot, as
 * configured (`limits`). A person is a services account or, without one, a user@host; the nick does
 * not matter. Pure.
 */
enum {
	LIMIT_PEOPLE = 1024, /* those heard last, roughly */
	LIMIT_WAYS = 16,     /* buckets that a key may have */
	LIMIT_BURST = 8,     /* the defaults for one person */
	LIMIT_INTERVAL_MS = 3000,
	LIMIT_TOLD_MS = 60 * 1000, /* the least time between warnings to a person */
	LIMIT_NOTED = 20,          /* questions of one person a day that go to moderators */
	LIMIT_NOTED_HOST = 100,    /* the same of one host, by people without an account */
	LIMIT_COUNTED = 4096       /* remembered pairs of asker and question */
};

/* Who sends a line; absent strings are "". */
struct limit_person {
	const char *network, *account, *user, *host;
	const char *relayed; /* the name of a person behind a bridge; "" for others */
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

/* A number that identifies the person: by account, else by user and host. Of an IPv6 address only
 * the /64 counts; a cloak is used as it is. Never 0. */
uint64_t limit_key(const struct limit_person *person);

/* A number that identifies the person's host, which others may share. Never 0. */
uint64_t limit_host(const struct limit_person *person);

/* Whether a line of the person was charged or noted before, as far as is remembered. */
bool limit_has_seen(const struct limit *limit, const struct limit_person *person);

/* Charges one line to the person, the channel and the bot. limits: NULL for the defaults. */
enum limit_verdict limit_ask(struct limit *limit, const struct limit_person *person,
	const struct config_limits *limits, struct timestamp now);

/* Whether an unanswered question of the person may go on the moderators' list. The limits are
 * LIMIT_NOTED a day, and LIMIT_NOTED_HOST for a host, so that one person cannot flood the list. */
bool limit_may_note(struct limit *limit, const struct limit_person *person, struct timestamp now);

/* Whether the person has not asked the thing with that hash before, as far as is remembered; then
 * remembers it. Here a person is an account, else a host (with any user name or nick), or a name
 * behind a bridge. */
bool limit_is_other(struct limit *limit, const struct limit_person *person, uint64_t thing);

#endif
