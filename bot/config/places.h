#ifndef TONLE_CONFIG_PLACES_H
#define TONLE_CONFIG_PLACES_H

#include <limits.h>
#include <stdbool.h>

/*
 * The default places of configuration and state: for root and services /etc/tonle and
 * /var/lib/tonle; for a user, by the XDG base directory specification, $XDG_CONFIG_HOME/tonle
 * (~/.config/tonle) and $XDG_STATE_HOME/tonle (~/.local/state/tonle).
 */
enum { PLACES_PATH = PATH_MAX };

/* The configuration to read: $TONLE_CONFIG, else the user's, else /etc/tonle/tonle.yaml. False if
 * none of them exists; $TONLE_CONFIG is returned even if it does not exist. */
bool places_config(char path[PLACES_PATH]);

/* Where `tonle init` writes: the directory of $TONLE_CONFIG if that file is named tonle.yaml, else
 * /etc/tonle for root, else the user's. Without a home directory: ".". */
void places_config_directory(char path[PLACES_PATH]);

/*
 * The state directory for a configuration: for one in /etc/tonle it is /var/lib/tonle (or systemd's
 * $STATE_DIRECTORY), for the user's it is the user's, otherwise the directory of the configuration
 * itself. For "" (no configuration): /var/lib/tonle for root, else the user's.
 */
void places_state(const char *config, char path[PLACES_PATH]);

/*
 * A file that comes with the program: NAME in ../share/tonle relative to the program's directory
 * or, if the program was not installed, in the source tree's directory `source`. False if there is
 * none.
 */
bool places_share(const char *name, const char *source, char path[PLACES_PATH]);

/* The database that make has built beside a program that was not installed. False if there is
 * none. */
bool places_built(char path[PLACES_PATH]);

/* Creates the directory and its parents, new ones with mode 0700. False with errno. */
bool places_make(const char *path);

#endif
