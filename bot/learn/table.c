#include "learn/learn.h"

#include "base/text.h"
#include "learn/quiz.h"

static bool is_switch(const char *arguments)
{
	return !*arguments || text_compare_ascii(arguments, "on") == 0 ||
	       text_compare_ascii(arguments, "off") == 0;
}

/* clang-format off */
const struct verb learn_verbs[] = {
	{.name = "quiz start", .role = ROLE_EVERYONE, .most = 5, .where = VERB_IN_CHANNEL,
		.writes = true, .usage = "quiz start [topic] [n]",
		.help = "start a quiz of 10 questions, or n; just say the answer in the channel",
		.run = verb_quiz_start},
	{.name = "quiz stop", .role = ROLE_EVERYONE, .where = VERB_IN_CHANNEL, .writes = true,
		.usage = "quiz stop",
		.help = "end the quiz and show the scores", .run = verb_quiz_stop},
	{.name = "quiz topic", .alias = "quiz start"},
	{.name = "quiz join", .role = ROLE_EVERYONE, .least = 1, .most = 1,
		.where = VERB_IN_CHANNEL, .writes = true, .usage = "quiz join <team>",
		.help = "play for a team until the quiz ends: quiz join blue",
		.run = verb_quiz_join},
	{.name = "quiz every", .role = ROLE_MODERATOR, .most = 12, .writes = true,
		.usage = "quiz every [<days> <hh:mm> [#channel] [topic] [n]]|off",
		.help = "a scheduled quiz: quiz every weekday 19:00 #school 10; days are day, "
			"weekday, weekend or names (mon,thu); off ends it",
		.run = verb_quiz_every},
	{.name = "hint", .role = ROLE_EVERYONE, .writes = true, .usage = "hint",
		.help = "a hint for the open quiz question or flash card", .run = verb_hint},
	{.name = "skip", .role = ROLE_EVERYONE, .writes = true, .usage = "skip",
		.help = "show the open answer and go on", .run = verb_skip},
	{.name = "scores", .role = ROLE_EVERYONE, .most = 1, .where = VERB_IN_CHANNEL,
		.usage = "scores [month|yyyy-mm]", .fits = quiz_is_month,
		.help = "everybody's points, in this quiz and in total, or in a month",
		.run = verb_scores},
	{.name = "study", .role = ROLE_EVERYONE, .most = 4, .where = VERB_IN_PRIVATE,
		.writes = true, .usage = "study [topic]",
		.help = "flash cards, repeated when you are about to forget them; "
			"grade the last one with again, hard, good or easy",
		.run = verb_study},
	{.name = "study stop", .role = ROLE_EVERYONE, .where = VERB_IN_PRIVATE, .writes = true,
		.usage = "study stop",
		.help = "stop studying", .run = verb_study_stop},
	{.name = "study asked", .role = ROLE_EVERYONE, .most = 1, .where = VERB_IN_PRIVATE,
		.writes = true, .usage = "study asked [on|off]", .fits = is_switch,
		.help = "cards of what you asked in the last month, once you have said "
			"`study asked on`",
		.run = verb_study_asked},
	{.name = "study hard", .role = ROLE_EVERYONE, .where = VERB_IN_PRIVATE, .writes = true,
		.usage = "study hard", .help = "the cards that you find hard, due or not",
		.run = verb_study_hard},
	{.name = "study missed", .role = ROLE_EVERYONE, .where = VERB_IN_PRIVATE, .writes = true,
		.usage = "study missed", .help = "cards of what nobody knew in your last quizzes",
		.run = verb_study_missed},
	{.name = "study session", .role = ROLE_EVERYONE, .where = VERB_IN_PRIVATE, .writes = true,
		.usage = "study session",
		.help = "cards of what the last study session in your channel was about",
		.run = verb_study_session},
	{.name = "study undo", .role = ROLE_EVERYONE, .where = VERB_IN_PRIVATE, .writes = true,
		.usage = "study undo",
		.help = "put the last card back as it was",
		.run = verb_study_undo},
	{.name = "timezone", .role = ROLE_EVERYONE, .most = 3, .writes = true,
		.usage = "timezone [place]",
		.help = "where you live, for the days of your cards and reminders: "
			"Asia/Phnom_Penh, UTC+7",
		.run = verb_timezone},
	{.name = "progress", .role = ROLE_EVERYONE, .usage = "progress",
		.help = "how many flash cards you have and know, and how many are due, by topic",
		.run = verb_progress},
	{.name = "remind me", .role = ROLE_EVERYONE, .most = 3, .writes = true,
		.usage = "remind me [at hh:mm|off]",
		.help = "a daily notice to yourself when flash cards are due", .run = verb_remind},
	{.name = "forget me", .group = VERB_ASK, .role = ROLE_EVERYONE, .writes = true,
		.usage = "forget me",
		.help = "delete what is kept about you; the answer says what it was, and what "
			"cannot be deleted (older backups are not touched)",
		.related = "quiet me", .run = verb_forget_me},
	{.name = "quiet me", .group = VERB_ASK, .role = ROLE_EVERYONE, .most = 1, .writes = true,
		.usage = "quiet me [off]",
		.help = "write to you only when you speak to me yourself; off ends it",
		.related = "forget me", .run = verb_quiet_me},
	{.name = "session start", .role = ROLE_EVERYONE, .least = 1, .most = 8,
		.where = VERB_IN_CHANNEL, .writes = true, .usage = "session start <topic>",
		.help = "start a study session in the channel", .run = verb_session_start},
	{.name = "session stop", .role = ROLE_EVERYONE, .where = VERB_IN_CHANNEL, .writes = true,
		.usage = "session stop",
		.help = "end the session with a summary: asked, answered, missed, who won the quiz",
		.run = verb_session_stop},
	{.name = "reading list", .role = ROLE_EVERYONE, .most = 4, .usage = "reading list [topic]",
		.help = "the sources behind what was asked here during the session, or in the last "
			"day; or behind the facts on a topic",
		.run = verb_reading_list},
	{.name = NULL},
};
