#ifndef TONLE_VERBS_VERB_H
#define TONLE_VERBS_VERB_H

#include "bot.h"
#include "people/roles.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * A verb is a row of its room's table. Also, functions that handlers share. A handler is called
 * only if its row's conditions hold. It writes the reply's lines to out, each cut to asker->room,
 * and returns how to send them; verb_page leaves all but the first for `more`.
 *
 * To add a verb: write verb_<name> in a room, declare it in the room's header and add a row to the
 * room's table.
 */
typedef enum manner verb_handler(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out);

/* The heading of `help` under which the verb is listed: by default reading, or learning in that
 * room; verbs that need a role are under moderating. */
enum verb_group { VERB_READ, VERB_ASK, VERB_LEARN, VERB_MODERATE, VERB_GROUPS };

enum verb_where { VERB_ANYWHERE, VERB_IN_CHANNEL, VERB_IN_PRIVATE };

enum { VERB_ANY_WORDS = 999 };

struct verb {
	const char *name;  /* one word, or two ("quiz start"), which are tried first */
	const char *alias; /* set: another name for that verb; the fields below are unused */
	bool overload; /* a second row with the name of another verb; used where fits() says so */
	enum verb_group group;
	enum role role;     /* the lowest that may use it */
	size_t least, most; /* words after it */
	enum verb_where where;
	bool writes; /* needs a writable fact base */
	bool bare;   /* needs no index, so that `tonle do` need not build one */
	const char *usage, *help;
	const char *instead; /* what a person without the role probably wants to do, or NULL */
	const char *related; /* the verb that `help` describes with it, or NULL */
	verb_handler *run;
	/* Whether a line with these words that does not begin with '!' is a command, if the number
	 * of words alone does not show it. May be NULL. */
	bool (*fits)(const char *arguments);
};

/* Each room's table, in the order of `help`; its last row has no name. */
extern const struct verb browse_verbs[], learn_verbs[], moderate_verbs[], about_verbs[];

/* The verb after this one, in the order of `help`; the first for NULL, NULL after the last. */
const struct verb *verb_after(const struct verb *verb);

/* The row for a line's first word and the words after it; *arguments moves past the name's second
 * word if it has one. NULL if there is none. Aliases give the verb they stand for. */
const struct verb *verb_find(const char *name, const char **arguments);

/* The last exchange with the asker, or else the last one in that place; NULL if there was none in
 * the last ten minutes. */
struct exchange *verb_last(struct bot *bot, const struct asker *asker);

/* The fact with that id; for "" the fact of the last answer. NULL if there is none. */
const struct fact *verb_fact(struct bot *bot, const struct asker *asker, const char *id);

/* Call it when a verb has shown facts, with the position of the first: `source`, `why`, `wrong`,
 * `related` and `cite` then refer to that one. alone: no other was shown, so that follow-ups refer
 * to it, too. */
void verb_shown(struct bot *bot, const struct asker *asker, int at, bool alone);

/* Adds one line, for the asker only: a refusal or an error. Returns MANNER_REFUSED. */
enum manner verb_refuse(const struct asker *asker, struct reply *out, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Adds one line; returns the manner given. */
enum manner verb_say(const struct asker *asker, struct reply *out, enum manner manner,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Keeps the first of the reply's lines (with MANNER_ALL and MANNER_NOTICES the first three) and
 * stores the others for `more`. Adds to each how many are left after it, if VERB_MORE bytes of room
 * are free. Returns the manner given. */
enum { VERB_MORE = 16 };
enum manner verb_page(
	struct bot *bot, const struct asker *asker, enum manner manner, struct reply *out);

/* The same, but `left` is how many things there are after each line. */
enum manner verb_page_of(struct bot *bot, const struct asker *asker, enum manner manner,
	const size_t left[REPLY_LINES], struct reply *out);

/* Writes one line of at most room bytes (REPLY_ROOM_MIN for the fact at least): the head, a space,
 * and the fact at that position of the index with its citation; if at < 0, says that the fact is
 * gone. */
void verb_fact_line(
	const struct bot *bot, size_t room, const char *head, int at, char line[REPLY_LINE]);

/*
 * Writes a person's words so that the bot can repeat them in public: in quotation marks, at most
 * `most` bytes, without links and addresses (words with '/', ':', '@' or a dot inside), nicks of
 * people on the network, characters that reverse or hide text, and more than two combining marks on
 * a letter. network: where, or NULL for any. Returns out.
 */
const char *verb_quote(const struct bot *bot, const char *network, const char *text, size_t most,
	char *out, size_t size);

/* The address of the pages, ending with "/"; NULL if there are none that people can fetch. */
const char *verb_pages_at(const struct bot *bot);

/* Whether the folded words name one of the fact's topics: "hun sen", "Hun-Sen" and "pow mia" do. */
bool verb_is_topic(const struct fact *fact, const char *folded);

/* Writes a refusal so that it can be said in public, to a person who cannot get a NOTICE. The text
 * between the first and the last quotation mark is the asker's, so it goes through verb_quote().
 * Returns out. */
const char *verb_refusal_aloud(
	const struct bot *bot, const struct asker *asker, const char *line, char out[REPLY_LINE]);

verb_handler verb_help;

#endif
