#ifndef TONLE_NET_LOGIN_H
#define TONLE_NET_LOGIN_H

#include "base/timestamp.h"
#include "net/diagnostics.h"
#include "base/casemap.h"
#include "wire/event.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Our login to a network's services. Tracks the account that the server says we have, by SASL or
 * not. Without SASL, sends IDENTIFY to NickServ and waits for the answer, so that channels are
 * joined only afterwards. Pure. Part of presence.
 */
enum { LOGIN_NAME = 128, LOGIN_WAIT_MS = 20 * 1000 };

struct login {
	char services[LOGIN_NAME]; /* "NickServ"; "" for none */
	char *command;             /* IDENTIFY and the password, until it is sent */
	char account[LOGIN_NAME];  /* ours, as the server says; "" for none */
	bool identified;           /* we have an account, or NickServ has said so */
	int64_t until_ms;          /* when to stop waiting for an answer; -1: not waiting */
};

/* Starts as {0}. Frees the command, wiping it. */
void login_free(struct login *l);

/* Sets the services' nick ("" for none), the account ("" for that of our nick) and the password
 * (NULL for none) for the next welcome; copied. */
void login_set(struct login *l, const char *services, const char *account, const char *password);

/* For a new connection. */
void login_reset(struct login *l);

/* After the welcome: sends IDENTIFY if it is configured and SASL has not logged us in. */
void login_welcome(struct login *l, struct timestamp now, struct outbox *out);

/* Takes every event: 900, 901, ACCOUNT and MODE about us, NickServ's notices. True if the event
 * logs us in. */
bool login_handle(struct login *l, const struct event *e, const char *own_nick, enum casemap map,
	struct diagnostics *diagnostics);

/* Whether channels must wait for the login; *wait is for how many milliseconds at most. */
bool login_pending(
	struct login *l, struct timestamp now, struct diagnostics *diagnostics, int64_t *wait);

#endif
