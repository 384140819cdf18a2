#ifndef TONLE_NET_NICK_H
#define TONLE_NET_NICK_H

#include "base/timestamp.h"
#include "net/diagnostics.h"
#include "wire/backoff.h"
#include "wire/isupport.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Our nick on one network: the wanted one, the current one, and how to get the wanted one. Before
 * the welcome, tries another nick when one is refused. Afterwards, requests the wanted nick at
 * intervals and when it becomes free (MONITOR says so, or we see its holder leave). Pure. Part of
 * presence.
 */
enum { NICK_MOST = 60 };

struct nick {
	char configured[NICK_MOST + 1];
	char wanted[NICK_MOST + 1]; /* the same, cut to the server's NICKLEN */
	char now[NICK_MOST + 1];    /* the current one; before the welcome, the requested one */
	char asked[NICK_MOST + 1];  /* requested and not answered yet, or "" */
	unsigned tries;             /* refusals on this connection */
	bool welcome;
	bool refused;   /* the wanted nick was refused since we last sent GHOST */
	bool logged;    /* … and this was logged */
	bool watching;  /* by MONITOR */
	int64_t due_ms; /* when to request the wanted one; -1: never */
	struct backoff backoff;
	uint32_t seed;
};

/* Sets the wanted nick. The struct starts as {0} with a seed. */
void nick_want(struct nick *n, const char *wanted);

/* Sets the server's NICKLEN, to which it cuts nicks. 0: unknown. */
void nick_limit(struct nick *n, size_t length);

/* For a new connection: tries the wanted nick first. */
void nick_reset(struct nick *n);

/* The server has welcomed us by that name. */
void nick_welcome(struct nick *n, const char *name, struct timestamp now);

/* Whether the numeric refuses a nick (431, 432, 433, 436, 437 and those of nick changes). */
bool nick_is_refusal(int numeric);

/* A nick was refused. Before the welcome, queues the next one: tonle_, tonle__, then tonle with
 * four digits (nine bytes). */
void nick_refused(struct nick *n, int numeric, const char *text, struct outbox *out,
	struct diagnostics *diagnostics);

/* Our nick was changed. */
void nick_changed(struct nick *n, const char *name, enum casemap map, struct timestamp now,
	struct diagnostics *diagnostics);

/* That nick has become free (its holder left, or 731 says so): requests it if it is the wanted
 * one. */
void nick_free_now(struct nick *n, const char *name, enum casemap map, struct timestamp now);

/* After the welcome: requests the wanted nick when due, and watches it by MONITOR if the server has
 * that. services: their nick if we are logged in, else ""; they are sent GHOST first. Returns the
 * milliseconds until something is due, -1 if nothing is. */
int64_t nick_tick(struct nick *n, const struct isupport *support, const char *services,
	struct timestamp now, struct outbox *out);

/* The length of the longest nick that we may have when others receive the next line, in bytes. */
size_t nick_longest(const struct nick *n);

#endif
