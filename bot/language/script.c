#include "language/script.h"

#include "base/region.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static bool is_unspaced(uint32_t code)
{
	return (code >= 0x0e00 && code <= 0x0eff) || (code >= 0x1780 && code <= 0x17ff) ||
	       (code >= 0x3040 && code <= 0x9fff);
}

bool script_in(const char *folded)
{
	const char *at = folded, *end = folded + strlen(folded);

	while (at < end)
		if ((unsigned char)*at < 0x80)
			at++;
		else if (is_unspaced(text_next(&at, end)))
			return true;
	return false;
}

bool script_only(const char *folded)
{
	const char *at = folded, *end = folded + strlen(folded);
	bool found = false;

	while (at < end) {
		uint32_t code = text_next(&at, end);

		if (is_unspaced(code))
			found = true;
		else if (text_is_word(code))
			return false;
	}
	return found;
}

void script_add(struct script *script, const char *folded, int term_id)
{
	size_t length = strlen(folded), at = 0;

	REGION_GROW(script->names, script->count, script->room);
	while (at < script->count && script->names[at].length >= length)
		at++;
	memmove(script->names + at + 1, script->names + at,
		(script->count++ - at) * sizeof *script->names);
	script->names[at] = (struct script_name){folded, length, term_id};
}

void script_free(struct script *script)
{
	region_release(script->names);
	*script = (struct script){0};
}

void script_take(const struct script *script, char *text,
	void (*each)(void *context, const char *folded, int term_id), void *context)
{
	for (size_t i = 0; i < script->count; i++) {
		const struct script_name *name = &script->names[i];
		char *found = strstr(text, name->folded);

		if (found)
			each(context, name->folded, name->term_id);
		for (; found; found = strstr(found, name->folded))
			memset(found, ' ', name->length);
	}
}
