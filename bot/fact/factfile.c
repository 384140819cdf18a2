#include "fact/factfile.h"

#include "base/map.h"
#include "base/yaml.h"
#include "fact/sourcetext.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLUG_MAX = 64 };

/* A fact in a file: its questions by kind. */
struct fact_row {
	struct fact fact;
	struct {
		struct question *list;
		size_t count;
	} questions[QUESTION_KINDS];
};

/* One file. */
struct file_rows {
	struct subject subject;
	struct source *sources;
	size_t source_count;
	struct fact_row *facts;
	size_t fact_count;
	struct alias *names, *words, *related;
	size_t name_count, word_count, related_count;
};

/* The format, from the innermost values outwards. */
static const struct yaml_key text_self = {"text", YAML_TEXT, .required = true};
static const struct yaml_shape text_shape = {
	.what = "a text", .size = sizeof(const char *), .self = &text_self};

static const struct yaml_key question_self = {
	"question", YAML_TEXT, .required = true, .at = offsetof(struct question, text)};
static const struct yaml_key question_keys[] = {
	{NULL, YAML_LINE, .at = offsetof(struct question, line)},
};
static const struct yaml_shape question_shape = {.what = "a question",
	.size = sizeof(struct question),
	YAML_KEYS(question_keys),
	.self = &question_self};

static const struct yaml_key citation_keys[] = {
	{"source", YAML_TEXT, .required = true, .at = offsetof(struct citation, source)},
	{"paragraph", YAML_NUMBER, .at = offsetof(struct citation, paragraph), .least = 1,
		.most = 99999},
	{"quote", YAML_TEXT, .at = offsetof(struct citation, quote)},
	{"locator", YAML_TEXT, .at = offsetof(struct citation, locator)},
	{"for", YAML_TEXT, .at = offsetof(struct citation, supports)},
	{NULL, YAML_LINE, .at = offsetof(struct citation, line)},
};
static const struct yaml_shape citation_shape = {
	.what = "a citation", .size = sizeof(struct citation), YAML_KEYS(citation_keys)};

#define QUESTIONS(key, kind)                                                                       \
	{                                                                                          \
		.name = key, .type = YAML_LIST,                                                    \
		.at = offsetof(struct fact_row, questions[kind].list),                             \
		.count_at = offsetof(struct fact_row, questions[kind].count),                      \
		.shape = &question_shape                                                           \
	}

static const struct yaml_key fact_keys[] = {
	{"id", YAML_TEXT, .required = true, .at = offsetof(struct fact_row, fact.id)},
	{"formerly", YAML_LIST, .at = offsetof(struct fact_row, fact.formerly),
		.count_at = offsetof(struct fact_row, fact.former_count), .shape = &text_shape},
	{"topic", YAML_TEXT, .required = true, .at = offsetof(struct fact_row, fact.topic)},
	{"topics", YAML_LIST, .at = offsetof(struct fact_row, fact.topics),
		.count_at = offsetof(struct fact_row, fact.topic_count), .shape = &text_shape},
	{"says", YAML_TEXT, .required = true, .at = offsetof(struct fact_row, fact.says)},
	{"short", YAML_TEXT, .at = offsetof(struct fact_row, fact.brief)},
	{"when", YAML_TEXT, .at = offsetof(struct fact_row, fact.when)},
	{"about", YAML_TEXT, .at = offsetof(struct fact_row, fact.about)},
	{"see", YAML_LIST, .at = offsetof(struct fact_row, fact.see),
		.count_at = offsetof(struct fact_row, fact.see_count), .shape = &text_shape},
	{"channels", YAML_LIST, .at = offsetof(struct fact_row, fact.channels),
		.count_at = offsetof(struct fact_row, fact.channel_count), .shape = &text_shape},
	QUESTIONS("ask", QUESTION_ASK),
	QUESTIONS("ask_yes", QUESTION_YES),
	QUESTIONS("ask_no", QUESTION_NO),
	QUESTIONS("not", QUESTION_NOT),
	{"match", YAML_LIST, .at = offsetof(struct fact_row, fact.patterns),
		.count_at = offsetof(struct fact_row, fact.pattern_count), .shape = &text_shape},
	{"cite", YAML_LIST, .at = offsetof(struct fact_row, fact.citations),
		.count_at = offsetof(struct fact_row, fact.citation_count),
		.shape = &citation_shape},
	{"locked", YAML_FLAG, .at = offsetof(struct fact_row, fact.locked)},
	{"forgotten", YAML_FLAG, .at = offsetof(struct fact_row, fact.forgotten)},
	{"hidden", YAML_FLAG, .at = offsetof(struct fact_row, fact.hidden)},
	{NULL, YAML_LINE, .at = offsetof(struct fact_row, fact.line)},
};
static const struct yaml_shape fact_shape = {
	.what = "a fact", .size = sizeof(struct fact_row), YAML_KEYS(fact_keys)};

static const char *const paragraph_kinds[] = {"fact", "heading", "noise", NULL};
static const struct yaml_key paragraph_keys[] = {
	{"n", YAML_NUMBER, .required = true, .at = offsetof(struct paragraph, number), .least = 1,
		.most = 99999},
	{"kind", YAML_TEXT, .required = true, .at = offsetof(struct paragraph, kind),
		.one_of = paragraph_kinds},
	{"sha256", YAML_TEXT, .required = true, .at = offsetof(struct paragraph, sha256)},
	{"gist", YAML_TEXT, .required = true, .at = offsetof(struct paragraph, gist)},
	{NULL, YAML_TEXT, .at = offsetof(struct paragraph, text)}, /* from `text` */
};
static const struct yaml_shape paragraph_shape = {
	.what = "a paragraph", .size = sizeof(struct paragraph), YAML_KEYS(paragraph_keys)};

static const struct yaml_key source_keys[] = {
	{"id", YAML_TEXT, .required = true, .at = offsetof(struct source, id)},
	{"title", YAML_TEXT, .required = true, .at = offsetof(struct source, title)},
	{"publisher", YAML_TEXT, .at = offsetof(struct source, publisher)},
	{"type", YAML_TEXT, .at = offsetof(struct source, csl.type), .one_of = csl_types},
	{"author", YAML_LIST, .at = offsetof(struct source, csl.authors),
		.count_at = offsetof(struct source, csl.author_count), .shape = &csl_author_shape},
	{"issued", YAML_TEXT, .at = offsetof(struct source, date)},
	{"date", YAML_TEXT, .at = offsetof(struct source, date)}, /* the key's name before 0.2 */
#define ROW(field, name) {name, YAML_TEXT, .at = offsetof(struct source, csl.field)},
	CSL_TEXTS(ROW)
#undef ROW
		{"url", YAML_TEXT, .at = offsetof(struct source, url)},
	{"licence", YAML_TEXT, .at = offsetof(struct source, licence)},
	{"short", YAML_TEXT, .required = true, .at = offsetof(struct source, brief)},
	{"text", YAML_TEXT, .at = offsetof(struct source, text_file)},
	{"paragraphs", YAML_LIST, .at = offsetof(struct source, paragraphs),
		.count_at = offsetof(struct source, paragraph_count), .shape = &paragraph_shape},
	{NULL, YAML_TEXT, .at = offsetof(struct source, author)}, /* from `reference` */
	{NULL, YAML_LINE, .at = offsetof(struct source, line)},
};
static const struct yaml_shape source_shape = {
	.what = "a source", .size = sizeof(struct source), YAML_KEYS(source_keys)};

static const char *const name_sorts[] = {
	"person", "woman", "place", "organisation", "event", "document", "term", "group", NULL};
static const struct yaml_key name_keys[] = {
	{"id", YAML_TEXT, .required = true, .at = offsetof(struct alias, id)},
	{"sort", YAML_TEXT, .required = true, .at = offsetof(struct alias, sort),
		.one_of = name_sorts},
	{"forms", YAML_LIST, .required = true, .at = offsetof(struct alias, names),
		.count_at = offsetof(struct alias, name_count), .shape = &text_shape},
	{NULL, YAML_LINE, .at = offsetof(struct alias, line)},
};
static const struct yaml_shape name_shape = {
	.what = "a name", .size = sizeof(struct alias), YAML_KEYS(name_keys)};

static const struct yaml_key words_self = {"words", YAML_LIST, .required = true,
	.at = offsetof(struct alias, names), .count_at = offsetof(struct alias, name_count),
	.shape = &text_shape};
static const struct yaml_key words_keys[] = {
	{NULL, YAML_LINE, .at = offsetof(struct alias, line)},
};
static const struct yaml_shape words_shape = {.what = "a list of words",
	.size = sizeof(struct alias),
	YAML_KEYS(words_keys),
	.self = &words_self};

#define ROWS(key, field, count, row_shape)                                                         \
	{                                                                                          \
		.name = key, .type = YAML_LIST, .at = offsetof(struct file_rows, field),           \
		.count_at = offsetof(struct file_rows, count), .shape = &row_shape                 \
	}

static const struct yaml_key subject_keys[] = {
	{"name", YAML_TEXT, .at = offsetof(struct subject, name)},
	{"greeting", YAML_TEXT, .at = offsetof(struct subject, greeting)},
	{"home", YAML_LIST, .at = offsetof(struct subject, home),
		.count_at = offsetof(struct subject, home_count), .shape = &text_shape},
	{"samples", YAML_LIST, .at = offsetof(struct subject, samples),
		.count_at = offsetof(struct subject, sample_count), .shape = &text_shape},
};
static const struct yaml_shape subject_shape = {
	.what = "a subject", .size = sizeof(struct subject), YAML_KEYS(subject_keys)};

static const struct yaml_key file_keys[] = {
	{"subject", YAML_MAP, .at = offsetof(struct file_rows, subject), .shape = &subject_shape},
	ROWS("sources", sources, source_count, source_shape),
	ROWS("facts", facts, fact_count, fact_shape),
	ROWS("names", names, name_count, name_shape),
	ROWS("words", words, word_count, words_shape),
	ROWS("near", related, related_count, words_shape),
};
static const struct yaml_shape file_shape = {
	.what = "a fact file", .size = sizeof(struct file_rows), YAML_KEYS(file_keys)};

/* A set being read from several files. */
struct collected {
	struct factset *set;
	struct fact *facts;
	struct source *sources;
	struct alias *aliases;
	size_t fact_room, source_room, alias_room;
	struct map fact_ids, source_ids, alias_ids[ALIAS_KINDS];
	struct error *err;
};

bool factfile_is_slug(const char *id)
{
	size_t length = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return length > 0 && length <= SLUG_MAX && id[length] == '\0' && id[0] != '-' &&
	       id[length - 1] != '-';
}

static bool check_slug(
	const struct collected *all, const char *file, int line, const char *key, const char *slug)
{
	return factfile_is_slug(slug) ||
	       error_set(all->err,
		       "%s:%d: %s: expected a slug of a-z, 0-9 and '-', at most %d long, found "
		       "\"%.80s\"",
		       file, line, key, SLUG_MAX, slug);
}

/* Maps the id to the number; false if it is taken. */
static bool note_id(struct map *ids, const char *id, size_t number)
{
	if (map_get(ids, id) >= 0)
		return false;
	map_put(ids, id, (int)number);
	return true;
}

/* Reads the paragraphs' text from the file next to the fact file, and compares it with the hashes
 * of the register. The text file may be missing, if the fact file was copied without it. */
static bool read_paragraphs(struct collected *all, struct source *row, const char *file)
{
	struct arena *arena = &all->set->arena;
	struct paragraph *list = arena_alloc(arena, row->paragraph_count * sizeof *list);
	const char *slash = strrchr(file, '/');
	struct sourcetext text;
	char path[PATH_MAX];

	snprintf(path, sizeof path, "%.*s%s", slash ? (int)(slash - file) + 1 : 0, file,
		row->text_file);
	row->text_absent = access(path, F_OK) != 0 && errno == ENOENT;
	if (row->text_absent)
		return true;
	if (!sourcetext_read(path, &text, all->err))
		return false;
	bool good = text.count == row->paragraph_count ||
		    error_set(all->err, "%s: expected the register's %zu paragraphs, found %zu",
			    path, row->paragraph_count, text.count);
	for (size_t i = 0; good && i < text.count; i++) {
		list[i] = row->paragraphs[i];
		good = sourcetext_agrees(&text, &list[i], all->err);
		if (good)
			list[i].text = arena_string(arena, text.paragraphs[list[i].number - 1]);
	}
	row->paragraphs = list;
	sourcetext_free(&text);
	return good;
}

static bool add_source(struct collected *all, struct source *row, const char *file)
{
	struct factset *set = all->set;

	if (!check_slug(all, file, row->line, "id", row->id))
		return false;
	if (!note_id(&all->source_ids, row->id, set->source_count)) {
		const struct source *first = &all->sources[map_get(&all->source_ids, row->id)];

		return error_set(all->err, "%s:%d: the source %s is already at %s:%d", file,
			row->line, row->id, first->file, first->line);
	}
	for (size_t i = 0; i < row->paragraph_count; i++) {
		const char *hash = row->paragraphs[i].sha256;

		if (strlen(hash) != 64 || strspn(hash, "0123456789abcdef") != 64)
			return error_set(all->err,
				"%s:%d: sha256 of paragraph %d: expected 64 lower-case hexadecimal "
				"digits",
				file, row->line, row->paragraphs[i].number);
		if (i && row->paragraphs[i].number <= row->paragraphs[i - 1].number)
			return error_set(all->err,
				"%s:%d: expected paragraphs in rising order, found %d after %d",
				file, row->line, row->paragraphs[i].number,
				row->paragraphs[i - 1].number);
	}
	if (*row->text_file && !read_paragraphs(all, row, file))
		return false;
	GROW(all->sources, set->source_count, all->source_room);
	all->sources[set->source_count] = *row;
	all->sources[set->source_count].author = csl_authors(&set->arena, &row->csl);
	all->sources[set->source_count++].file = file;
	return true;
}

/* Joins the fact's questions of all kinds into one array. */
static void join_questions(struct arena *arena, struct fact_row *row)
{
	size_t count = 0;

	for (int kind = 0; kind < QUESTION_KINDS; kind++)
		count += row->questions[kind].count;
	struct question *list = arena_alloc(arena, count * sizeof *list);
	row->fact.questions = list;
	row->fact.question_count = count;
	for (int kind = 0; kind < QUESTION_KINDS; kind++)
		for (size_t i = 0; i < row->questions[kind].count; i++) {
			*list = row->questions[kind].list[i];
			list++->kind = (enum question_kind)kind;
		}
}

/* Records the fact's id and former ids; none may belong to another fact. */
static bool note_ids(struct collected *all, const struct fact *fact, const char *file)
{
	for (size_t i = 0; i <= fact->former_count; i++) {
		const char *id = i == 0 ? fact->id : fact->formerly[i - 1];

		if (!check_slug(all, file, fact->line, i == 0 ? "id" : "formerly", id))
			return false;
		if (note_id(&all->fact_ids, id, all->set->fact_count))
			continue;
		int at = map_get(&all->fact_ids, id);
		const struct fact *first = at == (int)all->set->fact_count ? fact : &all->facts[at];

		return error_set(all->err, "%s:%d: the fact %s is already at %s:%d", file,
			fact->line, id, first->file, first->line);
	}
	return true;
}

static bool collect_fact(struct collected *all, struct fact_row *row, const char *file)
{
	struct factset *set = all->set;
	struct fact *fact = &row->fact;

	fact->file = file;
	if (!note_ids(all, fact, file) ||
		!check_slug(all, file, fact->line, "topic", fact->topic) ||
		!fact_fits(fact, all->err))
		return false;
	for (size_t i = 0; i < fact->topic_count; i++)
		if (!check_slug(all, file, fact->line, "topics", fact->topics[i]))
			return false;
	for (size_t i = 0; i < fact->see_count; i++)
		if (!check_slug(all, file, fact->line, "see", fact->see[i]))
			return false;
	if (*fact->about && !check_slug(all, file, fact->line, "about", fact->about))
		return false;
	join_questions(&set->arena, row);
	if (fact->question_count > FACT_QUESTIONS_MAX)
		return error_set(all->err, "%s:%d: expected at most %d questions, found %zu", file,
			fact->line, FACT_QUESTIONS_MAX, fact->question_count);
	GROW(all->facts, set->fact_count, all->fact_room);
	all->facts[set->fact_count++] = *fact;
	return true;
}

static bool add_alias(
	struct collected *all, struct alias *row, enum alias_kind kind, const char *file)
{
	struct factset *set = all->set;
	size_t least = kind == ALIAS_NAME ? 1 : 2;

	if (row->name_count < least)
		return error_set(all->err, "%s:%d: expected a list of at least %zu, found %zu",
			file, row->line, least, row->name_count);
	row->kind = kind;
	row->file = file;
	if (kind != ALIAS_NAME) {
		row->id = row->names[0];
		row->sort = "";
	} else if (!check_slug(all, file, row->line, "id", row->id)) {
		return false;
	}
	if (!note_id(&all->alias_ids[kind], row->id, set->alias_count)) {
		const struct alias *first = &all->aliases[map_get(&all->alias_ids[kind], row->id)];

		return error_set(all->err, "%s:%d: %s \"%s\" is already at %s:%d", file, row->line,
			kind == ALIAS_NAME ? "the name" : "a list with the first word", row->id,
			first->file, first->line);
	}
	GROW(all->aliases, set->alias_count, all->alias_room);
	all->aliases[set->alias_count++] = *row;
	return true;
}

static bool add_aliases(struct collected *all, struct alias *rows, size_t count,
	enum alias_kind kind, const char *file)
{
	for (size_t i = 0; i < count; i++)
		if (!add_alias(all, &rows[i], kind, file))
			return false;
	return true;
}

/* Adds a file, or its text if that is not NULL. */
static bool add_file(struct collected *all, const char *path, const char *text)
{
	struct file_rows rows;
	struct arena *arena = &all->set->arena;
	const char *file = arena_string(arena, path);

	if (text ? !yaml_read_text(path, text, strlen(text), &file_shape, arena, &rows, all->err)
		 : !yaml_read(path, &file_shape, arena, &rows, all->err))
		return false;
	if (rows.subject.name && *rows.subject.name)
		all->set->subject = rows.subject;
	for (size_t i = 0; i < rows.source_count; i++)
		if (!add_source(all, &rows.sources[i], file))
			return false;
	for (size_t i = 0; i < rows.fact_count; i++)
		if (!collect_fact(all, &rows.facts[i], file))
			return false;
	return add_aliases(all, rows.names, rows.name_count, ALIAS_NAME, file) &&
	       add_aliases(all, rows.words, rows.word_count, ALIAS_WORDS, file) &&
	       add_aliases(all, rows.related, rows.related_count, ALIAS_NEAR, file);
}

/* Whether every cited source is known, if the files have any sources. */
static bool check_citations(const struct collected *all)
{
	if (all->set->source_count == 0)
		return true;
	for (size_t i = 0; i < all->set->fact_count; i++) {
		const struct fact *fact = &all->facts[i];

		for (size_t c = 0; c < fact->citation_count; c++)
			if (map_get(&all->source_ids, fact->citations[c].source) < 0)
				return error_set(all->err,
					"%s:%d: source: expected the id of a source, found "
					"\"%.80s\"",
					fact->file, fact->citations[c].line,
					fact->citations[c].source);
	}
	return true;
}

/* Moves a grown array into the arena. */
static void *to_arena(struct arena *arena, void *list, size_t size)
{
	void *copy = arena_alloc(arena, size);

	if (size)
		memcpy(copy, list, size);
	free(list);
	return copy;
}

/* Reads the files; or the texts, if there are any, for which errors show paths[0] as the file. */
static bool read_all(const char *const *paths, const char *const *texts, size_t count,
	struct factset *set, struct error *err)
{
	*set = (struct factset){0};
	struct collected all = {.set = set, .err = err};
	bool good = true;

	for (size_t i = 0; good && i < count; i++)
		good = add_file(&all, paths[texts ? 0 : i], texts ? texts[i] : NULL);
	good = good && check_citations(&all);

	struct arena *arena = &set->arena;
	set->facts = to_arena(arena, all.facts, set->fact_count * sizeof *all.facts);
	set->sources = to_arena(arena, all.sources, set->source_count * sizeof *all.sources);
	set->aliases = to_arena(arena, all.aliases, set->alias_count * sizeof *all.aliases);
	map_free(&all.fact_ids);
	map_free(&all.source_ids);
	for (int kind = 0; kind < ALIAS_KINDS; kind++)
		map_free(&all.alias_ids[kind]);
	if (!good)
		factset_free(set);
	return good;
}

bool factfile_read(const char *const *paths, size_t count, struct factset *set, struct error *err)
{
	return read_all(paths, NULL, count, set, err);
}

bool factfile_read_texts(const char *name, const char *const *texts, size_t count,
	struct factset *set, struct error *err)
{
	return read_all(&name, texts, count, set, err);
}

bool factfile_read_content(const char *name, const char *content, struct arena *arena,
	struct fact *fact, struct error *err)
{
	struct fact_row row;

	if (!yaml_read_text(name, content, strlen(content), &fact_shape, arena, &row, err))
		return false;
	join_questions(arena, &row);
	*fact = row.fact;
	fact->file = "";
	fact->line = 0;
	return true;
}
