#include "net/nick.h"

#include "base/buf.h"

#include <stdio.h>
#include <string.h>

enum {
	UNDERSCORES = 2,
	STEM = 5,
	MOST_TRIES = 20,
	FIRST_MS = 2 * 1000, /* after the welcome, or after services took the nick */
	REGAIN_LEAST_MS = 60 * 1000,
	REGAIN_MOST_MS = 600 * 1000,
	GHOST_MS = 3 * 1000 /* the time for services to remove the holder */
};

/* Keeps the old name if the new one does not fit: a cut name would be wrong. */
static void set_name(char *to, const char *text)
{
	if (strlen(text) <= NICK_MOST)
		strcpy(to, text);
}

void nick_want(struct nick *n, const char *wanted)
{
	set_name(n->configured, wanted);
	n->backoff.least_ms = REGAIN_LEAST_MS;
	n->backoff.most_ms = REGAIN_MOST_MS;
}

void nick_limit(struct nick *n, size_t length)
{
	if (length > 0 && length <= NICK_MOST)
		n->wanted[length] = '\0';
}

void nick_reset(struct nick *n)
{
	strcpy(n->wanted, n->configured);
	strcpy(n->now, n->wanted);
	n->asked[0] = '\0';
	n->tries = 0;
	n->welcome = n->refused = n->logged = n->watching = false;
	n->due_ms = -1;
	backoff_reset(&n->backoff);
}

static void request_nick(struct nick *n, const char *name, struct outbox *out)
{
	char line[NICK_MOST + 16];
	struct buf to = BUF(line);

	buf_add(&to, "NICK %s", name);
	outbox_raw(out, URGENCY_CONTROL, line);
	set_name(n->asked, name);
}

static bool has_wanted(const struct nick *n, enum casemap map)
{
	return casemap_same(map, n->now, n->wanted);
}

/* --- refused ---------------------------------------------------------------------------------- */

bool nick_is_refusal(int numeric)
{
	static const int numerics[] = {
		431, /* none given */
		432, /* erroneous, or reserved */
		433, /* in use */
		435, /* not while banned in a channel */
		436, /* collision */
		437, /* temporarily unavailable */
		438, /* changed too fast */
		447, /* not in this channel (+N) */
		484, /* restricted */
	};

	for (size_t i = 0; i < sizeof numerics / sizeof *numerics; i++)
		if (numerics[i] == numeric)
			return true;
	return false;
}

static void try_next_nick(struct nick *n, struct outbox *out)
{
	char name[NICK_MOST + 8];

	if (++n->tries > MOST_TRIES)
		return; /* the registration will time out */
	if (n->tries <= UNDERSCORES)
		snprintf(name, sizeof name, "%.*s%.*s", NICK_MOST - UNDERSCORES, n->wanted,
			(int)n->tries, "__");
	else
		snprintf(name, sizeof name, "%.*s%04u", STEM, n->wanted,
			(unsigned)(backoff_random(&n->seed) % 10000));
	request_nick(n, name, out);
	set_name(n->now, name);
}

void nick_refused(struct nick *n, int numeric, const char *text, struct outbox *out,
	struct diagnostics *diagnostics)
{
	if (!n->logged)
		diagnostics_add(diagnostics, LOG_LEVEL_WARN,
			"the nick %s is refused (%d %.200s); %s", n->wanted, numeric, text,
			n->welcome ? "requesting it again at intervals" : "trying others");
	n->refused = n->logged = true;
	n->asked[0] = '\0';
	if (!n->welcome)
		try_next_nick(n, out);
}

/* --- changes ---------------------------------------------------------------------------------- */

void nick_welcome(struct nick *n, const char *name, struct timestamp now)
{
	set_name(n->now, name);
	n->asked[0] = '\0';
	n->welcome = true;
	n->due_ms = now.ms + FIRST_MS;
}

void nick_changed(struct nick *n, const char *name, enum casemap map, struct timestamp now,
	struct diagnostics *diagnostics)
{
	bool had = has_wanted(n, map);

	set_name(n->now, name);
	n->asked[0] = '\0';
	if (has_wanted(n, map) && !had) {
		diagnostics_add(diagnostics, LOG_LEVEL_INFO, "we are %s again", n->now);
		n->logged = n->refused = false;
	}
	if (!has_wanted(n, map) && had) {
		diagnostics_add(diagnostics, LOG_LEVEL_WARN,
			"the nick %s was taken from us; we are now %s", n->wanted, n->now);
		n->due_ms = now.ms + backoff_next(&n->backoff, &n->seed);
	}
}

void nick_free_now(struct nick *n, const char *name, enum casemap map, struct timestamp now)
{
	if (n->welcome && !has_wanted(n, map) && casemap_same(map, name, n->wanted))
		n->due_ms = now.ms;
}

/* --- regaining -------------------------------------------------------------------------------- */

/* Starts or stops MONITOR, which reports when the holder leaves. */
static void monitor_holder(struct nick *n, bool on, struct outbox *out)
{
	char line[NICK_MOST + 16];
	struct buf to = BUF(line);

	if (n->watching == on)
		return;
	n->watching = on;
	buf_add(&to, "MONITOR %c %s", on ? '+' : '-', n->wanted);
	outbox_raw(out, URGENCY_CONTROL, line);
}

/* Requests the wanted nick, or first asks services to release it. */
static void regain(struct nick *n, const char *services, struct timestamp now, struct outbox *out)
{
	char line[2 * NICK_MOST + 160];
	struct buf to = BUF(line);

	if (*services && n->refused && buf_add(&to, "PRIVMSG %s :GHOST %s", services, n->wanted)) {
		outbox_raw(out, URGENCY_CONTROL, line);
		n->refused = false;
		n->due_ms = now.ms + GHOST_MS;
		return;
	}
	request_nick(n, n->wanted, out);
	n->due_ms = now.ms + backoff_next(&n->backoff, &n->seed);
}

int64_t nick_tick(struct nick *n, const struct isupport *support, const char *services,
	struct timestamp now, struct outbox *out)
{
	bool has = has_wanted(n, support->casemap);

	if (!n->welcome || (has && !n->watching))
		return -1;
	monitor_holder(n, !has && support->monitor, out);
	if (has)
		return -1;
	if (n->due_ms <= now.ms)
		regain(n, services, now, out);
	return n->due_ms - now.ms;
}

size_t nick_longest(const struct nick *n)
{
	size_t now = strlen(n->now), asked = strlen(n->asked);

	return asked > now ? asked : now;
}
