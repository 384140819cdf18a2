#include "page/session_page.h"

#include "page/facts_page.h"
#include "page/html.h"

void session_page_write(FILE *out, const struct site *site)
{
	const struct site_file *file = site->extras ? site->extras->parts : NULL;
	char title[200];

	subject_title(&site->subject, "a study session", title, sizeof title);
	html_begin(out, "", title, "The facts of a study session, in order.");
	for (const char *before = "<p>The same as "; file && file->name;
		before = " and as ", file++)
		fprintf(out, "%s<a href=\"study/%s%s\">%s</a>%s", before, site->name, file->name,
			file->label, file[1].name ? "" : ".</p>\n");
	for (size_t i = 0; i < site->part.id_count; i++) {
		const struct fact *fact = factset_fact(site->set, site->part.ids[i]);

		if (fact)
			facts_page_write_one(out, site, fact);
	}
	html_end(out, site->extras);
}
