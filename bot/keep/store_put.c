#include "keep/store_inner.h"

#include "base/buf.h"
#include "base/digest.h"
#include "base/text.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FOLDED = 2048 }; /* bytes of a folded text; a longer one is cut for the index */

bool store_last_revision(struct store *store, struct revision_end *end, struct error *err)
{
	sqlite3_stmt *statement = store_bind(store, SQL_LAST_REVISION, NULL);
	int status = sqlite3_step(statement);

	*end = (struct revision_end){0};
	if (status == SQLITE_ROW) {
		end->number = sqlite3_column_int64(statement, 0);
		snprintf(end->hash, sizeof end->hash, "%s", store_column(statement, 1));
		end->at = sqlite3_column_int64(statement, 2);
	}
	return store_finish(store, statement, status, err);
}

void store_revision_hash(const struct revision *revision, char hash[65])
{
	char *text;
	size_t length;
	FILE *out = must_stream(&text, &length);

	fprintf(out, "%s\n%lld\n%s\n%lld\n%s\n%s\n%s\n%s", revision->before_hash,
		(long long)revision->number, revision->name, (long long)revision->at,
		revision->author, revision->network, revision->reason, revision->content);
	if (revision->origin)
		fprintf(out, "\n%s\n%s", revision->origin, revision->action);
	must_close(out);
	digest_sha256(text, length, hash);
	free(text);
}

bool store_add_revision(struct store *store, const char *name, int64_t fact, const char *content,
	const struct change *change, struct revision_end *end, struct error *err)
{
	struct revision revision = {
		.number = end->number + 1,
		.name = name,
		.at = change->when.unix,
		.author = change->author,
		.network = change->network,
		.reason = change->reason,
		.content = content,
		.origin = store_origins[change->origin],
		.action = store_actions[change->action],
		.before_hash = end->hash,
	};
	char hash[DIGEST_HEX];

	store_revision_hash(&revision, hash);
	if (!RUN(store, SQL_ADD_REVISION, err, INTEGER(revision.number), TEXT(name), INTEGER(fact),
		    INTEGER(revision.at), TEXT(revision.author), TEXT(revision.network),
		    TEXT(revision.reason), TEXT(content), TEXT(revision.origin),
		    TEXT(revision.action), TEXT(end->hash), TEXT(hash)))
		return false;
	end->number = revision.number;
	end->at = revision.at;
	memcpy(end->hash, hash, sizeof end->hash);
	return true;
}

const char *store_unknown_source(struct store *store, const struct fact *fact)
{
	for (size_t i = 0; i < fact->citation_count; i++) {
		const char *source = fact->citations[i].source;

		if (store_number(store, BIND(store, SQL_HAS_SOURCE, TEXT(source))) == 0)
			return source;
	}
	return NULL;
}

/* The fact's topics but the first, with spaces between. In storage. */
static const char *more_topics(const struct fact *fact, char storage[FACT_TOPICS_TEXT])
{
	const char *rest = strchr(fact_topics(fact, " ", storage, FACT_TOPICS_TEXT), ' ');

	return rest ? rest + 1 : "";
}

/* The number of a new fact, or 0. */
static int64_t insert_fact(struct store *store, const struct fact *fact, struct error *err)
{
	char topics[FACT_TOPICS_TEXT];
	char *see = must_join(fact->see, fact->see_count, " ");
	char *channels = must_join(fact->channels, fact->channel_count, " ");
	bool good = RUN(store, SQL_ADD_FACT, err, TEXT(fact->id), TEXT(fact->topic),
		TEXT(more_topics(fact, topics)), TEXT(fact->says), TEXT(fact->brief),
		TEXT(fact->when), TEXT(fact->about), INTEGER(fact->forgotten),
		INTEGER(fact->locked), TEXT(see), TEXT(channels));

	free(see);
	free(channels);
	return good ? sqlite3_last_insert_rowid(store->db) : 0;
}

static bool change_fact(
	struct store *store, const struct fact *fact, int64_t number, struct error *err)
{
	char topics[FACT_TOPICS_TEXT];
	char *see = must_join(fact->see, fact->see_count, " ");
	char *channels = must_join(fact->channels, fact->channel_count, " ");
	bool good = RUN(store, SQL_CHANGE_FACT, err, TEXT(fact->id), TEXT(fact->topic),
		TEXT(more_topics(fact, topics)), TEXT(fact->says), TEXT(fact->brief),
		TEXT(fact->when), TEXT(fact->about), INTEGER(fact->forgotten),
		INTEGER(fact->locked), TEXT(see), TEXT(channels), INTEGER(number));

	free(see);
	free(channels);
	return good;
}

static bool drop_parts(struct store *store, int64_t number, struct error *err)
{
	return RUN(store, SQL_DROP_FORMERS, err, INTEGER(number)) &&
	       RUN(store, SQL_DROP_QUESTIONS, err, INTEGER(number)) &&
	       RUN(store, SQL_DROP_PATTERNS, err, INTEGER(number)) &&
	       RUN(store, SQL_DROP_CITATIONS, err, INTEGER(number));
}

/* Stores a former id of the fact, and moves the cards of learners from it to the fact. */
static bool add_former(
	struct store *store, const struct fact *fact, int64_t number, size_t at, struct error *err)
{
	const char *id = fact->formerly[at];

	return RUN(store, SQL_ADD_FORMER, err, INTEGER(number), INTEGER((int64_t)at + 1),
		       TEXT(id)) &&
	       RUN(store, SQL_MOVE_CARDS, err, TEXT(id), TEXT(fact->id)) &&
	       RUN(store, SQL_DROP_MOVED_CARDS, err, TEXT(id)) &&
	       RUN(store, SQL_MOVE_LEARNERS, err, TEXT(id), TEXT(fact->id));
}

static bool insert_parts(
	struct store *store, const struct fact *fact, int64_t number, struct error *err)
{
	for (size_t i = 0; i < fact->former_count; i++)
		if (!add_former(store, fact, number, i, err))
			return false;
	for (size_t i = 0; i < fact->question_count; i++)
		if (!RUN(store, SQL_ADD_QUESTION, err, INTEGER(number), INTEGER((int64_t)i + 1),
			    TEXT(store_question_kinds[fact->questions[i].kind]),
			    TEXT(fact->questions[i].text)))
			return false;
	for (size_t i = 0; i < fact->pattern_count; i++)
		if (!RUN(store, SQL_ADD_PATTERN, err, INTEGER(number), INTEGER((int64_t)i + 1),
			    TEXT(fact->patterns[i])))
			return false;
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct citation *citation = &fact->citations[i];

		if (!RUN(store, SQL_ADD_CITATION, err, INTEGER(number), INTEGER((int64_t)i + 1),
			    TEXT(citation->source), INTEGER(citation->paragraph),
			    TEXT(citation->quote), TEXT(citation->locator),
			    TEXT(citation->supports)))
			return false;
	}
	return true;
}

/* --- the full text ---------------------------------------------------------------------------- */

/* The folded texts that a fact has in table search, by place; NULL: none there. */
struct search_texts {
	struct arena arena;
	const char **list;
	size_t room; /* places */
};

static void read_search_texts(const struct fact *fact, struct search_texts *texts)
{
	char folded[FOLDED], statement[FOLDED], topics[FACT_TOPICS_TEXT];
	struct buf buf = BUF(statement);

	*texts = (struct search_texts){.room = fact->question_count + 1};
	texts->list = arena_alloc(&texts->arena, texts->room * sizeof *texts->list);
	if (fact->citation_count == 0 || fact->forgotten)
		return; /* never served */
	buf_add(&buf, "%s %s", fact->says, fact_topics(fact, " ", topics, sizeof topics));
	text_fold(buf.full ? fact->says : statement, folded, sizeof folded);
	texts->list[0] = arena_string(&texts->arena, folded);
	for (size_t i = 0; i < fact->question_count; i++) {
		if (fact->questions[i].kind == QUESTION_NOT)
			continue;
		text_fold(fact->questions[i].text, folded, sizeof folded);
		texts->list[i + 1] = arena_string(&texts->arena, folded);
	}
}

/* Removes from `wanted` the texts that the table has already; lists the places of the others that
 * it has. */
static bool find_stale(struct store *store, int64_t number, struct search_texts *wanted,
	int64_t stale[FACT_QUESTIONS_MAX + 1], size_t *count, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_SEARCH_ROWS, INTEGER(number));
	int status;

	*count = 0;
	while ((status = sqlite3_step(statement)) == SQLITE_ROW) {
		size_t place = (size_t)sqlite3_column_int64(statement, 0);
		const char *text = place < wanted->room ? wanted->list[place] : NULL;

		if (text && strcmp(text, store_column(statement, 1)) == 0)
			wanted->list[place] = NULL;
		else
			stale[(*count)++] = (int64_t)place;
	}
	return store_finish(store, statement, status, err);
}

bool store_put_search(
	struct store *store, const struct fact *fact, int64_t number, struct error *err)
{
	int64_t stale[FACT_QUESTIONS_MAX + 1];
	struct search_texts wanted;
	size_t count;

	read_search_texts(fact, &wanted);
	bool good = find_stale(store, number, &wanted, stale, &count, err);

	for (size_t i = 0; good && i < count; i++)
		good = RUN(store, SQL_DROP_SEARCH, err, INTEGER(number), INTEGER(stale[i]));
	for (size_t place = 0; good && place < wanted.room; place++)
		if (wanted.list[place])
			good = RUN(store, SQL_ADD_SEARCH, err, INTEGER(number),
				INTEGER((int64_t)place), TEXT(wanted.list[place]));
	arena_free(&wanted.arena);
	return good;
}

/* --- facts ------------------------------------------------------------------------------------ */

bool store_put_unsearched(struct store *store, const struct fact *fact, int64_t *number,
	const char *content, const struct change *change, struct revision_end *end,
	struct error *err)
{
	if (*number == 0)
		*number = insert_fact(store, fact, err);
	else if (!drop_parts(store, *number, err) || !change_fact(store, fact, *number, err))
		return false;
	return *number != 0 && insert_parts(store, fact, *number, err) &&
	       store_add_revision(store, fact->id, *number, content, change, end, err) &&
	       RUN(store, SQL_SET_REVISION, err, INTEGER(*number), INTEGER(end->number));
}

bool store_put_fact(struct store *store, const struct fact *fact, int64_t number,
	const char *content, const struct change *change, struct revision_end *end,
	struct error *err)
{
	return store_put_unsearched(store, fact, &number, content, change, end, err) &&
	       store_put_search(store, fact, number, err);
}

bool store_put_source(struct store *store, const struct source *source, struct error *err)
{
	char *reference = csl_content(&source->csl);
	bool good = RUN(store, SQL_PUT_SOURCE, err, TEXT(source->id), TEXT(source->title),
		TEXT(source->publisher), TEXT(source->author), TEXT(source->date),
		TEXT(source->url), TEXT(source->licence), TEXT(source->brief), TEXT(reference));

	free(reference);
	return good;
}

/* The alias's number, 0 if there is none, and whether it is the same. */
static bool find_alias(struct store *store, const struct alias *alias, int64_t *number, bool *same,
	struct error *err)
{
	sqlite3_stmt *statement =
		BIND(store, SQL_FIND_ALIAS, TEXT(store_alias_kinds[alias->kind]), TEXT(alias->id));
	int status = sqlite3_step(statement);

	*number = 0;
	*same = false;
	if (status == SQLITE_ROW) {
		const char *names = store_column(statement, 2);

		*number = sqlite3_column_int64(statement, 0);
		*same = names && strcmp(store_column(statement, 1), alias->sort) == 0;
		for (size_t i = 0; *same && i < alias->name_count; i++) {
			size_t length = strlen(alias->names[i]);
			char after = i + 1 < alias->name_count ? '\n' : '\0';

			*same = strncmp(names, alias->names[i], length) == 0 &&
				names[length] == after;
			names += length + 1;
		}
	}
	return store_finish(store, statement, status, err);
}

bool store_put_alias(
	struct store *store, const struct alias *alias, bool *changed, struct error *err)
{
	int64_t number;
	bool same;

	*changed = false;
	if (!find_alias(store, alias, &number, &same, err))
		return false;
	if (same)
		return true;
	if (number == 0) {
		if (!RUN(store, SQL_ADD_ALIAS, err, TEXT(store_alias_kinds[alias->kind]),
			    TEXT(alias->id), TEXT(alias->sort)))
			return false;
		number = sqlite3_last_insert_rowid(store->db);
	} else if (!RUN(store, SQL_SORT_ALIAS, err, INTEGER(number), TEXT(alias->sort)) ||
		   !RUN(store, SQL_DROP_FORMS, err, INTEGER(number))) {
		return false;
	}
	for (size_t i = 0; i < alias->name_count; i++)
		if (!RUN(store, SQL_ADD_FORM, err, INTEGER(number), INTEGER((int64_t)i + 1),
			    TEXT(alias->names[i])))
			return false;
	*changed = true;
	return true;
}
