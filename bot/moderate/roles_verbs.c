/* The verbs about people: who may do what, who is not heard, where the bot is silent. */
#include "base/buf.h"
#include "base/text.h"
#include "keep/store_people.h"
#include "moderate/edit.h"
#include "people/roles.h"
#include "verbs/arg.h"
#include "verbs/verb.h"
#include "wire/mask.h"

#include <stdio.h>
#include <string.h>

/* Whom a verb speaks of: an account or a mask on a network, and for how long. */
struct whom {
	char network[ARG_WORD], who[ARG_WORD];
	enum role_kind kind; /* what `who` is */
	int64_t seconds;     /* 0: for good */
};

/* Where the asker is; at the terminal the one network of the configuration, or "". */
static const char *default_network(const struct bot *bot, const struct asker *asker)
{
	return !*asker->network && bot->config && bot->config->network_count == 1
		       ? bot->config->networks[0].name
		       : asker->network;
}

/* Reads the tail "[for 2d] [on network]". NULL, or what is wrong with it. */
static const char *read_tail(
	const struct bot *bot, const struct asker *asker, const char *at, struct whom *whom)
{
	char word[ARG_WORD];
	bool known;

	snprintf(whom->network, sizeof whom->network, "%s", default_network(bot, asker));
	while (arg_word(&at, word, sizeof word)) {
		bool span = text_compare_ascii(word, "for") == 0;

		if (!span && text_compare_ascii(word, "on") != 0)
			return "behind the role expected `for 2d` or `on <network>`";
		if (span && (!arg_word(&at, word, sizeof word) || !arg_span(word, &whom->seconds)))
			return "expected a time such as 30m, 2h, 7d or 2w, a year at most";
		if (!span && !arg_word(&at, whom->network, sizeof whom->network))
			return "expected a network's name behind `on`";
	}
	known = *whom->network && (!bot->config || bot->config->network_count == 0);
	for (size_t i = 0; !known && bot->config && i < bot->config->network_count; i++)
		known = strcmp(bot->config->networks[i].name, whom->network) == 0;
	return known ? NULL : "say `on <network>`, with the name of one of the configuration";
}

/* Whether the word may be an account's name: roles are never given to many at once. */
static bool is_account(const char *word)
{
	return *word && strlen(word) <= 64 && !strpbrk(word, "*?,:!@") && *word != '#';
}

/* What the rows say of one account or mask. */
struct deferred_event {
	const struct whom *whom;
	enum role role; /* ROLES: nothing */
	bool configured;
	int64_t until;
};

static void look_for(void *context, const struct role_row *row)
{
	struct deferred_event *deferred_event = context;

	if (row->kind == deferred_event->whom->kind &&
		text_compare_ascii(row->who, deferred_event->whom->who) == 0) {
		deferred_event->role = roles_named(row->role);
		deferred_event->configured = row->configured;
		deferred_event->until = row->until;
	}
}

static bool find_held(struct bot *bot, const struct asker *asker, const struct whom *whom,
	struct deferred_event *deferred_event, struct error *err)
{
	*deferred_event = (struct deferred_event){.whom = whom, .role = ROLES};
	return store_roles(bot->store, whom->network, asker->now, look_for, deferred_event, err);
}

/* Writes the role. "everyone" takes back what was granted, and stands against the configuration. */
static bool give(struct bot *bot, const struct asker *asker, const struct whom *whom,
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
	struct deferred_event deferred_event = {.role = ROLES};
	bool dropped;

	if (role == ROLE_EVERYONE) {
		if (!store_role_drop(bot->store, row.network, row.kind, row.who, &dropped, err) ||
			!find_held(bot, asker, whom, &deferred_event, err))
			return false;
		if (deferred_event.role == ROLES)
			return true;
	}
	return store_role_put(bot->store, &row, err);
}

/* Whether the asker's own role hangs on it: nobody locks themselves out. */
static bool is_own(const struct asker *asker, const struct whom *whom)
{
	char mask[512];

	if (strcmp(whom->network, asker->network) != 0)
		return false;
	if (whom->kind == ROLE_BY_ACCOUNT)
		return *asker->account && casemap_same(asker->casemap, whom->who, asker->account);
	snprintf(mask, sizeof mask, "%s!%s@%s", asker->nick, asker->user, asker->host);
	return casemap_like(asker->casemap, whom->who, mask);
}

/* " until 2026-11-27 12:00 UTC", or nothing. */
static const char *ending(int64_t until, char *storage, size_t size)
{
	char when[ARG_WHEN];

	snprintf(storage, size, "%s%s", until ? " until " : "", until ? arg_when(until, when) : "");
	return storage;
}

enum manner verb_role(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct whom whom = {.kind = ROLE_BY_ACCOUNT};
	struct deferred_event before;
	char author[256];
	struct error err;
	char name[ARG_WORD], until[ARG_WHEN + 16];

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
			"Nothing was changed: \"%.60s\" is neither one account's name nor a "
			"hostmask.",
			whom.who);
	}
	if (role < ROLE_OWNER && !bot->terminal && is_own(asker, &whom))
		return verb_refuse(asker, out,
			"Nothing was changed: another owner must take your own role from you.");
	if (!find_held(bot, asker, &whom, &before, &err) || !give(bot, asker, &whom, role, &err))
		return verb_refuse(asker, out, "Nothing was changed: %s.", err.text);
	const char *was = roles_name(before.role == ROLES ? ROLE_EVERYONE : before.role);
	ending(whom.seconds ? asker->now.unix + whom.seconds : 0, until, sizeof until);
	bot_announce(bot, "role: %s gave %s on %s the role %s%s (was: %s)",
		edit_author(bot, asker, author, sizeof author), whom.who, whom.network,
		roles_name(role), until, was);
	return verb_say(asker, out, MANNER_ANSWER,
		"%s %s on %s has the role %s%s (was: %s). Undo: role %s %s on %s",
		store_role_kinds[whom.kind], whom.who, whom.network, roles_name(role), until, was,
		whom.who, was, whom.network);
}

/* --- lists ------------------------------------------------------------------------------------ */

struct list {
	struct buf buf;
	bool ignored; /* only those who are; else all others */
	size_t count;
};

static void add_row(void *context, const struct role_row *row)
{
	struct list *list = context;
	char until[ARG_WHEN + 16];

	if ((roles_named(row->role) == ROLE_IGNORED) != list->ignored)
		return;
	buf_add(&list->buf, "%s%s %s on %s%s%s", list->count++ ? "; " : "",
		list->ignored ? store_role_kinds[row->kind] : row->role, row->who, row->network,
		row->configured ? " (configuration)" : "", ending(row->until, until, sizeof until));
}

static enum manner say_list(
	struct bot *bot, const struct asker *asker, bool ignored, struct reply *out)
{
	char text[REPLY_LINES * REPLY_LINE];
	struct list list = {.buf = BUF(text), .ignored = ignored};
	struct error err;

	if (!store_roles(bot->store, "", asker->now, add_row, &list, &err))
		return verb_refuse(asker, out, "The roles cannot be read: %s.", err.text);
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
	return say_list(bot, asker, false, out);
}

/* --- ignore ----------------------------------------------------------------------------------- */

/* What a nick stands for at the moment: the account, else user and host, else the bare nick, which
 * is easily changed. */
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
		return "say it on the network";
	if (strpbrk(word, "!@")) {
		whom->kind = ROLE_BY_MASK;
		snprintf(whom->who, sizeof whom->who, "%s", word);
	} else {
		read_nick(bot, asker, word, whom);
	}
	if (whom->kind == ROLE_BY_MASK && !mask_check(whom->who, false, &err))
		return "expected a nick, or nick!user@host with * and ?, that is not everybody";
	return NULL;
}

enum manner verb_ignore(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct whom whom = {.seconds = 3600};
	struct deferred_event before;
	struct error err;
	char author[256];
	char word[ARG_WORD], span[ARG_WORD], until[ARG_WHEN + 16];

	arg_word(&arguments, word, sizeof word);
	const char *wrong = read_whom(bot, asker, word, &whom);
	if (arg_word(&arguments, span, sizeof span) && !arg_span(span, &whom.seconds))
		wrong = "expected a time such as 30m, 2h, 7d or 2w, a year at most";
	if (wrong)
		return verb_refuse(asker, out, "Nobody is ignored: %s.", wrong);
	if (!find_held(bot, asker, &whom, &before, &err))
		return verb_refuse(asker, out, "Nobody is ignored: %s.", err.text);
	if (before.role != ROLES && before.role > ROLE_EVERYONE)
		return verb_refuse(asker, out,
			"%s has the role %s, which only an owner changes (`role`).", whom.who,
			roles_name(before.role));
	if (is_own(asker, &whom))
		return verb_refuse(asker, out, "That is you.");
	if (!give(bot, asker, &whom, ROLE_IGNORED, &err))
		return verb_refuse(asker, out, "Nobody is ignored: %s.", err.text);
	ending(asker->now.unix + whom.seconds, until, sizeof until);
	bot_announce(bot, "ignore: %s has %s %s on %s ignored%s",
		edit_author(bot, asker, author, sizeof author), store_role_kinds[whom.kind],
		whom.who, whom.network, until);
	return verb_say(asker, out, MANNER_ANSWER, "The %s %s is ignored%s. Undo: unignore %s",
		store_role_kinds[whom.kind], whom.who, until, whom.who);
}

/* What of a word is ignored: itself as an account or mask, the nick, or what the nick stands for.
 */
static bool find_ignored(struct bot *bot, const struct asker *asker, const char *word,
	struct whom *whom, struct error *err)
{
	struct deferred_event deferred_event;

	for (int form = 0; form < 3; form++) {
		if (form == 0)
			snprintf(whom->who, sizeof whom->who, "%s", word);
		else if (form == 1)
			snprintf(whom->who, sizeof whom->who, "%.200s!*@*", word);
		else
			read_nick(bot, asker, word, whom);
		if (form < 2)
			whom->kind = strpbrk(whom->who, "!@") ? ROLE_BY_MASK : ROLE_BY_ACCOUNT;
		if (!find_held(bot, asker, whom, &deferred_event, err))
			return false;
		if (deferred_event.role == ROLE_IGNORED)
			return true;
	}
	return error_set(err, "%.100s is not ignored; `unignore` alone lists who is", word);
}

enum manner verb_unignore(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct whom whom = {.seconds = 0};
	struct error err;
	char author[256], word[ARG_WORD];

	if (!arg_word(&arguments, word, sizeof word))
		return say_list(bot, asker, true, out);
	snprintf(whom.network, sizeof whom.network, "%s", default_network(bot, asker));
	if (!find_ignored(bot, asker, word, &whom, &err) ||
		!give(bot, asker, &whom, ROLE_EVERYONE, &err))
		return verb_refuse(asker, out, "Nothing was changed: %s.", err.text);
	bot_announce(bot, "unignore: %s has %s %s on %s heard again",
		edit_author(bot, asker, author, sizeof author), store_role_kinds[whom.kind],
		whom.who, whom.network);
	return verb_say(asker, out, MANNER_ANSWER, "The %s %s is heard again.",
		store_role_kinds[whom.kind], whom.who);
}

/* --- hush ------------------------------------------------------------------------------------- */

enum manner verb_hush(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	int64_t seconds = 3600;
	char span[ARG_WORD], when[ARG_WHEN];
	struct error err;

	if (arg_word(&arguments, span, sizeof span) && !arg_span(span, &seconds))
		return verb_refuse(asker, out,
			"Expected minutes, or a time such as 2h or 7d, a year at most.");
	if (!store_mute(
		    bot->store, asker->network, asker->channel, asker->now.unix + seconds, &err))
		return verb_refuse(asker, out, "It cannot be kept: %s.", err.text);
	return verb_say(asker, out, MANNER_NOTICE,
		"Silent in %s until %s, but to moderators' commands. Undo: speak", asker->channel,
		arg_when(asker->now.unix + seconds, when));
}

enum manner verb_speak(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	struct error err;

	(void)arguments;
	if (!store_muted(bot->store, asker->network, asker->channel, asker->now))
		return verb_refuse(asker, out, "Nobody has hushed me in %s.", asker->channel);
	if (!store_mute(bot->store, asker->network, asker->channel, 0, &err))
		return verb_refuse(asker, out, "It cannot be kept: %s.", err.text);
	return verb_say(
		asker, out, MANNER_NOTICE, "I speak in %s again. Undo: hush", asker->channel);
}
