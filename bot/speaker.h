#ifndef TONLE_SPEAKER_H
#define TONLE_SPEAKER_H

#include "respond.h"

#include <stdbool.h>

/* Finds who sent a line: a person, a person behind a bridge, or a machine. */

/* If the line came through a bridge, replaces the bridge by the person who speaks through it. */
void speaker_read(struct hearing *h);

/* False for machines (each is logged once), the bot itself, history, and lines in channels that the
 * bot did not choose to join. */
bool speaker_is_person(struct hearing *h);

#endif
