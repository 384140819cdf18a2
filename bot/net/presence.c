#include "net/presence.h"

#include "base/arena.h"
#include "base/buf.h"
#include "net/channels.h"
#include "net/login.h"
#include "net/nick.h"

#include <stdlib.h>
#include <string.h>

enum {
	NAME_MOST = 255,    /* user, host */
	USER_ASSUMED = 11,  /* if unknown: "~" and ten bytes */
	HOST_ASSUMED = 64,  /* if unknown: HOSTLEN is usually 63, on InspIRCd 64 */
	LINE_MOST = 512,    /* even if LINELEN is more: other servers may cut */
	LOG_EVERY_MS = 1000 /* the least time between logged errors */
};

struct presence {
	struct nick nick;
	struct channels channels;
	struct login login;
	struct isupport support;
	struct diagnostics diagnostics;
	bool welcome;                                   /* registered */
	bool opened;                                    /* … and the channels have been joined */
	int64_t next_log_ms;                            /* when the next error may be logged */
	char services[LOGIN_NAME], account[LOGIN_NAME]; /* as configured */
	char user[NAME_MOST + 1], host[NAME_MOST + 1];
};

static void set_text(char *to, size_t size, const char *text)
{
	if (strlen(text) < size)
		strcpy(to, text); /* a cut name would be wrong */
}

static void configure(struct presence *p, const struct config_network *config, struct timestamp now,
	struct outbox *out)
{
	const struct config_nickserv *services = &config->nickserv;

	p->services[0] = p->account[0] = '\0';
	if (services->password_file && *services->password_file) {
		set_text(p->services, sizeof p->services, services->nick);
		set_text(p->account, sizeof p->account, services->account);
	}
	channels_configure(
		&p->channels, config->channels, config->channel_count, p->opened, now, out);
}

struct presence *presence_new(const struct config_network *config, uint32_t seed)
{
	struct presence *p = must_alloc(sizeof *p);

	p->nick.seed = p->channels.seed = seed;
	nick_want(&p->nick, config->nick);
	configure(p, config, (struct timestamp){0}, NULL);
	presence_reset(p);
	return p;
}

void presence_free(struct presence *p)
{
	if (!p)
		return;
	channels_free(&p->channels);
	login_free(&p->login);
	free(p);
}

void presence_configure(struct presence *p, const struct config_network *config,
	struct timestamp now, struct outbox *out)
{
	configure(p, config, now, out);
	presence_tick(p, now, out);
}

void presence_password(struct presence *p, const char *password)
{
	login_set(&p->login, p->services, p->account, password);
}

static void apply_isupport(struct presence *p, struct outbox *out)
{
	size_t line = p->support.line_length;

	p->channels.casemap = p->support.casemap;
	nick_limit(&p->nick, p->support.nick_length);
	if (!out)
		return;
	outbox_line_length(out, line < LINE_MOST ? line : LINE_MOST);
	outbox_utf8_only(out, p->support.utf8_only);
}

void presence_reset(struct presence *p)
{
	p->welcome = p->opened = false;
	p->user[0] = p->host[0] = '\0';
	isupport_reset(&p->support);
	nick_reset(&p->nick);
	channels_reset(&p->channels);
	login_reset(&p->login);
	apply_isupport(p, NULL);
}

const struct diagnostic *presence_diagnostic(struct presence *p)
{
	return diagnostics_take(&p->diagnostics);
}

/* --- who we are ------------------------------------------------------------------------------- */

const char *presence_nick(const struct presence *p)
{
	return p->nick.now;
}

bool presence_same(const struct presence *p, const char *a, const char *b)
{
	return casemap_same(p->support.casemap, a, b);
}

enum casemap presence_casemap(const struct presence *p)
{
	return p->support.casemap;
}

const struct isupport *presence_isupport(const struct presence *p)
{
	return &p->support;
}

static bool is_us(const struct presence *p, const char *nick)
{
	return presence_same(p, nick, p->nick.now);
}

static size_t length_or(const char *known, size_t most, size_t assumed)
{
	return *known ? strlen(known) : most ? most : assumed;
}

/* Servers put ":nick!user@host " before our lines. An unknown part counts at its greatest length:
 * reserving too much costs a word, too little costs the citation. */
static void update_prefix_length(const struct presence *p, struct outbox *out)
{
	size_t user = length_or(p->user, p->support.user_length, USER_ASSUMED);
	size_t host = length_or(p->host, p->support.host_length, HOST_ASSUMED);

	outbox_prefix_length(out, nick_longest(&p->nick) + user + host + strlen(":!@ "));
}

static void set_own_mask(struct presence *p, const char *user, const char *host)
{
	if (*user && *host) {
		set_text(p->user, sizeof p->user, user);
		set_text(p->host, sizeof p->host, host);
	}
}

/* Handles 396: "host", or "user@host" on some servers. */
static void set_visible_host(struct presence *p, const char *shown)
{
	char user[NAME_MOST + 1];
	struct buf to = BUF(user);
	const char *at = strrchr(shown, '@');

	if (!at)
		set_text(p->host, sizeof p->host, shown);
	else if (buf_put(&to, shown, (size_t)(at - shown)))
		set_own_mask(p, user, at + 1);
}

/* Sets the user mode that marks bots, if the server has one. */
static void mark_as_bot(const struct presence *p, struct outbox *out)
{
	char line[NICK_MOST + 16];
	struct buf to = BUF(line);
	char mode = p->support.bot_mode;

	if (mode && buf_add(&to, "MODE %s +%c", p->nick.now, mode))
		outbox_raw(out, URGENCY_CONTROL, line);
}

/* --- where we are ----------------------------------------------------------------------------- */

static bool is_channel(const struct presence *p, const char *target)
{
	return target[0] != '\0' && strchr(p->support.channel_types, target[0]);
}

const char *presence_channel(const struct presence *p, const char *target)
{
	const char *name = target + strspn(target, p->support.status_marks);

	if (is_channel(p, name))
		return name;
	return is_channel(p, target) ? target : NULL; /* '+' and '&' may be in both */
}

bool presence_is_ours(const struct presence *p, const char *channel)
{
	return channels_find(&p->channels, channel) != NULL;
}

bool presence_in(const struct presence *p, const char *channel)
{
	const struct channel *entry = channels_find(&p->channels, channel);

	return entry && entry->state == CHANNEL_IN;
}

bool presence_may_speak(const struct presence *p, const char *channel, struct timestamp now)
{
	const struct channel *entry = channels_find(&p->channels, channel);

	return !entry || entry->muted_until_ms <= now.ms;
}

int64_t presence_tick(struct presence *p, struct timestamp now, struct outbox *out)
{
	int64_t wait = -1;

	if (!p->welcome)
		return -1;
	if (!p->opened && !login_pending(&p->login, now, &p->diagnostics, &wait)) {
		p->opened = true;
		channels_open(&p->channels, now);
	}
	wait = timestamp_sooner(wait, channels_tick(&p->channels, now, out));
	return timestamp_sooner(wait,
		nick_tick(&p->nick, &p->support, p->login.identified ? p->services : "", now, out));
}

/* --- receiving -------------------------------------------------------------------------------- */

static void presence_welcomed(
	struct presence *p, const struct event *e, struct timestamp now, struct outbox *out)
{
	nick_welcome(&p->nick, e->target, now);
	p->welcome = true;
	login_welcome(&p->login, now, out);
}

/* Logs an error numeric that nothing handles. */
static void log_error_reply(struct presence *p, const struct event *e, struct timestamp now)
{
	static const int usual[] = {401, 403, 406, 421, 422};

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (e->numeric == usual[i])
			return;
	if (e->numeric < 400 || e->numeric >= 600 || now.ms < p->next_log_ms)
		return;
	diagnostics_add(&p->diagnostics, LOG_LEVEL_WARN, "the server said %d %.100s %.300s",
		e->numeric, e->count > 1 ? e->params[1] : "",
		e->count > 2 ? e->params[e->count - 1] : "");
	p->next_log_ms = now.ms + LOG_EVERY_MS;
}

static void presence_refused(
	struct presence *p, const struct event *e, struct timestamp now, struct outbox *out)
{
	const char *what = e->count > 1 ? e->params[1] : "";
	const char *text = e->count > 0 ? e->params[e->count - 1] : "";

	if (e->numeric == 404)
		channels_muted(&p->channels, what, text, now, &p->diagnostics);
	else if (channels_is_refusal(e->numeric) && is_channel(p, what))
		channels_refused(&p->channels, what, e->numeric, text, now, &p->diagnostics);
	else if (nick_is_refusal(e->numeric) && !is_channel(p, what))
		nick_refused(&p->nick, e->numeric, text, out, &p->diagnostics);
	else
		log_error_reply(p, e, now);
}

/* Handles 731, "nick!user@host,nick": MONITOR says that they are gone. */
static void handle_gone(struct presence *p, const char *list, struct timestamp now)
{
	while (*list) {
		char name[NICK_MOST + 1];
		struct buf to = BUF(name);
		size_t whole = strcspn(list, ","), length = strcspn(list, "!,");

		if (buf_put(&to, list, length))
			nick_free_now(&p->nick, name, p->support.casemap, now);
		list += whole + (list[whole] == ',');
	}
}

static void presence_numeric(
	struct presence *p, const struct event *e, struct timestamp now, struct outbox *out)
{
	const char *second = e->count > 1 ? e->params[1] : "";

	switch (e->numeric) {
	case 4: /* RPL_MYINFO: server, version, user modes, channel modes */
		if (e->count > 3)
			isupport_user_modes(&p->support, e->params[3]);
		break;
	case 5: /* RPL_ISUPPORT */
		for (size_t i = 1; i + 1 < e->count; i++)
			isupport_learn(&p->support, e->params[i]);
		apply_isupport(p, out);
		break;
	case 376: /* end of MOTD, or none: 005 is complete */
	case 422:
		mark_as_bot(p, out);
		break;
	case 396: /* RPL_VISIBLEHOST */
		if (is_us(p, e->target))
			set_visible_host(p, second);
		break;
	case 731: /* RPL_MONOFFLINE */
		handle_gone(p, second, now);
		break;
	default:
		presence_refused(p, e, now, out);
	}
}

/* Leaves a channel into which a forward or an operator put us. */
static void handle_our_join(
	struct presence *p, const char *channel, struct timestamp now, struct outbox *out)
{
	if (!channels_joined(&p->channels, channel, now) &&
		channels_leave(&p->channels, channel, false, now, out))
		diagnostics_add(&p->diagnostics, LOG_LEVEL_INFO,
			"put into %.80s, which is not configured: leaving it", channel);
}

/* Something was said in a channel that is not configured: we are still in it. */
static void handle_elsewhere(
	struct presence *p, const struct event *e, struct timestamp now, struct outbox *out)
{
	const char *channel = presence_channel(p, e->target);

	if (channel && !presence_is_ours(p, channel))
		channels_leave(&p->channels, channel, true, now, out);
}

static void handle_ourselves(
	struct presence *p, const struct event *e, struct timestamp now, struct outbox *out)
{
	if (e->kind == EVENT_NICK)
		nick_changed(&p->nick, e->target, p->support.casemap, now, &p->diagnostics);
	if (e->kind == EVENT_PART)
		channels_left(&p->channels, e->target, now);
	if (e->kind == EVENT_JOIN)
		handle_our_join(p, e->target, now, out);
	if (strcmp(e->command, "CHGHOST") == 0 && e->count > 1)
		set_own_mask(p, e->params[0], e->params[1]);
	else
		set_own_mask(p, e->user, e->host);
}

static void presence_kicked(struct presence *p, const struct event *e, struct timestamp now)
{
	int64_t wait = channels_left(&p->channels, e->target, now);

	if (wait >= 0)
		diagnostics_add(&p->diagnostics, LOG_LEVEL_WARN,
			"kicked from %.80s by %.60s (%.200s); joining again in %lld s", e->target,
			e->nick, e->count > 2 ? e->params[2] : "", (long long)(wait + 999) / 1000);
}

static void handle_others(struct presence *p, const struct event *e, struct timestamp now)
{
	if (e->kind == EVENT_KICK && e->count > 1 && is_us(p, e->params[1]))
		presence_kicked(p, e, now);
	if (e->kind == EVENT_INVITE && e->count > 1 && p->opened)
		channels_invited(&p->channels, e->params[1], now);
	if (e->kind == EVENT_QUIT || e->kind == EVENT_NICK)
		nick_free_now(&p->nick, e->nick, p->support.casemap, now);
}

void presence_handle(
	struct presence *p, const struct event *e, struct timestamp now, struct outbox *out)
{
	if (e->replayed)
		return;
	if (e->kind == EVENT_PRIVMSG && !is_us(p, e->nick)) { /* as most are */
		handle_elsewhere(p, e, now, out);
		return;
	}
	if (e->kind == EVENT_WELCOME)
		presence_welcomed(p, e, now, out);
	else if (e->kind == EVENT_NUMERIC)
		presence_numeric(p, e, now, out);
	else if (is_us(p, e->nick) && e->kind != EVENT_KICK)
		handle_ourselves(p, e, now, out);
	else
		handle_others(p, e, now);
	if (e->kind == EVENT_MODE)
		channels_mode(&p->channels, e->target);
	if (login_handle(&p->login, e, p->nick.now, p->support.casemap, &p->diagnostics))
		channels_identified(&p->channels, now);
	presence_tick(p, now, out);
	update_prefix_length(p, out);
}
