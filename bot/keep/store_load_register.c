/* Loads the register of sources, and the aliases. */
#include "base/log.h"
#include "base/text.h"
#include "keep/store_loading.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool store_load_sizes(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_SIZES, NULL);
	int status = sqlite3_step(statement);

	for (int i = 0; status == SQLITE_ROW && i < 9; i++)
		load->sizes[i] = sqlite3_column_int64(statement, i);
	return store_finish(load->store, statement, status, load->err);
}

bool store_load_row(struct loading *load, sqlite3_stmt *statement, bool *good)
{
	int status = sqlite3_step(statement);

	load->broken = false;
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

const char *store_load_text(struct loading *load, sqlite3_stmt *statement, int column)
{
	const char *text = store_text(&load->set->arena, statement, column);

	if (!text_is_utf8(text, strlen(text)))
		load->broken = true;
	return text;
}

const char *store_load_nothing(struct loading *load)
{
	if (!load->nothing)
		load->nothing = arena_string(&load->set->arena, "");
	return load->nothing;
}

void *store_load_room(struct loading *load, int size, size_t item)
{
	load->left = load->sizes[size];
	load->room = arena_alloc(&load->set->arena, (size_t)load->sizes[size] * item);
	return load->room;
}

void store_load_omit(struct loading *load, const char *wrong, const char *format, ...)
{
	char what[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(what, sizeof what, format, arguments);
	va_end(arguments);
	log_warn("database", "%s: %s is left out: %s", load->store->path, what, wrong);
}

/* --- sources ---------------------------------------------------------------------------------- */

/* The text, or the empty string in the set's arena. */
static const char *own(struct loading *load, const char *text)
{
	return *text ? text : store_load_nothing(load);
}

/* Points what the reference lacks at an empty string in the set's arena. */
static void own_csl(struct loading *load, struct csl *reference)
{
#define OWN(field, name) reference->field = own(load, reference->field);
	OWN(type, "type")
	CSL_TEXTS(OWN)
#undef OWN
	for (size_t i = 0; i < reference->author_count; i++) {
		struct author *author = &reference->authors[i];

		author->family = own(load, author->family);
		author->given = own(load, author->given);
		author->literal = own(load, author->literal);
	}
}

/* Reads the source's reference. If it is invalid the source has none, but still its title and
 * address. */
static void load_reference(struct loading *load, sqlite3_stmt *statement, struct source *source)
{
	struct arena *arena = &load->set->arena;
	struct error err;

	if (!csl_read(store_load_text(load, statement, 8), arena, &source->csl, &err)) {
		source->csl = (struct csl){0};
		csl_read("", arena, &source->csl, &err);
		store_load_omit(load, err.text, "the reference of source %s", source->id);
	}
	if (source->csl.author_count == 0 && *source->author)
		csl_set_authors(arena, &source->csl, source->author);
	own_csl(load, &source->csl);
}

/* Adds the source; they come in the order of their ids. */
static void load_source(struct loading *load, sqlite3_stmt *statement)
{
	size_t count = load->set->source_count;
	struct source source = {
		.id = store_load_text(load, statement, 0),
		.title = store_load_text(load, statement, 1),
		.publisher = store_load_text(load, statement, 2),
		.author = store_load_text(load, statement, 3),
		.date = store_load_text(load, statement, 4),
		.url = store_load_text(load, statement, 5),
		.licence = store_load_text(load, statement, 6),
		.brief = store_load_text(load, statement, 7),
		.text_file = store_load_nothing(load),
		.file = store_load_nothing(load),
	};
	bool in_order =
		*source.id && (count == 0 || strcmp(load->sources[count - 1].id, source.id) < 0);

	if (!in_order || load->broken) {
		store_load_omit(load,
			in_order ? "its text is not valid UTF-8"
				 : "its id is out of order",
			"source %s", source.id);
		return;
	}
	load_reference(load, statement, &source);
	load->sources[load->set->source_count++] = source;
}

bool store_load_rows_of_sources(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_SOURCES, NULL);
	bool good;

	load->sources = store_load_room(load, SIZE_SOURCES, sizeof *load->sources);
	load->set->sources = load->sources;
	while (store_load_row(load, statement, &good))
		load_source(load, statement);
	return good;
}

void store_paragraph_row(
	struct arena *arena, sqlite3_stmt *statement, struct paragraph *paragraph)
{
	paragraph->number = sqlite3_column_int(statement, 0);
	paragraph->kind = store_text(arena, statement, 1);
	paragraph->gist = store_text(arena, statement, 2);
	paragraph->sha256 = store_text(arena, statement, 3);
	paragraph->text = store_text(arena, statement, 4);
}

/* Why a paragraph of the register cannot be used, or NULL. */
static const char *wrong_paragraph(const struct paragraph *paragraph, const struct source *source)
{
	const char *const texts[] = {
		paragraph->kind, paragraph->gist, paragraph->sha256, paragraph->text};
	size_t count = source->paragraph_count;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!text_is_utf8(texts[i], strlen(texts[i])))
			return "its text is not valid UTF-8";
	if (paragraph->number < 1 ||
		(count > 0 && source->paragraphs[count - 1].number >= paragraph->number))
		return "its number is out of order";
	return NULL;
}

bool store_load_rows_of_paragraphs(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_PARAGRAPHS, NULL);
	struct paragraph *next = store_load_room(load, SIZE_PARAGRAPHS, sizeof *next);
	struct source *source = load->sources, *end = source + load->set->source_count;
	bool good;

	while (store_load_row(load, statement, &good)) {
		const char *id = store_column(statement, 5), *wrong = "there is no such source";

		while (source < end && strcmp(source->id, id) < 0) /* both in the order of ids */
			source++;
		if (source < end && strcmp(source->id, id) == 0) {
			store_paragraph_row(&load->set->arena, statement, next);
			wrong = wrong_paragraph(next, source);
		}
		if (wrong) {
			store_load_omit(load, wrong, "paragraph %d of %s",
				sqlite3_column_int(statement, 0), id);
			continue;
		}
		if (source->paragraph_count++ == 0)
			source->paragraphs = next;
		next++;
	}
	return good;
}

/* --- aliases ---------------------------------------------------------------------------------- */

bool store_load_rows_of_aliases(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_ALIASES, NULL);
	bool good;

	load->aliases = store_load_room(load, SIZE_ALIASES, sizeof *load->aliases);
	load->alias_numbers = store_load_room(load, SIZE_ALIASES, sizeof *load->alias_numbers);
	load->set->aliases = load->aliases;
	while (store_load_row(load, statement, &good)) {
		size_t at = load->set->alias_count;
		int kind = store_known_word(store_alias_kinds, store_column(statement, 1));
		int64_t number = sqlite3_column_int64(statement, 0);
		const struct alias alias = {
			.kind = (enum alias_kind)kind,
			.id = store_load_text(load, statement, 2),
			.sort = store_load_text(load, statement, 3),
			.file = store_load_nothing(load),
		};
		const char *wrong = kind < 0       ? "its kind is unknown"
				    : load->broken ? "its text is not valid UTF-8"
				    : !*alias.id   ? "it has no name"
				    : at > 0 && load->alias_numbers[at - 1] >= number
					    ? "its number is out of order"
					    : NULL;

		if (wrong) {
			store_load_omit(load, wrong, "alias %lld", (long long)number);
			continue;
		}
		load->alias_numbers[at] = number;
		load->aliases[at] = alias;
		load->set->alias_count++;
	}
	return good;
}

bool store_load_rows_of_forms(struct loading *load)
{
	sqlite3_stmt *statement = store_bind(load->store, SQL_LOAD_FORMS, NULL);
	const char **next = store_load_room(load, SIZE_FORMS, sizeof *next);
	size_t at = 0;
	bool good;

	while (store_load_row(load, statement, &good)) {
		int64_t number = sqlite3_column_int64(statement, 0);
		const char *text = store_load_text(load, statement, 1);

		while (at < load->set->alias_count && load->alias_numbers[at] < number)
			at++;
		bool known = at < load->set->alias_count && load->alias_numbers[at] == number;
		if (!known || load->broken) {
			store_load_omit(load,
				known ? "its text is not valid UTF-8" : "there is no such alias",
				"a form of alias %lld", (long long)number);
			continue;
		}
		if (load->aliases[at].name_count++ == 0)
			load->aliases[at].names = next;
		*next++ = text;
	}
	return good;
}
