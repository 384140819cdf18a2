#ifndef TONLE_WIRE_SESSION_H
#define TONLE_WIRE_SESSION_H

#include "base/casemap.h"
#include "base/error.h"
#include "base/timestamp.h"
#include "wire/event.h"
#include "wire/line.h"
#include "wire/replay.h"
#include "wire/sanitize.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Adapter for libircclient 1.9, the only file that calls irc_*. libircclient connects once to a
 * short-lived listener of ours on 127.0.0.1; then we replace its descriptor by one end of a
 * socketpair (dup3). From then on we give it sanitized lines and read back what it wants to send,
 * both synchronously. It never sees the network.
 *
 * One session for each connection: libircclient's buffers survive a disconnect.
 */
struct session;

/* Called for the line being pushed; the event is borrowed for the call. Must not call session_*
 * functions. */
typedef void session_emit(void *context, const struct event *event);

struct session_setup {
	const char *network; /* for event.network; borrowed for the session's lifetime */
	const char *nick, *user, *realname;
	session_emit *emit;
	void *context;
};

/*
 * Attaches libircclient. Takes less than a millisecond, at most 250 ms. NULL with the error if
 * 127.0.0.1 cannot be used (no loopback interface, systemd's IPAddressDeny=any without
 * IPAddressAllow=localhost), descriptors run out or reach FD_SETSIZE, or a name contains a control
 * character or is too long for libircclient. The caller frees.
 */
struct session *session_new(const struct session_setup *setup, struct error *err);
void session_free(struct session *s);

/* Sets our nick and how names compare, for event.from_self. */
void session_align(struct session *s, const char *nick, enum casemap map);

/*
 * Pushes one line through libircclient; when this returns, it has called emit() once or not at all.
 * A line that sanitize.c refuses is not pushed; the verdict says why. server replaces a missing
 * prefix. Call session_align() afterwards: libircclient recognises our nick by prefix only and is
 * corrected with a synthetic NICK line, which is not emitted. now: to recognise old lines.
 *
 * more: another line follows at once. Conversation that is not for us may then wait, to be pushed
 * together with the lines after it, which saves two system calls for each. Their strings must stay
 * valid until session_flush(), which pushes what waits; session_waits() tells whether anything
 * does.
 */
enum sanitize_verdict session_push(struct session *s, const struct line *line, const char *server,
	bool more, struct timestamp now);
void session_flush(struct session *s);
bool session_waits(const struct session *s);

/* What is known about history played back, as of the last line pushed. */
const struct replay *session_replay(const struct session *s);

/* Gives one line (1 to 510 bytes, no CRLF) to libircclient to send; read it with session_drain().
 * False if refused. */
bool session_send(struct session *s, const char *line);

/* Reads what libircclient wants to send (NICK and USER first): whole lines with CRLF into out (size
 * bytes, at least 1024). Returns how many bytes; call until 0. */
size_t session_drain(struct session *s, char *out, size_t size);

/* Tests at start-up that the installed libircclient behaves as expected: a message and a welcome
 * pushed together are emitted once each with our context, and NICK and USER can be drained. */
bool session_self_test(struct error *err);

#endif
