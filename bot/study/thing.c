#include "study/thing.h"

#include "base/text.h"
#include "base/when.h"
#include "study/quantity.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* the first three are also sorts of names in aliases.yaml */
static const char *const names[THING_KINDS] = {"person", "place", "organisation", "date", "number"};

const char *thing_name(enum thing_kind kind)
{
	return names[kind];
}

bool thing_named(const char *name, enum thing_kind *kind)
{
	for (int i = 0; i < THING_KINDS; i++)
		if (strcmp(names[i], name) == 0) {
			*kind = (enum thing_kind)i;
			return true;
		}
	return false;
}

bool thing_kind_of(const struct alias *alias, enum thing_kind *kind)
{
	if (alias && fact_is_person(alias)) {
		*kind = THING_PERSON;
		return true;
	}
	return alias && thing_named(alias->sort, kind) && *kind <= THING_ORGANISATION;
}

static bool is_word_letter(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

/* Inserts the thing in order; of overlapping things, keeps the longest. */
static void insert(struct things *out, struct thing thing)
{
	size_t at = 0;

	for (size_t i = 0; i < out->count; i++) {
		const struct thing *it = &out->list[i];

		if (thing.at >= it->at + it->length || it->at >= thing.at + thing.length)
			continue;
		if (it->length >= thing.length)
			return;
		memmove(out->list + i, out->list + i + 1, (--out->count - i) * sizeof *out->list);
		i--;
	}
	if (out->count == THINGS_MAX)
		return;
	while (at < out->count && out->list[at].at < thing.at)
		at++;
	memmove(out->list + at + 1, out->list + at, (out->count++ - at) * sizeof *out->list);
	out->list[at] = thing;
}

/* Adds every occurrence of the name as whole words. */
static void find_name(const char *text, const char *name, const struct alias *alias,
	enum thing_kind kind, struct things *out)
{
	size_t length = strlen(name);

	if (length < 2)
		return;
	for (const char *at = text; (at = strcasestr(at, name)); at++)
		if ((at == text || !is_word_letter(at[-1])) && !is_word_letter(at[length]))
			insert(out, (struct thing){.kind = kind,
					    .at = (size_t)(at - text),
					    .length = length,
					    .alias = alias});
}

/* Reads a date of up to three words at the start of text: "23 October 1991", "May 1993", "1991",
 * and "23 October" as a day of any year. */
static bool find_date(const char *text, struct thing *thing)
{
	size_t ends[3], count = 0, at = 0;
	char words[40];
	struct when when;

	while (count < 3) {
		size_t start = at;

		while (is_word_letter(text[at]) ||
			(text[at] == '-' && isdigit((unsigned char)text[at + 1])))
			at++;
		if (at == start || strncasecmp(text + start, "the ", 4) == 0 ||
			strncasecmp(text + start, "of ", 3) == 0)
			break;
		ends[count++] = at;
		at += text[at] == ',';
		if (text[at] != ' ')
			break;
		at++;
	}
	for (size_t i = count; i-- > 0;) {
		if (ends[i] >= sizeof words)
			continue;
		snprintf(words, sizeof words, "%.*s", (int)ends[i], text);
		if (!when_read(words, &when) || !strpbrk(words, "0123456789") ||
			when.span.first < 15000000 || when.span.last > 21000000)
			continue;
		*thing = (struct thing){.kind = THING_DATE, .length = ends[i], .date = when.span};
		if (when.day)
			thing->date = (struct date_span){0, 0};
		return true;
	}
	return false;
}

void thing_find_figures(const char *text, struct things *out)
{
	for (size_t at = 0; text[at]; at++) {
		struct thing thing;
		struct quantity quantity;

		if (at > 0 && (is_word_letter(text[at - 1]) || strchr("-.,:/", text[at - 1])))
			continue;
		if (find_date(text + at, &thing)) {
			thing.at = at;
		} else if (quantity_read(text + at, &quantity)) {
			thing = (struct thing){.kind = THING_NUMBER,
				.at = at,
				.length = quantity.length,
				.number = quantity.value,
				.digits = quantity.digits};
		} else {
			continue;
		}
		insert(out, thing);
		at += thing.length - 1;
	}
}

void thing_find(const struct index *index, const struct profile *profile, struct things *out)
{
	out->count = 0;
	for (size_t i = 0; i < profile->mention_count; i++) {
		const struct mention *mention = &profile->mentions[i];
		const struct alias *alias =
			mention->says ? index_name(index, mention->term_id) : NULL;
		enum thing_kind kind;

		if (!thing_kind_of(alias, &kind))
			continue;
		for (size_t k = 0; k < alias->name_count; k++)
			find_name(profile->fact->says, alias->names[k], alias, kind, out);
	}
	thing_find_figures(profile->fact->says, out);
}
