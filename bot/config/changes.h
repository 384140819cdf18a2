#ifndef TONLE_CONFIG_CHANGES_H
#define TONLE_CONFIG_CHANGES_H

#include "config/config.h"

/*
 * Describes the differences between two configurations for people: "school joins #b", "school
 * reconnects", "limits changed", separated by "; "; "nothing" if they are the same. Says which ones
 * need a restart (database, state_dir, encoder). Cuts the text to fit.
 */
void changes_describe(
	const struct config *before, const struct config *after, char *text, size_t size);

#endif
