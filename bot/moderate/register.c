/* Verbs for the aliases of names and words, and for sources. */
#include "base/date.h"
#include "base/text.h"
#include "fact/check.h"
#include "fact/citation.h"
#include "fact/factfile.h"
#include "keep/store_changes.h"
#include "moderate/guard.h"
#include "moderate/moderate.h"
#include "moderate/parse.h"
#include "verbs/later.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { SYNONYM_MAX = 80, SYNONYMS_MAX = 200 };

/* Sources are saved whole, so another process's changes to them must be loaded first. */
static void begin_fresh(
	struct edit *edit, struct bot *bot, const struct asker *asker, struct reply *out)
{
	edit_begin_new(edit, bot, asker, out);
	edit_refresh(edit);
}

/* --- aliases ---------------------------------------------------------------------------------- */

enum { FOLDED = 256 };

static bool same_folded(const char *folded, const char *text)
{
	char other[FOLDED];

	text_fold(text, other, sizeof other);
	return strcmp(folded, other) == 0;
}

/* The alias that has the text among its names; names are searched before words. */
static const struct alias *alias_named(const struct factset *set, const char *text)
{
	char folded[FOLDED];

	text_fold(text, folded, sizeof folded);
	for (int kind = ALIAS_NAME; kind <= ALIAS_WORDS; kind++)
		for (size_t i = 0; i < set->alias_count; i++) {
			const struct alias *alias = &set->aliases[i];

			if (alias->kind != (enum alias_kind)kind)
				continue;
			if (kind == ALIAS_NAME && strcmp(alias->id, text) == 0)
				return alias;
			for (size_t f = 0; f < alias->name_count; f++)
				if (same_folded(folded, alias->names[f]))
					return alias;
		}
	return NULL;
}

/* Reads `<name> = <alias>`, both into the arena. */
static bool read_names(struct edit *edit, const char *arguments, const char *verb,
	const char **name, const char **synonym)
{
	const char *equals = strstr(arguments, " = ");
	struct error err;

	if (!equals)
		return edit_refuse(edit, "Usage: %s <name> = <alias>", verb);
	*name = arena_copy(&edit->arena, arguments, (size_t)(equals - arguments));
	*synonym = arena_string(&edit->arena, equals + strlen(" = "));
	return (parse_text("the name", *name, SYNONYM_MAX, &err) &&
		       parse_text("the alias", *synonym, SYNONYM_MAX, &err)) ||
	       edit_refuse(edit, "Not saved: %s.", err.text);
}

static bool save_alias(struct edit *edit, const struct alias *alias, const char *reason)
{
	const struct change change = edit_change(edit, reason);
	struct error err;

	if (!store_save_alias(edit->bot->store, alias, &change, &edit->ordinal, &err))
		return edit_refuse(edit, "Not saved, and nothing has changed: %s.", err.text);
	edit_refresh(edit);
	if (edit->bot->rebuilding)
		edit_note(edit, "I am learning it now, which may take a few seconds");
	bot_announce(edit->bot, "%s: %s: %.300s", edit->author, alias->id, reason);
	return true;
}

static void say_alias(struct edit *edit, const struct alias *alias, const char *what,
	const char *synonym, const char *undo)
{
	char head[256], back[256];

	snprintf(head, sizeof head, "saved %.60s (%.40s) r%d", alias->id,
		alias->kind == ALIAS_NAME ? alias->sort : "words", edit->ordinal);
	snprintf(back, sizeof back, "%s %.80s = %.80s", undo, alias->id, synonym);
	edit_say_of(edit, head, back, what);
}

typedef void change_alias_by(struct edit *edit, const struct alias *alias,
	const struct alias *owner, const char *name, const char *synonym);

/* The request to change an alias. The aliases are those of the database, which the index may not
 * have yet. */
struct request_alias {
	struct later later;
	const char *name, *synonym;
	struct factset set;
	const struct alias *alias, *owner; /* with the name, and with the synonym; or NULL */
	change_alias_by *change;
};

static void add_synonym(struct edit *edit, const struct alias *alias, const struct alias *owner,
	const char *name, const char *synonym)
{
	char text[400], reason[400];

	if (!alias) {
		edit_refuse(edit,
			"Not saved: \"%.80s\" is not a known name or "
			"word; `search` shows how facts write it.",
			name);
	} else if (owner) {
		edit_refuse(edit, "Not saved: \"%.80s\" is already %s%s.", synonym,
			owner == alias ? "an alias of it" : "an alias of ",
			owner == alias ? "" : owner->id);
	} else if (!*check_question_key(&edit->arena, synonym)) {
		edit_refuse(edit, "Not saved: \"%.80s\" contains no word.", synonym);
	} else if (alias->name_count >= SYNONYMS_MAX) {
		edit_refuse(edit, "Not saved: %s has %zu aliases, the maximum.", alias->id,
			alias->name_count);
	} else {
		struct alias now = *alias;
		const char **names =
			arena_alloc(&edit->arena, (alias->name_count + 1) * sizeof *names);

		for (size_t i = 0; i < alias->name_count; i++)
			names[i] = alias->names[i];
		names[now.name_count++] = synonym;
		now.names = names;
		snprintf(reason, sizeof reason, "alias %.100s = %.100s", now.id, synonym);
		snprintf(text, sizeof text,
			"\"%.80s\" means the same as \"%.80s\" (had %zu aliases)", synonym,
			names[0], alias->name_count);
		if (save_alias(edit, &now, reason))
			say_alias(edit, &now, text, synonym, "unalias");
	}
}

static void find_aliases(struct later *later)
{
	struct request_alias *it = (struct request_alias *)later;
	struct store *store = store_open(later->database, STORE_READ, &later->err);

	later->good = store && store_load_aliases(store, &it->set, &later->err);
	it->alias = alias_named(&it->set, it->name);
	it->owner = alias_named(&it->set, it->synonym);
	store_close(store);
}

static enum manner change_found(struct bot *bot, struct later *later, struct reply *out)
{
	const struct request_alias *it = (const struct request_alias *)later;
	struct edit edit;

	edit_begin_new(&edit, bot, &later->asker, out);
	if (later->good)
		it->change(&edit, it->alias, it->owner, it->name, it->synonym);
	else
		edit_refuse(&edit, "The aliases could not be read: %s.", later->err.text);
	return edit_close(&edit);
}

static void free_aliases(struct later *later)
{
	factset_free(&((struct request_alias *)later)->set);
}

/* Reads the words of the verb and looks for the aliases; then the change is made. */
static enum manner change_alias(struct bot *bot, const struct asker *asker, const char *verb,
	const char *arguments, change_alias_by *change, struct reply *out)
{
	struct edit edit;
	const char *name = "", *synonym = "";

	edit_begin_new(&edit, bot, asker, out);
	if (!read_names(&edit, arguments, verb, &name, &synonym))
		return edit_close(&edit);
	struct request_alias *request =
		(struct request_alias *)later_new(bot, asker, sizeof *request);
	request->later.work = find_aliases;
	request->later.finish = change_found;
	request->later.release = free_aliases;
	request->name = arena_string(&request->later.arena, name);
	request->synonym = arena_string(&request->later.arena, synonym);
	request->change = change;
	edit_close(&edit);
	return later_run(bot, &request->later, out);
}

enum manner verb_alias(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return change_alias(bot, asker, "alias", arguments, add_synonym, out);
}

/* Copies the alias without that name; *synonym becomes the name as it was written there. */
static struct alias without_synonym(
	struct edit *edit, const struct alias *alias, const char **synonym)
{
	struct alias now = *alias;
	const char **names = arena_alloc(&edit->arena, alias->name_count * sizeof *names + 1);
	char sought[FOLDED];

	text_fold(*synonym, sought, sizeof sought);
	now.name_count = 0;
	for (size_t i = 0; i < alias->name_count; i++) {
		if (same_folded(sought, alias->names[i]))
			*synonym = alias->names[i];
		else
			names[now.name_count++] = alias->names[i];
	}
	now.names = names;
	return now;
}

static void drop_synonym(struct edit *edit, const struct alias *alias, const struct alias *owner,
	const char *name, const char *synonym)
{
	size_t least = alias && alias->kind == ALIAS_NAME ? 1 : 2;
	char text[400], reason[400], folded[FOLDED];

	text_fold(synonym, folded, sizeof folded);
	if (!alias || owner != alias) {
		edit_refuse(
			edit, "Not saved: \"%.80s\" is not an alias of \"%.80s\".", synonym, name);
	} else if (alias->name_count <= least ||
		   (alias->kind != ALIAS_NAME && same_folded(folded, alias->id))) {
		edit_refuse(edit, "Not saved: %s must keep \"%.80s\".", alias->id, synonym);
	} else {
		struct alias now = without_synonym(edit, alias, &synonym);

		snprintf(reason, sizeof reason, "unalias %.100s = %.100s", now.id, synonym);
		snprintf(text, sizeof text, "\"%.80s\" is no longer an alias (had %zu)", synonym,
			alias->name_count);
		if (save_alias(edit, &now, reason))
			say_alias(edit, &now, text, synonym, "alias");
	}
}

enum manner verb_unalias(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	return change_alias(bot, asker, "unalias", arguments, drop_synonym, out);
}

/* --- sources ---------------------------------------------------------------------------------- */

/* The values of a source that `source add` takes by a label. */
static const struct {
	const char *label;
	size_t at;
} labelled[] = {
	{"short:", offsetof(struct source, brief)},
	{"author:", offsetof(struct source, author)},
	{"date:", offsetof(struct source, date)},
	{"type:", offsetof(struct source, csl.type)},
	{"accessed:", offsetof(struct source, csl.accessed)},
	{"licence:", offsetof(struct source, licence)},
};

enum { LABELS = sizeof labelled / sizeof *labelled };

static const char **labelled_value(struct source *source, size_t i)
{
	return (const char **)((char *)source + labelled[i].at);
}

/* Reads "short: … author: … type: …", each with a word or a quotation, in any order; what has no
 * label is the publisher. */
static void read_source_parts(struct edit *edit, const char *rest, struct source *source)
{
	char *publisher = arena_alloc(&edit->arena, strlen(rest) + 2), *end = publisher;

	while (*rest) {
		size_t i = 0;

		while (i < LABELS &&
			strncasecmp(rest, labelled[i].label, strlen(labelled[i].label)) != 0)
			i++;
		if (i == LABELS) {
			end = stpcpy(stpcpy(end, end == publisher ? "" : " "),
				parse_word(&edit->arena, &rest));
			continue;
		}
		rest += strlen(labelled[i].label);
		rest += strspn(rest, " ");
		*labelled_value(source, i) = *rest == '"' ? citation_quotation(&edit->arena, &rest)
							  : parse_word(&edit->arena, &rest);
	}
	*end = '\0';
	source->publisher = publisher;
}

/* Whether its texts are valid and not too long, its type is a CSL type that we support, and its
 * access date is a valid day. */
static bool check_source_parts(struct edit *edit, const struct source *source)
{
	const struct {
		const char *what, *text;
		size_t most;
	} texts[] = {{"the title", source->title, 120}, {"the address", source->url, 300},
		{"the short name", source->brief, 60}, {"the author", source->author, 120},
		{"the date", source->date, 120}, {"the licence", source->licence, 120},
		{"the publisher", source->publisher, 120}};
	struct error err;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (*texts[i].text &&
			!parse_text(texts[i].what, texts[i].text, texts[i].most, &err))
			return edit_refuse(edit, "Not saved: %s.", err.text);
	return csl_check(&source->csl, &err) || edit_refuse(edit, "Not saved: %s.", err.text);
}

/* Reads `<id> "title" <url> [publisher]` and labelled values; answers cite it by its short name,
 * or the title. */
static bool read_source(struct edit *edit, const char *arguments, struct source *source)
{
	const char *rest = arguments;

	*source = (struct source){.author = "", .date = "", .licence = "", .csl = CSL_NONE};
	source->id = parse_word(&edit->arena, &rest);
	if (!factfile_is_slug(source->id))
		return edit_refuse(edit,
			"Not saved: an id may contain a-z, 0-9 and '-' only, found \"%.60s\".",
			source->id);
	source->title = citation_quotation(&edit->arena, &rest);
	source->url = parse_word(&edit->arena, &rest);
	source->brief = "";
	read_source_parts(edit, rest, source);
	if (!*source->title || (strncmp(source->url, "http://", 7) != 0 &&
				       strncmp(source->url, "https://", 8) != 0))
		return edit_refuse(edit,
			"Usage: source add <id> \"title\" <url> [short: \"…\" author: \"…\" "
			"date: … type: … accessed: …] [publisher]");
	if (!*source->brief)
		source->brief = source->title;
	csl_set_authors(&edit->arena, &source->csl, source->author);
	source->author = csl_authors(&edit->arena, &source->csl);
	return check_source_parts(edit, source);
}

static bool save_source(
	struct edit *edit, const struct source *source, bool drop, const char *reason)
{
	const struct change change = edit_change(edit, reason);
	struct error err;

	if (!store_save_source(edit->bot->store, source, drop, &change, &edit->ordinal, &err))
		return edit_refuse(edit, "Not saved, and nothing has changed: %s.", err.text);
	edit_refresh(edit);
	bot_announce(edit->bot, "%s: source %s: %s", edit->author, source->id, reason);
	return true;
}

enum manner verb_source_add(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	struct source source;
	char head[128], undo[128];

	begin_fresh(&edit, bot, asker, out);
	if (!read_source(&edit, arguments, &source))
		return edit_close(&edit);
	const struct source *there = factset_source(&bot->index->set, source.id);

	if (there) {
		edit_refuse(&edit, "Not saved: there is already a source %s: \"%s\" <%s>",
			there->id, there->title, there->url);
	} else if (save_source(&edit, &source, false, "source add")) {
		snprintf(head, sizeof head, "saved source %s r%d", source.id, edit.ordinal);
		snprintf(undo, sizeof undo, "source drop %s", source.id);
		edit_say_of(&edit, head, undo, source.title);
	}
	return edit_close(&edit);
}

/* Copies a source of the index into the arena. */
static struct source copy_source(struct arena *arena, const struct source *source)
{
	return (struct source){
		.id = arena_string(arena, source->id),
		.title = arena_string(arena, source->title),
		.publisher = arena_string(arena, source->publisher),
		.author = csl_written_authors(arena, &source->csl),
		.date = arena_string(arena, source->date),
		.url = arena_string(arena, source->url),
		.licence = arena_string(arena, source->licence),
		.brief = arena_string(arena, source->brief),
		.csl = source->csl, /* in the index, until it changes */
	};
}

/* The command that adds the source again. */
static void write_adding(struct source *source, char *command, size_t size)
{
	struct buf buf = buf_over(command, size);

	buf_add(&buf, "source add %s \"%s\" %s", source->id, source->title, source->url);
	for (size_t i = 0; i < LABELS; i++) {
		const char **value = labelled_value(source, i);

		if (**value && (value != &source->brief || strcmp(*value, source->title)))
			buf_add(&buf, strchr(*value, ' ') ? " %s \"%s\"" : " %s %s",
				labelled[i].label, *value);
	}
	if (*source->publisher)
		buf_add(&buf, " %s", source->publisher);
}

enum manner verb_source_drop(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;
	char head[128], undo[600];

	begin_fresh(&edit, bot, asker, out);
	const char *id = parse_word(&edit.arena, &arguments);
	const struct source *there = factset_source(&bot->index->set, id);

	if (!there) {
		edit_refuse(&edit, "There is no source \"%.80s\".", id);
		return edit_close(&edit);
	}
	struct source source = copy_source(&edit.arena, there);

	if (save_source(&edit, &source, true, "source drop")) {
		snprintf(head, sizeof head, "dropped source %s r%d", source.id, edit.ordinal);
		write_adding(&source, undo, sizeof undo);
		edit_say_of(&edit, head, undo, source.title);
	}
	return edit_close(&edit);
}
