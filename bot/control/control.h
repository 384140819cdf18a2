#ifndef TONLE_CONTROL_CONTROL_H
#define TONLE_CONTROL_CONTROL_H

#include "base/error.h"
#include "base/timestamp.h"
#include "bot.h"

#include <poll.h>
#include <stddef.h>
#include <stdio.h>

/*
 * The control socket: `control.sock` in the state directory, mode 0600, for the bot's user and root
 * alone. A client sends one line of words separated by tabs: a command and its arguments. The
 * answer is a line "0" (done) or "1" (refused), then text, then the end of file.
 *
 *	status                          how the bot is
 *	metrics                         its numbers in Prometheus' text format
 *	say NETWORK TARGET TEXT         sends a PRIVMSG
 *	join NETWORK CHANNEL [KEY]      joins, until the next reload
 *	part NETWORK CHANNEL            leaves, until the next reload
 *	reload                          reads the configuration again and tells what changed
 */
struct control;

/* Listens. NULL with the error, for example if another tonle is running with that directory. */
struct control *control_new(const char *state_dir, struct error *err);

/* Closes and removes the socket. NULL is fine. */
void control_free(struct control *control);

/* Writes the descriptors to wait for; that for new clients only if there is room for one. Returns
 * how many; 0 for NULL. */
enum { CONTROL_POLL_MAX = 5 };
size_t control_poll(const struct control *control, struct pollfd fds[CONTROL_POLL_MAX]);

/* Accepts and answers the clients that poll() found ready, without blocking, and drops those that
 * take too long. Call it after each poll(). NULL is fine. */
void control_ready(struct control *control, struct bot *bot, const struct pollfd *fds, size_t count,
	struct timestamp now);

/* Sends the result of a reload to the clients that asked for it. */
void control_reloaded(struct control *control, bool done, const char *text);

/* For the client: sends the words to the bot of that state directory and copies the text of the
 * answer to out. 0 or 1 as answered, 2 with the error if no bot listens there. */
int control_ask(const char *state_dir, const char *const *words, size_t count, FILE *out,
	struct error *err);

#endif
