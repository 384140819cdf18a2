/* Prints quiz questions as a channel would get them, to read: quiz_sample N SEED FILE…
 * The topics take turns, and the seed gives the order of each topic's facts. One line each: number,
 * topic, fact, question, answer. */
#include "base/arena.h"
#include "base/hash.h"
#include "fact/factfile.h"
#include "study/maker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How often the fact's topic was drawn. */
static size_t turn_of(const struct index *index, size_t at, const bool *drawn)
{
	size_t turns = 0;

	for (size_t i = 0; i < index->count; i++)
		turns += drawn[i] && strcmp(index->profiles[i].fact->topic,
					     index->profiles[at].fact->topic) == 0;
	return turns;
}

/* A fact not drawn yet, of one of the topics drawn least often; -1 if all were. */
static int next_fact(const struct index *index, const bool *drawn, uint64_t *random)
{
	size_t first = hash_next_random(random) % index->count, least = 0;
	int best = -1;

	for (size_t i = 0; i < index->count; i++) {
		size_t at = (first + i * 61) % index->count;

		if (drawn[at])
			continue;
		size_t turns = turn_of(index, at, drawn);
		if (best < 0 || turns < least) {
			best = (int)at;
			least = turns;
		}
	}
	return best;
}

int main(int argc, char **argv)
{
	struct factset set;
	struct error err;
	size_t count = argc > 3 ? strtoul(argv[1], NULL, 10) : 0;
	uint64_t random = argc > 3 ? strtoull(argv[2], NULL, 10) : 0;

	if (count == 0) {
		fprintf(stderr, "usage: quiz_sample N SEED FILE…\n");
		return 2;
	}
	if (!factfile_read((const char *const *)argv + 3, (size_t)argc - 3, &set, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	struct index *index = index_of(&set);
	bool *drawn = must_alloc(index->count * sizeof *drawn);
	memset(drawn, 0, index->count * sizeof *drawn);
	for (size_t number = 1; number <= count;) {
		struct item item;
		int at = next_fact(index, drawn, &random);

		if (at < 0) { /* all were drawn: start again */
			memset(drawn, 0, index->count * sizeof *drawn);
			continue;
		}
		drawn[at] = true;
		const struct profile *profile = &index->profiles[at];
		if (maker_draw(index, profile, hash_next_random(&random), 0, &item))
			printf("%zu\t%s\t%s\t%s\t%s\n", number++, profile->fact->topic,
				profile->fact->id, item.prompt, item.answer);
	}
	free(drawn);
	index_free(index);
	return 0;
}
