#ifndef TONLE_DEMO_DEMO_H
#define TONLE_DEMO_DEMO_H

#include "config/config.h"

/*
 * A trial: `tonle run` with a configuration that names no network. It starts an IRC server of its
 * own (ngircd) on a free loopback port, the bot in a child process, joined to #cambodia there, and
 * makes the terminal a small IRC client in that channel (terminal.h).
 *
 * serve(config) is what serves networks until SIGTERM and returns an exit status; it is called in
 * the child, with the configuration given here and one network added, its output in a file that is
 * shown if it fails. So nothing that a fork must not copy (a database, a thread) may be open yet.
 *
 * Returns an exit status: 0 when the user is done (/quit, end of file, SIGINT, SIGTERM, SIGHUP,
 * SIGQUIT), 2 when something could not start or broke; the reason is then on standard error. By
 * then everything that was started has ended and the temporary directory is gone. Should this
 * process be killed at once, the kernel ends the children (PR_SET_PDEATHSIG). Leaves SIGPIPE
 * ignored.
 */
int demo_run(const struct config *config, int (*serve)(const struct config *config));

#endif
