#ifndef TONLE_WIRE_WATCHDOG_H
#define TONLE_WIRE_WATCHDOG_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Notices a connection that has died without a word: after 90 s in which nothing came it wants a
 * PING sent, after 60 s more it gives the connection up (unless told other times). Pure.
 */
enum { WATCHDOG_IDLE_MS = 90 * 1000, WATCHDOG_ANSWER_MS = 60 * 1000 };

struct watchdog {
	int64_t idle_ms, answer_ms;
	int64_t heard_ms;  /* when the last byte came */
	int64_t pinged_ms; /* when PING was sent; -1: none is out */
	char token[16];    /* of that PING */
	int64_t lag_ms;    /* round trip of the last PING, -1 if unknown */
};

enum watchdog_wish { WATCHDOG_CONTENT, WATCHDOG_PING, WATCHDOG_DEAD };

/* A new connection. idle_ms, answer_ms: the two times; 0: the usual one. */
void watchdog_start(struct watchdog *w, int64_t idle_ms, int64_t answer_ms, struct timestamp now);

/* Bytes came. */
void watchdog_heard(struct watchdog *w, struct timestamp now);

/* A PONG came: if its token is ours the lag is known. */
void watchdog_pong(struct watchdog *w, const char *token, struct timestamp now);

/* What is due. WATCHDOG_PING: send "PING :" token now; it is counted as sent. */
enum watchdog_wish watchdog_tick(struct watchdog *w, struct timestamp now, uint32_t *seed);

/* Milliseconds until something is due; 0 when it is. */
int64_t watchdog_wait_ms(const struct watchdog *w, struct timestamp now);

#endif
