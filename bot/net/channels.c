#include "net/channels.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum {
	REJOIN_LEAST_MS = 5 * 1000, /* after KICK, PART by services, a refused JOIN */
	REJOIN_MOST_MS = 600 * 1000,
	ANSWER_MS = 60 * 1000,        /* a JOIN that nothing answers counts as refused */
	SETTLED_MS = 600 * 1000,      /* in for so long: the next back-off begins anew */
	INVITED_LEAST_MS = 30 * 1000, /* invitations do not make us ask more often than that */
	MUTE_MS = 300 * 1000,
	NEED_ACCOUNT = 477
};

/* Why a JOIN may be refused, in words. */
static const struct {
	int numeric;
	const char *words;
} refusals[] = {
	{403, "there is no such channel"},
	{405, "we are in as many channels as the server allows"},
	{437, "it is unavailable for the moment"},
	{470, "it forwards to another channel, where we do not go"},
	{471, "it is full (+l)"},
	{473, "it is for invited people only (+i): invite the bot"},
	{474, "we are banned there (+b)"},
	{475, "it needs the right key (+k): give the channel a key in the configuration"},
	{476, "the server does not like the name"},
	{NEED_ACCOUNT, "it is for those logged in to services (+r): configure sasl or nickserv"},
	{480, "it is joined too fast, or for TLS only"},
	{489, "it is for TLS only"},
	{495, "a kicked one must wait"},
	{520, "it is for operators only"},
};

static const char *words_of(int numeric)
{
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
		if (refusals[i].numeric == numeric)
			return refusals[i].words;
	return NULL;
}

bool channels_is_refusal(int numeric)
{
	return words_of(numeric) != NULL;
}

static struct wanted_channel *find(const struct channels *p, const char *channel)
{
	for (size_t i = 0; i < p->count; i++)
		if (casemap_same(p->casemap, p->list[i].channel, channel))
			return &p->list[i];
	return NULL;
}

const struct wanted_channel *channels_find(const struct channels *p, const char *channel)
{
	return find(p, channel);
}

static void place_free(struct wanted_channel *entry)
{
	free(entry->channel);
	free(entry->key);
}

void channels_free(struct channels *p)
{
	for (size_t i = 0; i < p->count; i++)
		place_free(&p->list[i]);
	free(p->list);
	*p = (struct channels){0};
}

static void move(struct wanted_channel *entry, int state, int64_t due_ms, struct timestamp now)
{
	entry->state = state;
	entry->since_ms = now.ms;
	entry->due_ms = due_ms;
}

static void part(const struct wanted_channel *entry, struct outbox *out)
{
	char line[512];
	struct buf to = BUF(line);

	buf_add(&to, "PART %s :not configured any more", entry->channel);
	if (entry->state != CHANNEL_OUT)
		outbox_raw(out, URGENCY_CONTROL, line);
}

static struct wanted_channel new_place(const char *channel, bool welcome, struct timestamp now)
{
	return (struct wanted_channel){
		.channel = must_string(channel),
		.due_ms = welcome ? now.ms : -1,
		.since_ms = now.ms,
		.key = must_string(""),
		.backoff = {.least_ms = REJOIN_LEAST_MS, .most_ms = REJOIN_MOST_MS},
	};
}

/* A new key is tried at once. */
static void set_key(struct wanted_channel *entry, const char *key, struct timestamp now)
{
	if (entry->state == CHANNEL_OUT && entry->due_ms >= 0 && strcmp(entry->key, key) != 0)
		entry->due_ms = now.ms;
	free(entry->key);
	entry->key = must_string(key);
}

void channels_configure(struct channels *p, const struct config_channel *channels, size_t count,
	bool welcome, struct timestamp now, struct outbox *out)
{
	struct wanted_channel *list = must_alloc(count * sizeof *list);

	for (size_t i = 0; i < count; i++) {
		struct wanted_channel *old = find(p, channels[i].name);

		list[i] = old ? *old : new_place(channels[i].name, welcome, now);
		if (old)
			*old = (struct wanted_channel){.channel = must_string("")};
		set_key(&list[i], channels[i].key ? channels[i].key : "", now);
	}
	for (size_t i = 0; i < p->count; i++) {
		part(&p->list[i], out);
		place_free(&p->list[i]);
	}
	free(p->list);
	p->list = list;
	p->count = count;
}

void channels_reset(struct channels *p)
{
	for (size_t i = 0; i < p->count; i++) {
		struct wanted_channel *entry = &p->list[i];

		entry->state = CHANNEL_OUT;
		entry->due_ms = -1;
		entry->mute_until_ms = 0;
		entry->told = 0;
		backoff_reset(&entry->backoff);
	}
}

void channels_open(struct channels *p, struct timestamp now)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->list[i].state == CHANNEL_OUT)
			move(&p->list[i], CHANNEL_OUT, now.ms, now);
}

/* --- in and out ------------------------------------------------------------------------------- */

static int64_t retry(struct channels *p, struct wanted_channel *entry, struct timestamp now)
{
	if (entry->state == CHANNEL_IN && now.ms - entry->since_ms >= SETTLED_MS)
		backoff_reset(&entry->backoff);
	if (entry->state != CHANNEL_OUT)
		move(entry, CHANNEL_OUT, now.ms + backoff_next(&entry->backoff, &p->seed), now);
	entry->mute_until_ms = 0;
	return entry->due_ms - now.ms;
}

void channels_refused(struct channels *p, const char *channel, int numeric, const char *text,
	struct timestamp now, struct diagnostics *diagnostics)
{
	struct wanted_channel *entry = find(p, channel);

	if (!entry || entry->state == CHANNEL_OUT)
		return;
	if (entry->state == CHANNEL_IN) {
		if (numeric == NEED_ACCOUNT)
			channels_muted(p, channel, text, now, diagnostics);
		return;
	}
	retry(p, entry, now);
	if (entry->told != numeric)
		diagnostics_add(diagnostics, LOG_LEVEL_WARN,
			"cannot join %.80s: %s; trying again now and then (%d %.160s)",
			entry->channel, words_of(numeric), numeric, text);
	entry->told = numeric;
}

bool channels_joined(struct channels *p, const char *channel, struct timestamp now)
{
	struct wanted_channel *entry = find(p, channel);

	if (!entry)
		return false;
	move(entry, CHANNEL_IN, -1, now);
	entry->told = 0;
	return true;
}

int64_t channels_left(struct channels *p, const char *channel, struct timestamp now)
{
	struct wanted_channel *entry = find(p, channel);

	return entry ? retry(p, entry, now) : -1;
}

void channels_invited(struct channels *p, const char *channel, struct timestamp now)
{
	struct wanted_channel *entry = find(p, channel);

	if (entry && entry->due_ms >= 0 && entry->state == CHANNEL_OUT &&
		now.ms - entry->since_ms >= INVITED_LEAST_MS)
		entry->due_ms = now.ms;
}

void channels_identified(struct channels *p, struct timestamp now)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->list[i].state == CHANNEL_OUT && p->list[i].told == NEED_ACCOUNT)
			p->list[i].due_ms = now.ms;
}

/* --- let through or not ---------------------------------------------------------------------- */

void channels_muted(struct channels *p, const char *channel, const char *text, struct timestamp now,
	struct diagnostics *diagnostics)
{
	struct wanted_channel *entry = find(p, channel);

	if (!entry || entry->state != CHANNEL_IN)
		return;
	if (entry->mute_until_ms == 0)
		diagnostics_add(diagnostics, LOG_LEVEL_WARN,
			"cannot speak in %.80s (+m, +q or the like): answers go to the asker until "
			"a mode changes there (%.200s)",
			entry->channel, text);
	entry->mute_until_ms = now.ms + MUTE_MS;
}

void channels_mode(struct channels *p, const char *channel)
{
	struct wanted_channel *entry = find(p, channel);

	if (entry)
		entry->mute_until_ms = 0;
}

/* --- asking ----------------------------------------------------------------------------------- */

static void ask(struct wanted_channel *entry, struct timestamp now, struct outbox *out)
{
	char line[512];
	struct buf to = BUF(line);

	buf_add(&to, "JOIN %s%s%s", entry->channel, entry->key[0] ? " " : "", entry->key);
	outbox_raw(out, URGENCY_CONTROL, line);
	move(entry, CHANNEL_ASKED, now.ms + ANSWER_MS, now);
}

int64_t channels_tick(struct channels *p, struct timestamp now, struct outbox *out)
{
	int64_t wait = -1;

	for (size_t i = 0; i < p->count; i++) {
		struct wanted_channel *entry = &p->list[i];

		if (entry->due_ms >= 0 && entry->due_ms <= now.ms && entry->state == CHANNEL_ASKED)
			retry(p, entry, now);
		if (entry->due_ms >= 0 && entry->due_ms <= now.ms && entry->state == CHANNEL_OUT)
			ask(entry, now, out);
		if (entry->due_ms >= 0 && (wait < 0 || entry->due_ms - now.ms < wait))
			wait = entry->due_ms - now.ms;
	}
	return wait;
}
