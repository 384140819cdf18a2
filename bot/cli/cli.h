#ifndef TONLE_CLI_CLI_H
#define TONLE_CLI_CLI_H

#include "base/error.h"
#include "base/timestamp.h"
#include "bot.h"
#include "config/config.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The command line: main.c reads the options of all subcommands by one table and calls one of
 * these. Each returns the exit status.
 */
enum exit_status {
	EXIT_ANSWERED = 0,   /* answered; done; fine */
	EXIT_UNANSWERED = 1, /* not answered; a check that complains */
	EXIT_TROUBLE = 2     /* wrong usage, or failure: the reason is on standard error */
};

struct options;

/* A row of main.c's table; the last one has no name. */
struct subcommand {
	const char *name;
	int (*run)(const struct options *options);
	const char *takes; /* its options, by letter as in main.c */
	size_t least, most;
	const char *usage, *help; /* usage NULL: not shown */
};

struct options {
	const struct subcommand *subcommands; /* the table */
	const char *config;      /* --config FILE; NULL: the default one, if there is one */
	const char *db;          /* --db FILE; NULL: the configuration's, or build/tonle.db */
	const char *channel;     /* --channel NAME */
	const char *nick;        /* --nick NAME */
	const char *source_text; /* --source-text ID=FILE */
	const char *html;        /* --html DIRECTORY */
	bool json, batch, ambient, explain, transcript, over, check, csv;
	char **rest; /* what stands behind the options */
	size_t rest_count;
};

int cli_run(const struct options *options);
int cli_ask(const struct options *options);
int cli_console(const struct options *options);
int cli_talk(const struct options *options);
int cli_import(const struct options *options);
int cli_export(const struct options *options);
int cli_check(const struct options *options);
int cli_backup(const struct options *options);
int cli_stats(const struct options *options);
int cli_do(const struct options *options);
int cli_manual(const struct options *options);

/* The clocks, now (loop.c). */
struct timestamp cli_now(void);

/* Says why on standard error, as "tonle: …", and returns EXIT_TROUBLE. */
int cli_fail(const struct error *err);

/* Reads the configuration that the options name. Without one: config/tonle.yaml,
 * /etc/tonle/tonle.yaml, or, if neither exists, an empty configuration. Freed with config_free. */
bool cli_config(const struct options *options, struct config *config, struct error *err);

/* The database's path: --db, else the configuration's, else build/tonle.db; owned by the caller. */
char *cli_database(
	const struct options *options, struct error *err); /* NULL: the configuration is wrong */

/* The bot over that database; NULL with the reason. */
struct bot *cli_bot(const struct options *options, struct error *err);

/* Reads the next line of standard input, of any length, without its end; false at end of file.
 * *line and *room as for getline(3). */
bool cli_line(char **line, size_t *room);

#endif
