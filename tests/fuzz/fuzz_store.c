/*
 * Fuzz target for a damaged fact base, which is opened, read, asked, edited and audited. The input
 * is a list of damages: bits flipped, bytes and pages overwritten, swapped and zeroed, the end cut
 * off, and rows changed and deleted without keys, checks or triggers. Whatever is loaded must be
 * consistent: in order, in UTF-8, and each citation with an existing source.
 */
#include "ask/answer.h"
#include "base/log.h"
#include "base/text.h"
#include "fact/factfile.h"
#include "keep/store_edit.h"
#include "verbs/command.h"

#include "memory_db.h"

enum { DAMAGES_MAX = 8, PAGE = 4096 };

static unsigned char *sound; /* the database before any damage */
static size_t sound_size;

/* Rows of tables that an import does not fill. */
static const char *const more[] = {
	"INSERT INTO role VALUES ('net','account','carl','granted','moderator',0,'olga',1)",
	"INSERT INTO suggestion (at,network,account,nick,host,fact,text)"
	" VALUES (1,'net','','bob','h','','Rivers are long.')",
	"INSERT INTO asked (gist,text,times,first,last) VALUES ('g','who was it',1,1,1)",
	"INSERT INTO waiting (asked,network,account,nick,host) VALUES (1,'net','','bob','h')",
	"INSERT INTO message (at,network,account,nick,host,text) VALUES (1,'net','','ann','h','hi')",
	"INSERT INTO hush VALUES ('net','#d',9999999999)",
	"INSERT INTO review VALUES (1,'2001-01-01')",
	"INSERT INTO journal VALUES (1,1,'net','#c','answered','search',1,0.9,'why')",
	"INSERT INTO quarantine (fact,text,at,author,network) SELECT fact,text,1,'mona','net'"
	" FROM pattern LIMIT 1",
	"INSERT INTO paragraph_text VALUES ('annals',1,'')",
	"INSERT INTO document VALUES ('annals','annals.txt',1,1)",
	"INSERT INTO draft (number,source,paragraph,place,sentence,says,quote,locator,happened,"
	"heading,names,topic,questions,leans) VALUES (9,'annals',2,1,'The war went on.',"
	"'The war went on for years.','went on','','','','','war','how long was the war','')",
	"INSERT INTO card (network,person,fact) VALUES ('net','=mona','abdication')",
	"INSERT INTO learner (network,person,fact) VALUES ('net','=mona','abdication')",
	"INSERT INTO score (network,channel,person,total) VALUES ('net','#c','=mona',3)",
};

static void close_all(void)
{
	free(sound);
}

static void make_base(void)
{
	const char *facts = "tests/unit/small.yaml";
	struct import_counts counts;
	struct factset set;
	struct error err;
	sqlite3 *db;

	log_level(LOG_LEVEL_ERROR);
	memory_db_start();
	struct store *store = store_open(memory_db_path, STORE_CREATE, &err);
	CHECK(store && factfile_read(&facts, 1, &set, &err));
	CHECK(store_import(store, &set, false, (struct timestamp){.unix = 1}, &counts, &err));
	factset_free(&set);
	store_close(store);
	CHECK(sqlite3_open(memory_db_path, &db) == SQLITE_OK);
	for (size_t i = 0; i < sizeof more / sizeof *more; i++)
		sqlite3_exec(db, more[i], NULL, NULL, NULL); /* a table may have got more columns */
	CHECK(sqlite3_total_changes(db) > 8);
	sqlite3_close(db);
	sound = memory_db_save(&sound_size);
	atexit(close_all);
}

/* --- what is left of the input ---------------------------------------------------------------- */

struct input {
	const uint8_t *at, *end;
};

static unsigned take(struct input *in, int bytes)
{
	unsigned value = 0;

	while (bytes-- > 0 && in->at < in->end)
		value = value << 8 | *in->at++;
	return value;
}

/* --- damage ----------------------------------------------------------------------------------- */

/* A name in a list that a statement gives, by any number. */
static bool pick(sqlite3 *db, const char *sql, const char *of, unsigned which, char name[64])
{
	sqlite3_stmt *statement = NULL;
	unsigned count = 0;

	*name = '\0';
	for (int round = 0; round < 2; round++) {
		unsigned at = 0;

		sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
		sqlite3_bind_text(statement, 1, of, -1, SQLITE_STATIC);
		while (sqlite3_step(statement) == SQLITE_ROW)
			if (at++ == which % (count ? count : 1) && round == 1)
				snprintf(name, 64, "%s", sqlite3_column_text(statement, 0));
		count = at;
		sqlite3_finalize(statement);
	}
	return *name != '\0';
}

/* Changes or deletes a row. */
static void damage_row(sqlite3 *db, struct input *in, bool delete)
{
	char table[64], column[64], key[64], sql[512];
	unsigned which = take(in, 1), of = take(in, 1), row = take(in, 1), kind = take(in, 1);
	sqlite3_stmt *statement = NULL;
	size_t length = kind % 24;

	if (!pick(db,
		    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
		    "'s%\\_%' ESCAPE '\\' AND ?1 IS NOT 1",
		    "", which, table) ||
		!pick(db, "SELECT name FROM pragma_table_info(?1)", table, of, column))
		return;
	if (!pick(db, "SELECT group_concat(name) FROM pragma_table_info(?1) WHERE pk", table, 0,
		    key))
		snprintf(key, sizeof key, "rowid");
	if (delete)
		snprintf(sql, sizeof sql,
			"DELETE FROM %s WHERE (%s) IN (SELECT %s FROM %s LIMIT 1 OFFSET %u)", table,
			key, key, table, row % 32);
	else
		snprintf(sql, sizeof sql,
			"UPDATE %s SET %s = ?1 WHERE (%s) IN (SELECT %s FROM %s LIMIT 1 OFFSET %u)",
			table, column, key, key, table, row % 32);
	sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
	if (length > (size_t)(in->end - in->at))
		length = (size_t)(in->end - in->at);
	if (kind & 128)
		sqlite3_bind_int64(statement, 1, (int)take(in, 4));
	else
		sqlite3_bind_text(statement, 1, (const char *)in->at, (int)length, SQLITE_STATIC);
	sqlite3_step(statement);
	sqlite3_finalize(statement);
	in->at += kind & 128 ? 0 : length;
}

/* Opens a copy without keys, checks or triggers. */
static sqlite3 *open_unguarded(void)
{
	unsigned char *copy = sqlite3_malloc64(sound_size);
	sqlite3 *db = NULL;

	memcpy(copy, sound, sound_size);
	CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
	CHECK(sqlite3_deserialize(db, "main", copy, (int64_t)sound_size, (int64_t)sound_size,
		      SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) == SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_exec(db, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON", NULL,
		NULL, NULL);
	return db;
}

static void damage_bytes(struct input *in, unsigned kind, unsigned char *bytes, size_t *size)
{
	size_t pages = *size / PAGE, at = take(in, 3) % *size, length;
	unsigned char *a = bytes + take(in, 1) % pages * PAGE,
		      *b = bytes + take(in, 1) % pages * PAGE;
	unsigned char page[PAGE];

	switch (kind) {
	case 2:
		bytes[at] ^= (unsigned char)(1u << take(in, 1) % 8);
		break;
	case 3:
		length = take(in, 1) % 17;
		for (; length > 0 && at < *size; length--)
			bytes[at++] = (unsigned char)take(in, 1);
		break;
	case 4:
		memcpy(page, a, PAGE);
		memcpy(a, b, PAGE);
		memcpy(b, page, PAGE);
		break;
	case 5:
		memmove(a, b, PAGE);
		break;
	case 6:
		memset(a, 0, PAGE);
		break;
	default:
		*size = at < PAGE ? PAGE : at;
	}
}

/* Writes the damaged base; rows are damaged first. */
static void damage(struct input *in)
{
	unsigned rows = take(in, 1) % 4;
	sqlite3 *db = rows ? open_unguarded() : NULL;
	sqlite3_int64 length = (sqlite3_int64)sound_size;

	for (unsigned i = 0; i < rows; i++) {
		unsigned which = take(in, 1);

		damage_row(db, in, which % 4 == 0);
	}
	const unsigned char *from =
		db ? sqlite3_serialize(db, "main", &length, SQLITE_SERIALIZE_NOCOPY) : sound;
	size_t size = (size_t)length;
	unsigned char *bytes = malloc(size);
	CHECK(bytes && from);
	memcpy(bytes, from, size);
	sqlite3_close(db);
	for (int i = 0; i < DAMAGES_MAX && in->at < in->end; i++)
		damage_bytes(in, 2 + take(in, 1) % 6, bytes, &size);
	memory_db_load(bytes, size);
	free(bytes);
}

/* --- what is done with it --------------------------------------------------------------------- */

static bool is_text(const char *text)
{
	return text && text_is_utf8(text, strlen(text));
}

static void check_fact(const struct factset *set, const struct fact *fact)
{
	CHECK(factfile_is_slug(fact->id) && *fact->says && fact->revision > 0);
	CHECK(is_text(fact->says) && is_text(fact->topic) && is_text(fact->brief));
	CHECK(is_text(fact->when) && is_text(fact->about));
	CHECK(fact->question_count <= FACT_QUESTIONS_MAX);
	for (size_t i = 0; i < fact->question_count; i++)
		CHECK(fact->questions[i].kind < QUESTION_KINDS && is_text(fact->questions[i].text));
	for (size_t i = 0; i < fact->pattern_count; i++)
		CHECK(is_text(fact->patterns[i]));
	for (size_t i = 0; i < fact->citation_count; i++)
		CHECK(factset_source(set, fact->citations[i].source) &&
			is_text(fact->citations[i].quote) && is_text(fact->citations[i].locator));
	CHECK(!*fact->about || factset_name(set, fact->about));
	free(fact_content(fact));
}

static void check_set(const struct factset *set, bool served)
{
	for (size_t i = 0; i < set->fact_count; i++) {
		check_fact(set, &set->facts[i]);
		CHECK(!served || set->facts[i].citation_count > 0);
		CHECK(i == 0 || set->facts[i - 1].number < set->facts[i].number);
	}
	for (size_t i = 0; i < set->source_count; i++)
		CHECK(is_text(set->sources[i].title) && is_text(set->sources[i].csl.note) &&
			(i == 0 || strcmp(set->sources[i - 1].id, set->sources[i].id) < 0));
	for (size_t i = 0; i < set->alias_count; i++)
		for (size_t n = 0; n < set->aliases[i].name_count; n++)
			CHECK(set->aliases[i].kind < ALIAS_KINDS &&
				is_text(set->aliases[i].names[n]));
}

static void read_base(void)
{
	struct factset set;
	struct error err;
	int64_t revisions;
	struct store *store = store_open(memory_db_path, STORE_READ, &err);

	if (!store)
		return;
	for (int served = 0; served < 2; served++)
		if (served ? store_load(store, &set, &err) : store_load_all(store, &set, &err)) {
			check_set(&set, served);
			factset_free(&set);
		}
	store_is_sound(store, &err);
	store_audit(store, &revisions, &err);
	store_close(store);
}

/* Says one verb to a bot that serves the base. */
static void say(struct bot *bot, unsigned which)
{
	static const char *const lines[][2] = {{"show", "abdication"}, {"history", "abdication"},
		{"replace", "abdication The king gave up the throne in October 2004, being ill."},
		{"undo", "abdication"}, {"redo", "abdication"}, {"lock", "abdication"},
		{"facts", ""}, {"stats", ""}, {"stats", "most"}, {"stats", "duplicates"},
		{"search", "king"}, {"source", ""}, {"source", "annals"}, {"sources", ""},
		{"cite", "abdication annals 1"}, {"alias", "Sihanouk = the old king"},
		{"alias", "Sihanouk"}, {"inbox", ""}, {"approve", "1"}, {"drafts", ""},
		{"draft", "9"}, {"asked", ""}, {"dismiss", "1"}, {"role", ""}, {"roles", ""},
		{"quiz", "start"}, {"scores", ""}, {"cards", ""}, {"due", ""}, {"topics", ""},
		{"topic", "monarchy"}, {"random", ""}, {"timeline", ""}, {"who", "Sihanouk"},
		{"quarantine", ""}, {"audit", ""}, {"forget", "me"},
		{"merge", "succession abdication"}, {"compare", "Sihanouk | Sihamoni"}};
	static struct reply reply; /* large */
	const struct asker asker = {.network = "net",
		.place = "#c",
		.nick = "mona",
		.channel = "#c",
		.user = "m",
		.host = "h",
		.account = "mona",
		.msgid = "",
		.role = ROLE_OWNER,
		.room = 400,
		.now = {.ms = 1000, .unix = 1700000000}};
	const char *const *line = lines[which % (sizeof lines / sizeof *lines)];

	command_run(bot, &asker, line[0], line[1], &reply);
	for (size_t i = 0; i < reply.count; i++)
		CHECK(is_text(reply.lines[i]) && strlen(reply.lines[i]) <= asker.room);
}

static void serve_base(unsigned which)
{
	struct error err;
	struct bot *bot = bot_new(memory_db_path, NULL, &err);

	if (!bot)
		return;
	answer_decide(bot->index, "why did sihanouk abdicate", false, &bot->scratch.probe);
	CHECK(!bot->scratch.probe.fact || bot->scratch.probe.fact->citation_count > 0);
	say(bot, which);
	bot_free(bot);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct input in = {bytes, bytes + size};

	if (!sound)
		make_base();
	unsigned which = take(&in, 1);
	damage(&in);
	if (which % 2)
		read_base();
	else
		serve_base(which / 2);
	return 0;
}
