#include "keep/store.h"

#include "base/arena.h"
#include "fact/sourcetext.h"
#include "keep/store_inner.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

/* The row that SQL_PARAGRAPH stands on. */
static struct paragraph paragraph_of(struct arena *arena, sqlite3_stmt *statement)
{
	return (struct paragraph){
		.number = sqlite3_column_int(statement, 0),
		.kind = store_text(arena, statement, 1),
		.gist = store_text(arena, statement, 2),
		.sha256 = store_text(arena, statement, 3),
		.text = store_text(arena, statement, 4),
	};
}

bool store_paragraph(struct store *store, const char *source, int number, struct arena *arena,
	struct paragraph *paragraph, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_PARAGRAPH, TEXT(source), INTEGER(number));
	int status = sqlite3_step(statement);

	*paragraph = (struct paragraph){.kind = "", .gist = "", .sha256 = "", .text = ""};
	if (status == SQLITE_ROW)
		*paragraph = paragraph_of(arena, statement);
	bool good = store_finish(store, statement, status, err);
	if (good && paragraph->number != number)
		return error_set(err, "%s: the register has no paragraph %d of \"%s\"", store->path,
			number, source);
	return good;
}

/* Each paragraph of the register against the copy; *count is how many there are. */
static bool compare(struct store *store, const char *source, const struct sourcetext *text,
	size_t *count, struct error *err)
{
	sqlite3_stmt *statement = BIND(store, SQL_PARAGRAPH, TEXT(source), INTEGER(0));
	struct arena arena = {0};
	bool good = true;
	int status = SQLITE_DONE;

	*count = 0;
	while (good && (status = sqlite3_step(statement)) == SQLITE_ROW) {
		const struct paragraph paragraph = paragraph_of(&arena, statement);

		++*count;
		good = sourcetext_agrees(text, &paragraph, err);
	}
	arena_free(&arena);
	return store_finish(store, statement, status, good ? err : NULL) && good;
}

static bool put_text(
	struct store *store, const char *source, const struct sourcetext *text, struct error *err)
{
	size_t count;

	if (!compare(store, source, text, &count, err))
		return false;
	if (count == 0)
		return error_set(err, "%s: there is no register of paragraphs for a source \"%s\"",
			store->path, source);
	if (count != text->count)
		return error_set(err, "%s: expected %zu paragraphs, found %zu", text->path, count,
			text->count);
	for (size_t i = 0; i < count; i++)
		if (!RUN(store, SQL_PUT_PARAGRAPH_TEXT, err, TEXT(source), INTEGER((int64_t)i + 1),
			    TEXT(text->paragraphs[i])))
			return false;
	return true;
}

bool store_source_text(struct store *store, const char *source, const char *path, struct error *err)
{
	struct sourcetext text;

	if (!sourcetext_read(path, &text, err))
		return false;
	bool good = store_begin(store, err) &&
		    store_end(store, put_text(store, source, &text, err), err);
	sourcetext_free(&text);
	return good;
}
