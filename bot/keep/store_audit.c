/* Verifies the chain of revisions, and that the served rows equal their newest revisions. */
#include "base/watch.h"
#include "keep/store.h"

#include "base/digest.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether the written hash is the revision's: over all its columns or, for one from before
 * migration 5, without origin and action. */
static bool is_hash(const struct revision *revision, const char *written)
{
	struct revision old = *revision;
	char hash[DIGEST_HEX];

	store_revision_hash(revision, hash);
	if (strcmp(hash, written) == 0)
		return true;
	old.origin = old.action = NULL;
	store_revision_hash(&old, hash);
	return strcmp(hash, written) == 0;
}

/* Whether the revision follows the previous one and has the right hash. */
static bool check_revision(struct store *store, sqlite3_stmt *statement,
	const struct revision_end *end, struct error *err)
{
	const char *text[11];

	for (int i = 0; i < 11; i++)
		text[i] = store_column(statement, i);
	const struct revision revision = {
		.number = sqlite3_column_int64(statement, 0),
		.name = text[1],
		.at = sqlite3_column_int64(statement, 2),
		.author = text[3],
		.network = text[4],
		.reason = text[5],
		.content = text[6],
		.origin = text[7],
		.action = text[8],
		.before_hash = text[9],
	};

	if (revision.number != end->number + 1)
		return error_set(err, "%s: expected revision %lld, found %lld", store->path,
			(long long)end->number + 1, (long long)revision.number);
	if (strcmp(revision.before_hash, end->hash) != 0 || !is_hash(&revision, text[10]))
		return error_set(err, "%s: revision %lld of %s was changed: its hash differs",
			store->path, (long long)revision.number, revision.name);
	return true;
}

static bool check_chain(struct store *store, int64_t *revisions, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_REVISIONS, NULL);
	struct revision_end end = {0}, last = {0};
	bool good = store_last_revision(store, &last, err);
	int status = SQLITE_DONE;

	while (good && (status = sqlite3_step(statement)) == SQLITE_ROW) {
		good = check_revision(store, statement, &end, err) &&
		       (watch_step((size_t)end.number, (size_t)last.number) ||
			       error_set(err, "interrupted"));
		end.number++;
		snprintf(end.hash, sizeof end.hash, "%s", store_column(statement, 10));
	}
	*revisions = end.number;
	return store_finish(store, statement, status, good ? err : NULL) && good;
}

/* Whether the statement, which lists rows that differ from their newest revision, lists none; the
 * error names the first. */
static bool lists_nothing(struct store *store, enum sql which, const char *what, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, which, NULL);
	int status = sqlite3_step(statement);
	bool good = true;

	if (status == SQLITE_ROW) {
		int64_t number = sqlite3_column_int64(statement, 1);
		const char *name = store_column(statement, 0);

		good = number ? error_set(err, "%s: %s%s is not what revision %lld says",
					store->path, what, name, (long long)number)
			      : error_set(err, "%s: %s%s has no revision", store->path, what, name);
	}
	return store_finish(store, statement, status, good ? err : NULL) && good;
}

/* Whether each paragraph's text has the hash in the register. */
static bool check_texts(struct store *store, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_LOAD_PARAGRAPHS, NULL);
	bool good = true;
	int status = SQLITE_DONE;

	while (good && (status = sqlite3_step(statement)) == SQLITE_ROW) {
		const char *text = store_column(statement, 4);
		const char *sha256 = store_column(statement, 3);
		char hash[DIGEST_HEX];

		if (!*text)
			continue;
		digest_sha256(text, strlen(text), hash);
		good = strcmp(hash, sha256) == 0 ||
		       error_set(err, "%s: the text of ¶%d of %s is not what its register says",
			       store->path, sqlite3_column_int(statement, 0),
			       store_column(statement, 5));
	}
	return store_finish(store, statement, status, good ? err : NULL) && good;
}

bool store_audit(struct store *store, int64_t *revisions, struct error *err)
{
	*revisions = 0;
	if (!store_begin_reading(store, err))
		return false;
	bool good = check_chain(store, revisions, err) &&
		    lists_nothing(store, SQL_DIFFERING_FACTS, "the fact ", err) &&
		    lists_nothing(store, SQL_UNCOVERED, "", err) && check_texts(store, err);

	store_end_reading(store);
	return good;
}

/* --- when it was last found sound ------------------------------------------------------------- */

bool store_note_examined(struct store *store, int64_t at, struct error *err)
{
	return RUN(store, SQL_SET_EXAMINED, err, INTEGER(at));
}

bool store_note_closed(struct store *store, int64_t now, struct error *err)
{
	return RUN(store, SQL_SET_CLOSED, err, INTEGER(now));
}

int64_t store_examined(struct store *store, int64_t now)
{
	enum { CLOSING = 2 }; /* seconds that the last writes may take */
	sqlite3_stmt *statement = store_bind(store, SQL_EXAMINED, NULL);
	int status = sqlite3_step(statement);
	int64_t at = 0, closed = 0;

	if (status == SQLITE_ROW) {
		at = sqlite3_column_int64(statement, 0);
		closed = sqlite3_column_int64(statement, 1);
	}
	bool good = store_finish(store, statement, status, NULL) && at > 0 && at <= closed &&
		    closed <= now && store->written <= closed + CLOSING;

	if (!store_note_closed(store, 0, NULL) ||
		(!good && !store_note_examined(store, 0, NULL)))
		return 0;
	return good ? at : 0;
}

/* --- the head --------------------------------------------------------------------------------- */

bool store_head(struct store *store, char head[STORE_HEAD], struct error *err)
{
	struct revision_end end;
	bool good = store_last_revision(store, &end, err);

	snprintf(head, STORE_HEAD, "%lld-%.12s", (long long)end.number, *end.hash ? end.hash : "0");
	return good;
}

/* Reads a head's number and *hash; 0 if the text is not a head. */
static int64_t read_head(const char *text, const char **hash)
{
	char *rest;
	long long number = strtoll(text, &rest, 10);
	size_t length = *rest == '-' ? strlen(rest + 1) : 0;

	*hash = rest + 1;
	if (number < 1 || length < 8 || length > 64 || strspn(*hash, "0123456789abcdef") != length)
		return 0;
	return number;
}

bool store_is_head(const char *text)
{
	const char *hash;

	return read_head(text, &hash) > 0;
}

bool store_has_head(struct store *store, const char *head, struct error *err)
{
	const char *hash, *found;
	int64_t number = read_head(head, &hash);
	sqlite3_stmt *statement = BIND(store, SQL_REVISION_HASH, INTEGER(number));
	int status = sqlite3_step(statement);

	found = status == SQLITE_ROW ? store_column(statement, 0) : "";
	bool good = number > 0 && strncmp(found, hash, strlen(hash)) == 0;
	if (!good)
		error_set(err,
			*found ? "%s: revision %lld is another one: the chain was rewritten"
			       : "%s: there is no revision %lld: the chain was cut",
			store->path, (long long)number);
	return store_finish(store, statement, status, good ? err : NULL) && good;
}
