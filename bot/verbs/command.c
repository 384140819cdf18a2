#include "verbs/command.h"

#include "base/buf.h"
#include "base/text.h"
#include "moderate/quarantine.h"
#include "verbs/verb.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char spaces[] = " \t";

size_t verb_words(const char *text)
{
	size_t count = 0;

	for (text += strspn(text, spaces); *text; text += strspn(text, spaces)) {
		count++;
		text += strcspn(text, spaces);
	}
	return count;
}

/* Whether the row's name is these words; *behind is then what stands behind them in arguments. */
static bool is_named(
	const struct verb *verb, const char *name, const char *arguments, const char **behind)
{
	size_t length = strlen(name), next = strcspn(arguments, spaces);

	if (strncmp(verb->name, name, length) != 0)
		return false;
	*behind = arguments;
	if (verb->name[length] == '\0')
		return true;
	if (verb->name[length] != ' ' || strlen(verb->name + length + 1) != next ||
		strncasecmp(verb->name + length + 1, arguments, next) != 0)
		return false;
	*behind = arguments + next + strspn(arguments + next, spaces);
	return true;
}

const struct verb *verb_find(const char *name, const char **arguments)
{
	const struct verb *found = NULL;
	const char *behind, *best = *arguments;

	for (const struct verb *verb = verb_table; verb->name; verb++)
		if (is_named(verb, name, *arguments, &behind) &&
			(!found || strlen(verb->name) > strlen(found->name) ||
				(strcmp(verb->name, found->name) == 0 && found->fits &&
					!found->fits(best)))) {
			found = verb;
			best = behind;
		}
	*arguments = best;
	return found;
}

bool command_is_verb(const char *name, const char *arguments, bool opened)
{
	const struct verb *verb = verb_find(name, &arguments);
	size_t words = verb ? verb_words(arguments) : 0;

	if (!verb || words > verb->most)
		return false;
	return opened ||
	       ((words == 0 || words >= verb->least) && (!verb->fits || verb->fits(arguments)));
}

enum role command_role(const char *name, const char *arguments)
{
	const struct verb *verb = verb_find(name, &arguments);

	return verb ? verb->role : ROLE_EVERYONE;
}

__attribute__((format(printf, 4, 0))) static enum manner say_line(const struct asker *asker,
	struct reply *out, enum manner manner, const char *format, va_list arguments)
{
	char line[REPLY_LINE * 4];

	vsnprintf(line, sizeof line, format, arguments);
	text_drop_broken(line);
	reply_text(line, asker->room, out);
	return manner;
}

enum manner verb_refuse(const struct asker *asker, struct reply *out, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say_line(asker, out, MANNER_REFUSED, format, arguments);
	va_end(arguments);
	return MANNER_REFUSED;
}

enum manner verb_say(
	const struct asker *asker, struct reply *out, enum manner manner, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say_line(asker, out, manner, format, arguments);
	va_end(arguments);
	return manner;
}

/* What the row demands and does not hold, in words; NULL if all holds. */
static const char *demanded(const struct bot *bot, const struct asker *asker,
	const struct verb *verb, const char *arguments)
{
	static char text[160];
	size_t words = verb_words(arguments);

	if (asker->role < verb->role)
		snprintf(text, sizeof text, "`%s` is for the role %s; you are known as %s%s.",
			verb->name, roles_name(verb->role), roles_name(asker->role),
			*asker->account ? "" : " without a services account");
	else if (verb->where == VERB_IN_CHANNEL && !asker->channel)
		snprintf(text, sizeof text, "Say `%s` in a channel.", verb->name);
	else if (verb->where == VERB_IN_PRIVATE && asker->channel)
		snprintf(text, sizeof text, "Say `%s` to me in private.", verb->name);
	else if (words < verb->least || words > verb->most)
		snprintf(text, sizeof text, "Say it so: %s", verb->usage);
	else if (verb->writes && bot->read_only)
		snprintf(text, sizeof text,
			"Nothing can be written: the fact base is read only at the moment.");
	else
		return NULL;
	return text;
}

enum manner command_run(struct bot *bot, const struct asker *asker, const char *name,
	const char *arguments, struct reply *out)
{
	const struct verb *verb = verb_find(name, &arguments);

	out->count = 0;
	if (!verb)
		return MANNER_REFUSED;
	const char *why = demanded(bot, asker, verb, arguments);
	if (why)
		return verb_refuse(asker, out, "%s", why);
	enum manner manner = verb->run(bot, asker, arguments, out);

	quarantine_look(bot, asker->now);
	return manner;
}

/* --- what the handlers share -------------------------------------------------------------------
 */

struct exchange *verb_last(struct bot *bot, const struct asker *asker)
{
	return context_find(&bot->memory, asker->network, asker->place, asker->nick, asker->now);
}

const struct fact *verb_fact(struct bot *bot, const struct asker *asker, const char *id)
{
	struct exchange *it = *id ? NULL : verb_last(bot, asker);
	int at = index_by_id(bot->index, *id ? id : it ? it->fact : "");

	return at < 0 ? NULL : bot->index->profiles[at].fact;
}

enum manner verb_page(
	struct bot *bot, const struct asker *asker, enum manner manner, struct reply *out)
{
	struct exchange *it = verb_last(bot, asker);
	struct exchange kept = {0};

	size_t shown = manner == MANNER_ALL ? 3 : 1;

	if (out->count <= shown || asker->whole)
		return manner;
	if (it)
		kept = *it;
	it = context_new(&bot->memory, asker->network, asker->place, asker->nick, asker->now);
	memcpy(it->fact, kept.fact, sizeof it->fact);
	it->why = kept.why;
	it->rest = *out;
	it->next = shown;
	out->count = shown;
	char *line = out->lines[shown - 1];
	size_t length = strlen(line), waiting = it->rest.count - shown;

	if (length + 16 < asker->room && length + 16 < REPLY_LINE)
		snprintf(line + length, REPLY_LINE - length, " (%zu more)", waiting);
	return manner;
}

/* --- help ------------------------------------------------------------------------------------- */

static void list_verbs(const struct asker *asker, struct buf *buf)
{
	const char *comma = "";

	for (const struct verb *verb = verb_table; verb->name; verb++)
		if (asker->role >= verb->role &&
			(!verb[1].name || strcmp(verb->name, verb[1].name) != 0)) {
			buf_add(buf, "%s %s", comma, verb->name);
			comma = ",";
		}
}

enum manner verb_help(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const char *behind = "";
	char line[REPLY_LINE * 4], name[64];
	struct buf buf = BUF(line);

	if (*arguments) {
		snprintf(name, sizeof name, "%s", arguments);
		char *space = strpbrk(name, spaces);
		if (space) {
			*space = '\0';
			behind = space + 1;
		}
		const struct verb *verb = verb_find(name, &behind);

		if (!verb)
			return verb_refuse(
				asker, out, "There is no verb \"%.30s\"; say `help`.", name);
		buf_add(&buf, "%s: %s", verb->usage, verb->help);
		if (verb->role > ROLE_EVERYONE)
			buf_add(&buf, " (for the role %s)", roles_name(verb->role));
	} else {
		buf_add(&buf, "Ask me a question on US–Cambodia relations by my name, by ?? or in "
			      "private; I answer from documents that I name. Verbs:");
		list_verbs(asker, &buf);
		buf_add(&buf, ". `help <verb>` tells more.");
	}
	reply_text(line, asker->room, out);
	return verb_page(bot, asker, MANNER_NOTICE, out);
}
