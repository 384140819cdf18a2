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
 * Our nick on one network: the wanted one, what the server calls us, and how to get from this to
 * that. Before the welcome another is tried when one is refused; after it the wanted one is asked
 * for again when it becomes free (MONITOR tells, or we see its holder go) and now and then.
 * Pure. Part of presence.
 */
enum { NICK_MOST = 60 };

struct nick {
	char configured[NICK_MOST + 1];
	char wanted[NICK_MOST + 1]; /* that, cut to the server's NICKLEN */
	char now[NICK_MOST + 1];    /* as the server knows us; before the welcome: as asked for */
	char asked[NICK_MOST + 1];  /* asked for and not yet answered, or "" */
	unsigned tries;             /* refused since the connection began */
	bool welcome;
	bool refused;   /* the wanted one, since services were last asked to free it */
	bool told;      /* … and that was remarked on */
	bool watching;  /* MONITOR has been asked for */
	int64_t due_ms; /* when to ask for the wanted one again; -1: never */
	struct backoff backoff;
	uint32_t seed;
};

/* Wants that nick. The struct is {0} with a seed before. */
void nick_want(struct nick *n, const char *wanted);

/* The server's NICKLEN: it cuts longer ones, so no more than that is wanted. 0: unknown. */
void nick_limit(struct nick *n, size_t length);

/* A new connection: the wanted nick is tried first. */
void nick_reset(struct nick *n);

/* The server welcomes us by that name. */
void nick_welcome(struct nick *n, const char *name, struct timestamp now);

/* Whether the numeric refuses a nick (431, 432, 433, 436, 437 and those of nick changes). */
bool nick_is_refusal(int numeric);

/* A refusal came. Before the welcome the next nick is queued: tonle_, tonle__, then tonle and four
 * digits, nine bytes. */
void nick_refused(struct nick *n, int numeric, const char *text, struct outbox *out,
	struct diagnostics *diagnostics);

/* We are called that now. */
void nick_changed(struct nick *n, const char *name, enum casemap map, struct timestamp now,
	struct diagnostics *diagnostics);

/* Its holder has left, or MONITOR says so (731): asked for at once, if it is the wanted one. */
void nick_free_now(struct nick *n, const char *name, enum casemap map, struct timestamp now);

/*
 * After the welcome: asks for the wanted nick when that is due, by MONITOR too where offered;
 * services, if not "", is who gets GHOST for it first (we are logged in there).
 * Returns the milliseconds until the next thing is due, -1 if nothing will be.
 */
int64_t nick_tick(struct nick *n, const struct isupport *support, const char *services,
	struct timestamp now, struct outbox *out);

/* The most bytes that our nick may have by the time the next line reaches others. */
size_t nick_longest(const struct nick *n);

#endif
