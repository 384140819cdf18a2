#include "cli/options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const struct option_row {
	const char *name, *argument; /* argument NULL: a flag */
	const char *help;
	size_t offset; /* in struct options: of a bool for a flag, else of a string */
} table[] = {
	{"config", "FILE",
		"the configuration; by default $TONLE_CONFIG, else "
		"~/.config/tonle/tonle.yaml, else /etc/tonle/tonle.yaml",
		offsetof(struct options, config)},
	{"db", "FILE", "the database; by default the configuration's",
		offsetof(struct options, db)},
	{"channel", "NAME",
		"the channel; for init, several with commas between; for export, also all",
		offsetof(struct options, channel)},
	{"nick", "NAME", "your nick", offsetof(struct options, nick)},
	{"source-text", "ID=FILE", "a copy of the text of the source ID",
		offsetof(struct options, source_text)},
	{"html", "DIR", "write pages to read into this directory", offsetof(struct options, html)},
	{"json", NULL, "print JSON: for ask one object a question, for lists an array",
		offsetof(struct options, json)},
	{"batch", NULL, "read one question a line from standard input",
		offsetof(struct options, batch)},
	{"ambient", NULL, "treat lines as conversation that is not addressed to the bot",
		offsetof(struct options, ambient)},
	{"explain", NULL, "print how the decision was made", offsetof(struct options, explain)},
	{"transcript", NULL, "read lines that begin with \"< \"; print them and the replies",
		offsetof(struct options, transcript)},
	{"over", NULL, "overwrite moderators' edits, too", offsetof(struct options, over)},
	{"insist", NULL, "also accept statements that their citations do not support",
		offsetof(struct options, insist)},
	{"verbose", NULL, "or -v: log everything (debug)", offsetof(struct options, verbose)},
	{"quiet", NULL, "or -q: log warnings and errors only", offsetof(struct options, quiet)},
	{"check", NULL, "only check the configuration", offsetof(struct options, check)},
	{"shipped", NULL, "the facts that come with the program, if there is no database yet",
		offsetof(struct options, shipped)},
	{"server", "HOST", "the IRC server", offsetof(struct options, server)},
	{"port", "N", "its port; by default 6697, or 6667 with --no-tls",
		offsetof(struct options, port)},
	{"network", "NAME", "what to call the network; by default the server's domain",
		offsetof(struct options, network)},
	{"owner", "ACCOUNT", "your services account, which gets the role owner",
		offsetof(struct options, owner)},
	{"sasl", "MECHANISM", "how to log in; by default whatever the server offers",
		offsetof(struct options, sasl)},
	{"account", "NAME", "the bot's services account; by default it does not log in",
		offsetof(struct options, account)},
	{"password-file", "FILE", "a file with the account's password, of mode 600",
		offsetof(struct options, password_file)},
	{"no-tls", NULL, "connect without TLS", offsetof(struct options, no_tls)},
	{"no-sasl", NULL, "do not log in to services", offsetof(struct options, no_sasl)},
	{"subject", "NAME", "an empty fact base for another subject",
		offsetof(struct options, subject)},
	{"apply", "FILE", "approve and reject drafts as an edited file says",
		offsetof(struct options, apply)},
	{"yes", NULL, "ask nothing; without it, add-document only prints the plan",
		offsetof(struct options, yes)},
	{"replace", NULL, "replace a configuration that is there; the old one is kept",
		offsetof(struct options, replace)},
	{"csv", NULL, "write a table for spreadsheets", offsetof(struct options, csv)},
	{"bib", "FILE", "write the sources as BibTeX", offsetof(struct options, bib)},
	{"ris", "FILE", "write the sources as RIS records", offsetof(struct options, ris)},
	{"csl", "FILE", "write the sources as CSL-JSON", offsetof(struct options, csl)},
	{"anki", "FILE", "write flash cards for Anki, as text or to FILE.apkg",
		offsetof(struct options, anki)},
	{"gift", "FILE", "write quiz questions for Moodle", offsetof(struct options, gift)},
	{"csv-cards", "FILE", "write flash cards as a table", offsetof(struct options, csv_cards)},
	{"csv-sources", "FILE", "write the sources as a table",
		offsetof(struct options, csv_sources)},
	{"csv-aliases", "FILE", "write the names and words as a table",
		offsetof(struct options, csv_aliases)},
	{"id", "ID", "the document's id; by default from the file's name",
		offsetof(struct options, id)},
	{"title", "TEXT", "its title; by default the document's own",
		offsetof(struct options, title)},
	{"author", "TEXT", "who wrote it: Family, Given; …, or an institution",
		offsetof(struct options, author)},
	{"publisher", "TEXT", "who published it", offsetof(struct options, publisher)},
	{"date", "TEXT", "when it was published", offsetof(struct options, date)},
	{"url", "URL", "where it can be read", offsetof(struct options, url)},
	{"licence", "TEXT", "its licence", offsetof(struct options, licence)},
	{"short", "TEXT", "its short name in answers; by default the title",
		offsetof(struct options, brief)},
	{"type", "TYPE", "what it is: report, webpage, article-newspaper …",
		offsetof(struct options, type)},
	{"accessed", "DATE", "when it was read: YYYY-MM-DD", offsetof(struct options, accessed)},
	{"session", "CHANNEL", "the facts of the channel's last study session",
		offsetof(struct options, session)},
	{"topic", "TOPIC", "the topic of the facts; of a document's, by default its id",
		offsetof(struct options, topic)},
	{"quote", NULL, "answer questions with its sentences before they are facts",
		offsetof(struct options, quote)},
};

enum { ROWS = sizeof table / sizeof *table };

/* The next option in a subcommand's list of names; NULL at its end. Aborts on a name that is not in
 * the table; the build finds that, since it makes the man page with this. */
static const struct option_row *next_option(const char **list)
{
	const char *name = *list + strspn(*list, " ");
	size_t length = strcspn(name, " ");

	*list = name + length;
	if (length == 0)
		return NULL;
	for (size_t i = 0; i < ROWS; i++)
		if (strlen(table[i].name) == length && strncmp(table[i].name, name, length) == 0)
			return &table[i];
	abort();
}

/* Writes "[--db FILE] … [FILE…]", without the command's name. */
static void print_usage(const struct subcommand *subcommand, FILE *out)
{
	const struct option_row *row;

	for (const char *list = subcommand->options; (row = next_option(&list)) != NULL;)
		fprintf(out, row->argument ? "[--%s %s] " : "[--%s] ", row->name, row->argument);
	fputs(subcommand->arguments ? subcommand->arguments : "", out);
}

void options_each(const struct subcommand *subcommand,
	void (*each)(const char *name, const char *argument, const char *help))
{
	const struct option_row *row;

	for (const char *list = subcommand->options; (row = next_option(&list)) != NULL;)
		each(row->name, row->argument, row->help);
}

static void print_option(const char *name, const char *argument, const char *help)
{
	int width = printf("  --%s%s%s", name, argument ? " " : "", argument ? argument : "");

	printf("%*s%s\n", width < 26 ? 26 - width : 1, "", help);
}

static void print_command_help(const struct subcommand *subcommand)
{
	printf("Usage: tonle %s ", subcommand->name);
	print_usage(subcommand, stdout);
	printf("\n%s\n", subcommand->summary);
	if (subcommand->help)
		printf("%s\n", subcommand->help);
	putchar('\n');
	options_each(subcommand, print_option);
	print_option("help, -h", NULL, "print this help");
}

static bool wrong_usage(const struct subcommand *subcommand, const char *error)
{
	if (error)
		fprintf(stderr, "tonle %s: %s\n", subcommand->name, error);
	fprintf(stderr, "Usage: tonle %s ", subcommand->name);
	print_usage(subcommand, stderr);
	fputc('\n', stderr);
	return false;
}

static const struct option global[] = {
	{"help", no_argument, NULL, 'h'}, {"version", no_argument, NULL, 'V'}, {NULL, 0, NULL, 0}};

/* The option's short form, or '\0'. */
static char letter_of(const struct option_row *row)
{
	return strcmp(row->name, "verbose") == 0 || strcmp(row->name, "quiet") == 0 ? *row->name
										    : '\0';
}

static const struct option_row *row_of_letter(int letter)
{
	for (size_t i = 0; i < ROWS; i++)
		if (letter && letter_of(&table[i]) == letter)
			return &table[i];
	return NULL;
}

bool options_parse(const struct subcommand *subcommand, int argc, char **argv,
	struct options *options, int *status)
{
	enum { FIRST = 256 }; /* the `val` of the table's first row, beyond all letters */
	const struct option_row *row;
	struct option long_options[ROWS + 3] = {global[0], global[1]};
	size_t count = 2;
	char letters[ROWS + 3], *end = stpcpy(letters, subcommand->mixed ? "h" : "+h");

	for (const char *list = subcommand->options; (row = next_option(&list)) != NULL;) {
		long_options[count++] =
			(struct option){row->name, row->argument ? required_argument : no_argument,
				NULL, FIRST + (int)(row - table)};
		if (letter_of(row))
			*end++ = letter_of(row);
	}
	*end = '\0';
	optind = 0;
	*status = EXIT_ANSWERED;
	for (int found; (found = getopt_long(argc, argv, letters, long_options, NULL)) != -1;) {
		if (found == 'h')
			print_command_help(subcommand);
		if (found == 'V')
			printf("tonle %s\n", TONLE_VERSION);
		if (found == 'h' || found == 'V')
			return false;
		*status = EXIT_TROUBLE;
		row = found >= FIRST ? &table[found - FIRST] : row_of_letter(found);
		if (!row)
			return wrong_usage(subcommand, NULL);
		if (row->argument)
			*(const char **)(void *)((char *)options + row->offset) = optarg;
		else
			*(bool *)((char *)options + row->offset) = true;
	}
	options->rest = argv + optind;
	options->rest_count = (size_t)(argc - optind);
	*status = EXIT_TROUBLE;
	if (options->rest_count < subcommand->least)
		return wrong_usage(subcommand, "an argument is missing");
	if (options->rest_count > subcommand->most)
		return wrong_usage(subcommand, "too many arguments");
	return true;
}

int options_parse_global(int argc, char **argv, bool *help, bool *version)
{
	*help = *version = false;
	for (int found; (found = getopt_long(argc, argv, "+h", global, NULL)) != -1;) {
		if (found == '?')
			return -1;
		*(found == 'h' ? help : version) = true;
	}
	return optind;
}
