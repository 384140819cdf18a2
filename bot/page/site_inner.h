#ifndef TONLE_PAGE_SITE_INNER_H
#define TONLE_PAGE_SITE_INNER_H

#include "fact/fact.h"
#include "fact/subject.h"
#include "keep/store.h"
#include "page/see_also.h"
#include "page/site.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What all pages are made from; included by page/ only. */
struct site_topic {
	const char *id, *name;      /* the name in words */
	const struct fact **facts;  /* those that belong to it first, the latest date first */
	size_t first, count;        /* of these, in site.facts */
	const struct fact **others; /* those that belong to it, too */
	size_t other_count;
};

struct site {
	struct store *store;
	const struct factset *set;       /* served facts */
	const struct fact *const *facts; /* by topic and, in one, the latest date first */
	const struct site_topic *topics; /* by name */
	size_t topic_count;
	struct see_also see;
	struct subject subject;
	const char *nick;                 /* the bot's */
	const struct site_extras *extras; /* or NULL */
	void *made;                       /* of theirs */
	const char *url;                  /* with '/' at its end, or "" */
	int64_t now;
	struct site_part part; /* what the file that is being written is about */
	const char *name;      /* of a session, for its page */
};

/* The served fact of that number; NULL if there is none. */
const struct fact *site_fact(const struct site *site, int64_t number);

#endif
