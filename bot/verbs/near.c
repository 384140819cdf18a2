#include "verbs/near.h"

#include "base/text.h"
#include "language/spell.h"
#include "verbs/verb.h"

#include <stdio.h>
#include <string.h>

enum { SHORTEST = 4, LONG = 8 /* letters, from which two slips are allowed */ };

/* What other programs call it. */
static const struct {
	const char *word, *verb;
} others[] = {
	{"quiz", "quiz start"},
	{"trivia", "quiz start"},
	{"game", "quiz start"},
	{"play", "quiz start"},
	{"command", "help"},
	{"commands", "help"},
	{"command list", "help"},
	{"list", "topics"},
	{"topics list", "topics"},
	{"subjects", "topics"},
	{"status", "help"},
	{"version", "help"},
	{"uptime", "help"},
	{"info", "help"},
	{"about", "help"},
	{"settings", "help"},
	{"leaderboard", "scores"},
	{"score", "scores"},
	{"points", "scores"},
	{"session", "session start"},
	{"cards", "study"},
	{"flashcards", "study"},
	{"learn", "study"},
	{"find", "search"},
	{"lookup", "search"},
	{"explain", "why"},
	{"report", "wrong"},
	{"remind", "remind me"},
	{"stop", "quiz stop"},
};

static const char *verb_meant(const char *word, enum role role)
{
	const struct verb *verb;
	size_t length = strlen(word);
	int most = length < SHORTEST ? 0 : length < LONG ? 1 : 2;

	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(others[i].word, word) == 0)
			return others[i].verb;
	for (size_t i = 0; (verb = verb_at(i)); i++)
		if (!verb->alias && verb->role <= role && !strchr(verb->name, ' ') &&
			strlen(verb->name) >= SHORTEST && *verb->name == *word &&
			spell_distance(verb->name, word, most) <= most)
			return verb->name;
	return NULL;
}

void near_hint(struct turn *turn, enum role role)
{
	char word[32];
	size_t length = strcspn(turn->folded[0], "?!.");

	if (turn->kind != TURN_NO_QUESTION || length >= sizeof word ||
		(turn->act != ACT_CHATTER && turn->act != ACT_HELP))
		return;
	memcpy(word, turn->folded[0], length);
	word[length] = '\0';
	const char *verb = verb_meant(word, role);
	if (!verb)
		return;
	turn->act = ACT_VERB;
	snprintf(turn->said, sizeof turn->said, "Did you mean `%s`?", verb);
}
