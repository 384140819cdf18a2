/*
 * tonle: an IRC knowledge bot. This file has the table of subcommands. Each is a function in cli/;
 * their options are in cli/options.c. bot/README.md describes the rest; start at hear.c.
 */
#include "base/log.h"
#include "cli/options.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

enum { MANY = 999 };

static const struct subcommand subcommands[] = {
	{.name = "init",
		.run = cli_init,
		.options = "server port network nick channel owner sasl account password-file "
			   "no-tls no-sasl subject yes replace",
		.mixed = true,
		.most = 1,
		.arguments = "[DIR]",
		.summary = "Write a configuration and make the fact base.",
		.help = "Prompts in a terminal for what the options leave out. DIR defaults to "
			"/etc/tonle for root, else ~/.config/tonle."},
	{.name = "run",
		.run = cli_run,
		.options = "config db check verbose quiet",
		.summary = "Connect to the configured networks and serve.",
		.help = "Exit status with --check: 1 if it would run, but probably not as "
			"intended; 2 if it would not run."},
	{.name = "demo",
		.run = cli_demo,
		.options = "config db",
		.summary = "Start a private IRC server and try the bot there; nothing is kept."},
	{.name = "ask",
		.run = cli_ask,
		.options = "config db json batch ambient explain channel",
		.most = MANY,
		.arguments = "[QUESTION…]",
		.summary = "Answer one question, or with --batch many.",
		.help = "Exit status: 0 answered, 1 not answered, 2 failure."},
	{.name = "console",
		.run = cli_console,
		.options = "config db nick channel",
		.summary = "Talk to the bot in a channel in the terminal."},
	{.name = "talk",
		.run = cli_talk,
		.options = "config db channel ambient transcript",
		.summary = "Read raw IRC lines and print the bot's lines, with a scripted clock.",
		.help = "\"/clock +5000\" advances the clock by 5 s; \"/restart\" ends the bot and "
			"starts it again.\n"
			"With --config the bot is on the first network of the configuration."},
	{.name = "import",
		.run = cli_import,
		.options = "config db over insist shipped source-text",
		.most = MANY,
		.arguments = "[FILE…]",
		.summary = "Import fact files; later edits by moderators are kept.",
		.help = "A FILE that ends in .csv is a table of facts, sources or aliases, as\n"
			"export writes it; fields without a column stay as they are."},
	{.name = "add-document",
		.run = cli_add_document,
		.options = "config db id title author publisher date url licence short type "
			   "accessed topic quote yes",
		.least = 1,
		.most = MANY,
		.mixed = true,
		.arguments = "FILE…",
		.summary = "Read documents: plain text, Markdown, HTML, PDF, or folders of them.",
		.help = "Without --yes only the plan is printed. FILE may be - (standard input).\n"
			"Each sentence becomes a draft for moderators (`drafts`).\n"
			"A changed document can be read again: what it still supports is kept.\n"
			"Exit status: 1 if a document could not be read."},
	{.name = "drafts",
		.run = cli_drafts,
		.options = "config db apply",
		.most = 1,
		.arguments = "[SOURCE]",
		.summary = "Edit the drafts made from documents: approve, reword, reject.",
		.help = "In a terminal, opens them in $VISUAL, $EDITOR or vi; elsewhere, prints "
			"them as YAML,\nwhich --apply reads back.\n"
			"Exit status: 1 if one was refused."},
	{.name = "export",
		.run = cli_export,
		.options = "config db csv csv-sources csv-aliases html bib ris csl anki gift "
			   "csv-cards topic channel session",
		.most = 1,
		.arguments = "[FILE]",
		.summary = "Write all facts, sources and aliases as one fact file.",
		.help = "With --csv, or to a FILE that ends in .csv: the facts only, as a table.\n"
			"With --csv-sources or --csv-aliases: the register of sources, or the "
			"names and words, as a table.\n"
			"With --html: the served facts, as web pages; with --session, prints "
			"the name of that session's page.\n"
			"With --bib, --ris or --csl: the register of sources, for reference "
			"managers.\n"
			"With --anki, --csv-cards or --gift: flash cards and quiz questions, of "
			"all served facts, one --topic\nor the last study session of a channel "
			"(--session).\n"
			"Each FILE may be -, for standard output."},
	{.name = "cite",
		.run = cli_cite,
		.options = "config db",
		.least = 1,
		.most = MANY,
		.arguments = "STYLE [SOURCE…]",
		.summary = "Print references to the sources, or to some of them.",
		.help = "STYLE: apa, mla, chicago (author-date), bibtex, ris or csl."},
	{.name = "check",
		.run = cli_check,
		.options = "config db source-text",
		.most = MANY,
		.arguments = "[FILE…]",
		.summary = "Check the fact base, or fact files.",
		.help = "With --source-text, also checks every quote and paragraph against a "
			"copy of the source.\n"
			"Exit status: 1 if anything is wrong."},
	{.name = "backup",
		.run = cli_backup,
		.options = "config db",
		.least = 1,
		.most = 1,
		.arguments = "FILE",
		.summary = "Copy the database, which may be in use."},
	{.name = "stats",
		.run = cli_stats,
		.options = "config db json",
		.most = 1,
		.arguments = "[LIST]",
		.summary = "Count what the database holds, or print a list of facts.",
		.help = "LIST: most (asked), never (asked), stale (due for review), thin, drafts, "
			"unlocked, forgotten, hidden, wrong, thanked, duplicates."},
	{.name = "do",
		.run = cli_do,
		.options = "config db json",
		.least = 1,
		.most = MANY,
		.arguments = "VERB [WORD…]",
		.summary = "Run a verb as an owner; `tonle do help` lists them.",
		.help = "Exit status: 1 if it was refused, or nothing was found.\n"
			"With --json, a list of facts is an array of objects (id, date, says), "
			"and so is `asked` (number, question, asked: how often, first, last, "
			"waiting, picked); `stats` prints the JSON of tonle stats, and any other "
			"verb an object (verb, done, lines)."},
	{.name = "status",
		.run = cli_status,
		.options = "config db",
		.summary = "Show the status of the running bot.",
		.help = "This and the next five commands use the control socket in the bot's "
			"state directory."},
	{.name = "metrics",
		.run = cli_metrics,
		.options = "config db",
		.summary = "Print the running bot's metrics in the Prometheus text format.",
		.help = "The key `metrics` of the configuration names a file with these and more."},
	{.name = "say",
		.run = cli_say,
		.options = "config db",
		.least = 3,
		.most = MANY,
		.arguments = "NETWORK TARGET TEXT…",
		.summary = "Make the running bot say something in a channel or to a person."},
	{.name = "join",
		.run = cli_join,
		.options = "config db",
		.least = 2,
		.most = 3,
		.arguments = "NETWORK CHANNEL [KEY]",
		.summary = "Make the running bot join a channel, until the next reload."},
	{.name = "part",
		.run = cli_part,
		.options = "config db",
		.least = 2,
		.most = 2,
		.arguments = "NETWORK CHANNEL",
		.summary = "Make the running bot leave a channel, until the next reload."},
	{.name = "reload",
		.run = cli_reload,
		.options = "config db",
		.summary = "Make the running bot reread its configuration; prints what changed."},
	{.name = "manual",
		.run = cli_manual,
		.options = "",
		.least = 1,
		.most = 1,
		.arguments = "PART",
		.summary = "Write a part of the man pages.",
		.hidden = true},
	{.name = NULL},
};

static int print_program_help(FILE *out, int status)
{
	fprintf(out, "tonle answers questions on IRC from documents, with citations.\n\n");
	for (const struct subcommand *it = subcommands; it->name; it++)
		if (!it->hidden)
			fprintf(out, "  tonle %-8s  %s\n", it->name, it->summary);
	fprintf(out, "\n`tonle COMMAND --help` lists its options; `tonle --version` prints the "
		     "version.\n");
	return status;
}

int main(int argc, char **argv)
{
	struct options options = {.subcommands = subcommands};
	bool help, version;
	int status, at = options_parse_global(argc, argv, &help, &version);

	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGUSR1, SIG_IGN); /* unused, but the default action ends the program */
	signal(SIGUSR2, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);  /* a write beyond `ulimit -f` then fails, as on a full disk */
	log_level(LOG_LEVEL_WARN); /* `run` logs more: run.c */
	if (version)
		return printf("tonle %s\n", TONLE_VERSION) < 0 ? EXIT_TROUBLE : EXIT_ANSWERED;
	if (help || (at > 0 && at < argc && strcmp(argv[at], "help") == 0))
		return print_program_help(stdout, EXIT_ANSWERED);
	if (at < 0 || at == argc)
		return print_program_help(stderr, EXIT_TROUBLE);
	for (const struct subcommand *it = subcommands; it->name; it++)
		if (strcmp(argv[at], it->name) == 0)
			return options_parse(it, argc - at, argv + at, &options, &status)
				       ? it->run(&options)
				       : status;
	fprintf(stderr, "tonle: there is no command \"%s\"\n", argv[at]);
	return print_program_help(stderr, EXIT_TROUBLE);
}
