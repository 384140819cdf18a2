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

/* "a | b": the best fact about each, and the best about both. */
enum manner verb_compare(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const char *end, *second = second_side(arguments, &end);
	char side[2][256], head[300], quoted[128];
	struct parsed_question parsed[2];
	int best[3] = {-1, -1, -1}; /* for each side, and for both */
	double most[3] = {0};
	bool *shares[2];

	if (!second)
		return MANNER_PASS;
	snprintf(side[0], sizeof side[0], "%.*s", (int)(end - arguments), arguments);
	snprintf(side[1], sizeof side[1], "%s", second);
	for (int s = 0; s < 2; s++) {
		char folded[256];

		text_fold(side[s], folded, sizeof folded);
		memcpy(side[s], folded, sizeof folded);
		match_read(bot->index, side[s], &parsed[s]);
		if (parsed[s].total <= 0)
			return verb_refuse(asker, out, "Usage: compare <a> | <b>, <a> and <b>");
	}
	for (int s = 0; s < 2; s++)
		shares[s] = match_sharing(bot->index, &parsed[s], EVIDENCE_STATED, 0.6f);
	for (size_t i = 0; i < bot->index->count; i++) {
		double of[3];

		for (int s = 0; s < 2; s++) {
			struct fit fit = {.at = (int)i};

			of[s] = 0;
			if (!shares[s][i])
				continue;
			match_weigh(bot->index, &parsed[s], NULL, &fit);
			of[s] = (double)fit.evidence[EVIDENCE_STATED] +
				(double)fit.evidence[EVIDENCE_TYPICAL] / 2;
		}
		of[2] = of[0] > 0 && of[1] > 0 ? of[0] + of[1] : 0;
		for (int s = 0; s < 2; s++)
			if (of[2] > 0)
				of[s] *= 0.8; /* prefer a fact about this side alone */
		for (int s = 0; s < 3; s++)
			if (of[s] > most[s]) {
				most[s] = of[s];
				best[s] = (int)i;
			}
	}
	free(shares[0]);
	free(shares[1]);
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
