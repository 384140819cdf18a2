/*
 * tonle: an IRC knowledge bot. This file reads the command line; each subcommand is a function
 * of cli/. README.md tells how the rest hangs together; hear.c is the heart.
 */
#include "cli/cli.h"

#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct subcommand subcommands[] = {
	{"run", cli_run, "cdk", 0, 0, "[--config FILE] [--db FILE] [--check]",
		"connect to the configured networks and serve; with none configured, try the bot "
		"on\n"
		"a private server. --check only says whether the configuration is sound."},
	{"ask", cli_ask, "cdjbaex", 0, 999,
		"[--db FILE] [--json] [--batch] [--ambient] [--explain] [QUESTION…]",
		"answer one question, or with --batch one a line from standard input.\n"
		"--ambient judges lines as unaddressed talk; --explain prints the reasoning.\n"
		"Exit status: 0 answered, 1 not answered, 2 failure."},
	{"console", cli_console, "cdnh", 0, 0, "[--db FILE] [--nick NAME] [--channel NAME]",
		"a channel in the terminal: what you type is said in it, the bot answers."},
	{"talk", cli_talk, "cdthna", 0, 0,
		"[--db FILE] [--transcript] [--channel NAME] [--ambient]",
		"raw IRC lines in, raw IRC lines out, with a scripted clock (\"/clock +5000\"\n"
		"lets 5 s pass); \"/restart\" ends the bot and starts it anew.\n"
		"--channel NAME: begin welcomed and in that channel. --transcript: take the\n"
		"lines that begin with \"< \", print them and, as \"> \", what is said to them.\n"
		"--config FILE: be on its first network."},
	{"import", cli_import, "cdos", 0, 999, "[--db FILE] [--over] [--source-text ID=FILE] FILE…",
		"take fact files in; a moderator's newer edit is kept unless --over is given.\n"
		"A FILE that ends in .csv is a table of facts, as export writes it.\n"
		"--source-text puts a copy of a source's text into the database."},
	{"export", cli_export, "cdvm", 0, 1, "[--db FILE] [--csv | --html DIRECTORY] [FILE]",
		"write all facts, sources and aliases as one fact file; with --csv, or to a FILE\n"
		"that ends in .csv, the facts as a table for spreadsheets; with --html what is\n"
		"served, as pages to read."},
	{"check", cli_check, "cds", 0, 999, "[--db FILE] [--source-text ID=FILE] [FILE…]",
		"prove the fact base, or fact files, in themselves; with --source-text also every\n"
		"quote and paragraph against a copy of the source. Exit status 1 if it complains."},
	{"backup", cli_backup, "cd", 1, 1, "[--db FILE] FILE", "copy the database, in use or not."},
	{"stats", cli_stats, "cd", 0, 1, "[--db FILE] [LIST]",
		"count what the database holds; with LIST its facts, one a line: most (asked),\n"
		"never (asked), stale (to be looked at again), drafts, unlocked, forgotten,\n"
		"duplicates."},
	{"do", cli_do, "cd", 1, 999, "[--config FILE] [--db FILE] VERB [WORD…]",
		"say a verb as an owner (`tonle do help` lists them). Exit status 1 if refused."},
	{"manual", cli_manual, "", 0, 0, NULL, NULL},
	{.name = NULL},
};

static const struct option long_options[] = {
	{"config", required_argument, NULL, 'c'},
	{"db", required_argument, NULL, 'd'},
	{"json", no_argument, NULL, 'j'},
	{"batch", no_argument, NULL, 'b'},
	{"ambient", no_argument, NULL, 'a'},
	{"explain", no_argument, NULL, 'e'},
	{"transcript", no_argument, NULL, 't'},
	{"over", no_argument, NULL, 'o'},
	{"check", no_argument, NULL, 'k'},
	{"csv", no_argument, NULL, 'v'},
	{"source-text", required_argument, NULL, 's'},
	{"html", required_argument, NULL, 'm'},
	{"channel", required_argument, NULL, 'h'},
	{"nick", required_argument, NULL, 'n'},
	{"help", no_argument, NULL, '?'},
	{"version", no_argument, NULL, 'V'},
	{NULL, 0, NULL, 0},
};

static void print_version(void)
{
	printf("tonle %s\n", TONLE_VERSION);
}

static void print_help(FILE *out)
{
	fprintf(out,
		"tonle answers questions on US–Cambodia relations on IRC, with citations.\n\n");
	for (const struct subcommand *it = subcommands; it->name; it++)
		if (it->usage)
			fprintf(out, "  tonle %-8s%s\n", it->name, it->usage);
	fprintf(out, "\ntonle COMMAND --help tells more; tonle --version the version.\n");
}

static int usage(const struct subcommand *subcommand, const char *err)
{
	fprintf(stderr, "tonle %s: %s\nusage: tonle %s %s\n", subcommand->name, err,
		subcommand->name, subcommand->usage);
	return EXIT_TROUBLE;
}

/* Sets one option; false if the subcommand does not take it. */
static bool set_option(const struct subcommand *subcommand, int letter, struct options *options)
{
	if (!strchr(subcommand->takes, letter))
		return false;
	switch (letter) {
	case 'c':
		options->config = optarg;
		break;
	case 'd':
		options->db = optarg;
		break;
	case 's':
		options->source_text = optarg;
		break;
	case 'm':
		options->html = optarg;
		break;
	case 'h':
		options->channel = optarg;
		break;
	case 'n':
		options->nick = optarg;
		break;
	case 'j':
		options->json = true;
		break;
	case 'b':
		options->batch = true;
		break;
	case 'a':
		options->ambient = true;
		break;
	case 'e':
		options->explain = true;
		break;
	case 't':
		options->transcript = true;
		break;
	case 'o':
		options->over = true;
		break;
	case 'k':
		options->check = true;
		break;
	case 'v':
		options->csv = true;
		break;
	}
	return true;
}

static int run_subcommand(const struct subcommand *subcommand, int argc, char **argv)
{
	struct options options = {.subcommands = subcommands};
	int letter;

	opterr = 0;
	while ((letter = getopt_long(argc, argv, "+", long_options, NULL)) != -1) {
		if (letter == 'V') {
			print_version();
			return EXIT_ANSWERED;
		}
		if (letter == '?' && optopt == 0 && strcmp(argv[optind - 1], "--help") == 0) {
			printf("usage: tonle %s %s\n%s\n", subcommand->name, subcommand->usage,
				subcommand->help);
			return EXIT_ANSWERED;
		}
		if (letter == '?' || letter == ':' || !set_option(subcommand, letter, &options))
			return usage(subcommand, "unknown option, or one without its value");
	}
	options.rest = argv + optind;
	options.rest_count = (size_t)(argc - optind);
	if (options.rest_count < subcommand->least || options.rest_count > subcommand->most)
		return usage(subcommand, options.rest_count < subcommand->least
						 ? "something is missing"
						 : "too much on the line");
	return subcommand->run(&options);
}

int main(int argc, char **argv)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	if (argc < 2) {
		print_help(stderr);
		return EXIT_TROUBLE;
	}
	for (const struct subcommand *it = subcommands; it->name; it++)
		if (strcmp(argv[1], it->name) == 0)
			return run_subcommand(it, argc - 1, argv + 1);
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		print_help(stdout);
		return EXIT_ANSWERED;
	}
	if (strcmp(argv[1], "--version") == 0) {
		print_version();
		return EXIT_ANSWERED;
	}
	fprintf(stderr, "tonle: there is no command \"%s\"\n", argv[1]);
	print_help(stderr);
	return EXIT_TROUBLE;
}
