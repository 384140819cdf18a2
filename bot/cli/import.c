/* tonle import: fact files into the database, and the facts that come with the program. */
#include "base/arena.h"
#include "base/text.h"
#include "cli/cli.h"
#include "config/places.h"
#include "fact/check.h"
#include "fact/citation.h"
#include "fact/factcsv.h"
#include "fact/factfile.h"
#include "keep/store_changes.h"
#include "keep/store_edit.h"
#include "keep/store_work.h"
#include "verbs/near.h"

#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool cli_is_table(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && text_compare_ascii(dot, ".csv") == 0;
}

/* Reads fact files into one set. A table must be the only file; what it has no column for comes
 * from `known`. */
static bool read_files(const char *const *files, size_t count, const struct factset *known,
	struct factset *set, struct error *err)
{
	for (size_t i = 0; i < count; i++)
		if (cli_is_table(files[i]))
			return count == 1 ? factcsv_read(files[i], known, set, err)
					  : error_set(err,
						    "%s: import a table alone, without other files",
						    files[i]);
	if (!factfile_read(files, count, set, err))
		return false;
	for (size_t i = 0; i < set->source_count; i++)
		if (set->sources[i].text_absent)
			fprintf(stderr,
				"warning: the text of %s, %s, is not next to %s: quotes from "
				"it are not checked\n",
				set->sources[i].id, set->sources[i].text_file,
				set->sources[i].file);
	return true;
}

static void print_refusal(void *context, const char *complaint)
{
	(void)context;
	fprintf(stderr, "%s\n", complaint);
}

/* Reads paragraph numbers in a table's citations ("erie ¶5"), now that the sources are known. */
static void place_citations(struct factset *set, const struct factset *known)
{
	struct fact *facts = arena_alloc(&set->arena, set->fact_count * sizeof *facts + 1);

	if (set->fact_count)
		memcpy(facts, set->facts, set->fact_count * sizeof *facts);
	set->facts = facts;
	for (size_t i = 0; i < set->fact_count; i++) {
		struct fact *fact = &facts[i];
		size_t size = fact->citation_count * sizeof *fact->citations;
		struct citation *list = arena_alloc(&set->arena, size + 1);

		if (size)
			memcpy(list, fact->citations, size);
		for (size_t k = 0; k < fact->citation_count; k++) {
			const struct source *source = factset_source(set, list[k].source);

			source = source ? source : factset_source(known, list[k].source);
			if (source)
				citation_place(&set->arena, &list[k], source);
		}
		fact->citations = list;
	}
}

/* Whether the database has the fact, even if it is forgotten. */
static bool is_stored(struct store *store, const char *id)
{
	struct arena arena = {0};
	struct edition newest;
	struct error err;
	struct fact fact;
	bool found = store_fact(store, id, &arena, &fact, &newest, &err) && newest.ordinal > 0;

	arena_free(&arena);
	return found;
}

/* Prints each `see` that names a fact in neither the files nor the database; returns how many. */
static size_t check_see(struct store *store, const struct factset *set, const struct factset *known)
{
	size_t complaints = 0;

	for (size_t i = 0; i < set->fact_count; i++)
		for (size_t k = 0; k < set->facts[i].see_count; k++) {
			const char *id = set->facts[i].see[k];
			char where[512], near[NEAR_TEXT], line[1024];

			if (factset_fact(set, id) || factset_fact(known, id) ||
				is_stored(store, id))
				continue;
			near_facts(set, known, id, near);
			snprintf(line, sizeof line, "%s: %s: see: there is no fact \"%.80s\"%s%s",
				fact_where(&set->facts[i], where, sizeof where), set->facts[i].id,
				id, *near ? "; similar ids: " : "", near);
			print_refusal(NULL, line);
			complaints++;
		}
	return complaints;
}

/* Prints what must not be served; false with the error if there is any. */
static bool may_import(struct store *store, struct factset *set, const struct factset *known,
	bool insist, struct error *err)
{
	place_citations(set, known);
	size_t complaints = check_served(set, known, insist, print_refusal, NULL);
	complaints += check_see(store, set, known);
	return complaints == 0 ||
	       error_set(err, "nothing was imported: %zu complaints, as above", complaints);
}

static bool import_files(struct store *store, const struct options *options, struct error *err)
{
	struct factset set = {0}, known = {0};
	struct import_counts counts = {0};
	bool done = store_load_all(store, &known, err) &&
		    read_files((const char *const *)options->rest, options->rest_count, &known,
			    &set, err) &&
		    may_import(store, &set, &known, options->insist, err);

	factset_free(&known);
	done = done && store_import(store, &set, options->over, cli_now(), &counts, err);
	bool facts = set.fact_count > 0;
	factset_free(&set);
	if (done && counts.edited > 0)
		printf("kept: %zu sources and aliases that moderators have edited; --over "
		       "replaces them with the file's\n",
			counts.edited);
	if (done && facts && counts.absent > 0)
		printf("kept: %zu facts of the database that are not in these files\n",
			counts.absent);
	if (done)
		printf("imported: %zu facts added, %zu changed, %zu unchanged, %zu kept with later "
		       "edits by moderators; %zu sources and %zu aliases added or changed\n",
			counts.added, counts.changed, counts.same, counts.kept, counts.sources,
			counts.aliases);
	return done;
}

static bool import_text(struct store *store, const char *given, struct error *err)
{
	char *id = NULL;
	const char *path;
	bool done =
		cli_source_text(given, &id, &path, err) && store_source_text(store, id, path, err);

	if (done)
		printf("imported: the text of %s\n", id);
	free(id);
	return done;
}

/* --- the facts that come with the program ----------------------------------------------------- */

/* Gives a file that root has created to the owner of its directory, so that the service can write
 * it. */
static void give_to_owner_of_directory(const char *path, const char *directory)
{
	struct stat is;

	if (geteuid() == 0 && stat(directory, &is) == 0 && is.st_uid != 0 &&
		chown(path, is.st_uid, is.st_gid) < 0)
		fprintf(stderr, "tonle: %s still belongs to root: %s\n", path, strerror(errno));
}

static bool make_database_directory(
	const char *path, char directory[PLACES_PATH], struct error *err)
{
	const char *slash = strrchr(path, '/');

	snprintf(directory, PLACES_PATH, "%.*s", slash ? (int)(slash - path) : 1,
		slash ? path : ".");
	if (!slash || slash == path || places_make(directory))
		return true;
	return error_set(
		err, "%s: the directory cannot be created: %s", directory, strerror(errno));
}

/* Imports into a new file, which then becomes the database: an interrupted import leaves nothing,
 * and of two imports at once the first to finish wins. */
static bool import_new(const struct options *options, const char *const *files, size_t count,
	const char *path, struct error *err)
{
	char part[PLACES_PATH];
	struct factset set = {0};
	struct import_counts counts = {0};
	struct error reason;

	if (snprintf(part, sizeof part, "%s.new-%d", path, (int)getpid()) >= (int)sizeof part)
		return error_set(err, "%s: %s", path, strerror(ENAMETOOLONG));
	struct store *store = store_open(part, STORE_CREATE, err);
	bool done =
		store &&
		(count == 0 || (read_files(files, count, NULL, &set, err) &&
				       store_import(store, &set, false, cli_now(), &counts, err)));

	factset_free(&set);
	if (done && count > 0 && !cli_fill_vectors(options, store, "interrupted", &reason))
		done = error_set(err, "%s: was not created: %s", path, reason.text);
	store_close(store);
	if (done && link(part, path) < 0 && errno != EEXIST)
		done = error_set(err, "%s: cannot be created: %s", path, strerror(errno));
	unlink(part);
	if (done && count > 0)
		fprintf(stderr, "Imported %zu facts into %s.\n", counts.added, path);
	return done;
}

bool cli_make_database(
	const struct options *options, const char *path, bool empty, struct error *err)
{
	char directory[PLACES_PATH], pattern[PLACES_PATH];
	glob_t found = {0};
	bool shipped = !empty && places_share("facts", TONLE_SOURCE, pattern) &&
		       strlen(pattern) + strlen("/*.yaml") < sizeof pattern &&
		       glob(strcat(pattern, "/*.yaml"), 0, NULL, &found) == 0;
	bool done = false;

	if (!empty && !shipped)
		error_set(err,
			"%s: there is no database, and no facts to create one from; fill it "
			"with: tonle import --db %s FILE…",
			path, path);
	else if (make_database_directory(path, directory, err)) {
		if (shipped)
			fprintf(stderr, "There is no %s yet: importing the facts in %.*s …\n", path,
				(int)(strlen(pattern) - strlen("/*.yaml")), pattern);
		done = import_new(
			options, (const char *const *)found.gl_pathv, found.gl_pathc, path, err);
		if (done)
			give_to_owner_of_directory(path, directory);
	}
	globfree(&found);
	return done;
}

bool cli_import_shipped(const struct options *options, const char *path, struct error *err)
{
	return access(path, F_OK) == 0 || cli_make_database(options, path, false, err);
}

/* --- the command ------------------------------------------------------------------------------ */

static int import_shipped(const struct options *options)
{
	struct error err;
	char *path = cli_database(options, &err);
	bool done = path && cli_import_shipped(options, path, &err);

	free(path);
	return done ? EXIT_ANSWERED : cli_fail(&err);
}

int cli_import(const struct options *options)
{
	struct error err;
	struct store *store = NULL;
	bool done = false;

	if (options->shipped)
		return import_shipped(options);
	if (options->rest_count == 0 && !options->source_text)
		error_set(&err, "import: expected fact files, --shipped, or --source-text ID=FILE");
	else if ((store = cli_open_store(options, STORE_CREATE, &err)) != NULL)
		done = (options->rest_count == 0 || import_files(store, options, &err)) &&
		       (!options->source_text || import_text(store, options->source_text, &err)) &&
		       (options->rest_count == 0 ||
			       cli_fill_vectors(options, store,
				       "import: interrupted; the facts are imported, and the "
				       "remaining texts will be encoded when needed",
				       &err));
	store_close(store);
	return done ? EXIT_ANSWERED : cli_fail(&err);
}
