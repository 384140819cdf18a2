/*
 * tonle talk and tonle console: the bot on a network in memory (network.h), which handles lines as
 * one over TCP does. `talk` has a scripted clock.
 */
#include "base/buf.h"
#include "base/log.h"
#include "cli/cli.h"
#include "hear.h"
#include "net/network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_SIZE = 9216 }; /* tags 8191, line 512, rounded up */

/* A network in memory, and what it borrows. */
struct stage {
	struct config settings; /* --config, or empty */
	struct config_channel channel;
	struct config_network config;
	struct bot *bot;
	struct network *network;
	struct timestamp now;
};

/* With --config, takes the name, channels, roles, bots and bridges of its first network. */
static bool stage_configure(
	struct stage *stage, const struct options *options, struct timestamp now, struct error *err)
{
	if (!options->config)
		return true;
	if (!config_read(options->config, &stage->settings, err))
		return false;
	config_use_database(&stage->settings, options->db);
	if (stage->settings.network_count > 0) {
		const struct config_network *network = &stage->settings.networks[0];

		stage->config.name = network->name;
		stage->config.channels = network->channels;
		stage->config.channel_count = network->channel_count;
		stage->config.not_people = network->not_people;
		stage->config.not_people_count = network->not_people_count;
		stage->config.relays = network->relays;
		stage->config.relay_count = network->relay_count;
		stage->config.people = network->people;
		stage->config.people_count = network->people_count;
	}
	return bot_configure(stage->bot, &stage->settings, now, err);
}

static bool stage_open(
	struct stage *stage, const struct options *options, struct timestamp now, struct error *err)
{
	stage->channel.name = options->channel ? options->channel : "#tonle";
	stage->channel.ambient = options->ambient;
	stage->config = (struct config_network){.name = "memory",
		.server = "memory",
		.nick = "tonle",
		.user = "tonle",
		.realname = "tonle",
		.channels = &stage->channel,
		.channel_count = 1,
		.burst = 5,
		.interval_ms = 0};
	stage->now = now;
	log_level(LOG_LEVEL_WARN);
	stage->bot = cli_bot(options, err);
	if (!stage->bot || !stage_configure(stage, options, now, err))
		return false;
	stage->bot->started_ms = now.ms;
	stage->network = network_new(&stage->config, hear, stage->bot, 1);
	return network_open_memory(stage->network, now, err);
}

static void stage_close(struct stage *stage)
{
	network_free(stage->network);
	bot_free(stage->bot);
	config_free(&stage->settings);
}

static void stage_feed(struct stage *stage, const char *line)
{
	network_feed(stage->network, line, strlen(line), stage->now);
	network_feed(stage->network, "\r\n", 2, stage->now);
}

/* Calls each with every line sent since the last call, without its line end. */
static void stage_fetch(struct stage *stage, void (*each)(void *context, char *line), void *context)
{
	char bytes[64 * 1024];
	size_t length = network_fetch(stage->network, bytes, sizeof bytes - 1);

	bytes[length] = '\0';
	for (char *line = strtok(bytes, "\r\n"); line; line = strtok(NULL, "\r\n"))
		each(context, line);
}

static void ignore(void *context, char *line)
{
	(void)context;
	(void)line;
}

/* Plays the server until the bot is in its channels. */
static void stage_welcome(struct stage *stage)
{
	char join[512];

	stage_feed(stage, ":irc.test 001 tonle :Welcome");
	for (size_t i = 0; i < stage->config.channel_count; i++) {
		snprintf(join, sizeof join, ":tonle!tonle@host.test JOIN %s",
			stage->config.channels[i].name);
		stage_feed(stage, join);
	}
	stage_fetch(stage, ignore, NULL);
}

/* --- talk ------------------------------------------------------------------------------------- */

static void print_sent(void *context, char *line)
{
	const struct options *options = context;

	printf(options->transcript ? "> %s\n" : "%s\n", line);
}

/* "/clock +5000" advances both clocks by 5000 ms, "/wall -3600" sets only the wall clock back by an
 * hour; false for any other line. */
static bool advance_clock(struct stage *stage, const char *line)
{
	static const char word[] = "/clock +", wall[] = "/wall ";
	long long passed;

	if (strncmp(line, wall, strlen(wall)) == 0) {
		stage->now.unix += strtoll(line + strlen(wall), NULL, 10);
		hear_tick(stage->bot, stage->now);
		return true;
	}
	if (strncmp(line, word, strlen(word)) != 0)
		return false;
	passed = strtoll(line + strlen(word), NULL, 10);
	stage->now.unix += (stage->now.ms + passed) / 1000 - stage->now.ms / 1000;
	stage->now.ms += passed;
	hear_tick(stage->bot, stage->now);
	network_turn(stage->network, stage->now);
	return true;
}

/* "/restart" ends the bot and starts it again on the same database; false for any other line. */
static bool restart(struct stage *stage, const struct options *options, const char *line)
{
	const struct timestamp now = stage->now;
	struct error err;

	if (strcmp(line, "/restart") != 0)
		return false;
	stage_close(stage);
	*stage = (struct stage){0};
	if (!stage_open(stage, options, now, &err))
		exit(cli_fail(&err));
	stage_welcome(stage);
	return true;
}

static void talk_line(struct stage *stage, const struct options *options, const char *line)
{
	if (options->transcript) {
		if (*line == '>') /* a recorded reply: the bot's present one replaces it */
			return;
		printf("%s\n", line);
		if (strncmp(line, "< ", 2) == 0)
			stage_feed(stage, line + 2);
		else if (!advance_clock(stage, line))
			restart(stage, options, line);
	} else if (!advance_clock(stage, line) && !restart(stage, options, line)) {
		stage_feed(stage, line);
	}
}

int cli_talk(const struct options *options)
{
	const struct timestamp start = {.ms = 1000000, .unix = 1700000000};
	struct stage stage = {0};
	struct options copy = *options;
	struct error err;
	char *line = NULL;
	size_t room = 0;

	if (!stage_open(&stage, options, start, &err)) {
		stage_close(&stage);
		return cli_fail(&err);
	}
	if (options->channel)
		stage_welcome(&stage);
	else
		stage_fetch(&stage, print_sent, &copy);
	while (cli_line(&line, &room)) {
		talk_line(&stage, options, line);
		stage_fetch(&stage, print_sent, &copy);
		fflush(stdout);
	}
	free(line);
	stage_close(&stage);
	return EXIT_ANSWERED;
}

/* --- console ---------------------------------------------------------------------------------- */

/* Prints "PRIVMSG #cambodia :text" as a client would show it: "<tonle> text". */
static void print_shown(void *context, char *line)
{
	char *text = strstr(line, " :");

	(void)context;
	if (!text)
		return;
	if (strncmp(line, "PRIVMSG ", 8) == 0)
		printf("<tonle> %s\n", text + 2);
	else if (strncmp(line, "NOTICE ", 7) == 0)
		printf("-tonle- %s\n", text + 2);
}

int cli_console(const struct options *options)
{
	struct stage stage = {0};
	struct error err;
	char *line = NULL, raw[LINE_SIZE];
	size_t room = 0;
	const char *nick = options->nick ? options->nick : "you";

	if (!stage_open(&stage, options, cli_now(), &err)) {
		stage_close(&stage);
		return cli_fail(&err);
	}
	stage.bot->terminal = true;
	stage_welcome(&stage);
	const struct subject *subject = &stage.bot->index->set.subject;
	fprintf(stderr, "You are %s in %s; say \"tonle: %s\" (end: Ctrl-D)\n", nick,
		stage.channel.name, subject->sample_count ? subject->samples[0] : "help");
	while (cli_line(&line, &room)) {
		struct buf buf = BUF(raw);

		stage.now = cli_now();
		hear_tick(stage.bot, stage.now);
		buf_add(&buf, ":%s!%s@console PRIVMSG %s :%.400s", nick, nick, stage.channel.name,
			line);
		stage_feed(&stage, raw);
		stage_fetch(&stage, print_shown, NULL);
		fflush(stdout);
	}
	free(line);
	stage_close(&stage);
	return EXIT_ANSWERED;
}
