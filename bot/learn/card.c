#include "learn/card.h"

#include "base/zone.h"

#include <stdio.h>

const char *card_zone(const struct bot *bot, const struct study_learner *learner)
{
	return *learner->zone ? learner->zone : bot_zone(bot);
}

void card_answer(struct study_card *card, enum grade grade, const char *zone, int64_t now)
{
	struct schedule before = {card->stability, card->difficulty, card->days};
	int64_t today = zone_day(zone, now, CARD_HOUR);
	int64_t elapsed = card->reviewed ? today - zone_day(zone, card->reviewed, CARD_HOUR) : 0;

	/* a card last answered under SM-2, the earlier algorithm */
	if (before.stability <= 0 && card->ease > 0)
		before = schedule_from_sm2(card->ease, card->days);
	struct schedule after = schedule_graded(before, grade, elapsed < 0 ? 0 : elapsed);

	card->lapses += grade == GRADE_AGAIN && card->repetitions > 0;
	card->repetitions = grade == GRADE_AGAIN ? 0 : card->repetitions + 1;
	card->ease = 0;
	card->stability = after.stability;
	card->difficulty = after.difficulty;
	card->days = after.days;
	card->reviewed = now;
	card->due = after.days ? zone_moment(zone, today + after.days, CARD_HOUR, 0)
			       : now + SCHEDULE_AGAIN;
}

bool card_is_hard(const struct study_card *card)
{
	return card->difficulty >= 7.5 || card->lapses >= 2;
}

void card_write(const struct study_card *card, char *out, size_t size)
{
	snprintf(out, size, "%.17g %lld %lld %lld %.17g %.17g %lld %lld", card->ease,
		(long long)card->days, (long long)card->repetitions, (long long)card->due,
		card->stability, card->difficulty, (long long)card->reviewed,
		(long long)card->lapses);
}

bool card_read(const char *text, struct study_card *card)
{
	long long days, repetitions, due, reviewed, lapses;

	if (sscanf(text, "%lf %lld %lld %lld %lf %lf %lld %lld", &card->ease, &days, &repetitions,
		    &due, &card->stability, &card->difficulty, &reviewed, &lapses) != 8)
		return false;
	card->days = days;
	card->repetitions = repetitions;
	card->due = due;
	card->reviewed = reviewed;
	card->lapses = lapses;
	return true;
}

void card_add_when(int64_t due, const char *zone, int64_t now, struct buf *buf)
{
	enum { MINUTE = 60, HOUR = 60 * MINUTE };
	int64_t left = due - now;
	int64_t days = zone_day(zone, due, CARD_HOUR) - zone_day(zone, now, CARD_HOUR);
	int64_t minutes = (left + MINUTE - 1) / MINUTE, hours = (left + HOUR / 2) / HOUR;

	if (left <= 0)
		buf_add(buf, "now");
	else if (left < HOUR)
		buf_add(buf, "in %lld minute%s", (long long)minutes, minutes == 1 ? "" : "s");
	else if (days == 0 || left < 4 * HOUR)
		buf_add(buf, "in %lld hour%s", (long long)hours, hours == 1 ? "" : "s");
	else if (days == 1)
		buf_add(buf, "tomorrow");
	else
		buf_add(buf, "in %lld days", (long long)days);
}
