#include "ask/index_view.h"

#include "ask/fact_vectors.h"
#include "ask/profile.h"
#include "base/arena.h"
#include "base/region.h"

#include <stdlib.h>
#include <string.h>

/* Numbers the positions. In profiles, visible facts come first, then hidden ones, both by number.
 */

static void note_all_positions(struct index *index)
{
	const int *positions = index->hidden > 0 ? index->positions : NULL;

	for (size_t i = 0; i < index->count; i++)
		index->positions[index->profiles[i].slot] = (int)i;
	for (size_t i = 0; i < index->hidden; i++)
		index->positions[index->profiles[index->count + i].slot] = -1;
	postings_set_positions(index->postings, positions);
	if (index->vectors)
		fact_vectors_set_positions(index->vectors, positions);
}

const struct fact *index_before(const struct index *index, size_t place)
{
	const struct profile *seen = index->profiles, *hidden = seen + index->count;
	int64_t number = seen[place].number;

	if (index->quoted)
		return NULL;
	size_t a = profile_place(seen, index->count, number);
	size_t b = profile_place(hidden, index->hidden, number);
	if (a > 0 && (b == 0 || seen[a - 1].number > hidden[b - 1].number))
		return seen[a - 1].fact;
	return b > 0 ? hidden[b - 1].fact : NULL;
}

size_t index_without_vectors(const struct index *index, int *positions, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; index->vectors && i < index->count + index->hidden && count < max; i++)
		if (!fact_vectors_has(index->vectors, index->profiles[i].slot))
			positions[count++] = (int)i;
	return count;
}

void index_view_widen(struct index *index)
{
	size_t seen = index->count, hidden = index->hidden, at = seen + hidden;

	if (hidden == 0)
		return;
	struct profile *tail = must_alloc(hidden * sizeof *tail);

	memcpy(tail, index->profiles + seen, hidden * sizeof *tail);
	while (hidden > 0) {
		bool next = seen > 0 && index->profiles[seen - 1].number > tail[hidden - 1].number;

		index->profiles[--at] = next ? index->profiles[--seen] : tail[--hidden];
	}
	free(tail);
	index->count += index->hidden;
	index->hidden = 0;
	note_all_positions(index);
}

void index_view_narrow(struct index *index)
{
	size_t seen = 0, hidden = 0;

	if (!index->view || index->view->everything || index->scoped == 0)
		return;
	struct profile *tail = must_alloc(index->scoped * sizeof *tail);

	for (size_t i = 0; i < index->count; i++)
		if (scope_shows(index->view, index->profiles[i].fact))
			index->profiles[seen++] = index->profiles[i];
		else
			tail[hidden++] = index->profiles[i];
	memcpy(index->profiles + seen, tail, hidden * sizeof *tail);
	free(tail);
	index->count = seen;
	index->hidden = hidden;
	if (hidden > 0)
		note_all_positions(index);
}

void index_view_set(struct index *index, const struct view *view)
{
	if (index->quotable)
		index_view_set(index->quotable, view);
	index_view_widen(index);
	index->view = view;
	index_view_narrow(index);
}
