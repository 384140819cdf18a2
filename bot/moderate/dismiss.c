#include "moderate/dismiss.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"
#include "verbs/arg.h"
#include "verbs/tell.h"

#include <stdio.h>

enum { SEVERAL = 20 }; /* numbers and ranges in one command */

enum manner dismiss_one(struct bot *bot, const struct asker *asker, const struct unanswered *found,
	const char *reason, struct reply *out)
{
	char message[REPLY_LINE], quoted[160];
	struct error err;
	bool done;

	snprintf(message, sizeof message, "You asked %s: it will not be answered here%s%.200s",
		verb_quote(bot, NULL, found->text, 150, quoted, sizeof quoted),
		*reason ? ": " : ".", reason);
	if (!store_resolve(bot->store, found->number, WORK_DISMISSED, reason, message, asker->now,
		    &done, &err))
		return verb_refuse(asker, out, "Your request could not be saved: %s.", err.text);
	tell_present(bot, asker->now);
	if (!done)
		return verb_refuse(asker, out, "Question %lld has already been %s.",
			(long long)found->number,
			found->state == WORK_OPEN ? "decided by somebody else"
						  : store_work_states[found->state]);
	return verb_say(asker, out, MANNER_ANSWER, "Question %lld is dismissed: %s.",
		(long long)found->number, quoted);
}

/* Dismisses the question with that number; adds it to what was done, or says why not. */
static void dismiss_number(struct bot *bot, const struct asker *asker, int64_t number,
	const char *reason, struct buf *done, struct reply *out)
{
	struct arena arena = {0};
	struct unanswered found = {0};
	struct reply one = {.count = 0};
	struct error err;

	if (!store_asked(bot->store, number, &arena, &found, &err))
		verb_refuse(asker, out, "The questions could not be read: %s.", err.text);
	else if (found.number == 0)
		verb_refuse(asker, out, "There is no question %lld.", (long long)number);
	else if (dismiss_one(bot, asker, &found, reason, &one) == MANNER_ANSWER)
		buf_add(done, "%s %lld", buf_length(done) ? "," : "", (long long)number);
	else
		reply_text(one.lines[0], asker->room, out);
	arena_free(&arena);
}

static void dismiss_range(struct bot *bot, const struct asker *asker, const int64_t range[2],
	const char *reason, struct buf *done, struct reply *out)
{
	int64_t count, several;
	struct error err;

	if (!store_dismiss(
		    bot->store, range[0], range[1], reason, asker->now, &count, &several, &err)) {
		verb_refuse(asker, out, "Your request could not be saved: %s.", err.text);
		return;
	}
	tell_present(bot, asker->now);
	buf_add(done, "%s %lld of %lld-%lld", buf_length(done) ? "," : "", (long long)count,
		(long long)range[0], (long long)range[1]);
	if (several > 0)
		buf_add(done, " (left open: %lld asked by several people)", (long long)several);
}

bool dismiss_is_of_several(const char *arguments)
{
	int64_t first, last, next;

	return arg_range(&arguments, &first, &last) &&
	       (first != last || arg_range(&arguments, &next, &last));
}

enum manner dismiss_several(
	struct bot *bot, const struct asker *asker, const char *arguments, struct reply *out)
{
	int64_t ranges[SEVERAL][2];
	char word[ARG_WORD], line[REPLY_LINE] = "";
	struct buf done = BUF(line);
	size_t count = 0;

	while (count < SEVERAL && arg_range(&arguments, &ranges[count][0], &ranges[count][1]))
		count++;
	arg_word(&arguments, word, sizeof word);
	if (text_compare_ascii(word, "dismiss") != 0)
		return verb_refuse(asker, out,
			"Usage: asked 15 20-90 dismiss [why], at most %d numbers or ranges",
			SEVERAL);
	for (size_t i = 0; i < count; i++) {
		if (ranges[i][0] == ranges[i][1])
			dismiss_number(bot, asker, ranges[i][0], arguments, &done, out);
		else
			dismiss_range(bot, asker, ranges[i], arguments, &done, out);
	}
	if (*line)
		verb_say(asker, out, MANNER_ANSWER, "Dismissed:%s.", line);
	return *line ? MANNER_ALL : MANNER_REFUSED;
}
