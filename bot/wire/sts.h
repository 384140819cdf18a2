#ifndef TONLE_WIRE_STS_H
#define TONLE_WIRE_STS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Strict transport security (ircv3.net/specs/extensions/sts): a server announces that it must be
 * reached by TLS, and for how long. The policies are kept in the file "sts" in the state directory,
 * one a line: host, port, duration in seconds, expiry (Unix time).
 */
enum { STS_HOST = 256 };

/* The value of the capability; absent numbers are -1. */
struct sts_value {
	int port;
	int64_t duration; /* seconds; 0 ends the policy */
};

/* Parses "duration=2592000,port=6697"; ignores unknown keys, as the specification demands. False if
 * a number is invalid. Pure. */
bool sts_read(const char *text, struct sts_value *value);

/* The port at which host must be reached by TLS; 0 if there is no valid policy (or no file, or
 * directory is ""). */
int sts_port(const char *directory, const char *host, int64_t now_unix);

/*
 * Stores (or with duration 0 deletes) host's policy, valid from now_unix on, and drops expired
 * ones. Atomic: a crash leaves the old file or the new one. Creates the directory if needed. False
 * with the error when that fails.
 */
bool sts_remember(const char *directory, const char *host, int port, int64_t duration,
	int64_t now_unix, struct error *err);

#endif
