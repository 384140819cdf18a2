#ifndef TONLE_FACT_NAME_FORMS_H
#define TONLE_FACT_NAME_FORMS_H

#include "fact/fact.h"

#include <stddef.h>

/*
 * Finds the forms of names in a text. A fact base of 10 000 facts may have a hundred thousand
 * forms, so they are sorted by their rarest word, and a text is compared only with those that have
 * one of its words there.
 */

/* A form of a name, and the hash of its rarest word. */
struct name_form {
	uint32_t word;
	uint32_t alias; /* its place in the set's aliases */
	uint32_t form;  /* its place in the alias's names */
};

/* Sorts the forms of the set's names into set->name_forms, in the arena. */
void name_forms_sort(struct factset *set, struct arena *arena);

/* The forms that were found, each once. */
struct name_forms {
	struct found_form {
		const struct alias *alias;
		const char *form;
	} * list;
	size_t count, room;
	size_t compared; /* the number of forms with which the text was compared */
};

/* Finds the forms that the text has as consecutive words. They are borrowed from the set; the
 * caller frees found->list. The text is compared with all forms if they are not sorted. */
void name_forms_find(const struct factset *set, const char *text, struct name_forms *found);

#endif
