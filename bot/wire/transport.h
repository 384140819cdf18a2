#ifndef TONLE_WIRE_TRANSPORT_H
#define TONLE_WIRE_TRANSPORT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Carries the bytes: plain TCP, TLS, or memory. Each kind implements the same functions; none
 * blocks. open() does the TLS handshake.
 */
struct transport;

/* Results of open, read and write other than a number of bytes. */
enum {
	TRANSPORT_AGAIN = -1, /* wait for what wants() returns */
	TRANSPORT_FAILED = -2 /* broken; see the error */
};

struct transport_kind {
	/* 0 once bytes may be sent, TRANSPORT_AGAIN during the handshake, TRANSPORT_FAILED. */
	int (*open)(struct transport *t, struct error *err);
	/* Bytes read; 0 at the end of the stream. */
	ssize_t (*read)(struct transport *t, char *into, size_t size, struct error *err);
	/* Bytes written, at least 1. */
	ssize_t (*write)(struct transport *t, const char *bytes, size_t size, struct error *err);
	/* The poll() events to wait for; output: whether something waits to be written. */
	short (*wants)(const struct transport *t, bool output);
	/* Closes and frees it. */
	void (*close)(struct transport *t);
};

/* The common head: each kind's own struct begins with it. */
struct transport {
	const struct transport_kind *kind;
	int fd; /* to poll; -1 for memory */
};

/* Plain TCP over a connected non-blocking socket, of which it takes ownership. */
struct transport *transport_plain(int fd);

/* Memory: read() gets what was fed, and fetch gets what was written. */
struct transport *transport_memory(void);
void transport_memory_feed(struct transport *t, const char *bytes, size_t length);
void transport_memory_end(struct transport *t); /* no more will be fed */
size_t transport_memory_fetch(struct transport *t, char *into, size_t size);

#endif
