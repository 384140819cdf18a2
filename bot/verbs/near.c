#include "verbs/near.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "base/when.h"
#include "keep/store_edit.h"
#include "language/question.h"
#include "language/spell.h"
#include "verbs/arg.h"
#include "verbs/verb.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
	BEGUN = 3,    /* least letters of an abbreviated verb */
	SHORTEST = 4, /* least letters of a misspelt one */
	LONG = 8      /* with so many letters, two mistakes are allowed */
};

/* What other bots, and people, call our verbs. */
static const struct {
	const char *word, *verb;
} others[] = {
	{"quiz", "quiz start"},
	{"trivia", "quiz start"},
	{"game", "quiz start"},
	{"play", "quiz start"},
	{"command", "help"},
	{"commands", "help"},
	{"command list", "help"},
	{"list", "topics"},
	{"topics list", "topics"},
	{"list topics", "topics"},
	{"add a fact", "add"},
	{"add a fact", "suggest"},
	{"subjects", "topics"},
	{"status", "help"},
	{"version", "help"},
	{"uptime", "help"},
	{"info", "help"},
	{"about", "help"},
	{"settings", "help"},
	{"leaderboard", "scores"},
	{"score", "scores"},
	{"points", "scores"},
	{"session", "session start"},
	{"cards", "study"},
	{"flashcards", "study"},
	{"learn", "study"},
	{"find", "search"},
	{"lookup", "search"},
	{"explain", "why"},
	{"subscribe", "tell me"},
	{"notify me", "tell me"},
	{"feed", "changes"},
	{"rss", "changes"},
	{"report", "wrong"},
	{"remind", "remind me"},
	{"stop", "quiz stop"},
	{"start quiz", "quiz start"},
	{"start a quiz", "quiz start"},
	{"begin quiz", "quiz start"},
	{"quiz me", "quiz start"},
	{"quiz us", "quiz start"},
	{"end quiz", "quiz stop"},
	{"quit quiz", "quiz stop"},
	{"stop the quiz", "quiz stop"},
	{"quiz end", "quiz stop"},
	{"quiz quit", "quiz stop"},
	{"quiz over", "quiz stop"},
	{"quiz pause", "quiz stop"},
	{"pass", "skip"},
	{"next question", "skip"},
	{"next card", "skip"},
	{"review", "study"},
	{"flash cards", "study"},
	{"remind me stop", "remind me off"},
	{"remind me tomorrow", "remind me"},
	{"cite", "cite apa"},
	{"cite harvard", "cite apa"},
	{"bibliography", "reading list"},
	{"references", "reading list"},
	{"tell me a fact", "random"},
	{"tell me something", "random"},
	{"tell me something interesting", "random"},
	{"what happened today", "on today"},
	{"suggestions", "inbox"},
	{"suggested", "inbox"},
	{"accept", "approve"},
	{"delete", "forget"},
	{"remove", "forget"},
	{"restore", "unforget"},
	{"quote", "cite"},
	{"name", "rename"},
	{"retopic", "topic"},
};

/* --- verbs ------------------------------------------------------------------------------------ */

static int mistakes_allowed(const char *word)
{
	size_t length = strlen(word);

	return length < SHORTEST ? 0 : length < LONG ? 1 : 2;
}

static bool is_misspelt_verb(const char *word, const char *verb)
{
	int most = mistakes_allowed(word);

	return most > 0 && strlen(verb) >= SHORTEST && *verb == *word &&
	       spell_distance(verb, word, most) <= most;
}

/* The only verb that begins with the word, or else one that it misspells. */
static const char *verb_written(const char *word, enum role role)
{
	const struct verb *verb = NULL;
	const char *begun = NULL, *misspelt = NULL;
	size_t length = strlen(word), count = 0;

	while ((verb = verb_after(verb))) {
		if (verb->alias || verb->overload || verb->role > role || strchr(verb->name, ' '))
			continue;
		if (!misspelt && is_misspelt_verb(word, verb->name))
			misspelt = verb->name;
		if (length >= BEGUN && strncmp(verb->name, word, length) == 0) {
			begun = verb->name;
			count++;
		}
	}
	return count == 1 ? begun : misspelt;
}

/* Our verb for words that are another name for it, or NULL. */
static const char *other_name(const char *words, enum role role)
{
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		char first[ARG_WORD];
		const char *rest = others[i].verb;

		if (!text_same(others[i].word, words))
			continue;
		arg_word(&rest, first, sizeof first);
		const struct verb *verb = verb_find(first, &rest);
		if (verb && verb->role <= role)
			return others[i].verb;
	}
	return NULL;
}

const char *near_verb(const char *word, enum role role)
{
	const char *other = other_name(word, role);

	return other ? other : verb_written(word, role);
}

/* The verb for a line that is only a date or two years, or NULL. */
static const char *dated_verb(const char *line)
{
	struct date_span span;
	struct when when;
	const char *words;

	if (when_read(line, &when))
		return "on";
	bool range = *line >= '0' && *line <= '9' && when_read_range(line, &span, &words);
	return range && !*words ? "timeline" : NULL;
}

/* The verb for "how do i suggest a fact", or NULL. */
static const struct verb *wanted_verb(const char *line, enum role role)
{
	static const char *const leads[] = {"how do i ", "how do we ", "how can i ", "how can we ",
		"how to ", "can i ", "can we ", NULL};
	char first[ARG_WORD];
	size_t lead = text_begins_with_one_of(line, leads);

	if (lead == 0)
		return NULL;
	const char *tail = line + lead, *rest = tail;
	const char *name = near_verb(tail, role);
	if (!name && arg_word(&rest, first, sizeof first))
		name = near_verb(first, role);
	if (!name)
		return NULL;
	arg_word(&name, first, sizeof first);
	return verb_find(first, &name);
}

void near_hint(struct turn *turn, enum role role)
{
	char word[48];
	size_t length = strcspn(turn->folded[0], "?!.");

	if (turn->kind != TURN_NO_QUESTION || length >= sizeof word ||
		(turn->act != ACT_CHATTER && turn->act != ACT_HELP))
		return;
	memcpy(word, turn->folded[0], length);
	word[length] = '\0';
	const struct verb *wanted = wanted_verb(word, role);
	const char *verb = near_verb(word, role), *dated = dated_verb(word);

	if (wanted)
		snprintf(turn->said, sizeof turn->said, "Say: %s", wanted->usage);
	else if (verb)
		snprintf(turn->said, sizeof turn->said, "Did you mean `%s`?", verb);
	else if (dated)
		snprintf(turn->said, sizeof turn->said, "Did you mean `%s %s`?", dated, word);
	else
		return;
	turn->act = ACT_VERB;
}

/* Whether the word occurs in the facts as it is written. */
static bool is_known_word(const struct index *index, const char *word)
{
	struct terms terms;
	char folded[ARG_WORD];

	text_fold(word, folded, sizeof folded);
	lexicon_terms(index->lexicon, folded, LEXICON_READ, &terms);
	return terms.count == 0 || (terms.list[0].term_id >= 0 && !terms.list[0].guessed);
}

/* Hints at the verb for a whole line that is another name for one: "end quiz". */
static bool hint_at_other(const struct asker *asker, const char *folded, struct reply *out)
{
	char line[ARG_WORD];
	size_t length = strcspn(folded, "?!.");

	if (length >= sizeof line)
		return false;
	snprintf(line, sizeof line, "%.*s", (int)length, folded);
	const char *name = strchr(line, ' ') ? other_name(line, asker->role) : NULL;

	if (name)
		verb_refuse(asker, out, "Did you mean `%s`?", name);
	return name != NULL;
}

/* Hints at a moderator's verb for a line that looks like one but is none: "add" without the prefix,
 * the id of a fact and a question without "+". */
static bool hint_at_moderation(const struct index *index, const struct asker *asker,
	const char *word, const char *rest, struct reply *out)
{
	enum { SENTENCE = 4 };
	const char *after = rest;

	if (asker->role < ROLE_MODERATOR || !*rest)
		return false;
	if (strchr(word, '-') && index_by_id(index, word) >= 0)
		verb_refuse(asker, out, "Usage: %s", verb_find("ask", &after)->usage);
	else if (text_compare_ascii(word, "add") == 0 && arg_count(rest) >= SENTENCE)
		verb_refuse(asker, out, "To add a fact, say !%s", verb_find("add", &after)->usage);
	else
		return false;
	return true;
}

/* The verb that the first word of a line means, or NULL. It may not be a word of the facts, unless
 * the line began with the prefix or only a number follows. */
static const char *meant_by(const struct index *index, const struct asker *asker, const char *word,
	const char *rest, bool opened)
{
	char folded[ARG_WORD];
	bool number = *rest && !rest[strspn(rest, "0123456789 -")];
	const char *name;

	text_fold(word, folded, sizeof folded);
	name = opened || number ? other_name(folded, asker->role) : NULL;
	if (name && strchr(name, ' ')) /* "quiz stop it" does not mean "quiz start stop it" */
		name = NULL;
	if (!name && !is_known_word(index, word))
		name = verb_written(folded, asker->role);
	return name && strcmp(name, folded) != 0 ? name : NULL;
}

bool near_command(const struct index *index, const struct asker *asker, const char *text,
	bool opened, struct reply *out)
{
	char word[ARG_WORD], folded[REQUEST_TEXT];
	const char *rest = text;

	text_fold(text, folded, sizeof folded);
	if (hint_at_other(asker, folded, out))
		return true;
	if (strchr(text, '?') || question_form(folded) || !arg_word(&rest, word, sizeof word))
		return false;
	if (hint_at_moderation(index, asker, word, rest, out))
		return true;
	const char *name = meant_by(index, asker, word, rest, opened), *after = rest;
	const struct verb *verb = name ? verb_find(name, &after) : NULL;
	if (!verb || arg_count(rest) > verb->most)
		return false;
	verb_refuse(asker, out, "There is no verb \"%.30s\"; did you mean `%s%s%.100s`?", word,
		name, *rest ? " " : "", rest);
	return true;
}

/* --- topics and ids --------------------------------------------------------------------------- */

/* How similar two words are. A match of two letters says little. */
static int word_similarity(const char *a, const char *b)
{
	size_t length = strlen(a);

	if (strcmp(a, b) == 0)
		return length > 2 ? 3 : 1;
	if (length > 2 && strncmp(a, b, length) == 0)
		return 2;
	int most = mistakes_allowed(a);
	return most > 0 && *a == *b && spell_distance(a, b, most) <= most ? 2 : 0;
}

/* The next word of an id or a topic, in lower case; false at the end. */
static bool next_name_part(const char **at, char part[64])
{
	size_t length;

	*at += strspn(*at, "-_ ");
	length = strcspn(*at, "-_ ");
	text_lower_ascii(*at, length, part, 64);
	*at += length;
	return length > 0;
}

/* How similar two names of several words are: the sum over the words of the first. */
static int name_similarity(const char *name, const char *other)
{
	char word[64], part[64];
	int sum = 0;

	for (const char *at = name; next_name_part(&at, word);) {
		int best = 0;

		for (const char *in = other; next_name_part(&in, part);) {
			int one = word_similarity(word, part);

			if (one > best)
				best = one;
		}
		sum += best;
	}
	return sum;
}

enum { NEAR = 3 };

/* The most similar names so far, the best first. */
struct near {
	const char *name;
	struct arena arena;
	const char *names[NEAR];
	int scores[NEAR];
};

static void add_near_name(struct near *near, const char *other)
{
	int score = name_similarity(near->name, other);
	size_t at = NEAR;

	for (size_t k = 0; k < NEAR && near->names[k]; k++)
		if (strcmp(near->names[k], other) == 0)
			return;
	while (at > 0 && score > near->scores[at - 1])
		at--;
	if (at == NEAR || score == 0)
		return;
	for (size_t k = NEAR - 1; k > at; k--) {
		near->names[k] = near->names[k - 1];
		near->scores[k] = near->scores[k - 1];
	}
	near->names[at] = arena_string(&near->arena, other);
	near->scores[at] = score;
}

static void add_near_statement(void *context, int64_t number, const char *id, const char *says)
{
	(void)number;
	(void)says;
	add_near_name(context, id);
}

/* Writes the names that score more than half of the best score. */
static void write_near_names(struct near *near, char out[NEAR_TEXT])
{
	struct buf buf = buf_over(out, NEAR_TEXT);

	out[0] = '\0';
	for (size_t i = 0; i < NEAR && near->names[i] && near->scores[i] * 2 > near->scores[0]; i++)
		buf_add(&buf, i ? ", %s" : "%s", near->names[i]);
	arena_free(&near->arena);
}

void near_ids(const struct bot *bot, const char *id, char out[NEAR_TEXT])
{
	struct near near = {.name = id};

	for (size_t i = 0; i < bot->index->count; i++)
		add_near_name(&near, bot->index->profiles[i].fact->id);
	if (bot->bare)
		store_statements(bot->store, add_near_statement, &near, NULL);
	write_near_names(&near, out);
}

void near_facts(
	const struct factset *set, const struct factset *more, const char *id, char out[NEAR_TEXT])
{
	struct near near = {.name = id};

	for (size_t i = 0; i < set->fact_count; i++)
		add_near_name(&near, set->facts[i].id);
	for (size_t i = 0; i < more->fact_count; i++)
		add_near_name(&near, more->facts[i].id);
	write_near_names(&near, out);
}

void near_topics(const struct index *index, const char *word, char out[NEAR_TEXT])
{
	struct near near = {.name = word};

	for (size_t i = 0; i < index->count; i++) {
		const struct fact *fact = index->profiles[i].fact;

		add_near_name(&near, fact->topic);
		for (size_t k = 0; k < fact->topic_count; k++)
			add_near_name(&near, fact->topics[k]);
	}
	write_near_names(&near, out);
}

enum manner near_refuse_id(
	const struct bot *bot, const struct asker *asker, const char *id, struct reply *out)
{
	char near[NEAR_TEXT];

	near_ids(bot, id, near);
	return verb_refuse(asker, out, "There is no fact \"%.60s\"; %s%s.", id,
		*near ? "similar ids: " : "`search` finds the ids", near);
}

enum manner near_refuse_topic(
	const struct bot *bot, const struct asker *asker, const char *topic, struct reply *out)
{
	char near[NEAR_TEXT];

	near_topics(bot->index, topic, near);
	return verb_refuse(asker, out, "There is no topic \"%.60s\"; %s%s.", topic,
		*near ? "similar topics: " : "`topics` lists them", near);
}
