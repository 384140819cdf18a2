#ifndef TONLE_BROWSE_BROWSE_H
#define TONLE_BROWSE_BROWSE_H

#include "language/lexicon.h"
#include "language/words.h"
#include "verbs/verb.h"

#include <stdint.h>

/* The handlers of this room's verbs, by file; table.c has their rows. */

/* answers.c */
verb_handler verb_source, verb_more, verb_why, verb_tell, verb_topics, verb_try;
/* finding.c, dated.c, related.c */
verb_handler verb_search, verb_topic, verb_who, verb_related, verb_random, verb_timeline, verb_on;
/* Whether the words after "who" begin with a form of "be": "who is hun sen" is a question. */
bool browse_is_asked(const char *arguments);
/* compare.c */
verb_handler verb_compare;
/* about.c */
verb_handler verb_status, verb_version, verb_uptime, verb_about_me;
/* citing.c */
verb_handler verb_cite_apa, verb_cite_chicago, verb_cite_bibtex, verb_cite_mla, verb_cite_ris,
	verb_cite_csl;

/* link.c */
verb_handler verb_export;
/* Writes the address of a page that the bot keeps (control/pages.h), as " · All: <address>"; "" if
 * it keeps none or the address is too long. page: the file and what precedes the words in the
 * address; a topic's words are joined by '-'. */
enum { BROWSE_LINK = 256 };
void browse_link(
	const struct bot *bot, const char *page, const char *words, char link[BROWSE_LINK]);

/* Answers "<fact id>[2]": what the fact's second citation supports, with its quote and mark. False,
 * with nothing said, if the text does not have this form. */
bool browse_value(struct bot *bot, const struct asker *asker, const char *text, struct reply *out);
/* respell.c: finds the word of the statements that is nearest to a folded, misspelt word, and
 * writes it to `meant`. Returns its term; -1 if none is near, or two are equally near. */
int browse_respell(const struct index *index, const char *word, char meant[WORD_SIZE]);
/* Which of the terms each fact has in its statement as they were typed, in the singular or plural,
 * also inside a name: by position, a bit for each term. The caller frees it. */
uint64_t *browse_written(const struct index *index, const struct terms *terms);
/* The same of the terms that it has in any form. */
uint64_t *browse_having(const struct index *index, const struct terms *terms);
/* Lists the facts at these positions; the head precedes the first line (found.c). */
enum manner browse_list(struct bot *bot, const struct asker *asker, const char *head,
	const int *positions, size_t count, struct reply *out);
/* changes.c: `search /regex/`, `search by <author>`, `search since <date>`; false if it is none of
 * these but words to search for. */
bool browse_search(struct bot *bot, const struct asker *asker, const char *arguments,
	struct reply *out, enum manner *manner);
verb_handler verb_changes;

#endif
