#include "study/cue.h"

#include "base/text.h"
#include "pattern/pattern_table.h"

#include <ctype.h>

/* PCRE2 patterns for the folded text. */
static const struct pattern_row rows[CUES] = {
	/* sources disagree or have a gap: no single date or number is right */
	[CUE_DISPUTED] = {"disputed",
		"\\bby (?:one|another)\\b|\\b(?:other|some) (?:sources?|counts?|reports?|"
		"analysts|experts)\\b|\\banother (?:report|source|edition|account|reckoning|"
		"count)\\b|\\bor (?:in|at least|about)\\b|\\breckoning\\b|\\bsays? the\\b|"
		"\\bgives?\\b|\\bgiven as\\b|\\bputs\\b|\\bcounts\\b|"
		"\\(about\\b|\\bmost likely\\b|\\bprobably\\b|\\blost\\b|"
		"\\bdiffer\\b"},
	[CUE_OF_PERSON] = {"of person",
		"^(?:who (?:was|is|became|led|leads|signed|headed|represented|succeeded|took|"
		"opened|announced)\\b|which (?:[\\w-]+ )?(?:president|senator|general|prince|"
		"king|politician|ambassador|envoy|minister|leader|diplomat)\\b)"},
	[CUE_OF_DATE] = {"of date",
		"^(?:when|since when|in (?:which|what) (?:year|month)|(?:on )?(?:which|what) "
		"(?:day|date|year)|from which year)\\b"},
	[CUE_OF_PLACE] = {"of place",
		"^(?:where|(?:(?:to|from|in) )?(?:which|what) (?:country|place|city|town))\\b"},
	[CUE_OF_NUMBER] = {"of number",
		"^(?:how (?:many|much|large)|what (?:share|percentage|proportion|sum))\\b"},
	/* "in which year did aid exceed 83 million": perhaps in several */
	[CUE_OF_MANY] = {"of many", "\\b(?:exceed|more than|at least)"},
	[CUE_WHO_IS_NAME] = {"who is name", "^who (?:is|was|are|were) "},
	/* about the document rather than its subject, or uncertain */
	[CUE_OF_DOCUMENT] = {"of document",
		"\\b(?:this|the) document\\b|\\bcut off\\b|\\bbreaks? off\\b|\\bhelp page\\b|"
		"\\bheadline\\b|\\boverview\\b|\\bmost likely\\b|\\bprobably\\b|"
		"\\bis lost\\b|\\bthe date is\\b"},
	/* text before a gap that makes it vague: "in about ____", "by ____" */
	[CUE_VAGUE_BEFORE] = {"vague before",
		"\\b(?:about|around|by|circa|early|late|mid|approximately|some time in|"
		"end of|middle of|since|told|about in|"
		"(?:report|bill|list|poll|article|count) of|\\d\\d? to) $"},
	[CUE_RANGE_BEFORE] = {"range before", "(?:\\d|cent|million|billion) ?(?:to|and|or|-) ?$"},
	[CUE_NOUN_BEFORE] = {"noun before", "\\ban? $"},
	[CUE_SOURCE_BEFORE] = {"source before",
		"\\b(?:according to|says?|said|(?:reported|counted|estimated|made|told|"
		"given) (?:by|to)|told)(?: the| an?)? $|"
		"\\b(?:according to|says) the (?:\\w+ ){1,3}of(?: the)? $"},
	/* text after a gap that is the source of the statement, which is not worth learning */
	[CUE_SOURCE_AFTER] = {"source after",
		"^(?:'s?)? ?(?:own )?(?:report(?:s|ed)?|count(?:s|ed)?|says?|said|wrote|"
		"writes|figures?|accounts?|speaks?|puts?|gives?|gave|estimates?|dates|"
		"notes?|noted|chronology|reckons?|describes?|tally)\\b|"
		"^(?:'s)? \\w+ (?:reported|says|said|wrote|account|count)\\b|^[,;] the ____"},
	[CUE_PART_AFTER] = {"part after", "^(?:-\\w| others?\\b|'?s? \\(____)"},
	/* a name that is used as an adjective: "Vietnamese troops", "Trump Administration" */
	[CUE_ADJECTIVE] = {"adjective",
		"(?:ese|ians?|eans?|icans?|mers?|ish|french|dutch|thais?|administration|"
		"government)$"},
};
static struct pattern_table cues = PATTERN_TABLE("cue", rows);

bool cue_in(enum cue cue, const char *text)
{
	char folded[1024];

	text_fold(text, folded, sizeof folded);
	return pattern_table_matches(&cues, cue, folded);
}

/* Does not fold the text, since that drops blanks at its ends. */
bool cue_at_edge(enum cue cue, const char *text)
{
	char lower[512];
	size_t length = 0;

	for (; text[length] && length + 1 < sizeof lower; length++)
		lower[length] = (char)tolower((unsigned char)text[length]);
	lower[length] = '\0';
	return pattern_table_matches(&cues, cue, lower);
}
