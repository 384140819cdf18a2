#ifndef TONLE_NET_LOGIN_H
#define TONLE_NET_LOGIN_H

#include "base/timestamp.h"
#include "net/diagnostics.h"
#include "wire/casemap.h"
#include "wire/event.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Our own login to a network's services: which account the server says we have (by SASL or
 * otherwise), and where there is no SASL, IDENTIFY to NickServ and the wait for its answer, so
 * that channels are joined only after it. Pure. Part of presence.
 */
enum { LOGIN_NAME = 128, LOGIN_WAIT_MS = 20 * 1000 };

struct login {
	char services[LOGIN_NAME]; /* whom to tell: "NickServ"; "" for nobody */
	char *command;             /* IDENTIFY and the password, until it was said */
	char account[LOGIN_NAME];  /* ours, as the server told; "" for none */
	bool identified;           /* account told, or NickServ has said yes */
	int64_t until_ms;          /* when to stop waiting for an answer; -1: not waiting */
};

/* Starts as {0}. Frees the command, wiping it. */
void login_free(struct login *l);

/* Whom to identify to with which account ("" : that of our nick) and password; copied. services
 * "" for nobody. For the next welcome; password NULL forgets it. */
void login_set(struct login *l, const char *services, const char *account, const char *password);

/* A new connection. */
void login_reset(struct login *l);

/* Welcomed: says IDENTIFY, if it is configured and SASL has not done it already. */
void login_welcome(struct login *l, struct timestamp now, struct outbox *out);

/* Learns from 900, 901, ACCOUNT and MODE about us, and from NickServ's notices. True when we are
 * logged in from this event on. */
bool login_hear(struct login *l, const struct event *e, const char *own_nick, enum casemap map,
	struct diagnostics *diagnostics);

/* Whether channels must wait for it; milliseconds that they must wait at most in *wait. */
bool login_pending(
	struct login *l, struct timestamp now, struct diagnostics *diagnostics, int64_t *wait);

#endif
