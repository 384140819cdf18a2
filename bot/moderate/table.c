#include "moderate/moderate.h"
#include "moderate/parse.h"

#include <string.h>

/* --- whether a line without '!' is a command or the beginning of a question ------------------- */

static const char *second_word(const char *text, size_t *first)
{
	*first = strcspn(text, " ");
	return text + *first + strspn(text + *first, " ");
}

/* "hun-sen-age + how old is he", not "me how old he is" */
static bool fits_sign(const char *text)
{
	size_t first;
	const char *second = second_word(text, &first);

	if (*second == 'r' && second[1] >= '0' && second[1] <= '9')
		second = second_word(second, &first);
	if (second[0] == '!' && second[1] == ' ')
		second = second_word(second, &first);
	return (*second == '+' || *second == '-') && (second[1] == ' ' || second[1] == '\0');
}

static bool fits_id(const char *text)
{
	return parse_looks_like_id(text, strcspn(text, " "));
}

/* "hun-sen-age 2004-10", not "did he die" */
static bool fits_id_and_more(const char *text)
{
	size_t first;
	const char *second = second_word(text, &first);

	return *second && parse_looks_like_id(text, strcspn(text, " ["));
}

/* "raids #school", "raids", not "of the agreement" */
static bool fits_scope(const char *text)
{
	size_t first;
	const char *second = second_word(text, &first);

	return !*second || strcmp(second, "all") == 0 || strpbrk(second, "#&");
}

static bool fits_equals(const char *text)
{
	return strstr(text, " = ") != NULL;
}

static bool fits_citation(const char *text)
{
	return strstr(text, " @ ") != NULL;
}

static bool fits_list(const char *text)
{
	return !*text || strspn(text, "0123456789") > 0 || strncmp(text, "from", 4) == 0;
}

/* "a", "r not true", "e The canal …"; not "week?" */
static bool fits_letter(const char *text)
{
	return !*text || (strchr("areARE", *text) && (text[1] == ' ' || text[1] == '\0'));
}

/* --- the table -------------------------------------------------------------------------------- */

/* clang-format off */
const struct verb moderate_verbs[] = {
	{.name = "suggest", .group = VERB_ASK, .role = ROLE_EVERYONE, .least = 3,
		.most = VERB_ANY_WORDS,
		.writes = true, .usage = "suggest <sentence> [@ source ¶n \"quote\"]",
		.help = "suggest a fact; a moderator decides, and you will be told",
		.run = verb_suggest},
	{.name = "wrong", .group = VERB_ASK, .role = ROLE_EVERYONE, .most = VERB_ANY_WORDS,
		.writes = true,
		.usage = "wrong [why]",
		.help = "tell the moderators that the last answer is wrong", .run = verb_wrong},
	{.name = "tell me", .group = VERB_ASK, .role = ROLE_EVERYONE, .writes = true,
		.usage = "tell me",
		.help = "be told when the question I could not answer is answered",
		.run = verb_tell_me},
	{.name = "inbox", .bare = true, .role = ROLE_MODERATOR,
		.most = 2, .usage = "inbox [number]",
		.help = "the open suggestions; with a number, one in full", .run = verb_inbox,
		.fits = fits_list},
	{.name = "approve", .role = ROLE_MODERATOR, .least = 1, .most = VERB_ANY_WORDS,
		.writes = true,
		.usage = "approve <number>, approve 12-18 20, approve 12 says <sentence>",
		.help = "turn suggestions or drafts into facts, as `add` would; the author of a "
			"suggestion is told",
		.run = verb_approve, .fits = fits_list},
	{.name = "reject", .bare = true, .role = ROLE_MODERATOR, .least = 1, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "reject <number> [why]",
		.help = "reject a suggestion, whose author is told why, or drafts",
		.run = verb_reject, .fits = fits_list},
	{.name = "drafts", .bare = true, .role = ROLE_MODERATOR, .most = 4,
		.usage = "drafts [number], drafts [source] [¶n] [from 11]",
		.help = "the drafts made from documents; with a number, one in full",
		.run = verb_drafts},
	{.name = "next", .role = ROLE_MODERATOR, .most = VERB_ANY_WORDS, .writes = true,
		.usage = "next [a | r [why] | e <sentence>]",
		.help = "walk through the drafts: a approves the one shown, r rejects it, "
			"e approves it as your sentence",
		.instead = "To go on with a quiz or a card, say `skip`; with a list, `more`.",
		.run = verb_next, .fits = fits_letter},
	{.name = "quoting", .bare = true, .role = ROLE_MODERATOR, .least = 2, .most = 2,
		.writes = true, .usage = "quoting <source> on, quoting <source> off",
		.help = "whether I may answer with sentences of a document before they are facts",
		.run = verb_quoting},
	{.name = "amend", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "amend <number> <sentence> [@ source ¶n \"quote\"]",
		.help = "reword a suggestion before `approve`", .run = verb_amend,
		.fits = fits_list},
	{.name = "asked", .role = ROLE_MODERATOR, .most = VERB_ANY_WORDS,
		.usage =
		"asked [number… [answer <fact id, or sentence @ citation> | dismiss [why]]], "
		"asked 20-90 dismiss [why]",
		.help = "the questions I could not answer, most asked first; a range dismisses "
			"only what a single person asked", .run = verb_asked,
		.fits = fits_list},
	{.name = "stats", .bare = true, .role = ROLE_MODERATOR, .most = 3,
		.usage =
		"stats [most | never | stale | thin | drafts | unlocked | forgotten | hidden | "
		"wrong | thanked | duplicates] [from <number>]",
		.help = "counts; with a word, the facts asked most, asked never, …",
		.run = verb_stats},
	{.name = "review", .bare = true, .role = ROLE_MODERATOR,
		.least = 3, .most = 3, .writes = true,
		.usage = "review <id> by <YYYY-MM-DD>, review <id> by never",
		.help = "set the day by which a fact should be "
			"reviewed; `stats stale` lists what is due",
		.run = verb_review, .fits = fits_id},
	{.name = "ignore", .bare = true, .role = ROLE_MODERATOR,
		.least = 1, .most = 2, .writes = true,
		.usage = "ignore <nick or mask> [time]",
		.help = "ignore somebody for an hour, or a time such as 30m or 7d",
		.run = verb_ignore},
	{.name = "unignore", .bare = true, .role = ROLE_MODERATOR, .most = 1,
		.writes = true, .usage = "unignore <nick or mask>",
		.help = "stop ignoring somebody", .run = verb_unignore},
	{.name = "ignored", .bare = true, .role = ROLE_MODERATOR, .usage = "ignored",
		.help = "who is ignored, and until when", .run = verb_ignored},
	{.name = "ambient", .role = ROLE_MODERATOR, .most = 1, .where = VERB_IN_CHANNEL,
		.writes = true, .usage = "ambient [on | off | status]",
		.help = "whether I also answer questions in this channel that are not addressed to "
			"me, when I am certain",
		.run = verb_ambient},
	{.name = "mute", .role = ROLE_MODERATOR, .most = 1, .where = VERB_IN_CHANNEL,
		.writes = true, .usage = "mute [time]",
		.help = "answer only moderators' commands in this "
			"channel, for an hour or a given time",
		.run = verb_mute},
	{.name = "hush", .alias = "mute"},
	{.name = "unmute", .role = ROLE_MODERATOR, .where = VERB_IN_CHANNEL, .writes = true,
		.usage = "unmute",
		.help = "answer everybody in this channel again", .run = verb_unmute},
	{.name = "speak", .alias = "unmute"},
	{.name = "role", .bare = true, .role = ROLE_OWNER, .least = 2, .most = 6, .writes = true,
		.usage = "role <account or mask> <role> [for <time>] [on <network>]",
		.help = "give a role: owner, moderator, trusted, everyone (none), ignored",
		.run = verb_role},
	{.name = "roles", .bare = true, .role = ROLE_OWNER, .usage = "roles",
		.help = "who has which role", .run = verb_roles},
	{.name = "backup", .bare = true, .role = ROLE_OWNER, .usage = "backup",
		.help = "back up the fact base under a dated name", .run = verb_backup},
	{.name = "restore", .bare = true, .role = ROLE_OWNER, .most = 2, .writes = true,
		.usage = "restore [backup [word]]",
		.help = "list the backups; show what restoring one would "
			"change, and the word that confirms it",
		.run = verb_restore},
	{.name = "reload", .bare = true, .role = ROLE_OWNER, .usage = "reload",
		.help = "reload the configuration, all of it or nothing", .run = verb_reload},
	{.name = "add", .role = ROLE_MODERATOR, .least = 3, .most = VERB_ANY_WORDS,
		.writes = true,
		.usage = "add <sentence> @ <source> ¶n \"quote\" ? <question> ? <question>",
		.help = "add a fact; without a citation it is a draft, which is not served",
		.run = verb_add, .fits = fits_citation},
	{.name = "cite", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "cite <id> @ <source> ¶n \"quote\" [for <part>]",
		.help = "add a citation to a fact; §n, p. n or other "
			"words where the source has no ¶ numbers",
		.run = verb_cite, .fits = fits_citation},
	{.name = "uncite", .role = ROLE_MODERATOR, .least = 2, .most = 3, .writes = true,
		.usage = "uncite <id> <number or source>",
		.help = "remove a citation from a fact", .run = verb_uncite, .fits = fits_id},
	{.name = "ask", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true,
		.usage = "ask <id> [!] + <question> [? <question>]…, ask <id> - <question>",
		.help = "add or remove a question that the fact answers", .run = verb_ask,
		.fits = fits_sign},
	{.name = "yes", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "yes <id> + <question>, yes <id> - <question>",
		.help = "add or remove a question that the fact answers with yes",
		.run = verb_yes, .fits = fits_sign},
	{.name = "no", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS, .writes = true,
		.usage = "no <id> + <question>, no <id> - <question>",
		.help = "add or remove a question that the fact answers with no", .run = verb_no,
		.fits = fits_sign},
	{.name = "not", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "not <id> + <question>, not <id> - <question>",
		.help = "add or remove a near miss: a question that the fact does not answer",
		.run = verb_not, .fits = fits_sign},
	{.name = "pattern", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "pattern <id> [!] + /regex/, pattern <id> - /regex/",
		.help = "add or remove a PCRE2 pattern for the fact's "
			"questions, matched against the folded line",
		.run = verb_pattern, .fits = fits_sign},
	{.name = "quarantine", .role = ROLE_MODERATOR, .usage = "quarantine",
		.help = "the patterns that hit a limit and are no longer tried",
		.run = verb_quarantine},
	{.name = "edit", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true,
		.usage = "edit <id> [r<n>] s/old/new/[gi], edit <id>[<n>] s/old/new/",
		.help = "change part of a statement, $1 being a group; with [n], of its citation n",
		.run = verb_edit, .fits = fits_id_and_more},
	{.name = "append", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "append <id> <words> [@ <source> ¶n \"quote\"]",
		.help = "add to the end of a statement", .run = verb_append, .fits = fits_id},
	{.name = "replace", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "replace <id> [r<n>] [!] <sentence>",
		.help = "replace the whole statement", .run = verb_replace, .fits = fits_id},
	{.name = "topic", .role = ROLE_MODERATOR, .least = 2, .most = 9, .writes = true,
		.overload = true, .usage = "topic <id> <topic> [<topic> …]",
		.help = "move a fact to another topic, or to several", .run = verb_retopic,
		.fits = fits_id_and_more},
	{.name = "see", .role = ROLE_MODERATOR, .least = 3, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "see <id> + <id> [<id> …], see <id> - <id>",
		.help = "link facts to read with this one; `related` shows them, both ways",
		.run = verb_see, .fits = fits_sign},
	{.name = "scope", .role = ROLE_MODERATOR, .least = 1, .most = 1 + FACT_CHANNELS_MAX,
		.writes = true, .usage = "scope <id or topic> [#channel … | all]",
		.help = "limit a fact, or a topic's facts, to these channels; it does not exist "
			"elsewhere",
		.run = verb_scope, .fits = fits_scope},
	{.name = "when", .bare = true, .role = ROLE_MODERATOR,
		.least = 2, .most = 3, .writes = true,
		.usage = "when <id> <YYYY[-MM[-DD]]> or never",
		.help = "set when it happened", .run = verb_when, .fits = fits_id_and_more},
	{.name = "short", .role = ROLE_MODERATOR, .least = 2, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "short <id> <sentence> or none",
		.help = "a short form of at most 120 characters for a long statement, used when it "
			"answers the question; in lower case it is a clause, used only for dates "
			"and numbers",
		.run = verb_short, .fits = fits_id_and_more},
	{.name = "about", .role = ROLE_MODERATOR, .least = 2, .most = 3, .writes = true,
		.overload = true, .usage = "about <id> <name> or none",
		.help = "make the fact the answer to \"who is <name>\"; a name's id, such as "
			"kem-sokha",
		.run = verb_about, .fits = fits_id_and_more},
	{.name = "forget", .bare = true, .role = ROLE_MODERATOR, .least = 1, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "forget <id> [!] [why]",
		.help = "stop serving the fact; `unforget` brings it back", .run = verb_forget,
		.fits = fits_id},
	{.name = "hide", .role = ROLE_MODERATOR, .least = 1, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "hide <id> [why]",
		.help = "forget a fact that must not be read, such as libel: only owners see it "
			"and its history from then on",
		.run = verb_hide, .fits = fits_id},
	{.name = "unforget", .role = ROLE_MODERATOR, .least = 1, .most = 2, .writes = true,
		.usage = "unforget <id>",
		.help = "serve the fact again", .run = verb_unforget, .fits = fits_id},
	{.name = "merge", .role = ROLE_MODERATOR, .least = 3, .most = 5, .writes = true,
		.usage = "merge <id> [!] into <id>",
		.help = "move the first fact's questions and patterns "
			"to the second, which its id finds from then on",
		.run = verb_merge, .fits = fits_id},
	{.name = "rename", .role = ROLE_MODERATOR, .least = 2, .most = 3, .writes = true,
		.usage = "rename <id> <new id>",
		.help = "give the fact another id; the old one still finds it",
		.run = verb_rename, .fits = fits_id_and_more},
	{.name = "lock", .bare = true, .role = ROLE_MODERATOR,
		.least = 1, .most = 2, .writes = true,
		.usage = "lock <id>",
		.help = "refuse all changes to the fact, yours too, until it is unlocked",
		.run = verb_lock, .fits = fits_id},
	{.name = "unlock", .bare = true, .role = ROLE_MODERATOR,
		.least = 1, .most = 2, .writes = true,
		.usage = "unlock <id>",
		.help = "allow changes to the fact again", .run = verb_unlock, .fits = fits_id},
	{.name = "show", .bare = true, .role = ROLE_EVERYONE,
		.least = 1, .most = 1, .usage = "show <id>",
		.help = "everything about a fact: sources, questions, patterns", .run = verb_show,
		.fits = fits_id},
	{.name = "literal", .alias = "show"},
	{.name = "history", .bare = true, .role = ROLE_EVERYONE,
		.least = 1, .most = 1, .usage = "history <id>",
		.help = "who changed the fact, when and how", .run = verb_history,
		.fits = fits_id},
	{.name = "diff", .bare = true, .role = ROLE_EVERYONE, .least = 1, .most = 3,
		.usage = "diff <id> [r<a>] [r<b>]",
		.help = "what the last change, or all changes since r<a>, changed",
		.run = verb_diff, .fits = fits_id},
	{.name = "undo", .role = ROLE_MODERATOR, .most = 2, .writes = true,
		.usage = "undo [<id>]",
		.help = "undo the fact's last change; without an id, your own last one",
		.run = verb_undo},
	{.name = "redo", .role = ROLE_MODERATOR, .most = 2, .writes = true,
		.usage = "redo [<id>]",
		.help = "undo an undo", .run = verb_redo},
	{.name = "revert", .role = ROLE_MODERATOR, .least = 2, .most = 2, .writes = true,
		.usage = "revert <id> r<n>",
		.help = "return the fact to what it was at r<n>", .run = verb_revert,
		.fits = fits_id},
	{.name = "alias", .bare = true, .role = ROLE_MODERATOR, .least = 3, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "alias <name> = <alias>",
		.help = "add another spelling of a name, or a word with the same meaning",
		.run = verb_alias, .fits = fits_equals},
	{.name = "unalias", .bare = true, .role = ROLE_MODERATOR,
		.least = 3, .most = VERB_ANY_WORDS,
		.writes = true, .usage = "unalias <name> = <alias>",
		.help = "remove an alias", .run = verb_unalias, .fits = fits_equals},
	{.name = "source add", .role = ROLE_MODERATOR, .least = 3, .most = VERB_ANY_WORDS,
		.writes = true,
		.usage = "source add <id> \"title\" <url> [short: \"…\" author: \"…\" date: … "
			 "type: … accessed: …] [publisher]",
		.help = "add a document that facts can cite; authors: \"Family, Given; "
			"Institution; {Institution, with a comma}\"",
		.run = verb_source_add},
	{.name = "source drop", .role = ROLE_MODERATOR, .least = 1, .most = 1, .writes = true,
		.usage = "source drop <id>",
		.help = "remove a document that no fact has ever cited", .run = verb_source_drop},
	{.name = "audit", .bare = true, .role = ROLE_MODERATOR, .most = 1,
		.usage = "audit [head]",
		.help = "check that no revision and no served fact has been altered; with the head "
			"of an earlier audit or backup, also that no revision has been removed "
			"since",
		.run = verb_audit},
	{.name = NULL},
};
