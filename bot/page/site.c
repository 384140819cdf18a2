#include "page/site.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/digest.h"
#include "base/map.h"
#include "base/part.h"
#include "base/text.h"
#include "base/watch.h"
#include "fact/factfile.h"
#include "keep/store_study.h"
#include "page/changes_page.h"
#include "page/facts_json.h"
#include "page/facts_page.h"
#include "page/feed.h"
#include "page/figures.h"
#include "page/html.h"
#include "page/search_index.h"
#include "page/session_page.h"
#include "page/site_inner.h"
#include "page/sources_page.h"
#include "page/timeline.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct site_topics {
	struct site_topic *list;
	size_t count, room;
	struct map by_id; /* used while the topics are collected */
};

/* --- the data of the pages -------------------------------------------------------------------- */

static int by_topic_name(const void *a, const void *b)
{
	const struct site_topic *x = a, *y = b;
	int order = text_compare_ascii(x->name, y->name);

	return order ? order : strcmp(x->id, y->id);
}

/* The topic with that id; adds it if it is new. */
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

/* The last day of the fact's date; 0 if it has none. */
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

/* Appends the fact to a list of the topic. */
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

/* Whether both are regular files with the same content. */
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

/* Writes the file with one of the two functions, unless the content is unchanged. */
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
		file->write(part.out,
			&(struct site_input){site->set, site->part, site->url, site->made});
	if (!part_close(&part, 0644, err))
		return false;
	if (!watch_is_stopped() && !is_same_page(part.name, path))
		return part_move(&part, err);
	part_drop(&part);
	return !watch_is_stopped() || error_set(err, "interrupted");
}

/* The files that a page refers to come before the page. */
static const struct {
	const char *name;
	site_writer *write;
} files[] = {{"page.css", write_style}, {"page.js", write_script},
	{"search.js", search_index_write}, {"facts.json", facts_json_write},
	{"sources.html", sources_page_write}, {"figures.html", figures_write},
	{"index.html", facts_page_write}, {"timeline.html", timeline_write},
	{"changes.html", changes_page_write}, {"feed.xml", feed_write}};

/* Creates a directory that everyone may read, whatever the umask. */
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

/* --- files of topics and sessions ------------------------------------------------------------- */

bool site_part_has(const struct site_part *part, const struct fact *fact)
{
	if (!part->ids)
		return !*part->topic || fact_is_on(fact, part->topic);
	for (size_t i = 0; i < part->id_count; i++)
		if (strcmp(part->ids[i], fact->id) == 0 || fact_was(fact, part->ids[i]))
			return true;
	return false;
}

void site_session_name(const char *network, const char *channel, char name[SITE_SESSION])
{
	char text[256], hash[DIGEST_HEX];

	snprintf(text, sizeof text, "%s %s", network, channel);
	digest_sha256(text, strlen(text), hash);
	snprintf(name, SITE_SESSION, "session-%.12s", hash);
}

/* The folder study/ while it is written. */
struct folder {
	char path[PATH_MAX];
	struct map names; /* of the files written; its keys are in the arena */
	struct arena arena;
};

/* Writes the files of a part, whose names begin with the stem. */
static bool write_part(
	const struct site *site, struct folder *folder, const char *stem, struct error *err)
{
	for (const struct site_file *file = site->extras->parts; file->name; file++) {
		char name[NAME_MAX];

		snprintf(name, sizeof name, "%s%s", stem, file->name);
		if (!write_page_file(site, folder->path, name, NULL, file, err))
			return false;
		map_put(&folder->names, arena_string(&folder->arena, name), 1);
	}
	return true;
}

/* Writes the page and the files of each channel's last session. */
static bool write_sessions(
	struct site *site, struct folder *folder, const char *directory, struct error *err)
{
	enum { PLACES = 256, FACTS = 64 };
	struct study_place *places = must_alloc(PLACES * sizeof *places);
	study_id *list = must_alloc(FACTS * sizeof *list);
	size_t count = store_packs(site->store, places, PLACES);
	bool good = true;

	for (size_t i = 0; good && i < count; i++) {
		const char *ids[FACTS];
		char name[SITE_SESSION], page[SITE_SESSION + sizeof ".html"];
		size_t facts =
			store_pack(site->store, places[i].network, places[i].channel, list, FACTS);

		for (size_t k = 0; k < facts; k++)
			ids[k] = list[k];
		site_session_name(places[i].network, places[i].channel, name);
		snprintf(page, sizeof page, "%s.html", name);
		site->part = (struct site_part){.ids = ids, .id_count = facts};
		site->name = name;
		good = (!site->extras || write_part(site, folder, name, err)) &&
		       write_page_file(site, directory, page, session_page_write, NULL, err);
	}
	site->part = (struct site_part){.topic = ""};
	free(places);
	free(list);
	return good;
}

/* Writes the files of each topic. */
static bool write_topics(struct site *site, struct folder *folder, struct error *err)
{
	bool good = true;

	for (size_t i = 0; good && i < site->topic_count; i++) {
		const char *topic = site->topics[i].id;

		site->part = (struct site_part){.topic = topic};
		good = !factfile_is_slug(topic) || write_part(site, folder, topic, err);
	}
	site->part = (struct site_part){.topic = ""};
	return good;
}

/* Removes the files of topics that no longer exist. */
static void remove_others(const struct site *site, const struct folder *folder)
{
	DIR *list = opendir(folder->path);

	for (struct dirent *entry; list && (entry = readdir(list));) {
		const char *ending = strrchr(entry->d_name, '.');
		const struct site_file *file = site->extras->parts;

		while (ending && file->name && strcmp(file->name, ending) != 0)
			file++;
		if (ending && file->name && map_get(&folder->names, entry->d_name) < 0)
			unlinkat(dirfd(list), entry->d_name, 0);
	}
	if (list)
		closedir(list);
}

static bool write_parts(struct site *site, const char *directory, struct error *err)
{
	struct folder folder = {.names = {0}};
	bool good = true;

	if ((size_t)snprintf(folder.path, sizeof folder.path, "%s/study", directory) >=
		sizeof folder.path)
		return error_set(err, "%.200s…: the path is too long", directory);
	if (site->extras)
		good = make_directory(folder.path, err) && write_topics(site, &folder, err);
	good = good && write_sessions(site, &folder, directory, err);
	if (good && site->extras)
		remove_others(site, &folder);
	map_free(&folder.names);
	arena_free(&folder.arena);
	return good;
}

/* --- all -------------------------------------------------------------------------------------- */

bool site_write(struct store *store, const struct site_options *options, struct error *err)
{
	struct arena arena = {0};
	struct site_topics topics = {0};
	struct factset set = {0};
	const struct view nowhere = {.everything = false};
	const struct view *view = options->view ? options->view : &nowhere;
	bool good = store_load(store, &set, err);

	store_set_view(store, view);
	scope_narrow(view, &set);
	struct site site = {.store = store,
		.set = &set,
		.subject = is_page_named(options->subject) ? *options->subject : set.subject,
		.nick = options->nick ? options->nick : "tonle",
		.url = options->url ? options->url : "",
		.extras = options->extras,
		.now = options->now,
		.part = {.topic = ""}};
	const struct site_extras *extras = options->extras;

	good = good && make_directory(options->directory, err);
	sort_facts(&site, &topics, &arena);
	site.see = see_also_make(&set);
	site.made = good && extras ? extras->make(&set) : NULL;
	for (const struct site_file *file = extras ? extras->all : NULL; good && file && file->name;
		file++)
		good = write_page_file(&site, options->directory, file->name, NULL, file, err);
	for (size_t i = 0; good && i < sizeof files / sizeof *files; i++)
		good = write_page_file(
			&site, options->directory, files[i].name, files[i].write, NULL, err);
	good = good && write_parts(&site, options->directory, err);
	if (site.made)
		extras->free(site.made);
	free_topics(&topics);
	see_also_free(&site.see);
	arena_free(&arena);
	factset_free(&set);
	store_set_view(store, NULL);
	return good;
}
