/* What is typed at the demo's terminal: text for the channel, and commands that begin with '/'. */
#include "demo/terminal_inner.h"

#include <stdio.h>
#include <string.h>

static void type_action(struct terminal *c, char *rest)
{
	terminal_say(c, c->place->channel, "\1ACTION ", rest, "\1");
}

static void type_message(struct terminal *c, char *rest)
{
	const char *nick = strsep(&rest, " ");

	if (rest && *rest)
		terminal_say(c, nick, "", rest, "");
	else
		fputs("(/msg NICK TEXT)\n", stderr);
}

static void type_names(struct terminal *c, char *rest)
{
	(void)rest;
	terminal_send(c, "NAMES ", c->place->channel);
}

static void type_moderator(struct terminal *c, char *rest)
{
	bool off = strcmp(rest, "off") == 0;

	if (!c->place->moderate(c->place->context, c->mask, !off))
		fputs("(that did not work)\n", stderr);
	else if (off)
		fputs("(you are no longer a moderator)\n", stderr);
	else
		fprintf(stderr,
			"(you are a moderator; try\n"
			"    !add SENTENCE\n"
			"    !asked, !inbox, !help edit; nothing is kept after the demo)\n");
}

static void type_help(struct terminal *c, char *rest)
{
	(void)rest;
	fprintf(stderr,
		"%s: QUESTION   asks; so does ?? QUESTION\n"
		"%s: help       what else it understands\n"
		"/msg NICK TEXT    sends it in private: /msg %s study\n"
		"/me TEXT          sends an action\n"
		"/names            who is here\n"
		"/moderator [off]  makes you a moderator, to add and edit facts\n"
		"/quit             ends the demo; nothing of it is kept\n",
		c->place->bot, c->place->bot, c->place->bot);
}

static void type_quit(struct terminal *c, char *rest)
{
	(void)rest;
	c->over = true;
}

static const struct {
	const char *name;
	void (*does)(struct terminal *c, char *rest);
} verbs[] = {{"/help", type_help}, {"/me", type_action}, {"/moderator", type_moderator},
	{"/msg", type_message}, {"/names", type_names}, {"/quit", type_quit}};

bool terminal_addresses(const struct terminal *c, const char *text)
{
	size_t length = strlen(c->place->bot);

	return *text == '!' || !strncmp(text, "??", 2) ||
	       (!strncasecmp(text, c->place->bot, length) && text[length] &&
		       strchr(":,", text[length]));
}

/* Gives a hint after some lines that do not address the bot, to which it never replies. */
static void count_unaddressed(struct terminal *c, const char *text)
{
	enum { PATIENCE = 2 };

	if (c->unaddressed < 0)
		return;
	c->unaddressed = terminal_addresses(c, text) ? 0 : c->unaddressed + 1;
	if (c->unaddressed < PATIENCE)
		return;
	c->unaddressed = -1;
	fprintf(stderr, "(%s answers when it is addressed: \"%s: %.60s\"; /help lists more)\n",
		c->place->bot, c->place->bot, text);
}

void terminal_type(struct terminal *c, char *text)
{
	if (*text != '/') {
		terminal_say(c, c->place->channel, "", text, "");
		count_unaddressed(c, text);
		return;
	}
	char *rest = text;
	const char *name = strsep(&rest, " ");

	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (!strcmp(verbs[i].name, name)) {
			verbs[i].does(c, rest ? rest : text + strlen(text));
			return;
		}
	fprintf(stderr, "(unknown command %s; /help lists them)\n", name);
}
