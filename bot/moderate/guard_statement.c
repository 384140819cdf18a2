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

/* Collects those of facts that are not served, whose numbers are between those in the index. */
static bool collect_drafts(struct edit *edit, struct statements *all)
{
	const struct index *index = edit->bot->index;
	struct error err;
	int64_t after = 0;

	for (size_t i = 0; i <= index->count; i++) {
		int64_t number = i < index->count ? index->profiles[i].number : INT64_MAX;

		if (number > after + 1 && !store_statements_between(edit->bot->store, after, number,
						  offer_draft, all, &err))
			return edit_refuse(edit, "%s", err.text);
		after = number;
	}
	return true;
}

/* Collects those that may be similar to the sentence; those of served facts are borrowed from the
 * index. */
static bool collect_statements(struct edit *edit, const char *says, struct statements *all)
{
	const struct index *index = edit->bot->index;
	const struct sketch sketch = near_duplicates_sketch(says);

	for (size_t i = 0; i < index->count; i++) {
		const struct profile *it = &index->profiles[i];

		if (near_duplicates_possible(&sketch, &it->sketch, nearly))
			add_statement(all, it->number, it->fact->id, it->fact->says);
	}
	return collect_drafts(edit, all);
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
