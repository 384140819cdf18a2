#include "keep/anki.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/map.h"
#include "base/zip.h"

#include <sqlite3.h>
#include <stdlib.h>

/* Ids, which in Anki are times in milliseconds. Anki assigns new ids to notes if these are taken,
 * but identifies a notetype by its id. */
#define FIRST_DECK INT64_C(1700000000001)
#define FIRST_NOTE INT64_C(1710000000001)
#define NOTETYPE "1700000000000"

/* The tables as Anki creates them (its rslib/src/storage/schema11.sql). */
static const char schema[] =
	"CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,"
	" scm integer not null, ver integer not null, dty integer not null, usn integer not null,"
	" ls integer not null, conf text not null, models text not null, decks text not null,"
	" dconf text not null, tags text not null);"
	"CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,"
	" mod integer not null, usn integer not null, tags text not null, flds text not null,"
	" sfld integer not null, csum integer not null, flags integer not null,"
	" data text not null);"
	"CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,"
	" ord integer not null, mod integer not null, usn integer not null, type integer not null,"
	" queue integer not null, due integer not null, ivl integer not null,"
	" factor integer not null, reps integer not null, lapses integer not null,"
	" left integer not null, odue integer not null, odid integer not null,"
	" flags integer not null, data text not null);"
	"CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,"
	" ease integer not null, ivl integer not null, lastIvl integer not null,"
	" factor integer not null, time integer not null, type integer not null);"
	"CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);"
	"CREATE INDEX ix_notes_usn ON notes (usn);"
	"CREATE INDEX ix_cards_usn ON cards (usn);"
	"CREATE INDEX ix_revlog_usn ON revlog (usn);"
	"CREATE INDEX ix_cards_nid ON cards (nid);"
	"CREATE INDEX ix_cards_sched ON cards (did, queue, due);"
	"CREATE INDEX ix_revlog_cid ON revlog (cid);"
	"CREATE INDEX ix_notes_csum ON notes (csum);";

static const char put_collection[] =
	"INSERT INTO col (id, crt, mod, scm, ver, dty, usn, ls, conf, models, decks, dconf, tags)"
	" VALUES (1, ?1, 1000 * ?1, 1000 * ?1, 11, 0, 0, 0, ?2, ?3, ?4, ?5, '{}')";
static const char put_note[] =
	"INSERT INTO notes (id, guid, mid, mod, usn, tags, flds, sfld, csum, flags, data)"
	" VALUES (?1, ?2, " NOTETYPE ", ?3, -1, ' ' || ?4 || ' ', ?5 || char(31) || ?6, ?5, 0, 0,"
	" '')";
static const char put_card[] =
	"INSERT INTO cards (id, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps,"
	" lapses, left, odue, odid, flags, data)"
	" VALUES (?1, ?1, ?2, 0, ?3, -1, 0, 0, ?4, 0, 0, 0, 0, 0, 0, 0, 0, '')";

static const char settings[] =
	"{\"activeDecks\":[1],\"addToCur\":true,\"collapseTime\":1200,\"curDeck\":1,"
	"\"curModel\":\"" NOTETYPE "\",\"dueCounts\":true,\"estTimes\":true,\"newBury\":true,"
	"\"newSpread\":0,\"nextPos\":1,\"sortBackwards\":false,\"sortType\":\"noteFld\","
	"\"timeLim\":0}";

static const char notetypes[] =
	"{\"" NOTETYPE "\":{\"id\":" NOTETYPE ",\"name\":\"tonle\",\"type\":0,\"mod\":0,\"usn\":-1,"
	"\"sortf\":0,\"did\":1,\"tags\":[],\"vers\":[],\"req\":[[0,\"all\",[0]]],"
	"\"css\":\".card { font: 20px sans-serif; text-align: center; }\","
	"\"latexPre\":\"\",\"latexPost\":\"\",\"flds\":["
	"{\"name\":\"Front\",\"ord\":0,\"font\":\"Arial\",\"size\":20,\"media\":[],"
	"\"rtl\":false,\"sticky\":false},"
	"{\"name\":\"Back\",\"ord\":1,\"font\":\"Arial\",\"size\":20,\"media\":[],"
	"\"rtl\":false,\"sticky\":false}],"
	"\"tmpls\":[{\"name\":\"Card 1\",\"ord\":0,\"qfmt\":\"{{Front}}\","
	"\"afmt\":\"{{FrontSide}}<hr id=answer>{{Back}}\",\"bqfmt\":\"\",\"bafmt\":\"\","
	"\"did\":null}]}}";

/* Anki's default scheduling. */
static const char scheduling[] =
	"{\"1\":{\"id\":1,\"name\":\"Default\",\"mod\":0,\"usn\":0,\"autoplay\":true,"
	"\"maxTaken\":60,\"replayq\":true,\"timer\":0,"
	"\"new\":{\"bury\":true,\"delays\":[1,10],\"initialFactor\":2500,\"ints\":[1,4,7],"
	"\"order\":1,\"perDay\":20,\"separate\":true},"
	"\"rev\":{\"bury\":true,\"ease4\":1.3,\"fuzz\":0.05,\"ivlFct\":1,\"maxIvl\":36500,"
	"\"minSpace\":1,\"perDay\":200},"
	"\"lapse\":{\"delays\":[10],\"leechAction\":0,\"leechFails\":8,\"minInt\":1,\"mult\":0}}}";

static void write_deck(FILE *out, int64_t id, const char *name)
{
	fprintf(out, "\"%lld\":{\"id\":%lld,\"name\":", (long long)id, (long long)id);
	json_string(out, name);
	fputs(",\"mod\":0,\"usn\":-1,\"conf\":1,\"desc\":\"\",\"dyn\":0,\"collapsed\":false,"
	      "\"extendNew\":10,\"extendRev\":50,\"newToday\":[0,0],\"revToday\":[0,0],"
	      "\"lrnToday\":[0,0],\"timeToday\":[0,0]}",
		out);
}

/* Anki's list of decks, which the caller frees; `decks` gets each one's place. */
static char *list_decks(const struct anki_note *notes, size_t count, struct map *decks)
{
	char *text;
	size_t size;
	FILE *out = must_stream(&text, &size);
	int next = 0;

	putc('{', out);
	write_deck(out, 1, "Default");
	for (size_t i = 0; i < count; i++) {
		if (map_get(decks, notes[i].deck) >= 0)
			continue;
		putc(',', out);
		write_deck(out, FIRST_DECK + next, notes[i].deck);
		map_put(decks, notes[i].deck, next++);
	}
	putc('}', out);
	must_close(out);
	return text;
}

static bool run_row(sqlite3_stmt *statement)
{
	bool good = sqlite3_step(statement) == SQLITE_DONE;

	sqlite3_reset(statement);
	return good;
}

static bool put_settings(sqlite3 *db, int64_t changed, const char *decks)
{
	const char *const texts[] = {settings, notetypes, decks, scheduling};
	sqlite3_stmt *statement = NULL;
	bool good = sqlite3_prepare_v2(db, put_collection, -1, &statement, NULL) == SQLITE_OK;

	sqlite3_bind_int64(statement, 1, changed);
	for (int i = 0; i < 4; i++)
		sqlite3_bind_text(statement, i + 2, texts[i], -1, SQLITE_STATIC);
	good = good && run_row(statement);
	sqlite3_finalize(statement);
	return good;
}

static bool put_notes(sqlite3 *db, const struct anki_note *notes, size_t count,
	const struct map *decks, int64_t changed)
{
	sqlite3_stmt *note = NULL, *card = NULL;
	bool good = sqlite3_prepare_v2(db, put_note, -1, &note, NULL) == SQLITE_OK &&
		    sqlite3_prepare_v2(db, put_card, -1, &card, NULL) == SQLITE_OK;

	for (size_t i = 0; good && i < count; i++) {
		const char *const texts[] = {notes[i].tags, notes[i].front, notes[i].back};
		const int64_t id = FIRST_NOTE + (int64_t)i;

		sqlite3_bind_int64(note, 1, id);
		sqlite3_bind_text(note, 2, notes[i].guid, -1, SQLITE_STATIC);
		sqlite3_bind_int64(note, 3, changed);
		for (int k = 0; k < 3; k++)
			sqlite3_bind_text(note, k + 4, texts[k], -1, SQLITE_STATIC);
		sqlite3_bind_int64(card, 1, id);
		sqlite3_bind_int64(card, 2, FIRST_DECK + map_get(decks, notes[i].deck));
		sqlite3_bind_int64(card, 3, changed);
		sqlite3_bind_int64(card, 4, (int64_t)i + 1);
		good = run_row(note) && run_row(card);
	}
	sqlite3_finalize(note);
	sqlite3_finalize(card);
	return good;
}

void anki_write(FILE *out, const struct anki_note *notes, size_t count, int64_t changed)
{
	sqlite3 *db = NULL;
	struct map decks = {0};
	char *list = list_decks(notes, count, &decks);
	sqlite3_int64 size = 0;
	unsigned char *bytes = NULL;

	if (sqlite3_open(":memory:", &db) == SQLITE_OK &&
		sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK &&
		sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
		put_settings(db, changed, list) && put_notes(db, notes, count, &decks, changed) &&
		sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK)
		bytes = sqlite3_serialize(db, "main", &size, 0);
	if (!bytes) {
		fprintf(stderr, "error Anki package: %s\n", sqlite3_errmsg(db));
		abort();
	}
	zip_write(out,
		(const struct zip_entry[]){
			{"collection.anki2", bytes, (size_t)size}, {"media", "{}", 2}},
		2);
	sqlite3_free(bytes);
	sqlite3_close(db);
	map_free(&decks);
	free(list);
}
