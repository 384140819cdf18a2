#include "people/roles.h"

#include "base/arena.h"
#include "base/text.h"
#include "keep/store_people.h"
#include "wire/mask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[ROLES] = {"ignored", "everyone", "trusted", "moderator", "owner"};

const char *roles_name(enum role role)
{
	return names[role];
}

enum role roles_named(const char *name)
{
	int role = 0;

	while (role < ROLES && text_compare_ascii(names[role], name) != 0)
		role++;
	return (enum role)role;
}

/* A look-up over all rows. */
struct search {
	const struct person *person;
	enum role by_account, by_mask; /* ROLES: none */
};

static void match_configured_role(void *context, const struct role_row *row)
{
	struct search *search = context;
	const struct person *person = search->person;
	enum role role = roles_named(row->role);

	if (row->kind == ROLE_BY_ACCOUNT) {
		if (*person->account && casemap_same(person->casemap, row->who, person->account))
			search->by_account = role; /* rows of granted roles come last */
	} else if (*person->host && mask_matches(person->casemap, row->who, person->nick,
					    person->user, person->host)) {
		if (search->by_mask == ROLES || role > search->by_mask)
			search->by_mask = role;
	}
}

enum role roles_of(
	struct store *store, const struct person *person, struct timestamp now, struct error *err)
{
	struct search search = {.person = person, .by_account = ROLES, .by_mask = ROLES};

	if (!store_roles(store, person->network, now, match_configured_role, &search, err))
		return ROLE_EVERYONE;
	if (search.by_account != ROLES)
		return search.by_account;
	return search.by_mask != ROLES ? search.by_mask : ROLE_EVERYONE;
}

bool roles_same(
	const struct person *person, const char *account, const char *nick, const char *host)
{
	if (*account)
		return *person->account && casemap_same(person->casemap, account, person->account);
	return *host && casemap_same(person->casemap, nick, person->nick) &&
	       text_compare_ascii(host, person->host) == 0;
}

bool roles_seed(
	struct store *store, const struct config *config, struct timestamp now, struct error *err)
{
	struct role_row *rows = must_alloc((config->role_count + 1) * sizeof *rows);

	for (size_t i = 0; i < config->role_count; i++) {
		const struct config_role *role = &config->roles[i];
		bool by_account = *role->account != '\0';

		rows[i] = (struct role_row){.network = role->network,
			.kind = by_account ? ROLE_BY_ACCOUNT : ROLE_BY_MASK,
			.who = by_account ? role->account : role->hostmask,
			.role = role->role,
			.configured = true,
			.granter = "the configuration",
			.at = now.unix};
	}
	bool good = store_roles_seed(store, rows, config->role_count, now, err);
	free(rows);
	return good;
}
