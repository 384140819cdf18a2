#include "base/text.h"
#include "keep/store_changes.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <string.h>

/*
 * Loads with one query per table, ordered by the owner's number, and merges the results in one
 * pass: 100 000 facts with a million questions take about a second; a query per fact would take
 * ten.
 */
struct loading {
	struct store *store;
	struct factset *set;
	struct error *err;
	struct fact *facts;
	struct source *sources;
	struct alias *aliases;
	int64_t *alias_numbers;
	const char *nothing;
	void *room;       /* for the next row of the table being read */
	int64_t left;     /* its rows that there is room for */
	int64_t sizes[9]; /* rows of each table, in the order of SQL_LOAD_SIZES */
};

enum {
	SIZE_FACTS,
	SIZE_QUESTIONS,
	SIZE_PATTERNS,
	SIZE_CITATIONS,
	SIZE_SOURCES,
	SIZE_PARAGRAPHS,
	SIZE_ALIASES,
	SIZE_FORMS,
	SIZE_FORMERS
};

/* Steps to the next row; false at the end and, with *good false, on an error. There is room for as
 * many rows as were counted; a damaged index may give more. */
static bool next_row(struct loading *load, sqlite3_stmt *statement, bool *good)
{
	int status = sqlite3_step(statement);

	if (status == SQLITE_ROW && load->left-- > 0)
		return true;
	if (status == SQLITE_ROW) {
		store_finish(load->store, statement, status, NULL);
		*good = error_set(
			load->err, "%s: is damaged; restore it from a backup", load->store->path);
		return false;
	}
	*good = store_finish(load->store, statement, status, load->err);
	return false;
}

static const char *load_text(struct loading *load, sqlite3_stmt *statement, int column)
{
	return store_text(&load->set->arena, statement, column);
}

/* "", which lies where all the set's strings do. */
static const char *nothing(struct loading *load)
{
	if (!load->nothing)
		load->nothing = arena_string(&load->set->arena, "");
	return load->nothing;
}

static void *load_room(struct loading *load, int size, size_t item)
{
	load->left = load->sizes[size];
	load->room = arena_alloc(&load->set->arena, (size_t)load->sizes[size] * item);
	return load->room;
}

/* Advances *at to the fact with that number; NULL if it is not served. Rows come in rising order.
 */
static struct fact *owner(struct loading *load, size_t *at, int64_t number)
{
	while (*at < load->set->fact_count && load->facts[*at].number < number)
		++*at;
	if (*at == load->set->fact_count || load->facts[*at].number != number)
		return NULL;
	return &load->facts[*at];
}

static bool load_sizes(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_SIZES, NULL);
	int status = sqlite3_step(statement);

	for (int i = 0; status == SQLITE_ROW && i < 9; i++)
		load->sizes[i] = sqlite3_column_int64(statement, i);
	return store_finish(load->store, statement, status, load->err);
}

/* Adds the topics of a column, with spaces between. */
static void add_topics(struct loading *load, struct fact *fact, const char *topics)
{
	struct arena *arena = &load->set->arena;
	const char *topic;
	size_t length;

	while (topic = text_next_word(&topics, " ", &length), length > 0)
		fact_add_topic(fact, arena, arena_copy(arena, topic, length));
}

static bool load_facts(struct loading *load, bool drafts)
{
	sqlite3_stmt *statement = BIND(load->store, SQL_LOAD_FACTS, INTEGER(drafts));
	bool good;

	load->facts = load_room(load, SIZE_FACTS, sizeof *load->facts);
	load->set->facts = load->facts;
	while (next_row(load, statement, &good)) {
		struct fact *fact = &load->facts[load->set->fact_count++];

		*fact = (struct fact){
			.number = sqlite3_column_int64(statement, 0),
			.id = load_text(load, statement, 1),
			.topic = load_text(load, statement, 2),
			.says = load_text(load, statement, 3),
			.brief = load_text(load, statement, 4),
			.when = load_text(load, statement, 5),
			.about = load_text(load, statement, 6),
			.revision = sqlite3_column_int64(statement, 7),
			.locked = sqlite3_column_int(statement, 8),
			.file = nothing(load),
		};
		add_topics(load, fact, (const char *)sqlite3_column_text(statement, 9));
	}
	return good;
}

/* The next of the items that load_room() gave. */
static void *next_item(struct loading *load, size_t size)
{
	char *item = load->room;

	load->room = item + size;
	return item;
}

/* Gives each row, whose first column is a fact's number, to add, with that fact. */
static bool load_parts(struct loading *load, sqlite3_stmt *statement, int size, size_t item,
	void (*add)(struct loading *, sqlite3_stmt *, struct fact *))
{
	size_t at = 0;
	bool good;

	load_room(load, size, item);
	while (next_row(load, statement, &good)) {
		struct fact *fact = owner(load, &at, sqlite3_column_int64(statement, 0));

		if (fact)
			add(load, statement, fact);
	}
	return good;
}

static void load_former(struct loading *load, sqlite3_stmt *statement, struct fact *fact)
{
	const char **former = next_item(load, sizeof *former);

	if (fact->former_count++ == 0)
		fact->formerly = former;
	*former = load_text(load, statement, 1);
}

static bool load_formers(struct loading *load)
{
	return load_parts(load, store_bind(load->store, SQL_LOAD_FORMERS, NULL), SIZE_FORMERS,
		sizeof(const char *), load_former);
}

static void load_question(struct loading *load, sqlite3_stmt *statement, struct fact *fact)
{
	struct question *question = next_item(load, sizeof *question);

	if (fact->question_count++ == 0)
		fact->questions = question;
	*question = (struct question){
		.kind = (enum question_kind)store_word(
			store_question_kinds, store_column(statement, 1)),
		.text = load_text(load, statement, 2),
	};
}

static bool load_questions(struct loading *load)
{
	return load_parts(load, store_bind(load->store, SQL_LOAD_QUESTIONS, NULL), SIZE_QUESTIONS,
		sizeof(struct question), load_question);
}

static void load_pattern(struct loading *load, sqlite3_stmt *statement, struct fact *fact)
{
	const char **pattern = next_item(load, sizeof *pattern);

	if (fact->pattern_count++ == 0)
		fact->patterns = pattern;
	*pattern = load_text(load, statement, 1);
}

static bool load_patterns(struct loading *load, bool quarantined)
{
	return load_parts(load, BIND(load->store, SQL_LOAD_PATTERNS, INTEGER(quarantined)),
		SIZE_PATTERNS, sizeof(const char *), load_pattern);
}

static void load_citation(struct loading *load, sqlite3_stmt *statement, struct fact *fact)
{
	struct citation *citation = next_item(load, sizeof *citation);

	if (fact->citation_count++ == 0)
		fact->citations = citation;
	*citation = (struct citation){
		.source = load_text(load, statement, 1),
		.paragraph = sqlite3_column_int(statement, 2),
		.quote = load_text(load, statement, 3),
		.locator = load_text(load, statement, 4),
		.supports = load_text(load, statement, 5),
	};
}

static bool load_citations(struct loading *load)
{
	return load_parts(load, store_bind(load->store, SQL_LOAD_CITATIONS, NULL), SIZE_CITATIONS,
		sizeof(struct citation), load_citation);
}

/* What the reference lacks lies where the set's strings do, too. */
static void own_csl(struct loading *load, struct csl *reference)
{
	struct author *authors =
		arena_alloc(&load->set->arena, reference->author_count * sizeof *authors + 1);

#define OWN(field, name)                                                                           \
	if (!*reference->field)                                                                    \
		reference->field = nothing(load);
	OWN(type, "type")
	CSL_TEXTS(OWN)
#undef OWN
	for (size_t i = 0; i < reference->author_count; i++) {
		const struct author *author = &reference->authors[i];

		authors[i].family = *author->family ? author->family : nothing(load);
		authors[i].given = *author->given ? author->given : nothing(load);
		authors[i].literal = *author->literal ? author->literal : nothing(load);
	}
	reference->authors = authors;
}

static bool load_source(struct loading *load, sqlite3_stmt *statement)
{
	struct arena *arena = &load->set->arena;
	struct source *source = &load->sources[load->set->source_count++];

	*source = (struct source){
		.id = load_text(load, statement, 0),
		.title = load_text(load, statement, 1),
		.publisher = load_text(load, statement, 2),
		.author = load_text(load, statement, 3),
		.date = load_text(load, statement, 4),
		.url = load_text(load, statement, 5),
		.licence = load_text(load, statement, 6),
		.brief = load_text(load, statement, 7),
		.text_file = nothing(load),
		.file = nothing(load),
	};
	if (!csl_read(load_text(load, statement, 8), arena, &source->csl, load->err))
		return false;
	if (source->csl.author_count == 0 && *source->author)
		csl_set_author(arena, &source->csl, source->author);
	own_csl(load, &source->csl);
	return true;
}

static bool load_sources(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_SOURCES, NULL);
	bool good;

	load->sources = load_room(load, SIZE_SOURCES, sizeof *load->sources);
	load->set->sources = load->sources;
	while (next_row(load, statement, &good))
		if (!load_source(load, statement))
			return store_finish(load->store, statement, SQLITE_DONE, NULL) && false;
	return good;
}

/* The row of SQL_PARAGRAPH and SQL_LOAD_PARAGRAPHS. */
struct paragraph store_paragraph_row(struct arena *arena, sqlite3_stmt *statement)
{
	return (struct paragraph){
		.number = sqlite3_column_int(statement, 0),
		.kind = store_text(arena, statement, 1),
		.gist = store_text(arena, statement, 2),
		.sha256 = store_text(arena, statement, 3),
		.text = store_text(arena, statement, 4),
	};
}

static bool load_paragraphs(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_PARAGRAPHS, NULL);
	struct paragraph *next = load_room(load, SIZE_PARAGRAPHS, sizeof *next);
	struct source *source = load->sources, *end = source + load->set->source_count;
	bool good;

	while (next_row(load, statement, &good)) {
		const char *id = store_column(statement, 5);

		/* both are in the order of ids; one whose source is gone is left out */
		while (source < end && strcmp(source->id, id) < 0)
			source++;
		if (source == end || strcmp(source->id, id) != 0)
			continue;
		if (source->paragraph_count++ == 0)
			source->paragraphs = next;
		*next++ = store_paragraph_row(&load->set->arena, statement);
	}
	return good;
}

static bool load_aliases(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_ALIASES, NULL);
	bool good;

	load->aliases = load_room(load, SIZE_ALIASES, sizeof *load->aliases);
	load->alias_numbers = load_room(load, SIZE_ALIASES, sizeof *load->alias_numbers);
	load->set->aliases = load->aliases;
	while (next_row(load, statement, &good)) {
		size_t at = load->set->alias_count++;

		load->alias_numbers[at] = sqlite3_column_int64(statement, 0);
		load->aliases[at] = (struct alias){
			.kind = (enum alias_kind)store_word(
				store_alias_kinds, store_column(statement, 1)),
			.id = load_text(load, statement, 2),
			.sort = load_text(load, statement, 3),
			.file = nothing(load),
		};
	}
	return good;
}

static bool load_forms(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_FORMS, NULL);
	const char **next = load_room(load, SIZE_FORMS, sizeof *next);
	size_t at = 0;
	bool good;

	while (next_row(load, statement, &good)) {
		int64_t number = sqlite3_column_int64(statement, 0);

		while (at < load->set->alias_count && load->alias_numbers[at] < number)
			at++;
		if (at == load->set->alias_count || load->alias_numbers[at] != number)
			continue;
		if (load->aliases[at].name_count++ == 0)
			load->aliases[at].names = next;
		*next++ = load_text(load, statement, 1);
	}
	return good;
}

/* The lines of a text, in the set's arena. */
static const char *const *lines_of(struct loading *load, const char *text, size_t *count)
{
	struct arena *arena = &load->set->arena;
	const char **list = arena_alloc(arena, (strlen(text) + 1) * sizeof *list);

	*count = 0;
	for (const char *at = text; *at; at += strspn(at, "\n")) {
		size_t length = strcspn(at, "\n");

		list[(*count)++] = arena_copy(arena, at, length);
		at += length;
	}
	return list;
}

static bool load_subject(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_SUBJECT, NULL);
	struct subject *subject = &load->set->subject;
	bool good;

	*subject = (struct subject){0};
	load->left = 1;
	while (next_row(load, statement, &good)) {
		subject->name = load_text(load, statement, 0);
		subject->greeting = load_text(load, statement, 1);
		subject->home = lines_of(load, load_text(load, statement, 2), &subject->home_count);
		subject->samples =
			lines_of(load, load_text(load, statement, 3), &subject->sample_count);
	}
	return good;
}

static bool load_set(struct store *store, struct factset *set, bool drafts, struct error *err)
{
	struct loading loading = {.store = store, .set = set, .err = err};

	*set = (struct factset){0};
	if (!store_run(store, SQL_BEGIN_READ, NULL, err))
		return false;
	bool good = load_sizes(&loading) && load_subject(&loading) &&
		    load_facts(&loading, drafts) && load_formers(&loading) &&
		    load_questions(&loading) && load_patterns(&loading, drafts) &&
		    load_citations(&loading) && load_sources(&loading) &&
		    load_paragraphs(&loading) && load_aliases(&loading) && load_forms(&loading);
	store->data_version = store_data_version(store);
	store_run(store, SQL_COMMIT, NULL, NULL);
	if (!good)
		factset_free(set);
	return good;
}

bool store_load(struct store *store, struct factset *set, struct error *err)
{
	return load_set(store, set, false, err);
}

bool store_load_all(struct store *store, struct factset *set, struct error *err)
{
	return load_set(store, set, true, err);
}

/* Runs one part of a load in a read transaction of its own. */
static bool load_part(
	struct loading *loading, bool (*first)(struct loading *), bool (*second)(struct loading *))
{
	if (!store_run(loading->store, SQL_BEGIN_READ, NULL, loading->err))
		return false;
	bool good = load_sizes(loading) && first(loading) && second(loading);

	store_run(loading->store, SQL_COMMIT, NULL, NULL);
	return good;
}

bool store_load_subject(struct store *store, struct factset *set, struct error *err)
{
	struct loading loading = {.store = store, .set = set, .err = err};

	return load_subject(&loading);
}

bool store_load_sources(struct store *store, struct factset *set, struct error *err)
{
	struct factset fresh = *set;
	struct loading loading = {.store = store, .set = &fresh, .err = err};

	fresh.source_count = 0;
	bool good = load_part(&loading, load_sources, load_paragraphs);

	set->arena = fresh.arena;
	if (good) {
		set->sources = fresh.sources;
		set->source_count = fresh.source_count;
	}
	return good;
}

bool store_load_aliases(struct store *store, struct factset *set, struct error *err)
{
	struct loading loading = {.store = store, .set = set, .err = err};

	*set = (struct factset){0};
	bool good = load_part(&loading, load_aliases, load_forms);

	if (!good)
		factset_free(set);
	return good;
}

bool store_paragraph(struct store *store, const char *source, int number, struct arena *arena,
	struct paragraph *paragraph, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_PARAGRAPH, TEXT(source), INTEGER(number));
	int status = sqlite3_step(statement);

	*paragraph = (struct paragraph){.kind = "", .gist = "", .sha256 = "", .text = ""};
	if (status == SQLITE_ROW)
		*paragraph = store_paragraph_row(arena, statement);
	bool good = store_finish(store, statement, status, err);
	if (good && paragraph->number != number)
		return error_set(err, "%s: the register has no paragraph %d of \"%s\"", store->path,
			number, source);
	return good;
}
