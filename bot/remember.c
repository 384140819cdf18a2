#include "remember.h"

#include "ask/reason.h"
#include "base/text.h"
#include "talk/offers.h"

#include <stdio.h>
#include <string.h>

struct exchange *remember_own(struct hearing *h)
{
	return context_own(
		&h->bot->memory, h->asker.network, h->asker.place, h->asker.person, h->asker.now);
}

/* Stores the turn's offers, or keeps the earlier ones if one of them was picked. */
static void remember_offers(struct exchange *it, const struct turn *turn, const struct reply *reply,
	const struct exchange *before)
{
	for (size_t i = 0; i < turn->count; i++) {
		const struct answer *answer = &turn->answers[i];

		if (answer->decision != DECISION_OFFERED)
			continue;
		for (size_t k = 0; k < answer->offer_count; k++)
			snprintf(it->offers[k], CONTEXT_ID, "%s", answer->offers[k]->id);
		snprintf(it->list, sizeof it->list, "%s", reply->count > i ? reply->lines[i] : "");
		return;
	}
	if (turn->answers[0].by == BY_CHOICE) {
		memcpy(it->offers, before->offers, sizeof it->offers);
		memcpy(it->list, before->list, sizeof it->list);
	}
}

/* Stores the question and its answer, to which a follow-up may refer. */
static void remember_question(const struct index *index, struct exchange *it,
	const struct exchange *before, const struct turn *turn)
{
	const char *question = turn_answer(turn)->parsed.folded;

	memcpy(it->subjects, before->subjects, sizeof it->subjects);
	memcpy(it->question, before->question, sizeof it->question);
	if (turn->kind != TURN_QUESTION || turn->answers[0].by == BY_CHOICE || !question ||
		strlen(question) >= sizeof it->question)
		return;
	reference_remember(index, before->question, it->subjects, sizeof it->subjects);
	strcpy(it->question, question);
}

struct exchange *remember_turn(
	struct hearing *h, const struct turn *turn, const struct reply *reply)
{
	struct exchange before;
	const struct exchange *own = remember_own(h);
	const struct answer *answer = turn_answer(turn);

	before = own ? *own : (struct exchange){.fact = ""};
	struct exchange *it = context_new(
		&h->bot->memory, h->asker.network, h->asker.place, h->asker.person, h->asker.now);
	it->rest = *reply;
	it->next = turn_lines(turn);
	if (turn_tells(turn) && h->asker.channel &&
		presence_may_speak(h->presence, h->asker.channel, h->asker.now)) {
		snprintf(it->told, sizeof it->told, "%s", reply->count ? reply->lines[0] : "");
		it->told_ms = h->asker.now.ms;
	}
	it->private = h->reader == READER_ASKER_ALONE || h->reader == READER_OTHER_ALONE;
	it->overview = answer->by == BY_OVERVIEW || answer->facts_count > 0;
	reason_line(h->bot->index, answer, h->asker.room, &it->why);
	if (answer->fact)
		snprintf(it->fact, sizeof it->fact, "%s", answer->fact->id);
	remember_question(h->bot->index, it, &before, turn);
	remember_offers(it, turn, reply, &before);
	if (turn->count == 1 && answer->decision == DECISION_OFFERED)
		snprintf(it->original, sizeof it->original, "%.*s", FOLLOWUP_TEXT - 1,
			h->request.question);
	return it;
}

void remember_unclear(struct hearing *h, const struct turn *turn)
{
	struct exchange *it = remember_own(h);

	if (!it)
		it = context_new(&h->bot->memory, h->asker.network, h->asker.place, h->asker.person,
			h->asker.now);
	snprintf(it->unclear, sizeof it->unclear, "%.*s", FOLLOWUP_TEXT - 1, turn->folded[0]);
	it->unclear_ms = h->asker.now.ms;
}

int remember_picked(struct hearing *h, const struct exchange *it)
{
	char texts[OFFERS_MAX][REPLY_LINE], folded[OFFERS_MAX][REPLY_LINE];
	const char *choices[OFFERS_MAX];
	size_t count = 0;

	while (it && count < OFFERS_MAX && *it->offers[count]) {
		const char *id = it->offers[count];
		const struct fact *fact = index_find(h->bot->index, id);

		snprintf(texts[count], REPLY_LINE, "%s %s " OFFERS_BODY " %s", id,
			fact && fact->question_count ? fact->questions[0].text : "",
			fact ? fact->says : "");
		text_drop_broken(texts[count]);
		text_fold(texts[count], folded[count], REPLY_LINE);
		choices[count] = folded[count];
		count++;
	}
	return offers_pick(h->request.folded, choices, count, it && !*it->fact);
}
