#ifndef TONLE_NET_PRESENCE_H
#define TONLE_NET_PRESENCE_H

#include "base/timestamp.h"
#include "config/config.h"
#include "net/diagnostics.h"
#include "base/casemap.h"
#include "wire/event.h"
#include "wire/isupport.h"
#include "wire/outbox.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Our own state on one network: nick, prefix as others see it, channels, login to services, and the
 * server's ISUPPORT. Pure: takes events; queues lines in the outbox, and diagnostics for the log.
 * One for each network; reset for each connection.
 */
struct presence;

/* Takes nick, channels and services from the configuration (copied). seed makes jitter and nick
 * suffixes repeatable in tests. The caller frees. */
struct presence *presence_new(const struct config_network *config, uint32_t seed);
void presence_free(struct presence *p);

/* Applies a reloaded configuration with the same nick: joins new channels, parts removed ones. */
void presence_configure(struct presence *p, const struct config_network *config,
	struct timestamp now, struct outbox *out);

/* Sets the password for NickServ for the next welcome; copied, and wiped once sent. NULL for none.
 * Set it before each connection. */
void presence_password(struct presence *p, const char *password);

/* For a new connection: nothing is known, and we are in no channel. */
void presence_reset(struct presence *p);

/* Takes every event and queues the lines that it calls for: the next nick when one is refused; the
 * wanted one when it is free; bot mode, IDENTIFY and JOIN after the welcome; JOIN with back-off
 * after a kick or a refusal. */
void presence_handle(
	struct presence *p, const struct event *e, struct timestamp now, struct outbox *out);

/* Does what is due (retries). Returns the milliseconds until something is, -1 if nothing is. */
int64_t presence_tick(struct presence *p, struct timestamp now, struct outbox *out);

/* The next line to log, valid until the next presence_ call; NULL when there is none. */
const struct diagnostic *presence_diagnostic(struct presence *p);

/* Our nick as the server has it; the wanted one before registration. */
const char *presence_nick(const struct presence *p);

/* Whether the two nicks or channels are the same under the server's CASEMAPPING (rfc1459 until 005
 * says otherwise). */
bool presence_same(const struct presence *p, const char *a, const char *b);

/* The server's CASEMAPPING, and its whole ISUPPORT. */
enum casemap presence_casemap(const struct presence *p);
const struct isupport *presence_isupport(const struct presence *p);

/* The channel's name in target, without a STATUSMSG prefix; NULL if it is not a channel
 * (CHANTYPES). Borrowed from target. */
const char *presence_channel(const struct presence *p, const char *target);

/* Whether the channel is configured: only there do we speak. */
bool presence_is_ours(const struct presence *p, const char *channel);

/* Whether we are in the channel. */
bool presence_in(const struct presence *p, const char *channel);

/* Whether the channel lets us speak, as far as we know: false for a while after the server has
 * refused a message (+m, +q, a ban). */
bool presence_may_speak(const struct presence *p, const char *channel, struct timestamp now);

#endif
