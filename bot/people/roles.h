#ifndef TONLE_PEOPLE_ROLES_H
#define TONLE_PEOPLE_ROLES_H

#include "base/error.h"
#include "base/timestamp.h"
#include "config/config.h"
#include "keep/store.h"
#include "base/casemap.h"

#include <stdbool.h>

/*
 * Roles: what people may do. Each role includes those before it. A role belongs to a services
 * account or to a hostmask that names the host, never to a nick alone. Roles are stored in the
 * database, which is seeded from the configuration.
 */
enum role {
	ROLE_IGNORED, /* gets no answer at all */
	ROLE_EVERYONE,
	ROLE_TRUSTED,
	ROLE_MODERATOR,
	ROLE_OWNER,
	ROLES /* also: no role */
};

/* The name in the configuration and in verbs: "ignored", "everyone", "trusted" … */
const char *roles_name(enum role role);

/* The role of that name, ignoring case; ROLES if there is none. */
enum role roles_named(const char *name);

/* The sender of a line; absent strings are "". All borrowed. */
struct person {
	const char *network, *nick, *user, *host;
	const char *account;  /* services account, as of this line */
	enum casemap casemap; /* of the network */
};

/* The person's current role: that of their account if it has one, else the highest of the matching
 * masks (so ROLE_IGNORED only if no mask gives more). ROLE_EVERYONE with the error if the database
 * cannot be read. */
enum role roles_of(
	struct store *store, const struct person *person, struct timestamp now, struct error *err);

/* Whether account, nick and host are the person's: compares the account if it is not "", else nick
 * and host. */
bool roles_same(
	const struct person *person, const char *account, const char *nick, const char *host);

/* Replaces the roles in the database that came from a configuration. */
bool roles_seed(
	struct store *store, const struct config *config, struct timestamp now, struct error *err);

#endif
