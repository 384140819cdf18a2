#ifndef TONLE_LEARN_CARD_H
#define TONLE_LEARN_CARD_H

#include "base/buf.h"
#include "bot.h"
#include "keep/store_study.h"
#include "study/schedule.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A flash card as a row, and its days. A day begins at 4 in the morning of the learner's time zone,
 * so that a person who learns at the same hour every evening finds all cards of the day due. */
enum { CARD_HOUR = 4 };

/* The learner's time zone: their own, else the configuration's. */
const char *card_zone(const struct bot *bot, const struct study_learner *learner);

/* Changes the card by an answer of that grade. */
void card_answer(struct study_card *card, enum grade grade, const char *zone, int64_t now);

/* Whether the card is hard: difficult by FSRS, or forgotten twice. */
bool card_is_hard(const struct study_card *card);

/* Writes the card's state as text, and reads it; false if the text is invalid. */
void card_write(const struct study_card *card, char *out, size_t size);
bool card_read(const char *text, struct study_card *card);

/* Adds "in 10 minutes", "in 3 hours", "tomorrow" or "in 2 days". */
void card_add_when(int64_t due, const char *zone, int64_t now, struct buf *buf);

#endif
