#ifndef TONLE_TRIAL_CLIENT_H
#define TONLE_TRIAL_CLIENT_H

/*
 * The terminal's side of a trial: a small IRC client over standard input and output. At a terminal
 * what is typed is said in the channel and what is said there is shown. Otherwise each line of
 * standard input is asked in the channel, one after the other, and only the bot's words are
 * printed.
 */
struct trial_client;

struct trial_client_place {
	const char *nick; /* ours; a free one like it is taken if somebody has it */
	const char *bot;  /* the bot's nick */
	const char *channel;
	int port; /* on 127.0.0.1; to tell the user */
};

enum trial_client_end {
	TRIAL_CLIENT_DONE,  /* /quit, end of file (all answered), or nobody reads our output */
	TRIAL_CLIENT_WOKEN, /* `wake` is readable; call again to go on */
	TRIAL_CLIENT_LOST,  /* the server closed the connection, or broke it */
	TRIAL_CLIENT_ALONE  /* the bot did not come in TRIAL_CLIENT_PATIENCE seconds */
};

enum { TRIAL_CLIENT_PATIENCE = 60 };

/* A client over a connected socket, which it owns from now on; place and its strings are borrowed.
 * Whenever the descriptor wake is readable, trial_client_run() returns. */
struct trial_client *trial_client_new(const struct trial_client_place *place, int socket, int wake);

/* Says QUIT and frees it. NULL is nothing. */
void trial_client_free(struct trial_client *c);

/* Registers, joins, waits for the bot and talks, until one of the above. */
enum trial_client_end trial_client_run(struct trial_client *c);

#endif
