#include "keep/store_loading.h"

#include "base/map.h"
#include "base/text.h"
#include "fact/factfile.h"
#include "keep/store_changes.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* Advances *at to the fact with that number; NULL if it is not served. Rows come in rising order.
 */
static struct fact *served_fact(struct loading *load, size_t *at, int64_t number)
{
	while (*at < load->set->fact_count && load->facts[*at].number < number)
		++*at;
	if (*at == load->set->fact_count || load->facts[*at].number != number)
		return NULL;
	return &load->facts[*at];
}

/* The fact that owns the row being read, for example a question; NULL if the fact is not served or
 * does not exist, so that the row is left out. */
static struct fact *owner(
	struct loading *load, sqlite3_stmt *statement, size_t *at, const char *what)
{
	int64_t number = sqlite3_column_int64(statement, 0);
	struct fact *fact = served_fact(load, at, number);

	if (!fact && number != load->known_fact) {
		if (store_number(load->store, BIND(load->store, SQL_FACT_STATE, INTEGER(number))) ==
			number)
			load->known_fact = number;
		else
			store_load_omit(load, "there is no such fact", "a %s of fact %lld", what,
				(long long)number);
	}
	return fact;
}

/* Whether the row that was read can be used. */
static bool is_row_text(struct loading *load, const struct fact *fact, const char *what)
{
	if (load->broken)
		store_load_omit(load, "its text is not valid UTF-8", "a %s of %s", what, fact->id);
	return !load->broken;
}

static bool is_fact_row(struct loading *load, const struct fact *fact, int64_t last_revision)
{
	size_t count = load->set->fact_count;
	const char *wrong = NULL;

	if (fact->number <= 0 || (count > 0 && fact->number <= load->facts[count - 1].number))
		wrong = "its number is out of order";
	else if (!factfile_is_slug(fact->id))
		wrong = "its id is not valid";
	else if (load->broken)
		wrong = "its text is not valid UTF-8";
	else if (!*fact->says)
		wrong = "it has no statement";
	else if (fact->revision < 1 || fact->revision > last_revision)
		wrong = "it has no revision";
	if (wrong)
		store_load_omit(load, wrong, "fact %lld", (long long)fact->number);
	return !wrong;
}

/* Adds the words of a column, with spaces between: slugs or channels. */
static void add_words(struct loading *load, struct fact *fact, const char *words,
	void (*add)(struct fact *fact, struct arena *arena, const char *word))
{
	struct arena *arena = &load->set->arena;
	const char *word;
	size_t length;

	while (word = text_next_word(&words, " ", &length), length > 0)
		add(fact, arena, arena_copy(arena, word, length));
}

static bool load_facts(struct loading *load, bool drafts)
{
	sqlite3_stmt *statement = BIND(load->store, SQL_LOAD_FACTS, INTEGER(drafts));
	struct revision_end end;
	bool good;

	load->facts = store_load_room(load, SIZE_FACTS, sizeof *load->facts);
	load->set->facts = load->facts;
	if (!store_last_revision(load->store, &end, load->err))
		return store_finish(load->store, statement, SQLITE_DONE, NULL) && false;
	load->set->changed = end.at;
	while (store_load_row(load, statement, &good)) {
		struct fact fact = {
			.number = sqlite3_column_int64(statement, 0),
			.id = store_load_text(load, statement, 1),
			.topic = store_load_text(load, statement, 2),
			.says = store_load_text(load, statement, 3),
			.brief = store_load_text(load, statement, 4),
			.when = store_load_text(load, statement, 5),
			.about = store_load_text(load, statement, 6),
			.revision = sqlite3_column_int64(statement, 7),
			.locked = sqlite3_column_int(statement, 8),
			.file = store_load_nothing(load),
		};

		const char *channels = store_load_text(load, statement, 11);

		add_words(load, &fact, store_load_text(load, statement, 9), fact_add_topic);
		add_words(load, &fact, store_load_text(load, statement, 10), fact_add_see);
		add_words(load, &fact, channels, fact_add_channel);
		/* a fact of channels with unusable names must not become one of all channels */
		if (sqlite3_column_bytes(statement, 11) > 0 && fact.channel_count == 0)
			fact_add_channel(&fact, &load->set->arena, channels);
		if (is_fact_row(load, &fact, end.number))
			load->facts[load->set->fact_count++] = fact;
	}
	return good;
}

/* The next of the items that store_load_room() gave. */
static void *next_item(struct loading *load, size_t size)
{
	char *item = load->room;

	load->room = item + size;
	return item;
}

/* Calls add for each row of the statement with the fact whose number is the first column. */
static bool load_parts(struct loading *load, sqlite3_stmt *statement, int size, size_t item,
	const char *what, void (*add)(struct loading *, sqlite3_stmt *, struct fact *))
{
	size_t at = 0;
	bool good;

	store_load_room(load, size, item);
	while (store_load_row(load, statement, &good)) {
		struct fact *fact = owner(load, statement, &at, what);

		if (fact)
			add(load, statement, fact);
	}
	return good;
}

static void load_former(struct loading *load, sqlite3_stmt *statement, struct fact *fact)
{
	const char *id = store_load_text(load, statement, 1);

	if (!is_row_text(load, fact, "former id"))
		return;
	const char **former = next_item(load, sizeof *former);

	if (fact->former_count++ == 0)
		fact->formerly = former;
	*former = id;
}

static bool load_formers(struct loading *load)
{
	return load_parts(load, store_bind(load->store, SQL_LOAD_FORMERS, NULL), SIZE_FORMERS,
		sizeof(const char *), "former id", load_former);
}

static void load_question(struct loading *load, sqlite3_stmt *statement, struct fact *fact)
{
	int kind = store_known_word(store_question_kinds, store_column(statement, 1));
	const char *text = store_load_text(load, statement, 2);

	if (kind < 0 || fact->question_count == FACT_QUESTIONS_MAX) {
		store_load_omit(load,
			kind < 0 ? "its kind is unknown"
				 : "there are too many of them",
			"a question of %s", fact->id);
		return;
	}
	if (!is_row_text(load, fact, "question"))
		return;
	struct question *question = next_item(load, sizeof *question);

	if (fact->question_count++ == 0)
		fact->questions = question;
	*question = (struct question){.kind = (enum question_kind)kind, .text = text};
}

static bool load_questions(struct loading *load)
{
	return load_parts(load, store_bind(load->store, SQL_LOAD_QUESTIONS, NULL), SIZE_QUESTIONS,
		sizeof(struct question), "question", load_question);
}

static void load_pattern(struct loading *load, sqlite3_stmt *statement, struct fact *fact)
{
	const char *text = store_load_text(load, statement, 1);

	if (!is_row_text(load, fact, "pattern"))
		return;
	const char **pattern = next_item(load, sizeof *pattern);

	if (fact->pattern_count++ == 0)
		fact->patterns = pattern;
	*pattern = text;
}

static bool load_patterns(struct loading *load, bool quarantined)
{
	return load_parts(load, BIND(load->store, SQL_LOAD_PATTERNS, INTEGER(quarantined)),
		SIZE_PATTERNS, sizeof(const char *), "pattern", load_pattern);
}

static int compare_source_id(const void *id, const void *source)
{
	return strcmp(id, ((const struct source *)source)->id);
}

static void load_citation(struct loading *load, sqlite3_stmt *statement, struct fact *fact)
{
	const struct citation row = {
		.source = store_load_text(load, statement, 1),
		.paragraph = sqlite3_column_int(statement, 2),
		.quote = store_load_text(load, statement, 3),
		.locator = store_load_text(load, statement, 4),
		.supports = store_load_text(load, statement, 5),
	};

	if (!is_row_text(load, fact, "citation"))
		return;
	if (load->set->source_count == 0 ||
		!bsearch(row.source, load->sources, load->set->source_count, sizeof *load->sources,
			compare_source_id)) {
		store_load_omit(load, "there is no such source", "a citation of %s by %s",
			row.source, fact->id);
		return;
	}
	struct citation *citation = next_item(load, sizeof *citation);

	if (fact->citation_count++ == 0)
		fact->citations = citation;
	*citation = row;
}

static bool load_citations(struct loading *load)
{
	return load_parts(load, store_bind(load->store, SQL_LOAD_CITATIONS, NULL), SIZE_CITATIONS,
		sizeof(struct citation), "citation", load_citation);
}

/* Drops the facts that have lost all their citations: those are not served. */
static void drop_uncited(struct loading *load)
{
	size_t kept = 0;

	for (size_t i = 0; i < load->set->fact_count; i++)
		if (load->facts[i].citation_count > 0)
			load->facts[kept++] = load->facts[i];
		else
			store_load_omit(load, "it has no citation that can be checked", "fact %s",
				load->facts[i].id);
	load->set->fact_count = kept;
}

/* Drops overview marks for names that do not exist. */
static void drop_unknown_about(struct loading *load)
{
	struct map names = {0};

	for (size_t i = 0; i < load->set->alias_count; i++)
		if (load->aliases[i].kind == ALIAS_NAME)
			map_put(&names, load->aliases[i].id, (int)i);
	for (size_t i = 0; i < load->set->fact_count; i++) {
		struct fact *fact = &load->facts[i];

		if (*fact->about && map_get(&names, fact->about) < 0) {
			store_load_omit(load, "there is no such name", "`about` of %s", fact->id);
			fact->about = store_load_nothing(load);
		}
	}
	map_free(&names);
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
	while (store_load_row(load, statement, &good)) {
		subject->name = store_load_text(load, statement, 0);
		subject->greeting = store_load_text(load, statement, 1);
		subject->home =
			lines_of(load, store_load_text(load, statement, 2), &subject->home_count);
		subject->samples =
			lines_of(load, store_load_text(load, statement, 3), &subject->sample_count);
	}
	return good;
}

static bool load_set(struct store *store, struct factset *set, bool drafts, struct error *err)
{
	struct loading loading = {.store = store, .set = set, .err = err};

	*set = (struct factset){0};
	if (!store_begin_reading(store, err))
		return false;
	bool good = store_load_sizes(&loading) && load_subject(&loading) &&
		    store_load_rows_of_sources(&loading) &&
		    store_load_rows_of_paragraphs(&loading) &&
		    store_load_rows_of_aliases(&loading) && store_load_rows_of_forms(&loading) &&
		    load_facts(&loading, drafts) && load_formers(&loading) &&
		    load_questions(&loading) && load_patterns(&loading, drafts) &&
		    load_citations(&loading);
	if (good && !drafts)
		drop_uncited(&loading);
	if (good)
		drop_unknown_about(&loading);
	store->data_version = store_data_version(store);
	store_end_reading(store);
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
	if (!store_begin_reading(loading->store, loading->err))
		return false;
	bool good = store_load_sizes(loading) && first(loading) && second(loading);

	store_end_reading(loading->store);
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
	bool good = load_part(&loading, store_load_rows_of_sources, store_load_rows_of_paragraphs);

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
	bool good = load_part(&loading, store_load_rows_of_aliases, store_load_rows_of_forms);

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
		store_paragraph_row(arena, statement, paragraph);
	bool good = store_finish(store, statement, status, err);
	if (good && paragraph->number != number)
		return error_set(err, "%s: the register has no paragraph %d of \"%s\"", store->path,
			number, source);
	return good;
}
