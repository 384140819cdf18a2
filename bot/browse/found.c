#include "browse/found.h"

#include "ask/listing.h"

#include <stdlib.h>
#include <string.h>

void found_add(struct found *found, int at, double order)
{
	GROW(found->rows, found->count, found->room);
	found->rows[found->count++] = (struct found_row){at, order};
}

static int by_order(const void *a, const void *b)
{
	const struct found_row *x = a, *y = b;

	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
	return x->at - y->at;
}

double found_date_order(const struct profile *profile)
{
	const struct date_span when = profile->when;

	return when.last > 0 ? (double)when.first + (double)when.last / 1e9 : 1e9;
}

/* Whether there are no facts; `do --json` then gets an empty list. */
static bool is_none(const struct bot *bot, size_t count)
{
	if (count == 0 && bot->rows)
		listing_write(bot->index, NULL, 0, bot->rows);
	return count == 0;
}

bool found_none(const struct bot *bot, const struct found *found)
{
	return is_none(bot, found->count);
}

static enum manner list_positions(struct bot *bot, const struct asker *asker, const char *head,
	const int *positions, size_t count, const char *link, found_continue *further,
	void *context, struct reply *out)
{
	if (bot->rows)
		listing_write(bot->index, positions, count, bot->rows);
	const size_t reserved = strlen(link) + (asker->whole ? 0 : VERB_MORE);
	const size_t room = asker->room - (asker->room > reserved + REPLY_ROOM_MIN ? reserved : 0);
	size_t left[REPLY_LINES];
	size_t done = listing_add(bot->index, head, positions, count, room, left, out);
	if (out->count > 1 && room < asker->room)
		strncat(out->lines[0], link, REPLY_LINE - 1 - strlen(out->lines[0]));
	if (done < count) {
		const char *how = further ? further(context, positions[done]) : NULL;

		verb_say(asker, out, MANNER_ANSWER, "More: %s.", how ? how : "be more specific");
	}
	verb_shown(bot, asker, positions[0], count == 1);
	return verb_page_of(bot, asker, MANNER_ANSWER, left, out);
}

enum manner found_list(struct bot *bot, const struct asker *asker, const char *head,
	struct found *found, found_continue *further, void *context, struct reply *out)
{
	int *positions = must_alloc(found->count * sizeof *positions);

	qsort(found->rows, found->count, sizeof *found->rows, by_order);
	for (size_t i = 0; i < found->count; i++)
		positions[i] = found->rows[i].at;
	enum manner manner = list_positions(
		bot, asker, head, positions, found->count, found->link, further, context, out);
	free(positions);
	free(found->rows);
	return manner;
}

enum manner browse_list(struct bot *bot, const struct asker *asker, const char *head,
	const int *positions, size_t count, struct reply *out)
{
	if (is_none(bot, count))
		return verb_refuse(asker, out, "No fact matches.");
	return list_positions(bot, asker, head, positions, count, "", NULL, NULL, out);
}
