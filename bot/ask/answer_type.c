#include "ask/answer_type.h"

#include "ask/present.h"
#include "base/date.h"
#include "base/text.h"
#include "language/words.h"
#include "pattern/pattern_table.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { SAYS_MAX = 2048, STORED_MAX = 1024, DATE_MAX = 80 };

#define OPENING "^\\W*(?:\\w+\\W+){0,4}?" /* "do you know …", "please tell me …" */

/* Row by row: a type of question, what a statement must have to answer it, and what is said of
 * one that does not. */
enum { REASON = 0, COUNT = 18, TYPES };

static const struct pattern_row asks_rows[] = {
	{"reason", OPENING "(?:why|how come)\\b|\\bwhy\\W*$"},
	{"age", "\\bhow old\\b|\\b(?:what|which) age\\b|\\bage (?:of|was|did)\\b"},
	{"place", OPENING "where (?:is|was|were|are|did|in)\\b(?!.*\\b(?:most|end up)\\b)"},
	{"death", "\\bhow (?:did|had|has) .*\\bdie\\b|\\bdied? (?:of|from)\\b|"
		  "\\bcause of (?:\\w+ )*death\\b"},
	{"future", OPENING "(?:who|when|what|which|where)(?:'?ll| will)\\b"},
	{"speech", "\\bwhat did .*\\b(?:say|think|reply|answer|respond|feel|tell)\\b"},
	{"before", OPENING "who (?:is|was|were|had been|ruled|reigned|led|governed)\\b.*"
			   "\\bbefore\\b"},
	{"share", "\\b(?:what|which) (?:percentage|percent|per cent|share|proportion|fraction)\\b"},
	{"now", OPENING "(?:who|what|which|where|how many|how much)\\b.*\\b(?:now|nowadays|today|"
			"currently|these days|at present|at the moment)\\W*$"},
	{"day", "\\b(?:what|which) (?:exact )?(?:day|date)\\b"},
	{"month", "\\b(?:what|which) month\\b"},
	{"hour", "\\b(?:what|which) (?:hour|time of (?:the )?day)\\b"},
	{"rank", OPENING "(?:who|what|which)(?: \\w+){1,2} the (?:first|final)\\b"},
	{"others",
		"^.*\\w.*\\b(?:besides|except|apart from|aside from|other than|in addition to)\\b|"
		"^(?:who|what|where|anybody|anyone) else\\b|"
		"\\b(?:which|what|any) others?\\b"},
	{"instead", "^(?:did|does|do|is|are|was|were|has|have|had)\\b.*"
		    "\\b(?:instead of|rather than)\\b"},
	{"too", "^(?:did|does|do|has|have|had)\\b.*\\b(?:too|as well|also)\\W*$"},
	{"still", "^(?:is|are|does|do|has|have)\\b.*\\bstill\\b"},
	{"next",
		"\\bafterwards\\b|\\bhappen\\w* (?:to|with) .*\\bafter\\b|\\bwhat happened next\\b|"
		"^(?:what|where|which) .*\\b(?:do|get|move|"
		"go(?! after\\b(?! (?:he|she|they|it|this|that)\\b))) "
		"(?:\\w+ ){0,3}after\\b"},
	{"count", "\\bhow many (?!\\w*(?:years?|yrs?|months?|days?|weeks?|decades?|hours?|dollars?|"
		  "per|square|km|sq|tons|tonnes|millions?|billions?|times|kinds)\\b)"},
};
static const struct pattern_row states_rows[] = {
	/* "for corruption", "after the fighting"; not "for 30 years" (see also has_purpose) */
	{"reason",
		"\\b(?:because|on account of|as a result|due|owing|thanks to|reasons?|purpose|"
		"aim(?:s|ed)?|in order|so that|"
		"in (?:answer|response|return|protest)|partly|pressure|blam\\w+|accus\\w+|"
		"hop(?:ing|ed)|want(?:ed|ing)|motiv\\w+|led to|caus\\w+|amid|"
		"as (?:it|he|she|they)|set off|following|by \\w+ing)\\b|"
		"\\b(?:over|for) (?!\\d|more|about|was|were|the (?:first|last)|a (?:decade|time)|"
		"two|three|nine|ten)\\w|"
		"\\bafter (?!(?:the )?\\d|being)\\w|"
		"\\bsince (?!\\d|about|" DATE_MONTHS ")\\w"},
	{"age", "\\b(?:aged?|years? old|born)\\b"},
	{"place",
		"\\b(?:in|at|to|from|near|on|through|across|along|off|outside|inside|over) "
		"(?:the |its |a |an )?(?!\\d|early|mid|late|about|the year|" DATE_MONTHS ")[a-z]"},
	{"death", "\\b(?:die|died|dies|death)\\b[^;]*?\\b(?:of|from|by) (?!\\d)[a-z]"},
	{"future", "\\b(?:will|shall|plan\\w*|would|until|to continue|due)\\b"},
	{"speech",
		"\\b(?:sa(?:y|id|ys|ying)|call\\w*|stat(?:e|ed|es|ement|ing)|announc\\w*|"
		"declar\\w*|ask\\w*|urg\\w*|press\\w*|reject\\w*|accus\\w*|describ\\w*|report\\w*|"
		"criticis\\w*|condemn\\w*|spoke|speaks|told|words?|claim\\w*|promis\\w*|warn\\w*|"
		"den(?:y|ied|ies)|want\\w*|demand\\w*|according|predict\\w*|approv\\w+|unaware|"
		"disown\\w*|disput\\w*|puts?|found|offer\\w*|notif\\w*|count)\\b|\""},
	{"before", "\\b(?:before|until|previous\\w*|former\\w*|earlier|succe\\w+|replac\\w+|"
		   "took over|last|end\\w*)\\b"},
	{"share", "%|\\b(?:per ?cent|share|half|quarter|third|fifth|most|majority|all|\\d+ of)\\b"},
	{"now", "\\b(?:is|are|has|have|stands|covers|rests|does|comes|goes|now|since)\\b"},
	{"day", "\\d (?:" DATE_MONTHS ")\\b|\\b(?:" DATE_MONTHS ") \\d{1,2}\\b"},
	{"month", "\\b(?:" DATE_MONTHS ")\\b"},
	{"hour", "\\b(?:noon|midnight|morning|afternoon|evening|night|dawn|hours?|o'clock|am|"
		 "pm)\\b"},
	{"rank", "\\b(?:first|final|earliest|began|last)\\b"},
	{"others", "\\b(?:besides|except\\w*|apart|others?|also|both|only|just|another|second|"
		   "too)\\b"},
	{"instead", "\\b(?:instead|rather|in place|replac\\w*|not|but|without)\\b"},
	{"too", "\\b(?:also|too|both|as well|and)\\b"},
	{"still", "\\b(?:is|are|has|have|until|since|no longer|lift\\w*|end\\w*|expir\\w*|"
		  "abdicat\\w*|died|dissol\\w*|clos\\w*|left|restor\\w*|resum\\w*)\\b"},
	{"next", "\\b(?:after|afterwards|then|later|next|follow\\w*|since|succe\\w+|replac\\w+|"
		 "until|now|answer\\w*|response|but)\\b"},
};
static struct pattern_table asks = PATTERN_TABLE("type asked for", asks_rows);
static struct pattern_table states = PATTERN_TABLE("type stated", states_rows);

static const char *const lacking[TYPES] = {"it gives no reason", "it gives no age",
	"it names no place", "it gives no cause of death", "it does not speak of the future",
	"it does not say what was said", "it does not say what was before", "it gives no share",
	"it is of the past", "it does not give the day", "it does not give the month",
	"it does not give the hour", "it does not say which was the first or the last",
	"it does not speak of others", "it does not say what was done instead",
	"it does not speak of both", "it does not say whether it still is so",
	"it does not say what came after", "it has no such number"};

/* Whether the number is a date, a length of time or a sum of money. */
static bool is_measure(const struct words *words, size_t at)
{
	static const char *const units[] = {"year", "years", "months", "weeks", "days", "dollars",
		"million", "billion", "square", NULL};
	static const char *const references[] = {"res", "resolution", "s", "hr", "r", "fy", NULL};
	const char *next = at + 1 < words->count ? words->list[at + 1].text : "";
	const char *past = at + 2 < words->count ? words->list[at + 2].text : "";
	const char *before = at > 0 ? words->list[at - 1].text : "";

	if (text_is_one_of(next, units))
		return next[1] != 'i' || strcmp(past, "dollars") == 0; /* "two million people" */
	return words_is_year(words->list[at].text) || date_is_month(next) ||
	       date_is_month(before) || text_is_one_of(before, references);
}

/* Whether a folded text has a number that may count things. */
static bool has_count(const char *folded)
{
	static const char *const quantities[] = {"all", "none", "nobody", "both", "half", "single",
		"several", "many", "some", "few", "most", "dozens", "hundreds", "thousands",
		"millions", "quarter", NULL};
	struct words words;

	words_split(folded, &words);
	for (size_t i = 0; i < words.count; i++)
		if (words.list[i].kind == WORD_NUMBER
				? !is_measure(&words, i)
				: text_is_one_of(words.list[i].text, quantities))
			return true;
	return false;
}

/* Whether a statement has an infinitive, which may be a purpose: "to press them". */
static bool has_purpose(const char *says)
{
	static const char *const nouns[] = {
		"the ", "a ", "its ", "his ", "their ", "this ", "that ", NULL};

	for (const char *at = says; (at = strstr(at, " to ")) != NULL;) {
		at += strlen(" to ");
		if (islower((unsigned char)*at) && !text_begins_with_one_of(at, nouns))
			return true;
	}
	return false;
}

/* Whether a question of the fact asks for that type, too. */
static bool has_stored(const struct profile *profile, const struct known *hidden, size_t type)
{
	char folded[STORED_MAX];

	for (size_t i = 0; i < profile->answered_count; i++) {
		if (&profile->known[i] == hidden)
			continue;
		text_fold(index_question(profile, &profile->known[i]), folded, sizeof folded);
		if (pattern_table_matches(&asks, type, folded))
			return true;
	}
	return false;
}

/* The statement and the date that a reply adds to it, folded. */
static void fold_statement(const struct fact *fact, char *out, size_t size)
{
	char date[DATE_MAX], says[SAYS_MAX];

	present_date(fact, date, sizeof date);
	snprintf(says, sizeof says, "%s %s", fact->says, date);
	text_fold(says, out, size);
}

const char *answer_type_lacking(
	const struct profile *profile, const struct known *hidden, const char *asked)
{
	char says[SAYS_MAX] = "";

	for (size_t type = 0; type < TYPES; type++) {
		if (!pattern_table_matches(&asks, type, asked))
			continue;
		if (!*says)
			fold_statement(profile->fact, says, sizeof says);
		bool stated = type == COUNT ? has_count(says)
					    : pattern_table_matches(&states, type, says);

		stated |= type == REASON && has_purpose(profile->fact->says);
		if (!stated && !has_stored(profile, hidden, type))
			return lacking[type];
	}
	return NULL;
}
