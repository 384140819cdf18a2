#ifndef TONLE_PEOPLE_ROLES_H
#define TONLE_PEOPLE_ROLES_H

#include "base/error.h"
#include "base/timestamp.h"
#include "config/config.h"
#include "keep/store.h"
#include "wire/casemap.h"

#include <stdbool.h>

/*
 * What somebody may do. Each role may do all that the ones before it may. A nick alone never gives
 * one: it takes an account of the network's services, or a hostmask that names the host. The roles
 * are kept in the database, where the configuration seeds them.
 */
enum role {
	ROLE_IGNORED, /* is not heard at all */
	ROLE_EVERYONE,
	ROLE_TRUSTED,
	ROLE_MODERATOR,
	ROLE_OWNER,
	ROLES /* also: no role */
};

/* "ignored", "everyone", "trusted" … as the configuration and the verbs write it. */
const char *roles_name(enum role role);

/* The role of that name, in any case; ROLES if there is none. */
enum role roles_named(const char *name);

/* Who said a line, as the server tells it; absent strings are "". All borrowed. */
struct person {
	const char *network, *nick, *user, *host;
	const char *account;  /* services account, as of this line */
	enum casemap casemap; /* of the network */
};

/*
 * The person's role at the moment, looked up anew for each line. What is said of their account
 * decides; without that the highest of the masks that fit, and ROLE_IGNORED only if no mask gives
 * more. Whatever cannot be read gives ROLE_EVERYONE, and why is set.
 */
enum role roles_of(
	struct store *store, const struct person *person, struct timestamp now, struct error *err);

/* Whether the person is meant: by account, if who has one, else by nick and host together. */
bool roles_same(
	const struct person *person, const char *account, const char *nick, const char *host);

/* Puts the configuration's roles into the database in the place of those it gave before. */
bool roles_seed(
	struct store *store, const struct config *config, struct timestamp now, struct error *err);

#endif
