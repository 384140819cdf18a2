#include "study/cue.h"

#include "base/text.h"
#include "pattern/pattern_table.h"

#include <ctype.h>

/* PCRE2, on the folded text. */
static const struct pattern_row rows[CUES] = {
	/* accounts differ, or the source has a gap: no single date or number is the answer */
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
	/* "in which year did aid exceed 83 million": in several, perhaps */
	[CUE_OF_MANY] = {"of many", "\\b(?:exceed|more than|at least)"},
	[CUE_WHO_IS_NAME] = {"who is name",
		"^who (?:is|was|are|were) "},
	/* about the document rather than what it is about, or not certain */
	[CUE_OF_DOCUMENT] = {"of document",
		"\\b(?:this|the) document\\b|\\bcut off\\b|\\bbreaks? off\\b|\\bhelp page\\b|"
		 "\\bheadline\\b|\\boverview\\b|\\bmost likely\\b|\\bprobably\\b|"
		 "\\bis lost\\b|\\bthe date is\\b"},
	/* what stands before a gap: "in about ____", "by ____" is when somebody wrote it */
	[CUE_VAGUE_BEFORE] = {"vague before",
		"\\b(?:about|around|by|circa|early|late|mid|approximately|some time in|"
		 "end of|middle of|since|told|about in|"
		 "(?:report|bill|list|poll|article|count) of|\\d\\d? to) $"},
	[CUE_RANGE_BEFORE] = {"range before",
		"(?:\\d|cent|million|billion) ?(?:to|and|or|-) ?$"},
	[CUE_NOUN_BEFORE] = {"noun before",
		"\\ban? $"},
	[CUE_SOURCE_BEFORE] = {"source before",
		"\\b(?:according to|says?|said|(?:reported|counted|estimated|made|told|"
		 "given) (?:by|to)|told)(?: the| an?)? $|"
		 "\\b(?:according to|says) the (?:\\w+ ){1,3}of(?: the)? $"},
	/* what stands behind one: an organisation that only reports is not worth learning */
	[CUE_SOURCE_AFTER] = {"source after",
		"^(?:'s?)? ?(?:own )?(?:report(?:s|ed)?|count(?:s|ed)?|says?|said|wrote|"
		 "writes|figures?|accounts?|speaks?|puts?|gives?|gave|estimates?|dates|"
		 "notes?|noted|chronology|reckons?|describes?|tally)\\b|"
		 "^(?:'s)? \\w+ (?:reported|says|said|wrote|account|count)\\b|^[,;] the ____"},
	[CUE_PART_AFTER] = {"part after",
		"^(?:-\\w| others?\\b|'?s? \\(____)"},
	/* no place is missing in "Vietnamese troops", no person in "Trump Administration" */
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

/* The same where the blanks at the text's ends matter, which folding drops. */
bool cue_at_edge(enum cue cue, const char *text)
{
	char lower[512];
	size_t length = 0;

	for (; text[length] && length + 1 < sizeof lower; length++)
		lower[length] = (char)tolower((unsigned char)text[length]);
	lower[length] = '\0';
	return pattern_table_matches(&cues, cue, lower);
}
