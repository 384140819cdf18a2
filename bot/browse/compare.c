/* The verb `compare`. */
#include "browse/browse.h"

#include "ask/match.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Adds the fact to the reply as one line. */
static void add_found_fact(
	struct bot *bot, const struct asker *asker, const char *head, int at, struct reply *out)
{
	if (out->count == REPLY_LINES)
		return;
	if (strlen(head) + REPLY_ROOM_MIN > asker->room)
		head = "";
	verb_fact_line(bot, asker->room, head, at, out->lines[out->count++]);
}

/* Where the second side begins in "a | b", "a and b", "a vs b"; *end is where the first one ends.
 * NULL if there are not two sides, or it may be a question. */
static const char *second_side(const char *arguments, const char **end)
{
	enum { FEW = 9 };
	static const char *const between[] = {
		" vs. ", " vs ", " versus ", " with ", " to ", " and "};
	const char *bar = strchr(arguments, '|');

	*end = bar;
	if (bar)
		return bar + 1;
	if (strchr(arguments, '?') || text_count_words(arguments) > FEW)
		return NULL;
	for (size_t i = 0; i < sizeof between / sizeof *between; i++)
		if ((*end = strstr(arguments, between[i])))
			return *end + strlen(between[i]);
	return NULL;
}

/* The sides, and both together. */
enum { BOTH = 2, SIDES = 3 };

struct comparison {
	char text[SIDES][512]; /* folded */
	struct parsed_question parsed[SIDES];
	int best[SIDES]; /* positions of facts, or -1 */
	double most[SIDES];
};

/* How much the fact is about that side; 0: too little. */
static double about(
	const struct bot *bot, const struct comparison *comparison, int side, int position)
{
	const float least = 0.6f;
	struct fit fit = {.at = position};

	match_weigh(bot->index, &comparison->parsed[side], NULL, &fit);
	return fit.evidence[EVIDENCE_STATED] < least
		       ? 0
		       : (double)fit.evidence[EVIDENCE_STATED] +
				 (double)fit.evidence[EVIDENCE_TYPICAL] / 2;
}

static void compare_one(const struct bot *bot, struct comparison *comparison, int position)
{
	double of[SIDES] = {
		about(bot, comparison, 0, position), about(bot, comparison, 1, position)};

	of[BOTH] = of[0] > 0 && of[1] > 0 ? of[0] + of[1] : 0;
	for (int s = 0; s < SIDES; s++) {
		if (s != BOTH && of[BOTH] > 0)
			of[s] *= 0.8; /* prefer a fact about this side alone */
		if (of[s] > comparison->most[s]) {
			comparison->most[s] = of[s];
			comparison->best[s] = position;
		}
	}
}

/* Finds the best facts among those that the postings propose. */
static void compare_proposed(const struct bot *bot, struct comparison *comparison)
{
	for (int s = 0; s < SIDES; s++) {
		int positions[POSTINGS_BEST_MAX];
		size_t count = match_candidates(
			bot->index, &comparison->parsed[s], positions, POSTINGS_BEST_MAX);

		for (size_t i = 0; i < count; i++)
			compare_one(bot, comparison, positions[i]);
	}
}

/* "a | b": the best fact about each, and the best about both. */
enum manner verb_compare(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const char *end, *second = second_side(arguments, &end);
	char side[2][256], head[300], quoted[128];
	struct comparison comparison = {.best = {-1, -1, -1}};
	const int *best = comparison.best;

	if (!second && !strchr(arguments, '?') && text_count_words(arguments) <= 3)
		return verb_refuse(
			asker, out, "Compare it with what? `compare %s and <another>`", arguments);
	if (!second)
		return MANNER_PASS;
	snprintf(side[0], sizeof side[0], "%.*s", (int)(end - arguments), arguments);
	snprintf(side[1], sizeof side[1], "%s", second);
	for (int s = 0; s < 2; s++) {
		text_fold(side[s], comparison.text[s], sizeof side[s]);
		memcpy(side[s], comparison.text[s], sizeof side[s]);
		match_read(bot->index, comparison.text[s], &comparison.parsed[s]);
		if (comparison.parsed[s].total <= 0)
			return verb_refuse(asker, out, "Usage: compare <a> | <b>, <a> and <b>");
	}
	snprintf(comparison.text[BOTH], sizeof comparison.text[BOTH], "%s %s", side[0], side[1]);
	match_read(bot->index, comparison.text[BOTH], &comparison.parsed[BOTH]);
	compare_proposed(bot, &comparison);
	for (int s = 0; s < 2; s++) {
		verb_quote(bot, asker->network, side[s], 60, quoted, sizeof quoted);
		snprintf(head, sizeof head, "%s:", quoted);
		if (best[s] >= 0)
			add_found_fact(bot, asker, head, best[s], out);
		else
			verb_say(asker, out, MANNER_ANSWER, "%s: no fact is about it.", quoted);
	}
	if (best[2] >= 0 && best[2] != best[0] && best[2] != best[1])
		add_found_fact(bot, asker, "both:", best[2], out);
	for (int s = 2; s-- > 0;)
		if (best[s] >= 0)
			verb_shown(bot, asker, best[s], true);
	return MANNER_ALL;
}
