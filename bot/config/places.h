#ifndef TONLE_CONFIG_PLACES_H
#define TONLE_CONFIG_PLACES_H

#include <limits.h>
#include <stdbool.h>

/*
 * Where configuration and state are when nobody says: for root and services in /etc/tonle and
 * /var/lib/tonle, for a user by the XDG base directory specification in $XDG_CONFIG_HOME/tonle
 * (~/.config/tonle) and $XDG_STATE_HOME/tonle (~/.local/state/tonle).
 */
enum { PLACES_PATH = PATH_MAX };

/* The configuration to read: $TONLE_CONFIG, else the user's, else /etc/tonle/tonle.yaml. False if
 * none of them exists; one that $TONLE_CONFIG names need not. */
bool places_config(char path[PLACES_PATH]);

/* Where `tonle init` writes: the directory of $TONLE_CONFIG if that is a tonle.yaml, else
 * /etc/tonle for root, else the user's. Without a home: ".". */
void places_config_directory(char path[PLACES_PATH]);

/*
 * The state directory for a configuration: /var/lib/tonle (or what systemd says in
 * $STATE_DIRECTORY) for one in /etc/tonle, the user's for the user's, else the directory that the
 * configuration is in. For "", no configuration: /var/lib/tonle for root, else the user's.
 */
void places_state(const char *config, char path[PLACES_PATH]);

/*
 * A file that comes with the program: NAME in ../share/tonle of the program's directory, else in
 * the source tree's directory `source` when the program was not installed. False if there is none.
 */
bool places_share(const char *name, const char *source, char path[PLACES_PATH]);

/* The database beside a program that was not installed, but is where make has put it. False if
 * there is none. */
bool places_built(char path[PLACES_PATH]);

/* Makes the directory and those above it, mode 0700 for what is new. False with errno. */
bool places_make(const char *path);

#endif
