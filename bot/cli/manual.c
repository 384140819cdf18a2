/*
 * tonle manual PART: the parts of the man pages that come from tables, in the format of scdoc(5),
 * and completion for shells. A line "@PART@" in a page in config/man stands for each.
 */
#include "cli/completion.h"
#include "cli/options.h"
#include "verbs/verb.h"

#include <stdio.h>
#include <string.h>

/* Escapes what scdoc would read as markup. */
static void put_escaped(const char *text)
{
	for (; *text; text++) {
		if (strchr("\\*_#", *text))
			putchar('\\');
		putchar(*text);
	}
}

static void put_tabs(int depth)
{
	while (depth-- > 0)
		putchar('\t');
}

/* --- commands --------------------------------------------------------------------------------- */

static void put_option(const char *name, const char *argument, const char *help)
{
	printf("\t*--%s*", name);
	if (argument)
		printf(" _%s_", argument);
	fputs("\n\t\t", stdout);
	put_escaped(help);
	fputs("\n\n", stdout);
}

static void put_lines(const char *text, int depth)
{
	char line[512];

	while (*text) {
		size_t length = strcspn(text, "\n");

		snprintf(line, sizeof line, "%.*s", (int)length, text);
		put_tabs(depth);
		put_escaped(line);
		fputs("\n\n", stdout);
		text += length + (text[length] != '\0');
	}
}

static void put_commands(const struct options *options)
{
	for (const struct subcommand *it = options->subcommands; it->name; it++) {
		if (it->hidden)
			continue;
		printf("*%s* ", it->name);
		put_escaped(it->arguments ? it->arguments : "");
		fputs("\n\t", stdout);
		put_escaped(it->summary);
		fputs("\n\n", stdout);
		if (it->help)
			put_lines(it->help, 1);
		options_each(it, put_option);
	}
}

/* --- keys of the configuration ---------------------------------------------------------------- */

static void put_default(const struct yaml_key *key)
{
	switch (key->type) {
	case YAML_TEXT:
		if (key->required)
			fputs(" (required)", stdout);
		else if (key->default_text) {
			fputs(" (default: ", stdout);
			put_escaped(key->default_text);
			putchar(')');
		}
		break;
	case YAML_NUMBER:
		if (key->default_value || !key->least)
			printf(" (%d to %d; default: %d)", key->least, key->most,
				key->default_value);
		else
			printf(" (%d to %d)", key->least, key->most);
		break;
	case YAML_FLAG:
		printf(" (true or false; default: %s)", key->default_value ? "true" : "false");
		break;
	default:
		break;
	}
}

static void put_shape(const struct yaml_shape *shape, int depth)
{
	for (size_t i = 0; i < shape->key_count; i++) {
		const struct yaml_key *key = &shape->keys[i];

		if (!key->name)
			continue;
		put_tabs(depth);
		printf("*%s*", key->name);
		put_default(key);
		putchar('\n');
		put_tabs(depth + 1);
		fputs(key->help ? key->help : "", stdout);
		for (size_t j = 0; key->one_of && key->one_of[j]; j++)
			printf("%s%s", j ? ", " : " One of ", key->one_of[j]);
		fputs(key->one_of ? ".\n\n" : "\n\n", stdout);
		if (key->shape && !key->shape->self)
			put_shape(key->shape, depth + 1);
	}
}

/* --- verbs ------------------------------------------------------------------------------------ */

static void put_verbs(enum role role)
{
	const struct verb *verb = NULL;

	while ((verb = verb_after(verb))) {
		const struct verb *other = NULL;

		if (verb->alias || verb->role != role)
			continue;
		putchar('*');
		put_escaped(verb->usage);
		fputs("*\n\t", stdout);
		put_escaped(verb->help);
		while ((other = verb_after(other)))
			if (other->alias && strcmp(other->alias, verb->name) == 0)
				printf(" (also: %s)", other->name);
		if (verb->where != VERB_ANYWHERE)
			printf(" (%s only)",
				verb->where == VERB_IN_CHANNEL ? "in a channel" : "in private");
		fputs("\n\n", stdout);
	}
}

static void put_all_verbs(void)
{
	static const struct {
		enum role role;
		const char *heading;
	} roles[] = {{ROLE_EVERYONE, "FOR EVERYBODY"}, {ROLE_TRUSTED, "FOR THE TRUSTED"},
		{ROLE_MODERATOR, "FOR MODERATORS"}, {ROLE_OWNER, "FOR OWNERS"}};

	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
		bool any = false;
		const struct verb *verb = NULL;

		while ((verb = verb_after(verb)))
			any |= !verb->alias && verb->role == roles[i].role;
		if (any)
			printf("# %s\n\n", roles[i].heading);
		put_verbs(roles[i].role);
	}
}

int cli_manual(const struct options *options)
{
	const char *part = options->rest[0];

	if (strcmp(part, "commands") == 0)
		put_commands(options);
	else if (strcmp(part, "keys") == 0)
		put_shape(&config_shape, 0);
	else if (strcmp(part, "verbs") == 0)
		put_all_verbs();
	else if (strcmp(part, "bash") == 0)
		completion_bash(options->subcommands);
	else if (strcmp(part, "zsh") == 0)
		completion_zsh(options->subcommands);
	else if (strcmp(part, "fish") == 0)
		completion_fish(options->subcommands);
	else
		return EXIT_TROUBLE;
	return EXIT_ANSWERED;
}
