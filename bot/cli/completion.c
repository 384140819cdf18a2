/* tonle manual bash, zsh, fish: completion for shells, from the tables of commands and options. */
#include "cli/completion.h"

#include "base/buf.h"
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

static bool is_file(const char *argument)
{
	return argument && (strcmp(argument, "FILE") == 0 || strcmp(argument, "DIR") == 0);
}

/* Prints the text in single quotes, for a shell. */
static void put_quoted(const char *text)
{
	putchar('\'');
	for (; *text; text++)
		fputs(*text == '\'' ? "'\\''" : (char[]){*text, '\0'}, stdout);
	putchar('\'');
}

/* --- bash ------------------------------------------------------------------------------------- */

static void bash_option(const char *name, const char *argument, const char *help)
{
	(void)argument;
	(void)help;
	printf(" --%s", name);
}

void completion_bash(const struct subcommand *commands)
{
	fputs("# bash completion for tonle\n"
	      "_tonle() {\n"
	      "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words\n"
	      "\tif [ \"$COMP_CWORD\" = 1 ]; then\n"
	      "\t\twords='--help --version",
		stdout);
	for (const struct subcommand *it = commands; it->name; it++)
		if (!it->hidden)
			printf(" %s", it->name);
	fputs("'\n"
	      "\telse\n"
	      "\t\tcase $before in --config|--db|--html|--password-file|--source-text)\n"
	      "\t\t\tCOMPREPLY=($(compgen -f -- \"$word\")); return ;; esac\n"
	      "\t\tcase ${COMP_WORDS[1]} in\n",
		stdout);
	for (const struct subcommand *it = commands; it->name; it++) {
		if (it->hidden)
			continue;
		printf("\t\t%s) words='--help", it->name);
		options_each(it, bash_option);
		fputs("' ;;\n", stdout);
	}
	fputs("\t\tesac\n"
	      "\tfi\n"
	      "\tcase $word in\n"
	      "\t-*) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n"
	      "\t*) if [ \"$COMP_CWORD\" != 1 ]; then COMPREPLY=($(compgen -f -- \"$word\"))\n"
	      "\t   else COMPREPLY=($(compgen -W \"$words\" -- \"$word\")); fi ;;\n"
	      "\tesac\n"
	      "}\n"
	      "complete -o filenames -F _tonle tonle\n",
		stdout);
}

/* --- zsh -------------------------------------------------------------------------------------- */

static void zsh_option(const char *name, const char *argument, const char *help)
{
	char text[400];
	struct buf buf = BUF(text);

	buf_add(&buf, "--%s%s[", name, argument ? "=" : "");
	/* escape what _arguments would read as syntax */
	for (; *help; help++)
		buf_add(&buf, strchr("[]:", *help) ? "\\%c" : "%c", *help);
	buf_add(&buf, "]");
	if (argument)
		buf_add(&buf, ":%s:%s", argument, is_file(argument) ? "_files" : " ");
	fputs(" \\\n\t\t\t", stdout);
	put_quoted(text);
}

void completion_zsh(const struct subcommand *commands)
{
	fputs("#compdef tonle\n"
	      "_tonle() {\n"
	      "\tlocal -a commands\n"
	      "\tcommands=(\n",
		stdout);
	for (const struct subcommand *it = commands; it->name; it++) {
		char row[256];

		if (it->hidden)
			continue;
		snprintf(row, sizeof row, "%s:%s", it->name, it->summary);
		fputs("\t\t", stdout);
		put_quoted(row);
		putchar('\n');
	}
	fputs("\t)\n"
	      "\tif (( CURRENT == 2 )); then\n"
	      "\t\t_describe command commands\n"
	      "\t\treturn\n"
	      "\tfi\n"
	      "\tlocal command=$words[2]\n"
	      "\tshift words; (( CURRENT-- ))\n"
	      "\tcase $command in\n",
		stdout);
	for (const struct subcommand *it = commands; it->name; it++) {
		if (it->hidden)
			continue;
		printf("\t%s)\n\t\t_arguments '--help[print help]'", it->name);
		options_each(it, zsh_option);
		fputs(" \\\n\t\t\t'*:argument:_files' ;;\n", stdout);
	}
	fputs("\tesac\n}\n_tonle \"$@\"\n", stdout);
}

/* --- fish ------------------------------------------------------------------------------------- */

static const char *fish_command;

static void fish_option(const char *name, const char *argument, const char *help)
{
	printf("complete -c tonle -n '__fish_seen_subcommand_from %s' -l %s%s -d ", fish_command,
		name,
		is_file(argument) ? " -rF"
		: argument        ? " -x"
				  : "");
	put_quoted(help);
	putchar('\n');
}

void completion_fish(const struct subcommand *commands)
{
	puts("# fish completion for tonle\n"
	     "complete -c tonle -n __fish_use_subcommand -l help -d 'print help'\n"
	     "complete -c tonle -n __fish_use_subcommand -l version -d 'print the version'");
	for (const struct subcommand *it = commands; it->name; it++) {
		if (it->hidden)
			continue;
		printf("complete -c tonle -f -n __fish_use_subcommand -a %s -d ", it->name);
		put_quoted(it->summary);
		putchar('\n');
		fish_command = it->name;
		options_each(it, fish_option);
	}
}
