#include "verbs/completing.h"

#include "base/buf.h"
#include "verbs/verb.h"

#include <string.h>

enum { COMPLETIONS_MOST = 12, LEAST_TYPED = 2 /* letters of an id */ };

struct completions {
	struct buf buf;
	const char *typed;
	size_t count;
};

/* Adds the rest of the word if it begins with what was typed. */
static void add_completion(struct completions *it, const char *word)
{
	size_t length = strlen(it->typed);

	if (strncmp(word, it->typed, length) == 0 && word[length] && it->count++ < COMPLETIONS_MOST)
		buf_add(&it->buf, "%s%s", it->count > 1 ? "\t" : "", word + length);
}

static void add_verb_completions(struct completions *it, enum role role)
{
	const struct verb *verb = NULL;
	const char *last = "";

	while ((verb = verb_after(verb))) {
		if (verb->role <= role && !verb->overload && strcmp(verb->name, last) != 0)
			add_completion(it, verb->name);
		last = verb->name;
	}
}

static bool is_first_on_topic(const struct index *index, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(index->profiles[i].fact->topic, index->profiles[at].fact->topic) == 0)
			return false;
	return true;
}

bool completing_write(
	const struct index *index, enum role role, const char *words, char *out, size_t size)
{
	const char *last = strrchr(words, ' ');
	struct completions it = {.buf = buf_over(out, size), .typed = last ? last + 1 : words};

	out[0] = '\0';
	if (!last || strchr(words, ' ') == last) { /* "quiz st" */
		it.typed = words;
		add_verb_completions(&it, role);
	}
	if (last && strlen(last + 1) >= LEAST_TYPED) {
		it.typed = last + 1;
		for (size_t i = 0; i < index->count; i++) {
			const struct fact *fact = index->profiles[i].fact;

			add_completion(&it, fact->id);
			if (it.count <= COMPLETIONS_MOST &&
				strncmp(fact->topic, it.typed, strlen(it.typed)) == 0 &&
				is_first_on_topic(index, i))
				add_completion(&it, fact->topic);
		}
	}
	return it.count > 0 && it.count <= COMPLETIONS_MOST && !it.buf.full;
}
