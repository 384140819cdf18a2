/* tonle add-document: documents become paragraphs, texts and drafts in the database. */
#include "base/buf.h"
#include "base/text.h"
#include "base/watch.h"
#include "cli/cli.h"
#include "cli/input.h"
#include "cli/progress.h"
#include "document/document.h"
#include "document/draft.h"
#include "fact/check.h"
#include "fact/factfile.h"
#include "keep/store_changes.h"
#include "keep/store_document.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLUG = 64 };

/* One run of the command. */
struct work {
	const struct options *options;
	struct store *store;
	struct factset sources; /* in the database before */
	size_t done, failed, paragraphs, drafts;
};

/* One document that is being added. */
struct addition {
	struct work *work;
	struct arena arena;
	const char *path;
	struct document document;
	struct source source;
	struct draft *drafts;
	size_t draft_count, long_lists;
	struct store_document_report report;
};

/* --- describing the source -------------------------------------------------------------------- */

/* Makes an id from a file's name: "The Erie_Canal.html" gives "the-erie-canal". */
static void make_id(const char *path, char id[SLUG])
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	size_t length = 0;

	for (const char *at = name; *at && (!dot || at < dot || dot == name) && length < 48; at++) {
		if (isalnum((unsigned char)*at))
			id[length++] = (char)tolower((unsigned char)*at);
		else if (length > 0 && id[length - 1] != '-')
			id[length++] = '-';
	}
	while (length > 0 && id[length - 1] == '-')
		length--;
	id[length] = '\0';
	if (length == 0)
		strcpy(id, "document");
}

/* The first value that is there, cleaned and cut to max bytes. */
static const char *choose_value(
	struct arena *arena, const char *given, const char *stored, const char *own, size_t max)
{
	const char *text = given ? given : stored && *stored ? stored : own ? own : "";
	char *clean = arena_alloc(arena, strlen(text) + 1);

	text_clean(text, clean, strlen(text) + 1);
	clean[text_cut_word(clean, strlen(clean), max)] = '\0';
	return clean;
}

static void describe_source(struct addition *it, const char *id)
{
	const struct options *given = it->work->options;
	const struct source *old = factset_source(&it->work->sources, id);
	struct arena *arena = &it->arena;
	struct source *source = &it->source;
	const struct document *own = &it->document;

	*source = (struct source){.id = arena_string(arena, id),
		.csl = old ? old->csl : CSL_NONE,
		.text_file = "",
		.file = ""};
	source->title = choose_value(
		arena, given->title, old ? old->title : NULL, *own->title ? own->title : id, 200);
	source->publisher =
		choose_value(arena, given->publisher, old ? old->publisher : NULL, "", 120);
	source->author =
		choose_value(arena, given->author, old ? old->author : NULL, own->author, 120);
	if (*source->author && (!old || strcmp(source->author, old->author) != 0)) {
		csl_set_authors(arena, &source->csl, source->author);
		source->author = csl_authors(arena, &source->csl);
	}
	if (given->type)
		source->csl.type = given->type;
	if (given->accessed)
		source->csl.accessed = given->accessed;
	source->date = choose_value(arena, given->date, old ? old->date : NULL, own->date, 40);
	source->url = choose_value(arena, given->url, old ? old->url : NULL, "", 300);
	source->licence = choose_value(arena, given->licence, old ? old->licence : NULL, "", 120);
	source->brief =
		choose_value(arena, given->brief, old ? old->brief : NULL, source->title, 40);
	source->paragraphs = draft_paragraphs(own, arena, &source->paragraph_count);
}

/* --- the plan --------------------------------------------------------------------------------- */

struct reasons {
	const char *names[24];
	size_t counts[24], count;
};

static void count_reason(struct reasons *reasons, const char *name)
{
	size_t at = 0;

	while (at < reasons->count && strcmp(reasons->names[at], name) != 0)
		at++;
	if (at == 24)
		return;
	if (at == reasons->count)
		reasons->names[reasons->count++] = name;
	reasons->counts[at]++;
}

static void print_reasons(const char *what, const struct reasons *reasons)
{
	for (size_t i = 0; i < reasons->count; i++)
		printf("%s%zu %s", i ? ", " : what, reasons->counts[i], reasons->names[i]);
	if (reasons->count)
		putchar('\n');
}

static void print_headings(const struct document *document)
{
	enum { SHOWN = 8 };
	size_t count = 0;

	for (size_t i = 0; i < document->count; i++) {
		if (document->passages[i].kind != PASSAGE_HEADING)
			continue;
		if (count < SHOWN)
			printf("%s%.60s",
				count ? " \u00b7 " : "  headings: ", document->passages[i].text);
		count++;
	}
	if (count > SHOWN)
		printf(" \u00b7 and %zu more", count - SHOWN);
	if (count > 0)
		putchar('\n');
}

static void print_drafts(const struct addition *it)
{
	enum { SHOWN = 3 };
	size_t dependent = 0, too_long = 0, dated = 0, asking = 0;

	for (size_t i = 0; i < it->draft_count; i++) {
		const struct draft *draft = &it->drafts[i];

		dependent += *draft->back_reference != '\0';
		too_long += strlen(draft->says) > CHECK_SAYS_MAX;
		dated += *draft->when != '\0';
		asking += *draft->questions != '\0';
	}
	printf("  %zu drafts: %zu with a date, %zu with a question; %zu depend on the sentence "
	       "before, %zu are too long for a fact (%d bytes)\n",
		it->draft_count, dated, asking, dependent, too_long, CHECK_SAYS_MAX);
	for (size_t i = 0; i < it->draft_count && i < SHOWN; i++) {
		const struct draft *draft = &it->drafts[i];

		printf("  \u00b6%d \"%s\"%s%s%s%.*s%s\n", draft->paragraph, draft->says,
			*draft->when ? " when " : "", draft->when,
			*draft->questions ? " asks \"" : "", (int)strcspn(draft->questions, "\n"),
			draft->questions, *draft->questions ? "\"" : "");
	}
}

static void print_changes(const struct store_document_report *report, bool done)
{
	printf("  compared with the last time: %zu paragraphs unchanged, %zu moved, %zu new, %zu "
	       "gone; drafts: %zu kept, %zu new, %zu gone\n",
		report->same, report->moved, report->fresh, report->gone, report->drafts_kept,
		report->drafts_added, report->drafts_gone);
	if (report->facts_moved)
		printf("  citations %s their paragraphs: %zu facts\n",
			done ? "have moved with" : "will move with", report->facts_moved);
	for (size_t i = 0; i < report->broken_count; i++)
		printf("  check %s\n", report->broken[i]);
}

static void print_plan(const struct addition *it, enum document_format format)
{
	const struct document *document = &it->document;
	struct reasons passages = {.count = 0}, sentences = {.count = 0};
	size_t count = 0;

	for (size_t i = 0; i < document->count; i++) {
		const struct passage *passage = &document->passages[i];

		if (passage->kind == PASSAGE_LEFT_OUT)
			count_reason(&passages, passage->reason);
		for (size_t k = 0; k < passage->sentence_count; k++) {
			count++;
			if (passage->sentences[k].reason && !*passage->lead)
				count_reason(&sentences, passage->sentences[k].reason);
		}
	}
	printf("%s: \"%s\" (%s, %s)\n", it->source.id, it->source.title,
		document_format_name(format), it->path);
	printf("  %zu paragraphs, %zu sentences\n", document->numbered, count);
	print_headings(document);
	print_reasons("  left out: ", &passages);
	print_reasons("  no statements: ", &sentences);
	if (it->long_lists)
		printf("  left out: %zu lists that must be read as a whole and are too long\n",
			it->long_lists);
	print_drafts(it);
}

/* --- one document ----------------------------------------------------------------------------- */

static bool store_addition(struct addition *it, bool commit, struct error *err)
{
	const struct store_document stored = {.source = &it->source,
		.drafts = it->drafts,
		.draft_count = it->draft_count,
		.file = it->path,
		.quoted = it->work->options->quote};
	const struct change change = {.origin = ORIGIN_TERMINAL,
		.action = ACTION_EDIT,
		.author = "terminal",
		.network = "",
		.reason = "add-document",
		.when = cli_now()};

	return store_put_document(
		it->work->store, &stored, &change, commit, &it->arena, &it->report, err);
}

static bool read_and_store(struct addition *it, bool brief, struct error *err)
{
	const struct options *options = it->work->options;
	struct error wrong;
	char id[SLUG];
	size_t length;
	char *text = input_read(it->path, DOCUMENT_BYTES_MAX, &length, err);

	if (!text)
		return false;
	enum document_format format = document_format_of(it->path, text, length);
	bool good = document_read(it->path, format, text, length, &it->document, err);
	free(text);
	if (!good)
		return false;
	make_id(it->path, id);
	if (options->id)
		snprintf(id, sizeof id, "%s", options->id);
	if (!factfile_is_slug(id))
		return error_set(err, "--id: expected a-z, 0-9 and '-' only, found \"%s\"", id);
	if (options->topic && !factfile_is_slug(options->topic))
		return error_set(err, "--topic: expected a-z, 0-9 and '-' only, found \"%s\"",
			options->topic);
	describe_source(it, id);
	if (!csl_check(&it->source.csl, &wrong))
		return error_set(err, "--%s", wrong.text);
	it->draft_count = draft_make(&it->document, options->topic ? options->topic : it->source.id,
		&it->arena, &it->drafts, &it->long_lists);
	if (!store_addition(it, options->yes, err))
		return false;
	if (!brief)
		print_plan(it, format);
	if (it->report.known)
		print_changes(&it->report, options->yes);
	return true;
}

static void add_one(struct work *work, const char *path, bool brief)
{
	struct addition it = {.work = work, .path = path};
	struct error err;

	if (read_and_store(&it, brief, &err)) {
		work->done++;
		work->paragraphs += it.document.numbered;
		work->drafts += it.report.drafts_added;
	} else {
		cli_fail(&err);
		work->failed++;
	}
	document_free(&it.document);
	arena_free(&it.arena);
}

/* --- all documents ---------------------------------------------------------------------------- */

/* False if it was interrupted; documents stored by then are kept. */
static bool add_all(struct work *work, const struct inputs *inputs)
{
	bool many = inputs->count > 1;
	struct progress progress;

	progress_begin(&progress, many ? "reading documents" : "storing drafts");
	if (many)
		watch_set(NULL, NULL); /* the progress counts documents, not their drafts */
	for (size_t i = 0;
		i < inputs->count && (!many || progress_step(&progress, i, inputs->count)); i++)
		add_one(work, inputs->list[i], many);
	progress_end(&progress);
	if (!work->options->yes && work->done > 0)
		printf("%sNothing is stored yet: add --yes to do it.\n", many ? "" : "\n");
	else if (work->done > 0)
		printf("stored: %zu documents, %zu paragraphs, %zu new drafts%s; `tonle drafts` "
		       "or, on IRC, `drafts` lists them\n",
			work->done, work->paragraphs, work->drafts,
			work->options->quote ? ", which may be quoted" : "");
	if (many && work->failed > 0)
		printf("not read: %zu files\n", work->failed);
	return work->done + work->failed == inputs->count;
}

int cli_add_document(const struct options *options)
{
	struct work work = {.options = options};
	struct inputs inputs = {0};
	struct error err;
	char *path = cli_database(options, &err);
	bool good = path && input_list((const char *const *)options->rest, options->rest_count,
				    &inputs, &err);

	if (good && inputs.count > 1 && (options->id || options->title || options->brief))
		good = error_set(&err, "--id, --title and --short are for one document alone");
	work.store = good ? store_open(path, STORE_CREATE, &err) : NULL;
	good = work.store && store_load_sources(work.store, &work.sources, &err);
	if (good && !add_all(&work, &inputs))
		good = error_set(&err, "add-document: interrupted after %zu of %zu documents",
			work.done + work.failed, inputs.count);
	if (good && options->yes && work.done > 0)
		good = cli_fill_vectors(options, work.store,
			"add-document: interrupted; the drafts are stored, and the remaining texts "
			"will be encoded when needed",
			&err);
	factset_free(&work.sources);
	store_close(work.store);
	input_free(&inputs);
	free(path);
	if (!good)
		return cli_fail(&err);
	return work.failed ? EXIT_UNANSWERED : EXIT_ANSWERED;
}
