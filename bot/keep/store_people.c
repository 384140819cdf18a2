#include "keep/store_people.h"

#include "base/arena.h"
#include "base/text.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const store_role_kinds[] = {
	[ROLE_BY_ACCOUNT] = "account", [ROLE_BY_MASK] = "mask", NULL};

static void forget_roles(struct store *store)
{
	free(store->roles.rows);
	arena_free(&store->roles.arena);
	store->roles = (struct store_roles_kept){0};
}

void store_forget_kept(struct store *store)
{
	forget_roles(store);
	store->filled.known = false;
}

/* Reads the current roles of all networks into memory, since every line needs them. */
static bool read_roles(struct store *store, struct timestamp now, struct error *err)
{
	struct store_roles_kept *kept = &store->roles;
	sqlite3_stmt *statement = BIND(store, SQL_ROLES, INTEGER(now.unix));
	struct arena *arena = &kept->arena;
	int status;

	forget_roles(store);
	kept->version = store->seen_version;
	kept->from = now.unix;
	kept->to = INT64_MAX;
	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		const struct role_row row = {
			.network = store_text(arena, statement, 0),
			.kind = (enum role_kind)store_word(
				store_role_kinds, store_column(statement, 1)),
			.who = store_text(arena, statement, 2),
			.configured = sqlite3_column_int(statement, 3) != 0,
			.role = store_text(arena, statement, 4),
			.until = sqlite3_column_int64(statement, 5),
			.granter = store_text(arena, statement, 6),
			.at = sqlite3_column_int64(statement, 7),
		};

		GROW(kept->rows, kept->count, kept->room);
		kept->rows[kept->count++] = row;
		if (row.until != 0 && row.until < kept->to)
			kept->to = row.until;
	}
	return kept->known = store_finish(store, statement, status, err);
}

bool store_roles(struct store *store, const char *network, struct timestamp now,
	store_role_found *found, void *context, struct error *err)
{
	const struct store_roles_kept *kept = &store->roles;

	if ((!kept->known || kept->version != store->seen_version || now.unix < kept->from ||
		    now.unix >= kept->to) &&
		!read_roles(store, now, err))
		return false;
	for (size_t i = 0; i < kept->count; i++)
		if (!*network || strcmp(kept->rows[i].network, network) == 0)
			found(context, &kept->rows[i]);
	return true;
}

/* Adds the new state of a changed role to the chain. */
static bool cover_role(
	struct store *store, const struct role_row *row, const char *author, struct error *err)
{
	const struct change change = {
		.origin = row->configured ? ORIGIN_TERMINAL : ORIGIN_PERSON,
		.author = author,
		.network = row->configured ? "" : row->network,
		.reason = "role",
		.when = {.unix = row->at},
	};
	const char *origin = row->configured ? "configured" : "granted";
	const char *kind = store_role_kinds[row->kind];
	char name[1024], who[512];

	store->roles.known = false;
	text_lower_ascii(
		row->who, strlen(row->who), who, sizeof who); /* as lower() in store_served.h */
	snprintf(name, sizeof name, "role %s %.400s %s %s", origin, row->network, kind, who);
	return store_cover(store,
		BIND(store, SQL_SERVED_ROLE, TEXT(origin), TEXT(row->network), TEXT(kind),
			TEXT(row->who)),
		name, &change, false, err);
}

static bool put_role(struct store *store, const struct role_row *row, struct error *err)
{
	return RUN(store, SQL_PUT_ROLE, err, TEXT(row->network), TEXT(store_role_kinds[row->kind]),
		TEXT(row->who), TEXT(row->configured ? "configured" : "granted"), TEXT(row->role),
		INTEGER(row->until), TEXT(row->granter), INTEGER(row->at));
}

bool store_role_put(struct store *store, const struct role_row *row, struct error *err)
{
	return store_begin(store, err) &&
	       store_end(store,
		       put_role(store, row, err) && cover_role(store, row, row->granter, err), err);
}

bool store_role_drop(
	struct store *store, const struct role_row *row, bool *dropped, struct error *err)
{
	if (!store_begin(store, err))
		return false;
	bool good = RUN(store, SQL_DROP_ROLE, err, TEXT(row->network),
		TEXT(store_role_kinds[row->kind]), TEXT(row->who));

	*dropped = good && sqlite3_changes(store->db) > 0;
	good = good && (!*dropped || cover_role(store, row, row->granter, err));
	return store_end(store, good, err);
}

/* Runs a statement that changes roles and returns them; they are in the arena. */
static bool change_roles(struct store *store, sqlite3_stmt *statement, struct timestamp now,
	struct arena *arena, struct role_row **rows, size_t *count, struct error *err)
{
	size_t room = 0;
	int status;

	*rows = NULL;
	*count = 0;
	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		GROW(*rows, *count, room);
		(*rows)[(*count)++] = (struct role_row){
			.network = store_text(arena, statement, 0),
			.kind = (enum role_kind)store_word(
				store_role_kinds, store_column(statement, 1)),
			.who = store_text(arena, statement, 2),
			.configured = strcmp(store_column(statement, 3), "configured") == 0,
			.at = now.unix,
		};
	}
	return store_finish(store, statement, status, err);
}

static bool seed(struct store *store, const struct role_row *rows, size_t count,
	struct timestamp now, struct error *err)
{
	static const char author[] = "configuration";
	struct arena arena = {0};
	struct role_row *old;
	size_t old_count;
	bool good = change_roles(store, BIND(store, SQL_STALE_ROLES, INTEGER(now.unix)), now,
		&arena, &old, &old_count, err);

	for (size_t i = 0; good && i < count; i++)
		good = put_role(store, &rows[i], err) && cover_role(store, &rows[i], author, err);
	for (size_t i = 0; good && i < old_count; i++)
		good = cover_role(store, &old[i], author, err);
	free(old);
	arena_free(&arena);
	return good;
}

bool store_roles_seed(struct store *store, const struct role_row *rows, size_t count,
	struct timestamp now, struct error *err)
{
	return store_begin(store, err) && store_end(store, seed(store, rows, count, now, err), err);
}

static bool shift_ends(
	struct store *store, int64_t seconds, struct timestamp now, struct error *err)
{
	struct arena arena = {0};
	struct role_row *rows;
	size_t count;
	bool good = RUN(store, SQL_SHIFT_QUIZZES, err, INTEGER(seconds)) &&
		    RUN(store, SQL_SHIFT_MUTES, err, INTEGER(seconds));

	if (!good)
		return false;
	good = change_roles(store, BIND(store, SQL_SHIFT_ROLES, INTEGER(seconds)), now, &arena,
		&rows, &count, err);
	for (size_t i = 0; good && i < count; i++)
		good = cover_role(store, &rows[i], "clock", err);
	free(rows);
	arena_free(&arena);
	return good;
}

bool store_shift_ends(struct store *store, int64_t seconds, struct timestamp now, struct error *err)
{
	return store_begin(store, err) &&
	       store_end(store, shift_ends(store, seconds, now, err), err);
}

bool store_account_known(struct store *store, const char *network, const char *account)
{
	return store_number(store, BIND(store, SQL_ACCOUNT_KNOWN, TEXT(network), TEXT(account))) !=
	       0;
}

bool store_mute(struct store *store, const char *network, const char *channel, int64_t until,
	struct error *err)
{
	return RUN(store, SQL_PUT_HUSH, err, TEXT(network), TEXT(channel), INTEGER(until));
}

int64_t store_muted(
	struct store *store, const char *network, const char *channel, struct timestamp now)
{
	if (!store_has(store, STORE_MUTES))
		return 0;
	return store_number(
		store, BIND(store, SQL_HUSHED, TEXT(network), TEXT(channel), INTEGER(now.unix)));
}

bool store_ambients(
	struct store *store, store_ambient_found *found, void *context, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_AMBIENTS, NULL);
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		struct store_ambient ambient = {.answers = sqlite3_column_int(statement, 2),
			.at = sqlite3_column_int64(statement, 4)};

		snprintf(ambient.network, STORE_AMBIENT_NAME, "%s", store_column(statement, 0));
		snprintf(ambient.channel, STORE_AMBIENT_NAME, "%s", store_column(statement, 1));
		snprintf(ambient.author, sizeof ambient.author, "%s", store_column(statement, 3));
		found(context, &ambient);
	}
	return store_finish(store, statement, status, err);
}

bool store_put_ambient(struct store *store, const struct store_ambient *ambient, struct error *err)
{
	return RUN(store, SQL_PUT_AMBIENT, err, TEXT(ambient->network), TEXT(ambient->channel),
		INTEGER(ambient->answers), TEXT(ambient->author), INTEGER(ambient->at));
}

bool store_is_quiet(struct store *store, const struct someone *who)
{
	return store_number(store, BIND(store, SQL_QUIET, TEXT(who->network), TEXT(who->account),
					   TEXT(who->nick), TEXT(who->host))) == 0;
}

bool store_set_quiet(struct store *store, const struct someone *who, bool quiet, struct error *err)
{
	return RUN(store, quiet ? SQL_PUT_QUIET : SQL_FORGET_QUIET, err, TEXT(who->network),
		TEXT(who->account), TEXT(who->nick), TEXT(who->host));
}

bool store_message(struct store *store, const struct someone *to, const char *text,
	struct timestamp now, struct error *err)
{
	return RUN(store, SQL_OLD_MESSAGES, err, INTEGER(now.unix - MESSAGE_DAYS * 86400)) &&
	       RUN(store, SQL_ADD_MESSAGE, err, INTEGER(now.unix), TEXT(to->network),
		       TEXT(to->account), TEXT(to->nick), TEXT(to->host), TEXT(text));
}

bool store_messages(struct store *store, const char *network, store_message_found *found,
	void *context, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_MESSAGES, TEXT(network));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		const struct store_message message = {.number = sqlite3_column_int64(statement, 0),
			.to = {store_column(statement, 1), store_column(statement, 2),
				store_column(statement, 3), store_column(statement, 4)},
			.text = store_column(statement, 5),
			.channel = store_column(statement, 6),
			.refused = sqlite3_column_int64(statement, 7)};

		found(context, &message);
	}
	return store_finish(store, statement, status, err);
}

bool store_messages_drop_with(struct store *store, const char *text, struct error *err)
{
	return RUN(store, SQL_DROP_MESSAGES_WITH, err, TEXT(text));
}

bool store_message_refuse(struct store *store, int64_t number, struct error *err)
{
	return RUN(store, SQL_REFUSE_MESSAGE, err, INTEGER(number));
}

bool store_message_drop(struct store *store, int64_t number, struct error *err)
{
	return RUN(store, SQL_DROP_MESSAGE, err, INTEGER(number));
}
