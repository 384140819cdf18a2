#ifndef TONLE_STUDY_DECK_H
#define TONLE_STUDY_DECK_H

#include "ask/index.h"
#include "page/site.h"

#include <stdio.h>

/*
 * The facts as cards and questions for other programs. topic: only the facts on it; "" for all. The
 * caller checks ferror(out).
 */

/*
 * A text file for Anki (docs.ankiweb.net/importing/text-files.html, 2.1.55): a note a fact, with
 * its front (maker_front), the statement with its sources in HTML, and its topics as tags. Read
 * again, it updates the notes of the same front. url: of the pages, to link to, or "".
 */
void deck_write_anki(FILE *out, const struct factset *set, const char *topic, const char *url);

/* The same cards as a table (csv.h): front, back, sources, topics, date, id. */
void deck_write_csv(FILE *out, const struct factset *set, const char *topic);

/*
 * Questions for Moodle in GIFT (docs.moodle.org/en/GIFT_format): those that the quiz makes
 * (maker.h), as short answers with the other ways to write the right one, a category a topic, and
 * the statement with its sources as feedback.
 */
void deck_write_gift(FILE *out, const struct index *index, const char *topic);

/* Files of all cards, for the pages: cards.txt for Anki, cards.csv. */
extern const struct site_file deck_files[];

#endif
