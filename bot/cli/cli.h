#ifndef TONLE_CLI_CLI_H
#define TONLE_CLI_CLI_H

#include "base/error.h"
#include "base/timestamp.h"
#include "bot.h"
#include "config/config.h"
#include "verbs/command.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The command line: main.c has the table of subcommands, options.c that of their options. Each
 * subcommand returns the exit status.
 */
enum exit_status {
	EXIT_ANSWERED = 0,   /* answered, or done */
	EXIT_UNANSWERED = 1, /* not answered, refused, or a check that found something */
	EXIT_TROUBLE = 2     /* wrong usage or failure; standard error says why */
};

struct options;

/* A row of main.c's table; the last one has no name. */
struct subcommand {
	const char *name;
	int (*run)(const struct options *options);
	const char *options;   /* its options: names in options.c, separated by spaces */
	size_t least, most;    /* other arguments */
	const char *arguments; /* … as the usage shows them; NULL: none */
	const char *summary;   /* one sentence */
	const char *help;      /* more; NULL: nothing */
	bool hidden;           /* not shown in the help */
	bool mixed;            /* options may also follow the other arguments */
};

struct options {
	const struct subcommand *subcommands;                          /* the table */
	const char *config, *db, *channel, *nick, *source_text, *html; /* NULL: not given */
	const char *id, *title, *author, *publisher, *date, *url, *licence, *brief, *type,
		*accessed, *topic, *apply;
	const char *bib, *ris, *csl;         /* files for the register of sources */
	const char *anki, *gift, *csv_cards; /* files for flash cards and quizzes */
	const char *session;                 /* the channel that they are from */
	const char *csv_sources, *csv_aliases;
	const char *server, *port, *network, *owner, *sasl, *account, *password_file, *subject;
	bool json, batch, ambient, explain, transcript, over, insist, check, csv, quote, shipped;
	bool no_tls, no_sasl, yes, replace, verbose, quiet;
	char **rest; /* the other arguments */
	size_t rest_count;
};

int cli_init(const struct options *options);
int cli_demo(const struct options *options);
int cli_run(const struct options *options);
int cli_ask(const struct options *options);
int cli_console(const struct options *options);
int cli_talk(const struct options *options);
int cli_import(const struct options *options);
int cli_export(const struct options *options);
int cli_check(const struct options *options);
int cli_backup(const struct options *options);
int cli_stats(const struct options *options);
int cli_cite(const struct options *options);
int cli_do(const struct options *options);
int cli_drafts(const struct options *options);
int cli_add_document(const struct options *options);
int cli_status(const struct options *options);
int cli_metrics(const struct options *options);
int cli_say(const struct options *options);
int cli_join(const struct options *options);
int cli_part(const struct options *options);
int cli_reload(const struct options *options);
int cli_manual(const struct options *options);

/* Writes the set's sources to the files that the options name: BibTeX, RIS, CSL-JSON. False with
 * the reason for a file that cannot be written. */
struct factset;
bool cli_write_references(
	const struct factset *set, const struct options *options, struct error *err);

/* Writes cards and questions made from the set (study/deck.h, gift.h) to the files that the options
 * name; the set may be empty afterwards. False with the reason, also for a topic that no fact is
 * on, and a channel without a session in the store. */
bool cli_write_cards(
	struct store *store, struct factset *set, const struct options *options, struct error *err);

/* Finds the channel of a study session that has ended, by "#school" or "network/#school". If there
 * is none or several networks have one, false with the reason, which lists the existing ones. */
struct study_place;
bool cli_find_session(
	struct store *store, const char *wanted, struct study_place *found, struct error *err);

/* The user at the terminal, who is an owner. Borrowed from the environment. */
struct asker cli_owner(void);

/* The time now. */
struct timestamp cli_now(void);

/* Prints the error on standard error as "tonle: …" and returns EXIT_TROUBLE. */
int cli_fail(const struct error *err);

/* `run --check`: prints every mistake on standard error, and warnings about what works but is
 * probably not meant on standard output. 2 after a mistake, 1 after a warning. */
int cli_run_check(const struct options *options);

/* Serves the networks of the configuration until a signal ends it; an exit status. */
int cli_serve(const struct config *config);

/* Reads the configuration: --config, else the one that places.h finds, else an empty one. The
 * caller frees it with config_free. */
bool cli_config(const struct options *options, struct config *config, struct error *err);

/* The database's path: --db, else the configuration's. NULL with the error if the configuration
 * cannot be read. The caller frees it. */
char *cli_database(const struct options *options, struct error *err);

/* The state directory of --db or the configuration. A mistake in the configuration does not make it
 * fail, so that its running bot can be reached. The caller frees it. */
char *cli_state_directory(const struct options *options);

/* The same for a command that needs facts: if no database was named and there is none yet, makes
 * one from the facts that come with the program. */
char *cli_served_database(const struct options *options, struct error *err);

/* Makes a database at that path from the facts that come with the program, and says so on standard
 * error; true at once if there is one. Creates its directory, too. */
bool cli_import_shipped(const struct options *options, const char *path, struct error *err);

/* The same for `init`; empty: without facts. The file must not exist. */
bool cli_make_database(
	const struct options *options, const char *path, bool empty, struct error *err);

/* Which facts are visible: those in --channel or, without it, in no channel. False with the error
 * if --channel is invalid. */
bool cli_view(const struct options *options, struct view *view, struct error *err);

/* Opens the store that the options name; NULL with the error. The caller closes it. */
struct store *cli_open_store(
	const struct options *options, enum store_mode mode, struct error *err);

/* Splits "ID=FILE", the argument of --source-text; the id is the caller's to free. */
bool cli_source_text(const char *given, char **id, const char **path, struct error *err);

/* Whether the file's name says that it is a table (.csv). */
bool cli_is_table(const char *path);

/* The path of the encoder's model, which the caller frees: TONLE_MODEL in the environment, else the
 * configuration's, else the one that comes with the program (places.h). NULL for "none". The file
 * may be missing. */
char *cli_model(const struct config *config);

/* The same for the configuration that the options name. With --db, ignores a configuration that
 * cannot be read, like cli_database; otherwise false with the error. */
bool cli_model_named(const struct options *options, char **path, struct error *err);

/* Encodes what the served facts need and the database lacks (embedding.h), with a line of progress
 * if standard error is a terminal, and deletes vectors that no fact needs. Ctrl-C ends it, and what
 * was encoded is kept: false with that text. Without a model it warns and does nothing. */
bool cli_fill_vectors(const struct options *options, struct store *store,
	const char *if_interrupted, struct error *err);

/* False with the error if the configuration names no network to connect to. */
bool cli_has_network(const struct config *config, struct error *err);

/* A bot over that database, or a bare one (bot.h); NULL with the error. The caller frees it. */
struct bot *cli_bot_bare(const struct options *options, struct error *err);
struct bot *cli_bot(const struct options *options, struct error *err);

/* Reads the next line of standard input, of any length, without its line end; false at end of file.
 * *line and *room as for getline(3). */
bool cli_line(char **line, size_t *room);

#endif
