#include "browse/browse.h"
#include "verbs/arg.h"

#include <string.h>

/* "who hun sen" is a command; "who?", "who is hun sen" and anything longer is a question. */
static bool fits_who(const char *arguments)
{
	return *arguments && !strchr(arguments, '?') && arg_count(arguments) <= 4 &&
	       !browse_is_asked(arguments);
}

/* "tell alice about …" is always a question; `tell` alone is a command, which gives its usage. */
static bool fits_tell(const char *arguments)
{
	return !*arguments;
}

/* "related hun-sen-age", "related Hun Sen"; not "related to what?" */
static bool fits_related(const char *arguments)
{
	return !strchr(arguments, '?') && strncmp(arguments, "to ", 3) != 0;
}

static bool fits_changes(const char *arguments)
{
	return !*arguments || strncmp(arguments, "today", 5) == 0 ||
	       strncmp(arguments, "yesterday", 9) == 0 || strncmp(arguments, "by ", 3) == 0 ||
	       strncmp(arguments, "since ", 6) == 0;
}

/* clang-format off */
const struct verb browse_verbs[] = {
	{.name = "source", .group = VERB_ASK, .role = ROLE_EVERYONE, .most = 1,
		.usage = "source [fact or source id]",
		.help = "the documents behind the last answer or a "
			"fact: title, paragraph, quote, address",
		.run = verb_source},
	{.name = "more", .group = VERB_ASK, .role = ROLE_EVERYONE, .usage = "more",
		.help = "the rest of the last reply", .run = verb_more},
	{.name = "why", .group = VERB_ASK, .role = ROLE_EVERYONE, .usage = "why",
		.help = "how the last answer was chosen, and how sure it is", .run = verb_why},
	{.name = "tell", .group = VERB_ASK, .role = ROLE_EVERYONE, .least = 2,
		.most = VERB_ANY_WORDS,
		.usage = "tell <nick> about <fact id or words>, tell <nick> when …, or … > <nick>",
		.help = "answer somebody else in private; \"… | <nick>\" does it in the channel",
		.run = verb_tell, .fits = fits_tell},
	{.name = "try", .role = ROLE_MODERATOR, .least = 1, .most = VERB_ANY_WORDS,
		.where = VERB_IN_PRIVATE, .usage = "try <line>",
		.help = "what I would say to a line, with the whole reasoning", .run = verb_try},
	{.name = "topics", .role = ROLE_EVERYONE, .usage = "topics",
		.help = "the topics, with the number of facts on each", .run = verb_topics},
	{.name = "topic", .role = ROLE_EVERYONE, .least = 1, .most = 4, .usage = "topic <name>",
		.help = "the facts on a topic, or that name somebody or something",
		.run = verb_topic},
	{.name = "search", .role = ROLE_EVERYONE, .least = 1, .most = 12,
		.usage = "search <words>, search /regex/, search by <author>, search since <date>",
		.help = "the facts that mention the words, match, or were changed by or since",
		.run = verb_search},
	{.name = "changes", .role = ROLE_EVERYONE, .most = 4,
		.usage = "changes [today] [by <author>] [since <date>]",
		.help = "who changed which facts, the last first", .run = verb_changes,
		.fits = fits_changes},
	{.name = "related", .group = VERB_ASK, .role = ROLE_EVERYONE, .most = 4,
		.usage = "related [fact id or name]",
		.help = "facts related to the last answer, to a fact or to a name",
		.run = verb_related, .fits = fits_related},
	{.name = "random", .role = ROLE_EVERYONE, .most = 4, .usage = "random [topic]",
		.help = "a random fact", .run = verb_random},
	{.name = "timeline", .role = ROLE_EVERYONE, .most = 12,
		.usage = "timeline [from] [to] [about <words>], timeline <words>",
		.help = "the dated facts in order; from and to are years or YYYY-MM-DD",
		.run = verb_timeline},
	{.name = "on", .role = ROLE_EVERYONE, .least = 1, .most = 5, .usage = "on <date>, on today",
		.help = "what happened on a day, in a month or year, "
			"or on a day of any year (23 October, this day)",
		.run = verb_on},
	{.name = "who", .role = ROLE_EVERYONE, .least = 1, .most = 40, .usage = "who <name>",
		.help = "the facts that mention a person or any other name", .run = verb_who,
		.fits = fits_who},
	{.name = "compare", .role = ROLE_EVERYONE, .least = 1, .most = 20,
		.usage = "compare <a> and <b>, compare <a> | <b>",
		.help = "what is known about each, and about both together", .run = verb_compare},
	{.name = "cite apa", .role = ROLE_EVERYONE, .most = 1,
		.usage = "cite apa [fact or source id]",
		.help = "a fact's sources in APA style", .run = verb_cite_apa},
	{.name = "cite mla", .role = ROLE_EVERYONE, .most = 1,
		.usage = "cite mla [fact or source id]",
		.help = "a fact's sources in MLA style", .run = verb_cite_mla},
	{.name = "cite chicago", .role = ROLE_EVERYONE, .most = 1,
		.usage = "cite chicago [fact or source id]",
		.help = "a fact's sources in Chicago style", .run = verb_cite_chicago},
	{.name = "cite bibtex", .role = ROLE_EVERYONE, .most = 1,
		.usage = "cite bibtex [fact or source id]",
		.help = "a fact's sources as BibTeX entries", .run = verb_cite_bibtex},
	{.name = "cite ris", .role = ROLE_EVERYONE, .most = 1,
		.usage = "cite ris [fact or source id]",
		.help = "a fact's sources as RIS records, for Zotero or EndNote",
		.run = verb_cite_ris},
	{.name = "cite csl", .role = ROLE_EVERYONE, .most = 1,
		.usage = "cite csl [fact or source id]",
		.help = "a fact's sources as CSL-JSON", .run = verb_cite_csl},
	{.name = "export", .role = ROLE_EVERYONE, .most = 4, .usage = "export [topic|session]",
		.help = "where to fetch all facts, a topic's or the last session's, as flash cards "
			"for Anki and questions for Moodle",
		.run = verb_export},
	{.name = NULL},
};

/* About the bot itself: last in `help`. */
const struct verb about_verbs[] = {
	{.name = "about", .role = ROLE_EVERYONE, .usage = "about",
		.help = "what I am", .run = verb_about_me},
	{.name = "status", .role = ROLE_EVERYONE, .usage = "status",
		.help = "how I am doing: uptime, networks, facts, questions", .run = verb_status},
	{.name = "uptime", .bare = true, .role = ROLE_EVERYONE, .usage = "uptime",
		.help = "how long I have been running", .run = verb_uptime},
	{.name = "version", .bare = true, .role = ROLE_EVERYONE, .usage = "version",
		.help = "my version", .run = verb_version},
	{.name = NULL},
};
