#include "people/places.h"

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
	{NEED_ACCOUNT,
		"it is for those logged in to services (+r): configure sasl or nickserv"},
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

bool places_is_refusal(int numeric)
{
	return words_of(numeric) != NULL;
}

static struct place *find(const struct places *p, const char *channel)
{
	for (size_t i = 0; i < p->count; i++)
		if (casemap_same(p->casemap, p->list[i].channel, channel))
			return &p->list[i];
	return NULL;
}

const struct place *places_find(const struct places *p, const char *channel)
{
	return find(p, channel);
}

static void place_free(struct place *place)
{
	free(place->channel);
	free(place->key);
}

void places_free(struct places *p)
{
	for (size_t i = 0; i < p->count; i++)
		place_free(&p->list[i]);
	free(p->list);
	*p = (struct places){0};
}

static void move(struct place *place, int state, int64_t due_ms, struct moment now)
{
	place->state = state;
	place->since_ms = now.ms;
	place->due_ms = due_ms;
}

static void part(const struct place *place, struct outbox *out)
{
	char line[512];
	struct buf to = BUF(line);

	buf_add(&to, "PART %s :not configured any more", place->channel);
	if (place->state != PLACE_OUT)
		outbox_raw(out, URGENCY_CONTROL, line);
}

static struct place new_place(const char *channel, bool welcome, struct moment now)
{
	return (struct place){
		.channel = must_string(channel),
		.due_ms = welcome ? now.ms : -1,
		.since_ms = now.ms,
		.key = must_string(""),
		.backoff = {.least_ms = REJOIN_LEAST_MS, .most_ms = REJOIN_MOST_MS},
	};
}

/* A new key is tried at once. */
static void set_key(struct place *place, const char *key, struct moment now)
{
	if (place->state == PLACE_OUT && place->due_ms >= 0 && strcmp(place->key, key) != 0)
		place->due_ms = now.ms;
	free(place->key);
	place->key = must_string(key);
}

void places_configure(struct places *p, const struct config_channel *channels, size_t count,
	bool welcome, struct moment now, struct outbox *out)
{
	struct place *list = must_alloc(count * sizeof *list);

	for (size_t i = 0; i < count; i++) {
		struct place *old = find(p, channels[i].name);

		list[i] = old ? *old : new_place(channels[i].name, welcome, now);
		if (old)
			*old = (struct place){.channel = must_string("")};
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

void places_reset(struct places *p)
{
	for (size_t i = 0; i < p->count; i++) {
		struct place *place = &p->list[i];

		place->state = PLACE_OUT;
		place->due_ms = -1;
		place->mute_until_ms = 0;
		place->told = 0;
		backoff_reset(&place->backoff);
	}
}

void places_open(struct places *p, struct moment now)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->list[i].state == PLACE_OUT)
			move(&p->list[i], PLACE_OUT, now.ms, now);
}

/* --- in and out ------------------------------------------------------------------------------- */

static int64_t retry(struct places *p, struct place *place, struct moment now)
{
	if (place->state == PLACE_IN && now.ms - place->since_ms >= SETTLED_MS)
		backoff_reset(&place->backoff);
	if (place->state != PLACE_OUT)
		move(place, PLACE_OUT, now.ms + backoff_next(&place->backoff, &p->seed), now);
	place->mute_until_ms = 0;
	return place->due_ms - now.ms;
}

void places_refused(struct places *p, const char *channel, int numeric, const char *text,
	struct moment now, struct remarks *remarks)
{
	struct place *place = find(p, channel);

	if (!place || place->state == PLACE_OUT)
		return;
	if (place->state == PLACE_IN) {
		if (numeric == NEED_ACCOUNT)
			places_muted(p, channel, text, now, remarks);
		return;
	}
	retry(p, place, now);
	if (place->told != numeric)
		remark(remarks, "cannot join %.80s: %s; trying again now and then (%d %.160s)",
			place->channel, words_of(numeric), numeric, text);
	place->told = numeric;
}

bool places_joined(struct places *p, const char *channel, struct moment now)
{
	struct place *place = find(p, channel);

	if (!place)
		return false;
	move(place, PLACE_IN, -1, now);
	place->told = 0;
	return true;
}

int64_t places_left(struct places *p, const char *channel, struct moment now)
{
	struct place *place = find(p, channel);

	return place ? retry(p, place, now) : -1;
}

void places_invited(struct places *p, const char *channel, struct moment now)
{
	struct place *place = find(p, channel);

	if (place && place->due_ms >= 0 && place->state == PLACE_OUT &&
		now.ms - place->since_ms >= INVITED_LEAST_MS)
		place->due_ms = now.ms;
}

void places_identified(struct places *p, struct moment now)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->list[i].state == PLACE_OUT && p->list[i].told == NEED_ACCOUNT)
			p->list[i].due_ms = now.ms;
}

/* --- let through or not ---------------------------------------------------------------------- */

void places_muted(struct places *p, const char *channel, const char *text, struct moment now,
	struct remarks *remarks)
{
	struct place *place = find(p, channel);

	if (!place || place->state != PLACE_IN)
		return;
	if (place->mute_until_ms == 0)
		remark(remarks,
			"cannot speak in %.80s (+m, +q or the like): answers go to the asker until "
			"a mode changes there (%.200s)",
			place->channel, text);
	place->mute_until_ms = now.ms + MUTE_MS;
}

void places_mode(struct places *p, const char *channel)
{
	struct place *place = find(p, channel);

	if (place)
		place->mute_until_ms = 0;
}

/* --- asking ----------------------------------------------------------------------------------- */

static void ask(struct place *place, struct moment now, struct outbox *out)
{
	char line[512];
	struct buf to = BUF(line);

	buf_add(&to, "JOIN %s%s%s", place->channel, place->key[0] ? " " : "", place->key);
	outbox_raw(out, URGENCY_CONTROL, line);
	move(place, PLACE_ASKED, now.ms + ANSWER_MS, now);
}

int64_t places_tick(struct places *p, struct moment now, struct outbox *out)
{
	int64_t wait = -1;

	for (size_t i = 0; i < p->count; i++) {
		struct place *place = &p->list[i];

		if (place->due_ms >= 0 && place->due_ms <= now.ms && place->state == PLACE_ASKED)
			retry(p, place, now);
		if (place->due_ms >= 0 && place->due_ms <= now.ms && place->state == PLACE_OUT)
			ask(place, now, out);
		if (place->due_ms >= 0 && (wait < 0 || place->due_ms - now.ms < wait))
			wait = place->due_ms - now.ms;
	}
	return wait;
}
