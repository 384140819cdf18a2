#include "page/site.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/map.h"
#include "base/part.h"
#include "base/text.h"
#include "base/watch.h"
#include "page/changes_page.h"
#include "page/facts_json.h"
#include "page/facts_page.h"
#include "page/feed.h"
#include "page/figures.h"
#include "page/html.h"
#include "page/search_index.h"
#include "page/site_inner.h"
#include "page/sources_page.h"
#include "page/timeline.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct site_topics {
	struct site_topic *list;
	size_t count, room;
	struct map by_id; /* while they are collected */
};

/* --- what the pages are made from ------------------------------------------------------------- */

static int by_topic_name(const void *a, const void *b)
{
	const struct site_topic *x = a, *y = b;
	int order = text_compare_ascii(x->name, y->name);

	return order ? order : strcmp(x->id, y->id);
}

/* The topic of that id, which is added if it is new. */
static size_t topic_at(
	struct site_topics *topics, struct arena *arena, const struct factset *set, const char *id)
{
	char name[160];
	int at = map_get(&topics->by_id, id);

	if (at >= 0)
		return (size_t)at;
	html_topic_name(set, id, name, sizeof name);
	GROW(topics->list, topics->count, topics->room);
	topics->list[topics->count] =
		(struct site_topic){.id = id, .name = arena_string(arena, name)};
	map_put(&topics->by_id, id, (int)topics->count);
	return topics->count++;
}

/* The last day of what the fact is about; 0 without a date. */
static int last_day_of(const struct fact *fact)
{
	struct date_span span = {0, 0};

	return date_read(fact->when, &span) ? span.last : 0;
}

static int latest_first(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;
	const int day = last_day_of(x), other = last_day_of(y);

	return day != other ? (day < other) - (day > other) : strcmp(x->id, y->id);
}

/* Adds the fact to those of the topic; a topic's lists grow in steps that need no freeing. */
static void add_fact(const struct fact ***list, size_t *count, const struct fact *fact)
{
	if ((*count & (*count + 1)) == 0)
		*list = must_grow(*list, (2 * *count + 2) * sizeof **list);
	(*list)[(*count)++] = fact;
}

static void sort_facts(struct site *site, struct site_topics *topics, struct arena *arena)
{
	const struct factset *set = site->set;
	const struct fact **facts = arena_alloc(arena, (set->fact_count + 1) * sizeof(void *));
	size_t count = 0;

	for (size_t i = 0; i < set->fact_count; i++) {
		const struct fact *fact = &set->facts[i];
		const size_t own = topic_at(topics, arena, set, fact->topic);

		add_fact(&topics->list[own].facts, &topics->list[own].count, fact);
		for (size_t k = 0; k < fact->topic_count; k++) {
			const size_t at = topic_at(topics, arena, set, fact->topics[k]);

			add_fact(&topics->list[at].others, &topics->list[at].other_count, fact);
		}
	}
	if (topics->count > 0)
		qsort(topics->list, topics->count, sizeof *topics->list, by_topic_name);
	for (size_t t = 0; t < topics->count; t++) {
		struct site_topic *topic = &topics->list[t];

		topic->first = count;
		if (topic->count > 0)
			qsort(topic->facts, topic->count, sizeof(void *), latest_first);
		if (topic->other_count > 0)
			qsort(topic->others, topic->other_count, sizeof(void *), latest_first);
		for (size_t i = 0; i < topic->count; i++)
			facts[count++] = topic->facts[i];
	}
	site->facts = facts;
	site->topics = topics->list;
	site->topic_count = topics->count;
}

static void free_topics(struct site_topics *topics)
{
	for (size_t t = 0; t < topics->count; t++) {
		free(topics->list[t].facts);
		free(topics->list[t].others);
	}
	free(topics->list);
	map_free(&topics->by_id);
}

static int compare_number(const void *key, const void *item)
{
	const int64_t number = *(const int64_t *)key;
	const struct fact *fact = item;

	return (number > fact->number) - (number < fact->number);
}

const struct fact *site_fact(const struct site *site, int64_t number)
{
	const struct factset *set = site->set;

	return set->fact_count == 0 ? NULL
				    : bsearch(&number, set->facts, set->fact_count,
					      sizeof *set->facts, compare_number);
}

/* --- files ------------------------------------------------------------------------------------ */

/* page/page.css and page/page.js, line by line (the Makefile makes these). */
static const char *const style[] = {
#include "page.css.inc"
	NULL};
static const char *const script[] = {
#include "page.js.inc"
	NULL};

static void write_style(FILE *out, const struct site *site)
{
	(void)site;
	for (size_t i = 0; style[i]; i++)
		fputs(style[i], out);
}

static void write_script(FILE *out, const struct site *site)
{
	(void)site;
	for (size_t i = 0; script[i]; i++)
		fputs(script[i], out);
}

/* Whether both are regular files of the same content. */
static bool is_same_page(const char *path, const char *other)
{
	struct stat is, was;
	size_t length;

	if (lstat(path, &is) != 0 || lstat(other, &was) != 0 || !S_ISREG(is.st_mode) ||
		!S_ISREG(was.st_mode) || is.st_size != was.st_size)
		return false;
	char *a = text_from_file(path, (size_t)is.st_size, &length, NULL);
	char *b = text_from_file(other, (size_t)is.st_size, &length, NULL);
	bool same = a && b && memcmp(a, b, length) == 0;

	free(a);
	free(b);
	return same;
}

typedef void site_writer(FILE *out, const struct site *site);

/* Writes the file by one of the two, unless the same is there. */
static bool write_page_file(const struct site *site, const char *directory, const char *name,
	site_writer *write, const struct site_file *file, struct error *err)
{
	char path[PATH_MAX];
	struct part part;

	if ((size_t)snprintf(path, sizeof path, "%s/%s", directory, name) >= sizeof path)
		return error_set(err, "%.200s…: the path is too long", directory);
	if (!part_open(&part, path, ".new", err))
		return false;
	if (write)
		write(part.out, site);
	else
		file->write(part.out, site->set, site->url);
	if (!part_close(&part, 0644, err))
		return false;
	if (!watch_is_stopped() && !is_same_page(part.name, path))
		return part_move(&part, err);
	part_drop(&part);
	return !watch_is_stopped() || error_set(err, "interrupted");
}

/* What a page refers to comes before the page. */
static const struct {
	const char *name;
	site_writer *write;
} files[] = {{"page.css", write_style}, {"page.js", write_script},
	{"search.js", search_index_write}, {"facts.json", facts_json_write},
	{"sources.html", sources_page_write}, {"figures.html", figures_write},
	{"index.html", facts_page_write}, {"timeline.html", timeline_write},
	{"changes.html", changes_page_write},
	{"feed.xml", feed_write}};

/* Everybody may read it, whatever the umask. */
static bool make_directory(const char *path, struct error *err)
{
	if (mkdir(path, 0755) == 0 ? chmod(path, 0755) == 0 : errno == EEXIST)
		return true;
	return error_set(err, "%s: cannot be created: %s", path, strerror(errno));
}

static bool is_page_named(const struct subject *subject)
{
	return subject && subject->name && *subject->name;
}

bool site_write(struct store *store, const struct site_options *options, struct error *err)
{
	struct arena arena = {0};
	struct site_topics topics = {0};
	struct factset set = {0};
	const struct view nowhere = {.everything = false};
	const struct view *view = options->view ? options->view : &nowhere;
	bool good = store_load(store, &set, err);

	store_look(store, view);
	scope_narrow(view, &set);
	struct site site = {.store = store,
		.set = &set,
		.subject = is_page_named(options->subject) ? *options->subject : set.subject,
		.nick = options->nick ? options->nick : "tonle",
		.url = options->url ? options->url : "",
		.files = options->files,
		.now = options->now};

	good = good && make_directory(options->directory, err);
	sort_facts(&site, &topics, &arena);
	site.see = see_also_make(&set);
	for (const struct site_file *file = site.files; good && file && file->name; file++)
		good = write_page_file(&site, options->directory, file->name, NULL, file, err);
	for (size_t i = 0; good && i < sizeof files / sizeof *files; i++)
		good = write_page_file(
			&site, options->directory, files[i].name, files[i].write, NULL, err);
	free_topics(&topics);
	see_also_free(&site.see);
	arena_free(&arena);
	factset_free(&set);
	store_look(store, NULL);
	return good;
}
