#include "page/feed.h"

#include "base/arena.h"
#include "base/digest.h"
#include "keep/store_edit.h"
#include "page/html.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ENTRIES = 40 };

/* Writes a date-time (RFC 3339). */
static void write_time(FILE *out, const char *element, int64_t at)
{
	const time_t seconds = (time_t)at;
	struct tm parts;
	char text[32] = "1970-01-01T00:00:00Z";

	if (gmtime_r(&seconds, &parts))
		strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
	fprintf(out, "<%s>%s</%s>\n", element, text, element);
}

/* Writes a UUID of version 8 (RFC 9562, 5.8), from a digest of values that never change. */
static void write_id(FILE *out, const struct edition *edition, const char *id)
{
	char text[256], hash[DIGEST_HEX];

	snprintf(text, sizeof text, "%s %lld %lld", id, (long long)edition->number,
		(long long)edition->at);
	digest_sha256(text, strlen(text), hash);
	fprintf(out, "<id>urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s</id>\n", hash, hash + 8, hash + 12,
		hash + 15, hash + 18);
}

/* Writes the start of the feed, before the entries. Its id is its address or, without one, a
 * constant.
 */
static void begin_feed(FILE *out, const struct site *site, int64_t updated)
{
	char title[200];

	subject_title(&site->subject, "changed facts", title, sizeof title);
	fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n<title>",
		out);
	html_text(out, title);
	fputs("</title>\n<id>", out);
	html_text(out, *site->url ? site->url : "urn:uuid:746f6e6c-6500-8000-8000-000000000000");
	fputs(*site->url ? "feed.xml</id>\n<link rel=\"self\" href=\"" : "</id>\n<link href=\"",
		out);
	html_text(out, site->url);
	if (*site->url) {
		fputs("feed.xml\"/>\n<link href=\"", out);
		html_text(out, site->url);
	}
	fputs("index.html\"/>\n<author><name>tonle</name></author>\n", out);
	write_time(out, "updated", updated);
}

static void write_feed_entry(
	FILE *out, const struct site *site, const struct fact *fact, const struct edition *edition)
{
	fprintf(out, "<entry>\n<title>%s: %s</title>\n",
		edition->action == ACTION_ADD ? "New" : "Changed", fact->id);
	write_id(out, edition, fact->id);
	write_time(out, "updated", edition->at);
	fputs("<link href=\"", out);
	html_text(out, site->url);
	fprintf(out, "index.html#%s\"/>\n<content type=\"text\">", fact->id);
	html_text(out, fact->says);
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct source *source = factset_source(site->set, fact->citations[i].source);

		fputs(i ? "; " : " [", out);
		html_text(out, source ? source->brief : fact->citations[i].source);
		if (fact->citations[i].paragraph)
			fprintf(out, " ¶%d", fact->citations[i].paragraph);
	}
	fputs(fact->citation_count ? "]</content>\n</entry>\n" : "</content>\n</entry>\n", out);
}

static int by_revision(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;

	return (x->revision < y->revision) - (x->revision > y->revision);
}

void feed_write(FILE *out, const struct site *site)
{
	const size_t count = site->set->fact_count;
	const struct fact **list = must_alloc((count + 1) * sizeof *list);
	bool begun = false;

	memcpy(list, site->facts, count * sizeof *list);
	qsort(list, count, sizeof *list, by_revision);
	for (size_t i = 0; i < count && i < ENTRIES; i++) {
		struct arena arena = {0};
		struct fact now;
		struct edition newest;

		if (store_fact_numbered(
			    site->store, list[i]->number, &arena, &now, &newest, NULL)) {
			if (!begun)
				begin_feed(out, site, newest.at);
			begun = true;
			write_feed_entry(out, site, list[i], &newest);
		}
		arena_free(&arena);
	}
	if (!begun)
		begin_feed(out, site, 0);
	fputs("</feed>\n", out);
	free(list);
}
