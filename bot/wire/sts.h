#ifndef TONLE_WIRE_STS_H
#define TONLE_WIRE_STS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Strict transport security (ircv3.net/specs/extensions/sts): a server that can be reached by TLS
 * says so, and for how long to remember it. The policies are kept in one small file, "sts" in the
 * state directory, a line each: host, port, duration in seconds, when it expires (Unix time).
 */
enum { STS_HOST = 256 };

/* The capability's value; absent numbers are -1. */
struct sts_value {
	int port;
	int64_t duration; /* seconds; 0 ends the policy */
};

/* Reads "duration=2592000,port=6697"; keys that are not known are passed over, as the
 * specification asks. False if a number is none. Pure. */
bool sts_read(const char *text, struct sts_value *value);

/* The port at which host must be reached by TLS, by a policy that has not expired; 0 if there is
 * none (or no file, or directory is ""). */
int sts_port(const char *directory, const char *host, int64_t now_unix);

/*
 * Remembers (or with duration 0 forgets) host's policy, which holds from now_unix on; expired ones
 * are dropped. Written beside and renamed, so that a crash leaves the old file or the new. The
 * directory is made if it is not there. False with the reason when that fails.
 */
bool sts_remember(const char *directory, const char *host, int port, int64_t duration,
	int64_t now_unix, struct error *err);

#endif
