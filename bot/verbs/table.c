#include "verbs/verb.h"

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
	{"search", ROLE_EVERYONE, 1, 12, VERB_ANYWHERE, false, "search <words>",
		"the facts that speak of the words", verb_search, NULL},
	{"help", ROLE_EVERYONE, 0, 2, VERB_ANYWHERE, false, "help [verb]", "what can be said",
		verb_help, NULL},
	{.name = NULL},
};
