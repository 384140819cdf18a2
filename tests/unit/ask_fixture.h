#ifndef TONLE_TESTS_ASK_FIXTURE_H
#define TONLE_TESTS_ASK_FIXTURE_H

#include "scratch.h"

#include "ask/answer.h"
#include "base/text.h"
#include "fact/factfile.h"
#include "pattern/pattern_table.h"

/* The index of small.yaml beside this file; tests run in the project's root. */

static struct index *small;

static inline struct index *index_of_file(const char *path)
{
	struct factset set;
	struct error err;

	if (!factfile_read(&path, 1, &set, &err))
		fail_msg("%s", err.text);
	return index_of(&set);
}

static inline int small_setup(void **state)
{
	(void)state;
	small = index_of_file("tests/unit/small.yaml");
	return 0;
}

static inline int small_teardown(void **state)
{
	(void)state;
	index_free(small);
	pattern_table_free_all();
	return 0;
}

static inline const char *fold(const char *text)
{
	static char folded[4][1024];
	static int next;
	char *out = folded[next++ % 4];

	text_fold(text, out, sizeof folded[0]);
	return out;
}

static inline const char *question_text(size_t at, size_t number)
{
	const struct profile *profile = &small->profiles[at];

	return index_question(profile, &profile->known[number]);
}

/* What is decided about a text; good until the next call. */
static inline const struct answer *decide_on(const char *text, bool ambient)
{
	static struct answer answer; /* large */
	static char folded[1024];

	text_fold(text, folded, sizeof folded);
	answer_decide(small, folded, ambient, &answer);
	return &answer;
}

/* The id of the fact that answers the text, or the decision in words. */
static inline const char *answered_with(const char *text)
{
	const struct answer *answer = decide_on(text, false);

	return answer->fact ? answer->fact->id : answer_decision_name(answer->decision);
}

#endif
