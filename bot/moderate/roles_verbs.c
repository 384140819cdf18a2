/* Verbs about people and channels: roles, ignoring, muting, ambient mode. */
#include "moderate/moderate.h"

#include "base/buf.h"
#include "base/text.h"
#include "keep/store_people.h"
#include "moderate/edit.h"
#include "people/roles.h"
#include "verbs/ambient_switch.h"
#include "verbs/arg.h"
#include "verbs/role.h"
#include "wire/mask.h"

#include <stdio.h>
#include <string.h>

/* The subject of a verb: an account or a mask on a network, and for how long. */
struct whom {
	char network[ARG_WORD], who[ARG_WORD];
	enum role_kind kind;
	int64_t seconds; /* 0: for good */
};

/* The asker's network; at the terminal the only configured one, or "". */
static const char *default_network(const struct bot *bot, const struct asker *asker)
{
	return !*asker->network && bot->config && bot->config->network_count == 1
		       ? bot->config->networks[0].name
		       : asker->network;
}

/* Reads "[for 2d] [on network]". NULL, or what is wrong with it. */
static const char *read_tail(
	const struct bot *bot, const struct asker *asker, const char *at, struct whom *whom)
{
	char word[ARG_WORD];
	bool known;

	snprintf(whom->network, sizeof whom->network, "%s", default_network(bot, asker));
	while (arg_word(&at, word, sizeof word)) {
		bool span = text_compare_ascii(word, "for") == 0;

		if (!span && text_compare_ascii(word, "on") != 0)
			return "expected `for 2d` or `on <network>` after the role";
		if (span && (!arg_word(&at, word, sizeof word) || !arg_span(word, &whom->seconds)))
			return "expected a time such as 30m, 2h, 7d or 2w, a year at most";
		if (!span && !arg_word(&at, whom->network, sizeof whom->network))
			return "expected a network's name after `on`";
	}
	known = *whom->network && (!bot->config || bot->config->network_count == 0);
	for (size_t i = 0; !known && bot->config && i < bot->config->network_count; i++)
		known = strcmp(bot->config->networks[i].name, whom->network) == 0;
	return known ? NULL : "add `on <network>`, with the name of a configured network";
}

/* Whether the word can be one account's name: roles are never given to many at once. */
static bool is_account(const char *word)
{
	return *word && strlen(word) <= 64 && !strpbrk(word, "*?,:!@") && *word != '#';
}

/* The role that the database has for one account or mask. */
struct current_role {
	const struct whom *whom;
	enum role role; /* ROLES: none */
	int64_t until;  /* when it ends; 0: never */
};

static void match_given_role(void *context, const struct role_row *row)
{
	struct current_role *current = context;

	if (row->kind == current->whom->kind &&
		text_compare_ascii(row->who, current->whom->who) == 0) {
		current->role = roles_named(row->role);
		current->until = row->until;
	}
}

static bool find_current_role(struct bot *bot, const struct asker *asker, const struct whom *whom,
	struct current_role *current, struct error *err)
{
	*current = (struct current_role){.whom = whom, .role = ROLES};
	return store_roles(bot->store, whom->network, asker->now, match_given_role, current, err);
}

/* Saves the role. "everyone" removes a granted role; one from the configuration is overridden. */
static bool give_role(struct bot *bot, const struct asker *asker, const struct whom *whom,
	enum role role, struct error *err)
{
	char author[256];
	const struct role_row row = {.network = whom->network,
		.kind = whom->kind,
		.who = whom->who,
		.role = roles_name(role),
		.until = whom->seconds ? asker->now.unix + whom->seconds : 0,
		.granter = edit_author(bot, asker, author, sizeof author),
		.at = asker->now.unix};
	struct current_role current = {.role = ROLES};
	bool dropped;

	if (role == ROLE_EVERYONE) {
		if (!store_role_drop(bot->store, &row, &dropped, err) ||
			!find_current_role(bot, asker, whom, &current, err))
			return false;
		if (current.role == ROLES)
			return true;
	}
	return store_role_put(bot->store, &row, err);
}

/* Whether this is the asker, so that nobody can lock themselves out. */
static bool is_own(const struct asker *asker, const struct whom *whom)
{
	if (strcmp(whom->network, asker->network) != 0)
		return false;
	if (whom->kind == ROLE_BY_ACCOUNT)
		return *asker->account && casemap_same(asker->casemap, whom->who, asker->account);
	return mask_matches(asker->casemap, whom->who, asker->nick, asker->user, asker->host);
}

/* Writes " until 2026-11-27 12:00 UTC", or nothing for 0; returns storage. */
static const char *write_until(int64_t until, char *storage, size_t size)
{
	char when[ARG_WHEN];

	snprintf(storage, size, "%s%s", until ? " until " : "", until ? arg_when(until, when) : "");
	return storage;
}

/* Writes the time that is left of a role as arg_span() reads it, after those words: " for 2d", or
 * nothing if it has no end; returns storage. */
static const char *write_left(
	const char *before, int64_t until, int64_t now, char *storage, size_t size)
{
	static const struct {
		int minutes;
		char letter;
	} units[] = {{24 * 60, 'd'}, {60, 'h'}, {1, 'm'}};
	int64_t minutes = (until - now + 59) / 60;
	size_t i = 0;

	while (minutes % units[i].minutes != 0)
		i++;
	*storage = '\0';
	if (until)
		snprintf(storage, size, "%s%lld%c", before, (long long)(minutes / units[i].minutes),
			units[i].letter);
	return storage;
}

enum manner verb_role(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct whom whom = {.kind = ROLE_BY_ACCOUNT};
	struct current_role before;
	char author[256];
	struct error err;
	char name[ARG_WORD], until[ARG_WHEN + 16], ended[ARG_WHEN + 16], left[32];

	arg_word(&arguments, whom.who, sizeof whom.who);
	arg_word(&arguments, name, sizeof name);
	enum role role = roles_named(name);
	const char *wrong = read_tail(bot, asker, arguments, &whom);
	bool mask = strpbrk(whom.who, "!@") != NULL;

	if (role == ROLES)
		return verb_refuse(asker, out,
			"There is no role \"%.30s\"; the roles are owner, moderator, trusted, "
			"everyone and ignored.",
			name);
	if (wrong)
		return verb_refuse(asker, out, "Nothing was changed: %s.", wrong);
	if (mask) {
		whom.kind = ROLE_BY_MASK;
		if (!mask_check(whom.who, role > ROLE_EVERYONE, &err))
			return verb_refuse(asker, out, "Nothing was changed: %s.", err.text);
	} else if (!is_account(whom.who)) {
		return verb_refuse(asker, out,
			"Nothing was changed: \"%.60s\" is neither an account's name nor a "
			"hostmask.",
			whom.who);
	}
	if (role < ROLE_OWNER && !bot->terminal && is_own(asker, &whom))
		return verb_refuse(asker, out,
			"Nothing was changed: only another owner can take your role away.");
	if (!find_current_role(bot, asker, &whom, &before, &err) ||
		!give_role(bot, asker, &whom, role, &err))
		return verb_refuse(asker, out, "Nothing was changed: %s.", err.text);
	bool is_stranger = role > ROLE_EVERYONE && before.role == ROLES && !mask &&
			   !role_account_known(bot, whom.network, whom.who);
	bool is_loose = role >= ROLE_MODERATOR && mask && mask_is_loose(whom.who);
	const char *note =
		is_stranger ? " I have not heard from this account yet: check the spelling."
		: is_loose  ? " Whoever controls an address can give it such a name; a whole host "
			      "or 10.1.0.0/16 is safer."
			    : "";
	const char *was = roles_name(before.role == ROLES ? ROLE_EVERYONE : before.role);
	write_until(whom.seconds ? asker->now.unix + whom.seconds : 0, until, sizeof until);
	write_until(before.until, ended, sizeof ended);
	bot_announce(bot, "role: %s gave %s on %s the role %s%s (was: %s%s)",
		edit_author(bot, asker, author, sizeof author), whom.who, whom.network,
		roles_name(role), until, was, ended);
	return verb_say(asker, out, MANNER_ANSWER,
		"%s %s on %s has the role %s%s (was: %s%s).%s Undo: role %s %s%s on %s",
		store_role_kinds[whom.kind], whom.who, whom.network, roles_name(role), until, was,
		ended, note, whom.who, was,
		write_left(" for ", before.until, asker->now.unix, left, sizeof left),
		whom.network);
}

/* --- lists ------------------------------------------------------------------------------------ */

struct role_list {
	struct buf buf;
	bool ignored; /* list those who are ignored; else everybody else */
	size_t count;
};

static void add_role_row(void *context, const struct role_row *row)
{
	struct role_list *list = context;
	char until[ARG_WHEN + 16];

	if ((roles_named(row->role) == ROLE_IGNORED) != list->ignored)
		return;
	buf_add(&list->buf, "%s%s %s on %s%s%s", list->count++ ? "; " : "",
		list->ignored ? store_role_kinds[row->kind] : row->role, row->who, row->network,
		row->configured ? " (configuration)" : "",
		write_until(row->until, until, sizeof until));
}

static enum manner list_roles(
	struct bot *bot, const struct asker *asker, bool ignored, struct reply *out)
{
	char text[REPLY_LINES * REPLY_LINE];
	struct role_list list = {.buf = BUF(text), .ignored = ignored};
	struct error err;

	if (!store_roles(bot->store, "", asker->now, add_role_row, &list, &err))
		return verb_refuse(asker, out, "The roles could not be read: %s.", err.text);
	if (list.count == 0)
		return verb_refuse(
			asker, out, "%s", ignored ? "Nobody is ignored." : "Nobody has a role.");
	reply_text(text, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}

enum manner verb_roles(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	(void)arguments;
	return list_roles(bot, asker, false, out);
}

/* --- ignore ----------------------------------------------------------------------------------- */

/* Identifies whoever has the nick now: by account, else by user and host, else by the nick alone,
 * which is easily changed. */
static void read_nick(
	struct bot *bot, const struct asker *asker, const char *nick, struct whom *whom)
{
	const struct roster *roster =
		*asker->network ? bot_network(bot, asker->network)->roster : NULL;
	const struct roster_person *person = roster ? roster_find(roster, nick) : NULL;
	const char *account = person ? roster_account(roster, nick) : NULL;

	whom->kind = account && is_account(account) ? ROLE_BY_ACCOUNT : ROLE_BY_MASK;
	if (account && is_account(account))
		snprintf(whom->who, sizeof whom->who, "%s", account);
	else if (person && *person->mask)
		snprintf(whom->who, sizeof whom->who, "*!%s", person->mask);
	else
		snprintf(whom->who, sizeof whom->who, "%.200s!*@*", nick);
}

/* Reads a nick or a mask; NULL, or what is wrong with it. */
static const char *read_whom(
	struct bot *bot, const struct asker *asker, const char *word, struct whom *whom)
{
	struct error err;

	snprintf(whom->network, sizeof whom->network, "%s", default_network(bot, asker));
	if (!*whom->network)
		return "say it on the network where the person is";
	if (strpbrk(word, "!@")) {
		whom->kind = ROLE_BY_MASK;
		snprintf(whom->who, sizeof whom->who, "%s", word);
	} else {
		read_nick(bot, asker, word, whom);
	}
	if (whom->kind == ROLE_BY_MASK && !mask_check(whom->who, false, &err))
		return "expected a nick, or nick!user@host with * and ? that does not match "
		       "everybody";
	return NULL;
}

enum manner verb_ignore(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct whom whom = {.seconds = 3600};
	struct current_role before;
	struct error err;
	char author[256];
	char word[ARG_WORD], span[ARG_WORD], until[ARG_WHEN + 16], undo[3 * ARG_WORD], left[32];

	arg_word(&arguments, word, sizeof word);
	const char *wrong = read_whom(bot, asker, word, &whom);
	if (arg_word(&arguments, span, sizeof span) && !arg_span(span, &whom.seconds))
		wrong = "expected a time such as 30m, 2h, 7d or 2w, a year at most";
	if (wrong)
		return verb_refuse(asker, out, "Not ignored: %s.", wrong);
	if (!find_current_role(bot, asker, &whom, &before, &err))
		return verb_refuse(asker, out, "Not ignored: %s.", err.text);
	if (before.role != ROLES && before.role > ROLE_EVERYONE)
		return verb_refuse(asker, out,
			"%s has the role %s, which only an owner can change (`role`).", whom.who,
			roles_name(before.role));
	if (is_own(asker, &whom))
		return verb_refuse(asker, out, "That is you.");
	if (!give_role(bot, asker, &whom, ROLE_IGNORED, &err))
		return verb_refuse(asker, out, "Not ignored: %s.", err.text);
	/* for its side effect: the host is ignored, too, when the person logs out */
	if (*asker->network)
		role_is_ignored(bot, bot_network(bot, asker->network), word, asker->now);
	write_until(asker->now.unix + whom.seconds, until, sizeof until);
	bot_announce(bot, "ignore: %s ignored %s %s on %s%s",
		edit_author(bot, asker, author, sizeof author), store_role_kinds[whom.kind],
		whom.who, whom.network, until);
	if (before.role != ROLE_IGNORED)
		snprintf(undo, sizeof undo, "unignore %s", whom.who);
	else if (before.until)
		snprintf(undo, sizeof undo, "ignore %s%s", whom.who,
			write_left(" ", before.until, asker->now.unix, left, sizeof left));
	else
		snprintf(undo, sizeof undo, "role %s ignored on %s", whom.who, whom.network);
	return verb_say(asker, out, MANNER_ANSWER, "The %s %s is ignored%s. Undo: %s",
		store_role_kinds[whom.kind], whom.who, until, undo);
}

/* Finds what is ignored: the word as an account or mask, the nick, or whoever has the nick. */
static bool find_ignored(struct bot *bot, const struct asker *asker, const char *word,
	struct whom *whom, struct error *err)
{
	struct current_role current;

	for (int attempt = 0; attempt < 3; attempt++) {
		if (attempt == 0)
			snprintf(whom->who, sizeof whom->who, "%s", word);
		else if (attempt == 1)
			snprintf(whom->who, sizeof whom->who, "%.200s!*@*", word);
		else
			read_nick(bot, asker, word, whom);
		if (attempt < 2)
			whom->kind = strpbrk(whom->who, "!@") ? ROLE_BY_MASK : ROLE_BY_ACCOUNT;
		if (!find_current_role(bot, asker, whom, &current, err))
			return false;
		if (current.role == ROLE_IGNORED)
			return true;
	}
	return error_set(err, "%.100s is not ignored; `ignored` lists who is", word);
}

enum manner verb_unignore(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct whom whom = {.seconds = 0};
	struct error err;
	char author[256], word[ARG_WORD];

	if (!arg_word(&arguments, word, sizeof word))
		return list_roles(bot, asker, true, out);
	snprintf(whom.network, sizeof whom.network, "%s", default_network(bot, asker));
	if (!find_ignored(bot, asker, word, &whom, &err) ||
		!give_role(bot, asker, &whom, ROLE_EVERYONE, &err))
		return verb_refuse(asker, out, "Nothing was changed: %s.", err.text);
	bot_announce(bot, "unignore: %s no longer ignores %s %s on %s",
		edit_author(bot, asker, author, sizeof author), store_role_kinds[whom.kind],
		whom.who, whom.network);
	return verb_say(asker, out, MANNER_ANSWER, "The %s %s is no longer ignored.",
		store_role_kinds[whom.kind], whom.who);
}

enum manner verb_ignored(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	(void)arguments;
	return list_roles(bot, asker, true, out);
}

/* --- mute ------------------------------------------------------------------------------------- */

enum manner verb_mute(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	int64_t seconds = 3600;
	char span[ARG_WORD], when[ARG_WHEN];
	struct error err;

	if (arg_word(&arguments, span, sizeof span) && !arg_span(span, &seconds))
		return verb_refuse(asker, out,
			"Expected minutes, or a time such as 2h or 7d, a year at most.");
	if (!store_mute(bot->store, asker->network, asker->place, asker->now.unix + seconds, &err))
		return verb_refuse(asker, out, "This could not be saved: %s.", err.text);
	return verb_say(asker, out, MANNER_NOTICE,
		"Muted in %s until %s, except for moderators' commands. Undo: unmute",
		asker->channel, arg_when(asker->now.unix + seconds, when));
}

enum manner verb_unmute(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct error err;

	(void)arguments;
	if (!store_muted(bot->store, asker->network, asker->place, asker->now))
		return verb_refuse(asker, out, "I am not muted in %s.", asker->channel);
	if (!store_mute(bot->store, asker->network, asker->place, 0, &err))
		return verb_refuse(asker, out, "This could not be saved: %s.", err.text);
	return verb_say(
		asker, out, MANNER_NOTICE, "No longer muted in %s. Undo: mute", asker->channel);
}

/* --- ambient ---------------------------------------------------------------------------------- */

static enum manner say_ambient(struct bot *bot, const struct asker *asker, struct reply *out)
{
	const struct store_ambient *set = ambient_switch_of(bot, asker);
	const char *state = ambient_switch_is_on(bot, asker) ? "on" : "off";
	char day[ARG_WHEN];

	if (set)
		return verb_say(asker, out, MANNER_NOTICE, "Ambient is %s in %s, by %s on %s.",
			state, asker->channel, set->author, arg_day(set->at, day));
	return verb_say(asker, out, MANNER_NOTICE, "Ambient is %s in %s, by the configuration.",
		state, asker->channel);
}

enum manner verb_ambient(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	bool on = text_compare_ascii(arguments, "on") == 0;
	char storage[256];
	const char *author = edit_author(bot, asker, storage, sizeof storage);
	struct error err;

	if (!*arguments || text_compare_ascii(arguments, "status") == 0)
		return say_ambient(bot, asker, out);
	if (!on && text_compare_ascii(arguments, "off") != 0)
		return verb_refuse(asker, out, "Usage: ambient on, ambient off, or ambient status");
	if (!ambient_switch_put(bot, asker, on, author, &err))
		return verb_refuse(asker, out, "This could not be saved: %s.", err.text);
	bot_announce(bot, "ambient: %s switched it %s in %s on %s", author, on ? "on" : "off",
		asker->channel, asker->network);
	return verb_say(asker, out, MANNER_NOTICE, "Ambient is %s in %s: %s. Undo: ambient %s",
		on ? "on" : "off", asker->channel,
		on ? "I also answer questions that are not addressed to me, when I am certain"
		   : "I answer only when I am addressed",
		on ? "off" : "on");
}
