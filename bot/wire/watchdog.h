#ifndef TONLE_WIRE_WATCHDOG_H
#define TONLE_WIRE_WATCHDOG_H

#include "base/timestamp.h"

#include <stdbool.h>
#include <stdint.h>

/*
 * Detects a dead connection. Every 90 s (by default) it wants a PING, even if lines were received,
 * since the PONG also carries the server's time. If nothing at all is received within 60 s of the
 * PING, the connection is dead. Pure.
 */
enum {
	WATCHDOG_IDLE_MS = 90 * 1000,
	WATCHDOG_ANSWER_MS = 60 * 1000,
	WATCHDOG_HURRY_MS = 10 * 1000 /* the least time between PINGs, with watchdog_ask() */
};

struct watchdog {
	int64_t idle_ms, answer_ms;
	int64_t heard_ms;  /* when the last byte was received */
	int64_t pinged_ms; /* when the unanswered PING was sent; -1: none */
	int64_t last_ms;   /* when the last PING was sent, or the connection began */
	bool asked;        /* a PING is wanted early */
	char token[16];    /* of that PING */
	int64_t lag_ms;    /* round trip of the last PING, -1 if unknown */
};

enum watchdog_action { WATCHDOG_CONTENT, WATCHDOG_PING, WATCHDOG_DEAD };

/* A new connection. idle_ms, answer_ms: the two times; 0: the default. */
void watchdog_start(struct watchdog *w, int64_t idle_ms, int64_t answer_ms, struct timestamp now);

/* Bytes were received. */
void watchdog_received(struct watchdog *w, struct timestamp now);

/* A PONG was received; if it has our token, measures the lag. */
void watchdog_pong(struct watchdog *w, const char *token, struct timestamp now);

/* Asks for a PING now, or WATCHDOG_HURRY_MS after the last one. */
void watchdog_ask(struct watchdog *w);

/* What is due. WATCHDOG_PING: send "PING :" and the token now. */
enum watchdog_action watchdog_tick(struct watchdog *w, struct timestamp now, uint32_t *seed);

/* Milliseconds until something is due. */
int64_t watchdog_wait_ms(const struct watchdog *w, struct timestamp now);

#endif
