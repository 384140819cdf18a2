#ifndef TONLE_VERBS_COMPLETING_H
#define TONLE_VERBS_COMPLETING_H

#include "ask/index.h"
#include "people/roles.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes what may follow the words of a command that somebody is typing, with tabs between: the
 * rest of a verb of the role, or after a verb the rest of an id or a topic. False if there is
 * nothing, or too much. The tags are those of the draft that clients and bots have
 * (+draft/autocomplete-request, +draft/autocomplete-response).
 */
bool completing_write(
	const struct index *index, enum role role, const char *words, char *out, size_t size);

#endif
