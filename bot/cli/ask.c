/* tonle ask: a question on the command line, or many on standard input. */
#include "ask/reason.h"
#include "base/buf.h"
#include "base/json.h"
#include "cli/cli.h"
#include "talk/request.h"
#include "verbs/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_ROOM = 420 }; /* bytes of text in a line to a channel, about */

static void write_citations(struct json *json, const struct fact *fact)
{
	for (size_t i = 0; i < fact->citation_count; i++) {
		json_open(json, NULL, '{');
		json_text(json, "source", fact->citations[i].source);
		if (fact->citations[i].paragraph)
			json_number(json, "paragraph", fact->citations[i].paragraph);
		json_close(json, '}');
	}
}

static void print_json(const char *question, const struct answer *answer, const struct reply *reply)
{
	const struct fact *const *facts = answer->facts_count ? answer->facts : &answer->fact;
	size_t count = answer->facts_count ? answer->facts_count : answer->fact != NULL;
	struct json json = {.out = stdout, .spaced = true};
	char score[32];

	snprintf(score, sizeof score, "%.3f", (double)answer->confidence);
	json_open(&json, NULL, '{');
	json_text(&json, "question", question);
	json_raw(&json, "answered", answer->fact ? "true" : "false");
	json_text(&json, "decision", answer_decision_name(answer->decision));
	if (answer->fact)
		json_text(&json, "fact", answer->fact->id);
	else
		json_raw(&json, "fact", "null");
	json_raw(&json, "score", score);
	json_text(&json, "by", answer_by_name(answer->by));
	json_open(&json, "reply", '[');
	for (size_t i = 0; i < reply->count; i++)
		json_text(&json, NULL, reply->lines[i]);
	json_close(&json, ']');
	json_open(&json, "citations", '[');
	for (size_t i = 0; i < count; i++)
		write_citations(&json, facts[i]);
	json_close(&json, ']');
	json_close(&json, '}');
	putchar('\n');
}

static void print_line(void *context, const char *line)
{
	(void)context;
	puts(line);
}

static bool ask(struct bot *bot, const struct options *options, const char *line)
{
	struct answer *answer = &bot->scratch.answer;
	struct reply *reply = &bot->scratch.reply;
	struct request request;

	request_read(line, "tonle", !options->ambient, command_is_verb, &request);
	*answer = (struct answer){
		.decision = DECISION_SILENT, .refused = "addressed to somebody else"};
	if (!options->ambient || request.kind == REQUEST_AMBIENT)
		answer_decide(bot->index, request.folded, options->ambient, answer);
	reply_answer(bot->index, answer, LINE_ROOM, reply);
	if (options->explain)
		reason_table(bot->index, answer, print_line, NULL);
	if (options->json) {
		print_json(line, answer, reply);
	} else {
		for (size_t i = 0; i < reply->count; i++)
			printf("%s\n", reply->lines[i]);
	}
	return answer->fact != NULL;
}

static int ask_lines(struct bot *bot, const struct options *options)
{
	char *line = NULL;
	size_t room = 0;
	bool all = true;

	while (cli_line(&line, &room)) {
		all &= ask(bot, options, line);
		fflush(stdout);
	}
	free(line);
	return all ? EXIT_ANSWERED : EXIT_UNANSWERED;
}

int cli_ask(const struct options *options)
{
	struct error err;
	char question[REQUEST_TEXT] = "";
	struct buf buf = BUF(question);
	struct bot *bot;
	int status;

	if (options->rest_count == 0 && !options->batch) {
		error_set(&err,
			"ask: expected a question, or --batch and questions on standard input");
		return cli_fail(&err);
	}
	bot = cli_bot(options, &err);
	if (!bot)
		return cli_fail(&err);
	for (size_t i = 0; i < options->rest_count; i++)
		buf_add(&buf, i ? " %s" : "%s", options->rest[i]);
	if (options->batch)
		status = ask_lines(bot, options);
	else
		status = ask(bot, options, question) ? EXIT_ANSWERED : EXIT_UNANSWERED;
	bot_free(bot);
	return status;
}
