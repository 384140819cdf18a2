#include "wire/mask.h"

#include <string.h>

static const char wild[] = "*?.:/-~"; /* identify nobody */

bool mask_check(const char *mask, bool grants, struct error *err)
{
	const char *bang = strchr(mask, '!'), *at = bang ? strchr(bang, '@') : NULL;

	if (!at || bang == mask || at == bang + 1 || !at[1] || strpbrk(at + 1, "!@") ||
		strpbrk(mask, " ,\t"))
		return error_set(
			err, "expected nick!user@host, with * and ?, found \"%.80s\"", mask);
	if (grants && strspn(at + 1, wild) == strlen(at + 1))
		return error_set(err,
			"\"%.80s\" names no host, and anybody can take a nick or a user name; "
			"expected something like *!*@*.example.org",
			mask);
	if (strspn(mask, "*?.:/-~!@") == strlen(mask))
		return error_set(err, "\"%.80s\" matches everybody", mask);
	return true;
}
