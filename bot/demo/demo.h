#ifndef TONLE_DEMO_DEMO_H
#define TONLE_DEMO_DEMO_H

#include "config/config.h"

/*
 * The demo: `tonle run` with a configuration that names no network. Starts a private IRC server
 * (ngircd) on a free loopback port and the bot in a child process, joined to #cambodia there, and
 * makes the terminal a small IRC client in that channel (terminal.h).
 *
 * serve(config) serves networks until SIGTERM and returns an exit status. It is called in the child
 * with the given configuration plus one network, its output in a file that is shown if it fails.
 * Nothing that a fork must not copy (a database, a thread) may be open yet.
 *
 * Returns an exit status: 0 when the user is done (/quit, end of file, SIGINT, SIGTERM, SIGHUP,
 * SIGQUIT), 2 when something fails, with the error on standard error. By then all children have
 * ended and the temporary directory is gone. If this process is killed, the kernel kills the
 * children (PR_SET_PDEATHSIG). Leaves SIGPIPE ignored.
 */
int demo_run(const struct config *config, int (*serve)(const struct config *config));

#endif
