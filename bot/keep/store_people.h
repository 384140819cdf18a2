#ifndef TONLE_KEEP_STORE_PEOPLE_H
#define TONLE_KEEP_STORE_PEOPLE_H

#include "base/error.h"
#include "base/timestamp.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Roles, muted channels and messages. All strings are borrowed for the call. */
enum role_kind { ROLE_BY_ACCOUNT, ROLE_BY_MASK };
extern const char *const store_role_kinds[]; /* "account", "mask", by enum role_kind */

struct role_row {
	const char *network;
	enum role_kind kind; /* what `who` is */
	const char *who, *role;
	int64_t until;   /* when it ends, in seconds since 1970; 0: never */
	bool configured; /* from the configuration, not granted by a person */
	const char *granter;
	int64_t at;
};

/* Calls found for every current role of the network ("": of all). If an account or mask has both a
 * configured and a granted role, only the granted one counts. Configured roles come first, then the
 * others by time. */
typedef void store_role_found(void *context, const struct role_row *row);
bool store_roles(struct store *store, const char *network, struct timestamp now,
	store_role_found *found, void *context, struct error *err);

/* Writes a granted or configured role, replacing one of that kind. */
bool store_role_put(struct store *store, const struct role_row *row, struct error *err);

/* Revokes the granted role with the row's network, kind and who; the row's granter and time go into
 * the chain. *dropped is whether there was one. */
bool store_role_drop(
	struct store *store, const struct role_row *row, bool *dropped, struct error *err);

/* Replaces all configured roles and deletes granted ones that have ended, in one transaction. */
bool store_roles_seed(struct store *store, const struct role_row *rows, size_t count,
	struct timestamp now, struct error *err);

/* After the wall clock was moved by so many seconds: moves the ends of quiz questions, roles and
 * mutes likewise. */
bool store_shift_ends(
	struct store *store, int64_t seconds, struct timestamp now, struct error *err);

/* Whether the database knows the account on the network: by a revision, suggestion, score, card or
 * subscription. */
bool store_account_known(struct store *store, const char *network, const char *account);

/* Mutes the channel until that time; 0 unmutes it. */
bool store_mute(struct store *store, const char *network, const char *channel, int64_t until,
	struct error *err);

/* When the mute ends; 0 if the channel is not muted or this cannot be read. */
int64_t store_muted(
	struct store *store, const char *network, const char *channel, struct timestamp now);

/* Whether the bot answers unasked in a channel, as a moderator has set it. */
enum { STORE_AMBIENT_NAME = 128 };
struct store_ambient {
	char network[STORE_AMBIENT_NAME], channel[STORE_AMBIENT_NAME]; /* lower case */
	bool answers;
	char author[256];
	int64_t at;
};
typedef void store_ambient_found(void *context, const struct store_ambient *ambient);
bool store_ambients(
	struct store *store, store_ambient_found *found, void *context, struct error *err);
bool store_put_ambient(struct store *store, const struct store_ambient *ambient, struct error *err);

/* A person: a services account or, if that is "", nick and host together. */
struct someone {
	const char *network, *account, *nick, *host;
};

/* Whether the person wants no messages unless they speak to the bot themselves ("quiet"), and
 * setting it. If it cannot be read, they count as quiet. */
bool store_is_quiet(struct store *store, const struct someone *who);
bool store_set_quiet(struct store *store, const struct someone *who, bool quiet, struct error *err);

/* Stores a message for delivery when its recipient next speaks; deletes messages older than
 * MESSAGE_DAYS. */
enum { MESSAGE_DAYS = 90 };
bool store_message(struct store *store, const struct someone *to, const char *text,
	struct timestamp now, struct error *err);

/* The messages of the network ("": of all), oldest first. */
struct store_message {
	int64_t number;
	struct someone to;
	const char *text;
	const char *channel; /* where they asked to be told, "" in private */
	int64_t refused;     /* how often the server refused it */
};
typedef void store_message_found(void *context, const struct store_message *message);
bool store_messages(struct store *store, const char *network, store_message_found *found,
	void *context, struct error *err);
/* Deletes the messages that contain the text. */
bool store_messages_drop_with(struct store *store, const char *text, struct error *err);
/* Counts a refusal. */
bool store_message_refuse(struct store *store, int64_t number, struct error *err);
bool store_message_drop(struct store *store, int64_t number, struct error *err);

#endif
