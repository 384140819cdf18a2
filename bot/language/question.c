#include "language/question.h"

#include "base/buf.h"
#include "language/words.h"
#include "pattern/pattern.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first row whose pattern matches tells the type. */
static const struct {
	enum question_type type;
	const char *regex;
} rows[] = {
	/* "do you know when …" asks for a date, "did he leave when …" for yes or no */
	{ASKS_YES_NO,
		"^\\W*(?:(?:and|so|but|hey|hi|pls|please|ok|well)\\W+)*(?!(?:do|does|can|could|"
		"would|"
		"will) (?:you|u|anyone|anybody|someone|somebody)\\b)(?:is|are|was|were|do|does|did|"
		"has|have|had|can|could|will|would|should|isn'?t|aren'?t|wasn'?t|weren'?t|don'?t|"
		"doesn'?t|didn'?t|hasn'?t|haven'?t)\\b|\\b(?:is|was) it (?:really "
		")?true\\b|\\btrue "
		"(?:that|or false)\\b|\\bwhether\\b|, (?:right|correct|no|yes)\\?"},
	{ASKS_NAMES,
		"^\\W*(?:(?:and|so|hey|hi|pls|please|ok|can you|could you)\\W+)*(?:name|list)\\b|"
		"\\b(?:names|list) of\\b|\\b(?:what|which) (?:\\w+ )?(?:senators|judges|experts|"
		"analysts|observers|lawyers|soldiers|generals|officers|journalists|reporters|"
		"politicians|activists|members|companies|firms|banks|groups|villages|cities|towns|"
		"provinces|nations|countries|states|words|articles|people|persons|men|women)\\b"},
	{ASKS_AGE, "\\bhow old\\b|\\b(?:what|which) age\\b|\\bage (?:of|is|was|did|when)\\b|"
		   "\\bages?\\W*$"},
	{ASKS_AMOUNT,
		"\\bhow much\\b|\\bhow many (?:\\w+ )?(?:dollars|millions?|billions?|bucks)\\b|"
		"\\b(?:costs?|price|budget|sum|amount|worth|value)\\b"},
	{ASKS_DURATION,
		"\\bhow long\\b|\\bhow many (?:more |full |whole )?(?:years|months|days|weeks|"
		"decades)\\b|\\b(?:length|duration) of\\b"},
	{ASKS_NUMBER, "\\bhow (?:many|big|large|high|fast|few)\\b|\\b(?:number|share|"
		      "percentage|rate|size|total|count) of\\b|\\b(?:what|which) (?:\\w+ )?"
		      "(?:percentage|percent|per "
		      "cent|share|proportion|figure|number|rate)\\b"},
	{ASKS_DATE,
		"\\bwhen\\b|\\b(?:what|which) (?:exact )?(?:year|date|month|day|decade|season)\\b|"
		"\\b(?:year|date|month) (?:of|when|that)\\b|\\b(?:year|date)\\W*$"},
	{ASKS_REASON,
		"\\bwhy\\b|\\breasons?\\b|\\bhow come\\b|\\bwhat (?:\\w+ )?(?:made|caused|led|"
		"pushed|drove|prompted|explains?|provoked|triggered)\\b|\\bcauses?\\b|"
		"\\bwhat for\\b|\\bbecause of what\\b|\\bgrounds\\b|\\bmotives?\\b|\\bpurpose\\b|"
		"\\bin order to\\b|\\baims?\\b"},
	{ASKS_PERSON,
		"\\bwho(?:m|se|s)?\\b|\\bwho's\\b|\\b(?:what|which) (?:\\w+ )?(?:person|leader|"
		"president|king|prince|general|ambassador|official|politician|envoy|senator|"
		"minister|premier|diplomat|commander|people|spokes\\w+|man|woman|son)\\b"},
	{ASKS_PLACE,
		"\\bwhere\\b|\\b(?:what|which) (?:\\w+ )?(?:country|countries|city|place|nation|"
		"nations|town|neighbou?r|region|province|capital)\\b"},
	{ASKS_DEFINITION, "\\bwhat (?:is|are|was|were)\\b|\\bwhat's\\b|\\bwhats\\b|\\bmeans?\\b|"
			  "\\bmeaning\\b|\\bstands? for\\b|\\bdefin\\w+\\b|\\bexplain\\b|"
			  "\\btell (?:me|us)(?: \\w+)? about\\b"},
	{ASKS_MANNER, "\\bhow\\b|\\bin what way\\b|\\bmethods?\\b"},
};

static const char question_regex[] =
	"\\?[\\s!?.)\"']*$|^\\W*(?:(?:and|so|but|hey|hi|hello|ok|pls|please|well|sorry|also)\\W+)*"
	"(?:who|whom|whose|who's|whos|what|what's|whats|when|where|why|how|which|is|are|was|were|"
	"do|"
	"does|did|has|have|had|can|could|will|would|should)\\b";

static const char *const names[QUESTION_TYPES] = {"any statement", "a person", "a date", "a place",
	"a number", "an amount", "an age", "a length of time", "a reason", "a way", "yes or no",
	"what it is", "names"};

enum { ROWS = sizeof rows / sizeof *rows };

/* of each thread its own: matching writes to a pattern */
static _Thread_local struct pattern *compiled[ROWS + 1];

static struct pattern *use(size_t i)
{
	struct error err;

	if (!compiled[i])
		compiled[i] = pattern_new(i < ROWS ? rows[i].regex : question_regex, &err);
	if (!compiled[i]) { /* a slip in the table above: every test would stop here */
		fprintf(stderr, "error question: %s\n", err.text);
		abort();
	}
	return compiled[i];
}

const char *question_type_name(enum question_type type)
{
	return names[type];
}

enum question_type question_type(const char *folded)
{
	for (size_t i = 0; i < ROWS; i++)
		if (pattern_matches(use(i), folded))
			return rows[i].type;
	return ASKS_ANY;
}

bool question_form(const char *folded)
{
	return pattern_matches(use(ROWS), folded);
}

/* Whether the words open a question about a thing; gives how many of them do. */
static size_t focus_opening(const struct words *words, size_t at)
{
	static const char *const openings[][2] = {{"how", "many"}, {"how", "much"},
		{"number", "of"}, {"names", "of"}, {"name", "of"}, {"list", "of"}, {"list", ""},
		{"name", ""}, {"which", ""}, {"what", ""}, {"whats", ""}, {"whose", ""},
		{"who", "is"}, {"who", "was"}, {"who", "are"}, {"who", "were"}, {"whos", ""},
		{"where", "is"}, {"where", "was"}, {"where", "are"}};

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		bool two = *openings[i][1] != '\0';

		if (strcmp(words->list[at].text, openings[i][0]) == 0 &&
			(!two || (at + 1 < words->count &&
					 strcmp(words->list[at + 1].text, openings[i][1]) == 0)))
			return two ? 2 : 1;
	}
	return 0;
}

/* Words that may stand between the opening and the thing: "what is the …", "how many of the …". */
static bool is_between(const char *word)
{
	static const char *const between[] = {
		"is", "are", "was", "were", "the", "a", "an", "of", "s", "other", "kind", "sort"};

	for (size_t i = 0; i < sizeof between / sizeof *between; i++)
		if (strcmp(word, between[i]) == 0)
			return true;
	return false;
}

void question_focus(const char *folded, char *out, size_t size)
{
	enum { FOCUS_WORDS = 3 };
	struct words words;
	struct buf buf = buf_over(out, size);
	size_t at = 0, opening = 0, taken = 0;

	words_split(folded, &words);
	while (at < words.count && (opening = focus_opening(&words, at)) == 0)
		at++;
	for (at += opening; at < words.count && is_between(words.list[at].text);)
		at++;
	for (; at < words.count && taken < FOCUS_WORDS; at++, taken++) {
		if (words.list[at].kind == WORD_FUNCTION)
			break;
		buf_add(&buf, taken ? " %s" : "%s", words.list[at].text);
	}
}

void question_free(void)
{
	for (size_t i = 0; i <= ROWS; i++) {
		pattern_free(compiled[i]);
		compiled[i] = NULL;
	}
}
