#ifndef TONLE_PAGE_SITE_H
#define TONLE_PAGE_SITE_H

#include "base/error.h"
#include "fact/fact.h"
#include "fact/scope.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* A file that others add to the pages; the last one of a list has no name. */
struct site_file {
	const char *name, *label; /* the label is a link in each page's footer */
	void (*write)(FILE *out, const struct factset *set, const char *url);
};

struct site_options {
	const char *directory;   /* created if it does not exist */
	const char *url;         /* where it is served, with '/' at its end; NULL or "": unknown */
	const struct view *view; /* whose facts; NULL: what belongs to all */
	const struct subject *subject; /* in the place of the fact base's own; NULL: none */
	const char *nick;              /* of the bot; NULL: "tonle" */
	const struct site_file *files; /* more of them; NULL: none */
	int64_t now;                   /* seconds since 1970 */
};

/*
 * Writes the fact base as static pages that need no server and load nothing from elsewhere:
 * index.html (facts by topic, with citations, quotes and a search box), timeline.html, sources.html
 * (with the facts that cite each), figures.html (how the questions went), changes.html (the latest
 * changes), their style and scripts, search.js (search_index.h), feed.xml (the facts that changed
 * last) and facts.json. Only served facts are shown, and of
 * those what is seen from the view.
 *
 * Each file is replaced atomically, and only if its content changed. False with the reason, which
 * names the path. May run in any thread with a store of its own.
 */
bool site_write(struct store *store, const struct site_options *options, struct error *err);

#endif
