#ifndef TONLE_CONFIG_CHANGES_H
#define TONLE_CONFIG_CHANGES_H

#include "config/config.h"

/*
 * What differs between two configurations, for people: "school joins #b", "school reconnects",
 * "limits changed", with "; " between; "nothing" if they are the same. What needs a restart
 * (database, state_dir, encoder) is named as such. Cut to fit.
 */
void changes_describe(
	const struct config *before, const struct config *after, char *text, size_t size);

#endif
