#include "page/changes_page.h"

#include "keep/store_edit.h"
#include "page/html.h"

#include <string.h>
#include <time.h>

enum { SHOWN_MOST = 50, READ_MOST = 2000 }; /* many may belong to facts that are not served */

struct changes_page {
	FILE *out;
	const struct site *site;
	size_t shown;
	char day[16]; /* of the list that is open, or "" */
};

/* The word for a change; NULL for a change that is not shown. */
static const char *name_of_change(enum action action)
{
	static const char *const names[] = {
		[ACTION_EDIT] = "changed",
		[ACTION_ADD] = "new",
		[ACTION_UNDO] = "changed back",
		[ACTION_REDO] = "changed again",
		[ACTION_REVERT] = "changed back",
		[ACTION_UNFORGET] = "back",
		[ACTION_MERGE] = "merged",
	};

	return (size_t)action < sizeof names / sizeof *names ? names[action] : NULL;
}

static void write_change(void *context, const struct changed_fact *changed)
{
	struct changes_page *page = context;
	const char *name = name_of_change(changed->action);
	const time_t at = (time_t)changed->at;
	struct tm parts;
	char day[16], minute[8];

	if (page->shown == SHOWN_MOST || !name || !gmtime_r(&at, &parts))
		return;
	const struct fact *fact = site_fact(page->site, changed->number);
	if (!fact)
		return;
	strftime(day, sizeof day, "%Y-%m-%d", &parts);
	strftime(minute, sizeof minute, "%H:%M", &parts);
	if (strcmp(day, page->day) != 0)
		fprintf(page->out, "%s<h2>%s</h2>\n<ul>\n", *page->day ? "</ul>\n" : "", day);
	snprintf(page->day, sizeof page->day, "%s", day);
	fprintf(page->out, "<li><time datetime=\"%sT%sZ\">%s</time> %s: ", day, minute, minute,
		name);
	html_fact_link(page->out, "index.html", fact);
	fputs("</li>\n", page->out);
	page->shown++;
}

void changes_page_write(FILE *out, const struct site *site)
{
	struct changes_page page = {.out = out, .site = site};
	char title[200];

	subject_title(&site->subject, "latest changes", title, sizeof title);
	html_begin(out, "changes.html", title,
		"The latest changes, with the present text of the facts. Times are UTC.");
	store_changed_facts(site->store, "", 0, READ_MOST, write_change, &page, NULL);
	fputs(page.shown ? "</ul>\n" : "<p>Nobody has changed a fact yet.</p>\n", out);
	html_end(out, site->extras);
}
