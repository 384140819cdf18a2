#ifndef TONLE_STUDY_DECK_H
#define TONLE_STUDY_DECK_H

#include "fact/fact.h"
#include "page/site.h"

#include <stdio.h>

/*
 * Facts as flash cards for other programs: a card a fact, with its front (maker_front), the
 * statement with its sources, and its topics as tags. url: of the pages, to link to, or "". The
 * caller checks ferror(out).
 */

/* An Anki package (keep/anki.h): a deck a topic. Read again, it updates the notes of the same ids.
 */
void deck_write_anki(
	FILE *out, const struct factset *set, const struct site_part *part, const char *url);

/* A text file for Anki (docs.ankiweb.net/importing/text-files.html, 2.1.55). Read again, it updates
 * the notes of the same front. */
void deck_write_text(
	FILE *out, const struct factset *set, const struct site_part *part, const char *url);

/* The same cards as a table (csv.h): front, back, sources, topics, date, id. */
void deck_write_csv(FILE *out, const struct factset *set, const struct site_part *part);

/* The fact's sources in short: "US–Cambodia help page ¶25; VOA timeline 2018, entry Oct 2004". */
enum { DECK_SOURCES = 1024 };
void deck_sources(const struct factset *set, const struct fact *fact, char out[DECK_SOURCES]);

/* For the pages: cards.apkg, cards.txt, cards.csv and quiz.gift (gift.h); cards and questions of
 * each part. */
extern const struct site_extras deck_extras;

#endif
