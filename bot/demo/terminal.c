#include "demo/terminal_inner.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/casemap.h"
#include "base/text.h"
#include "demo/wrap.h"
#include "loop.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* --- output ----------------------------------------------------------------------------------- */

/* Prints one line: before, then the text without control characters. */
static void show(struct terminal *c, const char *before, const char *text)
{
	wrap_print(before, text, c->interactive ? wrap_columns() : 0);
	if (fflush(stdout))
		c->over = true; /* standard output is closed */
}

static bool same(const char *a, const char *b)
{
	return casemap_same(CASEMAP_ASCII, a, b); /* ngircd's CASEMAPPING */
}

/* --- sending ---------------------------------------------------------------------------------- */

/* Sends a line, cut to room bytes between characters. Ignores errors: if a local server does not
 * take a line at once, the next read fails. */
static void send_cut(struct terminal *c, const char *line, size_t room)
{
	char bytes[WIRE_LINE + 3];
	size_t length = text_cut_grapheme(line, strlen(line), room);
	int sent = snprintf(bytes, sizeof bytes, "%.*s\r\n", (int)length, line);

	send(c->socket, bytes, (size_t)sent, MSG_NOSIGNAL);
}

void terminal_send(struct terminal *c, const char *word, const char *rest)
{
	char line[WIRE_LINE + 1];

	snprintf(line, sizeof line, "%s%s", word, rest);
	send_cut(c, line, WIRE_LINE);
}

void terminal_say(struct terminal *c, const char *target, const char *before, const char *text,
	const char *after)
{
	char line[CLEAN_MAX + 256], clean[CLEAN_MAX];
	size_t room = WIRE_LINE - c->prefix - strlen(": ") - strlen(after);

	text_clean(text, clean, sizeof clean);
	snprintf(line, sizeof line, "PRIVMSG %.64s :%s%s", target, before, clean);
	size_t length = strlen(line), cut = text_cut_word(line, length, room);
	if (cut < length)
		fprintf(stderr, "(too long for IRC: sent without \"%.40s...\")\n", line + cut);
	snprintf(line + cut, sizeof line - cut, "%s", after);
	send_cut(c, line, WIRE_LINE);
}

/* --- receiving -------------------------------------------------------------------------------- */

/* Prints the bot's line for a pipe, without our nick at its start. A line addressed to us, or in
 * private, is an answer. */
static void print_answer(struct terminal *c, const char *text, bool private)
{
	size_t length = strlen(c->nick);
	bool to_us = !strncmp(text, c->nick, length) && strchr(":,", text[length]) && text[length];

	if (to_us)
		text += length + 1 + strspn(text + length + 1, " ");
	show(c, "", text);
	if (c->phase == ASKED && (to_us || private)) {
		c->phase = RESTING;
		c->due = loop_now().ms + LULL_MS;
	}
}

/* PRIVMSG and NOTICE. */
static void show_message(struct terminal *c, const struct line *line, const char *who)
{
	bool private = !same(line->params[0], c->place->channel);
	bool notice = *line->command == 'N';
	const char *text = line->params[1], *mark = notice ? "--" : private ? "**" : "<>";
	char before[160];

	if (*text == '\1' && strncmp(text, "\1ACTION ", 8))
		return; /* other CTCP */
	if (!c->interactive) {
		if (same(who, c->place->bot))
			print_answer(c, text, private);
		return;
	}
	if (*text == '\1') {
		text += 8;
		snprintf(before, sizeof before, "* %s ", who);
	} else {
		snprintf(before, sizeof before, "%c%s%c ", mark[0], who, mark[1]);
	}
	show(c, before, text);
}

static void show_move(struct terminal *c, const char *who, const char *does, const char *more)
{
	char before[192];

	if (!c->interactive || c->phase == ENTERING)
		return;
	snprintf(before, sizeof before, "-- %s %s ", who, does);
	show(c, before, more);
}

static void greet(struct terminal *c)
{
	const struct terminal_place *place = c->place;

	fprintf(stderr,
		"%s is in %s on 127.0.0.1 port %d. Any IRC client can join:\n"
		"    /connect 127.0.0.1 %d, then /join %s\n",
		place->bot, place->channel, place->port, place->port, place->channel);
	if (c->interactive)
		fprintf(stderr,
			"What you type is sent there, as %s. Ask %s by name:\n"
			"    %s: help\n"
			"/help lists what else there is; /quit ends the demo.\n\n",
			c->nick, place->bot, place->bot);
	c->phase = READY;
}

static void show_join(struct terminal *c, const struct line *line, const char *who)
{
	if (same(who, c->nick)) {
		const char *user = strchr(line->prefix, '!');

		c->prefix = strlen(line->prefix);
		snprintf(c->mask, sizeof c->mask, "*%s", user ? user : "");
	}
	if (same(who, c->place->bot) && c->phase == ENTERING)
		greet(c);
	else if (!same(who, c->nick))
		show_move(c, who, "is here", "");
}

static void show_leave(struct terminal *c, const struct line *line, const char *who)
{
	show_move(c, who, "has left", line->count ? line->params[line->count - 1] : "");
}

static void show_kick(struct terminal *c, const struct line *line, const char *who)
{
	(void)who;
	show_move(c, line->count > 1 ? line->params[1] : "", "was kicked",
		line->count > 2 ? line->params[2] : "");
}

static void show_nick(struct terminal *c, const struct line *line, const char *who)
{
	if (same(who, c->nick))
		snprintf(c->nick, sizeof c->nick, "%s", line->params[0]);
	show_move(c, who, "is now", line->params[0]);
}

static void answer_ping(struct terminal *c, const struct line *line, const char *who)
{
	(void)who;
	terminal_send(c, "PONG :", line->params[0]);
}

static void show_welcome(struct terminal *c, const struct line *line, const char *who)
{
	(void)who;
	snprintf(c->nick, sizeof c->nick, "%s", line->params[0]);
	terminal_send(c, "JOIN ", c->place->channel);
}

/* The reply to NAMES: nicks with the prefixes of their ranks. */
static void show_names(struct terminal *c, const struct line *line, const char *who)
{
	char names[LINE_BODY_MAX + 1];

	(void)who;
	snprintf(names, sizeof names, "%s", line->params[line->count - 1]);
	if (c->phase != ENTERING && c->interactive)
		show(c, "-- here: ", names);
	for (char *rest = names, *name; (name = strsep(&rest, " "));)
		if (same(name + strspn(name, "~&@%+"), c->place->bot) && c->phase == ENTERING)
			greet(c);
}

/* Our nick is taken or refused: tries another. */
static void change_nick(struct terminal *c, const struct line *line, const char *who)
{
	size_t length = strlen(c->nick);

	(void)who;
	if (line->numeric == 432 || length + 2 > sizeof c->nick)
		snprintf(c->nick, sizeof c->nick, "student");
	else
		memcpy(c->nick + length, "_", 2);
	terminal_send(c, "NICK ", c->nick);
}

static void show_failure(struct terminal *c, const struct line *line, const char *who)
{
	(void)who;
	show(c, "-- ", line->params[line->count - 1]);
}

static const struct {
	const char *command;
	size_t params; /* at least */
	void (*run)(struct terminal *c, const struct line *line, const char *who);
} handlers[] = {
	{"PRIVMSG", 2, show_message}, {"NOTICE", 2, show_message}, {"JOIN", 1, show_join},
	{"PART", 1, show_leave}, {"QUIT", 0, show_leave}, {"KICK", 2, show_kick},
	{"NICK", 1, show_nick}, {"PING", 1, answer_ping}, {"001", 1, show_welcome},
	{"353", 1, show_names}, {"432", 1, change_nick}, {"433", 1, change_nick},
	{"401", 1, show_failure}, /* no such nick */
	{"404", 1, show_failure}, /* cannot send to channel */
};

static void show_line(struct terminal *c, char *bytes, size_t length)
{
	struct line line;
	struct line_source source;

	if (line_parse(&line, bytes, length) != LINE_OK)
		return;
	line_source(line.prefix, &source);
	for (size_t i = 0; i < sizeof handlers / sizeof *handlers; i++)
		if (!strcmp(handlers[i].command, line.command) && line.count >= handlers[i].params)
			handlers[i].run(c, &line, source.nick);
}

/* --- input ------------------------------------------------------------------------------------ */

/* Asks the bot a line from a pipe, and addresses it if the line does not. */
static void ask_bot(struct terminal *c, const char *text)
{
	char address[72];
	int64_t now = loop_now().ms;

	snprintf(address, sizeof address, "%s: ", c->place->bot);
	bool addressed = terminal_addresses(c, text);
	terminal_say(c, c->place->channel, addressed ? "" : address, text, "");
	c->phase = ASKED;
	c->due = now + ANSWER_MS;
	c->paid_until = (c->paid_until > now ? c->paid_until : now) + PACE_MS;
}

/* Delays the next question if it would exceed the bot's rate limit. */
static bool must_slow_down(struct terminal *c)
{
	int64_t due = c->paid_until - PACE_AHEAD_MS;

	if (c->interactive || !framer_waits(&c->typed) || due <= loop_now().ms)
		return false;
	if (!c->told_of_pace)
		fprintf(stderr, "(the bot answers one person %d times at once, then every %d s)\n",
			LIMIT_BURST, LIMIT_INTERVAL_MS / 1000);
	c->told_of_pace = true;
	c->phase = RESTING;
	c->due = due;
	return true;
}

static void take_typed(struct terminal *c)
{
	char *line;
	size_t length;

	while (c->phase == READY && !c->over && !must_slow_down(c) &&
		(line = framer_next(&c->typed, &length))) {
		if (!line[strspn(line, " \t")])
			continue;
		if (c->interactive)
			terminal_type(c, line);
		else
			ask_bot(c, line);
	}
	if (c->phase == READY && c->typed_ended)
		c->over = true;
}

/* --- the loop --------------------------------------------------------------------------------- */

/* Reads into the framer; false at the end or on an error. */
static bool read_into(struct framer *framer, int descriptor)
{
	size_t room;
	char *into = framer_room(framer, &room);
	ssize_t got = read(descriptor, into, room);

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (got <= 0)
		return false;
	framer_added(framer, (size_t)got);
	return true;
}

static bool read_network_reply(struct terminal *c)
{
	char *line;
	size_t length;
	bool open = read_into(&c->network, c->socket);

	while ((line = framer_next(&c->network, &length)))
		show_line(c, line, length);
	return open;
}

static void read_typed(struct terminal *c)
{
	size_t room;

	if (read_into(&c->typed, STDIN_FILENO))
		return;
	c->typed_ended = true;
	*framer_room(&c->typed, &room) = '\n'; /* in case the last line has no line end */
	framer_added(&c->typed, 1);
}

/* Ends the phase; false if the bot has not joined. */
static bool time_is_up(struct terminal *c)
{
	if (c->phase == ASKED)
		fprintf(stderr, "(no answer within %d s)\n", ANSWER_MS / 1000);
	if (c->phase == ENTERING)
		return false;
	c->phase = READY;
	return true;
}

enum terminal_end terminal_run(struct terminal *c)
{
	for (;;) {
		take_typed(c);
		if (c->over)
			return TERMINAL_DONE;
		/* while the framer has a line, it may have no room for more */
		bool may_read = c->phase == READY && !c->typed_ended && !framer_waits(&c->typed);
		struct pollfd fds[] = {
			{.fd = c->wake, .events = POLLIN},
			{.fd = c->socket, .events = POLLIN},
			{.fd = may_read ? STDIN_FILENO : -1, .events = POLLIN},
		};
		int64_t left = c->phase == READY ? -1 : c->due - loop_now().ms;

		if (left <= 0 && c->phase != READY) {
			if (!time_is_up(c))
				return TERMINAL_ALONE;
			continue;
		}
		if (poll(fds, sizeof fds / sizeof *fds, (int)left) <= 0)
			continue;
		if (fds[0].revents)
			return TERMINAL_WOKEN;
		if (fds[1].revents && !read_network_reply(c))
			return TERMINAL_LOST;
		if (fds[2].revents)
			read_typed(c);
	}
}

/* --- beginning and end ------------------------------------------------------------------------ */

struct terminal *terminal_new(const struct terminal_place *place, int socket, int wake)
{
	struct terminal *c = must_alloc(sizeof *c);

	*c = (struct terminal){
		.place = place,
		.socket = socket,
		.wake = wake,
		.interactive = isatty(STDIN_FILENO),
		.due = loop_now().ms + TERMINAL_PATIENCE * 1000,
	};
	snprintf(c->nick, sizeof c->nick, "%s", place->nick);
	terminal_send(c, "NICK ", c->nick);
	terminal_send(c, "USER ", "student 0 * :demo");
	fprintf(stderr, "An IRC server listens on 127.0.0.1 port %d; waiting for %s ...\n",
		place->port, place->bot);
	return c;
}

void terminal_free(struct terminal *c)
{
	if (!c)
		return;
	terminal_send(c, "QUIT :", "bye");
	close(c->socket);
	free(c);
}
