#ifndef TONLE_CLI_COMPLETION_H
#define TONLE_CLI_COMPLETION_H

#include "cli/cli.h"

/* Each prints a completion script for its shell, from main.c's table and that of the options. */
void completion_bash(const struct subcommand *commands);
void completion_zsh(const struct subcommand *commands);
void completion_fish(const struct subcommand *commands);

#endif
