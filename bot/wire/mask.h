#ifndef TONLE_WIRE_MASK_H
#define TONLE_WIRE_MASK_H

#include "base/error.h"

#include <stdbool.h>

/*
 * Whether the text is an acceptable hostmask: nick!user@host with '*' and '?', one word. To grant a
 * role, its host must name something, since anybody can take a nick or a user name: "alice!*@*" is
 * refused. To revoke one it must only not match everybody. False with an error that says what was
 * expected.
 */
bool mask_check(const char *mask, bool grants, struct error *err);

#endif
