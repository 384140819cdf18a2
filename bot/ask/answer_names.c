#include "ask/answer.h"

static const char *const decision_names[] = {"silent", "unknown", "offered", "answered", "quoted"};
static const char *const by_names[] = {"", "question", "pattern", "search", "choice", "follow-up",
	"several", "statement", "overview"};

const char *answer_decision_name(enum decision decision)
{
	return decision_names[decision];
}

const char *answer_by_name(enum decided_by by)
{
	return by_names[by];
}
