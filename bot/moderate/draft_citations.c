/* The citations of a fact that is made from a draft. */
#include "moderate/draft_citations.h"

#include "document/draft.h"
#include "moderate/guard.h"

#include <string.h>

enum { LIST = 20 }; /* the most paragraphs between a list's introduction and an item */

/* The part of the paragraph that the draft's sentence contains: its text, or the end of it from one
 * of its sentences on, without the punctuation before the next item. NULL if there is none. */
static const char *part_of(
	struct arena *arena, const struct draft *draft, const struct paragraph *paragraph)
{
	const char *at =
		paragraph && strcmp(paragraph->kind, "heading") != 0 ? paragraph->text : NULL;

	while (at && *at) {
		size_t length = strlen(at);

		while (length > 0 && strchr(";, ", at[length - 1]))
			length--;
		const char *part = arena_copy(arena, at, length);

		if (*part && strstr(draft->sentence, part))
			return part;
		at = strstr(at, ". ");
		at = at ? at + 2 : NULL;
	}
	return NULL;
}

static bool add_citation(struct edit *edit, const struct draft *draft, int paragraph,
	const char *quote, const char *locator)
{
	struct citation citation = {.source = draft->source,
		.paragraph = paragraph,
		.quote = quote,
		.locator = locator,
		.supports = ""};

	if (!guard_citation(edit, &citation))
		return false;
	fact_add_citation(&edit->fact, &edit->arena, &citation);
	return true;
}

static bool add_part(struct edit *edit, const struct draft *draft, int paragraph, const char *part)
{
	char quote[300];

	draft_quote(part, quote, sizeof quote);
	return add_citation(edit, draft, paragraph, arena_string(&edit->arena, quote), "");
}

bool draft_citations_add(struct edit *edit, const struct draft *draft)
{
	const struct source *source = factset_source(&edit->bot->index->set, draft->source);
	const struct paragraph *own = source ? source_paragraph(source, draft->paragraph) : NULL;
	bool is_list = own && *own->text && !strstr(own->text, draft->sentence);
	const char *part = NULL;
	int at = draft->paragraph;

	while (is_list && !part && draft->paragraph - --at <= LIST) {
		part = part_of(&edit->arena, draft, source_paragraph(source, at));
		if (part && strncmp(draft->sentence, part, strlen(part)) != 0)
			part = NULL;
	}
	if ((part && !add_part(edit, draft, at, part)) ||
		!add_citation(edit, draft, draft->paragraph, draft->quote, draft->locator))
		return false;
	for (at = draft->paragraph + 1; is_list; at++) {
		part = part_of(&edit->arena, draft, source_paragraph(source, at));
		if (!part)
			break;
		if (!add_part(edit, draft, at, part))
			return false;
	}
	return true;
}
