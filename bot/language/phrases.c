#include "language/phrases.h"

#include "base/region.h"

#include <stdlib.h>
#include <string.h>

void phrases_add(struct phrases *phrases, const struct phrase *phrase)
{
	REGION_GROW(phrases->list, phrases->count, phrases->room);
	phrases->list[phrases->count] = *phrase;
	phrases->list[phrases->count].next = map_get(&phrases->first, phrase->words[0]);
	map_put(&phrases->first, phrase->words[0], (int)phrases->count++);
}

void phrases_free(struct phrases *phrases)
{
	region_release(phrases->list);
	map_free(&phrases->first);
	*phrases = (struct phrases){0};
}

static const char *phrase_key(const struct stemmed_words *text, size_t at, bool name)
{
	return name ? text->words.list[at].text : text->stems[at];
}

static bool is_at(const struct phrase *phrase, const struct stemmed_words *text, size_t at)
{
	for (size_t k = 1; k < phrase->count; k++)
		if (strcmp(phrase_key(text, at + k, phrase->name), phrase->words[k]) != 0)
			return false;
	return true;
}

size_t phrases_find(const struct phrases *phrases, const struct stemmed_words *text, size_t at,
	size_t end, int *term_id)
{
	size_t best = 0;

	for (int name = 1; name >= 0; name--) {
		int i = map_get(&phrases->first, phrase_key(text, at, name));

		for (; i >= 0; i = phrases->list[i].next) {
			const struct phrase *phrase = &phrases->list[i];

			if (phrase->name != name || phrase->count <= best ||
				phrase->count > end - at || !is_at(phrase, text, at))
				continue;
			best = phrase->count;
			*term_id = phrase->term_id;
		}
	}
	return best;
}
