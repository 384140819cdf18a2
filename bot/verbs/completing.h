#ifndef TONLE_VERBS_COMPLETING_H
#define TONLE_VERBS_COMPLETING_H

#include "ask/index.h"
#include "people/roles.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Writes the possible completions of a command that a person is typing, separated by tabs: the rest
 * of a verb that the role may use or, after a verb, the rest of an id or a topic. False if there
 * are none or too many. For the client tags +draft/autocomplete-request and
 * +draft/autocomplete-response.
 */
bool completing_write(
	const struct index *index, enum role role, const char *words, char *out, size_t size);

#endif
