#include "language/question.h"

#include "base/text.h"
#include "pattern/pattern_table.h"

#include <string.h>

/* The first row that matches determines the type: types[row]. */
static const struct pattern_row type_rows[] = {
	/* "do you know when …" asks for a date, "did he leave when …" is a yes/no question */
	{"yes or no", "^\\W*(?:(?:and|so|but|hey|hi|pls|please|ok|well)\\W+)*(?!(?:do|does|can|"
		      "could|would|will) (?:you|u|anyone|anybody|someone|somebody)\\b)(?:is|are|"
		      "was|were|do|does|did|has|have|had|can|could|will|would|should|isn'?t|"
		      "aren'?t|wasn'?t|weren'?t|don'?t|doesn'?t|didn'?t|hasn'?t|haven'?t)\\b|"
		      "\\b(?:is|was) it (?:really )?true\\b|\\btrue (?:that|or false)\\b|"
		      "\\bwhether\\b|, (?:right|correct|no|yes)\\?"},
	{"names",
		"^\\W*(?:(?:and|so|hey|hi|pls|please|ok|can you|could you)\\W+)*(?:name|"
		"list)\\b|\\b(?:names|list) of\\b|\\b(?:what|which) "
		"(?!(?:made|caused|led|pushed|drove) )(?:\\w+ )?(?:senators|"
		"judges|experts|analysts|observers|lawyers|soldiers|generals|officers|"
		"journalists|reporters|politicians|activists|members|companies|firms|banks|"
		"groups|villages|cities|towns|provinces|nations|countries|states|words|"
		"articles|people|persons|men|women)\\b"},
	{"age", "\\bhow old\\b|\\b(?:what|which) age\\b|\\bage (?:of|is|was|did|when)\\b|"
		"\\bages?\\W*$"},
	{"amount", "\\bhow much\\b|\\bhow many (?:\\w+ )?(?:dollars|millions?|billions?|"
		   "bucks)\\b|\\b(?:costs?|price|budget|sum|amount|worth|value)\\b"},
	{"duration", "\\bhow long\\b|\\bhow many (?:more |full |whole )?(?:years|months|days|"
		     "weeks|decades)\\b|\\b(?:length|duration) of\\b"},
	{"number", "\\bhow (?:many|big|large|high|fast|few)\\b|\\b(?:number|share|percentage|"
		   "rate|size|total|count) of\\b|\\b(?:what|which) (?:\\w+ )?(?:percentage|"
		   "percent|per cent|share|proportion|figure|number|rate)\\b"},
	/* in "who became king when he abdicated" it is a conjunction */
	{"date", "^(?!\\W*(?:\\w+\\W+){0,2}?(?:who|whom|whose|what|which|where|why|how)\\b).*"
		 "\\bwhen\\b|\\b(?:and|or) when\\b|\\bwhen\\W*$|"
		 "\\b(?:what|which) (?:exact )?(?:year|date|month|day|decade|"
		 "season)\\b|\\b(?:year|date|month) (?:of|when|that)\\b|\\b(?:year|"
		 "date)\\W*$"},
	{"reason", "\\b(?:why\\b|reasons?\\b|how come\\b|what (?:\\w+ )?(?:made|caused|led|pushed|"
		   "drove|prompted|explains?|provoked|triggered)\\b|causes?\\b|what for\\b|"
		   "what(?:'?s| is| are| was| were)\\b.* for\\W*$|what\\b.* (?:used|meant) for\\b|"
		   "because of what\\b|grounds\\b|motives?\\b|purpose\\b|in order to\\b|"
		   "aims?\\b)"},
	{"person", "\\bwho(?:m|se|s)?\\b|\\bwho's\\b|\\b(?:what|which) (?:\\w+ )?(?:person|"
		   "leader|president|king|prince|general|ambassador|official|politician|envoy|"
		   "senator|minister|premier|diplomat|commander|people|spokes\\w+|man|woman|"
		   "son)\\b"},
	{"place", "\\bwhere\\b|\\b(?:what|which) (?:\\w+ )?(?:country|countries|city|place|"
		  "nation|nations|town|neighbou?r|region|province|capital)\\b"},
	{"definition", "\\bwhat (?:is|are|was|were)\\b|\\bwhat's\\b|\\bwhats\\b|\\bmeans?\\b|"
		       "\\bmeaning\\b|\\bstands? for\\b|\\bdefin\\w+\\b|\\bexplain\\b|"
		       "\\btell (?:me|us)(?: \\w+)? about\\b"},
	{"manner", "\\bhow\\b|\\bin what way\\b|\\bmethods?\\b"},
};
static const enum question_type types[] = {ASKS_YES_NO, ASKS_NAMES, ASKS_AGE, ASKS_AMOUNT,
	ASKS_DURATION, ASKS_NUMBER, ASKS_DATE, ASKS_REASON, ASKS_PERSON, ASKS_PLACE,
	ASKS_DEFINITION, ASKS_MANNER};
static struct pattern_table type_table = PATTERN_TABLE("question type", type_rows);

static const struct pattern_row form_rows[] = {
	{"question", "\\?[\\s!?.)\"']*$|^\\W*(?:(?:and|so|but|hey|hi|hello|ok|pls|please|well|"
		     "sorry|also)\\W+)*(?:(?:for|in|on|at|by|to|from|after|before|since|until|"
		     "with|under|during|through|against)\\W+(?:whom|whose|how (?:many|much|long)|"
		     "(?:what|which)(?! case\\b| it'?s worth\\b))|"
		     "who|whom|whose|who's|whos|what|what's|whats|when|"
		     "where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could|"
		     "will|would|should)\\b|"
		     /* "cambodia joined the wto when" */
		     "(?<=\\w )(?<!know |knows |knew |idea |guess |tell |sure |say |says |see |"
		     "wonder |forgot |remember |no |so |of |that's |thats |is )"
		     "(?:when|where|who|whom|why|how many|how much|how long)(?: exactly)?\\W*$"},
};
static struct pattern_table form_table = PATTERN_TABLE("question form", form_rows);

static const char *const names[QUESTION_TYPES] = {"any statement", "a person", "a date", "a place",
	"a number", "an amount", "an age", "a length of time", "a reason", "a way", "yes or no",
	"what it is", "names"};

const char *question_type_name(enum question_type type)
{
	return names[type];
}

enum question_type question_type(const char *folded)
{
	int row = pattern_table_first(&type_table, folded);

	return row < 0 ? ASKS_ANY : types[row];
}

bool question_form(const char *folded)
{
	return pattern_table_matches(&form_table, 0, folded);
}

/* The number of words at that position that open a question about a thing, or 0. */
static size_t focus_opening(const struct words *words, size_t at)
{
	static const char *const openings[][2] = {{"how", "many"}, {"how", "much"},
		{"number", "of"}, {"names", "of"}, {"name", "of"}, {"list", "of"}, {"list", ""},
		{"name", ""}, {"which", ""}, {"what", ""}, {"whats", ""}, {"whose", ""},
		{"who", "is"}, {"who", "was"}, {"who", "are"}, {"who", "were"}, {"whos", ""},
		{"where", "is"}, {"where", "was"}, {"where", "are"}};

	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
		bool two = *openings[i][1] != '\0';

		if (text_same(words->list[at].text, openings[i][0]) &&
			(!two || (at + 1 < words->count &&
					 strcmp(words->list[at + 1].text, openings[i][1]) == 0)))
			return two ? 2 : 1;
	}
	return 0;
}

/* Words between the opening and the thing: "what is the …", "how many of the …". */
static bool is_between(const char *word)
{
	static const char *const between[] = {
		"is", "are", "was", "were", "the", "a", "an", "of", "s", "other", "kind", "sort"};

	for (size_t i = 0; i < sizeof between / sizeof *between; i++)
		if (text_same(word, between[i]))
			return true;
	return false;
}

void question_focus(const struct words *words, size_t *from, size_t *to)
{
	enum { FOCUS_WORDS = 3 };
	size_t at = 0, opening = 0;

	while (at < words->count && (opening = focus_opening(words, at)) == 0)
		at++;
	for (at += opening; at < words->count && is_between(words->list[at].text);)
		at++;
	*from = at;
	while (at < words->count && at < *from + FOCUS_WORDS &&
		words->list[at].kind != WORD_FUNCTION)
		at++;
	*to = at;
}
