#ifndef TONLE_DEMO_TERMINAL_H
#define TONLE_DEMO_TERMINAL_H

/*
 * The terminal's side of a trial: a small IRC client over standard input and output. At a terminal
 * what is typed is said in the channel and what is said there is shown. Otherwise each line of
 * standard input is asked in the channel, one after the other, and only the bot's words are
 * printed.
 */
struct terminal;

struct terminal_place {
	const char *nick; /* ours; a free one like it is taken if somebody has it */
	const char *bot;  /* the bot's nick */
	const char *channel;
	int port; /* on 127.0.0.1; to tell the user */
};

enum terminal_end {
	TERMINAL_DONE,  /* /quit, end of file (all answered), or nobody reads our output */
	TERMINAL_WOKEN, /* `wake` is readable; call again to go on */
	TERMINAL_LOST,  /* the server closed the connection, or broke it */
	TERMINAL_ALONE  /* the bot did not come in TERMINAL_PATIENCE seconds */
};

enum { TERMINAL_PATIENCE = 60 };

/* A client over a connected socket, which it owns from now on; place and its strings are borrowed.
 * Whenever the descriptor wake is readable, terminal_run() returns. */
struct terminal *terminal_new(const struct terminal_place *place, int socket, int wake);

/* Says QUIT and frees it. NULL is nothing. */
void terminal_free(struct terminal *c);

/* Registers, joins, waits for the bot and talks, until one of the above. */
enum terminal_end terminal_run(struct terminal *c);

#endif
