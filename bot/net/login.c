#include "net/login.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

static void forget_command(struct login *l)
{
	if (l->command)
		explicit_bzero(l->command, strlen(l->command));
	free(l->command);
	l->command = NULL;
}

void login_free(struct login *l)
{
	forget_command(l);
}

void login_set(struct login *l, const char *services, const char *account, const char *password)
{
	char line[510 + 1];
	struct buf to = BUF(line);

	forget_command(l);
	l->services[0] = '\0';
	if (strlen(services) < sizeof l->services)
		strcpy(l->services, services);
	if (*l->services && password &&
		buf_add(&to, "PRIVMSG %s :IDENTIFY %s%s%s", services, account, *account ? " " : "",
			password))
		l->command = must_string(line);
	explicit_bzero(line, sizeof line);
}

void login_reset(struct login *l)
{
	l->account[0] = '\0';
	l->identified = false;
	l->until_ms = -1;
}

void login_welcome(struct login *l, struct timestamp now, struct outbox *out)
{
	if (!l->command)
		return;
	if (!l->identified) {
		outbox_raw(out, URGENCY_CONTROL, l->command);
		l->until_ms = now.ms + LOGIN_WAIT_MS;
	}
	forget_command(l);
}

/* --- receiving -------------------------------------------------------------------------------- */

static bool is_word_in(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcasestr(text, *words))
			return true;
	return false;
}

/* Whether a notice from NickServ accepts us. Refusals first: "not recognized" contains
 * "recognized". Wording of Atheme, Anope and Ergo. */
static bool handle_notice(struct login *l, const struct event *e, struct diagnostics *diagnostics)
{
	static const char *const no[] = {"invalid", "incorrect", "not registered",
		"isn't registered", "is not a registered", "denied", "fail", "not recogni",
		"suspended", "frozen", "wrong", NULL};
	static const char *const yes[] = {"identified", "accepted", "recogni", "logged in", NULL};

	if (is_word_in(e->text, no)) {
		diagnostics_add(diagnostics, LOG_LEVEL_WARN, "%s rejects our password: %.300s",
			l->services, e->text);
		l->until_ms = -1;
		return false;
	}
	return is_word_in(e->text, yes);
}

/* Compares with the services' nick, with or without its "@server". */
static bool is_services(const struct login *l, const char *nick, enum casemap map)
{
	char name[LOGIN_NAME];
	struct buf to = BUF(name);

	buf_put(&to, l->services, strcspn(l->services, "@"));
	return *name && (casemap_same(map, name, nick) || casemap_same(map, l->services, nick));
}

static bool set_own_account(struct login *l, const char *account)
{
	l->account[0] = '\0';
	if (strlen(account) < sizeof l->account && strcmp(account, "*") != 0)
		strcpy(l->account, account);
	return l->account[0] != '\0';
}

/* Handles 401 and 440: the services are not there. */
static void handle_absence(
	struct login *l, const struct event *e, enum casemap map, struct diagnostics *diagnostics)
{
	if (l->until_ms < 0 || (e->numeric != 401 && e->numeric != 440) || e->count < 2 ||
		!is_services(l, e->params[1], map))
		return;
	diagnostics_add(diagnostics, LOG_LEVEL_WARN, "%s is not available (%d); going on without",
		l->services, e->numeric);
	l->until_ms = -1;
}

/* Whether we are logged in according to this event; *known is false if it says nothing about
 * that. */
static bool logged_in_by(struct login *l, const struct event *e, const char *own_nick,
	enum casemap map, struct diagnostics *diagnostics, bool *known)
{
	bool is_us = casemap_same(map, e->nick, own_nick);

	*known = true;
	if (e->numeric == 900 && e->count > 2)
		return set_own_account(l, e->params[2]);
	if (e->numeric == 901)
		return set_own_account(l, "");
	if (is_us && e->count > 0 && strcmp(e->command, "ACCOUNT") == 0)
		return set_own_account(l, e->params[0]);
	if (l->until_ms >= 0 && e->kind == EVENT_NOTICE && is_services(l, e->nick, map) &&
		handle_notice(l, e, diagnostics))
		return true;
	/* +r marks identified nicks on UnrealIRCd, InspIRCd and ircd-hybrid, +R on ngIRCd */
	if (l->until_ms >= 0 && e->kind == EVENT_MODE && e->count > 1 &&
		casemap_same(map, e->target, own_nick) && e->params[1][0] == '+' &&
		strpbrk(e->params[1], "rR"))
		return true;
	*known = false;
	return false;
}

bool login_handle(struct login *l, const struct event *e, const char *own_nick, enum casemap map,
	struct diagnostics *diagnostics)
{
	bool known, yes = logged_in_by(l, e, own_nick, map, diagnostics, &known);

	handle_absence(l, e, map, diagnostics);
	if (!known || yes == l->identified)
		return false;
	l->identified = yes;
	l->until_ms = -1;
	if (yes)
		diagnostics_add(diagnostics, LOG_LEVEL_INFO, "logged in to services%s%s",
			*l->account ? " as " : "", l->account);
	else
		diagnostics_add(diagnostics, LOG_LEVEL_WARN, "logged out of services");
	return yes;
}

bool login_pending(
	struct login *l, struct timestamp now, struct diagnostics *diagnostics, int64_t *wait)
{
	*wait = l->until_ms < 0 ? -1 : l->until_ms > now.ms ? l->until_ms - now.ms : 0;
	if (*wait == 0) {
		diagnostics_add(diagnostics, LOG_LEVEL_WARN,
			"%s has not answered in %d s; going on without", l->services,
			LOGIN_WAIT_MS / 1000);
		l->until_ms = *wait = -1;
	}
	return *wait > 0;
}
