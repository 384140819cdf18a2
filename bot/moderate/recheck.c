#include "moderate/recheck.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/text.h"
#include "keep/store_work.h"
#include "moderate/backlog.h"
#include "talk/followup.h"
#include "talk/request.h"
#include "verbs/view_select.h"
#include "verbs/tell.h"

#include <string.h>

enum { PAUSE_MS = 20 };

/* The fact that answers the question by itself, or NULL. */
static const struct fact *answer_now(struct bot *bot, const char *question)
{
	struct answer answer;
	char folded[REQUEST_TEXT];

	text_fold(question, folded, sizeof folded);
	if (followup_kind(bot->index, folded) != FOLLOWUP_NONE)
		return NULL; /* the lines it depends on are not known any more */
	view_select_channel(bot, "", NULL); /* the channel of the question is not stored */
	answer_decide(bot->index, folded, false, &answer);
	return answer.decision == DECISION_ANSWERED ? answer.fact : NULL;
}

static void close_answered(struct bot *bot, const struct unanswered *question,
	const struct fact *fact, struct timestamp now)
{
	char message[REPLY_LINE + 128];
	struct error err;
	bool done = false;

	backlog_message(bot, fact, question->text, message, sizeof message);
	if (!store_resolve(bot->store, question->number, WORK_ANSWERED, fact->id, message, now,
		    &done, &err))
		log_warn("recheck", "question %lld could not be closed: %s",
			(long long)question->number, err.text);
	if (!done)
		return;
	bot_announce(bot, "question %lld is answered by %s now: %s", (long long)question->number,
		fact->id, question->text);
	tell_present(bot, now);
}

int64_t recheck_tick(struct bot *bot, struct timestamp now)
{
	struct unanswered question = {0};
	struct arena arena = {0};
	struct error err;

	if (bot->rechecked_revision != bot->seen.revision) {
		bot->rechecked_revision = bot->seen.revision;
		bot->recheck_after = 0;
		bot->rechecking = true;
	}
	if (!bot->rechecking || bot->read_only || bot->rebuilding || bot->encoding)
		return -1;
	bool good = store_next_asked(bot->store, bot->recheck_after, &arena, &question, &err);
	if (!good)
		log_warn("recheck", "the open questions cannot be read: %s", err.text);
	if (good && question.number > 0) {
		const struct fact *fact = answer_now(bot, question.text);

		bot->recheck_after = question.number;
		if (fact)
			close_answered(bot, &question, fact, now);
	} else {
		bot->rechecking = false;
	}
	arena_free(&arena);
	return bot->rechecking ? PAUSE_MS : -1;
}
