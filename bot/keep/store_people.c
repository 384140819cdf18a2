#include "keep/store_people.h"

#include "keep/store_inner.h"

#include <sqlite3.h>

const char *const store_role_kinds[] = {
	[ROLE_BY_ACCOUNT] = "account", [ROLE_BY_MASK] = "mask", NULL};

static const char *column(sqlite3_stmt *statement, int at)
{
	const char *text = (const char *)sqlite3_column_text(statement, at);

	return text ? text : "";
}

bool store_roles(struct store *store, const char *network, struct timestamp now,
	store_role_found *found, void *context, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_ROLES, TEXT(network), INTEGER(now.unix));
	int status;

	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		const struct role_row row = {
			.network = column(statement, 0),
			.kind = (enum role_kind)store_word(store_role_kinds, column(statement, 1)),
			.who = column(statement, 2),
			.configured = sqlite3_column_int(statement, 3) != 0,
			.role = column(statement, 4),
			.until = sqlite3_column_int64(statement, 5),
			.granter = column(statement, 6),
			.at = sqlite3_column_int64(statement, 7),
		};

		found(context, &row);
	}
	return store_finish(store, statement, status, err);
}

bool store_role_put(struct store *store, const struct role_row *row, struct error *err)
{
	return RUN(store, SQL_PUT_ROLE, err, TEXT(row->network), TEXT(store_role_kinds[row->kind]),
		TEXT(row->who), TEXT(row->configured ? "configured" : "granted"), TEXT(row->role),
		INTEGER(row->until), TEXT(row->granter), INTEGER(row->at));
}

bool store_role_drop(struct store *store, const char *network, enum role_kind kind, const char *who,
	bool *dropped, struct error *err)
{
	bool good = RUN(
		store, SQL_DROP_ROLE, err, TEXT(network), TEXT(store_role_kinds[kind]), TEXT(who));

	*dropped = good && sqlite3_changes(store->db) > 0;
	return good;
}

bool store_roles_seed(struct store *store, const struct role_row *rows, size_t count,
	struct timestamp now, struct error *err)
{
	if (!store_begin(store, err))
		return false;
	bool good = RUN(store, SQL_CLEAR_ROLES, err, INTEGER(now.unix));
	for (size_t i = 0; good && i < count; i++)
		good = store_role_put(store, &rows[i], err);
	return store_end(store, good, err);
}

bool store_mute(struct store *store, const char *network, const char *channel, int64_t until,
	struct error *err)
{
	return RUN(store, SQL_PUT_HUSH, err, TEXT(network), TEXT(channel), INTEGER(until));
}

int64_t store_muted(
	struct store *store, const char *network, const char *channel, struct timestamp now)
{
	return store_number(
		store, BIND(store, SQL_HUSHED, TEXT(network), TEXT(channel), INTEGER(now.unix)));
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
			.to = {column(statement, 1), column(statement, 2), column(statement, 3),
				column(statement, 4)},
			.text = column(statement, 5),
			.channel = column(statement, 6),
			.refused = sqlite3_column_int64(statement, 7)};

		found(context, &message);
	}
	return store_finish(store, statement, status, err);
}

int64_t store_message_count(struct store *store)
{
	return store_number(store, store_bind(store, SQL_COUNT_MESSAGES, NULL));
}

bool store_message_refuse(struct store *store, int64_t number, struct error *err)
{
	return RUN(store, SQL_REFUSE_MESSAGE, err, INTEGER(number));
}

bool store_message_drop(struct store *store, int64_t number, struct error *err)
{
	return RUN(store, SQL_DROP_MESSAGE, err, INTEGER(number));
}
