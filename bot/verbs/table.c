#include "moderate/parse.h"
#include "verbs/verb.h"

#include <string.h>

/* --- whether a line that was not opened with '!' is a command, or the beginning of a question ---
 */

static const char *second_word(const char *text, size_t *first)
{
	*first = strcspn(text, " ");
	return text + *first + strspn(text + *first, " ");
}

/* "hun-sen-age + how old is he" and not "me how old he is" */
static bool fits_sign(const char *text)
{
	size_t first;
	const char *second = second_word(text, &first);

	if (*second == 'r' && second[1] >= '0' && second[1] <= '9')
		second = second_word(second, &first);
	return (*second == '+' || *second == '-') && (second[1] == ' ' || second[1] == '\0');
}

static bool fits_id(const char *text)
{
	return parse_looks_like_id(text, strcspn(text, " "));
}

/* "hun-sen-age 2004-10" and not "did he die" */
static bool fits_when(const char *text)
{
	size_t first;
	const char *second = second_word(text, &first);

	return *second && parse_looks_like_id(text, first);
}

static bool fits_equals(const char *text)
{
	return strstr(text, " = ") != NULL;
}

static bool fits_citation(const char *text)
{
	return strstr(text, " @ ") != NULL;
}

/* --- the table -------------------------------------------------------------------------------- */

/* "who?" and "who is that?" begin questions whatever the words; so do many words. */
static bool is_no_question(const char *arguments)
{
	return *arguments && !strchr(arguments, '?') && verb_words(arguments) <= 4;
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
	{"try", ROLE_MODERATOR, 1, VERB_ANY_WORDS, VERB_IN_PRIVATE, false, "try <line>",
		"what I would say to a line, and the whole reasoning", verb_try, NULL},
	{"topics", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, false, "topics",
		"what can be asked about, with the number of facts", verb_topics, NULL},
	{"topic", ROLE_MODERATOR, 2, 3, VERB_ANYWHERE, true, "topic <id> <topic>",
		"says where a fact belongs", verb_retopic, fits_when},
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
	{"who", ROLE_EVERYONE, 1, 40, VERB_ANYWHERE, false, "who <name>",
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
	{"quiz start", ROLE_EVERYONE, 0, 5, VERB_IN_CHANNEL, true, "quiz start [topic] [n]",
		"a quiz from the facts, 10 questions or n: just say the answer in the channel",
		verb_quiz_start, NULL},
	{"quiz stop", ROLE_EVERYONE, 0, 0, VERB_IN_CHANNEL, true, "quiz stop",
		"ends the quiz and tells the scores", verb_quiz_stop, NULL},
	{"hint", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, true, "hint",
		"help with the open question of the quiz, or with a flash card", verb_hint, NULL},
	{"skip", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, true, "skip",
		"tells the open answer and goes on", verb_skip, NULL},
	{"scores", ROLE_EVERYONE, 0, 0, VERB_IN_CHANNEL, false, "scores",
		"who has how many points, in this quiz and ever", verb_scores, NULL},
	{"study", ROLE_EVERYONE, 0, 4, VERB_IN_PRIVATE, true, "study [topic]",
		"flash cards, each again when it is nearly forgotten; grade the last one with "
		"again, hard, good or easy",
		verb_study, NULL},
	{"study stop", ROLE_EVERYONE, 0, 0, VERB_IN_PRIVATE, true, "study stop",
		"puts the flash cards away", verb_study_stop, NULL},
	{"progress", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, false, "progress",
		"how many flash cards you have, know, and are due", verb_progress, NULL},
	{"remind me", ROLE_EVERYONE, 0, 1, VERB_ANYWHERE, true, "remind me [off]",
		"a note once a day when flash cards are due", verb_remind, NULL},
	{"forget me", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, true, "forget me",
		"deletes what is kept about you, and says what that was", verb_forget_me, NULL},
	{"session start", ROLE_EVERYONE, 1, 8, VERB_IN_CHANNEL, true, "session start <topic>",
		"begins a study group's session in the channel", verb_session_start, NULL},
	{"session stop", ROLE_EVERYONE, 0, 0, VERB_IN_CHANNEL, true, "session stop",
		"ends it with a summary: asked, answered, missed, who won the quiz",
		verb_session_stop, NULL},
	{"reading list", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, false, "reading list",
		"the sources behind what was asked here in the session, or in the last day",
		verb_reading_list, NULL},
	{"help", ROLE_EVERYONE, 0, 2, VERB_ANYWHERE, false, "help [verb]", "what can be said",
		verb_help, NULL},
	{"suggest", ROLE_EVERYONE, 3, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"suggest <sentence> [@ source ¶n \"quote\"]",
		"what you would have me know; a moderator decides, and you are told", verb_suggest,
		NULL},
	{"wrong", ROLE_EVERYONE, 0, VERB_ANY_WORDS, VERB_ANYWHERE, true, "wrong [why]",
		"tell the moderators that the last answer is wrong", verb_wrong, NULL},
	{"tell me", ROLE_EVERYONE, 0, 0, VERB_ANYWHERE, true, "tell me",
		"be told when the question that I did not know is answered", verb_tell_me, NULL},
	{"inbox", ROLE_MODERATOR, 0, 2, VERB_ANYWHERE, false, "inbox [number]",
		"what people suggest; with a number, all about one", verb_inbox, verb_inbox_fits},
	{"approve", ROLE_MODERATOR, 1, 1, VERB_ANYWHERE, true, "approve <number>",
		"make a fact of a suggestion, as `add` would; whoever made it is told",
		verb_approve, verb_inbox_fits},
	{"reject", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true, "reject <number> <why>",
		"do not take a suggestion; whoever made it is told why", verb_reject,
		verb_inbox_fits},
	{"amend", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"amend <number> <sentence> [@ source ¶n \"quote\"]",
		"put a suggestion into better words, before `approve`", verb_amend,
		verb_inbox_fits},
	{"asked", ROLE_MODERATOR, 0, VERB_ANY_WORDS, VERB_ANYWHERE, false,
		"asked [number [answer <fact id, or sentence @ citation> | dismiss [why]]]",
		"the questions that I could not answer, the most asked first", verb_asked,
		verb_asked_fits},
	{"stats", ROLE_MODERATOR, 0, 3, VERB_ANYWHERE, false,
		"stats [most | never | stale | drafts | unlocked | forgotten | duplicates]",
		"how the fact base fares; with a word, the facts asked most, or never, …",
		verb_stats, NULL},
	{"review", ROLE_MODERATOR, 3, 3, VERB_ANYWHERE, true, "review <id> by <YYYY-MM-DD>",
		"by when somebody should look at a fact again; `stats stale` lists what is due",
		verb_review, fits_id},
	{"ignore", ROLE_MODERATOR, 1, 2, VERB_ANYWHERE, true, "ignore <nick or mask> [time]",
		"do not hear somebody, for an hour or a time such as 30m or 7d", verb_ignore, NULL},
	{"unignore", ROLE_MODERATOR, 0, 1, VERB_ANYWHERE, true, "unignore [nick or mask]",
		"hear somebody again; alone: who is ignored", verb_unignore, NULL},
	{"hush", ROLE_MODERATOR, 0, 1, VERB_IN_CHANNEL, true, "hush [time]",
		"be silent in this channel, but to moderators' commands, for an hour or a time",
		verb_hush, NULL},
	{"speak", ROLE_MODERATOR, 0, 0, VERB_IN_CHANNEL, true, "speak",
		"answer in this channel again", verb_speak, NULL},
	{"role", ROLE_OWNER, 2, 6, VERB_ANYWHERE, true,
		"role <account or mask> <role> [for <time>] [on <network>]",
		"give a role: owner, moderator, trusted, everyone (none), ignored", verb_role,
		NULL},
	{"backup", ROLE_OWNER, 0, 0, VERB_ANYWHERE, false, "backup",
		"copy the fact base, under a name with the date", verb_backup, NULL},
	{"restore", ROLE_OWNER, 0, 2, VERB_ANYWHERE, true, "restore [backup [word]]",
		"the backups; what restoring one would change, and the word that does it",
		verb_restore, NULL},
	{"reload", ROLE_OWNER, 0, 0, VERB_ANYWHERE, false, "reload",
		"read the configuration anew, whole or not at all", verb_reload, NULL},
	{"roles", ROLE_OWNER, 0, 0, VERB_ANYWHERE, false, "roles", "who has which role", verb_roles,
		NULL},
	{"add", ROLE_MODERATOR, 3, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"add <sentence> @ <source> ¶n \"quote\" ? <question> ? <question>",
		"a new fact; without a source it is a draft, which is not served", verb_add,
		fits_citation},
	{"cite", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"cite <id> @ <source> ¶n \"quote\" [for <part>]",
		"one more source of a fact; §n, p. n or other words where there is no ¶", verb_cite,
		fits_citation},
	{"uncite", ROLE_MODERATOR, 2, 3, VERB_ANYWHERE, true, "uncite <id> <number or source>",
		"takes a source from a fact", verb_uncite, fits_id},
	{"ask", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"ask <id> + <question>, ask <id> - <question>",
		"a question that the fact answers, or no longer", verb_ask, fits_sign},
	{"yes", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"yes <id> + <question>, yes <id> - <question>",
		"a question that the fact answers with yes", verb_yes, fits_sign},
	{"no", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"no <id> + <question>, no <id> - <question>",
		"a question that the fact answers with no", verb_no, fits_sign},
	{"not", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"not <id> + <question>, not <id> - <question>",
		"a near miss: a question that the fact does not answer", verb_not, fits_sign},
	{"pattern", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"pattern <id> + /regex/, pattern <id> - /regex/",
		"a PCRE2 pattern of the fact's questions, for the folded line", verb_pattern,
		fits_sign},
	{"edit", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"edit <id> [r<n>] s/old/new/[gi]", "changes a part of what the fact says",
		verb_edit, fits_when},
	{"replace", ROLE_MODERATOR, 2, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"replace <id> [r<n>] <sentence>", "changes all of what the fact says", verb_replace,
		fits_id},
	{"when", ROLE_MODERATOR, 2, 3, VERB_ANYWHERE, true, "when <id> <YYYY[-MM[-DD]]> or never",
		"when it happened", verb_when, fits_when},
	{"forget", ROLE_MODERATOR, 1, VERB_ANY_WORDS, VERB_ANYWHERE, true, "forget <id> [why]",
		"the fact is served no more; nothing is lost", verb_forget, fits_id},
	{"unforget", ROLE_MODERATOR, 1, 2, VERB_ANYWHERE, true, "unforget <id>",
		"the fact is served again", verb_unforget, fits_id},
	{"merge", ROLE_MODERATOR, 3, 4, VERB_ANYWHERE, true, "merge <id> into <id>",
		"the first fact's questions go over to the second, and it is forgotten", verb_merge,
		fits_id},
	{"lock", ROLE_MODERATOR, 1, 2, VERB_ANYWHERE, true, "lock <id>",
		"nobody changes the fact, you neither, until it is unlocked", verb_lock, fits_id},
	{"unlock", ROLE_MODERATOR, 1, 2, VERB_ANYWHERE, true, "unlock <id>",
		"the fact can be changed again", verb_unlock, fits_id},
	{"show", ROLE_EVERYONE, 1, 1, VERB_ANYWHERE, false, "show <id>",
		"all of a fact: sources, questions, patterns", verb_show, fits_id},
	{"literal", ROLE_EVERYONE, 1, 1, VERB_ANYWHERE, false, "literal <id>", "as show", verb_show,
		fits_id},
	{"history", ROLE_EVERYONE, 1, 1, VERB_ANYWHERE, false, "history <id>",
		"who changed the fact, when and how", verb_history, fits_id},
	{"diff", ROLE_EVERYONE, 1, 3, VERB_ANYWHERE, false, "diff <id> [r<a>] [r<b>]",
		"what the last change, or all since r<a>, changed", verb_diff, fits_id},
	{"undo", ROLE_MODERATOR, 0, 2, VERB_ANYWHERE, true, "undo [<id>]",
		"takes back the fact's last change; without an id, your own last one", verb_undo,
		NULL},
	{"redo", ROLE_MODERATOR, 0, 2, VERB_ANYWHERE, true, "redo [<id>]", "takes back an undo",
		verb_redo, NULL},
	{"revert", ROLE_MODERATOR, 2, 2, VERB_ANYWHERE, true, "revert <id> r<n>",
		"makes the fact what it was at r<n>", verb_revert, fits_id},
	{"alias", ROLE_MODERATOR, 3, VERB_ANY_WORDS, VERB_ANYWHERE, true, "alias <name> = <form>",
		"another way to write a name, or a word that means the same", verb_alias,
		fits_equals},
	{"unalias", ROLE_MODERATOR, 3, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"unalias <name> = <form>", "takes that away", verb_unalias, fits_equals},
	{"source add", ROLE_MODERATOR, 3, VERB_ANY_WORDS, VERB_ANYWHERE, true,
		"source add <id> \"title\" <url> [publisher]", "a document that facts can cite",
		verb_source_add, NULL},
	{"source drop", ROLE_MODERATOR, 1, 1, VERB_ANYWHERE, true, "source drop <id>",
		"takes away a document that no fact has cited", verb_source_drop, NULL},
	{"quarantine", ROLE_MODERATOR, 0, 0, VERB_ANYWHERE, false, "quarantine",
		"the patterns that hit a limit and are not tried any more", verb_quarantine, NULL},
	{"audit", ROLE_MODERATOR, 0, 0, VERB_ANYWHERE, false, "audit",
		"whether all revisions are as they were written", verb_audit, NULL},
	{.name = NULL},
};
