/* `see`: links to facts that should be read with a fact. */
#include "moderate/see.h"

#include "moderate/edit.h"
#include "moderate/moderate.h"
#include "moderate/parse.h"
#include "verbs/near.h"

#include <string.h>

bool see_has(const struct fact *fact, const char *id)
{
	for (size_t i = 0; i < fact->see_count; i++)
		if (strcmp(fact->see[i], id) == 0)
			return true;
	return false;
}

void see_show(const struct bot *bot, struct buf *buf, const struct fact *fact)
{
	for (size_t i = 0; i < fact->see_count; i++) {
		int at = index_by_id(bot->index, fact->see[i]);

		if (at >= 0 || bot->bare)
			buf_add(buf, " · see: %s",
				at >= 0 ? bot->index->profiles[at].fact->id : fact->see[i]);
	}
}

void see_show_from(const struct bot *bot, struct buf *buf, const struct fact *fact)
{
	int positions[INDEX_SEE_MAX], at = index_by_id(bot->index, fact->id);
	size_t count = at < 0 ? 0 : index_see(bot->index, at, positions);

	for (size_t i = 0; i < count; i++) {
		const struct fact *other = bot->index->profiles[positions[i]].fact;
		bool own = false;

		for (size_t k = 0; k < fact->see_count; k++)
			own |= index_by_id(bot->index, fact->see[k]) == positions[i];
		if (!own)
			buf_add(buf, " · seen from: %s", other->id);
	}
}

/* Whether the fact's `see` has the other's id or an earlier id of it. */
static bool names(const struct fact *fact, const struct fact *other)
{
	for (size_t i = 0; i < fact->see_count; i++)
		if (strcmp(fact->see[i], other->id) == 0 || fact_was(other, fact->see[i]))
			return true;
	return false;
}

/* Reads the fact with that id; refuses the edit if it cannot be linked. */
static bool read_other(struct edit *edit, const char *id, struct fact *other)
{
	struct edition newest;
	struct error err;

	if (!edit_find(edit->bot, id, &edit->arena, other, &newest, &err))
		return edit_refuse(edit, "Not saved: %s", err.text);
	if (newest.ordinal == 0 || other->hidden) {
		edit->manner = near_refuse_id(edit->bot, edit->asker, id, edit->out);
		return false;
	}
	if (other->forgotten)
		return edit_refuse(edit, "Not saved: %s is forgotten.", other->id);
	if (other->number == edit->fact.number)
		return edit_refuse(edit, "Not saved: %s is the fact itself.", id);
	if (names(&edit->fact, other) || names(other, &edit->fact))
		return edit_refuse(edit, "Not saved: %s and %s name each other already.",
			edit->fact.id, other->id);
	if (edit->fact.see_count == FACT_SEE_MAX)
		return edit_refuse(edit, "Not saved: the maximum is %d facts.", FACT_SEE_MAX);
	return true;
}

static void add_see(struct edit *edit, const char *ids)
{
	const char *all = ids;
	struct fact other;

	while (*ids) {
		if (!read_other(edit, parse_word(&edit->arena, &ids), &other))
			return;
		fact_add_see(&edit->fact, &edit->arena, other.id);
	}
	if (edit_save(edit, "see + %s", all))
		edit_say(edit, "undo", "see also %s, and the other way round (had %zu)", all,
			edit->before.see_count);
}

/* The place in the fact's `see` of the fact with that present or earlier id; see_count if it is not
 * there. */
static size_t place_of(const struct edit *edit, const char *id)
{
	int at = index_by_id(edit->bot->index, id);
	size_t i = 0;

	while (i < edit->fact.see_count && strcmp(edit->fact.see[i], id) != 0 &&
		(at < 0 || index_by_id(edit->bot->index, edit->fact.see[i]) != at))
		i++;
	return i;
}

static void drop_see(struct edit *edit, const char *ids)
{
	const char *all = ids;

	while (*ids) {
		const char *id = parse_word(&edit->arena, &ids);
		size_t place = place_of(edit, id);
		int at = index_by_id(edit->bot->index, id);

		if (place < edit->fact.see_count) {
			fact_drop_see(&edit->fact, &edit->arena, place);
			continue;
		}
		if (at >= 0 && names(edit->bot->index->profiles[at].fact, &edit->fact))
			edit_refuse(edit, "Not saved: it is %s that names %s: !see %s - %s", id,
				edit->fact.id, id, edit->fact.id);
		else
			edit_refuse(
				edit, "Not saved: %s does not name \"%.60s\".", edit->fact.id, id);
		return;
	}
	if (edit_save(edit, "see - %s", all))
		edit_say(edit, "undo", "no longer names %s (had %zu)", all, edit->before.see_count);
}

enum manner verb_see(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct edit edit;

	if (!edit_begin(&edit, bot, asker, &arguments, out, 0))
		return edit_close(&edit);
	const char *sign = parse_word(&edit.arena, &arguments);

	if ((*sign != '+' && *sign != '-') || sign[1] || !*arguments)
		edit_refuse(&edit, "Usage: see <id> + <id>, or - instead of +");
	else
		(*sign == '+' ? add_see : drop_see)(&edit, arguments);
	return edit_close(&edit);
}
