#ifndef TONLE_WIRE_SESSION_H
#define TONLE_WIRE_SESSION_H

#include "base/error.h"
#include "wire/casemap.h"
#include "wire/event.h"
#include "wire/line.h"
#include "wire/sanitize.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * libircclient's door, and its shield: the only file that calls irc_*. libircclient connects once
 * to a listener of ours on 127.0.0.1, for a moment; then its descriptor is exchanged for one end
 * of a socketpair (dup2), and from there on it is handed one clean line at a time and what it
 * wants to send is taken from it, both synchronously. It never sees the network.
 * (transport.md tells why; libircclient 1.9.)
 *
 * One session per connection: libircclient's buffers survive a disconnect, so none is used twice.
 */
struct session;

/* Called for the line being pushed; event and strings are borrowed for the call. Must not call
 * session_* functions. */
typedef void session_emit(void *context, const struct event *event);

struct session_setup {
	const char *network; /* for event.network; borrowed as long as the session lives */
	const char *nick, *user, *realname;
	session_emit *emit;
	void *context;
};

/*
 * Attaches libircclient. Takes well under a millisecond, 250 ms at the very most. NULL with the
 * reason if 127.0.0.1 cannot be used (no loopback interface, systemd's IPAddressDeny=any without
 * IPAddressAllow=localhost), if descriptors run out or reach FD_SETSIZE, or if a name holds a
 * control character or is too long for libircclient.
 */
struct session *session_new(const struct session_setup *setup, struct error *err);
void session_free(struct session *s);

/* Who we are and how names compare: for event.from_self. Kept current by session_align(). */
void session_align(struct session *s, const char *nick, enum casemap map);

/*
 * Pushes one line through libircclient; emit() has been called, once or not at all, when it
 * returns. What sanitize.c keeps back is not pushed: the verdict says why. server stands in for a
 * missing prefix. After it the caller tells session_align() who we are now: libircclient follows
 * nicks by prefix match only and is put right with a NICK line of our own making, which nobody
 * hears. now_unix (Unix time) tells old lines.
 */
enum sanitize_verdict session_push(
	struct session *s, const struct line *line, const char *server, int64_t now_unix);

/*
 * Hands one line (no CRLF; 510 bytes at most, more is refused, as is an empty one) to libircclient
 * to send; take it out with session_drain(). False when refused.
 */
bool session_send(struct session *s, const char *line);

/*
 * What libircclient wants to send (at first NICK and USER): whole lines with CRLF into out (size
 * bytes, at least 1024); returns how many bytes, 0 for none. Call until 0.
 */
size_t session_drain(struct session *s, char *out, size_t size);

/*
 * The start-up test: that the installed libircclient behaves as this file relies on. Attaches,
 * pushes a welcome and expects it heard once, with our context; drains NICK and USER.
 */
bool session_self_test(struct error *err);

#endif
