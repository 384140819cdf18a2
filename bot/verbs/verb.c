#include "verbs/verb.h"

#include "base/text.h"

#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char spaces[] = " \t";

/* --- the tables ------------------------------------------------------------------------------- */

/* clang-format off */
static const struct verb general_verbs[] = {
	{.name = "help", .group = VERB_ASK, .role = ROLE_EVERYONE, .most = 2,
		.usage = "help [word]",
		.help = "what you can say; with a word, what that verb, topic or id is",
		.run = verb_help},
	{.name = NULL},
};
/* clang-format on */

static const struct verb *const tables[] = {
	browse_verbs, learn_verbs, general_verbs, moderate_verbs, about_verbs};

const struct verb *verb_after(const struct verb *verb)
{
	enum { TABLES = sizeof tables / sizeof *tables };
	size_t next = 0;

	if (verb && verb[1].name)
		return verb + 1;
	for (size_t i = 0; verb && i < TABLES; i++)
		for (const struct verb *row = tables[i]; row->name; row++)
			if (row == verb)
				next = i + 1;
	return next < TABLES ? tables[next] : NULL;
}

/* Whether the row has this name; *after is then what follows the name in arguments. */
static bool is_named(
	const struct verb *verb, const char *name, const char *arguments, const char **after)
{
	size_t length = strlen(name), next = strcspn(arguments, spaces);

	if (strncmp(verb->name, name, length) != 0)
		return false;
	*after = arguments;
	if (verb->name[length] == '\0')
		return true;
	if (verb->name[length] != ' ' || strlen(verb->name + length + 1) != next ||
		strncasecmp(verb->name + length + 1, arguments, next) != 0)
		return false;
	*after = arguments + next + strspn(arguments + next, spaces);
	return true;
}

/* Whether the row fits the words better than the one found so far. */
static bool is_better_reading(const struct verb *verb, const struct verb *found, const char *after)
{
	if (verb->overload && !verb->fits(after))
		return false;
	return !found || verb->overload || strlen(verb->name) > strlen(found->name);
}

/* All verbs. The first letters of their names are kept together, since they rule out most verbs,
 * and every line that is addressed to us may begin with one. */
enum { ROWS_MAX = 512 };
static struct {
	char letters[ROWS_MAX];
	const struct verb *verbs[ROWS_MAX];
	size_t count;
} listed;
static pthread_once_t rows_once = PTHREAD_ONCE_INIT;

static void list_rows(void)
{
	for (const struct verb *verb = tables[0]; verb; verb = verb_after(verb)) {
		if (listed.count == ROWS_MAX)
			abort(); /* a verb more than there is room for */
		listed.letters[listed.count] = *verb->name;
		listed.verbs[listed.count++] = verb;
	}
}

const struct verb *verb_find(const char *name, const char **arguments)
{
	const struct verb *found = NULL;
	const char *after, *best = *arguments;

	pthread_once(&rows_once, list_rows);
	for (size_t i = 0; i < listed.count; i++) {
		const struct verb *verb = listed.verbs[i];

		if (listed.letters[i] == *name && is_named(verb, name, *arguments, &after) &&
			is_better_reading(verb, found, after)) {
			found = verb;
			best = after;
		}
	}
	*arguments = best;
	return found && found->alias ? verb_find(found->alias, arguments) : found;
}

static bool slug_names(const char *topic, const char *folded)
{
	for (; *topic && *folded; topic++, folded++)
		if (*topic != *folded && !(*topic == '-' && *folded == ' '))
			return false;
	return *topic == *folded;
}

bool verb_is_topic(const struct fact *fact, const char *folded)
{
	for (size_t i = 0; i < fact->topic_count; i++)
		if (slug_names(fact->topics[i], folded))
			return true;
	return slug_names(fact->topic, folded);
}

/* --- replies ---------------------------------------------------------------------------------- */

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

struct exchange *verb_last(struct bot *bot, const struct asker *asker)
{
	return context_find(&bot->memory, asker->network, asker->place, asker->person, asker->now);
}

const struct fact *verb_fact(struct bot *bot, const struct asker *asker, const char *id)
{
	struct exchange *it = *id ? NULL : verb_last(bot, asker);

	return index_find(bot->index, *id ? id : it ? it->fact : "");
}

/* The asker's own exchange; if there is none, a new one, which refers to the same fact as the last
 * one in that place. */
static struct exchange *asker_exchange(struct bot *bot, const struct asker *asker)
{
	struct exchange *it =
		context_own(&bot->memory, asker->network, asker->place, asker->person, asker->now);
	struct exchange kept = {0};

	if (it) {
		it->ms = asker->now.ms;
		return it;
	}
	it = verb_last(bot, asker);
	if (it)
		kept = *it;
	it = context_new(&bot->memory, asker->network, asker->place, asker->person, asker->now);
	memcpy(it->fact, kept.fact, sizeof it->fact);
	it->why = kept.why;
	return it;
}

void verb_shown(struct bot *bot, const struct asker *asker, int at, bool alone)
{
	context_show(asker_exchange(bot, asker), &bot->index->profiles[at], alone);
}

/* How many lines of a reply are sent at once. */
static size_t lines_at_once(enum manner manner)
{
	return manner == MANNER_ALL || manner == MANNER_NOTICES ? 3 : 1;
}

enum manner verb_page(
	struct bot *bot, const struct asker *asker, enum manner manner, struct reply *out)
{
	size_t left[REPLY_LINES];

	for (size_t i = 0; i < out->count; i++)
		left[i] = out->count - 1 - i;
	return verb_page_of(bot, asker, manner, left, out);
}

enum manner verb_page_of(struct bot *bot, const struct asker *asker, enum manner manner,
	const size_t left[REPLY_LINES], struct reply *out)
{
	size_t shown = lines_at_once(manner);

	if (out->count <= shown || asker->whole)
		return manner;
	for (size_t i = shown - 1; i + 1 < out->count; i++) {
		char *line = out->lines[i];
		size_t length = strlen(line);

		if (length + VERB_MORE <= asker->room && length + VERB_MORE <= REPLY_LINE)
			snprintf(line + length, REPLY_LINE - length, " (%zu more)", left[i]);
	}
	struct exchange *it = asker_exchange(bot, asker);
	it->rest = *out;
	it->next = shown;
	it->private = command_is_private(manner);
	out->count = shown;
	return manner;
}

void verb_fact_line(
	const struct bot *bot, size_t room, const char *head, int at, char line[REPLY_LINE])
{
	struct reply reply;
	size_t used = *head ? strlen(head) + 1 : 0;

	room = room > used + REPLY_ROOM_MIN ? room - used : REPLY_ROOM_MIN;
	if (at >= 0)
		reply_fact(&bot->index->set, bot->index->profiles[at].fact, NULL, room, &reply);
	snprintf(line, REPLY_LINE, "%s%s%.*s", head, *head ? " " : "",
		used < REPLY_LINE ? (int)(REPLY_LINE - used - 1) : 0,
		at >= 0 ? reply.lines[0] : "That fact no longer exists.");
}

const char *verb_pages_at(const struct bot *bot)
{
	const struct config_page *page = bot->config ? &bot->config->page : NULL;

	if (!page || !page->url || !*page->url || !*page->dir)
		return NULL;
	const struct fact of_page = {
		.channels = &page->channel, .channel_count = page->channel && *page->channel};
	return scope_shows(&bot->view, &of_page) ? page->url : NULL;
}
