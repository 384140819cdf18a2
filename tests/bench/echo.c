/*
 * The minimal bot on libircclient: it echoes what is said to it. Its time is that of the library
 * and the sockets, and the benchmark's unit.
 *
 *	echo PORT NICK CHANNEL
 */
#include <libircclient.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct who {
	const char *nick, *channel;
};

static void on_connect(irc_session_t *session, const char *event, const char *origin,
	const char **params, unsigned count)
{
	const struct who *who = irc_get_ctx(session);

	(void)event, (void)origin, (void)params, (void)count;
	irc_cmd_join(session, who->channel, NULL);
}

static void on_channel(irc_session_t *session, const char *event, const char *origin,
	const char **params, unsigned count)
{
	const struct who *who = irc_get_ctx(session);
	size_t length = strlen(who->nick);
	char nick[64], text[512];

	(void)event;
	if (count < 2 || !origin || strncmp(params[1], who->nick, length) != 0 ||
		strncmp(params[1] + length, ": ", 2) != 0)
		return;
	irc_target_get_nick(origin, nick, sizeof nick);
	snprintf(text, sizeof text, "%s: %s", nick, params[1] + length + 2);
	irc_cmd_msg(session, params[0], text);
}

int main(int argc, char **argv)
{
	irc_callbacks_t callbacks = {.event_connect = on_connect, .event_channel = on_channel};

	if (argc != 4) {
		fputs("usage: echo PORT NICK CHANNEL\n", stderr);
		return 2;
	}
	irc_session_t *session = irc_create_session(&callbacks);
	if (!session)
		return 1;
	irc_set_ctx(session, &(struct who){.nick = argv[2], .channel = argv[3]});
	if (irc_connect(session, "127.0.0.1", (unsigned short)atoi(argv[1]), NULL, argv[2], "echo",
		    "echo") != 0 ||
		irc_run(session) != 0)
		fprintf(stderr, "echo: %s\n", irc_strerror(irc_errno(session)));
	irc_destroy_session(session);
	return 0;
}
