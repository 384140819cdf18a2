#include "net/channels.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum {
	REJOIN_LEAST_MS = 5 * 1000, /* after KICK, PART by services, a refused JOIN */
	REJOIN_MOST_MS = 600 * 1000,
	ANSWER_MS = 60 * 1000,        /* an unanswered JOIN counts as refused */
	SETTLED_MS = 600 * 1000,      /* in the channel for so long: the back-off starts over */
	INVITED_LEAST_MS = 30 * 1000, /* the least time between JOINs on invitation */
	MUTE_MS = 300 * 1000,
	NEED_ACCOUNT = 477
};

static const struct {
	int numeric;
	const char *words;
} refusals[] = {
	{403, "there is no such channel"},
	{405, "we are in as many channels as the server allows"},
	{437, "it is temporarily unavailable"},
	{470, "it forwards to another channel, which is not configured"},
	{471, "it is full (+l)"},
	{473, "it is invite-only (+i): invite the bot"},
	{474, "we are banned there (+b)"},
	{475, "it needs the right key (+k): give the channel a key in the configuration"},
	{476, "the name is invalid"},
	{NEED_ACCOUNT, "it requires a services account (+r): configure sasl or nickserv"},
	{480, "too many joins, or TLS only"},
	{489, "it is for TLS only"},
	{495, "we must wait after a kick"},
	{520, "it is for operators only"},
};

static const char *refusal_text(int numeric)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (refusals[i].numeric == numeric)
			return refusals[i].words;
	return NULL;
}

bool channels_is_refusal(int numeric)
{
	return refusal_text(numeric) != NULL;
}

static struct channel *find_channel(const struct channels *c, const char *channel)
{
	for (size_t i = 0; i < c->count; i++)
		if (casemap_same(c->casemap, c->list[i].name, channel))
			return &c->list[i];
	return NULL;
}

const struct channel *channels_find(const struct channels *c, const char *channel)
{
	return find_channel(c, channel);
}

static void free_channel(struct channel *it)
{
	free(it->name);
	free(it->key);
}

void channels_free(struct channels *c)
{
	for (size_t i = 0; i < c->count; i++)
		free_channel(&c->list[i]);
	free(c->list);
	*c = (struct channels){0};
}

static void set_state(struct channel *it, int state, int64_t due_ms, struct timestamp now)
{
	it->state = state;
	it->since_ms = now.ms;
	it->due_ms = due_ms;
}

static void part(const struct channel *it, struct outbox *out)
{
	char line[512];
	struct buf to = BUF(line);

	buf_add(&to, "PART %s :no longer configured", it->name);
	if (it->state != CHANNEL_OUT)
		outbox_raw(out, URGENCY_CONTROL, line);
}

static struct channel new_channel(const char *channel, bool welcome, struct timestamp now)
{
	return (struct channel){
		.name = must_string(channel),
		.due_ms = welcome ? now.ms : -1,
		.since_ms = now.ms,
		.key = must_string(""),
		.backoff = {.least_ms = REJOIN_LEAST_MS, .most_ms = REJOIN_MOST_MS},
	};
}

/* Tries a new key at once. */
static void set_key(struct channel *it, const char *key, struct timestamp now)
{
	if (it->state == CHANNEL_OUT && it->due_ms >= 0 && strcmp(it->key, key) != 0)
		it->due_ms = now.ms;
	free(it->key);
	it->key = must_string(key);
}

void channels_configure(struct channels *c, const struct config_channel *channels, size_t count,
	bool welcome, struct timestamp now, struct outbox *out)
{
	struct channel *list = must_alloc(count * sizeof *list);

	for (size_t i = 0; i < count; i++) {
		struct channel *old = find_channel(c, channels[i].name);

		list[i] = old ? *old : new_channel(channels[i].name, welcome, now);
		if (old)
			*old = (struct channel){.name = must_string("")};
		set_key(&list[i], channels[i].key ? channels[i].key : "", now);
	}
	for (size_t i = 0; i < c->count; i++) {
		part(&c->list[i], out);
		free_channel(&c->list[i]);
	}
	free(c->list);
	c->list = list;
	c->count = count;
}

void channels_reset(struct channels *c)
{
	for (size_t i = 0; i < c->count; i++) {
		struct channel *it = &c->list[i];

		it->state = CHANNEL_OUT;
		it->due_ms = -1;
		it->muted_until_ms = 0;
		it->logged = 0;
		backoff_reset(&it->backoff);
	}
}

void channels_open(struct channels *c, struct timestamp now)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->list[i].state == CHANNEL_OUT)
			set_state(&c->list[i], CHANNEL_OUT, now.ms, now);
}

/* --- in and out ------------------------------------------------------------------------------- */

static int64_t rejoin_later(struct channels *c, struct channel *it, struct timestamp now)
{
	if (it->state == CHANNEL_IN && now.ms - it->since_ms >= SETTLED_MS)
		backoff_reset(&it->backoff);
	if (it->state != CHANNEL_OUT)
		set_state(it, CHANNEL_OUT, now.ms + backoff_next(&it->backoff, &c->seed), now);
	it->muted_until_ms = 0;
	return it->due_ms - now.ms;
}

void channels_refused(struct channels *c, const char *channel, int numeric, const char *text,
	struct timestamp now, struct diagnostics *diagnostics)
{
	struct channel *it = find_channel(c, channel);

	if (!it || it->state == CHANNEL_OUT)
		return;
	if (it->state == CHANNEL_IN) {
		if (numeric == NEED_ACCOUNT)
			channels_muted(c, channel, text, now, diagnostics);
		return;
	}
	rejoin_later(c, it, now);
	if (it->logged != numeric)
		diagnostics_add(diagnostics, LOG_LEVEL_WARN,
			"cannot join %.80s: %s; trying again later (%d %.160s)", it->name,
			refusal_text(numeric), numeric, text);
	it->logged = numeric;
}

bool channels_joined(struct channels *c, const char *channel, struct timestamp now)
{
	struct channel *it = find_channel(c, channel);

	if (!it)
		return false;
	set_state(it, CHANNEL_IN, -1, now);
	it->logged = 0;
	return true;
}

bool channels_leave(struct channels *c, const char *channel, bool again, struct timestamp now,
	struct outbox *out)
{
	char line[512];
	struct buf to = BUF(line);

	if (c->left == 0 || now.ms - c->left_ms >= CHANNELS_LEAVE_MS) {
		c->left_ms = now.ms;
		c->left = 0;
	}
	if (c->left >= (again ? 1 : CHANNELS_LEAVE) ||
		!buf_add(&to, "PART %s :not configured", channel) ||
		!outbox_raw(out, URGENCY_CONTROL, line))
		return false;
	c->left++;
	return true;
}

int64_t channels_left(struct channels *c, const char *channel, struct timestamp now)
{
	struct channel *it = find_channel(c, channel);

	return it ? rejoin_later(c, it, now) : -1;
}

void channels_invited(struct channels *c, const char *channel, struct timestamp now)
{
	struct channel *it = find_channel(c, channel);

	if (it && it->due_ms >= 0 && it->state == CHANNEL_OUT &&
		now.ms - it->since_ms >= INVITED_LEAST_MS)
		it->due_ms = now.ms;
}

void channels_identified(struct channels *c, struct timestamp now)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->list[i].state == CHANNEL_OUT && c->list[i].logged == NEED_ACCOUNT)
			c->list[i].due_ms = now.ms;
}

/* --- let through or not ---------------------------------------------------------------------- */

void channels_muted(struct channels *c, const char *channel, const char *text, struct timestamp now,
	struct diagnostics *diagnostics)
{
	struct channel *it = find_channel(c, channel);

	if (!it || it->state != CHANNEL_IN)
		return;
	if (it->muted_until_ms == 0)
		diagnostics_add(diagnostics, LOG_LEVEL_WARN,
			"cannot speak in %.80s (+m, +q or similar): replying in private until a "
			"mode changes there (%.200s)",
			it->name, text);
	it->muted_until_ms = now.ms + MUTE_MS;
}

void channels_mode(struct channels *c, const char *channel)
{
	struct channel *it = find_channel(c, channel);

	if (it)
		it->muted_until_ms = 0;
}

/* --- asking ----------------------------------------------------------------------------------- */

static void join_channel(struct channel *it, struct timestamp now, struct outbox *out)
{
	char line[512];
	struct buf to = BUF(line);

	buf_add(&to, "JOIN %s%s%s", it->name, it->key[0] ? " " : "", it->key);
	outbox_raw(out, URGENCY_CONTROL, line);
	set_state(it, CHANNEL_JOINING, now.ms + ANSWER_MS, now);
}

int64_t channels_tick(struct channels *c, struct timestamp now, struct outbox *out)
{
	int64_t wait = -1;

	for (size_t i = 0; i < c->count; i++) {
		struct channel *it = &c->list[i];

		if (it->due_ms >= 0 && it->due_ms <= now.ms && it->state == CHANNEL_JOINING)
			rejoin_later(c, it, now);
		if (it->due_ms >= 0 && it->due_ms <= now.ms && it->state == CHANNEL_OUT)
			join_channel(it, now, out);
		if (it->due_ms >= 0 && (wait < 0 || it->due_ms - now.ms < wait))
			wait = it->due_ms - now.ms;
	}
	return wait;
}
