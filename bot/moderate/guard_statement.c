/* May a fact say this? */
#include "moderate/guard.h"

#include "fact/check.h"
#include "fact/near_duplicates.h"
#include "moderate/parse.h"

#include <stdlib.h>
#include <string.h>

/* The statements of all other facts; the lists are freed by the caller. */
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

static bool is_in_index(void *context, int64_t number)
{
	const struct statements *all = context;

	return index_by_number(all->edit->bot->index, number) >= 0;
}

/* Those of served facts are in the index, borrowed. */
static bool collect_statements(struct edit *edit, struct statements *all)
{
	const struct index *index = edit->bot->index;
	struct error err;

	for (size_t i = 0; i < index->count; i++) {
		const struct fact *fact = index->profiles[i].fact;

		add_statement(all, fact->number, fact->id, fact->says);
	}
	return store_other_statements(edit->bot->store, is_in_index, offer_draft, all, &err) ||
	       edit_refuse(edit, "%s", err.text);
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
	const double nearly = 0.6;
	struct statements all = {.edit = edit};
	struct error err;

	if (!parse_text("the sentence", says, CHECK_SAYS_MAX, &err))
		return edit_refuse(edit, "Not saved: %s.", err.text);
	if (check_words(says) < CHECK_SAYS_WORDS_MIN)
		return edit_refuse(edit, "Not saved: \"%s\" is no sentence.", says);
	bool good = collect_statements(edit, &all);
	int nearest = good ? near_duplicates_nearest(all.says, all.count, says, nearly) : -1;

	good = good &&
	       (nearest < 0 || judge_duplicate(edit, says, all.ids[nearest], all.says[nearest]));
	free(all.ids);
	free(all.says);
	return good;
}
