#ifndef TONLE_ASK_SHORT_FORM_H
#define TONLE_ASK_SHORT_FORM_H

#include "ask/content.h"

#include <stdbool.h>

/*
 * The short form of a long statement (`short` in a fact file). If it begins with a capital letter
 * it is a sentence, which replaces the statement if it contains what the question asks for.
 * Otherwise it is a clause ("on 3 May 1965, blaming …"), which answers only a question for a date
 * or a number.
 */

/*
 * Whether the short form can replace the statement, which was read for the question. It cannot if
 * the statement expresses doubt ("probably", "alleged") about something that the short form states
 * without doubt. For a question, a sentence must have each of the question's words that the
 * statement has. From the clause of the statement with most of these words, it must also have all
 * things of the kind asked for or, if there are none, most of the words.
 */
bool short_form_answers(const char *text, const struct content *statement);

#endif
