/* What the store keeps: imports, edits, revisions, search. */
#include "store_fixture.h"

#include "keep/store_inner.h"
#include "keep/store_lists.h"
#include "keep/store_study.h"

static void test_import_counts(void **state)
{
	struct store *store = open_store("counts.db", STORE_CREATE);
	struct import_counts counts;
	struct store_counts all;
	struct error err;

	(void)state;
	assert_true(import(store, whole, false, &counts, &err));
	assert_int_equal(counts.added, 3);
	assert_int_equal(counts.sources, 2);
	assert_int_equal(counts.aliases, 4);
	assert_int_equal(counts.absent, 0);
	assert_true(import(store, whole, false, &counts, &err));
	assert_int_equal(counts.same, 3);
	assert_int_equal(counts.added + counts.changed + counts.kept + counts.sources +
				 counts.aliases + counts.absent,
		0);
	assert_true(import(store, "words: [[die, dead, gone]]\n", false, &counts, &err));
	assert_int_equal(counts.aliases, 1);
	assert_int_equal(counts.absent, 3);

	assert_true(store_count(store, &all, &err));
	assert_int_equal(all.facts, 2);
	assert_int_equal(all.drafts, 1);
	assert_int_equal(all.forgotten, 0);
	assert_int_equal(all.questions, 7);
	assert_int_equal(all.patterns, 1);
	assert_int_equal(all.citations, 3);
	assert_int_equal(all.sources, 2);
	assert_int_equal(all.aliases, 4);
	assert_int_equal(all.revisions, ROWS + 3 + 1); /* an alias was changed */
	assert_int_equal(all.schema_version, db_version());
	store_close(store);
}

/* What is loaded is what was read, and idle parts stay out. */
static void test_load(void **state)
{
	struct store *store = new_store();
	struct factset file, set;
	struct error err;

	(void)state;
	read_facts(whole, &file);
	assert_true(store_load(store, &set, &err));
	assert_int_equal(set.fact_count, 2);
	assert_null(factset_fact(&set, "draft"));
	factset_free(&set);
	assert_true(store_load_all(store, &set, &err));
	assert_int_equal(set.fact_count, 3);
	for (size_t i = 0; i < set.fact_count; i++) {
		char *read = fact_content(&file.facts[i]), *loaded = fact_content(&set.facts[i]);

		assert_string_equal(read, loaded);
		assert_int_equal(set.facts[i].revision, ROWS + i + 1);
		assert_string_equal(set.facts[i].file, "");
		free(read);
		free(loaded);
	}
	const struct source *source = factset_source(&set, "doc");
	assert_string_equal(source->publisher, "P");
	assert_string_equal(source->author, "");
	assert_int_equal(source->paragraph_count, 1);
	assert_string_equal(source->paragraphs[0].gist, "its gist");
	assert_string_equal(source->paragraphs[0].text, "");
	assert_int_equal(factset_source(&set, "web")->paragraph_count, 0);
	assert_int_equal(set.alias_count, 4);
	assert_int_equal(set.aliases[0].kind, ALIAS_NAME);
	assert_string_equal(set.aliases[0].sort, "person");
	assert_string_equal(set.aliases[0].names[1], "Samdech Hun Sen");
	assert_int_equal(set.aliases[3].kind, ALIAS_NEAR);
	assert_string_equal(set.aliases[3].names[1], "ill");
	factset_free(&set);
	factset_free(&file);
	store_close(store);
}

static void test_change(void **state)
{
	static const char changed[] =
		"facts:\n"
		"  - {id: bombing, topic: war, says: The bombing went on for four years.,\n"
		"     ask: [what elephants], cite: [{source: web, locator: m}]}\n";
	struct store *store = new_store();
	struct import_counts counts;
	struct factset set;
	struct error err;

	(void)state;
	assert_true(import(store, changed, false, &counts, &err));
	assert_int_equal(counts.changed, 1);
	assert_int_equal(counts.absent, 2);
	assert_true(store_load(store, &set, &err));
	const struct fact *fact = factset_fact(&set, "bombing");
	assert_string_equal(fact->says, "The bombing went on for four years.");
	assert_int_equal(fact->question_count, 1);
	assert_string_equal(fact->citations[0].locator, "m");
	assert_int_equal(fact->revision, ROWS + 4);
	factset_free(&set);
	store_close(store);
}

/* The id of the fact that an id finds; its own history remains. */
static void assert_found(struct store *store, const char *id, const char *now, size_t editions)
{
	struct arena arena = {0};
	struct edition newest, *list;
	struct fact fact;
	struct error err;
	size_t count;

	assert_true(store_fact(store, id, &arena, &fact, &newest, &err));
	assert_string_equal(fact.id, now);
	assert_true(store_history(store, id, &arena, &list, &count, &err));
	assert_int_equal(count, editions);
	arena_free(&arena);
}

/* Ids that a fact had find it for ever, whether it was renamed or merged. */
static void test_former_ids(void **state)
{
	static const char merged[] =
		"facts:\n"
		"  - {id: bombing, formerly: [abdication], topic: war, says: Four years and two million.,\n"
		"     ask: [what elephants], cite: [{source: web, locator: m}]}\n";
	static const char renamed[] =
		"facts:\n"
		"  - {id: raids, formerly: [abdication, bombing], topic: war, says: Four years.,\n"
		"     ask: [what elephants], cite: [{source: web, locator: m}]}\n";
	struct store *store = new_store();
	struct import_counts counts;
	struct store_counts all;
	struct factset set;
	struct error err;

	(void)state;
	struct study_card card = {
		.network = "school", .person = "=mona", .fact = "abdication", .ease = 2.5};
	assert_true(store_put_card(store, &card, &err));
	assert_true(import(store, merged, false, &counts, &err));
	assert_int_equal(counts.changed, 2);
	assert_int_equal(counts.absent, 1);
	assert_found(store, "abdication", "bombing", 2);
	assert_found(store, "bombing", "bombing", 2);
	assert_true(import(store, merged, false, &counts, &err));
	assert_int_equal(counts.same, 1);
	assert_int_equal(counts.absent, 1);

	assert_true(import(store, renamed, false, &counts, &err));
	assert_int_equal(counts.added, 0);
	assert_found(store, "abdication", "raids", 2);
	assert_found(store, "bombing", "raids", 3);
	assert_found(store, "raids", "raids", 3);
	assert_true(store_card(store, "school", "=mona", "raids", &card));
	assert_false(store_card(store, "school", "=mona", "abdication", &card));

	assert_true(store_load(store, &set, &err));
	assert_string_equal(factset_fact(&set, "bombing")->id, "raids");
	assert_string_equal(factset_fact(&set, "raids")->formerly[1], "bombing");
	factset_free(&set);
	assert_true(store_count(store, &all, &err));
	assert_int_equal(all.forgotten, 1);
	store_close(store);
}

/* A fact belongs to several topics. */
static void test_topics(void **state)
{
	static const char text[] =
		"facts:\n"
		"  - {id: raids, topic: war, topics: [congress, the-air], says: It\n"
		"     was bombed., ask: [what], cite: [{source: web, locator: m}]}\n";
	struct store *store = new_store();
	struct import_counts counts;
	struct factset set;
	struct error err;
	char topics[FACT_TOPICS_TEXT];

	(void)state;
	assert_true(import(store, text, false, &counts, &err));
	assert_true(store_load(store, &set, &err));
	const struct fact *fact = factset_fact(&set, "raids");
	assert_string_equal(
		fact_topics(fact, ", ", topics, sizeof topics), "war, congress, the-air");
	assert_true(fact_is_on(fact, "war"));
	assert_true(fact_is_on(fact, "the-air"));
	assert_false(fact_is_on(fact, "air"));
	factset_free(&set);
	assert_true(import(store, text, false, &counts, &err));
	assert_int_equal(counts.same, 1);
	store_close(store);
}

/* What a fact names to be read with it is kept; an export leaves out what it does not have. */
static void test_see(void **state)
{
	static const char text[] =
		"facts:\n"
		"  - {id: raids, topic: war, see: [peace, truce], says: It was bombed.,\n"
		"     ask: [what], cite: [{source: web, locator: m}]}\n"
		"  - {id: truce, topic: war, says: It was not bombed.,\n"
		"     ask: [why], cite: [{source: web, locator: m}]}\n";
	struct store *store = new_store();
	struct import_counts counts;
	struct factset set;
	struct error err;

	(void)state;
	assert_true(import(store, text, false, &counts, &err));
	assert_true(store_load(store, &set, &err));
	assert_int_equal(factset_fact(&set, "raids")->see_count, 2);
	assert_string_equal(factset_fact(&set, "raids")->see[0], "peace");
	assert_string_equal(factset_fact(&set, "raids")->see[1], "truce");
	factset_drop_unknown_see(&set);
	assert_int_equal(factset_fact(&set, "raids")->see_count, 1);
	assert_string_equal(factset_fact(&set, "raids")->see[0], "truce");
	factset_free(&set);
	assert_true(import(store, text, false, &counts, &err));
	assert_int_equal(counts.same, 2);
	store_close(store);
}

/* The channels of a fact are kept; of one whose channels cannot be read, it stays known that it has
 * some. */
static void test_channels(void **state)
{
	static const char text[] =
		"facts:\n"
		"  - {id: raids, topic: war, channels: ['#school', net/#law], says: It was bombed.,\n"
		"     ask: [what], cite: [{source: web, locator: m}]}\n";
	struct store *store = new_store();
	struct import_counts counts;
	struct factset set;
	struct error err;

	(void)state;
	assert_true(import(store, text, false, &counts, &err));
	assert_true(store_load(store, &set, &err));
	assert_int_equal(factset_fact(&set, "raids")->channel_count, 2);
	assert_string_equal(factset_fact(&set, "raids")->channels[0], "#school");
	assert_string_equal(factset_fact(&set, "raids")->channels[1], "net/#law");
	factset_free(&set);
	assert_true(import(store, text, false, &counts, &err));
	assert_int_equal(counts.same, 1);
	assert_int_equal(
		sqlite3_exec(store->db, "UPDATE fact SET channels = '  '", NULL, NULL, NULL),
		SQLITE_OK);
	assert_true(store_load(store, &set, &err));
	assert_int_equal(factset_fact(&set, "raids")->channel_count, 1);
	factset_free(&set);
	store_close(store);
}

static void note_hit(void *context, int64_t fact, const char *text, double score)
{
	(void)fact;
	(void)text;
	(void)score;
	++*(int *)context;
}

static void note_listed(void *context, const char *id, const char *detail)
{
	(void)id;
	(void)detail;
	++*(int *)context;
}

/* How many more facts than before the store counts, finds by that word and lists. */
static void assert_seen(
	struct store *store, const struct view *view, const struct store_counts *before, int seen)
{
	struct store_counts counts;
	struct error err;
	int found = 0, listed = 0;

	store_set_view(store, view);
	assert_true(store_count(store, &counts, &err));
	assert_true(store_search(store, "zeppelins", 1, note_hit, &found, &err));
	assert_true(store_list(store, LIST_NEVER, noon, note_listed, &listed, &err));
	assert_int_equal(counts.facts - before->facts, seen);
	assert_int_equal(counts.questions - before->questions, seen);
	assert_int_equal(counts.citations - before->citations, seen);
	assert_int_equal(found, seen > 0);
	assert_int_equal(listed, counts.facts);
}

/* Counts, searches and lists leave out what is not seen from there. */
static void test_look(void **state)
{
	static const char text[] =
		"facts:\n"
		"  - {id: raids, topic: war, channels: ['#school'], says: Zeppelins came.,\n"
		"     ask: [what], cite: [{source: web, locator: m}]}\n"
		"  - {id: spite, topic: war, channels: ['x/#law'], says: Zeppelins went.,\n"
		"     ask: [why], cite: [{source: web, locator: m}]}\n";
	struct store *store = new_store();
	struct view view = {.network = "net"};
	struct store_counts before;
	struct import_counts counts;
	struct error err;

	(void)state;
	assert_true(store_count(store, &before, &err));
	assert_true(import(store, text, false, &counts, &err));
	assert_seen(store, NULL, &before, 2);
	assert_seen(store, &view, &before, 0);
	scope_add(&view, "#SCHOOL");
	scope_add(&view, "#law");
	assert_seen(store, &view, &before, 1);
	view.everything = true;
	assert_seen(store, &view, &before, 2);
	store_close(store);
}

/* As a moderator's verb will do it. */
static void edit(struct store *store, const char *id, const char *says)
{
	const struct change change = {
		.author = "alice", .network = "libera", .reason = "clearer", .when = noon};
	struct revision_end end;
	struct factset set;
	struct error err;

	assert_true(store_load(store, &set, &err));
	struct fact fact = *factset_fact(&set, id);
	fact.says = says;
	char *content = fact_content(&fact);
	assert_true(store_begin(store, &err));
	assert_true(store_last_revision(store, &end, &err));
	assert_true(store_put_fact(store, &fact, fact.number, content, &change, &end, &err));
	assert_true(store_end(store, true, &err));
	free(content);
	factset_free(&set);
}

static void test_moderators_edit_is_kept(void **state)
{
	struct store *store = new_store();
	struct import_counts counts;
	struct factset set;
	struct error err;
	int64_t revisions;

	(void)state;
	edit(store, "bombing", "Alice knows better.");
	assert_true(import(store, whole, false, &counts, &err));
	assert_int_equal(counts.kept, 1);
	assert_int_equal(counts.same, 2);
	assert_true(store_load(store, &set, &err));
	assert_string_equal(factset_fact(&set, "bombing")->says, "Alice knows better.");
	factset_free(&set);

	assert_true(import(store, whole, true, &counts, &err));
	assert_int_equal(counts.changed, 1);
	assert_true(store_load(store, &set, &err));
	assert_string_equal(
		factset_fact(&set, "bombing")->says, "The bombing of Cambodia went on for years.");
	factset_free(&set);
	assert_true(store_audit(store, &revisions, &err));
	assert_int_equal(revisions, ROWS + 5);
	store_close(store);
}

/* A fault in the last fact of a set, and nothing of the set is there. */
/* A merged fact that people have changed stays, and goes before the one that had its id. */
static void test_merged_edit_is_kept(void **state)
{
	static const char merged[] =
		"facts:\n"
		"  - {id: bombing, formerly: [abdication], topic: war, says: Four years and two million.,\n"
		"     ask: [what elephants], cite: [{source: web, locator: m}]}\n";
	struct store *store = new_store();
	struct import_counts counts;
	struct error err;

	(void)state;
	edit(store, "abdication", "Norodom Sihanouk was ill.");
	assert_true(import(store, merged, false, &counts, &err));
	assert_int_equal(counts.kept, 1);
	assert_found(store, "abdication", "abdication", 2);
	store_close(store);
}

static void test_bad_import_changes_nothing(void **state)
{
	static const char bad[] =
		"words: [[new, fresh]]\nfacts:\n"
		"  - {id: fine, topic: war, says: Fine., cite: [{source: web}]}\n"
		"  - {id: bombing, topic: war, says: Changed., cite: [{source: nowhere}]}\n";
	struct store *store = new_store();
	struct store_counts before, after;
	struct import_counts counts;
	struct factset set;
	struct error err;

	(void)state;
	assert_true(store_count(store, &before, &err));
	assert_false(import(store, bad, false, &counts, &err));
	assert_says(err.text, "f.yaml:4: source: expected one that is in the files or in ");
	assert_says(err.text, "found \"nowhere\"");
	assert_true(store_count(store, &after, &err));
	assert_memory_equal(&before, &after, sizeof before);
	assert_true(store_load(store, &set, &err));
	assert_null(factset_fact(&set, "fine"));
	assert_string_equal(
		factset_fact(&set, "bombing")->says, "The bombing of Cambodia went on for years.");
	factset_free(&set);
	assert_true(import(store, whole, false, &counts, &err)); /* and it goes on working */
	store_close(store);
}

struct hits {
	size_t count;
	int64_t first;
	char text[200];
	double best, last;
};

static void hit(void *context, int64_t fact, const char *text, double score)
{
	struct hits *hits = context;

	if (hits->count++ == 0) {
		hits->first = fact;
		hits->best = score;
		snprintf(hits->text, sizeof hits->text, "%s", text);
	}
	hits->last = score;
}

static const struct {
	const char *match;
	size_t count;
	int64_t first;
	const char *text;
} searches[] = {
	{"abdicate", 1, 1, "who abdicated?"}, /* a stem */
	{"throne", 1, 1, ""},                 /* the statement */
	{"monarchy", 1, 1, ""},               /* its topic */
	{"sihanouk", 3, 1, "ហេតុអ្វី Sihanouk"}, /* the shortest first */
	{"cafe", 1, 2, "how long did the Café bombing last"},
	{"ហេតុអ្វី", 1, 1, "ហេតុអ្វី Sihanouk"}, /* vowels are part of the word */
	{"crowned", 0, 0, ""},             /* a near miss is not searched */
	{"elephants", 0, 0, ""},           /* nor is a draft */
	{"bombing AND years", 1, 2, ""},
	{"\"a \"\"quoted\"\" one\"", 0, 0, ""},
};

static void test_search(void **state)
{
	struct store *store = new_store();
	struct hits hits = {0};
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof searches / sizeof searches[0]; i++) {
		hits = (struct hits){0};
		if (!store_search(store, searches[i].match, 8, hit, &hits, &err))
			fail_msg("%s", err.text);
		if (hits.count != searches[i].count || hits.first != searches[i].first)
			fail_msg("%s: found %zu, first %d", searches[i].match, hits.count,
				(int)hits.first);
		assert_string_equal(hits.text, searches[i].text);
		assert_true(hits.best >= hits.last);
	}
	hits = (struct hits){0};
	assert_true(store_search(store, "sihanouk", 2, hit, &hits, &err));
	assert_int_equal(hits.count, 2);
	hits = (struct hits){0};
	assert_true(
		store_search(store, "sihanouk", 1, hit, &hits, &err)); /* the best, not the first */
	assert_string_equal(hits.text, "ហេតុអ្វី Sihanouk");
	assert_false(store_search(store, "a AND (", 8, hit, &hits, &err));
	assert_says(err.text, "fts5: syntax error");
	store_close(store);
}

/* A change takes the old words out of the search. */
static void test_search_keeps_step(void **state)
{
	struct store *store = new_store();
	struct hits hits = {0};
	struct error err;

	(void)state;
	edit(store, "bombing", "Alice knows better.");
	assert_true(store_search(store, "years", 8, hit, &hits, &err));
	assert_int_equal(hits.count, 0);
	assert_true(store_search(store, "alice", 8, hit, &hits, &err));
	assert_int_equal(hits.count, 1);
	assert_int_equal(tamper("t.db", "INSERT INTO search (search) VALUES ('integrity-check')"),
		SQLITE_OK);
	store_close(store);
}

/* Nor does another import leave old words: of a fact that changed, was forgotten, or came anew. */
static void test_search_follows_imports(void **state)
{
	static const char before[] =
		"facts:\n"
		"  - {id: raids, topic: war, says: Zeppelins came.,\n"
		"     ask: [why zeppelins], cite: [{source: web, locator: m}]}\n"
		"  - {id: spite, topic: war, says: Zeppelins went.,\n"
		"     ask: [what zeppelins], cite: [{source: web, locator: m}]}\n";
	static const char after[] =
		"facts:\n"
		"  - {id: raids, topic: war, says: Balloons came., formerly: [spite],\n"
		"     ask: [why balloons, whose balloons], cite: [{source: web, locator: m}]}\n"
		"  - {id: gas, topic: war, says: Balloons need gas.,\n"
		"     ask: [what gas], cite: [{source: web, locator: m}]}\n";
	struct store *store = new_store();
	struct hits hits = {0};
	struct import_counts counts;
	struct error err;

	(void)state;
	assert_true(import(store, before, false, &counts, &err));
	assert_true(store_search(store, "zeppelins", 8, hit, &hits, &err));
	assert_int_equal(hits.count, 4);
	assert_true(import(store, after, false, &counts, &err));
	hits = (struct hits){0};
	assert_true(store_search(store, "zeppelins", 8, hit, &hits, &err));
	assert_int_equal(hits.count, 0);
	assert_true(store_search(store, "balloons", 8, hit, &hits, &err));
	assert_int_equal(hits.count, 4);
	hits = (struct hits){0};
	assert_true(store_search(store, "gas", 8, hit, &hits, &err));
	assert_int_equal(hits.count, 2);
	assert_int_equal(tamper("t.db", "INSERT INTO search (search) VALUES ('integrity-check')"),
		SQLITE_OK);
	store_close(store);
}

static void test_changed(void **state)
{
	struct store *writer = new_store();
	struct store *reader = open_store("t.db", STORE_READ);
	struct import_counts counts;
	struct factset set;
	struct error err;

	(void)state;
	assert_true(store_load(reader, &set, &err));
	factset_free(&set);
	assert_false(store_changed(reader));
	assert_true(import(writer, whole, false, &counts, &err)); /* nothing new in it */
	assert_false(store_changed(reader));
	edit(writer, "bombing", "Alice knows better.");
	assert_true(store_changed(reader));
	assert_true(store_changed(reader)); /* until it is loaded */
	assert_true(store_load(reader, &set, &err));
	assert_string_equal(factset_fact(&set, "bombing")->says, "Alice knows better.");
	factset_free(&set);
	assert_false(store_changed(reader));
	store_close(reader);
	store_close(writer);
	assert_int_equal(access(scratch_path("t.db-wal"), F_OK), -1); /* and all is tidy */
}

static void test_reader_may_not_write(void **state)
{
	struct import_counts counts;
	struct error err;

	(void)state;
	store_close(new_store());
	struct store *reader = open_store("t.db", STORE_READ);
	assert_false(import(reader, "words: [[a, b]]\n", false, &counts, &err));
	assert_says(err.text, "t.db: ");
	store_close(reader);
}

#define COPY(verb, number, author, from)                                                           \
	verb " INTO revision (number, name, fact, at, author, network, reason, content, origin,"   \
	     " action, before_hash, hash) SELECT " number ", name, fact, at, " author              \
	     ", network, reason, content, origin, action, before_hash, hash FROM revision"         \
	     " WHERE number = " from

static const struct {
	const char *sql, *error; /* error "": the database itself refuses */
} forgeries[] = {
	{"UPDATE revision SET author = 'bob' WHERE number = 8", ""},
	{"DELETE FROM revision WHERE number = 9", ""},
	{COPY("INSERT", "19", "author", "7"), ""},
	{COPY("INSERT", "10", "author", "7"), ""},
	{COPY("INSERT OR REPLACE", "8", "'bob'", "8"), ""},
	{"DROP TRIGGER revision_stays; UPDATE revision SET author = 'bob' WHERE number = 8",
		"revision 8 of bombing was changed"},
	{"DROP TRIGGER revision_stays; UPDATE revision SET origin = 'person' WHERE number = 8",
		"revision 8 of bombing was changed"},
	{"DROP TRIGGER revision_stays; UPDATE revision SET action = 'undo' WHERE number = 8",
		"revision 8 of bombing was changed"},
	{"DROP TRIGGER revision_stays; UPDATE revision SET at = at + 1 WHERE number = 9",
		"revision 9 of draft was changed"},
	{"DROP TRIGGER revision_remains; DELETE FROM revision WHERE number = 8",
		"expected revision 8, found 9"},
};

static void test_revisions_stay(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof forgeries / sizeof forgeries[0]; i++) {
		struct error err = {""};
		int64_t revisions;

		store_close(new_store());
		int status = tamper("t.db", forgeries[i].sql);
		struct store *store = open_store("t.db", STORE_READ);
		bool intact = store_audit(store, &revisions, &err);

		if (*forgeries[i].error) {
			assert_int_equal(status, SQLITE_OK);
			assert_false(intact);
			assert_says(err.text, forgeries[i].error);
		} else {
			if ((status & 0xff) != SQLITE_CONSTRAINT)
				fail_msg("accepted: %s", forgeries[i].sql);
			assert_true(intact);
			assert_int_equal(revisions, ROWS + 3);
		}
		store_close(store);
	}
}

/* Points that cannot be moved stay where they were: nobody has them twice. */
static void test_points_are_moved_whole(void **state)
{
	struct study_score from = {.network = "n", .channel = "#c", .person = "bob", .quiz = 3};
	struct study_score to = {.network = "n", .channel = "#c", .person = "=bob"}, read;
	struct store *store = new_store();
	struct error err;

	(void)state;
	from.total = 3;
	assert_true(store_put_score(store, &from, &err));
	assert_int_equal(tamper("t.db", "CREATE TRIGGER stop BEFORE INSERT ON season WHEN "
					"new.points < 0 BEGIN SELECT RAISE(ABORT, 'stop'); END"),
		SQLITE_OK);
	to.quiz = to.total = 3;
	from.quiz = from.total = 0;
	assert_false(store_move_points(store, &from, &to, 202611, 3, &err));
	assert_says(err.text, "stop");
	assert_false(store_score(store, "n", "#c", "=bob", &read));
	assert_true(store_score(store, "n", "#c", "bob", &read));
	assert_int_equal(read.quiz, 3);

	assert_int_equal(tamper("t.db", "DROP TRIGGER stop"), SQLITE_OK);
	assert_true(store_move_points(store, &from, &to, 202611, 3, &err));
	assert_true(store_score(store, "n", "#c", "=bob", &read));
	assert_int_equal(read.total, 3);
	assert_int_equal(store_season(store, "n", "#c", 202611, &read, 1), 1);
	assert_int_equal(read.total, 3);
	store_close(store);
}

/* There are few among the revisions of an import of 100 000 facts. */
static void test_changes_by_people_have_an_index(void **state)
{
	struct store *store = open_store("plan.db", STORE_CREATE);
	char sql[2048], plan[256] = "";
	sqlite3_stmt *statement;

	(void)state;
	snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", store_sql[SQL_CHANGED_FACTS]);
	assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL), SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(statement, 3);

		if (strstr(step, "revision") && !*plan)
			snprintf(plan, sizeof plan, "%s", step);
	}
	sqlite3_finalize(statement);
	store_close(store);
	assert_string_equal(plan, "SCAN revision USING INDEX revision_by_people");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_import_counts),
		cmocka_unit_test(test_load),
		cmocka_unit_test(test_change),
		cmocka_unit_test(test_former_ids),
		cmocka_unit_test(test_topics),
		cmocka_unit_test(test_see),
		cmocka_unit_test(test_channels),
		cmocka_unit_test(test_look),
		cmocka_unit_test(test_moderators_edit_is_kept),
		cmocka_unit_test(test_merged_edit_is_kept),
		cmocka_unit_test(test_bad_import_changes_nothing),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_search_keeps_step),
		cmocka_unit_test(test_search_follows_imports),
		cmocka_unit_test(test_changed),
		cmocka_unit_test(test_reader_may_not_write),
		cmocka_unit_test(test_revisions_stay),
		cmocka_unit_test(test_changes_by_people_have_an_index),
		cmocka_unit_test(test_points_are_moved_whole),
	};

	return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
