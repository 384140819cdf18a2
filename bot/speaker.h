#ifndef TONLE_SPEAKER_H
#define TONLE_SPEAKER_H

#include "respond.h"

#include <stdbool.h>

/* Who speaks in an event: a person, somebody behind a bridge, or a machine. */

/* Puts the person who speaks through a bridge in the place of the bridge. */
void speaker_read(struct hearing *h);

/* False for machines, each of which is logged once, ourselves, history, and what is said in
 * channels that are not ours. */
bool speaker_is_person(struct hearing *h);

#endif
