/* Checks whether a fact may have a statement. */
#include "moderate/guard.h"

#include "base/text.h"
#include "fact/check.h"
#include "fact/near_duplicates.h"
#include "moderate/parse.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const double nearly = 0.6;

/* Statements of other facts; the lists are freed by the caller. */
struct statements {
	struct edit *edit;
	const char **ids, **says;
	size_t count, id_room, says_room;
};

static void add_statement(struct statements *all, int64_t number, const char *id, const char *says)
{
	size_t count = all->count;

	if (all->edit->fact.number && number == all->edit->fact.number)
		return;
	GROW(all->ids, count, all->id_room);
	GROW(all->says, count, all->says_room);
	all->ids[count] = id;
	all->says[count] = says;
	all->count++;
}

static void offer_draft(void *context, int64_t number, const char *id, const char *says)
{
	struct statements *all = context;
	struct arena *arena = &all->edit->arena;

	add_statement(all, number, arena_string(arena, id), arena_string(arena, says));
}

/* Collects those of facts that are not served, whose numbers are between those of the facts from
 * `first` to `last` in the index. Where no number is missing it looks no further. */
static bool collect_drafts(struct edit *edit, size_t first, size_t last, struct statements *all)
{
	const struct profile *profiles = edit->bot->index->profiles;
	int64_t from = profiles[first].number, to = profiles[last].number;
	size_t middle = first + (last - first) / 2;
	struct error err;

	if (to - from == (int64_t)(last - first))
		return true;
	if (last - first > 1)
		return collect_drafts(edit, first, middle, all) &&
		       collect_drafts(edit, middle, last, all);
	return store_statements_between(edit->bot->store, from, to, offer_draft, all, &err) ||
	       edit_refuse(edit, "%s", err.text);
}

/* Collects those of all facts that are not served. */
static bool collect_all_drafts(struct edit *edit, struct statements *all)
{
	const struct index *index = edit->bot->index;
	size_t last = index->count - 1;
	int64_t first_number = index->count ? index->profiles[0].number : INT64_MAX;
	struct error err;

	if (!store_statements_between(edit->bot->store, 0, first_number, offer_draft, all, &err))
		return edit_refuse(edit, "%s", err.text);
	if (index->count == 0)
		return true;
	if (!collect_drafts(edit, 0, last, all))
		return false;
	return store_statements_between(edit->bot->store, index->profiles[last].number, INT64_MAX,
		       offer_draft, all, &err) ||
	       edit_refuse(edit, "%s", err.text);
}

static int compare_similar(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* Collects those that may be similar to the sentence; those of served facts are borrowed from the
 * index. */
static bool collect_statements(struct edit *edit, const char *says, struct statements *all)
{
	const struct index *index = edit->bot->index;
	const struct sketch sketch = near_duplicates_sketch(says);
	int *similar = NULL;
	size_t count = 0, room = 0;

	for (size_t slot = 0; slot < index->slot_count; slot++) {
		if (!near_duplicates_possible(&sketch, &index->sketches[slot], nearly) ||
			index->positions[slot] < 0)
			continue;
		GROW(similar, count, room);
		similar[count++] = index->positions[slot];
	}
	if (count > 0)
		qsort(similar, count, sizeof *similar, compare_similar);
	for (size_t i = 0; i < count; i++) {
		const struct profile *it = &index->profiles[similar[i]];

		add_statement(all, it->number, it->fact->id, it->fact->says);
	}
	free(similar);
	return collect_all_drafts(edit, all);
}

/* Refuses an identical statement, notes a similar one. */
static bool judge_duplicate(struct edit *edit, const char *says, const char *id, const char *other)
{
	if (strcmp(check_question_key(&edit->arena, says),
		    check_question_key(&edit->arena, other)) == 0)
		return edit_refuse(edit, "Not saved: %s already says the same: \"%s\"", id, other);
	edit_note(edit, "%s says nearly the same: \"%s\"", id, other);
	return true;
}

bool guard_statement(struct edit *edit, const char *says)
{
	struct statements all = {.edit = edit};
	struct error err;

	if (!parse_text("the sentence", says, CHECK_SAYS_MAX, &err))
		return edit_refuse(edit, "Not saved: %s.", err.text);
	if (text_count_words(says) < CHECK_SAYS_WORDS_MIN)
		return edit_refuse(edit, "Not saved: \"%s\" is not a sentence.", says);
	bool good = collect_statements(edit, says, &all);
	int nearest = good ? near_duplicates_nearest(all.says, all.count, says, nearly) : -1;

	good = good &&
	       (nearest < 0 || judge_duplicate(edit, says, all.ids[nearest], all.says[nearest]));
	free(all.ids);
	free(all.says);
	return good;
}
