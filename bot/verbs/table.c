#include "verbs/verb.h"

#include <string.h>

/* "who?" and "who is that?" begin questions whatever the words. */
static bool is_no_question(const char *arguments)
{
	return *arguments && !strchr(arguments, '?');
}

/* name, least role, words, where, writes?, usage, help, handler */
const struct verb verb_table[] = {
	{"source", ROLE_EVERYONE, 0, 1, VERB_ANYWHERE, false, "source [fact id]",
		"the documents behind the last answer or a fact: title, paragraph, quote, address",
		verb_source, NULL},
	{"more", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, false, "more", "the rest of the last reply",
		verb_more, NULL},
	{"why", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, false, "why",
		"how the last answer was chosen, and how sure it is", verb_why, NULL},
	{"topics", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, false, "topics",
		"what can be asked about, with the number of facts", verb_topics, NULL},
	{"topic", ROLE_EVERYONE, 1, 4, VERB_ANYWHERE, false, "topic <name>", "the facts of a topic",
		verb_topic, NULL},
	{"search", ROLE_EVERYONE, 1, 12, VERB_ANYWHERE, false, "search <words>",
		"the facts that speak of the words", verb_search, NULL},
	{"related", ROLE_EVERYONE, 0, 1, VERB_ANYWHERE, false, "related [fact id]",
		"facts near to the last answer or to a fact", verb_related, NULL},
	{"random", ROLE_EVERYONE, 0, 4, VERB_ANYWHERE, false, "random [topic]",
		"a fact drawn by chance", verb_random, NULL},
	{"timeline", ROLE_EVERYONE, 0, 12, VERB_ANYWHERE, false,
		"timeline [from] [to] [about <words>]",
		"the facts with a date, in order of time; from and to are years or YYYY-MM-DD",
		verb_timeline, NULL},
	{"on", ROLE_EVERYONE, 1, 5, VERB_ANYWHERE, false, "on <date>",
		"what is known of a day, a month, a year, or a day of any year (23 October)",
		verb_on, NULL},
	{"who", ROLE_EVERYONE, 1, 4, VERB_ANYWHERE, false, "who <name>",
		"what is known of a person or any other name", verb_who, is_no_question},
	{"compare", ROLE_EVERYONE, 1, 20, VERB_ANYWHERE, false, "compare <a> | <b>",
		"what is known of the one, of the other, and of both", verb_compare, NULL},
	{"cite apa", ROLE_EVERYONE, 0, 1, VERB_ANYWHERE, false, "cite apa [fact or source id]",
		"the sources behind a fact as APA has them", verb_cite_apa, NULL},
	{"cite chicago", ROLE_EVERYONE, 0, 1, VERB_ANYWHERE, false,
		"cite chicago [fact or source id]",
		"the sources behind a fact as the Chicago Manual has them", verb_cite_chicago,
		NULL},
	{"cite bibtex", ROLE_EVERYONE, 0, 1, VERB_ANYWHERE, false,
		"cite bibtex [fact or source id]", "the sources behind a fact for BibTeX",
		verb_cite_bibtex, NULL},
	{"help", ROLE_EVERYONE, 0, 2, VERB_ANYWHERE, false, "help [verb]", "what can be said",
		verb_help, NULL},
	{.name = NULL},
};
