#include "study/name_class.h"

#include "base/text.h"
#include "pattern/pattern_table.h"

#include <string.h>

/* The classes, as PCRE2 patterns for a folded form. */
static const struct pattern_row rows[] = {
	/* an adjective means a country or people */
	{"adjective", "^(?:\\w+(?:ese|ian|ean|ish|ican)|khmer|thai|dutch|french)s?$"},
	{"place", "\\b(?:base|port|airport|airfield|project|zone|sea|gulf|river|lake|island|"
		  "strait)\\b"},
	{"party", "\\b(?:party|front|movement|funcinpec)\\b"},
	{"radio", "\\b(?:radio|voice)\\b"},
	{"news", "\\b(?:daily|post|times|press|news|newspaper|journal|reuters|bbc)\\b"},
	{"court", "\\b(?:tribunal|court|chambers)\\b"},
	{"institute", "\\b(?:research|institute)\\b"},
	{"assembly", "\\bassembly\\b"},
	{"parliament", "\\b(?:senate|congress|parliament|house of)\\b"},
	{"company", "\\b(?:group|company|corporation|firm|ltd)\\b"},
	{"army", "\\b(?:seabees|navy|army|battalion|marines|air force|armed forces|coast guard|"
		 "unit)\\b"},
	{"office", "\\b(?:department|ministry|treasury|embassy|administration|agency|usaid|"
		   "white house|committee|commission|office|council)\\b"},
	{"union", "\\b(?:united nations|european union|asean|bank|fund|nato|"
		  "organi[sz]ation|union|club)\\b"},
};
static struct pattern_table classes = PATTERN_TABLE("class of a name", rows);

int name_class_of(const struct alias *alias)
{
	int row = -1;

	for (size_t k = 0; k < alias->name_count && row < 0; k++) {
		char folded[128];

		text_fold(alias->names[k], folded, sizeof folded);
		row = pattern_table_first(&classes, folded);
	}
	return row;
}

/* Whether a form of `a` contains a form of `b`. */
static bool has_form_in(const struct alias *a, const struct alias *b)
{
	enum { LETTERS = 4 };

	for (size_t i = 0; i < a->name_count; i++)
		for (size_t k = 0; k < b->name_count; k++)
			if (strlen(b->names[k]) >= LETTERS && strcasestr(a->names[i], b->names[k]))
				return true;
	return false;
}

bool name_class_overlaps(const struct alias *a, const struct alias *b)
{
	return has_form_in(a, b) || has_form_in(b, a);
}

bool name_class_has_script(const struct alias *alias)
{
	for (size_t k = 0; k < alias->name_count; k++)
		if ((unsigned char)alias->names[k][0] >=
			0xe0) /* beyond Latin, Greek and Cyrillic */
			return true;
	return false;
}
