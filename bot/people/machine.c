#include "people/machine.h"

#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Whether the mask fits the source: nick!user@host, or a nick alone; '*' and '?' are wild. */
static bool fits_mask(const char *mask, const struct event *e, enum casemap map)
{
	char source[512];

	if (!strchr(mask, '!'))
		return casemap_like(map, mask, e->nick);
	snprintf(source, sizeof source, "%s!%s@%s", e->nick, e->user, e->host);
	return casemap_like(map, mask, source);
}

static bool matches_any(
	const char *const *masks, size_t count, const struct event *e, enum casemap map)
{
	for (size_t i = 0; i < count; i++)
		if (fits_mask(masks[i], e, map))
			return true;
	return false;
}

/* The nicks that Atheme, Anope and their like give to services. */
static bool is_service_nick(const char *nick)
{
	static const char *const names[] = {"nick", "chan", "memo", "oper", "bot", "host", "stat",
		"help", "info", "group", "sasl", "root", "game", NULL};
	size_t length = strlen(nick), rest = length > 4 ? length - 4 : 0;

	if (rest == 0 || strcasecmp(nick + rest, "serv") != 0)
		return strcmp(nick, "Global") == 0;
	for (size_t i = 0; names[i]; i++)
		if (strlen(names[i]) == rest && strncasecmp(nick, names[i], rest) == 0)
			return true;
	return length > 5 && strcmp(nick + rest, "Serv") == 0;
}

/* "services.example.org", the usual name of a U-lined server. */
static bool is_service_host(const char *host)
{
	return strcasecmp(host, "services") == 0 || strncasecmp(host, "services.", 9) == 0;
}

/* ZNC's modules speak as *status!znc@znc.in, psyBNC as -psyBNC; no person's nick can begin with '*'
 * or '-' (RFC 2812, 2.3.1). */
static bool is_bouncer(const struct event *e)
{
	return *e->nick == '*' || *e->nick == '-' || strcasecmp(e->host, "znc.in") == 0;
}

/* Whether a part of the host between slashes is "bot": cloaks such as wikimedia/bot/wm-bot. */
static bool is_bot_cloak(const char *host)
{
	while ((host = strchr(host, '/'))) {
		size_t length = strcspn(++host, "/");

		if ((length == 3 && strncasecmp(host, "bot", 3) == 0) ||
			(length == 11 && strncasecmp(host, "utility-bot", 11) == 0))
			return true;
	}
	return false;
}

/* "wm-bot", "QuizBot42", "infobot_": ends in "bot", but for digits and marks, or has it as a word
 * of its own. Names and words of people are excepted. */
static bool is_bot_nick(const char *nick)
{
	static const char *const people[] = {"abbot", "talbot", "cabot", "robot", "turbot", NULL};

	for (size_t at = 0; nick[at];) {
		size_t begin = at, length;

		if (!isalpha((unsigned char)nick[at])) {
			at++;
			continue;
		}
		while (isalpha((unsigned char)nick[at]))
			at++;
		length = at - begin;
		if (length < 3 || strncasecmp(nick + at - 3, "bot", 3) != 0)
			continue;
		bool camel = length > 3 && strncmp(nick + at - 3, "Bot", 3) == 0;
		bool is_last = nick[at + strspn(nick + at, "0123456789_-|^`")] == '\0';
		for (size_t i = 0; !camel && people[i]; i++)
			if (strlen(people[i]) <= length &&
				strncasecmp(nick + at - strlen(people[i]), people[i],
					strlen(people[i])) == 0)
				return false;
		if (length == 3 || camel || is_last)
			return true;
	}
	return false;
}

const char *machine_why(
	const struct event *e, const struct config_network *config, enum casemap map, bool marked)
{
	const char *services = config->nickserv.nick ? config->nickserv.nick : "";
	size_t length = strcspn(services, "@");

	if (e->from_server)
		return "a server";
	if (is_bouncer(e))
		return "a bouncer";
	if (matches_any(config->people, config->people_count, e, map))
		return NULL;
	if (matches_any(config->not_people, config->not_people_count, e, map))
		return "in not_people";
	if (length > 0 && strlen(e->nick) == length && strncasecmp(services, e->nick, length) == 0)
		return "the configured services";
	if (is_service_nick(e->nick) || is_service_host(e->host))
		return "services";
	if (e->from_bot || marked)
		return "marked as a bot";
	if (is_bot_cloak(e->host))
		return "its host is a bot's";
	return is_bot_nick(e->nick) ? "its nick is a bot's" : NULL;
}

bool machine_is_new(struct machine_log *log, const char *nick, enum casemap map)
{
	char key[MACHINE_NICK];

	casemap_fold(map, nick, key, sizeof key);
	for (size_t i = 0; i < MACHINE_LOGGED; i++)
		if (strcmp(log->nicks[i], key) == 0)
			return false;
	strcpy(log->nicks[log->next], key);
	log->next = (log->next + 1) % MACHINE_LOGGED;
	return true;
}
