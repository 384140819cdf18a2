#include "learn/person.h"

#include "base/buf.h"
#include "base/log.h"
#include "base/text.h"
#include "keep/store_study.h"
#include "learn/learn.h"
#include "learn/quiz_run.h"
#include "verbs/tell.h"

#include <stdio.h>
#include <string.h>

void person_key(const struct asker *asker, char *out, size_t size)
{
	bool known = *asker->account;

	if (known)
		*out = '='; /* cannot occur in a nick */
	casemap_fold(
		asker->casemap, known ? asker->account : asker->nick, out + known, size - known);
}

void person_shown(const struct asker *asker, char *out, size_t size)
{
	snprintf(out, size, "%s%s", *asker->account ? asker->account : asker->nick,
		*asker->account ? "" : "*");
}

void person_take_points(struct bot *bot, const struct asker *asker, struct study_quiz *quiz)
{
	struct asker by_nick = *asker;
	char nick[STUDY_NAME], account[STUDY_NAME];
	struct study_score from, to;
	struct error err;

	by_nick.account = "";
	if (!*asker->account)
		return;
	person_key(&by_nick, nick, sizeof nick);
	person_key(asker, account, sizeof account);
	if (!store_score(bot->store, quiz->network, quiz->channel, nick, &from) || from.quiz == 0)
		return;
	store_score(bot->store, quiz->network, quiz->channel, account, &to);
	person_shown(asker, to.shown, sizeof to.shown);
	to.quiz += from.quiz;
	to.session += from.quiz;
	to.total += from.quiz;
	if (to.best < from.best)
		to.best = from.best;
	if (*from.team)
		strcpy(to.team, from.team);
	const int64_t moved = from.quiz, month = quiz_run_month(bot, asker->now);
	from.session -= from.session < from.quiz ? from.session : from.quiz;
	from.total -= from.quiz;
	from.quiz = 0;
	*from.team = '\0';
	if (!store_move_points(bot->store, &from, &to, month, moved, &err))
		log_warn("quiz", "the points of %s could not be moved: %s", asker->nick, err.text);
	if (strcmp(quiz->leader, nick) == 0) {
		snprintf(quiz->leader, sizeof quiz->leader, "%s", account);
		quiz_run_saved(store_put_quiz(bot->store, quiz, &err), &err);
	}
}

bool person_list_next(const char **list, char *out, size_t size)
{
	size_t length = strcspn(*list, "\n");

	if (**list == '\0')
		return false;
	snprintf(out, size, "%.*s", (int)length, *list);
	*list += length + ((*list)[length] == '\n');
	return true;
}

bool person_list_has(const char *list, const char *person)
{
	char other[STUDY_NAME];

	while (person_list_next(&list, other, sizeof other))
		if (strcmp(other, person) == 0)
			return true;
	return false;
}

void person_list_add(char *list, size_t size, const char *person)
{
	size_t length = strlen(list);

	if (length + strlen(person) + 1 < size && !person_list_has(list, person))
		snprintf(list + length, size - length, "%s\n", person);
}

void person_channel(const struct asker *asker, char *out, size_t size)
{
	casemap_fold(asker->casemap, asker->channel, out, size);
}

static void add_count(struct buf *buf, int64_t count, const char *one, const char *many)
{
	if (count > 0)
		buf_add(buf, ", %lld %s", (long long)count, count == 1 ? one : many);
}

enum manner verb_forget_me(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	char person[STUDY_NAME], author[512], line[REPLY_LINE], kept[REPLY_LINE] = "";
	struct buf buf = BUF(line), lasting = BUF(kept);
	struct study_forgotten gone;
	struct study_learner learner;
	struct error err;

	(void)arguments;
	person_key(asker, person, sizeof person);
	store_learner(bot->store, asker->network, person, &learner);
	const struct someone who = tell_asker(asker);
	if (*asker->account)
		snprintf(author, sizeof author, "%s", asker->account);
	else
		snprintf(author, sizeof author, "%s!%s@%s", asker->nick, asker->user, asker->host);
	if (!store_forget_person(bot->store, person, &who, author, &gone, &err))
		return verb_refuse(asker, out, "Nothing could be deleted: %s", err.text);
	struct exchange *last =
		context_own(&bot->memory, asker->network, asker->place, asker->person, asker->now);
	if (last)
		memset(last, 0, sizeof *last);
	add_count(&buf, gone.cards, "flash card", "flash cards");
	add_count(&buf, gone.points, "quiz point", "quiz points");
	add_count(&buf, gone.subscriptions, "request to be told", "requests to be told");
	add_count(&buf, gone.messages, "message for you", "messages for you");
	add_count(&buf, gone.suggestions, "name under a suggestion", "names under suggestions");
	add_count(&buf, gone.answered, "fact that you asked for", "facts that you asked for");
	if (gone.quiet)
		buf_add(&buf, ", your `quiet me`");
	if (gone.learner)
		buf_add(&buf, ", what you were studying");
	if (learner.remind)
		buf_add(&buf, ", your reminder");
	add_count(&lasting, gone.revisions,
		"revision with your name (the history is never changed)",
		"revisions with your name (the history is never changed)");
	if (gone.roles > 0)
		buf_add(&lasting, ", your role (an owner can take it away)");
	if (buf_length(&buf) == 0 && buf_length(&lasting) == 0)
		return verb_refuse(asker, out, "Nothing is kept about you%s.",
			*asker->account ? "" : " under this nick");
	return verb_say(asker, out, MANNER_NOTICE, "%s%s. %s%s.",
		buf_length(&buf) ? "Deleted: " : "There was nothing to delete",
		buf_length(&buf) ? line + 2 : "",
		buf_length(&lasting) ? "Cannot be deleted: " : "Nothing else is kept about you",
		buf_length(&lasting) ? kept + 2 : "");
}

enum manner verb_quiet_me(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	const struct someone who = tell_asker(asker);
	bool off = text_compare_ascii(arguments, "off") == 0;
	struct error err;

	if (*arguments && !off)
		return verb_refuse(asker, out, "Usage: quiet me, or quiet me off");
	if (off && !store_is_quiet(bot->store, &who))
		return verb_refuse(asker, out, "You have not asked for quiet%s.",
			*asker->account ? "" : " under this nick and from this host");
	if (!store_set_quiet(bot->store, &who, !off, &err))
		return verb_refuse(asker, out, "This could not be saved: %s.", err.text);
	if (off)
		return verb_say(asker, out, MANNER_NOTICE, "I will write to you again.");
	return verb_say(asker, out, MANNER_NOTICE,
		"I will write to you only when you speak to me%s. `quiet me off` ends it.",
		*asker->account ? "" : ", as long as you have this nick and host");
}
