#include "wire/mask.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char wild[] = "*?.:/-~"; /* a host of only these identifies nobody */

/* --- addresses -------------------------------------------------------------------------------- */

/* Reads an address into 16 bytes, IPv4 as an IPv4-mapped IPv6 address (RFC 4291), so that both
 * compare alike. *offset is the number of bits before the address itself. */
static bool read_address(const char *text, unsigned char bytes[16], unsigned *offset)
{
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};

	*offset = 0;
	if (inet_pton(AF_INET6, text, bytes) == 1)
		return true;
	if (inet_pton(AF_INET, text, bytes + 12) != 1)
		return false;
	memcpy(bytes, mapped, sizeof mapped);
	*offset = 96;
	return true;
}

/* Reads "address/length": the bytes, the offset of the address in them, and the bits that count
 * from there. */
static bool read_network(
	const char *network, unsigned char bytes[16], unsigned *offset, unsigned long *bits)
{
	char text[64];
	const char *slash = strchr(network, '/');
	char *end;

	snprintf(text, sizeof text, "%.*s", (int)(slash - network), network);
	*bits = strtoul(slash + 1, &end, 10);
	return *end == '\0' && end != slash + 1 && read_address(text, bytes, offset) &&
	       *bits <= 128 - *offset;
}

/* Whether the host is an address in the network "address/length". */
static bool in_network(const char *network, const char *host)
{
	unsigned char own[16], other[16];
	unsigned offset, of_host;
	unsigned long bits;

	if (!read_network(network, own, &offset, &bits) || !read_address(host, other, &of_host) ||
		offset != of_host)
		return false;
	bits += offset;
	return memcmp(own, other, bits / 8) == 0 &&
	       (bits % 8 == 0 || (own[bits / 8] ^ other[bits / 8]) >> (8 - bits % 8) == 0);
}

/* Whether the mask's host describes addresses. The letters a to f count as digits only if there is
 * a colon; otherwise they may belong to a name. */
static bool is_of_addresses(const char *host)
{
	return strpbrk(host, "0123456789:") &&
	       strspn(host, strchr(host, ':') ? "0123456789abcdefABCDEF:.*?/" : "0123456789.*?/") ==
		       strlen(host);
}

/* --- checking and matching ------------------------------------------------------------------- */

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
			"expected something like *!*@staff.example.org or *!*@10.1.0.0/16",
			mask);
	if (strchr(at, '/') && is_of_addresses(at + 1)) {
		unsigned char bytes[16];
		unsigned offset;
		unsigned long bits;

		if (!read_network(at + 1, bytes, &offset, &bits))
			return error_set(err,
				"expected addresses such as 10.1.0.0/16 or 2001:db8::/32, found "
				"\"%.80s\"",
				at + 1);
		if (bits == 0)
			return error_set(err, "\"%.80s\" matches everybody", mask);
	}
	if (strspn(mask, "*?.:/-~!@") == strlen(mask))
		return error_set(err, "\"%.80s\" matches everybody", mask);
	return true;
}

static bool host_matches(enum casemap map, const char *mask, const char *host)
{
	unsigned char bytes[16];
	unsigned offset;

	if (!is_of_addresses(mask))
		return casemap_like(map, mask, host);
	if (strchr(mask, '/'))
		return in_network(mask, host);
	return read_address(host, bytes, &offset) && casemap_like(map, mask, host);
}

bool mask_matches(
	enum casemap map, const char *mask, const char *nick, const char *user, const char *host)
{
	char part[512];
	const char *bang = strchr(mask, '!'), *at = bang ? strchr(bang, '@') : NULL;

	if (!at || (size_t)(at - mask) >= sizeof part)
		return false;
	memcpy(part, mask, (size_t)(at - mask));
	part[bang - mask] = part[at - mask] = '\0';
	return casemap_like(map, part, nick) && casemap_like(map, part + (bang + 1 - mask), user) &&
	       host_matches(map, at + 1, host);
}

bool mask_is_loose(const char *mask)
{
	const char *at = strrchr(mask, '@');

	return at && !is_of_addresses(at + 1) && strpbrk(at + 1, "*?");
}
