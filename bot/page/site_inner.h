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

/* The data that all pages are made from; included by page/ only. */
struct site_topic {
	const char *id, *name;      /* the name in words */
	const struct fact **facts;  /* those with this main topic, the latest date first */
	size_t first, count;        /* of these, in site.facts */
	const struct fact **others; /* those with this further topic */
	size_t other_count;
};

struct site {
	struct store *store;
	const struct factset *set;       /* served facts */
	const struct fact *const *facts; /* by topic, then the latest date first */
	const struct site_topic *topics; /* by name */
	size_t topic_count;
	struct see_also see;
	struct subject subject;
	const char *nick;                 /* the bot's */
	const struct site_extras *extras; /* or NULL */
	void *made;                       /* by extras->make */
	const char *url;                  /* ends with '/', or "" */
	int64_t now;
	struct site_part part; /* the facts in the file that is being written */
	const char *name;      /* of a session, for its page */
};

/* The served fact with that number; NULL if there is none. */
const struct fact *site_fact(const struct site *site, int64_t number);

#endif
