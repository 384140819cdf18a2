#ifndef TONLE_WIRE_MASK_H
#define TONLE_WIRE_MASK_H

#include "base/error.h"
#include "base/casemap.h"

#include <stdbool.h>

/*
 * Whether the text is an acceptable hostmask: nick!user@host with '*' and '?', one word. To grant a
 * role, its host must name something, since anybody can take a nick or a user name: "alice!*@*" is
 * refused. To revoke one, it only must not match everybody. False with an error that says what was
 * expected.
 */
bool mask_check(const char *mask, bool grants, struct error *err);

/*
 * Whether the mask matches this person: nick, user and host must each match, so that an '@' in a
 * user name cannot pose as a host. A host of digits, dots and colons only, with '*' and '?' or a
 * prefix length ("10.1.*", "10.1.0.0/16", "2001:db8::/32"), matches addresses and no names.
 */
bool mask_matches(
	enum casemap map, const char *mask, const char *nick, const char *user, const char *host);

/* Whether the mask's host is a name with '*' or '?'. Such a mask is weak, since the owner of an
 * address can choose its name. */
bool mask_is_loose(const char *mask);

#endif
