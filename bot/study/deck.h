#ifndef TONLE_STUDY_DECK_H
#define TONLE_STUDY_DECK_H

#include "fact/fact.h"
#include "page/site.h"

#include <stdio.h>

/*
 * Exports facts as flash cards. Each fact is a card, with its front (maker_front), the statement
 * and its sources on the back, and its topics as tags. url: the address of the pages, for links, or
 * "". The caller checks ferror(out).
 */

/* Writes an Anki package (keep/anki.h) with a deck for each topic. Importing it again updates the
 * notes with the same ids. */
void deck_write_anki(
	FILE *out, const struct factset *set, const struct site_part *part, const char *url);

/* Writes a text file for Anki (docs.ankiweb.net/importing/text-files.html, 2.1.55). Importing it
 * again updates the notes with the same front. */
void deck_write_text(
	FILE *out, const struct factset *set, const struct site_part *part, const char *url);

/* Writes the same cards as a table (csv.h): front, back, sources, topics, date, id. */
void deck_write_csv(FILE *out, const struct factset *set, const struct site_part *part);

/* The fact's sources, abbreviated: "Help page ¶25; VOA timeline 2018, entry Oct 2004". */
enum { DECK_SOURCES = 1024 };
void deck_sources(const struct factset *set, const struct fact *fact, char out[DECK_SOURCES]);

/* The extra files for the pages: cards.apkg, cards.txt, cards.csv and quiz.gift (gift.h) with all
 * facts, and cards and questions of each part. */
extern const struct site_extras deck_extras;

#endif
