/* tonle export, check, backup and stats: the fact base from the command line. */
#include "ask/index_view.h"
#include "ask/verify.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/json.h"
#include "base/map.h"
#include "base/text.h"
#include "base/watch.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "encode/encoder.h"
#include "fact/check.h"
#include "fact/factcsv.h"
#include "fact/factfile.h"
#include "fact/registercsv.h"
#include "keep/store_lists.h"
#include "keep/store_study.h"
#include "keep/store_work.h"
#include "page/site.h"
#include "pattern/pattern_table.h"
#include "study/deck.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool cli_source_text(const char *given, char **id, const char **path, struct error *err)
{
	const char *equals = strchr(given, '=');

	if (!equals || equals == given || !equals[1])
		return error_set(err, "--source-text: expected ID=FILE, not \"%s\"", given);
	*id = must_string(given);
	(*id)[equals - given] = '\0';
	*path = equals + 1;
	return true;
}

struct store *cli_open_store(const struct options *options, enum store_mode mode, struct error *err)
{
	char *path = mode == STORE_CREATE ? cli_database(options, err)
					  : cli_served_database(options, err);
	struct store *store = path ? store_open(path, mode, err) : NULL;

	free(path);
	return store;
}

/* --- export ----------------------------------------------------------------------------------- */

typedef bool write_set(const struct factset *set, FILE *out, struct error *err);

static bool write_export(
	const struct factset *set, const char *path, write_set *write, struct error *err)
{
	struct output output;

	return output_open(&output, path, err) &&
	       output_close(&output, write(set, output.out, err), err);
}

static bool write_site(struct store *store, const struct options *options, const struct view *view,
	struct error *err)
{
	struct config config;
	bool configured = cli_config(options, &config, NULL);
	const struct site_options site = {.directory = options->html,
		.view = view,
		.subject = configured ? &config.subject : NULL,
		.extras = &deck_extras,
		.now = cli_now().unix};
	struct study_place place;
	char name[SITE_SESSION];
	bool done = (!options->session || cli_find_session(store, options->session, &place, err)) &&
		    site_write(store, &site, err);

	if (done && options->session) {
		site_session_name(place.network, place.channel, name);
		printf("%s/%s.html\n", options->html, name);
	}
	if (configured)
		config_free(&config);
	return done;
}

/* Writes the register's tables. */
static bool write_tables(
	const struct factset *set, const struct options *options, struct error *err)
{
	return (!options->csv_sources ||
		       write_export(set, options->csv_sources, registercsv_write_sources, err)) &&
	       (!options->csv_aliases ||
		       write_export(set, options->csv_aliases, registercsv_write_aliases, err));
}

/* Removes the facts that are not in the view, and says so if no --channel was given. */
static void narrow(const struct options *options, const struct view *view, struct factset *set)
{
	size_t gone = scope_narrow(view, set);

	if (gone > 0 && !options->channel)
		fprintf(stderr,
			"tonle: %zu facts that belong to channels are left out; --channel NAME "
			"adds one channel's, --channel all adds all\n",
			gone);
}

static bool export_to(
	struct store *store, const struct options *options, struct factset *set, struct error *err)
{
	struct view view;
	const char *path = options->rest_count ? options->rest[0] : NULL;
	const bool cards = options->anki || options->gift || options->csv_cards;

	if (!cli_view(options, &view, err))
		return false;
	if (options->html)
		return write_site(store, options, &view, err);
	if (!(cards ? store_load : store_load_all)(store, set, err))
		return false;
	narrow(options, &view, set);
	if (cards)
		return cli_write_cards(store, set, options, err);
	factset_drop_unknown_see(set);
	if (options->bib || options->ris || options->csl)
		return cli_write_references(set, options, err);
	if (options->csv_sources || options->csv_aliases)
		return write_tables(set, options, err);
	write_set *write =
		options->csv || (path && cli_is_table(path)) ? factcsv_write : factfile_write;
	return write_export(set, path ? path : "-", write, err);
}

int cli_export(const struct options *options)
{
	struct error err;
	struct factset set = {0};
	struct progress progress;
	bool to_file = options->html || options->rest_count;
	struct store *store = cli_open_store(options, STORE_READ, &err);

	if (to_file)
		progress_begin(&progress, "exporting");
	bool done = store && export_to(store, options, &set, &err);
	if (to_file && progress_end(&progress) && !done)
		error_set(&err, "export: interrupted");

	factset_free(&set);
	store_close(store);
	return done ? EXIT_ANSWERED : cli_fail(&err);
}

/* --- check ------------------------------------------------------------------------------------ */

static void print_complaint(void *context, const char *complaint)
{
	(void)context;
	printf("%s\n", complaint);
}

/* Checks the facts that are visible in that channel ("": in none), and adds up the complaints. */
static void verify_from(struct index *index, const char *channel, struct verify_found *found,
	struct progress *progress)
{
	struct view view;

	if (!scope_read(channel, &view))
		return; /* check_facts() has reported the name */
	index_view_set(index, &view);
	const struct verify_found here =
		verify_index(index, print_complaint, NULL, progress_step, progress);

	found->complaints += here.complaints;
	found->warnings += here.warnings;
	index_view_set(index, NULL);
}

/* Checks the facts of all channels, and then each channel with its own facts. */
static struct verify_found verify_everywhere(struct index *index, struct progress *progress)
{
	struct verify_found found = {0};
	struct map seen = {0};

	verify_from(index, "", &found, progress);
	for (size_t i = 0; i < index->count && !watch_is_stopped(); i++) {
		const struct fact *fact = index->profiles[i].fact;

		for (size_t k = 0; k < fact->channel_count; k++) {
			if (map_get(&seen, fact->channels[k]) >= 0)
				continue;
			map_put(&seen, fact->channels[k], 1);
			verify_from(index, fact->channels[k], &found, progress);
		}
	}
	map_free(&seen);
	return found;
}

/* Runs all checks; the set is moved into an index and freed. Returns an exit status. */
static int check_set(struct factset *set, const char *source, const char *path)
{
	struct progress progress;
	size_t facts = set->fact_count, complaints = check_facts(set, print_complaint, NULL);

	if (source)
		complaints += check_source_text(set, source, path, print_complaint, NULL);
	struct index *index = index_of(set);
	progress_begin(&progress, "checking");
	struct verify_found found = verify_everywhere(index, &progress);

	complaints += found.complaints;
	bool interrupted = progress_end(&progress);
	index_free(index);
	pattern_table_free_all();
	if (interrupted) {
		fprintf(stderr, "tonle: interrupted; %zu complaints so far\n", complaints);
		return EXIT_TROUBLE;
	}
	printf("checked: %zu facts, %zu complaints", facts, complaints);
	printf(found.warnings ? ", %zu warnings\n" : "\n", found.warnings);
	return complaints ? EXIT_UNANSWERED : EXIT_ANSWERED;
}

int cli_check(const struct options *options)
{
	struct error err;
	struct factset set = {0};
	char *source = NULL;
	const char *path = NULL;
	struct store *store = NULL;
	bool read = !options->source_text ||
		    cli_source_text(options->source_text, &source, &path, &err);

	if (read && options->rest_count)
		read = factfile_read(
			(const char *const *)options->rest, options->rest_count, &set, &err);
	else if (read)
		read = (store = cli_open_store(options, STORE_READ, &err)) != NULL &&
		       store_load_all(store, &set, &err);
	/* in a database, `see` may name a forgotten fact */
	if (store && read)
		factset_drop_unknown_see(&set);
	int status = read ? check_set(&set, source, path) : cli_fail(&err);
	free(source);
	store_close(store);
	return status;
}

/* --- backup and stats ------------------------------------------------------------------------- */

int cli_backup(const struct options *options)
{
	struct error err;
	struct store *store = cli_open_store(options, STORE_READ, &err);
	struct progress progress;

	progress_begin(&progress, "backing up");
	bool done = store && store_backup(store, options->rest[0], true, &err);
	if (progress_end(&progress) && !done)
		error_set(&err, "backup: interrupted; no backup was written");

	store_close(store);
	return done ? EXIT_ANSWERED : cli_fail(&err);
}

static void print_listed(void *context, const char *id, const char *detail)
{
	struct json *json = context;

	if (!json) {
		printf("%s%s%s\n", id, *detail ? "\t" : "", detail);
		return;
	}
	json_open(json, NULL, '{');
	json_text(json, "id", id);
	json_some_text(json, "detail", detail);
	json_close(json, '}');
}

static bool print_list(struct store *store, const char *name, struct json *json, struct error *err)
{
	enum store_list list = store_list_named(name);
	char names[256];
	struct buf buf = BUF(names);

	for (int i = 0; i < LISTS; i++)
		buf_add(&buf, "%s%s", i ? ", " : "", store_list_name((enum store_list)i));
	if (list == LISTS)
		return error_set(
			err, "stats: there is no list \"%.40s\"; the lists are %s", name, names);
	if (json)
		json_open(json, NULL, '[');
	bool done = store_list(store, list, cli_now(), print_listed, json, err);

	if (json) {
		json_close(json, ']');
		putchar('\n');
	}
	return done;
}

static bool print_counts(struct store *store, struct json *json, struct error *err)
{
	struct store_counts counts;

	if (!store_count(store, &counts, err))
		return false;
	const struct {
		const char *name, *key;
		int64_t count;
	} rows[] = {{"facts", "facts", counts.facts}, {"drafts", "drafts", counts.drafts},
		{"forgotten", "forgotten", counts.forgotten},
		{"questions", "questions", counts.questions},
		{"patterns", "patterns", counts.patterns},
		{"citations", "citations", counts.citations},
		{"sources", "sources", counts.sources}, {"aliases", "aliases", counts.aliases},
		{"revisions", "revisions", counts.revisions},
		{"answered", "answered", counts.answered}, {"not known", "unknown", counts.unknown},
		{"to be answered", "backlog", store_asked_count(store)},
		{"schema version", "schema", counts.schema_version}};
	const size_t count = sizeof rows / sizeof *rows;

	if (json)
		json_open(json, NULL, '{');
	for (size_t i = 0; i < count; i++)
		if (json)
			json_number(json, rows[i].key, (int)rows[i].count);
		else
			printf("%-15s %lld\n", rows[i].name, (long long)rows[i].count);
	if (json) {
		json_close(json, '}');
		putchar('\n');
	}
	return true;
}

/* Whether the encoder's model can be used. */
static bool print_encoder(const struct options *options, struct error *err)
{
	struct error reason;
	char *path = NULL;

	if (!cli_model_named(options, &path, err))
		return false;
	struct encoder *encoder = path ? encoder_open(path, &reason) : NULL;
	bool good = encoder && encoder_verify(encoder, &reason);
	printf("%-15s %s\n", "encoder", good ? encoder_id(encoder) : path ? reason.text : "none");
	encoder_close(encoder);
	free(path);
	return true;
}

int cli_stats(const struct options *options)
{
	struct json json = {.out = stdout, .spaced = true}, *as = options->json ? &json : NULL;
	struct error err;
	struct store *store = cli_open_store(options, STORE_READ, &err);
	bool done = store && (options->rest_count ? print_list(store, options->rest[0], as, &err)
						  : print_counts(store, as, &err) &&
							    (as || print_encoder(options, &err)));

	store_close(store);
	return done ? EXIT_ANSWERED : cli_fail(&err);
}
