/* tonle manual: the man page, from the tables of subcommands and verbs (man(7), groff_man(7)). */
#include "cli/cli.h"
#include "verbs/verb.h"

#include <stdio.h>

/* Text as troff takes it: '\' and '-' escaped, a line never begun with '.' or '\''. */
static void text(const char *line)
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
static void paragraph(const char *head, const char *usage, const char *body)
{
	fputs(".TP\n.B ", stdout);
	text(head);
	if (*usage) {
		putchar(' ');
		text(usage);
	}
	putchar('\n');
	text(body);
	putchar('\n');
}

static void verbs(enum role role, const char *heading)
{
	bool any = false;
	const struct verb *verb;

	for (size_t i = 0; (verb = verb_at(i)); i++) {
		if (verb->alias || verb->role != role)
			continue;
		if (!any)
			printf(".SS %s\n", heading);
		any = true;
		paragraph(verb->usage, "", verb->help);
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
	       "rests on. It says \"I don't know\" when its facts do not hold the answer.\n"
	       ".SH COMMANDS\n");
	for (const struct subcommand *it = options->subcommands; it->name; it++)
		if (it->usage)
			paragraph(it->name, it->usage, it->help);
	printf(".SH VERBS\n"
	       "Said on IRC as \"!verb\", \"tonle: verb\", or in private; at the terminal as\n"
	       "\"tonle do verb\".\n");
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		verbs(roles[i].role, roles[i].heading);
	printf(".SH EXIT STATUS\n0: answered, or done. 1: not answered, refused, or a complaint. "
	       "2: wrong usage, or failure.\n"
	       ".SH FILES\n.TP\n.I /etc/tonle/tonle.yaml\nthe configuration; every key is "
	       "explained "
	       "in config/tonle.yaml\n");
	return EXIT_ANSWERED;
}
