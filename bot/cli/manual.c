/* tonle manual: the man page, from the tables of subcommands, options and verbs (man(7)). */
#include "cli/options.h"
#include "verbs/verb.h"

#include <stdio.h>

/* Escapes '\\' and '-' for troff, and a '.' or '\'' that begins the line. */
static void put_text(const char *line)
{
	if (*line == '.' || *line == '\'')
		fputs("\\&", stdout);
	for (; *line; line++) {
		if (*line == '\\')
			fputs("\\e", stdout);
		else if (*line == '-')
			fputs("\\-", stdout);
		else
			putchar(*line);
	}
}

/* A tagged paragraph, its head in bold. */
static void put_paragraph(const char *head, const char *body)
{
	fputs(".TP\n.B ", stdout);
	put_text(head);
	putchar('\n');
	put_text(body);
	putchar('\n');
}

static void put_option(const char *name, const char *argument, const char *help)
{
	char head[80];

	snprintf(
		head, sizeof head, "--%s%s%s", name, argument ? " " : "", argument ? argument : "");
	put_paragraph(head, help);
}

static void put_subcommand(const struct subcommand *subcommand)
{
	fputs(".TP\n.B ", stdout);
	put_text(subcommand->name);
	printf(" %s\n", subcommand->arguments ? subcommand->arguments : "");
	put_text(subcommand->summary);
	putchar('\n');
	if (subcommand->help) {
		put_text(subcommand->help);
		putchar('\n');
	}
	fputs(".RS\n", stdout);
	options_each(subcommand, put_option);
	fputs(".RE\n", stdout);
}

static void put_verbs(enum role role, const char *heading)
{
	bool any = false;
	const struct verb *verb;

	for (size_t i = 0; (verb = verb_at(i)); i++) {
		if (verb->alias || verb->role != role)
			continue;
		if (!any)
			printf(".SS %s\n", heading);
		any = true;
		put_paragraph(verb->usage, verb->help);
	}
}

int cli_manual(const struct options *options)
{
	static const struct {
		enum role role;
		const char *heading;
	} roles[] = {{ROLE_EVERYONE, "For everybody"}, {ROLE_TRUSTED, "For the trusted"},
		{ROLE_MODERATOR, "For moderators"}, {ROLE_OWNER, "For owners"}};

	printf(".TH TONLE 1 \"\" \"tonle %s\" \"User Commands\"\n", TONLE_VERSION);
	printf(".SH NAME\ntonle \\- an IRC bot that answers questions on US\\-Cambodia relations\n"
	       ".SH SYNOPSIS\n.B tonle\n.I COMMAND\n[options]\n.SH DESCRIPTION\n"
	       "tonle answers in one line and names the document and paragraph that each answer\n"
	       "rests on. It says \"I don't know\" when its facts do not contain the answer.\n"
	       ".SH COMMANDS\n");
	for (const struct subcommand *it = options->subcommands; it->name; it++)
		if (!it->hidden)
			put_subcommand(it);
	printf(".SH VERBS\nOn IRC \"!verb\", \"tonle: verb\", or in private; in a terminal "
	       "\"tonle do verb\".\n");
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		put_verbs(roles[i].role, roles[i].heading);
	printf(".SH EXIT STATUS\n0: answered or done. 1: not answered, refused, or a check that "
	       "found something. 2: wrong usage or failure.\n"
	       ".SH ENVIRONMENT\n.TP\n.B TONLE_MODEL\n"
	       "The encoder's model file, or none.\n"
	       ".SH FILES\n.TP\n.I /etc/tonle/tonle.yaml\n"
	       "The configuration; config/tonle.yaml explains every key.\n");
	return EXIT_ANSWERED;
}
