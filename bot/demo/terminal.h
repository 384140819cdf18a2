#ifndef TONLE_DEMO_TERMINAL_H
#define TONLE_DEMO_TERMINAL_H

/*
 * The demo's IRC client over standard input and output. At a terminal, input is sent to the channel
 * and the channel is shown. From a pipe, each line is asked in the channel, one after the other,
 * and only the bot's replies are printed.
 */
#include <stdbool.h>

struct terminal;

struct terminal_place {
	const char *nick; /* ours; a similar one if it is taken */
	const char *bot;  /* the bot's nick */
	const char *channel;
	int port; /* on 127.0.0.1, to show the user */
	/* Grants the hostmask the role moderator, or revokes it; false if that fails. */
	bool (*moderate)(void *context, const char *mask, bool on);
	void *context;
};

enum terminal_end {
	TERMINAL_DONE,  /* /quit, end of file with all answered, or standard output closed */
	TERMINAL_WOKEN, /* `wake` is readable; call again to continue */
	TERMINAL_LOST,  /* the connection was closed or broken */
	TERMINAL_ALONE  /* the bot did not join in TERMINAL_PATIENCE seconds */
};

enum { TERMINAL_PATIENCE = 60 };

/* A client over a connected socket, of which it takes ownership; place is borrowed. terminal_run()
 * returns whenever the descriptor wake is readable. The caller frees. */
struct terminal *terminal_new(const struct terminal_place *place, int socket, int wake);

/* Sends QUIT and frees it. NULL is allowed. */
void terminal_free(struct terminal *c);

/* Registers, joins, waits for the bot and talks, until one of the above. */
enum terminal_end terminal_run(struct terminal *c);

#endif
