#ifndef TONLE_LEARN_REVIEW_H
#define TONLE_LEARN_REVIEW_H

#include "bot.h"
#include "keep/store_study.h"
#include "learn/card.h"
#include "study/judge.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One turn of a learner: their row of table learner, and all their cards, due ones first. */
struct review {
	struct bot *bot;
	const struct asker *asker;
	struct reply *out;
	const char *zone; /* of the learner */
	struct study_learner learner;
	bool known;     /* the row exists */
	bool judged;    /* we judge the open card's answer, not the learner */
	bool served;    /* the open card's fact is served: not forgotten or hidden */
	bool has_key;   /* judged, and the facts still have the answer */
	struct key key; /* of the answer, if has_key */
	struct study_card *cards;
	size_t count;
	study_id *deck; /* the facts of a deck that is not a topic */
	size_t deck_count;
	struct error err; /* why something was not saved, or "" */
};

/* Values of learner.topic for decks that are not topics. */
#define REVIEW_ASKED "=asked"     /* facts of the learner's answers in a month */
#define REVIEW_HARD "=hard"       /* hard cards, due or not, each once a day */
#define REVIEW_SESSION "=session" /* facts of the last session here, each once a day */
#define REVIEW_MISSED "=missed"   /* facts nobody knew in the last quizzes, each once a day */

/* Reads the learner's row. End with review_end() or review_free(). */
void review_begin(struct review *s, struct bot *bot, const struct asker *asker, struct reply *out);
void review_free(struct review *s);

/* Saves the row, and frees the cards. The reply ends by saying so if that or a card was not saved.
 */
enum manner review_end(struct review *s);

/* Reads the cards, unless that was done. */
void review_fetch(struct review *s);

/* How many of the cards are due. */
size_t review_due(const struct review *s);

/* Adds the head and the open card's fact as one line, and remembers the fact for `source`. */
void review_add_fact(struct review *s, const char *head);

/* Asks the next card, or says that none is left. */
void review_ask_next(struct review *s);

/* Grades the open card, and keeps its old state so that the grade can be changed; grades the last
 * card again. Both return when the card is due. */
int64_t review_grade(struct review *s, enum grade grade);
int64_t review_regrade(struct review *s, enum grade grade);

/* Restores the old state of the last card, of which there must be one; false if it is not saved. */
bool review_undo(struct review *s);

#endif
