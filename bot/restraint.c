#include "restraint.h"

#include "keep/store_study.h"
#include "remember.h"
#include "verbs/verb.h"

#include <string.h>

enum repetition restraint_repetition(
	struct hearing *h, const struct turn *turn, const struct reply *reply)
{
	enum { REPEATED_MS = 60 * 1000 };
	const struct exchange *it = remember_own(h);

	if (!it || !h->asker.channel ||
		!presence_may_speak(h->presence, h->asker.channel, h->asker.now) ||
		h->asker.role >= ROLE_MODERATOR || h->reader != READER_ASKER || turn->count != 1 ||
		!turn_tells(turn) || reply->count == 0 || strcmp(it->told, reply->lines[0]) != 0)
		return REPETITION_NONE;
	if (*turn->full[0] && strcmp(turn->folded[0], turn->full[0]) != 0)
		return reply->count > 1 ? REPETITION_JUST_SAID : REPETITION_NOTHING_MORE;
	return h->asker.now.ms - it->told_ms < REPEATED_MS ? REPETITION_JUST_SAID : REPETITION_NONE;
}

/* Whether no question of the turn has an answer. */
static bool is_miss(const struct turn *turn)
{
	for (size_t i = 0; turn->kind == TURN_QUESTION && i < turn->count; i++)
		if (turn->answers[i].decision != DECISION_UNKNOWN)
			return false;
	return turn->kind != TURN_NO_QUESTION;
}

enum manner restraint_manner(struct hearing *h, const struct turn *turn)
{
	const struct config_channel *settings = h->asker.settings;
	const struct answer *answer = turn_answer(turn);

	if (!settings)
		return MANNER_ANSWER;
	if (settings->misses && strcmp(settings->misses, "private") == 0 && is_miss(turn))
		return MANNER_NOTICE;
	if (settings->cooldown > 0 && turn->count == 1 && turn_tells(turn) &&
		ambient_was_told(&h->bot->told, h->asker.network, h->asker.place, answer->fact->id,
			h->asker.now, (int64_t)settings->cooldown * 1000))
		return MANNER_NOTICE;
	return MANNER_ANSWER;
}

bool restraint_off_topic(struct hearing *h, const struct turn *turn, struct reply *reply)
{
	struct study_session session;

	if (!h->asker.channel || turn->count != 1 || !turn_tells(turn) ||
		!store_session(h->bot->store, h->asker.network, h->asker.place, &session) ||
		verb_is_topic(turn_answer(turn)->fact, session.topic))
		return false;
	reply->count = 0;
	verb_say(&h->asker, reply, MANNER_ANSWER,
		"This study session is about %s; ask me about other topics in private.",
		session.topic);
	return true;
}
