#include "people/presence.h"

#include "base/arena.h"
#include "base/buf.h"
#include "wire/backoff.h"
#include "wire/casemap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	NICK_MOST = 60,
	NAME_MOST = 255,            /* user, host: more is not believed */
	REJOIN_LEAST_MS = 5 * 1000, /* after KICK, PART by services, a refused JOIN */
	REJOIN_MOST_MS = 600 * 1000,
	ANSWER_MS = 60 * 1000,        /* a JOIN that nothing answers counts as refused */
	SETTLED_MS = 600 * 1000,      /* in for so long: the next back-off begins anew */
	INVITED_LEAST_MS = 30 * 1000, /* invitations do not make us ask more often than that */
	TYPES_MOST = 32
};

struct place {
	char *channel;
	enum { OUT, ASKED, IN } state;
	int64_t due_ms;   /* when to ask (or to give up waiting for the answer); -1: never */
	int64_t since_ms; /* of the state */
	struct backoff backoff;
};

struct presence {
	char *wanted;
	struct place *places;
	size_t place_count;
	uint32_t seed;

	bool registered;
	unsigned tries; /* nicks refused since the connection began */
	char nick[NICK_MOST + 1], user[NAME_MOST + 1], host[NAME_MOST + 1];
	enum casemap casemap;
	char channel_types[TYPES_MOST], status_prefixes[TYPES_MOST]; /* ISUPPORT */
};

struct presence *presence_new(const char *network, const char *nick, const char *const *channels,
	size_t channel_count, uint32_t seed)
{
	struct presence *p = must_alloc(sizeof *p);

	(void)network;
	p->wanted = must_string(nick);
	p->places = must_alloc(channel_count * sizeof *p->places);
	p->place_count = channel_count;
	p->seed = seed;
	for (size_t i = 0; i < channel_count; i++) {
		p->places[i].channel = must_string(channels[i]);
		p->places[i].backoff =
			(struct backoff){.least_ms = REJOIN_LEAST_MS, .most_ms = REJOIN_MOST_MS};
	}
	presence_reset(p);
	return p;
}

void presence_free(struct presence *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < p->place_count; i++)
		free(p->places[i].channel);
	free(p->places);
	free(p->wanted);
	free(p);
}

/* Keeps what we had when the new text does not fit: half a name is a wrong name. */
static bool set(char *to, size_t size, const char *text)
{
	return strlen(text) < size && strcpy(to, text);
}

void presence_reset(struct presence *p)
{
	p->registered = false;
	p->tries = 0;
	p->nick[0] = p->user[0] = p->host[0] = '\0';
	set(p->nick, sizeof p->nick, p->wanted);
	p->casemap = CASEMAP_RFC1459;
	strcpy(p->channel_types, "#&");
	p->status_prefixes[0] = '\0';
	for (size_t i = 0; i < p->place_count; i++) {
		p->places[i].state = OUT;
		p->places[i].due_ms = -1;
		backoff_reset(&p->places[i].backoff);
	}
}

/* --- who we are ------------------------------------------------------------------------------- */

const char *presence_nick(const struct presence *p)
{
	return p->nick;
}

bool presence_same(const struct presence *p, const char *a, const char *b)
{
	return casemap_same(p->casemap, a, b);
}

enum casemap presence_casemap(const struct presence *p)
{
	return p->casemap;
}

static bool is_us(const struct presence *p, const char *nick)
{
	return presence_same(p, nick, p->nick);
}

/* ":nick!user@host " is what a server puts before our lines. */
static void tell_prefix(const struct presence *p, struct outbox *out)
{
	if (p->user[0] && p->host[0])
		outbox_prefix_length(
			out, strlen(p->nick) + strlen(p->user) + strlen(p->host) + strlen(":!@ "));
}

/* tonle, tonle_, tonle__, then tonle4711: nine characters, which every server accepts. */
static void next_nick(struct presence *p, struct outbox *out)
{
	enum { UNDERSCORES = 2, STEM = 5, MOST_TRIES = 20 };
	char nick[NICK_MOST + 8], line[NICK_MOST + 16];
	struct buf to = BUF(line);

	if (++p->tries > MOST_TRIES)
		return; /* the network's registration time-out ends it */
	if (p->tries <= UNDERSCORES)
		snprintf(nick, sizeof nick, "%.*s%.*s", NICK_MOST - UNDERSCORES, p->wanted,
			(int)p->tries, "__");
	else
		snprintf(nick, sizeof nick, "%.*s%04u", STEM, p->wanted,
			(unsigned)(backoff_random(&p->seed) % 10000));
	set(p->nick, sizeof p->nick, nick);
	buf_add(&to, "NICK %s", nick);
	outbox_raw(out, URGENCY_CONTROL, line);
}

static bool is_channel(const struct presence *p, const char *target)
{
	return target[0] != '\0' && strchr(p->channel_types, target[0]);
}

const char *presence_channel(const struct presence *p, const char *target)
{
	const char *behind = target + strspn(target, p->status_prefixes);

	if (is_channel(p, behind))
		return behind;
	return is_channel(p, target) ? target : NULL; /* '+' and '&' may be both */
}

/* --- where we are ----------------------------------------------------------------------------- */

static struct place *find_place(const struct presence *p, const char *channel)
{
	for (size_t i = 0; i < p->place_count; i++)
		if (presence_same(p, p->places[i].channel, channel))
			return &p->places[i];
	return NULL;
}

bool presence_in(const struct presence *p, const char *channel)
{
	const struct place *place = find_place(p, channel);

	return place && place->state == IN;
}

static void move(struct place *place, int state, int64_t due_ms, struct moment now)
{
	place->state = state;
	place->since_ms = now.ms;
	place->due_ms = due_ms;
}

/* Out of the channel, or refused: to be tried again. */
static void retry(struct presence *p, const char *channel, struct moment now)
{
	struct place *place = find_place(p, channel);

	if (!place || place->state == OUT)
		return;
	if (place->state == IN && now.ms - place->since_ms >= SETTLED_MS)
		backoff_reset(&place->backoff);
	move(place, OUT, now.ms + backoff_next(&place->backoff, &p->seed), now);
}

int64_t presence_tick(struct presence *p, struct moment now, struct outbox *out)
{
	int64_t wait = -1;

	for (size_t i = 0; p->registered && i < p->place_count; i++) {
		struct place *place = &p->places[i];
		char line[512];
		struct buf to = BUF(line);

		if (place->due_ms >= 0 && place->due_ms <= now.ms && place->state == ASKED)
			retry(p, place->channel, now);
		if (place->due_ms >= 0 && place->due_ms <= now.ms && place->state == OUT) {
			buf_add(&to, "JOIN %s", place->channel);
			outbox_raw(out, URGENCY_CONTROL, line);
			move(place, ASKED, now.ms + ANSWER_MS, now);
		}
		if (place->due_ms >= 0 && (wait < 0 || place->due_ms - now.ms < wait))
			wait = place->due_ms - now.ms;
	}
	return wait;
}

/* --- what we hear ----------------------------------------------------------------------------- */

/* One token of 005, as NAME or NAME=value (modern.ircdocs.horse/#rplisupport-005). */
static void learn_token(struct presence *p, const char *token)
{
	size_t name = strcspn(token, "=");
	const char *value = token[name] ? token + name + 1 : "";

	if (strncmp(token, "CASEMAPPING=", name + 1) == 0)
		p->casemap = casemap_named(value);
	if (strncmp(token, "CHANTYPES=", name + 1) == 0)
		set(p->channel_types, sizeof p->channel_types, value);
	if (strncmp(token, "STATUSMSG=", name + 1) == 0)
		set(p->status_prefixes, sizeof p->status_prefixes, value);
}

static void hear_welcome(struct presence *p, const struct event *e, struct moment now)
{
	set(p->nick, sizeof p->nick, e->target);
	p->registered = true;
	for (size_t i = 0; i < p->place_count; i++)
		move(&p->places[i], OUT, now.ms, now);
}

/* What a numeric means to us: its second parameter is a nick, a channel or a host. */
enum meaning { NOTHING, NICK_REFUSED, JOIN_REFUSED, NICK_OR_JOIN_REFUSED, HOST_CHANGED, SUPPORT };

static enum meaning meaning_of(int numeric)
{
	static const struct {
		int numeric;
		enum meaning meaning;
	} meanings[] = {
		{5, SUPPORT},                /* RPL_ISUPPORT */
		{396, HOST_CHANGED},         /* RPL_VISIBLEHOST */
		{403, JOIN_REFUSED},         /* no such channel */
		{405, JOIN_REFUSED},         /* in too many */
		{431, NICK_REFUSED},         /* none given */
		{432, NICK_REFUSED},         /* erroneous */
		{433, NICK_REFUSED},         /* in use */
		{436, NICK_REFUSED},         /* collision */
		{437, NICK_OR_JOIN_REFUSED}, /* temporarily unavailable */
		{470, JOIN_REFUSED},         /* forwarded elsewhere */
		{471, JOIN_REFUSED},         /* full */
		{473, JOIN_REFUSED},         /* invite only */
		{474, JOIN_REFUSED},         /* banned */
		{475, JOIN_REFUSED},         /* key */
		{476, JOIN_REFUSED},         /* bad name */
		{477, JOIN_REFUSED},         /* registered nicks only */
		{480, JOIN_REFUSED},         /* too fast, or TLS only */
		{489, JOIN_REFUSED},         /* TLS only */
	};

	for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (meanings[i].numeric == numeric)
			return meanings[i].meaning;
	return NOTHING;
}

static void hear_numeric(
	struct presence *p, const struct event *e, struct moment now, struct outbox *out)
{
	const char *second = e->count > 1 ? e->params[1] : "";
	enum meaning meaning = meaning_of(e->numeric);

	if (meaning == NICK_OR_JOIN_REFUSED)
		meaning = is_channel(p, second) ? JOIN_REFUSED : NICK_REFUSED;
	if (meaning == NICK_REFUSED && !p->registered)
		next_nick(p, out);
	if (meaning == JOIN_REFUSED && !presence_in(p, second))
		retry(p, second, now);
	if (meaning == HOST_CHANGED && is_us(p, e->target) && !strchr(second, '@'))
		set(p->host, sizeof p->host, second);
	for (size_t i = 1; meaning == SUPPORT && i + 1 < e->count; i++)
		learn_token(p, e->params[i]);
}

/* Lines whose source is ourselves. */
static void hear_ourselves(struct presence *p, const struct event *e, struct moment now)
{
	struct place *place = find_place(p, e->target);

	if (e->kind == EVENT_NICK)
		set(p->nick, sizeof p->nick, e->target);
	if (e->kind == EVENT_PART)
		retry(p, e->target, now);
	if (e->kind == EVENT_JOIN && place)
		move(place, IN, -1, now);
	if (strcmp(e->command, "CHGHOST") == 0 && e->count > 1) {
		set(p->user, sizeof p->user, e->params[0]);
		set(p->host, sizeof p->host, e->params[1]);
	} else if (e->user[0] && e->host[0]) {
		set(p->user, sizeof p->user, e->user);
		set(p->host, sizeof p->host, e->host);
	}
}

static void hear_invite(struct presence *p, const char *channel, struct moment now)
{
	struct place *place = find_place(p, channel);

	if (p->registered && place && place->state == OUT &&
		now.ms - place->since_ms >= INVITED_LEAST_MS)
		place->due_ms = now.ms;
}

void presence_hear(struct presence *p, const struct event *e, struct moment now, struct outbox *out)
{
	if (e->replayed)
		return;
	if (e->kind == EVENT_WELCOME)
		hear_welcome(p, e, now);
	else if (e->kind == EVENT_NUMERIC)
		hear_numeric(p, e, now, out);
	else if (e->kind == EVENT_KICK && e->count > 1 && is_us(p, e->params[1]))
		retry(p, e->target, now);
	else if (e->kind == EVENT_INVITE && e->count > 1)
		hear_invite(p, e->params[1], now);
	else if (is_us(p, e->nick))
		hear_ourselves(p, e, now);
	tell_prefix(p, out);
	presence_tick(p, now, out);
}
