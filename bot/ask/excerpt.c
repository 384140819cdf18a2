#include "ask/excerpt.h"

#include "ask/content.h"
#include "ask/short_form.h"
#include "base/text.h"
#include "pattern/pattern_table.h"

#include <stdio.h>
#include <string.h>

enum {
	CUTS_MAX = 12,
	LEAST = 40, /* bytes before the first cut */
	LEFT = 40,  /* a rest of at most this many bytes is kept … */
	SAVED = 20 /* … and a short form must save this many, since people must ask for the rest */
};

/* BEGINS: the start of a clause, after the comma. QUALIFIES: words that qualify the text before
 * them, so that they must not be cut off. */
enum { BEGINS, QUALIFIES };

static const struct pattern_row rows[] = {
	[BEGINS] = {"a clause",
		"^(?:and (?:he|she|it|they|the|its|his|her|their|in|on|from|after|was|were|is|are|"
		"has|had)|who|which|where|when|while|after|before|because|since|with|in|on|"
		"from|under|including|then|whose|so|for|chiefly|among)\\b"},
	[QUALIFIES] = {"qualifies",
		"^[^;]*\\b(?:but|not|no|never|nor|although|though|however|except|unless|only|"
		"until|without|instead|later|remain\\w*|deni\\w+|alleg\\w+|claim\\w*|reject\\w*|"
		"disput\\w+|call(?:s|ed)|reported(?:ly)?|says?|said|accord\\w+|counts?|puts?|"
		"gives|speaks?|spoke|wrote|others?|another|by (?:one|another|some)|"
		"by (?:about )?\\d{4}|by [^;,]+ (?:account|count|chronology|reckoning)|unclear|"
		"unknown|perhaps|probably|likely|estimat\\w+|false\\w*|cut off)\\b"},
};
static struct pattern_table forms = PATTERN_TABLE("excerpt", rows);

/* Whether the statement may be cut before `next`: only additional clauses follow up to the
 * semicolon. If the sentence continues after an aside between two commas, it may not. */
static bool may_end_before(const char *next)
{
	if (pattern_table_matches(&forms, QUALIFIES, next))
		return false;
	for (;;) {
		if (!pattern_table_matches(&forms, BEGINS, next))
			return false;
		int depth = 0;
		for (; *next && (depth > 0 || !strchr(",;", *next) || next[1] != ' '); next++)
			depth += *next == '(' ? 1 : *next == ')' ? -1 : 0;
		if (*next != ',')
			return true;
		next += strlen(", ");
	}
}

/* Finds the offsets at which the statement may be cut, ascending: at the ends of clauses, and last
 * at its end. Returns their number. */
static size_t find_cuts(const char *says, size_t cuts[CUTS_MAX])
{
	size_t length = strlen(says), count = 0;
	bool listing = false; /* after a colon, up to the semicolon */
	int depth = 0;

	for (size_t i = 0; i < length && count < CUTS_MAX - 1; i++) {
		depth += says[i] == '(' ? 1 : says[i] == ')' ? -1 : 0;
		if (depth > 0 || !strchr(",;:", says[i]) || says[i + 1] != ' ')
			continue;
		const char *next = says + i + 2;
		listing = says[i] == ':' || (listing && says[i] == ',');
		if (i >= LEAST && !listing && says[i] != ':' &&
			(says[i] == ';' ? !pattern_table_matches(&forms, QUALIFIES, next)
					: may_end_before(next)))
			cuts[count++] = i;
	}
	cuts[count++] = length;
	return count;
}

/* How many of the question's terms a text has, and how many things of the kind it asks for. */
struct found {
	size_t asked, fillers;
};

/* Counts them in the first `end` bytes of the folded statement, which fold to `part`. */
static struct found find_in(const struct content *content, const char *part, size_t end)
{
	struct found found = {0};

	for (size_t i = 0; i < content->count; i++) {
		const struct content_term *term = &content->terms[i];

		if (term->at >= end)
			continue;
		found.asked += content_asks(content->parsed, term->term_id);
		found.fillers += content_fills(content, term);
	}
	if (content->type == ASKS_REASON)
		found.fillers = content_gives_reason(part);
	return found;
}

/* Counts them before a cut. */
static struct found find_before(const struct content *content, const char *says, size_t cut)
{
	char part[CONTENT_TEXT], folded[CONTENT_TEXT];

	snprintf(part, sizeof part, "%.*s", (int)cut, says);
	text_drop_broken(part);
	size_t end = text_fold(part, folded, sizeof folded);
	return find_in(content, folded, end);
}

/* The first cut before which the statement has as many of both as the whole statement. */
static size_t first_sufficient(const struct content *content, const char *says, struct found whole,
	const size_t *cuts, size_t count)
{
	size_t i = 0;

	for (; i + 1 < count; i++) {
		struct found part = find_before(content, says, cuts[i]);

		if (part.asked == whole.asked && part.fillers == whole.fillers)
			break;
	}
	return i;
}

/* The beginning of the statement, up to a cut; all of it if it has none that can be used. */
static struct excerpt cut_statement(const char *says, const struct content *content, size_t room)
{
	struct excerpt whole = {says, strlen(says), ""};
	size_t cuts[CUTS_MAX], cut = 0;
	struct found found = {0};

	if (content->parsed) {
		found = find_in(content, content->folded, strlen(content->folded));
		/* any clause may be the answer, or it is in words that are not recognised */
		if (!content_asks_kind(content->type) || found.fillers == 0)
			return whole;
	}
	size_t count = find_cuts(says, cuts);
	if (content->parsed)
		cut = first_sufficient(content, says, found, cuts, count);
	while (cut + 1 < count && cuts[cut + 1] <= room)
		cut++;
	if (cuts[cut] + LEFT >= whole.length)
		return whole;
	return (struct excerpt){says, cuts[cut], says + cuts[cut] + 2};
}

/* The excerpt; may_cut: it may also be the beginning of the statement. */
static struct excerpt make_excerpt(const struct index *index, const struct fact *fact,
	const struct parsed_question *parsed, size_t room, bool may_cut)
{
	size_t length = strlen(fact->says), brief = strlen(fact->brief);
	struct excerpt whole = {fact->says, length, ""};
	struct content statement;

	if (length <= room || (!may_cut && !*fact->brief))
		return whole;
	content_read_statement(index, parsed, fact, &statement);
	if (brief + SAVED <= length && short_form_answers(fact->brief, &statement))
		return (struct excerpt){fact->brief, brief, fact->says};
	return may_cut ? cut_statement(fact->says, &statement, room) : whole;
}

struct excerpt excerpt_short(const struct index *index, const struct fact *fact,
	const struct parsed_question *parsed, size_t room)
{
	return make_excerpt(index, fact, parsed, room, false);
}

struct excerpt excerpt_of(const struct index *index, const struct fact *fact,
	const struct parsed_question *parsed, size_t room)
{
	return make_excerpt(index, fact, parsed, room, true);
}
