#ifndef TONLE_PAGE_SITE_H
#define TONLE_PAGE_SITE_H

#include "base/error.h"
#include "fact/fact.h"
#include "fact/scope.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Which facts a file is about: if there are ids, those; else those on the topic, "" for all. */
struct site_part {
	const char *topic;
	const char *const *ids;
	size_t id_count;
};
bool site_part_has(const struct site_part *part, const struct fact *fact);

/* A file that others add to the pages; the last one of a list has no name. */
struct site_input {
	const struct factset *set;
	struct site_part part;
	const char *url; /* "" if it is not known */
	void *made;      /* by site_extras */
};
struct site_file {
	const char *name, *label; /* the label is a link in each page's footer */
	void (*write)(FILE *out, const struct site_input *in);
};

/* What others add to the pages: files of all facts; and of each topic and session, in the folder
 * study/, whose names here are endings (".apkg"). */
struct site_extras {
	const struct site_file *all, *parts;
	void *(*make)(const struct factset *set); /* what their writers share; borrows the set */
	void (*free)(void *made);
};

/* The name of the files about the last study session of a channel, without ending: it does not
 * tell which channel. */
enum { SITE_SESSION = 24 };
void site_session_name(const char *network, const char *channel, char name[SITE_SESSION]);

struct site_options {
	const char *directory;   /* created if it does not exist */
	const char *url;         /* where it is served, with '/' at its end; NULL or "": unknown */
	const struct view *view; /* whose facts; NULL: what belongs to all */
	const struct subject *subject;    /* in the place of the fact base's own; NULL: none */
	const char *nick;                 /* of the bot; NULL: "tonle" */
	const struct site_extras *extras; /* NULL: none */
	int64_t now;                      /* seconds since 1970 */
};

/*
 * Writes the fact base as static pages that need no server and load nothing from elsewhere:
 * index.html (facts by topic, with citations, quotes and a search box), timeline.html, sources.html
 * (with the facts that cite each), figures.html (how the questions went), changes.html (the latest
 * changes), their style and scripts, search.js (search_index.h), feed.xml (the facts that changed
 * last), facts.json, and for each channel with a study session that was ended session-….html with
 * what its last one was about. Only served facts are shown, and of those what is seen from the
 * view.
 *
 * Each file is replaced atomically, and only if its content changed. False with the reason, which
 * names the path. May run in any thread with a store of its own.
 */
bool site_write(struct store *store, const struct site_options *options, struct error *err);

#endif
