#include "page/feed.h"

#include "keep/store_pages.h"
#include "page/html.h"

#include <string.h>
#include <time.h>

enum { ENTRIES = 40 };

struct feed {
	FILE *out;
	const struct site *site;
	bool begun;
};

/* A date-time of RFC 3339. */
static void write_time(FILE *out, const char *element, int64_t at)
{
	const time_t seconds = (time_t)at;
	struct tm parts;
	char text[32] = "1970-01-01T00:00:00Z";

	if (gmtime_r(&seconds, &parts))
		strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
	fprintf(out, "<%s>%s</%s>\n", element, text, element);
}

/* A UUID of version 8 (RFC 9562, 5.8): its bits are those of the hash, in hexadecimal. */
static void write_id(FILE *out, const char *hash)
{
	fprintf(out, "<id>urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s</id>\n", hash, hash + 8, hash + 12,
		hash + 15, hash + 18);
}

/* What the feed has before its entries. Its id is that of the fact base, which all revisions share:
 * a constant, unless its address is known. */
static void begin_feed(struct feed *feed, int64_t updated)
{
	const struct site *site = feed->site;
	char title[200];

	subject_title(&site->subject, "changed facts", title, sizeof title);
	fputs("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n<title>",
		feed->out);
	html_text(feed->out, title);
	fputs("</title>\n<id>", feed->out);
	if (*site->url) {
		html_text(feed->out, site->url);
		fputs("feed.xml</id>\n<link rel=\"self\" href=\"", feed->out);
		html_text(feed->out, site->url);
		fputs("feed.xml\"/>\n<link href=\"", feed->out);
		html_text(feed->out, site->url);
		fputs("index.html\"/>\n", feed->out);
	} else {
		fputs("urn:uuid:746f6e6c-6500-8000-8000-000000000000</id>\n"
		      "<link href=\"index.html\"/>\n",
			feed->out);
	}
	fputs("<author><name>tonle</name></author>\n", feed->out);
	write_time(feed->out, "updated", updated);
	feed->begun = true;
}

static void write_feed_entry(void *context, const struct store_recent *recent)
{
	struct feed *feed = context;
	const struct fact *fact = factset_fact(feed->site->set, recent->id);

	if (!fact || strlen(recent->hash) < 32) /* it was hidden meanwhile */
		return;
	if (!feed->begun)
		begin_feed(feed, recent->at);
	fprintf(feed->out, "<entry>\n<title>%s: %s</title>\n", recent->added ? "New" : "Changed",
		fact->id);
	write_id(feed->out, recent->hash);
	write_time(feed->out, "updated", recent->at);
	fputs("<link href=\"", feed->out);
	html_text(feed->out, feed->site->url);
	fprintf(feed->out, "index.html#%s\"/>\n<content type=\"text\">", fact->id);
	html_text(feed->out, fact->says);
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct source *source =
			factset_source(feed->site->set, fact->citations[i].source);

		fputs(i ? "; " : " [", feed->out);
		html_text(feed->out, source ? source->brief : fact->citations[i].source);
		if (fact->citations[i].paragraph)
			fprintf(feed->out, " ¶%d", fact->citations[i].paragraph);
	}
	fputs(fact->citation_count ? "]</content>\n</entry>\n" : "</content>\n</entry>\n",
		feed->out);
}

void feed_write(FILE *out, const struct site *site)
{
	struct feed feed = {.out = out, .site = site};

	store_recent(site->store, ENTRIES, write_feed_entry, &feed, NULL);
	if (!feed.begun)
		begin_feed(&feed, 0);
	fputs("</feed>\n", out);
}
