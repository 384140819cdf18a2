#ifndef TONLE_VERBS_VERB_H
#define TONLE_VERBS_VERB_H

#include "bot.h"
#include "people/roles.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A verb as a row of the table, and what the handlers share. A handler is called when all that its
 * row demands holds; it writes the reply's lines to out, each cut to asker->room, of which the
 * first is said at once and the others by `more` (verb_page), and returns how they are to be said.
 */
typedef enum manner verb_handler(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out);

enum verb_where { VERB_ANYWHERE, VERB_IN_CHANNEL, VERB_IN_PRIVATE };

enum { VERB_ANY_WORDS = 999 };

struct verb {
	const char *name;   /* one word, or two ("quiz start"): two are looked for first; of two
			     * rows of one name the first whose words fit, else the last */
	enum role role;     /* the least that may say it */
	size_t least, most; /* words behind it */
	enum verb_where where;
	bool writes; /* needs a fact base that can be written */
	const char *usage, *help;
	verb_handler *run;
	/* Whether the words behind it make a command of a line that was not opened with '!', where
	 * their number alone does not tell. May be NULL. */
	bool (*fits)(const char *arguments);
};

/* The table (table.c), in the order of `help`; its last row has no name. */
extern const struct verb verb_table[];

/* The row for a line's first word and what stands behind it, which *arguments is moved to point at;
 * NULL if there is none. */
const struct verb *verb_find(const char *name, const char **arguments);

/* How many words there are in the text. */
size_t verb_words(const char *text);

/* What was said last to the asker (or in that place); NULL if nothing within ten minutes. */
struct exchange *verb_last(struct bot *bot, const struct asker *asker);

/* The fact of that id; without one (""), that of the last answer. NULL if there is none. */
const struct fact *verb_fact(struct bot *bot, const struct asker *asker, const char *id);

/* One line to the asker only: a refusal, an error. Returns MANNER_REFUSED. */
enum manner verb_refuse(const struct asker *asker, struct reply *out, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* One line that is said in the given manner, which is returned. */
enum manner verb_say(const struct asker *asker, struct reply *out, enum manner manner,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Leaves the first of the reply's lines to be said (the first three with MANNER_ALL), with how many
 * more there are; the others wait for `more`. Returns the manner. */
enum manner verb_page(
	struct bot *bot, const struct asker *asker, enum manner manner, struct reply *out);

/* The person as the tables of learning know them: '=' and the services account, or else the nick,
 * in lower case; and as others see them, a nick without an account marked with '*'. */
void verb_person(const struct asker *asker, char *out, size_t size);
void verb_shown(const struct asker *asker, char *out, size_t size);

/* The asker's channel in lower case. */
void verb_channel(const struct asker *asker, char *out, size_t size);

/* Whether people mean that topic by these folded words: "hun sen", "Hun-Sen", "pow mia". */
bool verb_is_topic(const char *topic, const char *folded);

/* --- the handlers, by file -------------------------------------------------------------------- */

verb_handler verb_help; /* command.c */

/* answers.c */
verb_handler verb_source, verb_more, verb_why, verb_topics, verb_try;

/* finding.c */
verb_handler verb_search, verb_topic, verb_who, verb_related, verb_random, verb_compare,
	verb_timeline, verb_on;

/* citing.c */
verb_handler verb_cite_apa, verb_cite_chicago, verb_cite_bibtex;

/* quiz.c */
verb_handler verb_quiz_start, verb_quiz_stop, verb_hint, verb_skip, verb_scores;

/* cards.c */
verb_handler verb_study, verb_study_stop, verb_progress, verb_remind;

/* study_session.c */
verb_handler verb_session_start, verb_session_stop, verb_reading_list;

/* person.c */
verb_handler verb_forget_me;
/* roles_verbs.c */
verb_handler verb_role, verb_roles, verb_ignore, verb_unignore, verb_hush, verb_speak;

/* suggestions.c */
verb_handler verb_suggest, verb_wrong, verb_inbox, verb_approve, verb_reject, verb_amend;
bool verb_inbox_fits(const char *arguments);

/* backlog.c */
verb_handler verb_tell_me, verb_asked;
bool verb_asked_fits(const char *arguments);

/* statistics.c, maintenance.c */
verb_handler verb_stats, verb_review, verb_backup, verb_restore, verb_reload;

/* facts.c */
verb_handler verb_add, verb_cite, verb_uncite, verb_edit, verb_replace, verb_retopic, verb_when,
	verb_forget, verb_unforget, verb_merge, verb_lock, verb_unlock;

/* questions.c */
verb_handler verb_ask, verb_yes, verb_no, verb_not, verb_pattern;

/* revisions.c */
verb_handler verb_show, verb_history, verb_diff, verb_undo, verb_redo, verb_revert, verb_audit;

/* register.c, quarantine.c */
verb_handler verb_alias, verb_unalias, verb_source_add, verb_source_drop, verb_quarantine;

#endif
