#ifndef TONLE_PAGE_SITE_H
#define TONLE_PAGE_SITE_H

#include "base/error.h"
#include "fact/fact.h"
#include "fact/scope.h"
#include "keep/store.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* The facts in a file: those with these ids, if there are any; else those on the topic ("": all).
 */
struct site_part {
	const char *topic;
	const char *const *ids;
	size_t id_count;
};
bool site_part_has(const struct site_part *part, const struct fact *fact);

/* An extra file, which another room adds to the pages. The last one of an array has no name. */
struct site_input {
	const struct factset *set;
	struct site_part part;
	const char *url; /* "" if it is not known */
	void *made;      /* by site_extras.make */
};
struct site_file {
	const char *name, *label; /* the label is the text of its link in each page's footer */
	void (*write)(FILE *out, const struct site_input *in);
};

/* The extra files: `all` contain every fact; `parts` are written for each topic and session, in the
 * folder study/, and have extensions (".apkg") for names. */
struct site_extras {
	const struct site_file *all, *parts;
	void *(*make)(const struct factset *set); /* data that the writers share; borrows the set */
	void (*free)(void *made);
};

/* The name, without extension, of the files about the last study session of a channel. It does not
 * reveal the channel. */
enum { SITE_SESSION = 24 };
void site_session_name(const char *network, const char *channel, char name[SITE_SESSION]);

struct site_options {
	const char *directory;   /* created if it does not exist */
	const char *url;         /* its public address, ending with '/'; NULL or "": unknown */
	const struct view *view; /* the facts to show; NULL: those that belong to all channels */
	const struct subject *subject;    /* replaces that of the fact base; NULL: does not */
	const char *nick;                 /* of the bot; NULL: "tonle" */
	const struct site_extras *extras; /* NULL: none */
	int64_t now;                      /* seconds since 1970 */
};

/*
 * Writes the fact base as static pages, which need no server and load nothing from other sites:
 * index.html (facts by topic, with citations, quotes and a search box), timeline.html, sources.html
 * (with the facts that cite each), figures.html (statistics of questions), changes.html (the latest
 * changes), style and scripts, search.js (search_index.h), feed.xml (the facts that changed last),
 * facts.json, and session-….html for each channel with a finished study session (the facts of the
 * last one). They contain only served facts in the view.
 *
 * Each file is replaced atomically, and only if its content has changed. False with the reason and
 * the path. May run in any thread that has a store of its own.
 */
bool site_write(struct store *store, const struct site_options *options, struct error *err);

#endif
