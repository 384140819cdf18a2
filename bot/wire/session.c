#include "wire/session.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "wire/multiline.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <libircclient.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	MOST_NICK = 60,        /* as in sanitize.c */
	MOST_NAME = 100,       /* user and realname: libircclient formats USER into 255 bytes */
	MOST_SEND = 510,       /* its output buffer has 1024 bytes; we give it one line at a time */
	CONNECT_WAIT_MS = 250, /* to our own listener; 0.1 ms is usual */
	DRAIN_SIZE = 2048,
	PUSHED_MAX = 16 /* lines pushed together */
};

/* A line that libircclient is to classify. */
struct pushed {
	struct line line;
	const char *prefix; /* its own, or the server's name */
	bool replayed;
};

struct session {
	irc_session_t *irc;
	int theirs;                   /* libircclient's descriptor; replaced, never closed by us */
	int ours;                     /* the other end of its socketpair */
	struct session_setup setup;   /* names are cleared once attached */
	char believed[MOST_NICK + 1]; /* our nick in libircclient's view */
	char nick[MOST_NICK + 1];     /* our nick */
	enum casemap map;
	struct replay replay;
	struct multiline multiline;

	struct pushed pushed[PUSHED_MAX];     /* their bytes are in `bytes` */
	size_t pushed_count, emitted, length; /* length: of bytes */
	char bytes[SANITIZE_MAX];
	bool undrained; /* the last session_drain() filled its buffer: there may be more */
	struct event_store store; /* of the event */
};

/* --- callbacks of libircclient ---------------------------------------------------------------- */

static void emit_event(irc_session_t *irc, enum event_kind kind)
{
	struct session *s = irc_get_ctx(irc);
	struct event event;

	/* one event for each line, whatever libircclient calls; none for synthetic lines */
	if (s->emitted == s->pushed_count)
		return;
	const struct pushed *it = &s->pushed[s->emitted++];
	line_source(it->prefix, &s->store.source);
	event_read(&event, &s->store, &it->line, kind);
	event.network = s->setup.network;
	event.from_self = casemap_same(s->map, event.nick, s->nick);
	event.replayed = it->replayed;
	s->setup.emit(s->setup.context, &event);
}

#define CALLBACK(name, kind)                                                                       \
	static void name(irc_session_t *irc, const char *event, const char *origin,                \
		const char **params, unsigned int count)                                           \
	{                                                                                          \
		(void)event, (void)origin, (void)params, (void)count;                              \
		emit_event(irc, kind);                                                             \
	}

CALLBACK(on_privmsg, EVENT_PRIVMSG)
CALLBACK(on_notice, EVENT_NOTICE)
CALLBACK(on_action, EVENT_ACTION)
CALLBACK(on_ctcp, EVENT_CTCP)
CALLBACK(on_join, EVENT_JOIN)
CALLBACK(on_part, EVENT_PART)
CALLBACK(on_kick, EVENT_KICK)
CALLBACK(on_quit, EVENT_QUIT)
CALLBACK(on_nick, EVENT_NICK)
CALLBACK(on_mode, EVENT_MODE)
CALLBACK(on_invite, EVENT_INVITE)
CALLBACK(on_other, EVENT_OTHER)

static void on_session_numeric(irc_session_t *irc, unsigned int numeric, const char *origin,
	const char **params, unsigned int count)
{
	(void)numeric, (void)origin, (void)params, (void)count;
	emit_event(irc, EVENT_NUMERIC);
}

/* On the first of 001, 376 and 422; the numeric itself follows. */
static void on_connect(irc_session_t *irc, const char *event, const char *origin,
	const char **params, unsigned int count)
{
	(void)irc, (void)event, (void)origin, (void)params, (void)count;
}

/* libircclient's distinction of private messages is not used: it compares prefixes of nicks. No DCC
 * callbacks: with them it would open sockets. */
static irc_callbacks_t callbacks = {
	.event_connect = on_connect,
	.event_privmsg = on_privmsg,
	.event_channel = on_privmsg,
	.event_notice = on_notice,
	.event_channel_notice = on_notice,
	.event_ctcp_action = on_action,
	.event_ctcp_req = on_ctcp, /* without it libircclient answers itself, without limit */
	.event_ctcp_rep = on_notice,
	.event_join = on_join,
	.event_part = on_part,
	.event_kick = on_kick,
	.event_quit = on_quit,
	.event_nick = on_nick,
	.event_mode = on_mode,
	.event_umode = on_mode,
	.event_invite = on_invite,
	.event_topic = on_other,
	.event_unknown = on_other,
	.event_numeric = on_session_numeric,
};

/* --- attaching -------------------------------------------------------------------------------- */

static int listen_on_loopback(unsigned short *port, struct error *err)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t size = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	if (fd < 0 || bind(fd, (struct sockaddr *)&address, size) < 0 || listen(fd, 4) < 0 ||
		getsockname(fd, (struct sockaddr *)&address, &size) < 0) {
		error_set(err,
			"cannot listen on 127.0.0.1 to attach libircclient: %s. "
			"The loopback interface must be up, and under systemd "
			"IPAddressAllow=localhost set",
			strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	*port = ntohs(address.sin_port);
	return fd;
}

/* Doubles '%': libircclient uses its formatted text as a format again. */
static bool double_percent(const char *name, char *out, size_t size)
{
	struct buf to = buf_over(out, size);

	for (; *name; name++)
		buf_put(&to, "%%", *name == '%' ? 1 : 0), buf_put(&to, name, 1);
	return !to.full;
}

/* libircclient's descriptor; -1 unless there is exactly one. */
static int find_descriptor(irc_session_t *irc)
{
	fd_set in, out;
	int found = -1, most = -1;

	FD_ZERO(&in);
	FD_ZERO(&out);
	if (irc_add_select_descriptors(irc, &in, &out, &most) != 0)
		return -1;
	for (int fd = 0; fd <= most; fd++) {
		if (!FD_ISSET(fd, &in) && !FD_ISSET(fd, &out))
			continue;
		if (found >= 0)
			return -1;
		found = fd;
	}
	return found;
}

/* Lets libircclient act on its descriptor. The flags must be true: without data to read it would
 * spin, with nothing to send it would consider itself disconnected. */
static bool process(struct session *s, bool readable, bool writable)
{
	fd_set in, out;

	FD_ZERO(&in);
	FD_ZERO(&out);
	if (readable)
		FD_SET(s->theirs, &in);
	if (writable)
		FD_SET(s->theirs, &out);
	return irc_process_select_descriptors(s->irc, &in, &out) == 0;
}

/* Whether libircclient has connected to our listener. */
static bool reached(int fd, unsigned short port)
{
	struct pollfd wait = {.fd = fd, .events = POLLOUT};
	struct sockaddr_in peer;
	socklen_t size = sizeof peer;

	return poll(&wait, 1, CONNECT_WAIT_MS) == 1 &&
	       getpeername(fd, (struct sockaddr *)&peer, &size) == 0 &&
	       peer.sin_family == AF_INET && ntohs(peer.sin_port) == port;
}

/* Replaces libircclient's connection by one end of a socketpair. */
static bool replace_descriptor(struct session *s, struct error *err)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) < 0)
		return error_set(err, "cannot create a socketpair: %s", strerror(errno));
	s->ours = pair[0];
	bool done = dup3(pair[1], s->theirs, O_CLOEXEC) >= 0;
	close(pair[1]);
	return done || error_set(err, "cannot replace a descriptor: %s", strerror(errno));
}

/* FD_SET beyond FD_SETSIZE would overwrite memory, so this tests the next descriptor's number
 * first. */
static bool descriptor_fits(struct error *err)
{
	int next = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);

	if (next < 0)
		next = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (next < 0)
		return error_set(err, "no file descriptor left: %s", strerror(errno));
	close(next);
	return next < FD_SETSIZE - 1 ||
	       error_set(err, "descriptor %d: libircclient needs numbers below %d", next,
		       FD_SETSIZE - 1);
}

static bool attach_socketpair(struct session *s, unsigned short port, struct error *err)
{
	char user[2 * MOST_NAME + 1], realname[2 * MOST_NAME + 1];

	if (!double_percent(s->setup.user, user, sizeof user) ||
		!double_percent(s->setup.realname, realname, sizeof realname))
		return error_set(err, "user or realname is too long");
	s->irc = irc_create_session(&callbacks);
	if (!s->irc)
		return error_set(err, "libircclient created no session");
	irc_set_ctx(s->irc, s);
	if (!descriptor_fits(err))
		return false;
	if (irc_connect(s->irc, "127.0.0.1", port, NULL, s->setup.nick, user, realname) != 0)
		return error_set(err, "libircclient cannot connect to 127.0.0.1: %s",
			irc_strerror(irc_errno(s->irc)));
	s->theirs = find_descriptor(s->irc);
	if (s->theirs < 0 || !reached(s->theirs, port))
		return error_set(err, "libircclient did not reach our listener on 127.0.0.1");
	/* Now libircclient notices that it is connected and formats NICK and USER, without sending
	 * them. The listener must stay open until then, and only afterwards may the descriptor be
	 * replaced. */
	if (!process(s, false, true) || !irc_is_connected(s->irc))
		return error_set(
			err, "libircclient did not connect: %s", irc_strerror(irc_errno(s->irc)));
	return replace_descriptor(s, err);
}

static bool check_name(
	const char *what, const char *name, size_t most, const char *bad, struct error *err)
{
	for (const char *c = name; *c; c++)
		if ((unsigned char)*c < 0x20 || strchr(bad, *c))
			return error_set(err, "%s \"%s\": character not allowed", what, name);
	return (name[0] && strlen(name) <= most) ||
	       error_set(err, "%s: expected 1 to %zu bytes", what, most);
}

struct session *session_new(const struct session_setup *setup, struct error *err)
{
	unsigned short port;

	if (!check_name("nick", setup->nick, MOST_NICK, " %:!@", err) ||
		!check_name("user", setup->user, MOST_NAME, " @", err) ||
		!check_name("realname", setup->realname, MOST_NAME, "", err))
		return NULL;
	int listener = listen_on_loopback(&port, err);
	if (listener < 0)
		return NULL;

	struct session *s = must_alloc(sizeof *s);
	s->setup = *setup;
	s->ours = s->theirs = -1;
	strcpy(s->believed, setup->nick);
	strcpy(s->nick, setup->nick);
	bool attached = attach_socketpair(s, port, err);
	close(listener);
	s->setup.nick = s->setup.user = s->setup.realname = NULL;
	if (!attached) {
		session_free(s);
		return NULL;
	}
	return s;
}

void session_free(struct session *s)
{
	if (!s)
		return;
	if (s->irc) {
		irc_disconnect(s->irc);
		irc_destroy_session(s->irc);
	}
	if (s->ours >= 0)
		close(s->ours);
	multiline_free(&s->multiline);
	free(s);
}

/* --- lines in --------------------------------------------------------------------------------- */

/* Writes lines into the socketpair and lets libircclient read them. It reads all of them, since it
 * has read everything before and SANITIZE_MAX is less than its buffer. */
static void push(struct session *s, const char *bytes, size_t length)
{
	if (send(s->ours, bytes, length, MSG_NOSIGNAL) == (ssize_t)length)
		process(s, true, false);
}

bool session_waits(const struct session *s)
{
	return s->pushed_count > 0;
}

void session_flush(struct session *s)
{
	if (s->pushed_count > 0)
		push(s, s->bytes, s->length);
	s->pushed_count = s->emitted = s->length = 0;
}

/* libircclient takes a NICK as ours if the old nick starts with ours. */
static void follow_belief(struct session *s, const struct line *line)
{
	if (strcmp(line->command, "NICK") == 0 &&
		strncmp(line->prefix, s->believed, strlen(s->believed)) == 0)
		strcpy(s->believed, line->params[0]); /* sanitize.c: MOST_NICK at most */
}

static bool is_own_join(const struct session *s, const struct line *line)
{
	struct line_source source;

	return strcmp(line->command, "JOIN") == 0 && line_source(line->prefix, &source) &&
	       casemap_same(s->map, source.nick, s->nick);
}

/* Whether the line may wait for the next one: libircclient calls back once for it, and nobody waits
 * for an answer, as far as can be seen here. */
static bool is_conversation(const struct session *s, const struct line *line)
{
	return strcmp(line->command, "PRIVMSG") == 0 && line->count == 2 && line->prefix[0] &&
	       isalnum((unsigned char)line->params[1][0]) &&
	       strcasecmp(line->params[0], s->nick) != 0 &&
	       !text_contains_ascii(line->params[1], s->nick);
}

enum sanitize_verdict session_push(struct session *s, const struct line *line, const char *server,
	bool more, struct timestamp now)
{
	struct pushed it = {.line = *line};
	char bytes[SANITIZE_MAX + 1];

	it.replayed = replay_mark(&s->replay, line, is_own_join(s, line), now);
	enum multiline_result part = multiline_take(&s->multiline, &it.line, &it.replayed);
	if (part == MULTILINE_PART)
		return SANITIZE_OWN;
	enum sanitize_verdict verdict = sanitize_line(&it.line, server, bytes);
	if (verdict != SANITIZE_PUSH)
		return verdict;
	it.prefix = it.line.prefix[0] ? it.line.prefix : server;
	bool waits = more && part == MULTILINE_OTHER && is_conversation(s, line);
	size_t length = strlen(bytes);
	if (s->pushed_count == PUSHED_MAX || s->length + length > SANITIZE_MAX)
		session_flush(s);
	memcpy(s->bytes + s->length, bytes, length);
	s->length += length;
	s->pushed[s->pushed_count++] = it;
	if (!waits)
		session_flush(s);
	follow_belief(s, &it.line);
	return SANITIZE_PUSH;
}

const struct replay *session_replay(const struct session *s)
{
	return &s->replay;
}

void session_align(struct session *s, const char *nick, enum casemap map)
{
	char bytes[2 * MOST_NICK + 16];
	struct buf to = BUF(bytes);

	s->map = map;
	if (strlen(nick) > MOST_NICK)
		return;
	strcpy(s->nick, nick);
	if (strcmp(s->believed, nick) == 0)
		return;
	buf_add(&to, ":%s NICK :%s\r\n", s->believed, nick);
	push(s, bytes, buf_length(&to));
	strcpy(s->believed, nick);
}

/* --- one line out ----------------------------------------------------------------------------- */

bool session_send(struct session *s, const char *line)
{
	size_t length = strlen(line);

	if (length == 0 || length > MOST_SEND || strpbrk(line, "\r\n"))
		return false;
	return irc_send_raw(s->irc, "%s", line) == 0;
}

static bool wants_to_send(struct session *s)
{
	fd_set in, out;
	int most = -1;

	FD_ZERO(&in);
	FD_ZERO(&out);
	return irc_add_select_descriptors(s->irc, &in, &out, &most) == 0 &&
	       FD_ISSET(s->theirs, &out);
}

size_t session_drain(struct session *s, char *out, size_t size)
{
	bool wants = wants_to_send(s);

	if ((!wants && !s->undrained) || (wants && !process(s, false, true)))
		return 0;
	ssize_t got = recv(s->ours, out, size, 0);

	s->undrained = got == (ssize_t)size;
	return got > 0 ? (size_t)got : 0;
}

/* --- the start-up test ------------------------------------------------------------------------ */

struct probe {
	unsigned welcomes, others;
	bool as_expected;
};

static void count_event(void *context, const struct event *event)
{
	struct probe *probe = context;

	probe->welcomes += event->kind == EVENT_WELCOME;
	probe->others += event->kind != EVENT_WELCOME;
	probe->as_expected = strcmp(event->nick, "server") == 0 && event->count == 2 &&
			     strcmp(event->params[1], "welcome") == 0;
}

bool session_self_test(struct error *err)
{
	struct probe probe = {0};
	char sent[DRAIN_SIZE] = {0}, bytes[] = ":server 001 probe :welcome";
	char before[] = ":a!b@c PRIVMSG #probe :it waits, and both come at once";
	struct session_setup setup = {.network = "self-test",
		.nick = "probe",
		.user = "user%s",
		.realname = "100% sure",
		.emit = count_event,
		.context = &probe};
	struct line line, first;
	struct session *s = session_new(&setup, err);

	if (!s)
		return false;
	session_drain(s, sent, sizeof sent - 1);
	line_parse(&first, before, strlen(before));
	line_parse(&line, bytes, strlen(bytes));
	session_push(s, &first, "server", true, (struct timestamp){0});
	session_push(s, &line, "server", false, (struct timestamp){0});
	session_free(s);
	if (probe.welcomes == 1 && probe.others == 1 && probe.as_expected &&
		strstr(sent, "NICK probe\r\n") && strstr(sent, "USER user%s ") &&
		strstr(sent, ":100% sure\r\n"))
		return true;
	unsigned high = 0, low = 0;
	irc_get_version(&high, &low);
	return error_set(err,
		"libircclient %u.%u does not behave as expected (tonle is made for 1.9): "
		"%u welcomes heard, sent \"%.200s\"",
		high, low, probe.welcomes, sent);
}
