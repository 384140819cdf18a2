/* tonle ask: a question on the command line, or many on standard input. */
#include "ask/reason.h"
#include "base/buf.h"
#include "base/json.h"
#include "cli/cli.h"
#include "fact/support.h"
#include "talk/request.h"
#include "verbs/command.h"
#include "verbs/near.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_ROOM = 420 }; /* about as many bytes as a line to a channel has */

static void json_citations(struct json *json, const struct factset *set, const struct fact *fact)
{
	for (size_t i = 0; i < fact->citation_count; i++) {
		const struct citation *citation = &fact->citations[i];
		const struct source *source = factset_source(set, citation->source);

		json_open(json, NULL, '{');
		json_text(json, "source", citation->source);
		if (citation->paragraph)
			json_number(json, "paragraph", citation->paragraph);
		json_some_text(json, "locator", citation->locator);
		json_some_text(json, "quote", citation->quote);
		json_raw(json, "checked", support_is_checked(source, citation) ? "true" : "false");
		json_close(json, '}');
	}
}

/* The fields of one answer; reply may be NULL. */
static void write_answer(struct json *json, const struct bot *bot, const struct answer *answer,
	const char *decision, const struct reply *reply)
{
	const struct fact *const *facts = answer->facts_count ? answer->facts : &answer->fact;
	size_t count = answer->facts_count ? answer->facts_count : answer->fact != NULL;
	char score[32];

	snprintf(score, sizeof score, "%.3f", (double)answer->confidence);
	json_raw(json, "answered", answer->fact ? "true" : "false");
	json_text(json, "decision", decision);
	if (answer->fact)
		json_text(json, "fact", answer->fact->id);
	else
		json_raw(json, "fact", "null");
	json_raw(json, "score", score);
	json_text(json, "by", answer_by_name(answer->by));
	if (answer->verdict.polarity == POLARITY_NONE)
		json_raw(json, "verdict", "null");
	else
		json_text(json, "verdict", answer->verdict.polarity == POLARITY_YES ? "yes" : "no");
	json_open(json, "offers", '[');
	for (size_t i = 0; i < answer->offer_count; i++)
		json_text(json, NULL, answer->offers[i]->id);
	json_close(json, ']');
	json_open(json, "reply", '[');
	for (size_t i = 0; reply && i < reply->count; i++)
		json_text(json, NULL, reply->lines[i]);
	json_close(json, ']');
	json_open(json, "citations", '[');
	for (size_t i = 0; i < count; i++)
		json_citations(json, &bot->index->set, facts[i]);
	json_close(json, ']');
}

static void write_parts(struct json *json, const struct bot *bot, const struct turn *turn)
{
	struct reply reply;

	json_open(json, "parts", '[');
	for (size_t i = 0; turn->count > 1 && i < turn->count; i++) {
		const struct answer *answer = &turn->answers[i];

		reply_answer(bot->index, answer, LINE_ROOM, &reply);
		json_open(json, NULL, '{');
		json_text(json, "question", turn->texts[i]);
		write_answer(json, bot, answer, answer_decision_name(answer->decision), &reply);
		json_close(json, '}');
	}
	json_close(json, ']');
}

static void print_turn_json(const struct bot *bot, const char *question, const struct turn *turn,
	const struct reply *reply)
{
	struct json json = {.out = stdout, .spaced = true};

	json_open(&json, NULL, '{');
	json_text(&json, "question", question);
	write_answer(&json, bot, turn_answer(turn), turn_decision_name(turn), reply);
	write_parts(&json, bot, turn);
	json_close(&json, '}');
	putchar('\n');
}

static void print_line(void *context, const char *line)
{
	(void)context;
	puts(line);
}

static bool ask_line(struct bot *bot, const struct options *options, const char *line)
{
	struct turn *turn = &bot->scratch.turn;
	struct reply *reply = &bot->scratch.reply;
	struct request request;

	request_read(
		line, "tonle", !options->ambient, &request_style_usual, command_is_verb, &request);
	if (!options->ambient || request.kind == REQUEST_AMBIENT)
		turn_decide(bot->index, &request, NULL, options->ambient, turn);
	else
		turn_silent(turn, "addressed to somebody else");
	near_hint(turn, ROLE_EVERYONE);
	turn_reply(bot->index, turn, LINE_ROOM, reply);
	if (options->explain)
		for (size_t i = 0; i < turn->count; i++)
			reason_table(bot->index, &turn->answers[i], print_line, NULL);
	if (options->json) {
		print_turn_json(bot, line, turn, reply);
	} else if (options->batch) { /* one line for each question, without what `more` gives */
		for (size_t i = 0; i < reply->count && i < turn_lines(turn); i++)
			printf(i ? " %s" : "%s", reply->lines[i]);
		putchar('\n');
	} else {
		for (size_t i = 0; i < reply->count; i++)
			printf("%s\n", reply->lines[i]);
	}
	return turn_answer(turn)->fact != NULL;
}

static int ask_lines(struct bot *bot, const struct options *options)
{
	char *line = NULL;
	size_t room = 0;
	bool all = true;

	while (cli_line(&line, &room)) {
		all &= ask_line(bot, options, line);
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
	struct view view;
	struct bot *bot;
	int status;

	if (options->rest_count == 0 && !options->batch) {
		error_set(&err,
			"ask: expected a question, or --batch and questions on standard input");
		return cli_fail(&err);
	}
	for (size_t i = 0; i < options->rest_count; i++)
		buf_add(&buf, i ? " %s" : "%s", options->rest[i]);
	if (buf.full) {
		error_set(&err, "ask: the question is too long; at most %zu bytes",
			sizeof question - 1);
		return cli_fail(&err);
	}
	bot = cli_view(options, &view, &err) ? cli_bot(options, &err) : NULL;
	if (!bot)
		return cli_fail(&err);
	bot_set_view(bot, &view);
	if (options->batch)
		status = ask_lines(bot, options);
	else
		status = ask_line(bot, options, question) ? EXIT_ANSWERED : EXIT_UNANSWERED;
	bot_free(bot);
	return status;
}
