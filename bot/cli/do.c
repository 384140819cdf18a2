/* tonle do: runs a verb as an owner. */
#include "base/buf.h"
#include "base/json.h"
#include "base/text.h"
#include "cli/cli.h"
#include "cli/progress.h"
#include "verbs/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_ROOM = 500 }; /* bytes of a printed line */

struct asker cli_owner(void)
{
	const char *user = getenv("USER");

	return (struct asker){.network = "",
		.place = "terminal",
		.person = user && *user ? user : "owner",
		.nick = user && *user ? user : "owner",
		.user = "",
		.host = "",
		.account = "",
		.msgid = "",
		.role = ROLE_OWNER,
		.casemap = CASEMAP_ASCII,
		.room = LINE_ROOM,
		.whole = true,
		.now = cli_now()};
}

/* Splits a line into the verb, in lower case and cut to size, and its arguments. */
static const char *split_line(const char *line, char *verb, size_t size)
{
	size_t length = strcspn(line, " ");

	text_lower_ascii(line, length, verb, size);
	return line + length + strspn(line + length, " ");
}

/* The reply of a verb that does not list facts: {"verb": …, "done": …, "lines": […]} */
static void print_reply_json(const char *verb, enum manner manner, const struct reply *reply)
{
	struct json json = {.out = stdout, .spaced = true};

	json_open(&json, NULL, '{');
	json_text(&json, "verb", verb);
	json_raw(&json, "done", manner == MANNER_REFUSED ? "false" : "true");
	json_open(&json, "lines", '[');
	for (size_t i = 0; i < reply->count; i++)
		json_text(&json, NULL, reply->lines[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	putchar('\n');
}

/* Runs the verb; those that take long show their progress. False if it was interrupted. */
static bool run_watched(struct bot *bot, const char *verb, const char *arguments,
	struct reply *reply, enum manner *manner)
{
	const struct asker asker = cli_owner();
	bool is_long = strcmp(verb, "audit") == 0 || strcmp(verb, "backup") == 0;
	struct progress progress;

	if (is_long)
		progress_begin(&progress, *verb == 'a' ? "auditing" : "backing up");
	*manner = command_run(bot, &asker, verb, arguments, reply);
	return !is_long || !progress_end(&progress) || *manner != MANNER_REFUSED;
}

static int run_verb(struct bot *bot, const char *verb, const char *arguments, bool json)
{
	struct reply *reply = &bot->scratch.reply;
	struct error err;
	enum manner manner;
	char *rows = NULL;
	size_t size = 0;
	struct json list = {.out = json ? must_stream(&rows, &size) : NULL, .spaced = true};

	bot->rows = json ? &list : NULL;
	bool done = run_watched(bot, verb, arguments, reply, &manner);
	bot->rows = NULL;
	if (json)
		must_close(list.out);
	if (!done) {
		error_set(&err, "%s: interrupted", verb);
		free(rows);
		return cli_fail(&err);
	}
	if (reply->count == 0) {
		error_set(&err, "do: there is no verb \"%.30s\"; `tonle do help` lists them", verb);
		free(rows);
		return cli_fail(&err);
	}
	if (size > 0)
		printf("%s\n", rows);
	else if (json)
		print_reply_json(verb, manner, reply);
	for (size_t i = 0; i < reply->count && !json; i++)
		printf("%s\n", reply->lines[i]);
	free(rows);
	return manner == MANNER_REFUSED ? EXIT_UNANSWERED : EXIT_ANSWERED;
}

/* The counts and lists are the same as those of `tonle stats`. */
static int print_stats(const struct options *options)
{
	struct options stats = *options;

	stats.rest++;
	stats.rest_count--;
	return cli_stats(&stats);
}

int cli_do(const struct options *options)
{
	struct config config;
	char verb[32], line[4096];
	struct buf words = BUF(line);
	struct error err;

	for (size_t i = 0; i < options->rest_count; i++)
		buf_add(&words, i > 0 ? " %s" : "%s", options->rest[i]);
	if (words.full) {
		error_set(&err, "do: the line is too long; at most %zu bytes", sizeof line - 1);
		return cli_fail(&err);
	}
	const char *arguments = split_line(line, verb, sizeof verb);
	if (options->json && strcmp(options->rest[0], "stats") == 0 && options->rest_count <= 2)
		return print_stats(options);
	if (!cli_config(options, &config, &err))
		return cli_fail(&err);
	config_use_database(&config, options->db);
	struct bot *bot = command_is_bare(verb, arguments) ? cli_bot_bare(options, &err)
							   : cli_bot(options, &err);
	int status = EXIT_TROUBLE;
	if (bot) {
		bot->terminal = true;
		bot->config = &config;
		status = run_verb(bot, verb, arguments, options->json);
	} else {
		cli_fail(&err);
	}
	bot_free(bot);
	config_free(&config);
	return status;
}
