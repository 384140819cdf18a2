#ifndef TONLE_KEEP_STORE_PEOPLE_H
#define TONLE_KEEP_STORE_PEOPLE_H

#include "base/error.h"
#include "base/timestamp.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the fact base keeps about people: roles, silence, messages. All strings are borrowed for the
 * call. */
enum role_kind { ROLE_BY_ACCOUNT, ROLE_BY_MASK };
extern const char *const store_role_kinds[]; /* "account", "mask", by enum role_kind */

struct role_row {
	const char *network;
	enum role_kind kind; /* what `who` is */
	const char *who, *role;
	int64_t until;   /* seconds since 1970, when it ends; 0: never */
	bool configured; /* stands in the configuration; else somebody granted it */
	const char *granter;
	int64_t at;
};

/* Gives every role of the network ("": of all) that holds at the moment; of two for the same
 * account or mask the granted one. The configuration's come first, then the others by time. False
 * with the reason. */
typedef void store_role_found(void *context, const struct role_row *row);
bool store_roles(struct store *store, const char *network, struct timestamp now,
	store_role_found *found, void *context, struct error *err);

/* Writes a granted role over the one that was granted before, or a configured one. */
bool store_role_put(struct store *store, const struct role_row *row, struct error *err);

/* Takes a granted role back; *dropped is whether there was one. */
bool store_role_drop(struct store *store, const char *network, enum role_kind kind, const char *who,
	bool *dropped, struct error *err);

/* Puts these in the place of all that the configuration gave before, in one transaction; clears
 * away granted ones that have ended. */
bool store_roles_seed(struct store *store, const struct role_row *rows, size_t count,
	struct timestamp now, struct error *err);

/* Nothing is to be said in the channel until then (0: speak again). */
bool store_hush(struct store *store, const char *network, const char *channel, int64_t until,
	struct error *err);

/* Until when the channel is hushed, as of now; 0 if it is not, or if that cannot be read. */
int64_t store_muted(
	struct store *store, const char *network, const char *channel, struct timestamp now);

/* Whom a message is for: an account of services, or where that is "", nick and host together. */
struct someone {
	const char *network, *account, *nick, *host;
};

/* Keeps a message until its reader is heard; ones older than MESSAGE_DAYS are given up. */
enum { MESSAGE_DAYS = 90 };
bool store_message(struct store *store, const struct someone *to, const char *text,
	struct timestamp now, struct error *err);

/* The network's waiting messages, oldest first, and how many of any network there are. */
typedef void store_message_found(
	void *context, int64_t number, const struct someone *to, const char *text);
bool store_messages(struct store *store, const char *network, store_message_found *found,
	void *context, struct error *err);
int64_t store_message_count(struct store *store);
bool store_message_drop(struct store *store, int64_t number, struct error *err);

#endif
