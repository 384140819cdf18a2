#ifndef TONLE_WIRE_MASK_H
#define TONLE_WIRE_MASK_H

#include "base/error.h"

#include <stdbool.h>

/*
 * Whether the text is a hostmask that may be used: nick!user@host with '*' and '?', one word. To
 * give a role (proving), its host must name something, since anybody can take a nick or a user
 * name: "alice!*@*" is refused. To take one away it is enough that it does not mean everybody. why
 * says what was expected.
 */
bool mask_check(const char *mask, bool proving, struct error *err);

#endif
