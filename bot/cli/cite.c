/* tonle cite: references to the register's sources, and its export for other programs. */
#include "base/arena.h"
#include "base/buf.h"
#include "cli/cli.h"
#include "cli/output.h"
#include "fact/csl.h"
#include "fact/fact.h"
#include "keep/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct form {
	const char *name;
	bool exported;
	enum csl_style style;
	enum csl_format format;
} forms[] = {
	{"apa", false, CSL_APA, 0},
	{"mla", false, CSL_MLA, 0},
	{"chicago", false, CSL_CHICAGO, 0},
	{"bibtex", true, 0, CSL_BIBTEX},
	{"ris", true, 0, CSL_RIS},
	{"csl", true, 0, CSL_JSON},
};

static const struct form *find_citation_form(const char *name, struct error *err)
{
	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
		if (strcmp(forms[i].name, name) == 0)
			return &forms[i];
	error_set(
		err, "cite: expected apa, mla, chicago, bibtex, ris or csl, found \"%.40s\"", name);
	return NULL;
}

/* The sources with these ids, or all sources if no ids are given. The caller frees the list. */
static const struct source **choose_sources(const struct factset *set, char *const *ids,
	size_t id_count, size_t *count, struct error *err)
{
	const struct source **list = must_alloc((set->source_count + id_count + 1) * sizeof *list);

	*count = id_count ? id_count : set->source_count;
	for (size_t i = 0; i < *count; i++) {
		list[i] = id_count ? factset_source(set, ids[i]) : &set->sources[i];
		if (list[i])
			continue;
		error_set(err, "cite: there is no source \"%.80s\"", ids[i]);
		free(list);
		return NULL;
	}
	return list;
}

static void print(const struct form *form, const struct source *const *list, size_t count)
{
	char line[8192];

	for (size_t i = 0; i < count; i++) {
		struct buf buf = BUF(line);

		if (form->exported) {
			csl_export(stdout, list[i], form->format);
			continue;
		}
		csl_write(&buf, list[i], form->style, csl_letter(list, count, i));
		puts(line);
	}
}

int cli_cite(const struct options *options)
{
	struct error err;
	struct factset set = {0};
	size_t count;
	char *path = cli_database(options, &err);
	struct store *store = path ? store_open(path, STORE_READ, &err) : NULL;
	const struct form *form = store ? find_citation_form(options->rest[0], &err) : NULL;
	const struct source **list = form && store_load(store, &set, &err)
					     ? choose_sources(&set, options->rest + 1,
						       options->rest_count - 1, &count, &err)
					     : NULL;

	if (list)
		print(form, list, count);
	free(list);
	factset_free(&set);
	store_close(store);
	free(path);
	return list ? EXIT_ANSWERED : cli_fail(&err);
}

bool cli_write_references(
	const struct factset *set, const struct options *options, struct error *err)
{
	const char *const paths[] = {
		[CSL_BIBTEX] = options->bib, [CSL_RIS] = options->ris, [CSL_JSON] = options->csl};
	bool done = true;

	for (int format = CSL_BIBTEX; done && format <= CSL_JSON; format++) {
		struct output output;

		if (!paths[format])
			continue;
		done = output_open(&output, paths[format], err) &&
		       output_close(&output,
			       csl_export_all(output.out, set->sources, set->source_count,
				       (enum csl_format)format, err),
			       err);
	}
	return done;
}
